"""What the window said lately, for whoever looked elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postmortem_gui.editing.messages import Heard, Offer
from postmortem_gui.editing.removals import UNDO_STEP
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.messages import SIGNS
from postmortem_gui.ui.panel import SIDE, Panel

_WIDTH = 720


class MessageList(Panel):
    """The messages, the last first, each with when it was said and what can still be done about it."""

    taken = Signal(object)
    """Carries the Offer that a person took; the list is gone by then."""

    def __init__(self, parent: QWidget, heard: Sequence[Heard]) -> None:
        super().__init__(parent, "Recent messages", _WIDTH)
        self.setObjectName("messageList")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDE, 8, SIDE, 16)
        column.setSpacing(0)
        for at, each in enumerate(heard):
            if at:
                column.addWidget(hairline())
            column.addWidget(self._row(each))
        if not heard:
            column.addSpacing(8)
            column.addWidget(Label("Nothing was said yet. What the window says in passing is kept here.", "muted"))
        column.addStretch(1)
        self.come_with(content)

    def _row(self, heard: Heard) -> QWidget:
        message, whole = heard.message, QWidget()
        when = f"{heard.at.astimezone():%H:%M:%S}"
        whole.setAccessibleName(f"{when}: {message.sentence}")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        hue, icon = SIGNS[message.tone]
        row.addWidget(IconMark(icon, f"{hue}_fg", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(when, "caption"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = Label(message.sentence, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words.setMinimumHeight(32)
        row.addWidget(words, 1)
        for offer in message.offers:
            if offer.command != UNDO_STEP:  # the step that it meant may not be the newest any more
                button = Button(offer.words, kind="ghost")
                button.setProperty("offer", offer)
                button.clicked.connect(self._on_clicked)
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return whole

    def _on_clicked(self) -> None:
        offer = self.sender().property("offer")
        self.go()
        if isinstance(offer, Offer):
            self.taken.emit(offer)
