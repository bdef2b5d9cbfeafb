"""What the grid of the timeline shows: its columns, its days, its choices, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import override

from postmortem_gui.core.edits import Edit
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem, Question, TimelineEntry
from postmortem_gui.core.strip import Gap
from postmortem_gui.core.times import show_time
from postmortem_gui.core.values import Row
from postmortem_gui.core.vocabulary import KINDS, PHASES
from postmortem_gui.editing import timeline_columns, timeline_edits, timeline_rows, timeline_times
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.question_edits import questions_by_row
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.editing.timeline_columns import Clock
from postmortem_gui.editing.timeline_edits import ends_of
from postmortem_gui.storage.ids import new_id
from postmortem_gui.ui.choices import Choice, ChoiceGroup
from postmortem_gui.ui.grid_rows import GridColumn, GridRows, MoveOffer
from postmortem_gui.ui.looks import KIND, PHASE, Look, look
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.timeline_cells import RAIL

_NEVER = 1_000_000
_LIT = 14
"""How much more room a time needs while a room watches: the one in the light is larger."""

_BESIDE = 44
"""How much more lets the second zone stand beside the first, where the grid is wide: rows stay one line high."""
_KIND_KEYS = "12345"
_PHASE_KEYS = "LIDAEMNORCS"
"""The letter of each phase: of its word, and no two the same."""


def _choices(words: Sequence[tuple[str, str]], looks: dict[str, Look], letters: str) -> list[Choice]:
    return [
        Choice(key, label, look(looks, key).hue, look(looks, key).icon, letter)
        for (key, label), letter in zip(words, letters, strict=True)
    ]


class TimelineRows(GridRows):
    """What the grid has to know of the timeline."""

    part = "timeline"
    first_field = "when"
    people_fields = frozenset({"who"})
    stays_put = "The rows are in the order of their times. To move this one, change its time."

    def __init__(self, document: Document, clock: Clock) -> None:
        super().__init__(document, timeline_columns.columns(clock))
        self._clock = clock
        self.gaps: dict[str, Gap] = {}
        """What the phase strip found to be gaps, each by the row behind it."""
        self._questions: dict[str, tuple[Question, ...]] = {}
        self._questions_of: object = ()
        self._days: dict[str, str] = {}
        self._days_of: tuple[object, str] = ((), "")

    @override
    def rows_of(self, pm: Postmortem) -> tuple[TimelineEntry, ...]:
        return in_order(pm.timeline)

    @override
    def layout(self) -> Sequence[GridColumn]:
        pm, presenting = self.document.value, current_theme().presenting
        wide = RAIL + timeline_times.time_width(pm) + (_LIT if presenting else 0)
        return (
            GridColumn("when", wide, more=_BESIDE if pm.second_zone else 0, more_from=760 if presenting else 1000),
            GridColumn("event", 200, wide=True),
            GridColumn("kind", 130),
            GridColumn("source", 118, shown_from=_NEVER if presenting else 520, more=12, more_from=860),
            GridColumn("who", 110, shown_from=860),
        )

    @override
    def headings(self) -> Mapping[str, str]:
        pm = self.document.value
        if self._days_of[0] is not pm.timeline or self._days_of[1] != pm.zone:
            self._days, self._days_of = timeline_times.spans_days(pm), (pm.timeline, pm.zone)
        return self._days

    @override
    def choices_of(self, field: str, row: Row) -> tuple[ChoiceGroup, ...]:
        if field != "kind" or not isinstance(row, TimelineEntry):
            return ()
        kinds = _choices(KINDS, KIND, _KIND_KEYS)
        phases = _choices(PHASES, PHASE, _PHASE_KEYS)
        return (
            ChoiceGroup("Phases reached here", phases, row.phases, several=True),
            ChoiceGroup("Kind of row", kinds, (row.kind,)),
        )

    @override
    def choice_edit(
        self, field: str, row: Row, picked: tuple[tuple[str, ...], ...], rows: Sequence[Row] = ()
    ) -> Edit | None:
        if not isinstance(row, TimelineEntry):
            return None
        phases, kinds = picked
        marked = {each.id: each for each in (row, *rows) if isinstance(each, TimelineEntry)}
        return timeline_edits.mark_edit(tuple(marked.values()), row, kinds[0] if kinds else row.kind, phases)

    @override
    def link_of(self, field: str, row: Row) -> str:
        links = row.source if field == "source" and isinstance(row, TimelineEntry) else ()
        return next((link.url for link in links if link.url), "")

    @override
    def is_gap(self, field: str, row: Row) -> bool:
        return field == "when" and isinstance(row, TimelineEntry) and not (row.when.at or row.when.typed)

    @override
    def problem_of(self, field: str, row: Row) -> str:
        if not isinstance(row, TimelineEntry):
            return ""
        said = timeline_times.time_note if field == "when" else timeline_times.time_problem
        return said(self.document.value, row)

    @override
    def gaps_above(self) -> Mapping[str, str]:
        return {row_id: gap.question for row_id, gap in self.gaps.items()}

    @override
    def questions(self) -> Mapping[str, tuple[Question, ...]]:
        pm = self.document.value
        if self._questions_of is not pm.questions:
            self._questions, self._questions_of = questions_by_row(pm, self.part), pm.questions
        return self._questions

    @override
    def move_offer(self, row: Row, order: Sequence[str]) -> MoveOffer | None:
        pm = self.document.value
        if not isinstance(row, TimelineEntry):
            return None
        when, edit = timeline_edits.time_between(pm, row, order), timeline_edits.move_with_time(pm, row, order)
        if when is None or edit is None:
            return None
        ends = [show_time(when.but(at=at, until=None), pm.zone, "HH:mm") for at in ends_of(when)]
        words = " and ".join(ends)
        asked = f"Set time to between {words}?" if len(ends) > 1 else f"Set time to {words}?"
        return MoveOffer(f"The rows are in the order of their times. {asked}", "Set time", edit)

    @override
    def left_edit(self, field: str, row: Row) -> Edit | None:
        if field != "event" or not isinstance(row, TimelineEntry):
            return None
        return timeline_edits.said_phases_edit(self.document.value, row)

    @override
    def is_blank(self, row: Row) -> bool:
        return isinstance(row, TimelineEntry) and timeline_rows.is_empty(row)

    @override
    def new_row_edit(self, current: Row | None, *, above: bool) -> Edit:
        new = (timeline_rows.new_row(),)
        if current is not None and above:
            return timeline_rows.insert_above(self.document.value, new, current.id)
        return timeline_rows.insert_rows(self.document.value, new, current.id if current else None)

    @override
    def copies_edit(self, rows: Sequence[Row], after: Row | None) -> Edit:
        copies = tuple(row.but(id=new_id("t")) for row in rows if isinstance(row, TimelineEntry))
        return timeline_rows.insert_rows(self.document.value, copies, after.id if after else None)

    @override
    def shows_first(self, text: str, html: str) -> bool:
        return "\n" in text.strip() or "\t" in text.strip() or "<tr" in html.casefold()

    @override
    def paste_edit(self, text: str, current: Row | None, field: str, columns: Sequence[FieldColumn]) -> Edit | None:
        pm = self.document.value
        if isinstance(current, TimelineEntry):
            cell = timeline_rows.pasted_into_cell(pm, text, current, field, self.columns)
            if cell is not None:
                return cell
        return timeline_rows.pasted(pm, text, current.id if current else None, self._clock)
