"""From a postmortem and its template to blocks: every heading in its order, and below it what the document holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.render import lists, tables, why_chain
from postmortem_gui.render.blocks import Block, FrontMatter, Heading, Layout, Lines, Prose
from postmortem_gui.render.escaping import words
from postmortem_gui.render.facts import facts
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.render.tables import Made, TimelineRows
from postmortem_gui.render.waived import waived


@dataclass(slots=True)
class RowCache:
    """What the last layout of a document may be used for in the next: what did not change is the same object again."""

    timelines: dict[str, TimelineRows] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)


def lay_out(
    pm: Postmortem,
    template: Template | None = None,
    *,
    skip_empty: bool = False,
    notes: bool = False,
    cache: RowCache | None = None,
) -> Layout:
    """Lay a document out with its own template or another one. Never raises, whatever the document holds.

    `skip_empty` leaves out headings and labels with nothing below them; `notes` prints the template's optional notes.
    With a `cache` that is kept between calls only what changed is laid out anew, and blocks and rows that did not
    change are the same objects: ask with `is`.
    """
    kept = cache or RowCache()
    sheet = Sheet.of(pm, template or pm.template, skip_empty=skip_empty)
    sections = [(spec, *_content(sheet, spec, kept, notes=notes)) for spec in sheet.template.sections]
    title = sheet.title()
    blocks = _head(sheet, title, sections)
    for at, (spec, content, is_filled) in enumerate(sections):
        if (spec.optional and not is_filled) or isinstance(next(iter(content), None), FrontMatter):
            continue
        if not skip_empty or is_filled or (spec.kind == "group" and _group_is_filled(sections, at)):
            blocks += _section(sheet, spec, content, is_filled=is_filled)
    blocks += waived(sheet)
    return Layout(words(title), _settled(blocks, kept))


def _head(sheet: Sheet, title: str, sections: Sequence[tuple[SectionSpec, list[Block], bool]]) -> list[Block]:
    """The front matter and the title; where there is front matter, the title stands in it."""
    front = [block for _, content, _ in sections for block in content if isinstance(block, FrontMatter)]
    blocks: list[Block] = list(front[:1]) or [Heading("title", Place("facts", "title"), 1, title)]
    if sheet.template.motto:
        blocks.append(Lines("motto", None, (sheet.fill(sheet.template.motto),)))
    return blocks


def _section(sheet: Sheet, spec: SectionSpec, content: list[Block], *, is_filled: bool) -> Iterable[Block]:
    heading = sheet.fill(spec.heading)
    if heading:
        yield Heading(f"h:{spec.id}", spec.place, spec.level, heading)
    if spec.intro and (is_filled or not sheet.skip_empty):
        yield from sheet.fill_prose(f"{spec.id}:intro", None, spec.intro, spec.level)
    yield from content


def _group_is_filled(sections: Sequence[tuple[SectionSpec, list[Block], bool]], at: int) -> bool:
    level = sections[at][0].level
    for spec, _, is_filled in sections[at + 1 :]:
        if spec.level <= level:
            return False
        if is_filled:
            return True
    return False


# ── Kinds of sections ────────────────────────────────────────────────────────────────────────────


def _content(sheet: Sheet, spec: SectionSpec, kept: RowCache, *, notes: bool) -> Made:
    if spec.kind == "timeline":
        return tables.timeline(sheet, spec, kept.timelines.setdefault(spec.id, TimelineRows()))
    if spec.kind == "note":
        return _note(sheet, spec, is_wanted=notes or not spec.optional)
    return _KINDS[spec.kind](sheet, spec)


def _note(sheet: Sheet, spec: SectionSpec, *, is_wanted: bool) -> Made:
    """Words of the template, or those that somebody wrote instead; an optional note is printed on request."""
    own = contained(sheet.pm.text(spec.id), spec.level)
    if own:
        return [Prose(spec.id, Place("sections", spec.id, "text"), own)], True
    if not is_wanted:
        return [], False
    return sheet.fill_prose(spec.id, None, spec.text, spec.level), True


def _group(sheet: Sheet, spec: SectionSpec) -> Made:
    return [], False


_KINDS: dict[str, Callable[[Sheet, SectionSpec], Made]] = {
    "group": _group,
    "facts": facts,
    "text": lists.text,
    "points": lists.points,
    "whys": why_chain.whys,
    "root_cause": why_chain.root_cause,
    "actions": tables.actions,
    "checklist": lists.checklist,
    "signoff": tables.signoff,
}


def _settled(blocks: Iterable[Block], kept: RowCache) -> tuple[Block, ...]:
    """Give every block a key of its own, and the object it was the last time where nothing changed."""
    settled: dict[str, Block] = {}
    for block in blocks:
        number = 1
        key = block.key
        while key in settled:
            number += 1
            key = f"{block.key}~{number}"
        own = block if key == block.key else replace(block, key=key)
        before = kept.blocks.get(key)
        settled[key] = before if before == own and before is not None else own
    kept.blocks = settled
    return tuple(settled.values())
