"""A small table to type in: a field for each cell, a row more with Enter, a row less with its cross."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.links import read_links
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Record
from postmortem_gui.core.template import RecordColumn
from postmortem_gui.core.vocabulary import label_of
from postmortem_gui.storage.ids import PREFIX, new_id
from postmortem_gui.ui import caret
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.fields import ChoiceField, LineField
from postmortem_gui.ui.theme import current_theme, restyled

_NARROW, _ORDINARY, _WIDE = 2, 4, 7
_STRETCH = {"at": _NARROW, "sent": _ORDINARY + 1, "text": _WIDE, "recipients": _WIDE, "rule": _WIDE}
"""How much room a column takes beside the others, by its key; a column of choices is narrow."""
_LEAST = {"at": "00:12 UTC", "sent": "2026-11-11 08:15 UTC"}
"""What has to be seen whole in a column, by its key; in a column of choices it is the longest of them."""
_EDGES, _ARROW, _CRAMPED = 26, 22, 460
"""Pixels at scale 1.0: what the edges of a field take, the arrow of one with choices, and too little for either."""

Rows = tuple[Record, ...]
Cell = LineField | ChoiceField


class _LinkLine(LineField):
    """A line that holds links: while it is read it shows their titles, while it is written all of them."""

    _raw = ""

    @override
    def show_value(self, value: str) -> None:
        self._raw = value
        super().show_value(value if self.hasFocus() else _titles(value))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            super().show_value(self._raw)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._raw = self.text()
            self.setText(_titles(self._raw))
        super().focusOutEvent(event)


def _titles(text: str) -> str:
    return ", ".join(link.title or link.url for link in read_links(text)) if "](" in text else text


class _Line(NamedTuple):
    """The fields of one row, and the button that takes it out."""

    cells: tuple[Cell, ...]
    gone: ToolButton

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return (*self.cells, self.gone)


class RecordsEditor(QWidget):
    """The rows of a fact that is a small table. While there is none, an empty one waits to be typed in."""

    typed = Signal(object, str)
    """Carries all rows after a key stroke, and which cell it was in: `d_2f8h5q0r.name`."""
    edited = Signal(object)
    """Carries all rows after one was added or taken out, or a choice was made."""
    left = Signal()

    def __init__(
        self, name: str, columns: tuple[RecordColumn, ...], place: Place, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._place = place
        self._name = name
        self._columns = columns
        self._rows: Rows = ()
        self._shown: Rows = ()
        self._cells: dict[tuple[str, str], Cell] = {}
        self._lines: dict[str, _Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        column.addLayout(self._grid)
        self._more = Button("Add a row", "plus", "ghost")
        self._more.setAccessibleName(f"{name}: add a row")
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._more.clicked.connect(self.add)
        column.addWidget(self._more)
        for at, spec in enumerate(columns):
            self._grid.addWidget(Label(spec.label or label_of(spec.key), "caption"), 0, at)
            stretch = _NARROW if spec.choices else _STRETCH.get(spec.key, _ORDINARY)
            self._grid.setColumnStretch(at, stretch)
        self._fit()
        self._build((self._empty_row(),))

    def _fit(self) -> None:
        """Give times and choices the room that their words need, whatever the size of the letters is."""
        theme = current_theme()
        words = QFontMetrics(theme.font())
        is_narrow = 0 < self.width() < theme.px(_CRAMPED)
        for at, spec in enumerate(self._columns):
            least = max((*spec.choices, _LEAST.get(spec.key, "")), key=words.horizontalAdvance)
            edges = theme.px(_EDGES + (_ARROW if spec.choices else 0)) if least else 0
            self._grid.setColumnMinimumWidth(at, 0 if is_narrow else words.horizontalAdvance(least) + edges)

    @override
    def minimumSizeHint(self) -> QSize:
        """Take any width: where there is little, every cell shows the beginning of what is in it."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    @property
    def value(self) -> Rows:
        """The rows that are shown, without the empty one that waits."""
        return self._rows

    def show_value(self, rows: Rows) -> None:
        """Show some rows; a field whose row stays keeps its caret."""
        self._rows = rows
        if not rows:
            rows = self._shown if len(self._shown) == 1 and _is_blank(self._shown[0]) else (self._empty_row(),)
        if [row.id for row in rows] != [row.id for row in self._shown]:
            self._build(rows)
        self._shown = rows
        for row in rows:
            for spec in self._columns:
                self._cells[row.id, spec.key].show_value(row.cell(spec.key))
        self._show_tools()

    def add(self) -> None:
        """Put an empty row below the last and the caret into it."""
        row = self._empty_row()
        self.edited.emit((*self._rows, row))
        self._go(row.id if self._rows else self._shown[0].id, self._columns[0].key)

    def _empty_row(self) -> Record:
        return Record(id=new_id(PREFIX["facts"]))

    def _build(self, rows: Rows) -> None:
        """Lay out a line of fields for each row. Rows that stay keep theirs: to make one takes its time."""
        at_cell = next((key for key, cell in self._cells.items() if _has_keyboard(cell)), None)
        old, self._lines = self._lines, {}
        self._cells = {}
        for at, row in enumerate(rows, 1):
            line = old.pop(row.id, None)
            is_new = line is None
            self._lines[row.id] = line = line or self._line(row.id)
            self._place_line(line, at)
            self._cells |= {(row.id, spec.key): cell for spec, cell in zip(self._columns, line.cells, strict=True)}
            if is_new:
                for part in line.parts:
                    part.show()  # now, and not with the next event: the caret may be about to go there
        for line in old.values():
            for part in line.parts:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._shown = rows
        self._order_tabs()
        if at_cell is not None and at_cell not in self._cells:
            self._go(rows[-1].id, at_cell[1])

    def _line(self, row: str) -> _Line:
        gone = ToolButton("x", "Take out")
        gone.setProperty("row", row)
        gone.clicked.connect(self._on_gone)
        return _Line(tuple(self._cell(spec, row) for spec in self._columns), gone)

    def _place_line(self, line: _Line, at: int) -> None:
        """Put a line where it belongs and call its fields by their new place; one that is there already stays."""
        if line.gone.property("line") == at:
            return
        line.gone.setProperty("line", at)
        for column, part in enumerate(line.parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        for spec, cell in zip(self._columns, line.cells, strict=True):
            cell.setAccessibleName(f"{self._name}, row {at}, {spec.label or label_of(spec.key)}")
            inner = cell.lineEdit() if isinstance(cell, ChoiceField) else None
            if inner is not None:
                inner.setAccessibleName(cell.accessibleName())
        line.gone.setAccessibleName(f"Take out row {at}")
        line.gone.setToolTip(f"Take out row {at}")

    def _show_tools(self) -> None:
        """The empty row that waits can neither be taken out nor joined by another."""
        self._more.setVisible(bool(self._rows))
        for line in self._lines.values():
            line.gone.setEnabled(bool(self._rows))

    def _order_tabs(self) -> None:
        caret.order((*(part for line in self._lines.values() for part in line.parts), self._more))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()

    def _cell(self, spec: RecordColumn, row: str) -> Cell:
        cell: Cell
        if spec.choices:
            cell = ChoiceField("", [(choice, choice) for choice in spec.choices], editable=True)
            cell.edited.connect(self._on_chosen)
        else:
            is_link = spec.form == "link"
            cell = _LinkLine("", "https://…") if is_link else LineField()
            cell.returnPressed.connect(self._on_return)
        caret.mark(cell, Place(self._place.part, self._place.row, f"{row}.{spec.key}"))
        cell.setProperty("row", row)
        cell.setProperty("column", spec.key)
        cell.typed.connect(self._on_typed)
        cell.left.connect(self.left)
        return cell

    def _with(self, row_id: str, column: str, text: str) -> Rows:
        rows = self._rows or self._shown
        return tuple(row.but(**{column: text}) if row.id == row_id else row for row in rows)

    def _on_typed(self, text: str) -> None:
        row, column = self._sender_cell()
        rows = self._with(row, column, text)
        self._rows = self._shown = rows
        self._show_tools()
        self.typed.emit(rows, f"{row}.{column}")

    def _on_chosen(self, text: str) -> None:
        row, column = self._sender_cell()
        self._rows = self._shown = self._with(row, column, text)
        self.edited.emit(self._rows)

    def _on_return(self) -> None:
        row, column = self._sender_cell()
        ids = [shown.id for shown in self._rows]
        if row not in ids:
            return
        if row == ids[-1]:
            self.add()
        else:
            self._go(ids[ids.index(row) + 1], column)

    def _on_gone(self) -> None:
        row = str(self.sender().property("row"))
        self.edited.emit(tuple(shown for shown in self._rows if shown.id != row))

    def _sender_cell(self) -> tuple[str, str]:
        sender = self.sender()
        return str(sender.property("row")), str(sender.property("column"))

    def _go(self, row: str, column: str) -> None:
        if (cell := self._cells.get((row, column))) is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_blank(row: Record) -> bool:
    return not any((row.__pydantic_extra__ or {}).values())


def _has_keyboard(cell: QWidget) -> bool:
    inner = cell.lineEdit() if isinstance(cell, ChoiceField) else None
    return cell.hasFocus() or (inner is not None and inner.hasFocus())
