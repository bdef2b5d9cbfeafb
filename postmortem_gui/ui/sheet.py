"""A question inside the window: a sheet over what it is about, never a second window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.theme import current_theme

Answer = tuple[str, str, str]
"""A key, the words of its button, and the kind of the button: primary, plain or danger."""


class Sheet(QWidget):
    """Covers its parent, asks, and goes away with the answer. Escape gives the last answer, which changes nothing."""

    answered = Signal(str)
    """Carries the key of the answer."""

    def __init__(self, parent: QWidget, title: str, sentence: str, answers: Sequence[Answer]) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(f"{title} {sentence}")
        self._over = parent
        self._back: QWidget | None = parent.window().focusWidget()
        self._way_out = answers[-1][0]
        self._box = QFrame(self)
        self._box.setProperty("card", "true")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, "h2", wrap=True))
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
        parent.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self._buttons[-1].setFocus(Qt.FocusReason.PopupFocusReason)

    def answer(self, key: str) -> None:
        """Give an answer, as a press of its button does."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.answered.emit(key)
        self.deleteLater()

    def _on_clicked(self) -> None:
        self.answer(str(self.sender().property("answer")))

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        width = min(current_theme().px(480), self._over.width() - 32)
        self._box.setFixedWidth(width)
        self._box.adjustSize()
        self._box.move((self.width() - width) // 2, max(16, self.height() // 4 - 20))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.answer(self._way_out)
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the focus among the answers while the question stands."""
        focused = [button.hasFocus() for button in self._buttons]
        at = focused.index(True) if True in focused else 0
        self._buttons[(at + (1 if next else -1)) % len(focused)].setFocus(Qt.FocusReason.TabFocusReason)
        return True
