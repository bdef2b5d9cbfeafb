"""What of the laid-out document a copy takes: all of it, the section that somebody is in, or chosen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Block, Heading, Item, Items, Layout, Lines, Table, TableRow
from postmortem_gui.render.escaping import words
from postmortem_gui.ui.nearness import heading_at


@dataclass(frozen=True, slots=True)
class Copied:
    """Blocks as the preview shows them, and what they are called."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def told(self) -> str:
        """What it is, for a sentence: `Timeline, 14 rows`."""
        count = sum(_count(block) for block in self.blocks)
        return f"{self.name}, {count} row{'s' if count != 1 else ''}" if count else self.name


def whole(layout: Layout) -> Copied:
    """Return the whole document."""
    return Copied(words(layout.title), layout.blocks)


def section(layout: Layout, place: Place) -> Copied:
    """Return the section that a place is in, from its heading to the next one that is no deeper; of the title, what
    stands before the first section."""
    blocks = layout.blocks
    first = max(0, heading_at(layout, place))
    top = blocks[first]
    level = top.level if isinstance(top, Heading) and top.level > 1 else 6
    later = range(first + 1, len(blocks))
    end = next((at for at in later if isinstance(found := blocks[at], Heading) and found.level <= level), len(blocks))
    return Copied(words(top.text) if isinstance(top, Heading) else words(layout.title), blocks[first:end])


def rows(layout: Layout, part: str, ids: Collection[str]) -> Copied | None:
    """Return rows of a part as they are laid out, without their heading; None where the template prints none."""
    name, heading = "", ""
    found: list[Block] = []
    for block in layout.blocks:
        if isinstance(block, Heading):
            heading = words(block.text)
        elif block.place is not None and block.place.part == part and (kept := _only(block, part, ids)) is not None:
            name = name or heading
            found.append(kept)
    return Copied(name or words(layout.title), tuple(found)) if found else None


def _only(block: Block, part: str, ids: Collection[str]) -> Block | None:
    """The block with these rows alone, None without any."""

    def wanted(place: Place | None) -> bool:
        return place is not None and place.part == part and place.row in ids

    match block:
        case Table(rows=rows):
            kept = _of_days([row for row in rows if row.day or wanted(row.place)])
            return replace(block, rows=kept) if kept else None
        case Lines(lines=lines, places=places) if places:
            pairs = [pair for pair in zip(lines, places, strict=True) if wanted(pair[1])]
            shown, where = tuple(line for line, _ in pairs), tuple(place for _, place in pairs)
            return replace(block, lines=shown, places=where) if pairs else None
        case Items(items=items):
            chosen = tuple(_chosen(item, ids) for item in items if wanted(item.place) or _chosen(item, ids).items)
            return replace(block, items=chosen) if chosen else None
    return None


def _of_days(lines: list[TableRow]) -> tuple[TableRow, ...]:
    """The rows, and the lines that name a day only where a row of it follows."""
    lasts = (at + 1 == len(lines) or lines[at + 1].day for at in range(len(lines)))
    return tuple(row for row, is_last in zip(lines, lasts, strict=True) if not (row.day and is_last))


def _chosen(item: Item, ids: Collection[str]) -> Item:
    """An item with those below it that are chosen; whatever stands below a chosen one stays."""
    if item.place is not None and item.place.row in ids:
        return item
    return replace(item, items=tuple(each for each in item.items if each.place is not None and each.place.row in ids))


def _count(block: Block) -> int:
    match block:
        case Table(rows=rows):
            return sum(not row.day for row in rows)
        case Lines(places=places):
            return sum(place is not None and place.row is not None for place in places) if block.apart else 0
        case Items(items=items, place=Place(part="actions")):
            return sum(max(1, len(item.items)) for item in items)
    return 0
