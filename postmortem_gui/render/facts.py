"""The sections that are facts: what each fact reads like, and the styles in which templates print them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from postmortem_gui.core.metrics import fact_value, measured_for
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import FactValue, Link, Record, Seconds, When
from postmortem_gui.core.template import FactSpec, SectionSpec
from postmortem_gui.core.times import show_date, show_duration, show_range, show_time, zone_word
from postmortem_gui.core.vocabulary import STATUSES, label_of, word_for
from postmortem_gui.render.blocks import Block, FrontMatter, Item, Items, Lines, Prose
from postmortem_gui.render.cells import handles, typed_links
from postmortem_gui.render.escaping import link, one_line, squeezed
from postmortem_gui.render.lists import point_items
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.render.tables import Made

_YES_NO = {"yes": "Y", "y": "Y", "true": "Y", "no": "N", "n": "N", "false": "N"}


def facts(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the facts of a section in its style."""
    return _STYLES.get(spec.style, _bullets)(sheet, spec)


def fact_text(sheet: Sheet, spec: FactSpec, value: FactValue | None, *, zone_said: bool = False) -> str:
    """Return a fact as one line of Markdown, empty when nobody knows it; a time names its zone unless that is said."""
    if value is None:
        return sheet.fill(spec.value)
    if isinstance(value, str):
        return _text(sheet, spec, value)
    if isinstance(value, When):
        shown = show_time(value, sheet.pm.zone, sheet.instant_pattern())
        if value.at is None or value.precision == "day" or zone_said or "{zone}" in spec.label:
            return one_line(shown)
        return one_line(f"{shown} {zone_word(sheet.pm.zone, value.at)}")
    if isinstance(value, Seconds):
        said = measured_for(sheet.pm, spec) if sheet.pm.facts.get(spec.key) is None else None
        if said is not None and not said.is_exact:
            return one_line(show_range(said.least, said.most, spec.form or "words"))
        return one_line(show_duration(value.seconds, spec.form or "words"))
    if isinstance(value, Link):
        return link(value.title, value.url)
    texts = (_record(spec, each) if isinstance(each, Record) else _text(sheet, spec, each) for each in value)
    return ", ".join(text for text in texts if text)


def _text(sheet: Sheet, spec: FactSpec, value: str) -> str:
    if spec.kind == "date":
        return one_line(show_date(value, sheet.date_pattern()))
    if spec.kind == "yes_no" and spec.form == "Y/N":
        return one_line(_YES_NO.get(value.strip().lower(), value))
    if spec.kind == "link":
        return typed_links(value)
    if spec.form == "handle":
        return handles(value, sheet.pm.people)
    return one_line(word_for(STATUSES, value) if spec.key == "status" else value)


def _record(spec: FactSpec, record: Record) -> str:
    """A row of a small table on one line: what it is first, or with the words of its columns where that is no help."""
    columns = spec.columns
    known = {column.key for column in columns}
    cells = [
        (column, typed_links(text) if column.form == "link" else one_line(text))
        for column in columns
        if (text := record.cell(column.key)).strip()
    ]
    if len(columns) > 2 and not columns[0].choices:
        said = "; ".join(f"{one_line(column.label)}: {cell}" for column, cell in cells)
    else:
        said = " — ".join(cell for _, cell in cells)
    # Without its template a row has no columns to go by, and still tells what it holds.
    others = (record.__pydantic_extra__ or {}).items() if not cells else ()
    return said or ", ".join(one_line(text) for key, text in others if key not in known and text.strip())


def _own(sheet: Sheet, spec: FactSpec) -> FactValue | None:
    value = fact_value(sheet.pm, spec)
    return None if isinstance(value, str) and not value.strip() else value


def _said(sheet: Sheet, spec: FactSpec, among: Sequence[FactSpec], between: str, *, zone_said: bool = False) -> str:
    """A fact with the facts that stand behind it on the same line."""
    joined = (each for each in among if each.joins == spec.key and not each.silent)
    texts = [fact_text(sheet, each, _own(sheet, each), zone_said=zone_said) for each in (spec, *joined)]
    return between.join(text for text in texts if text)


def _shown(spec: SectionSpec) -> list[FactSpec]:
    return [each for each in spec.facts if not each.silent and not each.joins]


def _label(sheet: Sheet, spec: FactSpec, *, is_bold: bool) -> str:
    text = sheet.fill(spec.label) or label_of(spec.key)
    if spec.form != "after_label" and text[-1:] not in ("?", ":", "!"):
        text += ":"
    return f"**{text}**" if is_bold else text


def _labelled(sheet: Sheet, spec: FactSpec, value: str, *, is_bold: bool) -> str:
    return f"{_label(sheet, spec, is_bold=is_bold)} {value}".strip()


# ── Styles ───────────────────────────────────────────────────────────────────────────────────────


def _bullets(sheet: Sheet, spec: SectionSpec) -> Made:
    shown, is_filled = _bullet_items(sheet, _shown(spec), spec.facts)
    return [Items(spec.id, Place("facts"), shown)] if shown else [], is_filled


def _bullet_items(
    sheet: Sheet, shown: Iterable[FactSpec], among: Sequence[FactSpec], *, zone_said: bool = False
) -> tuple[tuple[Item, ...], bool]:
    items: list[Item] = []
    any_filled = False
    for spec in shown:
        if spec.facts:
            inside = [each for each in spec.facts if not each.silent]
            below, is_filled = _bullet_items(sheet, inside, spec.facts, zone_said="{zone}" in spec.label)
            item = Item(_label(sheet, spec, is_bold=True), below, None)
        else:
            item, is_filled = _bullet(sheet, spec, among, zone_said=zone_said)
        any_filled = any_filled or is_filled
        if is_filled or not sheet.skip_empty:
            items.append(item)
    return tuple(items), any_filled


def _bullet(sheet: Sheet, spec: FactSpec, among: Sequence[FactSpec], *, zone_said: bool) -> tuple[Item, bool]:
    place = Place(spec.key) if spec.kind == "points" else Place("facts", spec.key)
    below = _below(sheet, spec)
    value = "" if below else _said(sheet, spec, among, " — ", zone_said=zone_said)
    if len(below) == 1 and not below[0].items:
        value, below = below[0].text, ()
    return Item(_labelled(sheet, spec, value, is_bold=True), below, place), bool(value or below)


def _below(sheet: Sheet, spec: FactSpec) -> tuple[Item, ...]:
    """What stands below the label: points, or the rows of a table of more than one column."""
    if spec.kind == "points":
        return point_items(spec.key, sheet.pm.points(spec.key))
    value = sheet.pm.facts.get(spec.key)
    if len(spec.columns) < 2 or not isinstance(value, tuple):
        return ()
    records = (each for each in value if isinstance(each, Record))
    return tuple(Item(text, (), Place("facts", spec.key)) for each in records if (text := _record(spec, each)))


def _paragraphs(is_bold: bool) -> Callable[[Sheet, SectionSpec], Made]:
    """Each fact in a paragraph of its own: with its label in bold, or its value alone."""

    def style(sheet: Sheet, spec: SectionSpec) -> Made:
        blocks: list[Block] = []
        is_filled = False
        for each in _shown(spec):
            value = _said(sheet, each, spec.facts, " — " if is_bold else ", ")
            is_filled = is_filled or bool(value)
            key, place = f"{spec.id}:{each.key}", Place("facts", each.key)
            if value and each.kind == "long" and not is_bold:
                blocks.append(Prose(key, place, contained(sheet.pm.fact(each.key), spec.level)))
            elif is_bold and (value or not sheet.skip_empty):
                blocks.append(Lines(key, place, (_labelled(sheet, each, value, is_bold=True),)))
            elif value:
                text = _labelled(sheet, each, value, is_bold=False) if each.form == "after_label" else value
                blocks.append(Lines(key, place, (text,)))
        return blocks, is_filled

    return style


def _lines(sheet: Sheet, spec: SectionSpec) -> Made:
    values = [(each, _said(sheet, each, spec.facts, " — ")) for each in _shown(spec)]
    kept = [(each, value) for each, value in values if value or not sheet.skip_empty]
    lines = tuple(_labelled(sheet, each, value, is_bold=False) for each, value in kept)
    places = tuple(Place("facts", each.key) for each, _ in kept)
    block = Lines(spec.id, places[0] if places else None, lines, places=places)
    return [block] if lines else [], any(value for _, value in values)


def _list(sheet: Sheet, spec: SectionSpec) -> Made:
    items: list[Item] = []
    for each in _shown(spec):
        value = _own(sheet, each)
        if isinstance(value, tuple):
            texts = [_record(each, one) if isinstance(one, Record) else _text(sheet, each, one) for one in value]
        else:
            texts = [fact_text(sheet, each, value)]
        items += [Item(text, (), Place("facts", each.key)) for text in texts if text]
    place = items[0].place if items else None
    return [Items(spec.id, place, tuple(items))] if items else [], bool(items)


def _front_matter(sheet: Sheet, spec: SectionSpec) -> Made:
    def text(each: FactSpec) -> str:
        value = _own(sheet, each)
        if isinstance(value, tuple):
            return squeezed(", ".join(one for one in value if isinstance(one, str)))
        return squeezed(value) if isinstance(value, str) else sheet.fill_plain(each.value)

    pairs = tuple((squeezed(each.label), text(each)) for each in _shown(spec))
    return [FrontMatter(spec.id, Place("facts"), pairs)] if pairs else [], bool(pairs)


_STYLES: dict[str, Callable[[Sheet, SectionSpec], Made]] = {
    "": _bullets,
    "bullets": _bullets,
    "plain": _paragraphs(is_bold=False),
    "list": _list,
    "lines": _lines,
    "bold_lines": _paragraphs(is_bold=True),
    "front_matter": _front_matter,
}
