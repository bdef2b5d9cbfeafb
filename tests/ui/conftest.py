"""What several tests of the window share: the whole program with the example open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.prompts import Prompts


@pytest.fixture
def example_window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a screen of 1280 × 720, the example open in it, everything laid out."""
    program = Application(Home.at(tmp_path / "home"), Prompts())
    window = program.window
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    program.session.open_example()
    assert window.workspace is not None
    window.workspace.flush()
    yield window
    program.session.close()
    window.close()
    program.end()
    window.deleteLater()
