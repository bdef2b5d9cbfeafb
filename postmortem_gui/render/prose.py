"""Markdown of several lines, made so that it can stand in a section and touch nothing outside it."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it.token import Token

from postmortem_gui.render.escaping import heading
from postmortem_gui.render.parser import parser

_CONTAINERS = r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*"
_ATX = re.compile(rf"({_CONTAINERS})(#{{1,6}})(?=\s|$)")
_FIRST_LINE = re.compile(rf"({_CONTAINERS})(.*)")
_LATER_LINE = re.compile(r"[ \t>]*(.*)")
_CODE_OR_TAG = re.compile(
    r"""
    (?P<kept> \\. | (?P<ticks>(?<!`)`+(?!`)).*?(?<!`)(?P=ticks)(?!`)    # an escape, a code span
      | <(?:https?://|mailto:)[^<>\s]*> | <[\w.+-]+@[\w.-]+> | <br[ ]?/?> | (?<=\]\()<[^<>\n]*> )
    | (?P<tag> <(?=[A-Za-z/!?]) )
    """,
    re.VERBOSE | re.DOTALL,
)
_MOST_TICKS = 1000
"""Backticks of one paragraph that are paired; to pair many more takes as long as their square."""
_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")


@lru_cache(maxsize=512)
def contained(text: str, level: int) -> str:
    """Return the prose as a section of that level can hold it, empty when there is none.

    Its own headings are deeper than the section's, a code block without an end gets one, and what looks like HTML is
    the characters it was typed with on every site, as it is here.
    """
    text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return ""
    lines = text.split("\n")
    while not lines[0].strip(" \t"):
        del lines[0]
    while not lines[-1].strip(" \t"):
        lines.pop()
    tokens = parser().parse("\n".join(lines))
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            _clamp(lines, token, level)
        elif token.type == "inline" and "<" in token.content:
            _show_tags(lines, token, in_table=tokens[at - 1].tag in ("td", "th"))
    if tokens and tokens[-1].type == "fence" and tokens[-1].level == 0:
        _close(lines, tokens[-1])
    return "\n".join(line for line in lines if line != _GONE)


_GONE = "\0"
"""Stands for a line that is no longer there: the line under a heading that was underlined."""


def _clamp(lines: list[str], token: Token, level: int) -> None:
    """Make a heading at most as big as one below the section; an underlined one becomes `###` in any case."""
    deeper = "#" * min(6, max(int(token.tag[1:]), level + 1))
    first, last = token.map or (0, 1)
    if token.markup[0] == "#":
        lines[first] = _ATX.sub(rf"\1{deeper}", lines[first], count=1)
        return
    start = _FIRST_LINE.match(lines[first])
    later = [found[1] for found in map(_LATER_LINE.match, lines[first + 1 : last - 1]) if found]
    if start:
        lines[first] = f"{start[1]}{deeper} {heading(' '.join((start[2].rstrip(), *later)).rstrip())}"
        lines[first + 1 : last] = [_GONE] * (last - first - 1)


def _show_tags(lines: list[str], token: Token, *, in_table: bool) -> None:
    first, last = token.map or (0, 0)
    if in_table:
        last = first + 1
    source = "\n".join(lines[first:last])
    if source.count("`") > _MOST_TICKS:
        source = source.replace("<", "\\<")
    else:
        source = _CODE_OR_TAG.sub(lambda found: found["kept"] or "\\<", source)
    lines[first:last] = source.split("\n")


def _close(lines: list[str], token: Token) -> None:
    opened = token.map is not None and token.map[0] < len(lines) - 1
    end = rf" {{0,3}}{re.escape(token.markup)}{re.escape(token.markup[0])}*[ \t]*"
    if not (opened and re.fullmatch(end, lines[-1])):
        lines.append(token.markup)
