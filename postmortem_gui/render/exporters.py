"""The formats that a postmortem can leave in. To add one, add a line to EXPORTERS."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render import csv
from postmortem_gui.render.escaping import one_line, words
from postmortem_gui.render.exported import drawn, laid_out, marked, version
from postmortem_gui.render.file_names import file_name
from postmortem_gui.render.html import document_html
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.render.options import ExportError, ExportOptions
from postmortem_gui.render.pdf_title import classification, draft
from postmortem_gui.render.tracker_csv import tracker_of, tracker_table

__all__ = ["EXPORTERS", "ExportError", "ExportOptions", "Exporter", "file_name"]

_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name at the command line, the suffix of its files, what menus call it, and what makes it.

    `is_text` says whether it may go to a terminal.
    """

    name: str
    suffix: str
    label: str
    media_type: str
    is_text: bool
    make: Callable[[Postmortem, ExportOptions], bytes]

    def export(self, pm: Postmortem, options: ExportOptions) -> bytes:
        """Return the file. Raises ExportError, with a sentence for a person."""
        return self.make(*version(pm, options))

    def notices(self, pm: Postmortem, options: ExportOptions) -> tuple[str, ...]:
        """Return a sentence for whatever the file has otherwise than the document; only trackers' tables have some."""
        if self.name != "csv" or not options.tracker:
            return ()
        return tracker_table(version(pm, options)[0], tracker_of(options.tracker)).notices


def _markdown(pm: Postmortem, options: ExportOptions) -> bytes:
    layout = laid_out(pm, options)
    folder = options.assets or f"{file_name(pm, '')}.assets"
    pictures = {each.id: f"{folder}/{each.file}" for each in pm.attachments}
    return document_markdown(marked(layout, draft(options.draft)), pictures).encode()


def _html(pm: Postmortem, options: ExportOptions) -> bytes:
    layout = drawn(pm, options)
    kinds = {each.id: each.mime for each in pm.attachments if each.mime in _SHOWN}
    pictures = {
        id_: f"data:{kinds[id_]};base64,{base64.b64encode(content).decode()}"
        for id_, (_, content) in options.pictures.items()
        if id_ in kinds
    }
    foot = (
        words(one_line(pm.fact("incident_id"))),
        classification(options.classification),
        draft(options.draft),
        f"Exported {options.exported_on.isoformat()}",
    )
    told = document_html(
        layout, lang=options.lang, mark=draft(options.draft), foot=[*filter(None, foot)], pictures=pictures
    )
    return told.encode()


def _csv(pm: Postmortem, options: ExportOptions) -> bytes:
    if options.tracker:
        return tracker_table(pm, tracker_of(options.tracker)).data
    return csv.actions_csv(pm) if options.what == "actions" else csv.timeline_csv(pm)


def _pdf(pm: Postmortem, options: ExportOptions) -> bytes:
    from postmortem_gui.render.pdf import document_pdf

    return document_pdf(pm, options)


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("md", ".md", "Markdown", "text/markdown", True, _markdown),
    Exporter("pdf", ".pdf", "PDF", "application/pdf", False, _pdf),
    Exporter("html", ".html", "HTML", "text/html", True, _html),
    Exporter("csv", ".csv", "CSV", "text/csv", True, _csv),
)
