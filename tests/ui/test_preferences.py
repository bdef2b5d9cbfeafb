"""The preferences: what is chosen holds at once and for the next start, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.resources import resource
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.buttons import SegmentedControl
from postmortem_gui.ui.checklist_editor import ChecklistEditor
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.preferences import PreferencesPanel
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.start_screen import TemplateCard
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.wanted import Wanted


class Answers(Prompts):
    def __init__(self) -> None:
        self.chosen: Path | None = None

    def folder(self, parent: QWidget, start: Path) -> Path | None:
        return self.chosen


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Application]:
    program = Application(Home.at(tmp_path / "home"), answers)
    program.window.resize(1280, 720)
    program.window.show()
    QTest.qWaitForWindowExposed(program.window)
    yield program
    program.session.close()
    program.window.close()
    program.end()
    program.window.deleteLater()
    apply_theme(qapp, Theme())


@pytest.fixture
def panel(program: Application) -> PreferencesPanel:
    next(each for each in COMMANDS if each.id == "preferences").do(program.window)
    (found,) = program.window.findChildren(PreferencesPanel)
    return found


def activate(program: Application, qtbot: QtBot) -> None:
    with qtbot.waitActive(program.window):
        program.window.activateWindow()


def control(panel: PreferencesPanel, name: str) -> SegmentedControl:
    return next(each for each in panel.findChildren(SegmentedControl) if each.accessibleName() == name)


def kept(program: Application) -> SettingsFile:
    return SettingsFile(program.home)


def test_ctrl_comma_opens_them_everywhere(qapp: QApplication) -> None:
    command = next(each for each in COMMANDS if each.id == "preferences")
    assert QKeySequence("Ctrl+,") in command.sequences()
    assert not command.document


def test_they_are_part_of_the_window_and_stay_inside(program: Application, panel: PreferencesPanel) -> None:
    assert not panel.isWindow()
    assert program.window.rect().contains(panel.box.geometry())
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [program.window]


@pytest.mark.parametrize("zoom", [100, 175])
def test_nothing_is_wider_than_the_panel(program: Application, panel: PreferencesPanel, zoom: int) -> None:
    program.window.appearance.choose(zoom=zoom)
    for _ in range(5):
        QApplication.processEvents()
    content = panel._area.widget()
    assert content is not None
    assert content.width() <= panel._area.viewport().width()
    assert program.window.rect().contains(panel.box.geometry())


def test_the_look_is_chosen_with_the_arrows_and_holds_at_once(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    focused = program.window.focusWidget()
    assert focused is not None
    assert control(panel, "Theme").isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert current_theme().dark
    control(panel, "Contrast")._choose("high")
    assert current_theme().strong
    control(panel, "Zoom")._choose("125")
    assert current_theme().scale == 1.25
    value = kept(program).value
    assert (value.theme, value.contrast, value.zoom) == ("dark", "high", 125)


def test_tab_goes_round_in_the_panel_and_escape_closes_it(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    activate(program, qtbot)
    seen = []
    for _ in range(40):
        focused = program.window.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)
        if focused in seen:
            break
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {panel.zone.line, panel.my_zone.line, panel.autosave, panel.folder, panel.name} <= set(seen)
    assert all(widget.accessibleName() for widget in seen)
    qtbot.keyClick(panel.name, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_a_zone_is_taken_as_people_call_it_and_new_documents_have_it(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    activate(program, qtbot)
    panel.zone.line.setFocus()
    qtbot.keyClicks(panel.zone.line, "et")
    qtbot.keyClick(panel.zone.line, Qt.Key.Key_Return)
    assert panel.zone.line.value == "America/New_York"
    panel.my_zone.line.setFocus()
    qtbot.keyClicks(panel.my_zone.line, "europe/paris")
    qtbot.keyClick(panel.my_zone.line, Qt.Key.Key_Tab)
    assert (kept(program).value.zone, kept(program).value.my_zone) == ("America/New_York", "Europe/Paris")
    program.session.start_new(program.session.library.required("brief"))
    document = program.session.document
    assert document is not None
    assert (document.value.zone, document.value.second_zone) == ("America/New_York", "Europe/Paris")
    assert not document.is_modified


def test_what_is_no_zone_is_said_and_changes_nothing(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    panel.zone.line.setFocus()
    qtbot.keyClicks(panel.zone.line, "Mars")
    qtbot.keyClick(panel.zone.line, Qt.Key.Key_Return)
    assert any("“Mars” is no time zone" in label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert panel.zone.line.value == ""
    assert kept(program).value.zone == ""


def test_a_zone_can_be_chosen_from_a_list_in_the_window(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    panel.my_zone._more.click()
    (popup,) = program.window.findChildren(ChoicePopup)
    assert not popup.isWindow()
    qtbot.keyClick(popup.list, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    assert kept(program).value.my_zone == "UTC"
    assert panel.isVisible()


def test_paper_and_autosave_hold_at_once(program: Application, panel: PreferencesPanel, tmp_path: Path) -> None:
    control(panel, "Paper")._choose("letter")
    assert kept(program).value.paper == "letter"
    assert program.window.exports.options(Wanted("pdf"), tmp_path / "a.pdf").paper == "letter"
    panel.autosave.click()
    assert kept(program).value.autosave
    assert program.autosave._on
    panel.autosave.click()
    assert not program.autosave._on


def test_the_classification_stands_in_what_is_exported(
    program: Application, panel: PreferencesPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    def printed() -> str:
        return program.window.exports.options(Wanted("pdf"), tmp_path / "a.pdf").classification

    assert printed() == ""
    assert not panel.classification.line.isVisible()
    control(panel, "Classification")._choose("internal")
    assert printed() == kept(program).value.classification == "internal"
    control(panel, "Classification")._choose("own")
    qtbot.keyClicks(panel.classification.line, "Board only")
    qtbot.keyClick(panel.classification.line, Qt.Key.Key_Return)
    assert printed() == kept(program).value.classification == "Board only"
    control(panel, "Classification")._choose("")
    assert printed() == ""


def test_words_of_ones_own_are_shown_again_at_the_next_opening(program: Application) -> None:
    program.settings.change(classification="Board only")
    program.window.lookup.show_preferences()
    (panel,) = program.window.findChildren(PreferencesPanel)
    assert panel.classification.line.isVisible()
    assert panel.classification.line.value == "Board only"


def test_the_name_of_a_file_is_shown_while_its_pattern_is_typed(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    hint = panel._pattern_hint
    assert hint.text().startswith("2026-11-03-INC-2026-11-03-002-label-printing-stopped.pdf")
    panel.pattern.setFocus()
    qtbot.keyClicks(panel.pattern, "Review {slug")
    assert "A bracket stands alone" in hint.text()
    qtbot.keyClicks(panel.pattern, "}")
    assert hint.text().startswith("Review label-printing-stopped.pdf")
    qtbot.keyClick(panel.pattern, Qt.Key.Key_Return)
    assert kept(program).value.file_names == "Review {slug}"


def test_a_pattern_that_cannot_be_used_changes_nothing(
    program: Application, panel: PreferencesPanel, qtbot: QtBot
) -> None:
    panel.pattern.setFocus()
    qtbot.keyClicks(panel.pattern, "{titel}")
    assert "“{titel}” is no field" in panel._pattern_hint.text()
    qtbot.keyClick(panel.pattern, Qt.Key.Key_Escape)
    assert kept(program).value.file_names == ""


def test_another_templates_folder_is_offered_on_the_start_screen(
    program: Application, panel: PreferencesPanel, answers: Answers, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    text = resource("templates/brief.json").read_text(encoding="utf-8")
    (mine / "ours.json").write_text(text.replace('"id": "brief"', '"id": "ours"', 1), encoding="utf-8")
    answers.chosen = mine
    panel._on_choose()
    assert panel.folder.value == str(mine)
    assert program.session.library.template("ours") is not None
    assert "1 template of your own" in panel._folder_hint.text()
    assert len(program.window.start.findChildren(TemplateCard)) >= 7
    panel.folder.show_value(str(tmp_path / "gone"))
    panel._on_words()
    assert "no such folder" in panel._folder_hint.text()
    assert program.session.library.template("ours") is None


def test_who_ticks_a_box_is_recorded(program: Application, panel: PreferencesPanel, qtbot: QtBot) -> None:
    panel.name.setFocus()
    qtbot.keyClicks(panel.name, "Ann Lee")
    qtbot.keyClick(panel.name, Qt.Key.Key_Escape)
    assert kept(program).value.my_name == "Ann Lee"
    program.session.start_new(program.session.library.required("full-review"))
    window, document = program.window, program.session.document
    assert document is not None
    assert window.workspace is not None
    window.workspace.flush()
    box = next(each for each in window.findChildren(ChecklistEditor) if each._rows)
    row = next(each for each in box._rows if each.tick.isEnabled())
    row.tick.click()
    held = document.value.checklists[box._spec.id]
    assert [(item.by, bool(item.on)) for item in held if item.id == row.item.id] == [("Ann Lee", True)]
    row.tick.click()
    held = document.value.checklists[box._spec.id]
    assert [item.by for item in held if item.id == row.item.id] == [""]


def test_a_name_given_while_a_document_is_open_counts_for_it(program: Application, qtbot: QtBot) -> None:
    program.session.open_example()
    program.settings.change(my_name="Ann")
    program.window.preferred.emit()
    assert program.session.document is not None
    assert program.session.document.person == "Ann"
