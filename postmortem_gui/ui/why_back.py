"""Read back: the chain of whys upward, from the cause to the effect, joined by “therefore”, a step at a time."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.postmortem import Whys
from postmortem_gui.core.why_path import path
from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.theme import Theme, Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD

_THEREFORE = "therefore"
_PAD, _GAP, _HEAD = 16, 7, 30
_KEYS = (("↑", "next"), ("↓", "back"), ("Esc", "close"))
_ON = (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Backspace)


class Link(NamedTuple):
    """A statement of the chain: the id of its why, empty for the problem, and its words."""

    id: str
    words: str


def links_of(told: Whys) -> tuple[Link, ...]:
    """Return the chain upward: the answers on the path from the last to the first, and the problem."""
    answers = [Link(why.id, " ".join(why.answer.split())) for why in reversed(path(told)) if why.answer.strip()]
    problem = [Link("", " ".join(told.problem.split()))] if told.problem.strip() else []
    return (*answers, *problem)


class _Piece(NamedTuple):
    """Words, or the word between two statements (`is_pill`), where they are painted."""

    box: QRectF
    words: str
    is_pill: bool
    is_on: bool


class ReadBack(QWidget):
    """Asks of each step whether it holds. The whole chain is shown where it fits in a line, else one pair of steps."""

    stepped = Signal(str)
    """The id of the why that is the cause in this step."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._links: tuple[Link, ...] = ()
        self._at = 0
        self._pieces: list[_Piece] = []
        self._tall = 0
        self.hide()

    @property
    def why(self) -> str:
        """The id of the why that is the cause in this step."""
        return self._links[self._at].id if self._links else ""

    @property
    def sentence(self) -> str:
        """The step as one says it."""
        if len(self._links) < 2:
            return ""
        cause, effect = self._links[self._at : self._at + 2]
        return f"{cause.words.rstrip('.')}, {_THEREFORE} {effect.words}"

    def read(self, links: tuple[Link, ...]) -> None:
        """Begin at the cause. At least two statements are needed."""
        self._at = 0
        self.show_chain(links)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stepped.emit(self.why)

    def show_chain(self, links: tuple[Link, ...]) -> None:
        """Show the chain as it is now; with nothing left of it, close."""
        self._links = links
        if len(links) < 2:
            if not self.isHidden():
                self.close_it()
            return
        self._at = min(self._at, len(links) - 2)
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(f"Read back, {self._head()} {self.sentence}")
        self._lay_out()
        self.update()

    def _head(self) -> str:
        return f"step {self._at + 1} of {len(self._links) - 1}: does each one hold?"

    def close_it(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go on (1) or back (-1); behind the last step it closes."""
        to = self._at + by
        if to > len(self._links) - 2:
            self.close_it()
        elif to >= 0:
            self._at = to
            self._say()
            self.stepped.emit(self.why)

    # ── Placing and painting ──

    def _lay_out(self) -> None:
        theme = current_theme()
        fits = self._placed(theme, range(len(self._links)))
        if any(piece.box.top() > fits[0].box.bottom() for piece in fits[1:]):
            fits = self._placed(theme, (self._at, self._at + 1))
        self._pieces = fits
        tall = int(max((piece.box.bottom() for piece in fits), default=0)) + theme.px(12)
        if tall != self._tall:
            self._tall = tall
            self.setFixedHeight(tall)

    def _placed(self, theme: Theme, shown: range | tuple[int, ...]) -> list[_Piece]:
        """Lay words and the pills between them from left to right, in as many lines as that takes."""
        pieces: list[_Piece] = []
        pad, line = theme.px(_PAD), theme.px(24)
        x, y, right = float(pad), float(theme.px(_HEAD)), self.width() - theme.px(_PAD)
        for number, at in enumerate(shown):
            is_on = at in (self._at, self._at + 1)
            if number:
                wide = painting.chip_width(theme, _THEREFORE)
                if x + wide > right:
                    x, y = float(pad), y + line
                pieces.append(_Piece(QRectF(x, y, wide, line), _THEREFORE, True, at == self._at + 1))
                x += wide + theme.px(_GAP)
            metrics = QFontMetricsF(_font(theme, is_on=is_on))
            for word in self._links[at].words.split():
                wide = metrics.horizontalAdvance(word)
                if x + wide > right and x > pad:
                    x, y = float(pad), y + line
                pieces.append(_Piece(QRectF(x, y, wide + 1, line), word, False, is_on))
                x += wide + metrics.horizontalAdvance(" ")
            x += theme.px(_GAP) - metrics.horizontalAdvance(" ")
        return pieces

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised" if theme.dark else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, QRectF(self.rect()))
        self._paint_head(painter, theme)
        for piece in self._pieces:
            if piece.is_pill:
                middle = piece.box.center().y()
                hue = "accent" if piece.is_on else "grey"
                _pill(painter, theme, piece.box.x(), middle, piece.box.width(), hue)
                continue
            painter.setFont(_font(theme, is_on=piece.is_on))
            painter.setPen(theme.color("text" if piece.is_on else "text2"))
            painter.drawText(piece.box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, piece.words)

    def _paint_head(self, painter: QPainter, theme: Theme) -> None:
        left, top, tall = theme.px(_PAD), theme.px(7), theme.px(20)
        icons.paint_icon(
            painter, "book-open", theme.color("accent_text"), QRectF(left, top + 2, theme.px(16), theme.px(16))
        )
        x = left + theme.px(24)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for words, font, ink in (
            ("Read back, from cause to effect", theme.font("body", Weight.DemiBold), "text"),
            (self._head(), theme.font("body"), "text2"),
        ):
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            wide = QFontMetricsF(font).horizontalAdvance(words)
            painter.drawText(QRectF(x, top, wide + 2, tall), align, words)
            x += int(wide) + theme.px(12)
        font = theme.font("label")
        metrics = QFontMetricsF(font)
        keys = [(cap, words, metrics.horizontalAdvance(words)) for cap, words in _KEYS]
        room = sum(wide + theme.px(54) for _, _, wide in keys)
        right = float(self.width() - theme.px(_PAD))
        if x + room > right:
            return
        for cap, words, wide in reversed(keys):
            painter.setFont(font)
            painter.setPen(theme.color("text2"))
            painter.drawText(QRectF(right - wide - 1, top, wide + 2, tall), align, words)
            cap_wide = painting.key_cap_width(theme, cap)
            right -= wide + theme.px(6) + cap_wide
            painting.draw_key_cap(painter, theme, right, top + tall / 2, cap)
            right -= theme.px(14)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._links:
            self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and self._links:
            self._lay_out()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._tall)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.close_it()
        elif key in _ON:
            self.step(1)
        elif key in _BACK:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.step(1)


def _font(theme: Theme, *, is_on: bool) -> QFont:
    return theme.font("doc", Weight.DemiBold if is_on else Weight.Normal)


def _pill(painter: QPainter, theme: Theme, x: float, middle: float, wide: float, hue: str) -> None:
    tall = theme.px(20)
    box = QRectF(x, middle - tall / 2, wide, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent" if hue == "accent" else "accent_soft"))
    painter.drawRoundedRect(box, tall / 2, tall / 2)
    painter.setFont(theme.font("caption", Weight.DemiBold))
    painter.setPen(theme.color("on_accent" if hue == "accent" else "accent_text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _THEREFORE)
