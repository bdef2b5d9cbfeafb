"""Any text in any one-line field is shown as it was typed, and breaks nothing around it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postmortem_gui.render.escaping import bold, cell, heading, line, link, one_line, plain_line, squeezed, words
from postmortem_gui.render.parser import line_parser, parser
from tests.render.texts import nasty


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** and *it*", "<strong>bold</strong> and <em>it</em>"),
        ("`a|b`", "<code>a|b</code>"),
        ("[deploy](https://ci.example.com/5)", '<a href="https://ci.example.com/5">deploy</a>'),
        ("~~gone~~", "<s>gone</s>"),
        ("one<br>two", "one<br>\ntwo"),
        (
            "see https://x.example/_a_b_c.",
            'see <a href="https://x.example/_a_b_c">https://x.example/_a_b_c</a>.',
        ),
        ("[Docs at https://x.example](https://y.example)", '<a href="https://y.example">Docs at https://x.example</a>'),
    ],
)
def test_emphasis_code_links_and_breaks_keep_working(typed, shown):
    assert parser().renderInline(one_line(typed)) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "snake_case_name",
        "5 * 3 = 15",
        "[INC-7] is open",
        "AT&T",
        "a < b",
        "#incident",
        "~310 orders",
        "C:\\Users\\svc",
        "«quoted» – fine…",
        "wait!",
    ],
)
def test_ordinary_words_are_printed_without_a_backslash(typed):
    assert one_line(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<!-- hidden -->",
        "&copy; &#35; &amp;",
        "\\\\host\\share\\",
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "![x](data:image/png;base64,AAAA)",
        "`unbalanced",
        "**unclosed",
        "a ~~ b",
        "[ref]: https://x",
        "<https://x",
    ],
)
def test_what_is_no_mark_is_shown_as_it_was_typed(typed):
    assert words(one_line(typed)) == typed


@given(nasty())
@example("***a** b*")
@example("*a***b**")
@example("a\\")
@example("[a][b](https://c.d)")
def test_no_word_is_lost_and_nothing_is_read_twice(text):
    written = one_line(text)
    assert "\n" not in written
    typed = line_parser().parseInline(squeezed(text).replace("\x00", "\ufffd"))
    assert parser().renderInline(written) == line_parser().renderInline(squeezed(text)) or written == plain_line(text)
    if written != plain_line(text):
        assert _letters(words(written)) == _letters("".join(token.content for token in _flat(typed)))


def _flat(tokens):
    for token in tokens:
        if token.children is not None:
            yield from _flat(token.children)
        else:
            yield token


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(nasty())
def test_a_line_is_one_paragraph(text):
    written = line(one_line(text))
    kinds = [token.type for token in parser().parse(f"before\n\n{written}\n\nafter")]
    paragraphs = 3 if written.strip() else 2
    assert kinds == ["paragraph_open", "inline", "paragraph_close"] * paragraphs


@given(nasty(), nasty())
def test_lines_of_a_paragraph_stay_in_it(first, second):
    lines = [line(one_line(text)) for text in (first, second) if one_line(text).strip()]
    kinds = [token.type for token in parser().parse("\\\n".join(["start", *lines, "end"]))]
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


@given(nasty())
def test_an_item_is_one_item(text):
    written = line(one_line(text))
    kinds = [token.type for token in parser().parse(f"- {written}\n- next")]
    assert kinds.count("list_item_open") == 2
    assert kinds.count("bullet_list_open") == 1
    assert not {"heading_open", "blockquote_open", "fence", "hr", "code_block", "ordered_list_open"} & set(kinds)
    assert "checked" not in str([token.meta for token in parser().parse(f"- {written}")])


@given(nasty())
def test_a_cell_is_one_cell(text):
    written = cell(one_line(text))
    tokens = parser().parse(f"| a | b |\n| --- | --- |\n| {written} | x |\n| y | z |\n\nafter")
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type in ("td_open", "th_open")]
    assert len(cells) == 6
    assert [found.content for found in cells[3:]] == ["x", "y", "z"]
    alone = parser().renderInline(one_line(text))
    assert parser().renderer.render([cells[2]], parser().options, {}).strip() == alone.strip()


@given(nasty())
def test_a_heading_is_one_heading(text):
    written = heading(one_line(text))
    tokens = parser().parse(f"## {written}\n\nafter")
    assert [token.type for token in tokens].count("heading_open") == 1
    assert tokens[0].tag == "h2"
    assert _letters(words(one_line(text))) == _letters(words(tokens[1].content))


@given(nasty(), nasty())
def test_a_link_leads_only_where_it_may(title, url):
    html = parser().renderInline(link(title, url))
    assert 'href="' not in html.replace('href="http', "").replace('href="mailto:', "").replace('href="#', "")


@given(nasty(), st.sampled_from(["https://x.example/a_(b)?c=d&amp;e|f", "http://x.example/)(", "mailto:a@b.example"]))
def test_a_link_is_one_link_whatever_its_title(title, url):
    written = link(title, url)
    assert "\n" not in written
    tokens = parser().parseInline(written)[0].children or []
    assert [token.type for token in tokens].count("link_open") == 1
    assert tokens[0].attrGet("href") == parser().normalizeLink(url)


def test_bold_is_not_made_bolder():
    assert bold("Cause") == "**Cause**"
    assert bold("a **b** c") == "a **b** c"
    assert bold("") == ""
