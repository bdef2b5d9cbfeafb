"""Durations are read as people write them, and written so that they are read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.times import read_duration, show_duration
from tests.strategies import texts


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("28", 28 * 60),
        ("28m", 28 * 60),
        ("28 minutes", 28 * 60),
        ("90 min", 90 * 60),
        ("00:28", 28 * 60),
        ("01:05", 65 * 60),
        ("1:05:30", 65 * 60 + 30),
        ("51:00", 51 * 3600),
        ("1h 5m", 65 * 60),
        ("1h5", 65 * 60),
        ("1 hour 5 minutes", 65 * 60),
        ("1.5h", 90 * 60),
        ("1,5 h", 90 * 60),
        ("2 d 3 h", 51 * 3600),
        ("2d", 48 * 3600),
        ("45s", 45),
        ("1 min 30 s", 90),
        ("0", 0),
        ("  28  MIN ", 28 * 60),
    ],
)
def test_a_duration_is_read_in_many_ways(typed, seconds):
    assert read_duration(typed) == seconds


@pytest.mark.parametrize("typed", ["", "soon", "-5", "5 5", "01:60", "1:2:3", "h", "28 parsecs", "~28", "1e3", "٣"])
def test_what_is_no_duration_is_not_read(typed):
    assert read_duration(typed) is None


@pytest.mark.parametrize(
    ("seconds", "clock", "words"),
    [
        (0, "00:00", "0 min"),
        (28 * 60, "00:28", "28 min"),
        (65 * 60, "01:05", "1 h 5 min"),
        (29, "00:00", "29 s"),
        (30, "00:01", "30 s"),
        (51 * 3600, "51:00", "2 d 3 h"),
        (86_400 + 61, "24:01", "1 d 1 min 1 s"),
        (-60, "", ""),
    ],
)
def test_a_duration_is_shown_as_a_clock_or_in_words(seconds, clock, words):
    assert (show_duration(seconds, "HH:MM"), show_duration(seconds, "words")) == (clock, words)


@given(st.integers(0, 10**9))
def test_words_are_read_back_to_the_second_and_a_clock_to_the_minute(seconds):
    assert read_duration(show_duration(seconds, "words")) == seconds
    if seconds < 9999 * 3600:
        assert abs((read_duration(show_duration(seconds, "HH:MM")) or 0) - seconds) <= 30


@given(texts())
def test_any_text_is_read_or_not(typed):
    seconds = read_duration(typed)
    assert seconds is None or seconds >= 0
