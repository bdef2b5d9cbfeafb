"""Small private JSON files of the program itself. A damaged one is put aside, never a reason not to start."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from postmortem_gui.storage import strict_json
from postmortem_gui.storage.atomic import SaveError, write_bytes
from postmortem_gui.storage.home import HomeError, private

MAX_BYTES = 1024 * 1024


def read(path: Path) -> object:
    """Return what a file holds, None when there is no file. Raises ValueError when it cannot be read as JSON."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ValueError(error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise ValueError("it is larger than 1 MiB")
    try:
        return strict_json.parse(data)
    except strict_json.JsonError as error:
        raise ValueError(f"it {error.words}") from None


def write(path: Path, value: object) -> None:
    """Write a file for this person's eyes only, with its folder where that is missing. Raises SaveError."""
    try:
        private(path.parent)
    except HomeError as error:
        raise SaveError(str(error), "folder") from error
    text = json.dumps(value, indent=2, allow_nan=False)  # plain ASCII: names of files may hold half characters
    write_bytes(path, f"{text}\n".encode(), private=True)


def put_aside(path: Path) -> Path:
    """Rename a damaged file to `NAME.damaged-20261103T234800Z`. Returns where it is now; what cannot be moved stays."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    try:
        return path.replace(aside)
    except OSError:
        return path
