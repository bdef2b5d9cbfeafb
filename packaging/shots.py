#!/usr/bin/env python3
"""Pictures of the window, to be looked at beside the design's. All of them, about 200, take a minute.

    python3 packaging/dev.py shots [FOLDER] [--only WORDS] [--template sre-classic] [--file F]
    python3 packaging/dev.py shots --readme

A picture is called SCENE-THEME-LOOK.png. Scenes are the tabs, the start screen, the other side panels, what opens over
the window, presenter view (`present-actions`) and a document that has just been begun (`new-actions`). Looks are `1440`
(by 900), `1280` (by 720), `2x` (the first, at two pixels each), `strong` (the first in high contrast) and `175` (the
second at 175 %). `--only dark actions` takes the names with all of these words. Works without a screen.
The second form draws the picture of the README, where it belongs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.tabs import TABS
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.workspace import Workspace

README = Path(__file__).resolve().parent.parent / "resources" / "pictures" / "window.png"
COUNTED_S = 0.8
"""How long the window takes to count the words of a document, once nothing changes any more."""
TEMPLATE = "full-review"
ROW = Place("timeline", "t_ky35brfy", "kind")
"""A row of the example that has a question."""
CAPTURED = "23:49 the spool in Rotterdam is full, too #PD-90418"
CHAT = """\
Thandiwe Mokoena
  6:47 PM
labels come out blank in Rotterdam, since a minute or two
PagerDuty
  6:52 PM
Triggered: parcels without a label https://pager.example.com/PD-90417
Dmytro Kovalenko
  6:53 PM
on it. opening the runbook
:eyes: 2
3 replies
Last reply 8 days ago
Aroha Ngata
  7:12 PM
status page is up: label printing is interrupted
Dmytro Kovalenko
  7:33 PM
4.17 is back in both warehouses, the relay holds
"""
"""A channel as people copy it."""


class Look(NamedTuple):
    """A size of the window, its zoom in percent, its contrast, and whether every scene is drawn or the main ones."""

    name: str
    size: QSize
    zoom: int = 100
    contrast: str = "usual"
    is_whole: bool = False


class Scene(NamedTuple):
    """The name of a picture, the tab that is on, and what is done there before it is taken."""

    name: str
    tab: str
    ways: tuple[Callable[[Scenes], object], ...] = ()


LOOKS = (
    Look("1440", QSize(1440, 900), is_whole=True),
    Look("1280", QSize(1280, 720), is_whole=True),
    Look("strong", QSize(1440, 900), contrast="high"),
    Look("175", QSize(1280, 720), zoom=175),
)
DOUBLE = (Look("2x", QSize(1440, 900)),)


def main() -> None:
    """Draw and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="only names with all of these words")
    parser.add_argument("--template", help="lay the document out with this template")
    parser.add_argument("--file", type=Path, help="show this document, not the example")
    parser.add_argument("--readme", action="store_true", help="only the picture of the README, where it belongs")
    told = parser.parse_args()
    app = QApplication([])
    double = app.devicePixelRatio() > 1
    with tempfile.TemporaryDirectory() as home:
        program = Application(Home.at(Path(home)))
        scenes = Scenes(program, told)
        if told.readme:
            scenes.draw_readme()
        else:
            told.folder.mkdir(parents=True, exist_ok=True)
            scenes.draw(DOUBLE if double else LOOKS)
        program.session.close()
        program.end()
        del program, scenes
        settle()
    if not told.readme and not double:  # Qt makes all windows of a process larger, or none
        subprocess.run([sys.executable, *sys.argv], env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=True)


class Scenes:
    """Puts the window into one state after the other and writes what it shows."""

    def __init__(self, program: Application, told: argparse.Namespace) -> None:
        self._program, self._told = program, told
        self._window = program.window
        self._ending = ""

    def draw_readme(self) -> None:
        """Write the timeline as the README shows it."""
        self._dress(LOOKS[0], "light")
        self.open()
        self.turn_to("timeline")
        keep(self._window, README)

    def draw(self, looks: tuple[Look, ...]) -> None:
        """Write the scenes that are asked for, in both themes and in these looks."""
        for theme in ("light", "dark"):
            for look in looks:
                self._ending = f"{theme}-{look.name}"
                self._dress(look, theme)
                self._draw(START, None)
                self._draw(MAIN, self.open)
                if look.is_whole:
                    self._draw(ABOVE, self.open)
                    self._draw(PRESENTED, self._open_presented)
                    self._draw(NEW, self._begin)
                self._program.session.close()
                settle()

    def _draw(self, scenes: tuple[Scene, ...], begin: Callable[[], object] | None) -> None:
        """Write some scenes, each in a window that knows nothing of the one before."""
        wanted = [scene for scene in scenes if all(word in self._called(scene) for word in self._told.only)]
        if wanted and begin:
            begin()
        for scene in wanted:
            if scene.tab:
                self.turn_to(scene.tab)
            for way in scene.ways:
                way(self)
                settle()
            keep(self._window, self._told.folder / f"{self._called(scene)}.png")
            if scene.ways and begin:
                self._press_escape()
        if self._window.presenter.is_on:
            self._window.presenter.leave()

    def _called(self, scene: Scene) -> str:
        return f"{scene.name}-{self._ending}"

    # ── What the window is made to do ──

    def _dress(self, look: Look, theme: str) -> None:
        self._window.resize(look.size)
        self._program.appearance.choose(theme=theme, zoom=look.zoom, contrast=look.contrast)
        self._window.show()
        settle()

    def open(self) -> None:
        """Open the document that is looked at."""
        session = self._program.session
        if self._told.file:
            self._window.files.open_path(self._told.file)
        else:
            session.open_example()
        document = session.document
        if document is not None and self._told.template:
            document.apply(Replace(switched(document.value, session.library.required(self._told.template))))
        self._stand()

    def _open_presented(self) -> None:
        self.open()
        self._window.presenter.toggle()
        settle()

    def _begin(self) -> None:
        session = self._program.session
        session.start_new(session.library.required(self._told.template or TEMPLATE))
        self._stand()

    def _stand(self) -> None:
        """Wait until all is there, and let nothing ask whether to save it."""
        document = self._program.session.document
        if document is None:
            raise SystemExit("The document could not be opened.")
        document.mark_saved(document.value)
        self.workspace.flush()
        settle(COUNTED_S)

    @property
    def workspace(self) -> Workspace:
        """The open document on the screen."""
        workspace = self._window.workspace
        if workspace is None:
            raise SystemExit("No document is open.")
        return workspace

    def turn_to(self, tab: str) -> None:
        """Turn a tab on and go into it."""
        self.workspace.show_tab(tab)
        self.workspace.page.take_focus()
        settle()

    def do(self, command: str) -> None:
        """Do a command of the window."""
        next(action for action in self._window.actions() if action.objectName() == command).trigger()

    def press(self, words: str) -> None:
        """Write where the keyboard is, as a person does."""
        for letter in words:
            self._press(Qt.Key.Key_unknown, letter)

    def _press_escape(self) -> None:
        self._press(Qt.Key.Key_Escape)
        self.workspace.show_view("preview")
        settle()

    def _press(self, key: Qt.Key, letter: str = "") -> None:
        focused = QApplication.focusWidget() or self._window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focused, QKeyEvent(kind, key, Qt.KeyboardModifier(0), letter))


def _do(command: str) -> Callable[[Scenes], object]:
    return lambda scenes: scenes.do(command)


def _press(words: str) -> Callable[[Scenes], object]:
    return lambda scenes: scenes.press(words)


def _at_row(scenes: Scenes) -> None:
    scenes.workspace.go_to(ROW)


def _paste(scenes: Scenes) -> None:
    scenes.workspace.take_rows(CHAT)


def _tabs(before: str = "") -> tuple[Scene, ...]:
    return tuple(Scene(f"{before}{tab.key}", tab.key) for tab in TABS)


START = (Scene("start", ""),)
MAIN = (
    *_tabs(),
    Scene("markdown", "timeline", (_at_row, _do("show_markdown"))),
    Scene("readiness", "actions", (_do("show_readiness"),)),
    Scene("hidden", "whys", (_do("hide_panel"),)),
)
ABOVE = (
    Scene("capture", "timeline", (_do("capture"), _press(CAPTURED))),
    Scene("paste", "timeline", (_at_row, _paste)),
    Scene("kind", "timeline", (_at_row, _do("mark"))),
    Scene("claims", "timeline", (_at_row, _do("dispute"))),
    Scene("question", "timeline", (_at_row, _do("ask"))),
    Scene("shift", "timeline", (_at_row, _do("shift"))),
    Scene("zones", "timeline", (_do("zones"),)),
    Scene("find", "timeline", (_do("find"), _press("relay"))),
    Scene("palette", "timeline", (_do("palette"), _press("pr"))),
    Scene("keys", "overview", (_do("shortcuts"),)),
    Scene("preferences", "overview", (_do("preferences"),)),
)
PRESENTED = _tabs("present-")
NEW = _tabs("new-")


def keep(window: QWidget, path: Path) -> None:
    """Write what a window shows. The picture of the README makes do with 256 colours: everybody downloads it."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if path == README:
        own = [QColor(colour).rgb() for colour in asdict(current_theme().colours).values()]
        often = [colour for colour, _ in Counter(memoryview(picture.constBits()).cast("I")).most_common(256)]
        picture = picture.convertToFormat(QImage.Format.Format_Indexed8, list(dict.fromkeys(own + often))[:256])
    smallest = 0 if path == README else 80  # of the README's copy there is one, and everybody downloads it
    picture.save(str(path), "PNG", smallest)  # type: ignore[call-overload]  # the stub wants bytes


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
