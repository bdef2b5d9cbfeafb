"""The sections that are lines: points, checklists, and prose."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ChecklistItem, Point
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.core.times import show_date
from postmortem_gui.render.blocks import Block, Box, Boxes, Item, Items, Lines, Prose
from postmortem_gui.render.escaping import one_line
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.render.tables import Made, applies


def text(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out prose, and below it the points that another template keeps under the same name."""
    prose = contained(sheet.pm.text(spec.id), spec.level)
    blocks: list[Block] = [Prose(spec.id, Place("sections", spec.id, "text"), prose)] if prose else []
    return [*blocks, *_points(sheet, spec, f"{spec.id}:points" if prose else spec.id)], bool(
        prose or point_items(spec.id, sheet.pm.points(spec.id))
    )


def points(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out points as bullets, numbers or paragraphs, and below them the prose of another template."""
    blocks = _points(sheet, spec, spec.id)
    prose = contained(sheet.pm.text(spec.id), spec.level)
    if prose:
        key = f"{spec.id}:text" if blocks else spec.id
        blocks.append(Prose(key, Place("sections", spec.id, "text"), prose))
    return blocks, bool(blocks)


def _points(sheet: Sheet, spec: SectionSpec, key: str) -> list[Block]:
    rows = sheet.pm.points(spec.id)
    items = point_items(spec.id, rows)
    if not items:
        return []
    if spec.style != "prose":
        return [Items(key, Place(spec.id), items, numbered=spec.style == "numbered")]
    said = [row for row in rows if row.text.strip()]
    places = tuple(Place(spec.id, row.id, "text") for row in said)
    return [Lines(key, Place(spec.id), tuple(one_line(row.text) for row in said), apart=True, places=places)]


def point_items(part: str, rows: Sequence[Point]) -> tuple[Item, ...]:
    """Return points as items below one another, by their levels; empty ones are left out."""
    said = [row for row in rows if row.text.strip()]

    def below(at: int, level: int) -> tuple[tuple[Item, ...], int]:
        items: list[Item] = []
        while at < len(said) and said[at].level >= level:
            row = said[at]
            inside, at = below(at + 1, row.level + 1)
            items.append(Item(one_line(row.text), inside, Place(part, row.id, "text")))
        return tuple(items), at

    return below(0, 0)[0]


def checklist(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the boxes; those of the template while the document has none of its own."""
    rows = sheet.pm.checklists.get(spec.id) or tuple(ChecklistItem(id=box.id, text=box.text) for box in spec.items)
    conditions = {box.id: box.when for box in spec.items}
    boxes = tuple(
        Box(_box_text(sheet, row), row.done, Place(spec.id, row.id, "done"))
        for row in rows
        if row.text.strip() and (row.done or row.id not in conditions or applies(sheet, conditions[row.id]))
    )
    block = Boxes(spec.id, Place(spec.id), boxes)
    own = bool(sheet.pm.checklists.get(spec.id))
    return [block] if boxes and (own or not sheet.skip_empty) else [], own


def _box_text(sheet: Sheet, row: ChecklistItem) -> str:
    by = ", ".join(filter(None, (one_line(row.by), one_line(show_date(row.on, sheet.date_pattern())))))
    return f"{one_line(row.text)} — {by}" if row.done and by else one_line(row.text)
