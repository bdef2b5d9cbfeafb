"""The keys of a grid are those of a spreadsheet, whatever it shows."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import ALT, CONTROL, NONE, SHIFT, Desk, Key

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)


def entry(number: int, event: str = "", **members: object) -> TimelineEntry:
    when = When(at=START + timedelta(minutes=number))
    return TimelineEntry(id=f"t_{number}", when=when, event=event or f"event {number}").but(**members)


def desk_of(qtbot: QtBot, *rows: TimelineEntry) -> Desk:
    return Desk(qtbot, TimelinePage(Document(Postmortem(id="d", timeline=rows)), clock=lambda: START))


def grid_of(desk: Desk) -> Grid:
    assert isinstance(desk.page, TimelinePage)
    return desk.page.grid


def here(desk: Desk) -> tuple[str, str]:
    row = grid_of(desk).current_row()
    assert row is not None
    return row.id, grid_of(desk).current_field()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = desk_of(qtbot, *(entry(n) for n in range(4)))
    grid_of(desk).show_cell("t_1", "event")
    return desk


def sources(desk: Desk) -> tuple[Link, ...]:
    return desk.page.document.value.timeline[1].source


def events(desk: Desk) -> list[str]:
    return [row.event for row in grid_of(desk).rows_model.rows if isinstance(row, TimelineEntry)]


# ── Moving and typing ──


def test_arrows_tab_and_enter_go_where_a_spreadsheet_goes(desk: Desk) -> None:
    desk.press(Key.Key_Down)
    assert here(desk) == ("t_2", "event")
    desk.press(Key.Key_Tab)
    assert here(desk) == ("t_2", "kind")
    desk.press(Key.Key_Backtab, SHIFT)
    desk.press(Key.Key_Backtab, SHIFT)
    assert here(desk) == ("t_2", "when")
    desk.press(Key.Key_Backtab, SHIFT)
    assert here(desk)[0] == "t_1"


def test_typing_writes_over_a_cell_and_enter_goes_down(desk: Desk) -> None:
    desk.type("Rolled back")
    desk.press(Key.Key_Return)
    assert events(desk)[1] == "Rolled back"
    assert here(desk) == ("t_2", "event")
    assert desk.focused is grid_of(desk)


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Space])
def test_f2_enter_and_space_open_a_cell_with_what_is_in_it(desk: Desk, key: Qt.Key) -> None:
    desk.press(key)
    desk.type(", indeed")
    desk.press(Key.Key_Tab)
    assert events(desk)[1] == "event 1, indeed"
    assert here(desk) == ("t_1", "kind")


def test_every_key_is_in_the_document_at_once_and_undo_takes_them_back_together(desk: Desk) -> None:
    desk.type("abc")
    assert events(desk)[1] == "abc"
    desk.press(Key.Key_Return)
    desk.undo()
    assert events(desk)[1] == "event 1"


def test_esc_puts_back_what_was_there(desk: Desk) -> None:
    desk.type("never mind")
    desk.press(Key.Key_Escape)
    assert events(desk)[1] == "event 1"
    assert grid_of(desk).cells.editor is None
    assert here(desk) == ("t_1", "event")


def test_an_open_cell_has_an_undo_of_its_own(desk: Desk) -> None:
    document = desk.page.document
    document.apply(Set(Place("timeline", "t_0", "who"), "Ann"))
    desk.press(Key.Key_F2)
    desk.type("xyz")
    desk.undo()
    assert document.value.timeline[0].who == "Ann", "the window's undo stayed where it was"
    assert events(desk)[1] == "event 1"
    desk.press(Key.Key_Y, CONTROL)
    assert events(desk)[1] == "event 1xyz"


def test_a_command_of_the_window_sees_what_is_being_typed(desk: Desk, qtbot: QtBot) -> None:
    grid_of(desk).show_cell("t_1", "source")
    desk.type("grafana")
    assert sources(desk) == ()
    desk.press(Key.Key_S, CONTROL)
    assert sources(desk) == (Link(title="grafana"),)
    assert grid_of(desk).cells.editor is not None


@given(st.text(alphabet="aé🙂\u00a0*|`\\ ", min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_what_an_editor_shows_is_what_the_document_holds(qtbot: QtBot, text: str) -> None:
    desk = desk_of(qtbot, entry(1, text))
    grid = grid_of(desk)
    grid.open_cell("t_1", "event")
    assert grid.cells.editor is not None
    assert grid.cells.editor.value == text
    grid.commit()
    assert desk.page.document.value.timeline[0].event == text
    assert desk.page.document.undo_stack.count() == 0


def test_many_pasted_rows_are_selected_in_one_step(desk: Desk) -> None:
    grid, steps = grid_of(desk), []
    grid.setFocus()
    grid.selectionModel().selectionChanged.connect(lambda *_: steps.append(1))
    desk.paste("\n".join(f"{hour:02}:00 hour {hour}" for hour in range(24)))
    steps.clear()
    desk.press(Key.Key_Return)
    assert {row.event for row in grid.selected_rows() if isinstance(row, TimelineEntry)} == {
        f"hour {hour}" for hour in range(24)
    }
    assert len(steps) <= 3  # the rows that came moved the selection, one of them is current, and all are selected


@pytest.mark.parametrize("text", ["two\nlines", "a\r\nb", "a\u2029b", "\ufdd0", "\x00", " led and trailed "])
def test_a_cell_that_is_only_looked_at_stays_as_it_was(qtbot: QtBot, text: str) -> None:
    desk = desk_of(qtbot, entry(1, text))
    grid_of(desk).show_cell("t_1", "event")
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Return)
    assert desk.page.document.value.timeline[0].event == text
    assert not desk.page.document.is_modified


def test_pasting_into_an_open_cell_keeps_it_one_line(desk: Desk) -> None:
    desk.press(Key.Key_F2)
    desk.paste(" one\ntwo")
    assert events(desk)[1] == "event 1 one two"
    assert len(events(desk)) == 4


def test_backspace_empties_a_cell_and_undo_fills_it_again(desk: Desk) -> None:
    desk.press(Key.Key_Backspace)
    assert events(desk)[1] == ""
    desk.undo()
    assert events(desk)[1] == "event 1"


# ── Rows ──


def test_tab_behind_the_last_cell_begins_a_row_and_leaves_an_empty_one(desk: Desk) -> None:
    grid = grid_of(desk)
    grid.show_cell("t_3", "source")
    if not grid.isColumnHidden(grid.rows_model.column_of("who")):
        grid.show_cell("t_3", "who")
    desk.press(Key.Key_Tab)
    assert len(events(desk)) == 5
    assert here(desk)[1] == "when"
    for _ in range(6):
        if grid.hasFocus():
            desk.press(Key.Key_Tab)
    assert len(events(desk)) == 5, "an empty row is enough"
    assert not grid.hasFocus(), "the keyboard is not trapped"


def test_ctrl_enter_adds_below_and_ctrl_shift_enter_above(desk: Desk) -> None:
    desk.press(Key.Key_Return, CONTROL)
    assert events(desk) == ["event 0", "event 1", "", "event 2", "event 3"]
    grid_of(desk).show_cell("t_1", "event")
    desk.press(Key.Key_Return, CONTROL | SHIFT)
    assert events(desk) == ["event 0", "", "event 1", "", "event 2", "event 3"]
    desk.undo(2)
    assert len(events(desk)) == 4


def test_ctrl_enter_keeps_what_is_being_typed(desk: Desk) -> None:
    grid_of(desk).show_cell("t_1", "source")
    desk.type("run 5")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.page.document.value.timeline[1].source == (Link(title="run 5"),)
    assert len(events(desk)) == 5


def test_del_takes_the_selected_rows_out_and_undo_brings_back_every_byte(desk: Desk) -> None:
    before = plain(desk.page.document.value)
    desk.press(Key.Key_Down, SHIFT)
    assert [row.id for row in grid_of(desk).selected_rows()] == ["t_1", "t_2"]
    desk.press(Key.Key_Delete)
    assert events(desk) == ["event 0", "event 3"]
    desk.undo()
    assert plain(desk.page.document.value) == before


def test_ctrl_d_fills_down_and_ctrl_shift_d_duplicates(desk: Desk) -> None:
    desk.press(Key.Key_D, CONTROL)
    assert events(desk)[1] == "event 0"
    desk.press(Key.Key_D, CONTROL | SHIFT)
    assert events(desk) == ["event 0", "event 0", "event 0", "event 2", "event 3"]
    assert len({row.id for row in desk.page.document.value.timeline}) == 5


def test_alt_arrows_move_a_row_and_say_why_when_they_cannot(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, entry(1, "a"), entry(1, "b", id="t_9"), entry(5, "c"))
    page = desk.page
    assert isinstance(page, TimelinePage)
    page.grid.show_cell("t_1", "event")
    desk.press(Key.Key_Down, ALT)
    assert events(desk) == ["b", "a", "c"]
    assert here(desk) == ("t_1", "event")
    desk.press(Key.Key_Down, ALT)
    assert events(desk) == ["b", "a", "c"], "never silently"
    assert page.note.text.endswith("Set time to 14:05?")
    desk.press(Key.Key_Escape)
    assert desk.focused is page.grid
    assert not page.note.is_asking
    desk.press(Key.Key_Down, ALT)
    desk.press(Key.Key_Return)
    assert events(desk) == ["b", "c", "a"]
    assert desk.focused is page.grid
    assert page.document.undo_stack.undoText() == "Move timeline row"
    desk.undo(2)
    assert events(desk) == ["a", "b", "c"]


def test_a_row_between_two_times_happened_between_them(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, entry(1, "a"), entry(19, "b"), entry(24, "c"))
    grid_of(desk).show_cell("t_1", "event")
    desk.press(Key.Key_Down, ALT)
    assert isinstance(desk.page, TimelinePage)
    assert desk.page.note.text.endswith("Set time to between 14:19 and 14:24?")
    desk.press(Key.Key_Return)
    assert events(desk) == ["b", "a", "c"]
    row = grid_of(desk).rows_model.row_at(1)
    assert grid_of(desk).rows.columns[0].show(desk.page.document.value, row) == "14:19–14:24"


def test_selected_rows_move_together(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, *(entry(1, name, id=f"t_{name}") for name in "abcd"))
    grid_of(desk).show_cell("t_a", "event")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, ALT)
    assert events(desk) == ["c", "a", "b", "d"]
    assert [row.id for row in grid_of(desk).selected_rows()] == ["t_a", "t_b"]
    desk.undo()
    assert events(desk) == ["a", "b", "c", "d"]


def drag(grid: Grid, line: int, to: int, *, below: bool = False) -> None:
    """Drag a row by its grip above another one, or below it."""
    view = grid.viewport()
    start = QPoint(8, grid.rowViewportPosition(line) + 10)
    end = QPoint(8, grid.rowViewportPosition(to) + (grid.rowHeight(to) - 3 if below else 3))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for spot in (start + QPoint(0, 12), end):
        at = QMouseEvent(
            QEvent.Type.MouseMove,
            spot,
            view.mapToGlobal(spot),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, at)
        assert not grid.grab().isNull()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_a_row_is_dragged_by_its_grip_under_the_same_rule(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, *(entry(1, name, id=f"t_{name}") for name in "abc"), entry(9, "d", id="t_d"))
    grid = grid_of(desk)
    drag(grid, 2, 0)
    assert events(desk) == ["c", "a", "b", "d"]
    drag(grid, 0, 3, below=True)
    assert events(desk) == ["c", "a", "b", "d"]
    assert isinstance(desk.page, TimelinePage)
    assert desk.page.note.text.endswith("Set time to 14:09?")
    desk.press(Key.Key_Space)
    assert events(desk) == ["a", "b", "d", "c"]
    desk.undo(2)
    assert events(desk) == ["a", "b", "c", "d"]


def test_home_end_and_pages_go_where_a_spreadsheet_goes(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, *(entry(n) for n in range(60)))
    grid = grid_of(desk)
    last = grid.shown_columns()[-1].field
    grid.show_cell("t_5", "event")
    for key, modifiers, wanted in (
        (Key.Key_End, NONE, ("t_5", last)),
        (Key.Key_Home, NONE, ("t_5", "when")),
        (Key.Key_End, CONTROL, ("t_59", last)),
        (Key.Key_Home, CONTROL, ("t_0", "when")),
    ):
        desk.press(key, modifiers)
        assert here(desk) == wanted
    desk.press(Key.Key_PageDown)
    assert here(desk)[0] not in ("t_0", "t_1")
    desk.press(Key.Key_PageUp)
    assert here(desk)[0] == "t_0"
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert len(grid.selected_rows()) == 3
    desk.press(Key.Key_A, CONTROL)
    assert len(grid.selected_rows()) == 60


def test_the_mouse_selects_as_everywhere(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, *(entry(n) for n in range(6)))
    grid = grid_of(desk)

    def click(line: int, modifiers: Qt.KeyboardModifier = NONE) -> list[str]:
        spot = grid.visualRect(grid.rows_model.index(line, 1)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifiers, spot)
        return [row.id for row in grid.selected_rows()]

    assert click(1) == ["t_1"]
    assert click(3, SHIFT) == ["t_1", "t_2", "t_3"]
    assert click(5, CONTROL) == ["t_1", "t_2", "t_3", "t_5"]


def test_ctrl_r_fills_from_the_left_where_both_are_words(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, entry(1, "a"))
    grid_of(desk).show_cell("t_1", "kind")
    desk.press(Key.Key_R, CONTROL)
    assert isinstance(desk.page, TimelinePage)
    assert "does not go into this column" in desk.page.note.text
    assert not desk.page.document.is_modified


def test_bold_words_mark_the_row_when_its_cell_is_left(desk: Desk) -> None:
    desk.type("**OUTAGE BEGINS** in both sites")
    desk.press(Key.Key_Return)
    assert desk.page.document.value.timeline[1].phases == ("impact_start",)
    desk.undo(2)
    assert events(desk)[1] == "event 1"


def test_copied_rows_are_text_a_table_and_themselves(desk: Desk) -> None:
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("2026-11-17 14:01 UTC\tevent 1\tStep")
    assert len(data.text().splitlines()) == 2
    assert ">event 2</td>" in data.html()
    assert bytes(data.data("text/markdown").data()).decode().startswith("| Time | Event | Kind |")
    desk.press(Key.Key_V, CONTROL)
    assert events(desk) == ["event 0", "event 1", "event 1", "event 2", "event 2", "event 3"]
    assert [getattr(row, "event", "") for row in grid_of(desk).selected_rows()] == ["event 1", "event 2"]


def test_ctrl_x_takes_rows_along(desk: Desk) -> None:
    desk.press(Key.Key_X, CONTROL)
    assert events(desk) == ["event 0", "event 2", "event 3"]
    desk.press(Key.Key_V, CONTROL)
    assert events(desk) == ["event 0", "event 1", "event 2", "event 3"]


def test_a_page_can_go_while_a_list_or_an_editor_is_open(desk: Desk) -> None:
    grid = grid_of(desk)
    for field in ("event", "kind"):
        grid.open_cell("t_2", field)
    popups = desk.window.findChildren(ChoicePopup)
    assert popups
    desk.page.deleteLater()
    for _ in range(2):  # the page first, then what hung on it
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert not desk.window.findChildren(ChoicePopup)


# ── Looking ──


def test_every_cell_can_be_read_out(desk: Desk) -> None:
    model = grid_of(desk).rows_model
    for line in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(line, column)
            assert isinstance(index.data(), str)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_rows_are_as_high_as_their_text_and_higher_in_a_narrow_window(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, entry(1, "short"), entry(2, "a longer event " * 9), entry(3, "a much longer event " * 40))
    grid = grid_of(desk)
    wide, most = (grid.rowHeight(grid.rows_model.line_of(row)) for row in ("t_2", "t_3"))
    assert grid.rowHeight(0) < wide < most
    desk.window.resize(600, 820)
    QApplication.processEvents()
    assert wide < grid.rowHeight(grid.rows_model.line_of("t_2")) <= most
    assert grid.rowHeight(grid.rows_model.line_of("t_3")) == most, "three lines at the most"


def test_a_cell_grows_while_somebody_types_into_it(desk: Desk) -> None:
    grid = grid_of(desk)
    before = grid.rowHeight(1)
    desk.press(Key.Key_F2)
    desk.paste(" and so it went on and on" * 8)
    QApplication.processEvents()
    assert grid.rowHeight(1) > before
    assert grid.cells.editor is not None
    assert grid.cells.editor.height() > before - 10


def test_a_click_on_a_gap_opens_it(qtbot: QtBot) -> None:
    desk = desk_of(qtbot, entry(1).but(when=When()))
    grid = grid_of(desk)
    box = grid.visualRect(grid.rows_model.index(0, 0))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 8, box.center().y()))
    desk.type("14:32")
    desk.press(Key.Key_Return)
    assert desk.page.document.value.timeline[0].when.typed == "14:32"


def test_the_place_of_the_caret_is_told(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.page.place_changed) as told:
        desk.press(Key.Key_Down)
    assert told.args == [Place("timeline", "t_2", "event")]


def test_both_themes_and_sizes_are_painted_without_a_word(desk: Desk, qapp: QApplication) -> None:
    before = current_theme()
    try:
        for theme in (Theme("dark"), Theme("light", 1.5)):
            apply_theme(qapp, theme)
            assert not desk.window.grab().isNull()
    finally:
        apply_theme(qapp, before)


def test_a_thousand_rows_are_quick(qtbot: QtBot) -> None:
    rows = tuple(
        entry(n, f"event **{n}** " + "and what came of it, told at some length " * (n % 3)) for n in range(1000)
    )
    desk = desk_of(qtbot, *rows)
    grid = grid_of(desk)
    grid.open_cell("t_500", "event")
    started = time.process_time()
    desk.type("xxxxxxxxxx")
    QApplication.processEvents()
    assert (time.process_time() - started) / 10 < 0.2, "some milliseconds a key"


def test_rows_measured_one_by_one_are_as_high_as_in_a_new_window(qtbot: QtBot, qapp: QApplication) -> None:
    desk = desk_of(qtbot, *(entry(n) for n in range(6)))
    document = desk.page.document
    long = "a long story " * 40

    def heights(desk: Desk) -> list[int]:
        qapp.processEvents()
        grid = grid_of(desk)
        grid.sizes.content_height()
        return [grid.rowHeight(line) for line in range(grid.rows_model.rowCount())]

    next_day = When(at=START + timedelta(days=1))
    steps = [("t_1", "event", long), ("t_4", "event", long), ("t_1", "event", "short"), ("t_5", "when", next_day)]
    seen = [heights(desk)]
    for row, field, value in steps:
        assert document.apply(Set(Place("timeline", row, field), value))
        seen.append(heights(desk))
        assert seen[-1] == heights(Desk(qtbot, TimelinePage(Document(document.value), clock=lambda: START)))
    assert seen[1][1] > seen[0][1]
    assert seen[3][1] == seen[0][1]
    assert seen[4][5] > seen[3][5]
