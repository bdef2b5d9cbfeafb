"""Where tickets come from, a clipboard or a table, and what a person has said about how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.ticket_taking import Taking, taking_keys, taking_status
from postmortem_gui.importers.ticket_keys import read_ticket_lines
from postmortem_gui.importers.tracker import read_status, read_titles
from postmortem_gui.importers.tracker_sheet import FIELDS, Sheet, TrackerError, open_sheet
from postmortem_gui.importers.tracker_words import Order

Wanted = Literal["title", "status"]
"""What is looked for beside the key: the title, by which a key finds its action, or the status."""

_LARGE = 500_000
_ASKED: Mapping[Wanted, tuple[str, ...]] = {
    "title": ("key", "url", "title"),
    "status": ("key", "url", "status", "owner", "due", "closed"),
}


@dataclass(frozen=True, slots=True)
class TicketSource:
    """A table, or a text without one. `columns` is which column holds what, as it is known or a person says."""

    wanted: Wanted
    name: str
    sheet: Sheet | None = None
    text: str = ""
    columns: Mapping[str, int] | None = None
    order: Order = ""

    @property
    def fields(self) -> tuple[tuple[str, str, int], ...]:
        """What a column may hold, its word, and the number of the column that does, -1 for none."""
        known = self.columns or {}
        return tuple((each, FIELDS[each], known.get(each, -1)) for each in _ASKED[self.wanted])

    @property
    def is_complete(self) -> bool:
        """Whether the columns are known without which nothing can be taken."""
        return self.sheet is None or self.sheet.has(self.wanted, self.columns)

    @property
    def is_large(self) -> bool:
        """Whether reading it would keep a window waiting."""
        return len(self.sheet.text if self.sheet else self.text) > _LARGE

    def with_column(self, field: str, at: int) -> TicketSource:
        """Return it with another column for a field, -1 for none. What the others hold stays: arrows pass by them."""
        columns = {name: n for name, n in (self.columns or {}).items() if name != field}
        return replace(self, columns={**columns, field: at} if at >= 0 else columns)

    def with_order(self, order: Order) -> TicketSource:
        """Return it with what comes first in 03/04/2026."""
        return replace(self, order=order)

    def taking(self, pm: Postmortem, today: date) -> Taking:
        """Return what would be taken; where nothing can be, a sentence says why. Never raises."""
        if self.sheet is None:
            return taking_keys(pm, read_ticket_lines(self.text), self.name)
        if not self.is_complete:
            return Taking("", (), f"{self.name} has other columns. Say which of them {_need(self.wanted)}.")
        try:
            if self.wanted == "title":
                return taking_keys(pm, read_titles(self.sheet, self.columns), self.name)
            return taking_status(pm, read_status(self.sheet, self.columns, order=self.order), today, self.name)
        except TrackerError as error:
            return Taking("", (), str(error))


def _need(wanted: Wanted) -> str:
    return f"holds the key or the address of a ticket, and which its {wanted}"


def table_source(data: bytes, name: str, wanted: Wanted) -> TicketSource:
    """Return the source that a file is. Raises TrackerError where it is no table at all."""
    sheet = open_sheet(data, name=name, wanted=wanted)
    return TicketSource(wanted, f"“{name}”", sheet, columns=sheet.columns)


def text_source(text: str) -> TicketSource:
    """Return the source that a clipboard is."""
    return TicketSource("title", "The clipboard", text=text)
