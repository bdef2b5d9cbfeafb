"""What every value of a document shares: frozen, strict about types, and kind to members it does not know."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, model_validator

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Strict(False)]
"""Some values in order. JSON brings lists; inside the program they are tuples, so that nobody can change them."""

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def _instant(value: object) -> object:
    """Turn the file's `2026-11-03T23:48:00Z` into a UTC datetime of whole seconds; anything else is refused."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(microsecond=0)
    raise ValueError("an instant is written like 2026-11-03T23:48:00Z")


Instant = Annotated[datetime, BeforeValidator(_instant)]
"""A moment in UTC, to the second."""


def write_instant(at: datetime) -> str:
    """Return the instant as the file holds it: `2026-11-03T23:48:00Z`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


class Value(BaseModel):
    """A frozen piece of a document. Members it does not know are kept, so a newer file survives an older program."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        strict=True,
        populate_by_name=True,
        defer_build=True,  # only what is read from outside needs a validator, and 39 of them cost 25 ms of every start
    )

    written_when_empty: ClassVar[frozenset[str]] = frozenset()
    """Members that are written even when they hold nothing."""

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, members: object) -> object:
        if isinstance(members, dict) and None in members.values():
            names = cls.model_fields
            return {
                key: value
                for key, value in members.items()
                if value is not None or not (key in names or f"{key}_" in names)
            }
        return members

    def but(self, **changes: object) -> Self:
        """Return the same value with some members changed; the rest is shared, nothing is checked again."""
        return self.model_copy(update=changes)


class Row(Value):
    """A value in a list. Edits, findings, links and merges speak of its `id`, never of its position."""

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"id"})

    id: str


def is_empty(value: object) -> bool:
    """Tell whether there is nothing to write: no text, no members, no rows, or absent. Zero and false are something."""
    return value is None or value == "" or value == () or value == {} or value == []


def plain(value: object) -> object:
    """Return what JSON can hold: dicts, lists, strings, numbers. Unknown members come last.

    A member that holds nothing is left out where its absence means the same.
    """
    if isinstance(value, Value):
        out: dict[str, object] = {}
        members = value.__dict__
        for name, written_name, absent in written_members(type(value)):
            member = members[name]
            written = member if type(member) is str else plain(member)
            if written != absent:
                out[written_name] = written
        if value.__pydantic_extra__:
            out.update(value.__pydantic_extra__)
        return out
    if isinstance(value, (tuple, list)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, datetime):
        return write_instant(value)
    return value


ALWAYS = object()
"""Stands for a member that is written even when it holds nothing."""


@cache
def written_members(kind: type[Value]) -> tuple[tuple[str, str, object], ...]:
    """Return for each member its name, its name in the file, and the plain value that need not be written."""
    table: list[tuple[str, str, object]] = []
    for name, info in kind.model_fields.items():
        absent = plain(info.get_default(call_default_factory=True)) if not info.is_required() else ALWAYS
        if name in kind.written_when_empty or not (is_empty(absent) or absent is False):
            absent = ALWAYS
        table.append((name, info.alias or name, absent))
    return tuple(table)
