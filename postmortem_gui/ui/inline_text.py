"""One line of Markdown as it is painted in a cell: bold, italic, code and links, wrapped to a width."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from postmortem_gui.render.parser import line_parser
from postmortem_gui.ui.theme import Theme, Weight

LONGEST = 2000
"""Characters of a cell that are painted; its editor shows all of them."""

_MARKS = frozenset("*_`~[\\:<")
"""Without one of these a text is as it is typed."""

_ENDS = {"strong_open": "strong_close", "em_open": "em_close", "s_open": "s_close", "link_open": "link_close"}
_STARTS = {end: start for start, end in _ENDS.items()}


class Run(NamedTuple):
    """A stretch of text in UTF-16 units with the marks that are open in it: names of tokens, or `code`."""

    start: int
    length: int
    marks: frozenset[str]


class Inline(NamedTuple):
    """A text without its Markdown, and where it is not plain."""

    text: str
    runs: tuple[Run, ...]


@lru_cache(maxsize=4096)
def read_inline(source: str) -> Inline:
    """Read the inline Markdown of one line. What is no Markdown stays as it was typed."""
    source = source[:LONGEST]
    if _MARKS.isdisjoint(source):
        return Inline(source, ())
    parts: list[str] = []
    runs: list[Run] = []
    open_marks: list[str] = []
    at = 0
    for token in line_parser().parseInline(source)[0].children or ():
        if token.type in _ENDS:
            open_marks.append(token.type)
        elif token.type in _STARTS:
            open_marks.remove(_STARTS[token.type])
        else:
            text = " " if token.type in ("hardbreak", "softbreak") else token.content
            length = len(text.encode("utf-16-le", "surrogatepass")) // 2
            marks = frozenset((*open_marks, *(("code",) if token.type == "code_inline" else ())))
            if marks:
                runs.append(Run(at, length, marks))
            parts.append(text)
            at += length
    return Inline("".join(parts), tuple(runs))


_layouts: dict[tuple[object, ...], QTextLayout] = {}
_MOST_LAYOUTS = 6000


def laid(theme: Theme, source: str, width: float, font: QFont, *, struck: bool = False) -> QTextLayout:
    """Return a text broken into lines of a width. The answer is kept, for the same cell is painted again and again."""
    key = (source, round(width), theme.name, theme.scale, font.weight(), font.pixelSize(), struck)
    found = _layouts.get(key)
    if found is None:
        if len(_layouts) > _MOST_LAYOUTS:
            _layouts.clear()
        found = _layouts[key] = _lay_out(theme, source, width, font, struck=struck)
    return found


def fits_on_a_line(source: str, width: float, font: QFont) -> bool:
    """Tell whether a text surely fits on one line, much faster than laying it out would."""
    return len(source) < width / 3 and QFontMetricsF(font).horizontalAdvance(source) * 1.1 < width


def _lay_out(theme: Theme, source: str, width: float, font: QFont, *, struck: bool) -> QTextLayout:
    inline = read_inline(source)
    if struck:
        font = QFont(font)
        font.setStrikeOut(True)
    layout = QTextLayout(inline.text.replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_format(theme, run) for run in inline.runs])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _format(theme: Theme, run: Run) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    if "strong_open" in run.marks:
        form.setFontWeight(Weight.Bold)
    if "em_open" in run.marks:
        form.setFontItalic(True)
    if "s_open" in run.marks:
        form.setFontStrikeOut(True)
    if "link_open" in run.marks:
        form.setForeground(theme.color("accent_text"))
    if "code" in run.marks:
        form.setFontFamilies(theme.font(mono=True).families())
        form.setBackground(theme.color("grey_bg"))
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = run.start, run.length, form
    return made


def height_of(layout: QTextLayout, most: int) -> float:
    """Return how high the first lines of a text are."""
    count = min(most, layout.lineCount())
    if not count:
        return 0.0
    last = layout.lineAt(count - 1)
    return last.y() + last.height()


def draw_inline(painter: QPainter, layout: QTextLayout, box: QRectF, color: QColor, most: int) -> None:
    """Paint a text into the vertical middle of a box, in at most so many lines; an ellipsis says that more follows."""
    tall = height_of(layout, most)
    at = QPointF(box.left(), box.top() + (box.height() - tall) / 2)
    painter.save()
    painter.setPen(color)
    for n in range(min(most, layout.lineCount())):
        layout.lineAt(n).draw(painter, at)
    if layout.lineCount() > most:
        line = layout.lineAt(most - 1)
        painter.setFont(layout.font())
        end = QRectF(box.right() - 14, at.y() + line.y(), 14, line.height())
        painter.drawText(end, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "…")
    painter.restore()
