"""Surfaces and words: the card, labels by role, a hairline, the empty state.

card = Card("Timeline", "14 rows"); card.add_tool(ToolButton("plus", "Add a row", "Add")); card.body.addWidget(table)
Label("Start a postmortem", "h1")     roles: h1 h2 h3 strong label caption muted second; tones: red amber green …
EmptyState("clock", "No events yet", "Type 14:32 what happened below.")
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.chips import IconMark


class Label(QLabel):
    """Words in a role of the type scale. Always plain text: what a person typed is never taken for markup."""

    def __init__(
        self, text: str = "", role: str = "", tone: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        """Colour the words: red, orange, amber, green, blue, accent, or an empty text for the colour of the role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


def hairline(parent: QWidget | None = None) -> QFrame:
    """Return a line of one pixel from left to right."""
    line = QFrame(parent)
    line.setProperty("line", "true")
    return line


class Card(QFrame):
    """A rounded surface with a title, a quiet subtitle, and room for tools on the right. What is in it goes to `body`.

    `flush` leaves no margin around the body, for tables.
    """

    def __init__(
        self, title: str = "", subtitle: str = "", *, flush: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self.title = Label(title, "h3")
        self.subtitle = Label(subtitle, "muted")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = QWidget(self)
        self.head = QHBoxLayout(self._head)
        self.head.setContentsMargins(15, 8, 9, 2)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.subtitle, 1)
        self._head.setMinimumHeight(40)
        self._head.setVisible(bool(title))
        whole.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(*((0, 0, 0, 2) if flush else (15, 4 if title else 11, 15, 13)))
        self.body.setSpacing(0 if flush else 10)
        whole.addLayout(self.body, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and subtitle."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setToolTip(subtitle)
        self.setAccessibleName(title)
        self._head.setVisible(bool(title))

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self.head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class EmptyState(QWidget):
    """What a place says while nothing is in it: what to type, and perhaps a button."""

    def __init__(self, icon: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(IconMark(icon, "text3", 28), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = Label(title, "h3")
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        self.sentence = Label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(0, 8, 0, 0)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addStretch(2)

    def add_button(self, text: str, icon: str = "", kind: str = "plain") -> Button:
        """Add a button below the sentence and return it."""
        button = Button(text, icon, kind)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
