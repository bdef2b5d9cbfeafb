"""The timeline as a table: what each column shows, what typing in it means, and what a new row is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from postmortem_gui.core.edits import Edit, Insert, Set
from postmortem_gui.core.links import read_links, write_links
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.times import as_zone, edit_form, read_time, show_time
from postmortem_gui.core.vocabulary import KINDS, PHASES, word_for
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.storage.ids import new_id

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""


def timeline_columns(clock: Clock) -> tuple[FieldColumn, ...]:
    """Return the columns of the timeline from left to right. `clock` is asked for what `now` means."""

    def enter_time(pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        when = time_entered(pm, row, text, clock)
        return None if when == row.when else Set(Place("timeline", row.id, "when"), when)

    return (
        FieldColumn("when", "Time", _show_time, _edit_time, enter_time, _spoken_time),
        FieldColumn("event", "Event", lambda _pm, row: row.event, enter=_enter("event")),
        FieldColumn("kind", "Kind", lambda _pm, row: kind_words(row)),
        FieldColumn(
            "source",
            "Source",
            lambda _pm, row: ", ".join(link.title or link.url for link in row.source),
            lambda _pm, row: write_links(row.source),
            lambda _pm, row, text: Set(Place("timeline", row.id, "source"), read_links(text)),
        ),
        FieldColumn("who", "Who", lambda _pm, row: row.who, enter=_enter("who")),
    )


def kind_words(row: TimelineEntry) -> str:
    """Return what sort of row it is: its phases where it has some, else its kind."""
    if row.phases:
        return ", ".join(word_for(PHASES, phase) for phase in row.phases)
    return word_for(KINDS, row.kind)


def time_entered(pm: Postmortem, row: TimelineEntry, text: str, clock: Clock) -> When:
    """Return the time that a text means in this row: a clock time takes the day nearest to the rows around it."""
    near = row.when.at or _instant_before(pm, row)
    return read_time(text, zone=pm.zone, near=near, now=clock())


def insert_rows(pm: Postmortem, rows: tuple[TimelineEntry, ...], after: str | None) -> Insert:
    """Return the edit that puts rows behind another one, or last when `after` is None."""
    if after is None and pm.timeline:
        after = pm.timeline[-1].id
    return Insert("timeline", after, rows)


def new_row(text: str = "") -> TimelineEntry:
    """Return a row that nobody has dated yet."""
    return TimelineEntry(id=new_id("t"), event=text)


def _instant_before(pm: Postmortem, row: TimelineEntry) -> datetime | None:
    before: datetime | None = None
    for other in in_order(pm.timeline):
        if other.id == row.id:
            break
        before = other.when.at or before
    return before or next((other.when.at for other in pm.timeline if other.when.at), None)


def _show_time(pm: Postmortem, row: TimelineEntry) -> str:
    return show_time(row.when, pm.zone, "HH:mm")


def _edit_time(pm: Postmortem, row: TimelineEntry) -> str:
    return edit_form(row.when, pm.zone) if row.when.at else row.when.typed


def _spoken_time(pm: Postmortem, row: TimelineEntry) -> str:
    if row.when.at is None:
        return f"Time, not readable: {row.when.typed}" if row.when.typed else "Time, missing"
    at = row.when.at.astimezone(as_zone(pm.zone))
    return f"Time: {show_time(row.when, pm.zone, 'HH:mm')}, {at:%A} {at.day} {at:%B %Y}"


def _enter(field: str) -> Callable[[Postmortem, TimelineEntry, str], Edit | None]:
    def enter(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        return Set(Place("timeline", row.id, field), " ".join(text.split("\n")))

    return enter
