"""A question inside the window: a sheet over what it is about, never a second window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.theme import current_theme

Answer = tuple[str, str, str]
"""A key, the words of its button, and the kind of the button: primary, plain or danger.

Alt and the letter behind an `&` in the words give the answer, too.
"""


class Sheet(Overlay):
    """Covers its parent, asks, and goes away with the answer. Escape gives the last answer, which changes nothing."""

    answered = Signal(str)
    """Carries the key of the answer."""

    def __init__(
        self, parent: QWidget, title: str, sentence: str, answers: Sequence[Answer], points: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, " ".join((title, *points, sentence)))
        self.setObjectName("sheet")
        self._way_out = answers[-1][0]
        column = QVBoxLayout(self.box)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, "h2", wrap=True))
        for point in points:
            column.addWidget(Label(f"•  {point}", wrap=True))
        column.addWidget(Label(sentence, "second", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self._buttons: list[Button] = []
        for key, words, kind in reversed(answers):
            button = Button(words, kind=kind)
            button.setProperty("answer", key)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
            self._buttons.append(button)
        column.addLayout(row)
        self.come(self._buttons[-1])

    def answer(self, key: str) -> None:
        """Give an answer, as a press of its button does."""
        self.go()
        self.answered.emit(key)

    @override
    def dismiss(self) -> None:
        self.answer(self._way_out)

    @override
    def fit_box(self) -> None:
        width = min(current_theme().px(480), self.width() - 32)
        self.box.setFixedWidth(width)
        self.box.adjustSize()
        self.box.move((self.width() - width) // 2, max(16, self.height() // 4 - 20))

    def _on_clicked(self) -> None:
        self.answer(str(self.sender().property("answer")))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            pressed = QKeySequence(event.keyCombination())
            meant = next((each for each in self._buttons if QKeySequence.mnemonic(each.text()) == pressed), None)
            if meant is not None:
                meant.click()
                return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for an answer: a click beside the sheet is none."""

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the focus among the answers while the question stands."""
        focused = [button.hasFocus() for button in self._buttons]
        at = focused.index(True) if True in focused else 0
        self._buttons[(at + (1 if next else -1)) % len(focused)].setFocus(Qt.FocusReason.TabFocusReason)
        return True
