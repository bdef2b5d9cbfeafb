"""A window around one page, with the keys of the real window that pages count on, and hands that type."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.ui.page import Page
from postmortem_gui.ui.row_commands import ROW_COMMANDS

Key = Qt.Key
NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ALT = Qt.KeyboardModifier.AltModifier


def _clear_clipboard(_window: QWidget) -> None:
    # Without a screen the clipboard outlives Python, and rows of ours on it would crash the end of the tests.
    QGuiApplication.clipboard().clear()


class Desk:
    """Shows a page. Ctrl+Z, Ctrl+Shift+Z, Ctrl+Enter and Ctrl+Shift+Enter belong to the window, as in the program."""

    _open: ClassVar[list[QMainWindow]] = []
    """The window of the test that runs, for tests that only keep its page."""

    def __init__(self, qtbot: QtBot, page: Page, width: int = 860, height: int = 820) -> None:
        self.page = page
        self.window = QMainWindow()
        self.window.setCentralWidget(page)
        self.window.resize(width, height)
        stack = page.document.undo_stack
        self._add("Ctrl+Z", stack.undo)
        self._add("Ctrl+Shift+Z", stack.redo)
        self._add("Ctrl+Return", self._below)
        self._add("Ctrl+Shift+Return", self._above)
        for command in ROW_COMMANDS:
            for keys in command.keys[:1]:
                self._add(keys, partial(page.row_command, command.id))
        qtbot.addWidget(self.window, before_close_func=_clear_clipboard)
        self._open[:] = [self.window]
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        page.setFocus()

    def _add(self, keys: str, do: Callable[[], object]) -> None:
        action = QAction(keys, self.window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.window.addAction(action)

    def _below(self) -> None:
        self.page.add_row()

    def _above(self) -> None:
        self.page.add_row(above=True)

    @property
    def focused(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> None:
        """Type a text into whatever has the keyboard, key by key."""
        for character in text:
            QTest.keyClicks(self.focused, character)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(self.focused, key, modifiers)
        QApplication.processEvents()

    def paste(self, text: str) -> None:
        """Put a text on the clipboard and press Ctrl+V."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, CONTROL)

    def undo(self, times: int = 1) -> None:
        """Press Ctrl+Z."""
        for _ in range(times):
            self.press(Key.Key_Z, CONTROL)
