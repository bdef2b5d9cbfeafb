"""Presenter view: what a room sees, that nothing private is among it, and that no second window ever opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QThreadPool
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget

from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.command import SEPARATOR
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.phase_strip import PhaseStrip
from postmortem_gui.ui.presenter import PRIVATE
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.room_prompts import RoomPrompts, free
from postmortem_gui.ui.search_pill import SearchPill
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.wanted import Wanted
from postmortem_gui.ui.workspace import Workspace

Key = Qt.Key


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Theme())


@pytest.fixture
def room(example_window: MainWindow, tmp_path: Path) -> Iterator[MainWindow]:
    """The example as a room sees it, saved in a file."""
    window = example_window
    (tmp_path / "secret folder").mkdir()
    window.session.save(tmp_path / "secret folder" / "crash.postmortem.json")
    settle()
    window.presenter.toggle()
    settle()
    yield window
    window.presenter.leave()


@pytest.fixture(autouse=True)
def _no_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_arguments: object) -> None:
        pytest.fail("a file dialog opened")

    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, opened)
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: True))


def settle() -> None:
    QThreadPool.globalInstance().waitForDone(5000)
    for _ in range(5):
        QApplication.processEvents()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    settle()


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def windows() -> list[QWidget]:
    """Every window in sight."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def words_in_sight(window: MainWindow) -> str:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return " · ".join(labels)


def grid_of(window: MainWindow, tab: str = "timeline") -> Grid:
    workspace = workspace_of(window)
    workspace.show_tab(tab)
    settle()
    found = workspace.page.findChild(Grid)
    assert found is not None
    return found


def test_one_key_turns_it_on_and_off_and_escape_never_does(example_window: MainWindow) -> None:
    window = example_window
    QTest.keyClick(window, Key.Key_F5)
    assert current_theme().presenting
    assert current_theme().scale == 1.5
    for tab in workspace_of(window).tabs.keys:
        workspace_of(window).show_tab(tab)
        workspace_of(window).page.take_focus()
        press(Key.Key_Escape)
        press(Key.Key_Escape)
        assert current_theme().presenting
    QTest.keyClick(window, Key.Key_F5)
    assert current_theme() == Theme()


def test_the_zoom_counts_in_it_too_and_ends_at_its_last_step(example_window: MainWindow) -> None:
    window = example_window
    window.appearance.choose(zoom=110)
    window.presenter.toggle()
    assert current_theme().scale == 1.65
    window.appearance.step_zoom(1)
    assert current_theme().scale == 1.75
    window.presenter.toggle()
    assert current_theme().scale == 1.25


def test_a_room_sees_the_title_the_day_and_who_leads(room: MainWindow) -> None:
    words = words_in_sight(room)
    assert "Label printing stopped in two warehouses" in words
    assert "10–11 Nov 2026, UTC" in words
    assert "Facilitator Yusuf Demir, scribe Sofia Lindqvist" in words
    assert "leaves presenter" in words


def test_nothing_private_is_in_sight_on_any_tab(room: MainWindow) -> None:
    document = room.session.document
    assert document is not None
    notes = document.value.meeting.notes
    for tab in workspace_of(room).tabs.keys:
        workspace_of(room).show_tab(tab)
        settle()
        words = words_in_sight(room)
        assert "secret folder" not in words, tab
        assert not notes or notes not in words, tab
        assert "not told yet" not in words, tab
    assert "secret folder" not in room.windowTitle()
    assert not workspace_of(room).panel.isVisible()
    assert not any(pill.isVisible() for pill in room.findChildren(SearchPill))
    assert set(PRIVATE) <= {command.id for command in COMMANDS}
    for action in room.actions():
        if action.objectName() in PRIVATE:
            assert not action.isEnabled()


def test_everything_is_as_before_when_it_ends(example_window: MainWindow) -> None:
    window, workspace = example_window, workspace_of(example_window)
    workspace.show_view("markdown")
    settle()
    before = [(widget, widget.isVisible(), widget.height()) for widget in window.findChildren(QWidget)]
    window.presenter.toggle()
    settle()
    window.presenter.toggle()
    settle()
    assert workspace.panel.view == "markdown"
    for widget, was_visible, height in before:
        if widget.parent() in (window, workspace, window.centralWidget()):
            assert widget.isVisible() == was_visible, widget
            assert not was_visible or widget.height() == height, widget
    for action in window.actions():
        if action.objectName() == "preferences":
            assert action.isEnabled()


def test_no_letters_are_smaller_than_thirteen_pixels(room: MainWindow) -> None:
    for tab in workspace_of(room).tabs.keys:
        workspace_of(room).show_tab(tab)
        settle()
        for widget in room.findChildren(QWidget):
            if widget.isVisible():
                assert widget.font().pixelSize() >= 13, (tab, widget)


def test_the_light_is_on_the_current_row_and_follows_it(room: MainWindow) -> None:
    grid = grid_of(room)
    grid.setFocus()
    grid.show_cell(grid.rows_model.row_at(3).id, "event")
    settle()
    plain = grid.rowHeight(5)
    assert grid.spotlight.is_on(3)
    assert not grid.spotlight.is_on(4)
    assert "4 of 23" in words_in_sight(room)
    press(Key.Key_Down)
    assert grid.spotlight.is_on(4)
    assert "5 of 23" in words_in_sight(room)
    row = grid.rows_model.row_at(4)
    assert grid.spotlight.font(current_theme(), row).pixelSize() > current_theme().font().pixelSize()
    assert grid.spotlight.font(current_theme(), row).weight() > current_theme().font().weight()
    assert grid.spotlight.ink("text", 3) == "text2"
    assert grid.spotlight.ink("text", 4) == "text"
    assert grid.rowHeight(5) == plain
    middle = grid.visualRect(grid.currentIndex()).center().y()
    assert abs(middle - grid.viewport().height() / 2) < grid.rowHeight(4)


def test_the_light_begins_on_a_row_and_goes_out_with_the_view(example_window: MainWindow) -> None:
    grid = grid_of(example_window)
    example_window.presenter.toggle()
    settle()
    assert grid.currentIndex().isValid()
    example_window.presenter.toggle()
    settle()
    assert not grid.spotlight.is_on(grid.currentIndex().row())
    assert grid.spotlight.ink("text", 7) == "text"


def test_long_events_wrap_and_sources_are_left_out(room: MainWindow) -> None:
    grid = grid_of(room)
    fields = [column.field for column in grid.shown_columns()]
    assert "source" not in fields
    assert {"when", "event", "kind"} <= set(fields)
    assert max(grid.rowHeight(line) for line in range(grid.rows_model.rowCount())) > 1.5 * grid.rowHeight(5)


def test_the_strip_is_one_row_and_a_click_on_it_goes_to_the_nearest_row(room: MainWindow) -> None:
    grid = grid_of(room)
    strip = workspace_of(room).page.findChild(PhaseStrip)
    assert strip is not None
    assert strip.is_row
    assert strip.height() < 90
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 3, 30))
    settle()
    assert grid.currentIndex().row() >= grid.rows_model.rowCount() - 3


# ── One window ──


def test_no_command_of_the_table_opens_a_second_window(room: MainWindow) -> None:
    leaves = {"present", "close", "quit", "new", "example"}
    for command in COMMANDS:
        if command.id == SEPARATOR or command.id in leaves:
            continue
        action = next(action for action in room.actions() if action.objectName() == command.id)
        action.trigger()
        settle()
        assert windows() == [room], command.id
        for overlay in room.findChildren(Overlay):
            if overlay.isVisible():
                overlay.dismiss()
        settle()
        assert current_theme().presenting, command.id
    document = room.session.document
    assert document is not None
    document.mark_saved(document.value)


def test_every_list_of_a_field_opens_inside_the_window(room: MainWindow) -> None:
    for tab in ("overview", "comms", "actions"):
        workspace_of(room).show_tab(tab)
        settle()
        for combo in workspace_of(room).page.findChildren(QComboBox)[:6]:
            if combo.isVisible() and combo.count():
                combo.showPopup()
                settle()
                assert windows() == [room]
                popups = [popup for popup in room.findChildren(ChoicePopup) if popup.isVisible()]
                assert len(popups) == 1
                press(Key.Key_Escape)
    workspace_of(room).show_tab("overview")
    settle()
    severity = next(
        combo
        for combo in workspace_of(room).page.findChildren(QComboBox)
        if "Severity" in combo.accessibleName() and combo.count() > 1
    )
    severity.showPopup()
    settle()
    press(Key.Key_Down)
    press(Key.Key_Return)
    document = room.session.document
    assert document is not None
    assert document.value.fact("severity") == severity.itemText(severity.currentIndex())
    document.mark_saved(document.value)


def test_typing_into_a_field_with_choices_completes_in_the_field(room: MainWindow) -> None:
    workspace_of(room).show_tab("overview")
    settle()
    for combo in workspace_of(room).page.findChildren(QComboBox):
        if combo.isEditable() and combo.isVisible() and combo.count():
            combo.setFocus()
            QTest.keyClicks(combo, combo.itemText(0)[:1])
            settle()
            assert windows() == [room]
            break
    document = room.session.document
    assert document is not None
    document.mark_saved(document.value)


def test_tooltips_stay_away_and_the_menu_of_a_field_is_a_list_in_the_window(room: MainWindow) -> None:
    workspace_of(room).show_tab("overview")
    settle()
    field = next(line for line in workspace_of(room).page.findChildren(QLineEdit) if line.isVisible() and line.text())
    at = QPoint(5, 5)
    for widget in (field, workspace_of(room).tabs, room.header):
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
        settle()
        assert windows() == [room]
    field.setFocus()
    field.selectAll()
    QApplication.clipboard().clear()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(field, QContextMenuEvent(reason, at, field.mapToGlobal(at)))
    settle()
    assert windows() == [room]
    popup = next(popup for popup in room.findChildren(ChoicePopup) if popup.isVisible())
    items = [popup.list.item(n).text() for n in range(popup.list.count())]
    assert items == ["Cut", "Copy", "Paste", "Select all"]
    popup.list.setCurrentRow(1)
    press(Key.Key_Return)
    assert QApplication.clipboard().text() == field.text()
    QApplication.clipboard().clear()


def test_cells_and_their_lists_open_inside_the_window(room: MainWindow) -> None:
    for tab in ("timeline", "actions"):
        grid = grid_of(room, tab)
        grid.setFocus()
        for column in grid.shown_columns():
            grid.open_cell(grid.rows_model.row_at(1).id, column.field)
            settle()
            assert windows() == [room], column.field
            press(Key.Key_Escape)


def test_an_export_goes_beside_the_document_and_says_so(room: MainWindow) -> None:
    told: list[str] = []
    room.session.told.connect(lambda message: told.append(message.sentence))
    folder = room.session.path.parent if room.session.path else Path()
    room.exports.ask(Wanted("md"))
    assert windows() == [room]
    press(Key.Key_Return)
    (first,) = folder.glob("*.md")
    assert any("beside the document" in sentence for sentence in told)
    assert not any(str(folder) in sentence for sentence in told)
    room.exports.ask(Wanted("md"))
    assert windows() == [room]
    press(Key.Key_Return)
    assert first in folder.glob("*.md")
    assert len(list(folder.glob("*.md"))) == 2


def test_opening_asks_to_leave_the_view_first(room: MainWindow) -> None:
    told: list[str] = []
    room.session.told.connect(lambda message: told.append(message.sentence))
    room.files.open_file()
    assert "F5" in told[-1]
    assert windows() == [room]


def test_a_document_that_is_closed_ends_the_view(room: MainWindow) -> None:
    room.session.close()
    settle()
    assert not current_theme().presenting
    assert any(pill.isVisible() for pill in room.findChildren(SearchPill))


def test_every_question_for_a_file_knows_that_a_room_watches() -> None:
    asks = {name for name in vars(Prompts) if not name.startswith("_")}
    assert asks <= set(vars(RoomPrompts))


def test_a_name_that_is_taken_gets_the_next_number(tmp_path: Path) -> None:
    path = tmp_path / "a.postmortem.json"
    assert free(path) == path
    path.touch()
    assert free(path).name == "a 2.postmortem.json"
    free(path).touch()
    assert free(path).name == "a 3.postmortem.json"
