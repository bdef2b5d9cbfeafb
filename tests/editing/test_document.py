"""The open document: one way to change it, one signal back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Insert, Remove, Set, Together
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.editing.document import Change, Document

TITLE = Place("facts", "title")
SUMMARY = Place("sections", "summary", "text")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def document(qapp: object, clock: Clock) -> Document:
    return Document(Postmortem(id="d"), clock=clock)


def type_into(document: Document, place: Place, text: str) -> None:
    for end in range(1, len(text) + 1):
        document.apply(Set(place, text[:end], typing=True))


def test_an_edit_changes_the_value_and_is_told_once(document: Document) -> None:
    told: list[Change] = []
    document.changed.connect(told.append)
    assert document.apply(Set(TITLE, "Down"))
    assert document.value.fact("title") == "Down"
    assert [(change.place, change.edit) for change in told] == [(TITLE, Set(TITLE, "Down"))]


def test_an_edit_that_changes_nothing_is_dropped(document: Document) -> None:
    document.apply(Set(TITLE, "Down"))
    assert not document.apply(Set(TITLE, "Down"))
    assert document.undo_stack.count() == 1


def test_an_edit_that_does_not_fit_leaves_everything_as_it_was(document: Document) -> None:
    before = document.value
    with pytest.raises(PlaceError):
        document.apply(Together("Both", (Set(TITLE, "Down"), Set(Place("timeline", "t_none", "event"), "x"))))
    assert document.value is before
    assert document.undo_stack.count() == 0


def test_a_typing_run_is_one_step_of_undo(document: Document) -> None:
    type_into(document, SUMMARY, "Down for an hour")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.value == Postmortem(id="d")
    document.undo_stack.redo()
    assert document.value.text("summary") == "Down for an hour"


@pytest.mark.parametrize("ends", ["pause", "seal", "elsewhere", "undo", "save"])
def test_a_typing_run_ends_at(ends: str, document: Document, clock: Clock) -> None:
    type_into(document, SUMMARY, "Down")
    match ends:
        case "pause":
            clock.now += 1.6
        case "seal":
            document.seal()
        case "elsewhere":
            document.apply(Set(TITLE, "x", typing=True))
        case "undo":
            document.undo_stack.undo()
            document.undo_stack.redo()
        case "save":
            document.mark_saved(document.value)
    steps = document.undo_stack.count()
    document.apply(Set(SUMMARY, "Down!", typing=True))
    assert document.undo_stack.count() == steps + 1


def test_typing_back_to_the_beginning_leaves_no_step(document: Document) -> None:
    document.apply(Set(SUMMARY, "D", typing=True))
    document.apply(Set(SUMMARY, "", typing=True))
    assert document.undo_stack.count() == 0
    assert not document.undo_stack.canUndo()


def test_modified_means_that_the_value_is_not_the_saved_one(document: Document) -> None:
    told: list[bool] = []
    document.modified_changed.connect(told.append)
    document.apply(Set(TITLE, "Down"))
    assert document.is_modified
    document.mark_saved(document.value)
    assert not document.is_modified
    document.undo_stack.undo()
    assert document.is_modified
    document.undo_stack.redo()
    assert not document.is_modified
    assert told == [True, False, True, False]


def test_what_is_typed_while_a_save_runs_stays_unsaved(document: Document) -> None:
    document.apply(Set(TITLE, "Down"))
    being_written = document.value
    document.apply(Set(TITLE, "Down again"))
    document.mark_saved(being_written)
    assert document.is_modified


def test_undo_names_the_place_that_it_changed(document: Document) -> None:
    told: list[Change] = []
    document.apply(Insert("timeline", None, (TimelineEntry(id="t_1", event="Alert"),)))
    document.changed.connect(told.append)
    document.undo_stack.undo()
    assert told[0].place == Place("timeline", "t_1")
    assert told[0].edit is None


edits = st.lists(
    st.one_of(
        st.builds(Set, st.just(TITLE), st.text(max_size=4), st.booleans()),
        st.builds(Set, st.just(SUMMARY), st.text(max_size=4), st.booleans()),
        st.integers(0, 5).map(lambda n: Insert("timeline", None, (TimelineEntry(id=f"t_{n}"),))),
        st.integers(0, 5).map(lambda n: Remove("timeline", (f"t_{n}",))),
        st.sampled_from(["undo", "redo", "seal"]),
    ),
    max_size=25,
)


@given(edits)
def test_undoing_everything_gives_the_first_value_and_redoing_everything_the_last(todo: list[object]) -> None:
    clock = Clock()
    document = Document(Postmortem(id="d"), clock=clock)
    first = document.value
    for edit in todo:
        clock.now += 0.5
        match edit:
            case "undo":
                document.undo_stack.undo()
            case "redo":
                document.undo_stack.redo()
            case "seal":
                document.seal()
            case _:
                try:
                    document.apply(edit)  # type: ignore[arg-type]  # the strings are dealt with above
                except PlaceError:
                    continue
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    last = document.value
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.value == first
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.value == last
