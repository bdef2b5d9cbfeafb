"""What bench.py measures of the program itself, in a process of its own: `bench_program.py WHAT ...`, answer in JSON.

start FOLDER FILE            when the window can be typed in, on the clock that all processes share
widgets FOLDER FILE          what the window shows when it can be typed in, for bench_bare.py
whole FOLDER FILE            the same with everything that is ever made
memory FOLDER FILE           bytes of memory with the document open
files FOLDER FILE            open and save, and what bare JSON takes
pdf FOLDER FILE              a PDF of the open document; each is made by a process of its own
checks FOLDER FILE           all rules over the document with 60 actions and 200 paragraphs, and again after an edit
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postmortem_gui.ui.application import Application

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def start(folder: Path, file: Path) -> dict[str, Any]:
    """Start the program exactly as `postmortem-gui FILE` does, and look at the clock when a caret is on the screen."""
    from PySide6.QtWidgets import QApplication

    from bench_watch import caret_is_painted
    from postmortem_gui.app import main

    seen: list[float] = []

    def look(*_: object) -> int:
        caret_is_painted()
        seen.append(time.monotonic())
        return 0

    QApplication.exec = look  # type: ignore[method-assign]  # instead of staying until somebody closes it
    main(["--home", str(folder), str(file)])
    return {"at": seen[0]}


def widgets(folder: Path, file: Path) -> dict[str, Any]:
    """Describe what the window shows when it can be typed in, with its fonts and the style sheets of both themes."""
    return _described(folder, file, whole=False)


def whole(folder: Path, file: Path) -> dict[str, Any]:
    """Describe the same with every page and the whole preview, in sight or not."""
    return _described(folder, file, whole=True)


def _described(folder: Path, file: Path, *, whole: bool) -> dict[str, Any]:
    import font_source_sans_pro

    from bench_tree import describe
    from bench_watch import caret_is_painted
    from postmortem_gui.ui.stylesheet import stylesheet
    from postmortem_gui.ui.theme import Theme, current_theme

    program = opened(folder, file)
    if whole:
        flush(program)
    else:
        caret_is_painted()
    faces = (f"SourceSansPro-{face}.ttf" for face in ("Regular", "It", "Semibold", "Bold", "BoldIt"))
    return {
        "fonts": [str(Path(font_source_sans_pro.font_directory, face)) for face in faces],
        "font": current_theme().font().toString(),
        "sheets": [stylesheet(Theme(name).colours) for name in ("light", "dark")],
        "size": program.window.size().toTuple(),
        "window": describe(program.window, hidden=whole),
    }


def opened(folder: Path, file: Path) -> Application:
    """Return the program with a document on the screen."""
    from PySide6.QtWidgets import QApplication

    from postmortem_gui.storage.home import Home
    from postmortem_gui.ui.application import Application

    _kept.append(QApplication(sys.argv[:1]))
    program = Application(Home.at(folder))
    program.window.resize(1440, 900)
    program.session.open_path(file)
    program.window.show()
    program.window.activateWindow()
    return program


_kept: list[object] = []
"""What has to live as long as the process."""


def flush(program: Application) -> None:
    """Make every page and the whole preview."""
    from bench_watch import settle

    work = program.window.workspace
    assert work is not None
    work.flush()
    work.panel.preview.flush()
    settle()


def memory(folder: Path, file: Path) -> dict[str, Any]:
    """Open the document, make every page and the whole preview, and look at the memory."""
    import psutil

    program = opened(folder, file)
    flush(program)
    rss = psutil.Process().memory_info().rss
    program.session.close()
    return {"rss": rss}


def files(folder: Path, file: Path) -> dict[str, Any]:
    """Open and save as the program does, and as `json` does without asking any questions."""
    from bench_watch import milliseconds
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
    from bench_watch import milliseconds
    from postmortem_gui.render.exporters import ExportOptions
    from postmortem_gui.render.pdf import document_pdf
    from postmortem_gui.storage import loading

    pm = loading.load(file.read_bytes(), name=file.name).postmortem
    return {"ms": milliseconds(lambda: document_pdf(pm, ExportOptions()))}


def checks(_folder: Path, file: Path) -> dict[str, Any]:
    """Ask every rule about a large document, then again after an edit of a row, of prose and of an action."""
    from datetime import date

    from bench_watch import milliseconds
    from postmortem_gui.checks.checker import Checker
    from postmortem_gui.core.edits import Set
    from postmortem_gui.core.places import Place
    from postmortem_gui.core.postmortem import ActionItem, Section
    from postmortem_gui.storage import loading

    today = date(2026, 11, 21)
    prose = "\n\n".join(f"Paragraph {at} says what happened to 12 shops at 14:10 UTC, and why." for at in range(200))
    pm = loading.load(file.read_bytes(), name=file.name).postmortem
    actions = (
        ActionItem(id=f"x_{at}", label=f"A{at}", description=f"Limit queue {at}", owner="Ida") for at in range(60)
    )
    pm = pm.but(actions=tuple(actions), sections={**pm.sections, "summary": Section(text=prose)})
    places = (("timeline", pm.timeline[len(pm.timeline) // 2].id, "event"), ("sections", "fault", "text"))
    edits = [Set(Place(*place), "Back at last.") for place in (*places, ("actions", "x_30", "owner"))]
    whole = [milliseconds(lambda: Checker().report(pm, today)) for _ in range(9)]
    checker, after = Checker(), []
    for edit in edits * 3:
        checker.report(pm, today)
        changed = edit.apply(pm)
        after.append(milliseconds(lambda changed=changed: checker.report(changed, today)))  # type: ignore[misc]
    return {"whole": whole, "edit": after}


if __name__ == "__main__":
    _what: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
        each.__name__: each for each in (start, widgets, whole, memory, files, pdf, checks)
    }
    print(json.dumps(_what[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))), flush=True)
    os._exit(0)  # what was measured is said; the rest of the process is nobody's business
