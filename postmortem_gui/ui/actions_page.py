"""The actions: what will be done, by whom, by when, where it is tracked, and what of that is still missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.actions import is_overdue
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem
from postmortem_gui.core.template import Prompt
from postmortem_gui.editing import action_columns, action_rows
from postmortem_gui.editing.action_columns import Today, local_today
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui.action_cells import ActionCells
from postmortem_gui.ui.action_grid import ActionGridRows
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Card, EmptyState, Label, hairline
from postmortem_gui.ui.chips import Chip, PriorityMark
from postmortem_gui.ui.grid import Grid
from postmortem_gui.ui.grid_page import GridPage
from postmortem_gui.ui.hints import Hint, HintList
from postmortem_gui.ui.looks import Look
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.theme import current_theme, restyled

_FEW_ROWS = 3
_WIDEST = 16777215

PRIORITY_GUIDE = (
    ("P1", "keeps it from coming back: this sprint"),
    ("P2", "makes it hurt less: next sprint"),
    ("P3", "monitoring, runbooks, documents: this quarter"),
)
"""What each priority promises, as `full-review` has it."""


class ActionsPage(GridPage):
    """The tab of the actions: a card with the grid, the gaps counted in its head, the priorities explained below."""

    def __init__(self, document: Document, parent: QWidget | None = None, *, today: Today = local_today) -> None:
        super().__init__(document, parent)
        self.setObjectName("actionsPage")
        self.setAccessibleName("Actions")
        self._today = today
        self._prompts_taken: set[str] = set()
        self._prompts: list[tuple[Prompt, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.card = Card("Action items", flush=True)
        column.addWidget(self.card, 1)
        self.incomplete = Chip("", "amber", "triangle-alert")
        self.overdue = Chip("", "red", "clock-alert")
        self.card.head.insertWidget(1, self.incomplete)
        self.card.head.insertWidget(2, self.overdue)
        self.hints = HintList("kinds of action that often help", 32)
        self._add_tools()
        self.rows = ActionGridRows(document, today)
        self.grid = Grid(document, self.rows, self._make_cells, "Actions", self)
        self.grid.setObjectName("actionsTable")
        self.empty = EmptyState(
            "square-check-big",
            "Nothing promised yet",
            "Add what will be done about it: something to deliver, an owner, a ticket and a due date. In the line "
            "below: ! fix the limit @emma P1 fri",
        )
        self.first = self.empty.add_button("Add the first action", "plus", "primary")
        self.first.clicked.connect(self._add)
        self.note = NoteLine()
        self.guide = PriorityGuide()
        for widget, stretch in (
            (self.empty, 1),
            (self.grid, 3),
            (self.hints, 2),
            (self.note, 0),
        ):
            self.card.body.addWidget(widget, stretch)
        self.card.body.addStretch(0)
        self.card.body.addWidget(self.guide)
        self.grid.said.connect(self._say)
        self.listen(self.note)
        self.grid.place_changed.connect(self.place_changed)
        self.hints.taken.connect(self._take_hint)
        self.hints.toggled.connect(self._share_height)
        document.changed.connect(self._on_changed)
        self.hints.set_open(opened=len(document.value.actions) < _FEW_ROWS)
        self._show()

    def _make_cells(self, grid: Grid) -> ActionCells:
        cells = ActionCells(grid)
        cells.today = self._today
        return cells

    def _add_tools(self) -> None:
        self.card.add_tool(self.hints.toggle)
        self.all_columns = ToolButton("columns-3", "Show every column", checkable=True)
        self.all_columns.clicked.connect(self._show_columns)
        self.card.add_tool(self.all_columns)
        self.next_gap = ToolButton("arrow-down", "Go to the next cell that is missing", "Next gap")
        self.next_gap.clicked.connect(self._on_next_gap)
        self.card.add_tool(self.next_gap)
        add = ToolButton("plus", "Add an action (Ctrl+Enter)", "Add")
        add.clicked.connect(self._add)
        self.card.add_tool(add)

    # ── What the window asks of a page ──

    @override
    def focus_place(self, place: Place) -> bool:
        if place.part != "actions":
            return False
        self.grid.commit()
        shown = self.grid.rows_model.rows
        if place.row is not None:
            self.grid.show_cell(place.row, place.field or "")
        elif not self.grid.currentIndex().isValid() and shown:
            self.grid.show_cell(shown[0].id, "description")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def add_row(self, *, above: bool = False) -> bool:
        return self.grid.commands.add_row(above=above)

    @override
    def row_commands(self) -> dict[str, Callable[[], object]]:
        steps: dict[str, Callable[[], object]] = {
            "next_missing": self.show_next_gap,
            "previous_missing": partial(self.show_next_gap, -1),
        }
        return super().row_commands() | steps

    @override
    def count(self) -> str:
        actions = self.document.value.actions
        return str(len(actions)) if actions else ""

    # ── What a person does ──

    def _add(self) -> None:
        self.add_row()

    def _show_columns(self) -> None:
        self.rows.shows_all = self.all_columns.isChecked()
        self.grid.sizes.fit_columns()

    def _on_next_gap(self) -> None:
        self.show_next_gap()

    def show_next_gap(self, step: int = 1) -> None:
        """Go to the next missing cell behind the current one, or before it; behind the last comes the first."""
        self.grid.commit()
        found = [
            (row.id, field)
            for row in self.grid.rows_model.rows
            if isinstance(row, ActionItem)
            for field in action_rows.gaps(row)
        ]
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if not found:
            self.note.say("Nothing is missing: every action has a text, an owner, a ticket and a due date.")
            return
        here, model = (self.grid.currentIndex().row(), self.grid.currentIndex().column()), self.grid.rows_model
        at = [(model.line_of(row), model.column_of(field)) for row, field in found]
        behind = [n for n, spot in enumerate(at) if (spot > here if step > 0 else spot < here)]
        self.grid.show_cell(*found[behind[0 if step > 0 else -1] if behind else (0 if step > 0 else -1)])

    def _take_hint(self, at: int) -> None:
        prompt, stage = self._prompts[at]
        self._prompts_taken.add(prompt.text)
        current = self.grid.current_row()
        after = current.id if isinstance(current, ActionItem) and current.stage == stage else None
        fields = {**action_rows.fields_of_prompt(prompt), "stage": stage}
        self.grid.commands.insert(action_rows.insert_action(self.document.value, after, **fields), "description")

    def _say(self, sentence: str) -> None:
        row = self.grid.current_row()
        unread = isinstance(row, ActionItem) and sentence and sentence == action_columns.due_problem(row)
        self.note.say(sentence, "amber" if unread else "")

    # ── What is shown ──

    def _on_changed(self, change: Change) -> None:
        if change.new.actions is not change.old.actions or change.new.template is not change.old.template:
            self._show()

    def _show(self) -> None:
        pm, today = self.document.value, self._today()
        incomplete = sum(1 for row in pm.actions if action_rows.gaps(row))
        late = sum(1 for row in pm.actions if is_overdue(row, today))
        self.incomplete.show_chip(f"{_rows(incomplete)} incomplete", "amber", "triangle-alert")
        self.incomplete.setVisible(bool(incomplete))
        self.overdue.show_chip(f"{late} overdue", "red", "clock-alert")
        self.overdue.setVisible(bool(late))
        self.card.set_title("Action items", _rows(len(pm.actions)) if pm.actions and not incomplete + late else "")
        self.next_gap.setEnabled(bool(incomplete))
        self._show_grid(shown=bool(pm.actions))
        self._prompts = action_rows.prompts_left(pm, self._prompts_taken)
        self.hints.show_hints([Hint(prompt.text, _look_of(prompt)) for prompt, _ in self._prompts])
        self._share_height()

    def _show_grid(self, *, shown: bool) -> None:
        had_focus = self.grid.hasFocus() and not shown
        self.setFocusProxy(self.grid if shown else self.first)
        self.empty.setHidden(shown)
        self.grid.setHidden(not shown)
        if had_focus:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_height(self) -> None:
        """Have the hints follow the last row while there is room for both."""
        opened = self.hints.is_open and not self.hints.isHidden()
        self.grid.setMaximumHeight(self.grid.sizes.content_height() + 4 if opened else _WIDEST)


class PriorityGuide(QWidget):
    """What each priority promises; the last ones go where it is narrow, and all where a room needs the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(15, 9, 12, 7)
        row.setSpacing(8)
        self._pairs: list[tuple[PriorityMark, Label]] = []
        for priority, words in PRIORITY_GUIDE:
            mark, label = PriorityMark(priority), Label(words, "muted")
            row.addWidget(mark)
            row.addWidget(label)
            row.addSpacing(12)
            self._pairs.append((mark, label))
        row.addStretch(1)
        column.addLayout(row)
        self.setMinimumWidth(60)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):  # the latter when letters change their size
            self._fit()
        elif restyled(event):
            self.setHidden(current_theme().presenting)
        return super().event(event)

    def _fit(self) -> None:
        left = self.width() - 30
        for mark, label in self._pairs:
            left -= mark.sizeHint().width() + label.sizeHint().width() + 40
            mark.setVisible(left > 0)
            label.setVisible(left > 0)


def _rows(count: int) -> str:
    return f"{count} row{'s' if count != 1 else ''}"


def _look_of(prompt: Prompt) -> Look | None:
    return Look(prompt.priority or prompt.kind.capitalize(), "grey", "") if prompt.priority or prompt.kind else None
