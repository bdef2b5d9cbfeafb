"""A page that is about one grid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from typing_extensions import override

from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.page import Page


class GridPage(Page):
    """Takes rows from the clipboard wherever the keyboard is on it: an empty list shows no grid to stand in."""

    grid: Grid

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
