"""Whatever is pressed on the pages with rows, nothing breaks, and undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.page import Page
from postmortem_gui.ui.timeline_page import TimelinePage
from postmortem_gui.ui.whys_page import WhysPage
from tests.ui.desk import ALT, CONTROL, NONE, SHIFT, Desk, Key
from tests.ui.pages import example

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
MOVES = (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Backtab, Key.Key_Home, Key.Key_End)
EDITS = (Key.Key_Return, Key.Key_Space, Key.Key_F2, Key.Key_Escape, Key.Key_Backspace, Key.Key_Delete)
PRESSES = st.one_of(
    st.tuples(st.sampled_from((*MOVES, *EDITS)), st.sampled_from((NONE, NONE, SHIFT, CONTROL))),
    st.tuples(st.sampled_from((Key.Key_Up, Key.Key_Down)), st.just(ALT)),
    st.tuples(st.sampled_from((Key.Key_C, Key.Key_V, Key.Key_X, Key.Key_D, Key.Key_A, Key.Key_Z)), st.just(CONTROL)),
    st.tuples(st.sampled_from((Key.Key_D, Key.Key_Z, Key.Key_Return)), st.just(CONTROL | SHIFT)),
)
STEPS = st.lists(st.one_of(PRESSES, st.sampled_from(("a", "14:32", "+5m", "| x", "p1", "done", "n/a x"))), max_size=40)
Step = tuple[Qt.Key, Qt.KeyboardModifier] | str


def timeline(document: Document) -> Page:
    return TimelinePage(document, clock=lambda: NOW)


def actions(document: Document) -> Page:
    return ActionsPage(document, today=lambda: date(2026, 11, 20))


@pytest.mark.parametrize("make", [timeline, actions, WhysPage])
@given(steps=STEPS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_run_of_keys_can_be_taken_back(qtbot: QtBot, make: Callable[[Document], Page], steps: list[Step]) -> None:
    document = Document(example())
    before = plain(document.value)
    desk = Desk(qtbot, make(document))
    QGuiApplication.clipboard().setText("15:00 one\n15:05 two")
    for step in steps:
        focused = QApplication.focusWidget() or desk.page
        if isinstance(step, str):
            QTest.keyClicks(focused, step)
        else:
            QTest.keyClick(focused, *step)
        QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget() or desk.page, Key.Key_Escape)
    desk.page.add_row()
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert plain(document.value) == before
    desk.window.close()
