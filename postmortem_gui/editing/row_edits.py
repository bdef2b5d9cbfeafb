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
    pm: Postmortem, part: str, shown: Callable[[Postmortem], Sequence[Row]], row_id: str, step: int
) -> Move | None:
    """Return the edit that moves a row one line up (-1) or down (1) in what is shown, None when no move can do that."""
    lines = [row.id for row in shown(pm)]
    at = lines.index(row_id) if row_id in lines else -1
    to = at + step
    if at < 0 or not 0 <= to < len(lines):
        return None
    after: str | None = lines[to]
    if step < 0:
        others = [row.id for row in parts.rows(pm, part) if row.id != row_id]
        place = others.index(lines[to])
        after = others[place - 1] if place else None
    edit = Move(part, row_id, after)
    lines[at], lines[to] = lines[to], lines[at]
    return edit if [row.id for row in shown(edit.apply(pm))] == lines else None


def filled_down(pm: Postmortem, column: FieldColumn, source: Row, rows: Sequence[Row]) -> Edit | None:
    """Return the edit that enters what stands in one row into others, None when that changes nothing."""
    if column.enter is None:
        return None
    text = (column.edit or column.show)(pm, source)
    edits = [edit for row in rows if (edit := column.enter(pm, row, text)) is not None]
    return Together(f"Fill down {column.head}", tuple(edits)) if edits else None


def as_text(pm: Postmortem, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> str:
    """Return rows as tab-separated lines, each cell as its editor would show it."""
    return "\n".join("\t".join(_one_line((column.edit or column.show)(pm, row)) for column in columns) for row in rows)


def as_html(pm: Postmortem, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> str:
    """Return rows as a small HTML table with a head, each cell as it is shown."""
    head = "".join(f"<th>{html.escape(column.head)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(column.show(pm, row))}</td>" for column in columns) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ")
