"""Asking why, giving second answers, and undoing none of the tree by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import why_order_problem
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    Attachment,
    Evidence,
    Point,
    Postmortem,
    Section,
    TimelineEntry,
    Why,
    Whys,
)
from postmortem_gui.core.why_path import path
from postmortem_gui.editing import why_edits, why_tree


def asked(pm: Postmortem, above: str | None, answer: str = "because") -> tuple[Postmortem, str]:
    new = why_edits.next_why(pm, above)
    assert new is not None
    pm = new.edit.apply(pm)
    items = tuple(why.but(answer=answer) if why.id == new.id else why for why in pm.whys.items)
    return pm.but(whys=pm.whys.but(items=items)), new.id


def ids(pm: Postmortem) -> list[str]:
    return [why.id for why in path(pm.whys)]


def test_the_path_follows_the_newest_why() -> None:
    pm, first = asked(Postmortem(), None)
    pm, second = asked(pm, first)
    assert ids(pm) == [first, second]
    assert pm.whys.primary == second


def test_asking_in_the_middle_puts_the_question_between() -> None:
    pm, first = asked(Postmortem(), None)
    pm, last = asked(pm, first)
    pm, middle = asked(pm, first)
    assert ids(pm) == [first, middle, last]
    pm, top = asked(pm, None)
    assert ids(pm) == [top, first, middle, last]


def test_an_empty_why_is_used_before_another_is_made() -> None:
    new = why_edits.next_why(Postmortem(), None)
    assert new is not None
    pm = new.edit.apply(Postmortem())
    assert why_edits.next_why(pm, None) is None
    assert why_edits.waiting_why(pm, None) == new.id


def test_a_second_answer_has_the_same_question_and_leaves_the_path_alone() -> None:
    pm = Postmortem(whys=Whys(items=(Why(id="w_1", question="Why?"), Why(id="w_2", parent="w_1", question="And?"))))
    new = why_edits.second_answer(pm, "w_2")
    assert new is not None
    after = new.edit.apply(pm)
    why = why_edits.why_of(after, new.id)
    assert why is not None
    assert (why.parent, why.question, new.field) == ("w_1", "And?", "answer")
    assert ids(after) == ["w_1", "w_2"]


def test_another_answer_can_lead_on_and_takes_what_hangs_below_it() -> None:
    items = (Why(id="w_1"), Why(id="w_2", parent="w_1"), Why(id="w_3", parent="w_1"), Why(id="w_4", parent="w_3"))
    pm = Postmortem(whys=Whys(items=items, primary="w_2"))
    edit = why_tree.made_primary(pm, "w_3")
    assert edit is not None
    assert ids(edit.apply(pm)) == ["w_1", "w_3", "w_4"]
    assert why_tree.made_primary(pm, "w_2") is None


def test_a_deleted_why_leaves_those_below_it_to_the_one_above() -> None:
    pm, first = asked(Postmortem(), None)
    pm, second = asked(pm, first)
    pm, third = asked(pm, second)
    after = why_tree.removed(pm, second).apply(pm)
    assert ids(after) == [first, third]


@given(st.lists(st.tuples(st.sampled_from("nnsrpudio"), st.integers(0, 12)), max_size=25))
def test_whatever_is_done_every_why_hangs_below_an_earlier_one(steps: list[tuple[str, int]]) -> None:
    pm, _ = asked(Postmortem(), None)
    for what, at in steps:
        items = pm.whys.items
        target = items[at % len(items)].id if items else None
        if what == "n":
            if why_edits.waiting_why(pm, target) is None:
                pm, _ = asked(pm, target)
            continue
        if target is None:
            continue
        edit = {
            "s": lambda t: (new := why_edits.second_answer(pm, t)) and new.edit,  # noqa: B023
            "r": lambda t: why_tree.removed(pm, t),  # noqa: B023
            "p": lambda t: why_tree.made_primary(pm, t),  # noqa: B023
            "u": lambda t: why_tree.moved(pm, t, -1),  # noqa: B023
            "d": lambda t: why_tree.moved(pm, t, 1),  # noqa: B023
            "i": lambda t: why_tree.indented(pm, t),  # noqa: B023
            "o": lambda t: why_tree.outdented(pm, t),  # noqa: B023
        }[what](target)
        if edit is not None:
            pm = edit.apply(pm)
        assert why_order_problem(pm.whys.items) == ""
        assert not pm.whys.primary or pm.whys.primary in {why.id for why in pm.whys.items}


def test_evidence_is_a_row_a_link_or_words_and_is_there_once() -> None:
    assert why_edits.read_evidence("https://g.example.com/d/7") == Evidence(title="7", url="https://g.example.com/d/7")
    assert why_edits.read_evidence("[heap](https://g.example.com)") == Evidence(
        title="heap", url="https://g.example.com"
    )
    assert why_edits.read_evidence("what Ann saw, twice") == Evidence(title="what Ann saw, twice")
    assert why_edits.read_evidence("  ") is None
    why = Why(id="w_1", evidence=(Evidence(row="t_1"), Evidence(row="t_gone")))
    assert why_edits.with_evidence(why, Evidence(row="t_1")) is None
    pm = Postmortem(whys=Whys(items=(why,)), timeline=(TimelineEntry(id="t_1", event="Alert fires"),))
    assert why_edits.names_of_evidence(pm) == {"w_1": ("Alert fires", "a row that is gone")}
    assert why_edits.without_evidence(why, 0).apply(pm).whys.items[0].evidence == (Evidence(row="t_gone"),)


def test_actions_that_answer_a_why_are_found_by_its_place() -> None:
    row = ActionItem(id="x_1", answers=("whys/w_1", "whys/w_1/answer", "went_wrong/p_1"))
    assert why_edits.answers_of(Postmortem(actions=(row,))) == {"w_1": [row]}


def tree(*whys: Why, primary: str = "") -> Postmortem:
    return Postmortem(whys=Whys(items=whys, primary=primary))


def shape(pm: Postmortem) -> str:
    """`a b<a`: b hangs below a; the primary leaf behind a slash."""
    told = " ".join(why.id + (f"<{why.parent}" if why.parent else "") for why in pm.whys.items)
    return f"{told} / {pm.whys.primary}"


CHAIN = tree(Why(id="a"), Why(id="b", parent="a"), Why(id="x", parent="a"), Why(id="c", parent="b"), primary="c")


def test_on_the_path_a_why_changes_places_with_its_neighbour() -> None:
    up = why_tree.moved(CHAIN, "b", -1)
    assert up is not None
    assert shape(up.apply(CHAIN)) == "b a<b x<a c<a / c"
    down = why_tree.moved(CHAIN, "b", 1)
    assert down is not None
    assert shape(down.apply(CHAIN)) == "a c<a b<c x<a / b"
    assert why_tree.moved(CHAIN, "a", -1) is None
    assert why_tree.moved(CHAIN, "c", 1) is None


def test_a_why_goes_deeper_and_further_out_with_all_below_it() -> None:
    deeper = why_tree.indented(CHAIN, "x")
    assert deeper is not None
    assert shape(deeper.apply(CHAIN)) == "a b<a x<b c<b / c"
    out = why_tree.outdented(CHAIN, "c")
    assert out is not None
    assert shape(out.apply(CHAIN)) == "a b<a x<a c<a / c"
    assert ids(out.apply(CHAIN)) == ["a", "c"]
    assert why_tree.indented(CHAIN, "b") is None
    assert why_tree.outdented(CHAIN, "a") is None


def test_what_is_ruled_out_is_not_made_primary() -> None:
    pm = tree(Why(id="a"), Why(id="b", state="ruled_out"), Why(id="c", parent="b"))
    assert why_tree.made_primary(pm, "b") is None
    assert why_tree.made_primary(pm, "c") is None


def test_a_branch_becomes_a_contributing_factor_once() -> None:
    pm = tree(Why(id="w_a", answer="The runbook has\nno branch for it"), Why(id="w_b"))
    edit = why_edits.made_factor(pm, "w_a")
    assert edit is not None
    after = edit.apply(pm)
    assert [(point.id, point.text) for point in after.points("contributing_factors")] == [
        ("p_a", "The runbook has no branch for it")
    ]
    assert why_edits.factors(after) == {"w_a"}
    assert why_edits.made_factor(after, "w_a") is None
    assert why_edits.made_factor(pm, "w_b") is None


def test_pictures_and_linked_artefacts_are_there_to_pick() -> None:
    pm = Postmortem(
        attachments=(Attachment(id="a_1", file="1.png", title="depth.png"),),
        sections={
            "artefacts_runbooks": Section(points=(Point(id="p_1", text="[Relay](https://r.example.com/relay)"),)),
            "fault": Section(text="![Depth](pm:a_1)"),
        },
    )
    picture, link = why_edits.artefacts_to_pick(pm)
    assert (picture.attachment, picture.title) == ("a_1", "depth.png")
    assert link == Evidence(title="Relay", url="https://r.example.com/relay")
    assert why_edits.place_of_evidence(pm, picture) == Place("sections", "fault", "text")
    assert why_edits.place_of_evidence(pm, link) is None
