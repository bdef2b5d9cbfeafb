"""A time typed into a row means what the rows around it make of it, and what is open is asked once."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.template import Template
from postmortem_gui.core.values import plain
from postmortem_gui.editing import timeline_times as times
from tests.core.test_times import exact_whens
from tests.strategies import texts

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(*ats: str, zone: str = "UTC", second_zone: str = "") -> Postmortem:
    rows = tuple(TimelineEntry(id=f"t_{n}", when=When(at=utc(at)) if at else When()) for n, at in enumerate(ats))
    return Postmortem(id="d", zone=zone, timeline=rows, second_zone=second_zone)


def typed(pm: Postmortem, row: int, text: str) -> Postmortem:
    when = times.time_entered(pm, pm.timeline[row], text, NOW)
    return times.set_time(pm.timeline[row], when).apply(pm)


def at(pm: Postmortem, row: int) -> str:
    found = pm.timeline[row].when.at
    return f"{found:%Y-%m-%dT%H:%M}" if found else ""


def test_what_is_counted_counts_from_the_row_above_in_a_dated_row_too() -> None:
    pm = told("2026-11-17T14:10", "2026-11-17T14:32", "2026-11-17T15:00")
    assert at(typed(pm, 1, "+5m"), 1) == "2026-11-17T14:15"
    assert at(typed(pm, 1, "+5"), 1) == "2026-11-17T14:15"
    assert at(typed(pm, 0, "-3m"), 0) == "2026-11-17T14:07", "above the first there is only its own time"


def test_an_hour_that_comes_twice_is_unread_until_it_is_answered_and_asked_once() -> None:
    pm = told("2026-11-01T05:00", "", "", zone="America/New_York")
    asked = times.time_question(pm, pm.timeline[1], "01:30", NOW)
    assert asked is not None
    unread = typed(pm, 1, "01:30")
    assert (at(unread, 1), unread.timeline[1].when.typed) == ("", "01:30")
    sentence = times.time_problem(unread, unread.timeline[1])
    assert "came twice on 1 November 2026" in sentence
    assert "01:30 EDT (05:30 UTC) or 01:30 EST (06:30 UTC)" in sentence
    answered = times.set_time(pm.timeline[1], asked.readings[1].when).apply(pm)
    assert at(answered, 1) == "2026-11-01T06:30"
    assert times.time_edited(answered, answered.timeline[1]) == "2026-11-01 01:30 EST"
    for row in (1, 2):
        assert times.time_question(answered, answered.timeline[row], "01:30", NOW) is None
        assert at(typed(answered, row, "01:30"), row) == "2026-11-01T06:30"
    assert times.time_question(answered, answered.timeline[2], "01:40", NOW) is not None


def test_the_word_of_the_clocks_needs_no_question() -> None:
    pm = told("2026-11-01T05:00", "")
    assert at(typed(pm, 1, "01:30 EST"), 1) == "2026-11-01T06:30"
    july = told("2026-07-01T15:00", "")
    assert at(typed(july, 1, "12:00 EST"), 1) == "2026-07-01T16:00", "the zone's own rule for that day"


def test_days_in_numbers_follow_the_document() -> None:
    american = told("2026-04-01T10:00", "").but(template=Template(id="x", date="MM/DD/YYYY"))
    assert at(typed(american, 1, "03/04/2026 10:00"), 1) == "2026-03-04T10:00"
    british = american.but(template=Template(id="x", date="DD/MM/YYYY"))
    assert at(typed(british, 1, "03/04/2026 10:00"), 1) == "2026-04-03T10:00"


def test_a_time_is_told_in_full_with_the_zone_that_was_typed_and_the_second_one() -> None:
    pm = told("2026-11-17T14:10", second_zone="America/New_York")
    row = typed(pm, 0, "9:14am ET").timeline[0]
    assert times.long_time(pm, row.when) == "14:14 UTC, Tuesday 17 November 2026 (09:14 ET)"
    assert times.time_beside(pm, row) == "09:14 ET"
    assert times.time_spoken(pm, row).endswith("(09:14 ET), 09:14 ET")
    assert times.time_head(pm) == "Time, UTC"
    assert times.time_head(pm.but(zone="Asia/Kolkata")) == "Time, IST"
    assert times.time_beside(pm, TimelineEntry(id="t", when=When(typed="25:10"))) == ""


def test_the_zones_are_swapped_in_one_step_and_back_to_the_same_bytes() -> None:
    pm = told("2026-11-17T23:58", "2026-11-18T00:04", second_zone="America/New_York")
    there = times.swap_zones(pm)
    assert there is not None
    swapped = there.apply(pm)
    assert (swapped.zone, swapped.second_zone) == ("America/New_York", "UTC")
    assert swapped.timeline == pm.timeline, "no instant changes"
    assert (len(times.spans_days(pm)), len(times.spans_days(swapped))) == (2, 0)
    back = times.swap_zones(swapped)
    assert back is not None
    assert plain(back.apply(swapped)) == plain(pm)
    assert times.swap_zones(pm.but(second_zone="")) is None


def test_a_time_that_comes_twice_has_the_name_of_its_clocks_beside_it() -> None:
    pm = told("2026-11-01T05:30", "2026-11-01T06:30", "2026-11-01T08:00", zone="America/New_York")
    assert [times.time_beside(pm, row) for row in pm.timeline] == ["EDT", "EST", ""]
    assert times.long_time(pm, pm.timeline[1].when).startswith("01:30 EST, Sunday 1 November 2026")
    beside = pm.but(second_zone="UTC")
    assert times.time_beside(beside, beside.timeline[1]) == "06:30 UTC"


def test_a_day_that_nobody_typed_is_told_with_the_key_that_takes_the_other() -> None:
    pm = typed(told("2026-11-17T23:58", ""), 1, "00:04")
    note = times.time_note(pm, pm.timeline[1])
    assert note == (
        "No day was typed: this is Wednesday 18 November 2026, the day after the row above. "
        "Alt+Left takes the other day."
    )
    assert note in times.time_tip(pm, pm.timeline[1])
    back = times.put_on_another_day(pm, pm.timeline[1], -1)
    assert back is not None
    assert times.time_note(back.apply(pm), back.apply(pm).timeline[1]) == ""
    before = typed(told("2026-11-18T00:04", ""), 1, "23:58")
    assert "Alt+Right" in times.time_note(before, before.timeline[1])


@given(st.lists(exact_whens(), max_size=6), st.sampled_from(("UTC", "America/New_York", "Asia/Kolkata")))
def test_a_change_of_zone_changes_no_instant_and_no_order(whens: list[When], zone: str) -> None:
    rows = tuple(TimelineEntry(id=f"t_{n}", when=when) for n, when in enumerate(whens))
    pm = Postmortem(id="d", timeline=rows, second_zone=zone)
    edit = times.swap_zones(pm)
    if edit is None:
        return
    other = edit.apply(pm)
    assert other.timeline == pm.timeline
    assert in_order(other.timeline) == in_order(pm.timeline)
    back = times.swap_zones(other)
    assert back is not None
    assert plain(back.apply(other)) == plain(pm)


@given(texts(), st.sampled_from(("UTC", "America/New_York")))
def test_any_text_in_a_time_cell_is_a_time_or_stays_and_is_explained(text: str, zone: str) -> None:
    pm = typed(told("2026-11-01T05:30", "", zone=zone), 1, text)
    row = pm.timeline[1]
    assert row.when.at is not None or row.when.typed == text or not text.strip()
    assert bool(times.time_problem(pm, row)) == (row.when.at is None and bool(row.when.typed))
    assert times.time_spoken(pm, row)
    times.time_tip(pm, row)


@given(exact_whens())
def test_opening_a_time_and_leaving_it_again_is_no_question_and_no_change(when: When) -> None:
    pm = Postmortem(id="d", timeline=(TimelineEntry(id="t_1", when=when),))
    row = pm.timeline[0]
    again = times.time_entered(pm, row, times.time_edited(pm, row), NOW)
    assert again.but(typed="") == when
