"""Days on which something is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.days import Day, UnreadError
from postmortem_gui.core.times import read_due, show_date
from tests.strategies import texts

TUESDAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("today", "2026-11-17"),
        ("Tomorrow", "2026-11-18"),
        ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"),
        ("tue", "2026-11-24"),
        ("mon.", "2026-11-23"),
        ("eow", "2026-11-20"),
        ("+3d", "2026-11-20"),
        ("3 days", "2026-11-20"),
        ("2w", "2026-12-01"),
        ("+0d", "2026-11-17"),
        ("2026-11-27", "2026-11-27"),
        ("2026/11/27", "2026-11-27"),
        ("27-11-2026", "2026-11-27"),
        ("27.11.2026", "2026-11-27"),
        ("27 Nov", "2026-11-27"),
        ("27 november 2026", "2026-11-27"),
        ("Nov 27th", "2026-11-27"),
        ("  27   Nov ", "2026-11-27"),
        ("17 Nov", "2026-11-17"),
        ("16 Nov", "2027-11-16"),
        ("29 Feb", "2028-02-29"),
        ("11/27/26", "2026-11-27"),
        ("1 Jan 2020", "2020-01-01"),
    ],
)
def test_a_due_day_is_read_in_many_ways(typed, due):
    assert read_due(typed, TUESDAY) == due


def test_the_week_ends_on_friday():
    days = [date(2026, 11, day) for day in (20, 21, 22)]
    assert [read_due("eow", day) for day in days] == ["2026-11-20", "2026-11-27", "2026-11-27"]
    assert read_due("fri", days[0]) == "2026-11-27"


def test_numbers_follow_the_order_of_the_place():
    assert read_due("03/04/2026", TUESDAY) == "2026-04-03"
    assert read_due("03/04/2026", TUESDAY, day_first=False) == "2026-03-04"


@pytest.mark.parametrize(
    "typed", ["", "soon", "31 Nov", "2026-02-29", "27", "3", "fri 14:00", "+3", "9999w 1d", "next"]
)
def test_what_is_no_day_is_not_read(typed):
    assert read_due(typed, TUESDAY) is None


@given(texts(), st.dates())
def test_any_text_is_read_or_not(typed, today):
    due = read_due(typed, today)
    assert due is None or date.fromisoformat(due).isoformat() == due


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.dates())
def test_a_day_is_read_back_however_it_is_shown(day, today):
    assert read_due(day.isoformat(), today) == day.isoformat()
    assert read_due(show_date(day, "DD-MM-YYYY"), today) == day.isoformat()
    assert read_due(show_date(day, "MM/DD/YYYY"), today, day_first=False) == day.isoformat()


@given(st.dates(date(1901, 1, 1), date(2090, 1, 1)), st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
def test_a_weekday_is_within_the_coming_week(today, weekday):
    due = date.fromisoformat(read_due(weekday, today) or "")
    assert 1 <= (due - today).days <= 7
    assert f"{due:%a}".lower() == weekday


def test_a_day_without_its_year_needs_something_to_count_from():
    with pytest.raises(UnreadError, match="nothing to count"):
        Day(month=11, day=17).on(None)
    assert Day(month=12, day=31).on(None, date(2027, 1, 2)) == date(2026, 12, 31)
