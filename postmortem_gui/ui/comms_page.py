"""The Comms tab: what customers and colleagues were told, and the messages that still go out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.core.template import FactSpec, SectionSpec
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.fact_cells import Clock, now
from postmortem_gui.ui.fields import FieldGrid
from postmortem_gui.ui.form_page import FormPage
from postmortem_gui.ui.message_card import MessageCard
from postmortem_gui.ui.placing import MESSAGES, opened, section_name, sections_on
from postmortem_gui.ui.section_editors import EDITORS, add_row_in_form
from postmortem_gui.ui.section_forms import FactsForm, filled

_COUNTED = ("status_page_entries", "tenant_emails")
"""Facts whose rows are messages that went out."""


class CommsPage(FormPage):
    """A card for each small table, one for the other facts, and the two messages, whether or not they are printed."""

    def __init__(self, document: Document, parent: QWidget | None = None, *, clock: Clock = now) -> None:
        super().__init__(document, parent)
        self.setObjectName("commsEditor")
        self.setAccessibleName("Comms")
        self._clock = clock
        self.build()

    @override
    def build(self) -> None:
        template = self.document.value.template
        messages_are_shown = False
        for spec in sections_on(template, "comms"):
            if spec.kind == "facts":
                self._add_facts(spec)
            elif spec.id in MESSAGES:
                if not messages_are_shown:
                    self._add_messages()
                    messages_are_shown = True
            elif spec.kind in EDITORS:
                editor = EDITORS[spec.kind](self.document, spec, self._clock)
                self.add_card(filled(section_name(spec), self.document.value), editor, guide=spec.guide)
        if not messages_are_shown:
            self._add_messages()
        self.column.addStretch(1)
        self.start_at(self.findChild(FactsForm) or self.findChild(MessageCard))

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return add_row_in_form(self, above=above)

    @override
    def count(self) -> str:
        pm = self.document.value
        rows = sum(len(value) for key in _COUNTED if isinstance(value := pm.facts.get(key), tuple))
        count = rows + sum(bool(pm.text(key).strip()) for key in MESSAGES)
        return str(count) if count else ""

    def _add_facts(self, spec: SectionSpec) -> None:
        """Give each small table a card of its own, and the other facts one together."""
        facts = tuple(opened(spec.facts))
        tables = [fact for fact in facts if fact.kind == "records"]
        others = [fact for fact in facts if fact.kind != "records"]
        guide = spec.guide
        for table in tables:
            bare = table.model_copy(update={"label": ""})
            self._add_form(table.label, [bare], guide)
            guide = ""
        if others:
            title = section_name(spec) if len(others) > 1 or not others[0].label else ""
            self._add_form(title if not tables else "", others, guide)

    def _add_form(self, title: str, facts: Sequence[FactSpec], guide: str) -> None:
        form = FactsForm(self.document, facts, clock=self._clock)
        self.add_card(filled(title, self.document.value), form, guide=guide)

    def _add_messages(self) -> None:
        template = self.document.value.template
        pair = FieldGrid(2)
        for key in MESSAGES:
            pair.add(MessageCard(self.document, key, template.section(key)))
        self.column.addWidget(pair)
