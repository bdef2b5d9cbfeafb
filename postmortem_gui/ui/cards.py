"""Surfaces and words: the card, labels by role, a hairline, the empty state.

card = Card("Timeline", "14 rows"); card.add_tool(ToolButton("plus", "Add a row", "Add")); card.body.addWidget(table)
Label("Start a postmortem", "h1")     roles: h1 h2 h3 strong label name caption muted second; tones: red amber green …
ElidedLabel(str(path), "caption", mode=Qt.TextElideMode.ElideMiddle)    one line that ends in … where room is short
EmptyState("clock", "No events yet", "Type 14:32 what happened below.")
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.chips import IconMark

_BREAK_HERE = "\u200b"
_MOST_MEASURED = 4_000
_LONG = re.compile(rf"[^\s{_BREAK_HERE}]{{24}}(?=[^\s{_BREAK_HERE}])")


class Label(QLabel):
    """Words in a role of the type scale. Always plain text: what a person typed is never taken for markup.

    With `wrap` even a word without an end is broken into lines, where Qt would make the whole page as wide as it is.
    """

    def __init__(
        self, text: str = "", role: str = "", tone: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)

    @override
    def setText(self, text: str) -> None:
        self._words = text
        super().setText(_LONG.sub(lambda found: found[0] + _BREAK_HERE, text) if self.wordWrap() else text)

    @override
    def text(self) -> str:
        """Return the words as they were given."""
        return self._words

    def set_tone(self, tone: str) -> None:
        """Colour the words: red, orange, amber, green, blue, accent, or an empty text for the colour of the role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """One line of words that shows an ellipsis where there is no room for all of them; the tooltip has them all.

    It asks for the room of all its words and takes less. `text()` is always the whole text.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        tone: str = "",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def shown_text(self) -> str:
        """The words as they fit now."""
        whole = self.text()
        if len(whole) > _MOST_MEASURED:  # to measure a megabyte takes seconds, and no screen is as wide
            whole = f"{whole[: _MOST_MEASURED // 2]}…{whole[-_MOST_MEASURED // 2 :]}"
        whole = whole.replace("\n", " ")
        return self.fontMetrics().elidedText(whole, self._mode, self.contentsRect().width())

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.text() if self.shown_text != self.text() else "", self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self.shown_text)


def hairline(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """Return a line of one pixel from left to right, or `upright` from top to bottom."""
    line = QFrame(parent)
    line.setProperty("line", "upright" if upright else "true")
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
        self.subtitle = ElidedLabel(subtitle, "muted")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = QWidget(self)
        self.head = QHBoxLayout(self._head)
        self.head.setContentsMargins(15, 8, 9, 2)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.subtitle, 1)
        self._has_head = True
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
        self.setAccessibleName(title)
        self._head.setVisible(self._has_head and bool(title))

    def set_head_shown(self, shown: bool) -> None:
        """Show the head, or leave its room to the body."""
        self._has_head = shown
        self._head.setVisible(shown and bool(self.title.text()))

    def show_head(self, *, shown: bool) -> None:
        """Show the title and the tools, or give their room to the body."""
        self._head.setVisible(shown and bool(self.title.text()))

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
