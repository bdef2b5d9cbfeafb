"""A line above a grid in which something about its rows is typed: an amount, a question, an answer.

bar = RowBar(); bar.open("Shift 3 rows", "clock", (BarField("By how much", "+3m"),), "Shift")
bar.typed.connect(...)      # somebody changed a field: see bar.values, say bar.show_preview("14:02 → …", ok=True)
bar.accepted.connect(...)   # Enter, or the button; bar.close_bar() when that worked
bar.left.connect(...)       # Esc: nothing happens
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui import asked_names
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.theme import current_theme


class BarField(NamedTuple):
    """A field of the line: its name, what may be typed, its width in pixels at scale 1.0 (0 takes what is left), and
    what is asked for in it (asked_names.py)."""

    name: str
    example: str
    width: int = 0
    asks: str = ""


class RowBar(QFrame):
    """The line. It is hidden until it is opened, and takes the keyboard then."""

    typed = Signal()
    accepted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._icon = IconMark("clock", "accent_text", 15)
        head.addWidget(self._icon)
        self._title = ElidedLabel("", "strong")
        head.addWidget(self._title)
        head.addStretch(1)
        close = ToolButton("x", "Close without a change (Esc)")
        close.clicked.connect(self.leave)
        head.addWidget(close)
        column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._fields: list[LineField] = []
        self._accept = Button("", "", "primary")
        self._accept.clicked.connect(self._on_accept)
        self._row.addWidget(self._accept)
        self._row.addStretch()
        column.addLayout(self._row)
        self._preview = Label("", "caption", wrap=True)
        column.addWidget(self._preview)
        self.hide()

    @property
    def values(self) -> tuple[str, ...]:
        """What stands in the fields."""
        return tuple(field.value for field in self._fields)

    @property
    def preview(self) -> str:
        """What it says that Enter will do."""
        return self._preview.text()

    def open(self, title: str, icon: str, fields: Sequence[BarField], words: str) -> None:
        """Ask for something, in these fields, with a button of these words."""
        for old in self._fields:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields = []
        self.setAccessibleName(title)
        self._title.setText(title)
        self._icon.show_icon(icon, "accent_text")
        self._accept.setText(words)
        self._accept.setAccessibleName(f"{words}: {title}")
        for at, field in enumerate(fields):
            line = LineField(field.name, field.example, self)
            if field.width:
                line.setFixedWidth(current_theme().px(field.width))
            asked_names.ask(line, field.asks)
            line.typed.connect(self._on_typed)
            line.returnPressed.connect(self._on_accept)
            self._row.insertWidget(at, line, 0 if field.width else 1)
            self._fields.append(line)
            line.show()
        self.show_preview("", ok=False)
        self.show()
        self.typed.emit()
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, sentence: str, *, ok: bool, problem: bool = False) -> None:
        """Say what Enter will do, or why it cannot."""
        self._preview.setText(sentence)
        self._preview.set_tone("amber" if problem else "")
        self._preview.setVisible(bool(sentence))
        self._accept.setEnabled(ok)

    def close_bar(self) -> None:
        """Go, without a word."""
        self.hide()

    def leave(self) -> None:
        """Go, and say that nothing is wanted."""
        self.hide()
        self.left.emit()

    def _on_typed(self) -> None:
        self.typed.emit()

    def _on_accept(self) -> None:
        if self._accept.isEnabled():
            self.accepted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
