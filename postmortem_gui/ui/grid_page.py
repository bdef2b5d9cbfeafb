"""A page that is about one grid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from typing_extensions import override

from postmortem_gui.editing.document import Change
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.page import Page


class GridPage(Page):
    """Takes rows from the clipboard wherever the keyboard is on it: an empty list shows no grid to stand in."""

    grid: Grid

    def listen(self, note: NoteLine) -> None:
        """Have a line below the grid ask what the grid asks."""
        self.grid.asked.connect(note.ask)
        note.left.connect(self.grid.setFocus)
        self._note = note
        self.document.changed.connect(self._forget)

    def _forget(self, change: Change) -> None:
        if change.edit is None and not self._note.is_waiting:
            self._note.say("")  # what was said about the last step is not true of the one before it
        self._note.forget()

    def row_commands(self) -> dict[str, Callable[[], object]]:
        """Return what can be done to the rows under the caret, by the ids of `ui.row_commands`."""
        commands = self.grid.commands
        return {
            "duplicate_rows": commands.duplicate_rows,
            "fill_down": commands.fill_down,
            "fill_right": commands.fill_right,
        }

    @override
    def row_command(self, name: str) -> bool:
        do = self.row_commands().get(name)
        if do is None:
            return False
        do()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Add what is on the clipboard as rows, and go to them."""
        self.grid.commands.paste()
        if self.grid.rows_model.rowCount():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
