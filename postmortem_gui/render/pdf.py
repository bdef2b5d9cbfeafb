"""A postmortem as a PDF: what is laid out becomes a tree of data, and Typst sets it in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import plain
from postmortem_gui.render import pdf_title
from postmortem_gui.render.blocks import Heading, Layout
from postmortem_gui.render.exported import drawn as drawn_layout
from postmortem_gui.render.exported import version
from postmortem_gui.render.file_names import file_name
from postmortem_gui.render.one_page import one_page
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.pdf_inline import Node
from postmortem_gui.render.pdf_run import PdfJob, start_pdf
from postmortem_gui.render.pdf_tree import LONGEST_WORD, TreeMaker
from postmortem_gui.render.pdf_words import breakable, clean

MARGIN_PT = 66.0
PAPERS_PT = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
_TYPST_PAPERS = {"a4": "a4", "letter": "us-letter"}
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


def document_pdf(pm: Postmortem, options: ExportOptions) -> bytes:
    """Return the document as a PDF, the same bytes for the same input. Raises PdfError, whose message is a sentence."""
    return start_pdf(pdf_job(pm, options)).wait()


def pdf_job(pm: Postmortem, options: ExportOptions) -> PdfJob:
    """Return what `start_pdf` needs: the document as data, its pictures, and its source if it is asked for."""
    pm, options = version(pm, options)
    if options.one_page:
        return _one_page_job(pm, options)
    return layout_job(drawn_layout(pm, options), pm, options)


def layout_job(layout: Layout, pm: Postmortem, options: ExportOptions) -> PdfJob:
    """Return the job for a document that is laid out already; `pm` is what the title block speaks of."""
    drawn = {id_: file for id_, (_, content) in options.pictures.items() if (file := _file_of(id_, content))}
    files = {drawn[id_]: content for id_, (_, content) in options.pictures.items() if id_ in drawn}
    attached = _attachments(pm, options.pictures, files) if options.with_source else []
    return PdfJob(
        document=_document(layout, pm, options, drawn) | {"attached": attached},
        files=files,
        pictures=tuple(drawn.values()),
        timestamp=int(datetime.combine(options.exported_on, time(), UTC).timestamp()),
    )


def _one_page_job(pm: Postmortem, options: ExportOptions) -> PdfJob:
    """Return the job of which Typst draws the first body in `fit` that the page holds, in words of its size."""
    pages = one_page(pm, options)
    width = PAPERS_PT.get(options.paper, PAPERS_PT["a4"])[0] - 2 * MARGIN_PT
    fit = [
        {"size": page.size, "body": _in_size(TreeMaker({}, width, 0).tree(page.layout), page.size)} for page in pages
    ]
    empty = replace(pages[0].layout, blocks=pages[0].layout.blocks[:1])
    job = layout_job(empty, pm, options)
    return replace(job, document={**job.document, "fit": fit})


def _in_size(nodes: list[Node], size: float) -> list[Node]:
    """Headings and tables bring sizes of their own, which follow that of the words, as does the room in cells."""
    own = {"section": {"size": size + 1.5}, "table": {"size": max(7.0, size - 1), "pad": size * 0.4}}
    return [node | own.get(node["t"], {}) for node in nodes]


def source_bytes(pm: Postmortem) -> bytes:
    """Return the editable document as it travels inside a PDF: canonical JSON, without the private notes."""
    shared = pm.but(meeting=pm.meeting.but(notes=""))
    text = json.dumps(plain(shared), ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _document(layout: Layout, pm: Postmortem, options: ExportOptions, drawn: Mapping[str, str]) -> dict[str, Any]:
    width, height = PAPERS_PT.get(options.paper, PAPERS_PT["a4"])
    maker = TreeMaker(drawn, width - 2 * MARGIN_PT, height - 2 * MARGIN_PT)
    title = " ".join(clean(layout.title).split()) or "Postmortem"
    heading = next((block.text for block in layout.blocks if isinstance(block, Heading) and block.level == 1), "")
    lang, region = pdf_title.language(options.lang)
    return {
        "title": title,
        "heading": maker.line(heading) or list(breakable(title, LONGEST_WORD)),
        "authors": pdf_title.writers(pm),
        "keywords": [word for word in ("postmortem", *pdf_title.running(pm, "")[:1]) if word],
        "lang": lang,
        "region": region,
        "paper": _TYPST_PAPERS.get(options.paper, "a4"),
        "margin": MARGIN_PT,
        "width": width - 2 * MARGIN_PT,
        "kicker": pdf_title.kicker(pm, options.draft),
        "facts": pdf_title.facts_strip(pm),
        "running": pdf_title.running(pm, title),
        "classification": pdf_title.classification(options.classification),
        "draft": pdf_title.draft(options.draft),
        "exported": f"Exported {options.exported_on.isoformat()}",
        "body": maker.tree(layout),
    }


def _file_of(id_: str, content: bytes) -> str:
    """Return the name of the file that Typst draws a picture from, empty for bytes that are no picture it knows."""
    kind = next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), "")
    return f"picture-{sha256(id_.encode()).hexdigest()[:16]}.{kind}" if kind else ""


def _attachments(
    pm: Postmortem, pictures: Mapping[str, tuple[str, bytes]], files: dict[str, bytes]
) -> list[dict[str, str]]:
    """Add the source, and the pictures it speaks of, to the files; return how they are attached."""
    files["source.json"] = source_bytes(pm)
    attached = [
        {
            "file": "source.json",
            "name": file_name(pm, ".postmortem.json"),
            "mime": "application/json",
            "relationship": "source",
            "description": "The editable source of this postmortem",
        }
    ]
    for at, (name, content) in enumerate(dict(pictures.values()).items()):
        files[f"attached-{at}"] = content
        attached.append(
            {
                "file": f"attached-{at}",
                "name": clean(name),
                "mime": "application/octet-stream",
                "relationship": "supplement",
                "description": "A picture of this postmortem",
            }
        )
    return attached
