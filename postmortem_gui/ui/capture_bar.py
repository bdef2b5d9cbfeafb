"""Quick capture: one line below every tab that becomes a timeline row, an action, a why or a point with Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.core.capture import MODES, TARGETS, Captured, Chip, Mode
from postmortem_gui.core.doubts import Reading
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.editing.action_columns import local_today
from postmortem_gui.editing.capturing import added_words, capture_edit, is_printed, mode_of, other_reading, read_line
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.timeline_columns import Clock, utc_now
from postmortem_gui.ui import asked_names, painting
from postmortem_gui.ui.capture_chips import MODE_LOOKS, MODE_TIPS, TARGET_ICONS, CaptureChips
from postmortem_gui.ui.capture_field import CaptureField
from postmortem_gui.ui.chips import ChipButton, KeyCap
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.time_panel import TimePanel
from postmortem_gui.ui.tokens import RADIUS_CARD

_TALL, _NARROW, _ROOMY = 42, 560, 820
_FIELD_LEAST, _FIELD_LEAST_NARROW = 200, 130
_LONG = 230
"""From so wide a line on the words need the room of the mode, which the chips of the line tell as well."""
_ORDER = tuple(key for key, _ in TARGETS)


class CaptureBar(QFrame):
    """A card of one line. It reads while somebody types, shows what Enter will do, and applies one edit.

    `row` tells which timeline row is the current one. Shift+Tab and F6 leave the line; Tab goes to the next target.
    """

    added = Signal(object)
    """Carries the Place of what was added."""
    go_wanted = Signal(object)
    """Carries the Place to go to after Shift+Enter."""
    rows_wanted = Signal()
    """Somebody pasted several lines: they are looked at as rows of the timeline."""
    leave_wanted = Signal()
    """Somebody pressed Esc, and what had the keyboard before is gone."""

    def __init__(
        self,
        document: Document,
        row: Callable[[], str | None],
        parent: QWidget | None = None,
        *,
        clock: Clock = utc_now,
        today: Callable[[], date] = local_today,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("captureBar")
        self.setProperty("card", "true")
        self.setAccessibleName("Quick capture")
        self.document = document
        self._row, self._clock, self._today = row, clock, today
        self._target = _ORDER[0]
        self._mode: Mode = mode_of(document.value)
        self._captured = Captured()
        self._shown: tuple[Chip, ...] = ()
        self._before: QWidget | None = None
        self.mode_chip = ChipButton("")
        self.target_chip = ChipButton("")
        self._tab = KeyCap("Tab")
        self.field = CaptureField(
            "Quick capture", "14:32 what happened #ticket   ·   ! action @owner P1 fri   ·   ? why"
        )
        asked_names.ask(self.field, asked_names.CAPTURE)
        self.chips = CaptureChips()
        self._cap = KeyCap("Ctrl J")
        self._enter, self._enter_short = KeyCap("⏎ add"), KeyCap("⏎")
        self._arrange()
        self._goes = False
        self.panel = TimePanel(self.field)
        self.panel.answered.connect(self._on_answered)
        self.field.asking = self.panel
        self.mode_chip.clicked.connect(self._next_mode)
        self.target_chip.clicked.connect(self._next_target)
        self.field.textChanged.connect(self._read)
        self.field.pressed.connect(self._do)
        self.field.lines_pasted.connect(self.rows_wanted)
        self.field.focus_changed.connect(self._on_focus)
        document.changed.connect(self._on_changed)
        self._show_choices()

    def _arrange(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setObjectName("captureField")
        self.field.setProperty("bare", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # the window may be as narrow as without it
        for widget in (self.mode_chip, self.target_chip, self._tab):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self.field, 1)
        for right in (self.chips, self._enter, self._enter_short, self._cap):
            row.addWidget(right)
        self._resize()

    def _resize(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(_TALL))
        self.field.setMinimumWidth(theme.px(_FIELD_LEAST if self._is_wide else _FIELD_LEAST_NARROW))
        self._show_chips(self._shown)

    @property
    def _is_wide(self) -> bool:
        return self.width() >= current_theme().px(_NARROW)

    # ── What a person can do here ──

    def take_focus(self) -> None:
        """Put the keyboard here, and remember where it was for Esc."""
        had = QApplication.focusWidget()
        if had is not None and not self.isAncestorOf(had):
            self._before = had
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody is typing here."""
        return self.field.hasFocus()

    def _do(self, command: str) -> None:
        {
            "add": self._add,
            "add_and_go": self._add_and_go,
            "next": self._tab_pressed,
            "clear": self._clear,
            "other": self._other,
        }[command]()

    def _add(self, *, go: bool = False) -> None:
        """Add what the line means; where its time can be meant in two ways that is asked first."""
        self._read()
        doubt = self._captured.doubt
        if doubt is not None and self._captured.asks:
            self._goes = go
            self.panel.ask(doubt)
            self.field.setAccessibleDescription(self.panel.text)
        else:
            self._apply(self._captured, go=go)

    def _on_answered(self, reading: Reading) -> None:
        self._apply(self._captured.dated(reading.when), go=self._goes)

    def _apply(self, captured: Captured, *, go: bool) -> None:
        """Apply what the line means; when that is impossible the line stays and says why."""
        capture = capture_edit(self.document.value, captured, self._row())
        if capture is None:
            return
        self.document.seal()
        try:
            self.document.apply(capture.edit)
        except PlaceError as error:
            self._show_chips((Chip("problem", f"This cannot be added: {error}. Your words are still here."),))
            return
        self.field.remember()
        self._show_chips((Chip("added", added_words(captured)),))
        self.added.emit(capture.place)
        if go:
            self.go_wanted.emit(capture.place)

    def _add_and_go(self) -> None:
        self._add(go=True)

    def _other(self) -> None:
        """Write the other reading of a day out."""
        text = other_reading(self.document.value, self._captured, self.field.text())
        if text != self.field.text():
            self.field.setText(text)

    def _tab_pressed(self) -> None:
        if self._captured.offer:
            self.field.setText(self._captured.offer)
        else:
            self._next_target()

    def _next_target(self) -> None:
        self._target = _ORDER[(_ORDER.index(self._target) + 1) % len(_ORDER)]
        self._show_choices()

    def _next_mode(self) -> None:
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        self._show_choices()

    def _clear(self) -> None:
        if self.field.text():
            self.field.forget_draft()
            return
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.leave_wanted.emit()

    # ── What is shown ──

    def _read(self) -> None:
        self._captured = read_line(
            self.document.value,
            self.field.text(),
            target=self._target,
            mode=self._mode,
            row=self._row(),
            now=self._clock(),
            today=self._today(),
            team=self.document.team,
        )
        chips = self._captured.chips
        if self._captured.kind and not is_printed(self.document.value, self._captured.part):
            chips = (*chips, Chip("unprinted", "kept, not printed by this template"))
        self._show_chips(chips)

    def _show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show what Enter will do; where there is little room only what is wrong, and the rest to screen readers."""
        self._shown = chips
        is_wide, is_roomy = self._is_wide, self.width() >= current_theme().px(_ROOMY)
        will_add = bool(self._captured.kind)
        written = self.field.fontMetrics().horizontalAdvance(self.field.text())
        is_full = not is_roomy and will_add and written > current_theme().px(_LONG)
        self.mode_chip.setVisible(is_wide and not is_full)
        self.chips.show_chips([chip for chip in chips if is_wide or chip.sort == "problem"])
        self._tab.setVisible(is_roomy or (is_wide and not will_add))
        self._enter.setVisible(will_add and is_roomy)
        self._enter_short.setVisible(will_add and is_wide and not is_roomy)
        self._cap.setVisible(not will_add and not chips and is_wide)
        told = f"Enter adds to {dict(TARGETS)[self._target]}. Tab goes to the next target, Shift+Tab leaves."
        self.field.setAccessibleDescription(", ".join(chip.text for chip in chips) or told)

    def _show_choices(self) -> None:
        words, hue, icon = MODE_LOOKS[self._mode]
        self.mode_chip.show_chip(words, hue, icon)
        self.mode_chip.setAccessibleName(f"Mode: {words}")
        self.mode_chip.setToolTip(MODE_TIPS[self._mode])
        target = dict(TARGETS)[self._target]
        self.target_chip.show_chip(target, "grey", TARGET_ICONS[self._target])
        self.target_chip.setAccessibleName(f"Target: {target}")
        self.target_chip.setToolTip(f"A line without a mark goes to {target}. Tab goes to the next target.")
        self._read()

    def _on_focus(self) -> None:
        self.update()
        if not self.field.hasFocus() and self.panel.asks:
            self.panel.put_away()
        if self.field.text():
            self._read()  # the current row may be another one by now

    def _on_changed(self, change: Change) -> None:
        if mode_of(change.new) != mode_of(change.old):
            self._mode = mode_of(change.new)
            self._show_choices()
        elif self.field.text():
            self._read()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.field.hasFocus():
            painting.draw_focus_ring(QPainter(self), current_theme(), QRectF(self.rect()), RADIUS_CARD - 1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self._resize()
        super().changeEvent(event)
