"""The laid-out document as a tree of plain data, all that Typst sees of it: no text is ever a program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from postmortem_gui.render.blocks import (
    Block,
    Boxes,
    DiagramBlock,
    FrontMatter,
    Heading,
    Item,
    Items,
    Layout,
    Lines,
    Prose,
    StripBlock,
    Table,
)
from postmortem_gui.render.parser import parser
from postmortem_gui.render.pdf_inline import DEEPEST, Node, drop_dead_links, fitted, line_nodes, said, token_nodes
from postmortem_gui.render.pdf_table import Cells, grid
from postmortem_gui.render.pdf_words import breakable, clean, softened
from postmortem_gui.render.strip_svg import strip_svg
from postmortem_gui.render.why_diagram import why_svg

LONGEST_WORD = 24
"""Characters of a word of prose that may not be broken."""
COLOURED, COLOURED_LINES, COLOURED_LINE = 50_000, 1_000, 5_000
"""Characters of code, its lines, and characters of one, up to which it is coloured: beyond, that takes minutes."""
LONGEST_CODE, BROKEN_CODE = 60, 100_000
"""Characters of a word of code that may not be broken, and of code in which breaking one leaves no trace."""
DEEPEST_LIST = 8

_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]{1,20}\Z")
_BLOCKS = {"paragraph": "p", "blockquote": "quote", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
_KEPT = {"table": "table", "tr": "tr", "th": "td", "td": "td", "heading": "h", **_BLOCKS}


class TreeMaker:
    """Makes the tree of one export: it knows which pictures there are, and how wide the page is, in pt."""

    def __init__(self, pictures: Mapping[str, str], width: float, sideways_width: float) -> None:
        self._pictures = pictures
        self._width = width
        self._sideways_width = sideways_width

    def tree(self, layout: Layout) -> list[Node]:
        """Return the blocks from top to bottom, all but the title, which stands in the title block."""
        nodes: list[Node] = []
        titled, levels = False, [0]
        for block in layout.blocks:
            if isinstance(block, Heading) and block.level == 1 and not titled:
                titled = True
            elif isinstance(block, Heading):
                nodes += self._section(block, levels)
            else:
                for node in self._block(block):
                    if node.get("sideways"):  # on a page of its own, and its heading must not stay behind
                        node["before"] = _taken_headings(nodes)
                    nodes.append(node)
        return nodes

    def line(self, text: str) -> list[Node]:
        """Return the nodes of one line of Markdown, its long words ready to break."""
        return self._fitted(line_nodes(text, self._pictures))

    def _fitted(self, nodes: Sequence[Node]) -> list[Node]:
        return fitted(drop_dead_links(nodes), LONGEST_WORD)

    def _section(self, block: Heading, levels: list[int]) -> list[Node]:
        """The outline goes down a level at a time, however the headings of the layout skip: PDF/UA wants it so."""
        words = self.line(block.text)
        if not said(words).strip():
            return []
        while levels[-1] >= block.level:
            levels.pop()
        levels.append(block.level)
        return [{"t": "section", "n": len(levels) - 1, "c": words}]

    def _block(self, block: Block) -> list[Node]:
        match block:
            case FrontMatter():
                return self._front_matter(block)
            case Prose():
                return self._prose(block)
            case Lines():
                return self._lines(block)
            case Items():
                return self._items(block)
            case Boxes():
                return self._boxes(block)
            case Table():
                return self._table(block)
            case StripBlock(strip=strip):
                return [{"t": "strip", "v": strip_svg(strip), "alt": strip.sentence}]
            case DiagramBlock(rows=rows, sentence=sentence):
                return [{"t": "strip", "v": why_svg(rows), "alt": sentence}]
        raise TypeError(f"{type(block).__name__} is no block of a layout")

    # ── Blocks of the layout ─────────────────────────────────────────────────────────────────────

    def _front_matter(self, block: FrontMatter) -> list[Node]:
        return [{"t": "form", "c": [[clean(name), list(breakable(clean(text), 60))] for name, text in block.pairs]}]

    def _lines(self, block: Lines) -> list[Node]:
        lines = [self.line(line) for line in block.lines]
        if block.apart:
            return [{"t": "p", "c": line} for line in lines if line]
        broken = [node for line in lines for node in (*line, {"t": "br"})]
        return [{"t": "p", "c": broken[:-1]}] if broken else []

    def _items(self, block: Items) -> list[Node]:
        return [self._list(block.items, "ol" if block.numbered else "ul", 1)] if block.items else []

    def _list(self, items: Sequence[Item], kind: str, depth: int) -> Node:
        entries = []
        for item in items:
            inside: list[Node] = [{"t": "line", "c": self.line(item.text)}]
            if item.items:
                inside.append(self._list(item.items if depth < DEEPEST_LIST else _flat(item.items), "ul", depth + 1))
            entries.append({"t": "li", "c": inside})
        return {"t": kind, "tight": True, "start": 1, "c": entries}

    def _boxes(self, block: Boxes) -> list[Node]:
        boxes = [{"t": "li", "done": box.done, "c": [{"t": "line", "c": self.line(box.text)}]} for box in block.boxes]
        return [{"t": "boxes", "tight": True, "c": boxes}] if boxes else []

    def _table(self, block: Table) -> list[Node]:
        def read(cells: Sequence[str]) -> Cells:
            return [drop_dead_links(line_nodes(cell, self._pictures)) for cell in cells]

        if not block.heads:
            return []
        return [
            grid(
                read([head.text for head in block.heads]),
                [read(row.cells) for row in block.rows],
                aligns=[head.align for head in block.heads],
                wished=[head.width for head in block.heads],
                days=frozenset(at for at, row in enumerate(block.rows) if row.day),
                width=self._width,
                sideways_width=self._sideways_width,
            )
        ]

    # ── Prose ────────────────────────────────────────────────────────────────────────────────────

    def _prose(self, block: Prose) -> list[Node]:
        root: dict[str, Any] = {"t": "", "c": []}
        open_ = [root]
        for token in parser().parse(block.text):
            inside: list[Node] = open_[-1]["c"]
            if token.nesting < 0:
                node = open_.pop()
                if node is not open_[-1]:
                    open_[-1]["c"] += self._closed(node, len(open_))
            elif token.nesting > 0:
                opened = _opened(token)
                open_.append(opened if opened and len(open_) < DEEPEST else open_[-1])
            elif token.type == "inline":
                inside += token_nodes(token.children or (), self._pictures, len(open_))
            elif token.type in ("fence", "code_block"):
                inside.append(_code(token))
            elif token.type == "hr":
                inside.append({"t": "hr"})
            elif token.content:
                inside.append({"t": "p", "c": self._fitted([clean(token.content)])})
        return list(root["c"])

    def _closed(self, node: dict[str, Any], depth: int) -> list[Node]:
        """Return what a finished block is: rows become a table, a paragraph that is a picture stands alone."""
        kind = node["t"]
        if kind == "table":
            head, *rows = ([cell["c"] for cell in row["c"]] for row in node["c"])
            aligns = [cell["al"] for cell in node["c"][0]["c"]]
            return [grid(head, rows, aligns=aligns, wished=[0] * len(head), width=self._width - 20 * (depth - 1))]
        if kind in ("p", "line", "h"):
            node["c"] = self._fitted(node["c"])
            alone = len(node["c"]) == 1 and isinstance(node["c"][0], dict) and node["c"][0]
            if kind == "p" and alone and alone["t"] == "picture":
                return [{**alone, "alone": True}]
            return [node] if node["c"] else []
        if kind in ("ul", "ol"):
            node["tight"] = all(inside["t"] != "p" for item in node["c"] for inside in item["c"])
        if kind == "ul" and any("done" in item for item in node["c"]):
            node["t"] = "boxes"
        return [node]


def _taken_headings(nodes: list[Node]) -> list[Node]:
    """Take the headings off the end of some nodes and return them."""
    start = len(nodes)
    while start and nodes[start - 1]["t"] == "section":
        start -= 1
    taken = nodes[start:]
    del nodes[start:]
    return taken


def _opened(token: Token) -> dict[str, Any] | None:
    name = token.type.removesuffix("_open")
    if name not in _KEPT:  # the head and the body of a table, whose rows say it themselves
        return None
    node: dict[str, Any] = {"t": "line" if token.hidden else _KEPT[name], "c": []}
    if name == "heading":
        node["n"] = int(token.tag[1])
    elif name in ("th", "td"):
        node["al"] = str(token.attrGet("style") or "").rpartition(":")[2]
    elif name == "ordered_list":
        node["start"] = int(token.attrGet("start") or 1)
    elif name == "list_item" and "checked" in token.meta:
        node["done"] = bool(token.meta["checked"])
    return node


def _code(token: Token) -> Node:
    text = clean(token.content.rstrip("\n"))
    lines = text.split("\n")
    language = (token.info or "").split(" ")[0]
    longest = max(map(len, lines))
    small = len(text) <= COLOURED and len(lines) <= COLOURED_LINES and longest <= COLOURED_LINE
    coloured = small and _LANGUAGE.match(language)
    node: dict[str, Any] = {"t": "pre", "v": text, "lang": language if coloured else ""}
    if any(len(word) > LONGEST_CODE for line in lines for word in line.split()):
        if len(text) <= BROKEN_CODE:
            node["lines"] = [list(breakable(line, LONGEST_CODE)) for line in lines]
        else:
            node["v"] = softened(text)
    return node


def _flat(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with those below them, all on one level."""
    return tuple(flat for item in items for flat in (Item(item.text), *_flat(item.items)))
