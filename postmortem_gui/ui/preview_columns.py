"""How wide the columns of a table are on the page: as the template wishes, but no word is cut that need not be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtGui import QFontMetricsF

from postmortem_gui.render.blocks import Head, TableRow
from postmortem_gui.ui.fonts import document_font
from postmortem_gui.ui.preview_style import CELL_PADDING, table_size
from postmortem_gui.ui.theme import Weight

LOOKED_AT = 120
"""Rows that decide. All would cost time with every key, and the widths would change under the reader."""
LONGEST, STEP = 76, 6
"""Pixels at zoom 1.0: longer words may be broken; needs are rounded up, so that typing seldom moves the columns."""
DENSE = 6
"""So many columns make a table dense: smaller words, closer together."""
_ROUNDED = 2
"""Qt rounds the columns of a table to whole pixels, and its cells as well."""

_UNSEEN = re.compile(r"\]\([^)\s]*\)|<br ?/?>|[\[*_`~\\]+")


def is_dense(heads: Sequence[Head]) -> bool:
    """Tell whether a table has so many columns that its words are smaller."""
    return len(heads) >= DENSE


@lru_cache(maxsize=8)
def _metrics(size: int, weight: Weight) -> QFontMetricsF:
    return QFontMetricsF(document_font(size, weight, serif=False))


@lru_cache(maxsize=4096)
def _longest_word(markdown: str, size: int, weight: Weight) -> float:
    shown = _UNSEEN.sub(lambda found: " " if found[0].startswith("<") else "", markdown)
    return min(LONGEST, max(map(_metrics(size, weight).horizontalAdvance, shown.split()), default=0.0))


@lru_cache(maxsize=256)
def _needs(heads: tuple[Head, ...], rows: tuple[TableRow, ...]) -> tuple[float, ...]:
    """Return how many pixels each column needs so that no word is broken."""
    dense = is_dense(heads)
    size, beside = table_size("dense" if dense else "table"), 2 * CELL_PADDING[dense] + _ROUNDED
    longest = [_longest_word(head.text, table_size("head"), Weight.DemiBold) for head in heads]
    for row in rows:
        if not row.day:
            for at, cell in enumerate(row.cells[: len(heads)]):
                # A table may be bold in parts, so its words are measured as if all were.
                longest[at] = max(longest[at], _longest_word(cell, size, Weight.DemiBold))
    return tuple(-(-length // STEP) * STEP + beside for length in longest)


def column_widths(heads: Sequence[Head], rows: Sequence[TableRow], room: float) -> tuple[float, ...]:
    """Return the widths in percent, 100 together, for a table of which so many pixels at zoom 1.0 can be used."""
    if not heads:
        return (100.0,)
    wished = [head.width for head in heads] if sum(head.width for head in heads) else [1] * len(heads)
    wishes = [100 * width / sum(wished) for width in wished]
    needs = [100 * need / room for need in _needs(tuple(heads), tuple(rows[:LOOKED_AT]))]
    return tuple(round(width, 2) for width in _fitted(wishes, needs))


def _fitted(wishes: list[float], needs: list[float]) -> list[float]:
    """Give everybody what they need, at the cost of those who have more than that."""
    if sum(needs) >= 100:
        return _cut(needs)
    missing = sum(max(0.0, need - wish) for need, wish in zip(needs, wishes, strict=True))
    spare = sum(max(0.0, wish - need) for need, wish in zip(needs, wishes, strict=True))
    share = missing / spare if spare else 0.0
    return [max(need, wish - share * max(0.0, wish - need)) for need, wish in zip(needs, wishes, strict=True)]


def _cut(needs: list[float]) -> list[float]:
    """Share a page that is too narrow: who needs little has that, and the others have as much as one another.

    Cut alike, the shortest words would be broken first: the number of an action into two lines.
    """
    widths = [0.0] * len(needs)
    left = 100.0
    for rank, at in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        widths[at] = min(needs[at], left / (len(needs) - rank))
        left -= widths[at]
    return widths
