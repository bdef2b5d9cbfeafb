"""The panel over the window that shows what comes back from a tracker before any of it is taken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.editing.ticket_source import TicketSource
from postmortem_gui.editing.ticket_taking import Taking
from postmortem_gui.ui.buttons import Button, SegmentedControl, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.fields import ChoiceField, Field, FieldGrid
from postmortem_gui.ui.panel import SIDE, Panel
from postmortem_gui.ui.taking_list import ROW, TakingList
from postmortem_gui.ui.theme import current_theme, restyled

_WIDTH, _LINES = 780, 7
_KEYS = (("Space", "in / out"), ("A", "all / none"), ("↑ ↓", "action"), ("Esc", "leave as it was"))
_ORDERS = (("", "Left out"), ("day", "Day first"), ("month", "Month first"))
_NONE = "Nothing"
_TITLES = {"title": "Take ticket keys", "status": "Take the status of tickets"}


class TakingPanel(Panel):
    """Space takes or leaves one, A all, Enter takes what is ticked, Esc changes nothing. It decides nothing itself."""

    switched = Signal(int)
    all_switched = Signal()
    accepted = Signal()
    file_wanted = Signal()
    paste_wanted = Signal()
    """Says that the clipboard is to be read anew."""
    column_chosen = Signal(str, int)
    """Carries a field and the number of the column that holds it, -1 for none."""
    order_chosen = Signal(str)
    gone = Signal()

    def __init__(self, parent: QWidget, source: TicketSource) -> None:
        super().__init__(parent, _TITLES[source.wanted], _WIDTH)
        self.setObjectName("taking")
        self._source: TicketSource | None = None
        self._choices: list[ChoiceField] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDE, 12, SIDE, 14)
        column.setSpacing(8)
        column.addLayout(self._top(source))
        self.columns = FieldGrid(3)
        column.addWidget(self.columns)
        column.addWidget(self._dates())
        self.notices = Label("", "caption", "amber", wrap=True)
        self.notices.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column.addWidget(self.notices)
        self.list = TakingList()
        self.list.switched.connect(self.switched)
        self.list.all_switched.connect(self.all_switched)
        self.list.accepted.connect(self.accepted)
        column.addWidget(self.list)
        column.addStretch(1)
        column.addLayout(self._foot())
        for widget in (self.columns, self.dates, self.notices, self.list):
            widget.hide()
        self.come_with(content)

    # ── How it is put together ──

    def _top(self, source: TicketSource) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(8)
        self.sentence = Label("", wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.sentence.setMinimumHeight(32)
        top.addWidget(self.sentence, 1)
        self.more = ToolButton("columns-3", "Say which column of the table holds what", "Columns", checkable=True)
        self.more.clicked.connect(self._show_columns)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        if source.wanted == "title":
            self.paste = Button("From the clipboard", "clipboard-paste")
            self.paste.clicked.connect(self.paste_wanted)
            top.addWidget(self.paste, 0, Qt.AlignmentFlag.AlignTop)
        self.file = Button("From a file…", "folder-open")
        self.file.clicked.connect(self.file_wanted)
        top.addWidget(self.file, 0, Qt.AlignmentFlag.AlignTop)
        return top

    def _dates(self) -> QWidget:
        self.dates = QWidget()
        row = QHBoxLayout(self.dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._date = Label("", "second")
        row.addWidget(self._date)
        self.order = SegmentedControl("What comes first in dates", _ORDERS)
        self.order.edited.connect(self.order_chosen)
        row.addWidget(self.order)
        row.addStretch(1)
        return self.dates

    def _foot(self) -> QHBoxLayout:
        self.keys = QWidget()
        row = QHBoxLayout(self.keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for keys, words in _KEYS:
            row.addWidget(KeyCap(keys))
            row.addWidget(Label(words, "caption"))
            row.addSpacing(4)
        foot = QHBoxLayout()
        foot.addWidget(self.keys)
        foot.addStretch(1)
        self.take = Button("Take", "corner-down-left", "primary")
        self.take.clicked.connect(self.accepted)
        foot.addWidget(self.take)
        return foot

    # ── What is shown ──

    def show_taking(self, source: TicketSource, taking: Taking) -> None:
        """Show what a source would change. Where the columns are not known, they are asked for."""
        asked = source.sheet is not None and (not source.is_complete or self.more.isChecked())
        self.more.setVisible(source.sheet is not None)
        self.more.setChecked(asked)
        self._fill_columns(source)
        self.columns.setVisible(asked)
        self.order.show_value(source.order)
        self._date.setText(f"Dates like {taking.unsure}:" if taking.unsure else "Dates like 03/04/2026:")
        self.dates.setVisible(bool(taking.unsure or source.order))
        self.sentence.setText(taking.sentence)
        self.notices.setText("\n".join(taking.notices))
        self.notices.setVisible(bool(taking.notices))
        had_focus = self.list.hasFocus()
        self.show_decided(taking)
        if taking.proposals and not (self.columns.isVisible() and self.columns.isAncestorOf(self.focusWidget())):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not taking.proposals and (had_focus or self.focusWidget() in (None, self._close)):
            first = self._choices[0] if asked and self._choices else self.file
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_decided(self, taking: Taking) -> None:
        """Show the same proposals, decided otherwise."""
        self.list.show_taking(taking)
        self.list.setVisible(bool(taking.proposals))
        self.keys.setVisible(bool(taking.proposals))
        shown = min(len(taking.proposals), _LINES)
        self.list.setFixedHeight(max(1, shown) * current_theme().px(ROW) + 2)
        self.take.setEnabled(taking.count > 0)
        self.take.setText(f"Take {taking.count}" if taking.proposals else "Take")
        self.fit_box()

    def show_reading(self, source: TicketSource) -> None:
        """Say that a large table is being read."""
        self.sentence.setText(f"Reading {source.name}…")
        for widget in (self.list, self.keys, self.notices, self.dates):
            widget.hide()
        self.take.setEnabled(False)
        self.fit_box()

    def show_problem(self, sentence: str) -> None:
        """Say why a file is not read; what was there stays."""
        self.notices.setText(sentence)
        self.notices.show()
        self.fit_box()

    def _fill_columns(self, source: TicketSource) -> None:
        was, self._source = self._source, source
        if source.sheet is None:
            return
        if was is None or was.sheet is not source.sheet:
            self.columns.clear()
            self._choices = []
            heads = [(str(at), head.strip()[:60] or f"Column {at + 1}") for at, head in enumerate(source.sheet.heads)]
            for field, word, _ in source.fields:
                choice = ChoiceField(word, [("-1", _NONE), *heads])
                choice.setProperty("field", field)
                choice.edited.connect(self._on_column)
                self._choices.append(choice)
                self.columns.add(Field(word, choice))
        for choice, (_, _, at) in zip(self._choices, source.fields, strict=True):
            choice.show_value(str(at))

    def _on_column(self, at: str) -> None:
        self.column_chosen.emit(str(self.sender().property("field")), int(at))

    def _show_columns(self) -> None:
        self.columns.setVisible(self.more.isChecked())
        self.fit_box()
        if self.more.isChecked() and self._choices:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # ── What a person does ──

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take.isEnabled():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def fit_box(self) -> None:
        """Fit it again as wide as it is then: only there the fields know how many of them stand in a row."""
        super().fit_box()
        for widget in (self.box, self._area.widget()):
            if widget is not None and (layout := widget.layout()) is not None:
                layout.activate()
        super().fit_box()

    @override
    def go(self) -> None:
        self.gone.emit()
        super().go()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.list.setFixedHeight(min(self.list.count() or 1, _LINES) * current_theme().px(ROW) + 2)
            self.fit_box()
