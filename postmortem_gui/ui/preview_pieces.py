"""What the preview replaces at once: a block of the layout, or a run of rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from postmortem_gui.render.blocks import Block, Layout, Table, TableRow
from postmortem_gui.ui.preview_columns import column_widths

RUN = 40
"""Rows of a table that are laid out together. Longer runs cost more with each key, shorter ones more at first."""
LONGEST_RUN = 2 * RUN


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or some rows of a table under the table's heads. `key` stays while the content changes."""

    key: str
    block: Block
    first: bool = True
    """Whether a table shows its heads here."""
    last: bool = True
    """Whether a table ends here."""
    columns: tuple[float, ...] = ()
    """The widths of a table's columns in percent, the same in all of its runs."""

    @property
    def weight(self) -> int:
        """About how many lines it takes."""
        return len(self.block.rows) + 1 if isinstance(self.block, Table) else 3


_serial = count()


def cut(layout: Layout, before: Sequence[Piece] = (), room: float = 576) -> list[Piece]:
    """Return the pieces of a layout. Runs of rows that were there before stay the same piece, wherever they are now.

    `room` is how many pixels at zoom 1.0 a table may take.
    """
    runs: dict[str, list[Piece]] = {}
    for piece in before:
        if isinstance(piece.block, Table):
            runs.setdefault(piece.block.key, []).append(piece)
    pieces: list[Piece] = []
    for block in layout.blocks:
        if isinstance(block, Table):
            pieces += _runs(block, runs.get(block.key, []), room)
        else:
            pieces.append(Piece(block.key, block))
    return pieces


def _runs(table: Table, before: list[Piece], room: float) -> Iterator[Piece]:
    """Cut a table where it was cut before: what comes before and after a change stays, only the middle is cut anew."""
    old = [piece.block.rows for piece in before if isinstance(piece.block, Table)]
    rows, head, start = table.rows, 0, 0
    while head < len(old) and old[head] and rows[start : start + len(old[head])] == old[head]:
        start += len(old[head])
        head += 1
    tail, end = len(old), len(rows)
    while tail > head and old[tail - 1] and end - len(old[tail - 1]) >= start:
        if rows[end - len(old[tail - 1]) : end] != old[tail - 1]:
            break
        end -= len(old[tail - 1])
        tail -= 1
    middle = _middle(rows[start:end], old[head:tail])
    keys = [piece.key for piece in before]
    names = keys[head:tail]
    parts = [(keys[at], old[at]) for at in range(head)]
    for at, some in enumerate(middle):
        parts.append((names[at] if at < len(names) else f"{table.key}#{next(_serial)}", some))
    parts += [(keys[at], old[at]) for at in range(tail, len(old))]
    parts = parts or [(f"{table.key}#{next(_serial)}", ())]
    columns = column_widths(table.heads, table.rows, room)
    for at, (key, some) in enumerate(parts):
        yield Piece(key, replace(table, rows=some), first=at == 0, last=at == len(parts) - 1, columns=columns)


def _middle(rows: tuple[TableRow, ...], before: list[tuple[TableRow, ...]]) -> list[tuple[TableRow, ...]]:
    if not rows:
        return []
    if sum(map(len, before)) == len(rows):  # rows changed, none came or went: the cuts stay where they are
        cuts: list[tuple[TableRow, ...]] = []
        start = 0
        for some in before:
            cuts.append(rows[start : start + len(some)])
            start += len(some)
        return [some for some in cuts if some]
    if len(rows) <= LONGEST_RUN:
        return [rows]
    return [rows[at : at + RUN] for at in range(0, len(rows), RUN)]
