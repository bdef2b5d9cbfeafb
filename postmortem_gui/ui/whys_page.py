"""The 5 Whys: from the problem down to the root cause, with what supports each answer and what was ruled out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.edits import Edit, Set
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Evidence
from postmortem_gui.core.template import Template
from postmortem_gui.core.why_path import in_reading_order, path
from postmortem_gui.editing import why_edits, why_tree
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import caret
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import EmptyState, Label
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.page import Binding, Page
from postmortem_gui.ui.why_card import WhyCard
from postmortem_gui.ui.why_column import Node, StatementCard, WhyColumn

_PROBLEM, _ROOT = Place("whys", "problem"), Place("whys", "root_cause")
_SHORT_GUIDE = 50
"""Characters; after a sentence of fewer there is room for the next one."""


class WhysPage(Page):
    """The tab of the whys: problem, whys and root cause as cards one below the other."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.setObjectName("whysPage")
        self.setAccessibleName("5 Whys")
        self._cards: dict[str, WhyCard] = {}
        self._order: list[str] = []
        self._stops: list[QWidget] = []
        self.problem = StatementCard(_PROBLEM, "Problem", "What went wrong, in one plain sentence", "red")
        self.root = StatementCard(_ROOT, "Root cause", "What has to change so that this cannot come back", "accent")
        for card, place in ((self.problem, _PROBLEM), (self.root, _ROOT)):
            Binding(card.field, document, place)
        self.column = WhyColumn()
        self.column.setObjectName("whysEditor")
        self.column.setAccessibleName("5 Whys")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.column)
        self.area.viewport().setAutoFillBackground(False)
        self.column.setAutoFillBackground(False)
        self.note = NoteLine()
        self._arrange()
        self.setFocusProxy(self.problem.field)
        document.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._show()

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label("5 Whys", "h3"))
        self.guide = Label("", "muted", wrap=True)
        words.addWidget(self.guide)
        head.addLayout(words, 1)
        self.second = Button("Second answer", "git-branch")
        self.second.setToolTip("Another answer to the same question (Ctrl+Shift+Enter)")
        self.second.clicked.connect(self._add_second)
        self.ask = Button("Ask why", "plus", "primary")
        self.ask.setToolTip("Ask why of the answer under the caret, or of the last one (Ctrl+Enter)")
        self.ask.clicked.connect(self._add_next)
        self.print_them = Button("Print them", "printer", "ghost")
        self.print_them.setToolTip("Give this document a section for the whys")
        self.print_them.clicked.connect(self._print)
        for button in (self.print_them, self.second, self.ask):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        whole.addWidget(self.area, 2)
        self.empty = EmptyState(
            "git-branch",
            "No whys yet",
            "Write the problem above in one plain sentence, then press Ctrl+Enter and answer why. "
            "A line below that begins with ? is the next why, too.",
        )
        whole.addWidget(self.empty, 3)
        whole.addWidget(self.note)

    # ── What the window asks of a page ──

    @override
    def focus_place(self, place: Place) -> bool:
        if place.part != "whys":
            return False
        self._lay_out()
        found = caret.widget_of(self.column, place) if place.row not in (None, "primary") else None
        if found is None or found is self.column:
            leaf = path(self.document.value.whys)
            found = self._cards[leaf[-1].id] if leaf and place.row == "primary" else self.problem
        caret.focus(found)
        return True

    @override
    def add_row(self, *, above: bool = False) -> bool:
        here = self._why_here()
        if above:
            return self._second_answer(here)
        return self._next_why(here)

    @override
    def count(self) -> str:
        count = len(self.document.value.whys.items)
        return str(count) if count else ""

    # ── Adding ──

    def _why_here(self) -> str | None:
        """Return the why that the caret is in, None in the problem; elsewhere the last one on the path."""
        place = caret.place_of(QApplication.focusWidget(), self)
        if place == _PROBLEM:
            return None
        if place is not None and place.row in self._cards:
            return place.row
        leaf = path(self.document.value.whys)
        return leaf[-1].id if leaf else None

    def _add_next(self) -> None:
        self.add_row()

    def _add_second(self) -> None:
        self.add_row(above=True)

    def _print(self) -> None:
        self._apply(why_edits.printed(self.document.value))

    def _next_why(self, above: str | None) -> bool:
        new = why_edits.next_why(self.document.value, above)
        if new is None:
            waiting = why_edits.waiting_why(self.document.value, above)
            self._go(waiting, "question")
            return True
        return self._apply(new.edit) and self._go(new.id, "question")

    def _second_answer(self, beside: str | None) -> bool:
        if beside is None:
            return self._next_why(None)
        new = why_edits.second_answer(self.document.value, beside)
        return new is not None and self._apply(new.edit) and self._go(new.id, new.field)

    def _go(self, why_id: str | None, field: str) -> bool:
        return why_id is not None and self.focus_place(Place("whys", why_id, field))

    def _apply(self, edit: Edit | None) -> bool:
        try:
            return edit is not None and self.document.apply(edit)
        except PlaceError as error:
            self.note.say(f"{error}. Nothing was changed.")
            return False

    # ── What a card says ──

    def _on_typed(self, why_id: str, field: str, text: str) -> None:
        self._apply(Set(Place("whys", why_id, field), text, typing=True))

    def _on_chosen(self, why_id: str, field: str, key: str) -> None:
        why = why_edits.why_of(self.document.value, why_id)
        if why is not None and getattr(why, field) != key:
            self._apply(Set(Place("whys", why_id, field), key))

    def _on_evidence_added(self, why_id: str, piece: Evidence) -> None:
        why = why_edits.why_of(self.document.value, why_id)
        self._apply(why_edits.with_evidence(why, piece) if why else None)

    def _on_evidence_removed(self, why_id: str, at: int) -> None:
        why = why_edits.why_of(self.document.value, why_id)
        self._apply(why_edits.without_evidence(why, at) if why else None)

    def _on_asked(self, why_id: str, what: str) -> None:
        pm = self.document.value
        match what:
            case "second":
                self._second_answer(why_id)
            case "primary":
                self._apply(why_tree.made_primary(pm, why_id))
                self._go(why_id, "answer")
            case "remove":
                self._remove(why_id)
            case "up" | "down":
                edit = why_tree.moved(pm, why_id, -1 if what == "up" else 1)
                if edit is None:
                    self.note.say("There is no other answer to this question in that direction.")
                else:
                    self._apply(edit)
                    self._go(why_id, "answer")

    def _remove(self, why_id: str) -> None:
        at = self._order.index(why_id)
        before = self._order[at - 1] if at else None
        self._apply(why_tree.removed(self.document.value, why_id))
        if before is None:
            self.focus_place(_PROBLEM)
        else:
            self._go(before, "answer")

    # ── What is shown ──

    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        same = old.whys is new.whys and old.timeline is new.timeline and old.actions is new.actions
        if not same or old.template is not new.template or old.zone != new.zone:
            self._show()

    def _show(self) -> None:
        pm = self.document.value
        steps = in_reading_order(pm.whys)
        above = {why.id: why.answer for why in pm.whys.items}
        parents = {why.parent for why in pm.whys.items}
        names, answers = why_edits.names_of_evidence(pm), why_edits.answers_of(pm)
        shown: list[tuple[QWidget, Node]] = [(self.problem, Node("problem"))]
        for step in steps:
            why = step.why
            card = self._cards.get(why.id) or self._make_card(why.id)
            asked_of = above.get(why.parent, "") if why.parent else pm.whys.problem
            card.show_why(step, asked_of, names[why.id], answers.get(why.id, ()), is_leaf=why.id not in parents)
            shown.append((card, Node("why", step.number, why.state, step.indent, step.on_path)))
        shown.append((self.root, Node("root")))
        kept = {step.why.id for step in steps}
        self._cards = {why_id: card for why_id, card in self._cards.items() if why_id in kept}
        self.column.show_cards(shown)
        self._order = [step.why.id for step in steps]
        self._chain()
        self.second.setEnabled(bool(steps))
        self.empty.setHidden(bool(steps))
        guide, more = _guide(pm.template)
        self.guide.setText(guide)
        self.guide.setToolTip(tip(more))
        self.print_them.setHidden(why_edits.are_printed(pm.template))

    def _rows_to_pick(self) -> Sequence[tuple[str, str]]:
        return why_edits.rows_to_pick(self.document.value)

    def _make_card(self, why_id: str) -> WhyCard:
        card = self._cards[why_id] = WhyCard(why_id, self._rows_to_pick, self.column)
        card.typed.connect(self._on_typed)
        card.chosen.connect(self._on_chosen)
        card.evidence_added.connect(self._on_evidence_added)
        card.evidence_removed.connect(self._on_evidence_removed)
        card.asked.connect(self._on_asked)
        card.entered.connect(self.place_changed)
        card.left.connect(self.document.seal)
        return card

    def _chain(self) -> None:
        """Have the Tab key go through the cards as they are read."""
        stops: list[QWidget] = [self.problem.field]
        for why_id in self._order:
            stops += self._cards[why_id].stops()
        stops.append(self.root.field)
        if stops != self._stops:
            self._stops = stops
            for before, widget in pairwise(stops):
                QWidget.setTabOrder(before, widget)

    def _lay_out(self) -> None:
        """Give new cards their place now, so that they can be scrolled to."""
        QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in (old, new):
            place = caret.place_of(widget, self) if widget is not None and self.isAncestorOf(widget) else None
            if place is not None and place.row in self._cards:
                self._cards[place.row].follow_focus()
        if new is not None and self.isAncestorOf(new) and new in (self.problem.field, self.root.field):
            self.place_changed.emit(_PROBLEM if new is self.problem.field else _ROOT)


def _guide(template: Template) -> tuple[str, str]:
    """Return what stands below the title, and its tooltip: the template's guide, or what it does not print."""
    kinds = {spec.kind: spec for spec in template.sections}
    name = template.name or "This template"
    if "whys" in kinds:
        whole = kinds["whys"].guide or "Stop at the deepest answer about the system that you can act on."
        sentences = re.split(r"(?<=[.?!]) ", whole)
        return sentences[0] if len(sentences[0]) > _SHORT_GUIDE else " ".join(sentences[:2]), whole
    if "root_cause" in kinds:
        return f"“{name}” prints the root cause. The whys stay in the file.", ""
    return f"“{name}” prints none of this. It stays in the file.", ""
