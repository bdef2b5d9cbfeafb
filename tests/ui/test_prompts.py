"""Asking for a file gives the name that will be written, and the system has asked about just that name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.ui.prompts import Prompts


class Dialog:
    """The file dialog of a system that adds no endings: it gives the answers of a test, one after the other."""

    def __init__(self, *names: str) -> None:
        self._names: Iterator[str] = iter(names)
        self.shown: list[str] = []

    def __call__(self, _parent: QWidget, _title: str, suggested: str, _kinds: str) -> tuple[str, str]:
        self.shown.append(suggested)
        return next(self._names), ""


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def ask(monkeypatch: pytest.MonkeyPatch, parent: QWidget, dialog: Dialog, suggested: Path) -> Path | None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    return Prompts().file_to_save(parent, suggested)


@pytest.mark.parametrize(
    ("suggested", "typed", "given"),
    [
        ("down.postmortem.json", "up", "up.postmortem.json"),
        ("down.postmortem.json", "up.json", "up.json"),
        ("down.pdf", "up", "up.pdf"),
        ("down.pdf", "up.PDF", "up.PDF"),
        ("down", "up", "up"),
    ],
)
def test_a_name_without_an_ending_gets_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, parent: QWidget, tmp_path: Path, suggested: str, typed: str, given: str
) -> None:
    assert ask(monkeypatch, parent, Dialog(str(tmp_path / typed)), tmp_path / suggested) == tmp_path / given


def test_a_file_that_exists_is_not_handed_out_before_the_system_has_asked_about_it(
    monkeypatch: pytest.MonkeyPatch, parent: QWidget, tmp_path: Path
) -> None:
    there = tmp_path / "up.postmortem.json"
    there.touch()
    dialog = Dialog(str(tmp_path / "up"), "")
    assert ask(monkeypatch, parent, dialog, tmp_path / "down.postmortem.json") is None
    assert dialog.shown[1] == str(there)
