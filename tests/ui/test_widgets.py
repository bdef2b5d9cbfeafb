from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QFont, QGuiApplication, QKeySequence, QTextCursor, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.ui import looks, painting
from postmortem_gui.ui.buttons import Button, SegmentedControl, ToolButton
from postmortem_gui.ui.cards import Card, ElidedLabel, EmptyState, Label
from postmortem_gui.ui.cell_editor import CellEditor
from postmortem_gui.ui.chips import Chip, ChipButton, KeyCap, PriorityMark, SeverityBlock
from postmortem_gui.ui.fields import ChoiceField, Field, FieldGrid, LineField, TickField
from postmortem_gui.ui.list_field import ListField
from postmortem_gui.ui.main_tabs import MainTab, MainTabs
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Theme, apply_theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())


class Said:
    """Remembers what a signal said."""

    def __init__(self) -> None:
        self.words: list[object] = []

    def hear(self, *words: object) -> None:
        self.words.append(words[0] if words else None)

    def last(self) -> object:
        return self.words[-1]


def a_cell_editor(host: QWidget) -> CellEditor:
    return CellEditor(host, "a", QFont())


_hosts: list[QWidget] = []


def window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    made = QWidget()
    _hosts[:] = [made]  # what is in it lives as long as it does
    column = QVBoxLayout(made)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    QTest.qWaitForWindowActive(made)
    return made


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────


def test_a_field_says_what_is_typed_and_not_what_it_is_shown(qtbot: QtBot) -> None:
    for field in (LineField("Title"), ProseField("Summary")):
        said = Said()
        window(qtbot, field)
        field.typed.connect(said.hear)
        field.show_value("Hello")
        assert said.words == []
        field.setFocus()
        press(field, Key.Key_End)
        QTest.keyClicks(field, "!x")
        assert said.words == ["Hello!", "Hello!x"]
        assert field.value == "Hello!x"
        field.show_value("Hello!x")
        assert len(said.words) == 2


@pytest.mark.parametrize("make", [lambda: LineField("a"), lambda: ProseField("a")], ids=["line", "prose"])
@pytest.mark.parametrize(
    ("key", "modifier"), [(Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL | SHIFT), (Key.Key_Y, CONTROL)]
)
def test_undo_and_redo_go_past_a_field_to_the_window(qtbot: QtBot, make, key, modifier) -> None:
    field = make()
    host = window(qtbot, field)
    said = Said()
    action = QAction("History", host)
    action.setShortcut(QKeySequence(modifier.value | key.value))
    action.triggered.connect(said.hear)
    host.addAction(action)
    field.setFocus()
    QTest.keyClicks(field, "abc")
    press(field, key, modifier)
    assert len(said.words) == 1
    assert field.value == "abc"


@pytest.mark.parametrize("make", [lambda: LineField("a"), lambda: ProseField("a")], ids=["line", "prose"])
def test_a_field_without_a_window_that_undoes_keeps_its_words(qtbot: QtBot, make) -> None:
    field = make()
    window(qtbot, field)
    field.setFocus()
    QTest.keyClicks(field, "abc")
    press(field, Key.Key_Z, CONTROL)
    assert field.value == "abc"


def test_a_line_of_any_length_is_kept_whole(qtbot: QtBot) -> None:
    field = LineField("Title")
    window(qtbot, field)
    field.show_value("x" * 100_000)
    field.setFocus()
    press(field, Key.Key_End)
    QTest.keyClicks(field, "!")
    assert field.value == "x" * 100_000 + "!"


def test_a_line_break_that_is_pasted_becomes_a_space_before_the_caret(qtbot: QtBot) -> None:
    field = LineField("Title")
    window(qtbot, field)
    said = Said()
    field.typed.connect(said.hear)
    field.show_value("(😀)")
    field.setFocus()
    field.setCursorPosition(1)
    QGuiApplication.clipboard().setText("one 🔥\r\ntwo\rthree\n")
    field.paste()
    QTest.keyClicks(field, "!")
    assert said.words == ["(one 🔥 two three 😀)", "(one 🔥 two three !😀)"]


@pytest.mark.parametrize("make", [lambda _: LineField("a"), lambda _: ProseField("a"), a_cell_editor])
@pytest.mark.parametrize("pasted", ["x" * 100_001, "\x01\x02\x03" * 200, "a line of a log\n" * 10_001])
def test_a_paste_that_no_field_can_hold_leaves_what_was_there(qtbot: QtBot, make, pasted: str) -> None:
    field = make(window(qtbot))
    said = Said()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Key.Key_Left)
    field.typed.connect(said.hear)
    QGuiApplication.clipboard().setText(pasted)
    field.paste()
    assert field.value == "ab"
    assert not said.words
    QTest.keyClicks(field, "-")
    assert field.value == "a-b"


@pytest.mark.parametrize("make", [lambda _: ProseField("a"), a_cell_editor])
def test_a_very_long_word_is_wrapped_where_it_costs_no_search(qtbot: QtBot, make) -> None:
    field = make(window(qtbot))
    usual = field.wordWrapMode()
    QGuiApplication.clipboard().setText("x" * 20_000)
    field.paste()
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
    assert field.value == "x" * 20_000
    if isinstance(field, ProseField):
        field.show_value("short")
        assert field.wordWrapMode() == usual == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_field_says_when_it_is_left(qtbot: QtBot) -> None:
    line, prose = LineField("a"), ProseField("b")
    window(qtbot, line, prose)
    said = Said()
    line.left.connect(said.hear)
    prose.left.connect(said.hear)
    line.setFocus()
    press(line, Key.Key_Tab)
    assert len(said.words) == 1
    assert prose.hasFocus()
    press(prose, Key.Key_Tab)
    assert len(said.words) == 2


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\u2029\ufdd0\ufdd1\x00"), max_size=60)


@settings(max_examples=80)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_a_prose_field_holds_any_text_to_the_character(qapp: QApplication, texts: list[str]) -> None:
    field = ProseField("Summary")
    for text in texts:
        field.show_value(text)
        assert field.raw_text() == text
        assert field.value == text


def test_a_prose_field_keeps_no_break_spaces_line_separators_and_emoji(qtbot: QtBot) -> None:
    field = ProseField("Summary")
    window(qtbot, field)
    said = Said()
    field.typed.connect(said.hear)
    field.show_value("38\u00a0% 🙂\u2028of it\n")
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, "x")
    assert said.words == ["38\u00a0% 🙂\u2028of it\nx"]


def test_a_prose_field_keeps_the_caret_when_another_part_of_the_text_changes(qtbot: QtBot) -> None:
    field = ProseField("Summary")
    window(qtbot, field)
    field.show_value("🙂 one two three")
    cursor = field.textCursor()
    cursor.setPosition(len("xx one two"))
    field.setTextCursor(cursor)
    field.show_value("🙂 0ne two three")
    assert field.textCursor().position() == len("xx one two")


def test_a_prose_field_grows_with_its_text_and_shrinks_again(qtbot: QtBot) -> None:
    field = ProseField("Summary")
    window(qtbot, field)
    low = field.height()
    field.show_value("line\n" * 9)
    high = field.height()
    assert high > low + 8 * 12
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() == 0)
    field.show_value("")
    assert field.height() == low


def test_only_plain_text_is_pasted(qtbot: QtBot) -> None:
    field = ProseField("Summary")
    window(qtbot, field)
    copied = QMimeData()
    copied.setHtml("<b>bold</b>")
    copied.setText("a\r\nb\rc")
    assert field.canInsertFromMimeData(copied)
    field.insertFromMimeData(copied)
    assert field.value == "a\nb\nc"


def test_a_choice_shows_labels_and_says_keys(qtbot: QtBot) -> None:
    field = ChoiceField("Severity", [("p0", "P0  all"), ("p1", "P1  major")])
    window(qtbot, field)
    said = Said()
    field.edited.connect(said.hear)
    field.show_value("p1")
    assert (field.value, field.currentText()) == ("p1", "P1  major")
    assert said.words == []
    field.setFocus()
    press(field, Key.Key_Up)
    assert field.value == "p0"
    assert said.words == ["p0"]


@pytest.mark.parametrize("editable", [False, True])
def test_a_choice_keeps_a_value_that_is_not_offered(qtbot: QtBot, editable: bool) -> None:
    field = ChoiceField("Severity", [("p0", "P0")], editable=editable)
    window(qtbot, field)
    for value in ("SEV-7", "p0", "", "other", "p0"):
        field.show_value(value)
        assert field.value == value
        assert field.currentText() == {"p0": "P0"}.get(value, value)
    field.show_value("other")
    field.set_choices([("x", "X")])
    assert field.value == "other"


def test_an_editable_choice_takes_words_of_its_own(qtbot: QtBot) -> None:
    field = ChoiceField("Status", [("draft", "Draft")], editable=True)
    window(qtbot, field)
    said = Said()
    field.typed.connect(said.hear)
    line = field.lineEdit()
    assert isinstance(line, LineField)
    line.setFocus()
    QTest.keyClicks(line, "Do")
    assert said.words == ["D", "Do"]
    line.selectAll()
    QTest.keyClicks(line, "Draft")
    assert said.words[-1] == "draft"


def test_a_list_adds_on_enter_and_comma_and_takes_out_with_backspace(qtbot: QtBot) -> None:
    field = ListField("Services")
    window(qtbot, field)
    said = Said()
    field.edited.connect(said.hear)
    field.show_value(("checkout",))
    assert said.words == []
    field.input.setFocus()
    QTest.keyClicks(field.input, "payments")
    press(field.input, Key.Key_Return)
    QTest.keyClicks(field.input, "search,")
    assert said.last() == ("checkout", "payments", "search")
    QTest.keyClicks(field.input, "checkout")
    press(field.input, Key.Key_Return)
    assert said.last() == ("checkout", "payments", "search")
    press(field.input, Key.Key_Backspace)
    assert said.last() == ("checkout", "payments")
    assert field.input.text() == ""


def test_a_list_takes_what_is_half_typed_when_it_is_left(qtbot: QtBot) -> None:
    field, other = ListField("Services"), LineField("x")
    window(qtbot, field, other)
    field.input.setFocus()
    QTest.keyClicks(field.input, "eu-west-1")
    press(field.input, Key.Key_Tab)
    assert field.value == ("eu-west-1",)
    assert other.hasFocus()


def test_what_is_half_typed_in_a_list_is_told_with_each_key(qtbot: QtBot) -> None:
    field = ListField("Services")
    window(qtbot, field)
    said = Said()
    field.typed.connect(said.hear)
    field.show_value(("checkout",))
    field.input.setFocus()
    QTest.keyClicks(field.input, "eu")
    assert said.words == [("checkout", "e"), ("checkout", "eu")]
    field.show_value(("checkout", "eu"))
    assert (field.value, field.input.text()) == (("checkout",), "eu")


def test_what_is_half_typed_in_a_list_goes_when_it_is_undone(qtbot: QtBot) -> None:
    field = ListField("Services")
    window(qtbot, field)
    field.show_value(("checkout",))
    field.input.setFocus()
    QTest.keyClicks(field.input, "eu")
    field.show_value(("checkout",))
    assert (field.value, field.input.text()) == (("checkout",), "")


def test_an_item_can_be_taken_out_while_another_is_half_typed(qtbot: QtBot) -> None:
    field = ListField("Services")
    window(qtbot, field)
    said = Said()
    field.edited.connect(said.hear)
    field.show_value(("checkout", "search"))
    QTest.keyClicks(field.input, "eu")
    field.findChildren(QAbstractButton)[0].click()
    assert said.last() == ("search", "eu")
    assert field.input.text() == "eu"


def test_a_list_grows_to_the_rows_that_its_items_need(qtbot: QtBot) -> None:
    field = ListField("Services")
    host = window(qtbot, field)
    host.resize(260, 300)
    low = field.height()
    field.show_value(tuple(f"service-number-{n}" for n in range(8)))
    assert field.height() > low * 3


def test_a_box_says_when_a_person_ticks_it(qtbot: QtBot) -> None:
    field = TickField("Posted")
    window(qtbot, field)
    said = Said()
    field.edited.connect(said.hear)
    field.show_value(True)
    assert said.words == []
    press(field, Key.Key_Space)
    assert said.words == [False]


def test_a_label_leads_to_its_control_and_a_hint_is_read_out(qtbot: QtBot) -> None:
    control = LineField()
    field = Field("Incident &ID", control)
    window(qtbot, field)
    field.set_hint("From the pager", "amber")
    assert control.accessibleName() == "Incident &ID"
    assert control.accessibleDescription() == "From the pager"
    assert field.label.buddy() is control


def test_fields_stand_in_fewer_columns_where_it_is_narrow(qtbot: QtBot) -> None:
    grid = FieldGrid(3)
    fields = [LineField(str(n)) for n in range(3)]
    for field in fields:
        grid.add(field)
    host = window(qtbot, grid)
    host.resize(800, 400)
    qtbot.waitUntil(lambda: len({field.y() for field in fields}) == 1)
    host.resize(300, 400)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: len({field.y() for field in fields}) == 3)


# ── Buttons, tabs, messages ──────────────────────────────────────────────────────────────────────


def test_a_segmented_control_is_one_stop_and_the_arrows_choose(qtbot: QtBot) -> None:
    control = SegmentedControl("Side", [("a", "Preview"), ("b", "Markdown"), ("c", "Hide")])
    window(qtbot, control)
    said = Said()
    control.edited.connect(said.hear)
    control.show_value("b")
    assert said.words == []
    control.button("b").setFocus()
    press(control.button("b"), Key.Key_Right)
    assert (control.value, said.words) == ("c", ["c"])
    assert control.button("c").hasFocus()
    press(control.button("c"), Key.Key_Right)
    assert control.value == "a"
    control.button("a").click()
    assert said.words == ["c", "a"]


def test_enter_presses_buttons(qtbot: QtBot) -> None:
    for button in (Button("Export", "download", "primary"), ToolButton("copy", "Copy"), ChipButton("Owner")):
        window(qtbot, button)
        said = Said()
        button.clicked.connect(said.hear)
        button.setFocus()
        press(button, Key.Key_Space)
        if not isinstance(button, ChipButton):
            press(button, Key.Key_Return)
            assert len(said.words) == 2
        assert said.words


TABS = (MainTab("a", "Overview", "layout-dashboard"), MainTab("b", "Timeline", "clock"), MainTab("c", "Actions", "x"))


def test_tabs_say_their_names_counts_and_gaps_to_screen_readers(qtbot: QtBot) -> None:
    tabs = MainTabs(TABS)
    window(qtbot, tabs)
    tabs.set_count("b", "14")
    tabs.set_count("c", "7", 3)
    assert [tabs.accessibleTabName(at) for at in range(3)] == ["Overview", "Timeline, 14", "Actions, 7, 3 gaps"]
    seen = QAccessible.queryAccessibleInterface(tabs)
    assert seen is not None
    assert seen.childCount() >= 3


def test_tabs_speak_only_of_a_person(qtbot: QtBot) -> None:
    tabs = MainTabs(TABS)
    window(qtbot, tabs)
    said = Said()
    tabs.edited.connect(said.hear)
    tabs.show_value("b")
    tabs.set_tabs(TABS[1:])
    assert (tabs.value, said.words) == ("b", [])
    tabs.setFocus()
    press(tabs, Key.Key_Right)
    assert (tabs.value, said.words) == ("c", ["c"])


def test_tabs_leave_their_icons_out_where_it_is_narrow(qtbot: QtBot) -> None:
    tabs = MainTabs(TABS)
    host = window(qtbot, tabs)
    wide = tabs.tabSizeHint(0).width()
    host.resize(260, 100)
    qtbot.waitUntil(lambda: tabs.tabSizeHint(0).width() < wide)
    assert tabs.height() == 40


def test_a_banner_is_reached_by_keyboard_and_esc_closes_it(qtbot: QtBot) -> None:
    banner = Banner("error", "This file is no postmortem.")
    keep = banner.add_button("Keep mine")
    window(qtbot, banner, LineField("x"))
    said = Said()
    banner.closed.connect(said.hear)
    assert banner.accessibleName() == "This file is no postmortem."
    keep.setFocus()
    press(keep, Key.Key_Escape)
    assert banner.isHidden()
    assert len(said.words) == 1


# ── Painted things ───────────────────────────────────────────────────────────────────────────────


def test_painted_marks_say_what_they_show_and_take_the_room_that_they_need(qtbot: QtBot) -> None:
    marks = (
        (Chip("In review", "violet", "eye"), "In review"),
        (SeverityBlock("P1"), "Severity P1"),
        (PriorityMark("P2"), "Priority P2"),
        (KeyCap("Ctrl K"), "Key Ctrl K"),
    )
    window(qtbot, *(mark for mark, _ in marks))
    for mark, name in marks:
        assert mark.accessibleName() == name
        assert mark.size() == mark.sizeHint()
        assert not mark.grab().isNull()


@pytest.mark.parametrize(
    ("severity", "hue", "short"),
    [
        ("P0", "red", "P0"),
        ("SEV-1", "red", "1"),
        ("Sev2", "amber", "2"),
        ("sev 3", "grey", "3"),
        ("SEV-", "grey", "SEV-"),
        ("Severe", "grey", "Severe"),
        ("minor", "grey", "minor"),
        ("", "grey", "–"),
    ],
)
def test_severities_of_any_team_have_a_hue(severity: str, hue: str, short: str) -> None:
    assert looks.severity_hue(severity) == hue
    assert looks.severity_short(severity) == short


def test_a_text_is_broken_into_lines_and_the_last_one_is_elided(qapp: QApplication) -> None:
    font = Theme().font()
    lines = painting.wrapped("🙂 one two three four five six seven eight nine ten", font, 90, 2)
    assert len(lines) == 2
    assert lines[0].startswith("🙂 one")
    assert lines[1].endswith("…")
    assert painting.wrapped("short", font, 90, 2) == ["short"]
    assert painting.wrapped("", font, 90, 2) in ([], [""])


def test_cards_and_empty_states_take_words_as_they_are(qtbot: QtBot) -> None:
    card = Card("Timeline", "<b>14</b> rows")
    empty = EmptyState("clock", "No events yet", "Type 14:32 <i>what happened</i>.")
    window(qtbot, card, empty)
    assert card.subtitle.textFormat() == Qt.TextFormat.PlainText
    assert empty.accessibleName() == "No events yet. Type 14:32 <i>what happened</i>."
    assert card.childAt(QPoint(20, 20)) is not None


def test_a_megabyte_is_cut_to_its_two_ends_before_it_is_measured(qtbot: QtBot) -> None:
    label = ElidedLabel("first " + "*a[`_" * 200_000 + " last", mode=Qt.TextElideMode.ElideMiddle)
    label.resize(200, 20)
    started = process_time()
    shown = label.shown_text
    assert process_time() - started < 0.5
    assert shown.startswith("first")
    assert shown.endswith("last")
    assert len(label.text()) == 1_000_011


def test_words_without_room_end_in_an_ellipsis_and_stay_whole_for_everybody_else(qtbot: QtBot) -> None:
    label = ElidedLabel("The order of things that nobody has seen from here", "strong")
    label.setFixedWidth(120)
    window(qtbot, label)
    assert label.shown_text.endswith("…")
    assert label.text().endswith("from here")
    label.setFixedWidth(label.sizeHint().width())
    assert label.shown_text == label.text()


def test_a_word_without_an_end_is_broken_and_stays_whole_for_everybody_else(qtbot: QtBot) -> None:
    word = "y" * 400
    label = Label(f"before {word}", wrap=True)
    window(qtbot, label)
    assert label.minimumSizeHint().width() < 400
    assert label.text() == f"before {word}"


def test_a_severity_of_many_words_takes_no_more_room_than_it_is_worth(qtbot: QtBot) -> None:
    assert SeverityBlock("one and a half, until somebody decides").sizeHint().width() < 160
