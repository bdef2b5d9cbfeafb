"""The Tab key goes through the window as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import SHIPPED
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.fields import Field
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.regions import focus_chain, stops_in
from postmortem_gui.ui.workspace import Workspace

FORMS = ("overview", "comms", "signoff")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    program = Application(Home.at(tmp_path / "home"))
    program.window.resize(1440, 900)
    program.window.show()
    QTest.qWaitForWindowExposed(program.window)
    program.session.open_example()
    yield program.window
    program.session.close()
    program.window.close()
    program.end()
    program.window.deleteLater()


def work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    window.workspace.flush()
    return window.workspace


def press(key: Qt.Key) -> QWidget:
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, key)
    after = QApplication.focusWidget()
    assert after is not None
    return after


@pytest.mark.parametrize("tab", ["overview", "whys", "narrative", "comms", "signoff"])
def test_tab_goes_from_the_tabs_into_the_page_and_from_there_to_the_preview(window: MainWindow, tab: str) -> None:
    workspace = work(window)
    workspace.show_tab(tab)
    QApplication.processEvents()
    workspace.tabs.setFocus()
    assert workspace.views.isAncestorOf(press(Qt.Key.Key_Tab))
    assert workspace.page.isAncestorOf(press(Qt.Key.Key_Tab))
    assert workspace.views.isAncestorOf(press(Qt.Key.Key_Backtab))
    last = list(stops_in(workspace.page))[-1]
    last.setFocus()
    after = press(Qt.Key.Key_Tab)
    assert not workspace.page.isAncestorOf(after)
    assert press(Qt.Key.Key_Backtab) is last


@pytest.mark.parametrize("template", SHIPPED)
def test_fields_are_reached_from_left_to_right_and_from_top_to_bottom(window: MainWindow, template: str) -> None:
    document = window.session.document
    assert document is not None
    document.apply(Replace(switched(document.value, window.session.library.required(template))))
    workspace = work(window)
    for tab in FORMS:
        workspace.show_tab(tab)
        QApplication.processEvents()
        fields = list(dict.fromkeys(field_of(stop) for stop in stops_in(workspace.page)))
        spots = [field.mapTo(window, QPoint(0, 0)) for field in fields if isinstance(field, Field)]
        for before, behind in pairwise(spots):
            same_row = abs(before.y() - behind.y()) < 10
            assert behind.x() > before.x() if same_row else behind.y() > before.y()


def field_of(widget: QWidget) -> QWidget:
    around: QWidget | None = widget
    while around is not None and not isinstance(around, Field):
        around = around.parentWidget()
    return around or widget


def test_what_the_keyboard_comes_to_is_in_sight(window: MainWindow) -> None:
    workspace = work(window)
    workspace.tabs.setFocus()
    for _ in range(40):
        stop = press(Qt.Key.Key_Tab)
        assert stop.visibleRegion().boundingRect().height() >= stop.height() * 0.9, stop.accessibleName()


# ── The chain ──


def filled(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_the_chain_has_every_widget_once_in_the_order_of_the_tab_key(qtbot: QtBot) -> None:
    first, second, third = QLineEdit(), QLineEdit(), QLineEdit()
    window = filled(qtbot, first, second, third)
    QWidget.setTabOrder(third, second)
    chain = [widget for widget in focus_chain(window) if isinstance(widget, QLineEdit)]
    assert chain == list(stops_in(window))
    assert chain == [first, third, second]


def test_a_window_without_anything_has_an_empty_chain(qtbot: QtBot) -> None:
    assert focus_chain(filled(qtbot)) == []


def test_a_widget_that_goes_takes_no_other_with_it_after_somebody_looked_at_the_chain(qtbot: QtBot) -> None:
    before, browser, last = QLineEdit(), QTextBrowser(), QLineEdit()
    window = filled(qtbot, before, browser, last)
    document, viewport = browser.document(), browser.viewport()
    focus_chain(window)
    for widget in (before, last):
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert isValid(document)
        assert isValid(viewport)
