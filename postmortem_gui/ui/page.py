"""A tab of the window: what every editor is, and how a field is tied to a place of the document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QScrollArea, QWidget

from postmortem_gui.core import parts
from postmortem_gui.core.edits import Set
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui import caret
from postmortem_gui.ui.dressing import LateDressed


class Page(LateDressed):
    """One editor over the open document. It shows the document, changes it only by `document.apply`, and tells where
    the caret is. It knows no other page."""

    place_changed = Signal(object)
    """Carries the Place that the caret went to, so that the preview can follow."""
    place_wanted = Signal(object)
    """Carries the Place, on this page or another, that somebody wants to see: a link was followed."""
    tried = Signal(object)
    """Carries the Trial of what may come in, for the preview; None when nothing is tried out any more."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document

    def focus_place(self, place: Place) -> bool:
        """Bring a place into view with the caret in it. Returns False when it is not on this page."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard where it was on this page, else on its first field or table, else on its first button."""
        inside: QWidget | None = self.focusWidget()
        if inside is None or _is_button(inside):
            reachable = [
                widget
                for widget in self.findChildren(QWidget)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self) and widget.isEnabled()
            ]
            fields = [widget for widget in reachable if not (_is_button(widget) or isinstance(widget, QScrollArea))]
            inside = next(iter(fields or reachable), inside)
        if inside is not None:
            # Not as by Tab, which selects a whole line: the next key would write over it.
            inside.setFocus(Qt.FocusReason.OtherFocusReason)
            caret.focus(inside)  # which scrolls it into view

    def add_row(self, *, above: bool = False) -> bool:
        """Add what comes next here: a row, a why, an action. Returns False where there is nothing to add."""
        return False

    def row_command(self, name: str) -> bool:
        """Do something to the rows under the caret, by its id in `ui.row_commands`. Returns False where there is
        nothing of the kind."""
        return False

    def count(self) -> str:
        """Return how much there is on the page, as its tab says it; an empty text for nothing worth counting."""
        return ""


def _is_button(widget: QWidget) -> bool:
    """Tell whether a widget does something when it is pressed; a box to tick holds something."""
    return isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox)


class Binding(QObject):
    """Ties a field of `ui.fields` to a place: what is typed is applied, what changes elsewhere is shown.

    A field tells what only a person can have done, by those of the signals `typed`, `edited` and `left` that it has,
    and shows a value silently by `show_value`. `empty` is what it shows where the document has nothing.
    """

    def __init__(self, field: QWidget, document: Document, place: Place, *, empty: object = "") -> None:
        super().__init__(field)
        self._field: Any = field
        self._document = document
        self.place = place
        self._empty = empty
        self._shown: object = None
        for signal, slot in (("typed", self._on_typed), ("edited", self._on_edited), ("left", document.seal)):
            if hasattr(field, signal):
                getattr(field, signal).connect(slot)
        document.changed.connect(self._on_changed)
        self._show(self._read())

    def _on_typed(self, value: object) -> None:
        self._apply(value, typing=True)

    def _on_edited(self, value: object) -> None:
        self._apply(value, typing=False)
        self._document.seal()

    def _apply(self, value: object, *, typing: bool) -> None:
        self._shown = value
        try:
            self._document.apply(Set(self.place, value, typing=typing))
        except PlaceError:  # the row went away while its field was open: show what is there
            self._show(self._read())

    def _on_changed(self, _change: Change) -> None:
        value = self._read()
        if value != self._shown:
            self._show(value)

    def _read(self) -> object:
        value = parts.read(self._document.value, self.place)
        return self._empty if value is None else value

    def _show(self, value: object) -> None:
        self._shown = value
        self._field.show_value(value)
