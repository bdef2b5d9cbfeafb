"""The phase strip above the timeline: the incident to scale, one stop of the keyboard, every row a click away."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from postmortem_gui.core.metrics import typed_impact
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.strip import Gap, Strip, strip_of
from postmortem_gui.render import strip_layout
from postmortem_gui.render.strip_layout import StripLayout, lay_out_strip
from postmortem_gui.render.strip_tips import StripTips
from postmortem_gui.ui import strip_folded, strip_spots
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.painting import draw_focus_ring, draw_lines
from postmortem_gui.ui.room import is_tight
from postmortem_gui.ui.strip_painting import measure_in, paint_strip
from postmortem_gui.ui.strip_spots import Spot
from postmortem_gui.ui.theme import Theme, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD

_HIGH = 800
"""Logical pixels of the window: under this height the strip has no axis."""
_FAR = 1_000_000
_UNFOLD, _FOLD = "Show the phases to scale", "Show the phases as a sentence"
_FLAG_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PhaseStrip(QFrame):
    """Shows the phases of a timeline. It hides itself while there are none.

    Left and Right walk the rows and the gaps between them, Up and Down the flags alone, Home and End go to the ends,
    Enter goes to the row. In a narrow window it is one sentence, with the same keys, until its chevron unfolds it.
    """

    row_wanted = Signal(str)
    """Carries the id of the row that a person clicked or pressed Enter on."""
    gap_wanted = Signal(object)
    """Carries the Gap that a person wants to fill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseStrip")
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.strip: Strip | None = None
        self._pm = Postmortem()
        self._typed: int | None = None
        self._laid: StripLayout | None = None
        self._laid_for: tuple[object, ...] = ()
        self._stops: list[TimelineEntry | Gap] = []
        self._at = -1
        self._walked = False
        self._unfolded = False
        self._fold = ToolButton("chevron-down", _UNFOLD)
        self._fold.clicked.connect(self._on_fold)
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 2, 4, 2)
        self._beside.addStretch(1)
        self._beside.addWidget(self._fold)
        self.hide()

    @property
    def is_sentence(self) -> bool:
        """Whether there is only room for the sentence."""
        return self._can_fold and not self._unfolded

    @property
    def _can_fold(self) -> bool:
        return not self.is_row and is_tight(self.window().width())

    @property
    def is_row(self) -> bool:
        """Whether it is folded to one row, because a room watches."""
        return current_theme().presenting

    @property
    def stop(self) -> TimelineEntry | Gap | None:
        """The row or the gap that the keyboard is on."""
        return self._stops[self._at] if 0 <= self._at < len(self._stops) else None

    # ── What it shows ──

    def show_postmortem(self, pm: Postmortem) -> None:
        """Show another version of the document; what the strip does not depend on costs nothing."""
        old, self._pm = self._pm, pm
        typed = typed_impact(pm)
        if old.zone == pm.zone and typed == self._typed and _tells_the_same(old.timeline, pm.timeline):
            return
        self._typed = typed
        stop = self.stop
        self.strip = strip_of(pm)
        self._stops = []
        if self.strip is not None:
            after = {gap.from_row: gap for gap in self.strip.gaps}
            for row in self.strip.rows:
                self._stops.append(row)
                if row.id in after:
                    self._stops.append(after[row.id])
        self.select(stop.id if isinstance(stop, TimelineEntry) else "")
        self.setAccessibleName(f"Phases: {self.strip.sentence}" if self.strip else "Phases")
        self.setVisible(self.strip is not None)
        self.fit()
        self.update()

    def select(self, row_id: str) -> None:
        """Ring the tick of a row; one that has none takes the ring away."""
        self._go(next((at for at, stop in enumerate(self._stops) if getattr(stop, "id", "") == row_id), -1))

    def _go(self, at: int) -> None:
        self._at = at
        self.setAccessibleDescription(strip_spots.stop_words(self.strip, self._tips, self.stop))
        self.update()

    @property
    def _tips(self) -> StripTips:
        return StripTips(self._pm.timeline, self._pm.zone, self._typed)

    def fit(self) -> None:
        """Take the height that the window has room for."""
        if self.strip is not None:
            self.setFixedHeight(self._wanted_height())
        self._fold.setVisible(self._can_fold)
        at = Qt.AlignmentFlag.AlignVCenter if self.is_sentence else Qt.AlignmentFlag.AlignTop
        self._beside.setAlignment(self._fold, at)

    def _on_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._fold.show_icon("chevron-up" if self._unfolded else "chevron-down")
        words = _FOLD if self._unfolded else _UNFOLD
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)
        self.fit()
        self.update()

    @property
    def _room(self) -> int:
        """How wide what is painted may be: the chevron stands beside it."""
        return self.width() - (self._fold.sizeHint().width() + 4 if self._can_fold else 0)

    def _wanted_height(self) -> int:
        theme = current_theme()
        if self.is_row:
            return strip_folded.row_height(theme)
        if self.is_sentence and self.strip is not None:
            return strip_folded.sentence_height(theme, self.strip, self._room)
        return theme.px(strip_layout.TALL if self._with_axis else strip_layout.TALL_WITHOUT_AXIS)

    @property
    def _with_axis(self) -> bool:
        return self.window().height() >= current_theme().px(_HIGH)

    @property
    def shown_words(self) -> str:
        """What stands here while there is only room for a sentence: this, or the row that somebody walked to."""
        if self.stop is None or not self._is_walked:
            return self._sentence()
        return self._tips.gap(self.stop) if isinstance(self.stop, Gap) else self._tips.row(self.stop)

    @property
    def _is_walked(self) -> bool:
        return self._walked and self.hasFocus()

    def _sentence(self) -> str:
        return self.strip.sentence if self.strip else ""

    def laid(self, theme: Theme) -> StripLayout | None:
        """Return the strip as it is painted now, None while it is a sentence or nothing."""
        if self.strip is None or self.is_sentence:
            return None
        wanted = (self.strip, self._room, theme)
        if self._laid is None or any(a is not b and a != b for a, b in zip(wanted, self._laid_for, strict=True)):
            margin = 0 if self.is_row else strip_layout.MARGIN
            self._laid = lay_out_strip(self.strip, self._room, measure_in(theme), theme.scale, margin)
            self._laid_for = wanted
        return self._laid

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self._wanted_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._wanted_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.fit()
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = current_theme(), QPainter(self)
        laid, stop = self.laid(theme), self.stop
        at = stop.when.at if isinstance(stop, TimelineEntry) else None
        if laid is None:
            self._paint_sentence(painter, theme)
        elif self.is_row:
            painter.fillRect(self.rect(), theme.color("bg"))  # no card: it belongs to the head of the window
            strip_folded.paint_row(painter, theme, laid, at)
        else:
            gap = stop if isinstance(stop, Gap) and self.hasFocus() else None
            ringed = laid.x_of(at) if at else None
            paint_strip(painter, theme, laid, with_axis=self._with_axis, ringed=ringed, ringed_gap=gap)
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), RADIUS_CARD)

    def _paint_sentence(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(0, 0, self._room, self.height())
        if self._is_walked:
            font, pad = theme.font("label"), theme.px(15)
            most = max(1, int(self.height() / QFontMetricsF(font).lineSpacing()))
            draw_lines(painter, box.adjusted(pad, 0, -pad, 0), self.shown_words, font, theme.color("text2"), most)
        elif self.strip is not None:
            strip_folded.paint_sentence(painter, theme, self.strip, box)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._walked = False
        if self._at < 0 and self._stops:
            self._go(0)
        self.update()

    # ── Keys ──

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._stops:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._walked = True
            self._go(max(0, min(len(self._stops) - 1, self._at + _STEPS[key])))
        elif key in _FLAG_STEPS:
            self._walked = True
            self._go(self._next_flag(_FLAG_STEPS[key]))
        elif key in _ENTER and self.stop is not None:
            self._want(self.stop)
        else:
            super().keyPressEvent(event)

    def _next_flag(self, step: int) -> int:
        """Return the nearest stop with a flag in a direction; where there is none, stay."""
        flagged = {flag.row for flag in self.strip.flags} if self.strip else set()
        ahead = range(self._at + step, len(self._stops) if step > 0 else -1, step)
        return next((at for at in ahead if getattr(self._stops[at], "id", "") in flagged), self._at)

    def _want(self, stop: TimelineEntry | Gap) -> None:
        if isinstance(stop, Gap):
            self.gap_wanted.emit(stop)
        else:
            self.row_wanted.emit(stop.id)

    # ── The mouse ──

    def _spot(self, at: QPointF) -> Spot | None:
        laid = self.laid(current_theme())
        if laid is not None and self.is_row:
            return Spot(strip_folded.row_at(laid, at.x()), "")
        return strip_spots.spot_at(laid, self._tips, at.x(), at.y()) if laid else None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if spot is None:
            super().mousePressEvent(event)
        elif spot.gap is not None:
            self.gap_wanted.emit(spot.gap)
        else:
            self.row_wanted.emit(spot.row)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._spot(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot(QPointF(event.pos()))
            words = spot.words if spot else self._sentence()
            # In a paragraph, escaped: what a person typed is never taken for markup, and long words wrap.
            QToolTip.showText(event.globalPos(), f"<p>{escape(words)}</p>" if words else "", self)
            return True
        return super().event(event)


def _tells_the_same(old: tuple[TimelineEntry, ...], new: tuple[TimelineEntry, ...]) -> bool:
    """Tell whether two timelines have the same strip: rows whose words alone changed have."""
    return old is new or (
        len(old) == len(new) and all(a is b or _told(a) == _told(b) for a, b in zip(old, new, strict=True))
    )


def _told(row: TimelineEntry) -> tuple[object, ...]:
    return row.id, row.when, row.claims, row.phases, row.kind, bool(row.event)
