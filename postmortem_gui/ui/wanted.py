"""An export as somebody asks for it: what the table of commands says, and what leads through it takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """The name of the format (`md`, `pdf`, `html`, `csv`), what of the document, and what becomes of the file.

    `what` and `tracker` are for CSV; `with_source` attaches the document to a PDF, so that it can be opened again;
    `one_page` makes a PDF of one page; `to_print` opens it where it can be printed. `draft` is the number of open
    points of a copy for review.
    """

    to: str
    what: str = "timeline"
    tracker: str = ""
    with_source: bool = False
    one_page: bool = False
    to_print: bool = False
    draft: int | None = None
