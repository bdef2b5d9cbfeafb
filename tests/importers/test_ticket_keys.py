"""Keys of tickets are found in whatever people copy, with the words beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.importers.ticket_keys import read_ticket_lines
from postmortem_gui.importers.tracker import FoundTicket

BROWSE, ISSUE = "https://x.example/browse/PAY-12", "https://github.com/o/r/issues/45"


@pytest.mark.parametrize(
    ("line", "key", "url", "title"),
    [
        ("PAY-12 Limit the queue", "PAY-12", "", "Limit the queue"),
        ("  - [PAY-12] Limit the queue", "PAY-12", "", "Limit the queue"),
        ("PAY-12: Limit the queue", "PAY-12", "", "Limit the queue"),
        ("Limit the queue (PAY-12)", "PAY-12", "", "Limit the queue"),
        ("A1 → PAY-12", "PAY-12", "", "A1"),
        ("#45 Alert on age", "#45", "", "Alert on age"),
        ("o/r#45 Alert on age", "o/r#45", "", "Alert on age"),
        ("45\tOPEN\tAlert on age\tpostmortem\t2026-11-20T08:00:00Z", "#45", "", "Alert on age"),
        (f"{BROWSE} Limit the queue", "PAY-12", BROWSE, "Limit the queue"),
        (f"[PAY-12]({BROWSE}) Limit the queue", "PAY-12", BROWSE, "Limit the queue"),
        (f"[PAY-12 Limit the queue]({BROWSE})", "PAY-12", BROWSE, "Limit the queue"),
        (f"Alert on age {ISSUE}.", "#45", ISSUE, "Alert on age"),
        (f"* Alert on age: {ISSUE}#comment", "#45", f"{ISSUE}#comment", "Alert on age"),
        (ISSUE, "#45", ISSUE, ""),
        ("https://linear.app/acme/issue/ENG-7/limit-3", "ENG-7", "https://linear.app/acme/issue/ENG-7/limit-3", ""),
        ("https://trello.com/c/a1b2c3 Limit", "a1b2c3", "https://trello.com/c/a1b2c3", "Limit"),
    ],
)
def test_a_line_says_a_key_an_address_and_a_title(line, key, url, title):
    assert read_ticket_lines(line) == (FoundTicket(key, url, title),)


@pytest.mark.parametrize(
    "line", ["", "Limit the queue", "since 2026-11-20", "a #hashtag", "covid-19", "v1.2-3", "C#5x"]
)
def test_a_line_without_a_key_says_nothing(line):
    assert read_ticket_lines(line) == ()


def test_a_copied_range_of_a_spreadsheet_is_a_table():
    text = "Summary\tIssue key\tStatus\nLimit the queue\tPAY-12\tDone\nAlert\tPAY-13\t\n"
    assert [(found.key, found.title) for found in read_ticket_lines(text)] == [
        ("PAY-12", "Limit the queue"),
        ("PAY-13", "Alert"),
    ]


def test_the_same_line_twice_is_one_ticket():
    assert len(read_ticket_lines("PAY-1 a\n\nPAY-1 a\r\nPAY-2 b")) == 2


@given(st.text() | st.lists(st.sampled_from(["PAY-1", "#4", "](", "[", BROWSE, "\t", "OPEN", "1", '"', ",", "\n"])))
def test_no_text_is_too_odd(text):
    for found in read_ticket_lines("".join(text)):
        assert found.key or found.url
