"""About how many pages of paper a layout takes, without making them: for the line above the preview."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postmortem_gui.render.blocks import Block, Boxes, FrontMatter, Heading, Item, Items, Layout, Lines, Prose, Table

_LINES = {"a4": 50.0, "letter": 46.5}
"""Lines of running text on a page, which is a little wider on letter paper."""
_WIDE = {"a4": 92, "letter": 95}
_CELL = 1.12
"""How many more characters the smaller letters of a table let into a line, the room between columns taken off."""

_ADDRESS = re.compile(r"\]\([^)\s]*\)")
"""Where a link leads, which nobody sees on paper."""


def about_pages(layout: Layout, paper: str = "a4") -> int:
    """Return about how many pages of `a4` or `letter` a layout fills, at least one. Never raises."""
    wide = _WIDE.get(paper, _WIDE["a4"])
    lines = sum(_lines(block, wide) for block in layout.blocks)
    return max(1, round(lines / _LINES.get(paper, _LINES["a4"]) + 0.15))


def _lines(block: Block, wide: int) -> float:
    match block:
        case Heading(level=level):
            return 4.0 if level == 1 else 2.6
        case Prose(text=text):
            return sum(_wrapped(line, wide) for line in text.splitlines() if line.strip()) + 0.6
        case Lines(lines=lines, apart=apart):
            return sum(_wrapped(line, wide) + 0.6 * apart for line in lines) + 0.6 * (not apart)
        case Items(items=items):
            return _items(items, wide) + 0.6
        case Boxes(boxes=boxes):
            return sum(_wrapped(box.text, wide - 4) + 0.2 for box in boxes)
        case FrontMatter(pairs=pairs):
            return len(pairs) + 2.0
        case Table(heads=heads, rows=rows):
            shares = [head.width or 100 // max(1, len(heads)) for head in heads]
            room = [max(6, round(share / 100 * wide * _CELL) - 2) for share in shares]
            return 1.6 + sum(_row(row.cells, room) for row in rows)
    return 0.0


def _items(items: Sequence[Item], wide: int) -> float:
    return sum(_wrapped(item.text, wide - 3) + 0.2 + _items(item.items, wide - 3) for item in items)


def _row(cells: Sequence[str], room: Sequence[int]) -> float:
    return max(map(_wrapped, cells, room), default=1) * 0.78 + 0.25


def _wrapped(text: str, wide: int) -> int:
    shown = _ADDRESS.sub("]", text) if "](" in text else text
    return 1 + len(shown) // max(8, wide)
