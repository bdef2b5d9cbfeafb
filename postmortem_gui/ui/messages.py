"""How the program speaks up without a dialog: the banner, which stays, and the toast, which goes.

banner = Banner("error", "Couldn't open x.json: it is no postmortem. Your document is as it was.")
banner.add_button("Show details").clicked.connect(...); banner.closed.connect(...)    # kinds: info, warn, error, done
toast = Toast(host); toast.say("3 rows deleted", "Undo"); toast.pressed.connect(...)
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import RADIUS_CARD

_KINDS = {
    "info": ("blue", "info"),
    "warn": ("amber", "triangle-alert"),
    "error": ("red", "circle-x"),
    "done": ("green", "circle-check"),
}

TOAST_MS = 6000


class Banner(QFrame):
    """A strip above the document that says what happened, with buttons for what to do. Esc closes it from within."""

    closed = Signal()

    def __init__(
        self, kind: str, text: str, detail: str = "", *, closable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._hue, icon = _KINDS[kind]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(IconMark(icon, f"{self._hue}_fg", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.text = Label(text, wrap=True)
        self.text.setMinimumHeight(32)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.text)
        self.detail = Label(detail, "caption", wrap=True)
        self.detail.setVisible(bool(detail))
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)
        if closable:
            close = ToolButton("x", "Close this message")
            close.clicked.connect(self.dismiss)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.is_closable = closable
        _announce(self)

    def add_button(self, text: str, kind: str = "plain", icon: str = "") -> Button:
        """Add a button and return it."""
        button = Button(text, icon, kind)
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def show_text(self, text: str, detail: str = "") -> None:
        """Say something else, such as how far an export is."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def go_after(self, pause_ms: int) -> None:
        """Go away by itself after a while, unless somebody is on it with the keyboard by then."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._go)
        timer.start(pause_ms)

    def _go(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not (focused is self or self.isAncestorOf(focused)):
            self.dismiss()

    def dismiss(self) -> None:
        """Go away, and say so."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_closable:
            self.dismiss()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        look = theme.hue(self._hue)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(theme.color("focus"), 2) if self.hasFocus() else QPen(look.solid, 1)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(look.fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_CARD, RADIUS_CARD)


class _Said(NamedTuple):
    text: str
    action: str


class Toast(QFrame):
    """A dark pill low in the middle of its host that says what was done, with one way back. One at a time, in a row.

    It goes after six seconds, but never while the mouse or the keyboard is on it.
    """

    pressed = Signal(str)
    """The text of the toast whose button was pressed."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._waiting: deque[_Said] = deque()
        self.setProperty("toast", "true")
        self._host = host
        self._row = row = QHBoxLayout(self)
        row.setSpacing(10)
        self._words = Label("")
        row.addWidget(self._words)
        self._action = QPushButton(self)
        self._action.setProperty("kind", "toast")
        self._action.clicked.connect(self._taken)
        self._action.installEventFilter(self)
        row.addWidget(self._action)
        self._timer = QTimer(self, interval=TOAST_MS, singleShot=True)
        self._timer.timeout.connect(self._next)
        self._room = 12
        host.installEventFilter(self)
        self.hide()

    def set_room_below(self, pixels: int) -> None:
        """Keep so many pixels free below, for what stands at the bottom of the host."""
        self._room = pixels
        self._settle()

    def say(self, text: str, action: str = "") -> None:
        """Say a sentence, with one button perhaps, instead of what it says now; while somebody is on that, after it."""
        self._waiting.append(_Said(text, action))
        if self.isHidden() or not self._held():
            self._next()

    @property
    def text(self) -> str:
        """What it says now; an empty text while it is gone."""
        return "" if self.isHidden() else self._words.text()

    def _held(self) -> bool:
        return self.underMouse() or (self._action.isVisible() and self._action.hasFocus())

    def _next(self) -> None:
        if not self.isHidden() and self._held():
            self._timer.start()
            return
        if not self._waiting:
            self.hide()
            return
        said = self._waiting.popleft()
        self._words.setText(said.text)
        self._action.setText(said.action)
        self._action.setVisible(bool(said.action))
        self.setAccessibleName(said.text)
        self._action.setAccessibleName(f"{said.action}: {said.text}")
        self._row.setContentsMargins(16, 4, 6 if said.action else 16, 4)
        self._words.setMinimumHeight(32)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()
        _announce(self)

    def _taken(self) -> None:
        text = self._words.text()
        self.hide()
        self.pressed.emit(text)
        self._next()

    def _settle(self) -> None:
        host = self._host
        self.move(QPoint((host.width() - self.width()) // 2, host.height() - self.height() - self._room))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._settle()
        if watched is self._action and event.type() == QEvent.Type.FocusOut and not self.isHidden():
            self._timer.start()
        return False

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.isHidden():
            self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border2"), 1) if theme.dark else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised" if theme.dark else "text"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)


def _announce(widget: QWidget) -> None:
    """Have a screen reader say it."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
