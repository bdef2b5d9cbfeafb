"""The foot of the paste strip: what will go in, the keys, and the button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.editing.pasting import Pasting
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.paste_strip_words import button_words, counted
from postmortem_gui.ui.theme import current_theme, restyled

_HIGH = 44
_KEYS = (
    ("Space", "in / out"),
    ("M", "merge"),
    ("T", "time"),
    ("C", "claim"),
    ("A", "all / none"),
    ("Esc", "leave as it was"),
    ("↑ ↓", "row"),
)
"""The keys with what they do, the one first that is missed most where there is no room for all."""


class PasteFoot(QWidget):
    """Says what Enter will do. Keys for which there is no room are left out, and said by the description."""

    insert_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = ElidedLabel("", "second")
        self.insert = Button("Insert", "corner-down-left", "primary")
        self.insert.clicked.connect(self.insert_wanted)
        self._keys: list[tuple[KeyCap, Label]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 10, 0)
        row.setSpacing(6)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.count, 1)
        row.addStretch(0)
        for keys, words in _KEYS:
            cap, label = KeyCap(keys), Label(words, "caption")
            self._keys.append((cap, label))
            row.addWidget(cap)
            row.addWidget(label)
        row.addSpacing(4)
        row.addWidget(self.insert)
        self.fit()

    def show_pasting(self, pasting: Pasting) -> None:
        """Say what will go in."""
        self.count.setText(counted(pasting))
        words = button_words(pasting)
        self.insert.setText(words)
        self.insert.setAccessibleName(words)
        self.insert.setEnabled(any(pasting.homes))
        self.fit()

    def show_words(self, words: str) -> None:
        """Say something else, such as how far the reading is."""
        self.count.setText(words)
        self.insert.setEnabled(False)
        self.fit()

    def fit(self) -> None:
        """Take the height of the theme, and show the keys for which there is room."""
        theme = current_theme()
        self.setFixedHeight(theme.px(_HIGH))
        room = self.width() - self.count.sizeHint().width() - self.insert.sizeHint().width() - theme.px(48)
        for cap, label in self._keys:
            room -= cap.sizeHint().width() + label.sizeHint().width() + 12
            cap.setVisible(room >= 0)
            label.setVisible(room >= 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.fit()
