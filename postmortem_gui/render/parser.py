"""The one way Markdown is read here: the same rules for Markdown, HTML, the preview and the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

DEEPEST = 18
"""How deep quotes, lists and emphasis may nest; what is deeper stays as the characters it was typed with.

Typst gives up somewhere between 20 and 40, and markdown-it would drop the words.
"""
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]|#", re.IGNORECASE)
PICTURE = re.compile(r"pm:([A-Za-z0-9_-]+)\Z")
"""How prose shows an attachment: `![alt](pm:a_4j7t2w9z)`."""

MOST_BRACKETS = 18
"""How many open brackets a link or a picture may stand in, closed or not."""

_BRACKET = re.compile(r"[\[\]]")
_BREAK = re.compile(r"<br ?/?>")
_ADDRESS = re.compile(r"//[^\s<>\"`\[\]|\\*{}^]+")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9.+-])(https?)\Z", re.IGNORECASE)
_MARKS = {"em_open": "em_close", "strong_open": "strong_close", "s_open": "s_close"}
_ESCAPABLE = frozenset("*_~`[]")

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


@cache
def parser() -> MarkdownIt:
    """Return the parser of prose: CommonMark with tables, strikethrough and task lists, and without raw HTML.

    Exactly `<br>`, `<br/>` and `<br />` are line breaks. Links lead to http, https, mailto or `#`; a bare http
    address is a link. Items of task lists carry `meta["checked"]`; images have a `src` of `pm:ID` or an address.
    """
    return _made()


@cache
def line_parser() -> MarkdownIt:
    """Return the parser of what people type into one line: emphasis, code, links and `<br>`, and nothing else.

    A backslash keeps one of ``* _ ~ ` [ ]`` from being a mark; everywhere else it is a backslash. Entities are text.
    """
    line = _made()
    line.disable(["entity", "newline"])
    line.inline.ruler.at("escape", _escape)
    return line


def _made() -> MarkdownIt:
    md = MarkdownIt("js-default", {"maxNesting": 200, "tasklists": True})
    md.validateLink = _valid_link  # type: ignore[method-assign] # markdown-it's own way to say which links it takes
    interrupts = ["paragraph", "reference", "blockquote"]
    md.block.ruler.at("blockquote", _bounded(blockquote), {"alt": [*interrupts, "list"]})
    md.block.ruler.at("list", _bounded(list_block), {"alt": interrupts})
    md.inline.ruler.at("link", _shallow(link))
    md.inline.ruler.at("image", _shallow(image))
    md.inline.ruler.before("autolink", "line_break", _line_break)
    md.inline.ruler.before("escape", "bare_address", _bare_address)
    md.core.ruler.push("flat_marks", _flat_marks)
    md.core.ruler.push("no_picture_links", _no_picture_links)
    return md


def _valid_link(url: str) -> bool:
    return bool(SAFE_ADDRESS.match(url) or PICTURE.match(url))


def _bounded(rule: BlockRule) -> BlockRule:
    def within(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, first, last, silent)

    return within


def _shallow(rule: InlineRule) -> InlineRule:
    """Keep a bracket that cannot be closed as text, or that is open inside very many others: the rule looks through
    all that follows for its end, and a page of brackets would take minutes."""

    def within(state: StateInline, silent: bool) -> bool:
        at = state.pos + (state.src[state.pos] == "!")
        last, deep = _brackets(state.src)
        return at < last and at not in deep and rule(state, silent)

    return within


@lru_cache(maxsize=4)
def _brackets(src: str) -> tuple[int, frozenset[int]]:
    """Return where the last bracket closes, and which open inside MOST_BRACKETS others."""
    deep: set[int] = set()
    if src.count("[") > MOST_BRACKETS:
        depth = 0
        for bracket in _BRACKET.finditer(src):
            depth = max(0, depth + (1 if bracket[0] == "[" else -1))
            if depth > MOST_BRACKETS:
                deep.add(bracket.start())
    return src.rfind("]"), frozenset(deep)


def _line_break(state: StateInline, silent: bool) -> bool:
    found = _BREAK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).markup = found[0]
    state.pos = found.end()
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """Read `https://…` where the scheme is already behind us, as markdown-it's own linkify does."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    address = _ADDRESS.match(state.src, state.pos + 1, state.posMax)
    scheme = _SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    if not address or not scheme or not (silent or state.pending.endswith(scheme[1])):
        return False
    tail = _without_stops(address[0])
    url = f"{scheme[1]}:{tail}"
    href = state.md.normalizeLink(url)
    if len(tail) < 3 or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": href}
        opened.markup = "bare"
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1).markup = "bare"
    state.pos += 1 + len(tail)
    return True


def _without_stops(address: str) -> str:
    """Leave the full stop and the closing bracket of the sentence outside its address."""
    while address:
        if address[-1] in "?!.,:;_~'" or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        else:
            break
    return address


def _escape(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in _ESCAPABLE:
        return False
    if state.pos + 1 >= state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = state.src[state.pos + 1]
        token.markup = "\\" + token.content
        token.info = "escape"
    state.pos += 2
    return True


def _flat_marks(state: StateCore) -> None:
    """Turn emphasis that nests too deep back into its stars: a page of them is no page."""
    for token in state.tokens:
        if token.type == "inline" and token.children and len(token.children) > DEEPEST:
            _flatten(token.children, max(4, DEEPEST - token.level))


def _flatten(children: Sequence[Token], deepest: int) -> None:
    depth = 0
    for token in children:
        opens, closes = token.type in _MARKS, token.type in _MARKS.values()
        depth += opens
        if depth > deepest and (opens or closes):
            token.type, token.tag, token.content, token.nesting = "text", "", token.markup, 0
        depth -= closes


def _no_picture_links(state: StateCore) -> None:
    """Take the link off `[words](pm:…)`: an attachment is shown, never followed."""
    for token in state.tokens:
        children = token.children or []
        if any(_to_picture(child) for child in children):
            kept: list[Token] = []
            dead = False
            for child in children:
                if _to_picture(child):
                    dead = True
                elif dead and child.type == "link_close":
                    dead = False
                else:
                    kept.append(child)
            token.children = kept


def _to_picture(token: Token) -> bool:
    return token.type == "link_open" and str(token.attrGet("href")).startswith("pm:")
