"""Finding words in all tabs by keys: counted, stepped through, and back to where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from postmortem_gui.core.edits import Replace, Set
from postmortem_gui.core.folding import fold
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.editing.finding import find
from postmortem_gui.ui import caret
from postmortem_gui.ui.find_bar import FindBar
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.workspace import Workspace
from tests.ui.pages import CONTROL, SHIFT, Key, example, focused, nameless, templates

TITLE = Place("facts", "title")


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)
    QApplication.processEvents()


def work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def bar_of(window: MainWindow, words: str = "") -> FindBar:
    """Press Ctrl+F and type."""
    press(Key.Key_F, CONTROL)
    bar = work(window).finder
    assert focused() is bar.line
    if words:
        QTest.keyClicks(bar.line, words)
    return bar


def test_matches_are_counted_while_somebody_types(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "LABEL")
    count = len(find(example(), "label"))
    assert count > 20
    assert bar.count.text() == f"{count} matches"
    assert fold("label") in fold(bar.excerpt.text())


def test_enter_and_f3_go_on_and_shift_goes_back(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "label")
    count = len(find(example(), "label"))
    told: list[str] = []
    for key, modifiers in (
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Key.Key_G, CONTROL),
        (Key.Key_Return, SHIFT),
        (Key.Key_F3, SHIFT),
        (Key.Key_G, CONTROL | SHIFT),
    ):
        press(key, modifiers)
        told.append(bar.count.text())
    assert told == [f"{n} of {count}" for n in (1, 2, 3, 2, 1, count)]
    assert focused() is bar.line, "whoever steps from the bar may type other words"


def test_every_match_is_shown_with_its_row_or_its_words(example_window: MainWindow) -> None:
    workspace = work(example_window)
    bar_of(example_window, "label")
    press(Key.Key_Escape)
    tabs = []
    for match in find(example(), "label"):
        press(Key.Key_F3)
        tabs.append(workspace.tab)
        shown = focused()
        assert workspace.page.isAncestorOf(shown)
        assert shown.isVisible(), match
        found = caret.place_of(shown, workspace)
        if isinstance(shown, (QLineEdit, QPlainTextEdit)) and match.part != "facts":
            assert found is not None
            assert match.row in (found.row, found.field), match
        if isinstance(shown, QPlainTextEdit):
            assert fold(shown.textCursor().selectedText()) == "label", match
    assert {"overview", "timeline", "whys", "actions", "narrative"} <= set(tabs)


@pytest.mark.parametrize("template", ["full-review", "sre-classic", "brief"])
def test_every_place_that_is_found_can_be_gone_to(example_window: MainWindow, template: str) -> None:
    layout = templates().get(template)
    assert layout is not None
    example_window.session.close()
    example_window.session.start_new(layout)
    document = example_window.session.document
    assert document is not None
    document.apply(Replace(switched(example(), layout)))
    workspace = work(example_window)
    workspace.flush()
    lost = []
    for part, match in {match.part: match for match in find(document.value, "e")}.items():
        workspace.tabs.setFocus()
        workspace.go_to(match.place)
        if not workspace.page.isAncestorOf(focused()):
            lost.append(part)
    assert not lost


def test_escape_closes_and_gives_the_keyboard_back(example_window: MainWindow) -> None:
    work(example_window).go_to(TITLE)
    field = focused()
    bar = bar_of(example_window, "label")
    press(Key.Key_Escape)
    assert bar.isHidden()
    assert focused() is field


def test_escape_after_a_step_leaves_one_at_what_was_found(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "printing stopped")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    field = focused()
    assert bar.isHidden()
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    selected = field.selectedText() if isinstance(field, QLineEdit) else field.textCursor().selectedText()
    assert selected == "printing stopped"


def test_f3_goes_on_from_the_document_with_the_caret_there(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "queue")
    press(Key.Key_Escape)
    press(Key.Key_F3)
    assert not bar.isHidden()
    assert focused() is not bar.line
    assert work(example_window).page.isAncestorOf(focused())
    assert bar.count.text().startswith("1 of ")


def test_f3_asks_where_nothing_was_asked(example_window: MainWindow) -> None:
    press(Key.Key_F3)
    assert focused() is work(example_window).finder.line


def test_selected_words_are_asked_for(example_window: MainWindow) -> None:
    work(example_window).go_to(TITLE)
    field = focused()
    assert isinstance(field, QLineEdit)
    field.setSelection(0, len("Label"))
    bar = bar_of(example_window)
    assert bar.line.value == "Label"
    assert "matches" in bar.count.text()


def test_what_is_not_there_is_said(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "zebra crossing")
    assert bar.count.text() == "Not found"
    tab = work(example_window).tab
    press(Key.Key_Return)
    assert work(example_window).tab == tab
    assert focused() is bar.line


def test_a_change_of_the_document_is_counted(example_window: MainWindow) -> None:
    document = example_window.session.document
    assert document is not None
    bar = bar_of(example_window, "zebra")
    document.apply(Set(TITLE, "Zébra crossing the zebra crossing"))
    assert bar.count.text() == "2 matches"
    document.apply(Set(TITLE, "Quiet"))
    assert bar.count.text() == "Not found"


def test_stepping_changes_nothing(example_window: MainWindow) -> None:
    document = example_window.session.document
    assert document is not None
    before = document.value
    bar_of(example_window, "er")
    for _ in range(40):
        press(Key.Key_F3)
    assert document.value is before
    assert not document.undo_stack.count()


def test_every_stop_of_the_bar_has_a_name(example_window: MainWindow) -> None:
    bar = bar_of(example_window, "label")
    assert not list(nameless(bar))
    assert "matches" in bar.line.accessibleDescription()
