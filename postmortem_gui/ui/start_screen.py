"""What is shown before a document is open: layouts to start from, recent work, and work saved from a crash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.template import Template
from postmortem_gui.storage.recent import RecentFile
from postmortem_gui.storage.recovery import Recovered
from postmortem_gui.ui import looks
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.chips import IconMark, SeverityBlock
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.thumbnail import draw_thumbnail
from postmortem_gui.ui.tokens import RADIUS_CARD

ICONS = {
    "full-review": "shield-check",
    "review-meeting": "messages-square",
    "sre-classic": "flag",
    "changeset": "wrench",
    "brief": "file-text",
    "blank": "file-plus",
}
COLUMNS = 3
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}
_PICTURE = 104
"""The height of the picture at the top of a card."""


class _Surface(QAbstractButton):
    """A card that can be pressed, with the ring of the focus around it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            event.ignore()  # a button of Qt would go to whichever neighbour it finds
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        self.paint_inside(painter, box)
        if self.hasFocus():
            draw_focus_ring(painter, theme, box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD)

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """Paint what is on the surface, below the ring of the focus."""


class TemplateCard(_Surface):
    """A layout to start from: its picture, its name, and what it is for."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(f"{template.name}. {template.purpose}", parent)
        self.template = template
        self.setMinimumWidth(190)
        self.setFixedHeight(_PICTURE + 112)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, _PICTURE + 8, 2, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.setSpacing(8)
        head.addWidget(IconMark(ICONS.get(template.id, "layout-template"), "accent_text"))
        head.addWidget(Label(template.name, "strong"))
        head.addStretch(1)
        head.addWidget(Label(template.tag, "caption"))
        column.addLayout(head)
        purpose = Label(template.purpose, "muted", wrap=True)
        purpose.setContentsMargins(14, 0, 14, 0)
        purpose.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(purpose, 1)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        top = QRectF(box.left(), box.top(), box.width(), _PICTURE)
        draw_thumbnail(painter, current_theme(), self.template, top.adjusted(0.5, 0.5, -0.5, 0))


class _RecentRow(_Surface):
    """A document that was open lately."""

    def __init__(self, recent: RecentFile, now: datetime, parent: QWidget | None = None) -> None:
        title = recent.title or recent.path.name
        super().__init__(f"Open {title}", parent)
        self.path = recent.path
        self.setToolTip(str(recent.path))
        self.setFixedHeight(54)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(SeverityBlock(recent.severity), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = Label(title, "strong")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(name)
        status = looks.look(looks.STATUS, recent.status).label
        words.addWidget(Label(" · ".join(filter(None, (status, day_words(recent.opened_at, now)))), "caption"))
        row.addLayout(words, 1)
        if recent.missing:
            row.addWidget(Label("file not found", "caption", "amber"), 0, Qt.AlignmentFlag.AlignBottom)
            self.setEnabled(False)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class _RecoveredCard(Card):
    """Work that a program left behind when it ended too early."""

    chosen = Signal(object)
    discarded = Signal(object)

    def __init__(self, found: Recovered, parent: QWidget | None = None) -> None:
        super().__init__("Recovered", "the program ended unexpectedly", parent=parent)
        self._found = found
        row = QHBoxLayout()
        row.setSpacing(10)
        if found.severity:
            row.addWidget(SeverityBlock(found.severity))
        row.addWidget(Label(found.title or "Untitled postmortem", "strong"), 1)
        self.body.addLayout(row)
        edits = "1 edit" if found.edits == 1 else f"{found.edits} edits"
        self.body.addWidget(Label(f"{edits} not in the file · last {found.last:%H:%M:%S, %d %b}", "second"))
        if found.path:
            where = Label(str(found.path), "caption")
            where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.body.addWidget(where)
        buttons = QHBoxLayout()
        opens = Button("Open", kind="primary")
        opens.clicked.connect(self._on_open)
        discards = Button("Discard…", "trash-2", "ghost")
        discards.clicked.connect(self._on_discard)
        buttons.addWidget(opens)
        buttons.addStretch(1)
        buttons.addWidget(discards)
        self.body.addLayout(buttons)

    def _on_open(self) -> None:
        self.chosen.emit(self._found)

    def _on_discard(self) -> None:
        self.discarded.emit(self._found)


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
    example_wanted = Signal()

    def __init__(self, templates: Sequence[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startScreen")
        self.setAccessibleName("Start")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        whole = QWidget()
        self.setWidget(whole)
        outer = QHBoxLayout(whole)
        outer.setContentsMargins(36, 24, 36, 24)
        outer.setSpacing(32)
        outer.addStretch()
        outer.addWidget(self._gallery(templates), 1, Qt.AlignmentFlag.AlignVCenter)
        self._work: list[Card] = []
        self._side = QVBoxLayout()
        self._side.setSpacing(12)
        side = QWidget()
        side.setLayout(self._side)
        side.setFixedWidth(current_theme().px(360))
        outer.addWidget(side, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch()

    def show_work(self, recent: Sequence[RecentFile], recovered: Sequence[Recovered], now: datetime) -> None:
        """Show what was open lately and what was saved from a crash, newest first."""
        for card in self._work:
            card.hide()
            card.deleteLater()
        self._work = [*(self._recovered(found) for found in recovered), self._recent(recent, now)]
        for card in self._work:
            self._side.addWidget(card)

    def _recovered(self, found: Recovered) -> Card:
        card = _RecoveredCard(found)
        card.chosen.connect(self.recovery_chosen)
        card.discarded.connect(self.recovery_discarded)
        return card

    def _recent(self, recent: Sequence[RecentFile], now: datetime) -> Card:
        card = Card("Recent")
        card.body.setContentsMargins(4, 0, 4, 8)
        card.body.setSpacing(0)
        for each in recent[:8]:
            row = _RecentRow(each, now)
            row.clicked.connect(self._on_recent)
            card.body.addWidget(row)
        if not recent:
            empty = Label("What you open or save is listed here. To look around, try the example.", "muted", wrap=True)
            empty.setContentsMargins(12, 0, 12, 6)
            card.body.addWidget(empty)
        return card

    def _gallery(self, templates: Sequence[Template]) -> QWidget:
        gallery = QWidget()
        gallery.setMaximumWidth(current_theme().px(900))
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
        column.addWidget(
            Label("The template decides the headings; you can change it later and lose nothing.", "second")
        )
        column.addSpacing(14)
        grid = QGridLayout()
        grid.setSpacing(12)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        self._cards: list[TemplateCard] = []
        for at, template in enumerate(templates):
            card = TemplateCard(template)
            card.clicked.connect(self._on_template)
            grid.addWidget(card, at // COLUMNS, at % COLUMNS)
            self._cards.append(card)
        column.addLayout(grid)
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        open_button = Button("Open…", "folder-open")
        open_button.clicked.connect(self.open_wanted)
        example_button = Button("Look at the example", "eye")
        example_button.clicked.connect(self.example_wanted)
        row.addWidget(open_button)
        row.addWidget(example_button)
        row.addStretch(1)
        row.addWidget(Label("Arrows choose · Enter starts · drop a file anywhere", "caption"))
        column.addLayout(row)
        return gallery

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._cards:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        at = next((at for at, card in enumerate(self._cards) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self._cards):
            self._cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_template(self) -> None:
        card = self.sender()
        if isinstance(card, TemplateCard):
            self.template_chosen.emit(card.template)

    def _on_recent(self) -> None:
        row = self.sender()
        if isinstance(row, _RecentRow):
            self.path_chosen.emit(row.path)


def day_words(when: datetime, now: datetime) -> str:
    """Return when something was, as people say it: `today 12:31`, `yesterday`, `3 Nov`, `3 Nov 2025`."""
    local, today = when.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    if days == 0:
        return f"today {local:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{local.day} {local:%b}" + ("" if local.year == today.year else f" {local.year}")
