"""Widgets side by side that go on in the next line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui.theme import current_theme


class FlowRow(QWidget):
    """Lays its widgets out from left to right, each as wide as it asks for, and is as high as that takes."""

    def __init__(self, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_widgets(self, widgets: list[QWidget]) -> None:
        """Lay out these widgets in this order; hidden ones take no room."""
        self._widgets = widgets
        for widget in widgets:
            if widget.parent() is not self:
                widget.setParent(self)
                widget.show()
        self.arrange()

    def arrange(self) -> None:
        """Lay the widgets out again: one of them has another size, or is hidden or shown now."""
        height = self._place(self.width())
        if height != self.height():
            self.setFixedHeight(height)

    def _place(self, width: int) -> int:
        gap, top = current_theme().px(self._gap), 0
        line: list[tuple[QWidget, int, QSize]] = []
        x = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            size.setWidth(min(size.width(), max(width, 40)))
            if line and x + size.width() > width:
                top += _set(line, top) + 2
                line, x = [], 0
            line.append((widget, x, size))
            x += size.width() + gap
        return top + _set(line, top)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)


def _set(line: list[tuple[QWidget, int, QSize]], top: int) -> int:
    """Place the widgets of a line around its middle, and return how high it is."""
    tall = max((size.height() for _, _, size in line), default=0)
    for widget, x, size in line:
        widget.setGeometry(x, top + (tall - size.height()) // 2, size.width(), size.height())
    return tall
