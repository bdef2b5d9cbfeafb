"""The order in which a timeline is read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.order import Times, days, in_order, in_phases, row_before
from postmortem_gui.core.postmortem import TimelineEntry, When
from tests.strategies import instants, timelines

START = datetime(2026, 11, 3, 23, 0, tzinfo=UTC)


def rows(*minutes: int | None) -> tuple[TimelineEntry, ...]:
    """Rows named after their place in the file, so many minutes after 23:00; None has no instant."""
    return tuple(
        TimelineEntry(id=str(at), when=When(at=None if minute is None else START + timedelta(minutes=minute)))
        for at, minute in enumerate(minutes)
    )


def ids(found: tuple[TimelineEntry, ...]) -> str:
    return "".join(row.id for row in found)


def test_rows_are_read_by_instant_and_equal_ones_as_they_were_written():
    assert ids(in_order(rows(30, 10, 20, 10))) == "1320"


def test_a_row_without_an_instant_stays_behind_the_row_before_it():
    assert ids(in_order(rows(None, 30, None, None, 10, None, 30))) == "0451236"


def test_a_timeline_in_order_is_returned_itself():
    timeline = rows(None, 10, 10, None, 20)
    assert in_order(timeline) is timeline
    assert in_order(()) == ()


@given(timelines(8))
def test_the_order_is_sound_and_every_row_is_in_it_once(timeline):
    found = in_order(timeline)
    assert sorted(row.id for row in found) == sorted(row.id for row in timeline)
    instants = [row.when.at for row in found if row.when.at is not None]
    assert instants == sorted(instants)
    assert in_order(found) is found
    place = {row.id: at for at, row in enumerate(found)}
    for before, row in pairwise(timeline):
        if row.when.at is None:
            assert place[row.id] == place[before.id] + 1


@given(timelines(8))
def test_the_answer_belongs_to_the_tuple_that_was_asked_about(timeline):
    assert in_order(timeline) is in_order(timeline)
    changed = tuple(row.but(event="other") for row in timeline)
    assert {row.event for row in in_order(changed)} <= {"other"}


@given(timelines(8), instants())
def test_a_row_put_behind_the_row_before_is_where_its_instant_wants_it(timeline, at):
    after = row_before(timeline, at)
    new = TimelineEntry(id="new", when=When(at=at))
    place = 0 if after is None else [row.id for row in timeline].index(after) + 1
    shown = in_order((*timeline[:place], new, *timeline[place:]))
    found = shown.index(new)
    assert shown[found - 1].id == after if after is not None else True
    assert all(row.when.at is None or row.when.at <= at for row in shown[:found])
    assert all(row.when.at is None or row.when.at >= at for row in shown[found:])


def test_days_begin_where_the_local_day_changes():
    timeline = rows(None, 10, None, 50, 70, None, 80)
    assert days(timeline, "UTC") == {"1": date(2026, 11, 3), "4": date(2026, 11, 4)}
    assert days(timeline, "Europe/Paris") == {"1": date(2026, 11, 4)}
    assert days((), "UTC") == {}


@given(timelines(8), st.sampled_from(("UTC", "Asia/Tokyo", "No/Where")))
def test_no_two_neighbouring_days_are_the_same(timeline, zone):
    found = list(days(in_order(timeline), zone).values())
    assert all(day != following for day, following in pairwise(found))


def test_only_rows_with_a_phase_and_an_instant_are_asked_about_durations():
    first, second, third = rows(5, 0, None)
    timeline = (first.but(phases=("detected",)), second.but(phases=("impact_start",)), third.but(phases=("closed",)))
    assert in_phases((*timeline, *rows(9))) == (timeline[1], timeline[0])


def test_another_word_leaves_the_times_of_a_timeline_as_they_were_and_another_time_does_not():
    timeline = rows(10, 20, 30)
    worded = (timeline[0], timeline[1].but(event="other"), timeline[2])
    timed = (timeline[0], timeline[1].but(when=When(at=START)), timeline[2])
    assert Times(worded) == Times(timeline)
    assert Times(timed) != Times(timeline)
    assert Times(timeline[:2]) != Times(timeline)
    assert Times((timeline[1], timeline[0], timeline[2])) != Times(timeline)
