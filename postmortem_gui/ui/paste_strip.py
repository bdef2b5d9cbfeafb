"""The paste strip: what was pasted, line by line, between the rows where it will be, before any of it is there."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.pasting import Pasting, begin
from postmortem_gui.importers.candidates import Around, Reading, Wishes
from postmortem_gui.importers.reading import Steps, again_in_steps, read_in_steps
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.paste_strip_foot import PasteFoot
from postmortem_gui.ui.paste_strip_head import PasteHead
from postmortem_gui.ui.paste_strip_list import PasteList
from postmortem_gui.ui.paste_strip_painting import ROW, PasteHeads
from postmortem_gui.ui.theme import current_theme, restyled

_AT_ONCE_S, _SLICE_S = 0.06, 0.012
"""How long a text is read before the first look, and then between two looks at the keyboard, in seconds."""
_EDGE, _LEAST_ROWS, _RADIUS = 2, 3, 9
MOST_TRIED = 600
"""So many candidates are tried out in the preview with each key; more are only counted."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What is on the clipboard, the place where it goes, and the lines that it has."""

    text: str
    html: str
    around: Around
    after: str | None

    @property
    def lines(self) -> int:
        """How many lines the text has."""
        return self.text.count("\n") + 1


class PasteStrip(QFrame):
    """Reads a pasted text, shows what it tells, and lets a person decide. It changes nothing: it says what is wanted.

    Reading goes on in slices, so that the window stays alive; Esc ends it, and leaves everything as it was.
    """

    insert_wanted = Signal(object)
    """Carries the Pasting that is to be applied."""
    left = Signal()
    tried = Signal(object)
    """Carries the Trial of what is shown now, for the preview."""
    refused = Signal(str)
    """Carries the sentence that says why nothing was read."""
    understood = Signal()
    """Says that the text was read, or read again in another way."""
    resized = Signal()
    """Says that it wants another height."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pasteStrip")
        self.setAccessibleName("Pasted rows")
        self._document = document
        self._pasted: Pasted | None = None
        self._wishes = Wishes()
        self._steps: Steps | None = None
        self.pasting: Pasting | None = None
        self.list, self.note, self.foot = PasteList(self), Label("", "caption", wrap=True), PasteFoot(self)
        self.head, self.heads = PasteHead(self), PasteHeads(self.list, self)
        self._arrange()
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._try_out)
        self._cost_ms = 0.0
        self.head.wished.connect(self._on_wished)
        self.head.said.connect(self.say)
        self.head.leave_wanted.connect(self.leave)
        self.list.decided.connect(self._decide)
        self.list.said.connect(self.say)
        self.list.insert_wanted.connect(self.insert)
        self.list.leave_wanted.connect(self.leave)
        self.list.choice_wanted.connect(self.head.open_choices)
        self.foot.insert_wanted.connect(self.insert)
        document.changed.connect(self._on_changed)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        edge = current_theme().px(6)
        column.setContentsMargins(edge + _EDGE, _EDGE + 3, edge + _EDGE, _EDGE + 3)
        column.setSpacing(0)
        self.note.setContentsMargins(14, 5, 14, 5)
        self.note.hide()
        for part in (self.head, self.heads, self.list, self.note, hairline(), self.foot):
            column.addWidget(part, 1 if part is self.list else 0)
        self.setFocusProxy(self.list)

    # ── Reading ──

    def read(self, pasted: Pasted) -> None:
        """Begin to read a text. What takes no time is shown at once."""
        self._pasted = pasted
        self._start()

    @property
    def is_reading(self) -> bool:
        """Whether the text is still being read."""
        return self._steps is not None

    def _start(self) -> None:
        pasted = self._pasted
        if pasted is not None:
            if self.pasting is not None:
                self._steps = again_in_steps(self.pasting.reading, self._wishes)
            else:
                self._steps = read_in_steps(pasted.text, pasted.html, around=pasted.around, wishes=self._wishes)
            self._read_for(_AT_ONCE_S)
            if self._steps is not None:
                self._slices.start()

    def _go_on(self) -> None:
        self._read_for(_SLICE_S)

    def _read_for(self, seconds: float) -> None:
        """Read on for a while; the last slice shows what was read."""
        steps, pasted = self._steps, self._pasted
        end = time.perf_counter() + seconds
        while steps is not None and pasted is not None:
            try:
                done = next(steps)
            except StopIteration as ended:
                self._steps = None
                self._slices.stop()
                self._take(ended.value)
                return
            if time.perf_counter() > end:
                self.foot.show_words(f"Reading… {min(done, pasted.lines):,} of {pasted.lines:,} lines   ·   Esc stops")
                return

    def _take(self, reading: Reading) -> None:
        if self._pasted is None:
            return
        if reading.refused:
            if self.pasting is None:
                self.refused.emit(reading.sentence)
            else:
                self.say(reading.sentence)
                self.foot.show_pasting(self.pasting)
            return
        if self.pasting is None:
            new = begin(self._document.value, reading, self._pasted.after)
        else:
            new = self.pasting.read_as(reading)
        self.head.show_reading(reading, self._document.value, self._wishes)
        self.heads.show_zone(self._document.value.zone)
        self.say(reading.sentence)
        self._decide(new)
        self.understood.emit()

    def _on_wished(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._start()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the next thing to decide is about the lines

    # ── Deciding ──

    def _decide(self, pasting: Pasting) -> None:
        if pasting is not self.pasting:
            self.pasting = pasting
            self.list.show_pasting(pasting)
            self.foot.show_pasting(pasting)
            self.setAccessibleDescription(self.foot.count.text())
            if not self._later.isActive():
                self._later.start(min(250, int(self._cost_ms)))

    def _try_out(self) -> None:
        """Lay out what would be: for the preview, and for the gaps that would be left."""
        pasting = self.pasting
        if pasting is None or len(pasting.candidates) > MOST_TRIED:
            return
        started = time.perf_counter()
        trial = pasting.trial()
        self.list.show_gaps(trial)
        self.tried.emit(trial)
        self._cost_ms = (time.perf_counter() - started) * 1000

    def insert(self) -> None:
        """Ask for what is decided to go in; nothing while it is still read, or when all is left out."""
        if self._steps is None and self.pasting is not None and any(self.pasting.homes):
            self.insert_wanted.emit(self.pasting)
        elif self._steps is None:
            self.say("Every line is left out. Space takes one in, A takes all, Esc leaves everything as it was.")

    def leave(self) -> None:
        """Stop reading again, or go away: nothing was changed."""
        if self._steps is not None and self.pasting is not None:
            self._stop()
            self.foot.show_pasting(self.pasting)
            return
        self.left.emit()

    def end(self) -> None:
        """Do nothing more."""
        self._stop()
        self._later.stop()
        self._document.changed.disconnect(self._on_changed)

    def _stop(self) -> None:
        self._slices.stop()
        if self._steps is not None:
            self._steps.close()
        self._steps = None

    def say(self, sentence: str) -> None:
        """Say a sentence below the lines; an empty one takes it back."""
        shown = bool(sentence)
        self.note.setText(sentence)
        self.note.set_tone("amber")
        if self.note.isHidden() == shown:
            self.note.setVisible(shown)
            self.resized.emit()

    def _on_changed(self, change: Change) -> None:
        if self.pasting is not None and change.new.timeline is not change.old.timeline:
            self._decide(self.pasting.beside(change.new))

    # ── Looks ──

    def wanted_height(self, most: int) -> int:
        """Return how high it is with all its lines, at most so much: then the lines scroll."""
        row = current_theme().px(ROW)
        fixed = self.head.height() + self.foot.height() + 2 * (_EDGE + 3) + 1
        # Where there is hardly room for three lines, they are worth more than the heads above them.
        has_heads = most >= fixed + self.heads.height() + _LEAST_ROWS * row
        self.heads.setVisible(has_heads)
        fixed += self.heads.height() if has_heads else 0
        if not self.note.isHidden():
            fixed += self.note.heightForWidth(max(100, self.width() - 20)) + 2
        lines = self.list.wanted_height() if self.pasting else row
        return max(fixed + row, min(fixed + lines, most))

    def show_title(self, title: str) -> None:
        """Say what it is, and into what it goes where nothing else says so."""
        self.head.title.setText(title)
        self.head.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every key that nothing in the strip took: the grid below must not hear of it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()  # another paste takes the place of this one
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.heads.fit()
            self.resized.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.px(6)
        painter.fillRect(self.rect(), theme.color("surface"))
        box = QRectF(self.rect()).adjusted(edge + 1, 4, -edge - 1, -4)
        path = QPainterPath()
        path.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(path)
        head = self.head.geometry()
        painter.fillRect(
            QRectF(box.left(), box.top(), box.width(), head.bottom() - box.top()), theme.color("accent_soft")
        )
        painter.restore()
        painter.setPen(QPen(theme.color("focus"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
