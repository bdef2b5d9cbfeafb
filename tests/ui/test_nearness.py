"""Which heading and which line of the document is nearest to what somebody edits."""

from __future__ import annotations

import time

import pytest

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Block, Head, Heading, Item, Items, Layout, Lines, Table, TableRow
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.ui.nearness import heading_of, line_of


def table(part: str, *rows: str) -> Table:
    return Table(part, Place(part), (Head("A"),), tuple(TableRow((row,), Place(part, row)) for row in rows))


DOCUMENT: tuple[Block, ...] = (
    Heading("title", Place("facts", "title"), 1, "Down"),
    Heading("h:meta", Place("facts", "incident_id"), 2, "Metadata"),
    Items("meta", Place("facts"), (Item("ID", place=Place("facts", "incident_id")),)),
    Heading("h:when", None, 2, "When"),
    Lines("when", Place("facts", "start"), ("a", "b"), places=(Place("facts", "start"), Place("facts", "end"))),
    Heading("h:timeline", Place("timeline"), 2, "Timeline"),
    table("timeline", "t_1", "t_2"),
    Heading("h:comms", Place("facts", "public"), 2, "Customer communication"),
    Items(
        "comms",
        Place("facts"),
        (Item("Public", (Item("where", place=Place("facts", "public_url")),), Place("facts", "public")),),
    ),
    Heading("h:potential", Place("actions"), 2, "Potential measures"),
    table("actions", "a_1"),
    Heading("h:committed", Place("actions"), 2, "Measures"),
    table("actions", "a_2", "a_3"),
    Heading("h:story", Place("story"), 2, "The story"),
    Lines("story", Place("story"), ("x", "y"), apart=True, places=(Place("story", "p_1"), Place("story", "p_2"))),
)


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("facts/title", "Down"),
        ("facts/incident_id", "Metadata"),
        ("facts/end", "When"),
        ("facts/public", "Customer communication"),
        ("facts/public_url", "Customer communication"),
        ("timeline", "Timeline"),
        ("timeline/t_2/event", "Timeline"),
        ("timeline/new", "Timeline"),
        ("actions/a_1/owner", "Potential measures"),
        ("actions/a_3/owner", "Measures"),
        ("story/p_2/text", "The story"),
        ("whys/problem", ""),
        ("facts/not_printed", ""),
    ],
)
def test_the_heading_above_a_place_is_that_of_its_own_section(place: str, heading: str) -> None:
    assert heading_of(Layout("Down", DOCUMENT), Place.of(place)) == heading


def test_a_heading_is_found_quickly_below_a_long_timeline() -> None:
    rows = tuple(f"t_{n}" for n in range(5_000))
    places = tuple(Place("told", row) for row in rows)
    blocks = (table("timeline", *rows), Lines("told", Place("told"), rows, apart=True, places=places))
    layout = Layout("Down", (*blocks, *DOCUMENT))
    began = time.process_time()
    for _ in range(100):
        heading_of(layout, Place.of("facts/public_url"))
    assert time.process_time() - began < 0.3, "less than a millisecond each, with every key"


@pytest.mark.parametrize("apart", [False, True])
def test_a_line_with_a_place_of_its_own_is_found_in_the_markdown(apart: bool) -> None:
    places = (Place("timeline", "t_1"), None, Place("timeline", "t_3"))
    block = Lines("timeline", Place("timeline"), ("first", "day", "third"), apart=apart, places=places)
    layout = Layout("Down", (Heading("h", None, 2, "Timeline"), block))
    text = document_markdown(layout).splitlines()
    for place, words in {"timeline/t_1": "first", "timeline/t_3/event": "third"}.items():
        assert text[line_of(layout, Place.of(place)) - 1].rstrip("\\") == words
