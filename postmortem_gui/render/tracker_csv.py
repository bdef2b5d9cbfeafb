"""The committed actions as the CSV that the import of a tracker reads. To add one, add a line to TRACKERS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from postmortem_gui.core.actions import STATUSES_OPEN, day_of
from postmortem_gui.core.days import MONTHS
from postmortem_gui.core.links import NO_TICKET
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.render.csv import guarded, written
from postmortem_gui.render.ticket_words import cut, named_owner, owner_handle, ticket_text, ticket_title

_POSTMORTEM = "postmortem"
"""The label by which all tickets of this kind are found again."""


@dataclass(frozen=True, slots=True)
class TrackerFormat:
    """What the import of a tracker wants.

    `columns` are pairs of a head and what stands below it: title, type, text, owner, due, priority, labels, or one
    label alone. `title_most` and `text_most` are in characters. A priority without a word is left out. `day` writes a
    date. `by_handle` says that people are their handles, else they are their names.
    """

    name: str
    label: str
    columns: tuple[tuple[str, str], ...]
    title_most: int
    text_most: int
    priorities: Mapping[str, str]
    day: Callable[[date], str] = date.isoformat
    by_handle: bool = False


def _jira_day(day: date) -> str:
    """A date as the import of Jira reads it where nobody tells it another form: `20/Nov/26 12:00 AM`."""
    return f"{day.day:02}/{MONTHS[day.month - 1]}/{day.year % 100:02} 12:00 AM"


_RANKS = ("P0", "P1", "P2", "P3")

TRACKERS: tuple[TrackerFormat, ...] = (
    TrackerFormat(
        "jira",
        "Jira",
        (
            ("Summary", "title"),
            ("Issue Type", "type"),
            ("Description", "text"),
            ("Assignee", "owner"),
            ("Due Date", "due"),
            ("Priority", "priority"),
            ("Labels", "postmortem"),  # a column for each label
            ("Labels", "incident"),
        ),
        255,
        32_767,
        dict(zip(_RANKS, ("Highest", "High", "Medium", "Low"), strict=True)),
        _jira_day,
    ),
    TrackerFormat(
        "github",
        "GitHub",
        (("title", "title"), ("body", "text"), ("labels", "labels"), ("assignees", "owner")),
        256,
        65_536,
        dict(zip(_RANKS, _RANKS, strict=True)),
        by_handle=True,
    ),
    TrackerFormat(
        "linear",
        "Linear",
        (
            ("Title", "title"),
            ("Description", "text"),
            ("Priority", "priority"),
            ("Assignee", "owner"),
            ("Labels", "labels"),
            ("Due Date", "due"),
        ),
        255,
        65_536,
        dict(zip(_RANKS, ("Urgent", "High", "Medium", "Low"), strict=True)),
    ),
)
"""The trackers whose import is known. None of their files begins with a byte order mark: it would be part of the name
of the first column."""


class TrackerTable(NamedTuple):
    """The bytes of a CSV in UTF-8, how many actions it has, and a sentence for whatever was left out or changed."""

    data: bytes
    rows: int
    notices: tuple[str, ...]


class _Notes(dict[str, list[str]]):
    """Sentences, each with the labels of the actions that it is true of."""

    def add(self, sentence: str, row: ActionItem) -> None:
        self.setdefault(sentence, []).append(row.label or "one without a label")

    def sentences(self) -> tuple[str, ...]:
        return tuple(f"{sentence}: {_listed(labels)}." for sentence, labels in self.items())


def tracker_of(name: str) -> TrackerFormat:
    """Return the tracker of a name. Raises StopIteration for one that is not in the table."""
    return next(each for each in TRACKERS if each.name == name)


def tracker_table(pm: Postmortem, to: TrackerFormat) -> TrackerTable:
    """Return the committed actions that still want a ticket, for the import of a tracker.

    Those that have one, that need none, or that are closed are left out: the import would make tickets for them.
    """
    notes = _Notes()
    lines: list[list[str]] = []
    for row in pm.actions:
        if row.stage != "committed" or not row.description.strip():
            continue
        reason = _left_out(row)
        if reason:
            notes.add(reason, row)
        else:
            cells = _cells(pm, row, to, notes)
            lines.append([cells[key] for _, key in to.columns])
    data = written([head for head, _ in to.columns], lines, mark=False)
    held: tuple[str, ...]
    if not lines:
        held = ("No committed action wants a ticket, so the table has no rows.",)
    else:
        count = f"{len(lines)} action{'' if len(lines) == 1 else 's'}"
        held = (f"The table for {to.label} has {count}.",) if notes else ()
    return TrackerTable(data, len(lines), (*held, *notes.sentences()))


def _left_out(row: ActionItem) -> str:
    if row.status not in STATUSES_OPEN:
        return "Left out, closed"
    ticket = row.ticket
    if ticket is None or not (ticket.key.strip() or ticket.url.strip()):
        return ""
    return "Left out, needs no ticket" if ticket.key.strip().lower() == NO_TICKET else "Left out, has a ticket already"


def _cells(pm: Postmortem, row: ActionItem, to: TrackerFormat, notes: _Notes) -> dict[str, str]:
    keys = {key for _, key in to.columns}
    whole = ticket_title(row)
    title = cut(guarded(whole), to.title_most)
    more: list[str] = []
    if title != guarded(whole):
        notes.add(f"Title cut to {to.title_most} characters, whole in the description", row)
        more.append(whole)
    owner = owner_handle(pm, row) if to.by_handle else named_owner(pm, row)
    if row.owner.strip() and not owner:
        notes.add("Owner without a handle, named in the description", row)
        more.append(f"Owner: {named_owner(pm, row)}")
    day = day_of(row.due)
    if row.due.strip() and (day is None or "due" not in keys):
        if day is None:
            notes.add("Due date that is no day, named in the description", row)
        more.append(f"Due: {row.due.strip()}")
    priority = to.priorities.get(row.priority.strip(), "")
    if row.priority.strip() and not priority:
        notes.add(f"Priority that {to.label} has no word for, named in the description", row)
        more.append(f"Priority: {row.priority.strip()}")
    text = ticket_text(pm, row, *more)
    shown = cut(guarded(text), to.text_most)
    if shown != guarded(text):
        notes.add(f"Description cut to {to.text_most:,} characters", row)
    if guarded(whole) != whole or guarded(text) != text:
        notes.add("An apostrophe is put before what begins like a formula", row)
    incident = _label(pm.fact("incident_id"))
    return {
        "title": title,
        "type": "Task",
        "text": shown,
        "owner": guarded(owner),
        "due": to.day(day) if day else "",
        "priority": priority,
        "postmortem": _POSTMORTEM,
        "incident": guarded(incident),
        "labels": ", ".join(filter(None, (_POSTMORTEM, incident, priority if "priority" not in keys else ""))),
    }


def _label(text: str) -> str:
    """A label is one word in every tracker."""
    return cut(re.sub(r"[\s,;]+", "-", text.strip()).strip("-"), 50)


def _listed(labels: list[str]) -> str:
    more = f" and {len(labels) - 12} more" if len(labels) > 12 else ""
    return ", ".join(labels[:12]) + more
