"""The sections that are rows: the timeline, the actions, the sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, TimelineEntry
from postmortem_gui.core.template import Column, Condition, SectionSpec
from postmortem_gui.core.times import in_zone, show_date
from postmortem_gui.render.blocks import Block, Head, Item, Items, Lines, Table, TableRow
from postmortem_gui.render.cells import action_cell, event_cell, time_cell, timeline_cells
from postmortem_gui.render.escaping import bold, one_line, struck
from postmortem_gui.render.sheet import Sheet

Made = tuple[list[Block], bool]
"""The blocks of a section, and whether the document holds anything for it."""

_COLUMNS = (Column(head="Time", field="when"), Column(head="Event", field="event"))


def heads_of(sheet: Sheet, spec: SectionSpec, columns: Sequence[Column]) -> tuple[Head, ...]:
    """Return the heads of a table; widths that do not add up to 100 are made to."""
    widths = [max(0, column.width) for column in columns]
    if 0 in widths:
        left = max(100 - sum(widths), 10 * widths.count(0))
        widths = [width or left // widths.count(0) for width in widths]
    shares = [width * 100 // sum(widths) for width in widths]
    shares[-1] += 100 - sum(shares)
    texts = (sheet.fill(column.head) for column in columns)
    return tuple(
        Head(bold(text) if spec.bold_heads else text, column.align, width)
        for text, column, width in zip(texts, columns, shares, strict=True)
    )


def applies(sheet: Sheet, when: Condition) -> bool:
    """Tell whether something is asked for; while nobody knows the severity, everything is."""
    severity = sheet.typed["severity"]
    return not when.severity or not severity or severity in when.severity


# ── Timeline ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class TimelineRows:
    """Rows that are laid out already, by the row of the document that they come from, which never changes.

    `shape` is what else they depend on. In the style `lines` a row has one cell, its text; None is an empty one.
    """

    shape: tuple[Any, ...] = ()
    rows: dict[int, tuple[TimelineEntry, TableRow | None, date | None]] = field(default_factory=dict)
    days: dict[date, TableRow] = field(default_factory=dict)
    laid_out: tuple[object, Made] | None = None


def timeline(sheet: Sheet, spec: SectionSpec, kept: TimelineRows) -> Made:
    """Lay out the timeline as a table, or a paragraph a row; each day is named where it begins.

    A single day is named only where nothing else in the document says which it was.
    """
    shape = (spec, sheet.pm.zone, sheet.pm.second_zone, sheet.template.time, sheet.date_pattern(), sheet.typed)
    if kept.shape != shape:
        kept.shape, kept.rows, kept.days, kept.laid_out = shape, {}, {}, None
    if kept.laid_out is None or kept.laid_out[0] is not sheet.pm.timeline:
        kept.laid_out = (sheet.pm.timeline, _timeline(sheet, spec, kept))
    return kept.laid_out[1]


def _timeline(sheet: Sheet, spec: SectionSpec, kept: TimelineRows) -> Made:
    columns = spec.columns or _COLUMNS
    shown, starts = _rows(sheet, spec, columns, kept)
    is_filled = bool(shown)
    pattern = sheet.date_pattern()
    blocks: list[Block] = []
    if spec.day_line:
        first = one_line(show_date(starts[0][1], pattern)) if starts else ""
        line = sheet.fill(spec.day_line, date=first)
        blocks.append(Lines(f"{spec.id}:day", Place("timeline"), (line,)))
        starts = starts[1:]
    elif len(starts) == 1 and sheet.says_day():
        starts = []
    for at, day in reversed(() if sheet.times_have_days() else starts):
        if day not in kept.days:
            kept.days[day] = _day_row(show_date(day, pattern), columns)
        shown.insert(at, kept.days[day])
    if spec.style != "lines":
        blocks.append(Table(spec.id, Place("timeline"), heads_of(sheet, spec, columns), tuple(shown)))
    elif shown:
        lines = tuple(row.cells[0] for row in shown)
        places = tuple(row.place for row in shown)
        blocks.append(Lines(spec.id, Place("timeline"), lines, apart=True, places=places))
    return blocks, is_filled


def _rows(
    sheet: Sheet, spec: SectionSpec, columns: Sequence[Column], kept: TimelineRows
) -> tuple[list[TableRow], list[tuple[int, date]]]:
    """The rows that say something, those of the last time where they are the same, and where each day begins."""
    before, kept.rows = kept.rows, {}
    shown: list[TableRow] = []
    starts: list[tuple[int, date]] = []
    last = None
    for row in in_order(sheet.pm.timeline):
        key = id(row)
        made = before.get(key)
        if made is None or made[0] is not row:
            made = (row, _row(sheet, spec, columns, row), _day(row, sheet.pm.zone))
        kept.rows[key] = made
        _, laid_out, day = made
        if laid_out is not None:
            if day is not None and day != last:
                starts.append((len(shown), day))
                last = day
            shown.append(laid_out)
    return shown, starts


def _row(sheet: Sheet, spec: SectionSpec, columns: Sequence[Column], row: TimelineEntry) -> TableRow | None:
    if not (row.event.strip() or row.when.at or row.when.typed.strip() or row.source):
        return None
    if spec.style == "lines":
        said = (time_cell(sheet, row, columns), event_cell(row, spec.labels, sources=True))
        cells = [" - ".join(filter(None, said))]
    else:
        cells = timeline_cells(sheet, row, columns, spec.labels)
    return TableRow(tuple(cells), Place("timeline", row.id, "event"))


def _day(row: TimelineEntry, zone: str) -> date | None:
    if row.when.at is None:
        return None
    return in_zone(row.when.at, row.when.zone if row.when.precision == "day" else zone).date()


def _day_row(text: str, columns: Sequence[Column]) -> TableRow:
    return TableRow((bold(one_line(text)), *[""] * (len(columns) - 1)), None, day=True)


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


def actions(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the actions of a stage as a table, as bullets, or as bullets under their themes."""
    stage = spec.stage or "committed"
    rows = [row for row in sheet.pm.actions if row.stage == stage and _says_something(row)]
    columns = spec.columns or (Column(head="Action", field="description"),)
    place = Place("actions")
    if spec.style in ("bullets", "themes"):
        items = [(row.theme.strip(), _action_item(sheet, row, columns)) for row in rows]
        listed = tuple(_under_themes(items) if spec.style == "themes" else (item for _, item in items))
        return [Items(spec.id, place, listed)] if listed else [], bool(rows)
    cells = (tuple(action_cell(sheet, row, column) for column in columns) for row in rows)
    shown = tuple(
        TableRow(line, Place("actions", row.id, "description")) for line, row in zip(cells, rows, strict=True)
    )
    return [Table(spec.id, place, heads_of(sheet, spec, columns), shown)], bool(rows)


def _says_something(row: ActionItem) -> bool:
    texts = (row.description, row.owner, row.due, row.solution, row.details)
    return row.ticket is not None or any(text.strip() for text in texts)


def _action_item(sheet: Sheet, row: ActionItem, columns: Sequence[Column]) -> Item:
    """A bullet: what is to be done, then the other columns. A declined idea is struck, with its reason behind it."""
    first, *others = sorted(columns, key=lambda column: column.field != "description")
    what = action_cell(sheet, row, first)
    place = Place("actions", row.id, "description")
    if row.status == "wont_do" and row.stage == "potential":
        return Item(" — ".join(filter(None, (struck(what), one_line(row.reason)))), place=place)
    more = ((column, action_cell(sheet, row, column)) for column in others)
    said = ", ".join(f"due {cell}" if column.field == "due" else cell for column, cell in more if cell)
    return Item(" — ".join(filter(None, (what, said))), place=place)


def _under_themes(items: Iterable[tuple[str, Item]]) -> Iterable[Item]:
    themes: dict[str, list[Item]] = {}
    for theme, item in items:
        themes.setdefault(theme, []).append(item)
    loose = themes.pop("", [])
    for theme, below in themes.items():
        yield Item(bold(one_line(theme)), tuple(below))
    yield from loose


# ── Sign-off ─────────────────────────────────────────────────────────────────────────────────────


def signoff(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the roles that sign, each with who has signed, and behind them whoever signed besides."""
    signed = {row.id: row for row in sheet.pm.signoffs}
    rows = []
    for role in spec.roles:
        by = signed.pop(role.id, None)
        if applies(sheet, role.when) or (by and by.name.strip()):
            rows.append((f"{role.prefix}{role.role}", by.name if by else "", by.date if by else "", role.id))
    rows += [(row.role, row.name, row.date, row.id) for row in signed.values() if row.name.strip()]
    is_filled = any(name.strip() for _, name, _, _ in rows)
    shown = tuple(
        TableRow(
            (one_line(role), one_line(name), one_line(show_date(day, sheet.date_pattern()))),
            Place("signoffs", row_id, "name"),
        )
        for role, name, day, row_id in rows
        if name.strip() or not sheet.skip_empty
    )
    heads = spec.heads if len(spec.heads) == len(_SIGN_HEADS) else _SIGN_HEADS
    columns = [Column(head=head, field="", width=width) for head, width in zip(heads, (40, 38, 22), strict=True)]
    return [Table(spec.id, Place("signoffs"), heads_of(sheet, spec, columns), shown)], is_filled


_SIGN_HEADS = ("Role", "Name", "Date")
