"""What can be said of an action alone: whether it is open, when it is due, what closing it changes."""

from __future__ import annotations

from datetime import date

from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem

STATUSES_OPEN = ("open", "in_progress")


def day_of(text: str) -> date | None:
    """Return the day that is written as `YYYY-MM-DD`, None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[7] == "-" else None
    except ValueError:
        return None


def is_overdue(row: ActionItem, today: date) -> bool:
    """Tell whether an open action was due before today."""
    due = day_of(row.due)
    return due is not None and row.status in STATUSES_OPEN and due < today


def set_status(row: ActionItem, status: str, today: date) -> Edit | None:
    """Return the edit that gives an action a status, and with it the day on which it was closed, or none."""
    place = Place("actions", row.id, "status")
    closed = (row.closed or today.isoformat()) if status == "done" else ""
    if status == row.status:
        return None
    if closed == row.closed:
        return Set(place, status)
    edits = (Set(place, status), Set(Place("actions", row.id, "closed"), closed))
    return Together("Change status of action item", edits)
