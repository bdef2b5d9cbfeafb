"""A table steps from old to new rows by id, and a model tester watches every step."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from postmortem_gui.core.edits import Insert, Move, Remove, Replace, Set
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.rows_model import ROW_ROLE, FieldColumn, RowsModel

COLUMNS = (
    FieldColumn(
        "event",
        "Event",
        lambda _pm, row: row.event,
        enter=lambda _pm, row, text: Set(Place("timeline", row.id, "event"), text),
    ),
    FieldColumn("who", "Who", lambda _pm, row: row.who),
)


def timeline(pm: Postmortem) -> tuple[TimelineEntry, ...]:
    return pm.timeline


def entry(number: int, event: str = "") -> TimelineEntry:
    return TimelineEntry(id=f"t_{number}", event=event)


def shown(model: RowsModel) -> list[tuple[str, str]]:
    return [
        (model.data(model.index(line, 0), ROW_ROLE).id, model.data(model.index(line, 0)))
        for line in range(model.rowCount())
    ]


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(Postmortem(id="d", timeline=tuple(entry(n, f"event {n}") for n in range(4))))


@pytest.fixture
def model(document: Document) -> Iterator[RowsModel]:
    model = RowsModel(document, COLUMNS, timeline)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    assert tester.model() is model


def test_typing_in_a_cell_changes_the_document(document: Document, model: RowsModel) -> None:
    assert model.setData(model.index(1, 0), "Rolled back")
    assert document.value.timeline[1].event == "Rolled back"
    document.undo_stack.undo()
    assert model.data(model.index(1, 0)) == "event 1"


def test_a_cell_without_an_editor_cannot_be_edited(model: RowsModel) -> None:
    assert not model.setData(model.index(0, 1), "Ann")
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_every_cell_says_what_it_is(model: RowsModel) -> None:
    spoken = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Who, empty"


def test_what_is_selected_stays_selected_when_rows_move_and_come(document: Document, model: RowsModel) -> None:
    held = QPersistentModelIndex(model.index(2, 0))
    document.apply(Insert("timeline", None, (entry(9),)))
    document.apply(Move("timeline", "t_2", None))
    assert (held.row(), held.data(ROW_ROLE).id) == (0, "t_2")
    document.apply(Remove("timeline", ("t_2",)))
    assert not held.isValid()


def test_another_zone_makes_every_cell_read_again(document: Document, model: RowsModel) -> None:
    told: list[int] = []
    model.dataChanged.connect(lambda top, bottom: told.append(bottom.row() - top.row()))
    document.apply(Set(Place("document", "zone"), "Asia/Tokyo"))
    assert told == [3]


@given(st.lists(st.tuples(st.sampled_from("imrsux"), st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_after_any_edits_the_table_shows_the_document(steps: list[tuple[str, int, int]]) -> None:
    document = Document(Postmortem(id="d", timeline=tuple(entry(n) for n in range(3))))
    model = RowsModel(document, COLUMNS, timeline)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for step, one, other in steps:
        try:
            match step:
                case "i":
                    document.apply(Insert("timeline", f"t_{other}", (entry(one), entry(one + 10))))
                case "m":
                    document.apply(Move("timeline", f"t_{one}", f"t_{other}"))
                case "r":
                    document.apply(Remove("timeline", (f"t_{one}", f"t_{other}")))
                case "s":
                    document.apply(Set(Place("timeline", f"t_{one}", "event"), f"event {other}"))
                case "x":
                    rows = list(document.value.timeline)
                    random.Random(one * 10 + other).shuffle(rows)
                    document.apply(Replace(document.value.but(timeline=(*rows[: len(rows) // 2], entry(20 + one)))))
                case "u":
                    document.undo_stack.undo()
        except PlaceError:
            continue
        assert shown(model) == [(row.id, row.event) for row in document.value.timeline]
    assert tester.model() is model
