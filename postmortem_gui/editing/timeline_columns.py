"""The columns of the timeline: what each one shows, what typing in it means, what there is to say about a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.links import read_links, write_links
from postmortem_gui.core.order import days, in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.times import as_zone, edit_form, read_time, show_time, why_unread
from postmortem_gui.core.vocabulary import KINDS, PHASES, word_for
from postmortem_gui.editing.rows_model import FieldColumn

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def columns(clock: Clock) -> tuple[FieldColumn, ...]:
    """Return the columns of the timeline from left to right. `clock` is asked for what `now` means."""

    def enter_time(pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        if text.strip() == _edit_time(pm, row):
            return None
        when = time_entered(pm, row, text, clock)
        return None if when == row.when else Set(Place("timeline", row.id, "when"), when)

    return (
        FieldColumn("when", "Time", _show_time, _edit_time, enter_time, _spoken_time, _time_tip),
        FieldColumn("event", "Event", lambda _pm, row: row.event, enter=_enter("event"), live=True),
        FieldColumn("kind", "Kind", lambda _pm, row: kind_words(row), enter=_enter_kind),
        FieldColumn("source", "Source", _show_source, _edit_source, _enter_source, tip=_source_tip),
        FieldColumn("who", "Who", lambda _pm, row: row.who, enter=_enter("who"), live=True),
    )


# ── Time ──


def time_entered(pm: Postmortem, row: TimelineEntry, text: str, clock: Clock) -> When:
    """Return the time that a text means in this row: a clock time takes the day nearest to the rows around it.

    An empty text is no time at all.
    """
    if not text.strip():
        return When()
    return read_time(text, zone=pm.zone, near=row.when.at or instant_beside(pm, row), now=clock())


def time_problem(row: TimelineEntry) -> str:
    """Return the sentence for a time that cannot be read, empty when there is nothing to say."""
    if row.when.at is not None or not row.when.typed:
        return ""
    return f"“{row.when.typed}” stays as you typed it, without a place in time. {why_unread(row.when.typed)}"


def spans_days(pm: Postmortem) -> dict[str, str]:
    """Return the day to write above a row, by its id: for every row that starts a day, when there is more than one."""
    starts = days(in_order(pm.timeline), pm.zone)
    if len(set(starts.values())) < 2:
        return {}
    return {row_id: f"{day:%a} {day.day} {day:%B %Y}" for row_id, day in starts.items()}


def time_width(pm: Postmortem) -> int:
    """Return how much room the times need, in pixels at scale 1.0: more for seconds, most for days without a time."""
    shown = {row.when.precision for row in pm.timeline if row.when.at}
    return next((width for precision, width in (("day", 100), ("s", 80)) if precision in shown), 66)


def instant_beside(pm: Postmortem, row: TimelineEntry) -> datetime | None:
    """Return the instant above a row, in UTC; of the first row, the one below it."""
    before: datetime | None = None
    for other in in_order(pm.timeline):
        if other.id == row.id:
            break
        before = other.when.at or before
    return before or next((other.when.at for other in in_order(pm.timeline) if other.when.at), None)


def _show_time(pm: Postmortem, row: TimelineEntry) -> str:
    return show_time(row.when, pm.zone, "HH:mm")


def _edit_time(pm: Postmortem, row: TimelineEntry) -> str:
    return edit_form(row.when, pm.zone) if row.when.at else row.when.typed


def _long_time(pm: Postmortem, row: TimelineEntry) -> str:
    at = (row.when.at or datetime.min.replace(tzinfo=UTC)).astimezone(as_zone(pm.zone))
    return f"{show_time(row.when, pm.zone, 'HH:mm')} {pm.zone}, {at:%A} {at.day} {at:%B %Y}"


def _spoken_time(pm: Postmortem, row: TimelineEntry) -> str:
    if row.when.at is None:
        return f"Time, not readable: {row.when.typed}" if row.when.typed else "Time, missing"
    return f"Time: {_long_time(pm, row)}"


def _time_tip(pm: Postmortem, row: TimelineEntry) -> str:
    if row.when.at is None:
        return time_problem(row) or "No time yet. Type 14:32, 2:32pm, +5m or 2026-11-17 14:32."
    typed = f", typed as “{row.when.typed}”" if row.when.typed else ""
    return _long_time(pm, row) + typed


# ── Kind and phases ──


def kind_words(row: TimelineEntry) -> str:
    """Return what sort of row it is: its phases, then its kind where that says more than `step`."""
    words = [word_for(PHASES, phase) for phase in row.phases]
    if row.kind != "step" or not words:
        words.append(word_for(KINDS, row.kind))
    return ", ".join(words)


def set_kind(row: TimelineEntry, kind: str, phases: Sequence[str]) -> Edit | None:
    """Return the edit that gives a row its kind and its phases, None when it has them."""
    edits: list[Edit] = []
    if tuple(phases) != row.phases:
        edits.append(Set(Place("timeline", row.id, "phases"), tuple(phases)))
    if kind != row.kind:
        edits.append(Set(Place("timeline", row.id, "kind"), kind))
    return Together("Change kind of timeline row", tuple(edits)) if edits else None


_BY_WORD = {
    **{word.lower(): (key, "") for key, word in KINDS},
    **{word.lower(): ("", key) for key, word in PHASES},
}


def _enter_kind(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
    found = [_BY_WORD.get(word.strip().lower(), ("", "")) for word in text.split(",")]
    kinds = [kind for kind, _ in found if kind]
    phases = tuple(key for key, _ in PHASES if any(key == phase for _, phase in found))
    if text.strip() and not kinds and not phases:
        return None
    return set_kind(row, kinds[0] if kinds else "step", phases)


# ── The other columns ──


def _show_source(_pm: Postmortem, row: TimelineEntry) -> str:
    return ", ".join(link.title or link.url for link in row.source)


def _edit_source(_pm: Postmortem, row: TimelineEntry) -> str:
    return write_links(row.source)


def _enter_source(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
    links = read_links(text)
    return None if links == row.source else Set(Place("timeline", row.id, "source"), links)


def _source_tip(_pm: Postmortem, row: TimelineEntry) -> str:
    urls = [link.url for link in row.source if link.url]
    return "\n".join((*urls, "Ctrl+click opens it")) if urls else "A link, or where this can be seen"


def _enter(field: str) -> Callable[[Postmortem, TimelineEntry, str], Edit | None]:
    def enter(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        return Set(Place("timeline", row.id, field), " ".join(text.split("\n")))

    return enter
