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
    """A sentence with ways on, the one to take first.

    One that `holds` is asked of somebody who went on to something else: it takes no keyboard, and stays as long as that
    is true.
    """

    sentence: str
    ways: tuple[Way, ...]
    holds: Callable[[], bool] | None = None


class NoteLine(QWidget):
    """A sentence, not there when there is nothing to say. When it asks, the keyboard is on its first button, unless
    somebody went on to something else; Esc goes back and does nothing."""

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
        self._holds: Callable[[], bool] | None = None
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
        """Show a sentence with ways on, and give the keyboard to the first of them unless the question can wait."""
        self.say(ask.sentence, "amber")
        self._ways, self._holds = ask.ways, ask.holds
        for at, way in enumerate(ask.ways):
            button = Button(way.words, "", "plain" if at else "primary", self)
            button.setAccessibleName(f"{way.words}: {ask.sentence}")
            button.setProperty("at", at)
            button.clicked.connect(self._taken)
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()
            self._buttons.append(button)
        if self._buttons and self._holds is None:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return bool(self._ways)

    @property
    def is_waiting(self) -> bool:
        """Whether it asks what somebody left open, and that is open still."""
        return self._holds is not None and self._holds()

    def forget(self) -> None:
        """Take down a question that is settled by now."""
        if self._holds is not None and not self._holds():
            self.say("")

    def _taken(self) -> None:
        button = self.sender()
        if isinstance(button, Button) and button in self._buttons:
            way = self._ways[int(button.property("at"))]
            self.say("")
            way.do()

    def _take_down(self) -> None:
        self._ways, self._holds = (), None
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
