"""How the program speaks up without a dialog about what needs a person: the banner, which stays.

banner = Banner("error", "Couldn't open x.json: it is no postmortem. Your document is as it was.")
banner.add_button("Show details").clicked.connect(...); banner.closed.connect(...)    # kinds: info, warn, error, done
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import RADIUS_CARD

SIGNS = {
    "info": ("blue", "info"),
    "warn": ("amber", "triangle-alert"),
    "error": ("red", "circle-x"),
    "done": ("green", "circle-check"),
}
"""For each tone of a message its hue and its icon."""


class Banner(QFrame):
    """A strip above the document that says what happened, with buttons for what to do. Esc closes it from within."""

    closed = Signal()

    def __init__(
        self, kind: str, text: str, detail: str = "", *, closable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._hue, icon = SIGNS[kind]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(IconMark(icon, f"{self._hue}_fg", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.text = Label(text, wrap=True)
        self.text.setMinimumHeight(32)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.text)
        self.detail = Label(detail, "caption", wrap=True)
        self.detail.setVisible(bool(detail))
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        if closable:
            close = ToolButton("x", "Close this message")
            close.clicked.connect(self.dismiss)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.is_closable = closable
        announce(self, text)

    def add_button(self, text: str, kind: str = "plain", icon: str = "") -> Button:
        """Add a button and return it."""
        button = Button(text, icon, kind)
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def show_text(self, text: str, detail: str = "") -> None:
        """Say something else, such as how far an export is."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def dismiss(self) -> None:
        """Go away, and say so."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_closable:
            self.dismiss()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        look = theme.hue(self._hue)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(theme.color("focus"), 2) if self.hasFocus() else QPen(look.solid, 1)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(look.fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_CARD, RADIUS_CARD)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say it."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
