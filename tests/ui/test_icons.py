from __future__ import annotations

import ast
import gc
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from postmortem_gui.resources import resource
from postmortem_gui.ui import icons, looks
from postmortem_gui.ui.theme import Theme, apply_theme


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    kept = dict(icons._sources)
    yield
    icons._sources.clear()
    icons._sources.update(kept)
    icons._memory.clear()
    apply_theme(qapp, Theme())


def inked(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


def test_an_icon_has_the_colour_that_was_asked_for_and_is_sharp_on_any_screen(qapp: QApplication) -> None:
    made = icons.pixmap("square", QColor("#d6342b"), 16, 2.0, 3.0)
    assert made.size() == QSize(32, 32)
    assert made.deviceIndependentSize().toSize() == QSize(16, 16)
    assert inked(made) == {"#d6342b"}


def test_an_icon_of_a_button_follows_the_theme_and_the_check(qapp: QApplication) -> None:
    icon = icons.icon("square", tint="red", on="blue")
    for name in ("light", "dark"):
        theme = Theme(name)
        apply_theme(qapp, theme)
        off = icon.pixmap(QSize(48, 48), 2.0)
        on = icon.pixmap(QSize(48, 48), 2.0, QIcon.Mode.Normal, QIcon.State.On)
        assert off.size() == QSize(96, 96)
        assert theme.color("red").name() in inked(off)
        assert theme.color("blue").name() in inked(on)


def test_icons_outlive_whoever_made_them(qapp: QApplication) -> None:
    kept = [QIcon(icons.icon("clock")) for _ in range(500)]
    other = QIcon(kept[0])
    other.addPixmap(QPixmap(4, 4))  # has Qt make a copy of the engine
    del kept
    gc.collect()
    assert not other.pixmap(QSize(16, 16)).isNull()


def test_what_was_used_is_there_at_the_next_start_without_lucide(tmp_path: Path, qapp: QApplication) -> None:
    icons.remember_in(tmp_path / "cache")
    drawn = icons.source("clock")
    icons.remember()
    icons._sources.clear()
    kept = sys.modules.pop("lucide", None)
    try:
        icons.remember_in(tmp_path / "cache")
        assert icons.source("clock") == drawn
        assert "lucide" not in sys.modules
    finally:
        if kept is not None:
            sys.modules["lucide"] = kept


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"clock": 3}', b"\xff\xfe"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, qapp: QApplication, damage: bytes) -> None:
    icons.remember_in(tmp_path)
    icons._memory[0].write_bytes(damage)
    icons._sources.clear()
    icons.remember_in(tmp_path)
    assert "<svg" in icons.source("clock")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "file").write_text("in the way")
    icons.remember_in(tmp_path / "file" / "cache")
    icons.source("clock")
    icons.remember()


def test_an_icon_that_lucide_does_not_have_is_a_circle(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert "<circle" in icons.source("no-such-icon")


def test_every_icon_that_the_program_names_exists(qapp: QApplication) -> None:
    names = {
        look.icon
        for table in (looks.STATUS, looks.ACTION_STATUS, looks.WHY_STATE, looks.PHASE, looks.KIND)
        for look in table.values()
    }
    for path in Path(icons.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("ToolButton", "IconMark", "EmptyState") and isinstance(first, ast.Constant):
                    names.add(str(first.value))
    for name in sorted(names):
        assert icons.source(name) != icons._CIRCLE, name


def test_the_program_has_an_icon_of_its_own(qapp: QApplication) -> None:
    assert not QIcon(str(resource("icons/app.svg"))).pixmap(QSize(64, 64)).isNull()
