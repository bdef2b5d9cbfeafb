from __future__ import annotations

import json
import re
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.render.blocks import Item, Items, Layout
from postmortem_gui.render.html import prose_html
from postmortem_gui.render.pdf_columns import SIZES_PT, columns
from postmortem_gui.render.pdf_inline import fitted, line_nodes, said
from postmortem_gui.render.pdf_tree import TreeMaker
from postmortem_gui.render.pdf_words import breakable, clean, softened, width_of
from tests.render.pdfs import heading, prose, table
from tests.render.texts import letters, nasty, nasty_prose

WIDTH = 460.0


def tree(*blocks: Any) -> list[Any]:
    return TreeMaker({}, WIDTH, 700.0).tree(Layout("T", blocks))


def spoken(node: Any) -> str:
    """All words of a tree, in order."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(map(spoken, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "table":
        return spoken(node["head"]) + spoken([row["c"] for row in node["rows"]])
    return spoken(node.get("v") or node.get("alt") or node.get("c") or "")


def depth(node: Any) -> int:
    if isinstance(node, dict):
        return 1 + max((depth(inside) for inside in node.get("c", ())), default=0)
    return max(map(depth, node), default=0) if isinstance(node, list) else 0


@given(nasty_prose())
def test_words_in_are_words_out(text: str) -> None:
    said_by_html = re.sub(r"<img[^>]*alt=\"([^\"]*)\"[^>]*>", r"\1", prose_html(text))
    assert letters(escape(spoken(tree(prose(text))))) == letters(said_by_html)


@pytest.mark.parametrize("text", ["> " * 300 + "deep", "*a **b " * 300 + "x", "[" * 500 + "x", "1. " * 200 + "x"])
def test_nesting_is_bounded_and_the_words_stay(text: str) -> None:
    made = tree(prose(text))
    assert depth(made) < 26
    assert "x" in spoken(made) or "deep" in spoken(made)


def test_points_that_nest_without_end_become_flat() -> None:
    item = Item("last")
    for at in range(100):
        item = Item(f"p{at} ", (item,))
    made = tree(Items("i", None, (item,)))
    assert depth(made) < 26
    assert spoken(made) == "".join(f"p{at}" for at in reversed(range(100))) + "last"


@given(nasty())
def test_every_text_is_json_and_has_no_character_that_cannot_be_drawn(text: str) -> None:
    cleaned = clean(text)
    json.dumps(cleaned, ensure_ascii=False).encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]", cleaned)
    assert clean("a\0b\x07\ud800\ufeff") == "a□b□\ufffd\u2060"


@given(st.text(max_size=200) | nasty(), st.integers(2, 40))
def test_breaking_words_changes_no_word(text: str, longest: int) -> None:
    pieces = list(breakable(text, longest))
    assert "".join(piece or "" for piece in pieces) == text
    assert all(piece != "" for piece in pieces)
    assert softened(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_a_long_address_breaks_behind_its_slashes_and_a_short_word_never() -> None:
    pieces = list(breakable("see https://example.com/a/long/way and words", 20))
    assert pieces == [
        "see ",
        "https://",
        None,
        "example.",
        None,
        "com/",
        None,
        "a/",
        None,
        "long/",
        None,
        "way",
        " and words",
    ]
    assert list(breakable("short words only", 20)) == ["short words only"]


def test_a_word_of_a_megabyte_is_quick_and_whole() -> None:
    word = "x" * 1_000_000
    assert said(fitted(line_nodes(word, {}), 24)).replace("\u200b", "") == word
    assert len(list(breakable(word, 24))) == 1


@pytest.mark.parametrize(
    "text", ["[a](https://x.example/\u0007)", "[](https://x.example)", "[ ](<>)", "[a](HTTP://x.example)"]
)
def test_links_are_live_only_where_they_lead_somewhere(text: str) -> None:
    links = (
        [node for node in tree(prose(text))[0]["c"] if isinstance(node, dict) and node["t"] == "a"]
        if tree(prose(text))
        else []
    )
    assert all(re.match(r"https?://\S+\Z", link["u"], re.IGNORECASE) and link["c"] for link in links)


def test_code_is_coloured_unless_that_would_take_minutes() -> None:
    def language(code: str, name: str = "sql") -> str:
        return str(tree(prose(f"```{name}\n{code}\n```"))[0]["lang"])

    assert language("select 1") == "sql"
    assert language("select 1;" * 600) == ""
    assert language("x\n" * 1_001) == ""
    assert language("select\n" * 900, "sql") == "sql"
    assert language("x", "no/such\\thing") == ""


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────

CELLS = st.lists(st.lists(st.text("abc mW-\n", max_size=60), min_size=3, max_size=3), min_size=1, max_size=5)


@given(CELLS, st.lists(st.integers(0, 90), min_size=3, max_size=3), st.floats(120, 700))
def test_widths_add_up_and_an_ordinary_word_is_never_wider_than_its_column(
    cells: list[list[str]], wished: list[int], width: float
) -> None:
    shape = columns(cells, wished, width)
    assert sum(shape.widths) == pytest.approx(width)
    assert shape.size in SIZES_PT
    assert all(wide > 0 for wide in shape.widths)
    if shape.size > SIZES_PT[-1]:
        for row in cells:
            for at, text in enumerate(row):
                assert all(width_of(word) <= shape.room(at) + 0.01 for word in text.split() if len(word) <= 22)


def test_wishes_are_granted_where_words_fit() -> None:
    shape = columns([["Time", "Event"], ["23:48", "It stopped"]], [20, 80], 400)
    assert [round(wide) for wide in shape.widths] == [80, 320]


def test_a_wide_table_of_actions_keeps_its_words_whole_at_the_ordinary_size() -> None:
    heads = ["ID", "Description", "Owner", "Ticket", "Due", "Priority", "Status"]
    row = [
        "A1",
        "Limit the queue of the relay to ten thousand jobs",
        "Ida Brandt",
        "PRN-41",
        "2026-11-20",
        "P1",
        "in progress",
    ]
    shape = columns([heads, row], [6, 38, 14, 13, 12, 8, 9], WIDTH)
    assert shape.size == SIZES_PT[0]
    for at, (head, cell) in enumerate(zip(heads, row, strict=True)):
        assert all(width_of(word) <= shape.room(at) for word in f"{head} {cell}".split())


def test_only_a_table_that_no_type_size_saves_lies_on_its_side() -> None:
    assert not columns([["Measure"] * 8], [0] * 8, WIDTH, 700).sideways
    assert columns([["Measurement"] * 10], [0] * 10, WIDTH, 700).sideways
    assert not columns([["Measurement"] * 10], [0] * 10, WIDTH).sideways


def test_a_heading_goes_with_the_table_that_lies_on_its_side() -> None:
    heads = tuple(f"Measurement{at}" for at in range(10))
    made = tree(heading(1, "T"), prose("text"), heading(2, "Wide"), table(heads, heads))
    assert [node["t"] for node in made] == ["p", "table"]
    assert [node["t"] for node in made[1]["before"]] == ["section"]
