from __future__ import annotations

from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Point, Postmortem, Section
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.point_field import MOST_PASTED, PointField
from postmortem_gui.ui.points_editor import PointsEditor
from tests.ui.pages import ALT, CONTROL, SHIFT, Key, focused, undo_all

PART = "went_wrong"


class Opened(NamedTuple):
    """A list of points on the screen, between two other things that take the keyboard."""

    editor: PointsEditor
    document: Document
    window: QWidget

    def points(self) -> list[tuple[str, int]]:
        return [(point.text, point.level) for point in self.document.value.points(PART)]

    def fields(self) -> list[PointField]:
        fields = [row.field for row in self.editor._rows]
        assert [field.value for field in fields] == [text for text, _ in self.points()] or not self.points()
        return fields

    def go(self, at: int, caret: int = 0) -> PointField:
        field = self.fields()[at]
        field.put_caret(caret)
        return field


def opened(qtbot: QtBot, *rows: tuple[str, int], themes: bool = False) -> Opened:
    points = tuple(Point(id=f"p_{at}", text=text, level=level) for at, (text, level) in enumerate(rows))
    sections = {PART: Section(points=points)} if points else {}
    document = Document(Postmortem(sections=sections))
    window = QWidget()
    column = QVBoxLayout(window)
    editor = PointsEditor(document, PART, "What went wrong", themes=themes)
    column.addWidget(QPushButton("before"))
    column.addWidget(editor)
    column.addWidget(QPushButton("behind"))
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return Opened(editor, document, window)


def test_typing_in_an_empty_list_makes_its_first_point_and_keeps_the_caret(qtbot: QtBot) -> None:
    it = opened(qtbot)
    field = it.go(0)
    QTest.keyClicks(field, "One")
    assert it.points() == [("One", 0)]
    assert focused() is field
    undo_all(it.document)
    assert it.document.value == Postmortem()
    assert it.fields()[0].value == ""


def test_enter_goes_on_in_a_new_point(qtbot: QtBot) -> None:
    it = opened(qtbot)
    QTest.keyClicks(it.go(0), "One")
    QTest.keyClick(focused(), Key.Key_Return)
    QTest.keyClicks(focused(), "Two")
    assert it.points() == [("One", 0), ("Two", 0)]


def test_enter_in_the_middle_splits_and_backspace_joins_again(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One two", 0))
    QTest.keyClick(it.go(0, 3), Key.Key_Return)
    assert it.points() == [("One", 0), ("two", 0)]
    QTest.keyClick(focused(), Key.Key_Backspace)
    assert it.points() == [("One two", 0)]
    QTest.keyClicks(focused(), "and ")
    assert it.points() == [("One and two", 0)], "the caret stands where they were joined"


def test_backspace_in_an_empty_point_takes_it_out(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("", 0))
    QTest.keyClick(it.go(1), Key.Key_Backspace)
    assert it.points() == [("One", 0)]
    assert focused() is it.fields()[0]


def test_delete_at_the_end_joins_the_next_point(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("two", 0))
    QTest.keyClick(it.go(0, 3), Key.Key_Delete)
    assert it.points() == [("One two", 0)]


def test_tab_indents_at_the_start_and_leaves_elsewhere(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    QTest.keyClick(it.go(1, 0), Key.Key_Tab)
    assert it.points() == [("One", 0), ("Two", 1)]
    QTest.keyClick(focused(), Key.Key_Backtab, SHIFT)
    assert it.points() == [("One", 0), ("Two", 0)]
    QTest.keyClick(it.go(0, 2), Key.Key_Tab)
    assert focused() is it.fields()[1]
    assert it.points() == [("One", 0), ("Two", 0)]


def test_the_tab_key_is_no_trap(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    field = it.go(0, 0)
    QTest.keyClick(field, Key.Key_Tab)
    assert focused() is it.fields()[1], "the first point cannot be indented, so Tab leaves it"
    it.go(1, 3)
    QTest.keyClick(focused(), Key.Key_Tab)
    QTest.keyClick(focused(), Key.Key_Tab)
    behind = focused()
    assert isinstance(behind, QPushButton)
    assert behind.text() == "behind"


def test_brackets_indent_wherever_the_caret_is(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    QTest.keyClick(it.go(1, 2), Key.Key_BracketRight, CONTROL)
    assert it.points() == [("One", 0), ("Two", 1)]
    QTest.keyClicks(focused(), "x")
    assert it.points() == [("One", 0), ("Twxo", 1)]
    QTest.keyClick(focused(), Key.Key_BracketLeft, CONTROL)
    assert it.points() == [("One", 0), ("Twxo", 0)]


def test_alt_arrows_move_a_point_and_the_caret_goes_along(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0), ("Three", 0))
    field = it.go(2, 1)
    QTest.keyClick(field, Key.Key_Up, ALT)
    assert it.points() == [("One", 0), ("Three", 0), ("Two", 0)]
    assert focused() is field
    QTest.keyClick(field, Key.Key_Down, ALT)
    assert it.points() == [("One", 0), ("Two", 0), ("Three", 0)]
    assert it.document.undo_stack.count() == 2


def test_the_arrows_go_on_into_the_next_point(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    QTest.keyClick(it.go(0, 3), Key.Key_Right)
    assert focused() is it.fields()[1]
    QTest.keyClick(focused(), Key.Key_Up)
    assert focused() is it.fields()[0]
    QTest.keyClick(focused(), Key.Key_Down)
    assert focused() is it.fields()[1]


def test_pasted_lines_become_points_in_one_step(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0))
    mime = QMimeData()
    mime.setText("- Two\n- Three\n  1. Four\n")
    it.go(0, 3).insertFromMimeData(mime)
    assert it.points() == [("OneTwo", 0), ("Three", 0), ("Four", 1)]
    assert it.document.undo_stack.count() == 1
    it.document.undo_stack.undo()
    assert it.points() == [("One", 0)]
    it.fields()


def test_lines_pasted_into_an_empty_list_are_its_points(qtbot: QtBot) -> None:
    it = opened(qtbot)
    mime = QMimeData()
    mime.setText("1. Two\r\n2. Three")
    it.go(0).insertFromMimeData(mime)
    assert it.points() == [("Two", 0), ("Three", 0)]


def test_one_pasted_line_is_text(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0))
    mime = QMimeData()
    mime.setText("- not a point")
    it.go(0, 3).insertFromMimeData(mime)
    assert it.points() == [("One- not a point", 0)]


def test_control_enter_belongs_to_the_window(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0))
    QTest.keyClick(it.go(0, 1), Key.Key_Return, CONTROL)
    assert it.points() == [("One", 0)]
    it.editor.add()
    assert it.points() == [("One", 0), ("", 0)]
    it.editor.add(above=True)
    assert it.points() == [("One", 0), ("", 0), ("", 0)]


def test_what_changes_elsewhere_is_shown_and_the_caret_stays(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    field = it.go(0, 2)
    it.document.apply(Set(Place(PART, "p_1", "text"), "Zwei"))
    assert it.fields()[1].value == "Zwei"
    assert focused() is field
    assert field.textCursor().position() == 2
    it.document.apply(Remove(PART, ("p_0",)))
    assert focused() is it.fields()[0]


def test_themes_are_asked_for_where_actions_are_grouped_by_them(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), themes=True)
    row = it.editor._rows[0]
    assert row.theme_field is not None
    line = row.theme_field.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Paging")
    assert it.document.value.points(PART)[0].theme == "Paging"
    assert it.document.undo_stack.count() == 1


def test_every_point_says_which_it_is(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0), ("Two", 0))
    assert [field.accessibleName() for field in it.fields()] == [
        "What went wrong, point 1 of 2",
        "What went wrong, point 2 of 2",
    ]


# ── Any run of keys ──────────────────────────────────────────────────────────────────────────────

NONE = Qt.KeyboardModifier.NoModifier
KEYS = {
    "enter": (Key.Key_Return, NONE),
    "backspace": (Key.Key_Backspace, NONE),
    "delete": (Key.Key_Delete, NONE),
    "home": (Key.Key_Home, NONE),
    "end": (Key.Key_End, NONE),
    "up": (Key.Key_Up, NONE),
    "in": (Key.Key_BracketRight, CONTROL),
    "out": (Key.Key_BracketLeft, CONTROL),
    "move up": (Key.Key_Up, ALT),
    "move down": (Key.Key_Down, ALT),
}
STROKES = st.lists(st.sampled_from([*KEYS, "a", "b ", "paste", "undo", "redo"]), max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STROKES)
def test_any_run_of_keys_shows_what_the_document_holds_and_can_be_taken_back(qtbot: QtBot, strokes: list[str]) -> None:
    it = opened(qtbot, ("One", 0), ("Two 🙂", 1), ("Three", 0))
    before = it.document.value
    it.go(1, 2)
    mime = QMimeData()
    mime.setText("* x\n* y")
    for stroke in strokes:
        field = focused()
        assert isinstance(field, PointField), stroke
        if stroke == "undo":
            it.document.undo_stack.undo()
        elif stroke == "redo":
            it.document.undo_stack.redo()
        elif stroke == "paste":
            field.insertFromMimeData(mime)
        elif stroke in KEYS:
            key, held = KEYS[stroke]
            QTest.keyClick(field, key, held)
        else:
            QTest.keyClicks(field, stroke)
        it.fields()
    undo_all(it.document)
    assert it.document.value == before
    it.fields()
    it.window.close()


def test_more_lines_than_can_be_laid_out_in_a_moment_are_not_pasted(qtbot: QtBot) -> None:
    it = opened(qtbot, ("One", 0))
    data = QMimeData()
    data.setText("a line\n" * (MOST_PASTED + 1))
    it.go(0, 3).insertFromMimeData(data)
    assert it.points() == [("One", 0)]
    data.setText("a line\n" * 20)
    it.go(0, 3).insertFromMimeData(data)
    assert len(it.points()) == 20
    assert it.document.undo_stack.count() == 1
