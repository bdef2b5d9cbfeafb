"""What the commands about whys do, to the why under the caret; each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from postmortem_gui.core.edits import Edit, Set
from postmortem_gui.core.links import is_address
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Evidence, Postmortem
from postmortem_gui.core.why_path import RULED_OUT, path
from postmortem_gui.editing import why_edits, why_tree

if TYPE_CHECKING:
    from postmortem_gui.ui.whys_page import WhysPage

_ENDS = {"why_problem": Place("whys", "problem"), "why_root": Place("whys", "root_cause")}
_NO_WAY = {
    "why_up": "There is nothing above that it could change places with.",
    "why_down": "There is nothing below that it could change places with.",
    "why_in": "There is no other answer above that it could go under.",
    "why_out": "It asks about the problem already.",
}


class WhyDoing:
    """The commands of the page, by the ids of `row_commands.WHY_COMMANDS`."""

    def __init__(self, page: WhysPage) -> None:
        self._page = page
        self._document = page.document
        states = {"why_hypothesis": "hypothesis", "why_confirmed": "confirmed", "why_ruled_out": RULED_OUT}
        self._table: dict[str, Callable[[str], object]] = {
            **{name: partial(self._set_state, state=state) for name, state in states.items()},
            "why_evidence": self._add_evidence,
            "why_stop": self._stop,
            "why_primary": self._make_primary,
            "why_factor": self._make_factor,
            "why_up": partial(self._reshape, name="why_up", make=partial(_moved, -1)),
            "why_down": partial(self._reshape, name="why_down", make=partial(_moved, 1)),
            "why_in": partial(self._reshape, name="why_in", make=why_tree.indented),
            "why_out": partial(self._reshape, name="why_out", make=why_tree.outdented),
            "why_delete": self._remove,
            "show_factor": self._show_factor,
        }

    def do(self, name: str, why_id: str | None) -> bool:
        """Do something to a why. False for a command that is not about whys."""
        if name == "why_back":
            self._page.turn_back()
            return True
        if name in _ENDS:
            return self._page.focus_place(_ENDS[name])
        do = self._table.get(name)
        if do is None:
            return False
        if why_id is None:
            self._page.note.say("Go to a why first; Ctrl+Enter asks the next one.")
        else:
            do(why_id)
        return True

    def apply(self, edit: Edit | None) -> bool:
        """Change the document; where that cannot be, a sentence says why."""
        self._page.note.say("")
        try:
            return edit is not None and self._document.apply(edit)
        except PlaceError as error:
            self._page.note.say(f"{error}. Nothing was changed.")
            return False

    def choose(self, why_id: str, field: str, key: str) -> None:
        """Set the state or the stop of a why."""
        why = why_edits.why_of(self._document.value, why_id)
        if why is not None and getattr(why, field) != key:
            self.apply(Set(Place("whys", why_id, field), key))

    def add_evidence(self, why_id: str, piece: object) -> None:
        """Add a piece of evidence to a why, unless it is there."""
        why = why_edits.why_of(self._document.value, why_id)
        if why is not None and isinstance(piece, Evidence):
            self.apply(why_edits.with_evidence(why, piece))

    def remove_evidence(self, why_id: str, at: int) -> None:
        """Take a piece of evidence out of a why."""
        why = why_edits.why_of(self._document.value, why_id)
        self.apply(why_edits.without_evidence(why, at) if why else None)

    def show_evidence(self, why_id: str, at: int) -> None:
        """Go to a piece of evidence: a row of the timeline, a picture, or an address outside."""
        pm = self._document.value
        why = why_edits.why_of(pm, why_id)
        if why is None or at >= len(why.evidence):
            return
        piece = why.evidence[at]
        place = why_edits.place_of_evidence(pm, piece)
        if place is not None:
            self._page.place_wanted.emit(place)
        elif is_address(piece.url):
            QDesktopServices.openUrl(QUrl(piece.url))
        else:
            gone = "That row is gone" if piece.row else "There is nothing to go to"
            self._page.note.say(f"{gone}: Del takes this evidence out.")

    # ── The table ──

    def _set_state(self, why_id: str, state: str) -> None:
        self.choose(why_id, "state", state)

    def _add_evidence(self, why_id: str) -> None:
        self._page.card(why_id).chips.open_evidence()

    def _stop(self, why_id: str) -> None:
        self._page.card(why_id).chips.open_stops()

    def _make_primary(self, why_id: str) -> None:
        pm = self._document.value
        if self.apply(why_tree.made_primary(pm, why_id)):
            self._page.go(why_id, "answer")
        elif any(why.id == why_id for why in path(pm.whys)):
            self._page.note.say("The path leads through this why already.")
        else:
            self._page.note.say("It is ruled out, or hangs below something that is: Alt+1 makes it a hypothesis again.")

    def _make_factor(self, why_id: str) -> None:
        pm = self._document.value
        why = why_edits.why_of(pm, why_id)
        if any(step.id == why_id for step in path(pm.whys)):
            self._page.note.say("This why is on the path, which is printed with the root cause.")
        elif why is not None and why.state == RULED_OUT:
            self._page.note.say("This why is ruled out: it did not contribute.")
        elif self.apply(why_edits.made_factor(pm, why_id)):
            printed = any(spec.id == why_edits.FACTORS for spec in pm.template.sections)
            more = "" if printed else f" “{pm.template.name}” does not print them; it stays in the file."
            self._page.note.say(f"This why is a contributing factor now.{more} Ctrl+Z takes it back.")
        elif why_id in why_edits.factors(pm):
            self._page.note.say("This why is a contributing factor already.")
        else:
            self._page.note.say("Write the answer first: it becomes the contributing factor.")

    def _reshape(self, why_id: str, name: str, make: Callable[[Postmortem, str], Edit | None]) -> None:
        edit = make(self._document.value, why_id)
        field = self._page.field_here()
        if self.apply(edit):
            self._page.go(why_id, field)
        else:
            self._page.note.say(_NO_WAY[name])

    def _remove(self, why_id: str) -> None:
        before = self._page.before(why_id)
        self.apply(why_tree.removed(self._document.value, why_id))
        if before is None:
            self._page.focus_place(Place("whys", "problem"))
        else:
            self._page.go(before, "answer")

    def _show_factor(self, why_id: str) -> None:
        self._page.place_wanted.emit(Place(why_edits.FACTORS, why_edits.factor_id(why_id), "text"))


def _moved(step: int, pm: Postmortem, why_id: str) -> Edit | None:
    return why_tree.moved(pm, why_id, step)
