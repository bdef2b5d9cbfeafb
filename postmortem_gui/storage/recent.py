"""The documents that were open lately."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import Instant, Value, plain
from postmortem_gui.storage import kept
from postmortem_gui.storage.atomic import SaveError
from postmortem_gui.storage.home import Home

MOST = 20
MISSING = "file not found"
_GLANCE = 256
_BLANK = b"\xef\xbb\xbf\x00 \t\r\n"
"""What may stand around a document: blanks, the mark of UTF-8, and what a lost write leaves."""

_log = logging.getLogger(__name__)


class RecentFile(Value):
    """A document that was open: where it is, what it was called then, and when that was."""

    file: str
    title: str = ""
    severity: str = ""
    status: str = ""
    opened_at: Instant

    @property
    def path(self) -> Path:
        """Where it was."""
        return Path(self.file)

    @property
    def missing(self) -> bool:
        """Whether there is no such file now."""
        return self.trouble == MISSING

    @cached_property
    def trouble(self) -> str:
        """What is wrong with the file at a glance, empty for nothing: its ends are looked at, not what is between.

        A document begins with `{` and ends with `}`; an interrupted save of another program leaves neither.
        """
        if not os.path.isfile(self.file):  # noqa: PTH113 – Path.is_file raises for names that cannot be
            return MISSING
        try:
            with Path(self.file).open("rb") as file:
                first = file.read(_GLANCE)
                file.seek(max(0, os.fstat(file.fileno()).st_size - _GLANCE))
                last = file.read()
        except OSError:
            return "cannot be read"
        if not first.strip(_BLANK):
            return "empty file"
        whole = first.lstrip(_BLANK).startswith(b"{") and last.rstrip(_BLANK).endswith(b"}")
        return "" if whole else "damaged"


class RecentFiles:
    """The list of recent documents, at most twenty. It is read anew each time, because other windows add to it."""

    def __init__(self, home: Home) -> None:
        self._path = home.state / "recent.json"

    def files(self) -> tuple[RecentFile, ...]:
        """Return the documents, newest first. A damaged list is put aside and starts anew."""
        try:
            members = kept.read(self._path)
            if not isinstance(members, list):
                members = []
            return tuple(map(RecentFile.model_validate, members[:MOST]))
        except (ValueError, ValidationError):
            kept.put_aside(self._path)
            return ()

    def add(self, path: Path, pm: Postmortem, at: datetime) -> None:
        """Put a document first, as it is called now. Where the folder cannot be written, the log says so."""
        file = os.fspath(path.absolute())
        new = RecentFile(
            file=file, title=pm.fact("title"), severity=pm.fact("severity"), status=pm.fact("status"), opened_at=at
        )
        self._write((new, *(each for each in self.files() if each.file != file)))

    def forget(self, path: Path) -> None:
        """Take a document out of the list; the file itself stays."""
        file = os.fspath(path.absolute())
        self._write(tuple(each for each in self.files() if each.file != file))

    def _write(self, files: tuple[RecentFile, ...]) -> None:
        try:
            kept.write(self._path, plain(files[:MOST]))
        except SaveError as error:
            _log.error("the list of recent documents is not kept: %s", error)
