"""The address of a value, and what is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import parts
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    ChecklistItem,
    Leak,
    Link,
    Meeting,
    Parked,
    Point,
    Postmortem,
    Record,
    Seconds,
    Section,
    Ticket,
    TimelineEntry,
    When,
    Why,
    Whys,
)
from tests.strategies import postmortems

PM = Postmortem(
    zone="UTC",
    facts={"title": "Down", "severity": "P1"},
    sections={"summary": Section(text="Short."), "lucky": Section(points=(Point(id="p_1", text="a"),))},
    timeline=(TimelineEntry(id="t_1", event="a"), TimelineEntry(id="t_2", event="b")),
    whys=Whys(problem="why", items=(Why(id="w_1", question="?"),)),
    actions=(ActionItem(id="x_1", description="do", x_new=[1]),),
    checklists={"publication": (ChecklistItem(id="c_1"),), "x_ours": (ChecklistItem(id="c_2"),)},
    meeting=Meeting(scribe="Ida", parked=(Parked(id="k_1", text="later"),)),
    leaks=(Leak(id="l_1", with_="a person"),),
)

steps = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=8)


@given(steps, st.none() | steps, st.none() | steps)
def test_a_place_is_read_back_from_its_text(part, row, field):
    place = Place(part, row, field if row is not None else None)
    assert Place.of(str(place)) == place


@pytest.mark.parametrize("text", ["", "/a", "a/b/c/d"])
def test_what_is_no_place_is_said_in_a_sentence(text):
    with pytest.raises(ValueError, match="is no place"):
        Place.of(text)


@pytest.mark.parametrize(
    ("place", "value", "other"),
    [
        ("facts/title", "Down", "Up"),
        ("facts/impact_duration", None, Seconds(seconds=60)),
        ("facts/authors", None, ("Ida",)),
        ("facts/tenants_told", None, (Record(id="f_1", tenant="a"),)),
        ("facts/status_page", None, Link(title="a")),
        ("facts/first_alert", None, When(typed="25:10")),
        ("sections/summary", "Short.", "Long."),
        ("sections/summary/text", "Short.", "Long."),
        ("sections/x_new/heading", None, "Notes"),
        ("lucky/p_1/text", "a", "b"),
        ("lucky/p_1/level", 0, 2),
        ("timeline/t_2/event", "b", "c"),
        ("timeline/t_2/when", When(), When(typed="later")),
        ("timeline/t_2/phases", (), ("detected", "acknowledged")),
        ("whys/problem", "why", "why!"),
        ("whys/w_1/question", "?", "??"),
        ("actions/x_1/ticket", None, Ticket(key="A-1")),
        ("publication/c_1/done", False, True),
        ("x_ours/c_2/text", "", "@ida"),
        ("meeting/scribe", "Ida", "Noor"),
        ("parked/k_1/text", "later", "now"),
        ("leaks/l_1/with", "a person", "somebody"),
        ("document/zone", "UTC", "Europe/Paris"),
        ("document/second_zone", "", "UTC"),
    ],
)
def test_every_value_is_read_and_written_at_its_place(place, value, other):
    at = Place.of(place)
    assert parts.read(PM, at) == value
    written = parts.write(PM, at, other)
    assert parts.read(written, at) == other
    back = parts.write(written, at, "" if value is None and at.part in ("facts", "sections") else value)
    assert back == PM


def test_a_change_in_one_part_shares_every_other():
    new = parts.write(PM, Place.of("timeline/t_2/event"), "c")
    assert new.timeline[0] is PM.timeline[0]
    assert all(getattr(new, part) is getattr(PM, part) for part in Postmortem.model_fields if part != "timeline")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("timeline", ()),
        ("timeline/t_1", None),
        ("timeline/t_9/event", "x"),
        ("timeline/t_1/nothing", "x"),
        ("timeline/t_1/event", 1),
        ("timeline/t_1/event", b"x"),
        ("timeline/t_1/phases", [1]),
        ("timeline/t_1/when", {"at": "noon"}),
        ("timeline/t_1/id", "t_9"),
        ("lucky/p_1/level", "1"),
        ("lucky/p_1/level", -1),
        ("publication/c_1/done", "yes"),
        ("facts/title", 1),
        ("facts/impact_duration", {"seconds": -1}),
        ("document/nothing", "x"),
        ("document/text", "x"),
        ("meeting/nothing", "x"),
        ("marks/x/audience", "public"),
        ("nowhere/x/text", "x"),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_refused_in_a_sentence(place, value):
    with pytest.raises(PlaceError, match=r"\w+ \w+"):
        parts.write(PM, Place.of(place), value)


def test_a_place_of_nothing_reads_as_nothing():
    for place in ("facts/x", "sections/x", "timeline/t_9", "timeline/t_1/but", "document/text", "x/y/z", "meeting/x"):
        assert parts.read(PM, Place.of(place)) is None, place
    assert parts.read(PM, Place.of("actions/x_1/x_new")) == [1]
    assert parts.read(PM, Place.of("nothing")) == ()


@given(postmortems())
def test_every_row_is_found_by_its_id(pm):
    for name in parts.all_parts(pm):
        for row in parts.rows(pm, name):
            assert parts.row(pm, name, row.id) is row
            assert parts.read(pm, Place(name, row.id)) is row or name == "whys"
