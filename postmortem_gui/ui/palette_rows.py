"""The lines of the command palette, painted: icon, words with what was typed in bold, place or keys at the right."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.palette_items import Offer
from postmortem_gui.ui.theme import Theme, Weight, current_theme
from postmortem_gui.ui.tokens import RADIUS_CONTROL

OFFER = Qt.ItemDataRole.UserRole
"""The role of a line's Offer; a title has none."""
LINE, TITLE = 38, 34
"""Heights at scale 1.0."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_EDGE, _PAD, _WORDS = 8, 12, 40
"""From the edge of the box to the fill of a line, from there to its icon, and from there to its words."""


class PaletteRows(QStyledItemDelegate):
    """Paints titles and offers."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, current_theme().px(LINE if index.data(OFFER) else TITLE))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, offer = current_theme(), index.data(OFFER)
        box = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if offer is None:
            painter.setFont(theme.font("caption", Weight.DemiBold))
            painter.setPen(theme.color("text3"))
            painter.drawText(box.adjusted(_PAD, 4, 0, 0), _LEFT, str(index.data()))
        else:
            _paint_offer(painter, theme, box, offer, here=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _paint_offer(painter: QPainter, theme: Theme, box: QRectF, offer: Offer, *, here: bool) -> None:
    if here:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), RADIUS_CONTROL, RADIUS_CONTROL)
    cy, side = box.center().y(), theme.px(16)
    ink = theme.color("accent_text" if here else "text2")
    icons.paint_icon(painter, offer.item.icon, ink, QRectF(box.left() + _PAD, cy - side / 2, side, side))
    right = box.right() - _PAD
    if offer.item.keys:
        right -= painting.key_cap_width(theme, offer.item.keys)
        painting.draw_key_cap(painter, theme, right, cy, offer.item.keys)
        right -= theme.px(10)
    right -= _paint_note(painter, theme, QRectF(box.left(), box.top(), right - box.left(), box.height()), offer.note)
    left = box.left() + theme.px(_WORDS)
    _paint_words(painter, theme, QRectF(left, box.top(), right - left, box.height()), offer)


def _paint_note(painter: QPainter, theme: Theme, room: QRectF, note: str) -> float:
    """Paint the quiet words at the right end, and return how wide they are with the gap before them."""
    font = theme.font("caption", Weight.Medium)
    words = QFontMetricsF(font).elidedText(note, Qt.TextElideMode.ElideRight, room.width() / 3)
    painter.setFont(font)
    painter.setPen(theme.color("text3"))
    painter.drawText(room, _RIGHT, words)
    return QFontMetricsF(font).horizontalAdvance(words) + theme.px(12)


def _paint_words(painter: QPainter, theme: Theme, room: QRectF, offer: Offer) -> None:
    """Paint the words in pieces, those that were typed in bold, as far as there is room."""
    normal, bold = theme.font("body"), theme.font("body", Weight.Bold)
    painter.setPen(theme.color("text"))
    x, text = room.left(), offer.item.text
    for typed, letters in groupby(range(len(text)), lambda at: at in offer.letters):
        font = bold if typed else normal
        metrics, piece = QFontMetricsF(font), "".join(text[at] for at in letters)
        painter.setFont(font)
        left = room.right() - x
        shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, left)
        painter.drawText(QRectF(x, room.top(), left + 2, room.height()), _LEFT, shown)
        x += metrics.horizontalAdvance(shown)
        if shown != piece:
            break
