"""The moments and durations of an incident, each with the rows that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from postmortem_gui.core.order import This, in_phases
from postmortem_gui.core.postmortem import FactValue, Postmortem, Seconds, TimelineEntry, When
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.zones import in_zone

ENDS = frozenset({"mitigated", "impact_end", "resolved", "all_clear"})
"""Phases that a relapse takes back: the last one counts, and only when no impact starts after it."""


ABOUT = timedelta(minutes=5)
"""How far a time that is only known about may be off, either way."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A duration in seconds, never negative, and the rows it lies between by id.

    `less` and `more` are by how many seconds it may be shorter or longer, where a row tells its time only about, or
    people dispute it.
    """

    seconds: int
    from_row: str
    to_row: str
    less: int = 0
    more: int = 0

    @property
    def least(self) -> int:
        """The shortest that it can have been."""
        return max(0, self.seconds - self.less)

    @property
    def most(self) -> int:
        """The longest that it can have been."""
        return self.seconds + self.more

    @property
    def is_exact(self) -> bool:
        """Whether it can only have been as long as it says."""
        return not (self.less or self.more)


@dataclass(frozen=True, slots=True)
class Span:
    """Impact that was on: the row it starts in, the row that ends it and how long it was, None while it is open."""

    start: TimelineEntry
    end: TimelineEntry | None
    length: Measured | None


def reached(row: TimelineEntry, phase: str) -> datetime | None:
    """Return when a row reached a phase: what happened from 14:50 to 14:55 has ended something at 14:55."""
    return (phase in ENDS and row.when.until) or row.when.at


def moment(pm: Postmortem, phase: str) -> TimelineEntry | None:
    """Return the row in which a phase was reached: the first, or for a phase that ends something the last that held."""
    rows = in_phases(pm.timeline)
    if phase not in ENDS:
        return next((row for row in rows if phase in row.phases), None)
    for row in reversed(rows):
        if phase in row.phases:
            return row
        if "impact_start" in row.phases:
            return None
    return None


def impact_spans(pm: Postmortem) -> tuple[Span, ...]:
    """Return every span from an `impact_start` to the `impact_end` that closes it, in order; the last may be open."""
    return _impact_spans(This(pm.timeline))


@lru_cache(maxsize=4)
def _impact_spans(this: This) -> tuple[Span, ...]:
    spans: list[Span] = []
    opened: TimelineEntry | None = None
    for row in in_phases(this.rows):
        ends = "impact_end" in row.phases
        if opened is None and "impact_start" in row.phases:
            opened = row
        elif opened is not None and ends and "impact_start" in row.phases:
            # One row both ends a span and starts the next: nothing lies between the two.
            continue
        if opened is not None and ends and (length := _span(opened, row, "impact_end")) is not None:
            spans.append(Span(opened, row, length))
            opened = None
    return (*spans, Span(opened, None, None)) if opened is not None else tuple(spans)


def impact(pm: Postmortem) -> Measured | None:
    """Return the sum of all spans from `impact_start` to `impact_end`; None while one is open or when there is none."""
    spans = impact_spans(pm)
    lengths = [span.length for span in spans if span.length is not None]
    if not lengths or len(lengths) < len(spans):
        return None
    return Measured(
        sum(length.seconds for length in lengths),
        lengths[0].from_row,
        lengths[-1].to_row,
        # Not what each may be less: a span that is shorter than its doubt can be nothing, and no less than that.
        sum(length.seconds - length.least for length in lengths),
        sum(length.more for length in lengths),
    )


def time_to(pm: Postmortem, phase: Literal["detected", "acknowledged", "mitigated", "resolved"]) -> Measured | None:
    """Return the time from the first `impact_start` to a phase, None when either is missing or they are reversed."""
    return between(pm, "impact_start", phase)


def between(pm: Postmortem, start: str, end: str) -> Measured | None:
    """Return the time between two phases, None when either is missing or they are reversed."""
    if (start, end) == ("impact_start", "impact_end"):
        return impact(pm)
    return _span(moment(pm, start), moment(pm, end), end)


def reversed_rows(pm: Postmortem, start: str, end: str) -> tuple[TimelineEntry, TimelineEntry] | None:
    """Return the rows of two phases when every row of the second comes before the first: a mistake, and no duration."""
    rows = in_phases(pm.timeline)
    first = next((row for row in rows if start in row.phases), None)
    ends = [(row, at) for row in rows if end in row.phases and (at := reached(row, end)) is not None]
    if first is None or first.when.at is None or not ends or any(at >= first.when.at for _, at in ends):
        return None
    return first, ends[0][0]


def _span(start: TimelineEntry | None, end: TimelineEntry | None, phase: str) -> Measured | None:
    if start is None or end is None or start.when.at is None:
        return None
    over = reached(end, phase)
    if over is None or over < start.when.at:
        return None
    return measured(start, start.when.at, end, over)


def measured(start: TimelineEntry, begun: datetime, end: TimelineEntry, over: datetime) -> Measured:
    """Return the time between a moment of one row and a later moment of another, with the doubt of both rows."""
    seconds = int((over - begun).total_seconds())
    if start is end:  # what one row says of itself is as long as it says
        return Measured(seconds, start.id, end.id)
    (earliest_start, latest_start), (earliest_end, latest_end) = bounds(start, begun), bounds(end, over)
    least = max(0, int((earliest_end - latest_start).total_seconds()))
    most = int((latest_end - earliest_start).total_seconds())
    return Measured(seconds, start.id, end.id, max(0, seconds - least), max(0, most - seconds))


def bounds(row: TimelineEntry, at: datetime) -> tuple[datetime, datetime]:
    """Return between which moments a moment of a row lies: its start, or the end of its range.

    `about` alone means five minutes either way, `about` with a range its two ends; a range alone is exact at both ends.
    What people claim against the time of the row widens it to theirs.
    """
    found = [at]
    is_end = row.when.until is not None and at == row.when.until
    for when in (row.when, *(claim.when for claim in row.claims)):
        if when.at is None:
            continue
        said = (is_end and when.until) or when.at
        if not when.about:
            found.append(said)
        elif when.until is not None:
            found += (when.at, when.until)
        else:
            found += (_moved(said, -ABOUT), _moved(said, ABOUT))
    return min(found), max(found)


def _moved(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:  # the end of the calendar is as far as anything goes
        return at


def derived(pm: Postmortem, spec: FactSpec) -> When | Seconds | str | None:
    """Return what the phases that a fact names in `from` say: an instant, a day (`YYYY-MM-DD`) or a duration."""
    match spec.kind, spec.from_:
        case "duration", (_, _):
            span = measured_for(pm, spec)
            return Seconds(seconds=span.seconds) if span else None
        case ("instant" | "date") as kind, (phase, *_):
            row = moment(pm, phase)
            if row is None or row.when.at is None:
                return None
            return row.when if kind == "instant" else in_zone(row.when.at, pm.zone).date().isoformat()
    return None


def fact_value(pm: Postmortem, spec: FactSpec) -> FactValue | None:
    """Return the value that somebody gave a fact, else the one that its phases give it."""
    given = pm.facts.get(spec.key)
    return derived(pm, spec) if given is None else given


def measured_for(pm: Postmortem, spec: FactSpec) -> Measured | None:
    """Return what the phases of a fact about a duration say, with the rows and the doubt; None for any other fact."""
    match spec.kind, spec.from_:
        case "duration", (start, end):
            return between(pm, start, end)
    return None


def typed_impact(pm: Postmortem) -> int | None:
    """Return the seconds that somebody typed for the impact, None where it follows the timeline."""
    ends = ("impact_start", "impact_end")
    keys = [spec.key for spec in pm.template.facts() if spec.kind == "duration" and tuple(spec.from_) == ends]
    for key in dict.fromkeys((*keys, "impact_duration")):
        given = pm.facts.get(key)
        if isinstance(given, Seconds):
            return given.seconds
    return None
