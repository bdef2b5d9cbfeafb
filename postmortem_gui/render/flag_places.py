"""Where the names of the flags of a phase strip go, so that no name lies on another one or on its pole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_gui.core.strip import Flag

_GAP, _BESIDE = 8, 8


class FlagPlace(NamedTuple):
    """A flag at `x`. Its words go from `left` to `right`, beside the pole: left of it when `before`.

    `line` is 0 or 1 for where its name is, None for a flag with only its pole; `clock` says whether the second line is
    written below the name.
    """

    flag: Flag
    x: float
    left: float
    right: float
    before: bool
    line: int | None
    clock: bool


Wanted = tuple[Flag, float, float, float]
"""A flag, where it stands, how wide its name is and how wide its second line."""

_STYLES: tuple[tuple[int, int | None, bool], ...] = ((0, 0, True), (10, 0, False), (14, 1, False), (100, None, False))
"""What it costs to write name and clock, the name alone, the name in the second line, and nothing."""


def place_flags(wanted: Sequence[Wanted], least: float, most: float, scale: float = 1.0) -> tuple[FlagPlace, ...]:
    """Return the flags in their order with the places between `least` and `most` in which the most is written."""
    best: tuple[int, tuple[FlagPlace, ...]] = (1_000_000, ())

    def try_next(done: tuple[FlagPlace, ...], cost: int) -> None:
        nonlocal best
        if cost >= best[0]:
            return
        if len(done) == len(wanted):
            best = (cost, done)
            return
        for more, place in _ways(wanted[len(done)], least, most, scale):
            if all(_apart(place, other, scale) for other in done):
                try_next((*done, place), cost + more)

    try_next((), 0)
    return best[1]


def _ways(wanted: Wanted, least: float, most: float, scale: float) -> Iterator[tuple[int, FlagPlace]]:
    flag, x, name, second = wanted
    for cost, line, clock in _STYLES:
        wide = max(name, second) if clock else name
        if line is None:
            yield cost, FlagPlace(flag, x, x, x, before=False, line=None, clock=False)
            continue
        beside = _BESIDE * scale
        if x + beside + wide <= most:
            yield cost, FlagPlace(flag, x, x + beside, x + beside + wide, before=False, line=line, clock=clock)
        if x - beside - wide >= least:
            yield cost + 1, FlagPlace(flag, x, x - beside - wide, x - beside, before=True, line=line, clock=clock)


def _apart(a: FlagPlace, b: FlagPlace, scale: float) -> bool:
    """Tell whether two flags can stand beside each other: words on words, words on poles."""
    if not _lines(a).isdisjoint(_lines(b)) and a.left < b.right + _GAP * scale and b.left < a.right + _GAP * scale:
        return False
    return not (_pole(b) & _lines(a) and _on(a, b.x)) and not (_pole(a) & _lines(b) and _on(b, a.x))


def _lines(place: FlagPlace) -> frozenset[int]:
    """Return the lines in which it has words."""
    if place.line is None:
        return frozenset()
    return frozenset({0, 1}) if place.clock else frozenset({place.line})


def _pole(place: FlagPlace) -> frozenset[int]:
    """Return the lines through which its pole goes: it ends where its name is."""
    if place.line is None:
        return frozenset()
    return frozenset({0, 1}) if place.line == 0 else frozenset({1})


def _on(place: FlagPlace, x: float) -> bool:
    return place.left - 3 < x < place.right + 3
