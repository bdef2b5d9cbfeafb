"""A note of the template: its own words, printed when somebody wants them, and theirs to change."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui import caret
from postmortem_gui.ui.fields import TickField
from postmortem_gui.ui.prose_editor import ProseEditor


class NoteEditor(QWidget):
    """A tick that takes an optional note into the document or out of it, and the text."""

    def __init__(self, document: Document, spec: SectionSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._spec = spec
        self._place = Place("sections", spec.id)
        caret.mark(self, self._place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._tick = TickField("Print this note")
        self._tick.edited.connect(self._on_ticked)
        self._text = ProseEditor(spec.heading or "Note")
        self._text.typed.connect(self._on_typed)
        self._text.left.connect(document.seal)
        column.addWidget(self._tick)
        column.addWidget(self._text)
        self._tick.setVisible(spec.optional)
        document.changed.connect(self._on_changed)
        self._refresh()

    def _refresh(self) -> None:
        said = self._document.value.text(self._spec.id)
        self._tick.show_value(bool(said))
        self._text.show_value(said or self._spec.text)
        self._text.setReadOnly(self._spec.optional and not said)

    def _on_changed(self, change: Change) -> None:
        if change.old.sections.get(self._spec.id) is not change.new.sections.get(self._spec.id):
            self._refresh()

    def _on_ticked(self, wanted: bool) -> None:
        self._document.apply(Set(self._place, self._spec.text if wanted else ""))
        self._document.seal()

    def _on_typed(self, text: str) -> None:
        self._document.apply(Set(self._place, text, typing=True))
