"""The tree of whys as a drawing in SVG, for paper and for the HTML page: how the answers hang from one another.

It is drawn even of a chain without branches: the text says every word, the drawing shows at a look how deep it goes and
how sure each step is. Whoever finds the text enough leaves it out with `ExportOptions.diagram`.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.core.postmortem import Whys
from postmortem_gui.core.why_path import RULED_OUT, in_reading_order
from postmortem_gui.render import svg_shapes as shapes
from postmortem_gui.render.blocks import DiagramRow
from postmortem_gui.render.escaping import one_line, words
from postmortem_gui.render.pdf_words import clean

ROWS_AT_ONCE = 16
"""Rows of one drawing: a longer tree goes on in the next, so that each has room on a page."""
_ROW, _LEFT, _INDENT, _RADIUS = 40, 16, 26, 11
_SURE = {"confirmed": "", "hypothesis": " (not confirmed)"}


def diagram_rows(told: Whys) -> tuple[DiagramRow, ...]:
    """Return the rows of the drawing: the problem, every why that is printed, the root cause. None without whys.

    What is ruled out is left out; what hangs from it is set in where it was.
    """
    steps = [step for step in in_reading_order(told) if step.why.state != RULED_OUT]
    steps = [step for step in steps if step.why.question.strip() or step.why.answer.strip()]
    if not steps:
        return ()
    whys = (
        DiagramRow(
            step.why.id,
            step.number,
            _plain(step.why.question),
            _plain(step.why.answer) + _SURE.get(step.why.state, ""),
            step.indent,
            step.why.parent or "",
            step.why.state == "confirmed",
        )
        for step in steps
    )
    ends = [
        [DiagramRow(name, "", label, _plain(text))] if text.strip() else []
        for name, label, text in (("problem", "Problem", told.problem), ("root", "Root cause", told.root_cause))
    ]
    return (*ends[0], *whys, *ends[1])


def sentence(rows: tuple[DiagramRow, ...]) -> str:
    """Return what the drawing shows, for those who cannot see it."""
    path = sum(1 for row in rows if row.number and not row.indent)
    beside = sum(1 for row in rows if row.indent)
    more = f", {beside} other answer{'s' if beside != 1 else ''} beside it" if beside else ""
    return f"The whys as a tree: {path} on the path from the problem to the root cause{more}"


def why_svg(rows: tuple[DiagramRow, ...], attributes: str = "", *, any_font: bool = False) -> str:
    """Return the drawing as one `<svg>` element. `attributes` go into its tag and are not escaped.

    With `any_font`, for the page, the words have room enough for wider letters than those of our own font.
    """
    width = shapes.PAGE_WIDTH if any_font else shapes.WIDTH
    inside = "".join((*_lines(rows), *(part for at, row in enumerate(rows) for part in _row(row, at, width, any_font))))
    return shapes.svg(width, _ROW * len(rows), inside, attributes)


def _x(row: DiagramRow) -> float:
    return _LEFT + _INDENT * row.indent


def _y(at: int) -> float:
    return _ROW * at + _ROW / 2


def _lines(rows: tuple[DiagramRow, ...]) -> Iterator[str]:
    trunk = [at for at, row in enumerate(rows) if not row.indent]
    if len(rows) > 1:
        first = _y(trunk[0]) if trunk and rows[trunk[0]].id == "problem" else 0
        last = _y(trunk[-1]) if trunk and rows[trunk[-1]].id == "root" else _ROW * len(rows)
        yield shapes.line(_LEFT, first, _LEFT, last, "blue", 3, opacity=0.55)
    places = {row.id: at for at, row in enumerate(rows)}
    for at, row in enumerate(rows):
        if not row.indent:
            continue
        above = places.get(row.parent)
        goes_on = above is not None and rows[above].indent == row.indent
        x = _x(row) if goes_on else _x(row) - _INDENT
        top = _y(above) if above is not None and (goes_on or rows[above].indent) else _y(at) if x == _LEFT else 0
        yield shapes.line(x, top, x, _y(at), "grey", 1.5)
        yield shapes.line(x, _y(at), _x(row), _y(at), "grey", 1.5)


def _row(row: DiagramRow, at: int, width: float, any_font: bool) -> Iterator[str]:
    x, y = _x(row), _y(at)
    if not row.number:
        yield shapes.dot(x, y, _RADIUS, "red" if row.id == "problem" else "blue")
    else:
        edge = "grey" if row.indent else "blue"
        yield shapes.dot(x, y, _RADIUS + 1, edge)
        yield shapes.dot(x, y, _RADIUS - 0.6, "paper" if row.is_sure else f"{'grey' if row.indent else 'blue'}-fill")
        yield shapes.text(x, y, row.number, "ink", "middle", strong=True)
    left = x + _RADIUS + 12
    room = width - left - 4
    lines = [(text, strong) for text, strong in ((row.head, True), (row.text, False)) if text]
    for line, (text, strong) in enumerate(lines):
        middle = y + (line - (len(lines) - 1) / 2) * 15
        shown = _cut(text, room, strong, any_font)
        yield shapes.text(left, middle, shown, "ink" if strong else "quiet", "start", strong=strong)


def _cut(text: str, room: float, strong: bool, any_font: bool) -> str:
    measure = shapes.measure_any if any_font else shapes.measure
    if measure(text, strong) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + "…", strong) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _plain(text: str) -> str:
    """Return what a person typed as plain words in one line, without the marks of emphasis and links."""
    return " ".join(clean(words(one_line(text))).split())
