"""What the command palette offers, and what of it fits the letters that somebody has typed."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from postmortem_gui.core.clock_faces import show_time
from postmortem_gui.core.folding import fold, originals
from postmortem_gui.core.likeness import fit
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.why_path import in_reading_order
from postmortem_gui.ui import looks
from postmortem_gui.ui.placing import section_name

COMMANDS, JUMP = "Commands", "Jump to"
"""The titles that things to do and places to go to stand below."""
MOST, MOST_COMMANDS = 60, 6
"""How many are offered at once; and of the commands, beside places and unless only they are asked for."""
_LONGEST = 160
"""Characters of a row that are searched and shown; the find bar reads the rest."""
_POOR = 0.35
"""What fits so much worse than the best is not offered."""
_MARKUP = re.compile(r"\*\*|`")
_TICKET = re.compile(r"[A-Za-z][A-Za-z0-9]+-\d+")


class Item(NamedTuple):
    """Something to do or a place to go to. `subjects` are what it is found by behind `@`, `#` or `:`.

    One that is there `at_once` is offered before anything is typed.
    """

    group: str
    text: str
    folded: str
    icon: str
    note: str
    keys: str = ""
    command: str = ""
    place: Place | None = None
    subjects: tuple[tuple[str, str], ...] = ()
    at_once: bool = False


class Offer(NamedTuple):
    """An item that fits what was typed: the letters of its text that do, and what stands at its right end."""

    item: Item
    letters: frozenset[int]
    note: str


def command_item(command: str, text: str, icon: str, menu: str, keys: str) -> Item:
    """Return a command as an item; `menu` is where it stands, `keys` how it is pressed."""
    return Item(COMMANDS, text, fold(text), icon or "chevron-right", menu, keys, command, at_once=True)


def place_items(pm: Postmortem, tabs: dict[str, tuple[str, str]]) -> Iterator[Item]:
    """Yield every section, row, why and action of a document. `tabs` has the label and the icon of every tab shown."""
    for spec in pm.template.sections:
        place = spec.place
        if place is not None and spec.tab in tabs:
            label, icon = tabs[spec.tab]
            yield _jump(section_name(spec), icon, label, place)._replace(at_once=True)
    yield from _rows(pm, tabs["timeline"][0])
    label, icon = tabs["whys"]
    for step in in_reading_order(pm.whys):
        words = " — ".join(filter(None, (step.why.question, step.why.answer)))
        yield _jump(f"Why {step.number}: {words}", icon, label, Place("whys", step.why.id, "answer"))
    label, icon = tabs["actions"]
    for action in pm.actions:
        ticket = action.ticket.key if action.ticket else ""
        subjects = tuple((sign, text) for sign, text in (("@", action.owner), ("#", ticket)) if text)
        words = " — ".join(filter(None, (action.label, action.description)))
        yield _jump(words, icon, label, Place("actions", action.id, "description"), subjects)


def _rows(pm: Postmortem, label: str) -> Iterator[Item]:
    for row in in_order(pm.timeline):
        clock = show_time(row.when, pm.zone, pm.template.time)
        subjects = [(":", clock)] if clock else []
        subjects += [("@", row.who)] if row.who else []
        subjects += [("#", key) for link in row.source for key in _TICKET.findall(link.title)]
        look = looks.look(looks.PHASE, row.phases[0]) if row.phases else looks.look(looks.KIND, row.kind)
        place = Place("timeline", row.id, "event")
        yield _jump(f"{clock} {row.event}", look.icon or "clock", label, place, tuple(subjects))


def _jump(text: str, icon: str, note: str, place: Place, subjects: tuple[tuple[str, str], ...] = ()) -> Item:
    shown = " ".join(_MARKUP.sub("", text[:_LONGEST]).split())
    return Item(JUMP, shown, fold(shown), icon, note, place=place, subjects=subjects)


def offers(items: Sequence[Item], typed: str) -> list[Offer]:
    """Return what fits, best first in each group, the group with the best one first.

    `>` asks for commands only; `@`, `#` and `:` for rows and actions of a person, with a ticket, at a time: the first
    word behind is that, the others are words of the row. Nothing typed offers commands and sections.
    """
    sign, query = (typed[:1], typed[1:]) if typed[:1] in (">", "@", "#", ":") else ("", typed)
    query = fold(query)
    if sign in ("@", "#", ":"):
        return _about(items, sign, query)
    if not query.strip():
        wanted = [item for item in items if item.at_once and (item.command or not sign)]
        return [Offer(item, frozenset(), item.note) for item in wanted]
    groups = [[item for item in items if item.group == COMMANDS]]
    groups += [[] if sign else [item for item in items if item.group == JUMP]]
    found = [_best(group, query) for group in groups]
    if found[1]:
        found[0] = found[0][:MOST_COMMANDS]
    found.sort(key=lambda group: -group[0][0] if group else 0.0)
    best = max((group[0][0] for group in found if group), default=0.0)
    return [offer for group in found for score, offer in group if score >= _least(best)]


def _least(best: float) -> float:
    return min(best, best * _POOR)


def _best(items: Iterable[Item], query: str) -> list[tuple[float, Offer]]:
    fits = (
        (found.score, -at, item, found.letters) for at, item in enumerate(items) if (found := fit(query, item.folded))
    )
    return [
        (score, Offer(item, _letters(item.text, letters), item.note))
        for score, _, item, letters in heapq.nlargest(MOST, fits, key=lambda found: found[:2])
    ]


def _about(items: Sequence[Item], sign: str, query: str) -> list[Offer]:
    """Return the rows and actions with a subject, in the order of the document where they fit alike."""
    first, _, rest = query.strip().partition(" ")
    found: list[tuple[float, int, Offer]] = []
    for at, item in enumerate(items):
        for kind, subject in item.subjects:
            if kind != sign or (fits := fit(first, fold(subject))) is None:
                continue
            if (words := fit(rest, item.folded)) is not None:
                score = fits.score + (words.score if rest else 0.0)
                note = item.note if sign == ":" else subject
                found.append((score, -at, Offer(item, _letters(item.text, words.letters), note)))
                break
    best = heapq.nlargest(MOST, found, key=lambda each: each[:2])
    return [offer for score, _, offer in best if score >= _least(best[0][0])]


def _letters(text: str, folded: tuple[int, ...]) -> frozenset[int]:
    """Return which letters of a text those of its folded form are."""
    if text.isascii():
        return frozenset(folded)
    places = originals(text)
    return frozenset(places[at] for at in folded)
