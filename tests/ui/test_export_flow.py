"""Exports from the window: what is not finished asks once, and what was asked for is what is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.review_sheet import review_sheet
from postmortem_gui.ui.sheet import Sheet

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Answers(Prompts):
    """Says where to write, as the test says, and remembers what was asked and opened."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.suggested: list[str] = []
        self.opened: list[Path] = []

    def file_to_save(self, parent: QWidget, suggested: Path, kinds: str = "") -> Path | None:
        self.suggested.append(suggested.name)
        return self.path

    def open_outside(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers()


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[MainWindow]:
    """The window with the example open, of which four points are still open."""
    program = Application(Home.at(tmp_path / "home"), answers)
    window = program.window
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    program.session.open_example()
    yield window
    program.session.close()
    window.close()
    program.end()
    window.deleteLater()


def run(window: MainWindow, command: str) -> None:
    next(each for each in COMMANDS if each.id == command).do(window)


def sheets(window: MainWindow) -> list[Sheet]:
    return [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def written(window: MainWindow, path: Path, qtbot: QtBot) -> str:
    """The text of the file, once it is there."""
    qtbot.waitUntil(lambda: path.exists() and not window.exports.is_running, timeout=20_000)
    return path.read_text(encoding="utf-8") if path.suffix != ".pdf" else ""


def finish(window: MainWindow) -> None:
    """Close every point that blocks: what lacks an owner goes, and everybody signs."""
    document = window.session.document
    assert document is not None
    pm = document.value
    document.apply(Remove("actions", tuple(row.id for row in pm.actions if not (row.owner and row.ticket and row.due))))
    for role in ("platform_lead", "eng_director"):
        document.apply(Set(Place("signoffs", role, "date"), "2026-11-10"))


# ── The question ──


@pytest.mark.parametrize("command", ["export_markdown", "export_html", "export_pdf", "export_one_page", "print"])
def test_what_is_not_finished_asks_before_anything_is_written(
    window: MainWindow, answers: Answers, command: str
) -> None:
    run(window, command)
    (sheet,) = sheets(window)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert words[0] == "4 points are still open"
    signing = ["•  Platform Lead has not signed", "•  Eng Director has not signed"]
    assert words[1:5] == ["•  A3: no ticket", "•  A5: no owner, no due date", *signing]
    assert not answers.suggested
    press(Key.Key_Escape)
    assert not sheets(window)
    assert not answers.suggested
    assert not window.exports.is_running


def test_enter_writes_a_copy_for_review(window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    answers.path = tmp_path / "out.md"
    run(window, "export_markdown")
    press(Key.Key_Return)
    assert written(window, answers.path, qtbot).startswith("**DRAFT · 4 open points**\n\n# ")


def test_alt_f_writes_a_final_one(window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    answers.path = tmp_path / "out.html"
    run(window, "export_html")
    press(Key.Key_F, ALT)
    assert "DRAFT" not in written(window, answers.path, qtbot)


def test_the_open_points_can_be_looked_at_instead(window: MainWindow, answers: Answers) -> None:
    run(window, "export_pdf")
    press(Key.Key_S, ALT)
    assert window.workspace is not None
    assert window.workspace.side.view == "readiness"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "readinessList"
    assert not answers.suggested


def test_it_is_asked_once_per_export_and_only_one_at_a_time(window: MainWindow, answers: Answers) -> None:
    run(window, "export_pdf")
    run(window, "export_html")
    assert len(sheets(window)) == 1
    press(Key.Key_Return)
    assert len(answers.suggested) == 1
    run(window, "export_html")
    assert len(sheets(window)) == 1
    press(Key.Key_Escape)


def test_the_question_is_part_of_the_window_and_stays_inside(window: MainWindow) -> None:
    run(window, "export_pdf")
    (sheet,) = sheets(window)
    assert not sheet.isWindow()
    assert window.rect().contains(sheet.box.geometry())
    press(Key.Key_Escape)


def test_a_finished_document_is_written_without_a_question(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    finish(window)
    answers.path = tmp_path / "out.md"
    run(window, "export_markdown")
    assert not sheets(window)
    assert "DRAFT" not in written(window, answers.path, qtbot)


@pytest.mark.parametrize("command", ["export_timeline", "export_actions"])
def test_a_table_for_another_program_is_written_without_a_question(
    command: str, window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.path = tmp_path / "out.csv"
    run(window, command)
    assert len(written(window, answers.path, qtbot)) > 100
    assert answers.suggested[0].endswith(f"-{command.removeprefix('export_')}.csv")
    assert any(
        "Written" in heard.message.sentence
        for heard in window.messages.log.newest_first
        if heard.message.tone == "done"
    )


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, ["One point is still open", "•  point 0"]),
        (4, ["4 points are still open", "•  point 0", "•  point 1", "•  point 2", "•  point 3"]),
        (40, ["40 points are still open", "•  point 0", "•  point 1", "•  point 2", "•  and 37 more"]),
    ],
)
def test_the_first_points_are_named_and_the_others_counted(qtbot: QtBot, count: int, named: list[str]) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    sheet = review_sheet(over, [f"point {at}" for at in range(count)])
    assert [label.text() for label in sheet.findChildren(QLabel)][:-1] == named


# ── What is written ──


def test_one_page_is_one_page_and_says_draft(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window.settings.change(classification="internal", paper="letter")
    answers.path = tmp_path / "page.pdf"
    run(window, "export_one_page")
    press(Key.Key_Return)
    written(window, answers.path, qtbot)
    (page,) = pypdf.PdfReader(answers.path).pages
    text = "".join(page.extract_text().split())
    assert "Internal·DRAFT·4openpoints" in text
    assert round(page.mediabox.width) == 612
    assert answers.suggested[0].endswith("-one-page.pdf")


def test_a_file_is_named_as_the_person_prefers(window: MainWindow, answers: Answers) -> None:
    finish(window)
    window.settings.change(file_names="{incident_id} {severity}")
    run(window, "export_markdown")
    run(window, "export_timeline")
    run(window, "save_as")
    names = [name.removeprefix("INC-2026-11-10-001 P1") for name in answers.suggested]
    assert names == [".md", "-timeline.csv", ".postmortem.json"]


def test_print_opens_the_pdf_and_asks_for_no_file(window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    run(window, "print")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers.opened), timeout=20_000)
    assert answers.opened[0].read_bytes().startswith(b"%PDF")
    assert not answers.suggested


def test_an_export_that_fails_leaves_the_previous_one(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.path = tmp_path / "nowhere" / "out.md"
    run(window, "export_markdown")
    press(Key.Key_Return)

    def said() -> bool:
        banners = [each for each in window.findChildren(Banner) if each.isVisible()]
        return any("nowhere" in banner.text.text() for banner in banners)

    qtbot.waitUntil(said)
    assert not answers.path.parent.exists()


def test_a_pdf_can_be_cancelled_while_typing_goes_on(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.path = tmp_path / "out.pdf"
    run(window, "export_pdf")
    press(Key.Key_Return)
    assert window.session.document is not None
    window.session.document.apply(Set(Place("facts", "title"), "Typed meanwhile"))
    (banner,) = [banner for banner in window.findChildren(Banner) if banner.isVisible()]
    assert "Writing out.pdf" in banner.text.text()
    assert window.exports.is_running
    window.exports.cancel()
    qtbot.waitUntil(lambda: "cancelled" in window.messages.toast.text, timeout=20_000)
    assert not answers.path.exists()
