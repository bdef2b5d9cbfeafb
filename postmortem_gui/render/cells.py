"""How one field of a row reads in a table or in a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from postmortem_gui.core.links import last_step, read_links
from postmortem_gui.core.postmortem import ActionItem, Link, Person, TimelineEntry
from postmortem_gui.core.template import Column
from postmortem_gui.core.times import short_word, show_date, show_time
from postmortem_gui.core.vocabulary import ACTION_STATUSES, KINDS, PHASES, SOLUTION_KINDS, word_for
from postmortem_gui.core.zones import comes_twice, name_at
from postmortem_gui.render.escaping import bold, link, one_line, squeezed
from postmortem_gui.render.sheet import Sheet


def links(found: Iterable[Link]) -> str:
    """Return links in a row, commas between them."""
    return ", ".join(link(each.title, each.url) for each in found if each.title.strip() or each.url.strip())


def typed_links(text: str) -> str:
    """Return the links that somebody typed into one line."""
    return links(read_links(squeezed(text))) or one_line(text)


def handles(text: str, people: Iterable[Person]) -> str:
    """Return people as handles: `@ida, @noor`. A name of several words that nobody has a handle for stays a name."""
    known = {person.name.casefold(): person.handle.removeprefix("@") for person in people if person.handle.strip()}
    names = (name.strip() for name in re.split(r"[,;]", squeezed(text)))
    found = (known.get(name.casefold(), name) for name in names)
    return ", ".join(one_line(name if name.startswith("@") or " " in name else f"@{name}") for name in found if name)


# ── Timeline ─────────────────────────────────────────────────────────────────────────────────────


def time_cell(sheet: Sheet, row: TimelineEntry, columns: Sequence[Column] = ()) -> str:
    """Return the time of a row; one that somebody disputes says so. Its column may ask for the second zone, too.

    In an hour that comes twice the name of the clocks tells the two apart: `01:30 EST`.
    """
    shown = one_line(show_time(row.when, sheet.pm.zone, sheet.template.time))
    zone, second, at = sheet.pm.zone, sheet.pm.second_zone, row.when.at
    if at is not None and row.when.precision != "day" and comes_twice(zone, at):
        shown += f" {one_line(name_at(zone, at))}"
    wanted = any(column.field == "when" and column.form == "both_zones" for column in columns)
    if wanted and second and at is not None and row.when.precision != "day":
        beside = show_time(row.when.but(about=False), second, "HH:mm")
        shown += f" ({one_line(beside)} {one_line(short_word(second, at))})"
    return f"{shown} (disputed)".strip() if row.claims else shown


def event_cell(row: TimelineEntry, labels: dict[str, str], *, sources: bool) -> str:
    """Return what happened: the bold words of its phases, the event, and with `sources` what shows it."""
    event = one_line(row.event)
    said = re.sub(r"[*_]", "", row.event).strip().casefold()
    words = [bold(one_line(labels[phase])) for phase in row.phases if labels.get(phase)]
    words = [word for word in words if not said.startswith(word.strip("*").casefold())]
    shown = " ".join((*words, event)).strip()
    shows = links(row.source) if sources else ""
    return f"{shown} ({shows})".strip() if shows else shown


def timeline_cells(sheet: Sheet, row: TimelineEntry, columns: Sequence[Column], labels: dict[str, str]) -> list[str]:
    """Return the cells of a row of the timeline. What shows an event stands behind it where no column is for that."""
    sources = all(column.field != "source" for column in columns)
    made: dict[str, Callable[[], str]] = {
        "when": lambda: time_cell(sheet, row, columns),
        "event": lambda: event_cell(row, labels, sources=sources),
        "source": lambda: links(row.source),
        "who": lambda: one_line(row.who),
        "kind": lambda: one_line(word_for(KINDS, row.kind)),
        "phases": lambda: ", ".join(one_line(word_for(PHASES, phase)) for phase in row.phases),
    }
    return [made[column.field]() if column.field in made else "" for column in columns]


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


def action_cell(sheet: Sheet, action: ActionItem, column: Column) -> str:
    """Return a field of an action item in the form of its column."""
    match column.field:
        case "ticket":
            return _ticket(action, column)
        case "status":
            return _status(action, column)
        case "due" | "closed" as name:
            return one_line(show_date(getattr(action, name), sheet.date_pattern()))
        case "owner" if column.form == "handle":
            return handles(action.owner, sheet.pm.people)
        case "solution" if column.form == "kind_text":
            kind = word_for(SOLUTION_KINDS, action.solution_kind) if action.solution_kind else ""
            return one_line(": ".join(filter(None, (kind, action.solution))))
        case name:
            value = getattr(action, name, "")
            return one_line(column.words.get(value, value)) if isinstance(value, str) else ""


def _ticket(action: ActionItem, column: Column) -> str:
    ticket = action.ticket
    shown = ""
    if ticket is not None:
        title = column.link_text if ticket.url and column.link_text else ticket.key or last_step(ticket.url)
        shown = link(title, ticket.url) if ticket.url and column.form else one_line(ticket.key or ticket.url)
        if ticket.reason:
            shown = f"{shown} ({one_line(ticket.reason)})".strip()
    if column.form == "link_status":
        return " ".join(filter(None, (shown, bold(_status(action, column)))))
    if column.form == "link_details":
        return " — ".join(filter(None, (shown, one_line(action.details))))
    return shown


def _status(action: ActionItem, column: Column) -> str:
    word = one_line(column.words.get(action.status) or word_for(ACTION_STATUSES, action.status))
    reason = one_line(action.reason) if action.status == "wont_do" else ""
    return f"{word} ({reason})" if reason and column.field == "status" else word
