"""The zones of the times are chosen beside them, swapped with one key, and no time changes."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.time_zones import ZoneChooser
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import CONTROL, Desk, Key

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def open_page(qtbot: QtBot, second: str = "") -> tuple[Desk, TimelinePage, Document]:
    row = TimelineEntry(id="t_1", when=When(at=NOON), event="Alert")
    document = Document(Postmortem(id="d", second_zone=second, timeline=(row,)))
    page = TimelinePage(document)
    return Desk(qtbot, page), page, document


def chooser(desk: Desk) -> ZoneChooser | None:
    return next((found for found in desk.window.findChildren(ZoneChooser) if found.isVisible()), None)


def choose(desk: Desk, page: TimelinePage) -> ZoneChooser:
    page.zone.setFocus()
    desk.press(Key.Key_Return)
    found = chooser(desk)
    assert found is not None
    return found


def test_both_zones_are_chosen_by_keys_and_each_is_one_step_of_undo(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    before = plain(document.value)
    opened = choose(desk, page)
    assert opened.shown.line.hasFocus()
    desk.type("ET")
    desk.press(Key.Key_Return)
    assert document.value.zone == "America/New_York"
    assert page.zone.text() == "ET"
    opened.beside.setFocus()
    desk.type("europe/paris")
    desk.press(Key.Key_Escape)
    assert document.value.second_zone == "Europe/Paris"
    assert page.zone.text() == "ET · CET"
    assert "Europe/Paris beside them" in page.zone.accessibleName()
    assert chooser(desk) is None
    assert page.zone.hasFocus()
    desk.undo(2)
    assert plain(document.value) == before


def test_what_is_no_zone_is_said_and_nothing_changes(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    before = document.value
    choose(desk, page)
    desk.type("Mars")
    desk.press(Key.Key_Return)
    assert document.value is before
    assert chooser(desk) is not None


def test_the_two_are_swapped_from_the_card(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, second="America/New_York")
    opened = choose(desk, page)
    opened.swap.setFocus()
    desk.press(Key.Key_Return)
    assert (document.value.zone, document.value.second_zone) == ("America/New_York", "UTC")
    assert document.undo_stack.count() == 1
    assert chooser(desk) is None


def test_the_card_goes_when_somebody_goes_elsewhere(qtbot: QtBot) -> None:
    desk, page, _document = open_page(qtbot)
    opened = choose(desk, page)
    for _ in range(6):
        desk.press(Key.Key_Tab)
        assert opened.isAncestorOf(desk.focused), "Tab goes round in it"
    page.grid.setFocus()
    QApplication.processEvents()
    assert chooser(desk) is None


def test_a_second_press_closes_it(qtbot: QtBot) -> None:
    desk, page, _document = open_page(qtbot)
    choose(desk, page)
    page.zone.choose()
    assert chooser(desk) is None
    desk.press(Key.Key_A, CONTROL)
