"""The two ends of the whys: the problem and the root cause, each one tinted text that is always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.ui import painting
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.caret import mark
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD


class StatementCard(QFrame):
    """The problem or the root cause: a caption and one tinted text."""

    def __init__(self, place: Place, title: str, placeholder: str, hue: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hue = hue
        mark(self, place)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(44)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 7, 7)
        row.setSpacing(14)
        self._title = Label(title, "label", "red" if hue == "red" else "accent")
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self.field = _StatementField(title, placeholder, self)
        mark(self.field, place)
        self.field.moved.connect(self.update)
        row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignVCenter)

    def add_tool(self, widget: QWidget) -> None:
        """Put a button at the end."""
        self._row.setSpacing(8)
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = ("red_bg", "red") if self._hue == "red" else ("accent_soft", "accent_text")
        here = self.field.hasFocus()
        painter.setPen(QPen(theme.color("focus"), 2) if here else QPen(theme.color(edge, 0.4), 1))
        painter.setBrush(theme.color(fill))
        half = 1.0 if here else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_CARD, RADIUS_CARD)


class _StatementField(ProseField):
    moved = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget) -> None:
        super().__init__(name, placeholder, bare=True, parent=parent)
        self.set_font(current_theme().font("h3", Weight.DemiBold))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        font = current_theme().font("h3", Weight.DemiBold)
        if restyled(event) and f"font-size: {font.pixelSize()}px" not in self.styleSheet():
            self.set_font(font)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.moved.emit()


class KeyButton(Button):
    """A button that shows its key on a cap where there is room."""

    def __init__(self, text: str, icon: str, keys: str, tip: str) -> None:
        super().__init__(text, icon)
        self._keys, self._shows = keys, False
        self.setToolTip(f"{tip} ({keys})")
        self.setStyleSheet("text-align: left;")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is

    def show_key(self, *, shows: bool) -> None:
        """Show the key, or not."""
        if shows != self._shows:
            self._shows = shows
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        theme = current_theme()
        more = int(painting.key_cap_width(theme, self._keys)) + theme.px(2) if self._shows else 0
        return QSize(size.width() + more, size.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shows:
            theme = current_theme()
            x = self.width() - painting.key_cap_width(theme, self._keys) - theme.px(8)
            painting.draw_key_cap(QPainter(self), theme, x, self.height() / 2, self._keys)
