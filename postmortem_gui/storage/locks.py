"""A lock that ends with its process, however that ends: the system holds it, not a number that another may get."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FAR_AWAY = 1 << 30
"""Windows locks bytes and forbids reading them; these are behind the end of every lock file."""


def hold(path: Path) -> int | None:
    """Return an open file that holds the lock until it is closed, None when another process (or this one) holds it.

    The file is made when it is not there, for this person only. Raises OSError when it cannot be.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, _FAR_AWAY, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return None
    return fd
