"""The command palette: type a few letters of what to do or where to go, and press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.palette_items import Item, Offer, offers
from postmortem_gui.ui.palette_rows import LINE, OFFER, TITLE, PaletteRows
from postmortem_gui.ui.theme import current_theme, restyled

_WIDTH, _HEAD, _FOOT, _TALLEST = 600, 54, 36, 13 * LINE
_KEYS = ("↑↓ select", "↵ run", "> commands only", "@ people", "# tickets", ": time")
_NOTHING = "Nothing fits. Try fewer letters, or begin with > for commands."
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class CommandPalette(Overlay):
    """Offers what fits while somebody types. Enter goes away and says what was chosen; Escape only goes away."""

    command_chosen = Signal(str)
    """Carries the id of a command."""
    place_chosen = Signal(object)
    """Carries a Place of the document."""

    def __init__(self, parent: QWidget, items: Sequence[Item]) -> None:
        super().__init__(parent, "Search or run a command")
        self.setObjectName("palette")
        self._items = items
        self.line = LineField("Search or run a command", "Search or run a command", self.box)
        self.line.setProperty("bare", "true")
        self.line.typed.connect(self._fill)
        self.list = QListWidget(self.box)
        self.list.setAccessibleName("What fits")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("bare", "true")
        self.list.setItemDelegate(PaletteRows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self._on_entered)
        self.list.itemClicked.connect(self._take)
        self._nothing = Label(_NOTHING, "muted", wrap=True)
        self._nothing.setContentsMargins(20, 12, 20, 12)
        self._arrange()
        self._fill("")
        self.come(self.line)

    def _arrange(self) -> None:
        theme = current_theme()
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head, self._foot = QWidget(), QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(19, 0, 19, 0)
        head.setSpacing(12)
        head.addWidget(IconMark("search", "text2", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.setFont(theme.font("h3"))
        head.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(20, 0, 20, 0)
        foot.setSpacing(16)
        for words in _KEYS:
            foot.addWidget(Label(words, "caption"))
        foot.addStretch(1)
        for part in (self._head, hairline(), self.list, self._nothing, hairline(), self._foot):
            column.addWidget(part, 1 if part is self.list else 0)

    # ── What is in it ──

    def _fill(self, typed: str) -> None:
        self.list.clear()
        found = offers(self._items, typed.strip())
        for group, members in groupby(found, lambda offer: offer.item.group):
            head = QListWidgetItem(group, self.list)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            for offer in members:
                line = QListWidgetItem(offer.item.text, self.list)
                line.setData(OFFER, offer)
                said = ", ".join(filter(None, (offer.item.text, offer.note, offer.item.keys)))
                line.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self.list.setCurrentRow(1 if found else -1)
        self._say_current()
        self.fit_box()

    @override
    def fit_box(self) -> None:
        theme = current_theme()
        lines = (self.list.item(n) for n in range(self.list.count()))
        rows = sum(theme.px(LINE if line.data(OFFER) else TITLE) for line in lines)
        top = max(8, min(theme.px(72), self.height() // 12))
        edges = theme.px(_HEAD) + theme.px(_FOOT) + 4
        least = self._nothing.sizeHint().height() if self.list.isHidden() else 0
        middle = max(least, min(rows + theme.px(6), theme.px(_TALLEST), self.height() - top - 24 - edges))
        self._head.setFixedHeight(theme.px(_HEAD))
        self._foot.setFixedHeight(theme.px(_FOOT))
        width = min(theme.px(_WIDTH), self.width() - 32)
        self.box.setGeometry((self.width() - width) // 2, top, width, middle + edges)
        self.update()

    # ── What a person does ──

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.go()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go through what is offered: nothing else here takes the keyboard."""
        self._step(1 if next else -1)
        return True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.line.setFont(current_theme().font("h3"))
            self.fit_box()

    def _step(self, step: int) -> None:
        lines = [n for n in range(self.list.count()) if self.list.item(n).data(OFFER)]
        if not lines:
            return
        at = lines.index(self.list.currentRow()) + step
        at = at % len(lines) if abs(step) == 1 else max(0, min(at, len(lines) - 1))
        self.list.setCurrentRow(lines[at])
        first = at == 0
        self.list.scrollToItem(self.list.item(0 if first else lines[at]))
        self._say_current()

    def _say_current(self) -> None:
        """Let a screen reader say, for the field that has the keyboard, which line Enter would take."""
        row = self.list.currentRow()
        said = self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) if row >= 0 else _NOTHING
        self.line.setAccessibleDescription(str(said))

    def _on_entered(self, line: QListWidgetItem) -> None:
        if line.data(OFFER):
            self.list.setCurrentItem(line)
            self._say_current()

    def _take(self, line: QListWidgetItem | None) -> None:
        offer: Offer | None = line.data(OFFER) if line is not None else None
        if offer is None:
            return
        self.go()
        if offer.item.command:
            self.command_chosen.emit(offer.item.command)
        else:
            place: Place | None = offer.item.place
            self.place_chosen.emit(place)
