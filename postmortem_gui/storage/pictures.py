"""The pictures beside a document: `NAME.assets/`, files named by a hash of their content."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage.atomic import SaveError, write_bytes

MAX_BYTES = 10 * 1024 * 1024

_BEGINNINGS = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL)


class Pictures(NamedTuple):
    """What could be read: the id of each attachment with its file's name and content; and sentences about the rest."""

    found: dict[str, tuple[str, bytes]]
    notices: tuple[str, ...]


def stem_of(name: str) -> str:
    """Return the name of a document's file without its ending."""
    for suffix in (".postmortem.json", ".json", ".pdf"):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def assets_folder(document: Path) -> Path:
    """Return the folder in which a document keeps its pictures; it need not be there."""
    return document.with_name(f"{stem_of(document.name)}.assets")


def folder_seen_from(document: Path, export: Path) -> str:
    """Return the folder of a document's pictures as a file beside `export` speaks of it: relative where that can be."""
    folder = assets_folder(document)
    with contextlib.suppress(ValueError):  # on another drive of Windows
        folder = Path(os.path.relpath(folder, export.parent))
    return folder.as_posix()


def is_picture(content: bytes) -> bool:
    """Tell whether the bytes begin like PNG, JPEG, GIF or WebP and are at most 10 MiB."""
    return len(content) <= MAX_BYTES and _BEGINNINGS.match(content) is not None


def read_pictures(document: Path, pm: Postmortem) -> Pictures:
    """Return the pictures that a document names, from ordinary files of its own folder and from nowhere else."""
    folder = assets_folder(document)
    found: dict[str, tuple[str, bytes]] = {}
    notices: list[str] = []
    for each in pm.attachments:
        if not each.file:
            continue
        content, problem = _read(folder, each.file)
        if problem:
            notices.append(f"The picture “{_shown(each.file)}” is left out: {problem}.")
        else:
            found[each.id] = (each.file, content)
    return Pictures(found, tuple(notices))


def write_pictures(document: Path, pictures: Mapping[str, bytes]) -> None:
    """Put pictures (by file name) into a document's folder. What is there stays. Raises SaveError."""
    folder = assets_folder(document)
    for name, content in pictures.items():
        if not _is_plain(name):
            continue
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            words = f"The folder “{folder.name}” for the pictures cannot be made: {error.strerror}."
            raise SaveError(words, "folder") from error
        if not os.path.lexists(folder / name):
            write_bytes(folder / name, content, expect=None)


def of_document(pm: Postmortem, files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return those of some files that are pictures and that the document names."""
    named = {each.file for each in pm.attachments}
    return {name: content for name, content in files if name in named and _is_plain(name) and is_picture(content)}


def _is_plain(name: str) -> bool:
    """Tell whether a name can only mean a file of the folder itself, on every system."""
    return bool(name) and not name.startswith(".") and not re.search(r"[\\/:\0]", name)


def _read(folder: Path, name: str) -> tuple[bytes, str]:
    if not _is_plain(name):
        return b"", "that is no name for a picture beside the document"
    path = folder / name
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b"", "it is not an ordinary file"
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return b"", f"it is not in “{folder.name}”"
    except (OSError, ValueError) as error:
        return b"", getattr(error, "strerror", None) or "it cannot be read"
    if len(content) > MAX_BYTES:
        return b"", "it is larger than 10 MiB"
    return (content, "") if is_picture(content) else (b"", "it is no PNG, JPEG, GIF or WebP")


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:80])
