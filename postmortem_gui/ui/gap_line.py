"""A gap in the story between two rows of the grid: what is asked there, and two ways to fill it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from postmortem_gui.ui import icons
from postmortem_gui.ui.theme import Theme, Weight

GAP = 32
"""How high the line is, in pixels at scale 1.0."""
ADD, ASK = "add", "ask"
_WORDS = {ADD: "Add row", ASK: "Ask someone"}
_LEFT, _BETWEEN = 30, 14
_ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Spots(NamedTuple):
    """Where the chip and the two ways are."""

    chip: QRectF
    add: QRectF
    ask: QRectF


def spots(theme: Theme, box: QRectF, words: str) -> Spots:
    """Return where what is; the chip is cut where the two ways need the room."""
    bold = QFontMetricsF(theme.font("label", Weight.DemiBold))
    wide = {way: bold.horizontalAdvance(text) + 4 for way, text in _WORDS.items()}
    left, between, tall = box.left() + theme.px(_LEFT), theme.px(_BETWEEN), theme.px(22)
    room = box.width() - theme.px(_LEFT) - sum(wide.values()) - 3 * between
    chip_wide = QFontMetricsF(theme.font("label", Weight.Medium, tabular=True)).horizontalAdvance(words) + theme.px(38)
    chip = QRectF(left, box.center().y() - tall / 2, max(theme.px(60), min(chip_wide, room)), tall)
    add = QRectF(chip.right() + between, box.top(), wide[ADD], box.height())
    return Spots(chip, add, QRectF(add.right() + between, box.top(), wide[ASK], box.height()))


def way_at(theme: Theme, box: QRectF, words: str, at: QPointF) -> str:
    """Return which way is at a point, an empty text where none is."""
    where = spots(theme, box, words)
    return ADD if where.add.contains(at) else ASK if where.ask.contains(at) else ""


def paint_gap(painter: QPainter, theme: Theme, box: QRectF, words: str, hue: str) -> None:
    """Paint the line; `hue` is that of the rail, which goes on through it."""
    where, cy = spots(theme, box, words), box.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, theme.color("surface"))
    rail = QRectF(theme.px(9), box.top(), theme.px(4), box.height())
    painter.setPen(QPen(theme.hue(hue).solid, theme.px(3), Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(rail.center().x(), rail.top()), QPointF(rail.center().x(), rail.bottom()))
    painter.setPen(QPen(theme.color("amber"), 1))
    painter.setBrush(theme.color("amber_bg"))
    painter.drawRoundedRect(where.chip.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    side = theme.px(14)
    mark = QRectF(where.chip.left() + theme.px(8), cy - side / 2, side, side)
    icons.paint_icon(painter, "circle-question-mark", theme.color("amber_fg"), mark, 2)
    font = theme.font("label", Weight.Medium, tabular=True)
    inner = where.chip.adjusted(theme.px(28), 0, -theme.px(8), 0)
    painter.setFont(font)
    painter.setPen(theme.color("amber_fg"))
    elided = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, _ALIGN, elided)
    painter.setFont(theme.font("label", Weight.DemiBold))
    painter.setPen(theme.color("accent_text"))
    for way, spot in ((ADD, where.add), (ASK, where.ask)):
        painter.drawText(spot, _ALIGN, _WORDS[way])
    painter.setPen(QPen(theme.color("border2"), 1.5, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(where.ask.right() + theme.px(6), cy), QPointF(box.right() - theme.px(14), cy))
