"""What comes back from a tracker, before it is taken: keys for actions without one, or the state of those that have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.editing.ticket_matching import SURE, has_ticket, matched, wants_ticket
from postmortem_gui.importers.tracked import indexed, take
from postmortem_gui.importers.tracker import FoundTicket, Tracked
from postmortem_gui.render.ticket_words import ticket_title

_NOTICES = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """One action that would change. `what` is the key, or each value before and after; `why` is what speaks for it.

    `alike` is how like the action its ticket is, in percent, None where the key itself says it.
    """

    action: str
    label: str
    title: str
    what: str
    why: str
    edits: tuple[Edit, ...]
    alike: int | None = None
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Taking:
    """All proposals of one table or clipboard. `sentence` says what was read, `notices` what was left as it is.

    `unsure` is a date of which nothing tells whether the day or the month comes first, empty for none.
    """

    label: str
    proposals: tuple[Proposal, ...]
    sentence: str
    notices: tuple[str, ...] = ()
    unsure: str = ""

    def switched(self, at: int) -> Taking:
        """Return it with one proposal taken that was not, or the other way round."""
        one = self.proposals[at]
        turned = replace(one, taken=not one.taken)
        return replace(self, proposals=(*self.proposals[:at], turned, *self.proposals[at + 1 :]))

    def all_switched(self) -> Taking:
        """Return it with all taken, or with none where all were."""
        taken = self.count < len(self.proposals)
        return replace(self, proposals=tuple(replace(one, taken=taken) for one in self.proposals))

    @property
    def count(self) -> int:
        """How many are taken."""
        return sum(one.taken for one in self.proposals)

    @property
    def edit(self) -> Edit | None:
        """What is taken as one step, None for nothing."""
        edits = tuple(edit for one in self.proposals if one.taken for edit in one.edits)
        return Together(self.label, edits) if edits else None


def taking_keys(pm: Postmortem, found: Sequence[FoundTicket], source: str) -> Taking:
    """Return which actions without a ticket the tickets would go to. `source` says where they come from."""
    wanting = sum(map(wants_ticket, pm.actions))
    proposals = tuple(
        Proposal(
            row.id,
            row.label,
            ticket_title(row),
            ticket.key or ticket.url,
            ticket.title,
            (Set(Place("actions", row.id, "ticket"), Ticket(key=ticket.key, url=ticket.url)),),
            alike,
            taken=alike >= SURE,
        )
        for row, ticket, alike in matched(pm, found)
    )
    return Taking("Take ticket keys", proposals, _keys_sentence(len(found), wanting, len(proposals), source))


def _keys_sentence(found: int, wanting: int, proposed: int, source: str) -> str:
    if not wanting:
        return "Every action has a ticket already."
    if not found:
        return f"{source} names no ticket. Copy lines such as “PAY-12 Limit the queue” or links, or choose a file."
    named = f"{source} names {_counted(found, 'ticket')}"
    if not proposed:
        return f"{named}; none is like an action without a ticket."
    return f"{named}; {proposed} of {_counted(wanting, 'action')} without a ticket {_are(proposed)} like one."


def taking_status(pm: Postmortem, tracked: Tracked, today: date, source: str) -> Taking:
    """Return what a tracker says of the actions that have a ticket. `today` closes what says no day."""
    taken = take(pm, indexed(tracked.rows), today)
    proposals = tuple(
        Proposal(
            change.action.id,
            change.action.label,
            ticket_title(change.action),
            change.words,
            _ticket_words(change.action),
            change.edits,
        )
        for change in taken.changes
    )
    with_ticket = sum(map(has_ticket, pm.actions))
    left = (
        f"{taken.same} up to date" if taken.same else "",
        f"{taken.absent} not in the table" if taken.absent else "",
    )
    rest = "".join(f", {words}" for words in left if words)
    change = _counted(len(proposals), "action") if proposals else "nothing"
    sentence = f"{source} ({tracked.written}): {change} would change{rest}."
    if not with_ticket:
        sentence = (
            "No action has a ticket yet, so nothing tells which rows of the table are theirs. Take the keys first."
        )
    told = (*tracked.notices, *taken.notices)
    more = (f"And {len(told) - _NOTICES} more.",) if len(told) > _NOTICES else ()
    return Taking("Take the status of tickets", proposals, sentence, (*told[:_NOTICES], *more), tracked.unsure)


def _ticket_words(row: ActionItem) -> str:
    return (row.ticket.key or row.ticket.url) if row.ticket else ""


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
