"""Regular expressions from other people's files: one that could take forever is refused before it is ever tried.

Python tries one way after another through an expression, so the number of ways is the time. It is counted on the tree
that Python itself parses, for the longest text that is looked at. How often a part repeats is for the text alone to say
where the letters that may go on differ from those that may follow: `(\\d+-)+` has one way, `(\\d+)+` more than stars.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

TEXT_MOST = 200
"""So many characters of a value are looked at; a longer one matches nothing."""
PATTERN_MOST = 200
"""So many characters an expression may have."""
STEPS_MOST = 200_000
"""So many steps an expression may take on any text: a few milliseconds."""

_Item = tuple[Any, Any]
Letters = frozenset[int]
"""Characters: the code points of ASCII, and one number each for the other digits, letters, spaces, and the rest."""
_DIGIT, _LETTER, _SPACE, _OTHER = 128, 129, 130, 131
_ALL: Letters = frozenset(range(132))
_NONE: Letters = frozenset()
_DIGITS: Letters = frozenset((*range(48, 58), _DIGIT))
_WORDS: Letters = _DIGITS | frozenset((*range(65, 91), *range(97, 123), 95, _LETTER))
_SPACES: Letters = frozenset(at for at in range(128) if chr(at).isspace()) | {_SPACE}
_CATEGORIES = {
    op.CATEGORY_DIGIT: _DIGITS,
    op.CATEGORY_NOT_DIGIT: _ALL - _DIGITS,
    op.CATEGORY_WORD: _WORDS,
    op.CATEGORY_NOT_WORD: _ALL - _WORDS,
    op.CATEGORY_SPACE: _SPACES,
    op.CATEGORY_NOT_SPACE: _ALL - _SPACES,
}
_ONE_LETTER = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_A_STEP = 8
"""So many letters of a plain repeat are passed over in the time of a step."""
_ENDLESS = 10**30
"""What counts get no larger than."""


class RefusedError(Exception):
    """An expression is not taken; the message says why and ends a sentence that names it."""


class _Next(NamedTuple):
    """What may come behind a part: the letters it may begin with, and how many tries show that it does not."""

    letters: Letters
    tries: int


class _Cost(NamedTuple):
    """How many ways lead through a part from one place of a text, and how many steps it takes to go them all."""

    ways: int
    steps: int


def refusal(expression: str) -> str:
    """Return why an expression is refused, as the end of a sentence; empty when it may be used."""
    try:
        _compiled(expression)
    except RefusedError as error:
        return str(error)
    return ""


def matches(expression: str, text: str) -> bool | None:
    """Tell whether an expression matches a text in whole; None when it is refused, so that it can ask for nothing."""
    try:
        compiled = _compiled(expression)
    except RefusedError:
        return None
    return len(text) <= TEXT_MOST and compiled.fullmatch(text) is not None


@lru_cache(maxsize=256)
def _compiled(expression: str) -> re.Pattern[str]:
    if len(expression) > PATTERN_MOST:
        raise RefusedError(f"it is longer than {PATTERN_MOST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _parser.parse(expression)
            cost = _whole(tree, tree.state.flags, _Next(_NONE, 1))
            if cost.steps > STEPS_MOST:
                raise RefusedError(
                    "it has so many ways to match that one value could hold the program up: take out a repeat inside a "
                    "repeat, or say which letters each may have"
                )
            return re.compile(expression)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise RefusedError(f"it cannot be read ({error})") from None


# ── Counting ──


def _whole(items: Iterable[_Item], flags: int, after: _Next) -> _Cost:
    """Count a sequence: each part is tried for every way through those before it."""
    parts = list(items)
    nexts = [after]
    for part in reversed(parts[1:]):
        nexts.append(_first((part,), flags, nexts[-1]))
    ways, steps = 1, 1
    for part, behind in zip(parts, reversed(nexts), strict=False):
        cost = _part(part, flags, behind)
        steps = min(_ENDLESS, steps + ways * cost.steps)
        ways = min(_ENDLESS, ways * cost.ways)
    return _Cost(ways, steps)


def _part(item: _Item, flags: int, after: _Next) -> _Cost:
    kind, told = item
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeat(told, flags, after)
    if kind is op.SUBPATTERN:
        _, on, off, body = told
        return _whole(body, (flags | on) & ~off, after)
    if kind is op.ATOMIC_GROUP:
        return _whole(told, flags, after)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _Cost(1, 1 + _whole(told[1], flags, _Next(_ALL, 1)).steps)
    if kind is op.BRANCH:
        return _branch(told[1], flags, after)
    if kind in (op.GROUPREF, op.GROUPREF_EXISTS):
        raise RefusedError("it refers back to a group, and how long that takes cannot be told")
    return _Cost(1, 1)


def _branch(bodies: Sequence[Sequence[_Item]], flags: int, after: _Next) -> _Cost:
    costs = [_whole(body, flags, after) for body in bodies]
    firsts = [_first(body, flags, after).letters for body in bodies]
    apart = sum(map(len, firsts)) == len(frozenset().union(*firsts))
    ways = max(cost.ways for cost in costs) if apart else sum(cost.ways for cost in costs)
    return _Cost(ways, sum(cost.steps + after.tries for cost in costs))


def _repeat(told: tuple[int, int, Any], flags: int, after: _Next) -> _Cost:
    least, most, body = told
    shortest = body.getwidth()[0]
    if not shortest and most > TEXT_MOST:
        raise RefusedError("it repeats something that may be empty")
    most = min(int(most), TEXT_MOST // shortest if shortest else TEXT_MOST)
    least = min(int(least), most)
    if len(body) == 1 and body[0][0] in _ONE_LETTER:
        forced = least == most or not _letters(body[0][0], body[0][1], flags) & after.letters
        return _Cost(1 if forced else most - least + 1, 1 + most // _A_STEP + (most - least + 1) * after.tries)
    first = _first(body, flags, _Next(_NONE, 0))
    # What stands behind one round: another round, or what stands behind them all.
    one = _whole(body, flags, _Next(first.letters | after.letters, first.tries + after.tries))
    forced = least == most or (bool(shortest) and not first.letters & after.letters)
    ways, steps, rounds = 0, after.tries, 1
    for count in range(most + 1):
        ways = rounds if forced else min(_ENDLESS, ways + (rounds if count >= least else 0))
        steps = min(_ENDLESS, steps + rounds * (after.tries + one.steps))
        rounds = min(_ENDLESS, rounds * one.ways)
    return _Cost(max(ways, 1), steps)


# ── What may come next ──


def _first(items: Iterable[_Item], flags: int, after: _Next) -> _Next:
    """Return with which letters a sequence may begin; where all of it may be empty, also those of what is behind it."""
    letters, tries = _NONE, 0
    for item in items:
        found, empty = _begins(item, flags)
        letters, tries = letters | found.letters, tries + found.tries
        if not empty:
            return _Next(letters, tries)
    return _Next(letters | after.letters, tries + after.tries)


def _begins(item: _Item, flags: int) -> tuple[_Next, bool]:
    """Return how a part may begin, and whether it may be empty."""
    kind, told = item
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, body = told
        return _first(body, flags, _Next(_NONE, 1)), not least or not body.getwidth()[0]
    if kind is op.SUBPATTERN:
        _, on, off, body = told
        return _first(body, (flags | on) & ~off, _Next(_NONE, 1)), not body.getwidth()[0]
    if kind is op.ATOMIC_GROUP:
        return _first(told, flags, _Next(_NONE, 1)), not told.getwidth()[0]
    if kind is op.BRANCH:
        found = [_first(body, flags, _Next(_NONE, 1)) for body in told[1]]
        letters = frozenset().union(*(one.letters for one in found))
        return _Next(letters, sum(one.tries for one in found)), not all(body.getwidth()[0] for body in told[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _Next(_NONE, _whole(told[1], flags, _Next(_ALL, 1)).steps), True
    if kind is op.AT:
        return _Next(_NONE, 1), True
    return _Next(_letters(kind, told, flags), 1), False


def _letters(kind: object, told: Any, flags: int) -> Letters:
    """Return all letters that one place of an expression takes, and never too few."""
    if kind is op.NOT_LITERAL:
        return _ALL - {told} if told < 128 and not flags & re.IGNORECASE else _ALL
    if kind is op.IN and told[0][0] is op.NEGATE:
        return _ALL if flags & (re.IGNORECASE | re.ASCII) else _ALL - _surely(told[1:])
    if kind in (op.LITERAL, op.IN):
        members = told if kind is op.IN else [(op.LITERAL, told)]
        found = frozenset().union(*(_member(*member) for member in members))
        if flags & re.IGNORECASE:
            found |= {other for at in found if at < 128 for other in map(ord, chr(at).swapcase())} | {_LETTER}
        return _ALL if flags & re.ASCII else found
    return _ALL


def _member(kind: object, told: Any) -> Letters:
    if kind is op.CATEGORY:
        return _CATEGORIES.get(told, _ALL)
    low, high = told if kind is op.RANGE else (told, told)
    found = frozenset(range(low, min(high, 127) + 1))
    if high < 128:
        return found
    return found | (_ALL - frozenset(range(128)) if low != high else {_sort(chr(low))})


def _surely(members: Iterable[_Item]) -> Letters:
    """Return the letters that are members for certain: of those beyond ASCII one does not stand for its whole sort."""
    return frozenset().union(
        *(
            found if kind is op.CATEGORY else found & set(range(128))
            for kind, told in members
            for found in (_member(kind, told),)
        )
    )


def _sort(letter: str) -> int:
    if letter.isdecimal():
        return _DIGIT
    return _LETTER if letter.isalnum() else _SPACE if letter.isspace() else _OTHER
