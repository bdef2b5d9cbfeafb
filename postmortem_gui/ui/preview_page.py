"""The page behind the preview: which piece of the layout is where in the text document, and what must be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFrame, QTextTable

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Block, Table
from postmortem_gui.ui.nearness import nearness
from postmortem_gui.ui.preview_pieces import Piece
from postmortem_gui.ui.preview_style import PLACE, PageStyle
from postmortem_gui.ui.preview_writer import PictureSize, rewrite, rewrite_rows, write_piece


@dataclass(slots=True)
class _Placed:
    """A piece on the page: the frame that holds it, where clicks on its blocks lead, whether it has an old look."""

    piece: Piece
    frame: QTextFrame
    places: tuple[Place | None, ...]
    stale: bool = False


class Found(NamedTuple):
    """What a place is on the page: its first block of text and its last."""

    first: QTextBlock
    last: QTextBlock


class Page:
    """Keeps a text document in step with pieces of a layout. Every piece has a frame; a table is its own.

    It asks for the document each time: Python can lose hold of one that Qt made (`regions.focus_chain`).
    """

    def __init__(self, document: Callable[[], QTextDocument], style: PageStyle, size_of: PictureSize) -> None:
        self._document, self._size_of = document, size_of
        self.style = style
        self._placed: list[_Placed] = []

    def __len__(self) -> int:
        return len(self._placed)

    @property
    def keys(self) -> set[str]:
        """The keys of the pieces that are on the page."""
        return {placed.piece.key for placed in self._placed}

    @property
    def is_stale(self) -> bool:
        """Whether something still has an old look."""
        return any(placed.stale for placed in self._placed)

    def difference(self, wanted: Sequence[Piece]) -> Callable[[], None] | None:
        """Return what makes the page show these pieces, touching only those that differ; None when nothing does."""
        placed = self._placed
        least = min(len(wanted), len(placed))
        head = 0
        while head < least and wanted[head].key == placed[head].piece.key:
            head += 1
        tail = 0
        while tail < least - head and wanted[-1 - tail].key == placed[-1 - tail].piece.key:
            tail += 1
        changed = [at for at in (*range(head), *range(-tail, 0)) if wanted[at] != placed[at].piece]
        if not changed and len(wanted) == len(placed) == head + tail:
            return None

        def write() -> None:
            cursor = QTextCursor(self._document())
            cursor.beginEditBlock()
            for at in changed:
                self._renew(at, wanted[at])
            end = len(placed) - tail
            for one in reversed(placed[head:end]):
                _take_out(one.frame)
            del placed[head:end]
            self._add(cursor, wanted[head : len(wanted) - tail], head)
            cursor.endEditBlock()

        return write

    def _add(self, cursor: QTextCursor, pieces: Sequence[Piece], at: int) -> None:
        if at < len(self._placed):
            cursor.setPosition(self._placed[at].frame.firstPosition() - 1)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        made = []
        for offset, piece in enumerate(pieces):
            frame, places = write_piece(cursor, piece, self.style, self._size_of, top=at + offset == 0)
            made.append(_Placed(piece, frame, places))
        self._placed[at:at] = made

    def _renew(self, at: int, piece: Piece) -> None:
        """Show a piece where another state of it is: in the cells that differ, in the same frame, or in a new one."""
        placed = self._placed[at]
        old, new, frame = placed.piece.block, piece.block, placed.frame
        if not placed.stale and isinstance(frame, QTextTable) and isinstance(old, Table) and isinstance(new, Table):
            if _same_shape(placed.piece, piece):
                rewrite_rows(frame, old, new, self.style, with_heads=piece.first)
                if (piece.last, piece.columns) != (placed.piece.last, placed.piece.columns):
                    frame.setFormat(self.style.table(piece.columns, last=piece.last))
                placed.piece = piece
                return
        elif not placed.stale and type(old) is type(new) and getattr(old, "level", 0) == getattr(new, "level", 0):
            placed.places = rewrite(frame, new, self.style, self._size_of)
            placed.piece = piece
            return
        cursor = QTextCursor(self._document())
        cursor.setPosition(_take_out(frame))
        frame, places = write_piece(cursor, piece, self.style, self._size_of, top=at in (0, -len(self._placed)))
        self._placed[at] = _Placed(piece, frame, places)

    def restyle(self, style: PageStyle, concerns: Callable[[Block], bool] | None = None) -> None:
        """Take up another look, of everything or only of the blocks that it concerns. `refresh` writes those."""
        self.style = style
        for placed in self._placed:
            placed.stale = placed.stale or concerns is None or concerns(placed.piece.block)

    def refresh(self, lines: int, top: float, bottom: float) -> None:
        """Write about so many lines that have an old look, first those between two heights of the document."""
        layout = self._document().documentLayout()
        old = []
        for at, placed in enumerate(self._placed):
            if placed.stale:
                box = layout.frameBoundingRect(placed.frame)
                old.append((max(0.0, top - box.bottom(), box.top() - bottom), at))
        cursor = QTextCursor(self._document())
        cursor.beginEditBlock()
        for _, at in sorted(old):
            if lines <= 0:
                break
            lines -= self._placed[at].piece.weight
            self._renew(at, self._placed[at].piece)
        cursor.endEditBlock()

    def spot_of(self, cursor: QTextCursor) -> tuple[int, int] | None:
        """Return which of the blocks a cursor is in and how far behind its beginning; a new look changes neither."""
        at = cursor.position()
        for number, placed in enumerate(self._placed):
            if placed.frame.firstPosition() <= at <= placed.frame.lastPosition():
                return number, at - placed.frame.firstPosition()
        return None

    def cursor_at(self, spot: tuple[int, int]) -> QTextCursor:
        """Return a cursor at a spot of `spot_of`."""
        frame = self._placed[spot[0]].frame
        cursor = QTextCursor(self._document())
        cursor.setPosition(min(frame.firstPosition() + spot[1], frame.lastPosition()))
        return cursor

    # ── Places ───────────────────────────────────────────────────────────────────────────────────

    def place_of(self, cursor: QTextCursor) -> Place | None:
        """Return the place of the text at a cursor, or None."""
        at = cursor.position()
        for placed in self._placed:
            if placed.frame.firstPosition() <= at <= placed.frame.lastPosition():
                break
        else:
            return None
        block = placed.piece.block
        if isinstance(placed.frame, QTextTable) and isinstance(block, Table):
            row = placed.frame.cellAt(cursor).row() - int(placed.piece.first)
            place = block.rows[row].place if 0 <= row < len(block.rows) else None
            return place or block.place
        line = cursor.blockFormat().intProperty(PLACE)
        return placed.places[line - 1] if 0 < line <= len(placed.places) else block.place

    def find(self, place: Place) -> Found | None:
        """Return where a place is: its own line, else its row's, else the first block of its part."""
        best, found = 0, None
        for placed in self._placed:
            rank, here = _best(placed, place, best)
            if rank > best:
                best, found = rank, here
        return found


def _best(placed: _Placed, wanted: Place, least: int) -> tuple[int, Found | None]:
    """Return the best fit for a place in a piece that is better than `least`, and how good it is."""
    block, frame = placed.piece.block, placed.frame
    if isinstance(frame, QTextTable) and isinstance(block, Table):
        for at, row in enumerate(block.rows, int(placed.piece.first)):
            place = row.place
            if place is not None and place.row == wanted.row and (rank := nearness(place, wanted)) > least:
                first = frame.cellAt(at, 0).firstCursorPosition().block()
                return rank, Found(first, frame.cellAt(at, frame.columns() - 1).lastCursorPosition().block())
        rank = min(1, nearness(block.place, wanted))
        if rank > least:
            first = frame.cellAt(0, 0).firstCursorPosition().block()
            return rank, Found(first, first)
        return 0, None
    ranks = [nearness(place, wanted) for place in placed.places]
    best = max(ranks, default=0)
    if best <= least:
        return 0, None
    line, number = frame.firstCursorPosition().block(), ranks.index(best) + 1
    while line.isValid() and line.blockFormat().intProperty(PLACE) != number:
        line = line.next()
    return best, Found(line, line)


def _same_shape(old: Piece, new: Piece) -> bool:
    before, after = old.block, new.block
    if not isinstance(before, Table) or not isinstance(after, Table) or old.first != new.first:
        return False
    return (
        before.heads == after.heads
        and len(before.rows) == len(after.rows)
        and all(a is b or a.day == b.day for a, b in zip(before.rows, after.rows, strict=True))
    )


def _take_out(frame: QTextFrame) -> int:
    """Remove a frame with its text, and return where it was."""
    cursor = frame.firstCursorPosition()
    cursor.setPosition(frame.firstPosition() - 1)
    cursor.setPosition(frame.lastPosition() + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    return cursor.position()
