"""Unsaved work on the disk: a snapshot of the document, and behind it one line for each thing a person does.

A line is with the system before the next key comes, so a crash loses nothing; `sync` has the disk confirm it, so a
power cut loses what was done since. `recovery` reads it all back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
import zlib
from pathlib import Path

from postmortem_gui import __version__
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import plain
from postmortem_gui.storage import locks, patches
from postmortem_gui.storage.atomic import SaveError, write_bytes
from postmortem_gui.storage.home import Home, HomeError, private

LOCK = "lock"
SNAPSHOT, LOG = ".snap", ".log"
DISCARDED = "discarded"

_LOG_BYTES = 256 * 1024
"""A log as large as this, and as large as its snapshot, gives way to a new snapshot: reading back stays quick, and the
cost of snapshots stays in proportion to what is typed."""


class JournalError(Exception):
    """Unsaved work is only in memory. The message is a sentence without its full stop; the next edit tries again."""


class Journal:
    """The journal of one open document. It belongs to one thread, and to the process that began it."""

    def __init__(self, folder: Path, pm: Postmortem, path: Path | None, fingerprint: str | None) -> None:
        self.folder = folder
        self.rev = 0
        self._last = pm
        self._saved_rev = 0
        self._path, self._fingerprint = path, fingerprint
        self._generation = 0
        self._log: int | None = None
        self._log_bytes = self._snapshot_bytes = 0
        self._lock: int | None = None

    @classmethod
    def begin(cls, home: Home, pm: Postmortem, *, path: Path | None, fingerprint: str | None) -> Journal:
        """Start a journal with the document as it is now; `fingerprint` is that of the file it came from.

        Raises JournalError.
        """
        name = f"{_name(path)}-{secrets.token_hex(4)}"
        try:
            journal = cls(private(private(home.recovery) / name), pm, path, fingerprint)
            journal._lock = locks.hold(journal.folder / LOCK)
            if journal._lock is not None:
                os.write(journal._lock, _about())
        except (HomeError, OSError) as error:
            raise _only_in_memory(error) from error
        try:
            journal.renew()
        except JournalError:
            journal.close()
            raise
        return journal

    @property
    def unsaved(self) -> int:
        """How many edits are not in the file."""
        return self.rev - self._saved_rev

    def record(self, pm: Postmortem) -> int:
        """Write down that the document is this one now, after an edit, undo or redo. Returns its number for `saved`.

        Raises JournalError when the disk does not take it; the document itself is not in danger.
        """
        steps = patches.difference(self._last, pm)
        if steps:
            self._last = pm
            self.rev += 1
            self._write([self.rev, steps])
            if self._log_bytes > max(_LOG_BYTES, self._snapshot_bytes):
                self.renew()
        return self.rev

    def saved(self, rev: int, *, path: Path, fingerprint: str) -> None:
        """Write down that the document with this number is in a file now. Raises JournalError."""
        self._saved_rev = max(self._saved_rev, min(rev, self.rev))
        self._path, self._fingerprint = path, fingerprint
        self._write(["saved", self._saved_rev, os.fspath(path), fingerprint])

    def sync(self) -> None:
        """Return when the disk has every line. Raises JournalError."""
        if self._log is not None:
            try:
                getattr(os, "fdatasync", os.fsync)(self._log)
            except OSError as error:
                raise self._lost(error) from error

    def renew(self) -> None:
        """Begin a new generation: the whole document, and an empty log. The one before is kept. Raises JournalError."""
        self._close_log()
        about = {
            "rev": self.rev,
            "saved": self._saved_rev,
            "path": os.fspath(self._path) if self._path else None,
            "fingerprint": self._fingerprint,
        }
        body = json.dumps([about, plain(self._last)], separators=(",", ":")).encode()
        data = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
        self._generation += 1
        stem = self.folder / f"{self._generation:08d}"
        try:
            write_bytes(stem.with_suffix(SNAPSHOT), data, private=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            for name in ("O_CLOEXEC", "O_BINARY"):
                flags |= getattr(os, name, 0)
            self._log = os.open(stem.with_suffix(LOG), flags, 0o600)
        except (SaveError, OSError) as error:
            raise self._lost(error) from error
        self._log_bytes, self._snapshot_bytes = 0, len(data)
        for old in self.folder.iterdir():
            if old.stem.isdecimal() and int(old.stem) < self._generation - 1:
                with contextlib.suppress(OSError):
                    old.unlink()

    def close(self, *, discard: bool = True) -> None:
        """End the journal. Without `discard` the next start offers what is unsaved.

        With it the journal goes; unsaved edits lie in `recovery/discarded` for two weeks, in case it was a slip.
        """
        self._close_log()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        if discard and self.unsaved:
            put_aside(self.folder)
        elif discard:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, line: list[object]) -> None:
        """Add a line. Behind half a line nothing could be read, so where it fails a new generation says the same."""
        data = sealed(line)
        try:
            whole = self._log is not None and os.write(self._log, data) == len(data)
        except OSError:
            whole = False
        if whole:
            self._log_bytes += len(data)
        else:
            self.renew()

    def _lost(self, error: Exception) -> JournalError:
        """Give the log up; the next edit begins a new generation."""
        self._close_log()
        return _only_in_memory(error)

    def _close_log(self) -> None:
        if self._log is not None:
            with contextlib.suppress(OSError):
                os.close(self._log)
            self._log = None


def _only_in_memory(error: Exception) -> JournalError:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, SaveError):  # without the name of our file, which is another one with every try
        words = words.partition(" was not saved: ")[2] or words
    return JournalError(
        f"Unsaved work is only in memory, for the recovery folder cannot be written: {words}".rstrip(".")
    )


def sealed(line: object) -> bytes:
    """Return a line of the log: a CRC-32 in hex, a space, JSON, a line break."""
    body = json.dumps(line, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def put_aside(folder: Path) -> None:
    """Move a journal to the discarded ones, where it stays for two weeks. What cannot be moved stays."""
    with contextlib.suppress(OSError, HomeError):
        target = private(folder.parent / DISCARDED) / folder.name
        folder.rename(target)
        os.utime(target)


def _name(path: Path | None) -> str:
    """Return the start of a folder name that tells the journals of one file from those of others."""
    if path is None:
        return "untitled"
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]


def _about() -> bytes:
    """Return what a person who finds the folder would like to know."""
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    about = {"program": f"Postmortem {__version__}", "pid": os.getpid(), "started": started}
    return json.dumps(about, indent=2).encode() + b"\n"
