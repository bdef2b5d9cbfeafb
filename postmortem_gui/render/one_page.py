"""The document on one page, for people who read no second one: from all of it down to what always fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.strip import strip_of
from postmortem_gui.core.template import Column, FactSpec
from postmortem_gui.core.vocabulary import PRIORITIES, label_of
from postmortem_gui.render.blocks import Block, Head, Heading, Item, Items, Layout, Lines, Prose, StripBlock, Table
from postmortem_gui.render.blocks import TableRow as Row
from postmortem_gui.render.cells import action_cell
from postmortem_gui.render.escaping import bold, one_line, plain_line, squeezed, words
from postmortem_gui.render.facts import fact_text
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet

SIZES_PT = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The sizes of the words, the largest that fits is taken; below the last nobody reads."""
_MOST = 12_000
"""Characters that no page holds at the smallest size: longer documents are not even tried whole."""
_TITLE, _LABEL = 160, 40
_NUMBERS = ("customers_affected", "revenue_impact", "slo_impact", "data_impact_note")
"""Facts that say how large the impact was, where a template asks for them as words."""
_COLUMNS = (
    (Column(head="Action", field="description"), 46),
    (Column(head="Owner", field="owner"), 18),
    (Column(head="Ticket", field="ticket", form="link"), 13),
    (Column(head="Due", field="due"), 12),
    (Column(head="Status", field="status"), 11),
)


@dataclass(frozen=True, slots=True)
class Sized:
    """A layout, and the size of its words in pt."""

    size: float
    layout: Layout


@dataclass(frozen=True, slots=True)
class Cut:
    """How much may stand: characters of a text, facts, characters of one, actions, characters of a cell."""

    text: int = _MOST
    facts: int = 60
    fact: int = 400
    actions: int = 60
    cell: int = 400


_WHOLE = Cut()
_RANGES = ((2800, 200), (16, 4), (200, 60), (40, 3), (200, 60))
"""For each field of a cut what is generous, and what fits on every page."""
_STEPS = 14
_CUTS = tuple(
    Cut(*(round(most * (least / most) ** (step / (_STEPS - 1))) for most, least in _RANGES)) for step in range(_STEPS)
)
"""From generous to short, at the smallest size: what is longest gives way first."""


def one_page(pm: Postmortem, options: ExportOptions) -> tuple[Sized, ...]:
    """Return what may stand on the page, the best first; the first that fits is the one to print. Never raises.

    Words become smaller down to 7 pt. Then texts end at a sentence, and lists say how many rows are left out. The last
    one is so short that it fits whatever the document holds.
    """
    sheet = Sheet.of(pm, options.template or pm.template, skip_empty=True)
    strip = strip_of(pm) if options.strip else None
    drawn = (StripBlock("strip", Place("timeline"), strip),) if strip else ()
    whole = [Sized(size, layout) for layout in (_layout(sheet, _WHOLE, drawn),) for size in SIZES_PT]
    cut = [Sized(SIZES_PT[-1], _layout(sheet, each, drawn)) for each in _CUTS]
    return tuple(cut if _is_too_long(pm, sheet) else [*whole, *cut])


def _is_too_long(pm: Postmortem, sheet: Sheet) -> bool:
    texts = (pm.text("summary"), pm.whys.root_cause, *(each.description for each in _committed(pm)))
    return (
        sum(map(len, texts)) > _MOST
        or len(_committed(pm)) > _WHOLE.actions
        or len(_impact_items(sheet)) > _WHOLE.facts
        or any(len(row.description) > _WHOLE.cell for row in _committed(pm))
    )


def _layout(sheet: Sheet, cut: Cut, drawn: tuple[Block, ...]) -> Layout:
    title = words(sheet.title())
    heading = sheet.title() if len(title) <= _TITLE else plain_line(_shortened(title, _TITLE))
    blocks: list[Block] = [Heading("title", Place("facts", "title"), 1, heading)]
    blocks += _text("summary", "Summary", Place("sections", "summary", "text"), sheet.pm.text("summary"), cut)
    blocks += _impact(sheet, cut)
    blocks += [Heading("h:timeline", Place("timeline"), 2, "Timeline"), *drawn] if drawn else []
    blocks += _text("root_cause", "Cause", Place("whys", "root_cause"), sheet.pm.whys.root_cause, cut)
    blocks += _actions(sheet, cut)
    return Layout(words(heading), tuple(blocks))


# ── Texts ──


def _text(key: str, heading: str, place: Place, text: str, cut: Cut) -> Iterator[Block]:
    if not text.strip():
        return
    yield Heading(f"h:{key}", place, 2, heading)
    if cut is _WHOLE:
        yield Prose(key, place, contained(text, 2))
    else:
        yield Lines(key, place, (one_line(_cut(text, cut.text)),))


def _cut(text: str, most: int) -> str:
    """The sentences that fit, an ellipsis, and how many are left out; of one that is too long, its first words."""
    text = squeezed(text)
    if len(text) <= most:
        return text
    sentences = re.split(r"(?<=[.!?。])\s+", text)
    kept, size = 0, 0
    while kept < len(sentences) and size + len(sentences[kept]) <= most:
        size += len(sentences[kept]) + 1
        kept += 1
    if not kept:
        more = len(sentences) - 1
        return f"{_shortened(text, most)} {_left_out(more, 'sentence')}".strip()
    return f"{' '.join(sentences[:kept])} … {_left_out(len(sentences) - kept, 'sentence')}"


def _shortened(text: str, most: int) -> str:
    text = squeezed(text)
    if len(text) <= most:
        return text
    end = text.rfind(" ", 0, most)
    return f"{text[: end if end > most // 2 else most - 1]}…"


def _left_out(count: int, word: str) -> str:
    return f"({count} more {word if count == 1 else word + 's'})" if count else ""


# ── Impact ──


def _impact(sheet: Sheet, cut: Cut) -> Iterator[Block]:
    found = _impact_items(sheet)
    if not found:
        return
    kept = found[: cut.facts]
    items = [Item(f"{bold(one_line(_shortened(label, _LABEL)))} {_short(value, cut.fact)}") for label, value in kept]
    more = _left_out(len(found) - len(kept), "number")
    items += [Item(more)] if more else []
    yield Heading("h:impact", Place("facts"), 2, "Impact in numbers")
    yield Items("impact", Place("facts"), tuple(items))


def _short(markdown: str, most: int) -> str:
    """The line as it is, or without its marks so many characters of it."""
    plain = words(markdown)
    return markdown if len(plain) <= most else plain_line(_shortened(plain, most))


def _impact_items(sheet: Sheet) -> list[tuple[str, str]]:
    """The facts that are numbers or durations, and those that say the size of the impact in words with a number."""
    items = []
    for spec in sheet.template.facts():
        value = fact_text(sheet, spec, fact_value(sheet.pm, spec)) if _may_count(spec) else ""
        if re.search(r"\d", value):
            label = sheet.fill_plain(spec.label) or label_of(spec.key)
            items.append((label if label[-1:] in "?:!" else f"{label}:", value))
    return list(dict.fromkeys(items))


def _may_count(spec: FactSpec) -> bool:
    return spec.kind in ("duration", "number") or spec.key in _NUMBERS


# ── Actions ──


def _committed(pm: Postmortem) -> Sequence[ActionItem]:
    """The promises that will be kept and say what they are."""
    return [
        row for row in pm.actions if row.stage == "committed" and row.status != "wont_do" and row.description.strip()
    ]


def _actions(sheet: Sheet, cut: Cut) -> Iterator[Block]:
    rows = _committed(sheet.pm)
    if not rows:
        return
    order = {priority: at for at, priority in enumerate(("P0", *PRIORITIES))}
    urgent = sorted(rows, key=lambda row: order.get(row.priority, len(order)))[: cut.actions]
    kept = {id(row) for row in urgent}
    shown = [row for row in rows if id(row) in kept]
    yield Heading("h:actions", Place("actions"), 2, "Committed actions")
    heads = tuple(Head(column.head, "", width) for column, width in _COLUMNS)
    yield Table("actions", Place("actions"), heads, tuple(_row(sheet, row, cut) for row in shown))
    if more := _left_out(len(rows) - len(shown), "action"):
        yield Lines("actions:more", Place("actions"), (more,))


def _row(sheet: Sheet, row: ActionItem, cut: Cut) -> Row:
    cells = [action_cell(sheet, row, column) for column, _ in _COLUMNS]
    if row.priority:
        cells[0] = f"{bold(one_line(_shortened(row.priority, 8)))} {cells[0]}"
    most = (cut.cell, *([max(16, cut.cell // 3)] * (len(cells) - 1)))
    return Row(tuple(map(_short, cells, most)), Place("actions", row.id, "description"))
