"""The phase strip as a drawing in SVG, for paper and for the HTML page. Its words are ours and the clock's."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from postmortem_gui.core.strip import Strip
from postmortem_gui.render import strip_layout
from postmortem_gui.render import svg_shapes as shapes
from postmortem_gui.render.flag_places import FlagPlace
from postmortem_gui.render.strip_layout import Bar, StripLayout, flag_hue, lay_out_strip, second_line
from postmortem_gui.render.strip_tips import StripTips

_MARGIN, _TALL = 1, 110


def strip_svg(strip: Strip, attributes: str = "", *, any_font: bool = False) -> str:
    """Return the drawing as one `<svg>` element. `attributes` go into its tag and are not escaped.

    With `any_font`, for the page, the words have room enough for wider letters than those of our own font.
    """
    width = shapes.PAGE_WIDTH if any_font else shapes.WIDTH
    laid = lay_out_strip(strip, width, shapes.measure_any if any_font else shapes.measure, margin=_MARGIN)
    # What a mouse can ask for is written for the page alone: on paper nobody asks, and it would be twice the drawing.
    inside = "".join(_drawn(laid, StripTips(strip.rows, strip.zone, strip.typed) if any_font else None))
    return shapes.svg(width, _TALL, inside, attributes)


def _titled(words: str, inside: Iterator[str]) -> str:
    """Return shapes that say something when the mouse rests on them, without words as they are."""
    drawn = "".join(inside)
    return f"<g><title>{escape(words, quote=False)}</title>{drawn}</g>" if words and drawn else drawn


def _drawn(laid: StripLayout, tips: StripTips | None) -> Iterator[str]:
    foot = strip_layout.BAR + strip_layout.BAR_TALL
    for x in laid.days:
        yield shapes.line(x, strip_layout.BAR - 4, x, strip_layout.AXIS - 9, "grey", 0.8, "2 3")
    yield shapes.rect(laid.left, laid.right, strip_layout.BAR, foot, "grey-fill", round_=5)
    yield shapes.rect(laid.left, laid.right, foot - 4, foot, "line")
    for bar in laid.bars:
        yield _titled(tips.segment(bar.segment) if tips else "", _bar(bar, foot))
    for x in laid.breaks:
        yield shapes.filled(
            shapes.points((x - 5, foot), (x, strip_layout.BAR), (x + 5, strip_layout.BAR), (x, foot)), "paper"
        )
        yield shapes.line(x - 5, foot, x, strip_layout.BAR, "grey", 1.2) + shapes.line(
            x, foot, x + 5, strip_layout.BAR, "grey", 1.2
        )
    for place in laid.flags:
        yield _titled(tips.flag(place.flag) if tips else "", _flag(place, foot))
    for mark in laid.gaps:
        line = shapes.line(mark.left + 6, strip_layout.TICKS, mark.right - 6, strip_layout.TICKS, "amber", 1.2, "3 2.5")
        yield _titled(tips.gap(mark.gap) if tips else "", iter((line,)))
    for tick in laid.ticks:
        yield _titled(
            tips.row(tick.row) if tips else "", iter((shapes.dot(tick.x, strip_layout.TICKS, 3.4, tick.hue),))
        )
    for word in laid.axis:
        ink = "ink" if word.is_day else "quiet"
        yield shapes.text(word.x, strip_layout.AXIS, word.words, ink, "middle", strong=word.is_day)


def _bar(bar: Bar, foot: float) -> Iterator[str]:
    hue = strip_layout.STAGE_HUES[bar.segment.stage]
    if bar.segment.stage != "lead_up":
        yield shapes.rect(bar.left, bar.right, strip_layout.BAR, foot, f"{hue}-fill")
        if bar.segment.stage == "undetected":
            yield from _hatching(bar.left, bar.right, strip_layout.BAR, foot - 4, hue)
        yield shapes.rect(bar.left, bar.right, foot - 4, foot, hue)
    if bar.label:
        middle = (bar.left + bar.right) / 2
        if bar.segment.stage == "undetected":  # letters on hatching need a ground of their own
            half = min((bar.right - bar.left) / 2, shapes.measure_any(bar.label, True) / 2 + 2)
            yield shapes.rect(middle - half, middle + half, strip_layout.BAR + 2, foot - 6, f"{hue}-fill", round_=3)
        yield shapes.text(middle, strip_layout.BAR + 11, bar.label, f"{hue}-text", "middle", strong=True)


def _hatching(left: float, right: float, top: float, foot: float, hue: str) -> Iterator[str]:
    """Yield slanted lines that end at the edges of a box: nothing is cut off, so nothing has to have a name."""
    tall, x = foot - top, left - (foot - top) + 3
    while x < right:
        low, high = max(x, left), min(x + tall, right)
        if low < high:
            yield shapes.line(low, foot - (low - x), high, foot - (high - x), hue, 1.4, opacity=0.3)
        x += 6


def _flag(place: FlagPlace, foot: float) -> Iterator[str]:
    hue = flag_hue(place.flag)
    head = {0: strip_layout.DOT, 1: strip_layout.CLOCK, None: strip_layout.BAR - 6}[place.line]
    yield shapes.line(place.x, head, place.x, foot, hue, 1.8, "3 3" if place.flag.invalid else "")
    yield shapes.dot(place.x, head, 3.6, hue)
    if place.line is None:
        return
    x, anchor = (place.right, "end") if place.before else (place.left, "start")
    ink = "amber-text" if place.flag.invalid else "ink"
    at = strip_layout.TEXT if place.line == 0 else strip_layout.CLOCK
    yield shapes.text(x, at, place.flag.label, ink, anchor, strong=True)
    if place.clock:
        second = "amber-text" if place.flag.invalid else "quiet"
        yield shapes.text(x, strip_layout.CLOCK, second_line(place.flag), second, anchor)
