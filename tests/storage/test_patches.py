from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Insert, Move, Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Conflict, Postmortem, TimelineEntry
from postmortem_gui.core.values import plain
from postmortem_gui.storage.patches import PatchError, Steps, difference, patch
from tests.storage.documents import documents, large, small


def patched(old: Postmortem, steps: Steps) -> Postmortem:
    tree = json.loads(json.dumps(plain(old)))
    patch(tree, json.loads(json.dumps(steps)))
    return Postmortem.model_validate(tree)


@given(documents(), documents())
def test_the_difference_between_any_two_documents_leads_from_one_to_the_other(old: Postmortem, new: Postmortem) -> None:
    made = patched(old, difference(old, new))
    assert made == new
    assert json.dumps(plain(made)) == json.dumps(plain(new))
    assert patched(new, difference(new, old)) == old


@given(documents(), st.data())
def test_the_difference_leads_to_a_document_that_shares_with_the_old_one(old: Postmortem, data: st.DataObject) -> None:
    other = data.draw(documents())
    parts = data.draw(st.lists(st.sampled_from(sorted(Postmortem.model_fields)), max_size=4))
    new = old.but(**{part: getattr(other, part) for part in parts})
    shuffled = new.but(timeline=tuple(data.draw(st.permutations(new.timeline))))
    assert patched(old, difference(old, new)) == new
    assert patched(new, difference(new, shuffled)) == shuffled


def test_equal_documents_differ_by_nothing() -> None:
    assert difference(small(), small().model_copy(deep=True)) == []


def test_a_list_that_is_empty_is_not_a_value_that_is_absent() -> None:
    old = small().but(conflicts=(Conflict(place="facts/severity"),))
    new = small().but(conflicts=(Conflict(place="facts/severity", base=[], ours={}, theirs=False),))
    assert patched(old, difference(old, new)) == new
    assert patched(new, difference(new, old)) == old


@pytest.mark.parametrize(
    ("edit", "steps"),
    [
        (Set(Place("facts", "title"), "Short"), [["put", ["facts", "title"], "Short"]]),
        (Set(Place("facts", "title"), ""), [["drop", ["facts", "title"]]]),
        (Set(Place("document", "second_zone"), "UTC"), [["put", ["second_zone"], "UTC"]]),
        (Set(Place("timeline", "t_00000001", "who"), "Ida"), [["put", ["timeline", 1, "who"], "Ida"]]),
        (
            Set(Place("timeline", "t_00000001", "event"), "Event 1: the relay said **yes** and somebody saw it"),
            [["text", ["timeline", 1, "event"], 26, 2, "yes"]],
        ),
        (Insert("timeline", None, (TimelineEntry(id="t_x"),)), None),
        (Remove("timeline", ("t_00000001",)), [["rows", ["timeline"], 1, 1, []]]),
        (Move("timeline", "t_00000002", None), [["order", ["timeline"], 0, [2, 0, 1]]]),
        (Remove("actions", ("x_1",)), [["drop", ["actions"]]]),
    ],
)
def test_an_edit_is_told_in_a_few_words(edit: Set | Insert | Remove | Move, steps: Steps | None) -> None:
    old = small()
    new = edit.apply(old)
    found = difference(old, new)
    assert patched(old, found) == new
    assert len(json.dumps(found)) < 200
    if steps is not None:
        assert found == steps


def test_a_key_in_a_long_document_costs_little() -> None:
    old = large(5000)
    new = Set(Place("timeline", "t_00002500", "event"), "x").apply(old)
    start = time.process_time()
    steps = difference(old, new)
    assert time.process_time() - start < 0.3  # under a millisecond on an idle machine
    assert len(steps) == 1


@pytest.mark.parametrize(
    "steps",
    [
        7,
        [7],
        [[]],
        [["put", []]],
        [["jump", ["facts"], 1]],
        [["put", ["facts", "title", "deep"], 1]],
        [["drop", ["gone"]]],
        [["rows", ["facts"], 0, 0, []]],
        [["text", ["timeline"], 0, 0, "x"]],
        [["order", ["timeline"], 0, [9]]],
    ],
)
def test_steps_that_do_not_fit_are_refused(steps: object) -> None:
    with pytest.raises(PatchError):
        patch(json.loads(json.dumps(plain(small()))), steps)
