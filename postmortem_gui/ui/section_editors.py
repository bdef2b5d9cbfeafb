"""An editor for each kind of section that is written in a form: facts, prose, points, boxes, sign-offs, notes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.editing.document import Document
from postmortem_gui.ui import caret
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.checklist_editor import ChecklistEditor
from postmortem_gui.ui.fact_cells import Clock
from postmortem_gui.ui.note_editor import NoteEditor
from postmortem_gui.ui.page import Binding
from postmortem_gui.ui.placing import opened, section_name
from postmortem_gui.ui.points_editor import PointsEditor
from postmortem_gui.ui.prose_editor import ProseEditor
from postmortem_gui.ui.records_editor import RecordsEditor
from postmortem_gui.ui.section_forms import FactsForm
from postmortem_gui.ui.signoff_table import SignoffTable

ALSO_HERE = "Also kept in this section, and not printed by this template"


def prose_editor(document: Document, spec: SectionSpec) -> ProseEditor:
    """Return an editor for the prose of a section."""
    editor = ProseEditor(section_name(spec), "Write here. **Bold**, *italics*, `code` and [links](https://…) work.")
    place = Place("sections", spec.id, "text")
    Binding(editor, document, place)
    caret.mark(editor, place)
    return editor


def points_editor(document: Document, spec: SectionSpec) -> PointsEditor:
    """Return an editor for the points of a section; themes are asked for where actions are grouped by them."""
    grouped = any(other.kind == "actions" and other.style == "themes" for other in document.value.template.sections)
    return PointsEditor(
        document,
        spec.id,
        section_name(spec),
        numbered=spec.style == "numbered",
        themes=grouped and spec.id == "went_wrong",
    )


def _text(document: Document, spec: SectionSpec, _clock: Clock) -> QWidget:
    if not document.value.points(spec.id):
        return prose_editor(document, spec)
    return _stacked(prose_editor(document, spec), Label(ALSO_HERE, "caption"), points_editor(document, spec))


def _points(document: Document, spec: SectionSpec, _clock: Clock) -> QWidget:
    if not document.value.text(spec.id):
        return points_editor(document, spec)
    return _stacked(points_editor(document, spec), Label(ALSO_HERE, "caption"), prose_editor(document, spec))


def _facts(document: Document, spec: SectionSpec, clock: Clock) -> QWidget:
    return FactsForm(document, spec.facts, clock=clock)


def _note(document: Document, spec: SectionSpec, _clock: Clock) -> QWidget:
    return NoteEditor(document, spec)


def _checklist(document: Document, spec: SectionSpec, clock: Clock) -> QWidget:
    return ChecklistEditor(document, spec, clock=clock)


def _signoff(document: Document, spec: SectionSpec, clock: Clock) -> QWidget:
    return SignoffTable(document, spec, clock=clock)


EDITORS: dict[str, Callable[[Document, SectionSpec, Clock], QWidget]] = {
    "facts": _facts,
    "text": _text,
    "points": _points,
    "note": _note,
    "checklist": _checklist,
    "signoff": _signoff,
}
"""How each kind is edited; the timeline, the whys and the actions have tabs of their own."""


def add_row_in_form(page: QWidget, *, above: bool = False) -> bool:
    """Add a point, a row, a box or a role where the keyboard is, inside a page. Returns False where it is in none."""
    widget = QApplication.focusWidget()
    while widget is not None and widget is not page:
        if isinstance(widget, PointsEditor):
            widget.add(above=above)
            return True
        if isinstance(widget, (RecordsEditor, ChecklistEditor, SignoffTable)):
            widget.add()
            return True
        widget = widget.parentWidget()
    return False


def is_written(pm: Postmortem, spec: SectionSpec) -> bool:
    """Tell whether a section holds anything."""
    match spec.kind:
        case "facts":
            return any(
                pm.points(fact.key) if fact.kind == "points" else fact_value(pm, fact) for fact in opened(spec.facts)
            )
        case "checklist":
            return any(item.done for item in pm.checklists.get(spec.id, ()))
        case "signoff":
            return any(row.name for row in pm.signoffs)
    return bool(pm.text(spec.id).strip() or any(point.text.strip() for point in pm.points(spec.id)))


def is_gap(pm: Postmortem, spec: SectionSpec) -> bool:
    """Tell whether a section is empty that its template does not want to publish without."""
    needed = any(rule.check == "filled" and rule.need == "blocking" for rule in spec.rules)
    return needed and not is_written(pm, spec)


def _stacked(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    return whole
