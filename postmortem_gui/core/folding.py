"""Texts as a search reads them: without case, without accents."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text, in characters from the start: the first, and the one behind the last."""

    start: int
    end: int


_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    "\u0131": "i",
    "\u00f8": "o",
    "\u0111": "d",
    "\u0142": "l",
    "\u00e6": "ae",
    "\u0153": "oe",
}
"""What people type for characters that are on few keyboards and that Unicode does not take apart."""


class _Letters(dict[int, str]):
    """What becomes of each character that is no ASCII, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = "".join(_ALIKE.get(part, part) for part in _bare(_bare(chr(code)).casefold()))
        return plain


def _bare(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))


_letters = _Letters()


def fold(text: str) -> str:
    """Return a text in lower case and without accents; characters may come to be none or several."""
    return text.lower() if text.isascii() else text.translate(_letters)


def originals(text: str) -> list[int]:
    """Return for each character of `fold(text)` which character of the text it is of."""
    return [at for at, character in enumerate(text) for _ in fold(character)]


def spans(text: str, folded_needle: str) -> list[Span]:
    """Return where a folded text stands in a text, from left to right and not one inside another."""
    folded, size = fold(text), len(folded_needle)
    at = folded.find(folded_needle) if size else -1
    if at < 0:
        return []
    places = range(len(text)) if text.isascii() else originals(text)
    found: list[Span] = []
    while at >= 0:
        found.append(Span(places[at], places[at + size - 1] + 1))
        at = folded.find(folded_needle, at + size)
    return found
