"""Buttons and the segmented control.

Button("Export", "download", kind="primary")      kinds: plain, primary, ghost, danger
ToolButton("plus", "Add a row", text="Add")       icon alone unless there is a text; the name is also the tooltip
SegmentedControl("Side panel", [("preview", "Preview"), ("hide", "Hide")])
    .show_value("hide") says nothing; .edited(key) only when a person chooses
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import icons
from postmortem_gui.ui.theme import current_theme, restyled

_GAP = 4
_TINTS = {"primary": "on_accent", "danger": "red_fg", "plain": "text2", "ghost": "text2"}


class Button(QPushButton):
    """A button with words, and perhaps an icon. Enter presses it too, as everywhere in this program."""

    def __init__(self, text: str, icon: str = "", kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(text.replace("&", ""))
        self.setAutoDefault(True)
        self._has_icon = bool(icon)
        if icon:
            self.setIcon(icons.icon(icon, _TINTS[kind], gap=_GAP))
        self._resize_icon()

    def _resize_icon(self) -> None:
        side = current_theme().px(16)
        self.setIconSize(QSize(side + _GAP, side))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self._resize_icon()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A flat button with an icon. `name` is its tooltip and what a screen reader says."""

    def __init__(
        self, icon: str, name: str, text: str = "", *, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap = _GAP if text else 0
        self.setIcon(icons.icon(icon, gap=self._gap))
        self.setText(text)
        # A least width in the style sheet would be the least width of the words, too, and let them be cut.
        self.setProperty("words", "true" if text else "false")
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(beside)
        self.setToolTip(tip(name))
        self.setAccessibleName(name)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._resize_icon()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self.setIcon(icons.icon(icon, gap=self._gap))

    def _resize_icon(self) -> None:
        side = current_theme().px(16)
        self.setIconSize(QSize(side + self._gap, side))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self._resize_icon()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class _Segment(QToolButton):
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a lone button would move the focus; in the control the arrows choose
            return
        super().keyPressEvent(event)


class SegmentedControl(QFrame):
    """One choice of a few, all in sight. The arrow keys choose; Tab leaves."""

    edited = Signal(str)
    """The key that a person has chosen."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segments", "true")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._value = ""
        self._buttons: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The key that is shown, or an empty text."""
        return self._value

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices, pairs of key and words. The value stays as it is."""
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        for key, label in choices:
            button = _Segment(self)
            button.setText(label)
            button.setProperty("seg", "true")
            button.setProperty("key", key)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{self.accessibleName()}: {label}" if self.accessibleName() else label)
            button.clicked.connect(self._pressed)
            self._row.addWidget(button)
            self._buttons[key] = button
        self.show_value(self._value)

    def button(self, key: str) -> QToolButton:
        """Return the button of a choice, to enable it or to give it a tooltip. Raises KeyError."""
        return self._buttons[key]

    def show_value(self, key: str) -> None:
        """Show a choice; a key that is not offered leaves all of them up."""
        self._value = key
        chosen = key if key in self._buttons else next(iter(self._buttons), "")
        for name, button in self._buttons.items():
            button.setChecked(name == key)
            # One stop for the Tab key, as in a group of radio buttons.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == chosen else Qt.FocusPolicy.ClickFocus)

    def _pressed(self) -> None:
        self._choose(str(self.sender().property("key")))

    def _choose(self, key: str) -> None:
        changed = key != self._value
        self.show_value(key)
        if changed:
            self.edited.emit(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = [key for key, button in self._buttons.items() if button.isEnabled()]
        if not step or not keys:
            super().keyPressEvent(event)
            return
        at = keys.index(self._value) + step if self._value in keys else 0
        key = keys[at % len(keys)]
        self._choose(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
