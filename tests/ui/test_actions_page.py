"""Actions are written, chosen and completed; what is missing is seen and one key away."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.core.values import plain
from postmortem_gui.editing import action_columns, action_rows
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.hints import HintButton
from tests.ui.desk import CONTROL, Desk, Key
from tests.ui.pages import example, take_template, templates

TODAY = date(2026, 11, 20)
READY = ActionItem(id="x_1", label="A1", description="Limit", owner="Ann", ticket=Ticket(key="P-1"), due="2026-11-27")
BARE = ActionItem(id="x_2", label="A2", description="Alert on age")


def today() -> date:
    return TODAY


def open_page(
    qtbot: QtBot, *rows: ActionItem, template: str = "full-review", width: int = 1000
) -> tuple[Desk, ActionsPage, Document]:
    document = Document(Postmortem(id="d", template=templates()[template], actions=rows))
    page = ActionsPage(document, today=today)
    return Desk(qtbot, page, width), page, document


def shown_fields(page: ActionsPage) -> list[str]:
    return [column.field for column in page.grid.shown_columns()]


def test_an_action_is_written_by_keyboard_alone(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    desk.press(Key.Key_Return, CONTROL)
    desk.type("Limit the queue")
    desk.press(Key.Key_Tab)
    assert page.grid.current_field() == "kind"
    desk.press(Key.Key_Space)
    desk.type("detect")
    desk.press(Key.Key_Return)
    for text in ("", "Emma Lind", "https://t.example.com/PAY-7", "+7d"):
        desk.type(text)
        desk.press(Key.Key_Tab)
    desk.type("1")
    desk.press(Key.Key_Tab)
    desk.type("in p")
    desk.press(Key.Key_Return)
    (row,) = document.value.actions
    assert (row.label, row.description, row.kind, row.owner) == ("A1", "Limit the queue", "detect", "Emma Lind")
    assert (row.ticket, row.due) == (Ticket(key="PAY-7", url="https://t.example.com/PAY-7"), "2026-11-27")
    assert (row.priority, row.status) == ("P1", "in_progress")
    assert page.count() == "1"
    while document.undo_stack.canUndo():
        desk.undo()
    assert not document.value.actions


def test_a_choice_is_typed_and_tab_goes_on_like_in_any_other_cell(qtbot: QtBot) -> None:
    desk, _page, document = open_page(qtbot)
    desk.press(Key.Key_Return, CONTROL)
    for text in ("Limit the queue", "prevent", "Emma Lind", "n/a done on the spot", "2w"):
        desk.type(text)
        desk.press(Key.Key_Tab)
    (row,) = document.value.actions
    assert (row.description, row.kind, row.owner) == ("Limit the queue", "prevent", "Emma Lind")
    assert (row.ticket, row.due) == (Ticket(key="n/a", reason="done on the spot"), "2026-12-04")


def test_gaps_are_counted_and_filled_one_after_the_other(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY, BARE, READY.but(id="x_3", due=""))
    assert page.count() == "3"
    assert page.incomplete.text == "2 rows incomplete"
    visited = []
    for _ in range(5):
        page.next_gap.click()
        row = page.grid.current_row()
        assert row is not None
        visited.append((row.id, page.grid.current_field()))
    assert visited == [("x_2", "owner"), ("x_2", "ticket"), ("x_2", "due"), ("x_3", "due"), ("x_2", "owner")]
    desk.press(Key.Key_Return)
    desk.type("Ben")
    desk.press(Key.Key_Return)
    assert document.value.actions[1].owner == "Ben"
    index = page.grid.rows_model.index(1, page.grid.rows_model.column_of("ticket"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Ticket, missing, row A2"


def test_a_missing_field_is_one_click_from_being_filled(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY, BARE)
    box = page.grid.visualRect(page.grid.rows_model.index(1, page.grid.rows_model.column_of("owner")))
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 20, box.center().y()))
    desk.type("Cleo")
    desk.press(Key.Key_Return)
    assert document.value.actions[1].owner == "Cleo"


def test_nothing_missing_and_nothing_late_is_quiet(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, READY)
    assert not page.incomplete.isVisible()
    assert not page.overdue.isVisible()
    assert not page.next_gap.isEnabled()


def test_what_is_late_is_counted_until_it_is_done(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY.but(due="2026-11-14"))
    assert page.overdue.text == "1 overdue"
    page.grid.show_cell("x_1", "status")
    desk.press(Key.Key_Space)
    desk.type("done")
    desk.press(Key.Key_Return)
    assert (document.value.actions[0].status, document.value.actions[0].closed) == ("done", "2026-11-20")
    assert not page.overdue.isVisible()
    desk.press(Key.Key_Space)
    desk.type("open")
    desk.press(Key.Key_Return)
    assert (document.value.actions[0].status, document.value.actions[0].closed) == ("open", "")
    desk.undo()
    assert document.value.actions[0].closed == "2026-11-20", "status and day go together"
    desk.undo()
    assert document.value.actions[0] == READY.but(due="2026-11-14")


def test_a_due_date_that_cannot_be_read_stays_and_is_explained(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY)
    page.grid.show_cell("x_1", "due")
    desk.type("when we can")
    desk.press(Key.Key_Tab)
    assert document.value.actions[0].due == "when we can"
    assert page.note.text.startswith("“when we can” stays as you typed it")
    assert page.count() == "1"


def test_what_will_not_be_done_asks_for_its_reason(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY)
    page.grid.show_cell("x_1", "status")
    desk.press(Key.Key_Space)
    desk.type("won")
    desk.press(Key.Key_Return)
    assert "reason" in shown_fields(page)
    page.grid.show_cell("x_1", "reason")
    assert "why A1 will not be done" in page.note.text
    desk.type("Costs more than it saves")
    desk.press(Key.Key_Return)
    assert document.value.actions[0].reason == "Costs more than it saves"


@pytest.mark.parametrize("name", ["sre-classic", "review-meeting", "full-review", "changeset", "brief", "blank"])
def test_every_field_that_a_template_prints_can_be_edited(qtbot: QtBot, name: str) -> None:
    _, page, document = open_page(qtbot, READY, template=name, width=700)
    asked = action_rows.asked_fields(document.value.template)
    assert asked <= set(shown_fields(page))
    for field in asked:
        index = page.grid.rows_model.index(0, page.grid.rows_model.column_of(field))
        assert page.grid.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable


def test_every_field_is_one_button_away_and_columns_follow_the_template(qtbot: QtBot) -> None:
    _, page, document = open_page(qtbot, READY)
    assert "solution" not in shown_fields(page)
    page.all_columns.click()
    assert shown_fields(page) == list(action_columns.ORDER)
    page.all_columns.click()
    take_template(document, "changeset")
    assert "solution" in shown_fields(page)


def test_optional_columns_go_where_it_is_narrow(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, READY, width=1020)
    assert "kind" in shown_fields(page)
    desk.window.resize(820, 700)
    QApplication.processEvents()
    assert "kind" not in shown_fields(page)


def test_an_idea_is_committed_to_and_moves_to_the_other_list(qtbot: QtBot) -> None:
    rows = (READY, BARE.but(stage="potential", theme="Paging"))
    desk, page, document = open_page(qtbot, *rows, template="review-meeting")
    grid = page.grid
    assert [(row.id, grid.rows.headings().get(row.id, "")) for row in grid.rows_model.rows] == [
        ("x_2", "Potential Action Items"),
        ("x_1", "Action Items"),
    ]
    grid.show_cell("x_2", "stage")
    desk.press(Key.Key_Return)
    desk.type("comm")
    desk.press(Key.Key_Return)
    assert document.value.actions[1].stage == "committed"
    assert [row.id for row in grid.rows_model.rows] == ["x_1", "x_2"]
    current = grid.current_row()
    assert current is not None
    assert current.id == "x_2"


def test_a_row_is_added_to_the_list_that_the_caret_is_in(qtbot: QtBot) -> None:
    rows = (READY, BARE.but(stage="potential"))
    desk, page, document = open_page(qtbot, *rows, template="review-meeting")
    page.grid.show_cell("x_2", "description")
    desk.press(Key.Key_Return, CONTROL)
    assert document.value.actions[-1].stage == "potential"
    assert document.value.actions[-1].label == "A3"
    assert page.grid.current_field() == "description"


def test_the_first_actions_can_be_pasted_while_there_is_no_grid_to_stand_in(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    page.take_focus()
    desk.paste("- Limit the queue\n- Alert on its age")
    assert [row.description for row in document.value.actions] == ["Limit the queue", "Alert on its age"]
    assert page.grid.hasFocus()


def test_pasted_lines_are_actions(qtbot: QtBot) -> None:
    desk, _, document = open_page(qtbot, READY)
    desk.paste("- Test the limit\n- Page on queue age\n")
    assert [(row.label, row.description) for row in document.value.actions] == [
        ("A1", "Limit"),
        ("A2", "Test the limit"),
        ("A3", "Page on queue age"),
    ]
    desk.undo()
    assert document.value.actions == (READY,)


@pytest.mark.parametrize("pasted", ["x" * 1_000_000, "fix it\n" * 10_000, "\x01\x02\x03" * 300])
def test_a_paste_that_is_too_much_or_no_text_changes_no_action_and_says_why(qtbot: QtBot, pasted: str) -> None:
    desk, page, document = open_page(qtbot, READY)
    said: list[str] = []
    page.grid.said.connect(said.append)
    page.grid.show_cell("x_1", "description")
    desk.paste(pasted)
    assert document.value.actions == (READY,)
    assert "nothing was pasted" in said[-1]


def test_copied_actions_keep_everything_but_their_names(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, READY.but(answers=("whys/w_1",), details="more"))
    page.grid.show_cell("x_1", "description")
    desk.press(Key.Key_C, CONTROL)
    desk.press(Key.Key_V, CONTROL)
    first, copy = document.value.actions
    assert copy.label == "A2"
    assert copy.but(id=first.id, label=first.label) == first


def test_a_kind_of_action_that_often_helps_becomes_a_row(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    hint = page.hints.findChildren(HintButton)[0]
    words = hint.text()
    hint.setFocus()
    desk.press(Key.Key_Space)
    desk.type("Alert on queue age")
    desk.press(Key.Key_Return)
    (row,) = document.value.actions
    assert (row.description, row.kind, row.priority) == ("Alert on queue age", "detect", "P1")
    assert words not in [button.text() for button in page.hints.findChildren(HintButton) if not button.isHidden()]


def test_any_template_shows_the_example_and_undo_restores_it(qtbot: QtBot) -> None:
    document = Document(switched(example(), templates()["changeset"]))
    before = plain(document.value)
    page = ActionsPage(document, today=today)
    desk = Desk(qtbot, page)
    page.grid.show_cell(document.value.actions[0].id, "description")
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_Return, CONTROL)
    desk.type("x")
    desk.press(Key.Key_Return)
    while document.undo_stack.canUndo():
        desk.undo()
    assert plain(document.value) == before


def test_places_of_actions_are_found(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, READY, BARE)
    assert page.focus_place(Place("actions", "x_2", "due"))
    assert page.grid.current_field() == "due"
    assert page.focus_place(Place("actions", "x_gone"))
    assert not page.focus_place(Place("whys", "problem"))
