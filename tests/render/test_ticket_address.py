"""The page for a new ticket opens with what the action says, whatever it says."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from postmortem_gui.core.postmortem import ActionItem, Person, Postmortem
from postmortem_gui.render.ticket_address import EXAMPLES, LONGEST, pattern_problem, ticket_address
from tests.strategies import postmortems

PATTERN = (
    "https://t.example/new?a=1&s={title}&d={description}&o={owner}&on={due}&p={priority}&i={incident_id}#{priority}"
)


def document(**fields: object) -> Postmortem:
    row = ActionItem(id="x_1", label="A1", description="Limit **R&D** = 100 % #1?", owner="Ida", due="2026-11-20")
    return Postmortem(
        facts={"title": "Labels", "incident_id": "INC-1"},
        people=(Person(id="u_1", name="Ida", handle="@ida"),),
        actions=(row.but(**{"priority": "P1", **fields}),),
    )


def test_everything_is_filled_in_and_percent_encoded():
    pm = document()
    found = ticket_address(pm, pm.actions[0], PATTERN)
    assert not found.is_cut
    parts = urlsplit(found.url)
    assert (parts.netloc, parts.fragment) == ("t.example", "P1")
    assert {key: value for key, (value,) in parse_qs(parts.query).items()} == {
        "a": "1",
        "s": "Limit R&D = 100 % #1?",
        "d": "Action A1 of the postmortem INC-1, Labels.",
        "o": "ida",
        "on": "2026-11-20",
        "p": "P1",
        "i": "INC-1",
    }
    assert "%26D" in found.url
    assert " " not in found.url


@pytest.mark.parametrize("details", ["x" * 9000, "ы" * 9000, "\U0001f9ea" * 9000, "& " * 9000])
def test_what_is_too_long_is_cut_in_the_description_and_said(details):
    pm = document(details=details)
    found = ticket_address(pm, pm.actions[0], PATTERN)
    assert LONGEST - 40 <= len(found.url) <= LONGEST
    assert found.is_cut
    said = parse_qs(urlsplit(found.url).query)
    assert said["d"][0].endswith("…")
    assert said["s"] == ["Limit R&D = 100 % #1?"]


def test_a_title_that_fills_the_address_alone_is_cut_too():
    pm = document(description="\U0001f9ea" * 120)
    pattern = "https://t.example/new?" + "&".join(f"s{at}={{title}}" for at in range(10))
    found = ticket_address(pm, pm.actions[0], pattern)
    assert found.is_cut
    assert len(found.url) <= LONGEST


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "begins with https://"),
        ("javascript:alert({title})", "begins with https://"),
        ("file:///{title}", "begins with https://"),
        ("https:///x?{title}", "begins with https://"),
        ("https://t.example/a b?{title}", "begins with https://"),
        ("https://[{title}", "begins with https://"),
        ("https://{title}/new", "only what comes after its name"),
        ("https://t.example@{title}/new", "only what comes after its name"),
        ("https://me:you@t.example/{title}", "only what comes after its name"),
        ("https://t.example/new", "has no {title}"),
        ("https://t.example/new?{title}&{secret}", "“{secret}” is not filled in"),
        ("https://t.example/new?{title}&{}", "“{}” is not filled in"),
        ("https://t.example/new?{title}" + "x" * 2000, "too long"),
    ],
)
def test_a_pattern_that_leads_nowhere_is_said_in_a_sentence(pattern, words):
    assert words in pattern_problem(pattern)
    pm = document()
    with pytest.raises(ValueError, match=re.escape(words)):
        ticket_address(pm, pm.actions[0], pattern)


def test_the_examples_are_patterns():
    assert [name for name, pattern in EXAMPLES if not pattern_problem(pattern)] == ["Jira", "GitHub", "Linear"]


@given(postmortems())
def test_every_action_has_an_address_to_the_same_site(pm):
    for row in pm.actions:
        for _, pattern in EXAMPLES:
            found = ticket_address(pm, row, pattern)
            assert len(found.url) <= LONGEST
            assert found.url.isascii()
            assert urlsplit(found.url).netloc == urlsplit(pattern).netloc
            assert urlsplit(found.url).path == urlsplit(pattern).path
