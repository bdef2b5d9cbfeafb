"""Prose as a rule counts it: sentences, paragraphs, words, and how long they take to read."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 230
"""How fast people read such a text silently; Brysbaert 2019 finds 238 words a minute for non-fiction in English."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)[ \t]+", re.MULTILINE)
_END = re.compile(r"[.!?…][\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATIONS = re.compile(
    r"(?:approx|ca|cf|dept|dr|e\.g|etc|fig|i\.e|inc|jr|mr|mrs|ms|no|prof|resp|sr|st|vs|[ap]\.m|u\.[sk]"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'’.,:/@%-]*")


def plain(text: str) -> str:
    """Return prose without its code and without the marks of lists, headings and links."""
    return _MARKS.sub("", _LINK.sub(r"\1", _CODE.sub("code", text)))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs that say something."""
    return [piece for piece in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if piece.strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: they end with `.`, `!` or `?` before a space and a capital letter or digit.

    Code is one word, abbreviations end nothing, and a paragraph or a point of a list ends the sentence in it.
    """
    found: list[str] = []
    for line in re.split(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])", text.replace("\r\n", "\n")):
        found += _in_line(" ".join(plain(line).split()))
    return found


def _in_line(line: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _END.finditer(line):
        words = line[start : end.start() + 1].rsplit(None, 1)
        if words and _ABBREVIATIONS.fullmatch(words[-1].strip("(\"'“‘*_")):
            continue
        found.append(line[start : end.end()].strip())
        start = end.end()
    rest = line[start:].strip()
    return [*found, rest] if rest and _WORD.search(rest) else found


def words(text: str) -> int:
    """Return how many words a reader reads."""
    return len(_WORD.findall(plain(text)))


def read_seconds(text: str) -> int:
    """Return how many seconds the text takes to read at `WORDS_A_MINUTE`, rounded up."""
    return -(-words(text) * 60 // WORDS_A_MINUTE)
