"""What bench.py measures of the program itself, in a process of its own: `bench_program.py WHAT ...`, answer in JSON.

start FOLDER FILE            when the window can be typed in, on the clock that all processes share
window FOLDER FILE           a key to the painted preview, a letter to the screen, a theme; what Qt does for the same
memory FOLDER FILE           bytes of memory with the document open
files FOLDER FILE            open and save, and what bare JSON takes
pdf FOLDER FILE              a PDF of the open document; each is made by a process of its own
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


def start(folder: Path, file: Path) -> dict[str, Any]:
    """Start the program exactly as `postmortem-gui FILE` does, and look at the clock when a caret is on the screen."""
    from PySide6.QtWidgets import QApplication

    from bench_bare import caret_is_painted
    from postmortem_gui.app import main

    seen: list[float] = []

    def look(*_: object) -> int:
        caret_is_painted()
        seen.append(time.monotonic())
        return 0

    QApplication.exec = look  # type: ignore[method-assign]  # instead of staying until somebody closes it
    main(["--home", str(folder), str(file)])
    return {"at": seen[0]}


def window(folder: Path, file: Path) -> dict[str, Any]:
    """Type into a row in the middle of the timeline and see when the editor and the preview show it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from bench_bare import Painted, letters_ms, milliseconds, repaint_ms, set_html_ms, until
    from postmortem_gui.editing.session import Session
    from postmortem_gui.render.html import block_html
    from postmortem_gui.render.layout import lay_out
    from postmortem_gui.storage.home import Home
    from postmortem_gui.ui.application import Application
    from postmortem_gui.ui.theme import Theme, apply_theme
    from postmortem_gui.ui.timeline_page import TimelinePage
    from postmortem_gui.ui.workspace import Workspace

    app = QApplication(sys.argv[:1])
    program = Application(Home.at(folder))
    program.window.resize(1440, 900)
    program.window.show()
    program.window.activateWindow()
    session: Session = program.session
    session.open_path(file)
    work = program.window.workspace
    document = session.document
    assert isinstance(work, Workspace)
    assert document is not None
    work.flush()
    work.panel.preview.flush()
    work.show_tab("timeline")
    page = work.page
    assert isinstance(page, TimelinePage)
    rows = document.value.timeline
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

    def switch(name: str) -> None:
        apply_theme(app, Theme(name))
        QApplication.processEvents()
        program.window.repaint()

    themes = [milliseconds(lambda name=name: switch(name)) for name in ("dark", "light") * 4]  # type: ignore[misc]
    html = "\n".join(map(block_html, lay_out(document.value).blocks))
    document.mark_saved(document.value)
    session.close()
    program.window.hide()
    bare = set_html_ms(html, html.replace("in the middle", "in the midst", 1), 7 if len(rows) < 1000 else 3)
    return {
        "preview": previews,
        "letter": letters,
        "waited": [waited],
        "theme": themes,
        "bare_preview": bare,
        "bare_letter": letters_ms(times),
        "bare_theme": repaint_ms(8),
    }


def memory(folder: Path, file: Path) -> dict[str, Any]:
    """Open the document, make every page and the whole preview, and look at the memory."""
    import psutil
    from PySide6.QtWidgets import QApplication

    from postmortem_gui.storage.home import Home
    from postmortem_gui.ui.application import Application

    _app = QApplication(sys.argv[:1])
    program = Application(Home.at(folder))
    program.window.resize(1440, 900)
    program.window.show()
    program.session.open_path(file)
    assert program.window.workspace is not None
    program.window.workspace.flush()
    program.window.workspace.panel.preview.flush()
    settle()
    rss = psutil.Process().memory_info().rss
    program.session.close()
    return {"rss": rss}


def files(folder: Path, file: Path) -> dict[str, Any]:
    """Open and save as the program does, and as `json` does without asking any questions."""
    from bench_bare import milliseconds
    from postmortem_gui.storage import loading
    from postmortem_gui.storage.saving import save

    target = folder / "saved.postmortem.json"

    def times(do: Callable[[], object]) -> list[float]:
        return [milliseconds(do) for _ in range(7)]

    opened = times(lambda: loading.load(loading.read_document(file), name=file.name))
    pm = loading.load(file.read_bytes(), name=file.name).postmortem
    saved = times(lambda: save(target, pm))
    raw = json.loads(file.read_bytes())
    return {
        "open": opened,
        "save": saved,
        "bare_open": times(lambda: json.loads(file.read_bytes())),
        "bare_save": times(lambda: target.write_bytes(json.dumps(raw, ensure_ascii=False, indent=2).encode())),
    }


def pdf(_folder: Path, file: Path) -> dict[str, Any]:
    """Lay the document out and have Typst set it, as the window does."""
    from bench_bare import milliseconds
    from postmortem_gui.render.exporters import ExportOptions
    from postmortem_gui.render.pdf import document_pdf
    from postmortem_gui.storage import loading

    pm = loading.load(file.read_bytes(), name=file.name).postmortem
    return {"ms": milliseconds(lambda: document_pdf(pm, ExportOptions()))}


def settle() -> None:
    """Let everything that waits happen."""
    from PySide6.QtWidgets import QApplication

    for _ in range(20):
        QApplication.processEvents()


if __name__ == "__main__":
    _what: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
        each.__name__: each for each in (start, window, memory, files, pdf)
    }
    print(json.dumps(_what[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))), flush=True)
    os._exit(0)  # what was measured is said; the rest of the process is nobody's business
