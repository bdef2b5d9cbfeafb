"""A small list to choose from, inside the window: one of some, several of some, or words of one's own.

popup = ChoicePopup(page, "Kind")
popup.picked.connect(...)       # tuple of tuples of keys, one for each group; only when it differs from what was chosen
popup.written.connect(...)      # the words typed into its line, where `line` gave it one
popup.open(cell_rect, (ChoiceGroup("Kind", choices, ("step",)), ChoiceGroup("Phases", phases, (), several=True)))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from postmortem_gui.core.links import is_address
from postmortem_gui.ui.choice_rows import CHOSEN, HEAD, KEY, LOOK, ROW, ChoiceRows
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.theme import current_theme

_MOST_ROWS = 17
_ACCEPT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_WORDS = -1
_WORD_FROM, _PAUSE_MS = 3, 1000
"""From so many letters on that are typed without a pause, they are the beginning of a word."""


class Choice(NamedTuple):
    """What can be chosen: its key, its word, and how it looks."""

    key: str
    label: str
    hue: str = "grey"
    icon: str = ""
    letter: str = ""
    """The key that takes it at once."""


class ChoiceGroup(NamedTuple):
    """Choices below a title; `several` may be chosen at once, else exactly one."""

    title: str
    choices: Sequence[Choice]
    chosen: tuple[str, ...] = ()
    several: bool = False


class ChoicePopup(QFrame):
    """Opens below a cell or a button, takes the keyboard, and gives it back. Esc changes nothing.

    Enter takes what the cursor is on, and Tab does where somebody went to it; the space bar ticks where several can be
    chosen; leaving takes what was ticked. A choice with a letter is taken, or ticked, by that key; letters that go on
    to spell a word tick nothing: the list shows what begins with it.
    """

    picked = Signal(object)
    written = Signal(str)
    passed = Signal(str)
    """Says that Tab took the choice and wants to go on: `next` or `previous`."""
    closed = Signal()

    def __init__(self, anchor: QWidget, name: str, line: str = "") -> None:
        # The window is not kept: a widget that holds what it lives in dies with it in an order that crashes Qt.
        super().__init__(anchor.window())
        anchor.destroyed.connect(self.deleteLater)
        self._anchor = anchor
        self._groups: tuple[ChoiceGroup, ...] = ()
        self._chosen: list[list[str]] = []
        self._ended = False
        self._tallest = 0
        self._below = QRect()
        self._first: QListWidgetItem | None = None
        self._run, self._word = "", ""
        self._before_run: list[list[str]] = []
        self._since_key = QElapsedTimer()
        self.setAccessibleName(name)
        self.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        self._line = LineField(line, line, self)
        self._line.setVisible(bool(line))
        self._line.typed.connect(self._filter)
        self._line.installEventFilter(self)
        column.addWidget(self._line)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setProperty("bare", "true")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(ChoiceRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        column.addWidget(self.list)
        self.hide()

    def open(self, rect: QRect, groups: Sequence[ChoiceGroup]) -> None:
        """Show the choices below a rectangle of the anchor, or above it where there is no room below."""
        self._groups = tuple(groups)
        self._chosen = [list(group.chosen) for group in groups]
        first = self._first = self._fill()
        self._place(rect)
        self.show()
        self.raise_()
        if first is not None:
            self.list.setCurrentItem(first)
        (self._line if not self._line.isHidden() else self.list).setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    # ── What is in it ──

    def _fill(self) -> QListWidgetItem | None:
        first: QListWidgetItem | None = None
        for at, group in enumerate(self._groups):
            if group.title:
                head = QListWidgetItem(group.title, self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            known = {choice.key for choice in group.choices}
            others = [Choice(key, key) for key in group.chosen if key and key not in known]
            for choice in (*group.choices, *others):
                item = QListWidgetItem(choice.label, self.list)
                item.setData(KEY, (at, choice.key))
                item.setData(LOOK, choice)
                if choice.key in group.chosen:
                    first = first or item
        for n in range(self.list.count()):
            self._show_state(self.list.item(n))
        found = (self.list.item(n) for n in range(self.list.count()))
        return first or next((item for item in found if item.data(KEY)), None)

    def _show_state(self, item: QListWidgetItem) -> None:
        key = item.data(KEY)
        if not key or key[0] == _OWN_WORDS:
            return
        on = key[1] in self._chosen[key[0]]
        item.setData(CHOSEN, on)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, chosen" if on else item.text())

    def _show_states(self) -> None:
        for item in self._items():
            self._show_state(item)

    def _place(self, rect: QRect) -> None:
        theme, window = current_theme(), self._anchor.window()
        metrics = QFontMetricsF(theme.font("body"))
        words = max((metrics.horizontalAdvance(self.list.item(n).text()) for n in range(self.list.count())), default=0)
        wide = min(max(theme.px(200), int(words) + theme.px(84)), theme.px(440), window.width() - 16)
        heads = sum(1 for group in self._groups if group.title)
        rows = min(_MOST_ROWS, self.list.count() - heads)
        edge = 14 + (0 if self._line.isHidden() else theme.px(38))
        tall = min(rows * theme.px(ROW) + heads * theme.px(HEAD) + edge, window.height() - 16)
        self._tallest, self._below = tall, rect
        self._stand(wide, tall)

    def _stand(self, wide: int, tall: int) -> None:
        """Stand below the rectangle, above it where there is no room below, or else over it."""
        window, rect = self._anchor.window(), self._below
        corner = self._anchor.mapTo(window, rect.bottomLeft() + QPoint(0, 2))
        top = corner.y()
        if top + tall > window.height() - 8:
            above = self._anchor.mapTo(window, rect.topLeft()).y() - tall - 2
            top = above if above >= 8 else max(8, window.height() - 8 - tall)
        self.setGeometry(max(8, min(corner.x(), window.width() - 8 - wide)), top, wide, tall)

    def _fit(self) -> None:
        """Be as high as what is left of the list, and never higher than at first."""
        theme = current_theme()
        shown = [self.list.item(n) for n in range(self.list.count()) if not self.list.item(n).isHidden()]
        rows = sum(theme.px(ROW if item.data(KEY) else HEAD) for item in shown)
        tall = rows + 14 + (0 if self._line.isHidden() else theme.px(38))
        self._stand(self.width(), min(self._tallest, tall))

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        own = next((i for i in self._items() if i.data(KEY)[0] == _OWN_WORDS), None)
        if own is None:
            own = QListWidgetItem(self.list)
            own.setData(KEY, (_OWN_WORDS, ""))
        own.setText(f"Add “{text.strip()}”")
        own.setData(LOOK, Choice("", own.text(), "grey", "plus"))
        own.setHidden(not words)
        best = None
        for item in self._items():
            if item is own:
                continue
            item.setHidden(not all(word in item.text().casefold() for word in words))
            best = best or (item if not item.isHidden() else None)
        current = own if words and (best is None or is_address(text.strip())) else best
        if current is not None:
            self.list.setCurrentItem(current)
        self._fit()

    def _items(self) -> list[QListWidgetItem]:
        return [item for n in range(self.list.count()) if (item := self.list.item(n)).data(KEY)]

    # ── What a person does ──

    def _clicked(self, item: QListWidgetItem) -> None:
        if item.data(KEY):
            self._take(item, close=not self._is_several(item))

    def _is_several(self, item: QListWidgetItem) -> bool:
        at: int = item.data(KEY)[0]
        return at != _OWN_WORDS and self._groups[at].several

    def _take(self, item: QListWidgetItem | None, *, close: bool, tick: bool = True) -> None:
        if item is not None and item.data(KEY):
            at, key = item.data(KEY)
            if at == _OWN_WORDS:
                self._end(self._line.text().strip())
                return
            chosen = self._chosen[at]
            if not self._groups[at].several:
                chosen[:] = [key]
            elif key not in chosen:
                chosen.append(key)
            elif tick:
                chosen.remove(key)
            self._show_states()
        if close:
            self._end()

    def _end(self, written: str = "", *, keep: bool = True) -> None:
        if self._ended:
            return
        self._ended = True
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        order = [[choice.key for choice in group.choices] for group in self._groups]
        now = tuple(
            tuple(sorted(keys, key=[*known, *keys].index)) for known, keys in zip(order, self._chosen, strict=True)
        )
        if written:
            self.written.emit(written)
        elif keep and now != tuple(group.chosen for group in self._groups):
            self.picked.emit(now)
        self.closed.emit()
        self.deleteLater()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self._end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (*_ACCEPT, Qt.Key.Key_Escape):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._end(keep=False)
        elif key in _ACCEPT:
            self._take(self.list.currentItem(), close=True, tick=False)
        elif watched is self.list and self._is_lettered() and self._spell(event):
            return True
        elif key == Qt.Key.Key_Space and watched is self.list:
            self._show_word("")
            item = self.list.currentItem()
            self._take(item, close=not any(group.several for group in self._groups))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            went = bool(self._word) or self.list.currentItem() is not self._first
            self._take(self.list.currentItem() if went else None, close=True, tick=False)
            self.passed.emit("previous" if key == Qt.Key.Key_Backtab else "next")
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and watched is self._line:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    # ── Letters and words ──

    def _is_lettered(self) -> bool:
        return any(item.data(LOOK).letter for item in self._items())

    def _spell(self, event: QKeyEvent) -> bool:
        """Tick the choice whose letter was pressed, or look for the word that the letters spell by now."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self._show_word(self._word[:-1])
            return True
        if not typed or not typed.isprintable() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if not self._word and (not self._since_key.isValid() or self._since_key.elapsed() > _PAUSE_MS):
            self._run = ""
        self._since_key.start()
        word = (self._word or self._run) + typed
        lettered = next((item for item in self._items() if item.data(LOOK).letter == typed.upper()), None)
        is_word = bool(self._spelled(word)) and len(word) > 1
        if is_word and (self._word or lettered is None or len(word) >= _WORD_FROM):
            if not self._word:  # what its first letters ticked was not meant
                self._chosen = self._before_run
                self._show_states()
            self._show_word(word)
        elif not self._word and lettered is not None:
            if not self._run:
                self._before_run = [list(keys) for keys in self._chosen]
            self._run = word
            self.list.setCurrentItem(lettered)
            self._take(lettered, close=not any(group.several for group in self._groups))
        return typed != " " or is_word

    def _spelled(self, word: str) -> list[QListWidgetItem]:
        """Return the choices with a word that begins so."""
        wanted = f" {word.casefold()}"
        return [item for item in self._items() if wanted in f" {item.text().casefold()}"]

    def _show_word(self, word: str) -> None:
        """Show only the choices that a word may mean, all of them without one."""
        self._word, self._run = word, ""
        spelled = self._spelled(word)
        for n in range(self.list.count()):
            item = self.list.item(n)
            item.setHidden(bool(word) and item not in spelled)
        if word:
            self.list.setCurrentItem(spelled[0])
        self._fit()

    def _step(self, step: int) -> None:
        shown = [item for item in self._items() if not item.isHidden()]
        current = self.list.currentItem()
        if shown:
            at = shown.index(current) + step if current in shown else 0
            self.list.setCurrentItem(shown[at % len(shown)])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border2"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
