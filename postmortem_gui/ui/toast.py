"""The toast: a dark pill that says what was done, with one way on, and goes by itself.

toast = Toast(host); toast.say("Deleted 3 timeline rows", Offer("Undo", "undo_step")); toast.taken.connect(...)
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.editing.messages import Offer
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.messages import announce
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.theme import current_theme, restyled

TOAST_MS, SHORT_MS = 6000, 1500
"""How long a toast stays, and how long at least when another one waits and nothing can be pressed on it."""
_MOST, _ABOVE, _NOWHERE = 640, 10, 1_000_000
"""The widest toast, in pixels at scale 1.0; what is longer goes on in the next line. And what is left free below."""


class _Said(NamedTuple):
    text: str
    offer: Offer | None


class Toast(QFrame):
    """Lies low in the middle of its host. One at a time; the next one waits its turn.

    It goes after six seconds, but never while the mouse or the keyboard is on it. One that can be pressed is not
    pushed out by the next, unless that offers the same: then there is nothing left to press on the first.
    """

    taken = Signal(object)
    """Carries the Offer whose button was pressed."""
    said = Signal(str)
    """Carries what it says from now on, as it begins to say it."""
    let_go = Signal()
    """Says that it went while it had the keyboard, which somebody else should take."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._waiting: deque[_Said] = deque()
        self._now: _Said | None = None
        self.setProperty("toast", "true")
        self._host = host
        self._row = row = QHBoxLayout(self)
        row.setSpacing(10)
        self._words = Label("", wrap=True)
        row.addWidget(self._words)
        self._action = QPushButton(self)
        self._action.setProperty("kind", "toast")
        self._action.clicked.connect(self._taken)
        self._action.installEventFilter(self)
        row.addWidget(self._action)
        self._timer = QTimer(self, interval=TOAST_MS, singleShot=True)
        self._timer.timeout.connect(self._next)
        self._over = host
        host.installEventFilter(self)
        self.hide()

    def stand_over(self, area: QWidget) -> None:
        """Stand low in the middle of the host, or of something in it, from now on."""
        if self._over is not self._host and isValid(self._over):
            self._over.removeEventFilter(self)
        self._over = area
        if area is not self._host:
            area.installEventFilter(self)
        self._settle()

    def say(self, text: str, offer: Offer | None = None) -> None:
        """Say a sentence, with one button perhaps, now or as soon as what is said now has been read."""
        said = _Said(text, offer)
        if said == self._now or said in self._waiting:
            return
        self._waiting.append(said)
        if self._now is None or (self._is_same_offer(offer) and not self._held()):
            self._show_next()
        elif self._now.offer is None and not self._held():
            self._timer.start(min(SHORT_MS, self._timer.remainingTime()) if self._timer.isActive() else SHORT_MS)

    def withdraw(self, command: str) -> None:
        """Take back an offer that holds no more, with the sentence that made it."""
        self._waiting = deque(each for each in self._waiting if each.offer is None or each.offer.command != command)
        if self._now is not None and self._now.offer is not None and self._now.offer.command == command:
            self._show_next()

    @property
    def text(self) -> str:
        """What it says now; an empty text while it is gone."""
        return self._now.text if self._now is not None else ""

    def _is_same_offer(self, offer: Offer | None) -> bool:
        now = self._now.offer if self._now is not None else None
        return offer is not None and now is not None and now.command == offer.command

    def _held(self) -> bool:
        return self.underMouse() or (self._action.isVisible() and self._action.hasFocus())

    def _next(self) -> None:
        if not self._held():  # else it goes when the mouse or the keyboard does
            self._show_next()

    def _show_next(self) -> None:
        had_keyboard = self._action.hasFocus()
        if not self._waiting:
            self._now = None
            self.hide()
            if had_keyboard:
                self.let_go.emit()
            return
        said = self._now = self._waiting.popleft()
        self._words.setText(said.text)
        self._action.setVisible(said.offer is not None)
        if said.offer is not None:
            self._action.setText(said.offer.words)
            self._action.setAccessibleName(f"{said.offer.words}: {said.text}")
        self.setAccessibleName(said.text)
        self._settle()
        self.show()
        self.raise_()
        waits = bool(self._waiting) and said.offer is None
        self._timer.start(SHORT_MS if waits else TOAST_MS)
        announce(self, said.text)
        self.said.emit(said.text)

    def _taken(self) -> None:
        said = self._now
        self._show_next()
        if said is not None and said.offer is not None:
            self.taken.emit(said.offer)

    def _settle(self) -> None:
        """Be as large as the words ask for, in the middle of the host."""
        theme, area = current_theme(), QRect(QPoint(), self._over.size())
        if self._over is not self._host:
            area.moveTopLeft(self._over.mapTo(self._host, QPoint()))
        has_button = self._now is not None and self._now.offer is not None
        self._row.setContentsMargins(theme.px(14), theme.px(4), theme.px(6 if has_button else 16), theme.px(4))
        room = min(theme.px(_MOST), area.width() - theme.px(140 if has_button else 80))
        metrics = self._words.fontMetrics()
        wide = min(metrics.horizontalAdvance(self._words.text()) + 4, max(room, 80))
        self._words.setFixedWidth(wide)
        self._words.setFixedHeight(max(theme.px(32), self._words.heightForWidth(wide)))
        self._row.activate()
        self.resize(self.sizeHint())
        left = max(area.center().x() - self.width() // 2, 4)
        bottom = min([area.bottom() + 1, *(self._top_of(note) for note in self._over.findChildren(NoteLine))])
        self.move(left, bottom - self.height() - theme.px(_ABOVE))

    def _top_of(self, note: NoteLine) -> int:
        """Return where a line with answers begins, so that none of them is covered; far below where there is none."""
        return note.mapTo(self._host, QPoint()).y() if note.isVisible() and note.is_asking else _NOWHERE

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and self._now is not None:
            self._settle()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._host, self._over) and event.type() == QEvent.Type.Resize:
            self._settle()
        if watched is self._action and event.type() == QEvent.Type.FocusOut and self._now is not None:
            self._timer.start(TOAST_MS)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc send it away."""
        if event.key() == Qt.Key.Key_Escape:
            self._show_next()
            return
        super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._now is not None:
            self._timer.start(TOAST_MS)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self._now is None:
            self._timer.stop()
        super().hideEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border2"), 1) if theme.dark else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised" if theme.dark else "text"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(theme.px(20), box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)
