from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.ui import fonts, tokens
from postmortem_gui.ui import stylesheet as style
from postmortem_gui.ui.stylesheet import stylesheet
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme, palette, system_theme_name


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Theme())


def test_both_themes_give_every_role_of_the_palette_its_token() -> None:
    for name in tokens.THEMES:
        theme = Theme(name)
        made = palette(theme)
        assert made.color(QPalette.ColorRole.Window) == theme.color("bg")
        assert made.color(QPalette.ColorRole.PlaceholderText) == theme.color("text3")
        assert made.color(QPalette.ColorRole.Link) == theme.color("accent_text")
        assert made.color(QPalette.ColorRole.ToolTipBase) == theme.color("raised")
        disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert disabled != made.color(QPalette.ColorRole.Text)


def test_the_style_sheet_has_no_colour_that_is_no_token() -> None:
    for colours in tokens.THEMES.values():
        every = {getattr(theme, name) for theme in tokens.THEMES.values() for name in theme.__dataclass_fields__}
        written = set(re.findall(r": [^;]*?(#[0-9A-Fa-f]{3,8})\b", stylesheet(colours)))
        assert written <= every


def test_switching_shows_on_widgets_that_are_already_there_and_is_quick(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = [QLineEdit() for _ in range(60)]
    for one in fields:
        column.addWidget(one)
    field = fields[0]
    apply_theme(qapp, Theme("light"))
    window.show()
    before = field.grab().toImage().pixelColor(20, 16)
    started = time.process_time()
    apply_theme(qapp, Theme("dark"))
    window.repaint()
    took = time.process_time() - started
    assert current_theme() == Theme("dark")
    assert before == Theme("light").color("field")
    assert field.grab().toImage().pixelColor(20, 16) == Theme("dark").color("field")
    assert took < 1.0  # 30 ms measured; a bench says how many, a test only that it is no freeze


def test_the_scale_makes_words_and_fields_larger(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("Wide enough")
    field = QLineEdit()
    for widget in (label, field):
        qtbot.addWidget(widget)
    apply_theme(qapp, Theme("light"))
    small = (label.sizeHint(), field.sizeHint())
    apply_theme(qapp, Theme("light", 1.5))
    assert label.sizeHint().width() > small[0].width() * 1.3
    assert field.sizeHint().height() == 48
    assert small[1].height() == 32


def test_a_colour_that_is_no_token_is_refused() -> None:
    with pytest.raises(AttributeError):
        Theme().color("pink")


def test_the_system_is_light_where_it_does_not_say(qapp: QApplication) -> None:
    assert system_theme_name() in ("light", "dark")


def test_the_document_has_the_same_families_on_every_machine(qapp: QApplication) -> None:
    assert QFontInfo(fonts.document_font(15)).family() == fonts.SERIF
    assert QFontInfo(fonts.document_font(15, serif=False)).family() == fonts.SANS
    assert QFontInfo(fonts.document_font(15, fonts.Weight.Bold)).bold()


def test_the_window_has_a_font_made_for_screens(qapp: QApplication) -> None:
    assert QFontInfo(fonts.font()).family() not in ("DejaVu Sans", "Nimbus Sans", "Sans Serif")


def test_digits_of_times_are_equally_wide(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(fonts.font("body", tabular=True))
    assert len({round(metrics.horizontalAdvance(digit * 10), 2) for digit in "0123456789"}) == 1


def test_the_window_opens_without_its_small_marks_where_nothing_can_be_written(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(style, "_folder", lambda: QTemporaryDir(str(tmp_path / "none" / "XXXXXX")))
    monkeypatch.setattr(style, "_mark", style._mark.__wrapped__)
    shape = stylesheet(Theme().colours)
    assert "url(:/nothing)" in shape
    field = QComboBox()
    field.setStyleSheet(shape)
    field.grab()
