"""Lines of Markdown as nodes for the page: words, emphasis, code, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from postmortem_gui.render.parser import PICTURE, parser
from postmortem_gui.render.pdf_words import breakable, clean

Node = Any
"""A text, None where a line may end inside a word, or a dict whose `t` says what it is; `c` holds the nodes in it."""

DEEPEST = 22
"""How deep nodes nest; what is deeper keeps its words and loses its form. Typst stops between 20 and 40 blocks."""
LONGEST_ADDRESS = 2_000

_NO_MARKS = re.compile(r"(?:[^\\`*_\[\]<>&!~:\n]|:(?!//))*\Z")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+\Z", re.IGNORECASE)
_MARKS = {"strong": "b", "em": "i", "s": "del"}


def line_nodes(text: str, pictures: Mapping[str, str]) -> list[Node]:
    """Return the nodes of one line of Markdown; `pictures` says which attachments there are, and in which file."""
    if _NO_MARKS.match(text):
        text = clean(text.strip())
        return [text] if text else []
    return token_nodes(parser().parseInline(text)[0].children or (), pictures)


def token_nodes(tokens: Sequence[Token], pictures: Mapping[str, str], depth: int = 0) -> list[Node]:
    """Return the nodes of what stands in a line; marks that nest deeper than `DEEPEST` lose their form."""
    root: list[Node] = []
    open_: list[list[Node]] = [root]
    for token in tokens:
        inside = open_[-1]
        if token.nesting < 0:
            if len(open_) > 1:
                open_.pop()
        elif token.nesting > 0:
            node = _wrapper(token) if depth + len(open_) < DEEPEST else None
            if node:
                inside.append(node)
            open_.append(node["c"] if node else inside)
        elif leaf := _leaf(token, pictures):
            if isinstance(leaf, str) and inside and isinstance(inside[-1], str):
                inside[-1] += leaf
            else:
                inside.append(leaf)
    return root


def _wrapper(token: Token) -> dict[str, Any] | None:
    if token.type == "link_open":
        return _link(str(token.attrGet("href") or ""), [])
    mark = _MARKS.get(token.type.removesuffix("_open"))
    return {"t": mark, "c": []} if mark else None


def _link(url: str, words: list[Node]) -> dict[str, Any] | None:
    followed = _ADDRESS.match(url) and len(url) <= LONGEST_ADDRESS and clean(url) == url
    return {"t": "a", "u": url, "c": words} if followed else None


def _leaf(token: Token, pictures: Mapping[str, str]) -> Node:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return {"t": "br"}
        case "code_inline":
            return {"t": "code", "v": clean(token.content)}
        case "image":
            source = str(token.attrGet("src") or "")
            alt = " ".join(said(token_nodes(token.children or (), {})).split())
            if found := PICTURE.match(source):
                return {"t": "picture", "file": pictures.get(found[1], ""), "alt": alt}
            # Nothing is fetched to show a document: a picture elsewhere is a link to it.
            return _link(source, [alt or clean(source)]) or alt or clean(source)
        case _:
            return clean(token.content)


def said(nodes: Sequence[Node]) -> str:
    """Return the words of nodes, for measuring them and for plain texts."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node:
            parts.append("\n" if node["t"] == "br" else node.get("v") or node.get("alt") or said(node.get("c", ())))
    return "".join(parts)


def fitted(nodes: Sequence[Node], longest: int) -> list[Node]:
    """Return the nodes with places to break in words of more than `longest` characters."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            made.extend([node] if len(node) <= longest else breakable(node, longest))
        elif node and node["t"] == "code" and len(node["v"]) > longest:
            made.extend(piece and {"t": "code", "v": piece} for piece in breakable(node["v"], longest))
        elif node and "c" in node:
            made.append({**node, "c": fitted(node["c"], longest)})
        else:
            made.append(node)
    return made


def drop_dead_links(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes without links that show nothing: Typst has no use for them, and nobody could click them."""
    made: list[Node] = []
    for node in nodes:
        if node and not isinstance(node, str) and "c" in node:
            node = {**node, "c": drop_dead_links(node["c"])}
            if not node["c"]:
                continue
        made.append(node)
    return made
