"""The tree of whys as a person reads it: the path that is printed, and the other answers below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from postmortem_gui.core.postmortem import Why, Whys

RULED_OUT = "ruled_out"
"""The state of a why that was looked at and is not so: it is kept, and never on the path, printed or presented."""


class Step(NamedTuple):
    """A why where it is read: its number (`3`, or `3b` beside the path), how deep it is set in, and whether it is on
    the path."""

    why: Why
    number: str
    indent: int
    on_path: bool


def path(whys: Whys) -> tuple[Why, ...]:
    """Return the whys from the problem down to the primary leaf.

    Where `primary` names none, or something above the leaf is ruled out, every first answer that is not ruled out is
    followed from there.
    """
    by_id = {why.id: why for why in whys.items}
    steps: list[Why] = []
    leaf = by_id.get(whys.primary)
    while leaf is not None:
        steps.append(leaf)
        leaf = by_id.get(leaf.parent) if leaf.parent is not None else None
    steps.reverse()
    out = next((at for at, why in enumerate(steps) if why.state == RULED_OUT), None)
    if steps and out is None:
        return tuple(steps)
    kept = steps[:out]
    return (*kept, *_first_answers(_children(whys), kept[-1].id if kept else None))


def _first_answers(below: dict[str | None, list[Why]], at: str | None) -> Iterator[Why]:
    while (found := next((why for why in below.get(at, ()) if why.state != RULED_OUT), None)) is not None:
        yield found
        at = found.id


def in_reading_order(whys: Whys) -> tuple[Step, ...]:
    """Return every why once: each on the path, then the other answers to the same question with all below them.

    Below the end of the path all answers are set in; beside the path the first answer goes on where its question is.
    """
    below = _children(whys)
    on_path = {why.id for why in path(whys)}
    letters: dict[int, int] = {}
    steps: list[Step] = []
    # A stack, for hundreds of whys below one another are more than Python recurses into. An entry is a why to show, or
    # (None) the answers below the why with the id.
    waiting: list[tuple[Why | None, str | None, int, int]] = [(None, None, 1, 0)]
    while waiting:
        why, above, depth, indent = waiting.pop()
        if why is not None:
            number = (
                str(depth) if why.id in on_path else f"{depth}{_letter(letters, depth, beside=depth <= len(on_path))}"
            )
            steps.append(Step(why, number, indent, why.id in on_path))
            continue
        answers = below.get(above)
        if not answers:
            continue
        goes_on = None if above is None or above in on_path else answers[0]
        first = next((answer for answer in answers if answer.id in on_path), goes_on)
        if first is not None:
            waiting.append((None, first.id, depth + 1, indent))
        for other in reversed(answers):
            if other is not first:
                waiting.append((None, other.id, depth + 1, indent + 1))
                waiting.append((other, None, depth, indent + 1))
        if first is not None:
            waiting.append((first, None, depth, indent))
    return tuple(steps)


def _letter(letters: dict[int, int], depth: int, *, beside: bool) -> str:
    """Return b, c, d and so on for the answers of a depth that the path has one of, from a where it has none."""
    at = letters[depth] = letters.get(depth, 0 if beside else -1) + 1
    return chr(ord("a") + at) if at < 26 else f".{at + 1}"


def _children(whys: Whys) -> dict[str | None, list[Why]]:
    below: dict[str | None, list[Why]] = {}
    for why in whys.items:
        below.setdefault(why.parent, []).append(why)
    return below
