"""A search sees no case and no accents, and knows where in the text it is all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.folding import Span, fold, originals, spans
from tests.strategies import texts


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Über", "uber"),
        ("Łódź", "lodz"),
        ("e\u0301tat", "etat"),
        ("STRASSE", "straße"),
        ("Smørrebrød", "smorrebrod"),
        ("14:30–14:50", "14:30-14:50"),
        ("don’t", "don't"),
        ("a\u00a0b", "a b"),
        ("ﬁle", "file"),
    ],
)
def test_people_find_what_they_cannot_type(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


def test_a_place_in_the_text_is_that_of_the_letters_as_written() -> None:
    text = "Das Café, das cafe\u0301 und das CAFE"
    assert [text[start:end] for start, end in spans(text, "cafe")] == ["Café", "cafe", "CAFE"]
    assert spans("Straße", "ss") == [Span(4, 5)]


def test_nothing_is_found_by_nothing() -> None:
    assert spans("anything", "") == []


@given(texts())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts())
def test_every_folded_letter_is_of_a_letter_of_the_text(text: str) -> None:
    places = originals(text)
    assert len(places) == len(fold(text))
    assert places == sorted(places)


@given(texts(), st.text(min_size=1, max_size=4), texts())
def test_what_is_in_the_text_is_found_there(before: str, words: str, behind: str) -> None:
    text, needle = before + words + behind, fold(words)
    found = spans(text, needle)
    assert bool(found) == bool(needle)
    assert all(needle in fold(text[start:end]) for start, end in found)
