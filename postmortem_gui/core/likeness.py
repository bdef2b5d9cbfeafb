"""How well a few typed letters fit a text: the order of what a person is offered."""

from __future__ import annotations

from typing import NamedTuple

_START, _WORD_START, _INSIDE = 100, 80, 50
"""What a word is worth that stands in the text as it was typed: at its start, at the start of a word, within one."""
_LETTER, _RUN, _GAP = 4, 3, 0.2
_LENGTH = 0.02
"""What a longer text costs for each letter, so that of two alike the shorter comes first."""


class Fit(NamedTuple):
    """How well something fits, more is better, and which letters of the folded text are meant."""

    score: float
    letters: tuple[int, ...]


def fit(query: str, text: str) -> Fit | None:
    """Return how well a query fits a text, both folded; None when a word of it is not in the text, letter by letter.

    Words may stand in any order. Letters that stand together, and at the start of words, count for more. An empty query
    fits everything alike.
    """
    total, letters = -_LENGTH * len(text), set[int]()
    for word in query.split():
        found = _fit_word(word, text)
        if found is None:
            return None
        total += found.score
        letters.update(found.letters)
    return Fit(total, tuple(sorted(letters)))


def _fit_word(word: str, text: str) -> Fit | None:
    at = _as_typed(word, text)
    if at >= 0:
        worth = _START if at == 0 else _WORD_START if _starts(text, at) else _INSIDE
        return Fit(worth + _LETTER * len(word), tuple(range(at, at + len(word))))
    return _scattered(word, text, eager=True) or _scattered(word, text, eager=False)


def _as_typed(word: str, text: str) -> int:
    """Return where the word stands in the text, at the start of another one where it does; -1 when nowhere."""
    first = at = text.find(word)
    while at >= 0:
        if _starts(text, at):
            return at
        at = text.find(word, at + 1)
    return first


def _starts(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _scattered(word: str, text: str, *, eager: bool) -> Fit | None:
    """Return the letters from left to right, the next that is there.

    An eager one goes on to the start of a word where one has the letter, and may so miss what comes before it.
    """
    letters: list[int] = []
    score, before = 0.0, -1
    for character in word:
        at = text.find(character, before + 1)
        if at < 0:
            return None
        starts = _starts(text, at)
        if eager and not starts and at != before + 1:
            later = text.find(" " + character, at)
            if later >= 0:
                at, starts = later + 1, True
        letters.append(at)
        score += _LETTER * starts + _RUN * (at == before + 1) - _GAP * min(at - before - 1, 10)
        before = at
    return Fit(score, tuple(letters))
