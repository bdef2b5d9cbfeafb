"""What is said when rows are taken out: how many of what, and the way back."""

from __future__ import annotations

from postmortem_gui.core.edits import Remove
from postmortem_gui.editing.document import Change
from postmortem_gui.editing.messages import Message, Offer

UNDO_STEP = "undo_step"
"""The command that takes the newest step back. It holds until the document changes again."""


def removal(change: Change) -> Message | None:
    """Return the message about a change that took rows out, None for every other change."""
    if not isinstance(change.edit, Remove):
        return None
    what = change.edit.label.removeprefix("Delete ")
    return Message("done", f"Deleted: {what}", (Offer("Undo", UNDO_STEP),))
