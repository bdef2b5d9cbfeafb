from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QTextCursor, QTextDocument, QTextTable, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import (
    Block,
    Box,
    Boxes,
    FrontMatter,
    Head,
    Heading,
    Item,
    Items,
    Layout,
    Lines,
    Prose,
    Table,
    TableRow,
)
from postmortem_gui.ui.preview import Preview
from postmortem_gui.ui.preview_columns import column_widths
from postmortem_gui.ui.preview_pieces import LONGEST_RUN, RUN, cut
from postmortem_gui.ui.preview_spans import Span, breakable, spans, unbroken
from postmortem_gui.ui.preview_style import MARGIN
from postmortem_gui.ui.theme import Theme, apply_theme

HEADS = (Head("Time", "", 20), Head("Event", "", 80))


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())


def row(n: int, text: str = "", *, day: bool = False) -> TableRow:
    cells = (f"**{text}**", "") if day else (f"14:{n % 60:02d}", text or f"event *{n}*")
    return TableRow(cells, Place("timeline", f"t{n}"), day)


def timeline(count: int) -> Table:
    return Table("timeline", Place("timeline"), HEADS, tuple(row(n) for n in range(count)))


def layout(*blocks: Block) -> Layout:
    return Layout("Title", blocks)


def document(rows: int = 5) -> Layout:
    return layout(
        Heading("title", Place("facts", "title"), 1, "Checkout **failed**"),
        Items(
            "facts",
            None,
            (
                Item("**ID:** INC-1", place=Place("facts", "incident_id")),
                Item("**Services:** a", (Item("below"),), Place("facts", "affected_services")),
            ),
        ),
        Prose("summary", Place("sections", "summary"), "One paragraph.\n\n> quoted\n\n- a\n- b\n\n`code`"),
        Heading("h-timeline", Place("timeline"), 2, "Timeline"),
        timeline(rows),
        Boxes("boxes", None, (Box("Posted", True, Place("publication", "posted")), Box("Linked", False))),
    )


def with_block(shown: Layout, block: Block) -> Layout:
    return replace(shown, blocks=tuple(block if old.key == block.key else old for old in shown.blocks))


def words(preview: Preview) -> list[str]:
    """What is on the page, line by line, without the empty lines that Qt wants between frames."""
    return [line for line in re.split("[\u2029\ufdd0\ufdd1]", preview.document().toRawText()) if line]


def fresh(qtbot: QtBot, *, show: bool = True) -> Preview:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(560, 500)
    if show:
        preview.show()
    return preview


def shown_anew(shown: Layout) -> list[str]:
    other = Preview()
    other.show_layout(shown)
    other.flush()
    return words(other)


# ── What is shown ────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_block_is_on_the_page(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(
        layout(
            FrontMatter("fm", None, (("name", "x"),)),
            Heading("h", None, 1, "Title *here*"),
            Lines("l", None, ("first", "# second"), apart=False),
            Lines("m", None, ("third", "fourth"), apart=True),
            Items("i", None, (Item("one", (Item("deeper"),)), Item("two")), numbered=True),
            Boxes("b", None, (Box("done", True), Box("open", False))),
            Prose("p", None, "a\nb\n\n```\ncode\n```\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\n1. n\n- [x] t\n\n---"),
            Table("t", None, HEADS, (row(1, "2026-11-17", day=True), row(2, "with<br>break"))),
        )
    )
    assert words(preview) == [
        *("---\u2028name: x\u2028---", "Title here", "first\u2028# second", "third", "fourth"),
        *("one", "deeper", "two", "☑\u2002done", "☐\u2002open"),
        *("a b", "code", "x", "y", "1", "2", "n", "☑\u2002t"),
        *("Time", "Event", "2026-11-17", "14:02", "with\u2028break"),
    ]


def test_inline_marks_become_looks_and_links(qtbot: QtBot) -> None:
    assert spans("a **b *c*** `d` ~~e~~ [f](https://x.example)") == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" "),
        Span("d", code=True),
        Span(" "),
        Span("e", struck=True),
        Span(" "),
        Span("f", link="https://x.example"),
    )
    assert spans("[x](javascript:alert(1)) <b>raw</b>")[0].link == ""
    assert "".join(span.text for span in spans("<b>raw</b> & *")) == "<b>raw</b> & *"


def test_columns_are_as_wide_in_every_run_and_nothing_scrolls_sideways(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(100))
    preview.flush()
    tables = [frame for frame in preview.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert len(tables) == 3
    edges = set()
    for table in tables:
        box = preview.cursorRect(table.cellAt(1, 1).firstCursorPosition())
        edges.add(box.left())
    assert len(edges) == 1
    assert preview.horizontalScrollBar().maximum() == 0
    assert preview.document().size().width() <= preview.viewport().width()


# ── Keeping up ───────────────────────────────────────────────────────────────────────────────────

TEXTS = st.sampled_from(["", "plain", "**bold**", "a [link](https://x.example)", "🙂 `c`", "two<br>lines"])
ROWS = st.lists(st.builds(row, st.integers(0, 9), TEXTS, day=st.sampled_from([False, False, False, True])), max_size=5)
BLOCKS = st.one_of(
    st.builds(lambda level, text: Heading("h", None, level, text), st.integers(1, 4), TEXTS),
    st.builds(lambda text: Prose("p", Place("sections", "p"), text), st.sampled_from(["x", "> q\n\n- a\n- b", "y"])),
    st.builds(lambda lines: Lines("l", None, tuple(lines)), st.lists(TEXTS, min_size=1, max_size=3)),
    st.builds(lambda texts: Items("i", None, tuple(Item(t) for t in texts)), st.lists(TEXTS, min_size=1, max_size=3)),
    st.builds(lambda rows: Table("t", Place("timeline"), HEADS, tuple(rows)), ROWS),
    st.builds(lambda rows: Table("u", None, (Head("One", "", 100),), tuple(rows)), ROWS),
)


@settings(max_examples=60)
@given(layouts=st.lists(st.lists(BLOCKS, max_size=5, unique_by=lambda block: block.key), min_size=1, max_size=4))
def test_after_any_changes_the_page_is_what_it_would_be_anew(qapp: QApplication, layouts: list[list[Block]]) -> None:
    preview = Preview()
    for blocks in layouts:
        preview.show_layout(layout(*blocks))
        preview.flush()
        assert words(preview) == shown_anew(layout(*blocks))


@settings(max_examples=60)
@given(data=st.data())
def test_runs_of_a_table_stay_where_rows_stay(qapp: QApplication, data: st.DataObject) -> None:
    rows = [row(n) for n in range(data.draw(st.integers(0, 3 * RUN)))]
    pieces = cut(layout(Table("t", None, HEADS, tuple(rows))))
    for _ in range(3):
        at = data.draw(st.integers(0, len(rows)))
        change = data.draw(st.sampled_from(["add", "remove", "change", "many"]))
        if change == "add":
            rows.insert(at, row(999))
        elif change == "many":
            rows[at:at] = [row(1000 + n) for n in range(LONGEST_RUN + 5)]
        elif rows[at : at + 1]:
            rows[at : at + 1] = [] if change == "remove" else [row(at, "other")]
        before = pieces
        pieces = cut(layout(Table("t", None, HEADS, tuple(rows))), before)
        tables = [piece.block for piece in pieces if isinstance(piece.block, Table)]
        assert [one for table in tables for one in table.rows] == rows
        assert [piece.first for piece in pieces] == [True, *([False] * (len(pieces) - 1))]
        assert [piece.last for piece in pieces] == [*([False] * (len(pieces) - 1)), True]
        assert all(len(table.rows) <= LONGEST_RUN for table in tables)
        assert len({piece.key for piece in pieces}) == len(pieces)
        assert len({piece.key for piece in pieces} - {piece.key for piece in before}) <= 5


def test_a_row_that_changes_is_written_alone(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    shown = document(100)
    preview.show_layout(shown)
    preview.flush()
    written: list[tuple[int, int]] = []
    preview.document().contentsChange.connect(lambda at, gone, come: written.append((gone, come)))
    rows = list(timeline(100).rows)
    rows[50] = row(50, "another")
    preview.show_layout(with_block(shown, replace(timeline(100), rows=tuple(rows))))
    assert sum(come for _, come in written) < 60
    assert "another" in words(preview)


def test_the_first_load_shows_the_top_at_once_and_the_rest_in_steps(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(2000))
    assert "Checkout failed" in words(preview)
    assert "☐\u2002Linked" not in words(preview)
    qtbot.waitUntil(lambda: "☐\u2002Linked" in words(preview))
    qtbot.waitUntil(lambda: not preview._more.isActive())
    assert words(preview) == shown_anew(document(2000))


def test_a_change_while_it_loads_is_shown_too(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(1000))
    changed = with_block(document(1000), Heading("title", None, 1, "Another title"))
    preview.show_layout(changed)
    assert words(preview)[0] == "Another title"
    preview.flush()
    assert words(preview) == shown_anew(changed)


def test_the_reader_stays_where_they_read_when_something_grows_above(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    shown = document(200)
    preview.show_layout(shown)
    preview.flush()
    preview.verticalScrollBar().setValue(1500)
    read = preview.cursorForPosition(QPoint(100, 10)).block().text()
    preview.show_layout(with_block(shown, Prose("summary", None, "\n\n".join(["more"] * 30))))
    assert preview.cursorForPosition(QPoint(100, 10)).block().text() == read
    assert preview.verticalScrollBar().value() > 1800


def test_what_is_selected_stays_selected(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    shown = document(20)
    preview.show_layout(shown)
    cursor = preview.document().find("One paragraph.")
    preview.setTextCursor(cursor)
    preview.show_layout(with_block(shown, Heading("title", None, 1, "A longer title than before")))
    assert preview.textCursor().selectedText() == "One paragraph."


# ── Looks ────────────────────────────────────────────────────────────────────────────────────────


def ink_of(preview: Preview, text: str) -> QColor:
    cursor = preview.document().find(text)
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat().foreground().color()


def test_another_theme_changes_the_colours_and_not_the_words(qapp: QApplication, qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(300))
    preview.flush()
    before = words(preview)
    apply_theme(qapp, Theme("dark"))
    assert ink_of(preview, "One paragraph") == Theme("dark").color("text")
    preview.flush()
    assert ink_of(preview, "Linked") == Theme("dark").color("text")
    assert words(preview) == before
    shown = preview.grab().toImage()
    assert shown.pixelColor(2, 100) == Theme("dark").color("canvas")
    assert shown.pixelColor(20, 5) == Theme("dark").color("paper")


@pytest.mark.parametrize("down", [0.2, 0.5, 0.8])
def test_the_reader_stays_where_they_read_when_the_theme_changes(qapp: QApplication, qtbot: QtBot, down: float) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(60))
    preview.flush()
    bar = preview.verticalScrollBar()
    bar.setValue(round(bar.maximum() * down))
    read = preview.cursorForPosition(QPoint(60, 40)).block().text()
    for name in ("dark", "light"):
        apply_theme(qapp, Theme(name))
        preview.flush()
        assert preview.cursorForPosition(QPoint(60, 40)).block().text() == read


def test_zoom_makes_words_larger(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document())
    size = preview.document().find("One paragraph").charFormat().font().pixelSize()
    preview.set_zoom(2.0)
    preview.flush()
    assert preview.document().find("One paragraph").charFormat().font().pixelSize() == 2 * size


def test_the_page_is_never_wider_than_a_line_can_be_read(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.resize(1600, 500)
    assert preview.viewport().width() < 700
    left, right = preview.viewport().x(), preview.width() - preview.viewport().geometry().right()
    assert abs(left - right) < 4


NASTY = (
    Prose("word", None, "a" * 5000),
    Prose("code", None, "```sql\nSELECT " + "column_with_a_long_name, " * 60 + "\n```\n\n    " + "x" * 400),
    Prose("inline", None, "`" + "y" * 300 + "` and https://example.com/" + "z/" * 200),
    Prose("quotes", None, "> " * 12 + "w" * 300),
    Prose("list", None, "".join(f"{'  ' * n}- {'v' * 120}\n" for n in range(8))),
    Prose("table", None, "|" + "head|" * 14 + "\n|" + "-|" * 14 + "\n|" + f"{'u' * 60}|" * 14),
    Prose("picture", None, "![wide](pm:wide)"),
    Table("wide", None, tuple(Head(f"Column {n}" * 3, "", 8) for n in range(8)), (TableRow(("t" * 90,) * 8),)),
    FrontMatter("fm", None, (("name", "s" * 300),)),
    Boxes("b", None, (Box("r" * 300, True),)),
)


@pytest.mark.parametrize(("width", "zoom"), [(340, 1.0), (480, 1.0), (480, 1.75), (900, 1.0), (900, 1.75)])
def test_whatever_is_written_nothing_is_wider_than_the_page(
    qtbot: QtBot, tmp_path: Path, width: int, zoom: float
) -> None:
    preview = fresh(qtbot)
    preview.set_zoom(zoom)
    preview.resize(width, 500)
    picture = QImage(3000, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(tmp_path / "wide.png"))
    preview.set_attachments({"wide": (tmp_path / "wide.png").read_bytes()})
    for block in NASTY:
        preview.show_layout(layout(Heading("title", None, 1, "Long" * 60), block))
        preview.flush()
        # A table has its columns rounded up to whole pixels, and may take those from the margin.
        most = preview.viewport().width() + round(MARGIN * zoom) // 2
        assert preview.document().documentLayout().documentSize().width() <= most, block.key
        assert preview.horizontalScrollBar().maximum() == 0, block.key


def test_the_title_is_smaller_where_the_page_is_narrow_and_nothing_else_is(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.resize(560, 500)
    preview.show_layout(document())
    preview.flush()

    def sizes() -> tuple[int, int]:
        title, heading = (preview.document().find(text).charFormat().font() for text in ("Checkout", "Timeline"))
        return title.pixelSize(), heading.pixelSize()

    assert sizes() == (24, 19)
    preview.resize(440, 500)
    assert sizes() == (22, 19)
    assert words(preview) == shown_anew(document())
    preview.resize(560, 500)
    assert sizes() == (24, 19)


# ── Places ───────────────────────────────────────────────────────────────────────────────────────


def click(preview: Preview, text: str) -> None:
    cursor = preview.document().find(text)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 1)
    preview.setTextCursor(QTextCursor(preview.document()))
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().value() + preview.cursorRect(cursor).top() - 50)
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=preview.cursorRect(cursor).center())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Checkout", "facts/title"),
        ("INC-1", "facts/incident_id"),
        ("below", "facts/affected_services"),
        ("quoted", "sections/summary"),
        ("event 3", "timeline/t3"),
        ("Posted", "publication/posted"),
    ],
)
def test_a_click_leads_to_the_place_of_what_was_clicked(qtbot: QtBot, text: str, place: str) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document())
    with qtbot.waitSignal(preview.place_clicked) as clicked:
        click(preview, text)
    assert clicked.args == [Place.of(place)]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("timeline/t150/event", "event 150"),
        ("publication/posted/done", "☑\u2002Posted"),
        ("sections/summary/text", "One paragraph."),
        ("timeline/t_new/event", "Timeline"),
    ],
)
def test_revealing_a_place_brings_it_into_view_and_marks_it(qtbot: QtBot, place: str, text: str) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(300))
    preview.flush()
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum() // 4)
    preview.reveal(Place.of(place))
    box = preview._marked_box()
    cursor = preview.document().find(text)
    assert preview.viewport().rect().intersects(box)
    assert box.adjusted(0, -2, 0, 2).contains(preview.cursorRect(cursor).center())
    marked = preview.viewport().grab().toImage().pixelColor(box.left() + 2, max(box.top() + 4, 1))
    assert marked == Theme().color("selected")


def test_a_reader_who_scrolled_is_left_alone_for_three_seconds(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    now = [100.0]
    preview.reading.clock = lambda: now[0]
    preview.show_layout(document(300))
    preview.flush()
    bar = preview.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    stayed = bar.value()
    preview.reveal(Place.of("timeline/t150/event"))
    assert bar.value() == stayed
    now[0] += 3.1
    preview.reveal(Place.of("timeline/t150/event"))
    assert bar.value() > stayed
    assert preview.viewport().rect().intersects(preview._marked_box())


def test_turning_the_wheel_and_keys_are_reading_and_what_the_program_scrolls_is_not(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    now = [100.0]
    preview.reading.clock = lambda: now[0]
    preview.show_layout(document(300))
    preview.flush()
    preview.verticalScrollBar().setValue(50)
    assert not preview.reading.goes_on
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.reading.goes_on
    now[0] += 5
    assert not preview.reading.goes_on
    middle = QPointF(preview.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        preview.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(preview.viewport(), wheel)
    assert preview.reading.goes_on


@pytest.mark.parametrize("apart", [False, True])
def test_a_line_with_a_place_of_its_own_is_clicked_and_marked_by_itself(qtbot: QtBot, apart: bool) -> None:
    places = (Place("timeline", "t1"), Place("timeline", "t2"), Place("timeline", "t3"))
    lines = Lines("told", Place("timeline"), ("the first", "the second", "the third"), apart, places)
    preview = fresh(qtbot)
    preview.show_layout(layout(Heading("h", Place("timeline"), 2, "Timeline"), lines))
    with qtbot.waitSignal(preview.place_clicked) as clicked:
        click(preview, "second")
    assert clicked.args == [places[1]]
    preview.reveal(Place("timeline", "t3", "event"))
    box = preview._marked_box()
    inside = [
        box.contains(preview.cursorRect(preview.document().find(words)).center()) for words in ("second", "third")
    ]
    assert inside == [False, True]


def test_a_place_is_revealed_as_soon_as_the_page_is_filled_as_far_as_it(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(400))
    preview.reveal(Place("publication", "posted"))
    assert preview._marked_box().isNull(), "it is not there yet"
    preview.flush()
    assert preview.viewport().rect().intersects(preview._marked_box())
    preview.verticalScrollBar().setValue(0)
    preview.show_layout(document(401))
    assert preview.verticalScrollBar().value() == 0, "once is enough"


def test_a_place_that_is_not_on_the_page_marks_nothing_and_moves_nothing(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(document(100))
    preview.verticalScrollBar().setValue(300)
    preview.reveal(Place("actions", "a1"))
    assert preview.verticalScrollBar().value() == 300
    assert preview._marked_box().isNull()


# ── Nothing gets in, nothing gets out ────────────────────────────────────────────────────────────


def test_an_image_that_was_handed_in_is_shown_and_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(secret))
    preview = fresh(qtbot)
    preview.set_attachments({"a_1": secret.read_bytes(), "a_bad": b"no image"})
    text = f"![seen](pm:a_1) ![gone](pm:a_2) ![bad](pm:a_bad) ![file]({secret.as_uri()}) ![web](https://x.example/y)"
    preview.show_layout(layout(Prose("p", None, text)))
    shown = words(preview)[0]
    assert shown.count("\ufffc") == 1
    assert "gone" in shown
    assert "bad" in shown
    assert "web" in shown
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in (secret.as_uri(), str(secret), "https://x.example/y.png", "pm:a_2"):
        loaded = preview.loadResource(kind, QUrl(name))
        assert isinstance(loaded, QImage)
        assert (loaded.width(), loaded.height()) == (1, 1)
    loaded = preview.loadResource(kind, QUrl("pm:a_1"))
    assert isinstance(loaded, QImage)
    assert loaded.width() == 40


@pytest.mark.parametrize(
    ("address", "opens"), [("https://x.example/a", True), ("mailto:a@x.example", True), ("#part", False)]
)
def test_links_open_on_a_click_only_and_only_addresses_that_are_safe(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str, opens: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    preview = fresh(qtbot)
    preview.show_layout(layout(Lines("l", Place("facts", "x"), (f"go [there]({address})",))))
    assert opened == []
    with qtbot.waitSignal(preview.link_clicked) as clicked:
        click(preview, "there")
    assert clicked.args == [address]
    assert opened == ([address] if opens else [])


def test_words_without_an_end_and_quotes_without_a_bottom_are_shown_at_once(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    preview.show_layout(
        layout(
            Prose("p", None, "x" * 1_000_000),
            Prose("q", None, "> " * 60 + "deep"),
            Table("t", None, HEADS, (TableRow(("y" * 50_000, "z" * 300)),)),
        )
    )
    preview.viewport().grab()
    assert preview.document().size().width() <= preview.viewport().width()
    preview.selectAll()
    copied = preview.createMimeDataFromSelection().text()
    assert "x" * 1_000_000 in copied
    assert "y" * 50_000 in copied


@given(text=st.text(max_size=400))
def test_breaking_up_a_long_word_loses_no_character(text: str) -> None:
    text = text.replace("\u200b", "")
    assert unbroken(breakable(text * 3)) == text * 3


def test_the_preview_has_a_name_for_screen_readers_and_for_automation(qtbot: QtBot) -> None:
    preview = fresh(qtbot)
    assert preview.objectName() == "preview"
    assert preview.accessibleName() == "Preview of the document"


@given(
    wishes=st.lists(st.integers(0, 60), min_size=1, max_size=9),
    cells=st.lists(st.sampled_from(["A1", "2026-11-20", "[PLAT-1093](https://x.example/a)", "some more words here"])),
    room=st.integers(200, 576),
)
def test_columns_fill_the_page_and_none_vanishes(
    qapp: QApplication, wishes: list[int], cells: list[str], room: int
) -> None:
    heads = tuple(Head(f"H{at}", "", wish) for at, wish in enumerate(wishes))
    widths = column_widths(heads, [TableRow(tuple(cells))], room)
    assert len(widths) == len(heads)
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert min(widths) > 1.5


def test_a_date_is_not_broken_because_a_template_gives_it_little_room(qapp: QApplication) -> None:
    heads = (Head("ID", "", 4), Head("Due", "", 6), Head("Description", "", 90))
    widths = column_widths(heads, [TableRow(("A1", "2026-11-20", "a long text"))], 500)
    assert widths[1] * 500 / 100 > 70
    assert widths[2] > 70


def test_on_a_narrow_page_short_words_stay_whole(qapp: QApplication) -> None:
    heads = (Head("ID"), Head("Description"), Head("Owner"), Head("Ticket"), Head("Due"), Head("Priority"))
    row = TableRow(("A1", "Something to do", "Kirsikka Lahtinen", "PLAT-1093", "2026-11-20", "P1"))
    widths = column_widths(heads, [row], 280)
    assert widths[0] * 280 / 100 > 20
    assert sum(widths) == pytest.approx(100, abs=0.1)


def test_beside_the_editor_of_a_small_screen_an_action_item_keeps_room_for_its_description(qapp: QApplication) -> None:
    names = ("ID", "Description", "Owner", "Ticket", "Due", "Priority", "Status")
    heads = tuple(Head(name, "", width) for name, width in zip(names, (5, 35, 14, 13, 12, 9, 12), strict=True))
    row = TableRow(("A1", "Something to do", "Dmytro Kovalenko", "PLAT-1093", "2026-11-20", "P1", "in progress"))
    widths = column_widths(heads, [row], 448)
    assert widths[1] == max(widths)
    assert widths[1] * 448 / 100 > 120
