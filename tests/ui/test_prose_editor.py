from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postmortem_gui.ui.prose_editor import ProseEditor
from postmortem_gui.ui.prose_field import units
from tests.ui.pages import CONTROL, Key


def editor(qtbot: QtBot, text: str, start: int, end: int) -> ProseEditor:
    field = ProseEditor("Summary")
    qtbot.addWidget(field)
    field.show_value(text)
    select(field, start, end)
    return field


def select(field: ProseEditor, start: int, end: int) -> None:
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("text", "start", "end", "key", "after", "selected"),
    [
        ("label printing", 0, 5, Key.Key_B, "**label** printing", "label"),
        ("**label** printing", 2, 7, Key.Key_B, "label printing", "label"),
        ("**label** printing", 0, 9, Key.Key_B, "label printing", "label"),
        ("label printing", 0, 5, Key.Key_I, "*label* printing", "label"),
        ("*label* printing", 1, 6, Key.Key_I, "label printing", "label"),
        ("**label** printing", 2, 7, Key.Key_I, "***label*** printing", "label"),
        ("label printing", 8, 8, Key.Key_B, "label **printing**", "printing"),
        ("see deploy 512 there", 4, 14, Key.Key_L, "see [deploy 512]() there", ""),
        ("https://x.example/1", 0, 19, Key.Key_L, "[](https://x.example/1)", ""),
        ("", 0, 0, Key.Key_L, "[]()", ""),
        ("🙂 label", 3, 8, Key.Key_B, "🙂 **label**", "label"),
    ],
)
def test_keys_mark_what_is_selected_and_take_the_marks_away_again(
    qtbot: QtBot, text: str, start: int, end: int, key: Key, after: str, selected: str
) -> None:
    field = editor(qtbot, text, start, end)
    QTest.keyClick(field, key, CONTROL)
    assert field.value == after
    assert field.textCursor().selectedText() == selected


def test_the_caret_of_a_new_link_is_where_the_rest_is_typed(qtbot: QtBot) -> None:
    field = editor(qtbot, "deploy 512", 0, 10)
    QTest.keyClick(field, Key.Key_L, CONTROL)
    QTest.keyClicks(field, "https://x.example")
    assert field.value == "[deploy 512](https://x.example)"
    field = editor(qtbot, "https://x.example", 0, 17)
    QTest.keyClick(field, Key.Key_L, CONTROL)
    QTest.keyClicks(field, "here")
    assert field.value == "[here](https://x.example)"


def test_a_text_that_may_not_be_changed_is_not(qtbot: QtBot) -> None:
    field = editor(qtbot, "label", 0, 5)
    field.setReadOnly(True)
    QTest.keyClick(field, Key.Key_B, CONTROL)
    assert field.value == "label"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet="ab *🙂\n_", max_size=12),
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from(["**", "*"]),
)
def test_marking_never_loses_a_word(qtbot: QtBot, text: str, start: int, end: int, mark: str) -> None:
    field = editor(qtbot, text, 0, 0)
    select(field, units(text[:start]), units(text[:end]))  # a caret is never inside a character
    plain = text.replace("*", "")
    field.wrap(mark)
    assert field.value.replace("*", "") == plain
    field.wrap(mark)
    assert field.value.replace("*", "") == plain
