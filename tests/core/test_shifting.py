"""A clock that was wrong is put right in every time that came from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Claim, TimelineEntry, When
from postmortem_gui.core.shifting import read_amount, shifted, shifted_time
from tests.strategies import timelines

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("+3m", 180),
        ("-3m", -180),
        ("3 min", 180),
        ("+1h 5m", 3900),
        ("-00:02:10", -130),
        ("−0:30", -1800),
        ("90s", 90),
        ("+1 day", 86_400),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert read_amount(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "+", "3", "+5", "0m", "soon", "14:75", "--3m", "9999999999h", "3m later"])
def test_what_is_no_amount_is_nothing(text: str) -> None:
    assert read_amount(text) is None


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_nothing(text: str) -> None:
    amount = read_amount(text)
    assert amount is None or amount


def test_both_ends_and_every_claim_are_shifted_and_what_was_typed_goes():
    when = When(at=START, until=START + timedelta(minutes=5), about=True, typed="2pm")
    row = TimelineEntry(id="t_1", when=when, claims=(Claim(when=When(at=START), by="Ann"),))
    new = shifted(row, timedelta(seconds=-130))
    assert new.when.at == START - timedelta(seconds=130)
    assert (new.when.until, new.when.about, new.when.precision, new.when.typed) == (
        START + timedelta(seconds=170),
        True,
        "s",
        "",
    )
    assert new.claims[0].when.at == START - timedelta(seconds=130)
    assert new.claims[0].by == "Ann"


def test_a_day_without_a_clock_moves_by_whole_days_only():
    day = When(at=START.replace(hour=0), precision="day")
    assert shifted_time(day, timedelta(minutes=3)) is day
    assert shifted_time(day, timedelta(days=1)).at == START.replace(hour=0) + timedelta(days=1)
    hour = shifted_time(When(at=START, precision="h"), timedelta(minutes=3))
    assert hour.precision == "min"


@given(timelines(4), st.integers(-90_000, 90_000))
def test_shifting_back_gives_every_instant_again(rows: tuple[TimelineEntry, ...], seconds: int) -> None:
    by = timedelta(seconds=seconds)
    for row in rows:
        if row.when.at is not None and 1900 < row.when.at.year < 2100:
            again = shifted_time(shifted_time(row.when, by), -by)
            assert (again.at, again.until) == (row.when.at, row.when.until)
        elif row.when.at is None:
            assert shifted_time(row.when, by) is row.when
