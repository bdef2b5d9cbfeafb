"""What a room sees of the grids on a shared screen of 1280 × 720: nine rows beside the preview, one line for a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.edits import Replace, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import TimelineEntry, When
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.timeline_page import TimelinePage

START = datetime(2026, 11, 17, 14, 2, tzinfo=UTC)
PHASES = {1: "impact_start", 2: "detected", 9: "mitigated", 11: "impact_end", 13: "all_clear"}


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Theme())


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()
    QTest.qWait(1)


def timeline(window: MainWindow) -> Grid:
    assert window.workspace is not None
    window.workspace.show_tab("timeline")
    settle()
    page = window.workspace.page
    assert isinstance(page, TimelinePage)
    return page.grid


def whole_rows(grid: Grid) -> int:
    rows = range(grid.rows_model.rowCount())
    return sum(grid.rowViewportPosition(at) + grid.rowHeight(at) <= grid.viewport().height() for at in rows)


def tell_on_one_line(window: MainWindow, *, second_zone: str = "") -> None:
    """Make a timeline of the document of which every event fits one line."""
    document = window.session.document
    assert document is not None
    rows = tuple(
        TimelineEntry(
            id=f"t_{at}",
            when=When(at=START + timedelta(minutes=4 * at)),
            event="Error rate is confirmed at 31 %",
            phases=(PHASES[at],) if at in PHASES else (),
        )
        for at in range(14)
    )
    document.apply(Replace(document.value.but(timeline=rows, second_zone=second_zone, questions=())))
    document.mark_saved(document.value)


def test_nine_rows_stand_beside_the_preview_below_the_strip(example_window: MainWindow) -> None:
    tell_on_one_line(example_window)
    grid = timeline(example_window)
    assert whole_rows(grid) >= 9
    assert {grid.rowHeight(at) for at in range(14)} == {32}


def test_whoever_comes_to_a_grid_by_keyboard_finds_its_first_row_selected(example_window: MainWindow) -> None:
    assert example_window.workspace is not None
    for at, told in ((1, "event"), (3, "description")):
        example_window.workspace.show_tab_at(at)
        settle()
        page = example_window.workspace.page
        assert isinstance(page, TimelinePage | ActionsPage)
        assert page.grid.current_field() == told
        assert [index.row() for index in page.grid.selectionModel().selectedRows()] == [0]


def test_a_second_zone_stands_beside_the_first_where_the_grid_is_wide_and_below_it_elsewhere(
    example_window: MainWindow,
) -> None:
    tell_on_one_line(example_window, second_zone="America/New_York")
    grid = timeline(example_window)
    assert example_window.workspace is not None
    assert {grid.rowHeight(at) for at in range(14)} > {32} or grid.rowHeight(0) > 32
    example_window.workspace.show_view("hide")
    settle()
    assert {grid.rowHeight(at) for at in range(14)} == {32}


def test_a_room_sees_six_rows_that_have_two_zones(example_window: MainWindow) -> None:
    tell_on_one_line(example_window, second_zone="America/New_York")
    grid = timeline(example_window)
    example_window.presenter.toggle()
    settle()
    assert whole_rows(grid) >= 6
    example_window.presenter.leave()
    settle()


def test_no_action_takes_more_than_three_lines_of_the_screen(example_window: MainWindow) -> None:
    document, workspace = example_window.session.document, example_window.workspace
    assert document is not None
    assert workspace is not None
    first = document.value.actions[0]
    document.apply(Set(Place("actions", first.id, "description"), "a defender for every limit " * 30))
    document.mark_saved(document.value)
    workspace.show_tab("actions")
    settle()
    page = workspace.page
    assert isinstance(page, ActionsPage)
    grid = page.grid
    assert grid.rowHeight(grid.rows_model.line_of(first.id)) - grid.sizes.band_height(0) <= 64
    assert whole_rows(grid) >= 5


def test_what_priorities_promise_is_never_cut_and_gives_a_room_its_rows(example_window: MainWindow) -> None:
    workspace = example_window.workspace
    assert workspace is not None
    workspace.show_tab("actions")
    settle()
    page = workspace.page
    assert isinstance(page, ActionsPage)
    for zoom in (150, 100):
        example_window.appearance.choose(zoom=zoom)
        settle()
        shown = [label for label in page.guide.findChildren(Label) if label.isVisible()]
        assert shown
        assert all(label.width() >= label.sizeHint().width() for label in shown)
    example_window.presenter.toggle()
    settle()
    assert page.guide.isHidden()
    example_window.presenter.toggle()
    settle()
    assert not page.guide.isHidden()
