from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Box, Boxes, Head, Heading, Item, Items, Layout, Lines, Table, TableRow
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.ui.markdown_view import MarkdownView
from postmortem_gui.ui.nearness import line_of
from postmortem_gui.ui.theme import Theme, apply_theme

LONG = "\n".join(f"| 14:{n:02d} | event **{n}** |" for n in range(300))


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())


def fresh(qtbot: QtBot, text: str = "") -> MarkdownView:
    view = MarkdownView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    QTest.qWaitForWindowActive(view)
    view.show_text(text)
    return view


def shown(view: MarkdownView) -> str:
    return view.document().toRawText().replace("\u2029", "\n")


LINES = st.lists(st.sampled_from(["", "a", "b", "# c", "| d |", "🙂", "x\u00a0y"]), max_size=8).map("\n".join)


@given(texts=st.lists(LINES, max_size=5))
def test_after_any_changes_the_text_is_shown_to_the_character(qapp: QApplication, texts: list[str]) -> None:
    view = MarkdownView()
    for text in texts:
        view.show_text(text)
        assert shown(view) == text
        assert view.line_count == text.count("\n") + 1


def test_only_the_line_that_changed_is_replaced_so_scroll_and_selection_stay(qtbot: QtBot) -> None:
    view = fresh(qtbot, LONG)
    view.verticalScrollBar().setValue(100)
    cursor = view.document().find("event **120**")
    view.setTextCursor(cursor)
    scroll = view.verticalScrollBar().value()
    written: list[int] = []
    view.document().contentsChange.connect(lambda at, gone, come: written.append(come))
    view.show_text(LONG.replace("event **4**", "another **4**"))
    assert max(written) < 60
    assert view.verticalScrollBar().value() == scroll
    assert view.textCursor().selectedText() == "event **120**"


def test_a_line_is_revealed_and_marked(qtbot: QtBot) -> None:
    view = fresh(qtbot, LONG)
    view.reveal_line(250)
    assert view.marked_line == 250
    box = view.line_box(250)
    assert 0 <= box.top() < view.viewport().height()
    colour = view.viewport().grab().toImage().pixelColor(int(box.right()) - 3, int(box.top()) + 3)
    assert colour == Theme().color("accent_soft")
    view.reveal_line(0)
    assert view.line_box(view.marked_line).isNull()
    view.reveal_line(9999)
    assert view.marked_line == 0


def test_everything_is_copied_exactly(qtbot: QtBot) -> None:
    text = "# A\n\nnon\u00a0breaking 🙂\n" + "x" * 50_000
    view = fresh(qtbot, text)
    with qtbot.waitSignal(view.copied):
        view.copy_all()
    assert QGuiApplication.clipboard().text() == text


def test_what_is_selected_can_be_copied_alone(qtbot: QtBot) -> None:
    view = fresh(qtbot, "one\ntwo\nthree")
    cursor = view.document().find("two")
    view.setTextCursor(cursor)
    view.copy_all()
    assert QGuiApplication.clipboard().text() == "two"


def test_nothing_can_be_typed_and_tab_leaves(qtbot: QtBot) -> None:
    view = fresh(qtbot, "one")
    view.setFocus()
    QTest.keyClicks(view, "xyz")
    assert shown(view) == "one"
    assert view.tabChangesFocus()


def test_headings_bold_words_links_and_rules_have_their_colours(qtbot: QtBot) -> None:
    view = fresh(qtbot, "# Head\n🙂 a **bold** [words](https://x.example) |\n| --- |")
    colours = Theme()

    def colour(line: int, word: str) -> str:
        block = view.document().findBlockByNumber(line)
        at = len(block.text()[: block.text().index(word)].encode("utf-16-le")) // 2
        for span in block.layout().formats():
            start, length = span.start, span.length
            if start <= at < start + length:
                return span.format.foreground().color().name()
        return ""

    assert colour(0, "Head") == colours.color("accent_text").name()
    assert colour(1, "bold") == colours.color("text").name()
    assert colour(1, "words") == colours.color("accent_text").name()
    assert colour(1, "https") == colours.color("text3").name()
    assert colour(2, "---") == colours.color("text3").name()
    assert colour(1, "a ") == ""


def test_a_line_of_a_megabyte_is_shown_in_part_and_kept_whole(qtbot: QtBot) -> None:
    view = fresh(qtbot, "y" * 1_000_000 + "\nend")
    view.viewport().grab()
    assert len(shown(view)) < 30_000
    assert view.text == "y" * 1_000_000 + "\nend"
    view.moveCursor(QTextCursor.MoveOperation.End)


def test_a_place_leads_to_its_line() -> None:
    layout = Layout(
        "T",
        (
            Heading("h", Place("facts", "title"), 1, "T"),
            Items(
                "i", None, (Item("a", (Item("b", place=Place("facts", "b")),)), Item("c", place=Place("facts", "c")))
            ),
            Lines("l", Place("sections", "summary"), ("one", "two")),
            Boxes("x", None, (Box("p", True), Box("q", False, Place("publication", "q")))),
            Table("t", Place("timeline"), (Head("A"),), (TableRow(("1",), Place("timeline", "r1")),)),
        ),
    )
    lines = document_markdown(layout).split("\n")
    for place, line in {
        "facts/title": "# T",
        "facts/b": "  - b",
        "facts/c": "- c",
        "sections/summary/text": "one\\",
        "publication/q/done": "- [ ] q",
        "timeline/r1/event": "| 1 |",
        "timeline/gone": "| A |",
    }.items():
        at = line_of(layout, Place.of(place))
        assert lines[at - 1].removeprefix("* ").removeprefix("- ") == line.removeprefix("- "), place
    assert line_of(layout, Place("actions", "a1")) == 0


def test_the_view_shows_what_would_be_written(qtbot: QtBot) -> None:
    layout = Layout("T", (Heading("h", Place("facts", "title"), 1, "T"), Lines("l", None, ("a",))))
    view = fresh(qtbot)
    view.show_layout(layout)
    view.reveal(Place("facts", "title"))
    assert view.text == document_markdown(layout)
    assert view.marked_line == 1
