"""The button that says in which zone times are shown, and the small card below it where that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.core.edits import Set
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.zones import short_word, zone_word
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.timeline_times import swap_zones
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.choices import ChoicePopup
from postmortem_gui.ui.regions import step_focus
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.zone_line import ZoneLine

_WIDE = 340
_SHOWN, _BESIDE = "Times are shown in", "A second zone beside them"


class ZoneButton(ToolButton):
    """Says the zone of the times, and the second one: `UTC`, `UTC · ET`. Pressed, it opens the choice of both."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("globe", "Time zones", "UTC", parent=parent)
        self._document = document
        self._chooser: ZoneChooser | None = None
        self.clicked.connect(self.choose)
        document.changed.connect(self._on_changed)
        self._show()

    def choose(self) -> None:
        """Open the choice, with the keyboard in it; a second press closes it."""
        if self._chooser is not None and isValid(self._chooser) and self._chooser.isVisible():
            self._chooser.dismiss()
            return
        self._chooser = ZoneChooser(self._document, self)
        self._chooser.come()

    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        if (old.zone, old.second_zone) != (new.zone, new.second_zone) or old.timeline is not new.timeline:
            self._show()

    def _show(self) -> None:
        pm = self._document.value
        words = _short(pm, pm.zone) + (f" · {_short(pm, pm.second_zone)}" if pm.second_zone else "")
        if words == self.text() and self._told == (pm.zone, pm.second_zone):
            return
        self._told = (pm.zone, pm.second_zone)
        self.setText(words)
        beside = f", and {pm.second_zone} beside them" if pm.second_zone else ""
        told = f"Times are shown in {pm.zone}{beside}. Press to choose; Ctrl+Shift+U swaps the two."
        self.setAccessibleName(told)
        self.setToolTip(tip(told))

    _told = ("", "")


def _short(pm: Postmortem, zone: str) -> str:
    first = next((row.when.at for row in in_order(pm.timeline) if row.when.at), None)
    return short_word(zone, first) if first else zone_word(zone)


class ZoneChooser(QFrame):
    """Two zones to type or to pick, and their swap. What is chosen holds at once; Esc, or a click elsewhere, closes."""

    def __init__(self, document: Document, anchor: QWidget) -> None:
        # The window is not kept: a widget that holds what it lives in dies with it in an order that crashes Qt.
        super().__init__(anchor.window())
        anchor.destroyed.connect(self.deleteLater)
        self._document, self._anchor = document, anchor
        self.setProperty("card", "raised")
        self.setAccessibleName("Time zones")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        pm = document.value
        self.shown = ZoneLine(_SHOWN, "UTC", pm.zone)
        self.beside = ZoneLine(_BESIDE, "None", pm.second_zone)
        for words, line in ((_SHOWN, self.shown), (_BESIDE, self.beside)):
            label = Label(words, "label")
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        self.shown.edited.connect(self._on_shown)
        self.beside.edited.connect(self._on_beside)
        self.swap = Button("Swap the two", "arrow-left-right")
        self.swap.clicked.connect(self._on_swap)
        row = QHBoxLayout()
        row.addWidget(self.swap)
        row.addWidget(KeyCap("Ctrl Shift U"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Label("No time changes by this, only how it is shown.", "caption", wrap=True))
        self.swap.setEnabled(bool(pm.second_zone))
        self.hide()

    def come(self) -> None:
        """Show it below its button."""
        window, theme = self._anchor.window(), current_theme()
        wide = min(theme.px(_WIDE), window.width() - 16)
        self.setFixedWidth(wide)
        self.adjustSize()
        corner = self._anchor.mapTo(window, QPoint(self._anchor.width(), self._anchor.height() + 4))
        top = min(corner.y(), max(8, window.height() - self.height() - 8))
        self.move(max(8, min(corner.x() - wide, window.width() - wide - 8)), top)
        self.show()
        self.raise_()
        self.shown.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.shown.line.selectAll()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def dismiss(self) -> None:
        """Take what was typed, go, and give the keyboard to the button."""
        for line in (self.shown, self.beside):
            line.enter()
        if self.isAncestorOf(QApplication.focusWidget() or self._anchor):
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go()

    def _go(self) -> None:
        application = QApplication.instance()
        if self.isHidden() or not isinstance(application, QApplication):
            return
        application.focusChanged.disconnect(self._on_focus_changed)
        self.hide()
        self.deleteLater()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new is self or self.isAncestorOf(new) or isinstance(new.parentWidget(), ChoicePopup):
            return
        self._go()

    def _on_shown(self, zone: str) -> None:
        self._set("zone", zone or "UTC")

    def _on_beside(self, zone: str) -> None:
        self._set("second_zone", zone)
        self.swap.setEnabled(bool(zone))

    def _set(self, member: str, zone: str) -> None:
        self._document.seal()
        self._document.apply(Set(Place("document", member), zone))
        self._document.seal()

    def _on_swap(self) -> None:
        edit = swap_zones(self._document.value)
        if edit is not None:
            self._document.seal()
            self._document.apply(edit)
            self._document.seal()
        self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return step_focus((self,), forward=next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
