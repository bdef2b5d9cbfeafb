"""Edits that every table has: move a row, duplicate rows, fill down; and rows as text for other programs."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence

from pydantic import ValidationError

from postmortem_gui.core import parts
from postmortem_gui.core.edits import Edit, Move, Together
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import Row, plain
from postmortem_gui.editing.rows_model import FieldColumn

Rows = tuple[Row, ...]

ROWS_MIME = "application/x-postmortem-rows+json"
"""Whole rows on the clipboard, so that nothing of them is lost between two documents."""


def moved(
    pm: Postmortem, part: str, shown: Callable[[Postmortem], Sequence[Row]], row_id: str, order: Sequence[str]
) -> Move | None:
    """Return the edit after which the rows are shown in an order of ids in which one row has another place, None when
    no move can do that."""
    wanted = list(order)
    at = wanted.index(row_id)
    file = [row.id for row in parts.rows(pm, part) if row.id != row_id]
    places: list[str | None] = [wanted[at - 1] if at else None]
    if at + 1 < len(wanted):  # behind the row above it, or before the one below: among equal times these may differ
        place = file.index(wanted[at + 1])
        places.append(file[place - 1] if place else None)
    for after in dict.fromkeys(places):
        edit = Move(part, row_id, after)
        if [row.id for row in shown(edit.apply(pm))] == wanted:
            return edit
    return None


def moved_together(
    pm: Postmortem, part: str, shown: Callable[[Postmortem], Sequence[Row]], ids: Sequence[str], step: int
) -> Edit | None:
    """Return the edit that moves rows one line up (-1) or down (1) in what is shown, None when no move can do that.

    Rows that are neighbours stay together.
    """
    edits: list[Edit] = []
    now = pm
    for row_id in ids if step < 0 else reversed(ids):
        order = stepped([row.id for row in shown(now)], row_id, step)
        edit = moved(now, part, shown, row_id, order) if order else None
        if edit is None:
            return None
        edits.append(edit)
        now = edit.apply(now)
    return edits[0] if len(edits) == 1 else Together(f"Move {len(ids)} rows", tuple(edits)) if edits else None


def stepped(order: Sequence[str], row_id: str, step: int) -> list[str]:
    """Return an order of ids with one of them so many places further, empty where there is no such place."""
    ids = list(order)
    at = ids.index(row_id)
    to = at + step
    if not 0 <= to < len(ids):
        return []
    ids.insert(to, ids.pop(at))
    return ids


def filled_down(pm: Postmortem, column: FieldColumn, source: Row, rows: Sequence[Row]) -> Edit | None:
    """Return the edit that enters what stands in one row into others, None when that changes nothing."""
    if column.enter is None:
        return None
    text = (column.edit or column.show)(pm, source)
    edits = [edit for row in rows if (edit := column.enter(pm, row, text)) is not None]
    return Together(f"Fill down {column.head}", tuple(edits)) if edits else None


def filled_right(pm: Postmortem, left: FieldColumn, column: FieldColumn, rows: Sequence[Row]) -> Edit | None:
    """Return the edit that enters into one column of rows what stands in another, both of them written words; None
    when that changes nothing or makes no sense."""
    if not (left.live and column.live) or column.enter is None:
        return None
    edits = (column.enter(pm, row, (left.edit or left.show)(pm, row)) for row in rows)
    found = tuple(edit for edit in edits if edit is not None)
    return Together(f"Fill right {column.head}", found) if found else None


def as_text(pm: Postmortem, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> str:
    """Return rows as tab-separated lines, each cell as its editor would show it."""
    return "\n".join("\t".join(_edited(pm, columns, row)) for row in rows)


def as_html(pm: Postmortem, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> str:
    """Return rows as an HTML table with a head and its looks on its cells, each cell as it is shown."""
    from postmortem_gui.render.pasted import styled  # with all of Markdown, which the first look can do without

    head = "".join(f"<th>{html.escape(column.head)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(column.show(pm, row))}</td>" for column in columns) + "</tr>"
        for row in rows
    )
    return styled(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def as_markdown(pm: Postmortem, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> str:
    """Return rows as a Markdown table with a head, each cell as its editor would show it."""
    lines = [[column.head for column in columns], ["---"] * len(columns)]
    lines += [_edited(pm, columns, row) for row in rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def as_json(part: str, rows: Sequence[Row]) -> bytes:
    """Return rows as this program reads them back in `rows_in`."""
    return json.dumps([part, plain(tuple(rows))], ensure_ascii=False).encode("utf-8", "surrogatepass")


def rows_in(part: str, data: bytes) -> Rows:
    """Return the rows that `as_json` wrote for a part; nothing for what is of another part or cannot be read."""
    try:
        written, rows = json.loads(data.decode("utf-8", "surrogatepass"))
        if written != part:
            return ()
        kind = parts.part(Postmortem(), part).row
        return tuple(kind.model_validate(row) for row in rows)
    except (ValueError, TypeError, ValidationError):
        return ()


def _edited(pm: Postmortem, columns: Sequence[FieldColumn], row: Row) -> list[str]:
    return [_one_line((column.edit or column.show)(pm, row)) for column in columns]


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ")
