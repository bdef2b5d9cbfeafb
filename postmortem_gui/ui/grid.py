"""A list of the document as a grid that is used like a spreadsheet: its keys, its cells, the heights of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.values import Row
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.rows_model import FieldColumn, RowsModel
from postmortem_gui.ui.cells import ROW, Cells
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.grid_commands import GridCommands
from postmortem_gui.ui.grid_header import GridHeader
from postmortem_gui.ui.grid_inset import GridInset
from postmortem_gui.ui.grid_keys import GridKeys
from postmortem_gui.ui.grid_mouse import GridMouse
from postmortem_gui.ui.grid_rows import GridRows
from postmortem_gui.ui.grid_sizes import GridSizes
from postmortem_gui.ui.spotlight import Spotlight
from postmortem_gui.ui.theme import current_theme, restyled

Index = QModelIndex | QPersistentModelIndex


class Grid(QTableView):
    """A table of rows. Enter, F2 or a click on a gap opens a cell, typing writes over it, Esc puts back what was there;
    Tab goes to the next cell and behind the last one begins a row."""

    place_changed = Signal(object)
    """Carries the Place of the cell that the caret went to."""
    said = Signal(str)
    """A sentence for the person at the keyboard; an empty one takes it back."""
    paste_wanted = Signal(str, str)
    """Carries a pasted text and its HTML, to be looked at before it is taken."""
    asked = Signal(object)
    """Carries an Ask: a sentence with ways on."""
    gap_pressed = Signal(str, str)
    """Carries the row behind a gap, and how somebody wants to fill it: `add` or `ask`."""

    def __init__(
        self, document: Document, rows: GridRows, cells: Callable[[Grid], Cells], name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.rows = rows
        self.rows_model = RowsModel(document, rows.columns, rows.rows_of, self)
        self.hovered = -1
        """The line that the mouse is over, -1 without one."""
        self.cells = cells(self)
        self.sizes = GridSizes(self)
        self.inset = GridInset(self)
        self.commands = GridCommands(self)
        self.keys = GridKeys(self)
        self.mouse = GridMouse(self)
        self.setAccessibleName(name)
        self._set_up()
        self.setModel(self.rows_model)
        self.setItemDelegate(self.cells)
        for changed in (self.rows_model.rowsInserted, self.rows_model.rowsRemoved, self.rows_model.layoutChanged):
            changed.connect(self.sizes.fit_later)
        self.rows_model.dataChanged.connect(self.sizes.fit_later)
        document.changed.connect(self._on_document_changed)
        self.spotlight = Spotlight(self)
        self.sizes.fit_columns()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setCornerWidget(QWidget(self))
        self.setHorizontalHeader(GridHeader(self.sizes.head_inset, self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(current_theme().px(ROW))

    # ── Where the caret is ──

    def current_row(self) -> Row | None:
        """Return the row of the current cell."""
        index = self.currentIndex()
        return self.rows_model.row_at(index.row()) if index.isValid() else None

    def current_field(self) -> str:
        """Return the field of the current cell, or an empty text."""
        index = self.currentIndex()
        return self.rows.columns[index.column()].field if index.isValid() else ""

    def shown_columns(self) -> list[FieldColumn]:
        """Return the columns that are not hidden."""
        return [self.rows.columns[at] for at in self._visible()]

    def _visible(self) -> list[int]:
        return [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]

    def selected_rows(self) -> tuple[Row, ...]:
        """Return the selected rows from top to bottom; without any, the current one."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not lines and self.currentIndex().isValid():
            lines = [self.currentIndex().row()]
        return tuple(self.rows_model.row_at(line) for line in lines)

    def select_rows(self, ids: Sequence[str]) -> None:
        """Select rows beside the current one, as one step: thousands may have been pasted."""
        wanted, last = set(ids), len(self.rows.columns) - 1
        lines = [line for line, row in enumerate(self.rows_model.rows) if row.id in wanted]
        chosen = QItemSelection()
        for _, run in groupby(enumerate(lines), key=lambda each: each[1] - each[0]):
            near = [line for _, line in run]
            chosen.append(QItemSelectionRange(self.rows_model.index(near[0], 0), self.rows_model.index(near[-1], last)))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def show_cell(self, row_id: str, field: str = "") -> bool:
        """Make a cell the current one and bring it into view. Returns False when the row is not there."""
        line = self.rows_model.line_of(row_id)
        if line < 0:
            return False
        column = self.rows_model.column_of(field)
        if column < 0 or self.isColumnHidden(column):
            now = self.currentIndex().column()
            column = now if now >= 0 and not self.isColumnHidden(now) else self._visible()[0]
        self._make_current(line, column)
        return True

    def _make_current(self, line: int, column: int) -> None:
        # Not `setCurrentIndex`: that looks at the keys that are held down, and Ctrl+V would leave the old row selected.
        index, selection = self.rows_model.index(line, column), self.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows)
        self.sizes.fit_now()
        self.scrollTo(index)

    def show_first(self) -> None:
        """Make what the first row tells the current cell, unless there is one."""
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            told = next((column.field for column in self.rows.layout() if column.wide), "")
            self.show_cell(self.rows_model.row_at(0).id, told)

    def open_cell(self, row_id: str, field: str) -> None:
        """Go to a cell and open its editor."""
        if self.show_cell(row_id, field):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.open_index(self.currentIndex())

    def go(self, step: str) -> bool:
        """Go to the `next` cell, the `previous`, the one `down` or `up`. Behind the last cell a new row begins.

        Returns False when the keyboard should leave the grid: before its first cell, and behind a row that is blank.
        """
        index, columns = self.currentIndex(), self._visible()
        if not index.isValid():
            return False
        line, at = index.row(), columns.index(index.column()) if index.column() in columns else 0
        if step in ("down", "up"):
            line = max(0, min(line + (1 if step == "down" else -1), self.rows_model.rowCount() - 1))
        else:
            at += 1 if step == "next" else -1
            line, at = line + at // len(columns), at % len(columns)
        if line == self.rows_model.rowCount():
            return not self.rows.is_blank(self.rows_model.row_at(line - 1)) and self.commands.add_row()
        if line < 0:
            return False
        self._make_current(line, columns[at])
        return True

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(QModelIndex(current), QModelIndex(previous))  # type: ignore[arg-type]  # either kind
        row = self.current_row() if current.isValid() else None
        if row is not None:
            field = self.current_field()
            self.said.emit(self.rows.problem_of(field, row))
            self.place_changed.emit(Place(self.rows.part, row.id, field))

    # ── Editing ──

    def enter(self, index: Index, text: str, *, typing: bool = False) -> None:
        """Take what was typed into a cell."""
        if not index.isValid():
            return
        held = QPersistentModelIndex(index)
        if self.rows_model.enter(index, text, typing=typing) and held.isValid():
            row = self.rows_model.row_at(held.row())
            self.said.emit(self.rows.problem_of(self.rows.columns[held.column()].field, row))

    def follow(self, index: Index) -> None:
        """Do what follows from a cell that was written and left."""
        if index.isValid():
            row, field = self.rows_model.row_at(index.row()), self.rows.columns[index.column()].field
            self.commands.apply(self.rows.left_edit(field, row))

    def commit(self) -> None:
        """Close an open editor and keep what was typed."""
        self.cells.close_editor()

    def leave_editor(self, step: str) -> None:
        """Close the editor, keep what was typed and go on; a row that is sorted elsewhere now stays in view instead."""
        held = QPersistentModelIndex(self.currentIndex())
        line = held.row()
        self.commit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if held.row() != line and step in ("down", "up"):
            self.sizes.fit_now()
            self.scrollTo(self.currentIndex())
        elif not self.go(step):
            self.focusNextPrevChild(step == "next")
        if held.isValid() and (problem := self.rows.problem_of("", self.rows_model.row_at(held.row()))):
            self.said.emit(problem)  # who went on from what cannot be read has to hear of it

    def open_choices(self, index: Index) -> bool:
        """Open the list of a cell that is chosen, not typed. Returns False for the others."""
        row, column = self.rows_model.row_at(index.row()), self.rows.columns[index.column()]
        groups = self.rows.choices_of(column.field, row)
        if not groups:
            return False
        popup = ChoicePopup(self, column.head)
        popup.setProperty("row", row.id)
        popup.setProperty("field", column.field)
        popup.picked.connect(self._on_picked)
        popup.passed.connect(self._on_passed)
        popup.open(self.sizes.inner(self.visualRect(index), index.row()).translated(self.viewport().pos()), groups)
        return True

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        popup = self.sender()
        line = self.rows_model.line_of(str(popup.property("row")))
        if line >= 0:
            row = self.rows_model.row_at(line)
            self.take_choice(str(popup.property("field")), row, picked)

    def take_choice(self, field: str, row: Row, picked: tuple[tuple[str, ...], ...]) -> None:
        """Take what was chosen in the cell of a row, for all rows that are selected with it."""
        selected = self.selected_rows()
        self.commands.apply(self.rows.choice_edit(field, row, picked, selected if row in selected else ()))

    def _on_passed(self, step: str) -> None:
        if not self.go(step):
            self.focusNextPrevChild(step == "next")

    def open_index(self, index: QModelIndex) -> None:
        """Open the editor of a cell, or its list."""
        if index.isValid() and not self.open_choices(index):
            self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))

    # ── Keys and the mouse ──

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.MouseFocusReason:  # Qt would make a cell current and select no row
            self.show_first()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.pressed(event):
            event.setAccepted(True)
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.mouse.pressed(event):
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.mouse.moved(event):
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.mouse.dropped():
            super().mouseReleaseEvent(event)
            self.mouse.released(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.mouse.hover(-1)
        super().leaveEvent(event)

    # ── Sizes and painting ──

    def take_sizes(self) -> None:
        """Lay everything out again after the heights of rows have changed."""
        self.updateGeometries()
        self.inset.place()
        self.updateEditorGeometries()
        self.viewport().update()

    def shows_ring(self) -> bool:
        """Tell whether the keyboard is here, or in a list or an editor that was opened from here."""
        return self.hasFocus() or self.cells.editor is not None or self._popup_is_open()

    def _popup_is_open(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and isinstance(focused.parentWidget(), ChoicePopup)

    def _on_document_changed(self, change: Change) -> None:
        if change.new.template is not change.old.template or change.new.zone != change.old.zone:
            self.sizes.fit_columns()
        else:
            self.sizes.follow_layout()
        if change.new.questions is not change.old.questions:
            self.rows_model.refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.sizes.fit_now()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.sizes.paint_bands(painter)
        self.spotlight.paint(painter, current_theme())
        self.mouse.paint_drop(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sizes.fit_columns()
        self.spotlight.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.sizes.fit_columns()
            self.spotlight.fit()
