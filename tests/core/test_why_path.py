"""Which whys are the path, and in which order all of them are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Why, Whys
from postmortem_gui.core.why_path import in_reading_order, path


def why(number: int, parent: int | None = None, state: str = "confirmed") -> Why:
    return Why(id=f"w_{number}", parent=None if parent is None else f"w_{parent}", state=state)


def ids(whys: tuple[Why, ...]) -> list[str]:
    return [found.id for found in whys]


TREE = (why(1), why(2, 1), why(3, 1, "ruled_out"), why(4, 2), why(5, 3), why(6, 1))


def test_the_path_leads_from_the_problem_to_the_primary_leaf() -> None:
    assert ids(path(Whys(items=TREE, primary="w_4"))) == ["w_1", "w_2", "w_4"]
    assert ids(path(Whys(items=TREE, primary="w_6"))) == ["w_1", "w_6"]


def test_nothing_that_is_ruled_out_is_on_the_path() -> None:
    assert ids(path(Whys(items=TREE, primary="w_3"))) == ["w_1", "w_2", "w_4"]
    assert ids(path(Whys(items=TREE, primary="w_5"))) == ["w_1", "w_2", "w_4"]
    assert path(Whys(items=(why(1, None, "ruled_out"), why(2, 1)), primary="w_2")) == ()


def test_answers_below_the_end_of_the_path_are_set_in() -> None:
    steps = in_reading_order(Whys(items=(why(1), why(2, 1, "ruled_out"), why(3, 2)), primary="w_1"))
    assert [(step.why.id, step.number, step.indent) for step in steps] == [
        ("w_1", "1", 0),
        ("w_2", "2a", 1),
        ("w_3", "3a", 1),
    ]


def test_without_a_primary_leaf_the_first_answers_that_were_not_ruled_out_lead_on() -> None:
    whys = (why(1, None, "ruled_out"), why(2), why(3, 2, "ruled_out"), why(4, 2), why(5, 4))
    assert ids(path(Whys(items=whys))) == ["w_2", "w_4", "w_5"]
    assert ids(path(Whys(items=whys, primary="w_gone"))) == ["w_2", "w_4", "w_5"]
    assert path(Whys()) == ()


def test_other_answers_are_read_behind_the_one_that_leads_on_and_numbered_by_depth() -> None:
    steps = in_reading_order(Whys(items=TREE, primary="w_4"))
    assert [(step.why.id, step.number, step.indent) for step in steps] == [
        ("w_1", "1", 0),
        ("w_2", "2", 0),
        ("w_3", "2b", 1),
        ("w_5", "3b", 1),
        ("w_6", "2c", 1),
        ("w_4", "3", 0),
    ]


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(0, 40))
def test_every_why_is_read_exactly_once_and_behind_the_one_that_it_asks_about(above: list[int], leaf: int) -> None:
    items = [why(0)]
    for number, parent in enumerate(above, 1):
        items.append(why(number, parent if parent < number else None))
    steps = in_reading_order(Whys(items=tuple(items), primary=f"w_{leaf}"))
    order = [step.why.id for step in steps]
    assert sorted(order) == sorted(found.id for found in items)
    for step in steps:
        assert step.why.parent is None or order.index(step.why.parent) < order.index(step.why.id)
        assert (step.indent == 0) == step.on_path


def test_a_thousand_whys_below_one_another_are_no_more_than_a_list() -> None:
    items = tuple(why(n, n - 1 if n else None) for n in range(1000))
    assert len(in_reading_order(Whys(items=items, primary="w_999"))) == 1000
