"""The action items as a table: what each column shows, what typing in it means, what is missing, what is late."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from postmortem_gui.core.edits import Edit, Insert, Set
from postmortem_gui.core.links import NO_TICKET, read_ticket, write_ticket
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.times import read_due, show_date
from postmortem_gui.core.vocabulary import ACTION_STATUSES, word_for
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.storage.ids import new_id

Today = Callable[[], date]
FOUR_FIELDS = ("description", "owner", "ticket", "due")
"""No action item is ready without all four."""


def action_columns(today: Today) -> tuple[FieldColumn, ...]:
    """Return the columns of the action grid. `today` is asked for what `fri` means."""

    def enter_due(_pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
        due = read_due(text, today()) if text.strip() else ""
        return None if due is None else Set(Place("actions", row.id, "due"), due)

    return (
        FieldColumn("label", "ID", lambda _pm, row: row.label, enter=_enter("label")),
        FieldColumn("description", "Action", lambda _pm, row: row.description, enter=_enter("description")),
        FieldColumn("kind", "Type", lambda _pm, row: row.kind.capitalize(), lambda _pm, row: row.kind, _enter("kind")),
        FieldColumn("owner", "Owner", lambda _pm, row: row.owner, enter=_enter("owner"), spoken=_spoken("owner")),
        FieldColumn("ticket", "Ticket", _show_ticket, _edit_ticket, _enter_ticket, _spoken("ticket")),
        FieldColumn("due", "Due", _show_due, lambda _pm, row: row.due, enter_due, _spoken("due")),
        FieldColumn("priority", "Priority", lambda _pm, row: row.priority, enter=_enter("priority")),
        FieldColumn(
            "status",
            "Status",
            lambda _pm, row: word_for(ACTION_STATUSES, row.status),
            lambda _pm, row: row.status,
            _enter("status"),
        ),
    )


def gaps(row: ActionItem) -> tuple[str, ...]:
    """Return which of the four fields a committed action still lacks. What will not be done lacks nothing."""
    if row.stage != "committed" or row.status == "wont_do":
        return ()
    return tuple(field for field in FOUR_FIELDS if not getattr(row, field))


def is_overdue(row: ActionItem, today: date) -> bool:
    """Tell whether an open action was due before today."""
    return bool(row.due) and row.status in ("open", "in_progress") and row.due < today.isoformat()


def next_label(actions: tuple[ActionItem, ...]) -> str:
    """Return the next free label: A1, A2 and so on behind the highest."""
    taken = [int(found[1]) for row in actions if (found := re.fullmatch(r"A(\d{1,6})", row.label))]
    return f"A{max(taken, default=0) + 1}"


def insert_action(pm: Postmortem, after: str | None, **fields: object) -> Insert:
    """Return the edit that adds an action behind another one, or last when `after` is None."""
    if after is None and pm.actions:
        after = pm.actions[-1].id
    row = ActionItem(id=new_id("x"), label=next_label(pm.actions)).but(**fields)
    return Insert("actions", after, (row,))


def _enter(field: str) -> Callable[[Postmortem, ActionItem, str], Edit | None]:
    def enter(_pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
        return Set(Place("actions", row.id, field), " ".join(text.split("\n")))

    return enter


def _show_ticket(_pm: Postmortem, row: ActionItem) -> str:
    return (row.ticket.key or row.ticket.url) if row.ticket else ""


def _edit_ticket(_pm: Postmortem, row: ActionItem) -> str:
    return write_ticket(row.ticket)


def _enter_ticket(_pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
    return Set(Place("actions", row.id, "ticket"), read_ticket(text))


def _show_due(_pm: Postmortem, row: ActionItem) -> str:
    return show_date(row.due, "D MMM") if row.due else ""


def _spoken(field: str) -> Callable[[Postmortem, ActionItem], str]:
    def spoken(_pm: Postmortem, row: ActionItem) -> str:
        value = getattr(row, field)
        if field == "ticket" and value:
            value = "none, " + value.reason if value.key == NO_TICKET else value.key
        name = field.capitalize()
        return f"{name}: {value}" if value else f"{name}, missing, row {row.label or row.id}"

    return spoken
