"""The times in a timeline: what a typed one means in its row, what is open about it, how it is shown and spoken."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from postmortem_gui.core.claims import told
from postmortem_gui.core.crossings import crossings, on_another_day
from postmortem_gui.core.doubts import Doubt, doubt_about
from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.order import Times, days, in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.times import edit_form, in_zone, read_time, short_word, show_time, why_unread, zone_word
from postmortem_gui.core.zones import comes_twice, name_at
from postmortem_gui.editing.day_order import day_first

_DAY_WIDTH, _SECONDS_WIDTH, _SECOND_ZONE_WIDTH, _WIDTH, _BADGE_WIDTH = 100, 80, 80, 66, 42
_HEAD_LETTER, _HEAD_EDGE = 6.5, 14
"""How wide a letter of a head is on average, and what is left of and right of them."""


# ── What was typed ──


class _Beside(NamedTuple):
    """What a time in a row is read beside: the nearest instant, and the one of the row above."""

    near: datetime | None
    since: datetime | None


def time_entered(pm: Postmortem, row: TimelineEntry, text: str, now: datetime) -> When:
    """Return the time that a text means in this row: a clock time takes the day nearest to the rows around it.

    An empty text is no time at all. What nobody has answered yet, an hour that comes twice or never, stays unread.
    """
    if not text.strip():
        return When()
    doubt = _doubt(pm, row, text, now)
    if doubt is not None and doubt.sort == "clocks":
        return doubt.answered(_known(pm)) or When(typed=text)
    near, since = _beside(pm, row)
    return read_time(text, zone=pm.zone, near=near, now=now, since=since, day_first=day_first(pm))


def time_question(pm: Postmortem, row: TimelineEntry, text: str, now: datetime) -> Doubt | None:
    """Return what is open about a time typed in a row and has not been answered for the same text."""
    doubt = _doubt(pm, row, text, now)
    return None if doubt is None or doubt.answered(_known(pm)) else doubt


def set_time(row: TimelineEntry, when: When) -> Edit:
    """Return the edit that gives a row its time."""
    return Set(Place("timeline", row.id, "when"), when)


def put_on_another_day(pm: Postmortem, row: TimelineEntry, step: int) -> Edit | None:
    """Return the edit that puts a row so many days later, None where it has no time or that leaves the calendar."""
    when = on_another_day(row.when, step, pm.zone)
    return set_time(row, when) if when is not None else None


def _doubt(pm: Postmortem, row: TimelineEntry, text: str, now: datetime) -> Doubt | None:
    near, since = _beside(pm, row)
    return doubt_about(text, zone=pm.zone, near=near, now=now, since=since, day_first=day_first(pm))


def _known(pm: Postmortem) -> list[When]:
    return [row.when for row in pm.timeline if row.when.typed]


def _beside(pm: Postmortem, row: TimelineEntry) -> _Beside:
    beside = instant_beside(pm, row)
    return _Beside(row.when.at or beside, beside if _has_one_above(pm, row) else None)


def _has_one_above(pm: Postmortem, row: TimelineEntry) -> bool:
    for other in in_order(pm.timeline):
        if other.id == row.id:
            return False
        if other.when.at is not None:
            return True
    return False


def instant_beside(pm: Postmortem, row: TimelineEntry) -> datetime | None:
    """Return the instant above a row, in UTC; of the first row, the one below it."""
    before: datetime | None = None
    for other in in_order(pm.timeline):
        if other.id == row.id:
            break
        before = other.when.at or before
    return before or next((other.when.at for other in in_order(pm.timeline) if other.when.at), None)


def time_problem(pm: Postmortem, row: TimelineEntry) -> str:
    """Return the sentence for a time that cannot be read, empty when there is nothing to say."""
    if row.when.at is not None or not row.when.typed:
        return ""
    doubt = _doubt(pm, row, row.when.typed, _NOON)
    if doubt is not None and doubt.sort == "clocks":
        one, other = (reading.words for reading in doubt.readings)
        return f"{doubt.question} Is it {one} or {other}? Enter opens the cell, and Enter asks again."
    return f"“{row.when.typed}” stays as you typed it, without a place in time. {why_unread(row.when.typed)}"


def time_note(pm: Postmortem, row: TimelineEntry) -> str:
    """Return what there is to say about a time while the caret is in it: why it is unread, or whose day was guessed."""
    step = crossings(pm.timeline, pm.zone).get(row.id, 0)
    if row.when.at is None or not step:
        return time_problem(pm, row)
    day = _long_day(in_zone(row.when.at, pm.zone).date())
    told = "the day after the row above" if step > 0 else "the day before the row it was told behind"
    back = "Alt+Left" if step > 0 else "Alt+Right"
    return f"No day was typed: this is {day}, {told}. {back} takes the other day."


_NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


# ── How it is shown ──

DISPUTED = "(disputed)"
"""What stands behind a time that people do not agree on, in the grid and in print."""


def time_shown(pm: Postmortem, row: TimelineEntry) -> str:
    """Return the time as the clocks of the document's zone show it; one that people dispute says so."""
    shown = show_time(row.when, pm.zone, "HH:mm")
    return f"{shown} {DISPUTED}" if row.claims else shown


def time_beside(pm: Postmortem, row: TimelineEntry) -> str:
    """Return the time in the second zone with its name, `09:14 ET`; empty without one or the other.

    Without a second zone an hour that comes twice has the name of its clocks here: `EST`.
    """
    at = row.when.at
    if at is None or row.when.precision == "day":
        return ""
    if not pm.second_zone:
        return name_at(pm.zone, at) if comes_twice(pm.zone, at) else ""
    only = row.when.but(until=None, about=False)
    return f"{show_time(only, pm.second_zone, 'HH:mm')} {short_word(pm.second_zone, at)}"


def time_edited(pm: Postmortem, row: TimelineEntry) -> str:
    """Return the text that the editor of a time begins with."""
    return edit_form(row.when, pm.zone) if row.when.at else row.when.typed


def long_time(pm: Postmortem, when: When) -> str:
    """Return a time in full: `14:14 UTC, Tuesday 17 November 2026`, and what it is in the zone that was typed."""
    if when.at is None:
        return when.typed
    if when.precision == "day":
        day = in_zone(when.at, when.zone).date()
        return _long_day(day)
    here, own = in_zone(when.at, pm.zone), in_zone(when.at, when.zone)
    word = name_at(pm.zone, when.at) if comes_twice(pm.zone, when.at) else zone_word(pm.zone, when.at)
    words = f"{show_time(when, pm.zone, 'HH:mm')} {word}, {_long_day(here.date())}"
    if own.utcoffset() != here.utcoffset():
        words += f" ({show_time(when, when.zone, 'HH:mm')} {short_word(when.zone, when.at)})"
    return words


def _long_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def time_spoken(pm: Postmortem, row: TimelineEntry) -> str:
    """Return what is read out for a time, with its zone and its day, and with the second zone."""
    if row.when.at is None:
        return f"Time, not readable: {row.when.typed}" if row.when.typed else "Time, missing"
    beside = time_beside(pm, row)
    return f"Time: {long_time(pm, row.when)}" + (f", {beside}" if beside else "") + _disputed(pm, row, "; ")


def time_tip(pm: Postmortem, row: TimelineEntry) -> str:
    """Return the tooltip of a time."""
    if row.when.at is None:
        return time_problem(pm, row) or "No time yet. Type 14:32, 2:32pm, +5m or 2026-11-17 14:32."
    typed = f", typed as “{row.when.typed}”" if row.when.typed else ""
    note = time_note(pm, row)
    return long_time(pm, row.when) + typed + (f"\n{note}" if note else "") + _disputed(pm, row, "\n")


def _disputed(pm: Postmortem, row: TimelineEntry, before: str) -> str:
    """Return who says what else about a time, each behind `before`."""
    claims, used = told(row)
    others = [claim for at, claim in enumerate(claims) if at != used]
    said = [f"disputed: {claim.by or 'somebody'} says {show_time(claim.when, pm.zone, 'HH:mm')}" for claim in others]
    return "".join(f"{before}{words}" for words in said)


def time_head(pm: Postmortem) -> str:
    """Return the head of the column: it says the zone."""
    first = next((row.when.at for row in pm.timeline if row.when.at), None)
    return f"Time, {short_word(pm.zone, first)}" if first else f"Time, {zone_word(pm.zone)}"


def time_width(pm: Postmortem) -> int:
    """Return how much room the times need, in pixels at scale 1.0: more for seconds, most for days without a time."""
    shown = {row.when.precision for row in pm.timeline if row.when.at}
    width = next((wide for sort, wide in (("day", _DAY_WIDTH), ("s", _SECONDS_WIDTH)) if sort in shown), _WIDTH)
    if pm.second_zone:
        width = max(width, _SECOND_ZONE_WIDTH)
    width = max(width, round(_HEAD_LETTER * len(time_head(pm))) + _HEAD_EDGE)
    return width + (_BADGE_WIDTH if crossings(pm.timeline, pm.zone) else 0)


def spans_days(pm: Postmortem) -> dict[str, str]:
    """Return the day to write above a row, by its id: for every row that starts a day, when there is more than one.

    The last few answers are remembered, for all timelines with the same times.
    """
    return _spans_days(Times(in_order(pm.timeline)), pm.zone)


@lru_cache(maxsize=4)
def _spans_days(times: Times, zone: str) -> dict[str, str]:
    starts = days(times.rows, zone)
    if len(set(starts.values())) < 2:
        return {}
    return {row_id: f"{day:%a} {day.day} {day:%B %Y}" for row_id, day in starts.items()}


# ── Zones ──


def swap_zones(pm: Postmortem) -> Edit | None:
    """Return the edit that shows the times in the second zone, and the first beside it; None without a second."""
    if not pm.second_zone or pm.second_zone == pm.zone:
        return None
    places = (Place("document", "zone"), Place("document", "second_zone"))
    edits = tuple(Set(place, zone) for place, zone in zip(places, (pm.second_zone, pm.zone), strict=True))
    return Together(f"Show times in {pm.second_zone}", edits)
