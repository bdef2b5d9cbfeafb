"""The card that says how the document is laid out: its template, its time zone, and a second zone beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from postmortem_gui.core.edits import Replace, Set
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.core.zones import ZONE_WORDS, read_zone, zone_word
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.library import Library
from postmortem_gui.ui import caret
from postmortem_gui.ui.cards import Card
from postmortem_gui.ui.fields import ChoiceField, Field, FieldGrid

NOTHING_IS_LOST = "Nothing is lost: what the new template has no place for waits below, and under Narrative."


class TemplateField(Field):
    """The choice of the template; another one keeps the content and is one step of undo."""

    def __init__(self, document: Document, library: Library) -> None:
        self._document = document
        self._templates = {template.id: template for template in library.templates()}
        field = ChoiceField("Template", [(key, template.name) for key, template in self._templates.items()])
        super().__init__("Template", field, NOTHING_IS_LOST)
        self._field = field
        caret.mark(self, Place("template"))
        field.edited.connect(self._on_edited)
        document.changed.connect(self._on_changed)
        self._refresh()

    def _refresh(self) -> None:
        template = self._document.value.template
        self._field.show_value(template.id if template.id in self._templates else template.name or template.id)

    def _on_changed(self, change: Change) -> None:
        if change.new.template is not change.old.template:
            self._refresh()

    def _on_edited(self, key: str) -> None:
        template = self._templates.get(key)
        if template is None or template.id == self._document.value.template.id:
            return
        self._document.apply(Replace(switched(self._document.value, template), f"Change template to {template.name}"))
        self._document.seal()


class ZoneField(Field):
    """A time zone of the document, chosen or typed: `ET`, `Europe/Paris`, `+02:00`."""

    def __init__(self, document: Document, member: str, label: str, hint: str = "", *, optional: bool = False) -> None:
        self._document = document
        self._place = Place("document", member)
        self._optional = optional
        self._below = hint
        self._typed: str | None = None
        zones = sorted(set(ZONE_WORDS.values()) - {"UTC"})
        choices = [("UTC", "UTC"), *((zone, _spoken(zone)) for zone in zones)]
        field = ChoiceField(label, [("", "None"), *choices] if optional else choices, editable=True)
        super().__init__(label, field, hint)
        self._field = field
        caret.mark(self, self._place)
        field.edited.connect(self._on_edited)
        field.typed.connect(self._on_typed)
        field.left.connect(self._on_left)
        document.changed.connect(self._on_changed)
        self._refresh()

    def _zone(self) -> str:
        return str(getattr(self._document.value, self._place.row or ""))

    def _refresh(self) -> None:
        zone = self._zone()
        self._field.show_value(zone)
        self.set_hint(self._below)

    def _on_changed(self, change: Change) -> None:
        name = self._place.row or ""
        if getattr(change.old, name) != getattr(change.new, name):
            self._refresh()

    def _on_typed(self, text: str) -> None:
        self._typed = text

    def _on_edited(self, key: str) -> None:
        self._typed = None
        self._apply(key)

    def _on_left(self) -> None:
        """Take what was typed once it is whole: half a zone's name is no zone."""
        text, self._typed = self._typed, None
        if text is None:
            return
        text = text.strip()
        if not text and self._optional:
            self._apply("")
        elif zone := read_zone(text):
            self._apply(zone)
        else:
            self._field.show_value(self._zone())
            self.set_hint(f"“{text}” is no time zone here. Try Europe/Paris, ET or +02:00.", "amber")

    def _apply(self, zone: str) -> None:
        self._document.apply(Set(self._place, zone))
        self._document.seal()
        self._refresh()


def _spoken(zone: str) -> str:
    word = zone_word(zone)
    return zone if word == zone else f"{zone} ({word})"


def layout_card(document: Document, library: Library, parent: QWidget | None = None) -> Card:
    """Return the card with the template and the zones."""
    card = Card("Template and times", "how the document is written down", parent=parent)
    grid = FieldGrid(3)
    grid.add(TemplateField(document, library))
    grid.add(ZoneField(document, "zone", "Times are shown in", "For every time shown; the times themselves stay"))
    grid.add(ZoneField(document, "second_zone", "Second zone", "Shown beside it in the editor", optional=True))
    card.body.addWidget(grid)
    return card
