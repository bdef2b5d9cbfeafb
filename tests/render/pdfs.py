"""Small documents for the tests of the PDF, and what a finished one says about itself."""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pypdf

from postmortem_gui.core.postmortem import Postmortem, Seconds
from postmortem_gui.core.values import plain
from postmortem_gui.render.blocks import Block, Head, Heading, Layout, Prose, Table, TableRow
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.pdf import layout_job
from postmortem_gui.render.pdf_run import start_pdf
from postmortem_gui.resources import resource

SMALL = Postmortem(
    facts={
        "title": "Labels stopped",
        "incident_id": "INC-2026-11-03-002",
        "severity": "P1",
        "status": "in_review",
        "authors": ("Lena Fisk", "@ida"),
        "impact_duration": Seconds(seconds=2340),
        "date": "2026-11-03",
    }
)
EXPORTED_ON = date(2026, 11, 20)


def example() -> Postmortem:
    """The document that the program opens with, with a private note that must stay where it is."""
    path = resource("examples/label-printing.postmortem.json")
    pm = Postmortem.model_validate_json(Path(path).read_bytes())
    return pm.but(meeting=pm.meeting.but(notes="Ask finance first"))


def heading(level: int, text: str) -> Heading:
    return Heading(f"h:{text}", None, level, text)


def prose(text: str) -> Prose:
    return Prose("p", None, text)


def table(heads: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table("t", None, tuple(map(Head, heads)), tuple(TableRow(row) for row in rows))


def made(*blocks: Block, **options: Any) -> bytes:
    """The PDF of some blocks below the title."""
    layout = Layout("Labels stopped", (heading(1, "Labels stopped"), *blocks))
    return start_pdf(layout_job(layout, SMALL, ExportOptions(exported_on=EXPORTED_ON, **options))).wait()


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x40\x80\xc0" * width) * height
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def squeezed(text: str) -> str:
    """The letters alone: look-alikes of PDF made one, and white space, which is where a line ends, left out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Pdf:
    """A finished PDF."""

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]
        self.pages = [page.extract_text() for page in self.reader.pages]
        self.text = squeezed("".join(self.pages))
        self.is_accessible = b"<pdfuaid:part>1</pdfuaid:part>" in data

    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks with their levels."""
        found: list[tuple[int, str]] = []

        def walk(entries: Any, level: int) -> None:
            for entry in entries:
                if isinstance(entry, list):
                    walk(entry, level + 1)
                else:
                    found.append((level, " ".join(entry.title.split())))

        walk(self.reader.outline, 1)
        return found

    def links(self) -> list[str]:
        """The addresses that a click leads to."""
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", [])]
        return [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]

    def tags(self) -> Counter[str]:
        """How often each structure element is there; figures with their alternative text."""
        found: Counter[str] = Counter()

        def walk(node: Any) -> None:
            node = node.get_object()
            if isinstance(node, list):
                for inside in node:
                    walk(inside)
            elif isinstance(node, dict):
                if "/S" in node:
                    found[f"{node['/S']} {node['/Alt']}" if "/Alt" in node else str(node["/S"])] += 1
                if "/K" in node:
                    walk(node["/K"])

        walk(self.root["/StructTreeRoot"])
        return found

    def fonts(self) -> list[dict[str, Any]]:
        """Every font of every page."""
        pages: list[Any] = list(self.reader.pages)
        fonts = [page["/Resources"].get("/Font", {}).get_object() for page in pages]
        return [each.get_object() for page in fonts for each in page.values()]


def shared(pm: Postmortem) -> object:
    """What of a document may travel: all but the private notes."""
    return plain(pm.but(meeting=pm.meeting.but(notes="")))
