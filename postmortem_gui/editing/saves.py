"""A save beside the window: the call that runs in a thread, what it gives back, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.storage import pdf_source
from postmortem_gui.storage.atomic import Anything, Reason, SaveError, Written
from postmortem_gui.storage.pictures import of_document, write_pictures
from postmortem_gui.storage.saving import save

Pictures = Mapping[str, tuple[str, bytes]]
"""Attachments by id: the name of the file and its content."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that was done: which document, where to, and its number in the journal."""

    path: Path
    postmortem: Postmortem
    rev: int
    written: Written


def saving(
    path: Path,
    pm: Postmortem,
    rev: int,
    expect: str | Anything | None,
    pictures: Pictures,
) -> Callable[[], object]:
    """Return the call that saves a document and its pictures; it raises SaveError. `expect` is as in `write_bytes`."""

    def write() -> Saved:
        write_pictures(path, dict(pictures.values()))  # first: a document must not name what is not there
        return Saved(path, pm, rev, save(path, pm, expect=expect))

    return write


def carried(pdf: bytes, pm: Postmortem) -> Pictures:
    """Return the pictures that a PDF carries for its document, by id."""
    if not pm.attachments:
        return {}
    files = of_document(pm, pdf_source.files_of_pdf(pdf))
    return {each.id: (each.file, files[each.file]) for each in pm.attachments if each.file in files}


_WAYS_ON: dict[Reason, tuple[Offer, ...]] = {
    "changed": (
        Offer("Save as…", "save_as"),
        Offer("Take the file's version", "revert"),
        Offer("Replace the file", "overwrite"),
    ),
    "gone": (Offer("Save it again", "overwrite"), Offer("Save as…", "save_as")),
    "other": (Offer("Try again", "save"), Offer("Save as…", "save_as")),
}


def saved_as(path: Path) -> Message:
    """Return what to say about a document that has another file now. Later saves are told by the status bar alone."""
    return Message("done", f"Saved as {path.name}", (Offer("Show in folder", "show_in_folder", str(path)),))


def save_failed(error: SaveError) -> Message:
    """Return what to say about a save that failed, with the ways on."""
    safe = "" if "recovery" in error.sentence else " Your work is safe in recovery."
    return Message("error", error.sentence + safe, _WAYS_ON.get(error.reason, _WAYS_ON["other"]))
