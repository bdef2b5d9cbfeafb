"""Whatever is done to the rows of a grid: undo everything gives the same bytes, redo everything gives the others."""

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

from postmortem_gui.core.order import in_order
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.writing import document_bytes
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.grid_page import GridPage
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.ui.desk import ALT, CONTROL, NONE, SHIFT, Desk, Key
from tests.ui.pages import example

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
Typed = tuple[str, Qt.Key]
Press = tuple[Qt.Key, Qt.KeyboardModifier]
BOTH = CONTROL | SHIFT
PRESSES: tuple[Press, ...] = (
    *((key, modifiers) for key in (Key.Key_Down, Key.Key_Up) for modifiers in (NONE, NONE, SHIFT, ALT)),
    *((key, NONE) for key in (Key.Key_Tab, Key.Key_Right, Key.Key_Left, Key.Key_Delete, Key.Key_Backspace)),
    *((key, CONTROL) for key in (Key.Key_C, Key.Key_X, Key.Key_V, Key.Key_D, Key.Key_R, Key.Key_M, Key.Key_F8)),
    *((key, BOTH) for key in (Key.Key_D, Key.Key_M, Key.Key_H, Key.Key_T, Key.Key_Q, Key.Key_W, Key.Key_K)),
    *((key, modifiers) for key in (Key.Key_Return,) for modifiers in (NONE, CONTROL, BOTH)),
    (Key.Key_Home, CONTROL),
    (Key.Key_Escape, NONE),
)
WORDS = ("14:32", "+5m", "-00:02:10", "**Detected** here", "da2", "Which site?", "ida", "fri", "done", "P1")
STEPS = st.lists(st.one_of(st.sampled_from(PRESSES), st.sampled_from(WORDS)), max_size=40)


def timeline(document: Document) -> GridPage:
    return TimelinePage(document, clock=lambda: NOW)


def actions(document: Document) -> GridPage:
    return ActionsPage(document, today=lambda: date(2026, 11, 20))


@pytest.mark.parametrize("make", [timeline, actions])
@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_everything_and_redo_everything_give_the_same_bytes(
    qtbot: QtBot, make: Callable[[Document], GridPage], steps: list[Press | str]
) -> None:
    document = Document(example())
    before = document_bytes(document.value)
    page = make(document)
    desk = Desk(qtbot, page)
    QGuiApplication.clipboard().setText("23:50 one\n23:55 two **resolved**")
    page.grid.show_cell(page.grid.rows_model.rows[1].id)
    page.grid.setFocus()
    for step in steps:
        focused = QApplication.focusWidget() or page.grid
        if isinstance(step, str):
            QTest.keyClicks(focused, step)
        else:
            QTest.keyClick(focused, *step)
        QApplication.processEvents()
    page.grid.commit()
    shown = [row.id for row in in_order(document.value.timeline)]
    assert make is actions or [row.id for row in page.grid.rows_model.rows] == shown
    after = document_bytes(document.value)
    stack = document.undo_stack
    while stack.canUndo():
        stack.undo()
    assert document_bytes(document.value) == before
    while stack.canRedo():
        stack.redo()
    assert document_bytes(document.value) == after
    desk.window.close()
