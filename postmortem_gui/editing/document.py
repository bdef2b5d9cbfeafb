"""The open document: one way to change it, one signal back, one undo stack for everything."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.team import NO_TEAM, Team

TYPING_PAUSE_S = 1.5
"""A pause in typing after which undo starts a new step."""
UNDO_BYTES = 64 * 1024 * 1024
"""What the states behind undo may take in memory; each keeps its own lists of rows and shares the rows."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to the document: its value before and after, and the place to show when undo or redo did it."""

    old: Postmortem
    new: Postmortem
    place: Place | None
    edit: Edit | None
    """The edit that was applied; None when undo or redo went from one known value to another."""


class _Step(QUndoCommand):
    """The one undo command of the program. It holds the value before and after, so undo computes nothing."""

    def __init__(self, show: Callable[[Change], None], edit: Edit, old: Postmortem, new: Postmortem, at: float) -> None:
        super().__init__(edit.label)
        self._show = show
        self.edit: Edit | None = edit
        self.old = old
        self.new = new
        self.at = at
        self.place = place_of(edit)
        self.typing = isinstance(edit, Set) and edit.typing
        self.sealed = False

    @override
    def id(self) -> int:
        return 1 if self.typing else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or not other.typing or self.sealed or other.place != self.place:
            return False
        if other.at - self.at > TYPING_PAUSE_S:
            return False
        self.new = other.new
        self.at = other.at
        if self.new == self.old:
            self.setObsolete(True)
        return True

    @override
    def redo(self) -> None:
        edit, self.edit = self.edit, None
        self._show(Change(self.old, self.new, self.place, edit))

    @override
    def undo(self) -> None:
        self.sealed = True
        self._show(Change(self.new, self.old, self.place, None))


class Document(QObject):
    """A postmortem that is open. Whoever shows it listens to `changed`; whoever changes it calls `apply`."""

    changed = Signal(object)
    """Carries a Change, after the value has changed."""
    modified_changed = Signal(bool)
    """Says whether the value differs from the saved one."""
    team_changed = Signal()
    """Says that the team is another one: who can be named, and what is asked for."""

    def __init__(
        self,
        postmortem: Postmortem,
        parent: QObject | None = None,
        *,
        saved: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._value = postmortem
        self._saved: Postmortem | None = postmortem if saved else None
        self._clock = clock
        self._modified = not saved
        self.person = ""
        """Who is at this machine, where they said so: recorded with the boxes that they tick."""
        self.own_zone = ""
        """The zone of that person's clocks, where they said so: a chat that they copy shows its times in it."""
        self.team = NO_TEAM
        """The team whose file holds for this document."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_undo_limit(postmortem))

    @property
    def value(self) -> Postmortem:
        """The document as it is now."""
        return self._value

    @property
    def is_modified(self) -> bool:
        """Whether the value is another one than the saved."""
        return self._value is not self._saved

    def apply(self, edit: Edit) -> bool:
        """Change the document. Returns whether anything changed; raises PlaceError, and then nothing has happened."""
        new = edit.apply(self._value)
        if new is self._value or new == self._value:
            return False
        self.undo_stack.push(_Step(self._show, edit, self._value, new, self._clock()))
        return True

    def seal(self) -> None:
        """End the typing run: what is typed next is another step of undo. For focus leaving, paste and save."""
        at = self.undo_stack.index() - 1
        step = self.undo_stack.command(at) if at >= 0 else None
        if isinstance(step, _Step):
            step.sealed = True

    def mark_saved(self, postmortem: Postmortem) -> None:
        """Say which value is on disk. It need not be the current one: somebody may have typed while it was written."""
        self._saved = postmortem
        self.seal()
        self._tell_modified()

    def take_team(self, team: Team) -> None:
        """Go by a team from now on."""
        if team != self.team:
            self.team = team
            self.team_changed.emit()

    def retire(self) -> None:
        """Go, with every step behind undo: another document is open. The value can be read until it is gone."""
        self.undo_stack.blockSignals(True)  # a stack that goes says that nothing can be undone, whoever asks then
        self.deleteLater()

    def _show(self, change: Change) -> None:
        self._value = change.new
        self.changed.emit(change)
        self._tell_modified()

    def _tell_modified(self) -> None:
        if self._modified != self.is_modified:
            self._modified = self.is_modified
            self.modified_changed.emit(self._modified)


def place_of(edit: Edit) -> Place | None:
    """Return the place that an edit is about, so that undo can show it; None for the whole document."""
    match edit:
        case Set(place=place):
            return place
        case Together(edits=edits):
            return place_of(edits[0]) if edits else None
    part = getattr(edit, "part", None)
    if part is None:
        return None
    rows = getattr(edit, "rows", ())
    ids = getattr(edit, "ids", ())
    return Place(part, rows[0].id if rows else ids[0] if ids else getattr(edit, "id", None))


def _undo_limit(pm: Postmortem) -> int:
    """Return how many steps fit in UNDO_BYTES when each keeps one list of eight bytes a row and some small change."""
    rows = max(len(pm.timeline), len(pm.actions), len(pm.whys.items), 50)
    return max(200, min(5000, UNDO_BYTES // (8 * rows + 2048)))
