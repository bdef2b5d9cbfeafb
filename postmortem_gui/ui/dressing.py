"""Puts another style sheet on the widgets that are there: each once, and what is out of sight when it comes into sight.

Left alone, `QApplication.setStyleSheet` styles a widget anew once for every widget that it lies in (Qt 6.11): 15,000
times for the 1,200 widgets of a document.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

_turn = 0
_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly


class LateDressed(QWidget):
    """A large part of a window. Where it is hidden while the style sheet changes, it takes it up when it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dressed = _turn
        """Which of the style sheets so far it wears."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self.dressed != _turn:
            _dress(self)
        super().showEvent(event)


def dress(app: QApplication, sheet: str) -> None:
    """Put a style sheet on every widget of the application, now and later. Each of them hears of a StyleChange."""
    global _turn  # noqa: PLW0603  one application, one style sheet
    if not app.styleSheet():
        app.setStyleSheet(sheet)  # the first one Qt puts on each widget once by itself
        return
    _turn += 1
    app.style().unpolish(app)  # which forgets what Qt knows of its widgets, so that Qt leaves them to us
    app.setStyleSheet(sheet)
    for window in app.topLevelWidgets():
        if window.parent() is None:
            _dress(window)


def _dress(top: QWidget) -> None:
    """Style a widget and everything in it anew, from the outside to the inside: fonts and colours are inherited."""
    changed = QEvent(QEvent.Type.StyleChange)
    waiting = [top]
    while waiting:
        widget = waiting.pop()
        if isinstance(widget, LateDressed):
            if widget is not top and not widget.isVisible():
                continue
            widget.dressed = _turn
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt does it when it is first shown
            widget.style().polish(widget)
        QApplication.sendEvent(widget, changed)
        waiting += reversed(widget.findChildren(QWidget, options=_CHILDREN))
