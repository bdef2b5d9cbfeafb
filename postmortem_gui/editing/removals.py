"""What is said when rows are taken out or pasted: how many of what, and the way back."""

from __future__ import annotations

from postmortem_gui.core.edits import Remove, Together
from postmortem_gui.editing.document import Change
from postmortem_gui.editing.messages import Message, Offer

UNDO_STEP = "undo_step"
"""The command that takes the newest step back. It holds until the document changes again."""


def removal(change: Change) -> Message | None:
    """Return the message about a change that took rows out or pasted some, None for every other change."""
    edit = change.edit
    if isinstance(edit, Remove) or (
        isinstance(edit, Together) and all(isinstance(each, Remove) for each in edit.edits)
    ):
        said = f"Deleted: {edit.label.removeprefix('Delete ')}"
    elif isinstance(edit, Together) and edit.label.startswith("Paste "):
        said = f"Pasted: {edit.label.removeprefix('Paste ')}"
    else:
        return None
    return Message("done", said, (Offer("Undo", UNDO_STEP),))
