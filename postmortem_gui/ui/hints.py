"""What the template would have told here and nobody has yet: grey lines below a grid.

hints = HintList("moments that are often told"); hints.show_hints([Hint("Page sent", look), …]); hints.taken(int)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import icons
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.looks import Look
from postmortem_gui.ui.painting import chip_width, draw_chip, draw_focus_ring
from postmortem_gui.ui.theme import current_theme, restyled

_LINE = 32


class Hint(NamedTuple):
    """A line that could be told: its words, and the look of its phase, kind or priority."""

    text: str
    look: Look | None = None


class HintButton(QAbstractButton):
    """A grey line that becomes a row when it is pressed."""

    def __init__(self, hint: Hint, at: int, indent: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._indent = hint.look, indent
        self.at = at
        self.setText(hint.text)
        self.setAccessibleName(f"Add: {hint.text}" + (f", {hint.look.label}" if hint.look else ""))
        self.setToolTip(tip(f"Add a row for “{hint.text}”"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, current_theme().px(_LINE))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, here = QRectF(self.rect()), self.underMouse() or self.hasFocus()
        if here:
            painter.fillRect(box, theme.color("hover"))
        side, cy = theme.px(13), box.center().y()
        tint = theme.color("accent_text" if here else "text3")
        icons.paint_icon(painter, "plus", tint, QRectF(theme.px(5), cy - side / 2, side, side), 2)
        right = box.right() - theme.px(8)
        if self._look is not None:
            width = chip_width(theme, self._look.label, self._look.icon)
            painter.setOpacity(1.0 if here else 0.75)
            draw_chip(painter, theme, right - width, cy, self._look.label, self._look.hue, self._look.icon, dashed=True)
            painter.setOpacity(1.0)
            right -= width + theme.px(8)
        font = theme.font()
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if here else "text3"))
        left = theme.px(self._indent)
        text = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, 0, right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(theme.color("border"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(left, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            draw_focus_ring(painter, theme, box)


class HintList(QWidget):
    """The lines below their head. `toggle` is the button that opens and closes them, for the head of a card."""

    taken = Signal(int)
    """The place of the line in `show_hints` that a person wants as a row."""
    toggled = Signal()

    def __init__(self, words: str, indent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._indent = words, indent
        self._buttons: list[HintButton] = []
        self._hints: list[Hint] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(hairline())
        head = QHBoxLayout()
        head.setContentsMargins(13, 7, 9, 3)
        head.setSpacing(8)
        head.addWidget(IconMark("lightbulb", "text3", 14))
        self._count = Label("", "caption")
        head.addWidget(self._count, 1)
        whole.addLayout(head)
        self.toggle = ToolButton("lightbulb", words, checkable=True)
        self.toggle.clicked.connect(self._toggle)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        whole.addWidget(self._area, 1)
        self.set_open(opened=False)

    @property
    def is_open(self) -> bool:
        """Whether the lines are wanted; they are shown when there are any."""
        return self._is_open

    def set_open(self, *, opened: bool) -> None:
        """Show the lines, or nothing at all."""
        self._is_open = opened
        self.toggle.setChecked(opened)
        self._show()

    def _toggle(self) -> None:
        self.set_open(opened=self.toggle.isChecked())
        self.toggled.emit()

    def _show(self) -> None:
        count = f"{len(self._hints)} {self._words}"
        self._count.setText(count)
        name = f"{'Hide' if self._is_open else 'Show'} {count}"
        self.toggle.setToolTip(name)
        self.toggle.setAccessibleName(name)
        told = bool(self._hints) and not current_theme().presenting  # a room is not told what nobody has written
        self.toggle.setVisible(told)
        self.setVisible(told and self._is_open)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            was_hidden = self.isHidden()
            self._show()
            if was_hidden != self.isHidden():
                self.toggled.emit()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show other lines; without any there is nothing here."""
        if list(hints) == self._hints:
            return
        self._hints = list(hints)
        self._show()
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for at, hint in enumerate(hints):
            button = HintButton(hint, at, self._indent, self)
            button.clicked.connect(self._pressed)
            self._column.insertWidget(at, button)
            button.show()
            self._buttons.append(button)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, HintButton):
            self.taken.emit(button.at)
