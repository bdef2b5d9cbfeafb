"""The toast: one at a time, long enough to be read and pressed, reached and left with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.editing.messages import Offer
from postmortem_gui.ui.note_line import Ask, NoteLine, Way
from postmortem_gui.ui.toast import SHORT_MS, TOAST_MS, Toast

UNDO, OPEN = Offer("Undo", "undo_step"), Offer("Open", "open_written", "a.pdf")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 500)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def toast(host: QWidget) -> Toast:
    return Toast(host)


def button(toast: Toast) -> QPushButton:
    return toast.findChildren(QPushButton)[0]


def test_it_stands_low_in_the_middle_and_is_spoken(host: QWidget, toast: Toast) -> None:
    toast.say("Copied as Markdown.")
    assert abs(toast.geometry().center().x() - host.rect().center().x()) <= 1
    assert host.height() - 20 < toast.geometry().bottom() < host.height() - 5
    assert toast.accessibleName() == "Copied as Markdown."
    assert toast._timer.interval() == TOAST_MS


def test_it_follows_the_part_of_the_window_that_it_stands_over(host: QWidget, toast: Toast) -> None:
    part = QWidget(host)
    part.setGeometry(20, 10, 400, 300)
    part.show()
    toast.stand_over(part)
    toast.say("Copied")
    assert part.geometry().contains(toast.geometry())
    assert abs(toast.geometry().center().x() - part.geometry().center().x()) <= 1
    part.setGeometry(0, 0, 300, 200)
    assert part.geometry().contains(toast.geometry())
    toast.stand_over(host)
    part.setParent(None)
    assert abs(toast.geometry().center().x() - host.rect().center().x()) <= 1
    part.deleteLater()


def test_it_stands_above_a_line_that_waits_for_an_answer(host: QWidget, toast: Toast) -> None:
    note = NoteLine(host)
    note.ask(Ask("Set time to 14:19?", (Way("Set time", host.setFocus),)))
    note.setGeometry(0, 440, 900, 60)
    toast.say("Copied")
    assert toast.geometry().bottom() < note.y()


def test_its_button_answers_with_the_offer(toast: Toast) -> None:
    spy = QSignalSpy(toast.taken)
    toast.say("Deleted: 3 timeline rows", UNDO)
    assert button(toast).accessibleName() == "Undo: Deleted: 3 timeline rows"
    button(toast).click()
    assert spy.at(0)[0] == UNDO
    assert toast.text == ""


def test_the_next_one_waits_until_the_first_has_been_read(toast: Toast) -> None:
    toast.say("First")
    toast.say("Second")
    assert toast.text == "First"
    assert toast._timer.interval() == SHORT_MS
    toast._timer.timeout.emit()
    assert toast.text == "Second"
    toast._timer.timeout.emit()
    assert toast.text == ""


def test_what_can_be_pressed_keeps_its_time_unless_the_next_offers_the_same(toast: Toast) -> None:
    toast.say("Deleted: timeline row", UNDO)
    toast.say("Copied")
    assert toast._timer.interval() == TOAST_MS
    assert toast.text == "Deleted: timeline row"
    toast.withdraw("undo_step")
    toast.say("Deleted: why", UNDO)
    toast._timer.timeout.emit()
    assert toast.text == "Deleted: why"
    toast.say("Deleted: 2 whys", UNDO)
    assert toast.text == "Deleted: 2 whys"


def test_the_same_words_are_not_said_twice_in_a_row(toast: Toast) -> None:
    for _ in range(5):
        toast.say("Copied")
    toast._timer.timeout.emit()
    assert toast.text == ""


def test_it_stays_under_the_mouse_and_under_the_keyboard(toast: Toast) -> None:
    toast.say("Deleted: why", UNDO)
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast._timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    button(toast).setFocus()
    toast._timer.timeout.emit()
    assert toast.text == "Deleted: why"


def test_escape_sends_it_away_and_says_that_the_keyboard_is_free(qtbot: QtBot, toast: Toast) -> None:
    toast.say("Deleted: why", UNDO)
    button(toast).setFocus()
    with qtbot.waitSignal(toast.let_go):
        qtbot.keyClick(button(toast), Qt.Key.Key_Escape)
    assert toast.text == ""


def test_an_offer_that_holds_no_more_is_taken_back(toast: Toast) -> None:
    toast.say("Deleted: why", UNDO)
    toast.say("Written: a.pdf", OPEN)
    toast.withdraw("undo_step")
    assert toast.text == "Written: a.pdf"
    toast.withdraw("undo_step")
    assert toast.text == "Written: a.pdf"


def test_long_words_go_on_in_the_next_line_inside_the_host(host: QWidget, toast: Toast) -> None:
    toast.say("Written: a.pdf", UNDO)
    low = toast.height()
    toast.withdraw("undo_step")
    toast.say("Written: " + "a-very-long-name-" * 24 + ".pdf", OPEN)
    assert host.rect().contains(toast.geometry())
    assert toast.height() > low
    host.resize(500, 400)
    toast._settle()
    assert host.rect().contains(toast.geometry())
