"""Writing a file so that its name always holds a whole version: the old one or the new one, never a mixture.

The order of the steps is what keeps the promise through a crash or a power cut; each is there for a failure that was
seen: a full disk, a sync that fails, another program that writes in the same moment, a link, a file that may not be
written although its folder may.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from enum import Enum
from pathlib import Path
from typing import Final, Literal, NamedTuple

from postmortem_gui.storage import swapping

TEMP_PREFIX, TEMP_SUFFIX = ".~pm-", ".tmp"

Reason = Literal["full", "read_only", "folder", "missing", "changed", "gone", "name", "device", "other"]
"""What stands in the way of saving, for those who offer a way out.

A `full` disk, a `read_only` file, a `folder` that lets nothing be written, a `missing` folder, a file `changed` by
another program or `gone`, a `name` that the system does not take, a `device` that reports errors or is no ordinary
file.
"""


class SaveError(Exception):
    """A file was not written; what was there is untouched. The message is a sentence for the person."""

    def __init__(self, sentence: str, reason: Reason = "other") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason


class Anything(Enum):
    """The type of ANYTHING, so that it cannot be mixed up with a fingerprint."""

    ANYTHING = "anything"


ANYTHING: Final = Anything.ANYTHING
"""What `write_bytes` expects when it does not matter which version it replaces."""


class Written(NamedTuple):
    """A file that was saved: the fingerprint of its bytes, and sentences about what the person should know.

    `confirmed` is false when the disk would not say that the new name is safe: then the document stays marked.
    """

    fingerprint: str
    notices: tuple[str, ...] = ()
    confirmed: bool = True


def fingerprint_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(path: Path) -> str | None:
    """Return the SHA-256 of a file, in hex; None when it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def write_bytes(path: Path, data: bytes, *, expect: str | Anything | None = ANYTHING, private: bool = False) -> Written:
    """Write a whole file, through links. Raises SaveError; then the old file is untouched and nothing is left over.

    `expect` is the fingerprint that the file must have, None when it must not exist, ANYTHING when it does not matter.
    What another program writes between that look and the last step is kept beside the file, and said. A `private` file
    is for this person's eyes only; else a new file gets the usual permissions, and an old one keeps its own.
    """
    try:
        target = Path(os.path.realpath(path))
        try:
            return _write(target, data, expect, private=private)
        except FileExistsError:
            if expect is not ANYTHING:
                raise
            return _write(target, data, expect, private=private)  # now there is a version that may be replaced
    except FileExistsError as error:
        raise _changed(path) from error
    except OSError as error:
        raise _error(error, path, len(data)) from error
    except ValueError as error:  # a NUL or half a character in the name
        raise SaveError(f"“{_shown(path.name)}” cannot be the name of a file. Choose another name.", "name") from error


def _write(target: Path, data: bytes, expect: str | Anything | None, *, private: bool) -> Written:
    old = _look(target)
    before = fingerprint(target) if old else None
    if expect is not ANYTHING and before != expect:
        raise _gone(target) if old is None else _changed(target)
    temp = _temp_beside(target, data, old, 0o600 if private or old else 0o666)
    return _put(temp, target, fingerprint_of(data), before, new=old is None)


def _look(target: Path) -> os.stat_result | None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise SaveError(f"“{target.name}” is a folder. Choose another name.", "name")
    if not stat.S_ISREG(old.st_mode):
        raise SaveError(f"“{target.name}” is not an ordinary file. Choose another name.", "device")
    if not os.access(target, os.W_OK):
        raise SaveError(
            f"“{target.name}” is read-only, so it was not changed. Save under another name, or allow writing to it.",
            "read_only",
        )
    return old


def _temp_beside(target: Path, data: bytes, old: os.stat_result | None, mode: int) -> Path:
    """Return a new file in the same folder with the bytes on the disk. Its name is short, however long the target's."""
    temp = target.with_name(f"{TEMP_PREFIX}{secrets.token_hex(6)}{TEMP_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
        flags |= getattr(os, name, 0)
    fd = os.open(temp, flags, mode)
    try:
        try:
            _write_all(fd, data)
            if old:
                _like(fd, target, old)
            swapping.sync(fd)
        finally:
            os.close(fd)
        _read_back(temp, data)
    except BaseException:
        _remove(temp)
        raise
    return temp


def _read_back(temp: Path, data: bytes) -> None:
    """Catch the disk that says yes and keeps something else."""
    if fingerprint(temp) != fingerprint_of(data):
        raise OSError(errno.EIO, "what was written reads back otherwise")


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _like(fd: int, target: Path, old: os.stat_result) -> None:
    """Give the new file the group, the extended attributes (access lists too) and the permissions of the old one."""
    if hasattr(os, "fchown") and os.fstat(fd).st_gid != old.st_gid:
        with contextlib.suppress(OSError):
            os.fchown(fd, -1, old.st_gid)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(fd, name, os.getxattr(target, name))
    if hasattr(os, "fchmod"):
        os.fchmod(fd, stat.S_IMODE(old.st_mode))


def _put(temp: Path, target: Path, mark: str, before: str | None, *, new: bool) -> Written:
    """Put the finished file in place. After an exchange `temp` holds the old bytes, and goes when they are known."""
    swapped = False
    try:
        if new:
            swapping.put_new(temp, target)
        else:
            swapped = swapping.swap(temp, target)
            if not swapped:
                swapping.replace(temp, target)
    except BaseException:
        _remove(temp)
        raise
    notices: tuple[str, ...] = ()
    displaced = swapped and fingerprint(temp) != before
    if displaced:
        kept = _kept_beside(temp, target)
        notices += (f"Another program wrote “{target.name}” in the same moment. Its version is kept as “{kept.name}”.",)
    confirmed = swapping.sync_folder(target.parent)
    if not confirmed:
        notices += (f"“{target.name}” is saved, but the disk would not confirm it.",)
    if swapped and not displaced:
        _remove(temp)  # only now: until the folder is synced the old version is still on the disk as well
    return Written(mark, notices, confirmed)


def _kept_beside(temp: Path, target: Path) -> Path:
    stem = target.name.encode()[:230].decode(errors="ignore")  # room for the ending: names end at 255 bytes
    kept = target.with_name(f"{stem}.conflict-{secrets.token_hex(2)}")
    try:
        return temp.rename(kept)
    except OSError:
        return temp


def _remove(temp: Path) -> None:
    with contextlib.suppress(OSError):
        temp.unlink()


def _gone(target: Path) -> SaveError:
    return SaveError(f"“{target.name}” was deleted or moved by another program, so nothing was saved.", "gone")


def _changed(target: Path) -> SaveError:
    return SaveError(
        f"Another program has changed “{target.name}”, so it was not overwritten. Your version is still here.",
        "changed",
    )


_REASONS: dict[int, tuple[Reason, str]] = {
    errno.ENOSPC: ("full", "the disk is full (this needs {size}). Make room, or save to another disk"),
    errno.EDQUOT: ("full", "your share of the disk is used up (this needs {size}). Make room, or save elsewhere"),
    errno.EFBIG: ("full", "a file of {size} is too large for this disk. Save to another disk"),
    errno.EROFS: ("read_only", "the disk is read-only. Save to another disk"),
    errno.ENOENT: ("missing", "the folder “{folder}” is not there. Save to another folder"),
    errno.ENOTDIR: ("missing", "“{folder}” is not a folder. Save to another folder"),
    errno.EACCES: ("folder", "the folder “{folder}” may not be written to. Save to another folder"),
    errno.EPERM: ("folder", "the system does not allow it. Save to another folder"),
    errno.ENAMETOOLONG: ("name", "its name is too long for this disk. Choose a shorter name"),
    errno.EINVAL: ("name", "the disk does not take its name. Choose another name"),
    errno.EILSEQ: ("name", "the disk does not take its name. Choose another name"),
    errno.ELOOP: ("name", "its links point at one another. Choose another name"),
    errno.EIO: ("device", "the disk reported an error. Save to another disk now"),
    errno.ENODEV: ("device", "the disk is not there any more. Save to another disk"),
    errno.ESTALE: ("device", "the network folder cannot be reached. Save to a folder on this computer"),
    errno.ETIMEDOUT: ("device", "the network folder does not answer. Save to a folder on this computer"),
    errno.EBUSY: ("device", "another program is using it. Close it there and try again"),
}


def _error(error: OSError, path: Path, size: int) -> SaveError:
    reason, words = _REASONS.get(error.errno or 0, ("other", "the system says: {error}. Try again, or save elsewhere"))
    said = words.format(size=_size_words(size), folder=_shown(str(path.parent)), error=error.strerror or error)
    return SaveError(f"“{_shown(path.name)}” was not saved: {said}.", reason)


def _size_words(size: int) -> str:
    return f"{size:,} bytes" if size < 10_000 else f"{size / 1000:,.0f} KB"


def _shown(name: str) -> str:
    """Return a name as a sentence can hold it: whole characters, not longer than a line."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return clean if len(clean) <= 80 else f"{clean[:60]}…{clean[-19:]}"
