"""How the lines of a list of choices are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from postmortem_gui.ui import icons
from postmortem_gui.ui.painting import draw_key_cap, key_cap_width
from postmortem_gui.ui.theme import Weight, current_theme
from postmortem_gui.ui.tokens import RADIUS_CONTROL

if TYPE_CHECKING:
    from postmortem_gui.ui.choices import Choice

KEY = Qt.ItemDataRole.UserRole
LOOK = int(Qt.ItemDataRole.UserRole) + 1
CHOSEN = int(Qt.ItemDataRole.UserRole) + 2
"""What a line carries: the number of its group and its key; the Choice; whether it is chosen."""
ROW, HEAD = 28, 26
"""How high a choice and a title are, in pixels at scale 1.0."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ChoiceRows(QStyledItemDelegate):
    """Paints a choice: a tick where it is chosen, its icon in its hue, its word, its letter on a key; titles small."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, current_theme().px(ROW if index.data(KEY) else HEAD))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, box = current_theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = index.data(LOOK)
        if look is None:
            painter.setFont(theme.font("caption", Weight.DemiBold))
            painter.setPen(theme.color("text3"))
            painter.drawText(box.adjusted(8, 4, 0, 0), _LEFT, index.data())
        else:
            self._paint_choice(painter, box, option, index, look)
        painter.restore()

    def _paint_choice(
        self,
        painter: QPainter,
        box: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        look: Choice,
    ) -> None:
        theme, cy, side = current_theme(), box.center().y(), current_theme().px(14)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
        if index.data(CHOSEN):
            icons.paint_icon(
                painter, "check", theme.color("accent_text"), QRectF(box.left() + 8, cy - side / 2, side, side), 2.5
            )
        x = box.left() + theme.px(28)
        if look.icon:
            icons.paint_icon(painter, look.icon, theme.hue(look.hue).text, QRectF(x, cy - side / 2, side, side), 2)
            x += theme.px(22)
        font = theme.font("body", Weight.Medium if here else Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color("accent_text" if here else "text"))
        right = box.right() - 8
        if look.letter:
            right -= key_cap_width(theme, look.letter)
            draw_key_cap(painter, theme, right, cy, look.letter)
            painter.setFont(font)
            painter.setPen(theme.color("accent_text" if here else "text"))
            right -= 8
        room = right - x
        text = QFontMetricsF(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, box.top(), room, box.height()), _LEFT, text)
