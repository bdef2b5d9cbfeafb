"""How a cell is painted and edited: what all grids share. Each grid adds how its own fields look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from postmortem_gui.core.values import Row
from postmortem_gui.editing.rows_model import ROW_ROLE
from postmortem_gui.ui import asked_names
from postmortem_gui.ui.cell_editor import CellEditor, is_own_key
from postmortem_gui.ui.inline_text import draw_inline, fits_on_a_line, height_of, laid
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import Theme, Weight, current_theme

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid

Index = QModelIndex | QPersistentModelIndex

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
PAD = 8
"""From the edge of a cell to its text, in pixels at scale 1.0."""
ROW, ROW_SHORT, ROW_SHARED, BAND = 36, 32, 30, 28
"""The least height of a row, of one in a low window, of one there that a room reads, and of the line above a group."""
MOST_LINES, LIT_LINES = 3, 8
"""How many lines of a text a row shows, and how many the one does that a room reads; its editor shows all of them."""

_STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
}


class Cells(QStyledItemDelegate):
    """Paints ground, hairline and ring of every cell, opens the editor in it, and moves on when that is done."""

    inset: dict[str, int] = {}
    """How much further right than PAD the text of a field begins."""
    grip = 0
    """How wide the strip at the left is by which a row can be dragged, in pixels at scale 1.0."""
    head_inset: dict[str, int] | None = None
    """The same for the heads, where that differs."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.editor: CellEditor | None = None
        self._before = ""
        self.painted_line = -1

    # ── For each grid to say ──

    def paint_cell(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, field: str) -> None:
        """Paint the content of a cell."""
        self.paint_text(painter, theme, box, self._text(row, field), theme.font())

    def row_height(self, theme: Theme, row: Row) -> float:
        """Return how high the content of a row is, in pixels, without margins."""
        return 0

    def paint_band(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, words: str) -> None:
        """Paint the line above a group of rows."""
        painter.fillRect(box, theme.color("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        painter.setFont(theme.font("caption", Weight.DemiBold))
        painter.setPen(theme.color("text3"))
        painter.drawText(box.adjusted(theme.px(12), 2, 0, 0), LEFT, words)

    def paint_gap(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, words: str) -> None:
        """Paint what is asked about the time above a row."""

    def ground(self, theme: Theme, line: int) -> QColor:
        """Return the colour behind a row."""
        if self.grid.selectionModel().isRowSelected(line, QModelIndex()):
            return theme.color("selected")
        return theme.color("hover" if self.grid.hovered == line else "surface")

    # ── What they paint with ──

    def _text(self, row: Row, field: str) -> str:
        model = self.grid.rows_model
        return model.columns[model.column_of(field)].show(self.grid.document.value, row)

    def text_box(self, box: QRectF, field: str = "") -> QRectF:
        """Return where the text of a cell stands."""
        theme = current_theme()
        return box.adjusted(theme.px(PAD + self.inset.get(field, 0)), 0, -theme.px(PAD), 0)

    def paint_text(
        self, painter: QPainter, theme: Theme, box: QRectF, text: str, font: QFont, ink: str = "text"
    ) -> None:
        """Paint a text that wraps."""
        inner = self.text_box(box)
        most = max(1, int(box.height() // QFontMetricsF(font).lineSpacing()))
        shade = theme.color(self.grid.spotlight.ink(ink, self.painted_line))
        draw_inline(painter, laid(theme, text, inner.width(), font), inner, shade, most)

    def paint_line(self, painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor) -> None:
        """Paint a text on one line, elided where it is too long."""
        painter.setFont(font)
        painter.setPen(color)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box.adjusted(0, 0, 4, 0), LEFT, shown)

    def wrapped_height(self, theme: Theme, text: str, field: str, font: QFont, most: int = MOST_LINES) -> float:
        """Return how high a text is in the column of a field, in at most so many lines; 0 where that is hidden."""
        at = self.grid.rows_model.column_of(field)
        if not text or at < 0 or self.grid.isColumnHidden(at):
            return 0
        width = self.grid.columnWidth(at) - theme.px(2 * PAD + self.inset.get(field, 0))
        if fits_on_a_line(text, width, font):
            return QFontMetricsF(font).height()
        return height_of(laid(theme, text, width, font), most)

    # ── Painting ──

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        row, field = index.data(ROW_ROLE), self.grid.rows_model.columns[index.column()].field
        whole: QRect = option.rect
        box = QRectF(self.grid.sizes.inner(whole, index.row()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painted_line = index.row()
        painter.fillRect(box, self.ground(theme, self.painted_line))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        self.paint_cell(painter, theme, box.adjusted(0, 0, 0, -1), row, field)
        if index == self.grid.currentIndex() and self.grid.shows_ring():
            ring = self.ring_box(box, field)
            if theme.presenting:
                self.grid.spotlight.mark_cell(painter, theme, ring)
            else:
                draw_focus_ring(painter, theme, ring)
        painter.restore()

    def ring_box(self, box: QRectF, field: str) -> QRectF:
        """Return where the ring of the current cell is, and its editor."""
        return box.adjusted(2 + current_theme().px(self.inset.get(field, 0)), 2, -2, -3)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self.grid.rowHeight(index.row()))

    # ── Editing ──

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if self.grid.open_choices(index):
            return None  # type: ignore[return-value]  # Qt takes it for: no editor
        column = self.grid.rows_model.columns[index.column()]
        font = self.editor_font(column.field)
        self.editor = CellEditor(parent, column.head, font, self.grid.rows.names_for(column.field))
        if column.field in self.grid.rows.people_fields:
            asked_names.ask(self.editor)
        self._before = str(index.data(Qt.ItemDataRole.EditRole))
        if column.live:
            self.editor.typed.connect(self._on_typed)
        return self.editor

    def editor_font(self, field: str) -> QFont:
        """Return the font in which a field is edited: the one in which it is painted."""
        return current_theme().font()

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Called again for every change of the model: what is being typed stays.
        if isinstance(editor, CellEditor) and not editor.property("begun"):
            editor.begin(self._before)
            editor.setProperty("begun", True)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor) and editor.value != str(index.data(Qt.ItemDataRole.EditRole)):
            self.grid.enter(index, editor.value)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(editor, CellEditor):
            whole: QRect = option.rect
            box = QRectF(self.grid.sizes.inner(whole, index.row()))
            field = self.grid.rows_model.columns[index.column()].field
            editor.take_box(self.ring_box(box, field).toRect())

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def _on_typed(self) -> None:
        if self.editor is not None:
            self.grid.enter(self.grid.currentIndex(), self.editor.value, typing=True)

    def close_editor(self, *, keep: bool = True) -> None:
        """Close the editor and keep what was typed, or put back what was there."""
        editor = self.editor
        if editor is None:
            return
        if keep:
            self.commitData.emit(editor)
        elif self.grid.rows_model.columns[self.grid.currentIndex().column()].live:
            self.grid.enter(self.grid.currentIndex(), self._before, typing=True)
        self.grid.document.seal()
        self.editor = None
        if keep:
            self.grid.follow(self.grid.currentIndex())
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and editor is self.editor:
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._before_shortcut(event)
        if event.type() == QEvent.Type.FocusOut and editor is self.editor:
            self.grid.document.seal()
        return super().eventFilter(editor, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape:
            self.close_editor(keep=False)
        elif key in _STEPS and plain:
            up = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers()
            self.grid.leave_editor("up" if up else _STEPS[key])
        else:
            return False
        return True

    def _before_shortcut(self, event: QKeyEvent) -> bool:
        """Have the document hold what was typed before the window does what a key asks of it: saving, say."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        modifiers, deletes = event.modifiers(), event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        command = modifiers & Qt.KeyboardModifier.ControlModifier and not modifiers & Qt.KeyboardModifier.AltModifier
        if self.editor is not None and command and event.text() and not deletes and not is_own_key(event):
            self.commitData.emit(self.editor)
        return False
