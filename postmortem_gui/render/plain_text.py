"""Blocks as plain text, for whatever takes no marks; formats with marks of their own say how each piece is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from postmortem_gui.render.blocks import (
    Block,
    Boxes,
    DiagramBlock,
    FrontMatter,
    Heading,
    Item,
    Items,
    Lines,
    Prose,
    StripBlock,
    Table,
)
from postmortem_gui.render.csv import guarded
from postmortem_gui.render.escaping import words
from postmortem_gui.render.html import BOXES
from postmortem_gui.render.parser import parser

_BULLETS = ("•", "◦", "▪")
_STEP = "    "
_NARROW = 20
"""Percent of the width: a column that is no wider holds a time or a label, and the next says what it is about."""

_HANDLES = re.compile(r"@[\w.-]+(?:, @[\w.-]+)*")

Row = tuple[Sequence[str], bool]
"""The cells of a row as they were laid out, and whether it only says that another day begins."""


def plain_text(blocks: Iterable[Block]) -> str:
    """Return blocks as text without marks, ending with a line break; tables have tabs between their cells."""
    return PlainText().document(blocks)


class PlainText:
    """Walks through blocks and the Markdown in them. Whoever inherits overrides how a piece is written."""

    below_heading = "\n\n"
    """What stands between a heading and the block below it."""

    def document(self, blocks: Iterable[Block]) -> str:
        """Return blocks from top to bottom, ending with a line break; what is nothing but a drawing is left out."""
        found, between = "", ""
        for block in blocks:
            if text := self.block(block):
                found += between + text
                between = self.below_heading if isinstance(block, Heading) else "\n\n"
        return f"{found}\n" if found else ""

    def block(self, block: Block) -> str:
        """Return one block without a line break at its end."""
        match block:
            case Heading(text=text):
                return self.heading(words(text))
            case Prose(text=text):
                return self._prose(text)
            case Lines(lines=lines):
                return "\n".join(map(self.line, lines))
            case Items(items=items, numbered=numbered):
                return "\n".join(self._items(items, numbered=numbered))
            case Boxes(boxes=boxes):
                return "\n".join(hung(f"{BOXES[box.done]} ", self.line(box.text)) for box in boxes)
            case Table(heads=heads, rows=rows):
                tells_times = block.place is not None and block.place.part == "timeline"
                lead = 2 if tells_times or (heads and 0 < heads[0].width <= _NARROW) else 1
                return self.table([head.text for head in heads], [(row.cells, row.day) for row in rows], lead)
            case FrontMatter(pairs=pairs):
                return "\n".join(self.pair(name, text) for name, text in pairs)
            case StripBlock() | DiagramBlock():
                return ""
        raise TypeError(f"{block!r} is no block of a layout")

    # ── How a piece is written ──

    def text(self, text: str) -> str:
        """Return letters that mean nothing but themselves."""
        return text

    def marked(self, mark: str, inside: str) -> str:
        """Return words with a mark: `strong`, `em` or `s`."""
        return inside

    def code(self, content: str) -> str:
        """Return code in a line."""
        return self.text(content)

    def fence(self, content: str) -> str:
        """Return lines of code."""
        return self.text(content)

    def link(self, inside: str, url: str) -> str:
        """Return words that lead to an address; words that are the address say it once."""
        return inside if self.text(url) == inside or not url.strip("#") else f"{inside} ({self.text(url)})"

    def heading(self, text: str) -> str:
        """Return a heading, given as plain words."""
        return self.text(text)

    def pair(self, name: str, text: str) -> str:
        """Return a name and a value, both plain words."""
        return f"{self.text(name)}: {self.text(text)}"

    def table(self, heads: Sequence[str], rows: Sequence[Row], lead: int) -> str:
        """Return a table; so many columns at the left say which row it is. No spreadsheet runs a cell of it."""
        lines = [heads, *(cells[:1] if day else cells for cells, day in rows)]
        return "\n".join("\t".join(_guarded(self.cell(cell).replace("\t", " ")) for cell in line) for line in lines)

    def cell(self, markdown: str) -> str:
        """Return a cell of a table as one line."""
        return " ".join(self.line(markdown).split("\n")).strip()

    def quoted(self, text: str) -> str:
        """Return lines that quote somebody."""
        return "\n".join(f"> {line}" for line in text.split("\n"))

    # ── Lines ──

    def line(self, markdown: str) -> str:
        """Return one line of Markdown; a hard break is a line break."""
        found = parser().parseInline(markdown)
        return self._inline(found[0].children or ()) if found else ""

    def _inline(self, tokens: Sequence[Token]) -> str:
        open_: list[tuple[Token | None, list[str]]] = [(None, [])]
        for token in tokens:
            if token.nesting > 0:
                open_.append((token, []))
            elif token.nesting < 0:
                self._close(open_)
            else:
                open_[-1][1].append(self._leaf(token))
        while len(open_) > 1:
            self._close(open_)
        return "".join(open_[0][1])

    def _close(self, open_: list[tuple[Token | None, list[str]]]) -> None:
        if len(open_) == 1:
            return
        token, pieces = open_.pop()
        inside = "".join(pieces)
        if token is not None and token.type == "link_open":
            inside = self.link(inside, str(token.attrGet("href") or ""))
        elif token is not None and inside:
            inside = self.marked(token.type.removesuffix("_open"), inside)
        open_[-1][1].append(inside)

    def _leaf(self, token: Token) -> str:
        match token.type:
            case "softbreak":
                return " "
            case "hardbreak":
                return "\n"
            case "code_inline":
                return self.code(token.content)
            case "image":
                alt = "".join(child.content for child in token.children or ())
                return self.text(f"[Picture: {alt}]" if alt.strip() else "[Picture]")
        return self.text(token.content)

    # ── Lists and prose ──

    def _items(self, items: Sequence[Item], *, numbered: bool, depth: int = 0) -> Iterable[str]:
        for number, item in enumerate(items, 1):
            mark = f"{number}. " if numbered else f"{bullet(depth)} "
            yield hung(mark, self.line(item.text))
            for line in self._items(item.items, numbered=False, depth=depth + 1):
                yield hung(_STEP, line)

    def _prose(self, text: str) -> str:
        return self._below(SyntaxTreeNode(parser().parse(text)), 0)

    def _below(self, node: SyntaxTreeNode, depth: int) -> str:
        return "\n\n".join(filter(None, (self._node(child, depth) for child in node.children)))

    def _node(self, node: SyntaxTreeNode, depth: int) -> str:
        match node.type:
            case "paragraph" | "inline":
                return self._words(node)
            case "heading":
                return self.heading(words(node.children[0].content)) if node.children else ""
            case "bullet_list" | "ordered_list":
                return "\n".join(self._list(node, depth))
            case "blockquote":
                return self.quoted(self._below(node, depth))
            case "fence" | "code_block":
                return self.fence(node.content.rstrip("\n"))
            case "hr":
                return "———"
            case "table":
                rows = [
                    [cell.children[0].content for cell in row.children]
                    for part in node.children
                    for row in part.children
                ]
                return self.table(rows[0], [(row, False) for row in rows[1:]], 1) if rows else ""
        return self.text(node.content) if node.nester_tokens is None else self._below(node, depth)

    def _words(self, node: SyntaxTreeNode) -> str:
        inline = node if node.type == "inline" else node.children[0] if node.children else None
        return self._inline(inline.token.children or ()) if inline is not None and inline.token else ""

    def _list(self, node: SyntaxTreeNode, depth: int) -> Iterable[str]:
        number = int(node.attrs.get("start", 1))
        for at, item in enumerate(node.children, number):
            mark = f"{at}. " if node.type == "ordered_list" else f"{bullet(depth)} "
            checked = item.meta.get("checked")
            if checked is not None:
                mark = f"{BOXES[bool(checked)]} "
            inside = [self._node(child, depth + 1) for child in item.children]
            yield hung(mark, "\n".join(filter(None, inside)))


def bullet(depth: int) -> str:
    """Return the bullet of a list that stands in so many others."""
    return _BULLETS[min(depth, len(_BULLETS) - 1)]


def hung(mark: str, text: str) -> str:
    """Return lines behind a mark, all but the first below one another as far to the right."""
    first, *others = text.split("\n")
    indent = _STEP if mark.strip() else mark
    return "\n".join((f"{mark}{first}".rstrip(), *(f"{indent}{line}".rstrip() for line in others)))


def _guarded(cell: str) -> str:
    """A cell as `csv.guarded` gives it; handles of people are none of a formula, and read better without a mark."""
    return cell if _HANDLES.fullmatch(cell) else guarded(cell)
