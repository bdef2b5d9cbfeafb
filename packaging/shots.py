#!/usr/bin/env python3
"""Pictures of the window: every tab in both themes and two sizes, into a folder (`shots`, or the one that is named).

    python3 packaging/dev.py shots [FOLDER] [--tab timeline] [--template sre-classic]
    python3 packaging/dev.py shots --readme

Works without a screen. Look at them beside the design's pictures. The second form draws the one of the README.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme

SIZES = (QSize(1440, 900), QSize(1280, 720))
README = Path(__file__).resolve().parent.parent / "resources" / "pictures" / "window.png"
COUNTED_S = 0.8
"""How long the window takes to count the words of a document, once nothing changes any more."""


def main() -> None:
    """Draw and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
    parser.add_argument("--tab", help="only this tab, or `start` for the start screen")
    parser.add_argument("--template", help="lay the example out with this template")
    parser.add_argument("--readme", action="store_true", help="only the picture of the README, where it belongs")
    told = parser.parse_args()
    if told.readme:
        told.tab = "timeline"
    else:
        told.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        program = Application(Home.at(Path(home)))
        for theme in ("light",) if told.readme else ("light", "dark"):
            apply_theme(app, Theme(theme))
            for size in SIZES[:1] if told.readme else SIZES:
                draw(program, size, told.folder, f"{theme}-{size.width()}", told)
        program.session.close()
        program.end()
        del program
        settle()


def draw(program: Application, size: QSize, folder: Path, name: str, told: argparse.Namespace) -> None:
    """Write the start screen and every tab in one size."""
    window = program.window
    window.resize(size)
    window.show()
    if told.tab in (None, "start"):
        program.session.close()
        settle()
        keep(window, folder / f"start-{name}.png")
    if told.tab == "start":
        return
    program.session.open_example()
    document, workspace = program.session.document, window.workspace
    if document is None or workspace is None:
        raise SystemExit("The example could not be opened.")
    if told.template:
        template = program.session.library.required(told.template)
        document.apply(Replace(switched(document.value, template)))
    workspace.flush()
    settle(COUNTED_S)
    for tab in workspace.tabs.keys:
        if told.tab in (None, tab):
            workspace.show_tab(tab)
            workspace.page.take_focus()
            settle()
            keep(window, README if told.readme else folder / f"{tab}-{name}.png")
    if told.tab is None:
        workspace.show_view("markdown")
        settle()
        keep(window, folder / f"markdown-{name}.png")
    document.mark_saved(document.value)


def keep(window: QWidget, path: Path) -> None:
    """Write what a window shows. The picture of the README makes do with 256 colours: everybody downloads it."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if path == README:
        own = [QColor(colour).rgb() for colour in asdict(current_theme().colours).values()]
        often = [colour for colour, _ in Counter(memoryview(picture.constBits()).cast("I")).most_common(256)]
        picture = picture.convertToFormat(QImage.Format.Format_Indexed8, list(dict.fromkeys(own + often))[:256])
    picture.save(str(path), "PNG", 0)  # type: ignore[call-overload]  # 0 is the best compression


def settle(seconds: float = 0) -> None:
    """Let everything that waits happen, and what comes in so many seconds."""
    until = time.monotonic() + seconds
    for _ in range(20):
        QApplication.processEvents()
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
