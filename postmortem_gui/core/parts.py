"""Where the values of a document are: one table of its lists, and reading and writing at a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError

from postmortem_gui.core import vocabulary
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    Attachment,
    ChecklistItem,
    FactValue,
    Leak,
    Parked,
    Person,
    Point,
    Postmortem,
    Question,
    Risk,
    Section,
    SignOff,
    TimelineEntry,
    Waiver,
    Why,
)
from postmortem_gui.core.values import Row, Value, is_empty

Rows = tuple[Row, ...]


class PlaceError(ValueError):
    """A place that is not there, or a value that does not fit it. The message is a sentence for a person."""


class Part(NamedTuple):
    """A list of the document: the type of its rows, how it is read, and how the next document is made from it."""

    row: type[Row]
    read: Callable[[Postmortem], Rows]
    write: Callable[[Postmortem, Any], Postmortem]


def _own(name: str, row: type[Row]) -> Part:
    return Part(row, lambda pm: getattr(pm, name), lambda pm, rows: pm.but(**{name: rows}))


def _section(name: str) -> Part:
    def write(pm: Postmortem, rows: tuple[Point, ...]) -> Postmortem:
        section = pm.sections.get(name, Section()).but(points=rows)
        return pm.but(sections=_with(pm.sections, name, section))

    return Part(Point, lambda pm: pm.points(name), write)


def _checklist(name: str) -> Part:
    return Part(
        ChecklistItem,
        lambda pm: pm.checklists.get(name, ()),
        lambda pm, rows: pm.but(checklists=_with(pm.checklists, name, rows)),
    )


def _with(members: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Return the members with one changed; an empty one is taken out, a new one goes last."""
    if is_empty(value) or (isinstance(value, Section) and value == Section()):
        return {name: member for name, member in members.items() if name != key}
    return {**members, key: value}


_PARTS: dict[str, Part] = {
    "timeline": _own("timeline", TimelineEntry),
    "whys": Part(Why, lambda pm: pm.whys.items, lambda pm, rows: pm.but(whys=pm.whys.but(items=rows))),
    "actions": _own("actions", ActionItem),
    "risks": _own("risks", Risk),
    "signoffs": _own("signoffs", SignOff),
    "people": _own("people", Person),
    "parked": Part(Parked, lambda pm: pm.meeting.parked, lambda pm, rows: pm.but(meeting=pm.meeting.but(parked=rows))),
    "attachments": _own("attachments", Attachment),
    "leaks": _own("leaks", Leak),
    "waivers": _own("waivers", Waiver),
    "questions": _own("questions", Question),
    **{term.key: _checklist(term.key) for term in vocabulary.CHECKLISTS},
}
_WHOLE = frozenset({"facts", "sections", "document", "meeting", "marks", "conflicts", "template"})
"""Parts whose members are values of their own, not rows."""


def part(pm: Postmortem, name: str, kind: type[Row] | None = None) -> Part:
    """Return the list with the name. A name of no table is the checklist or the section that has it.

    `kind` decides for a list that does not exist yet. Raises PlaceError for parts that hold no rows.
    """
    if name in _WHOLE:
        raise PlaceError(f"'{name}' is not a list")
    known = _PARTS.get(name)
    if known is None and (name in pm.checklists or kind is ChecklistItem):
        known = _checklist(name)
    return known or _section(name)


def rows(pm: Postmortem, name: str) -> Rows:
    """Return the rows of a list in the order of the file."""
    return part(pm, name).read(pm)


def row(pm: Postmortem, name: str, row_id: str) -> Row | None:
    """Return the row with the id, or None."""
    return next((found for found in rows(pm, name) if found.id == row_id), None)


def all_parts(pm: Postmortem) -> Iterable[str]:
    """Yield the name of every list that the document has or could have."""
    yield from dict.fromkeys((*_PARTS, *pm.checklists, *pm.sections))


@lru_cache(maxsize=512)
def _adapter(owner: type[Value], field: str) -> TypeAdapter[Any]:
    kind = owner.model_fields[field].rebuild_annotation()
    own = isinstance(kind, type) and issubclass(kind, Value)  # these bring their strictness along
    return TypeAdapter(kind, config=None if own else ConfigDict(strict=True))


_FACT: TypeAdapter[Any] = TypeAdapter(FactValue, config=ConfigDict(defer_build=True))


def _fitted(owner: type[Value], field: str, value: object) -> dict[str, object]:
    """Return the member to change, its value checked; `for` and `with` find the names that Python allows them."""
    name = field if field in owner.model_fields else field + "_"
    if name not in owner.model_fields:
        if owner.__name__ == "Record" and isinstance(value, str):
            return {field: value}
        raise PlaceError(f"there is no field '{field}' here")
    try:
        return {name: _adapter(owner, name).validate_python(value)}
    except ValidationError as error:
        raise PlaceError(f"this does not fit '{field}': {error.errors()[0]['msg']}") from None


def read(pm: Postmortem, place: Place) -> object:
    """Return the value at a place, None when there is none."""
    name, row_id, field = place.part, place.row, place.field
    if row_id is None:
        return rows(pm, name) if name not in _WHOLE else getattr(pm, name, None)
    if name == "facts":
        return pm.facts.get(row_id)
    if name == "sections":
        section = pm.sections.get(row_id)
        return _member(section, field or "text") if section else None
    if name == "marks":
        return pm.marks.get(row_id)
    owner = {"document": pm, "meeting": pm.meeting}.get(name)
    if owner is None and name == "whys" and row_id in type(pm.whys).model_fields:
        owner = pm.whys
    if owner is not None:
        return _member(owner, row_id)
    found = row(pm, name, row_id)
    return found if found is None or field is None else _member(found, field)


def _member(owner: Value, field: str) -> object:
    """The member with the name, also one that the program does not know; never a method of the value."""
    members = {**owner.__dict__, **(owner.__pydantic_extra__ or {})}
    return members.get(field, members.get(field + "_"))


def write(pm: Postmortem, place: Place, value: object) -> Postmortem:
    """Return the document with another value at a place. An empty fact or section is taken out.

    Raises PlaceError when the place is not there or the value does not fit it; nothing has happened then.
    """
    name, row_id, field = place.part, place.row, place.field
    if row_id is None:
        raise PlaceError(f"'{place}' is a whole part, not a value")
    if name == "facts":
        try:
            fact = _FACT.validate_python(value) if not is_empty(value) else ""
        except ValidationError as error:
            raise PlaceError(f"this does not fit '{row_id}': {error.errors()[0]['msg']}") from None
        return pm.but(facts=_with(pm.facts, row_id, fact))
    if name == "sections":
        section = pm.sections.get(row_id, Section())
        section = section.but(**_fitted(Section, field or "text", value))
        return pm.but(sections=_with(pm.sections, row_id, section))
    if name == "document":
        return pm.but(**_fitted(Postmortem, row_id, value))
    if name == "meeting":
        return pm.but(meeting=pm.meeting.but(**_fitted(type(pm.meeting), row_id, value)))
    if name == "whys" and row_id in type(pm.whys).model_fields:
        return pm.but(whys=pm.whys.but(**_fitted(type(pm.whys), row_id, value)))
    return _write_row(pm, place, value)


def _write_row(pm: Postmortem, place: Place, value: object) -> Postmortem:
    if place.field is None:
        raise PlaceError(f"'{place}' is a whole row, not a value")
    if place.field == "id":
        raise PlaceError(f"'{place}' cannot be changed: an id stays with its row")
    where = part(pm, place.part)
    old = where.read(pm)
    for at, found in enumerate(old):
        if found.id == place.row:
            changed = found.but(**_fitted(type(found), place.field, value))
            return where.write(pm, (*old[:at], changed, *old[at + 1 :]))
    raise PlaceError(f"there is nothing at '{place}'")
