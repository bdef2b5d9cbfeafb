"""The rules that somebody set aside, printed at the end: a reader sees what was let pass, why, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.core.place_names import name_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Waiver
from postmortem_gui.core.vocabulary import label_of
from postmortem_gui.render.blocks import Block, Heading, Item, Items
from postmortem_gui.render.escaping import one_line
from postmortem_gui.render.sheet import Sheet

HEADING = "Rules set aside"


def waived(sheet: Sheet) -> Iterator[Block]:
    """Yield a heading and a line for each waiver of the document; nothing where there is none."""
    waivers = sheet.pm.waivers
    if waivers:
        level = min((spec.level for spec in sheet.template.sections if spec.heading), default=2)
        yield Heading("h:waivers", None, level, HEADING)
        yield Items("waivers", None, tuple(_item(sheet, waiver) for waiver in waivers))


def _item(sheet: Sheet, waiver: Waiver) -> Item:
    rule = waiver.check.replace("_", " ").replace("-", " ")
    where, place = _where(sheet, waiver)
    who = ", ".join(filter(None, (one_line(waiver.by), one_line(waiver.on))))
    text = f"{one_line(where)}, {one_line(rule)}: {one_line(waiver.reason) or 'no reason given'}"
    return Item(f"{text} ({who})" if who else text, place=place)


def _where(sheet: Sheet, waiver: Waiver) -> tuple[str, Place | None]:
    try:
        place = Place.of(waiver.place)
    except ValueError:
        return waiver.place or "The document", None
    section = label_of(place.row if place.part == "sections" and place.row else place.part)
    name = name_of(sheet.pm, place)
    return (name if place.part in ("facts", "actions") and name else f"{section} {name}".strip()), place
