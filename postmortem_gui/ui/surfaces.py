"""A surface that is pressed as a whole: a card, or a row that has an edge only under the mouse and the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import RADIUS_CARD, RADIUS_CONTROL

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Surface(QAbstractButton):
    """A card that is one button, however many labels are on it; `flat` is a row of a list."""

    def __init__(self, name: str, *, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flat = flat
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def let_through(self) -> None:
        """Have the mouse mean the surface, wherever on it the mouse is. Call it when everything is on it."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            event.ignore()  # a button of Qt would go to whichever neighbour it finds
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = RADIUS_CONTROL if self._flat else RADIUS_CARD
        touched = self.isEnabled() and self.underMouse()
        if touched or not self._flat:
            painter.setPen(Qt.PenStyle.NoPen if self._flat else QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("hover" if touched else "surface"))
            painter.drawRoundedRect(box, radius, radius)
        self.paint_inside(painter, box)
        if self.hasFocus():
            draw_focus_ring(painter, theme, box.adjusted(0.5, 0.5, -0.5, -0.5), radius)

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """Paint what is on the surface, below the ring of the focus."""
