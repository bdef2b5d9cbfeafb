"""A checklist: boxes to tick, by whom and when, and lists of handles to which people add themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.edits import Edit, Insert, Remove, Set, Together
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ChecklistItem, Postmortem
from postmortem_gui.core.template import Box, Condition, SectionSpec
from postmortem_gui.core.times import show_date
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.ids import PREFIX, new_id
from postmortem_gui.ui import asked_names, caret
from postmortem_gui.ui.box_row import BoxRow
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import hairline
from postmortem_gui.ui.fact_cells import Clock, now, today
from postmortem_gui.ui.tokens import X2


def asked_for(when: Condition, pm: Postmortem) -> bool:
    """Tell whether something that the template asks for at some severities is asked for now."""
    return not when.severity or pm.fact("severity") in when.severity


def only_at(when: Condition) -> str:
    """Return at which severities something is asked for: `P0 only`, empty when always."""
    return f"{' and '.join(when.severity)} only" if when.severity else ""


class ChecklistEditor(QWidget):
    """The boxes of a list. What the template asks for at another severity is shown, and cannot be ticked."""

    progressed = Signal(str)
    """Says how far the list is, whenever it changes."""

    def __init__(
        self,
        document: Document,
        spec: SectionSpec,
        *,
        clock: Clock = now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = spec.heading or spec.id
        self.setAccessibleName(self.name)
        caret.mark(self, Place(spec.id))
        self._document = document
        self._spec = spec
        self._clock = clock
        self._rows: list[BoxRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._column.addLayout(self._lines)
        is_handles = not spec.items
        self._more = more = Button("Add a name" if is_handles else "Add a box", "plus", "ghost")
        more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        more.clicked.connect(self.add)
        self._column.addSpacing(X2)
        self._column.addWidget(more)
        document.changed.connect(self._on_changed)
        self._refresh()

    def progress(self) -> str:
        """Return how far the list is: `4 of 7 done`."""
        items = [item for item, box in self._wanted() if box is None or item.done or self._is_asked(box)]
        return f"{sum(item.done for item in items)} of {len(items)} done" if items else "nothing yet"

    def add(self) -> None:
        """Add an entry at the end, with the caret in it."""
        items = self._items()
        item = ChecklistItem(id=new_id(PREFIX["checklists"]))
        self._document.apply(Insert(self._spec.id, items[-1].id if items else None, (item,)))
        self._document.seal()
        line = self._rows[-1].line
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _items(self) -> tuple[ChecklistItem, ...]:
        return self._document.value.checklists.get(self._spec.id, ())

    def _is_asked(self, box: Box) -> bool:
        return asked_for(box.when, self._document.value)

    def _wanted(self) -> Sequence[tuple[ChecklistItem, Box | None]]:
        """Return what is shown: the template's boxes in its order, then what was added."""
        held = {item.id: item for item in self._items()}
        wanted: list[tuple[ChecklistItem, Box | None]] = [
            (held.get(box.id, ChecklistItem(id=box.id, text=box.text)), box) for box in self._spec.items
        ]
        boxes = {box.id for box in self._spec.items}
        return wanted + [(item, None) for item in held.values() if item.id not in boxes]

    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        if old.checklists is not new.checklists or old.fact("severity") != new.fact("severity"):
            self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if [item.id for item, _ in wanted] != [row.item.id for row in self._rows]:
            self._build(wanted)
        for row, (item, box) in zip(self._rows, wanted, strict=True):
            asked = box is None or self._is_asked(box)
            row.show_item(item, self._note(item, box, asked=asked), asked=asked)
        self.progressed.emit(self.progress())

    def _note(self, item: ChecklistItem, box: Box | None, *, asked: bool) -> str:
        if item.done:
            return ", ".join(part for part in (item.by, show_date(item.on, "D MMM") if item.on else "") if part)
        return f"asked for at {only_at(box.when)}" if box is not None and not asked else ""

    def _build(self, wanted: Sequence[tuple[ChecklistItem, Box | None]]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for at, (held, box) in enumerate(wanted):
            if at:
                self._lines.addWidget(hairline())
            row = BoxRow(self.name, held, box, self)
            caret.mark(row, Place(self._spec.id, held.id))
            row.tick.edited.connect(self._on_ticked)
            row.gone.clicked.connect(self._on_gone)
            if row.line is not None:
                if not self._spec.items:
                    asked_names.ask(row.line, asked_names.HANDLES)
                caret.mark(row.line, Place(self._spec.id, held.id, "text"))
                row.line.typed.connect(self._on_typed)
                row.line.left.connect(self._document.seal)
                row.line.returnPressed.connect(self._on_return)
            self._lines.addWidget(row)
            row.show()  # now, and not with the next event: the caret may be about to go there
            self._rows.append(row)
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = [stop for row in self._rows for stop in (row.tick, row.line, row.gone) if stop is not None]
        caret.order((*stops, self._more))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()

    def _row(self) -> BoxRow:
        row = self.sender().parent()
        if not isinstance(row, BoxRow):
            raise TypeError("only what stands in a row of the list is connected here")
        return row

    def _apply(self, edit: Edit) -> None:
        try:
            self._document.apply(edit)
        except PlaceError:  # the entry went away while its row was open: show what is there
            self._refresh()

    def _on_ticked(self, done: bool) -> None:
        row, list_id = self._row(), self._spec.id
        item = row.item
        zone = self._document.value.zone
        on = today(self._clock, zone).isoformat() if done else ""
        by = self._document.person if done else ""
        label = f"{'Tick' if done else 'Clear'} a box of {self.name}"
        if item.id not in {held.id for held in self._items()}:
            self._apply(Insert(list_id, self._behind(item.id), (item.but(done=done, by=by, on=on),)))
        else:
            members: tuple[tuple[str, object], ...] = (("done", done), ("by", by), ("on", on))
            edits = tuple(Set(Place(list_id, item.id, field), value) for field, value in members)
            self._apply(Together(label, edits))
        self._document.seal()

    def _behind(self, box_id: str) -> str | None:
        """Return the entry behind which a box of the template goes."""
        held = {item.id for item in self._items()}
        before = None
        for box in self._spec.items:
            if box.id == box_id:
                break
            before = box.id if box.id in held else before
        return before

    def _on_typed(self, text: str) -> None:
        self._apply(Set(Place(self._spec.id, self._row().item.id, "text"), text, typing=True))

    def _on_return(self) -> None:
        self.add()

    def _on_gone(self) -> None:
        self._apply(Remove(self._spec.id, (self._row().item.id,)))
        self._document.seal()
