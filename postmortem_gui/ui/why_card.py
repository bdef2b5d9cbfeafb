"""A why as a card: its question, its answer, and its chips beside the question or below the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.why_path import RULED_OUT
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.caret import mark
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.row_commands import WHY_COMMANDS
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD
from postmortem_gui.ui.why_chips import Pickable, Told, WhyChips, shortened

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ANY_WIDTH = 16777215
_WORDS, _LEAST = 0.45, 560
"""The share of a card that a question needs beside its chips, and how wide a card must be for both."""
_MORE = 30
_ALT, _CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    (Qt.Key.Key_Up, _ALT): "why_up",
    (Qt.Key.Key_Down, _ALT): "why_down",
    (Qt.Key.Key_Right, _ALT): "why_in",
    (Qt.Key.Key_Left, _ALT): "why_out",
    (Qt.Key.Key_BracketRight, _CONTROL): "why_in",
    (Qt.Key.Key_BracketLeft, _CONTROL): "why_out",
}
"""Keys of a card that mean something else elsewhere, so that no command of the window has them."""


class WhyCard(QFrame):
    """Shows one why and says what a person does to it; the page changes the document."""

    typed = Signal(str, str, str)
    """The id of the why, the field, and its text."""
    chosen = Signal(str, str, str)
    """The id of the why, the field `state` or `stop`, and the key."""
    evidence_added = Signal(str, object)
    """The id of the why, and the Evidence."""
    evidence_removed = Signal(str, int)
    evidence_wanted = Signal(str, int)
    asked = Signal(str, str)
    """The id of the why, and what to do with it: the id of one of `row_commands.WHY_COMMANDS`, or `show_factor`."""
    entered = Signal(object)
    """The Place that the caret went to."""
    left = Signal()

    def __init__(self, why_id: str, pickable: Callable[[], Pickable], parent: QWidget) -> None:
        super().__init__(parent)
        self.why_id = why_id
        self._told: Told | None = None
        self._dressed: object = None
        self._here = self._lit = False
        self._beside: bool | None = None
        self._known: tuple[int, int, int] | None = None
        mark(self, Place("whys", why_id))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.question = self._field("question", "Why?")
        self.answer = self._field("answer", "Because …")
        self.chips = WhyChips(pickable, self)
        self.chips.chosen.connect(self._on_chosen)
        self.chips.evidence_added.connect(self._on_evidence_added)
        self.chips.evidence_removed.connect(self._on_evidence_removed)
        self.chips.evidence_wanted.connect(self._on_evidence_wanted)
        self.chips.factor_wanted.connect(self._on_factor_wanted)
        self._more = ToolButton("ellipsis", "What can be done with this why", parent=self)
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 11, 13, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.question, 0, 0)
        self._grid.addWidget(self.answer, 1, 0, 1, 2)
        self._place_chips()

    def _field(self, name: str, placeholder: str) -> ProseField:
        field = ProseField(name.capitalize(), placeholder, bare=True, parent=self)
        mark(field, Place("whys", self.why_id, name))
        field.setObjectName(name)
        field.typed.connect(self._on_typed)
        field.left.connect(self.left)
        field.installEventFilter(self)
        return field

    # ── What is shown ──

    @property
    def told(self) -> Told | None:
        """What is shown."""
        return self._told

    def show_why(self, told: Told) -> None:
        """Show a why as it is now."""
        if told == self._told:
            return
        before, self._told = self._told, told
        step, why = told.step, told.step.why
        self._name(step.number)
        if before is not None and told._replace(step=before.step._replace(number=step.number)) == told:
            self.chips.show_number(told)  # another why came or went above: nothing else has to be laid out
            return
        self._known = None
        self.question.show_value(why.question)
        self.answer.show_value(why.answer)
        self.question.setPlaceholderText(f"Why? “{shortened(told.above)}”" if told.above else "Why?")
        self.chips.show_chips(told)
        self._place_chips()
        self._dress()
        self._show_more()

    def _name(self, number: str) -> None:
        self.question.setAccessibleName(f"Why {number}: question")
        self.answer.setAccessibleName(f"Why {number}: answer")
        self.setAccessibleName(f"Why {number}")
        self._more.setAccessibleName(f"Why {number}: what can be done with it")

    def _place_chips(self) -> None:
        """Put the chips beside the question where both have room, else below the answer."""
        theme, wide = current_theme(), self.chips.wide() if self._told else 0
        edges = self._grid.contentsMargins()
        room = self.width() - wide - edges.left() - edges.right() - theme.px(16)
        asked = QFontMetricsF(theme.font("doc", Weight.DemiBold)).horizontalAdvance(self.question.value[:200])
        beside = self.width() >= theme.px(_LEAST) and room >= min(asked, self.width() * _WORDS)
        if beside:
            self.chips.setFixedWidth(wide)
        elif self._beside is not False:
            self.chips.setMinimumWidth(0)
            self.chips.setMaximumWidth(_ANY_WIDTH)
        if beside != self._beside:
            self._beside = beside
            self._grid.removeWidget(self.chips)
            if beside:
                self._grid.addWidget(self.chips, 0, 1, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(self.chips, 2, 0, 1, 2)

    def _dress(self) -> None:
        """Give the fields their fonts: a style sheet of its own is what a text field listens to."""
        theme, out = current_theme(), self._is_out()
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

    def _is_out(self) -> bool:
        return self._told is not None and self._told.step.why.state == RULED_OUT

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and self._told is not None:
            self._dress()
            self._place_chips()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chips()
        side = current_theme().px(_MORE)
        self._more.setGeometry(self.width() - side - 4, self.height() - side - 4, side, side)

    def tall(self, width: int, *, beside: bool) -> int:
        """Take a width, and return how high the card is then. With `beside` a node stands on its left edge."""
        left = current_theme().px(24 if beside else 16)
        if self._known is not None and self._known[:2] == (width, left):
            return self._known[2]
        if self._grid.contentsMargins().left() != left:
            self._grid.setContentsMargins(left, 11, 13, 10)
        if self.width() != width:
            self.resize(width, self.height())
        self._grid.activate()
        self._known = (width, left, self.sizeHint().height())
        return self._known[2]

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._known = None
        return super().event(event)

    def stops(self) -> list[QWidget]:
        """Return where the Tab key stops in this card, in order."""
        return [self.question, self.answer, *self.chips.stops(), self._more]

    # ── Who is here ──

    def light(self, *, on: bool) -> None:
        """Mark the card as the one that is read back, or not."""
        if on != self._lit:
            self._lit = on
            self.update()

    def follow_focus(self) -> None:
        """Show that the keyboard is in this card, or is not any more."""
        self._show_more()

    def _show_more(self) -> None:
        focused = QApplication.focusWidget()
        self._here = focused is not None and (focused is self or self.isAncestorOf(focused))
        self._more.setVisible(self._here or self.underMouse())
        self._more.raise_()
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_more()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._show_more()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out = self._is_out()
        shown = self._here or self._lit
        pen = QPen(theme.color("focus"), 2) if shown else QPen(theme.color("border2" if out else "border"), 1)
        if out and not shown:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("bg" if out else "surface"))
        half = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_CARD, RADIUS_CARD)

    # ── What a person does ──

    def _on_typed(self, text: str) -> None:
        self.typed.emit(self.why_id, self.sender().objectName(), text)

    def _on_chosen(self, field: str, key: str) -> None:
        self.chosen.emit(self.why_id, field, key)

    def _on_evidence_added(self, piece: object) -> None:
        self.evidence_added.emit(self.why_id, piece)

    def _on_evidence_removed(self, at: int) -> None:
        self.evidence_removed.emit(self.why_id, at)

    def _on_evidence_wanted(self, at: int) -> None:
        self.evidence_wanted.emit(self.why_id, at)

    def _on_factor_wanted(self) -> None:
        self.asked.emit(self.why_id, "show_factor")

    def _open_more(self) -> None:
        choices = [
            Choice(command.id, f"{command.plain}  ({command.key_words})" if command.key_words else command.plain,
                   "grey", command.icon)
            for command in WHY_COMMANDS
        ]  # fmt: skip
        popup = ChoicePopup(self._more, "This why")
        popup.picked.connect(self._on_more)
        popup.open(self._more.rect(), (ChoiceGroup("", choices),))

    def _on_more(self, picked: tuple[tuple[str, ...], ...]) -> None:
        self.asked.emit(self.why_id, picked[0][0])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(Place("whys", self.why_id, watched.objectName()))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and not modifiers and watched is self.question:
            self.answer.setFocus(Qt.FocusReason.TabFocusReason)
        elif what := _KEYS.get((key, modifiers)):
            self.asked.emit(self.why_id, what)
        elif key == Qt.Key.Key_Backspace and modifiers == _CONTROL and _at_start(watched):
            self.asked.emit(self.why_id, "why_delete")  # where there is no word to delete, it is the why that goes
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(self, event):  # from a chip, which has no use for it
            super().keyPressEvent(event)


def _at_start(watched: QObject) -> bool:
    cursor = watched.textCursor() if isinstance(watched, ProseField) else None
    return cursor is not None and cursor.position() == 0 and not cursor.hasSelection()
