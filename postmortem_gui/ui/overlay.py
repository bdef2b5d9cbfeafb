"""Something that lies over the window and takes the keyboard until it goes: never a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import RADIUS_CARD

_SHADOW = 14
"""How far the shadow of the box reaches, in pixels at scale 1.0."""


class Overlay(QWidget):
    """Covers its parent, dims it, and shows a box. Escape, or a click beside the box, sends it away.

    While it is there no shortcut of the window does anything: keys that nothing in the box takes end here. What had the
    keyboard before gets it back. One that goes is deleted. Whoever inherits puts into `box` what there is to see, says
    in `fit_box` how large the box is, and calls `come`.
    """

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._over = parent
        self._back: QWidget | None = parent.window().focusWidget()
        self.box = QFrame(self)
        self.box.setProperty("card", "raised")

    def come(self, first: QWidget) -> None:
        """Show it all, with the keyboard in one widget of the box."""
        self._over.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self) -> None:
        """Hide, give the keyboard back, and be deleted."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def dismiss(self) -> None:
        """Do what Escape does."""
        self.go()

    def fit_box(self) -> None:
        """Give the box its size and its place in the window."""

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.fit_box()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 150 if theme.dark else 105))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box, reach = QRectF(self.box.geometry()), theme.px(_SHADOW)
        for step in range(reach):  # rings, each fainter: what Qt would blur is slow, and soft at twice the size
            faint = (1 - step / reach) ** 2
            painter.setPen(QPen(QColor(0, 0, 0, round(38 * faint)), 1.5))
            painter.drawRoundedRect(
                box.adjusted(-step, 2 - step, step, step + 2), RADIUS_CARD + step, RADIUS_CARD + step
            )
