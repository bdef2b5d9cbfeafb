#!/usr/bin/env python3
"""Pictures of the window: every tab in both themes and two sizes, into a folder (`shots`, or the one that is named).

    python3 packaging/dev.py shots [FOLDER] [--tab timeline] [--template sre-classic]

Works without a screen. Look at them beside the design's pictures.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.theme import Theme, apply_theme

SIZES = (QSize(1440, 900), QSize(1280, 720))


def main() -> None:
    """Draw and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
    parser.add_argument("--tab", help="only this tab, or `start` for the start screen")
    parser.add_argument("--template", help="lay the example out with this template")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        program = Application(Home.at(Path(home)))
        for theme in ("light", "dark"):
            apply_theme(app, Theme(theme))
            for size in SIZES:
                draw(program, size, told.folder, f"{theme}-{size.width()}", told)
        program.window.workspace = None
        program.session.close()


def draw(program: Application, size: QSize, folder: Path, name: str, told: argparse.Namespace) -> None:
    """Write the start screen and every tab in one size."""
    window = program.window
    window.resize(size)
    window.show()
    if told.tab in (None, "start"):
        program.session.close()
        settle()
        window.grab().save(str(folder / f"start-{name}.png"))
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
    for tab in workspace.tabs.keys:
        if told.tab in (None, tab):
            workspace.show_tab(tab)
            workspace.page.take_focus()
            settle()
            window.grab().save(str(folder / f"{tab}-{name}.png"))
    if told.tab is None:
        workspace.show_view("markdown")
        settle()
        window.grab().save(str(folder / f"markdown-{name}.png"))
    document.mark_saved(document.value)


def settle() -> None:
    """Let everything that waits happen."""
    for _ in range(20):
        QApplication.processEvents()


if __name__ == "__main__":
    main()
