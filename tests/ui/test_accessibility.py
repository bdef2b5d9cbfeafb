"""Everything can be used without a mouse, heard, and seen: every tab, panel and popup, full and empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.editing.messages import Message
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.recent import RecentFile
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui import walker
from tests.ui.pages import Windows, focused

Key = Qt.Key
Look = Callable[[QWidget], list[str]]

PANELS = ("palette", "shortcuts", "preferences", "messages")
LOOKS: tuple[Look, ...] = (walker.nameless, walker.silent_cells, walker.small)
DOCUMENTS = ("example", "empty")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    made = Application(Home.at(tmp_path / "home"), Prompts())
    made.window.resize(1440, 900)
    made.window.show()
    made.window.activateWindow()
    QTest.qWaitForWindowActive(made.window)
    yield made
    made.session.close()
    made.window.close()
    made.end()
    made.window.deleteLater()
    apply_theme(qapp, Theme())


@pytest.fixture(params=DOCUMENTS)
def window(program: Application, request: pytest.FixtureRequest) -> MainWindow:
    """The window with a document that says everything, and with one that says nothing."""
    if request.param == "example":
        program.session.open_example()
    else:
        program.session.start_new(program.session.library.required("full-review"))
    assert program.window.workspace is not None
    program.window.workspace.flush()
    return program.window


def tabs(window: MainWindow) -> Iterator[str]:
    """Turn every tab on, one after the other."""
    assert window.workspace is not None
    for tab in window.workspace.tabs.keys:
        window.workspace.show_tab(tab)
        window.workspace.page.take_focus()
        QApplication.processEvents()
        yield tab


def panels(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Open every panel over the window, one after the other."""
    for command in PANELS:
        action = window.findChild(QAction, command)
        assert action is not None, command
        action.trigger()
        QApplication.processEvents()
        panel = next(each for each in window.findChildren(Overlay) if not each.isHidden())
        yield command, panel
        panel.dismiss()
        QApplication.processEvents()


def found(where: str, looked: list[str]) -> list[str]:
    return [f"{where}: {what}" for what in looked]


def test_everything_in_the_window_says_what_it_is_and_can_be_hit(window: MainWindow) -> None:
    wrong = found("menus", walker.menus(window))
    for tab in tabs(window):
        for look in LOOKS:
            wrong += found(f"{tab}, {look.__name__}", look(window))
    assert not wrong


def test_every_panel_says_what_it_is_and_can_be_hit(window: MainWindow) -> None:
    wrong = []
    for command, panel in panels(window):
        for look in LOOKS:
            wrong += found(f"{command}, {look.__name__}", look(panel))
    assert not wrong


def test_the_start_screen_says_what_it_is_and_can_be_hit(program: Application) -> None:
    wrong = [what for look in (*LOOKS, walker.faint) for what in look(program.window)]
    assert not wrong


def the_timeline(window: MainWindow) -> TimelinePage:
    assert window.workspace is not None
    window.workspace.show_tab("timeline")
    page = window.workspace.page
    assert isinstance(page, TimelinePage)
    page.take_focus()
    return page


def _kinds(window: MainWindow) -> None:
    page = the_timeline(window)
    page.grid.open_cell(page.grid.rows_model.row_at(1).id, "kind")


def _time(window: MainWindow) -> None:
    page = the_timeline(window)
    page.grid.open_cell(page.grid.rows_model.row_at(1).id, "when")
    QTest.keyClicks(focused(), "3/4 14:32")


def _owner(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.show_tab("actions")
    (grid,) = (grid for grid in window.workspace.page.findChildren(Grid) if grid.rows_model.rowCount())
    grid.open_cell(grid.rows_model.row_at(0).id, "owner")
    QTest.keyClicks(focused(), "a")


def _paste(window: MainWindow) -> None:
    page = the_timeline(window)
    page.pasting.open("14:32 first\n14:33 second\nwithout a time\n14:40 third")


def _capture(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.capture.take_focus()
    QTest.keyClicks(focused(), "14:32 paged Ann #PD-123")


def _find(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.finder.open()
    QTest.keyClicks(focused(), "relay")


def _said(window: MainWindow) -> None:
    window.messages.show(Message("done", "Everything is as it should be."))
    window.messages.show(Message("error", "Something is not as it should be."))


def _view(name: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        assert window.workspace is not None
        window.workspace.show_view(name)
        window.workspace.flush()

    return show


def _presented(window: MainWindow) -> None:
    the_timeline(window)
    window.presenter.toggle()


MOMENTS: dict[str, Callable[[MainWindow], None]] = {
    "kinds": _kinds,
    "time": _time,
    "owner": _owner,
    "paste": _paste,
    "capture": _capture,
    "find": _find,
    "messages": _said,
    "markdown": _view("markdown"),
    "readiness": _view("readiness"),
    "presenter": _presented,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_whatever_comes_up_says_what_it_is_and_can_be_hit_and_read(program: Application, moment: str) -> None:
    program.session.open_example()
    window = program.window
    assert window.workspace is not None
    window.workspace.flush()
    MOMENTS[moment](window)
    QApplication.processEvents()
    wrong = [f"{look.__name__}: {what}" for look in (*LOOKS, walker.faint) for what in look(window)]
    if moment == "presenter":
        window.presenter.toggle()
    assert not wrong


def test_no_second_window_comes_up_with_a_panel(window: MainWindow, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        opened = [command for command, _ in panels(window)]
    finally:
        qapp.removeEventFilter(windows)
    assert opened == [*PANELS]
    assert windows.opened == []


def test_a_question_over_the_window_says_what_it_is_and_can_be_hit(program: Application) -> None:
    program.session.open_example()
    document = program.session.document
    assert document is not None
    document.apply(Set(Place("facts", "title"), "Another title"))
    program.window.close()
    (sheet,) = (each for each in program.window.findChildren(Overlay) if not each.isHidden())
    wrong = [what for look in (*LOOKS, walker.faint, walker.unringed) for what in look(sheet)]
    sheet.dismiss()
    assert not wrong


def test_recent_documents_say_what_they_are_and_can_be_hit(program: Application, tmp_path: Path) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    recent = RecentFile(file=str(tmp_path / "a.postmortem.json"), title="Down", severity="P1", opened_at=now)
    program.window.start.show_work([recent], [], now)
    QApplication.processEvents()
    wrong = [what for look in (*LOOKS, walker.faint, walker.unringed) for what in look(program.window.start)]
    assert not wrong


def test_what_a_panel_covers_is_not_reached_and_tab_stays_inside(window: MainWindow) -> None:
    wrong = []
    for command, panel in panels(window):
        for _ in range(40):
            QTest.keyClick(QApplication.focusWidget() or panel, Key.Key_Tab)
            focused = QApplication.focusWidget()
            if focused is None or not (focused is panel or panel.isAncestorOf(focused)):
                wrong.append(command)
                break
    assert not wrong


def test_the_tab_key_goes_as_one_reads(window: MainWindow) -> None:
    assert window.workspace is not None
    wrong = []
    for tab in tabs(window):
        wrong += found(tab, walker.out_of_order(window.workspace.page))
    assert not wrong


def test_nothing_keeps_the_keyboard(window: MainWindow) -> None:
    assert window.workspace is not None
    wrong = []
    for tab in tabs(window):
        wrong += found(tab, walker.traps(window.workspace.page))
    wrong += found("panel", walker.traps(window.workspace.panel))
    assert not wrong


def test_what_has_the_keyboard_looks_different(window: MainWindow) -> None:
    assert window.workspace is not None
    wrong = []
    for tab in tabs(window):
        wrong += found(tab, walker.unringed(window.workspace.page))
    for part in (window.workspace.panel, window.workspace.capture, window.workspace.views, window.workspace.tabs):
        wrong += walker.unringed(part)
    assert not wrong


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_can_be_told_from_what_they_stand_on(window: MainWindow, qapp: QApplication, theme: str) -> None:
    apply_theme(qapp, Theme(theme))
    wrong = []
    for tab in tabs(window):
        wrong += found(tab, walker.faint(window))
    for command, panel in panels(window):
        wrong += found(command, walker.faint(panel))
    assert not wrong


def test_every_cell_of_the_tables_says_its_column_its_value_or_that_it_is_missing(window: MainWindow) -> None:
    for tab in tabs(window):
        assert window.workspace is not None
        for grid in window.workspace.page.findChildren(Grid):
            model = grid.model()
            for row in range(min(20, model.rowCount())):
                for column in range(model.columnCount()):
                    said = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
                    assert isinstance(said, str), (tab, row, column)
                    assert said.strip(), (tab, row, column)


def test_a_missing_owner_is_said_with_the_row(program: Application) -> None:
    program.session.open_example()
    workspace = program.window.workspace
    assert workspace is not None
    workspace.flush()
    workspace.show_tab("actions")
    (grid,) = (grid for grid in workspace.page.findChildren(Grid) if grid.model().rowCount())
    said = [
        str(grid.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(grid.model().rowCount())
        for column in range(grid.model().columnCount())
    ]
    missing = [words for words in said if "missing" in words]
    assert missing
    assert all(", row A" in words for words in missing)


def test_the_mark_of_a_stage_is_never_its_colour_alone(program: Application) -> None:
    """The stretches of the strip have words, hatching or a tooltip; ticks have the words of their row."""
    program.session.open_example()
    workspace = program.window.workspace
    assert workspace is not None
    workspace.flush()
    page = the_timeline(program.window)
    QApplication.processEvents()
    said = [page.strip._spot(QPointF(x, y)) for x in range(30, page.strip.width() - 30, 3) for y in (50, 81)]
    words = {spot.words for spot in said if spot is not None}
    assert all(words)
    for stage in ("Lead-up", "Undetected", "Responding", "Recovering", "Watching"):
        assert any(word.startswith(f"{stage}: ") for word in words), stage
