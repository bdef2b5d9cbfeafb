"""The bare engines that bench.py measures beside the program: Qt's own widgets with nothing behind them.

bench_bare.py WIDGETS          opens the window of a file that `bench_program.py widgets` wrote; prints when it can be
                               typed in (on the clock that all processes share), and its memory
bench_bare.py WIDGETS theme    how long it takes to another style sheet
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser, QWidget

from bench_tree import FOCUSED, build
from bench_watch import Painted, caret_is_painted, milliseconds, settle


def bare_window(app: QApplication, told: dict[str, Any]) -> QWidget:
    """Show the window that a file tells about, in its fonts and style sheet, with the keyboard where it was."""
    app.setStyle("Fusion")
    for file in told["fonts"]:
        QFontDatabase.addApplicationFont(file)
    font = QFont()
    font.fromString(told["font"])
    app.setFont(font)
    window = build(told["window"])
    window.resize(*told["size"])
    app.setStyleSheet(told["sheets"][0])
    window.show()
    field = next((each for each in window.findChildren(QWidget) if each.property(FOCUSED)), None)
    if field is not None:
        field.setFocus()
    return window


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
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

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


def sheets_ms(app: QApplication, told: dict[str, Any], times: int) -> list[float]:
    """Return how long a bare window takes to be on the screen in another style sheet, put on as Qt's pages say."""
    window = bare_window(app, told)
    settle()

    def switch(sheet: str) -> None:
        app.setStyleSheet(sheet)
        QApplication.processEvents()
        window.repaint()

    return [milliseconds(lambda: switch(told["sheets"][turn % 2])) for turn in range(1, times + 1)]  # noqa: B023


def main() -> None:
    """Open the bare window and look at the clock and the memory."""
    gc.disable()  # as the program does
    app = QApplication(sys.argv[:1])
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    window = bare_window(app, told)
    if sys.argv[2:] == ["theme"]:
        print(json.dumps(sheets_ms(app, told, 6)))
        return
    caret_is_painted()
    at = time.monotonic()
    import psutil

    settle()
    print(at, psutil.Process().memory_info().rss)
    del window


if __name__ == "__main__":
    main()
