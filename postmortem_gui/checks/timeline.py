"""Rules about the timeline: a time and a source on every row, the moments that have to be in it, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.clock_faces import show_time
from postmortem_gui.core.durations import show_duration
from postmortem_gui.core.metrics import moment, reached
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.vocabulary import PHASES, word_for

_ORDER = (
    ("impact_start", "mitigated"),
    ("impact_start", "impact_end"),
    ("impact_start", "resolved"),
    ("detected", "acknowledged"),
    ("declared", "all_clear"),
)
"""Moments of which the second never comes before the first."""


def row_time(case: Case) -> Iterator[Finding]:
    """Find rows without a time that can be read, or without the day and zone that make it an instant."""
    yield from case.each(_rows(case.pm), lambda _, row: _row_time(case, row))


def _row_time(case: Case, row: TimelineEntry) -> Iterator[Finding]:
    if row.when.at is not None or not row.event.strip():
        return
    words = shortened(row.event)
    place = Place("timeline", row.id, "when")
    if row.when.typed.strip():
        why = "Write it like 14:32, 2:32pm ET or 2026-11-17 14:32."
        yield case.found(place, f"“{shortened(row.when.typed, 20)}” is no time: {words}", why)
    else:
        yield case.found(place, f"No time: {words}", "Every row has its time; “about” is said with ~14:32.")


def row_source(case: Case) -> Iterator[Finding]:
    """Find rows that nothing proves, where the template has a column for what does."""
    columns = case.spec.columns if case.spec else ()
    if any(column.field == "source" for column in columns):
        yield from case.each(_rows(case.pm), lambda _, row: _row_source(case, row))


def _row_source(case: Case, row: TimelineEntry) -> Iterator[Finding]:
    if row.event.strip() and not row.source:
        why = "A link, a ticket or a message that shows it."
        yield case.found(Place("timeline", row.id, "source"), f"No source: {shortened(row.event)}", why)


def source_somewhere(case: Case) -> Iterator[Finding]:
    """Find a timeline that shows for none of its times where it was seen."""
    rows = [row for row in case.pm.timeline if row.event.strip()]
    linked = any(row.source or "](" in row.event or "://" in row.event for row in rows)
    if rows and not linked:
        why = "Link the tools or logs that show how a time was arrived at."
        yield case.found(Place("timeline", rows[0].id, "event"), "No row of the timeline links to what shows it", why)


def phases_present(case: Case) -> Iterator[Finding]:
    """Find moments that the template wants to see and that no row is marked with."""
    marked = {phase for row in case.pm.timeline for phase in row.phases}
    missing = [word_for(PHASES, phase).lower() for phase in case.words("phases") if phase not in marked]
    if missing:
        why = "Mark the rows in which they were reached: the strip and the durations come from them."
        yield case.found(Place("timeline"), f"No row is marked {', '.join(missing)}", why)


def clean_minutes(case: Case) -> Iterator[Finding]:
    """Find a “resolved” that was said before so many clean minutes had passed."""
    first, second = (*case.words("from"), "impact_end")[0], (*case.words("to"), "resolved")[0]
    start, end, most = moment(case.pm, first), moment(case.pm, second), case.number("min", 15)
    if start is None or end is None:
        return
    since, until = reached(start, first), reached(end, second)
    if since is None or until is None:
        return
    seconds = int((until - since).total_seconds())
    if 0 <= seconds < most * 60:
        clock = show_time(start.when, case.pm.zone, case.pm.template.time)
        why = f"It takes {most} clean minutes after the end of the impact ({clock})."
        lasted = show_duration(seconds) if seconds else "no time"
        yield case.found(Place("timeline", end.id, "when"), f"Resolved after {lasted} of calm", why)


def phases_in_order(case: Case) -> Iterator[Finding]:
    """Find an end before its start: a duration that cannot be printed."""
    rows = [row for row in in_order(case.pm.timeline) if row.when.at is not None]
    for first, second in _ORDER:
        start = next((row for row in rows if first in row.phases), None)
        end = next((row for row in reversed(rows) if second in row.phases), None)
        if start is None or end is None or start.when.at is None:
            continue
        over = reached(end, second)
        if over is not None and over < start.when.at:
            words = word_for(PHASES, second), word_for(PHASES, first).lower()
            clocks = [show_time(row.when, case.pm.zone, case.pm.template.time) for row in (end, start)]
            why = f"{clocks[0]} is before {clocks[1]}; no duration is printed until the two are in order."
            yield case.found(Place("timeline", end.id, "when"), f"{words[0]} comes before {words[1]}", why)


def _rows(pm: Postmortem) -> Iterator[tuple[str, TimelineEntry]]:
    return ((row.id, row) for row in pm.timeline)
