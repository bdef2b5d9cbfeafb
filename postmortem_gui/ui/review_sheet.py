"""The question before an export of what is not finished: for review, or final all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from postmortem_gui.ui.sheet import Sheet

REVIEW, FINAL, SHOW, LEAVE = "review", "final", "show", "leave"
_NAMED = 4
"""How many lines name open points; the Readiness view has them all."""


def review_sheet(window: QWidget, points: Sequence[str]) -> Sheet:
    """Ask over the window what becomes of a document with these open points. The answer is REVIEW, FINAL, SHOW or,
    for Escape, LEAVE."""
    count = len(points)
    named = points if count <= _NAMED else [*points[: _NAMED - 1], f"and {count - _NAMED + 1} more"]
    return Sheet(
        window,
        f"{count} points are still open" if count > 1 else "One point is still open",
        "A copy for review says DRAFT and how many points are open, in a PDF on every page. A final one says nothing.",
        (
            (REVIEW, "For &review", "primary"),
            (FINAL, "&Final", "plain"),
            (SHOW, "&Show them", "plain"),
            (LEAVE, "Do not export", "plain"),
        ),
        named,
    )
