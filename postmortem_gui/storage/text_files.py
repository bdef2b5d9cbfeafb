"""Text files of other programs, read as far as they are text."""

from __future__ import annotations

from pathlib import Path

from postmortem_gui.storage.loading import LoadError

MAX_BYTES = 8 * 1024 * 1024
_BEGINNINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path) -> str:
    """Return the text of a file: UTF-8, UTF-16 that says so, else Windows-1252. Raises LoadError for anything else."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "its name cannot be"
        raise LoadError(f"“{path.name}” cannot be read: {words}. Nothing was changed.", "unreadable") from error
    if len(data) > MAX_BYTES:
        raise LoadError(f"“{path.name}” is larger than 8 MiB. Import the part that is about the incident.", "too_big")
    encoding = next((name for beginning, name in _BEGINNINGS if data.startswith(beginning)), "")
    if not encoding and b"\0" in data:
        raise LoadError(f"“{path.name}” is no text, so there are no rows in it. Nothing was changed.", "encoding")
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(each)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise LoadError(f"“{path.name}” is empty. Nothing was changed.", "empty")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise LoadError(
        f"“{path.name}” is written in no way that is known here. Save it as UTF-8 and try again.", "encoding"
    )
