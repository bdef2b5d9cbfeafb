"""A panel over the window to read or to fill in: a title, a way to close it, and what scrolls below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.regions import step_focus
from postmortem_gui.ui.theme import current_theme

SIDE = 24
"""What is left of the words of a panel, in pixels."""
_SCROLL = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 400, Qt.Key.Key_PageUp: -400}


class Panel(Overlay):
    """As high as its content where the window has the room; Tab goes round in it, and Escape closes it.

    Whoever inherits makes the content and gives it to `come_with`.
    """

    def __init__(self, parent: QWidget, title: str, width: int) -> None:
        super().__init__(parent, title)
        self._wide = width
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 12, 12, 10)
        head.addWidget(Label(title, "h2"))
        head.addStretch(1)
        self._close = ToolButton("x", "Close")
        self._close.clicked.connect(self.dismiss)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(hairline())
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(title)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area, 1)

    def come_with(self, content: QWidget, first: QWidget | None = None) -> None:
        """Show the content, with the keyboard in one of its widgets, or on the button that closes."""
        self._area.setWidget(content)
        content.setAutoFillBackground(False)
        self.come(first or self._close)

    @override
    def fit_box(self) -> None:
        theme, content = current_theme(), self._area.widget()
        wide = min(theme.px(self._wide), self.width() - 32)
        tall = self.height() - 48
        if content is not None:
            asked = content.heightForWidth(wide - 2) if content.hasHeightForWidth() else content.sizeHint().height()
            tall = min(tall, asked + theme.px(72))
        self.box.setGeometry((self.width() - wide) // 2, (self.height() - tall) // 2, wide, tall)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _SCROLL:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLL[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the keyboard in the panel."""
        return step_focus((self.box,), forward=next)
