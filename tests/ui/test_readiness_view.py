"""The Readiness view: findings lead to their place, can be repaired or set aside, and F8 goes through all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.readiness_rows import Line
from postmortem_gui.ui.readiness_tiles import ReadinessTiles
from postmortem_gui.ui.readiness_view import ReadinessView
from postmortem_gui.ui.workspace import Workspace


@pytest.fixture
def workspace(example_window: MainWindow) -> Workspace:
    assert example_window.workspace is not None
    return example_window.workspace


@pytest.fixture
def view(workspace: Workspace) -> ReadinessView:
    workspace.show_view("readiness")
    found = workspace.side.currentWidget()
    assert isinstance(found, ReadinessView)
    found.list.setFocus()
    return found


def lines(view: ReadinessView) -> list[Line]:
    return [line for line in view.lines.lines if isinstance(line, Line)]


def choose(view: ReadinessView, message: str) -> None:
    (line,) = (line for line in lines(view) if line.about.message == message)
    view.list.setCurrentIndex(view.lines.index(view.lines.lines.index(line)))


def button(view: ReadinessView, text: str) -> QPushButton:
    return next(one for one in view.findChildren(QPushButton) if one.isVisible() and one.text() == text)


def test_what_blocks_comes_first_and_what_is_done_last(view: ReadinessView):
    sorts = [line.sort for line in lines(view)]
    assert sorts == sorted(sorts, key=["block", "consider", "waived", "done"].index)
    assert "A5: no owner, no due date" in [line.about.message for line in lines(view)]


def test_enter_goes_to_the_very_cell(view: ReadinessView, workspace: Workspace, qtbot: QtBot):
    choose(view, "A5: no owner, no due date")
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert workspace.tab == "actions"
    place = workspace._places["actions"]
    assert (place.part, place.row, place.field) == ("actions", "x_hc5thmfs", "owner")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not view.isAncestorOf(focused)


def test_every_finding_leads_somewhere(view: ReadinessView, workspace: Workspace):
    for line in lines(view):
        if line.sort in ("block", "consider"):
            workspace.show_tab("whys")
            assert any(workspace._page(key).focus_place(line.about.place) for key in workspace.tabs.keys), line


def test_what_was_mended_is_gone_from_the_list_and_from_the_tab(view: ReadinessView, workspace: Workspace):
    before = len(lines(view))
    workspace.document.apply(Set(Place("actions", "x_hc5thmfs", "owner"), "Noor"))
    workspace.document.apply(Set(Place("actions", "x_hc5thmfs", "due"), "2026-12-01"))
    view.refresh()
    assert "A5: no owner, no due date" not in [line.about.message for line in lines(view)]
    assert len(lines(view)) <= before
    assert workspace._gaps["actions"] == 1


def test_a_box_is_ticked_from_the_list_and_undo_brings_the_finding_back(
    view: ReadinessView, workspace: Workspace, qtbot: QtBot
):
    message = "Not ticked: Posted in the team's postmortem channel"
    choose(view, message)
    qtbot.mouseClick(button(view, "Tick it"), Qt.MouseButton.LeftButton)
    assert message not in [line.about.message for line in lines(view)]
    workspace.document.undo_stack.undo()
    view.refresh()
    assert message in [line.about.message for line in lines(view)]


def test_a_rule_is_set_aside_by_keyboard_with_a_reason_and_a_name_and_counts_again(
    view: ReadinessView, workspace: Workspace, qtbot: QtBot
):
    view.name = "Noor Haddad"
    choose(view, "A3: no ticket")
    qtbot.mouseClick(button(view, "Set aside…"), Qt.MouseButton.LeftButton)
    reason = QApplication.focusWidget()
    assert reason is not None
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert not workspace.document.value.waivers
    qtbot.keyClicks(reason, "Tracked in the vendor's portal")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    (waiver,) = workspace.document.value.waivers
    assert (waiver.reason, waiver.by) == ("Tracked in the vendor's portal", "Noor Haddad")
    assert ("waived", "A3: no ticket") in [(line.sort, line.about.message) for line in lines(view)]
    choose(view, "A3: no ticket")
    qtbot.mouseClick(button(view, "Let it count again"), Qt.MouseButton.LeftButton)
    assert workspace.document.value.waivers == ()
    assert ("block", "A3: no ticket") in [(line.sort, line.about.message) for line in lines(view)]


def test_escape_leaves_the_form_and_changes_nothing(view: ReadinessView, workspace: Workspace, qtbot: QtBot):
    choose(view, "A3: no ticket")
    qtbot.mouseClick(button(view, "Set aside…"), Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert workspace.document.value.waivers == ()
    assert QApplication.focusWidget() is view.list


def test_f8_goes_through_every_gap_and_comes_round(example_window: MainWindow, workspace: Workspace):
    workspace.show_tab("overview")
    count = len(workspace.side.start().report.findings)
    tabs = []
    for _ in range(count):
        workspace.go_to_gap(1)
        tabs.append(workspace.tab)
    assert {"overview", "actions", "narrative", "signoff"} <= set(tabs)
    first = tabs[0]
    workspace.go_to_gap(1)
    assert workspace.tab == first


def test_f8_selects_in_the_list_what_it_leads_to(view: ReadinessView, workspace: Workspace):
    workspace.show_tab("signoff")
    workspace.go_to_gap(1)
    line = view.lines.line(view.list.currentIndex().row())
    assert line is not None
    assert line.about.message == "Platform Lead has not signed"
    assert workspace.tab == "signoff"


def test_the_status_bar_counts(example_window: MainWindow, workspace: Workspace):
    assert example_window.status._ready.text() == "4 block · 5 to consider"


def test_every_line_can_be_heard(view: ReadinessView):
    for row, line in enumerate(view.lines.lines):
        said = view.lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said
        if isinstance(line, Line):
            assert line.about.message in said
            assert line.note in said


def test_with_little_room_the_list_comes_first_and_the_rest_is_a_tooltip_away(view: ReadinessView, qtbot: QtBot):
    view.setFixedSize(210, 300)
    tiles = view.findChild(ReadinessTiles)
    assert tiles is not None
    qtbot.waitUntil(lambda: tiles.is_low)
    choose(view, lines(view)[0].about.message)
    finding = lines(view)[0].about
    assert isinstance(finding, Finding)
    assert view.list.toolTip() == finding.why
    qtbot.waitUntil(lambda: view.list.height() > view.height() * 0.4)
    assert "to consider" in tiles.toolTip()
    assert not [
        label.text() for label in view.findChildren(QLabel) if label.isVisible() and finding.why in label.text()
    ]


def test_who_is_led_to_another_tab_finds_the_first_one_as_it_was(workspace: Workspace):
    workspace.show_tab("timeline")
    workspace.page.take_focus()
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Down)
    before = workspace.place
    workspace.go_to(Place("actions", workspace.document.value.actions[2].id, "ticket"))
    assert workspace.tab == "actions"
    workspace.show_tab("timeline")
    assert before is not None
    assert workspace.place == before
    assert before.part == "timeline"
