"""A field for each kind of fact, tied to its place in the document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.edits import Set
from postmortem_gui.core.layouts import severity_edit
from postmortem_gui.core.links import is_address, last_step
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import FactValue, Link
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.times import in_zone
from postmortem_gui.core.vocabulary import STATUSES
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.ui import asked_names, caret
from postmortem_gui.ui.buttons import SegmentedControl, ToolButton
from postmortem_gui.ui.fact_values import as_link, as_list, as_text
from postmortem_gui.ui.fields import ChoiceField, Field, LineField
from postmortem_gui.ui.list_field import ListField
from postmortem_gui.ui.prose_field import ProseField

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""

HINT_INSIDE, HINT_INSIDE_WIDE = 36, 90
"""Hints up to so many characters stand in the empty field; longer ones stand below it. Some fields are a row wide."""

WIDE = frozenset({"title"})
"""Facts that are always a whole row wide."""

ESTIMATE = ("~", "≈")
MANY_PEOPLE = frozenset({"authors", "preparers"})
"""Facts about people that name several of them, each a chip; any other names one."""


def now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def today(clock: Clock, zone: str) -> date:
    """Return what day it is on the clocks of a zone."""
    return in_zone(clock(), zone).date()


class FactCell(Field):
    """A fact: its label, its control, its hint. It shows the document and changes it by one kind of edit."""

    def __init__(self, document: Document, spec: FactSpec, control: QWidget, clock: Clock = now) -> None:
        super().__init__(spec.label, control)
        self.label.setWordWrap(True)
        self.document = document
        self.spec = spec
        self.clock = clock
        self.place = Place("facts", spec.key)
        short = len(spec.hint) <= (HINT_INSIDE_WIDE if spec.key in WIDE else HINT_INSIDE)
        self.inside, self.below = (spec.hint, "") if short else ("", spec.hint)
        caret.mark(self, self.place)
        document.changed.connect(self._on_changed)

    def given(self) -> FactValue | None:
        """Return what the document says."""
        return self.document.value.facts.get(self.spec.key)

    def refresh(self) -> None:
        """Show what the document says."""
        raise NotImplementedError

    def say(self, value: object, *, typing: bool = False, field: str | None = None) -> None:
        """Put a value into the document; `field` keeps typing in one control apart from typing in another."""
        self.document.apply(Set(Place("facts", self.spec.key, field), value, typing=typing))
        if not typing:
            self.document.seal()

    def _on_changed(self, change: Change) -> None:
        if change.old.facts.get(self.spec.key) is not change.new.facts.get(self.spec.key):
            self.refresh()


class TextCell(FactCell):
    """A text, of one line or of several."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        line: LineField | ProseField = ProseField(spec.label, lines=3) if spec.kind == "long" else LineField(spec.label)
        super().__init__(document, spec, line, clock)
        self._line = line
        if spec.kind == "people":
            asked_names.ask(line)
        line.typed.connect(self._on_typed)
        line.left.connect(document.seal)
        self.refresh()

    def refresh(self) -> None:
        """Show the text; what the template prints in its place stands in the empty field."""
        pm = self.document.value
        self._line.setPlaceholderText(Sheet.of(pm, pm.template).fill_plain(self.spec.value) or self.inside)
        self._line.show_value(as_text(self.given(), self.document.value.zone))
        self.set_hint(self.below)

    def _on_typed(self, text: str) -> None:
        self.say(text, typing=True)


class NumberCell(FactCell):
    """A number as people write it; a leading ≈ says that it is an estimate, and a button puts it there."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        control = QWidget()
        super().__init__(document, spec, control, clock)
        self._line = LineField(spec.label, self.inside)
        self._line.typed.connect(self._on_typed)
        self._line.left.connect(document.seal)
        self._about = ToolButton("equal-approximately", "This is an estimate", checkable=True)
        self._about.clicked.connect(self._on_about)
        _beside(control, (self._line, 1), (self._about, 0))
        self.refresh()

    def refresh(self) -> None:
        """Show the number and whether it is an estimate."""
        text = as_text(self.given(), self.document.value.zone)
        self._line.show_value(text)
        about = text.lstrip().startswith(ESTIMATE)
        self._about.setChecked(about)
        self._about.setEnabled(bool(text))
        self.set_hint(*(("An estimate", "amber") if about else (self.below, "")))

    def _on_typed(self, text: str) -> None:
        self.say(text, typing=True)

    def _on_about(self) -> None:
        text = self._line.value.strip()
        bare = text.lstrip("".join(ESTIMATE)).strip()
        self.say(bare if text.startswith(ESTIMATE) else f"≈ {bare}")


class ChoiceCell(FactCell):
    """A choice that also takes what nobody thought of; a value that is none of the choices is kept, and said."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        words = dict(STATUSES) if spec.key == "status" else {}
        choices = [(key, words.get(key, key)) for key in spec.choices]
        field = ChoiceField(spec.label, choices, editable=True)
        super().__init__(document, spec, field, clock)
        line = field.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.inside)
        self._field = field
        field.typed.connect(self._on_typed)
        field.edited.connect(self._on_edited)
        field.left.connect(document.seal)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice."""
        value = as_text(self.given(), self.document.value.zone)
        self._field.show_value(value)
        known = self._known()
        strange = bool(value) and bool(known) and value not in known
        self.set_hint(*(("Not a choice of this template; kept as it is", "amber") if strange else (self.below, "")))

    def _known(self) -> tuple[str, ...]:
        """Return every value that is one of the choices."""
        return self.spec.choices

    def _on_typed(self, text: str) -> None:
        self.say(text, typing=True)

    def _on_edited(self, key: str) -> None:
        self.say(key)


class SeverityCell(ChoiceCell):
    """The severity: with it come the boxes and sign-offs that the template asks for at that severity. The team may have
    names of its own for some."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        super().__init__(document, spec, clock)
        document.team_changed.connect(self._take_choices)
        self._take_choices()

    def _take_choices(self) -> None:
        self._field.set_choices([(name, name) for name in self._known()])
        self.refresh()

    @override
    def _known(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.spec.choices, *self.document.team.severities)))

    @override
    def _on_typed(self, text: str) -> None:
        if text in self._known():
            self._on_edited(text)
        else:
            super()._on_typed(text)

    def _on_edited(self, key: str) -> None:
        self.document.apply(severity_edit(self.document.value, key))
        self.document.seal()


class ListCell(FactCell):
    """Some words or people, each a chip."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        field = ListField(spec.label)
        super().__init__(document, spec, field, clock)
        self._field = field
        if spec.kind == "people":
            asked_names.ask(field.input)
        field.typed.connect(self._on_typed)
        field.edited.connect(self._on_edited)
        self.refresh()

    def refresh(self) -> None:
        """Show the list; while it is empty the field says what it is for."""
        value = as_list(self.given(), self.document.value.zone)
        self._field.show_value(value)
        self._field.input.setPlaceholderText("Add…" if value else self.inside or "Add…")
        self.set_hint(self.below)

    def _on_typed(self, value: tuple[str, ...]) -> None:
        self.say(value, typing=True)

    def _on_edited(self, value: tuple[str, ...]) -> None:
        self.say(value)


class LinkCell(FactCell):
    """A link: its title, and its address."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        control = QWidget()
        super().__init__(document, spec, control, clock)
        self._title = LineField(f"{spec.label}: title", self.inside or "Title")
        self._url = LineField(f"{spec.label}: address", "https://…")
        for line, slot, left in (
            (self._title, self._on_title, self._on_title_left),
            (self._url, self._on_url, document.seal),
        ):
            line.typed.connect(slot)
            line.left.connect(left)
        caret.mark(self._title, Place("facts", spec.key, "title"))
        caret.mark(self._url, Place("facts", spec.key, "url"))
        _beside(control, (self._title, 2), (self._url, 3))
        self.refresh()

    def refresh(self) -> None:
        """Show title and address."""
        link = as_link(self.given(), self.document.value.zone)
        self._title.show_value(link.title)
        self._url.show_value(link.url)
        wrong = bool(link.url) and not is_address(link.url)
        self.set_hint(
            *(("Only http, https and mailto addresses can be opened", "amber") if wrong else (self.below, ""))
        )

    def _say(self, link: Link, field: str) -> None:
        self.say(link if link.title or link.url else "", typing=True, field=field)

    def _on_title(self, title: str) -> None:
        self._say(as_link(self.given(), self.document.value.zone).but(title=title), "title")

    def _on_url(self, url: str) -> None:
        self._say(as_link(self.given(), self.document.value.zone).but(url=url.strip()), "url")

    def _on_title_left(self) -> None:
        """Move an address that was pasted into the title to where it belongs."""
        link = as_link(self.given(), self.document.value.zone)
        if is_address(link.title) and not link.url:
            self.say(Link(title=last_step(link.title), url=link.title))
        self.document.seal()


class YesNoCell(FactCell):
    """Yes, no, or not said yet."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        field = SegmentedControl(spec.label, [("yes", "Yes"), ("no", "No"), ("", "Not said")])
        super().__init__(document, spec, field, clock)
        self._field = field
        field.edited.connect(self._on_edited)
        self.refresh()

    def refresh(self) -> None:
        """Show the answer."""
        value = as_text(self.given(), self.document.value.zone)
        known = {"y": "yes", "n": "no"}.get(value.lower(), value.lower())
        self._field.show_value(known)
        strange = known not in ("yes", "no", "")
        self.set_hint(*((f"The document says “{value}”", "amber") if strange else (self.spec.hint, "")))

    def _on_edited(self, key: str) -> None:
        self.say(key)


def _beside(control: QWidget, *widgets: tuple[QWidget, int]) -> None:
    row = QHBoxLayout(control)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget, stretch in widgets:
        row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
    control.setFocusProxy(widgets[0][0])
