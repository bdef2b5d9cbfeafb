"""The timeline: what happened, row by row, in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.strip import Gap
from postmortem_gui.core.template import Prompt
from postmortem_gui.editing import timeline_rows, timeline_times
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.timeline_columns import Clock, utc_now
from postmortem_gui.ui import clipboard
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Card, EmptyState
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.grid_page import GridPage
from postmortem_gui.ui.hints import Hint, HintList
from postmortem_gui.ui.looks import KIND, PHASE, Look, look
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.paste_strip_host import PasteHost
from postmortem_gui.ui.phase_strip import PhaseStrip
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.time_zones import ZoneButton
from postmortem_gui.ui.timeline_cells import RAIL, TimelineCells
from postmortem_gui.ui.timeline_commands import TimelineCommands
from postmortem_gui.ui.timeline_grid import TimelineRows

_FEW_ROWS = 5
_WIDEST = 16777215


class TimelinePage(GridPage):
    """The tab of the timeline: a card with the grid, what the template would have told below it, and one sentence."""

    def __init__(self, document: Document, parent: QWidget | None = None, *, clock: Clock = utc_now) -> None:
        super().__init__(document, parent)
        self.setObjectName("timelinePage")
        self.setAccessibleName("Timeline")
        self._prompts_taken: set[str] = set()
        self._prompts: list[Prompt] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.strip = PhaseStrip(self)
        column.addWidget(self.strip)
        self.card = Card("Timeline", flush=True)
        column.addWidget(self.card, 1)
        self.zone = ZoneButton(document)
        self.hints = HintList("usual moments not told yet", RAIL)
        self._add_tools()
        self.rows = TimelineRows(document, clock)
        self.grid = Grid(document, self.rows, partial(TimelineCells, clock=clock), "Timeline", self)
        cells = self.grid.cells
        assert isinstance(cells, TimelineCells)  # noqa: S101 (made just above)
        self.cells = cells
        self.grid.setObjectName("timelineTable")
        self.empty = EmptyState(
            "clock",
            "No events yet",
            "Type 14:32 and what happened in the line below, or add a row. Lines from a chat, a log or a sheet can be "
            "pasted here.",
        )
        self.first = self.empty.add_button("Add the first row", "plus", "primary")
        self.first.clicked.connect(self._add)
        self.empty.add_button("Paste rows", "clipboard-paste").clicked.connect(self.paste_rows)
        self.note = NoteLine()
        self.strip.row_wanted.connect(self._go_to_row)
        self.strip.gap_wanted.connect(self._ask)
        for widget, stretch in ((self.empty, 1), (self.grid, 3), (self.hints, 2), (self.note, 0)):
            self.card.body.addWidget(widget, stretch)
        self.card.body.addStretch(0)
        self.pasting = PasteHost(self, clock)
        self.grid.paste_wanted.connect(self.pasting.open)
        self.grid.said.connect(self._say)
        self.listen(self.note)
        self.doing = TimelineCommands(self.grid, self.rows, clock)
        self.doing.put_into(self.card.body)
        self.grid.place_changed.connect(self.place_changed)
        self.grid.place_changed.connect(self._ring)
        self.hints.taken.connect(self._take_hint)
        self.hints.toggled.connect(self._share_height)
        document.changed.connect(self._on_changed)
        self.hints.set_open(opened=len(document.value.timeline) < _FEW_ROWS)
        self._show_strip(document.value)
        self._show()

    def _add_tools(self) -> None:
        self.card.add_tool(self.hints.toggle)
        self.card.add_tool(self.zone)
        paste = ToolButton("clipboard-paste", "Paste a chat, a log or a table (Ctrl+Shift+V)", "Paste rows")
        paste.clicked.connect(self.paste_rows)
        self.card.add_tool(paste)
        add = ToolButton("plus", "Add a row (Ctrl+Enter)", "Add")
        add.clicked.connect(self._add)
        self.card.add_tool(add)

    # ── What the window asks of a page ──

    @override
    def focus_place(self, place: Place) -> bool:
        if place.part != "timeline":
            return False
        self.grid.commit()
        if place.row is not None:
            self.grid.show_cell(place.row, place.field or "")
        elif not self.grid.currentIndex().isValid() and self.document.value.timeline:
            self.grid.show_cell(in_order(self.document.value.timeline)[0].id, "when")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def take_focus(self) -> None:
        """Put the keyboard where it was, else into the table: the strip comes before it, but nobody writes there."""
        if self.focusWidget() is None or isinstance(self.focusWidget(), (QAbstractButton, PhaseStrip)):
            self.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().take_focus()

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return self.grid.commands.add_row(above=above)

    @override
    def paste(self) -> None:
        super().paste()
        if self.pasting.strip is not None:
            self.pasting.strip.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def row_commands(self) -> dict[str, Callable[[], object]]:
        days = {"day_earlier": self.cells.put_day_earlier, "day_later": self.cells.put_day_later}
        return super().row_commands() | self.doing.all() | days

    def paste_rows(self) -> None:
        """Look at what is on the clipboard, even one line of it, as rows; rows of this program go in at once."""
        text = clipboard.text()
        if clipboard.rows_of("timeline") or not text.strip():
            self.paste()
        else:
            self.pasting.open(text, clipboard.html())

    @override
    def count(self) -> str:
        count = len(self.document.value.timeline)
        return str(count) if count else ""

    # ── What a person does ──

    def _add(self) -> None:
        self.add_row()

    def _take_hint(self, at: int) -> None:
        prompt = self._prompts[at]
        self._prompts_taken.add(prompt.text)
        current = self.grid.current_row()
        row = timeline_rows.row_of_prompt(prompt)
        after = current.id if current else None
        self.grid.commands.insert(timeline_rows.insert_rows(self.document.value, (row,), after), "event")

    def _say(self, sentence: str) -> None:
        pm, row = self.document.value, self.grid.current_row()
        problem = timeline_times.time_problem(pm, row) if isinstance(row, TimelineEntry) else ""
        if self.note.is_waiting and sentence in ("", problem):
            return
        unread = (each for each in pm.timeline if each.when.at is None and each.when.typed) if sentence else ()
        self.note.say(
            sentence, "amber" if any(timeline_times.time_problem(pm, each) == sentence for each in unread) else ""
        )

    def _go_to_row(self, row_id: str) -> None:
        self.grid.commit()
        if self.grid.show_cell(row_id, "event"):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, gap: Gap) -> None:
        self.doing.offer_gap(gap)

    def _ring(self, place: Place) -> None:
        self.strip.select(place.row or "")

    # ── What is shown ──

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.card.set_head_shown(not current_theme().presenting)

    def _show_strip(self, pm: Postmortem) -> None:
        self.strip.show_postmortem(pm)
        gaps = {gap.to_row: gap for gap in self.strip.strip.gaps} if self.strip.strip else {}
        if gaps != self.rows.gaps:
            self.rows.gaps = gaps
            self.grid.sizes.fit_later()

    def _on_changed(self, change: Change) -> None:
        self._show_strip(change.new)
        old, new = change.old, change.new
        if any(getattr(new, part) is not getattr(old, part) for part in ("timeline", "questions", "template")):
            self._show()

    def _show(self) -> None:
        pm = self.document.value
        count = len(pm.timeline)
        self.card.set_title("Timeline", timeline_rows.count_words(pm) if count else "")
        self._show_grid(shown=bool(count))
        self._prompts = timeline_rows.prompts_left(pm, self._prompts_taken)
        self.hints.show_hints([Hint(prompt.text, _look_of(prompt)) for prompt in self._prompts])
        self._share_height()

    def _show_grid(self, *, shown: bool) -> None:
        had_focus = self.grid.hasFocus() and not shown
        self.setFocusProxy(self.grid if shown else self.first)
        self.empty.setHidden(shown)
        self.grid.setHidden(not shown)
        if had_focus:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_height(self) -> None:
        """Have the hints follow the last row while there is room for both."""
        opened = self.hints.is_open and not self.hints.isHidden()
        self.grid.setMaximumHeight(self.grid.sizes.content_height() + 4 if opened else _WIDEST)


def _look_of(prompt: Prompt) -> Look | None:
    if prompt.phases:
        return look(PHASE, prompt.phases[0])
    return look(KIND, prompt.kind) if prompt.kind and prompt.kind != "step" else None
