"""A message to send: written here, copied from here, printed where the template has a place for it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from postmortem_gui.core.places import Place
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui import caret
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.page import Binding
from postmortem_gui.ui.prose_editor import ProseEditor

NOT_PRINTED = "This template does not print it. It is copied, not exported."
_COPIED = "Copied. Paste it where it goes."

_MESSAGES: dict[str, tuple[str, str, str, str]] = {
    "message_internal": (
        "messages-square",
        "Internal message",
        "What happened, what we change, and where to read it all.",
        "For colleagues: one short paragraph.",
    ),
    "message_external": (
        "megaphone",
        "External message",
        "Say what happened to them, that you are sorry, and what will be different.",
        "For customers: genuine, with the apology first.",
    ),
}
"""For each message its icon, its name, what the empty field says, and the guide where the template has none."""


class MessageCard(Card):
    """A message with a button that copies it. `spec` is the section that prints it, None where there is none."""

    def __init__(
        self, document: Document, section: str, spec: SectionSpec | None, parent: QWidget | None = None
    ) -> None:
        icon, title, placeholder, guide = _MESSAGES[section]
        super().__init__(title, parent=parent)
        self._document = document
        self._section = section
        self._printed = spec is not None
        self.head.insertWidget(0, IconMark(icon, "accent_text", 16))
        self._copy = ToolButton("copy", f"Copy the {title.lower()}", "Copy")
        self._copy.clicked.connect(self.copy)
        self.add_tool(self._copy)
        self.body.addWidget(Label(spec.guide if spec and spec.guide else guide, "muted", wrap=True))
        self.editor = ProseEditor(title, placeholder, lines=5)
        place = Place("sections", section, "text")
        caret.mark(self.editor, place)
        Binding(self.editor, document, place)
        self.body.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self._sign = IconMark("eye", "text3", 13)
        self._note = Label("", "caption", wrap=True)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        foot.addWidget(self._sign)
        foot.addWidget(self._note, 1)
        self.body.addLayout(foot)
        document.changed.connect(self._on_changed)
        self._refresh()

    def copy(self) -> None:
        """Put the message on the clipboard, as it stands."""
        QGuiApplication.clipboard().setText(self.editor.value)
        self._say(_COPIED, "check", "green")

    def _refresh(self) -> None:
        self._copy.setEnabled(bool(self.editor.value.strip()))
        self._say("" if self._printed else NOT_PRINTED, "eye", "")

    def _say(self, words: str, icon: str, tone: str) -> None:
        self._note.setText(words)
        self._note.set_tone(tone)
        self._sign.show_icon(icon, f"{tone}_fg" if tone else "text3")
        self._note.setVisible(bool(words))
        self._sign.setVisible(bool(words))

    def _on_changed(self, change: Change) -> None:
        if change.old.sections.get(self._section) is not change.new.sections.get(self._section):
            self._refresh()
