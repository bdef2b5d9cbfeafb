"""The pill in the menu row that opens the command palette, and says with which key that goes faster."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.tokens import CONTROL, RADIUS_CONTROL

_WIDTH, _LEAST = 320, 180
_WORDS = "Search or run a command"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class SearchPill(QAbstractButton):
    """Looks like a field and is a button. `keys` stands in a cap at its right end."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("searchPill")
        self.setText(_WORDS)
        self.setAccessibleName(_WORDS)
        self.setAccessibleDescription(keys)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_WIDTH), theme.px(CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_LEAST), theme.px(CONTROL))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, box = current_theme(), QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border_strong" if self.underMouse() else "border2"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        cy, side, pad = box.center().y(), theme.px(14), theme.px(10)
        icons.paint_icon(painter, "search", theme.color("text3"), QRectF(pad, cy - side / 2, side, side), 2)
        cap = painting.key_cap_width(theme, self._keys)
        painting.draw_key_cap(painter, theme, box.right() - cap - theme.px(7), cy, self._keys)
        left = pad + side + theme.px(8)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text3"))
        room = box.right() - cap - theme.px(15) - left
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, box.top(), room, box.height()), _LEFT, words)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, box)
