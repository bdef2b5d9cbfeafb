"""What the grid of the actions shows: the columns that the template asks for, groups by stage, and the choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import override

from postmortem_gui.core.edits import Edit, Together
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.values import Row
from postmortem_gui.editing import action_columns, action_rows
from postmortem_gui.editing.action_columns import Today
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.ui.choices import Choice, ChoiceGroup
from postmortem_gui.ui.grid_rows import GridColumn, GridRows
from postmortem_gui.ui.looks import ACTION_STATUS, look

_WIDTHS = {
    "label": 42,
    "description": 190,
    "theme": 100,
    "stage": 94,
    "kind": 80,
    "solution_kind": 72,
    "solution": 130,
    "details": 116,
    "owner": 112,
    "ticket": 84,
    "due": 80,
    "priority": 64,
    "status": 106,
    "reason": 130,
}
_MORE = {"label": 4, "owner": 26, "ticket": 10, "due": 6, "priority": 4, "status": 6}
"""How much wider they are from _ROOMY on: names stand on one line there."""
_ROOMY = 900
_ALWAYS = frozenset({"description", "owner", "ticket", "due"})
_WHERE_ROOM = ("status", "label", "priority", "kind")
"""Shown where the template does not print them, as long as there is room: the first of these first."""
_KIND_FROM = 950
_NEVER_EMPTY = ("stage", "status")


class ActionGridRows(GridRows):
    """What the grid has to know of the actions."""

    part = "actions"
    first_field = "description"
    people_fields = frozenset({"owner"})
    stays_put = "This row is at the end of its list already."

    def __init__(self, document: Document, today: Today) -> None:
        super().__init__(document, action_columns.columns(today))
        self._today = today
        self.shows_all = False
        """Whether every column is shown, also those that the template does not print."""
        self._headings: dict[str, str] = {}
        self._headings_of: tuple[object, object] = (None, None)
        self._shown: tuple[ActionItem, ...] = ()
        self._shown_of: tuple[object, object] = (None, None)

    @override
    def rows_of(self, pm: Postmortem) -> tuple[ActionItem, ...]:
        if self._shown_of[0] is not pm.actions or self._shown_of[1] is not pm.template:
            self._shown, self._shown_of = action_rows.in_stages(pm), (pm.actions, pm.template)
        return self._shown

    @override
    def layout(self) -> Sequence[GridColumn]:
        pm, widths = self.document.value, _WIDTHS
        if self.shows_all:
            return [GridColumn(field, widths[field], wide=field == "description") for field in action_columns.ORDER]
        asked = action_rows.asked_fields(pm.template) | _ALWAYS
        if any(row.status == "wont_do" and (row.stage == "committed" or "stage" in asked) for row in pm.actions):
            asked |= {"reason"}
        shown_from = dict.fromkeys(asked, 0)
        room = sum(widths[field] for field in asked)
        for field in _WHERE_ROOM:
            if field not in asked:
                room += widths[field]
                shown_from[field] = max(room, _KIND_FROM if field == "kind" else 0)
        fields = [field for field in action_columns.ORDER if field in shown_from]
        return [
            GridColumn(field, widths[field], shown_from[field], field == "description", _MORE.get(field, 0), _ROOMY)
            for field in fields
        ]

    @override
    def headings(self) -> Mapping[str, str]:
        pm = self.document.value
        if self._headings_of[0] is not pm.actions or self._headings_of[1] is not pm.template:
            self._headings, self._headings_of = action_rows.headings(pm), (pm.actions, pm.template)
        return self._headings

    @override
    def choices_of(self, field: str, row: Row) -> tuple[ChoiceGroup, ...]:
        words = action_columns.CHOICES.get(field)
        if words is None:
            return ()
        choices = [Choice(key, label) for key, label in words]
        if field == "status":
            choices = [Choice(key, label, *look(ACTION_STATUS, key)[1:]) for key, label in words]
        if field not in _NEVER_EMPTY:
            choices.append(Choice("", "None"))
        return (ChoiceGroup("", choices, (str(getattr(row, field)),)),)

    @override
    def choice_edit(
        self, field: str, row: Row, picked: tuple[tuple[str, ...], ...], rows: Sequence[Row] = ()
    ) -> Edit | None:
        if not picked[0]:
            return None
        chosen = {each.id: each for each in (row, *rows) if isinstance(each, ActionItem)}
        edits = (action_rows.set_field(each, field, picked[0][0], self._today()) for each in chosen.values())
        found = tuple(edit for edit in edits if edit is not None)
        return found[0] if len(found) == 1 else Together(f"Change {len(found)} action items", found) if found else None

    @override
    def key_choice(self, field: str, key: str) -> tuple[tuple[str, ...], ...] | None:
        return ((f"P{key}",),) if field == "priority" and key in ("1", "2", "3") else None

    @override
    def names_for(self, field: str) -> Sequence[str]:
        return action_rows.themes(self.document.value) if field == "theme" else ()

    @override
    def link_of(self, field: str, row: Row) -> str:
        ticket = row.ticket if field == "ticket" and isinstance(row, ActionItem) else None
        return ticket.url if ticket else ""

    @override
    def is_gap(self, field: str, row: Row) -> bool:
        return isinstance(row, ActionItem) and field in action_rows.gaps(row)

    @override
    def problem_of(self, field: str, row: Row) -> str:
        if not isinstance(row, ActionItem):
            return ""
        if row.status == "wont_do" and not row.reason:
            return f"Say in Reason why {row.label or 'this'} will not be done."
        return action_columns.due_problem(row)

    @override
    def is_blank(self, row: Row) -> bool:
        return isinstance(row, ActionItem) and action_rows.is_empty(row)

    @override
    def new_row_edit(self, current: Row | None, *, above: bool) -> Edit:
        pm, fields = self.document.value, {"stage": current.stage} if isinstance(current, ActionItem) else {}
        if current is None or not above:
            return action_rows.insert_action(pm, current.id if current else None, **fields)
        ids = [row.id for row in pm.actions]
        at = ids.index(current.id)
        return (
            action_rows.insert_first(pm, **fields) if at == 0 else action_rows.insert_action(pm, ids[at - 1], **fields)
        )

    @override
    def copies_edit(self, rows: Sequence[Row], after: Row | None) -> Edit:
        actions = [row for row in rows if isinstance(row, ActionItem)]
        return action_rows.insert_copies(self.document.value, actions, after.id if after else None)

    @override
    def paste_edit(self, text: str, current: Row | None, field: str, columns: Sequence[FieldColumn]) -> Edit | None:
        pm, line = self.document.value, text.strip()
        column = next((column for column in self.columns if column.field == field), None)
        one_cell = "\n" not in line and "\t" not in line
        if one_cell and isinstance(current, ActionItem) and column is not None and column.enter is not None:
            return column.enter(pm, current, line)
        fields = {"stage": current.stage} if isinstance(current, ActionItem) else {}
        return action_rows.pasted(pm, text, current.id if current else None, columns, **fields)
