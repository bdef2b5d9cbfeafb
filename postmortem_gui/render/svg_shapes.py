"""What drawings in SVG are made of: shapes with a colour for paper and a class for the page, and measured words."""

from __future__ import annotations

from html import escape

from postmortem_gui.render.pdf_words import width_of

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
    "svg.drawn { display: block; height: auto; margin: 0 0 1.2em; width: 100%; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    + "".join(
        f"  .drawn .f-{ink} {{ fill: {dark}; }} .drawn .s-{ink} {{ stroke: {dark}; }}\n"
        for ink, (_, dark) in INKS.items()
    )
    + "}\n"
)
"""What a page with drawings needs in its style sheet."""

SIZE = 12
"""How high the words of a drawing are, in its units."""
_FAMILY = "'Source Sans Pro', 'Source Sans 3', sans-serif"
_SURE, _WIDER = 1.08, 1.28
_BASELINE = 4.2


def svg(width: float, tall: float, inside: str, attributes: str = "") -> str:
    """Return a drawing as one `<svg>` element. `attributes` go into its tag and are not escaped."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {tall:g}"{attributes} '
        f'font-family="{_FAMILY}" font-size="{SIZE}">{inside}</svg>'
    )


def measure(words: str, is_strong: bool) -> float:
    """Return how wide words are on paper."""
    return width_of(words) * SIZE * (_SURE if is_strong else 1.0)


def measure_any(words: str, is_strong: bool) -> float:
    """Return how wide words are at most on a page, whose letters may be wider than those of our own font."""
    return measure(words, is_strong) * _WIDER


def rect(left: float, right: float, top: float, foot: float, ink: str, *, round_: float = 0) -> str:
    """Return a box."""
    corner = f' rx="{round_:g}"' if round_ else ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(0.0, right - left):.1f}" height="{foot - top:.1f}"'
        f'{corner} class="f-{ink}" fill="{INKS[ink][0]}"/>'
    )


def line(
    x: float, y: float, to_x: float, to_y: float, ink: str, width: float, dash: str = "", *, opacity: float = 1
) -> str:
    """Return a line."""
    more = (f' stroke-dasharray="{dash}"' if dash else "") + (f' stroke-opacity="{opacity:g}"' if opacity < 1 else "")
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" class="s-{ink}" stroke="{INKS[ink][0]}"'
        f' stroke-width="{width:g}"{more}/>'
    )


def dot(x: float, y: float, radius: float, ink: str) -> str:
    """Return a dot."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="f-{ink}" fill="{INKS[ink][0]}"/>'


def points(*corners: tuple[float, float]) -> str:
    """Return corners as an attribute."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def filled(corners: str, ink: str) -> str:
    """Return a filled shape of some corners."""
    return f'<polygon points="{corners}" class="f-{ink}" fill="{INKS[ink][0]}"/>'


def text(x: float, middle: float, words: str, ink: str, anchor: str, *, strong: bool = False) -> str:
    """Return a line of words around the height `middle`."""
    weight = ' font-weight="600"' if strong else ""
    return (
        f'<text x="{x:.1f}" y="{middle + _BASELINE:.1f}" text-anchor="{anchor}"{weight}'
        f' class="f-{ink}" fill="{INKS[ink][0]}">{escape(words)}</text>'
    )
