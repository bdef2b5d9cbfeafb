"""The order in which a timeline is read; the file keeps the order in which it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from operator import le

from postmortem_gui.core.postmortem import TimelineEntry
from postmortem_gui.core.zones import in_zone

Timeline = tuple[TimelineEntry, ...]

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class This:
    """A timeline as the key of what is remembered about it.

    It is only equal to itself: asking thousands of rows whether they are the same would cost more.
    """

    __slots__ = ("rows",)

    def __init__(self, rows: Timeline) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, This) and self.rows is other.rows

    def __hash__(self) -> int:
        return id(self.rows)


class Times:
    """The times of some rows, equal to those of others where nobody changed one: not with every letter of an event."""

    __slots__ = ("rows",)

    def __init__(self, rows: Timeline) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Times) or len(self.rows) != len(other.rows):
            return False
        pairs = zip(self.rows, other.rows, strict=True)
        return all(one is two or (one.when is two.when and one.id == two.id) for one, two in pairs)

    def __hash__(self) -> int:
        return len(self.rows)


def in_order(timeline: Timeline) -> Timeline:
    """Return the rows by instant, equal ones as in the file; a row without an instant stays behind the row before it.

    A timeline that is in order already is returned itself. The last few answers are remembered.
    """
    return _in_order(This(timeline))


@lru_cache(maxsize=8)
def _in_order(this: This) -> Timeline:
    keys: list[datetime] = []
    last = _BEFORE_ALL
    for row in this.rows:
        last = row.when.at or last
        keys.append(last)
    if all(map(le, keys, islice(keys, 1, None))):
        return this.rows
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return tuple(this.rows[at] for at in order)


def in_phases(timeline: Timeline) -> Timeline:
    """Return the rows that are in a phase and have an instant, in order. The last few answers are remembered."""
    return _in_phases(This(timeline))


@lru_cache(maxsize=8)
def _in_phases(this: This) -> Timeline:
    return tuple(row for row in in_order(this.rows) if row.phases and row.when.at is not None)


def row_before(timeline: Timeline, at: datetime) -> str | None:
    """Return the id of the row behind which a new one of the instant `at` belongs, None when it comes first."""
    found = None
    for row in in_order(timeline):
        if row.when.at is not None and row.when.at > at:
            break
        found = row.id
    return found


def days(rows: Sequence[TimelineEntry], zone: str) -> dict[str, date]:
    """Return the local day of every row that starts one, by the id of the row; the first with an instant is there."""
    starts: dict[str, date] = {}
    last: date | None = None
    for row in rows:
        if row.when.at is not None:
            day = in_zone(row.when.at, row.when.zone if row.when.precision == "day" else zone).date()
            if day != last:
                starts[row.id] = last = day
    return starts
