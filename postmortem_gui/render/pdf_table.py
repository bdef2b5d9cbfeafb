"""Tables as nodes for the page: widths, words that fit their column, and which rows may break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from postmortem_gui.render.pdf_columns import columns
from postmortem_gui.render.pdf_inline import Node, fitted, said
from postmortem_gui.render.pdf_words import width_of

Cells = list[list[Node]]
"""The cells of a row, each the nodes of its line."""

TALL_LINES = 20
"""Lines from which on a row is measured on the page: the one that is taller than a page has to break."""
TALL_HEAD_LINES = 6
"""Lines from which on a head is not repeated on each page."""
SHORT_PT = 320.0
"""The height up to which a table stays on one page, about: under half of the page."""

_LETTER_EM = 0.6
"""What a letter of a broken word takes at most, nearly."""
_LINE_EM, _ROW_INSETS_PT = 1.25, 10.0


def grid(
    head: Cells,
    rows: Sequence[Cells],
    *,
    aligns: Sequence[str],
    wished: Sequence[int],
    width: float,
    days: frozenset[int] = frozenset(),
    sideways_width: float = 0.0,
) -> Node:
    """Return a table `width` pt wide; `wished` are percents or zeros, `days` the rows that are one text across it."""
    rows = [[*cells, *([[]] * (len(head) - len(cells)))][: len(head)] for cells in rows]
    texts = [[said(cell) for cell in cells] for cells in (head, *rows)]
    even = [line for at, line in enumerate(texts) if at - 1 not in days]
    shape = columns(even, wished, width, sideways_width)
    room = [shape.room(at) for at in range(len(head))]
    longest = [max(2, int(em / _LETTER_EM)) for em in room]
    total = sum(shape.widths)
    made = []
    heights = [_lines(line, room) for line in texts]
    for at, cells in enumerate(rows):
        if at in days:
            made.append({"day": True, "c": [fitted([node for cell in cells for node in cell], 60)]})
            continue
        row: dict[str, Any] = {"c": [fitted(cell, most) for cell, most in zip(cells, longest, strict=True)]}
        if heights[at + 1] > TALL_LINES:
            row["tall"] = True
        made.append(row)
    height = sum(lines * _LINE_EM * shape.size + _ROW_INSETS_PT for lines in heights)
    return {
        "t": "table",
        "size": shape.size,
        "widths": [round(wide * 100 / total, 3) for wide in shape.widths],
        "sideways": shape.sideways,
        "al": list(aligns),
        "head": [fitted(cell, most) for cell, most in zip(head, longest, strict=True)],
        "tall_head": heights[0] > TALL_HEAD_LINES,
        "rows": made,
        "short": height <= SHORT_PT,
    }


def _lines(texts: Sequence[str], room: Sequence[float]) -> float:
    """Return about how many lines the tallest of some cells has."""
    return max(
        (
            sum(1 + width_of(line) // em for line in text.split("\n"))
            for text, em in zip(texts, room, strict=True)
            if text
        ),
        default=1,
    )
