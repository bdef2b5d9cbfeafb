"""What a captured line does to the document: what it is read beside, and the one edit that Enter applies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from postmortem_gui.core.capture import TARGETS, Captured, Mode, read_capture
from postmortem_gui.core.edits import Edit, Insert, Set, Together
from postmortem_gui.core.order import in_order, row_before
from postmortem_gui.core.phase_words import phases_said
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Parked, Point, Postmortem, TimelineEntry, When
from postmortem_gui.core.team import NO_TEAM, Team
from postmortem_gui.core.times import edit_form, read_time
from postmortem_gui.core.unmeant import typed
from postmortem_gui.core.values import Row
from postmortem_gui.core.why_path import path
from postmortem_gui.editing.action_rows import insert_action
from postmortem_gui.editing.day_order import day_first
from postmortem_gui.editing.people import known_people
from postmortem_gui.editing.timeline_edits import in_phase_order
from postmortem_gui.editing.timeline_rows import insert_rows
from postmortem_gui.editing.why_edits import next_why, waiting_why
from postmortem_gui.storage.ids import new_id, prefix_of


class Capture(NamedTuple):
    """The edit that adds what was captured, and the place where it is then."""

    edit: Edit
    place: Place


def read_line(
    pm: Postmortem,
    text: str,
    *,
    target: str,
    mode: Mode,
    row: str | None,
    now: datetime,
    today: date,
    team: Team = NO_TEAM,
) -> Captured:
    """Read a line beside a timeline row, the last one when `row` is None or gone. Never raises."""
    return read_capture(
        text,
        target=target,
        mode=mode,
        zone=pm.zone,
        near=_instant_of(pm, row),
        now=now,
        today=today,
        people=known_people(pm, team) if "@" in text else (),
        day_first=day_first(pm),
        known=[row.when for row in pm.timeline if row.when.typed],
    )


def mode_of(pm: Postmortem) -> Mode:
    """Return the mode that the status of the document asks for: live while the incident is."""
    return "live" if "live" in pm.fact("status").lower().split() else "review"


def is_printed(pm: Postmortem, part: str) -> bool:
    """Tell whether the template prints a part that lines are captured to; parked ideas are kept for the meeting."""
    return part == "parked" or any(part in (spec.id, spec.kind) for spec in pm.template.sections)


def other_reading(pm: Postmortem, captured: Captured, text: str) -> str:
    """Return the line with the other reading of its day written out, the line itself where there is none."""
    if captured.doubt is None or captured.doubt.sort == "clocks":
        return text
    typed, other = captured.when.typed, captured.doubt.readings[1].when
    return f"{edit_form(other, pm.zone)}{' '.join(text.split()).removeprefix(typed)}"


def capture_edit(pm: Postmortem, captured: Captured, row: str | None) -> Capture | None:
    """Return how to add what was captured behind a timeline row, the last one when `row` is None or gone.

    None when there is nothing to add.
    """
    captured = replace(captured, text=typed(captured.text))
    match captured.kind:
        case "row":
            return _row(pm, captured, row)
        case "action":
            fields = {"description": captured.text, "owner": captured.owner, "ticket": captured.ticket}
            edit = insert_action(pm, None, **fields, due=captured.due, priority=captured.priority)
            return Capture(edit, Place("actions", edit.rows[0].id, "description"))
        case "why":
            return _why(pm, captured)
        case "point":
            return _last(captured.part, pm.points(captured.part), Point(id=_id(captured), text=captured.text))
        case "parked":
            return _last(captured.part, pm.meeting.parked, Parked(id=_id(captured), text=captured.text))
        case _:
            return None


def _id(captured: Captured) -> str:
    return new_id(prefix_of(captured.part))


def _last(part: str, rows: tuple[Row, ...], row: Row) -> Capture:
    return Capture(Insert(part, rows[-1].id if rows else None, (row,)), Place(part, row.id, "text"))


def added_words(captured: Captured) -> str:
    """Return what to say when it is added: `Added to Timeline`."""
    words = {"row": "Timeline", "action": "Actions", "why": "5 Whys"}.get(captured.kind) or dict(TARGETS)[captured.part]
    return f"Added to {words}"


# ── Timeline rows ──


def _row(pm: Postmortem, captured: Captured, current: str | None) -> Capture:
    new = TimelineEntry(
        id=_id(captured),
        when=captured.when,
        event=captured.text,
        phases=in_phase_order({*captured.phases, *phases_said(captured.text, pm.template)}),
        source=captured.source,
    )
    place = Place("timeline", new.id, "event")
    if captured.when.at is not None:
        return Capture(Insert("timeline", row_before(pm.timeline, captured.when.at), (new,)), place)
    shown = [row.id for row in in_order(pm.timeline)]
    after = current if current in shown else shown[-1] if shown else None
    return Capture(insert_rows(pm, (new,), after), place)


def _instant_of(pm: Postmortem, current: str | None) -> datetime | None:
    """Return the instant of a row or of the row above it; with no row, the noon of the day of the incident."""
    last: datetime | None = None
    for row in in_order(pm.timeline):
        last = row.when.at or last
        if row.id == current and last is not None:
            return last
    return last or _noon_of_incident(pm)


def _noon_of_incident(pm: Postmortem) -> datetime | None:
    for key in ("first_alert", "date", "all_clear"):
        fact = pm.facts.get(key)
        when = fact if isinstance(fact, When) else read_time(fact, zone=pm.zone) if isinstance(fact, str) else None
        if when is not None and when.at is not None:
            # Nearest to midnight would be the evening before.
            return when.at + timedelta(hours=12) if when.precision == "day" else when.at
    return None


# ── Whys ──


def _why(pm: Postmortem, captured: Captured) -> Capture:
    """Put a question below the last answer, and an answer into the question that waits for one."""
    on_path = path(pm.whys)
    leaf = on_path[-1] if on_path else None
    said = {"question": captured.question, "answer": captured.answer}
    fields = [field for field, text in said.items() if text]
    waits = leaf is not None and not any(getattr(leaf, field) for field in ("answer", *fields))
    new = None if leaf is not None and waits else next_why(pm, leaf.id if leaf else None)
    waiting = waiting_why(pm, leaf.id if leaf else None) or (leaf.id if leaf else "")
    into = new.id if new else leaf.id if leaf is not None and waits else waiting
    sets = tuple(Set(Place("whys", into, field), said[field]) for field in fields)
    edits = (new.edit, *sets) if new else sets
    return Capture(Together("Ask why" if captured.question else "Answer why", edits), sets[-1].place)
