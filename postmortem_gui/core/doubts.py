"""Times that can be meant in two ways: an hour that comes twice or never, 03/04/2026, a clock time between two days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from postmortem_gui.core.clock_faces import show_date, show_time
from postmortem_gui.core.moments import read_time
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.zones import in_zone, name_at

Sort = Literal["clocks", "day", "order"]

NEARLY_AS_FAR = timedelta(hours=4)
"""Two days fit where the farther one is at most so much farther: the clock time is 10 to 14 hours away both ways."""


class Reading(NamedTuple):
    """One way to take what was typed: the words for it, and the time."""

    words: str
    when: When


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a time and its two answers; the first is what is taken where nobody can be asked.

    `clocks` were put forward or back, two days fit (`day`), or the `order` of day and month is open. `nearest` is the
    place of the answer that is nearer to the row beside.
    """

    sort: Sort
    question: str
    readings: tuple[Reading, Reading]
    nearest: int = 0

    def answered(self, known: Iterable[When]) -> When | None:
        """Return the answer that was given before for the same text, None when it was not asked yet."""
        told = {(when.typed, when.at, when.until) for when in known if when.typed == self.readings[0].when.typed}
        return next(
            (each.when for each in self.readings if (each.when.typed, each.when.at, each.when.until) in told), None
        )


def doubt_about(
    typed: str,
    *,
    zone: str,
    near: datetime | None = None,
    now: datetime | None = None,
    day_first: bool = True,
    since: datetime | None = None,
) -> Doubt | None:
    """Return the question that a text leaves open, None where it can be meant in one way only. Never raises.

    It is read as `read_time` reads it. A change of the clocks is asked about first, then the day, then the order.
    """

    def read(*, beside: datetime | None = near, first: bool = day_first, again: bool = False) -> When:
        return read_time(typed, zone=zone, near=beside, now=now, day_first=first, since=since or near, again=again)

    first = read()
    if first.at is None:
        return None
    return _clocks(first, read(again=True), near) or _day(first, near, read) or _order(first, read(first=not day_first))


def _clocks(first: When, second: When, near: datetime | None) -> Doubt | None:
    if first.at is None or second.at is None or (first.at, first.until) == (second.at, second.until):
        return None
    comes_twice = (first.at, first.until or first.at) < (second.at, second.until or second.at)
    day = show_date(in_zone(first.at, first.zone).date(), "D MMMM YYYY")
    happened = "went back" if comes_twice else "went forward"
    said = f"came twice on {day}" if comes_twice else f"never came on {day}"
    question = f"“{first.typed.strip()}” {said}: the clocks of {first.zone} {happened}."
    readings = (Reading(_with_offset(first), first), Reading(_with_offset(second), second))
    return Doubt("clocks", question, readings, _nearer(readings, near))


def _with_offset(when: When) -> str:
    """The time with the name of its clocks, and in UTC, where no hour is like another: `01:30 EDT (05:30 UTC)`."""
    word = name_at(when.zone, when.at) if when.at else ""
    utc = show_time(when, "UTC", "HH:mm").removeprefix("~")
    return f"{show_time(when, when.zone, 'HH:mm')} {word} ({utc} UTC)"


def _day(first: When, near: datetime | None, read: Callable[..., When]) -> Doubt | None:
    if near is None or first.precision == "day":
        return None
    half = timedelta(hours=12)
    try:
        before, after = read(beside=near - half), read(beside=near + half)
    except OverflowError:
        return None
    if before.at is None or after.at is None or before.at == after.at:
        return None
    ahead, back = after.at - near, near - before.at
    if min(ahead, back) < timedelta() or abs(ahead - back) > NEARLY_AS_FAR or first.at not in (before.at, after.at):
        return None
    other = before if first.at == after.at else after
    readings = (Reading(_with_day(first), first), Reading(_with_day(other), other))
    return Doubt("day", f"“{first.typed.strip()}” fits two days.", readings)


def _with_day(when: When) -> str:
    local = in_zone(when.at, when.zone) if when.at else None
    return f"{local:%A} {show_date(local.date(), 'D MMMM YYYY')}" if local else ""


def _order(first: When, second: When) -> Doubt | None:
    if first.at is None or second.at is None or (first.at, first.until) == (second.at, second.until):
        return None
    readings = (Reading(_with_day(first), first), Reading(_with_day(second), second))
    return Doubt("order", f"“{first.typed.strip()}” can be read as day or month first.", readings)


def _nearer(readings: tuple[Reading, Reading], near: datetime | None) -> int:
    ats = [reading.when.at for reading in readings]
    if near is None or ats[0] is None or ats[1] is None:
        return 0
    first, second = abs(ats[0] - near), abs(ats[1] - near)
    return int(second < first and second < timedelta(hours=12))  # days away, neither is the likelier one
