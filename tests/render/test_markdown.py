"""Blocks as Markdown and as HTML."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from postmortem_gui.render.blocks import (
    Box,
    Boxes,
    FrontMatter,
    Head,
    Heading,
    Item,
    Items,
    Layout,
    Lines,
    Prose,
    Table,
    TableRow,
)
from postmortem_gui.render.html import BOXES, block_html, inline_html, table_html
from postmortem_gui.render.markdown import block_markdown, document_markdown, row_markdown, yaml_text
from postmortem_gui.render.parser import parser
from tests.strategies import texts

TABLE = Table(
    "t",
    None,
    (Head("Time", "left", 20), Head("**Event**", "center", 50), Head("Due", "right", 30)),
    (TableRow(("**2026-11-03**", "", ""), day=True), TableRow(("23:48", "a | `b|c`", "")), TableRow(("x", "y", "z"))),
)


def test_tables_are_plain_and_pipes_stay_in_their_cells():
    assert block_markdown(TABLE) == (
        "| Time | **Event** | Due |\n| :--- | :---: | ---: |\n| **2026-11-03** |  |  |\n"
        "| 23:48 | a \\| `b\\|c` |  |\n| x | y | z |"
    )


def test_a_table_cut_in_runs_is_the_same_table():
    run = Table("t", None, TABLE.heads, TABLE.rows[2:])
    assert block_markdown(run).endswith("---: |\n| x | y | z |")
    assert row_markdown(("x", "y", "z")) == "| x | y | z |"
    whole, later = table_html(TABLE), table_html(run, head=False)
    assert '<th width="20%" style="text-align:left">Time</th>' in whole
    assert "<thead>" not in later
    assert '<td width="50%" style="text-align:center">y</td>' in later
    assert '<tr class="day"><td colspan="3"><strong>2026-11-03</strong></td></tr>' in whole


def test_two_lists_in_a_row_stay_two_lists():
    one, two = Items("a", None, (Item("a", (Item("b"),)),)), Items("b", None, (Item("c"),))
    numbered = Items("c", None, (Item("d"),), numbered=True)
    layout = Layout("", (Prose("p", None, "- x"), one, two, numbered, numbered))
    text = document_markdown(layout)
    assert text == "- x\n\n* a\n  - b\n\n- c\n\n1) d\n\n1. d\n"
    tops = [token for token in parser().parse(text) if token.type.endswith("list_open") and token.level == 0]
    assert len(tops) == 5


def test_boxes_are_fields_on_a_page_and_characters_elsewhere():
    boxes = Boxes("b", None, (Box("[x] told", True), Box("ask", False)))
    assert block_markdown(boxes) == "- [x] \\[x] told\n- [ ] ask"
    assert block_html(boxes).count("<input") == 2
    assert f"{BOXES[True]} [x] told" in block_html(boxes, glyphs=True)
    prose = Prose("p", None, "- [x] done\n- [ ] open\n")
    assert [block_html(prose, glyphs=True).count(glyph) for glyph in BOXES.values()] == [1, 1]
    assert "<input" not in block_html(prose, glyphs=True)


def test_lines_break_where_they_end():
    lines = Lines("l", None, ("A: 1", "# B", "--- | ---"))
    assert block_markdown(lines) == "A: 1\\\n\\# B\\\n\\--- | ---"
    assert block_html(lines) == "<p>A: 1<br># B<br>--- | ---</p>"
    apart = Lines("l", None, ("a", "b"), apart=True)
    assert block_markdown(apart) == "a\n\nb"
    assert block_html(apart) == "<p>a</p>\n<p>b</p>"


def test_headings_keep_the_number_signs_at_their_end():
    heading = Heading("h:c", None, 2, "About C #")
    assert block_markdown(heading) == "## About C \\#"
    assert block_html(heading) == '<h2 id="pm-h-c">About C #</h2>'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("PostMortem", "PostMortem"),
        ("Report for Changeset 4.18", "Report for Changeset 4.18"),
        ("", "''"),
        ("yes", "'yes'"),
        ("it's: a", "'it''s: a'"),
        ("4.18", "'4.18'"),
        ("a #b", "'a #b'"),
        ("@ann", "'@ann'"),
        ("a\nb", '"a\\nb"'),
        ("trailing ", "'trailing '"),
    ],
)
def test_front_matter_is_quoted_where_yaml_would_read_it_otherwise(text, written):
    assert yaml_text(text) == written


@given(texts())
def test_front_matter_stays_on_its_lines(text):
    written = block_markdown(FrontMatter("f", None, (("title", text), ("labels", "x"))))
    lines = written.split("\n")
    assert len(lines) == 4
    value = lines[1].removeprefix("title: ")
    if value.startswith("'"):
        assert value[1:-1].replace("''", "'") == text
    else:
        assert (json.loads(value) if value.startswith('"') else value) == text


@pytest.mark.parametrize("src", ["https://x.example/a.png", "http://x.example"])
def test_a_picture_from_somewhere_else_is_a_link_to_it(src):
    assert inline_html(f"![a <b>]({src})") == f'<a href="{src}">a &lt;b&gt;</a>'


def test_links_to_where_nobody_may_go_are_text():
    for url in ("javascript:alert(1)", "file:///etc/passwd", "smb://h/s", "data:text/html,x", "//h/s", "/etc/passwd"):
        assert "href" not in inline_html(f"[a]({url}) <{url}> ![b]({url})")
        assert "src" not in inline_html(f"![b]({url})")
    assert "href" not in inline_html("[a](pm:a_1)")


@given(texts())
def test_no_text_makes_a_tag_of_its_own(text):
    html = inline_html(text)
    tags = {tag.split()[0].strip("/<>") for tag in re.findall(r"<[^>]+>", html)}
    assert tags <= {"em", "strong", "s", "code", "a", "img", "br"}
