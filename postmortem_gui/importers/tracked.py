"""What a tracker says of the tickets of a document, as one edit and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from postmortem_gui.core.actions import set_status
from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.links import NO_TICKET
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.core.vocabulary import ACTION_STATUSES, word_for
from postmortem_gui.importers.tracker import TrackedRow
from postmortem_gui.importers.tracker_words import squeezed

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+")
_REPOSITORY = re.compile(r"/([\w.-]+(?:/[\w.-]+)+?)/(?:-/)?(?:issues|pull|merge_requests|work_items)/(\d+)")

Index = Mapping[str, Sequence[TrackedRow]]
"""The rows of a tracker by every name that a ticket may be called by."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a tracker changes in one action: the edits, and the words for them, before and after."""

    action: ActionItem
    name: str
    edits: tuple[Edit, ...]
    words: str


@dataclass(slots=True)
class Taken:
    """What a tracker changes in a document, action by action.

    `same` counts the actions that are up to date, `left` those that a person must look at, `absent` those whose ticket
    the tracker did not name; `notices` are sentences about what was left as it is.
    """

    changes: list[Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    same: int = 0
    left: int = 0
    absent: int = 0

    @property
    def edit(self) -> Edit | None:
        """All of it as one step, None for nothing."""
        return together(self.changes)

    @property
    def lines(self) -> list[str]:
        """A line for each action that changes."""
        return [f"{change.name} {change.words}" for change in self.changes]


def together(changes: Iterable[Change]) -> Edit | None:
    """Return some of the changes as one step, None for none."""
    edits = tuple(edit for change in changes for edit in change.edits)
    return Together("Take the status of tickets", edits) if edits else None


def indexed(rows: Sequence[TrackedRow]) -> Index:
    """Return the rows by the names of their tickets."""
    found: dict[str, list[TrackedRow]] = {}
    for row in dict.fromkeys(rows):
        for name in ticket_names(row.key, row.url):
            found.setdefault(name, []).append(row)
    return found


def take(pm: Postmortem, index: Index, today: date) -> Taken:
    """Return what a tracker changes in the actions of a document; nothing is changed yet.

    Status, owner, due date and the day of closing are taken; what the tracker leaves empty stays. `today` is the day
    of closing where the tracker names none.
    """
    taken = Taken()
    for action in pm.actions:
        ticket = action.ticket
        if ticket is None or not (ticket.key or ticket.url) or ticket.key.strip().lower() == NO_TICKET:
            continue
        found = _matching(ticket, index)
        name = squeezed(f"{action.label or action.id} {ticket.key or ticket.url}")
        if not found:
            taken.absent += 1
            continue
        if len(found) > 1:
            taken.notices.append(f"{name} is there {len(found)} times with other words, and stays as it is.")
            taken.left += 1
            continue
        row = found[0]
        is_unknown = bool(row.said and not row.status)
        if is_unknown:
            taken.notices.append(f"{name} is “{row.said[:40]}”, a state that is not known: its status stays as it is.")
        changes = [*_changes(pm, action, row, today)]
        if changes:
            words = ", ".join(words for _, words in changes if words)
            taken.changes.append(Change(action, name, tuple(edit for edit, _ in changes), words))
        elif is_unknown:
            taken.left += 1
        else:
            taken.same += 1
    return taken


def _changes(pm: Postmortem, action: ActionItem, row: TrackedRow, today: date) -> Iterator[tuple[Edit, str]]:
    status = row.status or action.status
    told = row.closed if status == "done" else ""
    closed = told or (action.closed or today.isoformat() if status == "done" else "")
    if edit := set_status(action.but(closed=closed) if told else action, status, today):
        before, after = (word_for(ACTION_STATUSES, each).lower() for each in (action.status, status))
        yield edit, f"{squeezed(before)} → {after}" + (f", closed {closed}" if closed else "")
        if told and told != action.closed:
            yield Set(Place("actions", action.id, "closed"), told), ""
    elif told and told != action.closed:
        yield Set(Place("actions", action.id, "closed"), told), f"closed {action.closed or 'unknown'} → {told}"
    if row.owner and _person(pm, row.owner) != _person(pm, action.owner):
        owner = next((each.name for each in pm.people if _folded(row.owner) == _folded(each.handle)), "") or row.owner
        yield Set(Place("actions", action.id, "owner"), owner), f"owner {squeezed(action.owner) or 'nobody'} → {owner}"
    if row.due and row.due != action.due:
        yield Set(Place("actions", action.id, "due"), row.due), f"due {squeezed(action.due) or 'unknown'} → {row.due}"


def _person(pm: Postmortem, name: str) -> str:
    """One name for somebody who is called by name here and by handle there."""
    folded = _folded(name)
    return next(
        (each.id for each in pm.people if folded and folded in (_folded(each.name), _folded(each.handle))), folded
    )


def _folded(name: str) -> str:
    return squeezed(name).removeprefix("@").casefold()


# ── Names of tickets ──


def _matching(ticket: Ticket, index: Index) -> Sequence[TrackedRow]:
    """The rows of a ticket by its surest name. A bare number says nothing against two addresses that differ."""
    address = _address(ticket.url)
    for name in ticket_names(ticket.key, ticket.url):
        found = index.get(name, ())
        if name.isdecimal() and address:
            found = [row for row in found if _address(row.url) in ("", address)]
        if found:
            return found
    return ()


def ticket_names(key: str, url: str) -> list[str]:
    """Return what a ticket is called, the surest first: its address, `owner/repository#12`, its key, `12` for `#12`."""
    names = [_address(url)]
    if found := _REPOSITORY.search(_path(url)):
        names.append(f"{found[1]}#{found[2]}".casefold())
    elif steps := [step for step in _path(url).split("/") if _KEY.fullmatch(step)]:
        names.append(steps[-1].casefold())
    names.append(squeezed(key).casefold().removeprefix("#"))
    return [name for name in dict.fromkeys(names) if name]


def _address(url: str) -> str:
    """An address without what differs between two links to the same ticket."""
    return re.sub(r"[?#].*", "", url.strip()).rstrip("/").casefold()


def _path(url: str) -> str:
    try:
        return urlsplit(url.strip()).path
    except ValueError:
        return ""
