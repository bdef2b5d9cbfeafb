"""The columns of the action items: what each one shows, what typing in it means, how late something is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from postmortem_gui.core.actions import STATUSES_OPEN, day_of, set_status
from postmortem_gui.core.edits import Edit, Set
from postmortem_gui.core.links import NO_TICKET, read_ticket, write_ticket
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.times import read_due, show_date
from postmortem_gui.core.vocabulary import ACTION_KINDS, ACTION_STATUSES, PRIORITIES, SOLUTION_KINDS, word_for
from postmortem_gui.editing.day_order import day_first
from postmortem_gui.editing.rows_model import FieldColumn

Today = Callable[[], date]
FOUR_FIELDS = ("description", "owner", "ticket", "due")
"""No action item is ready without all four."""


def local_today() -> date:
    """Return the day that the calendar on the wall shows."""
    return datetime.now(UTC).astimezone().date()


STAGES = (("potential", "Potential"), ("committed", "Committed"))
CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "stage": STAGES,
    "kind": tuple((kind, kind.capitalize()) for kind in ACTION_KINDS),
    "solution_kind": SOLUTION_KINDS,
    "priority": tuple((priority, priority) for priority in PRIORITIES),
    "status": ACTION_STATUSES,
}
"""The fields that are chosen, with what can be chosen, as pairs of key and word."""

TEXTS = (
    ("label", "ID"),
    ("description", "Action"),
    ("theme", "Theme"),
    ("solution", "Solution"),
    ("details", "Details"),
    ("owner", "Owner"),
    ("reason", "Reason"),
)
"""The fields that are typed as they are, with their heads."""

_HEADS = {"stage": "Stage", "kind": "Type", "solution_kind": "Sort", "priority": "Priority", "status": "Status"}
ORDER = (
    *("label", "description", "theme", "stage", "kind", "solution_kind", "solution"),
    *("details", "owner", "ticket", "due", "priority", "status", "reason"),
)
"""The columns from left to right."""


def columns(today: Today) -> tuple[FieldColumn, ...]:
    """Return every column that an action can have. `today` is asked for what `fri` means and for the day of closing."""

    def enter_due(pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
        text = " ".join(text.split())
        due = read_due(text, today(), day_first=day_first(pm)) if text else ""
        return Set(Place("actions", row.id, "due"), text if due is None else due)

    def enter_status(_pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
        return set_status(row, _key("status", text), today())

    def due_tip(_pm: Postmortem, row: ActionItem) -> str:
        return due_problem(row) or due_words(row, today()) or "Type fri, eow, +3d, 27 Nov or 2026-11-27"

    found = {
        "ticket": FieldColumn("ticket", "Ticket", _show_ticket, _edit_ticket, _enter_ticket, _spoken("ticket"), _tip),
        "due": FieldColumn("due", "Due", _show_due, lambda _pm, row: row.due, enter_due, _spoken("due"), due_tip),
        **{field: _text_column(field, head) for field, head in TEXTS},
        **{field: _choice_column(field) for field in CHOICES},
        "status": FieldColumn("status", "Status", _show("status"), enter=enter_status),
    }
    return tuple(found[field] for field in ORDER)


# ── What a due date says ──


def due_problem(row: ActionItem) -> str:
    """Return the sentence for a due date that cannot be read, empty when there is nothing to say."""
    if not row.due or day_of(row.due):
        return ""
    return f"“{row.due}” stays as you typed it, but it is no day. Try fri, eow, +3d, 27 Nov or 2026-11-27."


def due_words(row: ActionItem, today: date) -> str:
    """Return how far away the due date is, `in 7 d` or `6 d late`, and of what is done that it is closed."""
    due = day_of(row.due)
    if row.status not in STATUSES_OPEN:
        return {"done": "closed", "wont_do": "dropped"}.get(row.status, "") if due else ""
    if due is None:
        return ""
    away = (due - today).days
    if away == 0:
        return "today"
    return f"in {away} d" if away > 0 else f"{-away} d late"


# ── One column each ──


def _text_column(field: str, head: str) -> FieldColumn:
    spoken = _spoken(field) if field in FOUR_FIELDS else None
    return FieldColumn(field, head, lambda _pm, row: str(getattr(row, field)), None, _enter(field), spoken, live=True)


def _choice_column(field: str) -> FieldColumn:
    def enter(_pm: Postmortem, row: ActionItem, text: str) -> Edit | None:
        return Set(Place("actions", row.id, field), _key(field, text))

    return FieldColumn(field, _HEADS[field], _show(field), enter=enter)


def _show(field: str) -> Callable[[Postmortem, ActionItem], str]:
    def show(_pm: Postmortem, row: ActionItem) -> str:
        value = str(getattr(row, field))
        return word_for(CHOICES[field], value) if value else ""

    return show


def _key(field: str, text: str) -> str:
    """Return the key of a word; a word that nobody knows is kept as it is."""
    wanted = text.strip().lower()
    return next((key for key, word in CHOICES[field] if wanted in (key.lower(), word.lower())), text.strip())


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


def _tip(_pm: Postmortem, row: ActionItem) -> str:
    if row.ticket is None:
        return "A key, an address, or n/a and the reason"
    if row.ticket.key == NO_TICKET:
        return f"No ticket: {row.ticket.reason or 'no reason given'}"
    return f"{row.ticket.url}\nCtrl+click opens it" if row.ticket.url else row.ticket.key


def _show_due(_pm: Postmortem, row: ActionItem) -> str:
    return show_date(row.due, "D MMM") if row.due else ""


def _spoken(field: str) -> Callable[[Postmortem, ActionItem], str]:
    def spoken(_pm: Postmortem, row: ActionItem) -> str:
        value = getattr(row, field)
        if field == "ticket" and value:
            value = "none, " + value.reason if value.key == NO_TICKET else value.key or value.url
        name = {"description": "Action"}.get(field, field.capitalize())
        return f"{name}: {value}" if value else f"{name}, missing, row {row.label or row.id}"

    return spoken
