"""The small card below a time that is being typed: how it is read, and the question where it can be read in two ways.

panel = TimePanel(editor); panel.say("14:32 UTC, Tuesday 17 November 2026"); panel.ask(doubt)
panel.takes(event)      # while it asks: 1, 2, arrows, Enter; True when the key was for it
panel.answered(Reading), panel.declined()
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.doubts import Doubt, Reading
from postmortem_gui.ui import painting
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.theme import Weight, current_theme
from postmortem_gui.ui.tokens import RADIUS_CONTROL

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LINE, _LEAST, _MOST, _EDGE = 28, 250, 460, 12
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = "12"


class _Answer(QAbstractButton):
    """One way to read a time, with the key that takes it. The keyboard stays where somebody types."""

    def __init__(self, key: str, reading: Reading, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self.reading = key, reading
        self.setText(reading.words)
        self.setAccessibleName(f"{key}: {reading.words}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(theme.font(weight=Weight.Medium)).horizontalAdvance(self.text())
        return QSize(int(words + painting.key_cap_width(theme, self.key)) + theme.px(26), theme.px(_LINE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        x = theme.px(6)
        x += int(painting.draw_key_cap(painter, theme, x, self.height() / 2, self.key)) + theme.px(8)
        painter.setFont(theme.font(weight=Weight.Medium))
        painter.setPen(theme.color("accent_text" if self.isChecked() else "text"))
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), _LEFT, self.text())


class TimePanel(QFrame):
    """Lies over the window below the widget that somebody types into, and takes no focus: its keys are handed to it."""

    answered = Signal(object)
    """Carries the Reading that somebody chose."""
    declined = Signal()
    """Says that the question was put away; what was typed stays."""

    def __init__(self, anchor: QWidget) -> None:
        # The window is not kept: a widget that holds what it lives in dies with it in an order that crashes Qt.
        super().__init__(anchor.window())
        anchor.destroyed.connect(self.deleteLater)
        self._anchor = anchor
        self._answers: list[_Answer] = []
        self.setProperty("card", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_EDGE, 8, _EDGE, 8)
        self._column.setSpacing(2)
        self._said = Label("", "caption", wrap=True)
        self._column.addWidget(self._said)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer by 1, 2, arrows and Enter."""
        return self._asks

    _asks = False

    @property
    def text(self) -> str:
        """What it says, and the answers with their keys."""
        return "\n".join([self._said.text(), *(answer.accessibleName() for answer in self._answers)])

    def say(self, words: str, tone: str = "", other: tuple[str, Reading] | None = None) -> None:
        """Say how a time is read, or nothing; `other` is another way and the key that takes it."""
        self._asks = False
        self._show(words, tone, [other] if other else [])

    def ask(self, doubt: Doubt) -> None:
        """Ask, with the likelier answer under the cursor."""
        self._show(doubt.question, "amber", list(zip(_KEYS, doubt.readings, strict=True)))
        self._asks = True
        self._go_to(doubt.nearest)

    def takes(self, event: QKeyEvent) -> bool:
        """Do what a key asks while a question is open. Any other key puts the question away and belongs to the text."""
        key = Qt.Key(event.key())
        if not self._asks:
            return False
        if event.text() and event.text() in _KEYS:
            self._take(self._answers[_KEYS.index(event.text())])
        elif key in _TAKE:
            self._take(next(answer for answer in self._answers if answer.isChecked()))
        elif key in _STEPS:
            at = next(at for at, answer in enumerate(self._answers) if answer.isChecked())
            self._go_to((at + _STEPS[key]) % len(self._answers))
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        elif key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta):
            return False
        else:
            self.put_away()
            return False
        return True

    def put_away(self) -> None:
        """Hide; what was typed stays."""
        self._asks = False
        self.hide()
        self.declined.emit()

    # ── How it looks ──

    def _show(self, words: str, tone: str, answers: list[tuple[str, Reading]]) -> None:
        for old in self._answers:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._answers = [_Answer(key, reading, self) for key, reading in answers]
        for answer in self._answers:
            answer.clicked.connect(self._clicked)
            self._column.addWidget(answer)
            answer.show()
        self._said.setText(words)
        self._said.set_tone(tone)
        self.setAccessibleName(self.text)
        if not words:
            self.hide()
            return
        self.settle()
        self.show()
        self.raise_()

    def _go_to(self, at: int) -> None:
        for n, answer in enumerate(self._answers):
            answer.setChecked(n == at)
        self.setAccessibleDescription(self._answers[at].accessibleName())

    def _clicked(self) -> None:
        answer = self.sender()
        if isinstance(answer, _Answer):
            self._take(answer)

    def _take(self, answer: _Answer) -> None:
        self._asks = False
        self.hide()
        self.answered.emit(answer.reading)

    def settle(self) -> None:
        """Lie below the widget, or above it where there is no room below."""
        theme, window = current_theme(), self._anchor.window()
        if self.parentWidget() is not window:  # made before the anchor was put into its window
            self.setParent(window)
        words = QFontMetricsF(theme.font("caption")).horizontalAdvance(self._said.text()) + 2 * _EDGE + 4
        wide = max([theme.px(_LEAST), int(words), *(each.sizeHint().width() + 2 * _EDGE for each in self._answers)])
        wide = min(wide, theme.px(_MOST), window.width() - 16)
        self.setFixedWidth(wide)
        tall = self._column.totalHeightForWidth(wide) if self._column.hasHeightForWidth() else self.sizeHint().height()
        rect = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        below = rect.bottom() + 4
        top = below if below + tall <= window.height() - 8 else rect.top() - tall - 3
        self.setGeometry(max(8, min(rect.left(), window.width() - 8 - wide)), max(8, top), wide, tall)
