"""Finding and reading back the work of a program that ended before it was saved. Damaged journals never raise."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage import locks, patches
from postmortem_gui.storage.atomic import fingerprint, fingerprint_of
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.journal import DISCARDED, LOCK, LOG, SNAPSHOT, put_aside
from postmortem_gui.storage.writing import document_bytes

KEPT_DAYS = 14

_log = logging.getLogger(__name__)


class Recovery(NamedTuple):
    """What a journal gives back: the document, how many edits of it the file lacks, and how many lines were unreadable.

    `path` and `fingerprint` are the file's, as the program last knew it; `rev` is the number of the document.
    """

    postmortem: Postmortem
    edits: int
    left: int
    path: Path | None
    fingerprint: str | None
    rev: int


@dataclass(frozen=True)
class Recovered:
    """Work that a program left behind: what it is called, where it belongs, how much the file lacks, and since when."""

    folder: Path
    title: str
    severity: str
    path: Path | None
    fingerprint: str | None
    """That of the file which the document came from, or was last saved to."""
    edits: int
    left: int
    """How many lines at the end could not be read."""
    last: datetime
    """When the last edit was written, in local time."""
    _recovery: Recovery

    @property
    def file_changed(self) -> bool:
        """Whether another version is in the file by now, or none."""
        return self.path is not None and fingerprint(self.path) != self.fingerprint

    def read(self) -> Recovery:
        """Return the document as it was when the program ended."""
        return self._recovery

    def discard(self) -> None:
        """Put the journal aside; it can be found in `recovery/discarded` for two weeks."""
        put_aside(self.folder)


def found(home: Home) -> tuple[Recovered, ...]:
    """Return what dead programs left unsaved, newest first; clear away journals that hold nothing new, or are old."""
    _prune(home.recovery / DISCARDED)
    works = (_work(folder) for folder in _folders(home.recovery) if folder.name != DISCARDED)
    return tuple(sorted((work for work in works if work), key=lambda work: work.last, reverse=True))


def _work(folder: Path) -> Recovered | None:
    try:
        lock = locks.hold(folder / LOCK)
    except OSError:
        return None
    if lock is None:
        return None
    os.close(lock)
    recovery = recover(folder)
    if recovery is None:
        if any(path.suffix in (SNAPSHOT, LOG) for path in _files(folder)):
            _log.warning("a journal cannot be read; it is in %s", folder.parent / DISCARDED / folder.name)
            put_aside(folder)
        else:  # the program ended before it had written anything
            shutil.rmtree(folder, ignore_errors=True)
        return None
    pm = recovery.postmortem
    if (recovery.edits == 0 and recovery.left == 0) or _is_in_its_file(recovery):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    last = max((path.stat().st_mtime for path in _files(folder) if path.suffix in (SNAPSHOT, LOG)), default=0)
    return Recovered(
        folder,
        pm.fact("title"),
        pm.fact("severity"),
        recovery.path,
        recovery.fingerprint,
        recovery.edits,
        recovery.left,
        datetime.fromtimestamp(last).astimezone(),
        recovery,
    )


def _is_in_its_file(recovery: Recovery) -> bool:
    """Tell whether the file holds just this, because the program ended between saving and noting it."""
    if recovery.path is None or recovery.left:
        return False
    return fingerprint(recovery.path) == fingerprint_of(document_bytes(recovery.postmortem))


def _prune(folder: Path) -> None:
    for old in _folders(folder):
        try:
            if time.time() - old.stat().st_mtime > KEPT_DAYS * 24 * 60 * 60:
                shutil.rmtree(old, ignore_errors=True)
        except OSError:
            continue


def _folders(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.is_dir()]


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


# ── Reading one journal ──────────────────────────────────────────────────────────────────────────


class _Snapshot(NamedTuple):
    about: dict[str, Any]
    tree: dict[str, Any]


def recover(folder: Path) -> Recovery | None:
    """Return what a journal holds: its newest whole snapshot, and every line behind it up to the first bad one.

    None when there is no snapshot that can be read. Never raises, whatever is in the files.
    """
    for path in reversed([path for path in _files(folder) if path.suffix == SNAPSHOT]):
        snapshot = _snapshot(path)
        if snapshot:
            recovery = _replayed(path, *_lines(folder, path.stem, snapshot.about["rev"]))
            if recovery:
                return recovery
    return None


def _snapshot(path: Path) -> _Snapshot | None:
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        about, tree = json.loads(body)
        if not (isinstance(about["rev"], int) and isinstance(about["saved"], int)):
            return None
        return _Snapshot(about, tree)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _lines(folder: Path, stem: str, rev: int) -> tuple[list[Any], int]:
    """Return the lines behind a snapshot up to the first that is damaged or out of turn, and how many are left then."""
    whole: list[Any] = []
    left = 0
    for log in _files(folder):
        if log.suffix != LOG or log.stem < stem:
            continue
        for raw in _raw_lines(log):
            line = None if left else _line(raw)
            if line is not None and line[0] == "saved":
                whole.append(line)
            elif line is not None and line[0] == rev + 1:
                rev += 1
                whole.append(line)
            else:
                left += 1
    return whole, left


def _raw_lines(log: Path) -> Iterator[bytes]:
    try:
        data = log.read_bytes()
    except OSError:
        return
    *ended, torn = data.split(b"\n")
    yield from ended
    if torn:
        yield b""  # an edit that was being written when the program ended


def _line(raw: bytes) -> list[Any] | None:
    try:
        crc, _, body = raw.partition(b" ")
        line = json.loads(body) if int(crc, 16) == zlib.crc32(body) else None
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, list) and len(line) >= 2 else None


def _replayed(path: Path, lines: list[Any], left: int) -> Recovery | None:
    """Return the document after the most lines that make one; all of them, unless a program wrote nonsense."""
    best = _after(path, lines, left)
    if best or not lines:
        return best
    low, high = 0, len(lines) - 1
    while low <= high:
        middle = (low + high) // 2
        tried = _after(path, lines[:middle], left + len(lines) - middle)
        if tried:
            best, low = tried, middle + 1
        else:
            high = middle - 1
    return best


def _after(path: Path, lines: list[Any], left: int) -> Recovery | None:
    snapshot = _snapshot(path)
    if snapshot is None:
        return None
    about = snapshot.about
    rev, saved, file, mark = about["rev"], about["saved"], about.get("path"), about.get("fingerprint")
    try:
        for line in lines:
            if line[0] == "saved":
                _, saved, file, mark = line
            else:
                rev = line[0]
                patches.patch(snapshot.tree, line[1])
        pm = Postmortem.model_validate(snapshot.tree)
    except (patches.PatchError, ValidationError, ValueError):
        return None
    return Recovery(pm, rev - saved, left, Path(file) if isinstance(file, str) else None, mark, rev)
