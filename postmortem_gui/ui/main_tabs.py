"""The tabs of the document: icon, name, a quiet count, an amber badge for gaps, and a line under the one that is on.

tabs = MainTabs([MainTab("timeline", "Timeline", "clock"), …])
tabs.show_value("timeline"); tabs.set_count("timeline", "14", gaps=3); tabs.edited.connect(...)   # key, by a person
tabs.set_note("comms", "This template prints none of it")              # in the tooltip
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget
from typing_extensions import override

from postmortem_gui.ui import icons
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CONTROL, TAB_ROW

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_PAD, _CLOSE, _ICON, _GAP = 11, 7, 16, 6


class MainTab(NamedTuple):
    """A tab: its key, what people call it, its icon."""

    key: str
    label: str
    icon: str


class MainTabs(QTabBar):
    """The row of tabs. Where it is narrow the icons go first, then it scrolls."""

    edited = Signal(str)
    """The key of the tab that a person has chosen. `show_value` says nothing."""

    def __init__(self, tabs: Sequence[MainTab] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName("Parts of the postmortem")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tabs: list[MainTab] = []
        self._counts: dict[str, tuple[str, int]] = {}
        self._notes: dict[str, str] = {}
        self._with_icons, self._pad = True, _PAD
        self._under_mouse = -1
        self._showing = False
        self.currentChanged.connect(self._changed)
        self.set_tabs(tabs)

    @property
    def value(self) -> str:
        """The key of the tab that is on."""
        at = self.currentIndex()
        return self._tabs[at].key if 0 <= at < len(self._tabs) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the tabs from left to right."""
        return tuple(tab.key for tab in self._tabs)

    @property
    def tabs(self) -> tuple[MainTab, ...]:
        """The tabs from left to right."""
        return tuple(self._tabs)

    def set_tabs(self, tabs: Sequence[MainTab]) -> None:
        """Offer other tabs. The one that is on stays on when it is among them."""
        wanted, shown = list(tabs), self.value
        if wanted == self._tabs:
            return
        self._showing = True
        while self.count():
            self.removeTab(self.count() - 1)
        self._tabs = wanted
        for tab in wanted:
            self.addTab(tab.label)
        self._showing = False
        self.show_value(shown if shown in self.keys else (wanted[0].key if wanted else ""))
        for at in range(len(wanted)):
            self._name(at)
        self._fit()

    def show_value(self, key: str) -> None:
        """Turn a tab on; a key that is not there changes nothing."""
        if key in self.keys:
            self._showing = True
            self.setCurrentIndex(self.keys.index(key))
            self._showing = False

    def set_count(self, key: str, count: str = "", gaps: int = 0) -> None:
        """Show how much there is (`14`, `1/3`) and how much is missing."""
        if self._counts.get(key, ("", 0)) == (count, gaps) or key not in self.keys:
            return
        self._counts[key] = (count, gaps)
        self._name(self.keys.index(key))
        self._fit()

    def set_note(self, key: str, note: str = "") -> None:
        """Say something about a tab in its tooltip."""
        if key in self.keys:
            self._notes[key] = note
            self._name(self.keys.index(key))

    def _name(self, at: int) -> None:
        tab = self._tabs[at]
        count, gaps = self._counts.get(tab.key, ("", 0))
        missing = f"{gaps} gap" + ("s" if gaps > 1 else "") if gaps else ""
        self.setAccessibleTabName(at, ", ".join(word for word in (tab.label, count, missing) if word))
        keys = f"{tab.label} (Ctrl+{at + 1})"
        self.setTabToolTip(at, " · ".join(word for word in (keys, missing, self._notes.get(tab.key, "")) if word))

    def _changed(self, at: int) -> None:
        if not self._showing and 0 <= at < len(self._tabs):
            self.edited.emit(self._tabs[at].key)

    def _fit(self) -> None:
        """Take the look that fits, and have Qt ask for the sizes again."""
        self._with_icons, self._pad = self._looks() if self.isVisible() else (True, _PAD)
        # The one way to have a QTabBar lay its tabs out anew.
        self.setIconSize(QSize(self.iconSize().width() ^ 1, 16))
        self.updateGeometry()
        self.update()

    def _looks(self) -> tuple[bool, int]:
        """Return whether there is room for icons, and how far names may be apart: icons go first, then air."""
        for look in ((True, _PAD), (False, _PAD)):
            if self.width() >= sum(self._width(at, *look) for at in range(len(self._tabs))):
                return look
        return False, _CLOSE

    def _width(self, at: int, icons_too: bool, pad: int) -> int:
        theme, tab = current_theme(), self._tabs[at]
        count, gaps = self._counts.get(tab.key, ("", 0))
        words = QFontMetricsF(theme.font("body", Weight.DemiBold)).horizontalAdvance(tab.label)
        small = QFontMetricsF(theme.font("caption", Weight.DemiBold, tabular=True))
        wide = words + theme.px(2 * pad) + (theme.px(_ICON + _GAP) if icons_too else 0)
        wide += small.horizontalAdvance(count) + theme.px(7) if count else 0
        wide += small.horizontalAdvance(f"{gaps}!") + theme.px(17) if gaps else 0
        return int(wide) + 1

    @override
    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(index, self._with_icons, self._pad), current_theme().px(TAB_ROW))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(200), current_theme().px(TAB_ROW))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._looks() != (self._with_icons, self._pad):
            self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.tabAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, at: int) -> None:
        if at != self._under_mouse:
            self._under_mouse = at
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(len(self._tabs)):
            self._paint(painter, at, QRectF(self.tabRect(at)))

    def _paint(self, painter: QPainter, at: int, box: QRectF) -> None:
        theme, tab, on = current_theme(), self._tabs[at], at == self.currentIndex()
        count, gaps = self._counts.get(tab.key, ("", 0))
        x, cy = box.left() + theme.px(self._pad), box.center().y()
        if at == self._under_mouse and not on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover" if theme.dark else "sunken"))
            painter.drawRoundedRect(box.adjusted(2, 5, -2, -5), RADIUS_CONTROL, RADIUS_CONTROL)
        if self._with_icons:
            side = theme.px(_ICON)
            tint = theme.color("accent_text" if on else "text3")
            icons.paint_icon(painter, tab.icon, tint, QRectF(x, cy - side / 2, side, side))
            x += side + theme.px(_GAP)
        painter.setFont(theme.font("body", Weight.DemiBold if on else Weight.Medium))
        painter.setPen(theme.color("text" if on else "text2"))
        painter.drawText(QRectF(x, box.top(), box.width(), box.height()), _LEFT, tab.label)
        x += QFontMetricsF(painter.font()).horizontalAdvance(tab.label)
        small = theme.font("caption", Weight.DemiBold, tabular=True)
        painter.setFont(small)
        if count:
            x += theme.px(7)
            painter.setPen(theme.color("text3"))
            painter.drawText(QRectF(x, box.top(), box.width(), box.height()), _LEFT, count)
            x += QFontMetricsF(small).horizontalAdvance(count)
        if gaps:
            amber = theme.hue("amber")
            wide, tall = QFontMetricsF(small).horizontalAdvance(f"{gaps}!") + theme.px(10), theme.px(18)
            badge = QRectF(x + theme.px(7), cy - tall / 2, wide, tall)
            painter.setPen(QPen(amber.solid, 1))
            painter.setBrush(amber.fill)
            painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(amber.text)
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, f"{gaps}!")
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_text"))
            pad = theme.px(self._pad)
            line = QRectF(box.left() + pad, box.bottom() - 2, box.width() - 2 * pad, 3)
            painter.drawRoundedRect(line, 1.5, 1.5)
            if self.hasFocus():
                draw_focus_ring(painter, theme, box.adjusted(2, 4, -2, -5))
