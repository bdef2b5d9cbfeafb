"""Which ticket is of which action: by the title that it was made with, or the words that both have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from postmortem_gui.core.folding import fold
from postmortem_gui.core.links import NO_TICKET
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.importers.tracked import ticket_names
from postmortem_gui.importers.tracker import FoundTicket
from postmortem_gui.importers.tracker_words import squeezed
from postmortem_gui.render.ticket_words import ticket_title

SURE = 60
"""From how many percent on a ticket is taken unless a person says otherwise."""
_SHOWN = 34
_BEGINNING = 240
"""Letters of a title that are compared as a whole: every tracker takes that many."""
_COMMON = 200
"""A word that stands in more titles than these leads to none of them."""
_WORD = re.compile(r"[^\W_]+")


class Match(NamedTuple):
    """An action, the ticket that is like it, and how alike they are, in percent."""

    action: ActionItem
    ticket: FoundTicket
    alike: int


def matched(pm: Postmortem, found: Sequence[FoundTicket]) -> list[Match]:
    """Return for each action without a ticket the one that is most like it, each ticket once, in the actions' order.

    A ticket that another action has is none. Equal titles are dealt out in their order.
    """
    known = {name for row in pm.actions if row.ticket for name in ticket_names(row.ticket.key, row.ticket.url)}
    left = [each for each in found if not known.intersection(ticket_names(each.key, each.url))]
    wanting = [row for row in pm.actions if wants_ticket(row)]
    titles = _Titles(left)
    best: dict[str, Match] = {}
    for row in wanting:
        if (at := titles.same(row)) is not None:
            best[row.id] = Match(row, left[at], 100)
    near = [
        (alike, -order, -at)
        for order, row in enumerate(wanting)
        if row.id not in best
        for at, alike in titles.near(row)
        if alike >= _SHOWN
    ]
    for alike, order, at in sorted(near, reverse=True):
        row = wanting[-order]
        if row.id not in best and -at not in titles.dealt:
            titles.dealt.add(-at)
            best[row.id] = Match(row, left[-at], alike)
    return [best[row.id] for row in wanting if row.id in best]


def wants_ticket(row: ActionItem) -> bool:
    """Tell whether an action says something and has neither a ticket nor a word that it needs none."""
    ticket = row.ticket
    has = ticket is not None and (ticket.key.strip() or ticket.url.strip())
    return bool(row.description.strip()) and row.status != "wont_do" and not has


def has_ticket(row: ActionItem) -> bool:
    """Tell whether an action names a ticket; `n/a` is none."""
    ticket = row.ticket
    return ticket is not None and bool(ticket.key.strip() or ticket.url.strip()) and ticket.key.lower() != NO_TICKET


class _Titles:
    """The titles of tickets, by the whole and by their words; `dealt` are the places of those that are taken."""

    def __init__(self, tickets: Sequence[FoundTicket]) -> None:
        self.dealt: set[int] = set()
        self._whole: dict[str, list[int]] = {}
        self._having: dict[str, list[int]] = {}
        self._words: list[frozenset[str]] = []
        for at, ticket in enumerate(tickets):
            plain = _plain(ticket.title)
            self._whole.setdefault(plain, []).append(at)
            self._words.append(words := frozenset(_WORD.findall(plain)))
            for word in words:
                self._having.setdefault(word, []).append(at)

    def same(self, row: ActionItem) -> int | None:
        """Deal out the first ticket that has the title of an action, or its label alone."""
        for name in filter(None, (_plain(ticket_title(row)), _plain(row.description), _plain(row.label))):
            for at in self._whole.get(name, ()):
                if at not in self.dealt:
                    self.dealt.add(at)
                    return at
        return None

    def near(self, row: ActionItem) -> Iterable[tuple[int, int]]:
        """Return the places of the tickets that share most words with an action, and how alike they are in percent."""
        words = frozenset(_WORD.findall(_plain(ticket_title(row))))
        hits = Counter(at for word in words for at in self._having.get(word, ()) if len(self._having[word]) <= _COMMON)
        for at, _ in hits.most_common(20):
            yield at, min(99, round(200 * len(words & self._words[at]) / (len(words) + len(self._words[at]))))


def _plain(title: str) -> str:
    """A title without what trackers, spreadsheets and people change about it."""
    plain = fold(squeezed(title)).lstrip("' ")
    return " ".join(plain[:_BEGINNING].rstrip("… ").split())
