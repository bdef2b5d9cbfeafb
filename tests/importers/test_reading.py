"""A pasted text is read with guesses that a person may correct; nothing is lost, and nothing takes long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Link
from postmortem_gui.importers.candidates import Around, Reading, Wishes
from postmortem_gui.importers.reading import (
    SOURCES,
    read_again,
    read_in_steps,
    read_paste,
)
from postmortem_gui.importers.refusals import MOST_CHARACTERS, MOST_IN_A_LINE, MOST_LINES

NOW = datetime(2026, 11, 19, 10, tzinfo=UTC)
AROUND = Around("UTC", now=NOW, near=datetime(2026, 11, 17, 12, tzinfo=UTC))


def read(text: str, html: str = "", around: Around = AROUND, **wishes: object) -> Reading:
    return read_paste(text, html, around=around, wishes=Wishes(**wishes))  # type: ignore[arg-type]


def instants(reading: Reading) -> list[str]:
    return [f"{one.when.at:%m-%d %H:%M}" if one.when.at else "" for one in reading.candidates]


# ── Guesses ──


@pytest.mark.parametrize(
    ("text", "zone", "said"),
    [
        ("14:32 labels fail", "UTC", ""),
        ("Time (ET)\tEvent\n14:32\tlabels fail", "America/New_York", "Time (ET)"),
        ("| CET | Event |\n| --- | --- |\n| 14:32 | labels fail |", "Europe/Paris", "CET"),
        ("All times are in PST.\n14:32 labels fail", "America/Los_Angeles", "All times are in PST."),
        ("Timeline (UTC+2)\n14:32 labels fail", "+02:00", "Timeline (UTC+2)"),
        ("14:32 EST labels fail\n14:35 relay is full", "America/New_York", "EST"),
        ("2026-11-17T14:32:00+01:00 labels fail", "+01:00", "+01:00"),
    ],
)
def test_the_zone_is_taken_from_the_words(text: str, zone: str, said: str) -> None:
    reading = read(text)

    assert (reading.zone, reading.zone_said) == (zone, said)
    assert read(text, zone="Asia/Tokyo").zone == "Asia/Tokyo"


def test_a_chat_without_a_zone_is_in_that_of_the_person_who_copied_it() -> None:
    around = Around("UTC", now=NOW, near=AROUND.near, own_zone="Europe/Paris")

    assert read("Ida Brandt  14:12\nlabels fail", around=around).zone == "Europe/Paris"
    assert read("14:12 labels fail", around=around).zone == "UTC"


def test_another_zone_moves_only_the_times_that_name_none() -> None:
    reading = read("14:32 labels fail\n14:35 UTC relay is full\n", zone="Asia/Tokyo")

    assert instants(reading) == ["11-17 05:32", "11-17 14:35"]


def test_midnight_is_crossed_forward_and_a_late_note_is_not_a_day_later() -> None:
    reading = read("21:00 one\n20:40 noted late\n23:58 two\n00:04 three\n09:30 four\n10:00 five")

    assert instants(reading) == [
        "11-17 21:00",
        "11-17 20:40",
        "11-17 23:58",
        "11-18 00:04",
        "11-18 09:30",
        "11-18 10:00",
    ]


def test_the_day_is_that_of_the_rows_around_or_of_now_or_what_a_person_says() -> None:
    assert read("14:32 x").day == date(2026, 11, 17)
    assert read("14:32 x", around=Around("UTC", now=NOW)).day == date(2026, 11, 19)
    moved = read("23:58 x\n00:04 y", day=date(2026, 3, 1))
    assert (moved.day, instants(moved)) == (date(2026, 3, 1), ["03-01 23:58", "03-02 00:04"])


def test_a_day_that_a_person_says_moves_all_the_days_of_the_text() -> None:
    text = "Monday, November 16th\nIda Brandt  14:12\nlabels fail\nTuesday, November 17th\nIda Brandt  14:13\ncalm"

    reading = read(text)

    assert instants(reading) == ["11-16 14:12", "11-17 14:13"]
    assert instants(read_again(reading, Wishes(day=date(2026, 11, 10)))) == ["11-10 14:12", "11-11 14:13"]


@pytest.mark.parametrize(
    ("text", "day_first", "unsure"),
    [
        ("03/04/2026 14:12 x", True, "03/04/2026"),
        ("03/04/2026 14:12 x\n17/04/2026 14:13 y", True, ""),
        ("03/04/2026 14:12 x\n04/17/2026 14:13 y", False, ""),
        ("11/12/2026 14:12 x", False, "11/12/2026"),
        ("2026-04-03 14:12 x", True, ""),
    ],
)
def test_the_order_of_a_date_is_told_by_the_text_or_said_to_be_a_guess(text: str, day_first: bool, unsure: str) -> None:
    reading = read(text)

    assert (reading.day_first, reading.ambiguous) == (day_first, unsure)
    assert bool(unsure) == (unsure in reading.sentence and bool(reading.sentence))


def test_a_person_may_say_the_order_of_a_date() -> None:
    reading = read_again(read("03/04/2026 14:12 x"), Wishes(day_first=False))

    assert (instants(reading), reading.ambiguous) == (["03-04 14:12"], "")


def test_columns_may_be_named_by_a_person() -> None:
    text = "14:12\tIda\tlabels fail\n14:13\tNoor\trelay is full"

    reading = read(text, columns=("when", "who", "event"))

    assert [(one.who, one.event) for one in reading.candidates] == [("Ida", "labels fail"), ("Noor", "relay is full")]


def test_a_time_that_cannot_be_read_keeps_its_words_and_is_marked() -> None:
    (one,) = read("| Time | Event |\n|---|---|\n| 14:?? | labels fail |").candidates

    assert (one.stamp, one.when.at, one.when.typed, one.event, one.odd, one.taken) == (
        "14:??",
        None,
        "14:??",
        "labels fail",
        "time not understood",
        True,
    )


def test_a_candidate_becomes_a_row_that_keeps_all_of_it() -> None:
    (one,) = read("Ida Brandt\n  9:12 AM\nlabels fail https://x.example/d").candidates

    row = one.row("t_1")

    assert (row.id, row.event, row.who, row.when.typed) == ("t_1", "labels fail", "Ida Brandt", "9:12 AM")
    assert row.source == (Link(title="d", url="https://x.example/d"),)
    assert row.raw == "Ida Brandt\n  9:12 AM\nlabels fail https://x.example/d"


# ── Bounds ──


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n\t", "no text"),
        ("x\n" * (MOST_LINES + 1), "10,001 lines"),
        ("14:32 " + "x" * MOST_IN_A_LINE, "One line is 100,006 letters"),
        ("x" * (MOST_CHARACTERS + 1), "4,000,001 letters"),
        ("\x00\x01\x02\x7f" * 1000, "not text"),
    ],
)
def test_what_is_too_much_or_no_text_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    reading = read(text)

    assert reading.refused
    assert sentence in reading.sentence
    assert not reading.candidates


def test_a_few_letters_that_nobody_can_write_are_shown_as_such() -> None:
    (one,) = read("14:32 labels\x00 fail \ud800 again and again and again").candidates

    assert one.event == "labels\ufffd fail \ufffd again and again and again"


@pytest.mark.parametrize(
    "lines",
    [
        "Ida Brandt\n  9:12 AM\nlabels fail https://x.example/1\n",
        "[17/11 14:12] Ida Brandt: labels fail\n",
        "14:12 - labels fail\n",
        "14:12\tlabels fail\tIda\n",
        "2026-11-17T14:12:05Z host app[1]: labels fail\n",
        '"\n',
        "14:12\n",
        "Ida 14:12\n",
        "[14:32] a\n",
    ],
)
def test_many_lines_take_about_a_second_in_steps_that_keep_a_window_alive(lines: str) -> None:
    text = lines * (MOST_LINES // lines.count("\n") - 1)
    began, steps = process_time(), 0
    for _ in read_in_steps(text, around=AROUND):
        steps += 1

    assert process_time() - began < 6
    assert steps > 40


@pytest.mark.parametrize(
    "letters", ["[", "(", "((a", "|", "<", ":", "14:", "[14:32] ", "https://x ", "a ", "\u200d", '"']
)
def test_a_hostile_line_takes_no_longer_than_its_length(letters: str) -> None:
    began = process_time()

    read(letters * (90_000 // len(letters)))

    assert process_time() - began < 3


# ── Whatever is pasted ──

_LINES = st.sampled_from(
    [
        *(
            "Ida Brandt",
            "  9:12 AM",
            "9:13",
            "Ida Brandt  14:12",
            "[17/11 14:12] Ida: on it",
            "14:12 <ida> hi",
            "Today",
        ),
        *(
            "Tuesday, November 17th",
            "3 replies",
            ":eyes: 2",
            "(edited)",
            "| Time | Event |",
            "|---|---|",
            "| 14:12 | x |",
        ),
        *("14:12\tfail\tIda", "14:12,fail,Ida", '"a', "- 14:12 fail", "  more", "### 15:36", "2026-11-17T14:12:05Z ok"),
        *(
            "From: Ida",
            "Sent: 17 Nov 2026 14:12",
            "On 17 Nov 2026 14:12, Ida wrote:",
            "",
            "99:99 x",
            "03/04/2026 1:2 x",
        ),
        *("17/11 14:12 x", "00/00/0000 00:00 y", "31/02/2026 10:00 z", "+5m later", "1794924725 start", "٣:٤٥ x"),
    ]
)
_TEXTS = st.one_of(st.text(), st.lists(st.one_of(_LINES, st.text(max_size=30)), max_size=14).map("\n".join))
_KEYS = st.sampled_from([None, *(key for key, _ in SOURCES)])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub("[\x00\ud800-\udfff]", "\ufffd", text)))


@given(_TEXTS, _KEYS)
def test_no_word_of_a_text_is_lost(text: str, source: str | None) -> None:
    reading = read(text, source=source)

    if not reading.refused:
        kept = [f"{one.stamp} {one.who} {one.event} {one.dropped} {one.original}" for one in reading.candidates]
        assert words(text) <= words("\n".join((*kept, *reading.heads)))


@given(_TEXTS, _TEXTS)
def test_a_web_page_beside_a_text_does_no_harm(text: str, html: str) -> None:
    read(text, html)
    read(text, f"<table><tr><td>14:12</td><td>{html}</td></tr></table><a href='https://x.example'>{text}</a>")


@given(_TEXTS, st.sampled_from(["UTC", "Asia/Tokyo", "+05:30"]), st.dates(), st.booleans())
def test_reading_again_keeps_the_words_and_their_number(text: str, zone: str, day: date, day_first: bool) -> None:
    reading = read(text)
    again = read_again(reading, Wishes(zone=zone, day=day, day_first=day_first))

    assert [one.original for one in again.candidates] == [one.original for one in reading.candidates]
    assert read_again(again, Wishes()) == reading


@given(_TEXTS)
def test_a_text_is_read_the_same_in_steps_and_at_once(text: str) -> None:
    def stepped() -> Iterator[Reading]:
        yield (yield from read_in_steps(text, around=AROUND))  # type: ignore[misc]

    *_, reading = stepped()

    assert reading == read(text)


def test_names_and_patterns_of_a_log_are_shown_as_they_were_and_the_original_is_untouched() -> None:
    line = r"2026-11-17T14:32:00Z ERROR __init__ failed on *.zpl in C:\_spool"
    (one,) = read(line + "\n").candidates
    assert r"\_\_init\_\_ failed on \*.zpl in C:\\_spool" in one.event
    assert one.original == line
