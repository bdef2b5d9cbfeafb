"""Putting a finished file in the place of another in one step, and getting the other one back: one way per system."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_NOT_HERE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EISDIR})
"""What systems and disks say that cannot exchange two names (NFS, FAT, FUSE, old kernels)."""


def swap(temp: Path, target: Path) -> bool:
    """Exchange the two files. True: `temp` now holds the bytes that `target` had, which nobody may have seen.

    False: this disk cannot exchange names, and nothing has happened. Raises OSError.
    """
    if sys.platform == "win32":
        return _swap_windows(temp, target)
    return _renamed(temp, target, _RENAME_SWAP if sys.platform == "darwin" else _RENAME_EXCHANGE)


def put_new(temp: Path, target: Path) -> None:
    """Give `temp` a name that nobody has. Raises FileExistsError when somebody took it meanwhile, or OSError."""
    if sys.platform == "win32":
        _patiently(lambda: _windows_call("MoveFileExW", str(temp), str(target), _MOVE_WRITE_THROUGH))
    elif not _renamed(temp, target, _RENAME_EXCL if sys.platform == "darwin" else _RENAME_NOREPLACE):
        temp.replace(target)


def replace(temp: Path, target: Path) -> None:
    """Put `temp` in the place of `target`. Raises OSError; then both are as they were."""
    if sys.platform == "win32":
        _patiently(lambda: _move_windows(temp, target))
    else:
        temp.replace(target)


def sync(fd: int) -> None:
    """Return when the bytes of an open file are on the disk.

    Raises OSError. The bytes may be lost then, and a second call may say otherwise: write a new file instead.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone leaves them in the drive's own memory
            return
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
    os.fsync(fd)


def sync_folder(folder: Path) -> bool:
    """Return when the names in a folder are on the disk; False when the disk refuses. Windows has no such call."""
    if sys.platform == "win32":
        return True
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return True  # a folder that may be written but not listed
    try:
        os.fsync(fd)
    except OSError as error:
        return error.errno in _NOT_HERE
    finally:
        os.close(fd)
    return True


_AT_FDCWD = ctypes.c_int(-100)
_RENAME_NOREPLACE, _RENAME_EXCHANGE = 1, 2  # Linux
_RENAME_SWAP, _RENAME_EXCL = 2, 4  # macOS


def _renamed(temp: Path, target: Path, flag: int) -> bool:
    """Rename with a flag; False when this system or this disk does not know it."""
    names = (os.fsencode(temp), os.fsencode(target))
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, ctypes.c_uint(flag))
        else:
            failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(flag))
    except AttributeError:  # a C library without the function
        return False
    number = ctypes.get_errno() if failed else 0
    if number and number not in _NOT_HERE:
        raise OSError(number, os.strerror(number))
    return not failed


# ── Windows: written from the documentation of ReplaceFileW and MoveFileExW, not run here ────────

_HELD_BY_ANOTHER = frozenset({5, 32, 33})
"""Access denied, sharing violation, lock violation: a virus scanner or a sync client holds the file."""
_PAUSES_MS = (10, 25, 50, 100, 200, 400, 600, 600)
_MOVE_REPLACING = 0x1
_MOVE_WRITE_THROUGH = 0x8
_TARGET_MAY_BE_MOVED = frozenset({1176, 1177})
"""Unable to move the replacement, in two forms: the old file may be under the third name only."""


def _swap_windows(temp: Path, target: Path) -> bool:
    """ReplaceFileW keeps the access list and the streams of the target and leaves its old bytes under a third name."""
    back = temp.with_suffix(".old")
    try:
        _patiently(lambda: _windows_call("ReplaceFileW", str(target), str(temp), str(back), 0, None, None))
    except OSError as error:
        if _windows_number(error) in _TARGET_MAY_BE_MOVED and back.exists() and not target.exists():
            _move_windows(back, target)
        raise
    back.replace(temp)
    return True


def _move_windows(temp: Path, target: Path) -> None:
    _windows_call("MoveFileExW", str(temp), str(target), _MOVE_REPLACING | _MOVE_WRITE_THROUGH)


def _windows_call(name: str, *arguments: object) -> None:
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 – other systems' ctypes has none
    if not getattr(kernel, name)(*arguments):
        raise getattr(ctypes, "WinError")(getattr(ctypes, "get_last_error")())  # noqa: B009


def _windows_number(error: OSError) -> int:
    return int(getattr(error, "winerror", None) or 0)


def _patiently(step: Callable[[], None]) -> None:
    """Try again for two seconds while another program holds the file; never delete first."""
    for pause in (*_PAUSES_MS, None):
        try:
            step()
            return
        except OSError as error:
            if pause is None or _windows_number(error) not in _HELD_BY_ANOTHER:
                raise
            time.sleep(pause / 1000)
