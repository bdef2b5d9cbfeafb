"""The window as a person uses it: start, open, type, undo, save, close, and what it says when something is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from postmortem_gui.core.edits import Insert, Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.storage import loading
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.writing import document_bytes
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.command import SEPARATOR
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.message_list import MessageList
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.sheet import Sheet
from postmortem_gui.ui.timeline_page import TimelinePage
from postmortem_gui.ui.workspace import Workspace

TITLE = Place("facts", "title")


class Answers(Prompts):
    """Answers questions about files as the test says, instead of opening the system's dialogs."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.suggested: Path | None = None
        self.opened: list[Path] = []

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def file_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def table_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def file_to_save(self, parent: QWidget, suggested: Path, kinds: str = "") -> Path | None:
        self.suggested = suggested
        return self.path

    def open_outside(self, path: Path) -> bool:
        self.opened.append(path)
        return True


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


@pytest.fixture
def window(program: Application) -> MainWindow:
    return program.window


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "down.postmortem.json"
    path.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Down"})))
    return path


def work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    window.workspace.flush()
    return window.workspace


def run(window: MainWindow, command: str) -> None:
    next(each for each in COMMANDS if each.id == command).do(window)


def sheet(window: MainWindow) -> Sheet:
    found = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
    assert len(found) == 1
    return found[0]


def passed(window: MainWindow) -> list[str]:
    """What was said in passing, the last first."""
    return [heard.message.sentence for heard in window.messages.log.newest_first if heard.message.tone == "done"]


def said(window: MainWindow) -> list[str]:
    return [banner.text.text() for banner in window.findChildren(Banner) if banner.isVisible()]


def retitle(window: MainWindow, title: str) -> None:
    assert window.session.document is not None
    window.session.document.apply(Set(TITLE, title))


def title_in(path: Path) -> str:
    return loading.load(path.read_bytes(), name=path.name).postmortem.fact("title")


# ── Commands ──


def test_every_command_has_its_own_name_and_its_own_keys(window: MainWindow) -> None:
    names = [command.id for command in COMMANDS if command.id != SEPARATOR]
    assert len(names) == len(set(names))
    keys = [key.toString() for command in COMMANDS for key in command.sequences()]
    assert sorted(keys) == sorted(set(keys)), "Qt does nothing at all for a key that means two things"


def test_every_command_can_be_asked_for_with_and_without_a_document(
    program: Application, window: MainWindow, answers: Answers
) -> None:
    for is_open in (False, True):
        for command in COMMANDS:
            if is_open and window.session.document is None:
                window.session.open_example()
            if command.id != "quit":
                command.do(window)


def test_a_key_that_is_held_goes_on_stepping_but_adds_one_row_only(window: MainWindow) -> None:
    held = {command.id for command in COMMANDS if command.id != SEPARATOR and command.repeats}
    assert {"undo", "redo", "next_tab", "zoom_in", "next_gap"} < held
    assert not held & {"add_below", "add_above", "present", "palette", "save", "duplicate_rows", "paste_rows", "quit"}
    assert held == {name for name in held if window._actions[name].autoRepeat()}
    assert not window._actions["add_below"].autoRepeat()


def test_commands_about_a_document_rest_while_there_is_none(window: MainWindow) -> None:
    enabled = {action.objectName() for action in window.actions() if action.isEnabled()}
    assert "save" not in enabled
    assert {"new", "open", "example", "quit"} <= enabled
    window.session.open_example()
    enabled = {action.objectName() for action in window.actions() if action.isEnabled()}
    assert {"save", "export_pdf", "close"} <= enabled
    assert "undo" not in enabled


def test_the_arrow_keys_choose_a_layout_and_enter_starts(window: MainWindow, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(window.focusWidget(), key)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.session.document is not None
    assert window.session.document.value.template.id == "changeset"


# ── The document on the screen ──


def test_a_document_opens_with_the_caret_in_a_field(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    assert isinstance(window.focusWidget(), QLineEdit)


def test_what_is_typed_is_in_the_document_the_title_and_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    window.session.start_new(window.session.library.required("brief"))
    workspace = work(window)
    assert workspace.page.focus_place(TITLE)
    qtbot.keyClicks(window.focusWidget(), "Cards refused")
    document = window.session.document
    assert document is not None
    assert document.value.fact("title") == "Cards refused"
    workspace.flush()
    assert "Cards refused" in workspace.panel.preview.toPlainText()
    assert window.isWindowModified()


def test_undo_in_the_window_takes_back_what_was_typed_in_a_field(window: MainWindow, qtbot: QtBot) -> None:
    window.session.start_new(window.session.library.required("brief"))
    workspace = work(window)
    workspace.page.focus_place(TITLE)
    field = window.focusWidget()
    qtbot.keyClicks(field, "Cards refused")
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.Undo))
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    assert not window.isWindowModified()


def test_undo_shows_the_place_that_it_changed(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    workspace = work(window)
    workspace.show_tab("timeline")
    assert window.session.document is not None
    window.session.document.apply(Insert("timeline", None, (TimelineEntry(id="t_1", event="Alert"),)))
    workspace.show_tab("overview")
    window.undo()
    window.redo()
    assert workspace.tab == "timeline"


@pytest.mark.parametrize(
    ("template", "tabs"),
    [
        ("full-review", 7),
        ("review-meeting", 6),
        ("sre-classic", 5),
        ("changeset", 6),
        ("brief", 5),
        ("blank", 5),
    ],
)
def test_tabs_are_those_that_the_template_has_sections_for(window: MainWindow, template: str, tabs: int) -> None:
    window.session.start_new(window.session.library.required(template))
    keys = work(window).tabs.keys
    assert keys[:4] == ("overview", "timeline", "whys", "actions")
    assert len(keys) == tabs, keys


def test_the_markdown_is_what_will_be_written(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window.session.open_example()
    workspace = work(window)
    workspace.show_view("markdown")
    answers.path = tmp_path / "out.md"
    run(window, "export_markdown")
    sheet(window).answer("final")
    qtbot.waitUntil(answers.path.exists)
    qtbot.waitUntil(lambda: any("Written" in line for line in passed(window)))
    assert workspace.panel.markdown.text == answers.path.read_text(encoding="utf-8")
    run(window, "copy_markdown")
    assert QApplication.clipboard().text() == answers.path.read_text(encoding="utf-8")


def test_the_markdown_comes_up_where_the_editor_is(window: MainWindow) -> None:
    window.session.open_example()
    workspace = work(window)
    workspace.go_to(Place("actions", "x_none"))
    workspace.show_tab("actions")
    workspace.show_view("markdown")
    line = workspace.panel.markdown.marked_line
    assert "Action items" in workspace.panel.markdown.text.splitlines()[line - 1]


def test_named_widgets_can_be_found_by_those_who_automate(window: MainWindow) -> None:
    window.session.open_example()
    work(window)
    for name in (
        "tabs",
        "overviewForm",
        "timelineTable",
        "whysEditor",
        "actionsTable",
        "narrativeEditor",
        "commsEditor",
        "signoffEditor",
        "preview",
        "statusBar",
    ):
        found = window.findChild(QWidget, name)
        assert found is not None, name
        assert found.accessibleName(), name


# ── Files ──


def test_a_new_document_is_saved_where_the_person_says(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window.session.start_new(window.session.library.required("brief"))
    retitle(window, "Cards refused")
    answers.path = tmp_path / "cards.postmortem.json"
    with qtbot.waitSignal(window.session.save_ended):
        run(window, "save")
    assert answers.suggested is not None
    assert answers.suggested.name == "cards-refused.postmortem.json"
    assert title_in(tmp_path / "cards.postmortem.json") == "Cards refused"
    assert window.windowTitle() == "cards.postmortem.json[*] — Postmortem"
    assert not window.isWindowModified()


def test_a_bad_file_is_said_above_the_document_which_stays(window: MainWindow, file: Path, tmp_path: Path) -> None:
    window.files.open_path(file)
    before = window.workspace
    bad = tmp_path / "bad.postmortem.json"
    bad.write_bytes(b"{]")
    window.files.open_path(bad)
    assert window.workspace is before
    assert any("bad.postmortem.json" in line for line in said(window))
    assert bad.read_bytes() == b"{]"


@pytest.mark.parametrize("size", [1, 65 * 1024 * 1024])
def test_nothing_is_asked_about_a_file_that_cannot_be_opened(
    window: MainWindow, file: Path, tmp_path: Path, size: int
) -> None:
    window.files.open_path(file)
    retitle(window, "Unsaved")
    document = window.session.document
    assert document is not None
    before = (document.value, document.undo_stack.count(), document.undo_stack.index())
    bad = tmp_path / "bad.json"
    bad.touch()
    os.truncate(bad, size)
    window.files.open_path(bad)
    assert not window.findChildren(Sheet)
    assert any("bad.json" in line for line in said(window))
    assert window.session.document is document
    assert (document.value, document.undo_stack.count(), document.undo_stack.index()) == before


def test_a_large_file_is_opened_only_after_a_question(
    window: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postmortem_gui.ui.file_flow.ASK_FROM_BYTES", 10)
    window.files.open_path(file)
    assert window.session.document is None
    sheet(window).answer("no")
    assert window.session.document is None
    window.files.open_path(file)
    sheet(window).answer("open")
    assert window.session.path == file


def test_a_question_can_be_answered_when_what_had_the_keyboard_is_gone(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    retitle(window, "Changed")
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    run(window, "revert")
    delete(field)
    sheet(window).answer("revert")
    assert window.session.document is not None
    assert window.session.document.value.fact("title") == "Down"


def test_a_file_dropped_on_the_window_is_opened(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(QPoint(300, 300)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.session.path == file


def test_a_file_dropped_on_a_field_is_no_text_of_that_field(window: MainWindow, file: Path) -> None:
    window.session.open_example()
    work(window).page.take_focus()
    field = window.focusWidget()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(str(file))
    for target, accepts in ((field, False), (window, True)):
        enter = QDragEnterEvent(
            QPoint(3, 3),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        assert isinstance(target, LineField | MainWindow)
        target.dragEnterEvent(enter)
        assert enter.isAccepted() is accepts


def test_lines_of_a_text_are_shown_as_rows_before_they_are_in(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "log.md"
    answers.path.write_text("- 14:32 paged Ann\n- 14:35 restarted\n", encoding="utf-8")
    run(window, "import")
    assert work(window).tab == "timeline"
    assert window.session.document is not None
    assert not window.session.document.value.timeline
    page = window.workspace.page if window.workspace else None
    assert isinstance(page, TimelinePage)
    assert page.pasting.strip is not None


def test_a_file_that_is_no_text_is_refused_and_nothing_is_begun(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"\0\1\2")
    window.files.take_path(path)
    assert window.session.document is None
    assert any("log.csv" in line and "no text" in line for line in said(window))


def test_closing_with_unsaved_edits_asks_and_keeping_loses_nothing(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    retitle(window, "Changed")
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    sheet(window).answer("stay")
    assert window.isVisible()
    assert window.session.document is not None
    assert window.session.document.value.fact("title") == "Changed"


def test_closing_can_save_first(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    window.files.open_path(file)
    retitle(window, "Changed")
    window.close()
    sheet(window).answer("save")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert title_in(file) == "Changed"


def test_closing_can_give_the_edits_up(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    retitle(window, "Changed")
    window.close()
    sheet(window).answer("discard")
    assert not window.isVisible()
    assert title_in(file) == "Down"


def test_a_save_that_fails_on_closing_keeps_the_window_open(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    window.files.open_path(file)
    retitle(window, "Ours")
    file.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Theirs"})))
    window.close()
    with qtbot.waitSignal(window.session.save_ended):
        sheet(window).answer("save")
    assert window.isVisible()
    assert said(window)
    assert title_in(file) == "Theirs"


def test_escape_in_a_question_changes_nothing(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    window.files.open_path(file)
    retitle(window, "Changed")
    run(window, "revert")
    qtbot.keyClick(sheet(window), Qt.Key.Key_Escape)
    assert window.session.document is not None
    assert window.session.document.value.fact("title") == "Changed"


# ── What is said in passing ──


def test_good_news_passes_with_one_thing_to_press(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    offers = (Offer("Open", "open_written", str(tmp_path)), Offer("Show in folder", "show_in_folder", str(tmp_path)))
    window.messages.show(Message("done", "Written: down.pdf", offers))
    assert said(window) == []
    assert window.messages.toast.text == "Written: down.pdf"
    (button,) = [each for each in window.messages.toast.findChildren(QPushButton) if each.isVisible()]
    assert button.text() == "Open"
    button.click()
    assert answers.opened == [tmp_path]
    assert window.messages.toast.text == ""


def test_rows_that_were_deleted_come_back_from_the_toast(window: MainWindow) -> None:
    window.session.open_example()
    document, toast = window.session.document, window.messages.toast
    assert document is not None
    before = document.value
    document.apply(Remove("timeline", tuple(row.id for row in before.timeline[:3])))
    assert toast.text == "Deleted: 3 timeline rows"
    toast.findChildren(QPushButton)[0].click()
    assert document.value == before
    assert "Undone" in toast.text


def test_the_toast_offers_no_undo_once_the_document_has_changed_again(window: MainWindow) -> None:
    window.session.open_example()
    document = window.session.document
    assert document is not None
    document.apply(Remove("timeline", (document.value.timeline[0].id,)))
    retitle(window, "Typed since")
    assert window.messages.toast.text == ""


def test_what_was_said_can_be_read_again_and_its_offers_taken(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    window.messages.show(Message("done", "Copied."))
    window.messages.show(Message("done", "Written.", (Offer("Show in folder", "show_in_folder", str(tmp_path / "a")),)))
    run(window, "messages")
    (shown,) = window.findChildren(MessageList)
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert words.index("Written.") < words.index("Copied.")
    assert window.focusWidget() is not None
    assert shown.isAncestorOf(window.focusWidget())
    next(button for button in shown.findChildren(QPushButton) if button.text() == "Show in folder").click()
    assert answers.opened == [tmp_path]
    assert shown.isHidden()


def test_a_document_that_has_a_new_file_is_said_once_and_later_saves_only_in_the_status(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window.session.start_new(window.session.library.required("brief"))
    retitle(window, "Down")
    answers.path = tmp_path / "down.postmortem.json"
    for title in ("Down again", "Up"):
        with qtbot.waitSignal(window.session.save_ended):
            run(window, "save")
        assert window.status._state.text().startswith("Saved ")
        retitle(window, title)
        assert window.status._state.text() == "Not saved yet"
    assert passed(window) == ["Saved as down.postmortem.json"]
    assert "Saved as down.postmortem.json" in window.status._news.accessibleName()


def test_why_a_save_failed_stays_in_the_status_with_a_way_out(
    window: MainWindow, answers: Answers, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.files.open_path(file)
    retitle(window, "Ours")
    file.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Theirs"})))
    with qtbot.waitSignal(window.session.save_ended):
        run(window, "save")
    for banner in window.messages.banners:
        banner.dismiss()
    assert window.status._state.text() == "Can’t save: another program changed the file"
    retitle(window, "Still ours")
    assert window.status._state.text().startswith("Can’t save")
    answers.path = tmp_path / "ours.postmortem.json"
    with qtbot.waitSignal(window.session.save_ended):
        window.status._elsewhere.click()
    assert title_in(answers.path) == "Still ours"
    assert title_in(file) == "Theirs"
    assert window.status._state.text().startswith("Saved ")
    assert window.status._elsewhere.isHidden()


def test_the_status_opens_what_was_said_lately(window: MainWindow) -> None:
    window.session.open_example()
    window.messages.show(Message("done", "Copied."))
    window.status._news.click()
    assert len(window.findChildren(MessageList)) == 1


# ── When something goes wrong ──


def test_an_unexpected_error_is_said_and_the_program_goes_on(
    program: Application, window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("ERROR"):
        program._on_error(ZeroDivisionError, ZeroDivisionError("secret words"), None)
    assert any("Something went wrong" in line for line in said(window))
    assert not any("secret words" in line for line in said(window))


def test_without_a_home_the_window_opens_and_says_what_is_not_kept(
    qapp: QApplication, tmp_path: Path, answers: Answers, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    (tmp_path / "home").touch()
    with caplog.at_level("ERROR"):
        program = Application(Home.at(tmp_path / "home"), answers)
        program.start([], example=True)
        qtbot.waitUntil(lambda: any("cannot be made" in line for line in said(program.window)))
        retitle(program.window, "Typed")
        assert any("only in memory" in line for line in said(program.window))
        program.session.close()
        program.window.close()
        program.end()
        program.window.deleteLater()


def test_the_theme_is_switched_live_and_remembered(
    program: Application, window: MainWindow, qapp: QApplication
) -> None:
    run(window, "use_dark")
    assert qapp.palette().window().color().lightness() < 60
    run(window, "use_light")
    assert qapp.palette().window().color().lightness() > 200
    assert program.settings.value.theme == "light"


def test_news_about_a_document_goes_with_it_and_errors_stay(window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    window.messages.show(Message("warn", "Two values were repaired."))
    window.messages.show(Message("error", "The disk is full."))
    window.files.show_start()
    assert said(window) == ["The disk is full."]


def test_recovered_work_is_offered_on_the_start_screen(program: Application, window: MainWindow, file: Path) -> None:
    window.files.open_path(file)
    retitle(window, "Nearly lost")
    journal, program.session._journal = program.session._journal, None
    assert journal is not None
    assert journal._lock is not None
    os.close(journal._lock)  # the system does this when a process ends
    journal._lock = None
    window.session.close()
    text = " ".join(label.text() for label in window.start.findChildren(QWidget) if hasattr(label, "text"))
    assert "Nearly lost" in text
    journal.close()


def test_a_paste_that_a_field_refuses_is_said_in_passing(window: MainWindow, file: Path) -> None:
    window.session.open_path(file)
    before = window.session.document
    assert before is not None
    value = before.value
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    for place in (TITLE, Place("summary")):
        work(window).go_to(place)
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert before.value is value
    assert passed(window)[0].startswith("1,000,000 letters are too much at once; nothing was pasted.")
    assert not any("1,000,000" in sentence for sentence in said(window))
