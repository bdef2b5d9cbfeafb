"""A line for the address of the page on which a tracker makes a new ticket, with examples to begin with."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postmortem_gui.render.ticket_address import EXAMPLES, pattern_problem
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.fields import LineField

_NAME = "Page of a new ticket"
_HINT = "{title}, {description}, {owner}, {due}, {priority} and {incident_id} are filled in from the action."
_BLANK = re.compile(r"(?<=//)SITE(?=\.)|OWNER/REPOSITORY|WORKSPACE/team/TEAM")
"""What is another word everywhere in the examples."""
_FILL_IN = "Put your own words where it is in CAPITALS. "


class TicketPageLine(QWidget):
    """Takes an address with `{title}` in it, or nothing. What leads nowhere yet is said and not taken."""

    edited = Signal(str)
    """Carries the address, or an empty text."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = address
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.line = LineField(_NAME, "https://…/new?title={title}&body={description}")
        self.line.show_value(address)
        self.line.typed.connect(self._say)
        self.line.returnPressed.connect(self.enter)
        self.line.left.connect(self.enter)
        self._examples = ToolButton("chevron-down", f"{_NAME}: begin with an example", "Examples…")
        self._examples.clicked.connect(self._on_examples)
        row.addWidget(self.line, 1)
        row.addWidget(self._examples)
        column.addLayout(row)
        self._hint = Label("", "caption", wrap=True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column.addWidget(self._hint)
        self.setFocusProxy(self.line)
        self._say(address)

    def enter(self) -> None:
        """Take what is typed, if it leads anywhere."""
        text = self.line.value.strip()
        if text != self._address and not (text and pattern_problem(text)) and not _BLANK.search(text):
            self._address = text
            self.edited.emit(text)

    def _say(self, text: str) -> None:
        text = text.strip()
        problem = pattern_problem(text) if text else ""
        fill_in = _FILL_IN if _BLANK.search(text) else ""
        self._hint.setText(problem or fill_in + _HINT)
        self._hint.set_tone("amber" if problem or fill_in else "")
        self.line.setAccessibleDescription(self._hint.text())

    def _on_examples(self) -> None:
        popup = ChoicePopup(self._examples, "Examples")
        popup.picked.connect(self._on_picked)
        popup.open(self._examples.rect(), (ChoiceGroup("", [Choice(name, name) for name, _ in EXAMPLES]),))

    def _on_picked(self, chosen: tuple[tuple[str, ...], ...]) -> None:
        self.line.show_value(dict(EXAMPLES).get(next(iter(chosen[0]), ""), self._address))
        self._say(self.line.value)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if blank := _BLANK.search(self.line.value):
            self.line.setSelection(blank.start(), len(blank[0]))
