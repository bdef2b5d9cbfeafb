"""The light on one row of a grid while a room watches: the row is large and bold, in the middle, and it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.values import Row
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.cells import LIT_LINES, MOST_LINES
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import Theme, Weight, current_theme

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid


class Spotlight(QObject):
    """Follows the current row of a grid. Out of presenter view it does nothing at all."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._count = Label("", "name", parent=grid.horizontalHeader())
        self._count.hide()
        self._was_on = False
        grid.selectionModel().currentRowChanged.connect(self._on_row)
        for changed in (grid.rows_model.rowsInserted, grid.rows_model.rowsRemoved):
            changed.connect(self._show_count)

    def is_on(self, line: int) -> bool:
        """Tell whether the light is on a row."""
        return current_theme().presenting and line == self._grid.currentIndex().row()

    def font(self, theme: Theme, row: Row, weight: Weight = Weight.Normal, *, tabular: bool = False) -> QFont:
        """Return the font of what a row tells: as it is told, or large and bold where the light is."""
        on = theme.presenting and row is self._grid.current_row()
        return theme.font("h3" if on else "body", Weight.DemiBold if on else weight, tabular=tabular)

    def most_lines(self, row: Row) -> int:
        """Return how many lines of its text a row shows."""
        return LIT_LINES if current_theme().presenting and row is self._grid.current_row() else MOST_LINES

    def ink(self, ink: str, line: int) -> str:
        """Return the token for words of a row: beside the light they step back a little."""
        dims = current_theme().presenting and ink == "text" and not self.is_on(line)
        return "text2" if dims else ink

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ring around the row."""
        grid, index = self._grid, self._grid.currentIndex()
        if theme.presenting and index.isValid():
            row = grid.sizes.inner(grid.visualRect(index), index.row())
            box = QRectF(row.x(), row.y(), row.width(), row.height() - 1)
            box.setLeft(theme.px(3))
            box.setRight(grid.viewport().width() - theme.px(3))
            draw_focus_ring(painter, theme, box)

    def mark_cell(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        """Say which cell of the row has the keyboard: a line below it, for the ring is around the row."""
        painter.fillRect(QRectF(box.left(), box.bottom() - theme.ring, box.width(), theme.ring), theme.color("focus"))

    def _on_row(self, row: QModelIndex, before: QModelIndex) -> None:
        if not current_theme().presenting:
            return
        self._grid.sizes.forget(before.row(), row.row())
        self._show()

    def _show(self) -> None:
        """Bring the row to the middle, so that a room sees what came before and what follows."""
        grid = self._grid
        self._show_count()
        grid.sizes.fit_now()
        if not QApplication.mouseButtons():  # a row that moves away from under the mouse is not the one that was meant
            grid.scrollTo(grid.currentIndex(), grid.ScrollHint.PositionAtCenter)
        grid.viewport().update()

    def _show_count(self) -> None:
        grid, label = self._grid, self._count
        line, count = grid.currentIndex().row(), grid.rows_model.rowCount()
        label.setText(f"{line + 1} of {count}" if line >= 0 else "")
        label.setVisible(current_theme().presenting and line >= 0)
        label.adjustSize()
        head = grid.horizontalHeader()
        label.move(head.width() - label.width() - current_theme().px(12), (head.height() - label.height()) // 2)

    def fit(self) -> None:
        """Come on, go off, or take the size that the grid has now."""
        on = current_theme().presenting
        if on and not self._was_on:
            self._grid.show_first()
        if on or self._was_on:
            self._was_on = on
            self._show()
