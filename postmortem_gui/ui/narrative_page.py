"""The Narrative tab: the sections that are told in words, one at a time, with what helps to write them."""

from __future__ import annotations

import re

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui import tray
from postmortem_gui.ui.cards import Card
from postmortem_gui.ui.fact_cells import Clock, now
from postmortem_gui.ui.form_page import TemplatePage
from postmortem_gui.ui.placing import opened, section_name, sections_on, waiting_specs
from postmortem_gui.ui.section_editors import EDITORS, add_row_in_form, is_gap, is_written
from postmortem_gui.ui.section_forms import filled
from postmortem_gui.ui.section_list import Entry, SectionList
from postmortem_gui.ui.section_pane import SectionPane
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import X2

_LIST, _LIST_NARROW, _NARROW = 224, 172, 640
"""Width of the list of sections, its width on a narrow page, and below which width a page is narrow."""

_REMARK = re.compile(r"\s*\([^()]*\)$")
"""What a heading says in brackets at its end, such as how long it may be: too long for the list."""


class NarrativePage(TemplatePage):
    """The list of sections on the left, the editor of the chosen one on the right."""

    def __init__(self, document: Document, parent: QWidget | None = None, *, clock: Clock = now) -> None:
        super().__init__(document, parent)
        self.setObjectName("narrativeEditor")
        self.setAccessibleName("Narrative")
        self._clock = clock
        self._specs: dict[str, SectionSpec] = {}
        self._waiting: frozenset[str] = frozenset()
        self._panes: dict[str, SectionPane] = {}
        self.sections = SectionList("Sections")
        self.sections.chosen.connect(self._on_chosen)
        self.sections.entered.connect(self._enter)
        self._stack = QStackedWidget()
        self._side = Card()
        self._side.body.setContentsMargins(8, 8, 8, 8)
        self._side.body.addWidget(self.sections)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(X2)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self.sections)
        self.build()

    @override
    def build(self) -> None:
        pm = self.document.value
        entries: list[Entry] = []
        group = 0
        for spec in sections_on(pm.template, "narrative"):
            if group and spec.level <= group:
                group = 0
                entries += [Entry("", "")] if spec.kind != "group" else []
            if spec.kind in EDITORS:
                self._specs[spec.id] = spec
                entries.append(Entry(spec.id, _REMARK.sub("", filled(section_name(spec), pm))))
            elif spec.kind == "group":
                group = spec.level
                entries.append(Entry("", filled(section_name(spec), pm)))
        left = waiting_specs(pm)
        self._waiting = frozenset(spec.id for spec in left)
        if left:
            entries.append(Entry("", tray.TITLE))
        for spec in left:
            self._specs[spec.id] = spec
            entries.append(Entry(spec.id, spec.heading))
        self.sections.show_entries(entries)
        self._show_states()
        self._open(self.sections.key)

    @override
    def clear(self) -> None:
        for pane in self._panes.values():
            self._stack.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        self._panes, self._specs = {}, {}

    @override
    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        if change.new.template is change.old.template:
            if not self._waiting.issuperset(spec.id for spec in waiting_specs(change.new)):
                self.rebuild()
            self._show_states()

    @override
    def focus_place(self, place: Place) -> bool:
        key = self._section_of(place)
        if not key:
            return False
        self.sections.show_key(key)
        self._open(key)
        return super().focus_place(place)

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return add_row_in_form(self, above=above)

    def _section_of(self, place: Place) -> str:
        """Return the section on this page that shows a place, or an empty text."""
        if place.part == "sections":
            return place.row or "" if place.row in self._specs else ""
        if place.part in self._specs:
            return place.part
        for key, spec in self._specs.items():
            facts = list(opened(spec.facts))
            if place.part == "facts" and any(fact.key == place.row for fact in facts):
                return key
            if any(fact.kind == "points" and fact.key == place.part for fact in facts):
                return key
            if place.part == "signoffs" and spec.kind == "signoff":
                return key
        return ""

    def _on_chosen(self, key: str) -> None:
        self._open(key)
        pane = self._panes.get(key)
        if pane is not None:
            self.tell_place(pane.place())

    def _open(self, key: str) -> None:
        """Show the editor of a section; the caret stays in the list until somebody goes there."""
        spec = self._specs.get(key)
        if spec is None:
            return
        self.document.seal()
        pane = self._panes.get(key)
        if pane is None:
            pane = SectionPane(self.document, spec, clock=self._clock, waits=key in self._waiting)
            self._panes[key] = pane
            self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)

    def _enter(self) -> None:
        pane = self._panes.get(self.sections.key)
        if pane is not None:
            pane.enter()

    def _show_states(self) -> None:
        pm = self.document.value
        for key, spec in self._specs.items():
            if key in self._waiting:
                self.sections.show_state(key, "waiting")
            else:
                state = "written" if is_written(pm, spec) else "gap" if is_gap(pm, spec) else "empty"
                self.sections.show_state(key, state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = current_theme()
        self._side.setFixedWidth(theme.px(_LIST_NARROW if self.width() < theme.px(_NARROW) else _LIST))
        super().resizeEvent(event)
