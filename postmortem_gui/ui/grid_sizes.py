"""How wide the columns of a grid are and how high its rows: as high as their wrapped text, and a line above a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter

from postmortem_gui.core.values import Row
from postmortem_gui.ui.cells import BAND, PAD, ROW, ROW_SHARED, ROW_SHORT
from postmortem_gui.ui.gap_line import GAP, way_at
from postmortem_gui.ui.grid_rows import GridColumn
from postmortem_gui.ui.theme import current_theme

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid

SHORT_WINDOW = 800
"""Windows lower than this get lower rows."""
_MARGIN = 8
"""Above and below the text of a row together, in pixels at scale 1.0."""


class GridSizes(QObject):
    """Keeps the sizes of one grid right. What changes at once is worked out once, before the next painting."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._bands: dict[int, str] = {}
        self._gaps: dict[int, str] = {}
        self._layout: tuple[GridColumn, ...] = ()
        self._content: dict[str, tuple[Row, int, object]] = {}
        """The rows that were measured, by id, each with the height that its content needs and what is asked there."""
        self._fitted: tuple[tuple[Row, ...], object] = ((), None)
        """The rows that are as high as they need, and everything else that says how high."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.fit_rows)

    def fit_later(self) -> None:
        """Work out the heights when the keyboard rests."""
        if not self._later.isActive():
            self._later.start()

    def fit_now(self) -> None:
        """Work out the heights if that is waiting."""
        if self._later.isActive():
            self.fit_rows()

    def forget(self, *lines: int) -> None:
        """Measure some rows again: they are painted in another way now."""
        for line in lines:
            if 0 <= line < self._grid.rows_model.rowCount():
                self._content.pop(self._grid.rows_model.row_at(line).id, None)
        self.fit_later()

    def is_short(self) -> bool:
        """Tell whether the window is low."""
        return self._grid.window().height() < SHORT_WINDOW

    def _least(self) -> int:
        if not self.is_short():
            return ROW
        return ROW_SHARED if current_theme().presenting else ROW_SHORT

    def fit_columns(self) -> None:
        """Show the columns that the document asks for and that there is room for, and share the width."""
        grid, theme = self._grid, current_theme()
        room = grid.viewport().width()
        self._layout = tuple(grid.rows.layout())
        wanted = {column.field: column for column in self._layout if room >= theme.px(column.shown_from)}
        widths = {
            column.field: theme.px(column.width + (column.more if room >= theme.px(column.more_from) else 0))
            for column in wanted.values()
        }
        taken = sum(widths[column.field] for column in wanted.values() if not column.wide)
        for at, column in enumerate(grid.rows.columns):
            found = wanted.get(column.field)
            if grid.isColumnHidden(at) != (found is None):
                grid.setColumnHidden(at, found is None)
            if found is not None:
                width = max(widths[found.field], room - taken) if found.wide else widths[found.field]
                if grid.columnWidth(at) != width:
                    grid.setColumnWidth(at, width)
        self._content = {}
        self.fit_later()

    def follow_layout(self) -> None:
        """Share the width again when the document asks for other columns than before."""
        if tuple(self._grid.rows.layout()) != self._layout:
            self.fit_columns()

    def fit_rows(self) -> None:
        """Make every row as high as its text needs. Rows that are as they were are not measured again."""
        self._later.stop()
        grid, theme = self._grid, current_theme()
        least, margin = theme.px(self._least()), theme.px(_MARGIN)
        band, gap, inset = theme.px(BAND), theme.px(GAP), grid.inset
        headings, questions, gaps = grid.rows.headings(), grid.rows.questions(), grid.rows.gaps_above()
        header = grid.verticalHeader()
        header.blockSignals(True)
        changed = False
        inset.settle()
        rows, is_inset = grid.rows_model.rows, inset.is_there
        terms = (least, margin, band, gap, headings, questions, gaps)
        lines = None if is_inset else self._touched(rows, terms)
        self._fitted = ((), None) if is_inset else (rows, terms)
        known = self._content
        if lines is None:
            self._content, self._bands, self._gaps = {}, {}, {}
            lines = range(len(rows))
        size, content = header.sectionSize, self._content
        for line in lines:
            row = rows[line]
            row_id = row.id
            found, asked = known.get(row_id), questions.get(row_id)
            if found is None or found[0] is not row or found[2] != asked:
                found = (row, round(grid.cells.row_height(theme, row)) + margin, asked)
            content[row_id] = found
            height = max(least, found[1])
            if is_inset:
                height += inset.above(line) + inset.below(line)
            if row_id in headings:
                self._bands[line] = headings[row_id]
                height += band
            if row_id in gaps:
                self._gaps[line] = gaps[row_id]
                height += gap
            if size(line) != height:
                header.resizeSection(line, height)
                changed = True
        header.blockSignals(False)
        if changed:
            grid.take_sizes()

    def _touched(self, rows: tuple[Row, ...], terms: object) -> Sequence[int] | None:
        """Return the lines of the rows that are not as they were; None when any row may need another height."""
        before, under = self._fitted
        if len(before) != len(rows) or under != terms or len(self._content) != len(rows):
            return None
        lines = [line for line, (old, new) in enumerate(zip(before, rows, strict=True)) if old is not new]
        return lines if all(before[line].id == rows[line].id for line in lines) else None

    def band_height(self, line: int) -> int:
        """Return how high the lines above a row are; 0 where no group begins and nothing is asked."""
        theme = current_theme()
        return theme.px(BAND) * (line in self._bands) + theme.px(GAP) * (line in self._gaps)

    def inner(self, rect: QRect, line: int) -> QRect:
        """Return what of the rectangle of a row is the row itself: not the line above it, nor what is inset there."""
        inset = self._grid.inset
        return rect.adjusted(0, inset.above(line) + self.band_height(line), 0, -inset.below(line))

    def content_height(self) -> int:
        """Return how high the grid is with its head and all its rows."""
        self.fit_now()
        grid = self._grid
        return grid.horizontalHeader().sizeHint().height() + grid.verticalHeader().length()

    def paint_bands(self, painter: QPainter) -> None:
        """Paint the lines above groups that are in sight."""
        grid, theme = self._grid, current_theme()
        for line, words in self._gaps.items():
            box = self._gap_box(line)
            if -box.height() < box.top() < grid.viewport().height():
                grid.cells.paint_gap(painter, theme, box, grid.rows_model.row_at(line), words)
        for line, words in self._bands.items():
            top = grid.rowViewportPosition(line) + grid.inset.above(line) + theme.px(GAP) * (line in self._gaps)
            if -theme.px(BAND) < top < grid.viewport().height():
                box = QRectF(0, top, grid.viewport().width(), theme.px(BAND))
                grid.cells.paint_band(painter, theme, box, grid.rows_model.row_at(line), words)

    def _gap_box(self, line: int) -> QRectF:
        grid = self._grid
        top = grid.rowViewportPosition(line) + grid.inset.above(line)
        return QRectF(0, top, grid.viewport().width(), current_theme().px(GAP))

    def gap_at(self, spot: QPoint) -> tuple[str, str] | None:
        """Return the row below the gap at a point, and which way to fill it is there; None where no gap is."""
        line = self._grid.rowAt(spot.y())
        if line not in self._gaps or not self._gap_box(line).contains(QPointF(spot)):
            return None
        way = way_at(current_theme(), self._gap_box(line), self._gaps[line], QPointF(spot))
        return self._grid.rows_model.row_at(line).id, way

    def head_inset(self, section: int) -> int:
        """Return where the head of a column begins, so that it stands above the text of its cells."""
        cells, field = self._grid.cells, self._grid.rows.columns[section].field
        insets = cells.inset if cells.head_inset is None else cells.head_inset
        return current_theme().px(PAD + insets.get(field, 0))
