"""The timeline and the actions as CSV, for spreadsheets and trackers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import ActionItem, Postmortem, TimelineEntry
from postmortem_gui.core.times import in_zone
from postmortem_gui.core.values import write_instant
from postmortem_gui.core.vocabulary import ACTION_STATUSES, KINDS, PHASES, SOLUTION_KINDS, word_for

TIMELINE_HEADS = (
    "Time (UTC)",
    "Time (local)",
    "Zone",
    "Until (UTC)",
    "About",
    "As typed",
    "Event",
    "Kind",
    "Phases",
    "Who",
    "Source",
    "Source address",
    "ID",
)
ACTION_HEADS = (
    "Label",
    "Stage",
    "Description",
    "Kind",
    "Owner",
    "Ticket",
    "Ticket address",
    "Due",
    "Priority",
    "Status",
    "Reason",
    "Closed",
    "Theme",
    "Solution kind",
    "Solution",
    "Details",
    "ID",
)

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of the country, and every ü is two characters."""
_FORMULA = re.compile("'*[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_UNWRITABLE = re.compile("[\ud800-\udfff]")


def timeline_csv(pm: Postmortem) -> bytes:
    """Return the rows of the timeline in order, with instants in ISO 8601 and as clocks of the document's zone show.

    UTF-8 with a byte order mark, every cell in quotes. A text that a spreadsheet would take for a formula gets an
    apostrophe in front.
    """
    return written(TIMELINE_HEADS, (_event(pm.zone, row) for row in in_order(pm.timeline)))


def actions_csv(pm: Postmortem) -> bytes:
    """Return all actions, potential ones too, in the form of `timeline_csv`. Owners and tickets lose a leading `@`."""
    return written(ACTION_HEADS, map(_action, pm.actions))


def _event(zone: str, row: TimelineEntry) -> Sequence[str]:
    when = row.when
    local = in_zone(when.at, zone).replace(tzinfo=None).isoformat(" ") if when.at else ""
    return (
        write_instant(when.at) if when.at else "",
        local,
        guarded(zone),
        write_instant(when.until) if when.until else "",
        "yes" if when.about else "",
        guarded(when.typed),
        guarded(row.event),
        guarded(word_for(KINDS, row.kind)),
        guarded(", ".join(word_for(PHASES, phase) for phase in row.phases)),
        guarded(row.who.removeprefix("@")),
        guarded("; ".join(link.title for link in row.source if link.title)),
        guarded(" ".join(link.url for link in row.source if link.url)),
        guarded(row.id),
    )


def _action(row: ActionItem) -> Sequence[str]:
    ticket = row.ticket
    texts = (
        row.label,
        row.stage,
        row.description,
        row.kind,
        row.owner.removeprefix("@"),
        ticket.key.removeprefix("@") if ticket else "",
        ticket.url if ticket else "",
        row.due,
        row.priority,
        word_for(ACTION_STATUSES, row.status),
        row.reason or (ticket.reason if ticket else ""),
        row.closed,
        row.theme,
        word_for(SOLUTION_KINDS, row.solution_kind) if row.solution_kind else "",
        row.solution,
        row.details,
        row.id,
    )
    return tuple(map(guarded, texts))


def guarded(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe in front of what begins like a formula.

    One apostrophe more where some are there already, so that taking one away always gives the text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def written(heads: Sequence[str], rows: Iterable[Sequence[str]], *, mark: bool = True) -> bytes:
    """Return a CSV in UTF-8, every cell in quotes; `mark` puts a byte order mark first, for Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([cell.replace("\0", "") for cell in row])
    return ((_BYTE_ORDER_MARK if mark else "") + _UNWRITABLE.sub("\ufffd", text.getvalue())).encode()
