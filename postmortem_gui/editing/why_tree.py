"""The shape of the tree of whys: another path, another order, deeper in, further out, and gone."""

from __future__ import annotations

from postmortem_gui.core.edits import Edit, Move, Remove, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Why
from postmortem_gui.core.why_path import RULED_OUT, path

PRIMARY = Place("whys", "primary")


def made_primary(pm: Postmortem, why_id: str) -> Edit | None:
    """Return the edit that leads the path through a why and on to the first answers below it.

    None when it leads through it already, or cannot: it, or something above it, is ruled out.
    """
    if why_id in _on_path(pm):
        return None
    leaf = why_id
    while below := next((why for why in pm.whys.items if why.parent == leaf and why.state != RULED_OUT), None):
        leaf = below.id
    edit = Together("Make primary", (Set(PRIMARY, leaf),))
    return edit if why_id in _on_path(edit.apply(pm)) else None


def removed(pm: Postmortem, why_id: str) -> Edit:
    """Return the edit that takes a why out; what hangs below it moves up."""
    return Remove("whys", (why_id,))


def moved(pm: Postmortem, why_id: str, step: int) -> Edit | None:
    """Return the edit that moves a why up (-1) or down (1), or None where there is nothing to pass.

    Beside the path it passes the next other answer to its question. On the path, and where there is no such answer, it
    changes places with the why that it asks about, or with the one that asks about it.
    """
    by_id = {why.id: why for why in pm.whys.items}
    why, on_path = by_id.get(why_id), _on_path(pm)
    if why is None:
        return None
    if why_id not in on_path:
        others = [each.id for each in pm.whys.items if each.parent == why.parent and each.id not in on_path]
        at = others.index(why_id)
        if 0 <= at + step < len(others):
            first, last = sorted((at, at + step))
            return _before(pm, others[last], others[first])
    beside = [each for each in pm.whys.items if (each.id in on_path) == (why_id in on_path)]
    above: Why | None
    below: Why | None
    if step < 0:
        above, below = next((each for each in beside if each.id == why.parent), None), why
    else:
        above, below = why, next((each for each in beside if each.parent == why.id), None)
    return _swapped(pm, above, below) if above is not None and below is not None else None


def _before(pm: Postmortem, why_id: str, other: str) -> Move:
    """The edit that puts a why into the list before another, which its parent must come before."""
    ids = [each.id for each in pm.whys.items if each.id != why_id]
    place = ids.index(other)
    return Move("whys", why_id, ids[place - 1] if place else None)


def _swapped(pm: Postmortem, above: Why, below: Why) -> Edit:
    """The edit by which two whys below one another change places; the answers beside them stay where they are."""
    goes_on = next((each.id for each in path(pm.whys) if each.parent == below.id), None)
    if goes_on is None and below.id not in _on_path(pm):
        goes_on = next((each.id for each in pm.whys.items if each.parent == below.id), None)
    edits: list[Edit] = [
        Set(Place("whys", below.id, "parent"), above.parent),
        _before(pm, below.id, above.id),
        Set(Place("whys", above.id, "parent"), below.id),
    ]
    if goes_on is not None:
        edits.append(Set(Place("whys", goes_on, "parent"), above.id))
    if pm.whys.primary == below.id or (not pm.whys.primary and goes_on is None):
        edits.append(Set(PRIMARY, above.id))
    elif not pm.whys.primary:
        edits.append(Set(PRIMARY, path(pm.whys)[-1].id))
    return Together("Move why", tuple(edits))


def indented(pm: Postmortem, why_id: str) -> Edit | None:
    """Return the edit that hangs a why, with all below it, under the other answer that is read before it; None where
    there is none."""
    by_id, on_path = {why.id: why for why in pm.whys.items}, _on_path(pm)
    why = by_id.get(why_id)
    if why is None:
        return None
    answers = [each for each in pm.whys.items if each.parent == why.parent]
    answers.sort(key=lambda each: each.id not in on_path)  # as they are read: the one that leads on comes first
    at = answers.index(why)
    if not at:
        return None
    other = answers[at - 1].id
    edits: list[Edit] = [Set(Place("whys", why_id, "parent"), other)]
    order = [each.id for each in pm.whys.items]
    if order.index(other) > order.index(why_id):
        edits.insert(0, _before(pm, other, why_id))
    return Together("Indent why", (*edits, *_kept_path(pm, why_id)))


def outdented(pm: Postmortem, why_id: str) -> Edit | None:
    """Return the edit that makes of a why, with all below it, another answer to the question above; None at the top."""
    by_id = {why.id: why for why in pm.whys.items}
    why = by_id.get(why_id)
    if why is None or why.parent is None:
        return None
    parent = Set(Place("whys", why_id, "parent"), by_id[why.parent].parent)
    return Together("Outdent why", (parent, *_kept_path(pm, why_id)))


def _kept_path(pm: Postmortem, why_id: str) -> tuple[Edit, ...]:
    """What keeps the path as it was when it was only the first answers, and the why is not on it."""
    steps = path(pm.whys)
    return (Set(PRIMARY, steps[-1].id),) if steps and not pm.whys.primary and why_id not in _on_path(pm) else ()


def _on_path(pm: Postmortem) -> frozenset[str]:
    return frozenset(why.id for why in path(pm.whys))
