"""The same event told twice: which of some tellings are in the timeline already, and which dispute a time in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from postmortem_gui.core.postmortem import Claim, Link, TimelineEntry, When


class Telling(Protocol):
    """Somebody's words about an event: a candidate or a row."""

    @property
    def when(self) -> When:
        """When it happened."""

    @property
    def event(self) -> str:
        """What happened."""

    @property
    def who(self) -> str:
        """Who did or said it."""

    @property
    def source(self) -> tuple[Link, ...]:
        """Where it can be seen."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one telling, at most one of three things.

    `same` is the id of the row that tells it, `disputes` that of the row that tells it with another time, `twin` the
    place of an earlier telling of the same among the new ones, -1 when there is none.
    """

    same: str = ""
    disputes: str = ""
    twin: int = -1


def known(tellings: Sequence[Telling], rows: Sequence[TimelineEntry]) -> tuple[Known, ...]:
    """Return for each telling what is known of it. Takes time in proportion to their number."""
    by_event: dict[tuple[datetime | None, str], str] = {
        (row.when.at, row.event.casefold()): row.id for row in rows if row.when.at
    }
    return tuple(Known(same=by_event.get((one.when.at, one.event.casefold()), "")) for one in tellings)


def merged(row: TimelineEntry, telling: Telling, raw: str = "") -> TimelineEntry:
    """Return the row with what the telling adds: its links, and where the row has none, who; its words join `raw`."""
    links = tuple(dict.fromkeys((*row.source, *telling.source)))
    originals = (row.raw, raw or telling.event)
    return row.but(source=links, who=row.who or telling.who, raw="\n".join(filter(None, originals)))


def claimed(row: TimelineEntry, telling: Telling) -> TimelineEntry:
    """Return the row with the time of the telling as a claim beside its own; its time in use stays as it is."""
    claim = Claim(when=telling.when, by=telling.who, source=telling.source)
    return row if claim in row.claims else row.but(claims=(*row.claims, claim))
