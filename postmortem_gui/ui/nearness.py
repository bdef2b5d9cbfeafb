"""How near a place of the laid-out document is to the one that somebody edits."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Block, Boxes, Heading, Item, Items, Layout, Lines, Table
from postmortem_gui.render.markdown import lines_of


def nearness(place: Place | None, wanted: Place) -> int:
    """Return 3 for the same place, 2 for the same row, 1 for the same part, 0 for another one.

    Facts are no part in this sense: they stand all over the document, and near one of them is not near another.
    """
    if place is None or place.part != wanted.part:
        return 0
    if place == wanted:
        return 3
    if place.row != wanted.row:
        return int((place.row is None or wanted.row is None) and place.part != "facts")
    return 2


def line_of(layout: Layout, wanted: Place) -> int:
    """Return the line of the document's Markdown, counted from one, that is nearest to a place; 0 when none is near."""
    best, line = 0, 0
    for block, start in lines_of(layout):
        for place, offset in _lines(block):
            near = nearness(place, wanted)
            if near > best:
                best, line = near, start + offset + 1
    return line


def heading_of(layout: Layout, wanted: Place) -> str:
    """Return the heading above what is nearest to a place, or an empty text."""
    at = heading_at(layout, wanted)
    heading = layout.blocks[at] if at >= 0 else None
    return heading.text if isinstance(heading, Heading) else ""


def heading_at(layout: Layout, wanted: Place) -> int:
    """Return which block is the heading above what is nearest to a place, -1 where there is none.

    Rows are looked for only where several tables are about the same part, so it is quick however long a timeline is.
    """
    heading, best, found = -1, 0, -1
    tables: list[tuple[int, Table]] = []
    for at, block in enumerate(layout.blocks):
        if isinstance(block, Heading):
            heading = at
        if isinstance(block, Table) and block.place is not None and block.place.part == wanted.part:
            tables.append((heading, block))
        near = max(nearness(place, wanted) for place, _ in _lines(block, rows=False))
        if near > best:
            best, found = near, heading
    if wanted.row is not None and len(tables) > 1:
        for above, table in tables:
            if any(row.place is not None and row.place.row == wanted.row for row in table.rows):
                return above
    return found


def _lines(block: Block, *, rows: bool = True) -> Iterator[tuple[Place | None, int]]:
    """Yield the places of a block, each with how many lines below the first it is.

    Without `rows` a timeline, as a table or as lines, is only what the whole of it is.
    """
    yield block.place, 0
    if not rows and block.place is not None and block.place.row is None and isinstance(block, Table | Lines):
        return
    if isinstance(block, Table):
        yield from ((row.place, at) for at, row in enumerate(block.rows, 2))
    elif isinstance(block, Lines):
        yield from ((place, at * (2 if block.apart else 1)) for at, place in enumerate(block.places))
    elif isinstance(block, Boxes):
        yield from ((box.place, at) for at, box in enumerate(block.boxes))
    elif isinstance(block, Items):
        yield from ((item.place, at) for at, item in enumerate(_opened(block.items)))


def _opened(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _opened(item.items)
