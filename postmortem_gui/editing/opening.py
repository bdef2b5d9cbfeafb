"""A file that was read and found good: everything to know before it takes the place of the open document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.messages import Message
from postmortem_gui.editing.saves import Pictures, carried
from postmortem_gui.storage import atomic, loading, pdf_source
from postmortem_gui.storage.loading import TemplateFor
from postmortem_gui.storage.pictures import read_pictures


@dataclass(frozen=True, slots=True)
class Opening:
    """A document with its pictures, and what there is to say about it.

    `path` is None for one that a PDF carries: it has no file of its own. `fingerprint` is that of the bytes read.
    """

    postmortem: Postmortem
    path: Path | None
    fingerprint: str | None
    pictures: Pictures
    messages: tuple[Message, ...]


def read(path: Path, template_for: TemplateFor) -> Opening:
    """Read a document, or a PDF that carries one. Raises LoadError and SourceError, whose words are for the person."""
    data = loading.read_document(path)
    if data.startswith(b"%PDF-"):
        return _carried(path, data, template_for)
    loaded = loading.load(data, name=path.name, template_for=template_for)
    pictures = read_pictures(path, loaded.postmortem)
    messages = tuple(Message("info", notice) for notice in (*loaded.notices, *pictures.notices))
    return Opening(loaded.postmortem, path, atomic.fingerprint_of(data), pictures.found, messages)


def _carried(path: Path, pdf: bytes, template_for: TemplateFor) -> Opening:
    data = pdf_source.source_of_pdf(pdf, name=path.name)
    pm = loading.load(data, name=path.name, template_for=template_for).postmortem
    words = f"This is the document that {path.name} carries. Save it to keep it."
    return Opening(pm, None, None, carried(pdf, pm), (Message("info", words),))
