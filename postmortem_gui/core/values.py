"""What every value of a document shares: frozen, strict about types, and kind to members it does not know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, model_validator

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Strict(False)]
"""Some values in order. JSON brings lists; inside the program they are tuples, so that nobody can change them."""

INSTANT_FORM = "%Y-%m-%dT%H:%M:%SZ"


def _instant(value: object) -> object:
    """Turn the file's `2026-11-03T23:48:00Z` into a UTC datetime of whole seconds; anything else is refused."""
    if isinstance(value, str):
        try:
            return datetime.strptime(value, INSTANT_FORM).replace(tzinfo=UTC)
        except ValueError:
            raise ValueError("an instant is written like 2026-11-03T23:48:00Z") from None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(microsecond=0)
    raise ValueError("an instant is written like 2026-11-03T23:48:00Z")


Instant = Annotated[datetime, BeforeValidator(_instant)]
"""A moment in UTC, to the second."""


def write_instant(at: datetime) -> str:
    """Return the instant as the file holds it: `2026-11-03T23:48:00Z`."""
    return at.astimezone(UTC).strftime(INSTANT_FORM)


class Value(BaseModel):
    """A frozen piece of a document. Members it does not know are kept, so a newer file survives an older program."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, populate_by_name=True)

    written_when_empty: ClassVar[frozenset[str]] = frozenset()
    """Members that are written even when they hold nothing."""

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, members: object) -> object:
        if isinstance(members, dict) and None in members.values():
            names = cls.model_fields
            return {key: value for key, value in members.items() if value is not None or key.rstrip("_") not in names}
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
    """Return what JSON can hold: dicts, lists, strings, numbers. Empty members are left out, unknown ones come last."""
    if isinstance(value, Value):
        keep = value.written_when_empty
        out: dict[str, object] = {}
        for name, member in value.__dict__.items():
            if name in keep or not (is_empty(member) or (member is False and name not in _SAID_WHEN_FALSE)):
                written = plain(member)
                if name in keep or not is_empty(written):
                    out[name.rstrip("_")] = written  # `with` and `for` are words of Python
        if value.__pydantic_extra__:
            out.update(value.__pydantic_extra__)
        return out
    if isinstance(value, (tuple, list)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items() if not is_empty(member)}
    if isinstance(value, datetime):
        return write_instant(value)
    return value


_SAID_WHEN_FALSE = frozenset({"done"})
"""A box that is not ticked is worth a word in a diff; every other false is the ordinary case and left out."""
