"""The timeline is told by typing, by pasting, and by taking up what is usually told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.hints import HintButton
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import CONTROL, Desk, Key
from tests.ui.pages import example, templates

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def open_page(qtbot: QtBot, pm: Postmortem) -> tuple[Desk, TimelinePage, Document]:
    document = Document(pm)
    page = TimelinePage(document, clock=clock)
    return Desk(qtbot, page), page, document


def empty() -> Postmortem:
    return Postmortem(id="d", template=templates()["full-review"])


def told(document: Document) -> list[tuple[str, str]]:
    return [(row.when.typed, row.event) for row in document.value.timeline]


def test_a_timeline_is_told_by_keyboard_alone(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, empty())
    desk.press(Key.Key_Return, CONTROL)
    desk.type("14:10")
    desk.press(Key.Key_Tab)
    desk.type("Gateway runs out of memory")
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    desk.type("i")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Tab)
    desk.type("[grafana](https://g.example.com/1)")
    desk.press(Key.Key_Return, CONTROL)
    desk.type("+4m")
    desk.press(Key.Key_Tab)
    desk.type("Alert fires")
    desk.press(Key.Key_Return)
    first, second = document.value.timeline
    assert first.when.at == datetime(2026, 11, 17, 14, 10, tzinfo=UTC)
    assert (first.event, first.phases) == ("Gateway runs out of memory", ("impact_start",))
    assert first.source == (Link(title="grafana", url="https://g.example.com/1"),)
    assert second.when.at == datetime(2026, 11, 17, 14, 14, tzinfo=UTC)
    assert page.count() == "2"
    while document.undo_stack.canUndo():
        desk.undo()
    assert plain(document.value) == plain(empty())


def test_a_row_that_is_sorted_elsewhere_stays_selected_and_in_view(qtbot: QtBot) -> None:
    rows = tuple(
        TimelineEntry(id=f"t_{n}", when=When(at=datetime(2026, 11, 17, 10, n, tzinfo=UTC)), event=f"event {n}")
        for n in range(60)
    )
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=rows))
    page.grid.show_cell("t_0", "when")
    desk.type("10:45")
    desk.press(Key.Key_Return)
    current = page.grid.current_row()
    assert current is not None
    assert current.id == "t_0"
    assert page.grid.currentIndex().row() == 44
    assert [row.id for row in page.grid.selected_rows()] == ["t_0"]
    assert page.grid.viewport().rect().intersects(page.grid.visualRect(page.grid.currentIndex()))
    assert document.value.timeline[0].id == "t_0", "the file keeps its order"


def test_a_time_that_cannot_be_read_stays_in_its_cell_with_a_sentence(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", when=When(at=NOW), event="x")
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=(row,)))
    page.grid.show_cell("t_1", "when")
    desk.type("25:10")
    desk.press(Key.Key_Tab)
    changed = document.value.timeline[0]
    assert changed == row.but(when=changed.when)
    assert (changed.when.at, changed.when.typed) == (None, "25:10")
    assert page.note.isVisible()
    assert page.note.text.startswith("“25:10” stays as you typed it")
    index = page.grid.rows_model.index(0, 0)
    assert index.data() == "25:10"
    assert "25:10" in index.data(Qt.ItemDataRole.ToolTipRole)
    page.grid.show_cell("t_1", "when")
    desk.type("14:10")
    desk.press(Key.Key_Tab)
    assert not page.note.isVisible()


def test_days_are_written_above_their_first_row_when_there_are_two(qtbot: QtBot) -> None:
    rows = (
        TimelineEntry(id="t_1", when=When(at=datetime(2026, 11, 10, 23, 50, tzinfo=UTC))),
        TimelineEntry(id="t_2", when=When(at=datetime(2026, 11, 11, 0, 10, tzinfo=UTC))),
    )
    _, page, document = open_page(qtbot, Postmortem(id="d", timeline=rows))
    days = [page.grid.rows.headings().get(row.id, "") for row in page.grid.rows_model.rows]
    assert days == ["Tue 10 November 2026", "Wed 11 November 2026"]
    assert page.grid.rowHeight(1) > 36
    document.apply(Set(Place("document", "zone"), "America/New_York"))
    assert not any(page.grid.rows.headings().get(row.id, "") for row in page.grid.rows_model.rows)
    assert page.zone.text() == "ET"


# ── Pasting ──

TABLE = """| Time | Event | Source / link |
| :--- | :--- | :--- |
| 23:50 | **Alert** fires | [PD-1](https://pd.example.com/1) |
| 00:10 | Rolled back | |
| | Nobody wrote down when | |"""


def test_a_pasted_markdown_table_is_rows_in_one_step(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, empty())
    QGuiApplication.clipboard().setText(TABLE)
    paste = next(button for button in page.findChildren(QAbstractButton) if button.text() == "Paste rows")
    QTest.mouseClick(paste, Qt.MouseButton.LeftButton)
    assert document.value == empty(), "shown first"
    desk.press(Key.Key_Return)
    assert told(document) == [("23:50", "**Alert** fires"), ("00:10", "Rolled back"), ("", "Nobody wrote down when")]
    first, second, _ = document.value.timeline
    assert first.when.at is not None
    assert second.when.at is not None
    assert (second.when.at - first.when.at).total_seconds() == 20 * 60, "midnight lies between"
    assert first.source == (Link(title="PD-1", url="https://pd.example.com/1"),)
    assert document.undo_stack.undoText() == "Paste 3 rows"
    desk.undo()
    assert not document.value.timeline


def test_the_first_rows_can_be_pasted_while_there_is_no_grid_to_stand_in(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, empty())
    QGuiApplication.clipboard().setText("14:32 Alert\n14:40 Rolled back")
    page.take_focus()
    desk.press(Key.Key_V, CONTROL)
    desk.press(Key.Key_Return)
    assert told(document) == [("14:32", "Alert"), ("14:40", "Rolled back")]


def test_lines_are_pasted_where_their_times_put_them(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", when=When(at=NOW), event="x")
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=(row,)))
    page.grid.show_cell("t_1", "event")
    desk.paste("14:55 - rolled back\r\n15:09 calm again\r\n")
    desk.press(Key.Key_Return)
    assert told(document) == [("14:55", "rolled back"), ("", "x"), ("15:09", "calm again")]


def test_a_single_line_is_pasted_at_once(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", when=When(at=NOW), event="x")
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=(row,)))
    page.grid.show_cell("t_1", "event")
    desk.paste("15:05 - rolled back\n")
    assert told(document) == [("", "x"), ("15:05", "rolled back")]
    page.grid.show_cell("t_1", "source")
    desk.paste("PD-771")
    assert document.value.timeline[0].source == (Link(title="PD-771"),)
    assert page.pasting.strip is None


def test_an_empty_clipboard_is_said(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, example())
    desk.paste("")
    assert page.note.text == "There is no text on the clipboard that could be pasted."


# ── Kinds and phases ──


def test_phases_are_ticked_and_a_kind_is_chosen_by_keyboard(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", when=When(at=NOW), event="x", phases=("detected",))
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=(row,)))
    page.grid.show_cell("t_1", "kind")
    desk.press(Key.Key_F2)
    assert desk.focused.metaObject().className() == "QListWidget"
    assert desk.focused.window() is desk.window, "a list inside the window, not a window of its own"
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    desk.type("2")
    desk.press(Key.Key_Return)
    assert document.value.timeline[0].phases == ("detected", "acknowledged")
    assert document.value.timeline[0].kind == "comms"
    assert desk.focused is page.grid
    desk.undo()
    assert document.value.timeline[0] == row


def test_esc_leaves_a_choice_as_it_was(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", when=When(at=NOW), event="x")
    desk, page, document = open_page(qtbot, Postmortem(id="d", timeline=(row,)))
    page.grid.show_cell("t_1", "kind")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Escape)
    assert document.value.timeline[0] == row
    assert desk.focused is page.grid


# ── What is usually told ──


def hint_texts(page: TimelinePage) -> list[str]:
    return [button.text() for button in page.hints.findChildren(HintButton) if not button.isHidden()]


def test_an_empty_timeline_says_what_to_do_and_offers_the_usual_moments(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, empty())
    assert page.empty.isVisible()
    assert not page.grid.isVisible()
    prompts = next(spec.prompts for spec in document.value.template.sections if spec.kind == "timeline")
    assert hint_texts(page) == [prompt.text for prompt in prompts]
    hint = page.hints.findChildren(HintButton)[0]
    hint.setFocus()
    desk.press(Key.Key_Return)
    desk.type("CheckoutErrorBudgetBurn")
    desk.press(Key.Key_Return)
    (row,) = document.value.timeline
    assert (row.event, row.phases) == ("CheckoutErrorBudgetBurn", prompts[0].phases)
    assert prompts[0].text not in hint_texts(page)
    assert page.grid.isVisible()
    assert document.value == empty().but(timeline=(row,)), "what was not told is nowhere in the document"


def test_a_phase_that_is_told_is_not_asked_for_and_comes_back_when_its_row_goes(qtbot: QtBot) -> None:
    row = TimelineEntry(id="t_1", phases=("detected",))
    _, page, document = open_page(qtbot, empty().but(timeline=(row,)))
    asked = len(hint_texts(page))
    document.apply(Remove("timeline", ("t_1",)))
    assert len(hint_texts(page)) == asked + 1


def test_the_hints_close_and_open(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, example())
    assert not page.hints.is_open
    page.hints.toggle.click()
    assert page.hints.is_open
    assert page.hints.toggle.accessibleName().startswith("Hide")


# ── What the window asks ──


@pytest.mark.parametrize("field", ["when", "event", "kind", "source", "who"])
def test_a_place_is_brought_into_view_with_the_caret_in_it(qtbot: QtBot, field: str) -> None:
    _, page, document = open_page(qtbot, example())
    row = document.value.timeline[-1]
    assert page.focus_place(Place("timeline", row.id, field))
    current = page.grid.current_row()
    assert current is not None
    assert current.id == row.id
    if not page.grid.isColumnHidden(page.grid.rows_model.column_of(field)):
        assert page.grid.current_field() == field
    assert QApplication.focusWidget() is page.grid


def test_places_elsewhere_are_not_here_and_a_row_that_is_gone_does_no_harm(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, example())
    assert not page.focus_place(Place("facts", "title"))
    assert page.focus_place(Place("timeline", "t_gone"))


def test_undo_of_a_paste_with_the_grid_open_is_quiet(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, example())
    before = document.value
    page.grid.show_cell(before.timeline[3].id, "event")
    desk.paste(TABLE)
    desk.press(Key.Key_Return)
    page.grid.open_cell(before.timeline[5].id, "event")
    page.grid.commit()
    desk.undo()
    assert document.value == before
