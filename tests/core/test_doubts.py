"""A time that can be meant in two ways is asked about, and one that cannot is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.doubts import Doubt, doubt_about
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.times import as_zone, edit_form, read_time
from tests.core.test_times import MORE_ZONES, PIECES, exact_whens
from tests.strategies import texts

NEAR = datetime(2026, 11, 17, 14, 22, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def about(typed: str, near: str = "2026-11-17T14:22", *, zone: str = "UTC", day_first: bool = True) -> Doubt | None:
    return doubt_about(typed, zone=zone, near=utc(near), now=NEAR, day_first=day_first)


def answers(typed: str, near: str = "2026-11-17T14:22", **more: object) -> list[tuple[str, str]]:
    doubt = about(typed, near, **more)  # type: ignore[arg-type]
    if doubt is None:
        return []
    return [(each.words, f"{each.when.at:%Y-%m-%dT%H:%M}") for each in doubt.readings]


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    assert answers("2026-11-01 01:30 ET") == [
        ("01:30 EDT (05:30 UTC)", "2026-11-01T05:30"),
        ("01:30 EST (06:30 UTC)", "2026-11-01T06:30"),
    ]
    doubt = about("01:30", "2026-11-01T06:20", zone="America/New_York")
    assert doubt is not None
    assert doubt.sort == "clocks"
    assert doubt.question == "“01:30” came twice on 1 November 2026: the clocks of America/New_York went back."
    assert doubt.nearest == 1, "the row above is in the second of the two hours"


def test_an_hour_that_never_comes_is_asked_about() -> None:
    assert answers("2026-03-08 02:30 ET") == [
        ("03:30 EDT (07:30 UTC)", "2026-03-08T07:30"),
        ("01:30 EST (06:30 UTC)", "2026-03-08T06:30"),
    ]
    doubt = about("2026-03-29 02:10", zone="Europe/Paris")
    assert doubt is not None
    assert "never came on 29 March 2026" in doubt.question


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-11-01 01:30 EST", "2026-11-01 01:30 EDT", "2026-11-01 01:30:00-05:00[America/New_York]"),
        *("2026-11-01 01:30 UTC", "2026-03-08 02:30 EST", "2026-11-01", "2026-07-01 12:00 EST", "1793511000"),
        *("14:32", "2026-11-17 14:32", "+5m", "now", "25:10", "", "20/04/2026 10:00", "03 Apr 2026", "14:32 +1"),
    ],
)
def test_what_can_be_meant_in_one_way_only_is_not_asked_about(typed: str) -> None:
    assert about(typed) is None


def test_both_ends_of_a_range_are_in_the_same_of_two_hours() -> None:
    doubt = about("2026-11-01 01:30-01:50 ET")
    assert doubt is not None
    assert [(each.when.at, each.when.until) for each in doubt.readings] == [
        (utc("2026-11-01T05:30"), utc("2026-11-01T05:50")),
        (utc("2026-11-01T06:30"), utc("2026-11-01T06:50")),
    ]


def test_two_days_fit_where_a_clock_time_is_nearly_as_far_from_both() -> None:
    assert answers("02:00", "2026-11-17T14:22") == [
        ("Wednesday 18 November 2026", "2026-11-18T02:00"),
        ("Tuesday 17 November 2026", "2026-11-17T02:00"),
    ]
    assert [at for _, at in answers("03:30", "2026-11-17T14:22")] == ["2026-11-17T03:30", "2026-11-18T03:30"]
    assert not answers("05:30", "2026-11-17T14:22"), "nine hours earlier is much nearer than fifteen later"
    assert not answers("00:04", "2026-11-17T23:58")
    assert not answers("today 02:30")


def test_a_day_in_numbers_shows_both_of_its_readings() -> None:
    assert answers("03/04/2026 10:00") == [
        ("Friday 3 April 2026", "2026-04-03T10:00"),
        ("Wednesday 4 March 2026", "2026-03-04T10:00"),
    ]
    assert [words for words, _ in answers("03/04/2026 10:00", day_first=False)] == [
        "Wednesday 4 March 2026",
        "Friday 3 April 2026",
    ]


def test_what_was_answered_for_a_text_is_known_for_the_same_text_only() -> None:
    doubt = about("2026-11-01 01:30 ET")
    assert doubt is not None
    second = doubt.readings[1].when
    assert doubt.answered([second]) == second
    assert doubt.answered([second.but(typed="2026-11-01 01:31 ET")]) is None
    assert doubt.answered([second.but(at=second.at + timedelta(days=1))]) is None  # type: ignore[operator]


@given(exact_whens(), st.none() | st.just(NEAR))
def test_the_edit_form_leaves_no_question_about_the_clocks(when: When, near: datetime | None) -> None:
    doubt = doubt_about(edit_form(when, "UTC"), zone="UTC", near=near, now=near)
    assert doubt is None


@given(
    texts() | st.lists(PIECES, max_size=7).map(" ".join),
    st.sampled_from(MORE_ZONES),
    st.sampled_from((None, NEAR, datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))),
)
def test_any_text_can_be_asked_about(typed: str, zone: str, near: datetime | None) -> None:
    doubt = doubt_about(typed, zone=zone, near=near, now=near)
    if doubt is not None:
        first, second = (each.when for each in doubt.readings)
        assert first == read_time(typed, zone=zone, near=near, now=near)
        assert (first.at, first.until) != (second.at, second.until)
        assert first.typed == second.typed == typed


@given(st.integers(0, 4 * 24 * 60), st.sampled_from(MORE_ZONES))
def test_a_clock_time_is_in_doubt_exactly_where_its_clocks_change(minutes: int, zone: str) -> None:
    minute = (utc("2026-10-30") + timedelta(minutes=minutes)).replace(tzinfo=as_zone(zone))
    offsets = {minute.replace(fold=fold).utcoffset() for fold in (0, 1)}
    doubt = doubt_about(f"{minute:%Y-%m-%d %H:%M}", zone=zone)
    assert (doubt is not None) == (len(offsets) == 2)
