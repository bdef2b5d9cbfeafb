"""The moments and durations of an incident, each with the rows that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import FactValue, Postmortem, Seconds, TimelineEntry, When
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.zones import in_zone

ENDS = frozenset({"mitigated", "impact_end", "resolved", "all_clear"})
"""Phases that a relapse takes back: the last one counts, and only when no impact starts after it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A duration in seconds, never negative, the rows it lies between by id, and whether one of them is unsure."""

    seconds: int
    from_row: str
    to_row: str
    about: bool = False


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
    rows = [row for row in in_order(pm.timeline) if row.when.at is not None]
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
    spans: list[Span] = []
    opened: TimelineEntry | None = None
    for row in in_order(pm.timeline):
        if row.when.at is None:
            continue
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
    about = any(length.about for length in lengths)
    return Measured(sum(length.seconds for length in lengths), lengths[0].from_row, lengths[-1].to_row, about)


def time_to(pm: Postmortem, phase: Literal["detected", "acknowledged", "mitigated", "resolved"]) -> Measured | None:
    """Return the time from the first `impact_start` to a phase, None when either is missing or they are reversed."""
    return between(pm, "impact_start", phase)


def between(pm: Postmortem, start: str, end: str) -> Measured | None:
    """Return the time between two phases, None when either is missing or they are reversed."""
    if (start, end) == ("impact_start", "impact_end"):
        return impact(pm)
    return _span(moment(pm, start), moment(pm, end), end)


def _span(start: TimelineEntry | None, end: TimelineEntry | None, phase: str) -> Measured | None:
    if start is None or end is None or start.when.at is None:
        return None
    over = reached(end, phase)
    if over is None or over < start.when.at:
        return None
    seconds = int((over - start.when.at).total_seconds())
    return Measured(seconds, start.id, end.id, start.when.about or end.when.about)


def derived(pm: Postmortem, spec: FactSpec) -> When | Seconds | str | None:
    """Return what the phases that a fact names in `from` say: an instant, a day (`YYYY-MM-DD`) or a duration."""
    match spec.kind, spec.from_:
        case "duration", (start, end):
            span = between(pm, start, end)
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
