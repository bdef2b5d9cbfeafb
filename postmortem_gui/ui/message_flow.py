"""Everything that the window says: in passing as a toast, or above the document until a person has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.editing.messages import Message, MessageLog, Offer
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.pasted import PasteRefused
from postmortem_gui.ui.toast import Toast

if TYPE_CHECKING:
    from postmortem_gui.ui.message_list import MessageList

MOST_STRIPS = 3


class MessageFlow(QObject):
    """Shows messages, remembers them, and tells which offer a person took.

    What is done passes by itself. What needs a person is a strip that stays; three strips are enough, so the oldest
    makes room.
    """

    taken = Signal(object)
    """Carries the Offer that a person took."""
    said = Signal(str)
    """Carries each sentence as it is said, for a place that says the last one to a screen reader."""

    def __init__(self, strips: QWidget, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.log = MessageLog()
        self.toast = Toast(host)
        self.toast.taken.connect(self.taken)
        self._strips = strips
        self._column = QVBoxLayout(strips)
        self._column.setContentsMargins(12, 0, 12, 0)
        self._column.setSpacing(6)
        parent.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, PasteRefused):
            self.show(Message("done", event.sentence))  # nothing has changed, so nobody has to take it down
            return True
        return super().eventFilter(watched, event)

    def show(self, message: Message) -> None:
        """Say something. What is being said already is not said twice."""
        if any(banner.text.text() == message.sentence for banner in self.banners):
            return
        self.log.add(message)
        if message.tone == "done":
            self.toast.say(message.sentence, next(iter(message.offers), None))
        else:
            banner = Banner(message.tone, message.sentence)
            for offer in message.offers:
                button = banner.add_button(offer.words)
                button.setProperty("offer", offer)
                button.clicked.connect(self._on_offer)
                button.clicked.connect(banner.dismiss)
            self.show_banner(banner)
        self.said.emit(message.sentence)

    def show_banner(self, banner: Banner) -> None:
        """Put a strip above the document."""
        banner.closed.connect(banner.deleteLater)
        for oldest in self.banners[: 1 - MOST_STRIPS]:
            oldest.dismiss()
        self._column.addWidget(banner)
        banner.show()

    def show_list(self, window: QWidget) -> None:
        """Show over the window what was said lately."""
        from postmortem_gui.ui.message_list import MessageList

        shown: MessageList = MessageList(window, self.log.newest_first)
        shown.taken.connect(self.taken)

    def withdraw(self, command: str) -> None:
        """Take down what offers a command: it has been given elsewhere."""
        for banner in self.banners:
            offers = [button.property("offer") for button in banner.findChildren(QAbstractButton)]
            if any(isinstance(offer, Offer) and offer.command == command for offer in offers):
                banner.dismiss()

    def dismiss_news(self) -> None:
        """Take down what was said about a document that goes: all but errors, and exports that are still written."""
        for banner in self.banners:
            if banner.kind != "error" and banner.is_closable:
                banner.dismiss()

    @property
    def banners(self) -> list[Banner]:
        """The strips that stand now, the oldest first."""
        return [banner for banner in self._strips.findChildren(Banner) if not banner.isHidden()]

    def _on_offer(self) -> None:
        offer = self.sender().property("offer")
        if isinstance(offer, Offer):
            self.taken.emit(offer)
