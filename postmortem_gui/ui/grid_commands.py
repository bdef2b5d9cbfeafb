"""What the keys of a grid do to the document: add, delete, move, duplicate, fill down, copy and paste rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from postmortem_gui.core import parts
from postmortem_gui.core.edits import Edit
from postmortem_gui.core.values import Row
from postmortem_gui.editing import row_edits
from postmortem_gui.editing.question_edits import delete_edit
from postmortem_gui.importers.refusals import refusal
from postmortem_gui.ui import clipboard
from postmortem_gui.ui.note_line import Ask, Way

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid


class GridCommands:
    """The commands of one grid. Each is one step of undo."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._rows = grid.rows
        self._document = grid.document

    def apply(self, edit: Edit | None) -> bool:
        """Change the document; where that cannot be, a sentence says why."""
        if edit is None:
            return False
        try:
            return self._document.apply(edit)
        except parts.PlaceError as error:
            self._grid.said.emit(f"{error}. Nothing was changed.")
            return False

    def add_row(self, *, above: bool = False) -> bool:
        """Add an empty row below the current one, or above, and go to its first cell."""
        self._grid.commit()
        new = self._new_rows(self._rows.new_row_edit(self._grid.current_row(), above=above))
        if not new:
            return False
        self._grid.show_cell(new[0], self._rows.first_field)
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def insert(self, edit: Edit, field: str) -> None:
        """Add a row and open the editor in one of its fields."""
        self._grid.commit()
        if new := self._new_rows(edit):
            self._grid.open_cell(new[0], field)

    def delete_rows(self) -> None:
        """Take the selected rows out of the document."""
        rows = self._grid.selected_rows()
        if rows:
            self.apply(delete_edit(self._document.value, self._rows.part, [row.id for row in rows]))

    def move_rows(self, step: int) -> None:
        """Move the selected rows up (-1) or down (1); where the order does not allow it, ask for another time."""
        rows, pm = self._grid.selected_rows(), self._document.value
        edit = row_edits.moved_together(pm, self._rows.part, self._rows.rows_of, [row.id for row in rows], step)
        if edit is None:
            order = row_edits.stepped(self._shown(), rows[0].id, step) if len(rows) == 1 else []
            self._offer_move(rows[0] if rows else None, order)
        elif self.apply(edit):
            self._grid.scrollTo(self._grid.currentIndex())

    def drop_row(self, row_id: str, line: int) -> None:
        """Put a row above the line of another, under the same rule."""
        order = self._shown()
        at = order.index(row_id) if row_id in order else line
        wanted = row_edits.stepped(order, row_id, (line - 1 if line > at else line) - at)
        if wanted == order or not wanted:
            return
        edit = row_edits.moved(self._document.value, self._rows.part, self._rows.rows_of, row_id, wanted)
        if edit is None:
            self._offer_move(self._grid.rows_model.row_at(at), wanted)
        elif self.apply(edit):
            self._grid.scrollTo(self._grid.currentIndex())

    def _shown(self) -> list[str]:
        return [row.id for row in self._grid.rows_model.rows]

    def _offer_move(self, row: Row | None, order: list[str]) -> None:
        offer = self._rows.move_offer(row, order) if row is not None and order else None
        if offer is None:
            self._grid.said.emit(self._rows.stays_put)
        else:
            take = Way(offer.words, partial(self._take, offer.edit))
            self._grid.asked.emit(Ask(offer.sentence, (take, Way("Leave it", self._grid.setFocus))))

    def _take(self, edit: Edit) -> None:
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.apply(edit):
            self._grid.scrollTo(self._grid.currentIndex())

    def duplicate_rows(self) -> None:
        """Add a copy of the selected rows behind the last of them, and select the copies."""
        self._grid.commit()
        rows = self._grid.selected_rows()
        if rows:
            self._add_selected(self._rows.copies_edit(rows, rows[-1]))

    def fill_down(self) -> None:
        """Enter what stands in the first selected row into the others; with one row, what stands above it."""
        self._grid.commit()
        rows, index = list(self._grid.selected_rows()), self._grid.currentIndex()
        if len(rows) == 1 and index.row() > 0:
            rows.insert(0, self._grid.rows_model.row_at(index.row() - 1))
        if len(rows) > 1:
            column = self._grid.rows_model.columns[index.column()]
            self.apply(row_edits.filled_down(self._document.value, column, rows[0], rows[1:]))

    def fill_right(self) -> None:
        """Enter into the current cell of every selected row what stands in the cell on its left."""
        self._grid.commit()
        shown = self._grid.shown_columns()
        at = next((n for n, column in enumerate(shown) if column.field == self._grid.current_field()), 0)
        edit = None
        if at > 0:
            rows = self._grid.selected_rows()
            edit = row_edits.filled_right(self._document.value, shown[at - 1], shown[at], rows)
        if not self.apply(edit):
            self._grid.said.emit("What stands on the left does not go into this column. Ctrl+D fills from above.")

    def copy(self) -> None:
        """Put the selected rows on the clipboard: as text with tabs, as an HTML table, and whole."""
        if rows := self._grid.selected_rows():
            clipboard.put_rows(self._document.value, self._rows.part, self._grid.shown_columns(), rows)

    def cut(self) -> None:
        """Copy the selected rows and take them out."""
        self.copy()
        self.delete_rows()

    def paste(self) -> None:
        """Take rows or lines from the clipboard as one step of undo."""
        self._grid.commit()
        rows, current = clipboard.rows_of(self._rows.part), self._grid.current_row()
        self._document.seal()
        if rows:
            self._add_selected(self._rows.copies_edit(rows, current))
            return
        text = clipboard.text()
        if not text.strip():
            self._grid.said.emit("There is no text on the clipboard that could be pasted.")
            return
        if self._rows.shows_first(text, clipboard.html()):
            self._grid.paste_wanted.emit(text, clipboard.html())
            return
        if sentence := refusal(text):
            self._grid.said.emit(sentence)
            return
        try:
            columns = self._grid.shown_columns()
            self._add_selected(self._rows.paste_edit(text, current, self._grid.current_field(), columns))
        except ValueError as error:
            self._grid.said.emit(str(error))

    def _new_rows(self, edit: Edit | None) -> list[str]:
        """Apply an edit and return the ids of the rows that it added, as they are shown."""
        known = {row.id for row in parts.rows(self._document.value, self._rows.part)}
        if not self.apply(edit):
            return []
        return [row.id for row in self._rows.rows_of(self._document.value) if row.id not in known]

    def _add_selected(self, edit: Edit | None) -> None:
        new = self._new_rows(edit)
        if not new:
            return
        self._grid.show_cell(new[0], self._grid.current_field())
        self._grid.select_rows(new)
        if len(new) > 1:
            self._grid.said.emit(f"{len(new)} rows are added. Ctrl+Z takes them back.")
