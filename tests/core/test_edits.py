"""Edits: each returns the next document or raises, and a journal of them says the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import parts
from postmortem_gui.core.edits import Edit, Insert, Move, Remove, Replace, Set, Together, why_order_problem
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    ChecklistItem,
    Parked,
    Point,
    Postmortem,
    Question,
    Section,
    TimelineEntry,
    Why,
    Whys,
)
from postmortem_gui.core.values import Row, plain
from tests.strategies import fact_values, jsons, lines, postmortems, texts, whens

# ── Any edits ────────────────────────────────────────────────────────────────────────────────────

ROWS: dict[str, type[Row]] = {
    "timeline": TimelineEntry,
    "whys": Why,
    "actions": ActionItem,
    "parked": Parked,
    "questions": Question,
    "publication": ChecklistItem,
    "x_list": ChecklistItem,
    "went_wrong": Point,
    "x_points": Point,
}
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "timeline/*/event": texts(),
    "timeline/*/when": whens(),
    "timeline/*/phases": st.lists(lines(), max_size=2).map(tuple),
    "whys/*/answer": texts(),
    "whys/*/parent": st.none() | st.sampled_from(("w_00000000", "w_00000001", "n_1", "w_9")),
    "actions/*/owner": lines(),
    "actions/*/ticket": st.none() | jsons(),
    "parked/*/text": texts(),
    "questions/*/for": lines(),
    "publication/*/done": st.booleans() | jsons(),
    "went_wrong/*/level": st.integers(-1, 9),
    "facts/title": fact_values(),
    "facts/x_mine": fact_values() | st.just("") | jsons(),
    "sections/summary": texts(),
    "sections/x_new/heading": lines(),
    "document/zone": lines(),
    "document/whys": st.just({"items": [{"id": "w_1", "parent": "w_1"}]}) | jsons(),
    "meeting/scribe": lines(),
    "meeting/started": jsons(),
    "whys/problem": texts(),
    "whys/items": st.just([{"id": "w_1", "parent": "w_2"}, {"id": "w_2", "parent": "w_1"}]),
    "nowhere/*/text": texts(),
    "timeline/*/nothing": texts(),
    "timeline": st.just(()),
}


@st.composite
def edits(draw: st.DrawFn, pm: Postmortem, deep: bool = True) -> Edit:
    """Edits that fit the document, and some that do not."""
    part = draw(st.sampled_from(list(ROWS)))
    ids = st.sampled_from([*(row.id for row in parts.rows(pm, part)), "n_1", "no_such_row"])
    match draw(st.sampled_from(("set", "insert", "remove", "move", *(("together",) if deep else ())))):
        case "set":
            place = draw(st.sampled_from(list(FIELDS)))
            known = [row.id for row in parts.rows(pm, place.split("/")[0])] if "*" in place else []
            row_id = draw(st.sampled_from([*known, "no_such_row"]))
            return Set(Place.of(place.replace("*", row_id)), draw(FIELDS[place]), draw(st.booleans()))
        case "insert":
            made = draw(st.lists(st.sampled_from(("n_1", "n_2", "n_3")), max_size=2))
            parents = {"parent": draw(st.none() | ids)} if part == "whys" else {}
            return Insert(part, draw(st.none() | ids), tuple(ROWS[part](id=row_id, **parents) for row_id in made))
        case "remove":
            return Remove(part, tuple(draw(st.lists(ids, max_size=3))))
        case "move":
            return Move(part, draw(ids), draw(st.none() | ids))
    return Together("Several", tuple(draw(st.lists(edits(pm, deep=False), max_size=3))))


def outcome(edit: Edit, pm: Postmortem) -> Postmortem | None:
    try:
        return edit.apply(pm)
    except PlaceError:
        return None


@given(postmortems(), st.data())
def test_any_edits_leave_a_sound_document(pm, data):
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(pm))
        before = json.dumps(plain(pm))
        after = outcome(edit, pm)
        assert json.dumps(plain(pm)) == before
        assert edit.label
        pm = after or pm
        for name in parts.all_parts(pm):
            ids = [row.id for row in parts.rows(pm, name)]
            assert len(ids) == len(set(ids)), name
        assert not why_order_problem(pm.whys.items)
        assert Postmortem.model_validate(plain(pm)) == pm


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────


def ids(pm: Postmortem, part: str = "timeline") -> str:
    return " ".join(row.id for row in parts.rows(pm, part))


ABC = Postmortem(timeline=tuple(TimelineEntry(id=row_id) for row_id in "abc"))


@pytest.mark.parametrize(
    ("edit", "order"),
    [
        (Insert("timeline", None, (TimelineEntry(id="x"),)), "x a b c"),
        (Insert("timeline", "b", (TimelineEntry(id="x"), TimelineEntry(id="y"))), "a b x y c"),
        (Insert("timeline", "c", ()), "a b c"),
        (Remove("timeline", ("a", "c")), "b"),
        (Remove("timeline", ("x",)), "a b c"),
        (Move("timeline", "a", "c"), "b c a"),
        (Move("timeline", "c", None), "c a b"),
        (Move("timeline", "b", "a"), "a b c"),
        (Move("timeline", "b", "b"), "a b c"),
        (Together("two", (Move("timeline", "a", "b"), Remove("timeline", ("c",)))), "b a"),
    ],
)
def test_rows_come_and_go_and_move_by_id(edit, order):
    assert ids(edit.apply(ABC)) == order


@pytest.mark.parametrize(
    "edit",
    [
        Insert("timeline", "x", (TimelineEntry(id="y"),)),
        Insert("timeline", None, (TimelineEntry(id="a"),)),
        Insert("timeline", None, (TimelineEntry(id="x"), TimelineEntry(id="x"))),
        Insert("timeline", None, (Point(id="x"),)),
        Insert("facts", None, (Point(id="x"),)),
        Move("timeline", "x", None),
        Move("timeline", "a", "x"),
        Remove("document", ("x",)),
        Together("half", (Remove("timeline", ("a",)), Move("timeline", "a", None))),
    ],
)
def test_an_edit_that_cannot_be_done_is_refused_whole(edit):
    before = plain(ABC)
    with pytest.raises(PlaceError):
        edit.apply(ABC)
    assert plain(ABC) == before


@pytest.mark.parametrize("edit", [Remove("timeline", ("x",)), Move("timeline", "b", "a"), Move("timeline", "b", "b")])
def test_an_edit_that_changes_nothing_returns_the_very_same_document(edit):
    assert edit.apply(ABC) is ABC


def test_a_list_that_is_not_there_yet_is_begun_by_its_first_row_and_ended_by_its_last():
    pm = Insert("auditors_of_ours", None, (ChecklistItem(id="c", text="@ida"),)).apply(ABC)
    pm = Insert("lucky", None, (Point(id="p", text="night"),)).apply(pm)
    assert (list(pm.checklists), list(pm.sections)) == (["auditors_of_ours"], ["lucky"])
    assert Together("empty", (Remove("auditors_of_ours", ("c",)), Remove("lucky", ("p",)))).apply(pm) == ABC


def test_a_section_that_still_has_prose_outlives_its_points():
    pm = Postmortem(sections={"x_both": Section(text="kept", points=(Point(id="p"),))})
    assert Remove("x_both", ("p",)).apply(pm).sections == {"x_both": Section(text="kept")}


def test_emptying_a_fact_takes_it_out():
    pm = Set(Place.of("facts/title"), "Down").apply(ABC)
    assert pm.facts == {"title": "Down"}
    assert Set(Place.of("facts/title"), "").apply(pm) == ABC


# ── Whys ─────────────────────────────────────────────────────────────────────────────────────────


def tree(*pairs: str, primary: str = "") -> Postmortem:
    """`a b<a c<b`: b hangs below a, c below b."""
    split = [pair.partition("<") for pair in pairs]
    return Postmortem(whys=Whys(items=tuple(Why(id=own, parent=up or None) for own, _, up in split), primary=primary))


def shape(pm: Postmortem) -> str:
    return " ".join(why.id + (f"<{why.parent}" if why.parent else "") for why in pm.whys.items)


def test_the_whys_below_a_removed_why_move_up():
    pm = tree("a", "b<a", "c<b", "d<b", "e", primary="b")
    assert shape(Remove("whys", ("b",)).apply(pm)) == "a c<a d<a e"
    assert Remove("whys", ("b",)).apply(pm).whys.primary == "a"
    assert shape(Remove("whys", ("a", "b")).apply(pm)) == "c d e"
    assert Remove("whys", ("b", "a")).apply(pm).whys.primary == ""
    assert shape(Remove("whys", ("a", "b", "c", "d", "e")).apply(pm)) == ""


def test_removing_whys_bears_a_leaf_and_a_parent_that_are_not_there():
    pm = tree("a", "b<a", "c<z", primary="z")
    assert shape(Remove("whys", ("a", "z")).apply(pm)) == "b c<z"


@pytest.mark.parametrize(
    "edit",
    [
        Set(Place.of("whys/a/parent"), "a"),
        Set(Place.of("whys/a/parent"), "c"),
        Set(Place.of("whys/b/parent"), "c"),
        Set(Place.of("whys/b/parent"), "nobody"),
        Set(Place.of("whys/items"), [{"id": "a", "parent": "a"}]),
        Set(Place.of("document/whys"), {"items": [{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]}),
        Move("whys", "b", "c"),
        Move("whys", "c", None),
        Insert("whys", "a", (Why(id="x", parent="c"),)),
        Insert("whys", None, (Why(id="x", parent="x"),)),
        Insert("whys", None, (Why(id="x", parent="a"),)),
    ],
)
def test_a_circle_of_whys_cannot_be_made(edit):
    pm = tree("a", "b<a", "c<b")
    with pytest.raises(PlaceError, match="hangs below"):
        edit.apply(pm)


def test_a_why_can_be_hung_below_any_earlier_one():
    pm = tree("a", "b<a", "c<b")
    assert shape(Set(Place.of("whys/c/parent"), "a").apply(pm)) == "a b<a c<a"
    assert shape(Set(Place.of("whys/c/parent"), None).apply(pm)) == "a b<a c"
    assert shape(Insert("whys", "b", (Why(id="x", parent="b"), Why(id="y", parent="x"))).apply(pm)) == (
        "a b<a x<b y<x c<b"
    )


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (Set(Place.of("facts/title"), "x"), "Change Title"),
        (Set(Place.of("facts/title"), "x", typing=True), "Typing in Title"),
        (Set(Place.of("timeline/t/when"), None), "Change time of timeline row"),
        (Set(Place.of("whys/root_cause"), "x"), "Change root cause"),
        (Set(Place.of("went_wrong/p/text"), "x"), "Change What went wrong"),
        (Insert("timeline", None, (TimelineEntry(id="x"),)), "Add timeline row"),
        (Remove("actions", ("a", "b")), "Delete 2 action items"),
        (Move("lucky", "p", None), "Move a line of Where we got lucky"),
        (Together("Paste 12 rows", ()), "Paste 12 rows"),
        (Replace(Postmortem()), "Replace the document"),
    ],
)
def test_the_undo_menu_says_what_each_edit_did(edit, label):
    assert edit.label == label
