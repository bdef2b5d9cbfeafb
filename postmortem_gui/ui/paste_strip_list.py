"""The list in the paste strip: painted lines, and every key that decides something about them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from postmortem_gui.core.times import show_time
from postmortem_gui.editing.pasting import Fate, Pasting, Trial
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.paste_strip_lines import PasteLine, PasteLines
from postmortem_gui.ui.paste_strip_painting import ADD_ROW, ASK, ROW, PasteCells, columns, spot_at
from postmortem_gui.ui.theme import current_theme, restyled

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_FAR = 10**9
_PASSED = range(Key.Key_F1.value, Key.Key_F35.value + 1)
_STEPS = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_Home: -_FAR, Key.Key_End: _FAR}
_FATES: dict[Key, Fate] = {Key.Key_M: "merge", Key.Key_C: "claim"}
_CHIPS = {Key.Key_L: 0, Key.Key_Z: 1, Key.Key_D: 2}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_REFUSED: dict[Fate, str] = {
    "merge": "Nothing in the timeline or in what was pasted tells the same, so there is nothing to merge it with.",
    "claim": "It disputes no time of the timeline, so there is nothing to claim.",
}


class TimeField(LineField):
    """The line in which the time of a candidate is typed anew. Enter takes it, Esc does not."""

    ended = Signal(bool)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER or event.key() == Key.Key_Escape:
            self.ended.emit(event.key() != Key.Key_Escape)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.ended.emit(True)


class PasteList(QListView):
    """Shows the candidates. It decides nothing: it says what a key or a click asks for."""

    decided = Signal(object)
    """Carries the Pasting as a key would have it."""
    said = Signal(str)
    """A sentence for the person at the keyboard."""
    insert_wanted = Signal()
    leave_wanted = Signal()
    choice_wanted = Signal(int)
    """Says that the choices of the first, second or third chip are to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = PasteLines(self)
        self._field: TimeField | None = None
        self.setModel(self.lines)
        self.setItemDelegate(PasteCells(self, self.lines))
        self.setAccessibleName("Pasted lines")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", "true")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    # ── What is shown ──

    @property
    def pasting(self) -> Pasting | None:
        """What is shown."""
        return self.lines.pasting

    def show_pasting(self, pasting: Pasting) -> None:
        """Show another state; the line that the keyboard is on stays the one of its candidate."""
        line, top = self.current_line(), self.verticalScrollBar().value()
        self.lines.show(pasting)
        self._go_back(line, top)

    def show_gaps(self, trial: Trial) -> None:
        """Show the gaps that would be left."""
        line, top = self.current_line(), self.verticalScrollBar().value()
        self.lines.show_gaps(trial)
        self._go_back(line, top)

    def _go_back(self, line: PasteLine | None, top: int) -> None:
        at = self.lines.line_of(line.at, gap=line.gap is not None) if line else 0
        if at < 0 and line is not None:
            at = self.lines.line_of(line.at)
        at = min(max(at, 0), self.lines.rowCount() - 1)
        if at >= 0 and at != self.currentIndex().row():
            self.setCurrentIndex(self.lines.index(at))
            self.verticalScrollBar().setValue(top)
        self.viewport().update()

    def current_line(self) -> PasteLine | None:
        """Return the line that the keyboard is on."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    # ── Keys ──

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, pasting, line = Key(event.key()), self.pasting, self.current_line()
        if event.modifiers() not in _PLAIN or key in (Key.Key_Tab, Key.Key_Backtab):
            event.ignore()
        elif key == Key.Key_Escape:
            self.leave_wanted.emit()
        elif key in _ENTER:
            self.insert_wanted.emit()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Key.Key_PageUp, Key.Key_PageDown):
            page = max(1, self.viewport().height() // current_theme().px(ROW) - 1)
            self._step(page if key == Key.Key_PageDown else -page)
        elif key in _CHIPS:
            self.choice_wanted.emit(_CHIPS[key])
        elif pasting is not None and key == Key.Key_A:
            self.decided.emit(pasting.all_switched())
        elif pasting is not None and line is not None and line.gap is not None:
            self._gap_key(key, pasting, line)
        elif pasting is not None and line is not None:
            self._candidate_key(key, pasting, line.at)

    def _gap_key(self, key: Qt.Key, pasting: Pasting, line: PasteLine) -> None:
        if line.gap is not None and key in (Key.Key_Space, Key.Key_Q):
            self.decided.emit(pasting.opening(line.gap) if key == Key.Key_Space else pasting.asking(line.gap))

    def _candidate_key(self, key: Qt.Key, pasting: Pasting, at: int) -> None:
        if key == Key.Key_Space:
            self.decided.emit(pasting.switched(at))
        elif key in _FATES:
            self._turn(pasting, at, _FATES[key])
        elif key in (Key.Key_T, Key.Key_F2):
            self.edit_time()

    def _turn(self, pasting: Pasting, at: int, fate: Fate) -> None:
        if pasting.can(at, fate):
            self.decided.emit(pasting.turned(at, fate))
        else:
            self.said.emit(_REFUSED[fate])

    def _step(self, step: int) -> None:
        """Go so many lines on, past the lines that only say which day begins."""
        last = self.lines.rowCount() - 1
        if last < 0:
            return
        at = max(0, min(last, self.currentIndex().row() + step))
        towards = 1 if step > 0 else -1
        while 0 <= at <= last and self.lines.line(at).day is not None:
            at += towards
        if 0 <= at <= last:
            self.setCurrentIndex(self.lines.index(at))
            self.scrollTo(self.currentIndex())

    @override
    def event(self, event: QEvent) -> bool:
        # Plain keys are the strip's own, whatever the window would do with them.
        is_override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_override and event.modifiers() in _PLAIN and event.key() not in _PASSED:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    # ── Another time ──

    def edit_time(self) -> None:
        """Open a line over the time of the candidate that the keyboard is on."""
        pasting, line = self.pasting, self.current_line()
        if pasting is None or line is None or not line.is_candidate:
            return
        self.scrollTo(self.currentIndex())
        when, theme = pasting.candidates[line.at].when, current_theme()
        box, at = self.visualRect(self.currentIndex()), columns(theme, self.viewport().width())
        self._field = TimeField(f"Time, {pasting.pm.zone}", "14:32", self.viewport())
        self._field.setText(show_time(when, pasting.pm.zone, "HH:mm"))
        self._field.setProperty("candidate", line.at)
        self._field.selectAll()
        self._field.setGeometry(QRect(round(at.time) - 8, box.top() - 2, theme.px(150), box.height() + 3))
        self._field.ended.connect(self._end_time)
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_time(self, keep: bool) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        at, text, changed = int(field.property("candidate")), field.text(), field.isModified()
        if field.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        pasting = self.pasting
        if keep and pasting is not None and at < len(pasting.candidates) and changed:
            try:
                self.decided.emit(pasting.retimed(at, text))
            except ValueError as error:
                self.said.emit(str(error))

    # ── The mouse ──

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index, pasting = self.indexAt(event.position().toPoint()), self.pasting
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or pasting is None:
            return
        line, box = self.lines.line(index.row()), QRectF(self.visualRect(index))
        spot = spot_at(current_theme(), box, pasting, line, event.position().x())
        if spot == "box":
            self.decided.emit(pasting.switched(line.at))
        elif spot in ("merge", "claim"):
            self._turn(pasting, line.at, "merge" if spot == "merge" else "claim")
        elif line.gap is not None and spot in (ADD_ROW, ASK):
            self.decided.emit(pasting.opening(line.gap) if spot == ADD_ROW else pasting.asking(line.gap))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second of two quick clicks count as the first did."""
        self.mousePressEvent(event)

    # ── Looks ──

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.wanted_height())

    def wanted_height(self) -> int:
        """Return how high the list is with all its lines."""
        return self.lines.rowCount() * current_theme().px(ROW) + 1

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.scheduleDelayedItemsLayout()
