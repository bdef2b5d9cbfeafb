"""A why as a card: its question, its answer, how sure it is, what supports it, where the asking stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.actions import STATUSES_OPEN
from postmortem_gui.core.links import is_address
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Evidence, Why
from postmortem_gui.core.vocabulary import STOPS, WHY_STATES
from postmortem_gui.core.why_path import Step
from postmortem_gui.editing import action_rows, why_edits
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.caret import mark
from postmortem_gui.ui.chips import Chip, ChipButton
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.flow import FlowRow
from postmortem_gui.ui.looks import ACTION_STATUS, WHY_STATE, Look, look
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD

RULED_OUT = "ruled_out"
_WORDS_MOST = 34
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WhyCard(QFrame):
    """Shows one why and says what a person does to it; the page changes the document."""

    typed = Signal(str, str, str)
    """The id of the why, the field, and its text."""
    chosen = Signal(str, str, str)
    """The id of the why, the field `state` or `stop`, and the key."""
    evidence_added = Signal(str, object)
    """The id of the why, and the Evidence."""
    evidence_removed = Signal(str, int)
    asked = Signal(str, str)
    """The id of the why, and what to do with it: next, second, primary, remove, up, down."""
    entered = Signal(object)
    """The Place that the caret went to."""
    left = Signal()

    def __init__(self, why_id: str, rows_to_pick: Callable[[], Sequence[tuple[str, str]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.why_id = why_id
        self._rows_to_pick = rows_to_pick
        self._why: Why | None = None
        self._step: Step | None = None
        self._shown: object = None
        self._dressed: object = None
        self._here = False
        mark(self, Place("whys", why_id))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.question = self._field("question", "Why?")
        self.answer = self._field("answer", "Because …")
        self.chips = FlowRow(parent=self)
        self._state = ChipButton("", parent=self.chips)
        self._state.clicked.connect(self._open_states)
        self._add_evidence = ChipButton("Evidence", "amber", "plus", dashed=True, parent=self.chips)
        self._add_evidence.clicked.connect(self._open_evidence)
        self._stop = ChipButton("Stop here", "grey", "flag", dashed=True, parent=self.chips)
        self._stop.clicked.connect(self._open_stops)
        self._evidence: list[ChipButton] = []
        self._marks: list[Chip] = []
        self._tools = [
            self._tool("git-branch", "Give a second answer (Ctrl+Shift+Enter)", "second"),
            self._tool("route", "Make this the path that is printed", "primary"),
            self._tool("trash-2", "Delete this why; those below it move up", "remove"),
        ]
        self._arrange()

    def _field(self, name: str, placeholder: str) -> ProseField:
        field = ProseField(name.capitalize(), placeholder, bare=True, parent=self)
        mark(field, Place("whys", self.why_id, name))
        field.setObjectName(name)
        field.typed.connect(self._on_typed)
        field.left.connect(self.left)
        field.installEventFilter(self)
        return field

    def _tool(self, icon: str, name: str, what: str) -> ToolButton:
        button = ToolButton(icon, name, parent=self)
        button.setProperty("what", what)
        button.clicked.connect(self._on_tool)
        kept = button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        button.setSizePolicy(kept)
        button.hide()
        return button

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 8, 6)
        column.setSpacing(3)
        for field in (self.question, self.answer):
            inset = QHBoxLayout()  # the chips below have room for their rings around them, which the text has not
            inset.setContentsMargins(3, 0, 6, 0)
            inset.addWidget(field)
            column.addLayout(inset)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        for tool in self._tools:
            foot.addWidget(tool, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    # ── What is shown ──

    def show_why(
        self, step: Step, above: str, names: Sequence[str], answers: Sequence[ActionItem], *, is_leaf: bool
    ) -> None:
        """Show a why as it is now.

        `above` is the answer that its question asks about, `names` are the words of its evidence, `answers` the actions
        that do something about it.
        """
        why = step.why
        now = (why, tuple(names), tuple(answers), above, is_leaf, step.number, step.indent, step.on_path)
        if now == self._shown:
            return
        self._shown, self._why, self._step = now, why, step
        self.question.show_value(why.question)
        self.answer.show_value(why.answer)
        self.question.setPlaceholderText(f"Why? “{_short(above)}”" if above else "Why?")
        self.question.setAccessibleName(f"Why {step.number}: question")
        self.answer.setAccessibleName(f"Why {step.number}: answer")
        self.setAccessibleName(f"Why {step.number}")
        found = look(WHY_STATE, why.state)
        self._state.show_chip(found.label, found.hue, found.icon)
        self._state.setAccessibleName(f"Why {step.number} is {found.label.lower()}. Change it")
        self._show_stop(why, is_leaf=is_leaf)
        self._show_evidence(why, names)
        self._show_marks(why, [_answer_look(row) for row in answers])
        self._dress()
        self._show_tools()

    def _show_stop(self, why: Why, *, is_leaf: bool) -> None:
        if why.stop:
            self._stop.show_chip(f"Stops here: {why.stop}", "violet", "flag")
        else:
            self._stop.show_chip("Stop here", "grey", "flag", dashed=True)
        self._stop.setAccessibleName(
            f"Stops here: {why.stop}. Change it" if why.stop else "Say why the asking stops here"
        )
        self._stop.setVisible(bool(why.stop) or (is_leaf and bool(why.answer) and why.state != RULED_OUT))

    def _show_evidence(self, why: Why, names: Sequence[str]) -> None:
        while len(self._evidence) > len(names):
            chip = self._evidence.pop()
            if chip.hasFocus():
                self._add_evidence.setFocus()
            chip.hide()
            chip.deleteLater()
        while len(self._evidence) < len(names):
            chip = ChipButton("", parent=self.chips)
            chip.clicked.connect(self._open_piece)
            chip.installEventFilter(self)
            chip.show()
            self._evidence.append(chip)
        for chip, words, piece in zip(self._evidence, names, why.evidence, strict=True):
            icon = "clock" if piece.row else "link-2" if piece.url else "paperclip"
            chip.show_chip(_short(words, _WORDS_MOST), "grey", icon)
            chip.setAccessibleName(f"Evidence: {words}")
            chip.setToolTip(tip(f"{words}\n{piece.url}".strip()))
        bare = not names and why.state != RULED_OUT
        self._add_evidence.show_chip("Evidence" if bare else "", "amber" if bare else "grey", "plus", dashed=bare)
        self._add_evidence.setAccessibleName("Add evidence: a row of the timeline, or a link")

    def _show_marks(self, why: Why, looks: list[Look]) -> None:
        step = self._step
        if step is not None and not step.on_path and why.state == "confirmed":
            looks = [*looks, Look("Contributing factor", "blue", "git-branch")]
        if why.state == RULED_OUT:
            looks = [Look("Kept here, never printed", "grey", "eye-off")]
        for chip in self._marks:
            chip.hide()
            chip.deleteLater()
        self._marks = []
        for found in looks:
            self._marks.append(Chip(found.label, found.hue, found.icon, parent=self.chips))
            self._marks[-1].show()
        self.chips.show_widgets([self._state, *self._evidence, self._add_evidence, self._stop, *self._marks])

    def _dress(self) -> None:
        """Give the fields their fonts: a style sheet of its own is what a text field listens to."""
        theme = current_theme()
        out = self._why is not None and self._why.state == RULED_OUT
        if self._dressed == (theme, out):
            return
        self._dressed = (theme, out)
        for field, font, ink in (
            (self.question, theme.font("doc", Weight.DemiBold), "text3" if out else "text"),
            (self.answer, theme.font("body"), "text3" if out else "text2"),
        ):
            field.setStyleSheet(
                f"font-size: {font.pixelSize()}px; font-weight: {int(font.weight())};"
                f" color: {getattr(theme.colours, ink)};"
                f" text-decoration: {'line-through' if out and field is self.question else 'none'};"
            )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and self._why is not None:
            self._dress()

    def stops(self) -> list[QWidget]:
        """Return where the Tab key stops in this card, in order."""
        return [self.question, self.answer, self._state, *self._evidence, self._add_evidence, self._stop, *self._tools]

    # ── Who is here ──

    def _show_tools(self) -> None:
        focused = QApplication.focusWidget()
        self._here = focused is not None and (focused is self or self.isAncestorOf(focused))
        shown = self._here or self.underMouse()
        for tool in self._tools:
            wanted = shown and (tool.property("what") != "primary" or self._can_lead())
            tool.setVisible(wanted)
        self.update()

    def _can_lead(self) -> bool:
        return self._step is not None and not self._step.on_path and self._step.why.state != RULED_OUT

    def follow_focus(self) -> None:
        """Show the tools of the card that the keyboard is in."""
        self._show_tools()

    @override
    def enterEvent(self, event: object) -> None:
        self._show_tools()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._show_tools()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out = self._why is not None and self._why.state == RULED_OUT
        pen = QPen(theme.color("focus"), 2) if self._here else QPen(theme.color("border2" if out else "border"), 1)
        if out and not self._here:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("bg" if out else "surface"))
        half = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_CARD, RADIUS_CARD)

    # ── What a person does ──

    def _on_typed(self, text: str) -> None:
        field = self.sender()
        self.typed.emit(self.why_id, field.objectName(), text)

    def _on_tool(self) -> None:
        self.asked.emit(self.why_id, str(self.sender().property("what")))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in (self.question, self.answer):
            self.entered.emit(Place("whys", self.why_id, watched.objectName()))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if isinstance(watched, ChipButton):
            if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and watched in self._evidence:
                self.evidence_removed.emit(self.why_id, self._evidence.index(watched))
                return True
            return False
        if key in _ENTER and not modifiers and watched is self.question:
            self.answer.setFocus(Qt.FocusReason.TabFocusReason)
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.asked.emit(self.why_id, "up" if key == Qt.Key.Key_Up else "down")
        elif (
            key == Qt.Key.Key_Backspace and modifiers == Qt.KeyboardModifier.ControlModifier and self._at_start(watched)
        ):
            self.asked.emit(self.why_id, "remove")  # where there is no word to delete, it is the why that goes
        else:
            return False
        return True

    @staticmethod
    def _at_start(watched: QObject) -> bool:
        cursor = watched.textCursor() if isinstance(watched, ProseField) else None
        return cursor is not None and cursor.position() == 0 and not cursor.hasSelection()

    # ── Choosing ──

    def _open_states(self) -> None:
        choices = [Choice(key, label, look(WHY_STATE, key).hue, look(WHY_STATE, key).icon) for key, label in WHY_STATES]
        state = self._why.state if self._why else ""
        self._open(self._state, "How sure is this?", "state", (ChoiceGroup("", choices, (state,)),))

    def _open_stops(self) -> None:
        choices = [*(Choice(stop, stop.capitalize(), "violet", "flag") for stop in STOPS), Choice("", "Ask on")]
        stop = self._why.stop if self._why else ""
        self._open(self._stop, "Why does the asking stop here?", "stop", (ChoiceGroup("", choices, (stop,)),))

    def _open(self, anchor: ChipButton, name: str, field: str, groups: tuple[ChoiceGroup, ...]) -> None:
        popup = ChoicePopup(anchor, name)
        popup.setProperty("field", field)
        popup.picked.connect(self._on_picked)
        popup.open(anchor.rect(), groups)

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        self.chosen.emit(self.why_id, str(self.sender().property("field")), picked[0][0])

    def _open_evidence(self) -> None:
        popup = ChoicePopup(self._add_evidence, "Evidence", line="Find a row, or type a link")
        choices = [Choice(row_id, words, "grey", "clock") for row_id, words in self._rows_to_pick()]
        popup.picked.connect(self._on_row_picked)
        popup.written.connect(self._on_evidence_written)
        popup.open(self._add_evidence.rect(), (ChoiceGroup("Rows of the timeline" if choices else "", choices),))

    def _on_row_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        self.evidence_added.emit(self.why_id, Evidence(row=picked[0][0]))

    def _on_evidence_written(self, text: str) -> None:
        piece = why_edits.read_evidence(text)
        if piece is not None:
            self.evidence_added.emit(self.why_id, piece)

    def _open_piece(self) -> None:
        chip = self.sender()
        if not isinstance(chip, ChipButton) or self._why is None:
            return
        at = self._evidence.index(chip)
        choices = [Choice("remove", "Take it out", "red", "trash-2")]
        if is_address(self._why.evidence[at].url):
            choices.insert(0, Choice("open", "Open the link", "blue", "external-link"))
        popup = ChoicePopup(chip, chip.text())
        popup.setProperty("at", at)
        popup.picked.connect(self._on_piece)
        popup.open(chip.rect(), (ChoiceGroup("", choices),))

    def _on_piece(self, picked: tuple[tuple[str, ...], ...]) -> None:
        at = int(self.sender().property("at"))
        if picked[0][0] == "remove":
            self.evidence_removed.emit(self.why_id, at)
        elif self._why is not None and at < len(self._why.evidence):
            QDesktopServices.openUrl(QUrl(self._why.evidence[at].url))


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _answer_look(row: ActionItem) -> Look:
    """Return the chip of an action that answers a why; what it lacks is said rather than how far it is."""
    missing = [field for field in action_rows.gaps(row) if field != "description"]
    name = row.label or "Action"
    if missing and row.status in STATUSES_OPEN:
        return Look(f"{name} · no {missing[0]}", "amber", "triangle-alert")
    found = look(ACTION_STATUS, row.status)
    return Look(f"{name} · {found.label.lower()}", found.hue, found.icon)
