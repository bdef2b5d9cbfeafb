"""What the keys of a list of points mean: values in, one edit and the place of the caret out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from postmortem_gui.core.edits import Edit, Insert, Move, Remove, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Point
from postmortem_gui.core.vocabulary import label_of

DEEPEST = 2
"""The deepest level of a point, counted from 0."""

Points = tuple[Point, ...]
NewId = Callable[[], str]


class Step(NamedTuple):
    """An edit, and where the caret stands after it: the point (empty when none is left) and the character in it."""

    edit: Edit
    row: str
    caret: int


class Line(NamedTuple):
    """A line of pasted text without its bullet or number; `level` counts from the shallowest line."""

    text: str
    level: int


def first(part: str, text: str, new_id: NewId) -> Step:
    """Begin a list with its first point."""
    point = Point(id=new_id(), text=text)
    return Step(Insert(part, None, (point,)), point.id, len(text))


def added(part: str, points: Points, row: str | None, new_id: NewId, *, above: bool = False) -> Step:
    """Put an empty point below (or above) another with the level it has, or last when `row` is None or gone."""
    if not points:
        return first(part, "", new_id)
    at = _index(points, row)
    if at < 0:
        at, above = len(points) - 1, False
    level = points[at].level
    behind = at - 1 if above else _end(points, at) - 1
    point = Point(id=new_id(), level=level)
    return Step(Insert(part, points[behind].id if behind >= 0 else None, (point,)), point.id, 0)


def split(part: str, points: Points, row: str, head: str, tail: str, new_id: NewId) -> Step | None:
    """Enter: what stands behind the caret becomes the next point. In an empty point it goes a level out instead.

    The id stays with the longer-lived text: Enter before the first character puts an empty point above.
    """
    at = _index(points, row)
    if at < 0:
        return None
    point = points[at]
    head, tail = head.rstrip(), tail.lstrip()
    if not head and not tail:
        return shifted(part, points, row, -1, 0)
    if not head:
        above = Point(id=new_id(), level=point.level)
        return Step(Insert(part, points[at - 1].id if at else None, (above,)), row, 0)
    has_children = at + 1 < len(points) and points[at + 1].level > point.level
    level = min(point.level + 1, DEEPEST) if has_children and not tail else point.level
    below = Point(id=new_id(), text=tail, level=level, theme=point.theme)
    insert = Insert(part, row, (below,))
    if head == point.text:
        return Step(insert, below.id, 0)
    return Step(Together(insert.label, (Set(Place(part, row, "text"), head), insert)), below.id, 0)


def joined(part: str, points: Points, row: str) -> Step | None:
    """Backspace before the first character: an empty point goes away, another is joined to the one above."""
    at = _index(points, row)
    if at < 0:
        return None
    point = points[at]
    if at == 0:
        if point.text:
            return None
        left = points[1:]
        edit = _together(f"Delete a line of {label_of(part)}", (Remove(part, (row,)), *_settled(part, left)))
        return Step(edit, left[0].id if left else "", 0)
    above = points[at - 1]
    gap = " " if above.text and point.text and not (above.text[-1].isspace() or point.text[0].isspace()) else ""
    text = above.text + gap + point.text
    caret = len(above.text) + len(gap)
    left = (*points[:at], *points[at + 1 :])
    edits: list[Edit] = [Remove(part, (row,)), *_settled(part, left)]
    if text != above.text:
        edits.insert(0, Set(Place(part, above.id, "text"), text))
    label = f"Join two lines of {label_of(part)}" if point.text else f"Delete a line of {label_of(part)}"
    return Step(_together(label, tuple(edits)), above.id, caret)


def shifted(part: str, points: Points, row: str, by: int, caret: int) -> Step | None:
    """Move a point, with what hangs below it, one level in (`by` 1) or out (-1). None where it cannot go further."""
    at = _index(points, row)
    if at < 0:
        return None
    level = points[at].level + by
    deepest = min(points[at - 1].level + 1, DEEPEST) if at else 0
    if level < 0 or (by > 0 and level > deepest):
        return None
    end = _end(points, at)
    moved = tuple(point.but(level=max(0, min(point.level + by, DEEPEST))) for point in points[at:end])
    edits: list[Edit] = [
        Set(Place(part, new.id, "level"), new.level)
        for old, new in zip(points[at:end], moved, strict=True)
        if old.level != new.level
    ]
    edits += _settled(part, (*points[:at], *moved, *points[end:]))
    label = f"{'Indent' if by > 0 else 'Outdent'} a line of {label_of(part)}"
    return Step(_together(label, tuple(edits)), row, caret)


def moved(part: str, points: Points, row: str, by: int, caret: int) -> Step | None:
    """Move a point, with what hangs below it, past its neighbour above (`by` -1) or below (1) on the same level."""
    at = _index(points, row)
    if at < 0:
        return None
    end = _end(points, at)
    if by < 0:
        other = _before(points, at)
        if other < 0:
            return None
        behind = points[other - 1].id if other else None
    else:
        if end >= len(points) or points[end].level != points[at].level:
            return None
        behind = points[_end(points, end) - 1].id
    edits: list[Edit] = []
    for point in points[at:end]:
        edits.append(Move(part, point.id, behind))
        behind = point.id
    return Step(_together(f"Move a line of {label_of(part)}", tuple(edits)), row, caret)


def pasted(part: str, points: Points, row: str, head: str, tail: str, text: str, new_id: NewId) -> Step | None:
    """Put several pasted lines into the list: the first at the caret, each other as a point of its own."""
    at = _index(points, row)
    lines = read_lines(text)
    if at < 0 or not lines:
        return None
    point = points[at]
    texts = [head + lines[0].text, *(line.text for line in lines[1:])]
    caret = len(texts[-1])
    texts[-1] += tail
    if len(lines) == 1:
        return Step(Set(Place(part, row, "text"), texts[0]), row, caret)
    below = tuple(
        Point(id=new_id(), text=text, level=min(point.level + line.level, DEEPEST), theme=point.theme)
        for line, text in zip(lines[1:], texts[1:], strict=True)
    )
    rows = (*points[:at], point.but(text=texts[0]), *below, *points[at + 1 :])
    edits = (Set(Place(part, row, "text"), texts[0]), Insert(part, row, below), *_settled(part, rows))
    return Step(Together(f"Paste {len(lines)} lines into {label_of(part)}", edits), below[-1].id, caret)


def pasted_first(part: str, text: str, new_id: NewId) -> Step | None:
    """Begin a list with several pasted lines."""
    lines = read_lines(text)
    if not lines:
        return None
    rows = tuple(Point(id=new_id(), text=line.text, level=min(line.level, DEEPEST)) for line in lines)
    edits = (Insert(part, None, rows), *_settled(part, rows))
    return Step(_together(f"Paste {len(lines)} lines into {label_of(part)}", edits), rows[-1].id, len(rows[-1].text))


_MARK = re.compile(r"(?:[-*+•‣◦▪·–—]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|[•‣◦▪]")
"""A bullet, or a number with a point or a bracket, perhaps with a box to tick. `1912 orders` is none."""


def read_lines(text: str) -> tuple[Line, ...]:
    """Read pasted text as a list: blank lines dropped, bullets and numbers stripped, levels by indentation."""
    lines: list[Line] = []
    indents: list[int] = []
    for raw in text.splitlines():
        body = raw.expandtabs(4).strip("\u00a0 ")
        if not body:
            continue
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip("\u00a0 "))
        mark = _MARK.match(body)
        words = body[mark.end() :].strip() if mark else body
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1]:
            indents.append(indent)
        if words:
            lines.append(Line(words, len(indents) - 1))
    return tuple(lines)


def _settled(part: str, points: Points) -> list[Edit]:
    """Return the edits after which no point lies more than one level below the one above it."""
    edits: list[Edit] = []
    deepest = 0
    for point in points:
        level = min(point.level, deepest)
        if level != point.level:
            edits.append(Set(Place(part, point.id, "level"), level))
        deepest = min(level + 1, DEEPEST)
    return edits


def _together(label: str, edits: tuple[Edit, ...]) -> Edit:
    return edits[0] if len(edits) == 1 else Together(label, edits)


def _index(points: Points, row: str | None) -> int:
    return next((at for at, point in enumerate(points) if point.id == row), -1)


def _end(points: Points, at: int) -> int:
    """Return the index behind a point and all that hangs below it."""
    level = points[at].level
    end = at + 1
    while end < len(points) and points[end].level > level:
        end += 1
    return end


def _before(points: Points, at: int) -> int:
    """Return the index of the neighbour above on the same level, -1 when there is none."""
    level = points[at].level
    other = at - 1
    while other >= 0 and points[other].level > level:
        other -= 1
    return other if other >= 0 and points[other].level == level else -1
