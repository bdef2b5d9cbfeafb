"""A list of the document as a Qt table: it shows a snapshot, owns nothing, and edits only through the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from postmortem_gui.core.edits import Edit, Set
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import Row
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.tips import tip

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the frozen row itself, for delegates."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """A column as data: its head, what a cell shows, what its editor starts with, what an entry does, what it says.

    `show(pm, row)` is the text of the cell, `edit(pm, row)` the text that an editor starts with, `enter(pm, row, text)`
    the edit that an entry means, or None when it changes nothing. `spoken(pm, row)` is read out where the text alone
    would not do, `tip(pm, row)` is the tooltip where that is another, `titled(pm)` the head where it changes. What is
    typed into a `live` column is in the document with every key; into the others when it is complete, because half a
    time is another time.
    """

    field: str
    head: str
    show: Callable[[Postmortem, Any], str]
    edit: Callable[[Postmortem, Any], str] | None = None
    enter: Callable[[Postmortem, Any, str], Edit | None] | None = None
    spoken: Callable[[Postmortem, Any], str] | None = None
    tip: Callable[[Postmortem, Any], str] | None = None
    live: bool = False
    titled: Callable[[Postmortem], str] | None = None


class RowsModel(QAbstractTableModel):
    """Shows the rows that `rows_of` takes from the document. Steps from old to new rows by id, so that selection and
    scroll survive every edit, undo and redo."""

    def __init__(
        self,
        document: Document,
        columns: Sequence[FieldColumn],
        rows_of: Callable[[Postmortem], tuple[Row, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._columns = tuple(columns)
        self._rows_of = rows_of
        self._rows = rows_of(document.value)
        document.changed.connect(self._on_changed)

    @property
    def columns(self) -> tuple[FieldColumn, ...]:
        """The columns from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows from top to bottom."""
        return self._rows

    def row_at(self, index: int) -> Row:
        """Return the row that is shown at a line. Raises IndexError below the last."""
        return self._rows[index]

    def line_of(self, row_id: str) -> int:
        """Return the line that shows a row, -1 when none does."""
        return next((line for line, row in enumerate(self._rows) if row.id == row_id), -1)

    def column_of(self, field: str) -> int:
        """Return the column of a field, -1 when there is none."""
        return next((at for at, column in enumerate(self._columns) if column.field == field), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column = self._columns[section]
            return column.titled(self._document.value) if column.titled else column.head
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column, pm = self._rows[index.row()], self._columns[index.column()], self._document.value
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.show(pm, row)
            case Qt.ItemDataRole.EditRole:
                return (column.edit or column.show)(pm, row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(pm, row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(column.tip(pm, row) if column.tip else self._spoken(pm, row, column))
        return row if role == ROW_ROLE else None

    def _spoken(self, pm: Postmortem, row: Row, column: FieldColumn) -> str:
        if column.spoken:
            return column.spoken(pm, row)
        text = column.show(pm, row)
        return f"{column.head}: {text}" if text else f"{column.head}, empty"

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.enter(index, str(value))

    def enter(self, index: Index, text: str, *, typing: bool = False) -> bool:
        """Take what was typed into a cell. Returns whether the document changed; a text that does not fit changes
        nothing. `typing` says that it is one key stroke of many."""
        column = self._columns[index.column()]
        if column.enter is None:
            return False
        try:
            edit = column.enter(self._document.value, self._rows[index.row()], text)
            if typing and isinstance(edit, Set):
                edit = replace(edit, typing=True)
            return edit is not None and self._document.apply(edit)
        except PlaceError:
            return False  # what was typed does not fit: the cell keeps what it had

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._columns[index.column()].enter is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def refresh(self) -> None:
        """Say that every cell may read differently now: another zone, another template."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _on_changed(self, change: Change) -> None:
        new = self._rows_of(change.new)
        if new is not self._rows:
            self._step_to(new)
        zones = (change.new.zone, change.new.second_zone) != (change.old.zone, change.old.second_zone)
        if zones or change.new.template is not change.old.template:
            self.refresh()

    def _step_to(self, new: tuple[Row, ...]) -> None:
        """Go from the shown rows to the new ones by removing, inserting and moving only what differs."""
        if len(new) == len(self._rows):
            pairs = zip(self._rows, new, strict=True)
            if all(old is row or old.id == row.id for old, row in pairs):  # a letter in a cell: the rows stay
                self._show_changed(new)
                return
        kept = {row.id for row in new}
        self._remove_others(kept)
        old_ids = [row.id for row in self._rows]
        stays = set(old_ids)
        if [row.id for row in new if row.id in stays] != old_ids:
            self._reorder([row for row in new if row.id in stays])
        self._insert_missing(new, stays)
        self._show_changed(new)

    def _remove_others(self, kept: set[str]) -> None:
        line = len(self._rows) - 1
        while line >= 0:
            if self._rows[line].id in kept:
                line -= 1
                continue
            last = line
            while line > 0 and self._rows[line - 1].id not in kept:
                line -= 1
            self.beginRemoveRows(QModelIndex(), line, last)
            self._rows = self._rows[:line] + self._rows[last + 1 :]
            self.endRemoveRows()
            line -= 1

    def _reorder(self, ordered: list[Row]) -> None:
        self.layoutAboutToBeChanged.emit()
        line_of = {row.id: line for line, row in enumerate(ordered)}
        before = self.persistentIndexList()
        after = [self.createIndex(line_of[self._rows[index.row()].id], index.column()) for index in before]
        old = {row.id: row for row in self._rows}
        self._rows = tuple(old[row.id] for row in ordered)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_missing(self, new: tuple[Row, ...], stays: set[str]) -> None:
        line = 0
        while line < len(new):
            if new[line].id in stays:
                line += 1
                continue
            last = line
            while last + 1 < len(new) and new[last + 1].id not in stays:
                last += 1
            self.beginInsertRows(QModelIndex(), line, last)
            self._rows = self._rows[:line] + new[line : last + 1] + self._rows[line:]
            self.endInsertRows()
            line = last + 1

    def _show_changed(self, new: tuple[Row, ...]) -> None:
        old, self._rows = self._rows, new
        for line, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after:
                self.dataChanged.emit(self.index(line, 0), self.index(line, len(self._columns) - 1))
