"""Tickets go out by the tracker's own page and come back by what it exports, seen before anything is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Replace, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.writing import document_bytes
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.fields import ChoiceField
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.preferences import PreferencesPanel
from postmortem_gui.ui.presenter import Presenter
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.taking_panel import TakingPanel

PAGE = "https://t.example/new?s={title}&d={description}&on={due}"
LINES = "PLAT-7 Limit the queue of the relay\n#45 Alert on age of the oldest job\nPAY-9 Chairs"
STATUS = b"Issue key,Summary,Status,Assignee,Due date\nPLAT-1,Limit,Done,Ida,2026-12-01\nPLAT-2,Alert,In Progress,,\n"


class Answers(Prompts):
    def __init__(self) -> None:
        self.table: Path | None = None
        self.opened: list[str] = []
        self.has_browser = True

    def table_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self.table

    def open_address(self, url: str) -> bool:
        self.opened.append(url)
        return self.has_browser


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Application]:
    program = Application(Home.at(tmp_path / "home"), answers)
    program.window.resize(1280, 720)
    program.window.show()
    QTest.qWaitForWindowExposed(program.window)
    program.session.start_new(program.session.library.required("full-review"))
    rows = (
        ActionItem(id="x_1", label="A1", description="Limit the **relay** queue", due="2026-11-20"),
        ActionItem(id="x_2", label="A2", description="Alert on the age of the oldest job"),
        ActionItem(id="x_3", label="A3", description="Write a runbook"),
    )
    open_rows(program, *rows)
    yield program
    program.session.close()
    program.window.close()
    program.end()
    program.window.deleteLater()


def open_rows(program: Application, *rows: ActionItem) -> None:
    """Put actions into the document, and the keyboard on the first."""
    document = value(program)
    assert program.session.document is not None
    program.session.document.apply(Replace(document.but(actions=rows)))
    assert program.window.workspace is not None
    program.window.workspace.show_tab("actions")
    page = program.window.workspace.page
    assert isinstance(page, ActionsPage)
    page.grid.show_cell(rows[0].id, "description")


def with_tickets(program: Application) -> None:
    rows = value(program).actions
    open_rows(program, *(row.but(ticket=Ticket(key=f"PLAT-{at}")) for at, row in enumerate(rows, 1)))


def value(program: Application) -> Postmortem:
    assert program.session.document is not None
    return program.session.document.value


def do(program: Application, command: str) -> None:
    next(each for each in COMMANDS if each.id == command).do(program.window)


def said(program: Application) -> str:
    return program.window.messages.log.newest_first[0].message.sentence


def panel(program: Application) -> TakingPanel:
    (found,) = (each for each in program.window.findChildren(TakingPanel) if not each.isHidden())
    return found


def no_panel(program: Application) -> bool:
    return not [each for each in program.window.findChildren(TakingPanel) if not each.isHidden()]


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def copied(text: str) -> None:
    QApplication.clipboard().setText(text)


def tickets(program: Application) -> list[str]:
    return [row.ticket.key if row.ticket else "" for row in value(program).actions]


# ── A new ticket ──


def test_the_page_of_a_new_ticket_opens_with_what_the_action_says(program: Application, answers: Answers) -> None:
    program.window.settings.change(ticket_page=PAGE)
    do(program, "new_ticket")
    (url,) = answers.opened
    filled = parse_qs(urlsplit(url).query)
    assert (filled["s"], filled["on"]) == (["Limit the relay queue"], ["2026-11-20"])
    assert said(program) == "A new ticket for A1 opens in your browser. Enter its key in the column Ticket."


def test_a_description_that_is_cut_is_said(program: Application, answers: Answers) -> None:
    program.window.settings.change(ticket_page=PAGE)
    open_rows(program, ActionItem(id="x_1", label="A1", description="Limit", details="word " * 3000))
    do(program, "new_ticket")
    assert "too long for an address and was cut" in said(program)


def test_without_an_address_one_sentence_leads_to_the_preferences(program: Application, answers: Answers) -> None:
    do(program, "new_ticket")
    (banner,) = program.window.messages.banners
    assert "No page for new tickets is known yet" in banner.text.text()
    button = banner.findChildren(type(banner.add_button("x")))[0]
    button.click()
    (opened,) = program.window.findChildren(PreferencesPanel)
    assert program.window.focusWidget() is opened.tickets.line
    opened.tickets.line.setText(PAGE)
    opened.tickets.line.textEdited.emit(PAGE)
    opened.go()
    assert program.window.settings.value.ticket_page == PAGE
    do(program, "new_ticket")
    assert len(answers.opened) == 1


@pytest.mark.parametrize("address", ["javascript:alert('{title}')", "https://t.example/{secret}", "t.example/{title}"])
def test_an_address_that_leads_nowhere_is_not_kept_and_not_opened(
    program: Application, answers: Answers, address: str
) -> None:
    do(program, "preferences")
    (opened,) = program.window.findChildren(PreferencesPanel)
    opened.tickets.line.setText(address)
    opened.tickets.line.textEdited.emit(address)
    assert opened.tickets.line.accessibleDescription()
    opened.go()
    assert program.window.settings.value.ticket_page == ""
    program.window.settings.change(ticket_page=address)  # as somebody wrote it into the file
    do(program, "new_ticket")
    assert answers.opened == []
    assert said(program).startswith("New tickets: ")


def test_an_example_is_a_beginning_whose_blanks_are_pointed_out(program: Application) -> None:
    do(program, "preferences")
    (opened,) = program.window.findChildren(PreferencesPanel)
    opened.tickets._on_picked((("GitHub",),))
    assert "github.com/OWNER" in opened.tickets.line.value
    assert "CAPITALS" in opened.tickets.line.accessibleDescription()
    assert opened.tickets.line.selectedText() == "OWNER/REPOSITORY"
    opened.tickets.enter()
    assert program.window.settings.value.ticket_page == ""
    QTest.keyClicks(opened.tickets.line, "o/r")
    opened.go()
    assert program.window.settings.value.ticket_page.startswith("https://github.com/o/r/issues/new?title={title}")


def test_an_action_that_has_a_ticket_or_no_words_gets_none(program: Application, answers: Answers) -> None:
    program.window.settings.change(ticket_page=PAGE)
    with_tickets(program)
    do(program, "new_ticket")
    assert said(program) == "A1 has a ticket already: PLAT-1."
    open_rows(program, ActionItem(id="x_9", label="A9"))
    do(program, "new_ticket")
    assert said(program).startswith("Write down what will be done first")
    assert program.window.workspace is not None
    program.window.workspace.show_tab("overview")
    do(program, "new_ticket")
    assert "go to the Actions with Ctrl+4" in said(program)
    assert answers.opened == []


def test_without_a_browser_another_way_is_said(program: Application, answers: Answers) -> None:
    program.window.settings.change(ticket_page=PAGE)
    answers.has_browser = False
    do(program, "new_ticket")
    assert "No browser on this computer" in said(program)


# ── Keys come back ──


def test_keys_on_the_clipboard_are_shown_and_taken_with_enter_as_one_step(program: Application) -> None:
    before = document_bytes(value(program))
    copied(LINES)
    do(program, "take_keys")
    shown = panel(program)
    assert [shown.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)] == [
        "taken, A1 Limit the relay queue: PLAT-7, “Limit the queue of the relay”, 89 % alike",
        "taken, A2 Alert on the age of the oldest job: #45, “Alert on age of the oldest job”, 99 % alike",
    ]
    assert document_bytes(value(program)) == before
    press(shown.list, Qt.Key.Key_Return)
    assert tickets(program) == ["PLAT-7", "#45", ""]
    assert no_panel(program)
    program.window.undo()
    assert document_bytes(value(program)) == before


def test_space_leaves_one_out_and_a_turns_all(program: Application) -> None:
    copied(LINES)
    do(program, "take_keys")
    shown = panel(program)
    press(shown.list, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert shown.take.text() == "Take 1"
    press(shown.list, Qt.Key.Key_A)
    assert shown.take.text() == "Take 2"
    press(shown.list, Qt.Key.Key_A)
    assert not shown.take.isEnabled()
    press(shown.list, Qt.Key.Key_Return)  # nothing is ticked, so nothing happens
    press(shown.list, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert tickets(program) == ["PLAT-7", "", ""]


def test_escape_changes_nothing(program: Application) -> None:
    before = document_bytes(value(program))
    copied(LINES)
    do(program, "take_keys")
    press(panel(program), Qt.Key.Key_Escape)
    assert no_panel(program)
    assert document_bytes(value(program)) == before


def test_an_empty_clipboard_says_what_to_copy_and_ctrl_v_reads_it_anew(program: Application) -> None:
    copied("nothing")
    do(program, "take_keys")
    shown = panel(program)
    assert "names no ticket" in shown.sentence.text()
    assert not shown.take.isEnabled()
    copied(LINES)
    QTest.keyClick(shown, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown.take.text() == "Take 2"
    shown.go()


def test_keys_are_taken_from_a_file_as_well(program: Application, answers: Answers, tmp_path: Path) -> None:
    answers.table = tmp_path / "issues.csv"
    answers.table.write_text(
        "number,title,url\n45,Write a runbook,https://github.com/o/r/issues/45\n", encoding="utf-16"
    )
    copied("")
    do(program, "take_keys")
    panel(program).file.click()
    panel(program).take.click()
    assert value(program).actions[2].ticket == Ticket(key="#45", url="https://github.com/o/r/issues/45")


# ── The status comes back ──


def test_a_table_is_shown_before_and_after_and_taken_as_one_step(
    program: Application, answers: Answers, tmp_path: Path
) -> None:
    with_tickets(program)
    before = document_bytes(value(program))
    answers.table = tmp_path / "t.csv"
    answers.table.write_bytes(STATUS)
    do(program, "take_status")
    shown = panel(program)
    assert shown.sentence.text().startswith("“t.csv” (UTF-8, commas, 2 rows): 2 actions would change, 1 not in the")
    assert "A2 Alert on the age of the oldest job: open → in progress, PLAT-2" in shown.list.item(1).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert document_bytes(value(program)) == before
    press(shown.list, Qt.Key.Key_Return)
    first, second, _ = value(program).actions
    assert (first.status, first.owner, first.due, second.status) == ("done", "Ida", "2026-12-01", "in_progress")
    assert "2 actions changed" in said(program)
    program.window.undo()
    assert document_bytes(value(program)) == before


def test_other_columns_are_asked_for(program: Application, answers: Answers, tmp_path: Path) -> None:
    with_tickets(program)
    answers.table = tmp_path / "t.csv"
    answers.table.write_text("Vorgang;Zustand;Wer\nPLAT-1;Done;Jörg\n", encoding="cp1252")
    do(program, "take_status")
    shown = panel(program)
    assert shown.sentence.text().startswith("“t.csv” has other columns. Say which of them holds the key")
    choices = {each.accessibleName(): each for each in shown.findChildren(ChoiceField)}
    assert [choices["Key"].itemText(at) for at in range(4)] == ["Nothing", "Vorgang", "Zustand", "Wer"]
    for name, at in (("Key", 1), ("Status", 2), ("Owner", 3)):
        choices[name].setCurrentIndex(at)
        choices[name].activated.emit(at)
    assert shown.take.text() == "Take 1"
    shown.take.click()
    assert (value(program).actions[0].status, value(program).actions[0].owner) == ("done", "Jörg")


def test_dates_that_tell_nothing_are_asked_about(program: Application, answers: Answers, tmp_path: Path) -> None:
    with_tickets(program)
    answers.table = tmp_path / "t.csv"
    answers.table.write_text("Key,Status,Due\nPLAT-1,Open,03/04/2026\n", encoding="utf-8")
    do(program, "take_status")
    shown = panel(program)
    assert shown.dates.isVisible()
    assert not shown.take.isEnabled()
    shown.order.button("day").click()
    assert shown.take.text() == "Take 1"
    shown.take.click()
    assert value(program).actions[0].due == "2026-04-03"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00\x01\x02", b'"'])
def test_what_is_no_table_is_refused_in_a_sentence(
    program: Application, answers: Answers, tmp_path: Path, data: bytes
) -> None:
    before = document_bytes(value(program))
    answers.table = tmp_path / "t.csv"
    answers.table.write_bytes(data)
    do(program, "take_status")
    assert no_panel(program)
    assert "“t.csv”" in said(program)
    assert document_bytes(value(program)) == before


def test_a_table_dropped_on_the_actions_is_a_trackers(program: Application, tmp_path: Path) -> None:
    with_tickets(program)
    path = tmp_path / "t.csv"
    path.write_bytes(STATUS)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    program.window.dropEvent(drop)
    assert panel(program).take.text() == "Take 2"
    panel(program).go()


def test_a_large_table_is_read_beside_the_window(
    program: Application, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    with_tickets(program)
    answers.table = tmp_path / "t.csv"
    answers.table.write_bytes(STATUS + b"".join(b"OPS-%d,x,Done,,\n" % at for at in range(40_000)))
    do(program, "take_status")
    assert panel(program).sentence.text() == "Reading “t.csv”…"
    assert not panel(program).list.isVisible()
    qtbot.waitUntil(lambda: panel(program).take.text() == "Take 2", timeout=20_000)
    panel(program).go()


def test_a_large_table_that_nobody_waits_for_changes_nothing(
    program: Application, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.table = tmp_path / "t.csv"
    answers.table.write_bytes(STATUS + b"".join(b"OPS-%d,x,Done,,\n" % at for at in range(40_000)))
    do(program, "take_status")
    work = program.window.lookup.tickets._work
    assert work is not None
    with qtbot.waitSignal(work.finished, timeout=20_000):
        panel(program).go()
    assert no_panel(program)


def test_in_presenter_view_no_dialog_opens(program: Application, answers: Answers, tmp_path: Path) -> None:
    answers.table = tmp_path / "t.csv"
    answers.table.write_bytes(STATUS)
    presenter: Presenter = program.window.presenter
    presenter.toggle()
    do(program, "take_status")
    assert no_panel(program)
    assert "would show everybody" in said(program)
    presenter.leave()
    for banner in program.window.findChildren(Banner):
        banner.dismiss()


def test_the_page_is_told_of_what_is_taken_at_its_place(program: Application) -> None:
    copied("PLAT-7 Write a runbook")
    do(program, "take_keys")
    press(panel(program).list, Qt.Key.Key_Return)
    assert program.window.workspace is not None
    page = program.window.workspace.page
    assert isinstance(page, ActionsPage)
    row = page.grid.current_row()
    assert row is not None
    assert (row.id, page.grid.current_field()) == ("x_3", "ticket")
    assert program.session.document is not None
    program.session.document.apply(Set(Place("actions", "x_3", "ticket"), None))
