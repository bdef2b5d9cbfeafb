"""How wide the columns of a table are on paper, so that words stay whole and each row keeps a sensible height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postmortem_gui.render.pdf_words import width_of

SIZES_PT = (8.5, 7.75, 7.0)
"""The type sizes of tables; a smaller one is taken only where words would not fit otherwise."""
INSET_PT = 5.0
"""White on the left and on the right of what stands in a cell."""

_LONGEST_WORD = 22
"""Characters; longer words are addresses and identifiers, which may break."""
_LONG_WORD_EM, _LEAST_EM = 9.0, 2.0
_SURE = 1.06
"""Widths are those of the regular face; some words are bold."""
_WORTH_READING_EM = 24.0
"""No column asks for more than this before the others have what they need."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in pt that add up to the width of the table, the size of its type, and whether it lies on its side."""

    widths: tuple[float, ...]
    size: float
    sideways: bool = False

    def room(self, at: int) -> float:
        """Return how many em of text a line of a column holds."""
        return max(1.0, (self.widths[at] - 2 * INSET_PT) / self.size)


def columns(
    cells: Sequence[Sequence[str]], wished: Sequence[int], width: float, sideways_width: float = 0.0
) -> Columns:
    """Return the columns for plain texts, head row first, in a table of so many pt.

    `wished` are percents, all zero for "as the texts need". A table that no size can save is laid on its side where
    `sideways_width` says how wide that page is.
    """
    least = _least(cells)
    for across in (width, sideways_width):
        for size in SIZES_PT:
            if _total(least, size) <= across:
                return Columns(_widths(cells, wished, least, size, across), size, sideways=across != width)
    across, size = sideways_width or width, SIZES_PT[-1]
    total = _total(least, size)
    return Columns(tuple(_pt(em, size) * across / total for em in least), size, sideways=across != width)


def _pt(em: float, size: float) -> float:
    return em * size + 2 * INSET_PT


def _total(ems: Sequence[float], size: float) -> float:
    return sum(_pt(em, size) for em in ems)


def _by_column(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[row[at] for row in cells if at < len(row)] for at in range(len(cells[0]))]


def _least(cells: Sequence[Sequence[str]]) -> list[float]:
    """The width of each column, in em, under which an ordinary word would not fit."""
    words = [{word for text in set(texts) for word in text.split()} for texts in _by_column(cells)]
    return [max((_word_em(word) for word in column), default=_LEAST_EM) for column in words]


def _word_em(word: str) -> float:
    return _LONG_WORD_EM if len(word) > _LONGEST_WORD else max(_LEAST_EM, width_of(word) * _SURE)


def _widths(
    cells: Sequence[Sequence[str]], wished: Sequence[int], least: Sequence[float], size: float, width: float
) -> tuple[float, ...]:
    floor = [_pt(em, size) for em in least]
    if any(wished) and sum(wished) > 0:
        want = [percent * width / sum(wished) for percent in wished]
    else:
        want = _natural(cells, size, width)
    widths = [max(low, high) for low, high in zip(floor, want, strict=True)]
    over = sum(widths) - width
    spare = [have - low for have, low in zip(widths, floor, strict=True)]
    if over > 0 and sum(spare) > 0:
        return tuple(have - over * free / sum(spare) for have, free in zip(widths, spare, strict=True))
    return tuple(have * width / sum(widths) for have in widths)


def _natural(cells: Sequence[Sequence[str]], size: float, width: float) -> list[float]:
    """The widths at which lines need not be broken, as far as there is room; long texts share what is left."""
    lines = [
        max((width_of(line[:200]) for text in dict.fromkeys(texts) for line in text.split("\n")), default=0.0) * _SURE
        for texts in _by_column(cells)
    ]
    want = [_pt(em, size) for em in lines]
    if sum(want) <= width:
        return want
    modest = [_pt(min(em, _WORTH_READING_EM), size) for em in lines]
    left = width - sum(modest)
    if left <= 0:
        return modest
    more = [high - low for high, low in zip(want, modest, strict=True)]
    return [low + left * part / sum(more) for low, part in zip(modest, more, strict=True)]
