"""The verb export: a document as Markdown, PDF, HTML or CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.cli.files import STANDARD, Source, is_same, read, team_of, write
from postmortem_gui.cli.stats import today
from postmortem_gui.cli.streams import RefusalError, say

if TYPE_CHECKING:
    from postmortem_gui.core.template import Template
    from postmortem_gui.render.exporters import Exporter, ExportOptions
    from postmortem_gui.storage.library import Library

_TAKES = {
    "template": ("md", "pdf", "html"),
    "skip_empty": ("md", "pdf", "html"),
    "notes": ("md", "pdf", "html"),
    "no_diagram": ("pdf", "html"),
    "with_source": ("pdf",),
    "paper": ("pdf",),
    "one_page": ("pdf",),
    "draft": ("md", "pdf", "html"),
    "classification": ("pdf", "html"),
    "what": ("csv",),
    "for": ("csv",),
}
"""Which formats take an option: one that would do nothing is refused, so that nobody counts on it."""


def export(told: argparse.Namespace, library: Library) -> None:
    """Write the document in the format that was asked for; a file is replaced as a whole, or not at all."""
    from postmortem_gui.render.exporters import EXPORTERS

    exporter = next(each for each in EXPORTERS if each.name == told.to)
    for option, formats in _TAKES.items():
        if getattr(told, option) and told.to not in formats:
            name = option.replace("_", "-")
            raise RefusalError(f"--{name} does nothing for {exporter.label}. Leave it out, or use --to {formats[0]}.")
    roomless = next((name for name in ("notes", "skip_empty", "no_diagram") if getattr(told, name)), "")
    if told.one_page and roomless:
        name = roomless.replace("_", "-")
        raise RefusalError(f"--{name} does nothing for one page, which has no room for it. Leave it out.")
    if getattr(told, "for") and told.what == "timeline":
        raise RefusalError("--for does nothing for the timeline: a tracker takes actions. Leave one of the two out.")
    _refuse_a_screen(told.out, exporter)
    source = read(told.file, library)
    if is_same(told.out, told.file):
        raise RefusalError(f"“{told.out}” is the document itself, and the export would replace it. Name another file.")
    options = _options(told, library, source)
    write(told.out or STANDARD, _made(exporter, source, options))
    for notice in exporter.notices(source.postmortem, options):
        say(notice)


def _refuse_a_screen(out: str, exporter: Exporter) -> None:
    if exporter.is_text or out not in ("", STANDARD):
        return
    if not out or (sys.stdout is not None and sys.stdout.isatty()):
        raise RefusalError(f"A {exporter.label} is nothing for a screen: say where to with -o FILE{exporter.suffix}.")


def _options(told: argparse.Namespace, library: Library, source: Source) -> ExportOptions:
    from postmortem_gui.render.exporters import ExportOptions

    template = library.required(told.template) if told.template else None
    pictures, assets = _pictures(told.out, source)
    return ExportOptions(
        template=template,
        public=told.public,
        skip_empty=told.skip_empty,
        notes=told.notes,
        diagram=not told.no_diagram,
        with_source=told.with_source,
        one_page=told.one_page,
        what=told.what or "timeline",
        tracker=getattr(told, "for") or "",
        paper=told.paper or "a4",
        classification=told.classification or "",
        draft=_open_points(source, template, told.home) if told.draft else None,
        pictures=pictures,
        assets=assets,
    )


def _open_points(source: Source, template: Template | None, home: Path | None) -> int:
    """Return how many findings block publishing, by the rules of the team and of the template that lays the document
    out."""
    from postmortem_gui.checks.checker import check

    pm = source.postmortem.but(template=template) if template else source.postmortem
    return len(check(pm, today(), team_of(source, home)).blocking)


def _pictures(out: str, source: Source) -> tuple[dict[str, tuple[str, bytes]], str]:
    """Return the pictures of the document by id, and their folder as the exported file will speak of it."""
    from postmortem_gui.storage.pictures import folder_seen_from, read_pictures

    named = source.postmortem.attachments
    if source.path is None or source.is_pdf or not named:
        return {each.id: (each.file, source.carried[each.file]) for each in named if each.file in source.carried}, ""
    pictures, notices = read_pictures(source.path, source.postmortem)
    for notice in notices:
        say(notice)
    return pictures, folder_seen_from(source.path, Path(out))


def _made(exporter: Exporter, source: Source, options: ExportOptions) -> bytes:
    if exporter.name != "pdf":
        return exporter.export(source.postmortem, options)
    from postmortem_gui.render.pdf import pdf_job
    from postmortem_gui.render.pdf_run import start_pdf

    run = start_pdf(pdf_job(source.postmortem, options))
    data = run.wait()
    if run.missing:
        shown = ", ".join(run.missing[:3])
        say(f"No font on this machine has a shape for {shown}: boxes stand there, and the PDF is not PDF/UA.")
    return data
