"""A widget that stands between two rows of a grid and scrolls with them: what is being added, where it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid


class GridInset(QObject):
    """Keeps room for one widget: above the first row, or below any other."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._widget: QWidget | None = None
        self._after: str | None = None
        self._height = 0
        self._line = -1
        grid.verticalScrollBar().valueChanged.connect(self.place)

    def put(self, widget: QWidget, after: str | None, height: int) -> None:
        """Put a widget below a row, above all rows when that is None. It becomes a child of the viewport."""
        self._widget, self._after, self._height = widget, after, height
        if widget.parentWidget() is not self._grid.viewport():
            widget.setParent(self._grid.viewport())
        widget.show()
        self._grid.sizes.fit_rows()
        self.place()

    def take_out(self) -> None:
        """Close the gap. The widget belongs to whoever made it."""
        self._widget, self._height = None, 0
        self._grid.sizes.fit_rows()

    def settle(self) -> None:
        """Find the row above the widget again; where that is gone, it is the last one."""
        rows = self._grid.rows_model
        self._line = -1 if self._after is None else rows.line_of(self._after)
        if self._line < 0 and self._after is not None:
            self._line = rows.rowCount() - 1

    @property
    def is_there(self) -> bool:
        """Whether any room is kept."""
        return self._height > 0

    def above(self, line: int) -> int:
        """Return how much room is kept above a row, in pixels."""
        return self._height if line == 0 and self._line < 0 else 0

    def below(self, line: int) -> int:
        """Return how much room is kept below a row, in pixels."""
        return self._height if line == self._line else 0

    def place(self) -> None:
        """Put the widget into its gap."""
        if self._widget is None:
            return
        grid, line = self._grid, self._line
        top = grid.rowViewportPosition(max(line, 0))
        if line >= 0:
            top += grid.rowHeight(line) - self._height
        self._widget.setGeometry(QRect(0, top, grid.viewport().width(), self._height))

    def reveal(self) -> None:
        """Scroll so that the whole widget is seen, with some rows above it where there is room."""
        if self._widget is None:
            return
        grid, top = self._grid, self._widget.y()
        room = grid.viewport().height() - self._height
        line, above = self._line, 0
        # Whole rows, and more of them above than below: they are what comes before.
        while line >= 0 and above + self._own(line) <= (room if line == self._line else room * 2 // 3):
            above += self._own(line)
            line -= 1
        bar = grid.verticalScrollBar()
        bar.setValue(bar.value() + top - above)

    def _own(self, line: int) -> int:
        return self._grid.rowHeight(line) - self.below(line)
