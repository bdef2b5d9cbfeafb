"""Zones: any name is borne, and headings speak as people do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.times import as_zone, in_zone, known_zones, read_zone, zone_exists, zone_word
from postmortem_gui.core.zones import ZONE_WORDS
from tests.strategies import instants, texts

WINTER = datetime(2026, 1, 15, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "word"),
    [
        ("UTC", None, "UTC"),
        ("Etc/UTC", SUMMER, "UTC"),
        ("America/New_York", None, "ET"),
        ("America/New_York", SUMMER, "ET"),
        ("America/Chicago", None, "CT"),
        ("America/Denver", None, "MT"),
        ("America/Los_Angeles", None, "PT"),
        ("Europe/Paris", WINTER, "CET"),
        ("Europe/Paris", SUMMER, "CEST"),
        ("Europe/Paris", None, "CET/CEST"),
        ("Europe/London", SUMMER, "BST"),
        ("Europe/Moscow", None, "MSK"),
        ("Europe/Istanbul", SUMMER, "Europe/Istanbul"),
        ("Asia/Tokyo", SUMMER, "Asia/Tokyo"),
        ("+05:30", None, "UTC+05:30"),
        ("Europe/Atlantis", None, "Europe/Atlantis"),
        ("", None, ""),
    ],
)
def test_a_heading_calls_a_zone_what_people_call_it(zone, at, word):
    assert zone_word(zone, at) == word


def test_every_word_means_a_zone_that_exists():
    assert all(zone_exists(zone) and read_zone(word.lower()) == zone for word, zone in ZONE_WORDS.items())


@pytest.mark.parametrize(
    "zone",
    [
        *("", "Mars", "America", "utc", "europe/paris", "../UTC", "/etc/localtime", "right/UTC", "UTC ", "a\0b"),
        *("+2:00", "+99:00", "+02:60", "-18:00:01", "\ud800", "x" * 5000, "tzdata.zi", "Europe/", "+02:00x"),
    ],
)
def test_what_is_no_zone_does_not_exist_and_is_taken_for_utc(zone):
    assert not zone_exists(zone)
    assert as_zone(zone) is UTC


@given(texts(), instants())
def test_any_text_is_borne_as_a_zone(zone, at):
    assert in_zone(at, zone) == at
    assert read_zone(zone) is None or zone_exists(read_zone(zone) or "")
    assert isinstance(zone_word(zone, at), str)


@given(st.sampled_from(known_zones()))
def test_every_zone_to_choose_from_exists_and_is_found_in_any_case(zone):
    assert zone_exists(zone)
    assert read_zone(zone.upper()) == zone


def test_offsets_are_zones():
    assert as_zone("-09:30").utcoffset(None) == -timedelta(hours=9, minutes=30)
    assert known_zones()[0] == "UTC"


def test_the_ends_of_the_calendar_are_shown_as_they_are():
    for at in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert [in_zone(at, zone) for zone in ("+14:00", "-12:00", "Asia/Tokyo")] == [at] * 3
