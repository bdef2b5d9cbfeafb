"""The bare engines that bench.py measures beside the program: Qt's own widgets with nothing behind them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
    QWidget,
)
from typing_extensions import override

TABS = ("Overview", "Timeline", "5 Whys", "Actions", "Narrative", "Comms", "Sign-off")
PATIENCE_S = 60.0


class Painted(QObject):
    """Keeps the moments at which painting a widget began, in seconds of `time.perf_counter`."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at: list[float] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at.append(time.perf_counter())
        return False

    def after(self, moment: float) -> float:
        """Let events happen until the widget is painted after a moment; return when that was."""
        until(lambda: bool(self.at) and self.at[-1] > moment)
        return next(at for at in self.at if at > moment)


def until(holds: Callable[[], bool]) -> None:
    """Let events happen until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("What was to be measured never happened.")
        QApplication.processEvents()


def caret_is_painted() -> bool:
    """Let events happen until a field that can be typed in has the keyboard and is on the screen."""

    def can_type() -> bool:
        return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)

    until(can_type)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    shown = field.viewport() if isinstance(field, QPlainTextEdit) else field
    painted = Painted(shown)
    shown.update()
    painted.after(0)
    return not field.isReadOnly()


def bare_window() -> QMainWindow:
    """Return a window with the widgets of the program: tabs, fields, tables, a browser beside them."""
    window = QMainWindow()
    for name in ("&File", "&Edit", "&View", "&Help"):
        window.menuBar().addMenu(name)
    tabs = QTabWidget()
    fields = [QLineEdit() for _ in range(14 * len(TABS))]
    for at, name in enumerate(TABS):
        page = QWidget()
        form = QFormLayout(page)
        for field in fields[14 * at : 14 * (at + 1)]:
            form.addRow("Label", field)
        tabs.addTab(page, name)
    table = QTableWidget(14, 5)
    tabs.insertTab(1, table, "Table")
    tabs.addTab(QTreeWidget(), "List")
    tabs.addTab(QPlainTextEdit(), "Prose")
    split = QSplitter()
    split.addWidget(tabs)
    split.addWidget(QTextBrowser())
    middle = QWidget()
    QHBoxLayout(middle).addWidget(split)
    window.setCentralWidget(middle)
    window.statusBar().showMessage("Ready")
    window.resize(1440, 900)
    fields[0].setFocus()
    return window


def milliseconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


def set_html_ms(html: str, changed: str, times: int) -> list[float]:
    """Return how long Qt's browser takes to show a whole page anew and paint it."""
    browser = QTextBrowser()
    browser.resize(576, 800)
    browser.show()
    browser.setHtml(html)
    QApplication.processEvents()

    def show(text: str) -> None:
        browser.setHtml(text)
        browser.viewport().repaint()

    return [milliseconds(lambda: show(changed if turn % 2 else html)) for turn in range(times)]  # noqa: B023


def letters_ms(times: int) -> list[float]:
    """Return how long a letter takes from the key to the screen in Qt's own editor."""
    editor = QPlainTextEdit()
    editor.resize(400, 200)
    editor.show()
    editor.setFocus()
    painted = Painted(editor.viewport())

    taken = []
    for _ in range(times):
        started = time.perf_counter()
        QTest.keyClick(editor, Qt.Key.Key_A)
        taken.append((painted.after(started) - started) * 1000 + milliseconds(editor.viewport().repaint))
        QApplication.processEvents()
    return taken


def repaint_ms(times: int) -> list[float]:
    """Return how long a bare window takes to change its palette and paint itself."""
    window = bare_window()
    window.show()
    QApplication.processEvents()
    light, dark = QPalette(QColor("#f0f0f0")), QPalette(QColor("#202020"))

    def switch(palette: QPalette) -> None:
        QApplication.setPalette(palette)
        QApplication.processEvents()
        window.repaint()

    return [milliseconds(lambda: switch(dark if turn % 2 else light)) for turn in range(times)]  # noqa: B023


def main() -> None:
    """Open the bare window; print when it can be typed in (on the clock that all processes share), and its memory."""
    import psutil

    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    window = bare_window()
    window.show()
    caret_is_painted()
    at = time.monotonic()
    for _ in range(20):
        QApplication.processEvents()
    print(at, psutil.Process().memory_info().rss)


if __name__ == "__main__":
    main()
