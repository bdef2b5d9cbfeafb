"""What is too much to paste is refused in one sentence; everything that people write is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.importers.refusals import MOST_CHARACTERS, MOST_IN_A_LINE, MOST_LINES, refusal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x\n" * (MOST_LINES + 1), "10,001 lines"),
        ("x" * (MOST_IN_A_LINE + 1), "100,001 letters"),
        ("x" * (MOST_CHARACTERS + 1), "4,000,001 letters"),
        ("\0\1\2\3" * 100, "not text"),
    ],
)
def test_what_is_refused_is_said_with_its_size_and_that_nothing_happened(text: str, words: str) -> None:
    sentence = refusal(text)
    assert words in sentence
    assert "nothing was pasted" in sentence


def test_a_list_may_take_fewer_lines_than_a_timeline() -> None:
    assert "Up to 2 lines" in refusal("a\nb\nc", most_lines=2)
    assert not refusal("a\nb\n", most_lines=2)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffd"), max_size=200))
def test_what_people_write_is_never_refused(text: str) -> None:
    assert not refusal(text)
