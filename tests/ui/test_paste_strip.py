"""What is pasted is looked at, decided by keyboard, and put in or left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.pasting import Fate
from postmortem_gui.storage.writing import document_bytes
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.paste_strip import PasteStrip
from postmortem_gui.ui.paste_strip_painting import ADD_ROW, ASK, columns, spot_at
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import CONTROL, SHIFT, Desk, Key
from tests.ui.pages import Windows, focused, nameless, templates

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
LINES = "14:02 Alert fires\n14:05 Ann looks at the dashboards\n14:09 Rolled back"


def clock() -> datetime:
    return NOW


def at(hour: int, minute: int = 0) -> When:
    return When(at=datetime(2026, 11, 17, hour, minute, tzinfo=UTC))


def incident() -> Postmortem:
    rows = (
        TimelineEntry(id="t_s", when=at(14), event="Payload arrives; pods run out of memory", phases=("impact_start",)),
        TimelineEntry(id="t_d", when=at(14, 2), event="Alert fires", source=(Link(title="alert"),)),
        TimelineEntry(id="t_e", when=at(15), event="Calm again", phases=("impact_end",)),
    )
    return Postmortem(id="d", template=templates()["full-review"], timeline=rows)


def open_page(qtbot: QtBot, pm: Postmortem, width: int = 940) -> tuple[Desk, TimelinePage, Document]:
    document = Document(pm)
    page = TimelinePage(document, clock=clock)
    return Desk(qtbot, page, width), page, document


def strip_of(page: TimelinePage) -> PasteStrip:
    assert page.pasting.strip is not None
    return page.pasting.strip


def fates(page: TimelinePage) -> tuple[Fate, ...]:
    pasting = strip_of(page).pasting
    assert pasting is not None
    return pasting.fates


def events(document: Document) -> list[str]:
    return [row.event for row in in_order(document.value.timeline)]


def test_several_lines_are_shown_between_the_rows_where_they_go(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    page.grid.show_cell("t_e", "event")
    desk.paste(LINES)
    strip = strip_of(page)
    assert document.value == incident()
    assert desk.focused is strip.list
    assert strip.parentWidget() is page.grid.viewport(), "no window, no box: a part of the grid"
    top = (
        page.grid.rowViewportPosition(1)
        + page.grid.sizes.inner(page.grid.visualRect(page.grid.model().index(1, 0)), 1).height()
    )
    assert abs(strip.y() - top) <= 2
    assert strip.geometry().bottom() <= page.grid.rowViewportPosition(2) + 1
    assert page.grid.viewport().rect().contains(strip.geometry())
    assert strip.height() <= desk.window.height() * 2 // 3


def test_a_chat_shows_the_clocks_of_the_person_who_copied_it(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    document.own_zone = "Europe/Paris"
    desk.paste("Ida Brandt  15:12\nlabels fail")
    pasting = strip_of(page).pasting
    assert pasting is not None
    assert [one.when.at for one in pasting.candidates] == [at(14, 12).at]


def test_enter_puts_in_what_was_taken_as_one_step_selected_and_in_sight(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    before = document_bytes(document.value)
    desk.paste(LINES)
    desk.press(Key.Key_Return)
    assert page.pasting.strip is None
    assert events(document)[2:4] == ["Ann looks at the dashboards", "Rolled back"]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText().startswith("Paste 2 rows")
    assert [row.event for row in page.grid.selected_rows() if isinstance(row, TimelineEntry)] == events(document)[2:4]
    assert page.grid.viewport().rect().intersects(page.grid.visualRect(page.grid.currentIndex()))
    assert desk.focused is page.grid
    after = document_bytes(document.value)
    desk.undo()
    assert document_bytes(document.value) == before
    desk.press(Key.Key_Z, CONTROL | SHIFT)
    assert document_bytes(document.value) == after


def test_esc_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    heights = [page.grid.rowHeight(line) for line in range(3)]
    page.grid.show_cell("t_d", "event")
    desk.paste(LINES)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Escape)
    assert document.value == incident()
    assert not document.undo_stack.count()
    assert page.pasting.strip is None
    assert desk.focused is page.grid
    assert [page.grid.rowHeight(line) for line in range(3)] == heights, "the gap is closed"
    desk.press(Key.Key_Down)
    assert page.grid.currentIndex().row() == 2


def test_the_same_event_is_merged_unless_m_makes_it_a_row(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste(LINES)
    assert fates(page) == ("merge", "in", "in")
    assert "same event as 14:02" in strip_of(page).list.lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2 rows in" in strip_of(page).foot.count.text()
    assert "1 known, merged: both sources kept" in strip_of(page).foot.count.text()
    desk.press(Key.Key_M)
    assert fates(page) == ("in", "in", "in")
    desk.press(Key.Key_M)
    desk.press(Key.Key_Return)
    assert len(document.value.timeline) == 5
    row = next(row for row in document.value.timeline if row.id == "t_d")
    assert "14:02 Alert fires" in row.raw


def test_keys_walk_and_decide(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, Postmortem(id="d", timeline=incident().timeline[:1]))
    desk.paste("\n".join(f"14:{minute:02} event {minute}" for minute in range(40)))
    strip = strip_of(page)

    def current() -> int:
        line = strip.list.current_line()
        assert line is not None
        return line.at

    desk.press(Key.Key_End)
    assert current() == 39
    desk.press(Key.Key_PageUp)
    assert 0 < current() < 38
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    assert fates(page)[:3] == ("in", "out", "in")
    assert strip.foot.insert.text() == "Insert 39 rows"
    desk.press(Key.Key_Space)
    desk.press(Key.Key_A)
    assert set(fates(page)) == {"out"}
    assert not strip.foot.insert.isEnabled()
    desk.press(Key.Key_Return)
    assert "Every line is left out" in strip.note.text()
    desk.press(Key.Key_A)
    assert set(fates(page)) == {"in"}
    desk.press(Key.Key_M)
    assert "nothing to merge it with" in strip.note.text()
    desk.press(Key.Key_C)
    assert "nothing to claim" in strip.note.text()
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_D, CONTROL)
    assert page.grid.rows_model.rowCount() == 1, "the grid below hears of no key"


def test_a_time_is_corrected_in_place(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, Postmortem(id="d"))
    desk.paste(LINES)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_T)
    desk.press(Key.Key_A, CONTROL)
    desk.type("14:07")
    desk.press(Key.Key_Return)
    assert desk.focused is strip_of(page).list
    desk.press(Key.Key_T)
    desk.press(Key.Key_A, CONTROL)
    desk.type("99:99")
    desk.press(Key.Key_Return)
    assert "cannot be read" in strip_of(page).note.text()
    desk.press(Key.Key_T)
    desk.type("x")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Return)
    assert [row.when.at for row in document.value.timeline] == [at(14, 2).at, at(14, 7).at, at(14, 9).at]


def test_a_guess_is_changed_by_keyboard_and_decisions_stay(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, Postmortem(id="d"))
    desk.paste(LINES)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Z)
    popup = page.window().findChild(ChoicePopup)
    assert popup is not None
    desk.type("+02:00")
    desk.press(Key.Key_Return)
    pasting = strip_of(page).pasting
    assert pasting is not None
    assert pasting.reading.zone == "+02:00"
    assert pasting.candidates[0].when.at == at(12, 2).at
    assert pasting.fates == ("out", "in", "in")
    strip_of(page).list.setFocus()
    desk.press(Key.Key_D)
    desk.type("2026-11-12")
    desk.press(Key.Key_Return)
    pasting = strip_of(page).pasting
    assert pasting is not None
    assert pasting.candidates[0].when.at == datetime(2026, 11, 12, 12, 2, tzinfo=UTC)
    strip_of(page).list.setFocus()
    desk.press(Key.Key_Z)
    desk.type("nowhere")
    desk.press(Key.Key_Return)
    assert "no zone that is known" in strip_of(page).note.text()


def test_gaps_can_be_asked_about_and_filled_in(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste("14:05 Ann looks\n14:30 Rolled back")
    strip = strip_of(page)
    QTest.qWait(1)
    line = strip.list.lines.line_of(0, gap=True)
    assert line == 1
    words = strip.list.lines.index(line).data()
    assert words.startswith("14:05–14:30: nothing recorded")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Q)
    desk.press(Key.Key_Space)
    assert strip.list.lines.index(line).data().endswith("a row is added, it is asked")
    desk.press(Key.Key_Return)
    assert [question.text[:11] for question in document.value.questions] == ["14:05–14:30"]
    assert events(document).count("") == 1


def test_the_mouse_does_what_the_keys_do(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, incident())
    desk.paste(LINES)
    view = strip_of(page).list
    box = view.visualRect(view.lines.index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, box.center().y()))
    assert fates(page) == ("merge", "out", "in")
    box = view.visualRect(view.lines.index(0))
    pasting = strip_of(page).pasting
    assert pasting is not None
    theme, line = current_theme(), view.lines.line(0)
    left = round(columns(theme, box.width()).found)
    offer = next(x for x in range(left, box.width()) if spot_at(theme, box.toRectF(), pasting, line, x) == "merge")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(offer + 2, box.center().y()))
    assert fates(page) == ("in", "out", "in")
    QTest.mouseClick(strip_of(page).head.cross, Qt.MouseButton.LeftButton)
    assert page.pasting.strip is None


def test_the_offers_of_a_gap_are_where_they_are_painted(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, incident())
    desk.paste("14:05 Ann looks\n14:30 Rolled back")
    QTest.qWait(1)
    view = strip_of(page).list
    pasting = strip_of(page).pasting
    assert pasting is not None
    box, line = view.visualRect(view.lines.index(1)), view.lines.line(1)
    spots = [spot_at(current_theme(), box.toRectF(), pasting, line, x) for x in range(box.width())]
    assert [spot for spot in dict.fromkeys(spots) if spot] == [ADD_ROW, ASK]


def test_another_paste_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste(LINES)
    desk.paste("14:20 one\n14:21 two")
    pasting = strip_of(page).pasting
    assert pasting is not None
    assert [one.event for one in pasting.candidates] == ["one", "two"]
    assert len(page.grid.viewport().findChildren(PasteStrip)) <= 2
    desk.press(Key.Key_Escape)
    assert document.value == incident()


def test_a_change_of_the_document_is_seen_in_the_strip(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste(LINES)
    assert fates(page)[0] == "merge"
    document.apply(Set(Place("timeline", "t_d", "event"), "Something else altogether"))
    document.apply(Set(Place("timeline", "t_d", "source"), ()))
    assert fates(page)[0] == "in"


# ── Large and bad ──


def test_a_long_paste_is_read_in_slices_and_esc_ends_it(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste("\n".join(f"14:{line % 60:02} event {line}" for line in range(9_000)))
    strip = strip_of(page)
    assert strip.is_reading
    assert strip.foot.count.text().startswith("Reading… ")
    assert "of 9,000 lines" in strip.foot.count.text()
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert page.pasting.strip is None
    assert document.value == incident()


def test_thousands_of_lines_are_shown_and_go_in_as_one_step(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, Postmortem(id="d"))
    desk.paste("\n".join(f"14:{line % 60:02} event {line}" for line in range(3_000)))
    strip = strip_of(page)
    qtbot.waitUntil(lambda: not strip.is_reading)
    assert strip.list.lines.rowCount() >= 3_000
    assert len(strip.findChildren(QWidget)) < 60, "painted, not a widget for each line"
    desk.press(Key.Key_Return)
    assert len(document.value.timeline) == 3_000
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize("text", ["\x00\x01\x02\x03" * 50 + "\nbinary", "one line\n" + "x" * 1_000_000])
def test_what_cannot_be_read_is_refused_in_one_sentence(qtbot: QtBot, text: str) -> None:
    desk, page, document = open_page(qtbot, incident())
    page.pasting.open(text)
    assert page.pasting.strip is None
    assert "nothing was pasted" in page.note.text
    assert document.value == incident()
    assert desk.focused is page.grid


# ── Looks and readers ──


def test_everything_is_named_and_opens_no_window(qtbot: QtBot, qapp: QApplication) -> None:
    desk, page, _ = open_page(qtbot, incident())
    windows = Windows()
    qapp.installEventFilter(windows)
    desk.paste(LINES)
    strip = strip_of(page)
    desk.press(Key.Key_D)
    desk.press(Key.Key_Escape)
    qapp.removeEventFilter(windows)
    assert not windows.opened
    assert not list(nameless(strip))
    assert strip.head.zone.accessibleName() == "times are UTC"
    assert "known, merged" in strip.accessibleDescription()
    interface = QAccessible.queryAccessibleInterface(strip.list)
    assert interface.childCount() >= 3
    words = strip.list.lines.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("goes in, 14:05 UTC, ")
    assert strip.list.lines.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme("dark", 1.75))
    yield
    apply_theme(qapp, Theme())


@pytest.mark.usefixtures("large")
def test_head_lines_and_button_are_in_sight_at_175_percent(qtbot: QtBot) -> None:
    document = Document(incident())
    page = TimelinePage(document, clock=clock)
    desk = Desk(qtbot, page, 1240, 350)
    desk.paste(LINES)
    strip, view = strip_of(page), page.grid.viewport()
    for part in (*strip.head.chips[:3], strip.head.cross, strip.foot.insert):
        corner = part.mapTo(view, part.rect().bottomRight())
        assert view.rect().contains(corner), part.accessibleName()
    assert strip.list.viewport().height() >= current_theme().px(27)


def test_the_preview_shows_what_would_be_and_nothing_else_learns_of_it(example_window: MainWindow) -> None:
    window = example_window
    work = window.workspace
    assert work is not None
    document = work.document
    before = document.value
    work.show_tab("timeline")
    QGuiApplication.clipboard().setText("2026-11-11 00:04 Something quite new\n2026-11-11 00:05 Something more")
    work.paste_rows()
    QTest.qWait(1)
    preview = work.panel.preview
    assert "Something quite new" in preview.toPlainText()
    picture, green = preview.viewport().grab().toImage(), current_theme().color("green_bg")
    assert any(picture.pixelColor(40, y) == green for y in range(picture.height()))
    work.flush()
    assert "Something quite new" in preview.toPlainText(), "the document laid out again does not push it out"
    work.panel.copy_markdown()
    assert "Something quite new" not in QGuiApplication.clipboard().text()
    assert document.value is before
    assert not document.is_modified
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    preview.flush()
    assert "Something quite new" not in preview.toPlainText()
    QGuiApplication.clipboard().clear()


def test_what_is_usually_told_makes_room_and_comes_back_as_it_was(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, incident())
    for is_open in (True, False):
        page.hints.set_open(opened=is_open)
        desk.paste(LINES)
        assert not page.hints.isVisible()
        desk.press(Key.Key_Escape)
        assert page.hints.isVisible() == is_open


def test_the_strip_goes_where_its_times_put_it_with_a_whole_row_above(qtbot: QtBot) -> None:
    rows = tuple(TimelineEntry(id=f"t_{hour}", when=at(hour), event=f"hour {hour}") for hour in range(24))
    desk, page, _ = open_page(qtbot, Postmortem(id="d", timeline=rows))
    page.grid.show_cell("t_12", "event")
    desk.paste("14:20 one\n14:21 two")
    strip, above = strip_of(page), page.grid.visualRect(page.grid.rows_model.index(14, 0))
    assert above.top() >= 0
    assert page.grid.sizes.inner(above, 14).bottom() < strip.y() + 1
    desk.press(Key.Key_Z)
    desk.type("+05:00")
    desk.press(Key.Key_Return)
    assert desk.focused is strip.list
    assert page.grid.rowViewportPosition(10) == strip.geometry().bottom() + 1


def test_several_lines_pasted_into_quick_capture_are_looked_at_as_rows(example_window: MainWindow) -> None:
    work = example_window.workspace
    assert work is not None
    work.show_tab("actions")
    work.capture.take_focus()
    QGuiApplication.clipboard().setText("one line")
    QTest.keyClick(focused(), Qt.Key.Key_V, CONTROL)
    assert work.capture.field.text() == "one line"
    QGuiApplication.clipboard().setText(LINES)
    QTest.keyClick(focused(), Qt.Key.Key_V, CONTROL)
    assert work.tab == "timeline"
    page = work.page
    assert isinstance(page, TimelinePage)
    assert focused() is strip_of(page).list
    assert work.capture.field.text() == "one line", "what was begun there stays"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    QGuiApplication.clipboard().clear()


TABLE = "When\tWhat\tWhere\n14:20\tPaged the owner\tPD-7\n14:25\tOwner answers\tPD-7"


def test_the_columns_of_a_table_are_guessed_and_can_be_changed(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, incident())
    desk.paste(TABLE)
    strip = strip_of(page)
    assert strip.head.columns.isVisible()
    assert strip.head.columns.text() == "Time, Event, Source"
    strip.head.columns.setFocus()
    desk.press(Key.Key_Return)
    popup = page.window().findChild(ChoicePopup)
    assert popup is not None
    assert popup.list.item(0).text() == "Column 1: When"
    popup.picked.emit((("when",), ("event",), ("who",)))
    desk.press(Key.Key_Escape)
    assert strip.head.columns.text() == "Time, Event, Who"
    strip.list.setFocus()
    desk.press(Key.Key_Return)
    assert [row.who for row in document.value.timeline if row.who] == ["PD-7", "PD-7"]


def test_tab_goes_through_the_strip_as_it_is_read(example_window: MainWindow) -> None:
    work = example_window.workspace
    assert work is not None
    QGuiApplication.clipboard().setText(LINES)
    work.paste_rows()
    page = work.page
    assert isinstance(page, TimelinePage)
    strip = strip_of(page)
    order = [*strip.head.chips[:3], strip.head.cross, strip.list, strip.foot.insert]
    strip.head.source.setFocus()
    walked: list[QWidget] = [focused()]
    for _ in order[1:]:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        walked.append(focused())
    assert walked == order
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert page.pasting.strip is None, "from the button too"
    QGuiApplication.clipboard().clear()
