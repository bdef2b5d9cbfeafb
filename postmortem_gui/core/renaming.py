"""Calling one person by another name everywhere in a document, in one step of undo."""

from __future__ import annotations

import re
from collections.abc import Callable

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.postmortem import Conflict, Leak, Mark, Postmortem, Signature
from postmortem_gui.core.template import Template
from postmortem_gui.core.values import Value

_KEPT = frozenset({"id", "url", "raw", "typed", "zone", "second_zone", "file", "mime", "format", "version", "handle"})
"""Members that stay: what machines read, what was pasted or typed word for word, and the handle, which is its own."""
_KEPT_TYPES = (Template, Signature, Leak, Conflict, Mark)


def rename_edit(pm: Postmortem, old: str, new: str) -> Replace | None:
    """Return the edit that writes `new` wherever the name `old` stands; None where it stands nowhere.

    It is found as whole words in the letters it is written in: owners, roles, rows, attendees, signatures, prose.
    Where the new name stands already nothing is added to it, so that Jane may become Jane Doe twice.
    """
    old, new = " ".join(old.split()), " ".join(new.split())
    if not old or not new or old == new:
        return None
    whole = _whole(old, new)
    changed = _changed(pm, lambda text: whole.sub(lambda _: new, text))
    return Replace(changed, f"Rename {old} to {new}") if isinstance(changed, Postmortem) and changed is not pm else None


def places_named(pm: Postmortem, old: str, new: str = "") -> int:
    """Return how many times a name would be written anew, in another one where that is said already."""
    old, new = " ".join(old.split()), " ".join(new.split())
    found = 0

    def count(text: str) -> str:
        nonlocal found
        found += sum(one[0] == old for one in whole.finditer(text))
        return text

    if old:
        whole = _whole(old, new)
        _changed(pm, count)
    return found


def _whole(*names: str) -> re.Pattern[str]:
    """Return what finds names as whole words, a longer one before one that it begins with."""
    known = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


def _changed(value: object, rename: Callable[[str], str]) -> object:
    """Return a value with its texts renamed; one in which nothing changes is returned itself."""
    if isinstance(value, str):
        renamed = rename(value)
        return value if renamed == value else renamed
    if isinstance(value, tuple):
        members = tuple(_changed(member, rename) for member in value)
        return value if all(map(_is, members, value)) else members
    if isinstance(value, dict):
        found = {key: _changed(member, rename) for key, member in value.items()}
        return value if all(found[key] is value[key] for key in value) else found
    if not isinstance(value, Value) or isinstance(value, _KEPT_TYPES):
        return value
    own = {**value.__dict__, **(value.__pydantic_extra__ or {})}
    own.pop("__pydantic_extra__", None)  # a Record that was built keeps it among its own members, too
    other = {name: new for name, old in own.items() if name not in _KEPT and (new := _changed(old, rename)) is not old}
    return value.but(**other) if other else value


def _is(one: object, other: object) -> bool:
    return one is other
