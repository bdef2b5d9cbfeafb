"""The Sign-off tab: what has to be done before and after publishing, and who stands behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.editing.document import Document
from postmortem_gui.ui.checklist_editor import ChecklistEditor, asked_for
from postmortem_gui.ui.fact_cells import Clock, now
from postmortem_gui.ui.form_page import FormPage
from postmortem_gui.ui.placing import section_name, sections_on
from postmortem_gui.ui.section_editors import EDITORS, add_row_in_form
from postmortem_gui.ui.section_forms import FactsForm, filled
from postmortem_gui.ui.signoff_table import SignoffTable


class SignoffPage(FormPage):
    """A card for each checklist and for the sign-offs, with how far each is."""

    def __init__(self, document: Document, parent: QWidget | None = None, *, clock: Clock = now) -> None:
        super().__init__(document, parent)
        self.setObjectName("signoffEditor")
        self.setAccessibleName("Sign-off")
        self._clock = clock
        self.build()

    @override
    def build(self) -> None:
        pm = self.document.value
        for spec in sections_on(pm.template, "signoff"):
            if spec.kind not in EDITORS:
                continue
            editor = EDITORS[spec.kind](self.document, spec, self._clock)
            bare = isinstance(editor, FactsForm) and not spec.heading
            title = "" if bare else filled(section_name(spec), pm)
            card = self.add_card(title, editor, guide=filled(spec.guide, pm))
            if isinstance(editor, (ChecklistEditor, SignoffTable)):
                editor.progressed.connect(card.subtitle.setText)
                card.subtitle.setText(editor.progress())
        self.column.addStretch(1)

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return add_row_in_form(self, above=above)

    @override
    def count(self) -> str:
        pm = self.document.value
        roles = [role for spec in pm.template.sections if spec.kind == "signoff" for role in spec.roles]
        asked = [role.id for role in roles if asked_for(role.when, pm)]
        known = {role.id for role in roles}
        asked += [row.id for row in pm.signoffs if row.id not in known]
        signed = {row.id for row in pm.signoffs if row.name and row.date}
        return f"{sum(row in signed for row in asked)}/{len(asked)}" if asked else ""
