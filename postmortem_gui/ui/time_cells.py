"""The time cell of the timeline: how it looks, what is said while somebody types in it, and what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.core.crossings import crossings
from postmortem_gui.core.doubts import Doubt, Reading
from postmortem_gui.core.postmortem import TimelineEntry, When
from postmortem_gui.core.times import edit_form, why_unread
from postmortem_gui.editing import timeline_times
from postmortem_gui.editing.rows_model import ROW_ROLE
from postmortem_gui.editing.timeline_columns import Clock, utc_now
from postmortem_gui.ui import icons
from postmortem_gui.ui.cell_editor import CellEditor
from postmortem_gui.ui.cells import PAD, Cells, Index
from postmortem_gui.ui.note_line import Ask, Way
from postmortem_gui.ui.painting import chip_width, draw_chip
from postmortem_gui.ui.theme import Theme, Weight, current_theme
from postmortem_gui.ui.time_panel import TimePanel

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid

WHEN = "when"
OTHER_READING = "Alt ↓"
_BADGE = {1: "+1 d", -1: "\N{MINUS SIGN}1 d"}
_BADGE_TALL = 18
_EDITOR = 210
"""How wide the editor is at least: `2026-11-01 01:30:00 EST` on one line."""
_LEAVE = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
}
_ADD = {Qt.KeyboardModifier.ControlModifier: "below"}
_ADD[Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier] = "above"
"""What Ctrl+Enter does once the question is answered: what the window does with it otherwise."""
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


class TimeCells(Cells):
    """Adds to the cells of a grid the one that holds a time. `clock` is asked for what `now` means.

    In the cell Alt+Left and Alt+Right put the row a day earlier or later; in its editor Alt+Down takes the other
    reading of a day in numbers. A time that clocks show twice or never is asked about when the editor is left: by a key
    first, and when the mouse goes on to something else, below the grid, where the question waits.
    """

    def __init__(self, grid: Grid, clock: Clock = utc_now) -> None:
        super().__init__(grid)
        self._clock = clock
        self._panel: TimePanel | None = None
        self._answer: When | None = None
        self._step = "down"
        self._edited = ""
        self._crossed: Mapping[str, int] = {}
        self._crossed_of: tuple[object, str] = ((), "")  # asked for every row, so not to be compared row by row
        grid.installEventFilter(self)

    # ── Painting ──

    def paint_time(self, painter: QPainter, theme: Theme, box: QRectF, entry: TimelineEntry) -> None:
        """Paint a time: the second zone below it, and behind it `+1 d` where midnight was crossed unsaid."""
        if entry.when.at is None and not entry.when.typed:
            draw_chip(painter, theme, box.left() - theme.px(4), box.center().y(), "Time", "amber", dashed=True)
            return
        unread = entry.when.at is None
        if unread:
            side = theme.px(12)
            mark = QRectF(box.left() - theme.px(2), box.center().y() - side / 2, side, side)
            icons.paint_icon(painter, "triangle-alert", theme.color("amber_fg"), mark, 2.25)
            box = box.adjusted(theme.px(13), 0, 0, 0)
        font = self._time_font(theme, entry)
        lines = self._time_lines(theme, entry)
        small = theme.font("caption", tabular=True)
        beside = timeline_times.time_beside(self.grid.document.value, entry)
        apart = self._apart(theme, entry, lines[0], beside)
        if apart:
            rest = box.adjusted(apart, 0, 0, 0)
            self.paint_line(painter, rest, beside, small, theme.color("text3"))
            beside = ""
        below = [(words, ink) for words, ink in ((beside, "text3"), (_disputed(entry), "amber_fg")) if words]
        heights = [QFontMetricsF(font).height()] * len(lines) + [QFontMetricsF(small).height()] * len(below)
        top = box.center().y() - sum(heights) / 2
        for text, tall in zip(lines, heights, strict=False):
            line = QRectF(box.left(), top, box.width(), tall)
            self.paint_line(
                painter,
                line,
                text,
                font,
                theme.color("amber_fg" if unread else self.grid.spotlight.ink("text", self.painted_line)),
            )
            top += tall
        for words, ink in below:
            line = QRectF(box.left(), top, box.width(), heights[-1])
            self.paint_line(painter, line, words, small, theme.color(ink))
            top += heights[-1]
        badge = self.badge_box(theme, box, entry)
        if badge is not None:
            words = _BADGE[self._crossing(entry)]
            draw_chip(painter, theme, badge.left(), badge.center().y(), words, "blue", height=_BADGE_TALL)

    def time_height(self, theme: Theme, entry: TimelineEntry) -> float:
        """Return how high a time is, in pixels."""
        lines = self._time_lines(theme, entry)
        tall = QFontMetricsF(self._time_font(theme, entry)).height() * len(lines)
        beside = timeline_times.time_beside(self.grid.document.value, entry)
        below = bool(beside and not self._apart(theme, entry, lines[0], beside)) + bool(entry.claims)
        return tall + below * QFontMetricsF(theme.font("caption")).height()

    def _apart(self, theme: Theme, entry: TimelineEntry, first: str, beside: str) -> float:
        """Return how far right the second zone begins where it stands beside the time; 0 where it stands below."""
        if not beside or entry.claims or entry.when.until is not None or self._crossing(entry):
            return 0
        grid = self.grid
        room = grid.columnWidth(grid.rows_model.column_of(WHEN)) - theme.px(2 * PAD + self.inset.get(WHEN, 0))
        left = QFontMetricsF(self._time_font(theme, entry)).horizontalAdvance(first) + theme.px(8)
        wide = QFontMetricsF(theme.font("caption", tabular=True)).horizontalAdvance(beside)
        return left if left + wide <= room else 0

    def _time_font(self, theme: Theme, entry: TimelineEntry) -> QFont:
        weight = Weight.Medium if entry.when.at is None else Weight.DemiBold
        return self.grid.spotlight.font(theme, entry, weight, tabular=True)

    def _time_lines(self, theme: Theme, entry: TimelineEntry) -> list[str]:
        """The ends of a range below one another, so that ranges do not make the column wide."""
        shown = self._text(entry, WHEN).removesuffix(timeline_times.DISPUTED).rstrip()
        first, dash, last = shown.partition("–")
        return [first + dash, last] if entry.when.until is not None and last else [first + dash + last]

    def _crossing(self, entry: TimelineEntry) -> int:
        pm = self.grid.document.value
        if self._crossed_of[0] is not pm.timeline or self._crossed_of[1] != pm.zone:
            self._crossed, self._crossed_of = crossings(pm.timeline, pm.zone), (pm.timeline, pm.zone)
        return self._crossed.get(entry.id, 0)

    def badge_box(self, theme: Theme, box: QRectF, entry: TimelineEntry) -> QRectF | None:
        """Return where the badge of a time is, right behind its first line; None where there is none."""
        step = self._crossing(entry)
        if not step:
            return None
        font = self._time_font(theme, entry)
        lines = self._time_lines(theme, entry)
        tall = QFontMetricsF(font).height()
        shift = (self.time_height(theme, entry) - tall) / 2
        wide = chip_width(theme, _BADGE[step], "")
        left = box.left() + QFontMetricsF(font).horizontalAdvance(lines[0]) + theme.px(5)
        side = theme.px(_BADGE_TALL)
        return QRectF(left, box.center().y() - shift - side / 2, wide, side)

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and self._is_time(index):
            row: TimelineEntry = index.data(ROW_ROLE)
            whole = QRectF(self.grid.sizes.inner(option.rect, index.row())).adjusted(0, 0, 0, -1)
            badge = self.badge_box(current_theme(), self.text_box(whole, WHEN), row)
            if badge is not None and badge.contains(event.position()):
                return self._put(row, -self._crossing(row))
        return super().editorEvent(event, model, option, index)

    # ── Keys ──

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if editor is self.grid:
            return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._grid_key(event)
        if isinstance(event, QKeyEvent) and editor is self.editor and self._panel is not None:
            if event.type() == QEvent.Type.KeyPress and self._editor_key(editor, event):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and self._adds(event) and self._asks_first():
                event.accept()
                return True
        return super().eventFilter(editor, event)

    def _grid_key(self, event: QKeyEvent) -> bool:
        """Put the current row on another day."""
        row = self.grid.current_row()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _ALT or self.grid.current_field() != WHEN:
            return False
        step = _DAYS.get(Qt.Key(event.key()))
        return bool(step) and isinstance(row, TimelineEntry) and self._put(row, step or 0)

    def put_day_earlier(self) -> bool:
        """Put the current row on the day before, at the same time of its own clocks. Returns whether it has a time."""
        return self._put_current(-1)

    def put_day_later(self) -> bool:
        """Put the current row on the day after, at the same time of its own clocks. Returns whether it has a time."""
        return self._put_current(1)

    def _put_current(self, step: int) -> bool:
        self.grid.commit()
        row = self.grid.current_row()
        return isinstance(row, TimelineEntry) and self._put(row, step)

    def _put(self, row: TimelineEntry, step: int) -> bool:
        pm = self.grid.document.value
        self.grid.document.seal()
        edit = timeline_times.put_on_another_day(pm, row, step)
        if edit is None or not self.grid.commands.apply(edit):
            return False
        self.grid.document.seal()
        self.grid.show_cell(row.id, WHEN)
        moved = self.grid.current_row()
        if isinstance(moved, TimelineEntry):
            told = timeline_times.long_time(self.grid.document.value, moved.when)
            self.grid.said.emit(f"Now {told}. Ctrl+Z takes it back.")
        return True

    def _editor_key(self, watched: QObject, event: QKeyEvent) -> bool:
        panel, editor, key = self._panel, self.editor, Qt.Key(event.key())
        if panel is None or editor is None or watched is not editor:
            return False
        if panel.asks:
            return panel.takes(event)
        if event.modifiers() == _ALT and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._take_other()
            return True
        adds = self._adds(event)
        if key not in _LEAVE or (event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier) and not adds):
            return False
        doubt = self._question()
        if doubt is None or doubt.sort != "clocks":
            return False
        up = event.modifiers() & _SHIFT and _LEAVE[key] == "down"
        self._step = adds or ("up" if up else _LEAVE[key])
        panel.ask(doubt)
        editor.setAccessibleDescription(panel.text)
        return True

    def _adds(self, event: QKeyEvent) -> str:
        """Return where a key wants another row, an empty text for every other key."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _ADD.get(modifiers, "") if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else ""

    def _asks_first(self) -> bool:
        doubt = self._question()
        return doubt is not None and doubt.sort == "clocks"

    # ── What was left open ──

    def _ask_left(self) -> None:
        """Ask below the grid what somebody left open who went on to something else; nothing is guessed meanwhile."""
        row = self._left_row(self._edited)
        if row is None or self._panel is not None or row.when.at is not None or not row.when.typed:
            return
        doubt = timeline_times.time_question(self.grid.document.value, row, row.when.typed, self._clock())
        if doubt is not None and doubt.sort == "clocks":
            ways = [Way(each.words, partial(self._settle, row.id, each.when)) for each in doubt.readings]
            if doubt.nearest:
                ways.reverse()
            self.grid.asked.emit(Ask(doubt.question, tuple(ways), partial(self._is_open, row.id, row.when)))

    def _left_row(self, row_id: str) -> TimelineEntry | None:
        return next((row for row in self.grid.document.value.timeline if row.id == row_id), None)

    def _is_open(self, row_id: str, when: When) -> bool:
        row = self._left_row(row_id)
        return row is not None and row.when == when

    def _settle(self, row_id: str, when: When) -> None:
        row = self._left_row(row_id)
        if row is not None:
            self.grid.commands.apply(timeline_times.set_time(row, when))
            self.grid.show_cell(row_id, WHEN)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── The editor ──

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if self._is_time(index) and self.editor is not None:
            self._answer, self._edited = None, index.data(ROW_ROLE).id
            self._panel = TimePanel(self.editor)
            self._panel.answered.connect(self._on_answered)
            self.editor.typed.connect(self._on_time_typed)
        return editor

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        super().updateEditorGeometry(editor, option, index)
        if self._is_time(index) and isinstance(editor, CellEditor):
            box = self.ring_box(QRectF(self.grid.sizes.inner(option.rect, index.row())), WHEN).toRect()
            room = self.grid.viewport().width() - box.left() - 2
            box.setWidth(min(room, max(box.width(), current_theme().px(_EDITOR))))
            editor.take_box(box)

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self._panel is not None:
            if isValid(self._panel):
                self._panel.hide()
                self._panel.deleteLater()
            self._panel = None
            QTimer.singleShot(0, self, self._ask_left)
        super().destroyEditor(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row = index.data(ROW_ROLE)
        answer, self._answer = self._answer, None
        if answer is not None and isinstance(editor, CellEditor) and editor.value == answer.typed:
            self.grid.commands.apply(timeline_times.set_time(row, answer))
            self.grid.said.emit("")
        else:
            super().setModelData(editor, model, index)

    def _on_time_typed(self) -> None:
        """Say how the text is read, as far as it is typed."""
        row, editor, panel = self.grid.current_row(), self.editor, self._panel
        if editor is None or panel is None or not isinstance(row, TimelineEntry):
            return
        pm, text = self.grid.document.value, editor.value
        if not text.strip():
            panel.say("")
            return
        doubt = self._question()
        when = doubt.readings[0].when if doubt else timeline_times.time_entered(pm, row, text, self._clock())
        words = timeline_times.long_time(pm, when) if when.at is not None else why_unread(text)
        tone, other = "", None
        if doubt is not None and doubt.sort == "clocks":
            words, tone = f"{doubt.question} Enter asks which is meant.", "amber"
        elif doubt is not None:
            other = (OTHER_READING, doubt.readings[1])
        panel.say(words, tone, other)
        editor.setAccessibleDescription(panel.text)

    def _question(self) -> Doubt | None:
        row = self.grid.current_row()
        if self.editor is None or not isinstance(row, TimelineEntry):
            return None
        return timeline_times.time_question(self.grid.document.value, row, self.editor.value, self._clock())

    def _take_other(self) -> None:
        """Write the other reading of a day out, so that everybody sees which is meant."""
        doubt, editor = self._question(), self.editor
        if doubt is not None and editor is not None and doubt.sort != "clocks":
            editor.selectAll()
            editor.insertPlainText(edit_form(doubt.readings[1].when, self.grid.document.value.zone))

    def _on_answered(self, reading: Reading) -> None:
        doubt = self._question()
        if doubt is not None and doubt.sort == "clocks":
            self._answer = reading.when
            if self._step in _ADD.values():
                self.grid.commands.add_row(above=self._step == "above")
            else:
                self.grid.leave_editor(self._step)
        else:
            self._take_other()

    def _is_time(self, index: Index) -> bool:
        return self.grid.rows_model.columns[index.column()].field == WHEN


def _disputed(entry: TimelineEntry) -> str:
    """What stands below a time that people do not agree on: a mark and a word."""
    return f"? {timeline_times.DISPUTED.strip('()')}" if entry.claims else ""
