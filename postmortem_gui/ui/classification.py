"""Who may read what is exported: one of the usual words, or a line of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postmortem_gui.ui.buttons import SegmentedControl
from postmortem_gui.ui.fields import LineField

_USUAL = (("", "None"), ("internal", "Internal"), ("confidential", "Confidential"), ("public", "Public"))
_OWN = "own"


class ClassificationChoice(QWidget):
    """Empty for none, `internal`, `confidential`, `public`, or the words in the line that comes with “Own words”."""

    edited = Signal(str)
    """Carries the word that holds from now on."""

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        is_own = value not in dict(_USUAL)
        self.choice = SegmentedControl("Classification", (*_USUAL, (_OWN, "Own words")))
        self.choice.show_value(_OWN if is_own else value)
        self.choice.edited.connect(self._on_chosen)
        self.line = LineField("Classification in your own words", "For customers under contract")
        self.line.show_value(value if is_own else "")
        self.line.returnPressed.connect(self.enter)
        self.line.left.connect(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self.line)
        self.line.setVisible(is_own)
        self.setFocusProxy(self.choice)

    def enter(self) -> None:
        """Take the words that are typed, where own words are chosen."""
        if self.choice.value == _OWN:
            self._take(self.line.value.strip())

    def _on_chosen(self, key: str) -> None:
        self.line.setVisible(key == _OWN)
        if key == _OWN:
            self.line.setFocus()
            self.enter()
        else:
            self._take(key)

    def _take(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.edited.emit(value)
