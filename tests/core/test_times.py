"""Times are read as people write them, and written so that they are read back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import When
from postmortem_gui.core.times import as_zone, edit_form, read_time, show_date, show_time, why_unread
from tests.strategies import texts, whens

NEAR = datetime(2026, 11, 17, 14, 22, tzinfo=UTC)
NOW = datetime(2026, 11, 17, 15, 5, 33, tzinfo=UTC)


def read(typed: str, *, near: datetime | None = NEAR, zone: str = "UTC", day_first: bool = True) -> When:
    return read_time(typed, zone=zone, near=near, now=NOW, day_first=day_first)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ── One moment ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("1432", "14:32"),
        ("14:32", "14:32"),
        ("14.32", "14:32"),
        ("14h32", "14:32"),
        ("14:32h", "14:32"),
        ("1432 hrs", "14:32"),
        ("2:32pm", "14:32"),
        ("2:32 PM", "14:32"),
        ("2:32 p.m.", "14:32"),
        ("232pm", "14:32"),
        ("6am", "06:00"),
        ("12pm", "12:00"),
        ("12:31 PM", "12:31"),
        ("932", "09:32"),
        ("9:05", "09:05"),
        ("\u00a014:32\u202f", "14:32"),
        ("at 14:32", "14:32"),
        ("now", "15:05"),
        ("Now", "15:05"),
        ("+5m", "14:27"),
        ("+5 min", "14:27"),
        ("-3m", "14:19"),
        ("−3m", "14:19"),
        ("+1h5m", "15:27"),
        ("+5", "14:27"),
        ("-3", "14:19"),
        ("+1h5", "15:27"),
        ("+2 hours 5 minutes", "16:27"),
        ("+1h", "15:22"),
        ("14:32 utc", "14:32"),
        ("14:32 (UTC)", "14:32"),
        ("14:32Z", "14:32"),
        ("9:14am ET", "14:14"),
        ("15:32 CET", "14:32"),
        ("6:32 Pacific time", "14:32"),
        ("16:32+02:00", "14:32"),
        ("16:32+0200", "14:32"),
        ("16:32+02", "14:32"),
        ("09:32-05:00", "14:32"),
        ("20:02 UTC+5:30", "14:32"),
        ("15:32 europe/paris", "14:32"),
    ],
)
def test_a_clock_time_is_read_in_many_ways(typed, clock):
    when = read(typed)
    assert when.at == utc(f"2026-11-17T{clock}")
    assert (when.typed, when.about, when.until) == (typed, False, None)


def test_midnight_and_noon_of_a_12_hour_clock():
    assert read("2026-11-17 12am").at == utc("2026-11-17T00:00")
    assert read("2026-11-17 12:31 AM").at == utc("2026-11-17T00:31")
    assert read("2026-11-17 12pm").at == utc("2026-11-17T12:00")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-17 14:32", "2026-11-17T14:32"),
        ("2026-11-17T14:32", "2026-11-17T14:32"),
        ("2026-11-17T14:32:05Z", "2026-11-17T14:32:05"),
        ("2026-11-17T14:32:05.987Z", "2026-11-17T14:32:05"),
        ("2026-11-17T14:32:05-05:00", "2026-11-17T19:32:05"),
        ("2026-11-17 03:30-05:00", "2026-11-17T08:30"),
        ("2026-11-17T15:32:05+01:00[Europe/Paris]", "2026-11-17T14:32:05"),
        ("20261117T143205Z", "2026-11-17T14:32:05"),
        ("2026/11/17 14:32", "2026-11-17T14:32"),
        ("20-11-2018 14:51", "2018-11-20T14:51"),
        ("20.11.2018 14:51", "2018-11-20T14:51"),
        ("11/20/2018 14:51", "2018-11-20T14:51"),
        ("12-10-2021 12:31 PM", "2021-10-12T12:31"),
        ("17 Nov 2026 14:32", "2026-11-17T14:32"),
        ("17 November 2026, 2:32 PM", "2026-11-17T14:32"),
        ("17th Nov 14:32", "2026-11-17T14:32"),
        ("17-Nov-2026 14:32", "2026-11-17T14:32"),
        ("Nov 17, 2026 2:32 PM", "2026-11-17T14:32"),
        ("Nov 17 14:32:05", "2026-11-17T14:32:05"),
        ("Tue, 17 Nov 2026 14:32:05 +0000", "2026-11-17T14:32:05"),
        ("Tue 17 Nov 14:32", "2026-11-17T14:32"),
        ("14:32 17 Nov", "2026-11-17T14:32"),
        ("14:32 UTC on 2026-11-17", "2026-11-17T14:32"),
        ("yesterday 23:58", "2026-11-16T23:58"),
        ("today 9am", "2026-11-17T09:00"),
        ("tomorrow 00:10", "2026-11-18T00:10"),
        ("fri 14:32", "2026-11-20T14:32"),
        ("31 Dec 23:59", "2026-12-31T23:59"),
        ("2 Jan 00:10", "2027-01-02T00:10"),
        ("1763390000", "2025-11-17T14:33:20"),
        ("1763390000123", "2025-11-17T14:33:20"),
        ("1763390000.123456", "2025-11-17T14:33:20"),
    ],
)
def test_a_day_may_be_said_in_many_ways(typed, at):
    assert read(typed).at == utc(at)


def test_numbers_of_a_day_follow_the_order_of_the_place_where_both_are_possible():
    assert read("03/04/2026 10:00").at == utc("2026-04-03T10:00")
    assert read("03/04/2026 10:00", day_first=False).at == utc("2026-03-04T10:00")
    assert read("20/04/2026 10:00", day_first=False).at == utc("2026-04-20T10:00")
    assert read("04/20/2026 10:00", day_first=True).at == utc("2026-04-20T10:00")


@pytest.mark.parametrize(
    ("typed", "precision"),
    [
        ("14:32:05", "s"),
        ("1763390000", "s"),
        ("+30s", "s"),
        ("14:32", "min"),
        ("1432", "min"),
        ("+5m", "min"),
        ("now", "min"),
        ("14", "h"),
        ("2pm", "h"),
        ("14h", "h"),
        ("2026-11-17", "day"),
        ("yesterday", "day"),
        ("17 Nov", "day"),
    ],
)
def test_a_time_is_as_exact_as_it_was_typed(typed, precision):
    assert read(typed).precision == precision


def test_the_zone_is_the_one_that_was_meant():
    zones = {
        "14:32": "Europe/Paris",
        "14:32 ET": "America/New_York",
        "14:32 EST": "America/New_York",
        "14:32 bst": "Europe/London",
        "14:32 IST": "Asia/Kolkata",
        "14:32 gmt": "UTC",
        "14:32Z": "UTC",
        "14:32+00:00": "UTC",
        "16:32+02:00": "+02:00",
        "16:32 utc-3": "-03:00",
        "14:32 asia/tokyo": "Asia/Tokyo",
        "16:32 [Europe/Copenhagen]": "Europe/Copenhagen",
    }
    assert {typed: read(typed, zone="Europe/Paris").zone for typed in zones} == zones


# ── The day that was left out ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("near", "typed", "at"),
    [
        ("2026-11-17T23:58", "00:04", "2026-11-18T00:04"),
        ("2026-11-18T00:04", "23:58", "2026-11-17T23:58"),
        ("2026-11-17T14:22", "03:00", "2026-11-17T03:00"),
        ("2026-11-17T14:22", "02:00", "2026-11-18T02:00"),
        ("2026-11-17T12:00", "00:00", "2026-11-17T00:00"),
        ("2026-12-31T23:58", "00:04", "2027-01-01T00:04"),
        ("2026-11-17T23:58", "00:10 +1", "2026-11-18T00:10"),
        ("2026-11-17T14:22", "00:10 +1", "2026-11-18T00:10"),
        ("2026-11-17T14:22", "23:50 -1d", "2026-11-16T23:50"),
        ("2026-11-17T14:22", "00:10 (+1)", "2026-11-18T00:10"),
        ("2026-11-17T23:58", "8:10pm ET", "2026-11-18T01:10"),
    ],
)
def test_a_clock_time_is_on_the_day_that_brings_it_nearest(near, typed, at):
    assert read(typed, near=utc(near)).at == utc(at)


def around(*moments: str, seconds: int) -> st.SearchStrategy[datetime]:
    """Instants no further than some seconds from the moments."""
    away = st.integers(-seconds, seconds).map(lambda number: timedelta(seconds=number))
    return st.builds(lambda at, away: at + away, st.sampled_from([utc(moment) for moment in moments]), away)


ANY_YEAR_OF_OURS = around("2000-01-01", seconds=98 * 365 * 86_400)


@given(ANY_YEAR_OF_OURS, st.times(), st.sampled_from(("UTC", "+05:30", "-08:00")))
def test_no_other_day_would_be_nearer(beside, clock, zone):
    at = read(f"{clock:%H:%M:%S}", near=beside, zone=zone).at
    assert at is not None
    assert abs(at - beside) <= timedelta(hours=12)


def test_without_a_row_above_the_day_is_that_of_now_in_the_zone_that_was_meant():
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    assert read_time("00:10", zone="UTC", now=late).at == utc("2026-11-17T00:10")
    assert read_time("00:10", zone="Europe/Paris", now=late).at == utc("2026-11-17T23:10")
    assert read_time("+5m", zone="UTC", now=late).at == utc("2026-11-17T23:35")


def test_what_counts_from_something_is_unread_when_there_is_nothing():
    for typed in ("14:32", "+5m", "now", "yesterday 14:32", "17 Nov 14:32", "fri 10:00"):
        assert read_time(typed, zone="UTC") == When(typed=typed)
        assert "2026-11-17" in why_unread(typed)
    assert read_time("2026-11-17 14:32", zone="UTC").at == utc("2026-11-17T14:32")


def test_what_is_counted_is_counted_from_the_row_above_and_not_from_the_time_that_it_replaces():
    when = read_time("+5m", zone="UTC", near=NEAR, now=NOW, since=utc("2026-11-17T09:00"))
    assert when.at == utc("2026-11-17T09:05")


def test_seconds_of_the_row_above_are_counted_on():
    when = read("+5m", near=utc("2026-11-17T14:22:45"))
    assert (when.at, when.precision) == (utc("2026-11-17T14:27:45"), "s")


# ── Clocks that are put forward and back ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-01 01:30 ET", "2026-11-01T05:30"),
        ("2026-11-01 01:30 EDT", "2026-11-01T05:30"),
        ("2026-11-01 01:30 EST", "2026-11-01T06:30"),
        ("2026-07-01 12:00 EST", "2026-07-01T16:00"),
        ("2026-03-08 02:30 ET", "2026-03-08T07:30"),
        ("2026-03-08 02:30 EDT", "2026-03-08T07:30"),
        ("2026-10-25 02:30 CEST", "2026-10-25T00:30"),
        ("2026-10-25 02:30 CET", "2026-10-25T01:30"),
    ],
)
def test_an_hour_that_comes_twice_is_the_first_unless_the_word_says_else_and_a_gap_is_passed(typed, at):
    assert read(typed).at == utc(at)


def test_a_range_over_the_hour_that_comes_twice_keeps_its_ends():
    when = read("2026-11-01 01:30 EDT – 01:10 EST")
    assert (when.at, when.until) == (utc("2026-11-01T05:30"), utc("2026-11-01T06:10"))


# ── Ranges, and about ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "at", "until"),
    [
        ("14:50-14:55", "17T14:50", "17T14:55"),
        ("14:50–14:55", "17T14:50", "17T14:55"),
        ("14:50 - 14:55", "17T14:50", "17T14:55"),
        ("14:50 to 15:10", "17T14:50", "17T15:10"),
        ("1450-1455", "17T14:50", "17T14:55"),
        ("2pm-3pm", "17T14:00", "17T15:00"),
        ("2:30-3:15pm", "17T14:30", "17T15:15"),
        ("11:30-1:15pm", "17T11:30", "17T13:15"),
        ("23:58-00:10", "17T23:58", "18T00:10"),
        ("03:30-05:00", "17T03:30", "17T05:00"),
        ("9:50–9:55 ET", "17T14:50", "17T14:55"),
        ("14:50 UTC - 14:55 UTC", "17T14:50", "17T14:55"),
        ("2026-11-17 14:50-14:55", "17T14:50", "17T14:55"),
        ("2026-11-17 23:50 – 2026-11-18 00:10 UTC", "17T23:50", "18T00:10"),
        ("23:50 – 2026-11-18 00:10", "17T23:50", "18T00:10"),
        ("16 Nov – 18 Nov", "16T00:00", "18T00:00"),
    ],
)
def test_a_range_has_two_ends(typed, at, until):
    when = read(typed)
    assert (when.at, when.until) == (utc(f"2026-11-{at}"), utc(f"2026-11-{until}"))


def test_a_range_of_no_length_is_a_moment():
    assert read("14:50-14:50").until is None


@pytest.mark.parametrize("typed", ["~14:50", "≈ 14:50", "about 14:50", "around 14:50", "ca. 14:50", "approx 14:50"])
def test_a_time_may_be_about_right(typed):
    when = read(typed)
    assert (when.at, when.about) == (utc("2026-11-17T14:50"), True)
    assert read("~14:50-14:55").about


# ── What cannot be read ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Type a time"),
        ("   ", "Type a time"),
        ("25:10", "25:10 is no time of day"),
        ("14:72", "14:72 is no time of day"),
        ("14:32:61", "14:32:61 is no time of day"),
        ("24:00", "24:00 is no time of day"),
        ("13pm", "13pm is not on a 12-hour clock"),
        ("0am", "0am is not on a 12-hour clock"),
        ("99", r"type \+99m"),
        ("31-02-2026 14:00", "no day 2026-02-31"),
        ("2026-13-01", "no day 2026-13-01"),
        ("30 Feb 10:00", "no day"),
        ("14:32 XYZ", "“XYZ” is no time zone"),
        ("14:32 ET PT", "“PT” is no time zone"),
        ("14:32 +25:00", "25:00 from UTC"),
        ("14:55 2026-11-17 – 14:50 2026-11-17", "ends before it starts"),
        ("2026-11-17 – 14:50", "Both ends"),
        ("abc", "“abc” is no time"),
        ("UTC", "“UTC” is no time"),
        ("2026-11-17 HH:mm", "HH:mm” is no time"),
        ("20-11", "is no time"),
        ("14:32 14:33", "is no time"),
        ("1912 orders failed", "is no time"),
        ("3.14 released", "is no time"),
        ("+9999999s and more", "is no time"),
        ("x" * 500, "too long"),
        ("0999-01-01 10:00", "no day 0999-01-01"),
        ("+9999d +1", "is no time"),
        ("\ud800 14:32", "is no time"),
        ("~", "time itself is missing"),
        ("about", "time itself is missing"),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_was_typed_and_explained(typed, why):
    assert read(typed) == When(typed=typed)
    assert re.search(why, why_unread(typed))


PIECES = st.sampled_from(
    (
        *("14:32", "1432", "14", "2pm", "24:00", "99999999999", "2026-11-17", "17", "Nov", "31", "Feb", "0000-00-00"),
        *("9999-12-31", "tomorrow", "fri", "now", "+5m", "+1", "-1d", "–", "-", "to", "~", "about", "T", ":", ".", ","),
        *("ET", "UTC", "Z", "+02:00", "-05:00", "[Europe/Paris]", "[", "(", "Etc/GMT+5", "ſun", "K", "２", "٣"),
    )
)


@given(texts() | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=7).map("".join))
def test_any_text_is_read_or_kept_and_explained(typed):
    for near in (None, NEAR, datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)):
        when = read_time(typed, zone="America/New_York", near=near, now=near)
        assert when.typed == typed
        assert when.at is not None or when == When(typed=typed)
        assert when.until is None or (when.at is not None and when.at < when.until)
        assert When.model_validate(when.model_dump()) == when
    assert len(why_unread(typed)) < 200


# ── Written to be edited ─────────────────────────────────────────────────────────────────────────

MORE_ZONES = (
    *("UTC", "GMT", "EST", "CET", "Etc/UTC", "Etc/GMT+5", "+00:00", "-00:30", "+02:00", "-09:30", "+05:45:30"),
    *("America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires"),
    *("Europe/Paris", "Europe/Copenhagen", "Europe/London", "Europe/Dublin", "Africa/Casablanca"),
    *("Asia/Kolkata", "Asia/Shanghai", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Pacific/Chatham"),
)


@st.composite
def exact_whens(draw: st.DrawFn, zones: tuple[str, ...] = MORE_ZONES) -> When:
    """Times that are no finer than they say, many of them around a change of the clocks."""
    zone = draw(st.sampled_from(zones))
    precision = draw(st.sampled_from(("s", "min", "h", "day")))
    near = around("2026-03-08T07:00", "2026-11-01T06:00", "2026-10-25T01:00", seconds=9000)
    ends = sorted(draw(st.lists(near | ANY_YEAR_OF_OURS, min_size=1, max_size=2)))
    cut = [_cut(end, zone, precision) for end in ends]
    until = cut[1] if len(cut) == 2 and cut[1] > cut[0] else None
    return When(at=cut[0], until=until, zone=zone, precision=precision, about=draw(st.booleans()))


def _cut(at: datetime, zone: str, precision: str) -> datetime:
    local = at.replace(microsecond=0).astimezone(as_zone(zone))
    if precision != "s":
        local = local.replace(second=0)
    if precision in ("h", "day"):
        local = local.replace(minute=0)
    if precision == "day":
        local = local.replace(hour=0, fold=0)
    return local.astimezone(UTC)


@given(exact_whens(), st.sampled_from(MORE_ZONES), st.none() | st.just(NEAR), st.booleans())
def test_the_edit_form_is_read_back_as_the_same_time_whatever_is_around_it(when, zone, near, day_first):
    again = read_time(edit_form(when, zone), zone=zone, near=near, now=near, day_first=day_first)
    assert again.but(typed="") == when


def test_the_edit_form_names_the_offset_where_no_word_of_its_zone_tells_two_hours_apart():
    first = When(at=utc("2026-10-25T00:30"), zone="Europe/Copenhagen")
    assert edit_form(first, "UTC") == "2026-10-25 02:30 +02:00[Europe/Copenhagen]"
    assert edit_form(first.but(zone="Europe/Paris"), "UTC") == "2026-10-25 02:30 CEST"


@given(whens())
def test_the_edit_form_of_a_careless_time_still_keeps_its_instant(when):
    assume(when.at is None or 1000 <= when.at.year <= 9997)
    assume(when.until is None or (when.at is not None and when.at < when.until and when.until.year <= 9997))
    again = read_time(edit_form(when, "UTC"), zone="UTC", near=NEAR, now=NOW)
    if when.at is None:
        assert edit_form(when, "UTC") == when.typed
    else:
        assert (again.at, again.until, again.about) == (when.at, when.until, when.about)


@pytest.mark.parametrize(
    ("typed", "edited"),
    [
        ("2026-11-01 01:30:00 EST", "2026-11-01 01:30:00 EST"),
        ("~2026-11-17 14:50 UTC", "~2026-11-17 14:50 UTC"),
        ("14:50-14:55", "2026-11-17 14:50 – 14:55 UTC"),
        ("23:58-00:10", "2026-11-17 23:58 – 2026-11-18 00:10 UTC"),
        ("9:14am ET", "2026-11-17 09:14 EST"),
        ("2pm", "2026-11-17 14h UTC"),
        ("17 Nov", "2026-11-17 UTC"),
        ("16:32+02:00", "2026-11-17 16:32 UTC+02:00"),
        ("14:32 Europe/Copenhagen", "2026-11-17 14:32 Europe/Copenhagen"),
        ("2026-10-25 02:30 +01:00[Europe/Copenhagen]", "2026-10-25 02:30 +01:00[Europe/Copenhagen]"),
        ("25:10", "25:10"),
    ],
)
def test_the_edit_form_is_the_friendliest_text_that_is_exact(typed, edited):
    assert edit_form(read(typed), "UTC") == edited


def test_a_time_of_a_zone_that_does_not_exist_is_edited_in_the_zone_of_the_document():
    when = When(at=NEAR, zone="Mars/Olympus")
    assert edit_form(when, "Europe/Paris") == "2026-11-17 15:22 CET"
    assert edit_form(when, "Mars/Base") == "2026-11-17 14:22 UTC"


# ── Written to be shown ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "pattern", "shown"),
    [
        ("14:32", "HH:mm", "14:32"),
        ("9:05", "HH:mm", "09:05"),
        ("9:05", "MM-DD-YYYY h:mm A", "11-17-2026 9:05 AM"),
        ("00:10", "MM-DD-YYYY h:mm A", "11-18-2026 12:10 AM"),
        ("14:32", "YYYY-MM-DD HH:mm", "2026-11-17 14:32"),
        ("14:32", "D MMM YYYY, H[h]mm", "17 Nov 2026, 14h32"),
        ("14:32", "MMMM D", "November 17"),
        ("14:32:05", "HH:mm", "14:32:05"),
        ("14:32:05", "h:mm A", "2:32:05 PM"),
        ("14:32:05", "HH:mm:ss", "14:32:05"),
        ("14:32", "HH:mm:ss", "14:32:00"),
        ("~14:50", "HH:mm", "~14:50"),
        ("14:50-14:55", "HH:mm", "14:50–14:55"),
        ("23:58-00:10", "HH:mm", "23:58–00:10"),
        ("14:50-14:55", "YYYY-MM-DD HH:mm", "2026-11-17 14:50–14:55"),
        ("23:58-00:10", "YYYY-MM-DD HH:mm", "2026-11-17 23:58 – 2026-11-18 00:10"),
        ("2026-11-17", "HH:mm", "2026-11-17"),
        ("2026-11-17", "MM-DD-YYYY h:mm A", "11-17-2026"),
        ("25:10", "HH:mm", "25:10"),
        ("", "HH:mm", ""),
    ],
)
def test_a_time_is_shown_in_the_pattern_of_the_team(typed, pattern, shown):
    assert show_time(read(typed), "UTC", pattern) == shown


def test_a_time_is_shown_in_the_zone_of_the_reader_and_a_day_in_its_own():
    assert show_time(read("14:32"), "America/New_York", "HH:mm") == "09:32"
    assert show_time(read("14:32"), "No/Where", "HH:mm") == "14:32"
    assert show_time(read("2026-11-17", zone="Asia/Tokyo"), "UTC", "DD-MM-YYYY") == "17-11-2026"


@given(whens(), st.sampled_from(MORE_ZONES), st.sampled_from(("HH:mm", "YYYY-MM-DD HH:mm", "h:mm A", "", "x", "ss")))
def test_any_time_can_be_shown(when, zone, pattern):
    shown = show_time(when, zone, pattern)
    assert shown == when.typed or when.at is not None


@given(exact_whens(("UTC",)), st.sampled_from(("YYYY-MM-DD HH:mm", "MM-DD-YYYY h:mm A", "D MMM YYYY H:mm")))
def test_what_is_shown_in_full_is_read_back(when, pattern):
    again = read_time(show_time(when, "UTC", pattern), zone="UTC", day_first=False)
    assert (again.at, again.until, again.about) == (when.at, when.until, when.about)


@pytest.mark.parametrize(
    ("day", "pattern", "shown"),
    [
        ("2026-11-27", "DD-MM-YYYY", "27-11-2026"),
        ("2026-11-27", "MM-DD-YYYY h:mm A", "11-27-2026"),
        ("2026-11-07", "D MMM", "7 Nov"),
        ("2026-11-27", "MM/DD/YY", "11/27/26"),
        ("2026-11-27", "HH:mm", "2026-11-27"),
        (date(2026, 11, 27), "DD.MM.YYYY", "27.11.2026"),
        ("next week", "DD-MM-YYYY", "next week"),
        ("", "DD-MM-YYYY", ""),
    ],
)
def test_a_day_is_shown_in_the_pattern_of_the_team(day, pattern, shown):
    assert show_date(day, pattern) == shown
