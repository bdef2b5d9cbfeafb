"""Rows of the timeline are marked, merged, shifted, disputed and asked about by keyboard, each as one step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postmortem_gui.core.postmortem import Claim, Link, Person, Postmortem, TimelineEntry, When
from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import CONTROL, SHIFT, Desk, Key

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)


def entry(number: int, minute: int | None = None, **members: object) -> TimelineEntry:
    when = When(at=START + timedelta(minutes=number if minute is None else minute))
    return TimelineEntry(id=f"t_{number}", when=when, event=f"event {number}").but(**members)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    rows = (entry(0, source=(Link(title="PD-1"),), who="Ann"), entry(1, who="Ben"), entry(2), entry(3))
    people = (Person(id="u_1", name="Ida Brandt"),)
    document = Document(Postmortem(id="d", timeline=rows, people=people))
    desk = Desk(qtbot, TimelinePage(document, clock=lambda: START), 1000)
    page_of(desk).grid.show_cell("t_0", "event")
    return desk


def page_of(desk: Desk) -> TimelinePage:
    assert isinstance(desk.page, TimelinePage)
    return desk.page


def rows(desk: Desk) -> tuple[TimelineEntry, ...]:
    return desk.page.document.value.timeline


def test_one_key_marks_phases_by_their_letters_and_the_kind_by_its_number(desk: Desk) -> None:
    desk.press(Key.Key_M, CONTROL)
    assert desk.window.findChildren(ChoicePopup), "a child of the window"
    desk.type("da4")
    desk.press(Key.Key_Return)
    assert (rows(desk)[0].phases, rows(desk)[0].kind) == (("detected", "acknowledged"), "change")
    assert desk.focused is page_of(desk).grid
    desk.press(Key.Key_M, CONTROL)
    desk.type("d")
    desk.press(Key.Key_Escape)
    assert rows(desk)[0].phases == ("detected", "acknowledged"), "Esc leaves it"
    desk.undo()
    assert rows(desk)[0].phases == ()


@pytest.mark.parametrize(
    ("typed", "phases", "kind"),
    [
        ("mit", ("mitigated",), "step"),
        ("declared", ("declared",), "step"),
        ("impact e", ("impact_end",), "step"),
        ("change", (), "change"),
        ("moni", ("monitoring",), "step"),
        ("mi", ("impact_start", "mitigated"), "step"),
        ("mz", ("mitigated",), "step"),
        ("resolved all", ("resolved", "all_clear"), "step"),
    ],
)
def test_a_word_that_is_typed_looks_for_it_and_ticks_nothing_on_the_way(
    desk: Desk, typed: str, phases: tuple[str, ...], kind: str
) -> None:
    desk.press(Key.Key_M, CONTROL)
    desk.type(typed)
    desk.press(Key.Key_Return)
    assert (rows(desk)[0].phases, rows(desk)[0].kind) == (phases, kind)


def test_a_word_is_typed_back_and_a_pause_parts_letters(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.press(Key.Key_M, CONTROL)
    (popup,) = desk.window.findChildren(ChoicePopup)
    everything = popup.height()
    desk.type("dec")
    assert popup.height() < everything
    for _ in "dec":
        desk.press(Key.Key_Backspace)
    assert popup.height() == everything
    monkeypatch.setattr("postmortem_gui.ui.choices._PAUSE_MS", -1)
    desk.type("dec")
    desk.press(Key.Key_Return)
    assert rows(desk)[0].phases == ("detected", "declared", "all_clear")


def test_all_selected_rows_are_marked_in_one_step(desk: Desk) -> None:
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_M, CONTROL)
    desk.type("l")
    desk.press(Key.Key_Return)
    assert [row.phases for row in rows(desk)] == [("lead_up",), ("lead_up",), (), ()]
    desk.press(Key.Key_K, CONTROL | SHIFT)
    assert [row.kind for row in rows(desk)] == ["comms", "comms", "step", "step"]
    desk.undo(2)
    assert not any(row.phases for row in rows(desk))


def test_merged_rows_keep_every_source_and_come_apart_again(desk: Desk) -> None:
    before = plain(desk.page.document.value)
    desk.press(Key.Key_M, CONTROL | SHIFT)
    assert "Select the rows" in page_of(desk).note.text
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_M, CONTROL | SHIFT)
    row = rows(desk)[0]
    assert (row.event, row.who, row.source) == ("event 0; event 1", "Ann, Ben", (Link(title="PD-1"),))
    assert [claim.by for claim in row.claims] == ["Ann", "Ben"]
    assert "2 times for it are kept as claims" in page_of(desk).note.text
    assert page_of(desk).grid.current_row() == row
    desk.undo()
    assert plain(desk.page.document.value) == before
    assert page_of(desk).note.text == "", "what was said is no longer so"


def test_selected_rows_are_shifted_after_a_look_at_the_result(desk: Desk) -> None:
    before = plain(desk.page.document.value)
    for _ in range(2):
        desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_H, CONTROL | SHIFT)
    bar = page_of(desk).doing.bar
    assert bar.isVisible()
    desk.type("soon")
    assert "An amount has a unit" in bar.preview
    desk.press(Key.Key_Return)
    assert bar.isVisible(), "what cannot be read does nothing"
    desk.press(Key.Key_A, CONTROL)
    desk.type("-00:02:10")
    assert bar.preview == "17 Nov 14:00 → 17 Nov 13:57:50 … 17 Nov 14:02 → 17 Nov 13:59:50"
    desk.press(Key.Key_Return)
    assert [row.when.at for row in rows(desk)] == [
        START - timedelta(seconds=130),
        START - timedelta(seconds=70),
        START - timedelta(seconds=10),
        START + timedelta(minutes=3),
    ]
    assert not bar.isVisible()
    assert desk.focused is page_of(desk).grid
    desk.undo()
    assert plain(desk.page.document.value) == before


def test_esc_shifts_nothing(desk: Desk) -> None:
    desk.press(Key.Key_H, CONTROL | SHIFT)
    desk.type("+3m")
    desk.press(Key.Key_Escape)
    assert not desk.page.document.is_modified
    assert desk.focused is page_of(desk).grid


def test_a_time_is_disputed_and_settled_by_keyboard(desk: Desk) -> None:
    before = plain(desk.page.document.value)
    desk.press(Key.Key_T, CONTROL | SHIFT)
    panel = page_of(desk).doing.claims
    assert panel.isVisible()
    desk.type("14:02")
    desk.press(Key.Key_Tab)
    desk.type("Noor")
    desk.press(Key.Key_Tab)
    desk.type("#chat")
    desk.press(Key.Key_Return)
    (row, *_) = rows(desk)
    assert row.when.at == START
    assert row.claims == (
        Claim(when=When(at=START + timedelta(minutes=2), typed="14:02"), by="Noor", source=(Link(title="#chat"),)),
    )
    assert page_of(desk).card.subtitle.text() == "4 rows · 1 time to check after"
    model = page_of(desk).grid.rows_model
    assert model.index(0, 0).data() == "14:00 (disputed)"
    assert "disputed: Noor says 14:02" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    desk.press(Key.Key_T, CONTROL | SHIFT)
    panel.use(1)
    desk.press(Key.Key_Return)
    assert rows(desk)[0].when.at == START + timedelta(minutes=2)
    desk.undo(2)
    assert plain(desk.page.document.value) == before


def test_a_question_is_put_to_a_row_and_a_person_and_answered(desk: Desk) -> None:
    before = plain(desk.page.document.value)
    page, document = page_of(desk), desk.page.document
    tall = page.grid.rowHeight(0)
    desk.press(Key.Key_Q, CONTROL | SHIFT)
    desk.type("Which site first?")
    desk.press(Key.Key_Tab)
    desk.type("Ida Brandt")
    desk.press(Key.Key_Return)
    (question,) = document.value.questions
    assert (question.place, question.text, question.for_) == ("timeline/t_0", "Which site first?", "Ida Brandt")
    assert page.card.subtitle.text() == "4 rows · 1 open question"
    said = page.grid.rows_model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Event: event 0; open question: Which site first? for Ida Brandt"
    page.grid.sizes.fit_now()
    assert page.grid.rowHeight(0) > tall
    desk.press(Key.Key_W, CONTROL | SHIFT)
    desk.type("Berlin")
    desk.press(Key.Key_Return)
    (question,) = document.value.questions
    assert (question.state, question.answer) == ("answered", "Berlin")
    assert page.card.subtitle.text() == "4 rows"
    desk.press(Key.Key_W, CONTROL | SHIFT)
    assert "Nobody has asked" in page.note.text
    desk.undo(2)
    assert plain(document.value) == before


def test_a_row_that_goes_takes_its_question_along_and_both_come_back(desk: Desk) -> None:
    desk.press(Key.Key_Q, CONTROL | SHIFT)
    desk.type("Who saw it?")
    desk.press(Key.Key_Return)
    before = plain(desk.page.document.value)
    desk.press(Key.Key_Delete)
    assert (len(rows(desk)), desk.page.document.value.questions) == (3, ())
    desk.undo()
    assert plain(desk.page.document.value) == before


@pytest.fixture
def gappy(qtbot: QtBot) -> Desk:
    rows = (
        entry(0, 0, phases=("impact_start",)),
        entry(1, 24),
        entry(2, 31, phases=("impact_end",)),
        TimelineEntry(id="t_3", when=When(typed="25:10"), event="x"),
    )
    desk = Desk(qtbot, TimelinePage(Document(Postmortem(id="d", timeline=rows)), clock=lambda: START), 1000)
    page_of(desk).grid.show_cell("t_2", "event")
    return desk


def test_a_gap_stands_between_its_rows_and_is_filled_by_keyboard(gappy: Desk) -> None:
    page = page_of(gappy)
    assert page.rows.gaps_above()["t_1"] == "14:00–14:24: nothing recorded. What were people looking at?"
    assert list(page.rows.gaps_above()) == ["t_1"]
    page.grid.sizes.fit_now()
    assert page.grid.rowHeight(1) > page.grid.rowHeight(2)
    assert not page.grid.grab().isNull()
    gappy.press(Key.Key_F8, CONTROL)
    assert page.grid.current_row() == rows(gappy)[3]
    gappy.press(Key.Key_F8, CONTROL)
    assert page.note.text == page.rows.gaps_above()["t_1"]
    gappy.press(Key.Key_Return)
    gappy.type("14:10")
    gappy.press(Key.Key_Tab)
    gappy.type("Nobody looked")
    gappy.press(Key.Key_Return)
    assert [row.event for row in rows(gappy)][:2] == ["event 0", "Nobody looked"]
    gappy.press(Key.Key_F8, CONTROL | SHIFT)
    gappy.press(Key.Key_Escape)
    assert gappy.focused is page.grid


def test_the_mouse_fills_a_gap_too(gappy: Desk) -> None:
    page = page_of(gappy)
    page.grid.sizes.fit_now()
    top = page.grid.rowViewportPosition(1) + 14
    found = {page.grid.sizes.gap_at(QPoint(x, top)): x for x in range(0, 900, 6)}
    assert set(found) >= {("t_1", ""), ("t_1", "add"), ("t_1", "ask")}
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(found["t_1", "ask"], top))
    gappy.type("What was seen?")
    gappy.press(Key.Key_Return)
    assert [question.place for question in gappy.page.document.value.questions] == ["timeline/t_0"]
    top = page.grid.rowViewportPosition(1) + 14
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(found["t_1", "add"], top))
    assert len(rows(gappy)) == 5


def test_a_command_for_rows_says_where_rows_are(example_window: MainWindow) -> None:
    merge = example_window.findChild(QAction, "merge")
    assert merge is not None
    merge.trigger()
    assert example_window.messages.toast.text.startswith("“Merge into one” is for rows")
    assert example_window.workspace is not None
    assert not example_window.workspace.document.is_modified
