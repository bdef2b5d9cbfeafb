"""The phase strip folded up: a little bar with its moments as a sentence, or one row for a room with where it stands.

Both are painted from the same layout as the whole strip. Heights and places are in the pixels of the theme.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from postmortem_gui.core import strip_words
from postmortem_gui.core.strip import Flag, Strip
from postmortem_gui.render import strip_layout
from postmortem_gui.render.strip_layout import StripLayout, lay_out_strip, second_line
from postmortem_gui.ui.strip_painting import paint_bars
from postmortem_gui.ui.theme import Theme, Weight

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_PAD, _LITTLE, _BETWEEN, _APART, _LINE, _AROUND = 14, 190, 16, 14, 20, 14
_MARK, _BAR, _CLOCKS = 9, 24, 20
_MOST_LINES = 2


class Fact(NamedTuple):
    """A moment of the sentence: its name, its clock, and where it stands."""

    name: str
    clock: str
    x: float
    line: int


# ── The sentence ──


def facts_in(theme: Theme, strip: Strip, width: float) -> tuple[float, tuple[Fact, ...]]:
    """Return how wide the little bar is, 0 where there is no room for it, and the moments beside it, line by line."""
    wide = theme.px(_LITTLE)
    for little in (wide, wide / 2):
        facts = _placed(theme, strip, width, theme.px(_PAD) + little + theme.px(_BETWEEN))
        if not facts or facts[-1].line == 0:
            return little, facts
    return 0.0, tuple(fact for fact in _placed(theme, strip, width, theme.px(_PAD)) if fact.line < _MOST_LINES)


def _placed(theme: Theme, strip: Strip, width: float, left: float) -> tuple[Fact, ...]:
    plain, strong = _metrics(theme)
    found: list[Fact] = []
    x, line = left, 0
    for flag in strip.flags:
        name, clock = _named(flag, first=not found), second_line(flag)
        wide = plain.horizontalAdvance(name + " ") + strong.horizontalAdvance(clock)
        if found and x + wide > width - theme.px(_PAD):
            x, line = theme.px(_PAD), line + 1
        found.append(Fact(name, clock, x, line))
        x += wide + theme.px(_APART)
    return tuple(found)


def _named(flag: Flag, *, first: bool) -> str:
    return flag.label if first else flag.label[:1].lower() + flag.label[1:]


def _metrics(theme: Theme) -> tuple[QFontMetricsF, QFontMetricsF]:
    return QFontMetricsF(theme.font("label")), QFontMetricsF(theme.font("label", Weight.DemiBold, tabular=True))


def sentence_height(theme: Theme, strip: Strip, width: float) -> int:
    """Return how high the strip is as a sentence."""
    facts = facts_in(theme, strip, width)[1]
    return theme.px(_LINE * (1 + max((fact.line for fact in facts), default=0)) + _AROUND)


def paint_sentence(painter: QPainter, theme: Theme, strip: Strip, box: QRectF) -> None:
    """Paint the little bar and the moments in a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    little, facts = facts_in(theme, strip, box.width())
    lines = 1 + max((fact.line for fact in facts), default=0)
    top, tall = box.center().y() - theme.px(_LINE) * lines / 2, theme.px(_LINE)
    if little:
        laid = lay_out_strip(strip, little, _no_words, theme.scale, 0)
        thick = theme.px(9)
        painter.translate(theme.px(_PAD), top + (tall - thick) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(0, 0, little, thick), theme.color("border2"))
        for bar in laid.bars:
            part = QRectF(bar.left, 0, max(1.0, bar.right - bar.left - 1), thick)  # a pixel away from the next one
            painter.fillRect(part, theme.hue(strip_layout.STAGE_HUES[bar.segment.stage]).solid)
        painter.translate(-theme.px(_PAD), -top - (tall - thick) / 2)
    plain = _metrics(theme)[0]
    for fact in facts:
        words = QRectF(fact.x, top + fact.line * tall, box.width(), tall)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text2"))
        painter.drawText(words, _LEFT, fact.name)
        painter.setFont(theme.font("label", Weight.DemiBold, tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(words.adjusted(plain.horizontalAdvance(fact.name + " "), 0, 0, 0), _LEFT, fact.clock)


def _no_words(_text: str, _is_strong: bool) -> float:
    return 0.0


# ── One row for a room ──


def row_height(theme: Theme) -> int:
    """Return how high the row is."""
    return theme.px(_MARK + _BAR + _CLOCKS)


def row_at(laid: StripLayout, x: float) -> str:
    """Return the id of the row of the timeline that is nearest to a place in the row."""
    return min(laid.ticks, key=lambda tick: abs(tick.x - x)).row.id


def paint_row(painter: QPainter, theme: Theme, laid: StripLayout, current: datetime | None) -> None:
    """Paint the segments with the clocks below where they begin and end, and a needle where the room stands."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_bars(painter, theme, laid, theme.px(_MARK), theme.px(_BAR))
    _paint_clocks(painter, theme, laid, current)
    if current is not None:
        _paint_needle(painter, theme, laid.x_of(current))


def _paint_clocks(painter: QPainter, theme: Theme, laid: StripLayout, current: datetime | None) -> None:
    """Paint the clock of the needle first, then those of the flags that have room beside it."""
    metrics = _metrics(theme)[1]
    here = strip_words.clock(current, laid.strip.zone) if current is not None else ""
    wanted = [(laid.x_of(current), here, True)] if current is not None else []
    wanted += [(laid.x_of(flag.at), flag.clock, False) for flag in laid.strip.flags if flag.clock != here]
    top, tall, taken = theme.px(_MARK + _BAR), theme.px(_CLOCKS), list[tuple[float, float]]()
    painter.setFont(theme.font("label", Weight.DemiBold, tabular=True))
    for x, clock, is_current in wanted:
        wide = metrics.horizontalAdvance(clock)
        left = min(max(x - wide / 2, 2), laid.width - wide - 2)
        if any(left < end + theme.px(6) and start < left + wide + theme.px(6) for start, end in taken):
            continue
        taken.append((left, left + wide))
        painter.setPen(theme.color("accent_text" if is_current else "text2"))
        painter.drawText(QRectF(left, top, wide + 2, tall), _LEFT, clock)


def _paint_needle(painter: QPainter, theme: Theme, x: float) -> None:
    half, foot = theme.px(5), theme.px(_MARK + _BAR)
    needle = QPainterPath(QPointF(x - half, 0))
    for point in (QPointF(x + half, 0), QPointF(x, theme.px(7))):
        needle.lineTo(point)
    needle.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(needle, theme.color("focus"))
    painter.fillRect(QRectF(x - 1, theme.px(6), 2, foot - theme.px(6)), theme.color("focus"))
