"""How many of the promised actions are closed, over many documents: in all, by priority and by owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from postmortem_gui.core.actions import is_overdue
from postmortem_gui.core.links import NO_TICKET
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.vocabulary import PRIORITIES

TARGET_PERCENT = 80
"""What the closure rate is measured against: the target of the full review's publication checklist."""


@dataclass(slots=True)
class Tally:
    """Counts of actions: all of them, and how many are closed, overdue, and without a ticket."""

    all: int = 0
    closed: int = 0
    overdue: int = 0
    without_ticket: int = 0

    @property
    def rate(self) -> float | None:
        """The closure rate in percent with one decimal, rounded down so that a target is never met by rounding."""
        return self.closed * 1000 // self.all / 10 if self.all else None

    def add(self, row: ActionItem, today: date) -> None:
        """Count an action."""
        self.all += 1
        self.closed += row.status == "done"
        self.overdue += is_overdue(row, today)
        self.without_ticket += not _has_ticket(row)


@dataclass(slots=True)
class Closure:
    """The closure of the actions of many documents, as of a day. The empty priority and owner are those of nobody."""

    today: date
    documents: int = 0
    total: Tally = field(default_factory=Tally)
    by_priority: dict[str, Tally] = field(default_factory=dict)
    by_owner: dict[str, Tally] = field(default_factory=dict)

    def add(self, pm: Postmortem) -> None:
        """Count the committed actions of a document that will be done and say something."""
        self.documents += 1
        for row in pm.actions:
            if row.stage != "committed" or row.status == "wont_do" or _is_blank(row):
                continue
            self.total.add(row, self.today)
            self.by_priority.setdefault(_squeezed(row.priority), Tally()).add(row, self.today)
            self.by_owner.setdefault(_squeezed(row.owner).removeprefix("@"), Tally()).add(row, self.today)

    def priorities(self) -> list[tuple[str, Tally]]:
        """Return the priorities, the most urgent first, those without one last."""
        order = {priority: at for at, priority in enumerate(("P0", *PRIORITIES))}
        return sorted(self.by_priority.items(), key=lambda one: (not one[0], order.get(one[0], len(order)), one[0]))

    def owners(self) -> list[tuple[str, Tally]]:
        """Return the owners by name, those without one last."""
        return sorted(self.by_owner.items(), key=lambda one: (not one[0], one[0].casefold(), one[0]))


def _has_ticket(row: ActionItem) -> bool:
    """An action needs none where somebody says why."""
    ticket = row.ticket
    if ticket is None:
        return False
    if ticket.key.strip().lower() == NO_TICKET:
        return bool(ticket.reason.strip())
    return bool(ticket.key.strip() or ticket.url.strip())


def _is_blank(row: ActionItem) -> bool:
    texts = (row.description, row.owner, row.due, row.solution, row.details)
    return row.ticket is None and not any(text.strip() for text in texts)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
