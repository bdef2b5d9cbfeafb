"""A box of a checklist: the tick, its words, by whom and when it was ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.postmortem import ChecklistItem
from postmortem_gui.core.template import Box
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.fact_values import without_marks
from postmortem_gui.ui.fields import LineField, TickField

_ROW = 36


class BoxRow(QWidget):
    """A box with its words; those that the template did not bring can be changed and taken out."""

    def __init__(self, name: str, item: ChecklistItem, box: Box | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.box = box
        self.setMinimumHeight(_ROW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(0)  # the box to tick has its own room around it, to be hit
        self.tick = TickField("", item.text)
        row.addWidget(self.tick)
        self.words: Label | None = None
        self.line: LineField | None = None
        if box is not None:
            self.words = Label(without_marks(item.text), wrap=True)
            self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            row.addWidget(self.words, 1)
        else:
            self.line = LineField(f"{name}, entry", "@handle or name")
            row.addWidget(self.line, 1)
        self.note = ElidedLabel(role="caption")
        row.addSpacing(12)
        row.addWidget(self.note)
        self.gone = ToolButton("x", "Take this out")
        row.addWidget(self.gone)
        if box is not None:
            self.gone.hide()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on the words tick the box, as everywhere."""
        if event.button() == Qt.MouseButton.LeftButton and self.words is not None and self.tick.isEnabled():
            self.tick.click()
            self.tick.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseReleaseEvent(event)

    def show_item(self, item: ChecklistItem, note: str, *, asked: bool) -> None:
        """Show another state of the box."""
        self.item = item
        off = not asked and not item.done
        self.tick.setTristate(off)
        if off:
            self.tick.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.tick.show_value(item.done)
        self.tick.setEnabled(not off)
        self.note.setText(note)
        text = without_marks(item.text)
        self.tick.setAccessibleName(f"{text}, {note}" if note else text)
        if self.words is not None:
            self.words.setText(text)
            self.words.setProperty("role", "muted" if off else "second" if item.done else "")
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        if self.line is not None:
            self.line.show_value(item.text)
