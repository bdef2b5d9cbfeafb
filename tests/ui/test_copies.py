"""Copies for a chat, a wiki and a repository: what is asked for, as the preview shows it, and a word about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render.blocks import FrontMatter, Heading, Item, Items, Layout, Lines, Table
from postmortem_gui.render.layout import lay_out
from postmortem_gui.storage.library import SHIPPED
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.copied import rows, section, whole
from postmortem_gui.ui.copy_commands import COPY_COMMANDS
from postmortem_gui.ui.grid_page import GridPage
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.workspace import Workspace
from tests.render.pdfs import example
from tests.render.test_golden import template


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def run(window: MainWindow, command: str) -> QMimeData:
    next(each for each in COMMANDS if each.id == command).do(window)
    return QGuiApplication.clipboard().mimeData()


def on(window: MainWindow, tab: str) -> Workspace:
    assert window.workspace is not None
    window.workspace.show_tab(tab)
    return window.workspace


def select(work: Workspace, count: int) -> None:
    page = work.page
    assert isinstance(page, GridPage)
    page.grid.setCurrentIndex(page.grid.rows_model.index(0, 1))
    page.grid.select_rows([row.id for row in page.grid.rows_model.rows[:count]])


def said(window: MainWindow) -> str:
    return window.messages.log.newest_first[0].message.sentence


# ── What is taken ──


def test_a_section_reaches_to_the_next_heading_that_is_no_deeper() -> None:
    layout = lay_out(example())
    found = section(layout, Place("timeline", example().timeline[3].id, "event"))
    assert [type(block) for block in found.blocks] == [Heading, Table]
    assert found.told == "Timeline (UTC), 23 rows"
    impact = section(layout, Place("facts", "customers_affected"))
    assert impact.name == "Customer impact"
    assert not [block for block in impact.blocks[1:] if isinstance(block, Heading) and block.level <= 2]


def test_what_stands_before_the_first_section_is_one_of_its_own() -> None:
    layout = lay_out(example())
    found = section(layout, Place("facts", "title"))
    assert found.blocks[0] is layout.blocks[0]
    assert not isinstance(found.blocks[-1], Heading)
    front = section(lay_out(example(), template("changeset")), Place("facts", "nothing_of_it"))
    assert isinstance(front.blocks[0], FrontMatter)


def test_chosen_rows_keep_the_line_of_their_day_and_no_other() -> None:
    pm = example()
    layout = lay_out(pm)
    late = [row.id for row in pm.timeline if row.when.at is not None and row.when.at.day == 11][:2]
    found = rows(layout, "timeline", late)
    assert found is not None
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert [row.day for row in table.rows] == [True, False, False]
    assert found.told == "Timeline (UTC), 2 rows"


@pytest.mark.parametrize("name", SHIPPED)
def test_rows_come_from_every_template_that_prints_them(name: str) -> None:
    pm = example()
    layout = lay_out(pm, template(name))
    for part, ids in (("timeline", [row.id for row in pm.timeline]), ("actions", [row.id for row in pm.actions])):
        found = rows(layout, part, ids)
        assert (found is None) == all(block.place is None or block.place.part != part for block in layout.blocks)
        if found is not None:
            assert f"{len(ids)} row" in found.told or part == "actions"
        assert rows(layout, part, ["t_none"]) is None


def test_a_line_of_a_list_is_a_row_and_so_is_one_below_its_theme() -> None:
    a, b = Place("actions", "x_1", "description"), Place("actions", "x_2", "description")
    listed = Items("a", Place("actions"), (Item("Theme", (Item("one", place=a), Item("two", place=b))),))
    layout = Layout("T", (Heading("h", None, 2, "**Actions**"), listed))
    found = rows(layout, "actions", ["x_2"])
    assert found is not None
    assert found.blocks == (Items("a", Place("actions"), (Item("Theme", (Item("two", place=b),)),)),)
    assert found.told == "Actions, 1 row"
    told = Layout(
        "T", (Lines("t", Place("timeline"), ("a", "b"), apart=True, places=(Place("timeline", "t_1"), None)),)
    )
    chosen = rows(told, "timeline", ["t_1"])
    assert chosen is not None
    assert chosen.told == "T, 1 row"


def test_an_empty_document_can_be_copied_too() -> None:
    for name in SHIPPED:
        layout = lay_out(Postmortem(), template(name))
        assert whole(layout).blocks
        assert section(layout, Place("timeline")).blocks


# ── The commands ──


def test_each_copy_has_a_command_in_one_menu() -> None:
    menu = [command for command in COMMANDS if command.submenu == "Cop&y as"]
    assert {command.id for command in menu} == {each.id for each in COPY_COMMANDS} | {"copy_markdown"}
    assert len(menu) == 9
    assert menu[0].named() == "Copy as: Markdown, whole document"


def test_the_timeline_goes_into_slack_and_it_is_said_how_much_of_it(example_window: MainWindow) -> None:
    on(example_window, "timeline")
    data = run(example_window, "copy_slack_section")
    assert data.text().startswith("*Timeline (UTC)*\n*2026-11-10*\n• *22:40* label-api 4.18")
    assert not data.hasHtml()
    assert said(example_window) == "Copied as Slack text: Timeline (UTC), 23 rows"


def test_html_comes_with_plain_text_for_whatever_takes_no_html(example_window: MainWindow) -> None:
    data = run(example_window, "copy_html")
    assert "<h1>Postmortem — Label printing stopped" in data.html()
    assert "<table border=" in data.html()
    assert "Label printing stopped" in data.text()
    assert "<" not in data.text().replace("< ", "")
    assert "Copied as HTML: Postmortem — Label printing stopped in two warehouses, " in said(example_window)


@pytest.mark.parametrize("tab", ["timeline", "actions"])
def test_selected_rows_are_a_table_of_these_rows(example_window: MainWindow, tab: str) -> None:
    work = on(example_window, tab)
    select(work, 3)
    assert run(example_window, "copy_html_rows").html().count("<tr") == (5 if tab == "timeline" else 4)
    assert said(example_window).endswith(", 3 rows")
    assert run(example_window, "copy_markdown_rows").text().count("\n|") == (5 if tab == "timeline" else 4)
    assert run(example_window, "copy_slack_rows").text().count("\n•") + 1 >= 3


def test_where_there_are_no_rows_it_says_where_they_are_and_copies_nothing(example_window: MainWindow) -> None:
    on(example_window, "overview")
    QGuiApplication.clipboard().setText("before")
    assert run(example_window, "copy_slack_rows").text() == "before"
    assert "Timeline" in said(example_window)


def test_a_copy_is_what_the_preview_shows_in_this_moment(example_window: MainWindow) -> None:
    work = on(example_window, "narrative")
    work.document.apply(Set(Place("meeting", "notes"), "Ask finance first"))
    assert work.document.value.meeting.notes
    work.document.apply(Set(Place("facts", "title"), "Typed just now"))
    for command in ("copy_html", "copy_slack"):
        data = run(example_window, command)
        assert "Typed just now" in data.text()
        assert "Ask finance first" not in data.text() + data.html()


def test_the_keys_copy_from_wherever_the_keyboard_is(example_window: MainWindow) -> None:
    on(example_window, "timeline").page.take_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert said(example_window).startswith("Copied as Slack text: Timeline")
