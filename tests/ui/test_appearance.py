from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui import appearance, theme
from postmortem_gui.ui.appearance import ZOOMS
from postmortem_gui.ui.contrast import WORDS, high_contrast
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.stylesheet import stylesheet
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.tokens import DARK, HUES, LIGHT, Colours, contrast

Key = Qt.Key
CONTROL, KEYPAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Theme())


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def kept(window: MainWindow) -> SettingsFile:
    """The settings as the next start will read them."""
    return SettingsFile(window.session.home)


def test_the_zoom_has_its_keys_and_stops_at_its_ends(example_window: MainWindow) -> None:
    window = example_window
    press(window, Key.Key_Equal)
    assert current_theme().scale == 1.1
    press(window, Key.Key_Plus)
    assert current_theme().scale == 1.25
    press(window, Key.Key_Plus, CONTROL | KEYPAD)
    assert current_theme().scale == 1.5
    for _ in range(3):
        press(window, Key.Key_Equal)
    assert current_theme().scale == 1.75
    press(window, Key.Key_Minus)
    assert current_theme().scale == 1.5
    press(window, Key.Key_Minus, CONTROL | KEYPAD)
    assert current_theme().scale == 1.25
    press(window, Key.Key_0)
    assert current_theme().scale == 1.0
    press(window, Key.Key_Minus)
    assert current_theme().scale == 1.0


def test_the_zoom_and_the_contrast_are_there_at_the_next_start(example_window: MainWindow) -> None:
    example_window.appearance.choose(zoom=150, contrast="high")
    assert (kept(example_window).value.zoom, kept(example_window).value.contrast) == (150, "high")
    example_window.appearance.choose(zoom=100, contrast="system")


def test_a_zoom_that_is_no_step_is_refused_and_changes_nothing(example_window: MainWindow) -> None:
    with pytest.raises(ValidationError):
        example_window.appearance.choose(zoom=400)
    assert current_theme().scale == 1.0


def test_every_size_of_the_window_follows_the_zoom(example_window: MainWindow) -> None:
    window = example_window
    assert window.workspace is not None
    parts = (window.workspace.tabs, window.status, window.header, window.workspace.capture)
    before = [part.height() for part in parts]
    window.appearance.choose(zoom=ZOOMS[-1])
    QApplication.processEvents()
    for part, was in zip(parts, before, strict=True):
        assert part.height() >= was * 1.5, part.objectName()


def test_contrast_follows_the_system_until_the_person_chooses(
    example_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = example_window
    for module in (appearance, theme):
        monkeypatch.setattr(module, "system_wants_contrast", lambda: True)
    window.appearance.choose(contrast="system")
    assert current_theme().strong
    window.appearance.switch_contrast()
    assert not current_theme().strong
    assert kept(window).value.contrast == "usual"
    window.appearance.switch_contrast()
    assert current_theme().strong
    assert kept(window).value.contrast == "system"


def test_the_command_turns_high_contrast_on_and_off(example_window: MainWindow) -> None:
    action = next(action for action in example_window.actions() if action.objectName() == "high_contrast")
    action.trigger()
    assert current_theme().strong
    assert current_theme().ring > Theme().ring
    action.trigger()
    assert not current_theme().strong


def test_an_older_qt_that_cannot_tell_the_contrast_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        """Style hints as they were before Qt 6.10."""

    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(Old))
    assert theme.system_wants_contrast() is False
    theme.follow_system_contrast(lambda: None)


GROUNDS = ("bg", "surface", "raised", "sunken", "hover", "selected", "rowalt", "field", "paper")
WORDS_ON = [
    *((ink, on) for ink in ("text", "text2", "text3") for on in GROUNDS),
    *(("accent_text", on) for on in ("bg", "surface", "hover", "accent_soft", "paper")),
    *(("on_accent", on) for on in ("accent", "accent_hover", "accent_press")),
    *((f"{hue}_fg", on) for hue in HUES for on in (f"{hue}_bg", "surface", "selected")),
    *(("text", f"{hue}_bg") for hue in HUES),
    *(("on_solid", hue) for hue in HUES),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS_ON, ids=str)
def test_in_high_contrast_every_word_has_seven_to_one(colours: Colours, ink: str, ground: str) -> None:
    strong = high_contrast(colours)
    assert contrast(getattr(strong, ink), getattr(strong, ground)) >= WORDS


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_in_high_contrast_every_edge_is_one_that_can_be_seen(colours: Colours) -> None:
    strong = high_contrast(colours)
    for edge in ("border", "border2", "border_strong", "focus"):
        for ground in ("bg", "surface", "raised", "sunken", "hover"):
            assert contrast(getattr(strong, edge), getattr(strong, ground)) >= 4.5, (edge, ground)
    for edge in ("border_strong", "focus"):
        assert contrast(getattr(strong, edge), strong.surface) >= WORDS
    assert set(asdict(strong)) == set(asdict(colours))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_in_high_contrast_the_style_sheet_writes_on_nothing_weak(colours: Colours) -> None:
    strong = high_contrast(colours)
    chosen = re.search(r'QToolButton\[seg="true"\]:checked { background: (#\w{6}); color: (#\w{6})', stylesheet(strong))
    assert chosen is not None
    assert contrast(chosen[1], chosen[2]) >= WORDS
    assert f"background: {strong.border2}; border-color" not in stylesheet(strong)
