"""How wide the columns of a table are on the page: as the template wishes, but no word is cut that need not be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from postmortem_gui.render.blocks import Head, TableRow

LOOKED_AT = 120
"""Rows that decide. All would cost time with every key, and the widths would change under the reader."""
LONGEST, STEP = 12, 2
"""Characters: a longer word may be broken, and needs are rounded up, so that typing seldom moves the columns."""
DENSE = 6
"""So many columns make a table dense: smaller words, closer together."""
CHARACTER, PADDING = {False: 6.2, True: 5.8}, {False: 14, True: 10}
"""Pixels at zoom 1.0 in a table that is not dense, and in one that is: a character, and the room beside the words."""

_UNSEEN = re.compile(r"\]\([^)\s]*\)|<br ?/?>|[\[*_`~\\]+")


def is_dense(heads: Sequence[Head]) -> bool:
    """Tell whether a table has so many columns that its words are smaller."""
    return len(heads) >= DENSE


@lru_cache(maxsize=4096)
def _longest_word(markdown: str) -> int:
    shown = _UNSEEN.sub(lambda found: " " if found[0].startswith("<") else "", markdown)
    return min(LONGEST, max(map(len, shown.split()), default=0))


@lru_cache(maxsize=256)
def _needs(heads: tuple[Head, ...], rows: tuple[TableRow, ...]) -> tuple[float, ...]:
    """Return how many pixels each column needs so that no word is broken."""
    longest = [_longest_word(head.text) for head in heads]
    for row in rows:
        if not row.day:
            for at, cell in enumerate(row.cells[: len(heads)]):
                longest[at] = max(longest[at], _longest_word(cell))
    dense = is_dense(heads)
    return tuple(-(-length // STEP) * STEP * CHARACTER[dense] + PADDING[dense] for length in longest)


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
