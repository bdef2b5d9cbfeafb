"""In the smallest window, and with larger letters, no form is wider than the room that it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import SHIPPED
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.theme import Theme, apply_theme


@pytest.mark.parametrize(("scale", "size"), [(1.0, QSize(860, 560)), (1.25, QSize(1280, 720))])
def test_no_form_is_cut_on_its_right(qapp: QApplication, tmp_path: Path, scale: float, size: QSize) -> None:
    program = Application(Home.at(tmp_path))
    window, session = program.window, program.session
    apply_theme(qapp, Theme("light", scale))
    window.resize(size)
    window.show()
    QTest.qWaitForWindowExposed(window)
    session.open_example()
    assert session.document is not None
    assert window.workspace is not None
    for template in SHIPPED:
        session.document.apply(Replace(switched(session.document.value, session.library.required(template))))
        for tab in {"overview", "comms", "signoff"}.intersection(window.workspace.tabs.keys):
            window.workspace.show_tab(tab)
            for _ in range(3):
                qapp.processEvents()
            for area in window.workspace.page.findChildren(QScrollArea):
                inside = area.widget()
                assert inside is not None
                assert inside.width() <= area.viewport().width(), (template, tab)
        for button in window.workspace.findChildren(ToolButton):
            if button.text() and button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
    session.document.mark_saved(session.document.value)
    session.close()
    window.close()
    program.end()
    window.deleteLater()
    apply_theme(qapp, Theme())
