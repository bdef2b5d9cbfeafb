"""Whoever types a name is offered whom it may be, takes it with Enter or Tab, and otherwise keeps every letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Insert
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.team import Team
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import Library, new_document
from postmortem_gui.ui.asked_names import ask
from postmortem_gui.ui.checklist_editor import ChecklistEditor
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.name_completer import NameCompleter
from postmortem_gui.ui.signoff_table import SignoffTable
from postmortem_gui.ui.workspace import Workspace

TEAM = Team.model_validate(
    {
        "people": [
            {"name": "Ida Brandt", "handle": "ida", "team": "Fulfilment"},
            {"name": "Idris Okafor", "handle": "iok"},
            {"name": "Zoë Lind", "handle": "zed"},
        ],
        "signoffs": [{"role": "Security lead"}, {"role": "Data officer"}],
    }
)
KEY = Qt.Key


@pytest.fixture
def template() -> str:
    return "full-review"


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, template: str) -> Iterator[Workspace]:
    library = Library(Home.at(tmp_path))
    pm = new_document(library.required(template), title="Labels stopped")
    document = Document(pm.but(actions=(ActionItem(id="x_1", label="A1", description="Limit"),)))
    document.take_team(TEAM)
    work = Workspace(document, library)
    qtbot.addWidget(work)
    work.resize(1440, 900)
    work.show()
    work.activateWindow()
    qtbot.waitUntil(work.isActiveWindow)
    work.flush()
    yield work
    work.leave()


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def focused() -> QLineEdit | QPlainTextEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget


def go(work: Workspace, place: Place) -> QLineEdit | QPlainTextEdit:
    work.go_to(place)
    return focused()


def keys(text: str) -> None:
    """Type into whatever has the keyboard, as fast as can be."""
    for letter in text:
        QTest.keyClicks(keyboard(), letter)


def press(key: Qt.Key) -> None:
    QTest.keyClick(keyboard(), key)


def names(work: Workspace) -> list[str]:
    return [known.name for known in work.names.people]


def value(work: Workspace) -> Postmortem:
    return work.document.value


def test_a_field_for_a_name_offers_who_it_may_be_and_tab_takes_and_goes_on(work: Workspace) -> None:
    field = go(work, Place("facts", "incident_commander"))
    keys("id")
    assert names(work) == ["Ida Brandt", "Idris Okafor"]
    press(KEY.Key_Down)
    press(KEY.Key_Tab)
    assert value(work).fact("incident_commander") == "Idris Okafor"
    assert names(work) == []
    assert focused() is not field


def test_enter_takes_and_stays_and_typing_goes_on_behind_it(work: Workspace) -> None:
    field = go(work, Place("facts", "incident_commander"))
    keys("@zed")
    press(KEY.Key_Return)
    assert focused() is field
    keys(" @ Storefront")
    assert value(work).fact("incident_commander") == "Zoë Lind @ Storefront"


def test_typing_over_the_list_keeps_what_was_typed(work: Workspace) -> None:
    go(work, Place("facts", "incident_commander"))
    keys("Idunn Ida's daughter")
    assert value(work).fact("incident_commander") == "Idunn Ida's daughter"
    assert names(work) == []


def test_escape_sends_the_list_away_and_keeps_the_letters(work: Workspace) -> None:
    field = go(work, Place("facts", "incident_commander"))
    keys("Id")
    press(KEY.Key_Escape)
    assert names(work) == []
    press(KEY.Key_Return)
    assert value(work).fact("incident_commander") == "Id"
    assert focused() is field


def test_a_click_on_somebody_takes_them(work: Workspace, qtbot: QtBot) -> None:
    field = go(work, Place("facts", "incident_commander"))
    keys("id")
    shown = work.names._list
    assert shown is not None
    row = shown.list.visualItemRect(shown.list.item(1))
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert value(work).fact("incident_commander") == "Idris Okafor"
    assert focused() is field


def test_an_at_sign_in_prose_offers_people_and_only_its_own_word_is_replaced(work: Workspace) -> None:
    go(work, Place("sections", "summary", "text"))
    keys("Then @i")
    assert names(work) == ["Ida Brandt", "Idris Okafor"]
    press(KEY.Key_Tab)
    keys(" came; ida@example.com did not. Ida.")
    assert names(work) == []
    assert value(work).text("summary") == "Then Ida Brandt came; ida@example.com did not. Ida."


def test_letters_beyond_the_first_plane_do_not_shift_what_is_replaced(work: Workspace) -> None:
    go(work, Place("sections", "summary", "text")).setFocus()
    field = focused()
    assert isinstance(field, QPlainTextEdit)
    field.insertPlainText("\U0001f525\U0001f525 ")
    keys("@zed")
    press(KEY.Key_Return)
    keys("!")
    assert value(work).text("summary") == "\U0001f525\U0001f525 Zoë Lind!"


def test_enter_in_the_cell_of_an_owner_takes_and_goes_on_as_ever(work: Workspace) -> None:
    work.go_to(Place("actions", "x_1", "owner"))
    keys("br")
    assert names(work) == ["Ida Brandt"]
    press(KEY.Key_Return)
    assert value(work).actions[0].owner == "Ida Brandt"
    assert names(work) == []


@pytest.mark.parametrize("template", ["review-meeting"])
def test_a_theme_is_completed_in_its_cell(work: Workspace) -> None:
    row = ActionItem(id="x_2", theme="Paging", description="Wake somebody")
    work.document.apply(Insert("actions", "x_1", (row,)))
    work.go_to(Place("actions", "x_1", "theme"))
    keys("Pa")
    assert names(work) == []
    press(KEY.Key_Return)
    assert value(work).actions[0].theme == "Paging"


def test_an_unknown_owner_stays_as_typed(work: Workspace) -> None:
    work.go_to(Place("actions", "x_1", "owner"))
    keys("Quentin")
    press(KEY.Key_Return)
    assert value(work).actions[0].owner == "Quentin"


@pytest.mark.parametrize("template", ["sre-classic"])
def test_a_list_of_names_takes_one_and_makes_it_a_chip(work: Workspace) -> None:
    go(work, Place("facts", "authors"))
    keys("zo")
    press(KEY.Key_Return)
    keys("Quin,@io")
    press(KEY.Key_Return)
    assert value(work).facts["authors"] == ("Zoë Lind", "Quin", "Idris Okafor")


@pytest.mark.parametrize("template", ["changeset"])
def test_a_list_of_handles_takes_the_handle_of_whoever_is_meant(work: Workspace) -> None:
    spec = next(spec for spec in value(work).template.sections if spec.kind == "checklist" and not spec.items)
    work.show_tab(spec.tab)
    editor = next(
        one for one in work.page.findChildren(ChecklistEditor) if one.name == spec.heading or one._spec is spec
    )
    editor.add()
    keys("@br")
    press(KEY.Key_Tab)
    assert value(work).checklists[spec.id][-1].text == "@ida"


def test_quick_capture_knows_handles_and_enter_adds_at_once(work: Workspace) -> None:
    work.capture.take_focus()
    keys("! limit the queue @zed")
    assert names(work) == ["Zoë Lind"]
    press(KEY.Key_Return)
    assert (value(work).actions[-1].description, value(work).actions[-1].owner) == ("limit the queue", "Zoë Lind")
    keys("! limit @id")
    QApplication.processEvents()  # the field gives room to what the line means
    assert names(work) == ["Ida Brandt", "Idris Okafor"]
    press(KEY.Key_Tab)
    press(KEY.Key_Return)
    assert value(work).actions[-1].owner == "Ida Brandt"


def test_in_a_captured_row_a_handle_becomes_the_name(work: Workspace) -> None:
    work.capture.take_focus()
    keys("14:32 paged @zed")
    press(KEY.Key_Tab)
    press(KEY.Key_Return)
    assert value(work).timeline[-1].event == "paged Zoë Lind"


def test_find_is_no_place_for_names(work: Workspace) -> None:
    work.finder.open()
    keys("@ida")
    assert names(work) == []


def test_roles_of_the_team_are_offered_when_a_sign_off_is_added(work: Workspace, qtbot: QtBot) -> None:
    work.show_tab("signoff")
    table = work.page.findChild(SignoffTable)
    assert table is not None
    table.add()
    qtbot.waitUntil(lambda: names(work) == ["Security lead", "Data officer"])
    assert work.names._list is not None
    assert not work.names._list.geometry().intersects(QRect(focused().mapTo(work, QPoint(0, 0)), focused().size()))
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert value(work).signoffs[-1].role == "Data officer"
    table.add()
    qtbot.waitUntil(lambda: names(work) == ["Security lead"])


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[LineField]:
    """A field for a name, alone in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    field = LineField("Owner", parent=window)
    ask(field)
    document = Document(Postmortem(), window)
    document.take_team(TEAM)
    completer = NameCompleter(document, window)
    assert completer.people == ()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    yield field
    window.close()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="idaIDA @,;brzZ.", max_size=8), st.booleans())
def test_no_letter_is_lost_whatever_is_typed(line: LineField, text: str, is_escaped: bool) -> None:
    line.clear()
    keys(text)
    assert line.text() == text
    if is_escaped:
        press(KEY.Key_Escape)
    line.clearFocus()
    assert line.text() == text
    line.setFocus()
