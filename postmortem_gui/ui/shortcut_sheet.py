"""Every key of the window on one sheet, as the table of commands has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.commands import SEPARATOR, Command, cap_words
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.theme import current_theme

_WIDTH, _GAP = 820, 24
_SCROLL = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 400, Qt.Key.Key_PageUp: -400}


class ShortcutSheet(Overlay):
    """Shows the commands that have keys, by menu, in two columns. Escape closes it."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, "Keyboard shortcuts")
        self.setObjectName("shortcutSheet")
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(_GAP, 12, 12, 10)
        head.addWidget(Label("Keyboard shortcuts", "h2"))
        head.addStretch(1)
        self._close = ToolButton("x", "Close")
        self._close.clicked.connect(self.go)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(hairline())
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("Keyboard shortcuts")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._keys = _columns(commands)
        self._area.setWidget(self._keys)
        self._keys.setAutoFillBackground(False)
        column.addWidget(self._area, 1)
        self.come(self._close)

    @override
    def fit_box(self) -> None:
        width = min(current_theme().px(_WIDTH), self.width() - 32)
        tall = min(self._keys.sizeHint().height() + current_theme().px(72), self.height() - 48)
        self.box.setGeometry((self.width() - width) // 2, (self.height() - tall) // 2, width, tall)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _SCROLL:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLL[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the keyboard on the one button: there is nothing else to press."""
        return True


def _columns(commands: Sequence[Command]) -> QWidget:
    """Return all the keys in two columns of about one height."""
    groups = [(menu, list(members)) for menu, members in groupby(_with_keys(commands), lambda command: command.menu)]
    whole = sum(len(members) + 1 for _, members in groups)
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(_GAP, 14, _GAP, _GAP)
    row.setSpacing(2 * _GAP)
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
        name = Label(command.named().rstrip("…"), "second")
        grid.addWidget(name, at, 0)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for sequence in command.usual():
            keys.addWidget(KeyCap(cap_words(sequence)))
        grid.addLayout(keys, at, 1, Qt.AlignmentFlag.AlignRight)
    return grid
