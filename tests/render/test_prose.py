"""Prose is shown as Markdown and stays in its section."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from postmortem_gui.render.html import prose_html
from postmortem_gui.render.parser import DEEPEST, parser
from postmortem_gui.render.prose import contained
from tests.render.texts import letters, nasty_prose


def _headings(text):
    tokens = parser().parse(text)
    return [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]


@pytest.mark.parametrize(
    ("typed", "headings"),
    [
        ("# A\n\ntext\n\n#### B", [("h3", "A"), ("h4", "B")]),
        ("Title\n=====\n\nTwo\nlines\n---\ntext", [("h3", "Title"), ("h3", "Two lines")]),
        ("> # quoted\n\n- ## in a list\n\n1. Under\n   ===", [("h3", "quoted"), ("h3", "in a list"), ("h3", "Under")]),
        ("C #\n===", [("h3", "C \\#")]),
        ("```\n# no heading\n```\n\n    # neither", []),
    ],
)
def test_headings_in_prose_are_deeper_than_their_section(typed, headings):
    assert _headings(contained(typed, 2)) == headings


def test_a_code_block_without_an_end_gets_one():
    assert contained("```sql\nSELECT 1;", 2) == "```sql\nSELECT 1;\n```"
    assert contained("~~~~\na\n~~~", 2) == "~~~~\na\n~~~\n~~~~"
    assert contained("```\na\n```", 2) == "```\na\n```"
    assert contained("```\na\n    ```", 2) == "```\na\n    ```\n```"


def test_html_is_shown_and_not_obeyed_on_any_site():
    typed = "a <b>b</b> `<i>` <https://x.example> <br> [c](<https://y.example>)\n\n<!-- d"
    assert contained(typed, 2) == "a \\<b>b\\</b> `<i>` <https://x.example> <br> [c](<https://y.example>)\n\n\\<!-- d"
    assert contained("```\n<b>\n```", 2) == "```\n<b>\n```"


def test_ordinary_prose_is_printed_as_it_was_typed():
    typed = "The relay *stopped*.\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```sql\nSELECT 1;\n```"
    assert contained(typed, 2) == typed


@given(nasty_prose())
def test_prose_touches_nothing_outside_its_section(text):
    page = f"# T\n\n## A\n\n{contained(text, 2)}\n\n## B\n\nafter the end"
    tokens = parser().parse(page)
    outline = [token.tag for token in tokens if token.type == "heading_open"]
    assert outline[:2] == ["h1", "h2"]
    assert [tag for tag in outline if tag < "h3"] == ["h1", "h2", "h2"]
    assert outline[-1] == "h2"
    assert [token.type for token in tokens[-3:]] == ["paragraph_open", "inline", "paragraph_close"]
    assert tokens[-2].content == "after the end"


@given(nasty_prose())
def test_no_word_of_prose_is_lost(text):
    assert letters(prose_html(contained(text, 2))) == letters(prose_html(text))


@given(nasty_prose())
def test_containing_twice_is_containing_once(text):
    once = contained(text, 2)
    assert contained(once, 2) == once


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "- > "])
def test_what_nests_too_deep_becomes_text_and_keeps_its_words(mark):
    html = prose_html(mark * 60 + "the end")
    assert "the end" in html
    assert html.count("<blockquote>") + html.count("<li") <= DEEPEST


def test_emphasis_that_nests_too_deep_becomes_text():
    html = prose_html("**a " * 60 + "the end" + " b**" * 60)
    assert html.count("<strong>") <= DEEPEST
    assert "the end" in html
    assert html.count("<strong>") == html.count("</strong>")
    assert html.count("*") == 4 * (60 - html.count("<strong>"))


@pytest.mark.parametrize("bomb", ["[" * 60_000, "![" * 30_000, "<![CDATA[ " * 10_000, "[" * 30_000 + "]" * 30_000])
def test_a_page_of_brackets_takes_no_minutes_and_loses_none(bomb):
    start = time.process_time()
    shown = parser().render(bomb)
    assert time.process_time() - start < 12  # half a second on an idle machine; without the bound, half a minute
    assert shown.count("[") == bomb.count("[")


@pytest.mark.parametrize("depth", [1, 5, 15])
def test_a_link_may_stand_in_brackets(depth):
    text = f"{'[' * depth}[words](https://example.com){']' * depth}"
    assert '<a href="https://example.com">words</a>' in parser().render(text)
