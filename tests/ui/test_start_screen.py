"""The start screen: what it offers in every size of the window, and what can be chosen with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import Library
from postmortem_gui.storage.recent import RecentFile
from postmortem_gui.ui.cards import ElidedLabel
from postmortem_gui.ui.chips import SeverityBlock
from postmortem_gui.ui.recent_work import RecentRow, day_words
from postmortem_gui.ui.start_screen import StartScreen, TemplateCard
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.thumbnail import draw_thumbnail

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LONG = "Search index replication stalled in eu-west and nobody noticed, " * 4


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> StartScreen:
    made = StartScreen(Library(Home.at(tmp_path)).templates())
    qtbot.addWidget(made)
    made.resize(1280, 680)
    made.show()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.postmortem.json"
    path.write_text("{}")
    return path


def recent(path: Path, title: str = "Down", severity: str = "") -> RecentFile:
    return RecentFile(file=str(path), title=title, severity=severity, opened_at=NOW - timedelta(days=2))


def shown_box(widget: QWidget, host: QWidget) -> QRect:
    return QRect(widget.mapTo(host, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.75])
@pytest.mark.parametrize("size", [(1440, 860), (1280, 680), (1000, 600), (860, 510)])
def test_everything_is_inside_and_nothing_overlaps(
    qapp: QApplication, start: StartScreen, file: Path, size: tuple[int, int], scale: float
) -> None:
    apply_theme(qapp, Theme("light", scale))
    start.show_work([recent(file, LONG, "P1"), recent(file, "", "SEV-2"), recent(file)], [], NOW)
    start.resize(*size)
    for _ in range(4):  # what wraps has a height only when it has a width
        qapp.processEvents()
    whole = start.widget()
    assert whole is not None
    cards = [shown_box(card, whole) for card in start.findChildren(TemplateCard)]
    rows = [shown_box(row, whole) for row in start.findChildren(RecentRow)]
    boxes = [*cards, *rows]
    assert all(whole.rect().contains(box) for box in boxes)
    assert whole.width() <= start.viewport().width()
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.intersects(b)]
    for label in start.findChildren(QLabel):
        if label.isVisibleTo(start) and not isinstance(label, ElidedLabel):
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            assert not label.wordWrap() or label.height() >= label.heightForWidth(label.width()), label.text()
    apply_theme(qapp, Theme())


def test_a_document_without_a_severity_shows_none(start: StartScreen, file: Path) -> None:
    start.show_work([recent(file, "Down"), recent(file, "Slow", "P2")], [], NOW)
    without, with_one = start.findChildren(RecentRow)
    assert not without.findChildren(SeverityBlock)
    assert with_one.findChildren(SeverityBlock)
    lefts = [row.findChildren(ElidedLabel)[0].mapTo(start, row.rect().topLeft()).x() for row in (without, with_one)]
    assert lefts[0] == lefts[1], "the titles stand below one another"


def test_a_long_title_ends_in_an_ellipsis_and_is_said_whole(qapp: QApplication, start: StartScreen, file: Path) -> None:
    start.show_work([recent(file, LONG)], [], NOW)
    qapp.processEvents()
    (row,) = start.findChildren(RecentRow)
    title = row.findChildren(ElidedLabel)[0]
    assert title.shown_text.endswith("…")
    assert title.text() == LONG
    assert LONG in row.toolTip()


def test_the_arrows_go_through_the_recent_documents_and_past_what_is_gone(
    start: StartScreen, file: Path, qtbot: QtBot
) -> None:
    start.show_work([recent(file, "A"), recent(file.parent / "gone.json", "B"), recent(file, "C")], [], NOW)
    rows = start.findChildren(RecentRow)
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[2].hasFocus()
    with qtbot.waitSignal(start.path_chosen) as chosen:
        qtbot.keyClick(rows[2], Qt.Key.Key_Return)
    assert chosen.args == [file]


def test_the_arrows_follow_the_cards_however_many_stand_side_by_side(
    qapp: QApplication, start: StartScreen, qtbot: QtBot
) -> None:
    start.resize(860, 510)
    qapp.processEvents()
    cards = start.findChildren(TemplateCard)
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert cards[2].hasFocus()
    assert cards[2].geometry().top() > cards[0].geometry().bottom()


def test_letters_search_in_templates_and_recent_documents(
    qapp: QApplication, start: StartScreen, file: Path, qtbot: QtBot
) -> None:
    other = file.with_name("b.postmortem.json")
    other.write_text("{}")
    start.show_work([recent(file, "Checkout down"), recent(other, "Search slow")], [], NOW)
    cards, rows = start.findChildren(TemplateCard), start.findChildren(RecentRow)
    cards[0].setFocus()
    qtbot.keyClicks(cards[0], "brie")
    shown = [card.template.id for card in cards if not card.isHidden()]
    assert shown == ["brief"]
    assert all(row.isHidden() for row in rows)
    brief = next(card for card in cards if card.template.id == "brief")
    with qtbot.waitSignal(start.template_chosen):
        qtbot.keyClick(brief, Qt.Key.Key_Return)
    qtbot.keyClick(brief, Qt.Key.Key_Escape)
    assert not any(surface.isHidden() for surface in (*cards, *rows))
    qtbot.keyClicks(cards[0], "slow")
    assert [row.path for row in rows if not row.isHidden()] == [other]
    for _ in range(4):
        qtbot.keyClick(start, Qt.Key.Key_Backspace)
    assert not any(surface.isHidden() for surface in (*cards, *rows))
    qtbot.keyClicks(start, "qqq")
    assert any("Nothing here is called “qqq”" in label.text() for label in start.findChildren(QLabel))


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ("{}", ""),
        ('\ufeff{\n"title": 1}\n\n', ""),
        ("", "empty file"),
        ("\0\0\0", "empty file"),
        ('{"facts": {"ti', "damaged"),
        ("<<<<<<< ours", "damaged"),
        (None, "file not found"),
    ],
)
def test_what_is_wrong_with_a_recent_file_is_said_beside_it(
    start: StartScreen, file: Path, content: str | None, state: str
) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    start.show_work([recent(file)], [], NOW)
    (row,) = start.findChildren(RecentRow)
    assert recent(file).trouble == state
    assert any(label.text() == state for label in row.findChildren(QLabel)) is bool(state)
    assert state in row.accessibleName()
    assert row.isEnabled() is (content is not None)


def test_the_picture_of_a_template_comes_from_its_sections(qapp: QApplication, tmp_path: Path) -> None:
    pictures = []
    for template in Library(Home.at(tmp_path)).templates():
        picture = QImage(260, 104, QImage.Format.Format_RGB32)
        picture.fill(0)
        painter = QPainter(picture)
        draw_thumbnail(painter, Theme(), template, QRectF(picture.rect()))
        painter.end()
        pictures.append(picture)
    assert all(a != b for at, a in enumerate(pictures) for b in pictures[:at])


def test_days_are_said_as_people_say_them() -> None:
    days = {0: "today 12:00", 1: "yesterday", 2: "19 Nov", 400: "17 Oct 2025"}
    assert {back: day_words(NOW - timedelta(days=back), NOW) for back in days} == days


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())
