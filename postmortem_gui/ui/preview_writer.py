"""Writes pieces of the layout into the text document of the preview, with Qt's own formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextFrame,
    QTextImageFormat,
    QTextList,
    QTextTable,
    QTextTableCell,
)

from postmortem_gui.core.places import Place
from postmortem_gui.editing.tips import tip
from postmortem_gui.render.blocks import (
    Block,
    Boxes,
    FrontMatter,
    Head,
    Heading,
    Item,
    Items,
    Lines,
    Prose,
    Table,
    TableRow,
)
from postmortem_gui.render.markdown import block_markdown
from postmortem_gui.render.parser import parser
from postmortem_gui.ui.preview_columns import column_widths, is_dense
from postmortem_gui.ui.preview_pieces import Piece
from postmortem_gui.ui.preview_spans import Span, breakable, of_tokens, spans
from postmortem_gui.ui.preview_style import BOX_SPACE, COLUMN, DONE, INDENT, OPEN, PLACE, PageStyle

DEEPEST = 6
"""Levels of lists and quotes, together, that are set in; whatever is deeper stands below the last."""
_PLAIN = Span("")

PictureSize = Callable[[str], tuple[int, int] | None]
"""Tells how large an image may be shown, in logical pixels, by its address; None when it was not handed in."""


def write_piece(
    cursor: QTextCursor, piece: Piece, style: PageStyle, size_of: PictureSize, *, top: bool = False
) -> tuple[QTextFrame, tuple[Place | None, ...]]:
    """Put a piece where the cursor is, an empty block between two frames, and leave the cursor behind it.

    Returns the frame that holds it, and the places of its blocks as their property PLACE counts them.
    """
    if isinstance(piece.block, Table):
        table = _new_table(cursor, piece.block, piece.columns, style, with_heads=piece.first, last=piece.last)
        _behind(cursor, table, style)
        return table, ()
    frame = cursor.insertFrame(style.frame(piece.block, top=top))
    places = rewrite(frame, piece.block, style, size_of)
    _behind(cursor, frame, style)
    return frame, places


def _behind(cursor: QTextCursor, frame: QTextFrame, style: PageStyle) -> None:
    block, char = style.nothing()
    cursor.setPosition(frame.firstPosition() - 1)
    cursor.setBlockFormat(block)
    cursor.setBlockCharFormat(char)
    cursor.setPosition(frame.lastPosition() + 1)
    cursor.setBlockFormat(block)
    cursor.setBlockCharFormat(char)


def rewrite(frame: QTextFrame, block: Block, style: PageStyle, size_of: PictureSize) -> tuple[Place | None, ...]:
    """Put a block into a frame instead of what is in it. Returns the places as `write_piece` does."""
    cursor = frame.firstCursorPosition()
    cursor.setPosition(frame.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    listed = cursor.currentList()
    if listed is not None:
        listed.remove(cursor.block())
    writer = _Writer(cursor, style, size_of)
    writer.block(block)
    writer.finish()
    return tuple(writer.places)


def rewrite_rows(table: QTextTable, old: Table, new: Table, style: PageStyle, *, with_heads: bool) -> None:
    """Write the cells of a run that differ. Heads, number of rows and which rows are days must be the same."""
    first = 1 if with_heads else 0
    role = "dense" if is_dense(new.heads) else "table"
    for at, (before, after) in enumerate(zip(old.rows, new.rows, strict=True)):
        if before is after or before.cells == after.cells:
            continue
        if after.day:
            _fill(table.cellAt(at + first, 0), " ".join(filter(None, after.cells)), "day", new.heads[0], style)
            continue
        for column, head in enumerate(new.heads):
            if _cell(before, column) != _cell(after, column):
                _fill(table.cellAt(at + first, column), _cell(after, column), role, head, style)


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _new_table(
    cursor: QTextCursor, block: Table, columns: tuple[float, ...], style: PageStyle, *, with_heads: bool, last: bool
) -> QTextTable:
    first = 1 if with_heads else 0
    made = style.table(columns, last=last)
    made.setHeaderRowCount(first)
    table = cursor.insertTable(max(1, len(block.rows) + first), len(columns), made)
    dense = is_dense(block.heads)
    role = "dense" if dense else "table"
    head_format, cell_format = style.cell("head", dense=dense), style.cell(role, dense=dense)
    day_format = style.cell("day", dense=dense)
    if with_heads:
        for column, head in enumerate(block.heads):
            cell = table.cellAt(0, column)
            cell.setFormat(head_format)
            _fill(cell, head.text, "head", head, style)
    for at, row in enumerate(block.rows, first):
        if row.day:
            table.mergeCells(at, 0, 1, len(columns))
            cell = table.cellAt(at, 0)
            cell.setFormat(day_format)
            _fill(cell, " ".join(filter(None, row.cells)), "day", Head(""), style)
            continue
        for column, head in enumerate(block.heads):
            cell = table.cellAt(at, column)
            cell.setFormat(cell_format)
            _fill(cell, _cell(row, column), role, head, style)
    return table


def _fill(cell: QTextTableCell, text: str, role: str, head: Head, style: PageStyle) -> None:
    cursor = cell.firstCursorPosition()
    last = cell.lastPosition()
    if last > cursor.position():
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    cursor.setBlockFormat(style.cell_text(head))
    _insert(cursor, spans(text), role, style)


def _insert(cursor: QTextCursor, words: Sequence[Span], role: str, style: PageStyle, *, quiet: bool = False) -> None:
    for span in words:
        look = span._replace(text="", link="x" if span.link else "", picture="")
        made = style.char_format(role, look, quiet)
        if span.link:
            made = type(made)(made)
            made.setAnchor(True)
            made.setAnchorHref(span.link)
        cursor.insertText(span.text, made)


class _Writer:
    """Writes one block into one frame. `places` grows by what a click on each of its lines leads to."""

    def __init__(self, cursor: QTextCursor, style: PageStyle, size_of: PictureSize) -> None:
        self.places: list[Place | None] = []
        self._cursor, self.style, self._size_of = cursor, style, size_of
        self._fresh = True

    def block(self, block: Block) -> None:
        """Write a block; tables that are blocks of their own are written without a writer."""
        match block:
            case Heading(level=level, text=text):
                self.begin(self.style.heading(level), f"h{level}", block.place)
                self.words(spans(text), f"h{level}")
            case Prose(text=text):
                _Prose(self, block.place).write(parser().parse(text))
            case Lines():
                self._lines(block)
            case Items(items=items, numbered=numbered):
                self.items(items, block.place, numbered=numbered)
            case Boxes(boxes=boxes):
                for box in boxes:
                    form = self.style.box()
                    self.begin(form, "body", box.place or block.place)
                    self.words((Span(f"{DONE if box.done else OPEN}{BOX_SPACE}"), *spans(box.text)), "body")
            case FrontMatter():
                self.begin(self.style.code(), "code", block.place)
                self.words((Span(breakable(block_markdown(block)).replace("\n", "\u2028")),), "code")

    def finish(self) -> None:
        """Leave no empty line behind a table that comes last."""
        if self._fresh:
            block, char = self.style.nothing()
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(char)

    def begin(self, form: QTextBlockFormat, role: str, place: Place | None, *, quiet: bool = False) -> None:
        """Begin a paragraph: in the block that is there when nothing is in it yet, else in a new one."""
        self.places.append(place)
        form.setProperty(PLACE, len(self.places))
        char = self.style.char_format(role, _PLAIN, quiet)
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(char)
            self._cursor.setCharFormat(char)
        else:
            self._cursor.insertBlock(form, char)
            listed = self._cursor.currentList()
            if listed is not None:
                listed.remove(self._cursor.block())
        self._fresh = False

    def words(self, words: Sequence[Span], role: str, *, quiet: bool = False) -> None:
        for span in words:
            size = self._size_of(span.picture) if span.picture else None
            if size is not None:
                picture = QTextImageFormat()
                picture.setName(span.picture)
                picture.setWidth(size[0])
                picture.setHeight(size[1])
                picture.setToolTip(tip(span.text))
                self._cursor.insertImage(picture)
            elif span.picture:
                shown = Span(span.text or "picture", italic=True, link=span.link or _followed(span.picture))
                _insert(self._cursor, (shown,), role, self.style, quiet=quiet)
            else:
                _insert(self._cursor, (span,), role, self.style, quiet=quiet)

    def _lines(self, block: Lines) -> None:
        """Write lines below one another, each a block of text of its own where a click on it leads somewhere else."""
        last = len(block.lines) - 1
        for at, line in enumerate(block.lines):
            if block.apart or block.places or at == 0:
                close = not block.apart and at < last and bool(block.places)
                place = block.places[at] if at < len(block.places) else block.place
                self.begin(self.style.paragraph(below=0 if close else 8), "body", place)
            else:
                self.words((Span("\u2028"),), "body")
            self.words(spans(line), "body")

    def items(self, items: Sequence[Item], place: Place | None, *, numbered: bool = False, depth: int = 1) -> None:
        listed: QTextList | None = None
        for item in items:
            self.begin(self.style.item(), "body", item.place or place)
            listed = self.list_of(listed, min(depth, DEEPEST - 1), numbered=numbered)
            self.words(spans(item.text), "body")
            self.items(item.items, item.place or place, depth=depth + 1)

    def list_of(self, listed: QTextList | None, depth: int, *, numbered: bool, start: int = 1) -> QTextList:
        if not numbered:
            self._cursor.setBlockCharFormat(self.style.bullet())
        if listed is None:
            return self._cursor.createList(self.style.bullets(depth, numbered=numbered, start=start))
        listed.add(self._cursor.block())
        return listed

    def table(self, block: Table) -> None:
        if self._fresh:
            self.finish()
        else:
            self._cursor.insertBlock(*self.style.nothing())
        columns = column_widths(block.heads, block.rows, COLUMN)
        table = _new_table(self._cursor, block, columns, self.style, with_heads=True, last=True)
        self._cursor.setPosition(table.lastPosition() + 1)
        self._fresh = True


def _followed(address: str) -> str:
    return address if address.startswith(("http:", "https:")) else ""


class _Prose:
    """Writes the tokens of a text of several paragraphs."""

    def __init__(self, writer: _Writer, place: Place | None) -> None:
        self._writer, self._place = writer, place
        self._style = writer.style
        self._quotes = 0
        self._lists: list[tuple[QTextList | None, bool, int]] = []
        self._line_open = False  # a list item whose first line is still to come
        self._box = ""
        self._heading = 0

    @property
    def _depth(self) -> int:
        """How deep a list is shown: below some level words would have no room on a narrow page."""
        return min(len(self._lists), DEEPEST - 1)

    @property
    def _indented(self) -> int:
        """How many quotes deep words are shown, beside the lists that they are in."""
        return min(self._quotes, DEEPEST - self._depth)

    def write(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._token(token)
            at += 1

    def _token(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                self._lists.append((None, token.type == "ordered_list_open", start))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._line_open = True
                checked = token.meta.get("checked") if token.meta else None
                self._box = "" if checked is None else f"{DONE if checked else OPEN}{BOX_SPACE}"
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0
            case "inline":
                self._paragraph(tuple(of_tokens(token.children or ())))
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self._writer.begin(self._style.rule_below(), "body", self._place)

    def _paragraph(self, words: tuple[Span, ...]) -> None:
        writer, style = self._writer, self._style
        quiet = self._quotes > 0
        role = f"h{self._heading}" if self._heading else "body"
        if self._heading:
            writer.begin(style.heading(self._heading, self._indented), role, self._place)
        elif self._lists and self._line_open:
            self._item(quiet=quiet)
            words = (Span(self._box), *words) if self._box else words
            self._box = ""
        else:
            indent = self._depth * INDENT
            writer.begin(style.paragraph(indent=indent, quotes=self._indented), role, self._place, quiet=quiet)
        self._line_open = False
        writer.words(words, role, quiet=quiet)

    def _item(self, *, quiet: bool) -> None:
        """Begin the first line of a list item: behind a bullet or a number, or behind a box instead of either."""
        writer, depth = self._writer, self._depth
        if self._box:
            writer.begin(self._style.box(depth - 1, self._indented), "body", self._place, quiet=quiet)
            return
        writer.begin(self._style.item(self._indented), "body", self._place, quiet=quiet)
        listed, numbered, start = self._lists[-1]
        self._lists[-1] = (writer.list_of(listed, depth, numbered=numbered, start=start), numbered, start)

    def _code(self, text: str) -> None:
        self._writer.begin(self._style.code(self._indented), "code", self._place)
        self._writer.words((Span(breakable(text.rstrip("\n")).replace("\n", "\u2028")),), "code")
        self._line_open = False

    def _table(self, tokens: Sequence[Token]) -> None:
        heads: list[Head] = []
        rows: list[TableRow] = []
        cells: list[str] = []
        align = ""
        for token in tokens:
            if token.type == "th_open":
                align = str(token.attrGet("style") or "").removeprefix("text-align:")
            elif token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "th_close":
                heads.append(Head(cells[-1] if cells else "", align))
            elif token.type == "tr_close":
                rows.append(TableRow(tuple(cells)))
        self._writer.table(Table("", self._place, tuple(heads), tuple(rows[1:])))
        self._line_open = False
