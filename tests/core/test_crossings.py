"""Where midnight was crossed without anybody saying so, the row says it, and can be put back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.crossings import crossings, on_another_day
from postmortem_gui.core.moments import leaves_day_out
from postmortem_gui.core.postmortem import TimelineEntry, When
from postmortem_gui.core.times import read_time
from tests.core.test_times import exact_whens
from tests.strategies import texts


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(*lines: str, zone: str = "UTC", first: str = "2026-11-17T23:40") -> tuple[TimelineEntry, ...]:
    """Rows typed one below the other, each read beside the one before."""
    rows: list[TimelineEntry] = []
    near = utc(first)
    for at, line in enumerate(lines):
        when = read_time(line, zone=zone, near=near, now=near)
        rows.append(TimelineEntry(id=f"t_{at}", when=when))
        near = when.at or near
    return tuple(rows)


def test_the_first_row_behind_midnight_says_so() -> None:
    rows = told("23:50", "23:58", "00:04", "00:10")
    assert crossings(rows, "UTC") == {"t_2": 1}
    assert crossings(rows, "America/New_York") == {}, "no midnight there"


def test_a_row_that_was_told_behind_a_later_day_says_that_it_went_back() -> None:
    rows = told("23:50", "00:04", "23:58", "00:10")
    assert crossings(rows, "UTC") == {"t_1": 1, "t_2": -1}


@pytest.mark.parametrize("typed", ["00:04 +1", "2026-11-18 00:04", "+6m", "tomorrow 00:04", "1795046640"])
def test_a_day_that_was_said_is_no_surprise(typed: str) -> None:
    assert crossings(told("23:58", typed), "UTC") == {}


def test_undated_and_unread_rows_are_passed_over() -> None:
    assert crossings(told("23:58", "25:10", "", "about 00:04"), "UTC") == {"t_3": 1}
    assert crossings((), "UTC") == {}


def test_a_row_that_is_put_on_the_day_of_its_neighbour_says_its_day_from_then_on() -> None:
    rows = told("23:58", "00:04")
    back = on_another_day(rows[1].when, -1, "UTC")
    assert back is not None
    assert (back.at, back.typed) == (utc("2026-11-17T00:04"), "2026-11-17 00:04 UTC")
    assert crossings((rows[0], rows[1].but(when=back)), "UTC") == {}


def test_a_day_is_as_long_as_the_clocks_of_the_zone_say() -> None:
    when = read_time("2026-10-31 12:00 ET", zone="UTC")
    later = on_another_day(when, 1, "UTC")
    assert later is not None
    assert later.at == utc("2026-11-01T17:00")


@given(exact_whens(), st.sampled_from((-1, 1)))
def test_the_other_day_is_a_time_that_its_text_gives_again(when: When, step: int) -> None:
    other = on_another_day(when, step, "UTC")
    assert other is not None
    assert read_time(other.typed, zone="UTC") == other or not 1000 < (other.at or when.at).year < 9998  # type: ignore[union-attr]


@given(texts())
def test_any_text_either_leaves_its_day_out_or_not(text: str) -> None:
    assert leaves_day_out(text) in (True, False)
