"""The phase strip as a drawing in SVG, for paper and for the HTML page. Its words are ours and the clock's."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from postmortem_gui.core.strip import Strip
from postmortem_gui.render import strip_layout
from postmortem_gui.render.flag_places import FlagPlace
from postmortem_gui.render.pdf_words import width_of
from postmortem_gui.render.strip_layout import Bar, StripLayout, flag_hue, lay_out_strip, second_line
from postmortem_gui.render.strip_tips import StripTips

WIDTH, PAGE_WIDTH = 680, 840
"""Units; the drawing is as wide as the column that it stands in, on paper and on the HTML page."""

INKS = {
    "ink": ("#151a21", "#e8ecf2"),
    "quiet": ("#5f6977", "#929caa"),
    "line": ("#cdd3dc", "#38414e"),
    "paper": ("#ffffff", "#14171d"),
    "red-text": ("#ae2118", "#ff9f97"),
    "red-fill": ("#fdebe9", "#3a1b1c"),
    "red": ("#d6342b", "#f0564b"),
    "orange-text": ("#9a3f08", "#ffb585"),
    "orange-fill": ("#fff0e4", "#392214"),
    "orange": ("#e4600f", "#ee7f3b"),
    "amber-text": ("#7a5200", "#f3cb62"),
    "amber": ("#b97f00", "#dfaf2b"),
    "green-text": ("#11683a", "#74d99d"),
    "green-fill": ("#e4f6eb", "#12301f"),
    "green": ("#1d9453", "#35b06a"),
    "blue-text": ("#17588f", "#8cc4fa"),
    "blue-fill": ("#e6f2fc", "#132a40"),
    "blue": ("#2b7fd0", "#4a9aee"),
    "violet": ("#7c4dd8", "#9b74f0"),
    "grey-text": ("#4a5462", "#b2bcc8"),
    "grey-fill": ("#eceff3", "#262d36"),
    "grey": ("#7f8a99", "#8994a3"),
}
"""The colours on white paper, which the drawing carries itself, and those that a page in the dark puts over them."""

STYLE = (
    "svg.strip { display: block; height: auto; margin: 0 0 1.2em; width: 100%; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    + "".join(
        f"  .strip .f-{ink} {{ fill: {dark}; }} .strip .s-{ink} {{ stroke: {dark}; }}\n"
        for ink, (_, dark) in INKS.items()
    )
    + "}\n"
)
"""What a page with a strip needs in its style sheet."""

_SIZE, _MARGIN = 12, 1
_FAMILY = "'Source Sans Pro', 'Source Sans 3', sans-serif"
_SURE, _WIDER = 1.08, 1.28
_TALL = 110
_BASELINE = 4.2


def strip_svg(strip: Strip, attributes: str = "", *, any_font: bool = False) -> str:
    """Return the drawing as one `<svg>` element. `attributes` go into its tag and are not escaped.

    With `any_font`, for the page, the words have room enough for wider letters than those of our own font.
    """
    width = PAGE_WIDTH if any_font else WIDTH
    laid = lay_out_strip(strip, width, _measure_any if any_font else _measure, margin=_MARGIN)
    # What a mouse can ask for is written for the page alone: on paper nobody asks, and it would be twice the drawing.
    inside = "".join(_drawn(laid, StripTips(strip.rows, strip.zone, strip.typed) if any_font else None))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_TALL}"{attributes} '
        f'font-family="{_FAMILY}" font-size="{_SIZE}">{inside}</svg>'
    )


def _measure(text: str, is_strong: bool) -> float:
    return width_of(text) * _SIZE * (_SURE if is_strong else 1.0)


def _measure_any(text: str, is_strong: bool) -> float:
    return _measure(text, is_strong) * _WIDER


def _titled(words: str, inside: Iterator[str]) -> str:
    """Return shapes that say something when the mouse rests on them, without words as they are."""
    drawn = "".join(inside)
    return f"<g><title>{escape(words, quote=False)}</title>{drawn}</g>" if words and drawn else drawn


def _drawn(laid: StripLayout, tips: StripTips | None) -> Iterator[str]:
    foot = strip_layout.BAR + strip_layout.BAR_TALL
    for x in laid.days:
        yield _line(x, strip_layout.BAR - 4, x, strip_layout.AXIS - 9, "grey", 0.8, "2 3")
    yield _rect(laid.left, laid.right, strip_layout.BAR, foot, "grey-fill", round_=5)
    yield _rect(laid.left, laid.right, foot - 4, foot, "line")
    for bar in laid.bars:
        yield _titled(tips.segment(bar.segment) if tips else "", _bar(bar, foot))
    for x in laid.breaks:
        yield _filled(_points((x - 5, foot), (x, strip_layout.BAR), (x + 5, strip_layout.BAR), (x, foot)), "paper")
        yield _line(x - 5, foot, x, strip_layout.BAR, "grey", 1.2) + _line(
            x, foot, x + 5, strip_layout.BAR, "grey", 1.2
        )
    for place in laid.flags:
        yield _titled(tips.flag(place.flag) if tips else "", _flag(place, foot))
    for mark in laid.gaps:
        line = _line(mark.left + 6, strip_layout.TICKS, mark.right - 6, strip_layout.TICKS, "amber", 1.2, "3 2.5")
        yield _titled(tips.gap(mark.gap) if tips else "", iter((line,)))
    for tick in laid.ticks:
        yield _titled(tips.row(tick.row) if tips else "", iter((_dot(tick.x, strip_layout.TICKS, 3.4, tick.hue),)))
    for word in laid.axis:
        ink = "ink" if word.is_day else "quiet"
        yield _text(word.x, strip_layout.AXIS, word.words, ink, "middle", strong=word.is_day)


def _bar(bar: Bar, foot: float) -> Iterator[str]:
    hue = strip_layout.STAGE_HUES[bar.segment.stage]
    if bar.segment.stage != "lead_up":
        yield _rect(bar.left, bar.right, strip_layout.BAR, foot, f"{hue}-fill")
        if bar.segment.stage == "undetected":
            yield from _hatching(bar.left, bar.right, strip_layout.BAR, foot - 4, hue)
        yield _rect(bar.left, bar.right, foot - 4, foot, hue)
    if bar.label:
        middle = (bar.left + bar.right) / 2
        if bar.segment.stage == "undetected":  # letters on hatching need a ground of their own
            half = min((bar.right - bar.left) / 2, _measure_any(bar.label, True) / 2 + 2)
            yield _rect(middle - half, middle + half, strip_layout.BAR + 2, foot - 6, f"{hue}-fill", round_=3)
        yield _text(middle, strip_layout.BAR + 11, bar.label, f"{hue}-text", "middle", strong=True)


def _hatching(left: float, right: float, top: float, foot: float, hue: str) -> Iterator[str]:
    """Yield slanted lines that end at the edges of a box: nothing is cut off, so nothing has to have a name."""
    tall, x = foot - top, left - (foot - top) + 3
    while x < right:
        low, high = max(x, left), min(x + tall, right)
        if low < high:
            yield _line(low, foot - (low - x), high, foot - (high - x), hue, 1.4, opacity=0.3)
        x += 6


def _flag(place: FlagPlace, foot: float) -> Iterator[str]:
    hue = flag_hue(place.flag)
    head = {0: strip_layout.DOT, 1: strip_layout.CLOCK, None: strip_layout.BAR - 6}[place.line]
    yield _line(place.x, head, place.x, foot, hue, 1.8, "3 3" if place.flag.invalid else "")
    yield _dot(place.x, head, 3.6, hue)
    if place.line is None:
        return
    x, anchor = (place.right, "end") if place.before else (place.left, "start")
    ink = "amber-text" if place.flag.invalid else "ink"
    at = strip_layout.TEXT if place.line == 0 else strip_layout.CLOCK
    yield _text(x, at, place.flag.label, ink, anchor, strong=True)
    if place.clock:
        second = "amber-text" if place.flag.invalid else "quiet"
        yield _text(x, strip_layout.CLOCK, second_line(place.flag), second, anchor)


# ── Shapes: each has its colour for paper and its class for the page ──


def _rect(left: float, right: float, top: float, foot: float, ink: str, *, round_: float = 0) -> str:
    corner = f' rx="{round_:g}"' if round_ else ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(0.0, right - left):.1f}" height="{foot - top:.1f}"'
        f'{corner} class="f-{ink}" fill="{INKS[ink][0]}"/>'
    )


def _line(
    x: float, y: float, to_x: float, to_y: float, ink: str, width: float, dash: str = "", *, opacity: float = 1
) -> str:
    more = (f' stroke-dasharray="{dash}"' if dash else "") + (f' stroke-opacity="{opacity:g}"' if opacity < 1 else "")
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" class="s-{ink}" stroke="{INKS[ink][0]}"'
        f' stroke-width="{width:g}"{more}/>'
    )


def _dot(x: float, y: float, radius: float, ink: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="f-{ink}" fill="{INKS[ink][0]}"/>'


def _points(*points: tuple[float, float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _filled(points: str, ink: str) -> str:
    return f'<polygon points="{points}" class="f-{ink}" fill="{INKS[ink][0]}"/>'


def _text(x: float, middle: float, words: str, ink: str, anchor: str, *, strong: bool = False) -> str:
    weight = ' font-weight="600"' if strong else ""
    return (
        f'<text x="{x:.1f}" y="{middle + _BASELINE:.1f}" text-anchor="{anchor}"{weight}'
        f' class="f-{ink}" fill="{INKS[ink][0]}">{escape(words)}</text>'
    )
