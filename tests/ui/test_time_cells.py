"""Times are typed into the grid: how they are read is said at once, and what is open is asked in place, by keys."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postmortem_gui.core.crossings import crossings
from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.time_cells import TimeCells
from postmortem_gui.ui.time_panel import TimePanel
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import CONTROL, Desk, Key

ALT = Qt.KeyboardModifier.AltModifier
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def open_page(qtbot: QtBot, *ats: str, zone: str = "UTC", second: str = "") -> tuple[Desk, TimelinePage, Document]:
    rows = tuple(
        TimelineEntry(id=f"t_{n}", when=When(at=utc(at)) if at else When(), event=f"event {n}")
        for n, at in enumerate(ats)
    )
    document = Document(Postmortem(id="d", zone=zone, second_zone=second, timeline=rows))
    page = TimelinePage(document, clock=clock)
    return Desk(qtbot, page), page, document


def panel(desk: Desk) -> TimePanel | None:
    return next((found for found in desk.window.findChildren(TimePanel) if found.isVisible()), None)


def said(desk: Desk) -> str:
    found = panel(desk)
    return found.text if found else ""


def at(document: Document, row: int) -> str:
    found = document.value.timeline[row].when.at
    return f"{found:%Y-%m-%dT%H:%M}" if found else ""


def test_how_a_time_is_read_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-17T14:10", "")
    page.grid.show_cell("t_1", "when")
    desk.type("9:14")
    assert said(desk) == "09:14 UTC, Tuesday 17 November 2026"
    desk.type("am ET")
    assert said(desk) == "14:14 UTC, Tuesday 17 November 2026 (09:14 ET)"
    desk.type("x")
    assert "“ETX” is no time zone here" in said(desk).replace("ETx", "ETX")
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Tab)
    assert said(desk) == ""
    assert at(document, 1) == "2026-11-17T14:14"
    assert document.value.timeline[1].when.zone == "America/New_York"


def test_a_time_that_comes_twice_is_asked_about_in_place_and_answered_by_a_digit(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    before = plain(document.value)
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    assert "Enter asks which is meant" in said(desk)
    desk.press(Key.Key_Tab)
    assert at(document, 1) == "", "nothing changes before the answer"
    assert said(desk).split("\n")[1:] == ["1: 01:30 EDT (05:30 UTC)", "2: 01:30 EST (06:30 UTC)"]
    desk.press(Key.Key_2)
    assert at(document, 1) == "2026-11-01T06:30"
    assert document.value.timeline[1].when.typed == "01:30"
    assert page.grid.current_field() == "event", "Tab goes on when it is answered"
    assert panel(desk) is None
    desk.undo()
    assert plain(document.value) == before


def test_arrows_and_enter_answer_too(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert at(document, 1) == "2026-11-01T06:30"


def test_esc_puts_the_question_away_and_keeps_the_text_and_the_editor(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert panel(desk) is None
    assert page.grid.cells.editor is not None
    assert page.grid.cells.editor.value == "01:30"
    desk.type(" EST")
    desk.press(Key.Key_Return)
    assert at(document, 1) == "2026-11-01T06:30"
    desk.undo()
    assert at(document, 1) == ""


def test_the_answer_is_not_asked_for_again(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", "", zone="America/New_York")
    for row, keys in (("t_1", (Key.Key_Return, Key.Key_2)), ("t_1", (Key.Key_Return,)), ("t_2", (Key.Key_Return,))):
        page.grid.show_cell(row, "when")
        desk.type("01:30")
        for key in keys:
            desk.press(key)
        assert page.grid.cells.editor is None
    assert (at(document, 1), at(document, 2)) == ("2026-11-01T06:30", "2026-11-01T06:30")


def test_a_row_is_added_when_what_is_open_about_the_one_before_is_answered(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    desk.press(Key.Key_Return, CONTROL)
    assert "came twice on 1 November 2026" in said(desk)
    assert len(document.value.timeline) == 2
    desk.press(Key.Key_2)
    assert at(document, 1) == "2026-11-01T06:30"
    assert len(document.value.timeline) == 3
    assert page.grid.current_row() == document.value.timeline[2]


def test_what_the_mouse_leaves_open_is_asked_below_the_grid_until_it_is_answered(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    before = plain(document.value)
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    elsewhere = page.grid.visualRect(page.grid.model().index(0, 1)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    qtbot.waitUntil(lambda: page.note.is_asking)
    assert desk.focused is page.grid, "the keyboard stays where somebody clicked"
    assert (at(document, 1), document.value.timeline[1].when.typed) == ("", "01:30"), "nothing is guessed"
    desk.press(Key.Key_Right)
    assert page.note.is_asking, "it waits while somebody goes on"
    (answer,) = (each for each in page.note.findChildren(Button) if each.text() == "01:30 EST (06:30 UTC)")
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert at(document, 1) == "2026-11-01T06:30"
    assert not page.note.is_asking
    desk.undo(2)
    assert plain(document.value) == before
    assert not page.note.is_asking, "nor is it asked about what was taken back"


def test_what_is_left_open_is_asked_also_while_somebody_writes_in_another_cell(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-01T05:00", "", zone="America/New_York")
    page.grid.show_cell("t_1", "when")
    desk.type("01:30")
    page.grid.commit()
    page.grid.open_cell("t_0", "event")
    qtbot.waitUntil(lambda: page.note.is_asking)
    desk.type("!")
    assert document.value.timeline[0].event == "event 0!"


def test_what_cannot_be_read_is_said_also_when_enter_goes_on_to_the_next_row(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-17T14:10", "2026-11-17T14:20", "2026-11-17T14:30")
    page.grid.show_cell("t_0", "when")
    desk.type("25:10")
    desk.press(Key.Key_Return)
    assert document.value.timeline[0].when == When(typed="25:10")
    assert "“25:10” stays as you typed it" in page.note.text
    assert "Try 14:32" in page.note.text
    desk.press(Key.Key_Down)
    assert page.note.text == "", "until the caret goes on"


def test_an_hour_that_never_comes_is_asked_about(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-03-29T00:30", "", zone="Europe/Paris")
    page.grid.show_cell("t_1", "when")
    desk.type("2:30")
    desk.press(Key.Key_Return)
    assert "never came on 29 March 2026" in said(desk)
    desk.press(Key.Key_1)
    assert at(document, 1) == "2026-03-29T01:30"


def test_a_day_in_numbers_is_shown_long_with_the_other_reading_one_key_away(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-04-02T10:00", "")
    page.grid.show_cell("t_1", "when")
    desk.type("03/04/2026 10:00")
    assert said(desk).split("\n") == ["10:00 UTC, Friday 3 April 2026", "Alt ↓: Wednesday 4 March 2026"]
    desk.press(Key.Key_Down, ALT)
    assert said(desk) == "10:00 UTC, Wednesday 4 March 2026"
    desk.press(Key.Key_Return)
    assert at(document, 1) == "2026-03-04T10:00"


def test_midnight_crossed_unsaid_is_marked_and_one_key_puts_it_back(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-17T23:58", "")
    page.grid.show_cell("t_1", "when")
    desk.type("00:04")
    desk.press(Key.Key_Return)
    assert crossings(document.value.timeline, "UTC") == {"t_1": 1}
    before = plain(document.value)
    page.grid.show_cell("t_1", "when")
    desk.press(Key.Key_Left, ALT)
    assert at(document, 1) == "2026-11-17T00:04"
    assert page.note.text == "Now 00:04 UTC, Tuesday 17 November 2026. Ctrl+Z takes it back."
    assert crossings(document.value.timeline, "UTC") == {}
    row = page.grid.current_row()
    assert row is not None
    assert row.id == "t_1", "the caret goes along"
    desk.undo()
    assert plain(document.value) == before


def test_a_click_on_the_badge_puts_the_row_back(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, "2026-11-17T23:58", "2026-11-18T00:10", "")
    page.grid.show_cell("t_2", "when")
    desk.type("23:50")
    desk.press(Key.Key_Return)
    assert crossings(document.value.timeline, "UTC") == {"t_2": -1}
    page.grid.sizes.fit_now()
    line = page.grid.rows_model.line_of("t_2")
    box = QRectF(page.grid.sizes.inner(page.grid.visualRect(page.grid.rows_model.index(line, 0)), line))
    cells = page.grid.cells
    assert isinstance(cells, TimeCells)
    badge = cells.badge_box(current_theme(), cells.text_box(box, "when"), document.value.timeline[2])
    assert badge is not None
    spot = badge.center().toPoint()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert at(document, 2) == "2026-11-18T23:50"


def test_a_range_and_about_are_kept_and_shown(qtbot: QtBot) -> None:
    desk, page, _document = open_page(qtbot, "2026-11-17T14:10", "", "")
    for row, text in (("t_1", "14:50-14:55"), ("t_2", "~15:10:30")):
        page.grid.show_cell(row, "when")
        desk.type(text)
        desk.press(Key.Key_Return)
    shown = [page.grid.rows_model.index(line, 0).data() for line in range(3)]
    assert shown == ["14:10", "14:50–14:55", "~15:10:30"]


def test_the_head_says_the_zone_and_the_second_zone_stands_below_the_time(qtbot: QtBot) -> None:
    _desk, page, document = open_page(qtbot, "2026-11-17T14:10", second="America/New_York")
    model = page.grid.rows_model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Time, UTC"
    assert "09:10 ET" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.grid.sizes.fit_now()
    with_second = page.grid.rowHeight(0)
    document.apply(Set(Place("document", "second_zone"), ""))
    page.grid.sizes.fit_now()
    assert page.grid.rowHeight(0) < with_second
    document.apply(Set(Place("document", "zone"), "America/New_York"))
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Time, ET"
    assert model.index(0, 0).data() == "09:10"


def test_the_day_is_put_earlier_and_later_by_command_from_any_cell(qtbot: QtBot) -> None:
    _desk, page, document = open_page(qtbot, "2026-11-17T23:58", "")
    page.grid.show_cell("t_0", "event")
    assert page.row_command("day_later")
    assert at(document, 0) == "2026-11-18T23:58"
    assert page.row_command("day_earlier")
    assert at(document, 0) == "2026-11-17T23:58"
    page.grid.show_cell("t_1", "event")
    before = document.value
    page.row_command("day_later")
    assert document.value is before, "a row without a time has no day"
