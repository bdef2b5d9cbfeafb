"""Pasted lines become timeline rows, and no word is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.importers.pasted import MOST_LINES, PastedRow, read_lines


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("14:32 Paged Ann", PastedRow("14:32", "Paged Ann")),
        ("14:32 - Paged Ann", PastedRow("14:32", "Paged Ann")),
        ("14:32 UTC – Paged Ann", PastedRow("14:32 UTC", "Paged Ann")),
        ("14:32 EST Paged Ann", PastedRow("14:32 EST", "Paged Ann")),
        ("14:32 Alert fires", PastedRow("14:32", "Alert fires")),
        ("14:32 West wing is dark", PastedRow("14:32", "West wing is dark")),
        ("14:32 DIRT", PastedRow("14:32", "DIRT")),
        ("- 14:32: Paged Ann", PastedRow("14:32", "Paged Ann")),
        ("* **14:32** Paged Ann", PastedRow("14:32", "Paged Ann")),
        ("2:32 PM | Paged Ann", PastedRow("2:32 PM", "Paged Ann")),
        ("2026-11-17T14:32:05Z Paged Ann", PastedRow("2026-11-17T14:32:05Z", "Paged Ann")),
        ("14:50-14:55 Rolled back", PastedRow("14:50-14:55", "Rolled back")),
        ("| 14:32 | Paged Ann | PD-1 |", PastedRow("14:32", "Paged Ann", "PD-1")),
        ("14:32\tPaged Ann\thttps://pd.example/1", PastedRow("14:32", "Paged Ann", "https://pd.example/1")),
        ("Nobody wrote down when", PastedRow("", "Nobody wrote down when")),
        ("1912 orders failed", PastedRow("", "1912 orders failed")),
    ],
)
def test_a_line_is_read(line: str, row: PastedRow) -> None:
    assert read_lines(line) == (row,)


def test_the_head_of_a_markdown_table_is_no_row() -> None:
    text = "| Time | Event |\n| --- | --- |\n| 14:32 | Paged \\| twice |\n| | Nobody knows when |\n"
    assert read_lines(text) == (PastedRow("14:32", "Paged | twice"), PastedRow("", "Nobody knows when"))


def test_a_table_is_found_below_other_lines_and_keeps_times_that_cannot_be_read() -> None:
    text = """All times in UTC.

| Time | Event |
| :--- | ----- |
| **2024-03-13 14:05** | Scaled `dev` up |
| 2024-03-13 14:?? | Scaled it down \\| again |
| 2024-03-13 HH:mm | Short event |
| 2024-03-14 | Closed |
and so it ended"""
    assert read_lines(text) == (
        PastedRow("", "All times in UTC."),
        PastedRow("2024-03-13 14:05", "Scaled `dev` up"),
        PastedRow("2024-03-13 14:??", "Scaled it down | again"),
        PastedRow("2024-03-13 HH:mm", "Short event"),
        PastedRow("2024-03-14", "Closed"),
        PastedRow("", "and so it ended"),
    )


def test_a_bullet_that_goes_on_below_itself_is_one_row() -> None:
    text = "- 14:05 A contributor\n  submits a patch\n  for review\n- 14:10 Merged\n  - 14:12 Deployed\n  14:15 Calm"
    assert read_lines(text) == (
        PastedRow("14:05", "A contributor submits a patch for review"),
        PastedRow("14:10", "Merged"),
        PastedRow("14:12", "Deployed"),
        PastedRow("14:15", "Calm"),
    )


def test_a_table_of_other_things_keeps_its_words() -> None:
    rows = read_lines("| Name | Team |\n| --- | --- |\n| Ann | Shipping |\n")
    assert rows == (PastedRow("", "| Ann | Shipping |"),)


def test_a_paste_is_bounded() -> None:
    assert len(read_lines("14:32 x\n" * (MOST_LINES + 10))) == MOST_LINES


@given(st.text())
def test_every_letter_of_every_line_is_kept(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(letter for letter in words if letter.isalnum())

    rows = read_lines(text)
    assert letters("".join(row.time + row.event + row.source for row in rows)) == letters(text)
