"""Inline Markdown as spans: words, and how they look. Kept by text, for most of a document is the same as before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from postmortem_gui.render.parser import parser

LONGEST_WORD = 120
"""Characters without a place to break, after which one is put in. Qt takes half a minute for a word of a megabyte."""
BREAK_HERE = "\u200b"

_PLAIN = re.compile(r"[^*_~`\[\]<>&\\!\n]*\Z")
_LONG = re.compile(rf"[^\s{BREAK_HERE}]{{{LONGEST_WORD}}}(?=[^\s{BREAK_HERE}])")


class Span(NamedTuple):
    """Some words in one look. A picture has its address in `picture` and its description as text."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""
    picture: str = ""


@lru_cache(maxsize=65536)
def spans(text: str) -> tuple[Span, ...]:
    """Read a line of Markdown."""
    if _PLAIN.match(text) and "://" not in text:
        return (Span(breakable(text)),) if text else ()
    tokens = parser().parseInline(text)
    return tuple(of_tokens(tokens[0].children or ())) if tokens else ()


def of_tokens(children: Iterable[Token]) -> Iterable[Span]:
    """Yield the spans of the children of an inline token."""
    depth = {"strong": 0, "em": 0, "s": 0}
    links: list[str] = []
    for token in children:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in depth:
            depth[name] += token.nesting
        elif token.type == "link_open":
            links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close" and links:
            links.pop()
        else:
            text, picture = _content(token)
            if text or picture:
                yield Span(
                    breakable(text),
                    depth["strong"] > 0,
                    depth["em"] > 0,
                    depth["s"] > 0,
                    token.type == "code_inline",
                    links[-1] if links else "",
                    picture,
                )


def _content(token: Token) -> tuple[str, str]:
    if token.type == "hardbreak":
        return "\u2028", ""
    if token.type == "softbreak":
        return " ", ""
    if token.type == "image":
        words = "".join(child.content for child in token.children or ())
        return words, str(token.attrGet("src") or "")
    return token.content, ""


def breakable(text: str) -> str:
    """Return the text with places to break in words that are too long for Qt. `unbroken` takes them out again."""
    return _LONG.sub(lambda found: found[0] + BREAK_HERE, text) if len(text) > LONGEST_WORD else text


def unbroken(text: str) -> str:
    """Return a text that was copied without the places to break."""
    return re.sub(rf"(?<=\S){BREAK_HERE}(?=\S)", "", text)
