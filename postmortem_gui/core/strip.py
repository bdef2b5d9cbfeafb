"""The phase strip: the incident to scale, from its timeline. Window, PDF and HTML draw the same value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from postmortem_gui.core import metrics, strip_words
from postmortem_gui.core.metrics import Measured, Span, moment, reached
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.time_scale import TimeScale, midnights, moved, scale_of
from postmortem_gui.core.vocabulary import PHASES, word_for

GAP_FROM = 600
"""Seconds with nothing written, while the impact is on, after which somebody should ask."""

FAR = 3
"""What is farther from the incident than so many times its length is squeezed together, and a break is drawn."""

_KNOWN = frozenset(key for key, _ in PHASES)
_NOTICED = frozenset({"detected", "acknowledged", "declared"})
_OVER = ("resolved", "all_clear", "closed")
_WATCHED = ("all_clear", "resolved", "monitoring")


class Segment(NamedTuple):
    """A stretch of the strip: lead_up, undetected, responding, recovering or watching, and how long it lasted."""

    stage: str
    start: datetime
    end: datetime
    lasted: Measured


class Flag(NamedTuple):
    """A phase that was reached: in which row, when, and how long after the impact started, if that can be said.

    `invalid` ones come before the start of the impact and have no length, whatever a clock would say. `typed` are the
    seconds that somebody typed over the length of the impact, where the rows say something else.
    """

    phase: str
    label: str
    at: datetime
    row: str
    clock: str
    since: Measured | None = None
    invalid: bool = False
    typed: int | None = None


class Gap(NamedTuple):
    """Seconds in which nothing was written down while the impact was on, between two rows, and what to ask."""

    from_row: str
    to_row: str
    start: datetime
    end: datetime
    seconds: int
    question: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The incident to scale. Each of `rows`, those with a time, is a tick; `impact` is None while it is open.

    `typed` are the seconds that somebody typed over the impact that the rows say, None where nobody did.
    """

    zone: str
    scale: TimeScale
    rows: tuple[TimelineEntry, ...]
    segments: tuple[Segment, ...]
    flags: tuple[Flag, ...]
    days: tuple[datetime, ...]
    gaps: tuple[Gap, ...]
    impact: Measured | None
    typed: int | None
    sentence: str


def strip_of(pm: Postmortem) -> Strip | None:
    """Return the strip of a timeline, None when no row with a time has a phase. Never raises."""
    ordered = in_order(pm.timeline)
    rows = tuple(row for row in ordered if row.when.at is not None)
    # Only rows with phases say anything about lengths, so thousands of others need not be looked at again.
    told = pm.but(timeline=tuple(row for row in rows if not _KNOWN.isdisjoint(row.phases)))
    if not told.timeline:
        return None
    spans = metrics.impact_spans(told)
    impact = metrics.impact(told)
    typed = metrics.typed_impact(pm)
    flags = _flags(told, pm.zone, typed)
    first, last = _at(rows[0]), max([_at(rows[-1]), *(flag.at for flag in flags)])
    start, end = (_at(spans[0].start), _end(told, spans[-1], last)) if spans else (first, last)
    last = max(last, end)
    scale = scale_of(first, last, *_near(rows, flags, start, end))
    gaps = tuple(gap for span in spans for gap in _gaps(ordered, _at(span.start), _end(told, span, last), pm.zone))
    return Strip(
        pm.zone,
        scale,
        rows,
        _segments(told, spans, rows, scale, last),
        flags,
        midnights(scale, pm.zone),
        gaps,
        impact,
        typed,
        strip_words.sentence(pm.zone, spans, flags, impact, typed, len(gaps)),
    )


def _at(row: TimelineEntry) -> datetime:
    assert row.when.at is not None  # noqa: S101  (the others were left out)
    return row.when.at


def _end(told: Postmortem, span: Span, last: datetime) -> datetime:
    """Return when a span of impact is over; one that nobody ended, when the whole is, or else at the last row."""
    if span.end is not None:
        return reached(span.end, "impact_end") or last
    ends = (reached(row, "resolved") for row in told.timeline if not set(_OVER).isdisjoint(row.phases))
    return next((end for end in ends if end is not None and end >= _at(span.start)), last)


def _near(
    rows: tuple[TimelineEntry, ...], flags: tuple[Flag, ...], start: datetime, end: datetime
) -> tuple[datetime, datetime]:
    """Return what is to scale: the incident with the rows that are near it."""
    far = FAR * max(60.0, (end - start).total_seconds())
    first = min(len(rows) - 1, bisect_left(rows, moved(start, -far), key=_at))
    last = max(0, bisect_right(rows, moved(end, far), key=_at) - 1)
    return min(start, _at(rows[first])), max([end, _at(rows[last]), *(f.at for f in flags if f.at <= moved(end, far))])


# ── Segments ──


def _segments(
    told: Postmortem, spans: tuple[Span, ...], rows: tuple[TimelineEntry, ...], scale: TimeScale, last: datetime
) -> tuple[Segment, ...]:
    if not spans:
        return ()
    first, start = rows[0], spans[0].start
    found: list[Segment | None] = []
    if first is not start:
        lead_up = _segment("lead_up", first, _at(first), start, _at(start))
        found.append(lead_up and lead_up._replace(start=scale.start))
    for span in spans:
        if found and span is not spans[0]:
            before = spans[spans.index(span) - 1]
            if before.end is not None:
                found.append(_segment("watching", before.end, _end(told, before, last), span.start, _at(span.start)))
        found += _stages(told, span, _end(told, span, last), rows[-1], is_first=span is spans[0])
    over = spans[-1].end
    if over is not None:
        until = next((row for phase in _WATCHED if (row := moment(told, phase)) is not None), over)
        found.append(_segment("watching", over, _end(told, spans[-1], last), until, reached(until, "resolved") or last))
    return tuple(segment for segment in found if segment is not None)


def _stages(
    told: Postmortem, span: Span, end: datetime, last: TimelineEntry, *, is_first: bool
) -> list[Segment | None]:
    """Cut a span of impact where it was noticed and where it was mitigated."""
    start = _at(span.start)
    inside = [row for row in told.timeline if start <= _at(row) <= end]
    noticed = next((row for row in inside if not _NOTICED.isdisjoint(row.phases)), None)
    over = span.end or next((row for row in inside if not set(_OVER).isdisjoint(row.phases)), last)
    known = not is_first or any(not _NOTICED.isdisjoint(row.phases) for row in told.timeline if _at(row) < start)
    begun = noticed or (span.start if known else over)
    at = _at(noticed) if noticed else (start if known else end)
    mitigated = next((row for row in reversed(inside) if "mitigated" in row.phases), None)
    then = min(end, max(at, reached(mitigated, "mitigated") or end)) if mitigated else end
    return [
        _segment("undetected", span.start, start, begun, at),
        _segment("responding", begun, at, mitigated or over, then),
        _segment("recovering", mitigated or over, then, over, end),
    ]


def _segment(stage: str, a: TimelineEntry, start: datetime, b: TimelineEntry, end: datetime) -> Segment | None:
    if int((end - start).total_seconds()) <= 0:
        return None
    return Segment(stage, start, end, metrics.measured(a, start, b, end))


# ── Flags and gaps ──


def _flags(told: Postmortem, zone: str, typed: int | None) -> tuple[Flag, ...]:
    ended = any("impact_end" in row.phases for row in told.timeline)
    phases = ("impact_start", "detected", "mitigated", "impact_end" if ended else "resolved", "all_clear")
    found = []
    for phase in phases:
        row = moment(told, phase)
        # What was reached only before the impact started is no length: it is a mistake that somebody should see.
        early = metrics.reversed_rows(told, "impact_start", phase) if phase != "impact_start" else None
        if early is not None:
            found.append(_flag(early[1], phase, zone, None, invalid=True))
        elif row is not None:
            since = metrics.between(told, "impact_start", phase) if phase != "impact_start" else None
            over = typed if phase == "impact_end" and since is not None and typed != since.seconds else None
            found.append(_flag(row, phase, zone, since)._replace(typed=over))
    return tuple(sorted(found, key=lambda flag: flag.at))


def _flag(row: TimelineEntry, phase: str, zone: str, since: Measured | None, *, invalid: bool = False) -> Flag:
    at = reached(row, phase) or _at(row)
    clock = "" if row.when.precision == "day" else ("~" if row.when.about else "") + strip_words.clock(at, zone)
    clock += " (disputed)" if row.claims and clock else ""
    return Flag(phase, word_for(PHASES, phase), at, row.id, clock, since, invalid)


def _gaps(ordered: tuple[TimelineEntry, ...], start: datetime, end: datetime, zone: str) -> list[Gap]:
    """Return where more than ten minutes have no row; one without a time says something, even if not when."""
    rows = [
        row
        for row in ordered
        if row.when.precision != "day" and (start <= row.when.at <= end if row.when.at else row.event)
    ]
    found = []
    for row, following in pairwise(rows):
        if row.when.at is None or following.when.at is None:
            continue
        since = max(row.when.at, row.when.until or row.when.at)
        seconds = int((following.when.at - since).total_seconds())
        if seconds > GAP_FROM:
            asked = strip_words.question(since, following.when.at, zone)
            found.append(Gap(row.id, following.id, since, following.when.at, seconds, asked))
    return found
