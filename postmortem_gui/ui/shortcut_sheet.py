"""Every key of the window on one sheet, as the table of commands has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.command import SEPARATOR, Command, cap_words
from postmortem_gui.ui.panel import SIDE, Panel

_WIDTH = 820


class ShortcutSheet(Panel):
    """Shows the commands that have keys, by menu and submenu, in two columns. Escape closes it."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, "Keyboard shortcuts", _WIDTH)
        self.setObjectName("shortcutSheet")
        self.come_with(_columns(commands))


def _columns(commands: Sequence[Command]) -> QWidget:
    """Return all the keys in two columns of about one height."""
    by_menu: dict[str, list[Command]] = {}
    for command in _with_keys(commands):
        by_menu.setdefault(command.submenu or command.menu, []).append(command)
    groups = list(by_menu.items())
    whole = sum(len(members) + 1 for _, members in groups)
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(SIDE, 14, SIDE, SIDE)
    row.setSpacing(2 * SIDE)
    columns: list[QVBoxLayout] = []
    lines = 0
    for menu, members in groups:
        if not columns or (len(columns) == 1 and lines + (len(members) + 1) / 2 > whole / 2):
            columns.append(QVBoxLayout())
            columns[-1].setSpacing(6)
            row.addLayout(columns[-1], 1)
        columns[-1].addWidget(Label(menu.replace("&", ""), "strong"))
        columns[-1].addLayout(_lines(members))
        columns[-1].addSpacing(14)
        lines += len(members) + 1
    for column in columns:
        column.addStretch(1)
    return sheet


def _with_keys(commands: Sequence[Command]) -> Iterator[Command]:
    return (command for command in commands if command.id != SEPARATOR and command.usual())


def _lines(commands: Sequence[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    for at, command in enumerate(commands):
        name = Label(command.label.replace("&", "").rstrip("…"), "second")
        grid.addWidget(name, at, 0)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for sequence in command.usual():
            keys.addWidget(KeyCap(cap_words(sequence)))
        grid.addLayout(keys, at, 1, Qt.AlignmentFlag.AlignRight)
    return grid
