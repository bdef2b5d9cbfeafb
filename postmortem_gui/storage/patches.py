"""The difference between two documents as a few small steps on their plain JSON: what the journal writes for an edit.

Because documents share what did not change, looking for the difference costs a walk over what did. A step back by undo
is a difference like any other, so whatever a person does is told in the same five words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import ALWAYS, Row, Value, plain, written_members

Steps = list[list[Any]]
"""Steps as JSON holds them. A path is the list of member names and positions from the top.

- `["put", path, value]` sets a member, `["drop", path]` takes it out.
- `["text", path, at, count, text]` puts a text in the place of some characters.
- `["rows", path, at, count, values]` puts rows in the place of some rows.
- `["order", path, at, positions]` puts as many rows in another order.
"""

Path = tuple[str | int, ...]

_WORTH_A_SPLICE = 40
"""Characters: a shorter text is written whole."""


class PatchError(ValueError):
    """Steps that do not fit the document they are taken on."""


def difference(old: Postmortem, new: Postmortem) -> Steps:
    """Return the steps that make the plain JSON of `new` out of that of `old`; none when they are equal."""
    steps: Steps = []
    _compare(old, new, (), steps)
    return steps


def patch(tree: dict[str, Any], steps: object) -> None:
    """Take the steps on the plain JSON of a document, in place. Raises PatchError; then the tree is half changed."""
    try:
        for word, path, *rest in steps:  # type: ignore[attr-defined] # what is no list is caught below
            _step(tree, word, path, rest)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PatchError(f"these steps do not fit the document: {error!r}") from error


def _step(tree: Any, word: str, path: list[str | int], rest: list[Any]) -> None:
    holder = tree
    for step in path[:-1]:
        holder = holder[step]
    key: Any = path[-1]
    match word, rest:
        case "put", [value]:
            holder[key] = value
        case "drop", []:
            del holder[key]
        case "text", [at, count, text]:
            holder[key] = holder[key][:at] + text + holder[key][at + count :]
        case "rows", [at, count, values]:
            holder[key][at : at + count] = values
        case "order", [at, positions]:
            rows = holder[key]
            rows[at : at + len(positions)] = [rows[at + position] for position in positions]
        case _:
            raise PatchError(f"there is no step '{word}'")


# ── Looking for the difference ───────────────────────────────────────────────────────────────────


def _compare(old: object, new: object, path: Path, steps: Steps) -> None:
    """Add the steps from one value to another; both are in the tree."""
    if old is new:
        return
    if isinstance(old, Value) and type(old) is type(new):
        _compare_members(old, new, path, steps)
    elif isinstance(old, str) and isinstance(new, str):
        _compare_texts(old, new, path, steps)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        _compare_rows(old, new, path, steps)
    elif isinstance(old, dict) and isinstance(new, dict):
        _compare_keys(old, new, path, steps)
    elif type(old) is not type(new) or old != new:
        steps.append(["put", [*path], plain(new)])


def _compare_members(old: Value, new: Value, path: Path, steps: Steps) -> None:
    for name, written_name, absent in written_members(type(old)):
        before, after = old.__dict__[name], new.__dict__[name]
        if before is after:
            continue
        here = (*path, written_name)
        if not _is_written(after, absent):
            if _is_written(before, absent):
                steps.append(["drop", [*here]])
        elif _is_written(before, absent):
            _compare(before, after, here, steps)
        else:
            steps.append(["put", [*here], plain(after)])
    _compare_keys(old.__pydantic_extra__ or {}, new.__pydantic_extra__ or {}, path, steps, apart=True)


def _is_written(value: object, absent: object) -> bool:
    """Tell what `plain` does with a member, without the cost of making it."""
    if absent is ALWAYS:
        return True
    if isinstance(value, Value):
        return (
            absent != {}
            or bool(value.__pydantic_extra__)
            or any(_is_written(value.__dict__[name], inner) for name, _, inner in written_members(type(value)))
        )
    if isinstance(value, (tuple, list, dict)):
        return bool(value) or ({} if isinstance(value, dict) else []) != absent
    return type(value) is not type(absent) or value != absent


def _compare_keys(old: dict[str, Any], new: dict[str, Any], path: Path, steps: Steps, *, apart: bool = False) -> None:
    """Compare dicts, keeping the order of their keys. Those `apart` lie among other members, so they go one by one."""
    if old is new:
        return
    kept = [key for key in old if key in new]
    in_order = [*kept, *(key for key in new if key not in old)] == list(new)
    if not in_order and not apart:
        steps.append(["put", [*path], plain(new)])
        return
    gone = old.keys() - new.keys() if in_order else old.keys()
    steps.extend(["drop", [*path, key]] for key in old if key in gone)
    for key, value in new.items():
        if key in old and key not in gone:
            _compare(old[key], value, (*path, key), steps)
        else:
            steps.append(["put", [*path, key], plain(value)])


def _compare_texts(old: str, new: str, path: Path, steps: Steps) -> None:
    if old == new:
        return
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    if len(new) - start - end + _WORTH_A_SPLICE > len(new):
        steps.append(["put", [*path], new])
    else:
        steps.append(["text", [*path], start, len(old) - start - end, new[start : len(new) - end]])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts share at their start; halving, since comparing is C and counting is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _compare_rows(old: tuple[Any, ...], new: tuple[Any, ...], path: Path, steps: Steps) -> None:
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if not before and not after:
        return
    if len(before) == len(after):
        places = {id(row): at for at, row in enumerate(before)}
        order = [places.get(id(row), -1) for row in after]
        if sorted(order) == list(range(len(before))):
            steps.append(["order", [*path], start, order])
            return
        if all(map(_is_one_row, before, after)):
            for at, (row, changed) in enumerate(zip(before, after, strict=True), start):
                _compare(row, changed, (*path, at), steps)
            return
    steps.append(["rows", [*path], start, len(before), plain(after)])


def _same(one: Sequence[object], other: Sequence[object]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a is not b and not (isinstance(a, str) and a == b):
            break
        count += 1
    return count


def _is_one_row(old: object, new: object) -> bool:
    if isinstance(old, Row) and isinstance(new, Row):
        return old.id == new.id
    return isinstance(old, Value) and type(old) is type(new)
