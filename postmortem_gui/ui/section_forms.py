"""A form of facts: a field for each, in as many columns as there is room for, what belongs together side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import FactValue, Postmortem
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.vocabulary import label_of
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.storage.ids import PREFIX, new_id
from postmortem_gui.ui import caret
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.fact_cells import (
    MANY_PEOPLE,
    WIDE,
    ChoiceCell,
    Clock,
    FactCell,
    LinkCell,
    ListCell,
    NumberCell,
    SeverityCell,
    TextCell,
    YesNoCell,
    now,
)
from postmortem_gui.ui.fact_times import DateCell, DurationCell, InstantCell
from postmortem_gui.ui.fact_values import as_records
from postmortem_gui.ui.fields import Field, FieldGrid
from postmortem_gui.ui.points_editor import PointsEditor
from postmortem_gui.ui.records_editor import RecordsEditor, Rows

COLUMNS = 3
MANY = 8
"""Items of a list after which it takes a whole row."""
LONG_LABEL = 38
"""Characters after which a label takes the room of two fields."""


class RecordsCell(FactCell):
    """A fact that is a small table."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        editor = RecordsEditor(spec.label or label_of(spec.key), spec.columns, Place("facts", spec.key))
        super().__init__(document, spec, editor, clock)
        self._editor = editor
        self._of: FactValue | None = None
        self._rows: Rows = ()
        editor.typed.connect(self._on_typed)
        editor.edited.connect(self.say)
        editor.left.connect(document.seal)
        self.refresh()

    @override
    def refresh(self) -> None:
        given = self.given()
        if given is not self._of:
            self._of = given
            self._rows = as_records(given, self.spec.columns, lambda: new_id(PREFIX["facts"]), self.document.value.zone)
        self._editor.show_value(self._rows)
        self.set_hint("" if self._rows else self.spec.hint)

    def _on_typed(self, rows: Rows, cell: str) -> None:
        self.say(rows, typing=True, field=cell)


class PointsCell(Field):
    """The points of a section that a template prints as one fact."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        self.editor = PointsEditor(document, spec.key, spec.label, placeholder=spec.hint or "Type the first")
        super().__init__(spec.label, self.editor)
        self.spec = spec
        caret.mark(self, Place(spec.key))


Cell = FactCell | PointsCell
Spanned = tuple[FactSpec, int]
"""A fact, and how many columns it takes."""

_CELLS: dict[str, Callable[[Document, FactSpec, Clock], Cell]] = {
    "text": TextCell,
    "long": TextCell,
    "choice": ChoiceCell,
    "list": ListCell,
    "people": TextCell,
    "instant": InstantCell,
    "date": DateCell,
    "duration": DurationCell,
    "number": NumberCell,
    "link": LinkCell,
    "yes_no": YesNoCell,
    "records": RecordsCell,
    "points": PointsCell,
}

_WHOLE_ROW = frozenset({"long", "records", "points"})
_TWO = frozenset({"link"})


def make_cell(document: Document, spec: FactSpec, clock: Clock = now) -> Cell:
    """Return the field for a fact."""
    given = document.value.facts.get(spec.key)
    several = spec.key in MANY_PEOPLE or (isinstance(given, tuple) and len(given) > 1)
    if spec.kind == "people" and several:
        return ListCell(document, spec, clock)
    if spec.kind == "choice" and spec.key == "severity":
        return SeverityCell(document, spec, clock)
    return _CELLS[spec.kind](document, spec, clock)


class FactsForm(QWidget):
    """The fields of some facts, from left to right and top to bottom in their order; groups below their caption."""

    def __init__(
        self,
        document: Document,
        facts: Sequence[FactSpec],
        *,
        clock: Clock = now,
        columns: int = COLUMNS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._document = document
        self._clock = clock
        self._columns = columns
        self._captions: list[tuple[Label, str]] = []
        self.cells: list[Cell] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        loose: list[FactSpec] = []
        for fact in facts:
            if fact.key:
                loose.append(fact)
                continue
            self._add_grid(loose)
            loose = []
            caption = Label("", "strong")
            self._captions.append((caption, fact.label))
            self._column.addWidget(caption)
            self._add_grid(fact.facts)
        self._add_grid(loose)
        document.changed.connect(self._on_changed)
        self._show_captions()
        if self.cells:
            self.setFocusProxy(self.cells[0].control)

    def _add_grid(self, facts: Sequence[FactSpec]) -> None:
        if not facts:
            return
        grid = FieldGrid(self._columns)
        pair = grid
        owners = {fact.joins for fact in facts if fact.joins}
        given = self._document.value.facts
        many = frozenset(key for key, value in given.items() if isinstance(value, tuple) and len(value) > MANY)
        for fact, span in spans(facts, self._columns, many):
            cell = make_cell(self._document, fact, self._clock)
            self.cells.append(cell)
            if fact.key in owners:  # what joins it has to stand in the same row
                pair = FieldGrid(self._columns)
                grid.add(pair, 0)
                pair.add(cell, span)
            else:
                (pair if fact.joins else grid).add(cell, span)
        self._column.addWidget(grid)

    def _on_changed(self, change: Change) -> None:
        if change.old.zone != change.new.zone:
            self._show_captions()

    def _show_captions(self) -> None:
        for caption, text in self._captions:
            caption.setText(filled(text, self._document.value))


def filled(text: str, pm: Postmortem) -> str:
    """Return a label or heading of a template with its slots filled."""
    return Sheet.of(pm, pm.template).fill_plain(text) if "{" in text else text


def spans(facts: Sequence[FactSpec], columns: int = COLUMNS, many: frozenset[str] = frozenset()) -> list[Spanned]:
    """Return how many columns each fact takes; 0 is a whole row, as for the keys of `many`.

    What joins another fact stands beside it.

    The facts keep their order, but where the next one is too wide for what is left of a row, a later one that fits
    comes first.
    """
    joined = {fact.joins: fact for fact in facts if fact.joins}
    wide: list[Spanned] = []
    for fact in facts:
        owner = next((other for other in facts if other.key == fact.joins), None) if fact.joins else None
        if fact.key in WIDE or fact.key in many or fact.kind in _WHOLE_ROW:
            span = 0
        elif owner is not None:
            span = columns - _owner_span(owner)
        elif fact.key in joined:
            span = _owner_span(fact)
        elif fact.kind in _TWO or len(fact.label) > LONG_LABEL:
            span = 2
        else:
            span = 1
        wide.append((fact, span))
    return _flowed(wide, columns)


def _flowed(wide: Sequence[Spanned], columns: int) -> list[Spanned]:
    """Fill rows from left to right, and the rest of a row with the next thing that fits into it."""
    waiting: list[tuple[int, list[Spanned]]] = []
    for fact, span in wide:
        if fact.joins and waiting:
            owner = next((unit for unit in waiting if unit[1][0][0].key == fact.joins), waiting[-1])
            owner[1].append((fact, span))
        else:
            is_joined = any(other.joins == fact.key for other, _ in wide)
            waiting.append((columns if is_joined or span == 0 else span, [(fact, span)]))
    flowed: list[Spanned] = []
    room = columns
    while waiting:
        at = next((at for at, (width, _) in enumerate(waiting) if width <= room), None)
        if at is None:
            room = columns
            continue
        width, facts = waiting.pop(at)
        flowed += facts
        room = room - width or columns
    return flowed


def _owner_span(fact: FactSpec) -> int:
    return 2 if fact.kind == "text" else 1
