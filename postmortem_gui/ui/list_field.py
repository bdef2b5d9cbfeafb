"""A field for a list of words: a chip for each, and room to type the next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import CHIP, CONTROL


class _Item(QAbstractButton):
    """An item as a chip. The cross takes it out; the keyboard does so from the input."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setToolTip(tip(f"Take out “{text}”"))
        self.setAccessibleName(f"Take out {text}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(int(painting.chip_width(theme, self.text(), "x")) + 1, theme.px(CHIP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        cy = self.height() / 2
        look = theme.hue("grey")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.fill)
        painter.drawRoundedRect(QRectF(self.rect()), cy, cy)
        font = theme.font("caption", Weight.DemiBold)
        side = theme.px(12)
        words = QRectF(theme.px(8), 0, self.width() - theme.px(16) - side, self.height())
        painter.setFont(font)
        painter.setPen(look.text)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()) + 4)
        painter.drawText(words.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        tint = theme.color("text" if self.underMouse() else "text3")
        icons.paint_icon(painter, "x", tint, QRectF(self.width() - side - theme.px(5), cy - side / 2, side, side), 2.25)


class ListField(QFrame):
    """Some words, each a chip. Enter or a comma adds what was typed; Backspace in an empty input takes the last.

    What is still being typed is an item already for those who listen: nothing may hang on a last Enter.
    """

    typed = Signal(tuple)
    """The items with what is being typed behind them, after each key."""
    edited = Signal(tuple)
    """The items after a person added or took out one."""
    left = Signal()

    def __init__(self, name: str = "", placeholder: str = "Add…", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._items: list[_Item] = []
        self.input = LineField(name, placeholder, self, breaks=True)
        self.input.setProperty("bare", "true")
        self.input.typed.connect(self._typed)
        self.input.installEventFilter(self)
        self.setFocusProxy(self.input)
        self._place()

    @property
    def value(self) -> tuple[str, ...]:
        """The items that are chips; what is still being typed is none."""
        return tuple(item.text() for item in self._items)

    def show_value(self, value: Iterable[str]) -> None:
        """Show some items. What is being typed stays, unless it was an item of them and is none any more."""
        wanted = tuple(value)
        if wanted == self._told():
            return
        self.input.clear()
        self._show_items(wanted)

    def _told(self) -> tuple[str, ...]:
        """Return the items with what is being typed, as far as it is not one of them."""
        word = self.input.text().strip()
        return (*self.value, word) if word and word not in self.value else self.value

    def _show_items(self, wanted: tuple[str, ...]) -> None:
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items = []
        for text in wanted:
            item = _Item(text, self)
            item.clicked.connect(self._taken_out)
            item.show()
            self._items.append(item)
        self.setAccessibleDescription(", ".join(wanted))
        self.input.setAccessibleDescription(", ".join(wanted))
        self._place()

    def _say(self, value: tuple[str, ...]) -> None:
        self._show_items(value)
        self.edited.emit(self._told())

    def _taken_out(self) -> None:
        gone = self.sender()
        self._say(tuple(item.text() for item in self._items if item is not gone))
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        if any(mark in text for mark in ",;\n\u2028"):
            self._add()
        else:
            self.typed.emit(self._told())

    def _add(self) -> bool:
        text = self.input.text()
        for mark in ";\n\u2028":
            text = text.replace(mark, ",")
        new = [word.strip() for word in text.split(",") if word.strip()]
        if text:
            self.input.clear()
        if new:
            self._say((*self.value, *(word for word in dict.fromkeys(new) if word not in self.value)))
        return bool(text)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._ring(on=True)
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._ring(on=False)
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self._add()
                self.left.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                return self._add()
            if event.key() == Qt.Key.Key_Backspace and not self.input.text() and self._items:
                self._say(self.value[:-1])
                return True
        return False

    def _ring(self, *, on: bool) -> None:
        self.setProperty("ring", "true" if on else None)
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.input.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._place()

    def _place(self) -> None:
        """Set the chips from left to right, in as many rows as they need, and the input behind them."""
        theme = current_theme()
        pad, gap, tall = theme.px(5), theme.px(6), theme.px(CHIP)
        row = theme.px(CONTROL) - 2 * pad
        right = self.width() - pad
        spot = QPoint(pad, pad)
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(right - pad, tall))
            if spot.x() > pad and spot.x() + size.width() > right:
                spot = QPoint(pad, spot.y() + tall + gap)
            item.setGeometry(spot.x(), spot.y() + (row - tall) // 2, size.width(), tall)
            spot.setX(spot.x() + size.width() + gap)
        if spot.x() > pad and spot.x() + theme.px(64) > right:
            spot = QPoint(pad, spot.y() + tall + gap)
        self.input.setGeometry(spot.x() + theme.px(4), spot.y(), right - spot.x() - theme.px(4), row)
        self.setFixedHeight(spot.y() + row + pad)
