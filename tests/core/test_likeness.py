"""Letters that are in a text in their order always fit it, and the better they stand together the better they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.folding import fold
from postmortem_gui.core.likeness import fit
from tests.strategies import texts


@given(texts(), texts())
def test_anything_can_be_asked_of_anything(query: str, text: str) -> None:
    found = fit(fold(query), fold(text))
    assert found is None or all(0 <= at < len(fold(text)) for at in found.letters)


@given(st.data())
def test_letters_that_are_there_in_their_order_fit(data: st.DataObject) -> None:
    text = fold(data.draw(texts()))
    chosen = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    query = "".join(letter for letter, is_typed in zip(text, chosen, strict=True) if is_typed)
    found = fit(query, text)
    assert found is not None
    assert {text[at] for at in found.letters} == set("".join(query.split()))


@given(st.text("abc ", max_size=6), st.text("abc ", max_size=12))
def test_only_letters_that_are_there_fit(query: str, text: str) -> None:
    found = fit(query, text)
    for word in query.split():
        rest = iter(text)
        is_there = all(letter in rest for letter in word)
        assert is_there or found is None


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("exp", "export pdf", "next page"),
        ("own", "owner of the row", "shutdown"),
        ("ep", "export pdf", "help"),
        ("mark", "markdown", "copy as markdown"),
        ("pdf exp", "export pdf", "export html and print dull files"),
        ("save", "save", "save as"),
    ],
)
def test_what_people_mean_comes_first(query: str, better: str, worse: str) -> None:
    first, second = fit(query, better), fit(query, worse)
    assert first is not None
    assert second is None or first.score > second.score


def test_the_letters_meant_are_those_at_the_start_of_words() -> None:
    found = fit("wd", "owned window door")
    assert found is not None
    assert found.letters == (6, 13)
