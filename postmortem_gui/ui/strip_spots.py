"""What of the phase strip is under the mouse or the keyboard, and what it says of itself."""

from __future__ import annotations

from typing import NamedTuple

from postmortem_gui.core.postmortem import TimelineEntry
from postmortem_gui.core.strip import Gap, Strip
from postmortem_gui.render.strip_layout import BAR, BAR_TALL, CLOCK, TICKS, StripLayout
from postmortem_gui.render.strip_tips import StripTips

_NEAR = 8


class Spot(NamedTuple):
    """Something to click: the row that it leads to, what its tooltip says, and the gap that it is, if it is one."""

    row: str
    words: str
    gap: Gap | None = None


def spot_at(laid: StripLayout, tips: StripTips, x: float, y: float) -> Spot | None:
    """Return what is at a point of the strip: a gap, a tick, a flag or a segment. None where there is nothing."""
    near = _NEAR * laid.scale
    if abs(y - TICKS * laid.scale) <= near + 1:
        for mark in laid.gaps:
            if mark.chip_left <= x <= mark.chip_right:
                return Spot(mark.gap.from_row, tips.gap(mark.gap), mark.gap)
        tick = min(laid.ticks, key=lambda tick: abs(tick.x - x), default=None)
        return Spot(tick.row.id, tips.row(tick.row)) if tick and abs(tick.x - x) <= near else None
    for place in laid.flags:
        on_pole = abs(x - place.x) <= near / 2 and y <= (BAR + BAR_TALL) * laid.scale
        line = place.line or 0
        top = CLOCK * laid.scale - near if line else 0
        foot = (CLOCK * laid.scale if place.clock or line else CLOCK * laid.scale - 2 * near) + near
        if on_pole or (place.line is not None and place.left <= x <= place.right and top <= y <= foot):
            return Spot(place.flag.row, tips.flag(place.flag))
    if BAR * laid.scale <= y <= (BAR + BAR_TALL) * laid.scale:
        for bar in laid.bars:
            if bar.left <= x <= bar.right:
                # The half that was clicked leads to the row at that end: a length comes from two.
                lasted, at_end = bar.segment.lasted, x > (bar.left + bar.right) / 2
                return Spot(lasted.to_row if at_end else lasted.from_row, tips.segment(bar.segment))
    return None


def stop_words(strip: Strip | None, tips: StripTips, stop: TimelineEntry | Gap | None) -> str:
    """Return what a screen reader says of the row or the gap that the keyboard is on, with every length it begins."""
    if stop is None or strip is None:
        return ""
    if isinstance(stop, Gap):
        return tips.gap(stop)
    lengths = [tips.length(flag) for flag in strip.flags if flag.row == stop.id]
    begun = [tips.segment(segment) for segment in strip.segments if segment.lasted.from_row == stop.id]
    return ". ".join(filter(None, (tips.row(stop), *(said.rstrip(".") for said in (*lengths, *begun)))))
