"""Fields that show a value of the document and say what a person made of it.

Every field: `show_value(value)` shows the document's value and says nothing; `value` is what it shows now.
    LineField(name)                         typed(str) on each key; left() when the keyboard goes elsewhere
    ProseField(name, bare=False)            the same, several lines; grows with its text (prose_field.py)
    ChoiceField(name, choices, editable=True)   edited(str) when one is chosen; typed(str) while typing
    ListField(name)                         the same with tuples; edited(tuple) when an item is added or taken out
    TickField(text)                         edited(bool)

    Field("Severity", ChoiceField(...), "hint below")   label above, hint below; .set_hint(text, tone)
    grid = FieldGrid(columns=3); grid.add(field, span=1)    span 0 is a whole row; fewer columns where it is narrow

Undo belongs to the document: Ctrl+Z goes past every field to the window.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.dropped import files_in
from postmortem_gui.ui.field_keys import is_history_key, leaves_to_window
from postmortem_gui.ui.pasted import refuses
from postmortem_gui.ui.prose_field import alike, units
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.tokens import CONTROL, CONTROL_WIDTH_LEAST, X1, X3

_LONGEST = 2**31 - 1
"""Qt would cut what is longer than 32,767 units, and the next key would cut the document too."""
_BREAKS = re.compile(r"\r\n|[\r\n]")


class LineField(QLineEdit):
    """One line of text, however long. A line break that is pasted becomes a space, unless `breaks` keeps it."""

    typed = Signal(str)
    left = Signal()

    def __init__(
        self, name: str = "", placeholder: str = "", parent: QWidget | None = None, *, breaks: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(_LONGEST)
        self._breaks = breaks
        self._before = ""
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._on_text_edited)

    @property
    def value(self) -> str:
        """The text that is shown."""
        return self.text()

    def show_value(self, value: str) -> None:
        """Show a text; the caret stays where it is while the field has the keyboard."""
        if value == self.text():
            return
        caret = self.cursorPosition()
        self.setText(value)
        self.setCursorPosition(caret if self.hasFocus() else 0)

    def _on_text_changed(self) -> None:
        self._before = self.text()

    def _on_text_edited(self, text: str) -> None:
        units_before = text.encode("utf-16-le", "surrogatepass")[: 2 * self.cursorPosition()]
        before = units_before.decode("utf-16-le", "surrogatepass")
        start = alike(self._before, before)
        if len(before) - start > 1 and refuses(self, _BREAKS.sub("\n" if self._breaks else " ", before[start:])):
            self.setText(self._before)
            self.setCursorPosition(units(before[:start]))
            return
        if not self._breaks and _BREAKS.search(text):
            text = _BREAKS.sub(" ", text)
            self.setText(text)
            self.setCursorPosition(len(_BREAKS.sub(" ", before).encode("utf-16-le")) // 2)
        self.typed.emit(text)

    @override
    def event(self, event: QEvent) -> bool:
        return leaves_to_window(self, event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_history_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.ignore()  # the window opens files
        else:
            super().dragEnterEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:  # undo, redo and the line below: the Edit menu has them
            if action.isSeparator() or action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class ChoiceField(QComboBox):
    """A choice of some values, shown by their labels. A value that is not among them is shown as it is, and kept."""

    edited = Signal(str)
    typed = Signal(str)
    left = Signal()

    def __init__(
        self,
        name: str = "",
        choices: Sequence[tuple[str, str]] = (),
        *,
        editable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys: list[str] = []
        if editable:
            line = LineField(name, parent=self)
            self.setEditable(True)
            self.setLineEdit(line)
            completer = self.completer()
            if completer is not None:
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            line.typed.connect(self._typed)
            line.left.connect(self.left)
        self.activated.connect(self._chosen)
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The key of the choice, or the text itself where it is none of them."""
        if self.isEditable():
            return self._key_of(self.currentText())
        at = self.currentIndex()
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices, pairs of key and label; what is shown stays."""
        shown = self.value if self._keys else ""
        self._offered = list(choices)
        self._fill(self._offered)
        self.show_value(shown)

    def _fill(self, choices: Sequence[tuple[str, str]]) -> None:
        self.blockSignals(True)
        self.clear()
        self._keys = [key for key, _ in choices]
        self.addItems([label for _, label in choices])
        self.blockSignals(False)

    def show_value(self, value: str) -> None:
        """Show a value; an empty one shows nothing chosen."""
        if self._keys and value == self.value and (value or self.currentIndex() < 0 or value in self._keys):
            return
        known = {key for key, _ in self._offered}
        extra = [(value, value)] if value and value not in known and not self.isEditable() else []
        if len(self._keys) != len(self._offered) + len(extra) or extra:
            self._fill([*self._offered, *extra])
        self.blockSignals(True)
        self.setCurrentIndex(self._keys.index(value) if value in self._keys else -1)
        self.blockSignals(False)
        line = self.lineEdit()
        if isinstance(line, LineField):
            line.show_value(dict(self._offered).get(value, value))
        self.update()

    def _key_of(self, text: str) -> str:
        return next((key for key, label in self._offered if text in (key, label)), text)

    def _chosen(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.edited.emit(self._keys[at])

    def _typed(self, text: str) -> None:
        self.typed.emit(self._key_of(text))

    @override
    def showPopup(self) -> None:
        """Open the list; while a room watches, one inside the window."""
        if not current_theme().presenting:
            super().showPopup()
            return
        from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup  # which has fields itself

        popup = ChoicePopup(self, self.accessibleName())
        popup.picked.connect(self._on_picked)
        choices = [Choice(str(at), self.itemText(at)) for at in range(self.count())]
        chosen = (str(self.currentIndex()),) if self.currentIndex() >= 0 else ()
        popup.open(self.rect(), (ChoiceGroup("", choices, chosen),))

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        self.setCurrentIndex(int(picked[0][0]))
        self._chosen(self.currentIndex())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        completer = self.completer() if restyled(event) and self.isEditable() else None
        if completer is not None:  # the list of one is a window
            modes, presenting = QCompleter.CompletionMode, current_theme().presenting
            completer.setCompletionMode(modes.InlineCompletion if presenting else modes.PopupCompletion)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the form; it never changes a document on its way.
        event.ignore()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.isEditable() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TickField(QCheckBox):
    """A box to tick, with its words."""

    edited = Signal(bool)

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name or text)
        self.setProperty("alone", "false" if text else "true")
        self._take_room()
        self.clicked.connect(self.edited)

    def _take_room(self) -> None:
        """Be large enough to be hit, also where there are no words beside the box."""
        theme = current_theme()
        self.setMinimumHeight(theme.px(CONTROL))
        if not self.text():
            self.setFixedWidth(theme.px(CONTROL))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._take_room()

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def show_value(self, value: bool) -> None:
        """Show it ticked or not."""
        self.setChecked(value)


class Field(QWidget):
    """A control with its label above and a hint below."""

    def __init__(self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(X1)
        self.label = Label(label, "label")
        self.label.setBuddy(control)
        column.addWidget(self.label)
        self.label.setVisible(bool(label))
        column.addWidget(control)
        row = QHBoxLayout()
        row.setSpacing(X1)
        self._mark = IconMark("triangle-alert", "amber_fg", 13)
        self._mark.hide()
        self._hint = Label("", "caption", wrap=True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._hint, 1)
        column.addLayout(row)
        column.addStretch(1)
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.set_hint(hint)

    def set_hint(self, text: str, tone: str = "") -> None:
        """Say something below the control; `tone` amber or red adds a sign, and screen readers get it too."""
        self._hint.setText(text)
        self._hint.set_tone(tone)
        self._hint.setVisible(bool(text))
        self._mark.setVisible(bool(text) and tone in ("amber", "red"))
        if tone in ("amber", "red"):
            self._mark.show_icon("triangle-alert", f"{tone}_fg")
        self.control.setAccessibleDescription(text)


class FieldGrid(QWidget):
    """Fields in columns of one width: as many as are told where there is room, fewer where there is not."""

    def __init__(self, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = columns
        self._columns = 0
        self._fields: list[tuple[QWidget, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(X3)
        self._grid.setVerticalSpacing(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def add(self, field: QWidget, span: int = 1) -> None:
        """Add a field that is so many columns wide; 0 is the whole row."""
        self._fields.append((field, span))
        self._columns = 0
        self._place()

    def clear(self) -> None:
        """Take out every field and delete it."""
        for field, _ in self._fields:
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = []

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for one column: had it to have the width of two, two would be as few as there ever are."""
        widest = max((field.minimumSizeHint().width() for field, _ in self._fields), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def _place(self) -> None:
        least = current_theme().px(CONTROL_WIDTH_LEAST)
        columns = max(1, min(self._most, (self.width() + X3) // (least + X3)))
        if columns == self._columns:
            return
        for n in range(max(self._columns, self._most)):
            self._grid.setColumnStretch(n, 1 if n < columns else 0)
        self._columns = columns
        for field, _ in self._fields:
            self._grid.removeWidget(field)
        row = column = 0
        for field, span in self._fields:
            wide = columns if span == 0 else min(span, columns)
            if column + wide > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, wide)
            column += wide

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)
