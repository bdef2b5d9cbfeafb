"""What a file may have wrong and is opened all the same: each repair is made in the raw members, and said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from postmortem_gui.storage import ids
from postmortem_gui.storage.strict_json import JsonError
from postmortem_gui.storage.writing import whole_characters

_BOM = b"\xef\xbb\xbf"
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HALF_WRITTEN = re.compile(rb"\\u[dD][89a-fA-F]")
_CONTROL_WRITTEN = re.compile(rb"\\u00|\\[bf]|\x7f|\xc2[\x80-\x9f]")

_LISTS = (
    "timeline",
    "actions",
    "risks",
    "signoffs",
    "people",
    "attachments",
    "leaks",
    "waivers",
    "questions",
)
"""Lists of rows at the top; the others lie one step deeper."""


def repair(members: dict[str, object], data: bytes, new_id: Callable[[str], str]) -> Iterator[str]:
    """Change the members of a file so that they make a document; yield a sentence for each kind of change.

    Values of a wrong type are left alone: those who look at types know better words for them. Raises JsonError for
    names that cannot be mended.
    """
    if data.startswith(_BOM):
        yield "The file began with a byte order mark; saving leaves it out."
    if _HALF_WRITTEN.search(data):
        broken: list[str] = []
        whole = _whole(members, "", broken)
        if broken and isinstance(whole, dict):
            members.clear()
            members.update(whole)
            what = _counted(len(broken), "broken character was", "broken characters were")
            yield f"{what} replaced by \N{REPLACEMENT CHARACTER} (first in {broken[0]})."
    if _CONTROL_WRITTEN.search(data):
        places = list(_controlled(members))
        if places:
            what = _counted(len(places), "text holds", "texts hold")
            yield f"{what} control characters, which are kept and shown as boxes (first in {places[0]})."
    yield from _name_rows(members, new_id)


# ── Characters ───────────────────────────────────────────────────────────────────────────────────


def _whole(value: object, place: str, broken: list[str]) -> object:
    """Return the value with whole characters; `broken` gets a place for each that was not."""
    if isinstance(value, str):
        broken.extend([place] * len(_HALF.findall(value)))
        return whole_characters(value)
    if isinstance(value, list):
        return [_whole(member, _step(place, at, member), broken) for at, member in enumerate(value)]
    if not isinstance(value, dict):
        return value
    whole: dict[str, object] = {}
    for key, member in value.items():
        name = whole_characters(key)
        broken.extend([_step(place, name, None)] * len(_HALF.findall(key)))
        if name in whole:
            raise JsonError("duplicate", "has two names that differ only in broken characters. Rename one of them")
        whole[name] = _whole(member, _step(place, name, member), broken)
    return whole


def _controlled(value: object, place: str = "") -> Iterator[str]:
    """Yield the place of every text that holds control characters."""
    if isinstance(value, str):
        if _CONTROL.search(value):
            yield _CONTROL.sub("\N{REPLACEMENT CHARACTER}", place)
    elif isinstance(value, (dict, list)):
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _controlled(member, _step(place, key, member))


def _step(place: str, key: str | int, member: object) -> str:
    name = member.get("id") if isinstance(member, dict) else None
    step = whole_characters(name) if isinstance(name, str) and name else str(key + 1) if isinstance(key, int) else key
    return f"{place}/{step}" if place else step


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────


def _rows(members: dict[str, object]) -> Iterator[tuple[str, str, list[object]]]:
    """Yield every list of rows: the part for its ids' letter, where it is in words, and the rows."""
    for part in _LISTS:
        yield part, part, _list(members.get(part))
    yield "whys", "whys", _list(_dict(members.get("whys")).get("items"))
    yield "parked", "meeting/parked", _list(_dict(members.get("meeting")).get("parked"))
    for key, section in _dict(members.get("sections")).items():
        yield "sections", f"sections/{key}", _list(_dict(section).get("points"))
    for key, items in _dict(members.get("checklists")).items():
        yield "checklists", f"checklists/{key}", _list(items)
    for key, fact in _dict(members.get("facts")).items():
        yield "facts", f"facts/{key}", _list(fact)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _name_rows(members: dict[str, object], new_id: Callable[[str], str]) -> Iterator[str]:
    nameless: list[str] = []
    taken_again: list[str] = []
    for part, place, rows in _rows(members):
        taken: set[str] = set()
        for row in rows:
            if not isinstance(row, dict):
                continue
            name = row.get("id")
            if name is None or name == "":
                nameless.append(place)
            elif isinstance(name, str) and (name in taken or "/" in name):
                taken_again.append(place)
            else:
                if isinstance(name, str):
                    taken.add(name)
                continue
            row["id"] = _free(ids.prefix_of(part), taken, new_id)
            taken.add(row["id"])
    if nameless:
        yield f"{_counted(len(nameless), 'row')} without an id got one (first in {nameless[0]})."
    if taken_again:
        what = _counted(len(taken_again), "row")
        yield f"{what} got a new id, because another row has theirs or it holds a slash (first in {taken_again[0]})."


def _free(prefix: str, taken: set[str], new_id: Callable[[str], str]) -> str:
    while (name := new_id(prefix)) in taken:
        pass
    return name


def _counted(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count} {many or f'{one}s'}"
