"""The mouse in a grid: hovering, opening a gap with one click, following a link, and dragging a row by its grip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.links import is_address
from postmortem_gui.ui.theme import current_theme

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid

_LEFT = Qt.MouseButton.LeftButton
_SCROLL = 12


class GridMouse:
    """What the mouse does in a grid. A row is dragged by its grip, and dropped between two others."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._was_current = False
        self._gripped = ""
        self._from = QPoint()
        self._drop = -1
        """The line above which the dragged row would be put, -1 while none is dragged."""

    @property
    def is_dragging(self) -> bool:
        """Whether a row is on its way."""
        return self._drop >= 0

    def pressed(self, event: QMouseEvent) -> bool:
        """Take a press. Returns False for what Qt does itself."""
        grid, spot = self._grid, event.position().toPoint()
        self.cancel()
        index = grid.indexAt(spot)
        self._was_current = index.isValid() and index == grid.currentIndex() and grid.hasFocus()
        if event.button() != _LEFT:
            return False
        if (gap := grid.sizes.gap_at(spot)) is not None:
            if gap[1]:
                grid.gap_pressed.emit(*gap)
            return True
        if not index.isValid():
            return False
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            url = grid.rows.link_of(grid.rows.columns[index.column()].field, grid.rows_model.row_at(index.row()))
            if is_address(url):
                QDesktopServices.openUrl(QUrl(url))
                return True
        if not event.modifiers() and spot.x() < current_theme().px(grid.cells.grip):
            self._gripped, self._from = grid.rows_model.row_at(index.row()).id, spot
        return False

    def moved(self, event: QMouseEvent) -> bool:
        """Take a move. Returns False for what Qt does itself."""
        spot = event.position().toPoint()
        self.hover(self._grid.rowAt(spot.y()))
        if not self._gripped or not event.buttons() & _LEFT:
            self._point(spot)
            return False
        if self.is_dragging or (spot - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._grid.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drop = self._line_at(spot.y())
            self._grid.viewport().update()
        return True

    def _point(self, spot: QPoint) -> None:
        """Show by the shape of the pointer what a press would do."""
        grid, gap = self._grid, self._grid.sizes.gap_at(spot)
        if gap is not None and gap[1]:
            grid.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif gap is None and grid.hovered >= 0 and spot.x() < current_theme().px(grid.cells.grip):
            grid.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            grid.viewport().unsetCursor()

    def _line_at(self, y: int) -> int:
        grid, bar = self._grid, self._grid.verticalScrollBar()
        if y < 0 or y > grid.viewport().height():
            bar.setValue(bar.value() + (-_SCROLL if y < 0 else _SCROLL))
        line = grid.rowAt(y)
        if line < 0:
            return 0 if y < 0 else grid.rows_model.rowCount()
        return line + (y > grid.rowViewportPosition(line) + grid.rowHeight(line) / 2)

    def dropped(self) -> bool:
        """Put the dragged row where it is. Returns False when none was dragged."""
        row_id, line, was_dragging = self._gripped, self._drop, self.is_dragging
        self.cancel()
        if was_dragging:
            self._grid.commands.drop_row(row_id, line)
        return was_dragging

    def cancel(self) -> bool:
        """Drop nothing. Returns whether a row was on its way."""
        was_dragging = self.is_dragging
        self._gripped, self._drop = "", -1
        if was_dragging:
            self._grid.viewport().unsetCursor()
            self._grid.viewport().update()
        return was_dragging

    def released(self, event: QMouseEvent) -> None:
        """Open a cell that asks to be filled, and a list in the cell that was current before."""
        grid = self._grid
        index = grid.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != _LEFT or event.modifiers():
            return
        row, field = grid.rows_model.row_at(index.row()), grid.rows.columns[index.column()].field
        wanted = grid.rows.is_gap(field, row) or (self._was_current and grid.rows.choices_of(field, row))
        if wanted and grid.cells.editor is None and len(grid.selectionModel().selectedRows()) == 1:
            grid.open_index(index)

    def hover(self, line: int) -> None:
        """Show which line the mouse is over, -1 for none."""
        if line != self._grid.hovered:
            self._grid.hovered = line
            self._grid.viewport().update()

    def paint_drop(self, painter: QPainter) -> None:
        """Paint the line at which the dragged row would be put."""
        if not self.is_dragging:
            return
        grid, theme = self._grid, current_theme()
        last = grid.rows_model.rowCount()
        y = grid.rowViewportPosition(self._drop) if self._drop < last else grid.verticalHeader().length()
        if self._drop == last:
            y -= grid.verticalScrollBar().value()
        painter.fillRect(QRectF(0, y - 1, grid.viewport().width(), 3), theme.color("focus"))
