"""What can be done to rows of the timeline beyond what every grid can: mark, merge, shift, dispute, ask, fill a gap."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from postmortem_gui.core.claims import told
from postmortem_gui.core.postmortem import Postmortem, Question, TimelineEntry, When
from postmortem_gui.core.shifting import read_amount, shifted
from postmortem_gui.core.strip import Gap
from postmortem_gui.core.times import edit_form, show_time
from postmortem_gui.editing import question_edits, timeline_edits, timeline_rows
from postmortem_gui.editing.timeline_columns import Clock
from postmortem_gui.editing.timeline_times import time_entered
from postmortem_gui.ui.asked_names import PEOPLE
from postmortem_gui.ui.claims_panel import ClaimsPanel
from postmortem_gui.ui.gap_line import ADD
from postmortem_gui.ui.inline_text import read_inline
from postmortem_gui.ui.note_line import Ask, Way
from postmortem_gui.ui.row_bar import BarField, RowBar

if TYPE_CHECKING:
    from postmortem_gui.ui.grid import Grid
    from postmortem_gui.ui.timeline_grid import TimelineRows

Rows = tuple[TimelineEntry, ...]


class TimelineCommands(QObject):
    """The commands of the page with the timeline. Each is one step of undo."""

    def __init__(self, grid: Grid, rows: TimelineRows, clock: Clock) -> None:
        super().__init__(grid)
        self._grid, self._rows_shown, self._clock = grid, rows, clock
        self._offered: Gap | None = None
        grid.gap_pressed.connect(self.press_gap)
        self._document = grid.document
        self._row_id = ""
        self._question: Question | None = None
        self._typed: Callable[[], None] = self._nothing
        self._take: Callable[[], object] = self._nothing
        self.bar = RowBar()
        self.bar.typed.connect(self._on_typed)
        self.bar.accepted.connect(self._on_accepted)
        self.bar.left.connect(self._go_back)
        self.claims = ClaimsPanel()
        self.claims.accepted.connect(self._on_claims)
        self.claims.left.connect(self._go_back)

    def put_into(self, column: QVBoxLayout) -> None:
        """Put what is asked above the grid into a column, first."""
        column.insertWidget(0, self.claims)
        column.insertWidget(0, self.bar)

    def all(self) -> dict[str, Callable[[], object]]:
        """Return the commands by their ids in `ui.row_commands`."""
        return {
            "mark": self.mark,
            "next_kind": self.next_kind,
            "merge": self.merge,
            "shift": self.shift,
            "dispute": self.dispute,
            "ask": self.ask,
            "answer": self.answer,
            "next_missing": self.next_gap,
            "previous_missing": partial(self.next_gap, -1),
        }

    @property
    def _pm(self) -> Postmortem:
        return self._document.value

    def _rows(self) -> Rows:
        self._grid.commit()
        self._document.seal()
        return tuple(row for row in self._grid.selected_rows() if isinstance(row, TimelineEntry))

    def _keep_in_view(self) -> None:
        """Scroll to the row in question when what is asked above has taken its room."""
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        self._grid.scrollTo(self._grid.currentIndex())

    def _row(self) -> TimelineEntry | None:
        row = next((row for row in self._pm.timeline if row.id == self._row_id), None)
        if row is None:
            self._grid.said.emit("That row is gone. Nothing was changed.")
        return row

    def _go_back(self) -> None:
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self) -> None:
        """Stand where nothing is asked."""

    def _on_typed(self) -> None:
        self._typed()

    def _on_accepted(self) -> None:
        self.bar.close_bar()
        self._take()
        self._go_back()

    # ── Kind and phases ──

    def mark(self) -> None:
        """Offer kinds and phases, each with its letter, for the selected rows."""
        if self._rows():
            index = self._grid.currentIndex()
            at = self._grid.rows_model.column_of("kind")
            self._grid.open_choices(index.siblingAtColumn(at))

    def next_kind(self) -> None:
        """Give the selected rows the next kind."""
        rows = self._rows()
        if rows and self._grid.commands.apply(timeline_edits.next_kind_edit(rows)):
            row = self._grid.current_row()
            if isinstance(row, TimelineEntry):
                self._grid.said.emit(f"Kind: {row.kind}.")

    # ── Merge and shift ──

    def merge(self) -> None:
        """Make one row of the selected ones."""
        rows = self._rows()
        if len(rows) < 2:
            self._grid.said.emit("Select the rows that tell the same first: Shift+Down, or Ctrl+click.")
        elif self._grid.commands.apply(timeline_edits.merge_edit(self._pm, rows)):
            self._grid.show_cell(rows[0].id, "event")
            claims = next((len(row.claims) for row in self._pm.timeline if row.id == rows[0].id), 0)
            disputed = f" {claims} times for it are kept as claims." if claims else ""
            self._grid.said.emit(f"{len(rows)} rows are one now, with all their sources.{disputed} Ctrl+Z parts them.")

    def shift(self) -> None:
        """Ask by how much the selected rows are shifted."""
        rows = self._rows()
        dated = [row for row in rows if row.when.at is not None]
        if not dated:
            self._grid.said.emit("None of the selected rows has a time that could be shifted.")
            return
        self._typed = partial(self._preview_shift, rows)
        self._take = partial(self._shift, rows)
        count = f"{len(dated)} row{'s' if len(dated) > 1 else ''}"
        self.bar.open(f"Shift {count} by", "clock", (BarField("By how much", "+3m or -00:02:10", 190),), "Shift")
        self._keep_in_view()

    def _preview_shift(self, rows: Rows) -> None:
        text = self.bar.values[0]
        by = read_amount(text)
        if by is None:
            sentence = "An amount has a unit: +3m, -1h 5m, 90s, -00:02:10." if text.strip() else "Undated rows stay."
            self.bar.show_preview(sentence, ok=False, problem=bool(text.strip()))
            return
        try:
            timeline_edits.shift_edit(rows, by)
        except ValueError as error:
            self.bar.show_preview(str(error), ok=False, problem=True)
            return
        dated = [row for row in rows if row.when.at is not None]
        ends = dated if len(dated) == 1 else [dated[0], dated[-1]]
        shown = [f"{self._clocked(row.when)} → {self._clocked(shifted(row, by).when)}" for row in ends]
        self.bar.show_preview(" … ".join(shown), ok=True)

    def _clocked(self, when: When) -> str:
        return show_time(when, self._pm.zone, "D MMM HH:mm:ss" if when.precision == "s" else "D MMM HH:mm")

    def _shift(self, rows: Rows) -> None:
        by = read_amount(self.bar.values[0])
        if by is not None:
            now = {row.id: row for row in self._pm.timeline}
            still = tuple(now[row.id] for row in rows if row.id in now)
            self._grid.commands.apply(timeline_edits.shift_edit(still, by))

    # ── Disputed times ──

    def dispute(self) -> None:
        """Show the claims about the time of the current row."""
        rows = self._rows()
        row = self._grid.current_row()
        if rows and isinstance(row, TimelineEntry):
            self._row_id = row.id
            claims, used = told(row)
            title = f"When was “{read_inline(row.event).text or 'this'}”?"
            self.claims.open(title, claims, used, partial(self._read_time, row), self._edit_form)
            self._keep_in_view()

    def _read_time(self, row: TimelineEntry, text: str) -> When:
        return time_entered(self._pm, row, text, self._clock())

    def _edit_form(self, when: When) -> str:
        return edit_form(when, self._pm.zone)

    def _on_claims(self) -> None:
        row = self._row()
        if row is not None:
            self._grid.commands.apply(timeline_edits.dispute_edit(row, self.claims.claims, self.claims.used))
        self.claims.hide()
        self._go_back()

    # ── Questions ──

    def ask(self) -> None:
        """Ask for a question about the current row, and whom it is for."""
        self._rows()
        row = self._grid.current_row()
        if row is not None:
            self._row_id = row.id
            self._typed, self._take = self._preview_question, self._ask
            fields = (
                BarField("Question", "What would have told us earlier?"),
                BarField("For whom", "For whom", 170, PEOPLE),
            )
            self.bar.open("Ask about this row", "circle-question-mark", fields, "Ask")
            self._keep_in_view()

    def _preview_question(self) -> None:
        self.bar.show_preview("It waits below the row until somebody answers.", ok=bool(self.bar.values[0].strip()))

    def _ask(self) -> None:
        if self._row() is not None:
            text, for_ = self.bar.values
            self._grid.commands.apply(question_edits.ask_edit(self._pm, "timeline", self._row_id, text, for_))

    def answer(self) -> None:
        """Ask for the answer to the first open question of the current row."""
        self._rows()
        row = self._grid.current_row()
        asked = question_edits.questions_by_row(self._pm, "timeline").get(row.id, ()) if row is not None else ()
        if not asked:
            self._grid.said.emit("Nobody has asked anything about this row. Ctrl+Shift+Q asks.")
            return
        self._question = asked[0]
        self._typed, self._take = self._preview_answer, self._answer
        self.bar.open(asked[0].text, "circle-question-mark", (BarField("Answer", "The answer, or nothing"),), "Close")
        self._keep_in_view()

    def _preview_answer(self) -> None:
        words = "Enter keeps the answer." if self.bar.values[0].strip() else "Without an answer the question is closed."
        self.bar.show_preview(words, ok=True)

    def _answer(self) -> None:
        question = next((each for each in self._pm.questions if each == self._question), None)
        if question is not None:
            self._grid.commands.apply(question_edits.answer_edit(question, self.bar.values[0]))

    # ── Gaps ──

    def press_gap(self, row_id: str, way: str) -> None:
        """Fill the gap before a row in one of the two ways."""
        gap = self._rows_shown.gaps.get(row_id)
        if gap is not None:
            self._grid.commit()
            self._fill_gap(gap) if way == ADD else self._ask_about(gap)

    def offer_gap(self, gap: Gap) -> None:
        """Go to a gap and offer to fill it: with a row, or with a question to somebody."""
        self._grid.commit()
        if self._grid.show_cell(gap.from_row, "event"):
            self._offered = gap
            ways = (Way("Add row", partial(self._fill_gap, gap)), Way("Ask someone", partial(self._ask_about, gap)))
            self._grid.asked.emit(Ask(gap.question, ways))

    def _fill_gap(self, gap: Gap) -> None:
        edit = timeline_rows.insert_rows(self._pm, (timeline_rows.new_row(),), gap.from_row)
        self._grid.commands.insert(edit, "when")

    def _ask_about(self, gap: Gap) -> None:
        if self._grid.show_cell(gap.from_row, "event"):
            self.ask()

    def next_gap(self, step: int = 1) -> None:
        """Go to what is missing next: a time, or what happened in a gap; behind the last comes the first."""
        self._grid.commit()
        after = {gap.from_row: gap for gap in self._rows_shown.gaps.values()}
        stops: list[tuple[int, int, str]] = []
        for line, row in enumerate(self._rows_shown.rows_of(self._pm)):
            if row.when.at is None:
                stops.append((line, 0, row.id))
            if row.id in after:
                stops.append((line, 1, row.id))
        if not stops:
            self._grid.said.emit(
                "Nothing is missing: every row has a time, and there is no gap while the impact is on."
            )
            return
        now = self._grid.current_row()
        is_offered = now is not None and self._offered is not None and self._offered.from_row == now.id
        here = (self._grid.currentIndex().row(), 1 if is_offered else 0)
        behind = [stop for stop in stops if (stop[:2] > here if step > 0 else stop[:2] < here)]
        found = (behind or stops)[0 if step > 0 else -1]
        if found[1]:
            self.offer_gap(after[found[2]])
        else:
            self._offered = None
            self._grid.show_cell(found[2], "when")
            self._go_back()
