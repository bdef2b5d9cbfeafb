"""Calling a person by another name everywhere in the document: who, the new name, and in how many places."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postmortem_gui.core.renaming import places_named, rename_edit
from postmortem_gui.editing.document import Document
from postmortem_gui.ui import asked_names
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.fields import Field, LineField
from postmortem_gui.ui.panel import SIDE, Panel


class RenamePanel(Panel):
    """Two names and the count of places. Enter renames, as one step of undo; Escape changes nothing."""

    renamed = Signal(str)
    """Carries a sentence about what was done."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent, "Rename a person", 520)
        self._document = document
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDE, 14, SIDE, SIDE)
        column.setSpacing(10)
        self.old = LineField("Who is renamed", "The name as it stands now")
        self.new = LineField("New name", "As they are called from now on")
        asked_names.ask(self.old)  # and not the new one: it may well begin like the old
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field("Who", self.old), 1)
        row.addWidget(Field("New name", self.new), 1)
        column.addLayout(row)
        foot = QHBoxLayout()
        self.note = Label("", "muted", wrap=True)
        self._rename = Button("Rename", "user-pen", "primary")
        self._rename.clicked.connect(self._do)
        foot.addWidget(self.note, 1)
        foot.addWidget(self._rename, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        for field in (self.old, self.new):
            field.textChanged.connect(self._tell)
            field.returnPressed.connect(self._do)
        self._tell()
        self.come_with(content, self.old)

    def _tell(self, _text: str = "") -> None:
        """Say what Enter would do."""
        pm, old, new = self._document.value, self.old.value.strip(), self.new.value.strip()
        count = places_named(pm, old, new)
        places = "1 place" if count == 1 else f"{count} places"
        if not old:
            words = "Owners, rows, roles, signatures and prose get the new name. What was pasted word for word stays."
        elif not count:
            words = f"“{old}” stands nowhere in this document."
        elif any(known.name == old for known in self._document.team.people):
            words = f"In {places}. The team's file keeps “{old}”: change it there, too."
        else:
            words = f"In {places}."
        self.note.setText(words)
        self._rename.setEnabled(bool(count and new and new != old))
        self.fit_box()

    def _do(self) -> None:
        """Rename; where a name is missing, go there."""
        old, new = " ".join(self.old.value.split()), " ".join(self.new.value.split())
        if not self._rename.isEnabled():
            (self.new if old and not new else self.old).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        count = places_named(self._document.value, old, new)
        edit = rename_edit(self._document.value, old, new)
        self.go()
        if edit is not None:
            self._document.seal()
            self._document.apply(edit)
            self._document.seal()
            self.renamed.emit(f"{old} is {new} now, in {count} place{'' if count == 1 else 's'}.")
