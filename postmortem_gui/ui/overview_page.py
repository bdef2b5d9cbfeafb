"""The Overview tab: the facts of the incident, card by card, and how the document is laid out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.core.times import zone_word
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.library import Library
from postmortem_gui.ui import tray
from postmortem_gui.ui.cards import Card
from postmortem_gui.ui.fact_cells import Clock, now
from postmortem_gui.ui.form_page import FormPage
from postmortem_gui.ui.layout_card import layout_card
from postmortem_gui.ui.note_editor import NoteEditor
from postmortem_gui.ui.placing import overview_groups, section_name, sections_on, waiting, waiting_specs
from postmortem_gui.ui.section_editors import EDITORS, add_row_in_form
from postmortem_gui.ui.section_forms import FactsForm, filled

FOLLOWS = "; follows the timeline until you type over it"


class OverviewPage(FormPage):
    """Every fact that the template asks for on the Overview, and those that it has no place for."""

    def __init__(
        self, document: Document, library: Library, parent: QWidget | None = None, *, clock: Clock = now
    ) -> None:
        super().__init__(document, parent)
        self.setObjectName("overviewForm")
        self.setAccessibleName("Overview")
        self._library = library
        self._clock = clock
        self._waiting: frozenset[str] = frozenset()
        self.build()

    @override
    def build(self) -> None:
        pm = self.document.value
        self._when: Card | None = None
        self._follows = ""
        for group in overview_groups(pm.template):
            form = FactsForm(self.document, group.facts, clock=self._clock)
            card = self.add_card(filled(group.title, pm), form, guide=group.guide)
            if group.title == "When":
                self._when = card
                self._follows = FOLLOWS if any(fact.from_ for fact in group.facts) else ""
        for spec in sections_on(pm.template, "overview"):
            if spec.kind == "note":
                self.add_card(section_name(spec), NoteEditor(self.document, spec), guide=spec.guide)
        self.column.addWidget(layout_card(self.document, self._library))
        left = waiting(pm).facts
        self._waiting = frozenset(left)
        if left:
            specs = [tray.spec_for(pm, key) for key in left]
            self.add_card(tray.TITLE, FactsForm(self.document, specs, clock=self._clock), guide=tray.SENTENCE)
        if not sections_on(pm.template, "narrative"):  # the tab where sections wait is not there then
            for spec in waiting_specs(pm):
                editor = EDITORS[spec.kind](self.document, spec, self._clock)
                self.add_card(spec.heading, editor, guide=tray.SENTENCE)
        self.column.addStretch(1)
        self._show_zone()
        self.start_at(self.findChild(FactsForm))

    @override
    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        if change.new.zone != change.old.zone:
            self._show_zone()
        if change.new.facts is not change.old.facts and not self._waiting.issuperset(waiting(change.new).facts):
            self.rebuild()

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return add_row_in_form(self, above=above)

    def _show_zone(self) -> None:
        if self._when is not None:
            self._when.set_title("When", zone_word(self.document.value.zone) + self._follows)
