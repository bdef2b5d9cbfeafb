"""Rules about action items: the four fields, the ticket, dates that can be kept, themes, and how many are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postmortem_gui.checks.case import Case, is_blank, titled
from postmortem_gui.checks.facts import incident_day
from postmortem_gui.checks.findings import Finding, Fix
from postmortem_gui.core.actions import day_of
from postmortem_gui.core.closure import TARGET_PERCENT
from postmortem_gui.core.days import read_due
from postmortem_gui.core.edits import Set
from postmortem_gui.core.links import NO_TICKET
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Ticket

QUARTER_DAYS = 91
"""After how many days the quarterly review has come and the closure rate is looked at."""


def four_fields(case: Case) -> Iterator[Finding]:
    """Find committed actions without deliverable, owner, ticket or due date."""
    yield from case.each(_rows(case), lambda _, row: _four_fields(case, row))


def _four_fields(case: Case, row: ActionItem) -> Iterator[Finding]:
    missing = [
        (name, field)
        for name, field, there in (
            ("deliverable", "description", row.description or row.solution),
            ("owner", "owner", row.owner),
            ("ticket", "ticket", has_ticket(row.ticket, allow_na=case.says("allow_na"))),
            ("due date", "due", row.due),
        )
        if not (there.strip() if isinstance(there, str) else there)
    ]
    if missing:
        words = ", ".join(f"no {name}" for name, _ in missing)
        why = "Deliverable, owner, ticket and due date: without all four nobody can be held to it."
        yield case.found(Place("actions", row.id, missing[0][1]), f"{titled(row)}: {words}", why)


def ticket_link(case: Case) -> Iterator[Finding]:
    """Find committed actions without a ticket."""
    yield from case.each(_rows(case), lambda _, row: _ticket_link(case, row))


def _ticket_link(case: Case, row: ActionItem) -> Iterator[Finding]:
    place, na = Place("actions", row.id, "ticket"), case.says("allow_na")
    if has_ticket(row.ticket, allow_na=na):
        return
    if na and row.ticket is not None and row.ticket.key.strip().lower() == NO_TICKET:
        yield case.found(place, f"{titled(row)}: “n/a” without a reason", "Write it behind: n/a done by hand.")
    else:
        why = "Each committed action is tracked by a ticket" + (", or n/a with a reason." if na else ".")
        yield case.found(place, f"{titled(row)}: no ticket", why)


def has_ticket(ticket: Ticket | None, *, allow_na: bool) -> bool:
    """Tell whether an action is tracked: by a key or an address, or where it is allowed by `n/a` and a reason."""
    if ticket is None:
        return False
    if ticket.key.strip().lower() == NO_TICKET:
        return allow_na and bool(ticket.reason.strip())
    return bool(ticket.key.strip() or ticket.url.strip())


def due_dates(case: Case) -> Iterator[Finding]:
    """Find actions due before the incident, or on a day that cannot be read."""
    incident = incident_day(case.pm)
    values = ((f"{row.id} {incident}", row) for row in case.pm.actions if row.due.strip() and row.status != "wont_do")
    yield from case.each(values, lambda _, row: _due_date(case, row, incident))


def _due_date(case: Case, row: ActionItem, incident: date | None) -> Iterator[Finding]:
    place, due = Place("actions", row.id, "due"), day_of(row.due)
    if due is None:
        meant = read_due(row.due, case.today)
        fix = Fix(f"Write {meant}", Set(place, meant)) if meant else None
        yield case.found(place, f"{titled(row)}: “{row.due}” is no day", "Write it like 2026-11-27, fri or +2w.", fix)
    elif incident is not None and due < incident:
        yield case.found(
            place, f"{titled(row)}: due {due}, before the incident", f"The incident is of {incident}. A slip?"
        )


def due_by_priority(case: Case) -> Iterator[Finding]:
    """Find P3 actions due after the quarter of the review. Sprints are a team's own, so P1 and P2 ask for nothing."""
    start = incident_day(case.pm, last=True)
    if start is None:
        return
    end = quarter_end(start)
    for row in case.actions():
        due = day_of(row.due)
        if row.priority == "P3" and due is not None and due > end:
            why = f"P3 is for this quarter, which ends on {end}."
            yield case.found(Place("actions", row.id, "due"), f"{titled(row)}: P3, due {due}", why)


def quarter_end(day: date) -> date:
    """Return the last day of the quarter of the calendar year that a day is in."""
    last_month = day.replace(day=1, month=(day.month + 2) // 3 * 3)
    return (last_month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def closure_rate(case: Case) -> Iterator[Finding]:
    """Find a postmortem of which, a quarter later, fewer actions are closed than promised."""
    over, rows, least = incident_day(case.pm, last=True), case.actions(), case.number("min", TARGET_PERCENT)
    if over is None or not rows or (case.today - over).days < QUARTER_DAYS:
        return
    done = sum(row.status == "done" for row in rows)
    if done * 100 < least * len(rows):
        still = next(row for row in rows if row.status != "done")
        why = f"{least} % by the quarterly review; the incident was {(case.today - over).days} days ago."
        yield case.found(Place("actions", still.id, "status"), f"{done} of {len(rows)} action items are closed", why)


def grouped_by_theme(case: Case) -> Iterator[Finding]:
    """Find potential actions that belong to no theme."""
    for row in case.pm.actions:
        if row.stage == "potential" and row.status != "wont_do" and not is_blank(row) and not row.theme.strip():
            why = "Potential actions are grouped by the themes of what didn't go so well."
            yield case.found(Place("actions", row.id, "theme"), f"{titled(row)}: no theme", why)


def _rows(case: Case) -> Iterator[tuple[str, ActionItem]]:
    return ((row.id, row) for row in case.actions())
