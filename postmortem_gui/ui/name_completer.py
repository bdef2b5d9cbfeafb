"""Offers people while somebody types a name: in fields that ask for one, and behind an `@` in any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.core.people import Known, Spot, offered, spot
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.people import known_people
from postmortem_gui.ui.asked_names import CAPTURE, HANDLES, NOBODY, PEOPLE, ROLES, asked
from postmortem_gui.ui.cell_editor import CellEditor
from postmortem_gui.ui.list_field import ListField
from postmortem_gui.ui.name_list import NameList
from postmortem_gui.ui.prose_field import units

Field = QLineEdit | QPlainTextEdit
_ACCEPT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NameCompleter(QObject):
    """Watches the field that has the keyboard. Only Enter, Tab or a click on somebody changes a text: whoever types on
    keeps every letter. Escape sends the list away.

    Enter in a cell or a list of names takes somebody and does there what it always does; elsewhere it only takes. Tab
    goes on from a field for names.
    """

    def __init__(self, document: Document, over: QWidget) -> None:
        super().__init__(over)
        self._document = document
        self._over = over
        self._field: Field | None = None
        self._list: NameList | None = None
        self._spot: Spot | None = None
        self._is_pressed = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def people(self) -> tuple[Known, ...]:
        """Who is offered now."""
        return self._list.people if self._list is not None else ()

    def put_away(self) -> None:
        """Offer nobody."""
        shown, self._list, self._spot = self._list, None, None
        if shown is not None and isValid(shown):
            shown.hide()
            shown.deleteLater()

    # ── Which field it is ──

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is self._field and new is not None:
            return
        self.put_away()
        old, self._field = self._field, None
        if old is not None and isValid(old):
            old.removeEventFilter(self)
            old.textChanged.disconnect(self._on_text)
        if isinstance(new, Field) and not new.isReadOnly() and self._watches(new):
            self._field = new
            self._is_pressed = False
            new.installEventFilter(self)
            new.textChanged.connect(self._on_text)
            if asked(new) == ROLES:
                QTimer.singleShot(0, self._offer_roles)  # when the page has scrolled to the field

    def _watches(self, field: Field) -> bool:
        if field.window() is not self._over.window() or asked(field) == NOBODY:
            return False
        return bool(asked(field)) or self._over.isAncestorOf(field)

    # ── What is offered ──

    def _on_text(self, _text: str = "") -> None:
        if self._is_pressed:
            self._is_pressed = False
            self._offer()
        else:
            self.put_away()

    def _offer(self) -> None:
        field = self._field
        if field is None:
            return
        text, caret = _around(field)
        what = asked(field)
        if what == ROLES:
            self._spot = Spot(0, len(text), text)
            found = self._roles(text)
        else:
            self._spot = spot(text, caret, is_name=what in (PEOPLE, HANDLES)) if not _has_selection(field) else None
            typed = self._spot.typed if self._spot else ""
            found = offered(known_people(self._document.value, self._document.team), typed) if typed else ()
        if not found or self._spot is None:
            self.put_away()
            return
        if self._list is None:
            self._list = NameList(field.window(), "Roles" if what == ROLES else "People")
            self._list.taken.connect(self._on_taken)
        self._list.offer(found, _place(field, is_whole=bool(what) and what != CAPTURE))

    def _offer_roles(self) -> None:
        if self._field is not None and isValid(self._field) and asked(self._field) == ROLES:
            self._offer()

    def _roles(self, typed: str) -> Sequence[Known]:
        """Return the roles of the team that nobody was asked to sign in yet."""
        held = {row.role.strip().casefold() for row in self._document.value.signoffs} - {typed.strip().casefold()}
        roles = [Known(rule.role) for rule in self._document.team.signoffs if rule.role.casefold() not in held]
        return roles if not typed.strip() else offered(roles, typed)

    # ── What a person does ──

    def _on_taken(self, known: Known) -> None:
        self._take(known)

    def _take(self, known: Known) -> None:
        field, at = self._field, self._spot
        self.put_away()
        if field is None or at is None:
            return
        text, _ = _around(field)
        is_action = text.lstrip().startswith("!")
        name = _written(known, asked(field), at.typed, is_action=is_action)
        start, size = units(text[: at.start]), units(text[at.start : at.end])
        if isinstance(field, QLineEdit):
            field.setSelection(start, size)
            field.insert(name)
            return
        cursor = field.textCursor()
        block = cursor.block().position()
        cursor.setPosition(block + start)
        cursor.setPosition(block + start + size, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name)
        field.setTextCursor(cursor)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._list is not None and self._is_own(event):
                event.accept()
                return True
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._is_pressed = bool(event.commitString())
        elif kind == QEvent.Type.Move and self._list is not None:
            self._offer()  # what is beside it has taken or left room
        elif kind in (QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self.put_away()
        return super().eventFilter(watched, event)

    def _is_own(self, event: QKeyEvent) -> bool:
        keys = (*_ACCEPT, *_STEPS, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        return event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

    def _pressed(self, event: QKeyEvent) -> bool:
        field, shown = self._field, self._list
        if field is None or shown is None or not self._is_own(event):
            self._is_pressed = bool(event.text())
            if shown is not None and not event.text() and event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr):
                self.put_away()  # the caret goes elsewhere
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            shown.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        elif key in _ACCEPT and asked(field) == CAPTURE:
            self.put_away()
            return False
        else:
            self._is_pressed = False
            self._take(shown.current)
            goes_on = isinstance(field, CellEditor) or isinstance(field.parentWidget(), ListField)
            return not (goes_on if key in _ACCEPT else asked(field) in (PEOPLE, HANDLES, ROLES))
        return True


def _written(known: Known, what: str, typed: str, *, is_action: bool) -> str:
    """Return what somebody is called where a name was typed: where handles are read, by their handle."""
    if what == CAPTURE and is_action:
        return f"@{known.handle or '.'.join(known.name.split())}"
    return f"@{known.handle}" if what == HANDLES and known.handle and typed.startswith("@") else known.name


def _has_selection(field: Field) -> bool:
    return field.hasSelectedText() if isinstance(field, QLineEdit) else field.textCursor().hasSelection()


def _around(field: Field) -> tuple[str, int]:
    """Return the line of a field in which the caret is, and how many characters are before it."""
    if isinstance(field, QLineEdit):
        text, at = field.text(), field.cursorPosition()
    else:
        cursor = field.textCursor()
        text, at = cursor.block().text(), cursor.positionInBlock()
    return text, len(text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "ignore"))


def _place(field: Field, *, is_whole: bool) -> QRect:
    """Return what the list is shown below, in the window: the field, or in a longer text the caret."""
    caret = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    rect = field.rect() if is_whole or not isinstance(caret, (QRect, QRectF)) else QRectF(caret).toRect()
    return QRect(field.mapTo(field.window(), rect.topLeft()), rect.size())
