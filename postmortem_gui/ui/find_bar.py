"""The bar below the tabs that finds words in the whole document and steps through them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.core.folding import Span, fold, spans
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.vocabulary import label_of
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.finding import Match, excerpt, find
from postmortem_gui.ui import asked_names, caret
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.prose_field import units
from postmortem_gui.ui.theme import current_theme, restyled

_WIDTH = 280
_WHERE = {"timeline": "Timeline", "whys": "5 Whys", "actions": "Actions", "signoffs": "Sign-off"}


class FindBar(QFrame):
    """Counts while somebody types; Enter and F3 go to the next place, with Shift to the one before. Escape closes.

    The keyboard stays in the bar while it steps from there. Closed, it is where the last step led, else where it was.
    """

    place_wanted = Signal(object)
    """Carries the Place to bring into view, with the caret in it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName("Find in the document")
        self._document = document
        self._searched: Postmortem | None = None
        self._words = ""
        self._matches: tuple[Match, ...] = ()
        self._at = -1
        self._back: QWidget | None = None
        self._marked: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        self.line = LineField("Find in the document", "Find in all tabs")
        asked_names.ask(self.line, asked_names.NOBODY)
        self.line.typed.connect(self._on_typed)
        self.count = Label("", "label")
        self.excerpt = ElidedLabel("", "muted")
        self.excerpt.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(IconMark("search", "text3", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.line)
        self._steps = {-1: ToolButton("chevron-up", "The one before (Shift+F3)")}
        self._steps[1] = ToolButton("chevron-down", "The next one (F3)")
        self._steps[-1].clicked.connect(self._before)
        self._steps[1].clicked.connect(self._next)
        close = ToolButton("x", "Close (Esc)")
        close.clicked.connect(self.close_bar)
        for button in self._steps.values():
            row.addWidget(button)
        row.addWidget(self.count)
        row.addWidget(self.excerpt, 1)
        row.addWidget(close)
        document.changed.connect(self._on_changed)
        self._fit()
        self.hide()

    # ── What a person does ──

    def open(self) -> None:
        """Show the bar with the keyboard in it, and with the words that are selected where it was."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._back = focused
            if words := _selected(focused):
                self.line.show_value(words)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        if self.line.value.strip() != self._words:
            self._on_typed(self.line.value)
        self._search()
        self._say()

    def step(self, step: int) -> None:
        """Go to the place so many further on; behind the last comes the first. Opens the bar where nothing is asked."""
        if not self.line.value.strip():
            self.open()
            return
        here = self.line.hasFocus()
        self.show()
        self._search()
        if not self._matches:
            return
        start = self._at if self._at >= 0 else -1 if step > 0 else 0
        self._at = (start + step) % len(self._matches)
        match = self._matches[self._at]
        self._unmark()
        self.place_wanted.emit(match.place)
        self._back = QApplication.focusWidget()
        if self._back is not None and _select(self._back, fold(self._words), match.nth):
            self._marked = self._back
        if here:  # a line that loses the keyboard for another reason loses its selection
            self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._say()
        QTimer.singleShot(0, self._reveal)

    def _reveal(self) -> None:
        """Scroll once more: hints that come and go with the keyboard have moved what was found."""
        if self._marked is not None and isValid(self._marked):
            caret.reveal(self._marked)

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back."""
        self.hide()
        if self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _unmark(self) -> None:
        """Select nothing where the last step led."""
        field, self._marked = self._marked, None
        if field is not None and isValid(field):
            _deselect(field)

    def _before(self) -> None:
        self.step(-1)

    def _next(self) -> None:
        self.step(1)

    def _on_typed(self, _words: str) -> None:
        self._at = -1
        self._unmark()
        self._search()
        self._say()

    def _on_changed(self, _change: Change) -> None:
        if not self.isHidden():
            self._search()
            self._say()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def _fit(self) -> None:
        self.line.setFixedWidth(current_theme().px(_WIDTH))

    # ── What it says ──

    def _search(self) -> None:
        """Find the words in the document as it is now. Where it has changed, stay as near as can be."""
        words, pm = self.line.value.strip(), self._document.value
        if words == self._words and pm is self._searched:
            return
        here = self._matches[self._at] if words == self._words and self._at >= 0 else None
        self._words, self._searched = words, pm
        self._matches = find(pm, words)
        if here is not None:
            self._at = next((at for at, match in enumerate(self._matches) if match[:3] == here[:3]), self._at - 1)
            self._at = min(self._at, len(self._matches) - 1)

    def _say(self) -> None:
        found = len(self._matches)
        shown = self._matches[max(self._at, 0)] if self._matches else None
        if not self._words:
            count = ""
        elif shown is None:
            count = "Not found"
        elif self._at < 0:
            count = "1 match" if found == 1 else f"{found:,} matches"
        else:
            count = f"{self._at + 1:,} of {found:,}"
        self.count.setText(count)
        self.count.set_tone("red" if count == "Not found" else "")
        self.excerpt.setText(self._told(shown) if shown is not None else "")
        self.line.setAccessibleDescription(f"{count}. {self.excerpt.text()}".strip(". "))
        for button in self._steps.values():
            button.setEnabled(shown is not None)

    def _told(self, match: Match) -> str:
        """Return the name of a place and the text around what was found there."""
        known = match.row if match.part in ("facts", "sections") else match.part
        named = {fact.key: fact.label for fact in self._document.value.template.facts() if fact.key and fact.label}
        named |= {spec.id: spec.heading for spec in self._document.value.template.sections if spec.heading}
        where = _WHERE.get(match.part) or named.get(known) or label_of(known)
        found = spans(match.text, fold(self._words))
        span = found[match.nth] if match.nth < len(found) else Span(0, 0)
        return f"{where}: {excerpt(match.text, span)}"


def _selected(field: QWidget) -> str:
    """Return the words that are selected in a field, as far as they stand on one line."""
    if isinstance(field, QLineEdit):
        return field.selectedText()
    words = field.textCursor().selectedText() if isinstance(field, QPlainTextEdit) else ""
    return "" if "\u2029" in words else words


def _deselect(field: QWidget) -> None:
    if isinstance(field, QLineEdit):
        field.deselect()
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.clearSelection()
        field.setTextCursor(cursor)


def _select(field: QWidget, needle: str, nth: int) -> bool:
    """Select what was found in a field of text. Returns False elsewhere: a table shows its row instead."""
    if not isinstance(field, (QLineEdit, QPlainTextEdit)):
        return False
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    found = spans(text, needle)
    if nth >= len(found):
        return False
    start, length = units(text[: found[nth].start]), units(text[found[nth].start : found[nth].end])
    if isinstance(field, QLineEdit):
        field.setSelection(start, length)
    else:
        cursor = QTextCursor(field.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
    return True
