"""One person is renamed everywhere, in one step of undo, and it is said before how far that reaches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from postmortem_gui.core.values import plain
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.fact_cells import SeverityCell
from postmortem_gui.ui.rename_panel import RenamePanel

KEY = Qt.Key
TEAM = {"people": [{"name": "Priya Raman", "handle": "priya"}], "severities": ["SEV-1"]}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path / "home")
    home.config.mkdir(parents=True)
    (home.config / "team.json").write_text(json.dumps(TEAM))
    return home


@pytest.fixture
def program(qapp: QApplication, home: Home) -> Iterator[Application]:
    program = Application(home)
    program.session.open_example()
    program.window.resize(1280, 720)
    program.window.show()
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    yield program
    program.session.close()
    program.window.close()
    program.end()
    program.window.deleteLater()


def run(program: Application, command: str) -> None:
    next(each for each in COMMANDS if each.id == command).do(program.window)


def document_of(program: Application) -> Document:
    assert program.session.document is not None
    return program.session.document


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_person_is_renamed_with_the_keyboard_alone_and_undo_takes_it_back(program: Application) -> None:
    document, before = document_of(program), plain(document_of(program).value)
    name = next(row.owner for row in document.value.actions if row.owner)
    run(program, "rename_person")
    (panel,) = program.window.findChildren(RenamePanel)
    assert panel.old.hasFocus()
    QTest.keyClicks(focused(), name[:3])
    QTest.keyClick(focused(), KEY.Key_Tab)
    assert panel.old.value == name
    assert panel.new.hasFocus()
    QTest.keyClick(focused(), KEY.Key_Return)
    assert panel.new.hasFocus(), "a name is missing"
    QTest.keyClicks(focused(), "Zed Q. Newman")
    assert panel.note.text().startswith("In ")
    QTest.keyClick(focused(), KEY.Key_Return)
    assert panel.isHidden()
    written = json.dumps(plain(document.value.but(template=document.value.template)), default=str)
    assert "Zed Q. Newman" in written
    assert document.value.actions != ()
    assert not [row for row in document.value.actions if row.owner == name]
    assert "Zed Q. Newman now, in" in program.window.messages.toast.text
    program.window.undo()
    assert plain(document.value) == before


def test_it_says_what_it_will_not_change(program: Application) -> None:
    run(program, "rename_person")
    (panel,) = program.window.findChildren(RenamePanel)
    panel.old.setText("Nobody Here")
    assert panel.note.text() == "“Nobody Here” stands nowhere in this document."
    QTest.keyClick(panel.old, KEY.Key_Return)
    assert panel.isVisible()
    QTest.keyClick(panel.old, KEY.Key_Escape)
    assert panel.isHidden()
    assert not document_of(program).is_modified


def test_the_teams_file_is_read_again_on_a_command(program: Application, home: Home) -> None:
    run(program, "read_team")
    assert "was read: 1 person and 0 rules" in program.window.messages.toast.text
    (home.config / "team.json").write_text('{"severities": ["SEV-7"]}')
    run(program, "read_team")
    assert document_of(program).team.severities == ("SEV-7",)
    (home.config / "team.json").write_text("{")
    run(program, "read_team")
    (banner,) = program.window.messages.banners
    assert "is not used" in banner.text.text()
    (home.config / "team.json").write_text("{}")
    run(program, "read_team")
    assert program.window.messages.banners == [], "what was wrong is not any more"


def test_the_severities_of_the_team_are_offered_with_those_of_the_template(program: Application, home: Home) -> None:
    assert program.window.workspace is not None
    program.window.workspace.flush()
    (cell,) = program.window.workspace.findChildren(SeverityCell)
    offered = [cell._field.itemText(at) for at in range(cell._field.count())]
    assert offered[-1] == "SEV-1"
    assert len(offered) > 1
    cell._on_edited("SEV-1")
    assert document_of(program).value.fact("severity") == "SEV-1"
    assert "Not a choice" not in cell.control.accessibleDescription()
    (home.config / "team.json").write_text("{}")
    run(program, "read_team")
    assert "Not a choice" in cell.control.accessibleDescription()
