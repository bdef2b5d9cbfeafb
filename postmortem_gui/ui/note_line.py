"""One sentence below a grid: about what is under the caret, what has just happened, or what is asked.

note = NoteLine(); note.say("“25:10” is no time of day …"); note.ask(Ask("Set time to 14:19?", (Way("Set", do),)))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import IconMark


class Way(NamedTuple):
    """A way on as a button: its words, and what it does."""

    words: str
    do: Callable[[], object]


class Ask(NamedTuple):
    """A sentence with ways on, the one to take first."""

    sentence: str
    ways: tuple[Way, ...]


class NoteLine(QWidget):
    """A sentence, not there when there is nothing to say. When it asks, the keyboard is on its first button; Esc goes
    back and does nothing."""

    left = Signal()
    """A question was answered with Esc: the keyboard belongs where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 6, 12, 6)
        row.setSpacing(6)
        self._mark = IconMark("info", "text3", 14)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._label = Label("", "caption", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self._label, 1)
        self._row = row
        self._ways: tuple[Way, ...] = ()
        self._buttons: list[Button] = []
        self.hide()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    def say(self, sentence: str, tone: str = "") -> None:
        """Show a sentence, or nothing; the tone `amber` says that something wants to be put right."""
        self._take_down()
        self._label.setText(sentence)
        self._label.set_tone(tone)
        self._mark.show_icon("triangle-alert" if tone else "info", "amber_fg" if tone else "text3")
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def ask(self, ask: Ask) -> None:
        """Show a sentence with ways on, and give the keyboard to the first of them."""
        self.say(ask.sentence, "amber")
        self._ways = ask.ways
        for at, way in enumerate(ask.ways):
            button = Button(way.words, "", "plain" if at else "primary", self)
            button.setAccessibleName(f"{way.words}: {ask.sentence}")
            button.setProperty("at", at)
            button.clicked.connect(self._taken)
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()
            self._buttons.append(button)
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return bool(self._ways)

    def _taken(self) -> None:
        button = self.sender()
        if isinstance(button, Button) and button in self._buttons:
            way = self._ways[int(button.property("at"))]
            self.say("")
            way.do()

    def _take_down(self) -> None:
        self._ways = ()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.say("")
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.is_asking:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
