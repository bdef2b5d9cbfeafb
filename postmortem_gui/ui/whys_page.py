"""The 5 Whys: from the problem down to the root cause, with what supports each answer and what was ruled out."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.why_path import RULED_OUT, Step, in_reading_order, path
from postmortem_gui.editing import why_edits
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import caret
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import EmptyState, Label
from postmortem_gui.ui.note_line import NoteLine
from postmortem_gui.ui.page import Binding, Page
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.why_back import ReadBack, links_of
from postmortem_gui.ui.why_card import WhyCard
from postmortem_gui.ui.why_chips import Pickable, Told
from postmortem_gui.ui.why_column import WhyColumn
from postmortem_gui.ui.why_doing import WhyDoing
from postmortem_gui.ui.why_guide import guide_words
from postmortem_gui.ui.why_rail import Node, RailRow
from postmortem_gui.ui.why_statement import KeyButton, StatementCard

_PROBLEM, _ROOT = Place("whys", "problem"), Place("whys", "root_cause")
_ROOMY = 1000
"""From so many pixels at scale 1.0 on, the buttons show their keys."""
_LOW = 420
"""Under so many pixels at scale 1.0 there is no room for both ends, the cards, and reading back."""


class WhysPage(Page):
    """The tab of the whys: problem and root cause always in sight, and between them the cards of the whys."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.setObjectName("whysPage")
        self.setAccessibleName("5 Whys")
        self._cards: dict[str, WhyCard] = {}
        self._order: list[str] = []
        self._stops: list[QWidget] = []
        self._came_from: QWidget | None = None
        self._presented = current_theme().presenting
        self.problem = StatementCard(_PROBLEM, "Problem", "What went wrong, in one plain sentence", "red")
        self.root = StatementCard(_ROOT, "Root cause", "What has to change so that this cannot come back", "accent")
        for card, place in ((self.problem, _PROBLEM), (self.root, _ROOT)):
            Binding(card.field, document, place)
        self.ask = KeyButton("Why?", "plus", "Ctrl Enter", "Ask why of the answer under the caret, or of the last one")
        self.second = KeyButton("Branch", "git-branch", "Ctrl Shift Enter", "Another answer to the same question")
        self.back = KeyButton("Read back", "book-open", "Ctrl Shift R", "Read the chain upward, a step at a time")
        for button, do in ((self.ask, self._add_next), (self.second, self._add_second), (self.back, self.turn_back)):
            button.clicked.connect(do)
            self.problem.add_tool(button)
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
        self.reading = ReadBack()
        self.reading.stepped.connect(self._on_stepped)
        self.reading.closed.connect(self._on_read)
        self.note = NoteLine()
        self.doing = WhyDoing(self)
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
        whole.setSpacing(0)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(2, 0, 4, 8)
        self.guide = Label("", "muted", wrap=True)
        top.addWidget(self.guide, 1)
        self.print_them = Button("Print them all the same", "printer")
        self.print_them.setToolTip(tip("Give this document's layout a section for the whys"))
        self.print_them.clicked.connect(self._print)
        top.addWidget(self.print_them, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._top)
        self._rails = (RailRow(self.problem, "problem"), RailRow(self._below(self.reading)), RailRow(self.root, "root"))
        self._rails[1].hide()
        self.empty = EmptyState(
            "git-branch",
            "No whys yet",
            "Write the problem above in one plain sentence, then press Ctrl+Enter and answer why. "
            "A line below that begins with ? is the next why, too.",
        )
        whole.addWidget(self._rails[0])
        whole.addWidget(self.area, 2)
        whole.addWidget(self.empty, 3)
        whole.addWidget(self._rails[1])
        whole.addWidget(self._rails[2])
        whole.addWidget(self.note)

    @staticmethod
    def _below(widget: QWidget) -> QWidget:
        """Return a widget with room below it, through which the connector goes on."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 8)
        column.addWidget(widget)
        return holder

    # ── What the window asks of a page ──

    @override
    def focus_place(self, place: Place) -> bool:
        if place.part != "whys":
            return False
        if place.row in self._cards and place.field in ("question", "answer", None):
            return self.go(place.row or "", place.field or "question")
        self._lay_out()
        found = caret.widget_of(self, place) if place.row not in (None, "primary") else None
        if found is None or found is self:
            leaf = path(self.document.value.whys)
            found = self._cards[leaf[-1].id] if leaf and place.row == "primary" else self.problem
        caret.focus(found)
        if place.row in self._cards:
            self.area.ensureWidgetVisible(self._cards[place.row], 0, 6)
        return True

    @override
    def add_row(self, *, above: bool = False) -> bool:
        here = self._why_here()
        if above:
            return self._second_answer(here)
        return self._next_why(here)

    @override
    def row_command(self, name: str) -> bool:
        place = caret.place_of(QApplication.focusWidget(), self)
        return self.doing.do(name, None if place == _PROBLEM else self._why_here())

    @override
    def count(self) -> str:
        count = len(self.document.value.whys.items)
        return str(count) if count else ""

    # ── Adding ──

    def _why_here(self) -> str | None:
        """Return the why that the caret is in, None in the problem; elsewhere the last one on the path."""
        if self.reading.hasFocus() and self.reading.why:
            return self.reading.why
        place = caret.place_of(QApplication.focusWidget(), self)
        if place == _PROBLEM:
            return None
        if place is not None and place.row in self._cards:
            return place.row
        leaf = path(self.document.value.whys)
        return leaf[-1].id if leaf else None

    def field_here(self) -> str:
        """Return the field of a why that the caret is in, `answer` where it is in none."""
        place = caret.place_of(QApplication.focusWidget(), self)
        return place.field if place is not None and place.field in ("question", "answer") else "answer"

    def _add_next(self) -> None:
        self.add_row()

    def _add_second(self) -> None:
        self.add_row(above=True)

    def _print(self) -> None:
        self.doing.apply(why_edits.printed(self.document.value))

    def _next_why(self, above: str | None) -> bool:
        new = why_edits.next_why(self.document.value, above)
        if new is None:
            waiting = why_edits.waiting_why(self.document.value, above)
            return waiting is not None and self.go(waiting, "question")
        return self.doing.apply(new.edit) and self.go(new.id, "question")

    def _second_answer(self, beside: str | None) -> bool:
        if beside is None:
            return self._next_why(None)
        new = why_edits.second_answer(self.document.value, beside)
        return new is not None and self.doing.apply(new.edit) and self.go(new.id, new.field)

    def go(self, why_id: str, field: str) -> bool:
        """Put the caret into a field of a why; False where it is not shown."""
        card = self._cards.get(why_id)
        if card is None:
            return False
        # Not by its place: looking for that among the widgets of a hundred cards takes longer than a frame.
        (card.question if field == "question" else card.answer).setFocus(Qt.FocusReason.OtherFocusReason)
        self._lay_out()
        self.area.ensureWidgetVisible(card, 0, 6)
        return True

    def card(self, why_id: str) -> WhyCard:
        """Return the card of a why. Raises KeyError where it is not shown."""
        return self._cards[why_id]

    def before(self, why_id: str) -> str | None:
        """Return the why that is read before another, None for the first."""
        at = self._order.index(why_id) if why_id in self._order else 0
        return self._order[at - 1] if at else None

    def _on_typed(self, why_id: str, field: str, text: str) -> None:
        self.doing.apply(Set(Place("whys", why_id, field), text, typing=True))

    def _on_asked(self, why_id: str, what: str) -> None:
        self.doing.do(what, why_id)

    # ── Reading back ──

    def turn_back(self) -> None:
        """Read the chain back from the cause to the effect, or end that."""
        if not self.reading.isHidden():
            self.reading.close_it()
            return
        chain = links_of(self.document.value.whys)
        if len(chain) < 2:
            self.note.say("There is nothing to read back yet: it takes the problem and an answer.")
            return
        self.note.say("")
        self._came_from = QApplication.focusWidget()
        self._rails[1].show()
        self.reading.read(chain)
        self._fit()

    def _on_stepped(self, why_id: str) -> None:
        self._light(why_id)
        self._lay_out()
        if why_id in self._cards:
            self.area.ensureWidgetVisible(self._cards[why_id], 0, 6)
            self.place_changed.emit(Place("whys", why_id, "answer"))

    def _light(self, why_id: str) -> None:
        for card in self._cards.values():
            card.light(on=card.why_id == why_id)

    def _on_read(self) -> None:
        self._light("")
        self._rails[1].hide()
        self._fit()
        back, self._came_from = self._came_from, None
        stays = [self.problem.field, self.root.field, *(stop for card in self._cards.values() for stop in card.stops())]
        (back if back in stays and back is not None else self.problem.field).setFocus(Qt.FocusReason.OtherFocusReason)

    # ── What is shown ──

    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        same = old.whys is new.whys and old.timeline is new.timeline and old.actions is new.actions
        same = same and old.points(why_edits.FACTORS) is new.points(why_edits.FACTORS)
        if not same or old.template is not new.template or old.zone != new.zone:
            self._show()
        if change.edit is None:  # what was said about the last step is not true of the one before it
            self.note.say("")

    def _steps(self) -> list[Step]:
        """The whys as they are read; a room sees nothing that is ruled out."""
        steps = in_reading_order(self.document.value.whys)
        return [step for step in steps if not (self._presented and step.why.state == RULED_OUT)]

    def _show(self) -> None:
        pm = self.document.value
        steps = self._steps()
        above = {why.id: why.answer for why in pm.whys.items}
        parents = {why.parent for why in pm.whys.items}
        names, answers, factors = why_edits.names_of_evidence(pm), why_edits.answers_of(pm), why_edits.factors(pm)
        shown: list[tuple[WhyCard, Node]] = []
        for step in steps:
            why = step.why
            card = self._cards.get(why.id) or self._make_card(why.id)
            asked_of = above.get(why.parent, "") if why.parent else pm.whys.problem
            doing = tuple(answers.get(why.id, ()))
            card.show_why(Told(step, asked_of, names[why.id], doing, why.id not in parents, why.id in factors))
            shown.append(
                (card, Node("why", step.number, why.state, step.indent, step.on_path, why.id, why.parent or ""))
            )
        kept = {step.why.id for step in steps}
        focused = next((why_id for why_id in self._cards.keys() - kept if self._holds_focus(why_id)), None)
        self._cards = {why_id: card for why_id, card in self._cards.items() if why_id in kept}
        if focused is not None:
            self.problem.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.show_cards(shown)
        self._order = [step.why.id for step in steps]
        self._chain()
        if not self.reading.isHidden():
            self.reading.show_chain(links_of(self.document.value.whys))
        self._show_head(is_bare=not steps)

    def _holds_focus(self, why_id: str) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._cards[why_id].isAncestorOf(focused)

    def _show_head(self, *, is_bare: bool) -> None:
        template = self.document.value.template
        self.second.setEnabled(not is_bare)
        self.back.setEnabled(not is_bare)
        self.empty.setVisible(is_bare)
        self.area.setVisible(not is_bare)
        guide, more = guide_words(template)
        self.guide.setText(guide)
        self.guide.setToolTip(tip(more))
        printed = why_edits.are_printed(template)
        self.print_them.setHidden(printed)
        # What to do is said until it is done: the cards need the height.
        self._top.setVisible(is_bare or not printed)

    def _pickable(self) -> Pickable:
        pm = self.document.value
        return Pickable(why_edits.rows_to_pick(pm), why_edits.artefacts_to_pick(pm))

    def _make_card(self, why_id: str) -> WhyCard:
        card = self._cards[why_id] = WhyCard(why_id, self._pickable, self.column)
        card.typed.connect(self._on_typed)
        card.chosen.connect(self.doing.choose)
        card.evidence_added.connect(self.doing.add_evidence)
        card.evidence_removed.connect(self.doing.remove_evidence)
        card.evidence_wanted.connect(self.doing.show_evidence)
        card.asked.connect(self._on_asked)
        card.entered.connect(self.place_changed)
        card.left.connect(self.document.seal)
        return card

    def _chain(self) -> None:
        """Have the Tab key go through the cards as they are read."""
        stops: list[QWidget] = [self.problem.field, self.ask, self.second, self.back]
        for why_id in self._order:
            stops += self._cards[why_id].stops()
        stops += [self.reading, self.root.field]
        if stops != self._stops:
            self._stops = stops
            for before, widget in pairwise(stops):
                QWidget.setTabOrder(before, widget)

    def _lay_out(self) -> None:
        """Give new cards their place now, so that they can be scrolled to."""
        QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()
            for rail in self._rails:
                rail.fit()
            if self._presented != current_theme().presenting:
                self._presented = current_theme().presenting
                self._show()

    def _fit(self) -> None:
        shows = self.width() >= current_theme().px(_ROOMY)
        for button in (self.ask, self.second):
            button.show_key(shows=shows)
        # In a low window the ends give way while the chain is read, which says them.
        low = not self.reading.isHidden() and self.height() < current_theme().px(_LOW)
        self._rails[0].setHidden(low)
        self._rails[2].setHidden(low)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in (old, new):
            place = caret.place_of(widget, self) if widget is not None and self.isAncestorOf(widget) else None
            if place is not None and place.row in self._cards:
                self._cards[place.row].follow_focus()
        if new is not None and self.isAncestorOf(new) and new in (self.problem.field, self.root.field):
            self.place_changed.emit(_PROBLEM if new is self.problem.field else _ROOT)
