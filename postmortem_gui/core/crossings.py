"""Rows that a clock time without a day put on another day than the row they were told behind: `+1 d`, `-1 d`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, timedelta
from functools import lru_cache
from types import MappingProxyType

from postmortem_gui.core.clock_faces import edit_form
from postmortem_gui.core.moments import leaves_day_out
from postmortem_gui.core.order import Timeline, Times, days, in_order
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.zones import as_zone, in_zone


def crossings(timeline: Timeline, zone: str) -> Mapping[str, int]:
    """Return the rows whose day was worked out and is another than that of the row beside: 1 or -1, by id.

    Forwards it is the first row of a local day, seen from the row that is shown above it. Backwards, where a row is
    sorted away from the one it was told behind, it is seen from that one: the row before it in the file. The last few
    answers are remembered.
    """
    return _crossings(Times(timeline), zone)


@lru_cache(maxsize=4)
def _crossings(times: Times, zone: str) -> Mapping[str, int]:
    timeline = times.rows
    found: dict[str, int] = {}
    above: date | None = None
    for day, row_id in sorted((day, row_id) for row_id, day in days(in_order(timeline), zone).items()):
        if above is not None and (day - above).days == 1:
            found[row_id] = 1
        above = day
    before: date | None = None
    for row in timeline:
        if row.when.at is None:
            continue
        day = in_zone(row.when.at, zone).date()
        if before is not None and (day - before).days == -1:
            found[row.id] = -1
        before = day
    typed = {row.id: row.when.typed for row in timeline if row.id in found}
    return MappingProxyType({row_id: step for row_id, step in found.items() if leaves_day_out(typed[row_id])})


def on_another_day(when: When, step: int, zone: str) -> When | None:
    """Return a time so many days later (or earlier) on the clocks of its own zone, None where it has no place in time.

    Both ends of a range go along. What was typed becomes the edit form, which says the day.
    """
    if when.at is None:
        return None
    own = as_zone(when.zone)
    try:
        ends = [
            (end.astimezone(own) + timedelta(days=step)).astimezone(UTC) for end in (when.at, when.until or when.at)
        ]
    except OverflowError:
        return None
    moved = when.but(at=ends[0], until=ends[1] if when.until is not None and ends[1] > ends[0] else None, typed="")
    return moved.but(typed=edit_form(moved, zone))
