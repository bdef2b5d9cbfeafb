"""What of the phase strip is under the mouse or the keyboard, and what it says of itself."""

from __future__ import annotations

from typing import NamedTuple

from postmortem_gui.core import strip_words
from postmortem_gui.core.metrics import Measured
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.strip import Flag, Gap, Segment
from postmortem_gui.core.vocabulary import PHASES, word_for
from postmortem_gui.render.escaping import one_line, words
from postmortem_gui.render.strip_layout import BAR, BAR_TALL, CLOCK, TICKS, StripLayout

_NEAR, _LONGEST = 8, 70


class Spot(NamedTuple):
    """Something to click: the row that it leads to, what its tooltip says, and the gap that it is, if it is one."""

    row: str
    words: str
    gap: Gap | None = None


def spot_at(laid: StripLayout, pm: Postmortem, x: float, y: float) -> Spot | None:
    """Return what is at a point of the strip: a gap, a tick, a flag or a segment. None where there is nothing."""
    near = _NEAR * laid.scale
    if abs(y - TICKS * laid.scale) <= near + 1:
        for mark in laid.gaps:
            if mark.chip_left <= x <= mark.chip_right:
                return Spot(mark.gap.from_row, gap_words(pm, mark.gap), mark.gap)
        tick = min(laid.ticks, key=lambda tick: abs(tick.x - x), default=None)
        return Spot(tick.row.id, row_words(pm, tick.row)) if tick and abs(tick.x - x) <= near else None
    for place in laid.flags:
        on_pole = abs(x - place.x) <= near / 2 and y <= (BAR + BAR_TALL) * laid.scale
        line = place.line or 0
        top = CLOCK * laid.scale - near if line else 0
        foot = (CLOCK * laid.scale if place.clock or line else CLOCK * laid.scale - 2 * near) + near
        if on_pole or (place.line is not None and place.left <= x <= place.right and top <= y <= foot):
            return Spot(place.flag.row, flag_words(pm, place.flag))
    if BAR * laid.scale <= y <= (BAR + BAR_TALL) * laid.scale:
        for bar in laid.bars:
            if bar.left <= x <= bar.right:
                return Spot(bar.segment.from_row, segment_words(pm, bar.segment))
    return None


def stop_words(pm: Postmortem, stop: TimelineEntry | Gap | None) -> str:
    """Return what a screen reader says of the row or the gap that the keyboard is on."""
    if stop is None:
        return ""
    return gap_words(pm, stop) if isinstance(stop, Gap) else row_words(pm, stop)


def row_words(pm: Postmortem, row: TimelineEntry) -> str:
    """Return a row in words: its clock, its phases, what happened."""
    row = _row(pm, row.id) or row
    phases = ", ".join(word_for(PHASES, phase) for phase in row.phases)
    clock = strip_words.clock(row.when.at, pm.zone) if row.when.at else ""
    return " · ".join(filter(None, (clock, phases, _event(row))))


def flag_words(pm: Postmortem, flag: Flag) -> str:
    """Return a flag in words: the row in which its phase was reached, and the two that its length comes from."""
    row = _row(pm, flag.row)
    told = f"{flag.label} {flag.clock}".strip() + (f": {_event(row)}" if row else "")
    if flag.invalid:
        return f"{told}. It stands before the impact starts, so no length is taken from it."
    if flag.since is None:
        return told
    if flag.phase == "impact_end":
        return f"{told}. Impact: {strip_words.spoken(flag.since.seconds)}, {_between(pm, flag.since)}"
    return f"{told}. {strip_words.spoken(flag.since.seconds)} after the impact started, {_between(pm, flag.since)}"


def segment_words(pm: Postmortem, segment: Segment) -> str:
    """Return a segment in words: how long, and the two rows that this comes from."""
    lasted = strip_words.length(segment.seconds, segment.off)
    between = _between(pm, Measured(segment.seconds, segment.from_row, segment.to_row))
    return f"{strip_words.STAGES[segment.stage]}: {lasted}, {between}"


def gap_words(pm: Postmortem, gap: Gap) -> str:
    """Return a gap in words: the question, and the rows around it."""
    return f"{gap.question} Between {_named(pm, gap.from_row)} and {_named(pm, gap.to_row)}"


def _between(pm: Postmortem, measured: Measured) -> str:
    return f"from {_named(pm, measured.from_row)} to {_named(pm, measured.to_row)}"


def _named(pm: Postmortem, row_id: str) -> str:
    row = _row(pm, row_id)
    if row is None or row.when.at is None:
        return "a row"
    return f"{strip_words.clock(row.when.at, pm.zone)} “{_event(row)}”"


def _row(pm: Postmortem, row_id: str) -> TimelineEntry | None:
    return next((row for row in pm.timeline if row.id == row_id), None)


def _event(row: TimelineEntry) -> str:
    text = words(one_line(row.event)) or "no words yet"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
