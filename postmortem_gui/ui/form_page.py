"""A page of cards below each other, made from the template, and made anew when another template is taken up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui import caret
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.page import Page
from postmortem_gui.ui.tokens import X2

_SCROLL_ROOM = 10
"""Pixels between the cards and the scroll bar."""


class TemplatePage(Page):
    """A page that shows what the template has for it. Where the caret is survives the change of a template."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]  # there is one
        document.changed.connect(self.on_changed)

    def build(self) -> None:
        """Make everything that the template of the document has for this page."""
        raise NotImplementedError

    def clear(self) -> None:
        """Take away everything that `build` made."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Show what was built now, and not with the next event: the caret is about to go there."""

    def rebuild(self) -> None:
        """Make everything anew and bring the caret back to the place where it was."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        place = caret.place_of(focused, self) if inside else None
        self.clear()
        self.build()
        self.show_all()
        if place is not None:
            self.focus_place(place)

    def on_changed(self, change: Change) -> None:
        """Follow the document."""
        if change.new.template is not change.old.template:
            self.rebuild()

    @override
    def focus_place(self, place: Place) -> bool:
        widget = caret.widget_of(self, place)
        if widget is None:
            return False
        caret.focus(widget)
        return True

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.tell_place(caret.place_of(new, self))

    def tell_place(self, place: Place | None) -> None:
        """Say where the caret is. Of a fact the preview knows no parts, and what joins it is printed with it."""
        if place is None:
            return
        if place.part == "facts":
            joins = {fact.key: fact.joins for fact in self.document.value.template.facts() if fact.joins}
            place = Place("facts", joins.get(place.row or "", place.row))
        self.place_changed.emit(place)


class FormPage(TemplatePage):
    """A page of cards that scrolls as a whole."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, _SCROLL_ROOM, 0)
        self.column.setSpacing(X2)
        self._area.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    @override
    def clear(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    @override
    def show_all(self) -> None:
        for at in range(self.column.count()):
            item = self.column.itemAt(at)
            if item is not None and (widget := item.widget()) is not None:
                widget.show()

    @override
    def rebuild(self) -> None:
        bar = self._area.verticalScrollBar()
        at = bar.value()
        super().rebuild()
        self.column.activate()
        bar.setValue(at)

    def start_at(self, widget: QWidget | None) -> None:
        """Say where the keyboard goes when it comes to the page."""
        if widget is not None:
            self.setFocusProxy(widget)

    def add_card(self, title: str, *widgets: QWidget, subtitle: str = "", guide: str = "") -> Card:
        """Add a card with some widgets below each other, and the guide beside the title or above them."""
        card = _GuidedCard(title, guide) if title and guide and not subtitle else Card(title, subtitle)
        if guide and not isinstance(card, _GuidedCard):
            card.body.addWidget(guide_label(guide))
        for widget in widgets:
            card.body.addWidget(widget)
        self.column.addWidget(card)
        return card


class _GuidedCard(Card):
    """A card that says what it is for beside its title where that fits into the line, else below it."""

    def __init__(self, title: str, guide: str) -> None:
        super().__init__(title)
        self._guide = guide_label(guide)
        self.body.addWidget(self._guide)

    @override
    def set_title(self, title: str, subtitle: str = "") -> None:
        super().set_title(title, subtitle)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        guide, own = self._guide.text(), self.subtitle.text()
        edges = self.head.contentsMargins()
        taken = self.title.sizeHint().width() + self.head.spacing() + edges.left() + edges.right() + 4
        fits = own in ("", guide) and self.subtitle.fontMetrics().horizontalAdvance(guide) <= self.width() - taken
        self._guide.setVisible(not fits)
        if own in ("", guide):
            self.subtitle.setText(guide if fits else "")


def guide_label(guide: str) -> Label:
    """Return the guide of a section as quiet words that wrap."""
    return Label(guide, "muted", wrap=True)
