"""What is shown before a document is open: templates to start from, recent work, and work saved from a crash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.template import Template
from postmortem_gui.editing.tips import tip
from postmortem_gui.storage.recent import RecentFile
from postmortem_gui.storage.recovery import Recovered
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Card, ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.flow import FlowRow
from postmortem_gui.ui.recent_work import RecentCard, RecentRow, RecoveredCard
from postmortem_gui.ui.surfaces import Surface
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.thumbnail import draw_thumbnail

ICONS = {
    "full-review": "shield-check",
    "review-meeting": "messages-square",
    "sre-classic": "flag",
    "changeset": "wrench",
    "brief": "file-text",
    "blank": "file-plus",
}
_HINT = "Arrows choose · Enter starts · letters search · drop a file anywhere"
_PICTURE = 104
"""The height of the picture at the top of a card."""
_CARD, _GAP, _MOST_COLUMNS = 232, 12, 3
"""The narrowest card worth having, what is between two, and how many stand side by side at most."""
_GALLERY, _LEAST_GALLERY, _SIDE, _NARROW_SIDE = 900, 300, 372, 284


class TemplateCard(Surface):
    """A template to start from: its picture, its name, and what it is for."""

    def __init__(self, template: Template) -> None:
        super().__init__(f"{template.name}. {template.purpose}")
        self.template = template
        self.words = f"{template.name} {template.id} {template.tag} {template.purpose}".casefold()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, _PICTURE + 9, 14, 13)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark(ICONS.get(template.id, "layout-template"), "accent_text"))
        head.addWidget(ElidedLabel(template.name, "strong"))
        head.addStretch(1)
        head.addWidget(Label(template.tag, "caption"))
        column.addLayout(head)
        column.addWidget(Label(template.purpose, "muted", wrap=True))
        column.addStretch(1)
        self.let_through()

    @override
    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        top = QRectF(box.left(), box.top(), box.width(), _PICTURE)
        draw_thumbnail(painter, current_theme(), self.template, top.adjusted(0.5, 0.5, -0.5, 0))


class StartScreen(QScrollArea):
    """Offers a start. It opens nothing itself."""

    template_chosen = Signal(object)
    """Carries the Template."""
    path_chosen = Signal(object)
    """Carries the Path."""
    recovery_chosen = Signal(object)
    """Carries the Recovered work to open."""
    recovery_discarded = Signal(object)
    """Carries the Recovered work that nobody wants."""
    open_wanted = Signal()
    import_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, templates: Sequence[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startScreen")
        self.setAccessibleName("Start")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into view
        self._columns = 0
        self._cards: list[TemplateCard] = []
        self._rows: list[RecentRow] = []
        self._typed = ""
        self._work: list[Card] = []
        self._gallery = self._make_gallery(templates)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(12)
        self._side_column.addStretch(1)
        whole = QWidget()
        self.setWidget(whole)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 24, 0, 24)
        outer.addStretch(2)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.addStretch(1)
        self._across.addWidget(self._gallery, 100)
        self._across.addWidget(self._side)
        self._across.addStretch(1)
        outer.addLayout(self._across)
        outer.addStretch(3)
        self._fit()

    def show_work(self, recent: Sequence[RecentFile], recovered: Sequence[Recovered], now: datetime) -> None:
        """Show what was open lately and what was saved from a crash, newest first."""
        for card in self._work:
            card.hide()
            card.deleteLater()
        self._work = [*(self._recovered(found, now) for found in recovered), self._recent(recent, recovered, now)]
        for at, card in enumerate(self._work):
            self._side_column.insertWidget(at, card)

    def _recovered(self, found: Recovered, now: datetime) -> Card:
        card = RecoveredCard(found, now)
        card.chosen.connect(self.recovery_chosen)
        card.discarded.connect(self.recovery_discarded)
        return card

    def _recent(self, recent: Sequence[RecentFile], recovered: Sequence[Recovered], now: datetime) -> Card:
        card = RecentCard(recent, recovered, now)
        card.chosen.connect(self.path_chosen)
        self._rows, self._typed = card.rows, ""
        return card

    def show_templates(self, templates: Sequence[Template]) -> None:
        """Offer other templates."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards, self._columns = [], 0
        self._make_cards(templates)
        self._fit()

    def _make_cards(self, templates: Sequence[Template]) -> None:
        for template in templates:
            card = TemplateCard(template)
            card.clicked.connect(self._on_template)
            self._cards.append(card)

    def _make_gallery(self, templates: Sequence[Template]) -> QWidget:
        gallery = QWidget()
        column = QVBoxLayout(gallery)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        brand = QHBoxLayout()
        brand.setSpacing(10)
        brand.addWidget(IconMark("activity", "accent_text", 22))
        brand.addWidget(Label("Postmortem", "strong"), 1)
        column.addLayout(brand)
        column.addSpacing(14)
        column.addWidget(Label("Start a postmortem", "h1"))
        promise = "The template decides the headings; you can change it later and lose nothing."
        column.addWidget(Label(promise, "second", wrap=True))
        column.addSpacing(14)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._make_cards(templates)
        column.addLayout(self._grid)
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        open_button = Button("Open…", "folder-open")
        open_button.clicked.connect(self.open_wanted)
        import_button = Button("Import…", "download")
        import_button.setToolTip(
            tip("Lines of Markdown, CSV or text as a timeline, or the document that a PDF carries")
        )
        import_button.clicked.connect(self.import_wanted)
        example_button = Button("Look at the example", "eye")
        example_button.clicked.connect(self.example_wanted)
        ways = FlowRow(8)
        ways.show_widgets([open_button, import_button, example_button])
        row.addWidget(ways, 1)
        self._hint = ElidedLabel(_HINT, "caption")
        row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        return gallery

    # ── Room ──

    def _fit(self) -> None:
        """Put as many cards side by side as there is room for, and the work below them where there is very little."""
        px, width = current_theme().px, self.viewport().width()
        narrow = width < px(1100)
        edge, between, side = (24, 20, px(_NARROW_SIDE)) if narrow else (36, 32, px(_SIDE))
        room = width - 2 * edge - between - side
        stacked = room < px(_LEAST_GALLERY)
        self._hint.setHidden(narrow and not self._typed)
        if stacked:
            room = width - 2 * edge
        self._across.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight,
        )
        self._across.setContentsMargins(edge, 0, edge, 0)
        self._across.setSpacing(between)
        self._gallery.setMaximumWidth(px(_GALLERY))
        self._side.setFixedWidth(min(room, px(_GALLERY)) if stacked else side)
        self._place(max(1, min(_MOST_COLUMNS, (room + _GAP) // (px(_CARD) + _GAP))))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        shown = self._shown(self._cards)
        for at, card in enumerate(shown):
            self._grid.addWidget(card, at // columns, at % columns)
        for at in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        rows = -(-len(shown) // columns)
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 1 if at < rows else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    # ── Typing a name ──

    def _narrow(self, typed: str) -> None:
        """Show only what is called so, with the keyboard on the first of it; an empty text shows everything."""
        self._typed = typed
        surfaces: tuple[TemplateCard | RecentRow, ...] = (*self._cards, *self._rows)
        for surface in surfaces:
            surface.setHidden(not self._is_called(surface))
        self._columns = 0
        self._fit()
        shown = [*self._shown(self._cards), *self._shown(self._rows)]
        if shown and not any(surface.hasFocus() for surface in shown):
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
        found = (
            f"“{typed}” · Backspace or Esc goes back" if shown else f"Nothing here is called “{typed}” · Esc goes back"
        )
        self._hint.setText(found if typed else _HINT)

    def _is_called(self, surface: TemplateCard | RecentRow) -> bool:
        return all(word in surface.words for word in self._typed.casefold().split())

    def _shown(self, surfaces: Sequence[TemplateCard | RecentRow]) -> list[TemplateCard | RecentRow]:
        return [surface for surface in surfaces if surface.isEnabled() and self._is_called(surface)]

    # ── Keys and choices ──

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._cards:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, typed = event.key(), event.text()
        if key == Qt.Key.Key_Escape and self._typed:
            self._narrow("")
            return
        if key == Qt.Key.Key_Backspace and self._typed:
            self._narrow(self._typed[:-1])
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and typed.isprintable() and typed.strip():
            self._narrow(self._typed + typed)
            return
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        groups: tuple[tuple[Sequence[Surface], int], ...] = (
            (self._shown(self._cards), self._columns),
            (self._shown(self._rows), 1),
        )
        for surfaces, columns in groups:
            at = next((at for at, each in enumerate(surfaces) if each.hasFocus()), None)
            if at is not None and (across or down):
                to = at + across + down * columns
                if 0 <= to < len(surfaces):
                    surfaces[to].setFocus(Qt.FocusReason.TabFocusReason)
                    self.ensureWidgetVisible(surfaces[to])
                return
        super().keyPressEvent(event)

    def _on_template(self) -> None:
        card = self.sender()
        if isinstance(card, TemplateCard):
            self.template_chosen.emit(card.template)
