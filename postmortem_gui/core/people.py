"""Who is meant by the beginning of a name, or by a handle, and where in a text somebody types one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from postmortem_gui.core.folding import fold

OFFERED_MOST = 6
"""So many people are offered at once."""

_HANDLE = re.compile(r"(?<![^\s(,;])@[\w.'-]*\Z")
_PARTS = re.compile(r"[,;]\s*")


class Known(NamedTuple):
    """Somebody who can be named: their name, their handle without its `@`, and what else tells them apart.

    `sure` says that the name is more than what somebody is about to type: the team has it, or it stands twice.
    """

    name: str
    handle: str = ""
    note: str = ""
    sure: bool = True


class Spot(NamedTuple):
    """Where in a text a name is being typed: from the first character to the one behind the last."""

    start: int
    end: int
    typed: str


def spot(text: str, caret: int, *, is_name: bool) -> Spot | None:
    """Return where a name is typed at the caret, None where none is: in a text an `@` and what follows it, in a field
    for names also the name that the caret is behind, one of several between commas."""
    before = text[:caret]
    handle = _HANDLE.search(before)
    if handle is not None:
        return Spot(handle.start(), caret, handle[0])
    if not is_name or (text[caret:].strip() and text[caret:].lstrip()[0] not in ",;"):
        return None
    start = max((part.end() for part in _PARTS.finditer(before)), default=0)
    start += len(before[start:]) - len(before[start:].lstrip())
    return Spot(start, caret, before[start:]) if before[start:].strip() else None


def offered(people: Sequence[Known], typed: str) -> tuple[Known, ...]:
    """Return who may be meant by what was typed, the likeliest first; nobody where it is a name in whole already.

    It is the beginning of a handle, of a name, or of one of its words. After a bare `@` it may be anybody.
    """
    if any(known.sure and known.name == typed.strip() for known in people):
        return ()
    wanted = _key(typed)
    if not wanted:
        return tuple(people[:OFFERED_MOST]) if typed == "@" else ()
    ranked = [(rank, at) for at, known in enumerate(people) if (rank := _rank(known, wanted, typed)) is not None]
    return tuple(people[at] for _, at in sorted(ranked)[:OFFERED_MOST])


def _rank(known: Known, wanted: str, typed: str) -> int | None:
    if known.name == typed.strip():
        return None
    handle, words = _key(known.handle), [_key(word) for word in known.name.split()]
    ways = (handle == wanted, "".join(words).startswith(wanted), handle.startswith(wanted))
    by_word = (not typed.lstrip("@").strip().count(" ") and any(word.startswith(wanted) for word in words),)
    return next((rank for rank, holds in enumerate((*ways, *by_word)) if holds), None)


def called(people: Sequence[Known], word: str) -> str:
    """Return the one name that a word like `@emma`, `@lind` or `@emma.lind` stands for, empty for none or several."""
    wanted = _key(word)
    if not wanted:
        return ""
    people = [known for known in people if known.name.strip()]
    by_handle = {known.name for known in people if _key(known.handle) == wanted}
    names = list(dict.fromkeys(known.name for known in people))
    begun = [name for name in names if _key(name).startswith(wanted)] or [
        name for name in names if any(_key(part).startswith(wanted) for part in name.split())
    ]
    begun = begun or list({known.name: None for known in people if _key(known.handle).startswith(wanted)})
    exact = [name for name in begun if wanted in (_key(name), _key(name.split(maxsplit=1)[0]))]
    for found in (by_handle, begun, exact):
        if len(found) == 1:
            return next(iter(found))
    return ""


def _key(text: str) -> str:
    """Return letters and digits alone, without case and accents."""
    return re.sub(r"[\W_]", "", fold(text))
