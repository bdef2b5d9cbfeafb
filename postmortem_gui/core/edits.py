"""The only functions that turn one postmortem into another. An edit is a small frozen value with an `apply`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from postmortem_gui.core import parts
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Why
from postmortem_gui.core.values import Row
from postmortem_gui.core.vocabulary import label_of


@dataclass(frozen=True, slots=True)
class Set:
    """Put a value at a place. `typing` says that it is one key stroke of many, which undo takes back together."""

    place: Place
    value: object
    typing: bool = False

    @property
    def label(self) -> str:
        """What the undo menu calls this."""
        return f"{'Typing in' if self.typing else 'Change'} {_place_words(self.place)}"

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the document with the value. Raises PlaceError when it does not fit."""
        new = parts.write(pm, self.place, self.value)
        hung = self.place.field == "parent" or self.place.row in ("items", "whys")  # whole lists too
        return _checked_whys(new) if hung else new


@dataclass(frozen=True, slots=True)
class Insert:
    """Put rows into a list behind the row with the id `after`, or first when that is None."""

    part: str
    after: str | None
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        """What the undo menu calls this."""
        return f"Add {_rows_words(self.part, len(self.rows))}"

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the document with the rows. Raises PlaceError when an id is taken or `after` is not there."""
        where = parts.part(pm, self.part, type(self.rows[0]) if self.rows else None)
        old = where.read(pm)
        taken = {row.id for row in old}
        for row in self.rows:
            if row.id in taken or not isinstance(row, where.row):
                raise PlaceError(f"the row {row.id} cannot be put into '{self.part}'")
            taken.add(row.id)
        at = _behind(old, self.after, self.part)
        new = where.write(pm, (*old[:at], *self.rows, *old[at:]))
        return _checked_whys(new) if self.part == "whys" else new


@dataclass(frozen=True, slots=True)
class Remove:
    """Take rows out of a list. The whys below a removed why move up to its parent."""

    part: str
    ids: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the undo menu calls this."""
        return f"Delete {_rows_words(self.part, len(self.ids))}"

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the document without the rows; ids that are not there change nothing."""
        where = parts.part(pm, self.part)
        old = where.read(pm)
        gone = set(self.ids)
        left = tuple(row for row in old if row.id not in gone)
        if len(left) == len(old):
            return pm
        if self.part != "whys":
            return where.write(pm, left)
        lifted: dict[str | None, str | None] = {}  # a removed why, and what is left above it
        for why in cast("tuple[Why, ...]", old):
            if why.id in gone:
                lifted[why.id] = lifted.get(why.parent, why.parent)
        whys = tuple(
            why.but(parent=lifted[why.parent]) if why.parent in lifted else why for why in cast("tuple[Why, ...]", left)
        )
        primary = lifted.get(pm.whys.primary, pm.whys.primary) or ""
        return pm.but(whys=pm.whys.but(items=whys, primary=primary))


@dataclass(frozen=True, slots=True)
class Move:
    """Put one row of a list behind another, or first when `after` is None."""

    part: str
    id: str
    after: str | None

    @property
    def label(self) -> str:
        """What the undo menu calls this."""
        return f"Move {_rows_words(self.part, 1)}"

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the document in the new order. Raises PlaceError when a row is not there."""
        where = parts.part(pm, self.part)
        old = where.read(pm)
        moved = next((row for row in old if row.id == self.id), None)
        if moved is None:
            raise PlaceError(f"there is no row {self.id} in '{self.part}'")
        if self.after == self.id:
            return pm
        rest = tuple(row for row in old if row is not moved)
        at = _behind(rest, self.after, self.part)
        new = (*rest[:at], moved, *rest[at:])
        if new == old:
            return pm
        return _checked_whys(where.write(pm, new)) if self.part == "whys" else where.write(pm, new)


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another document in the place of this one: a template taken up, an import, a recovered version."""

    postmortem: Postmortem
    label: str = "Replace the document"

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the other document."""
        return self.postmortem


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one step of undo."""

    label: str
    edits: tuple[Edit, ...]

    def apply(self, pm: Postmortem) -> Postmortem:
        """Return the document after all of them. When one raises PlaceError, none has happened."""
        for edit in self.edits:
            pm = edit.apply(pm)
        return pm


Edit = Set | Insert | Remove | Move | Replace | Together


def _behind(rows: Sequence[Row], after: str | None, part: str) -> int:
    if after is None:
        return 0
    for at, row in enumerate(rows):
        if row.id == after:
            return at + 1
    raise PlaceError(f"there is no row {after} in '{part}'")


def _checked_whys(pm: Postmortem) -> Postmortem:
    problem = why_order_problem(pm.whys.items)
    if problem:
        raise PlaceError(problem)
    return pm


def why_order_problem(whys: Sequence[Why]) -> str:
    """Return a sentence when a why does not hang below an earlier one, else an empty text. So no circle can exist."""
    seen: set[str | None] = {None}
    for why in whys:
        if why.parent not in seen:
            return _order_words(why, {each.id: each for each in whys})
        seen.add(why.id)
    return ""


def _order_words(why: Why, by_id: Mapping[str, Why]) -> str:
    """Say what is wrong with where a why hangs, so that it can be found in the file."""
    ring, at = [why.id], why.parent
    while at is not None and at in by_id and at not in ring:
        ring.append(at)
        at = by_id[at].parent
    called = f"the why {why.id}{f' (“{shown}”)' if (shown := ' '.join(why.question.split())[:60]) else ''}"
    if why.parent == why.id:
        return f"{called} hangs below itself"
    if at == why.id:
        return f"{called} hangs below {', which hangs below '.join([*ring[1:], why.id])}: these whys go in a circle"
    if why.parent not in by_id:
        return f"{called} hangs below {why.parent}, which is not there"
    return f"{called} hangs below {why.parent}, which does not come before it"


_ROW_WORDS = {
    "timeline": ("timeline row", "timeline rows"),
    "whys": ("why", "whys"),
    "actions": ("action item", "action items"),
    "signoffs": ("sign-off", "sign-offs"),
    "people": ("person", "people"),
    "parked": ("parked idea", "parked ideas"),
}
_FIELD_WORDS = {"when": "time", "raw": "original text", "signed": "signature", "url": "address"}


def _rows_words(part: str, count: int) -> str:
    one, many = _ROW_WORDS.get(part, (f"a line of {label_of(part)}", f"lines of {label_of(part)}"))
    if count == 1:
        return one
    return f"{count} {many}"


def _place_words(place: Place) -> str:
    if place.part in ("facts", "sections"):
        return label_of(place.row or "")
    if place.field is None:
        return label_of(place.row or place.part).lower()
    field = _FIELD_WORDS.get(place.field, place.field.replace("_", " "))
    owner = _ROW_WORDS.get(place.part)
    return f"{field} of {owner[0]}" if owner else label_of(place.part)
