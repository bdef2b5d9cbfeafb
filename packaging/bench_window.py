"""What people wait for in an open window, in a process of its own: `bench_window.py WHAT FOLDER FILE`, answer in JSON.

typing       a key in a cell of the timeline to the screen and to the painted preview; what Qt does for the same
capturing    a key in the line for quick capture to the screen; the keys for a row from another tab
scrolling    the timeline by the wheel from top to bottom, a frame at a time
themes       another theme, on the tab with most widgets and on the timeline
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench_bare import letters_ms, set_html_ms
from bench_program import flush, opened
from bench_watch import Painted, caret_is_painted, milliseconds, settle, until
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.timeline_page import TimelinePage
from postmortem_gui.ui.workspace import Workspace

WHEEL = 3 * 20
"""Pixels that a notch of the wheel scrolls, about three lines."""
FRAMES = 200


def typing(program: Application, work: Workspace) -> dict[str, Any]:
    """Type into a row in the middle of the timeline and see when the editor and the preview show it."""
    from postmortem_gui.render.html import block_html
    from postmortem_gui.render.layout import lay_out

    page = _timeline(work)
    rows = work.document.value.timeline
    times = 31 if len(rows) < 1000 else 15
    page.grid.open_cell(rows[len(rows) // 2].id, "event")
    settle()
    editor = QApplication.focusWidget()
    assert editor is not None
    laid_out: list[float] = []
    work.laid_out.connect(lambda _: laid_out.append(time.perf_counter()))
    preview = work.panel.preview.viewport()
    field: QWidget = getattr(editor, "viewport", lambda: editor)()
    typed = Painted(field)
    letters: list[float] = []
    previews: list[float] = []
    waited = 0
    for _ in range(times):
        laid_out.clear()
        started = time.perf_counter()
        QTest.keyClick(editor, Qt.Key.Key_A)
        letter = typed.after(started)
        until(lambda: bool(laid_out))
        preview.repaint()
        previews.append((time.perf_counter() - started) * 1000)
        letters.append((letter - started) * 1000 + milliseconds(field.repaint))
        waited += laid_out[0] < letter
        settle()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    html = "\n".join(map(block_html, lay_out(work.document.value).blocks))
    program.window.hide()
    bare = set_html_ms(html, html.replace("in the middle", "in the midst", 1), 7 if len(rows) < 1000 else 3)
    return {
        "preview": previews,
        "letter": letters,
        "waited": [waited],
        "bare_preview": bare,
        "bare_letter": letters_ms(times),
    }


def capturing(program: Application, work: Workspace) -> dict[str, Any]:
    """Add a row from the Overview by keys alone, and see when each letter is on the screen."""
    before = len(work.document.value.timeline)
    work.show_tab("overview")
    work.page.take_focus()
    settle()
    QTest.keyClick(program.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    field = caret_is_painted()
    painted = Painted(field)
    letters = []
    for letter in "14:32 paged Ann about the printers":
        started = time.perf_counter()
        QTest.keyClicks(field, letter)
        letters.append((painted.after(started) - started) * 1000 + milliseconds(field.repaint))
        settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    added = len(work.document.value.timeline) - before
    return {"letter": letters, "keys": [2 if added == 1 else float("nan")]}


def scrolling(_program: Application, work: Workspace) -> dict[str, Any]:
    """Scroll by the wheel, then by leaps, and look at each frame."""
    page = _timeline(work)
    bar, view = page.grid.verticalScrollBar(), page.grid.viewport()
    bar.setValue(0)
    settle()
    frames = []
    leap = max(1, bar.maximum() // FRAMES)
    for by in (WHEEL, leap):
        bar.setValue(0)
        for _ in range(FRAMES):
            started = time.perf_counter()
            bar.setValue(bar.value() + by)
            view.repaint()
            QApplication.processEvents()
            frames.append((time.perf_counter() - started) * 1000)
    return {"frames": frames, "worst": [max(frames)]}


def themes(program: Application, work: Workspace) -> dict[str, Any]:
    """Switch the theme there and back, with every page made and shown once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def switch(name: str) -> None:
        apply_theme(app, Theme(name))
        QApplication.processEvents()
        program.window.repaint()

    for tab in work.tabs.keys:
        work.show_tab(tab)
        settle()
    found = {}
    for tab in ("overview", "timeline"):
        work.show_tab(tab)
        settle()
        found[tab] = [milliseconds(lambda name=name: switch(name)) for name in ("dark", "light") * 4]  # type: ignore[misc]
    return found


def _timeline(work: Workspace) -> TimelinePage:
    work.show_tab("timeline")
    page = work.page
    assert isinstance(page, TimelinePage)
    settle()
    return page


def main() -> None:
    """Measure what the command line names."""
    what: dict[str, Callable[[Application, Workspace], dict[str, Any]]] = {
        each.__name__: each for each in (typing, capturing, scrolling, themes)
    }
    program = opened(Path(sys.argv[2]), Path(sys.argv[3]))
    work = program.window.workspace
    assert work is not None
    flush(program)
    print(json.dumps(what[sys.argv[1]](program, work)), flush=True)
    os._exit(0)  # what was measured is said; the rest of the process is nobody's business


if __name__ == "__main__":
    main()
