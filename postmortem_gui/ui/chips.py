"""Small painted widgets: chip, severity block, priority, key cap, icon, avatar.

Chip("In review", "violet", "eye")           .show_chip(text, hue, icon, dashed=False)
ChipButton("Owner", "amber", "user-plus", dashed=True)    .clicked, keyboard and ring like any button
SeverityBlock("P1")                          .show_value("P2")
PriorityMark("P1"), KeyCap("Ctrl K"), IconMark("clock", "accent_text", 16)
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.looks import Look
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.tokens import CHIP


class _Mark(QWidget):
    """A painted thing of the size that it asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def _changed(self, name: str) -> None:
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()


class Chip(_Mark):
    """A word in a rounded fill, with an icon; dashed when it says that something is missing."""

    def __init__(
        self,
        text: str = "",
        hue: str = "grey",
        icon: str = "",
        *,
        dashed: bool = False,
        height: int = CHIP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self.show_chip(text, hue, icon, dashed=dashed)

    @property
    def text(self) -> str:
        """The word on it."""
        return self._text

    def show_chip(self, text: str, hue: str = "grey", icon: str = "", *, dashed: bool = False) -> None:
        """Show another word."""
        self._text, self._hue, self._icon, self._dashed = text, hue, icon, dashed
        self._changed(text)

    def show_look(self, look: Look) -> None:
        """Show a status, phase or kind of `looks`."""
        self.show_chip(look.label, look.hue, look.icon)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.chip_width(theme, self._text, self._icon)) + 1, theme.px(self._height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painting.draw_chip(
            QPainter(self),
            current_theme(),
            0,
            self.height() / 2,
            self._text,
            self._hue,
            self._icon,
            dashed=self._dashed,
            height=self._height,
            most=self.width(),
        )


class ChipButton(QAbstractButton):
    """A chip that can be pressed: a gap to fill, a link to a row."""

    def __init__(
        self, text: str, hue: str = "grey", icon: str = "", *, dashed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_chip(text, hue, icon, dashed=dashed)

    def show_chip(self, text: str, hue: str = "grey", icon: str = "", *, dashed: bool = False) -> None:
        """Show another word."""
        self._hue, self._icon, self._dashed = hue, icon, dashed
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.chip_width(theme, self.text(), self._icon)) + 7, theme.px(CHIP + 6))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painting.draw_chip(
            painter,
            theme,
            3,
            self.height() / 2,
            self.text(),
            self._hue,
            self._icon,
            dashed=self._dashed or (self.underMouse() and not self._dashed),
            height=CHIP,
            most=self.width() - 6,
        )
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, QRectF(self.rect()), self.height() / 2 - 1)


class SeverityBlock(_Mark):
    """The severity of the incident as a square block: SEV, and which."""

    def __init__(self, severity: str = "", height: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tall = height
        self.show_value(severity)

    def show_value(self, severity: str) -> None:
        """Show another severity."""
        self._severity = severity
        self._changed(f"Severity {severity}" if severity else "No severity yet")

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.severity_width(theme, self._severity)) + 1, theme.px(self._tall))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painting.draw_severity(QPainter(self), current_theme(), 0, self.height() / 2, self._severity, self._tall)


class PriorityMark(_Mark):
    """A priority as signal bars with its name."""

    def __init__(self, priority: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_value(priority)

    def show_value(self, priority: str) -> None:
        """Show another priority."""
        self._priority = priority
        self._changed(f"Priority {priority}" if priority else "No priority yet")

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.priority_width(theme, self._priority)) + 1, theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painting.draw_priority(QPainter(self), current_theme(), 0, self.height() / 2, self._priority)


class KeyCap(_Mark):
    """The name of a key, as on a cap."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._changed(f"Key {keys}")

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.key_cap_width(theme, self._keys)) + 1, theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painting.draw_key_cap(QPainter(self), current_theme(), 0, self.height() / 2, self._keys)


class IconMark(_Mark):
    """An icon in the colour of a token. It decorates: the words beside it say what it means."""

    def __init__(self, name: str, tint: str = "text3", side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.show_icon(name, tint)

    def show_icon(self, name: str, tint: str = "") -> None:
        """Show another icon, in the same colour unless another is given."""
        self._name = name
        self._tint = tint or self._tint
        self.update()

    _tint = "text3"

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        side = theme.px(self._side)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.paint_icon(QPainter(self), self._name, theme.color(self._tint), box)
