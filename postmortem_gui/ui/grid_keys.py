"""The keys of a grid: those of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT, _PAD_KEY = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier


class GridKeys:
    """What a key does to the cell under the caret, or to the selected rows. The keys that Qt has for every table are
    left to it: arrows, Home, End and the pages, each with Shift and Ctrl."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def pressed(self, event: QKeyEvent) -> bool:
        """Take a key. Returns False for those that are left to Qt."""
        return self._cell_key(event) or self._row_key(event)

    def _cell_key(self, event: QKeyEvent) -> bool:
        grid, key, modifiers = self._grid, event.key(), event.modifiers() & ~_PAD_KEY
        if key in (Key.Key_Tab, Key.Key_Backtab) and not modifiers & ~_SHIFT:
            event.setAccepted(grid.go("previous" if key == Key.Key_Backtab else "next"))
        elif key == Key.Key_Escape and grid.mouse.cancel():
            return True
        elif modifiers & ~_SHIFT:
            return False
        elif key in (*_ENTER, Key.Key_F2, Key.Key_Space):
            grid.open_index(grid.currentIndex())
        elif key == Key.Key_Backspace:
            grid.enter(grid.currentIndex(), "")
        elif event.text() and event.text().isprintable():
            self._type_over(event)
        else:
            return False
        return True

    def _row_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~_PAD_KEY
        commands = self._grid.commands
        if key == Key.Key_Delete and not modifiers:
            commands.delete_rows()
        elif modifiers == _ALT and key in (Key.Key_Up, Key.Key_Down):
            commands.move_rows(-1 if key == Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            commands.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            commands.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            commands.paste()
        else:
            return False
        return True

    def _type_over(self, event: QKeyEvent) -> None:
        """Begin a cell anew with the character that was typed."""
        grid, index, row = self._grid, self._grid.currentIndex(), self._grid.current_row()
        if row is None:
            return
        field = grid.current_field()
        if grid.rows.choices_of(field, row):
            picked = grid.rows.key_choice(field, event.text())
            if picked is not None:
                grid.take_choice(field, row, picked)
            elif grid.open_choices(index) and (opened := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(opened, event)
            return
        grid.open_index(index)
        if grid.cells.editor is not None:
            grid.cells.editor.selectAll()
            QApplication.sendEvent(grid.cells.editor, event)
