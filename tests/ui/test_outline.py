"""The keys of a list of points: what each does, and that any run of them can be taken back."""

from __future__ import annotations

from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Point, Postmortem, Section
from postmortem_gui.ui import outline
from postmortem_gui.ui.outline import Line, NewId, Points, Step

PART = "went_wrong"


def ids() -> NewId:
    counter = count(1)
    return lambda: f"p_new{next(counter)}"


def points_of(*rows: tuple[str, int]) -> Points:
    return tuple(Point(id=f"p_{at}", text=text, level=level) for at, (text, level) in enumerate(rows))


def after(points: Points, step: Step | None) -> list[tuple[str, int]]:
    assert step is not None
    pm = step.edit.apply(Postmortem(sections={PART: Section(points=points)}))
    return [(point.text, point.level) for point in pm.points(PART)]


def test_enter_splits_a_point_at_the_caret() -> None:
    points = points_of(("The alert went out late", 1))
    step = outline.split(PART, points, "p_0", "The alert", " went out late", ids())
    assert after(points, step) == [("The alert", 1), ("went out late", 1)]
    assert step is not None
    assert (step.row, step.caret) == ("p_new1", 0)


def test_enter_before_the_first_character_keeps_the_id_with_the_text() -> None:
    points = points_of(("one", 0), ("two", 0))
    step = outline.split(PART, points, "p_1", "", "two", ids())
    assert after(points, step) == [("one", 0), ("", 0), ("two", 0)]
    assert step is not None
    assert (step.row, step.caret) == ("p_1", 0)


def test_enter_at_the_end_of_a_point_with_others_below_it_begins_the_first_of_them() -> None:
    points = points_of(("one", 0), ("below", 1))
    assert after(points, outline.split(PART, points, "p_0", "one", "", ids())) == [("one", 0), ("", 1), ("below", 1)]


def test_enter_in_an_empty_point_goes_out_and_at_the_margin_does_nothing() -> None:
    points = points_of(("one", 0), ("", 1))
    assert after(points, outline.split(PART, points, "p_1", "", "", ids())) == [("one", 0), ("", 0)]
    assert outline.split(PART, points_of(("", 0)), "p_0", "", "", ids()) is None


def test_backspace_removes_an_empty_point_and_joins_another() -> None:
    points = points_of(("one", 0), ("", 0), ("two", 0))
    removed = outline.joined(PART, points, "p_1")
    assert after(points, removed) == [("one", 0), ("two", 0)]
    assert removed is not None
    assert (removed.row, removed.caret) == ("p_0", 3)
    points = points_of(("one", 0), ("two", 0))
    joined = outline.joined(PART, points, "p_1")
    assert after(points, joined) == [("one two", 0)]
    assert joined is not None
    assert (joined.row, joined.caret) == ("p_0", 4)


def test_backspace_at_the_very_beginning_only_removes_what_is_empty() -> None:
    assert outline.joined(PART, points_of(("one", 0)), "p_0") is None
    points = points_of(("", 0), ("two", 1))
    assert after(points, outline.joined(PART, points, "p_0")) == [("two", 0)]


def test_indenting_takes_along_what_hangs_below_and_stops_at_the_deepest_level() -> None:
    points = points_of(("a", 0), ("b", 0), ("c", 1))
    assert after(points, outline.shifted(PART, points, "p_1", 1, 0)) == [("a", 0), ("b", 1), ("c", 2)]
    assert outline.shifted(PART, points, "p_0", 1, 0) is None
    assert outline.shifted(PART, points_of(("a", 0), ("b", 1)), "p_1", 1, 0) is None
    assert outline.shifted(PART, points, "p_0", -1, 0) is None


def test_moving_goes_past_a_neighbour_with_all_that_hangs_below() -> None:
    points = points_of(("a", 0), ("a1", 1), ("b", 0), ("b1", 1))
    up = outline.moved(PART, points, "p_2", -1, 0)
    assert after(points, up) == [("b", 0), ("b1", 1), ("a", 0), ("a1", 1)]
    assert after(points, outline.moved(PART, points, "p_0", 1, 0)) == [("b", 0), ("b1", 1), ("a", 0), ("a1", 1)]
    assert outline.moved(PART, points, "p_1", -1, 0) is None, "a point does not leave the one it hangs below"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one\n- two\n", [Line("one", 0), Line("two", 0)]),
        ("1. one\n   2) two\n\n3. three", [Line("one", 0), Line("two", 1), Line("three", 0)]),
        ("* a\n\t* b\n\t\t* c\n\t* d", [Line("a", 0), Line("b", 1), Line("c", 2), Line("d", 1)]),
        ("• [x] done\n•tight", [Line("[x] done", 0), Line("tight", 0)]),
        ("- [ ] box\n- [x] ticked", [Line("box", 0), Line("ticked", 0)]),
        (
            "1912 orders failed\n14:02 a row\n-5 % margin",
            [Line("1912 orders failed", 0), Line("14:02 a row", 0), Line("-5 % margin", 0)],
        ),
    ],
)
def test_pasted_lines_lose_their_bullets_and_nothing_else(text: str, lines: list[Line]) -> None:
    assert [line.level for line in outline.read_lines(text)] == [line.level for line in lines]
    if "[x] done" not in text:
        assert list(outline.read_lines(text)) == lines


def test_pasting_puts_the_first_line_at_the_caret_and_the_rest_behind_the_last() -> None:
    points = points_of(("before after", 0), ("next", 0))
    step = outline.pasted(PART, points, "p_0", "before ", "after", "- x\n  - y\n- z ", ids())
    assert after(points, step) == [("before x", 0), ("y", 1), ("zafter", 0), ("next", 0)]
    assert step is not None
    assert (step.row, step.caret) == ("p_new2", 1)


WORDS = st.text(alphabet="ab 🙂-", max_size=6)
KEYS = st.lists(
    st.tuples(
        st.sampled_from(("split", "join", "in", "out", "up", "down", "paste", "add", "above")),
        st.integers(0, 9),
        WORDS,
    ),
    max_size=25,
)


@given(st.lists(st.tuples(WORDS, st.integers(0, 2)), max_size=5), KEYS)
def test_any_run_of_keys_keeps_a_list_that_can_be_printed(
    rows: list[tuple[str, int]], keys: list[tuple[str, int, str]]
) -> None:
    pm = Postmortem(sections={PART: Section(points=points_of(*rows))})
    new_id = ids()
    for key, at, text in keys:
        points = pm.points(PART)
        step = press(key, points, points[at % len(points)].id if points else "", text, new_id)
        if step is None:
            continue
        before = letters(points)
        pm = step.edit.apply(pm)
        points = pm.points(PART)
        assert len({point.id for point in points}) == len(points)
        assert step.row in {point.id for point in points} or (not points and not step.row)
        if before and key not in ("paste", "up", "down"):
            assert letters(points) == before, key
        if key in ("join", "in", "out"):
            assert all(a.level + 1 >= b.level for a, b in pairwise(points)), key
        if step.row:
            caret_point = next(point for point in points if point.id == step.row)
            assert 0 <= step.caret <= len(caret_point.text), key


def press(key: str, points: Points, row: str, text: str, new_id: NewId) -> Step | None:
    if not points:
        return outline.first(PART, text, new_id) if key == "add" else outline.pasted_first(PART, text, new_id)
    whole = next(point.text for point in points if point.id == row)
    middle = len(whole) // 2
    match key:
        case "split":
            return outline.split(PART, points, row, whole[:middle], whole[middle:], new_id)
        case "join":
            return outline.joined(PART, points, row)
        case "in" | "out":
            return outline.shifted(PART, points, row, 1 if key == "in" else -1, 0)
        case "up" | "down":
            return outline.moved(PART, points, row, 1 if key == "down" else -1, 0)
        case "paste":
            return outline.pasted(PART, points, row, whole[:middle], whole[middle:], f"- {text}\n- {text}x", new_id)
    return outline.added(PART, points, row, new_id, above=key == "above")


def letters(points: Points) -> str:
    return "".join("".join(point.text.split()) for point in points)
