"""The beginning of a name, a word of it or a handle finds whom it means, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.people import OFFERED_MOST, Known, called, offered, spot

IDA, ZOE, NOOR = Known("Ida Brandt", "ida.b"), Known("Zoë Lind", "zed"), Known("Noor Haddad", "noor")
JO, JON = Known("Jo"), Known("Jon Lindqvist")
PEOPLE = (IDA, ZOE, NOOR, JO, JON)


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("i", (IDA,)),
        ("ida br", (IDA,)),
        ("@ida.b", (IDA,)),
        ("@zed", (ZOE,)),
        ("zoe", (ZOE,)),
        ("lind", (ZOE, JON)),
        ("Jon", (JON,)),
        ("Jo", ()),
        ("jo", (JO, JON)),
        ("Ida Brandt", ()),
        ("Ida Brandt @ Ful", ()),
        ("nobody", ()),
        ("@", PEOPLE),
        ("", ()),
        ("...", ()),
    ],
)
def test_who_is_offered(typed: str, people: tuple[Known, ...]) -> None:
    assert offered(PEOPLE, typed) == people


def test_what_somebody_is_typing_into_the_document_is_no_name_yet() -> None:
    typing = Known("Id", sure=False)
    assert offered((typing, IDA), "Id") == (IDA,)
    assert offered((Known("Id"), IDA), "Id") == ()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("ida.b", "Ida Brandt"),
        ("ida", "Ida Brandt"),
        ("brandt", "Ida Brandt"),
        ("zed", "Zoë Lind"),
        ("ze", "Zoë Lind"),
        ("zoe.lind", "Zoë Lind"),
        ("lind", ""),
        ("jo", "Jo"),
        ("nobody", ""),
    ],
)
def test_whom_a_word_stands_for(word: str, name: str) -> None:
    assert called(PEOPLE, word) == name


@pytest.mark.parametrize(
    ("text", "is_name", "typed"),
    [
        ("told @ida|", False, "@ida"),
        ("@|", False, "@"),
        ("(@no|", False, "@no"),
        ("told ida|", False, None),
        ("mail ida@example|", False, None),
        ("@ida said|", False, None),
        ("Ida|", True, "Ida"),
        ("Ida Brandt, No|", True, "No"),
        ("Ida Brandt, |", True, None),
        ("No|, Ida Brandt", True, "No"),
        ("No|or", True, None),
        ("Ida, @no|", True, "@no"),
        (" Id|", True, "Id"),
    ],
)
def test_where_a_name_is_typed(text: str, is_name: bool, typed: str | None) -> None:
    caret = text.index("|")
    found = spot(text.replace("|", ""), caret, is_name=is_name)
    assert (found.typed if found else None) == typed
    assert found is None or (text[found.start : found.end], found.end) == (typed, caret)


WORDS = st.text(alphabet="aAbB@,;. -éß\u0130", max_size=12)


@given(WORDS, WORDS, st.booleans(), st.lists(st.builds(Known, WORDS, WORDS), max_size=8))
def test_only_what_is_being_typed_is_ever_replaced(
    before: str, behind: str, is_name: bool, people: list[Known]
) -> None:
    found = spot(before + behind, len(before), is_name=is_name)
    if found is None:
        return
    assert before[found.start : found.end] == found.typed
    assert found.end == len(before)
    who = offered(people, found.typed)
    assert len(who) <= OFFERED_MOST
    assert set(who) <= set(people)
    assert found.typed.strip() not in {known.name for known in people if known.sure} or who == ()


@given(st.lists(st.builds(Known, WORDS, WORDS), max_size=8), WORDS)
def test_a_word_stands_for_somebody_who_is_known_or_for_nobody(people: list[Known], word: str) -> None:
    assert called(people, word) in {"", *(known.name for known in people)}


@given(st.permutations(("Ida Brandt", "Noor Haddad", "Zoë Lind", "Jo")))
def test_everybody_is_offered_from_their_first_letter_on_and_found_by_their_whole_name(names: list[str]) -> None:
    people = list(map(Known, names))
    for known in people:
        for size in range(1, len(known.name)):
            assert known in offered(people, known.name[:size])
        assert called(people, known.name) == known.name
