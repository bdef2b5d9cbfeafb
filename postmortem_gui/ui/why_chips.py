"""The chips of a why: how sure it is, what supports it, where the asking stops, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.core.actions import STATUSES_OPEN
from postmortem_gui.core.postmortem import ActionItem, Evidence, Why
from postmortem_gui.core.vocabulary import STOPS, WHY_STATES
from postmortem_gui.core.why_path import RULED_OUT, Step
from postmortem_gui.editing import action_rows, why_edits
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui.chips import Chip, ChipButton
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.flow import FlowRow
from postmortem_gui.ui.looks import ACTION_STATUS, WHY_STATE, Look, look
from postmortem_gui.ui.theme import Theme, current_theme

_WORDS_MOST = 34
_GAP = 6


class Pickable(NamedTuple):
    """What the document has that can be evidence: rows by id and words, and whatever else it links to or shows."""

    rows: Sequence[tuple[str, str]]
    artefacts: Sequence[Evidence]


class Told(NamedTuple):
    """What a card says of a why: where it stands, the words of its evidence, the actions that answer it.

    `above` is the answer that its question asks about.
    """

    step: Step
    above: str
    names: tuple[str, ...]
    answers: tuple[ActionItem, ...]
    is_leaf: bool
    is_factor: bool


class WhyChips(FlowRow):
    """Shows the chips of one why and says what a person does to them."""

    chosen = Signal(str, str)
    """The field `state` or `stop`, and the key."""
    evidence_added = Signal(object)
    evidence_removed = Signal(int)
    evidence_wanted = Signal(int)
    """A piece of evidence is to be shown, by its number."""
    factor_wanted = Signal()
    """The contributing factor that the why has become is to be shown."""

    def __init__(self, pickable: Callable[[], Pickable], parent: QWidget) -> None:
        super().__init__(_GAP, parent)
        self._pickable = pickable
        self._offered: Sequence[Evidence] = ()
        self._told: Told | None = None
        self._wide: tuple[Theme, int] | None = None
        self._state = self._button()
        self._state.clicked.connect(self.open_states)
        self._add = self._button()
        self._add.clicked.connect(self.open_evidence)
        self._stop = self._button()
        self._stop.clicked.connect(self.open_stops)
        self._factor = self._button()
        self._factor.show_chip("Contributing factor", "blue", "git-branch")
        self._factor.setAccessibleName("Contributing factor. Go to it")
        self._factor.clicked.connect(self.factor_wanted)
        self._evidence: list[ChipButton] = []
        self._marks: list[Chip] = []

    def _button(self) -> ChipButton:
        return ChipButton("", parent=self)

    @property
    def _why(self) -> Why:
        assert self._told is not None  # noqa: S101 (a chip is pressed when it is shown)
        return self._told.step.why

    # ── What is shown ──

    def show_chips(self, told: Told) -> None:
        """Show the chips of a why as it is now."""
        self._told = told
        self._wide = None
        step, why = told.step, told.step.why
        found = look(WHY_STATE, why.state)
        # On the path what is confirmed is the ordinary case: a mark says it, and the words have the room.
        plain = step.on_path and why.state == "confirmed"
        self._state.show_chip("" if plain else found.label, found.hue, found.icon)
        self.show_number(told)
        self._state.setToolTip(tip(f"{found.label} (Alt+1, Alt+2, Alt+3 change it)"))
        self._show_evidence(why, told.names)
        self._show_stop(why, is_leaf=told.is_leaf)
        self._factor.setVisible(told.is_factor)
        self._show_marks([answer_look(row) for row in told.answers])

    def show_number(self, told: Told) -> None:
        """Show the same why under another number."""
        self._told = told
        state = look(WHY_STATE, told.step.why.state).label.lower()
        self._state.setAccessibleName(f"Why {told.step.number} is {state}. Change it")

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
                self._add.setFocus()
            chip.hide()
            chip.deleteLater()
        while len(self._evidence) < len(names):
            chip = self._button()
            chip.clicked.connect(self._on_evidence)
            chip.installEventFilter(self)
            chip.show()
            self._evidence.append(chip)
        for chip, words, piece in zip(self._evidence, names, why.evidence, strict=True):
            icon = "clock" if piece.row else "link-2" if piece.url else "paperclip"
            chip.show_chip(shortened(words, _WORDS_MOST), "grey", icon)
            chip.setAccessibleName(f"Evidence: {words}")
            chip.setToolTip(tip(f"{words}\n{piece.url}\nEnter goes there, Del takes it out".replace("\n\n", "\n")))
        bare = not names and why.state != RULED_OUT
        self._add.show_chip("Evidence" if bare else "", "amber" if bare else "grey", "plus", dashed=bare)
        self._add.setAccessibleName("Add evidence: a row of the timeline, an artefact, or a link")

    def _show_marks(self, looks: list[Look]) -> None:
        if self._why.state == RULED_OUT:
            looks = [Look("Kept here, never printed", "grey", "eye-off")]
        for chip in self._marks:
            chip.hide()
            chip.deleteLater()
        self._marks = []
        for found in looks:
            self._marks.append(Chip(found.label, found.hue, found.icon, parent=self))
            self._marks[-1].show()
        self.show_widgets([self._state, *self._evidence, self._add, self._stop, self._factor, *self._marks])

    def wide(self) -> int:
        """Return how wide the chips are beside one another."""
        theme = current_theme()
        if self._wide is None or self._wide[0] != theme:
            shown = [widget for widget in self._shown() if not widget.isHidden()]
            self._wide = (theme, sum(widget.sizeHint().width() for widget in shown) + theme.px(_GAP) * len(shown))
        return self._wide[1]

    def _shown(self) -> list[QWidget]:
        return [*self.stops(), *self._marks]

    def stops(self) -> list[QWidget]:
        """Return where the Tab key stops, in order."""
        return [self._state, *self._evidence, self._add, self._stop, self._factor]

    # ── What a person does ──

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            gone = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()
            if gone and isinstance(watched, ChipButton) and watched in self._evidence:
                self.evidence_removed.emit(self._evidence.index(watched))
                return True
        return super().eventFilter(watched, event)

    def open_states(self) -> None:
        """Ask how sure the answer is."""
        choices = [Choice(key, label, look(WHY_STATE, key).hue, look(WHY_STATE, key).icon) for key, label in WHY_STATES]
        self._open(self._state, "How sure is this?", "state", (ChoiceGroup("", choices, (self._why.state,)),))

    def open_stops(self) -> None:
        """Ask why the asking stops here."""
        stop = self._why.stop
        choices = [Choice(reason, reason.capitalize(), "violet", "flag") for reason in STOPS]
        if stop:
            choices.append(Choice("", "Ask on"))
        self._stop.show()
        self.arrange()
        group = ChoiceGroup("", choices, (stop,) if stop else ())
        self._open(self._stop, "Why does the asking stop here?", "stop", (group,))

    def _open(self, anchor: ChipButton, name: str, field: str, groups: tuple[ChoiceGroup, ...]) -> None:
        popup = ChoicePopup(anchor, name)
        popup.setProperty("field", field)
        popup.picked.connect(self._on_picked)
        popup.closed.connect(self._on_closed)
        popup.open(anchor.rect(), groups)

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        self.chosen.emit(str(self.sender().property("field")), picked[0][0])

    def _on_closed(self) -> None:
        """Put away the chip of the stop where it was shown only to ask."""
        told = self._told
        if told is not None and not self._stop.hasFocus():
            self._show_stop(told.step.why, is_leaf=told.is_leaf)
            self.arrange()

    def open_evidence(self) -> None:
        """Offer the rows of the timeline, the artefacts and pictures of the document, and a line for a link."""
        found = self._pickable()
        self._offered = [piece for piece in found.artefacts if piece not in self._why.evidence]
        popup = ChoicePopup(self._add, "Evidence", line="Find a row or an artefact, or type a link")
        rows = [Choice(f"row {row_id}", words, "grey", "clock") for row_id, words in found.rows]
        artefacts = [
            Choice(f"at {at}", piece.title or piece.url, "grey", "paperclip" if piece.attachment else "link-2")
            for at, piece in enumerate(self._offered)
        ]
        named = (("Rows of the timeline", rows), ("Artefacts", artefacts))
        popup.picked.connect(self._on_piece_picked)
        popup.written.connect(self._on_piece_written)
        popup.open(self._add.rect(), tuple(ChoiceGroup(title, choices) for title, choices in named if choices))

    def _on_piece_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        for key in (key for keys in picked for key in keys):
            kind, _, name = key.partition(" ")
            self.evidence_added.emit(Evidence(row=name) if kind == "row" else self._offered[int(name)])

    def _on_piece_written(self, text: str) -> None:
        piece = why_edits.read_evidence(text)
        if piece is not None:
            self.evidence_added.emit(piece)

    def _on_evidence(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton) and chip in self._evidence:
            self.evidence_wanted.emit(self._evidence.index(chip))


def shortened(text: str, most: int = 60) -> str:
    """Return a text in one line of so many characters at most."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def answer_look(row: ActionItem) -> Look:
    """Return the chip of an action that answers a why; what it lacks is said rather than how far it is."""
    missing = [field for field in action_rows.gaps(row) if field != "description"]
    name = row.label or "Action"
    if missing and row.status in STATUSES_OPEN:
        return Look(f"{name} · no {missing[0]}", "amber", "triangle-alert")
    found = look(ACTION_STATUS, row.status)
    return Look(f"{name} · {found.label.lower()}", found.hue, found.icon)
