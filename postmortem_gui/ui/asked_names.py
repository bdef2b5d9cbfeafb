"""Which fields ask for a name: the window offers in them whom it may be (name_completer.py)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

PEOPLE = "people"
"""A field for names, several between commas."""
HANDLES = "handles"
"""A field for a name or a handle: where somebody typed an `@` they get the handle."""
ROLES = "roles"
"""A field for a role that signs."""
CAPTURE = "capture"
"""A line that knows handles itself: Enter is its own."""
NOBODY = "nobody"
"""A field in which an `@` means something else."""

_PROPERTY = "asksFor"


def ask(widget: QWidget, what: str = PEOPLE) -> None:
    """Say what a field asks for; in one of which nothing is said an `@` begins a handle."""
    widget.setProperty(_PROPERTY, what)


def asked(widget: QWidget) -> str:
    """Return what a field asks for; an empty text where nothing was said."""
    return str(widget.property(_PROPERTY) or "")
