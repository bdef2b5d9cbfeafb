"""What can be asked of an export, and how one says that it could not be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from postmortem_gui.core.template import Template


class ExportError(Exception):
    """Why an export could not be made, as a sentence for a person."""


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export. A format takes what it knows of these and leaves the rest.

    `template` lays the document out with another template; `notes` prints the optional notes of the template;
    `public` leaves out whatever not everybody may read; `strip` draws the phases above the timeline, in PDF and HTML;
    `diagram` draws the tree of the whys below their text, in the same two; `one_page` makes a PDF of what a page holds.
    `what` is "timeline" or "actions", for CSV; `tracker` is one of TRACKERS whose import shall read the actions, empty
    for none; `paper` is "a4" or "letter"; `classification` stands in the foot, empty
    for none; `draft` is the number of open points of a copy for review, None for a final one. `pictures` holds the
    attachments that could be read: id to file name and content; `assets` is the folder in which Markdown expects them,
    empty for one named like the file.
    """

    template: Template | None = None
    skip_empty: bool = False
    notes: bool = False
    with_source: bool = False
    what: str = "timeline"
    tracker: str = ""
    paper: str = "a4"
    classification: str = ""
    draft: int | None = None
    lang: str = "en"
    exported_on: date = field(default_factory=_today)
    public: bool = False
    strip: bool = True
    diagram: bool = True
    one_page: bool = False
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    assets: str = ""
