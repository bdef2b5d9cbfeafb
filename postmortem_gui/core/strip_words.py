"""What the phase strip says: its one sentence, the names of its segments, the question of a gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from postmortem_gui.core.durations import show_duration, show_range
from postmortem_gui.core.metrics import Measured, Span, reached
from postmortem_gui.core.zones import in_zone, zone_word

if TYPE_CHECKING:
    from postmortem_gui.core.strip import Flag, Segment

STAGES = {
    "lead_up": "Lead-up",
    "undetected": "Undetected",
    "responding": "Responding",
    "recovering": "Recovering",
    "watching": "Watching",
}
"""What people call a segment."""

_UNITS = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
_SHORT = ((86_400, "d"), (3600, "h"), (60, "m"))
_SAME_UNIT = re.compile(r"^(\d+)m–(?=\d+m$)")
_LATER = {"detected": "detected", "mitigated": "mitigated", "resolved": "resolved", "all_clear": "all-clear"}


def clock(at: datetime, zone: str) -> str:
    """Return the moment as the clocks of the zone show it: `14:32`."""
    return f"{in_zone(at, zone):%H:%M}"


def spoken(seconds: int) -> str:
    """Return a duration in whole words: `1 hour 5 minutes`. Minutes are the finest from one minute on."""
    if seconds >= 60:
        seconds -= seconds % 60
    words = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}" + ("s" if count > 1 else ""))
    return " ".join(words) or "0 minutes"


def short(seconds: int) -> str:
    """Return a duration where there is little room: `41m`, `1h 5m`, `20s`."""
    if seconds < 60:
        return f"{seconds}s"
    words = []
    for size, unit in _SHORT:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count}{unit}")
    return " ".join(words[:2])


def length(measured: Measured) -> str:
    """Return a duration in whole words; one that is not exact as a range: `23 to 33 minutes`."""
    return _range(measured, spoken)


def _range(measured: Measured, said: Callable[[int], str]) -> str:
    if measured.is_exact:
        return said(measured.seconds)
    least, most = measured.least, measured.most
    if most >= 60:
        least, most = least - least % 60, most + -most % 60
    first, last = said(least), said(most)
    number, _, unit = first.partition(" ")
    if first == last:
        return first
    same_unit = unit and last.partition(" ")[2].rstrip("s") == unit.rstrip("s")
    return f"{number if same_unit else first} to {last}"


def told(measured: Measured) -> str:
    """Return a duration as numbers and units: `28 min`, `21 to 26 min`."""
    if measured.is_exact:
        return show_duration(measured.seconds)
    return show_range(measured.least, measured.most)


def typed_over(seconds: int, measured: Measured | None) -> str:
    """Return a duration that somebody typed, marked, and what the rows say where that is another one.

    `28 min, typed; rows say 30 min`.
    """
    typed = f"{show_duration(seconds)}, typed"
    if measured is None or (measured.is_exact and measured.seconds == seconds):
        return typed
    return f"{typed}; rows say {told(measured)}"


def length_of(seconds: int) -> str:
    """Return a duration in the room of a chip: `14 min`, `1 h 5 min`."""
    return short(seconds).replace("m", " min").replace("h", " h").replace("d", " d")


def question(start: datetime, end: datetime, zone: str) -> str:
    """Return what is asked about a gap: `14:24–14:34: nothing recorded. What were people looking at?`."""
    return f"{clock(start, zone)}–{clock(end, zone)}: nothing recorded. What were people looking at?"


def labels(segment: Segment) -> tuple[str, ...]:
    """Return what may stand in a segment, the longest first: its name and length, its name, its length."""
    name = STAGES[segment.stage]
    if segment.stage == "lead_up":
        return (name,)
    lasted = _SAME_UNIT.sub(r"\1–", _range(segment.lasted, short).replace(" to ", "–"))
    return (f"{name} {lasted}", name, lasted)


def sentence(
    zone: str, spans: Sequence[Span], flags: Sequence[Flag], impact: Measured | None, typed: int | None, gaps: int
) -> str:
    """Return the strip as one sentence, for whoever does not see it."""
    parts = [_impact(zone, spans, impact)]
    if typed is not None and (impact is None or typed != impact.seconds or not impact.is_exact):
        parts.append(f"somebody typed {spoken(typed)} of impact over what the rows say")
    started = bool(spans)
    for flag in flags:
        if flag.phase not in _LATER and not flag.invalid:
            continue
        if flag.invalid:
            parts.append(f"“{flag.label}” stands before the impact starts and is not counted")
        elif flag.since is not None and started and flag.phase != "all_clear":
            parts.append(f"{_LATER[flag.phase]} after {length(flag.since)}")
        else:
            parts.append(f"{_LATER[flag.phase]} at {flag.clock}" if flag.clock else _LATER[flag.phase])
    if gaps:
        parts.append(f"{gaps} gap{'s' if gaps > 1 else ''} of more than ten minutes with nothing recorded")
    return "; ".join(parts) + "."


def _impact(zone: str, spans: Sequence[Span], impact: Measured | None) -> str:
    if not spans or spans[0].start.when.at is None:
        return "No row says when the impact started"
    start = spans[0].start.when.at
    word = zone_word(zone, start)
    over = spans[-1].end
    end = reached(over, "impact_end") if over is not None else None
    if impact is None or end is None:
        last = spans[-1].start.when.at or start
        again = f", again from {_when(last, start, zone)}" if len(spans) > 1 else ""
        return f"Impact from {clock(start, zone)} {word}{again}, and no row ends it"
    told = f"Impact from {clock(start, zone)} to {_when(end, start, zone)} {word}"
    altogether = f" altogether in {len(spans)} spans" if len(spans) > 1 else ""
    return f"{told}, {length(impact)}{altogether}"


def _when(at: datetime, start: datetime, zone: str) -> str:
    """Return the clock, and a day or more after the start how many days later that is."""
    days = (in_zone(at, zone).date() - in_zone(start, zone).date()).days
    if days <= 1 and (at - start).total_seconds() < 86_400:
        return clock(at, zone)
    return f"{clock(at, zone)} {days} day{'s' if days > 1 else ''} later"
