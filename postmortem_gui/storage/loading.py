"""Bytes into a postmortem: every file is opened, or refused with a sentence that says where and what to do."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from postmortem_gui.core.edits import why_order_problem
from postmortem_gui.core.postmortem import FORMAT, VERSION, Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.storage import ids, repairs, strict_json, type_words
from postmortem_gui.storage.writing import document_bytes, tidy

MAX_BYTES = 64 * 1024 * 1024
ASK_FROM_BYTES = 8 * 1024 * 1024
"""From here on a window asks before it opens a file."""

DEFAULT_TEMPLATE = "full-review"

Kind = Literal[
    "unreadable", "empty", "too_big", "encoding", "syntax", "duplicate", "foreign", "newer", "type", "whys", "template"
]


class LoadError(Exception):
    """A file is not opened. The message is a sentence with the file's name, the place, and what to do.

    `kind` is for those who offer a way out: `newer` can be read as text, `empty` may have an earlier version.
    """

    def __init__(self, sentence: str, kind: Kind) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind


@dataclass(frozen=True)
class Loaded:
    """An opened document, and a sentence for each thing that was repaired or is unusual."""

    postmortem: Postmortem
    notices: tuple[str, ...]
    data: bytes

    @cached_property
    def canonical(self) -> bool:
        """Whether saving without an edit would write the same bytes. Costs as much as writing them."""
        return document_bytes(self.postmortem) == self.data


TemplateFor = Callable[[str], Template | None]


def read_document(path: Path, *, streams: bool = False) -> bytes:
    """Return the bytes of a file of at most 64 MiB, looked at before they are read. Raises LoadError.

    With `streams` a pipe or a device will do as well, and is waited for; a window must not wait.
    """
    try:
        if not (streams or stat.S_ISREG(path.stat().st_mode) or path.is_dir()):
            raise LoadError(f"“{path.name}” is not an ordinary file. Choose another one.", "unreadable")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except OSError as error:
        raise LoadError(f"“{path.name or path}” cannot be opened: {_system_words(error)}.", "unreadable") from error
    except ValueError as error:  # a NUL or half a character in the name
        raise LoadError("A file of this name cannot exist.", "unreadable") from error
    if max(size, len(data)) > MAX_BYTES:
        much = f"{size // (1024 * 1024)} MiB" if size >= MAX_BYTES + 1024 * 1024 else "more than 64 MiB"
        raise LoadError(f"“{path.name}” has {much}; postmortems of up to 64 MiB are opened.", "too_big")
    return data


def load(
    data: bytes,
    *,
    name: str,
    template_for: TemplateFor | None = None,
    new_id: Callable[[str], str] = ids.new_id,
) -> Loaded:
    """Return the document that the bytes hold. Raises LoadError, and nothing else for any bytes.

    `name` is the file's, for the sentences. `template_for` finds a layout by id for a document that has none of its
    own; `new_id` names rows that have no name, or one that another row of the same list has.
    """
    if len(data) > MAX_BYTES:
        raise LoadError(f"“{name}” is larger than 64 MiB, the largest that is opened.", "too_big")
    with without_collecting():
        return _load(data, name, template_for, new_id)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for garbage while a document is read or written: for 5,000 rows that is a third of the time.

    What is made stays, or goes when nobody needs it; there are no rings in it to look for.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _load(data: bytes, name: str, template_for: TemplateFor | None, new_id: Callable[[str], str]) -> Loaded:
    try:
        members = _ours(strict_json.parse(data), name)
        notices = list(repairs.repair(members, data, new_id))
    except strict_json.JsonError as error:
        raise LoadError(f"“{name}” {error.words}.", _KINDS.get(error.kind, "syntax")) from None
    pm = tidy(_typed(members, name))
    problem = why_order_problem(pm.whys.items)
    if problem:
        raise LoadError(f"“{name}” is not opened: {problem}. Correct its parent in a text editor.", "whys")
    if not pm.template.sections:
        pm, notice = _with_template(pm, template_for)
        notices.append(notice)
    return Loaded(pm, tuple(notices), data)


_KINDS: dict[str, Kind] = {"empty": "empty", "encoding": "encoding", "duplicate": "duplicate"}


def _ours(raw: object, name: str) -> dict[str, object]:
    """Return the members of a postmortem that this program can read. Raises LoadError for anything else."""
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise LoadError(
            f'“{name}” is JSON of another program, not a postmortem: it does not say "format": "{FORMAT}". '
            "It was not changed.",
            "foreign",
        )
    version = raw.get("version", VERSION)
    major, _, minor = version.partition(".") if isinstance(version, str) else ("", "", "")
    if not (major.isdecimal() and minor.isdecimal() and len(version) < 20):
        raise LoadError(
            f'“{name}” is not opened: its version should be written like "{VERSION}". Correct it in a text editor.',
            "type",
        )
    if int(major) > int(VERSION.partition(".")[0]):
        raise LoadError(
            f"“{name}” is of version {version}, made by a newer program; this one reads up to version "
            f"{VERSION.partition('.')[0]}. Open it with the newer program, or read it as text.",
            "newer",
        )
    return raw


def _typed(members: dict[str, object], name: str) -> Postmortem:
    try:
        return Postmortem.model_validate(members)
    except ValidationError as error:
        raise LoadError(
            f"“{name}” is not opened: {type_words.sentence(error, members)}. Correct it in a text editor; the file was "
            "not changed.",
            "type",
        ) from None


def _with_template(pm: Postmortem, template_for: TemplateFor | None) -> tuple[Postmortem, str]:
    wanted = pm.template.id
    found = template_for(wanted) if template_for and wanted else None
    if found:
        return pm.but(
            template=found
        ), f"The file does not hold its template; “{found.name}” was taken from the library."
    other = template_for(DEFAULT_TEMPLATE) if template_for else None
    if other is None:
        return pm, "The file does not hold its template. Choose one to see everything in its place."
    lost = f", “{wanted}”, and the library has none of that name" if wanted else ""
    return pm.but(template=other), f"The file does not hold its template{lost}. It is shown as “{other.name}”."


def _system_words(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there. Perhaps it was moved or renamed"
    if isinstance(error, PermissionError):
        return "you may not read it"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return f"the system says: {error.strerror or error}"
