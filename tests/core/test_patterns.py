"""A pattern from somebody's file never holds the program up: it is quick on every text, or it is refused."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from postmortem_gui.core.patterns import PATTERN_MOST, TEXT_MOST, matches, refusal

USUAL = (
    (r"INC-\d{4}-\d{2}-\d{2}-\d{3}", "INC-2026-11-03-002", "INC-7"),
    (r"[A-Z]+-\d+", "OPS-42", "ops-42"),
    (r"(?i)ops-\d+", "ops-42", "ops-"),
    (r"(\d+-)+x", "1-22-x", "1-22-"),
    (r"\w+(\.\w+)*@\w+(\.\w+)+", "ida.brandt@example.com", "ida@example"),
    (r"https?://\S+", "https://example.com/a", "ftp://example.com"),
    (r".*runbook.*", "see the runbook 7", "see the book"),
    (r"[A-Z][a-z]+( [A-Z][a-z]+)*", "Ida Brandt", "Ida brandt"),
    (r"\d{1,3}(,\d{3})*(\.\d+)? (EUR|USD)", "1,200.50 EUR", "1,20 EUR"),
    (r"(?!TBD).*", "42", "TBD"),
    (r"(?:P[0-4]|SEV-[1-5])", "SEV-2", "P9"),
    (r"[^\W\d_]+", "Zürich", "Zürich1"),
)
ENDLESS = (
    r"(a+)+",
    r"(a+)+$",
    r"(a*)*",
    r"(a|aa)+",
    r"(a|a)*b",
    r"(\w+\s?)*!",
    r"([a-z]+,? ?)+;",
    r"(x+x+)+y",
    r"(a?){50}a{50}",
    r"(.*)(.*)(.*)(.*)=",
    r"(\d+)*-",
    r"((a{1,100}){1,100}){1,100}",
    r"(?i)(ka|Ka)+x",
    r"(?:\d+|[0-9]+)+x",
    r"(?=(a+)+b)c",
    r"(a)\1",
)


@pytest.mark.parametrize(("expression", "right", "wrong"), USUAL)
def test_what_people_write_is_taken_and_means_what_python_says(expression: str, right: str, wrong: str) -> None:
    assert refusal(expression) == ""
    assert matches(expression, right) is True
    assert matches(expression, wrong) is False


@pytest.mark.parametrize("expression", ENDLESS)
def test_what_can_take_for_ever_is_refused(expression: str) -> None:
    assert refusal(expression)
    assert matches(expression, "a" * 5000) is None


@pytest.mark.parametrize(
    "expression", ["(", "[[a]", "a{99999999999}", "*", "(?P<a", "a" * (PATTERN_MOST + 1), "(" * 150]
)
def test_what_cannot_be_read_is_refused_without_noise(expression: str) -> None:
    assert refusal(expression)


def test_a_text_longer_than_is_looked_at_does_not_match() -> None:
    assert matches("a*", "a" * TEXT_MOST) is True
    assert matches("a*", "a" * (TEXT_MOST + 1)) is False


LETTERS = ("a", "b", "0", "-", " ", "é")
ATOMS = st.sampled_from(
    (*LETTERS, r"\d", r"\w", r"\s", r"\S", ".", "[ab]", "[^a]", "[a0]", "[^\\d]", "\\b", "^", "[k-é]", "k")
)
REPEATS = st.sampled_from(("*", "+", "?", "*?", "+?", "{2}", "{0,3}", "{2,}", "{1,50}", "*+"))


def expressions() -> st.SearchStrategy[str]:
    """Expressions of all sorts: letters and sets, repeated, in a row, as alternatives, in groups, looked ahead to."""
    return st.recursive(
        ATOMS,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=4).map("".join),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
            st.tuples(inner, REPEATS).map(lambda part: f"(?:{part[0]}){part[1]}"),
            st.tuples(ATOMS, REPEATS).map("".join),
            inner.map(lambda part: f"(?!{part})"),
            inner.map(lambda part: f"(?i:{part})"),
        ),
        max_leaves=12,
    )


def hostile() -> st.SearchStrategy[str]:
    """Texts that repeat something to the end, and then are not what was hoped for."""
    piece = st.text(alphabet="".join(LETTERS) + "kK\u212a", min_size=1, max_size=4)
    return st.tuples(st.text(alphabet="ab0- ", max_size=3), piece, st.sampled_from(("", "!", "\n", "b", "-"))).map(
        lambda told: (told[0] + told[1] * TEXT_MOST)[: TEXT_MOST - 1] + told[2]
    )


@settings(max_examples=400, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None)
@given(expressions(), st.lists(hostile(), min_size=1, max_size=4))
@example(r".*foo.*", ["foo" * 66 + "\n"])
@example(r"(?:(?:a|b)?){8}", ["a" * 199 + "!"])
def test_no_pattern_that_is_taken_takes_more_than_50_ms(expression: str, texts: list[str]) -> None:
    assume(not refusal(expression))
    for text in ("a" * (TEXT_MOST - 1) + "!", "0" * (TEXT_MOST - 1) + "!", " " * TEXT_MOST, "ab" * 99 + "!", *texts):
        start = time.process_time()
        found = matches(expression, text)
        took = time.process_time() - start
        assert took < 0.05, f"{took * 1000:.0f} ms for {expression!r} on {text!r}"
        assert found == (re.fullmatch(expression, text) is not None)


@settings(max_examples=200)
@given(st.text(max_size=250))
def test_any_text_is_an_expression_or_refused_in_words(expression: str) -> None:
    words = refusal(expression)
    assert (matches(expression, "x") is None) == bool(words)
