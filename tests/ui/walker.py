"""Looks at a window as people do who use it without a mouse, without eyes, or with weak ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from postmortem_gui.ui.regions import stops_in
from postmortem_gui.ui.tokens import contrast

ROWS_LOOKED_AT = 60
TARGET, BAR_TARGET, SMALL_TARGET = 32, 28, 20
"""Pixels of a button: anywhere, in the status bar, which is no higher, and of those in INLINE."""
INLINE = {
    "_Segment": "one of several in a control that is 35 high, walked with the arrow keys",
    "ChipButton": "a chip in a line of chips, as high as its words",
    "GuessChip": "a chip in the head of a paste, in a line of chips",
    "_Item": "a chip in a field, which takes it out by Backspace too",
}
"""Buttons that may be smaller, and why."""
RINGED_AROUND = {
    "CaptureField": 1,
    "ProseField": 1,
    "_StatementField": 1,
}
"""Fields whose ring is painted by the card around them, so many parents up."""


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield everything in a window that can be seen."""
    return (widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.width() > 0)


def called(widget: QWidget) -> str:
    """Return a widget for a message."""
    return f"{type(widget).__name__} “{spoken(widget)}” in {type(widget.parent()).__name__}"


def spoken(widget: QWidget) -> str:
    """Return the name that Qt gives a screen reader."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face.isValid() else ""


def takes_focus(widget: QWidget) -> bool:
    """Tell whether the keyboard can come to a widget."""
    tab = Qt.FocusPolicy.TabFocus
    return widget.isEnabled() and widget.focusPolicy() & tab == tab and widget.focusProxy() is None


def nameless(root: QWidget) -> list[str]:
    """Return what has nothing to say to a screen reader: what takes the keyboard, and every button and image."""
    found = []
    for widget in shown(root):
        face = QAccessible.queryAccessibleInterface(widget)
        if not takes_focus(widget) and not isinstance(widget, QAbstractButton):
            continue
        if not face.isValid():
            found.append(f"{called(widget)} cannot be asked")
        elif not face.text(QAccessible.Text.Name).strip():
            found.append(called(widget))
        elif face.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            found.append(f"{called(widget)} has no role")
        if isinstance(widget, QTabBar):
            names = [face.child(at).text(QAccessible.Text.Name) for at in range(face.childCount())]
            found += [f"a tab of {called(widget)}" for at in range(widget.count()) if not names[at].strip()]
    return found


def silent_cells(root: QWidget) -> list[str]:
    """Return the painted cells that say nothing."""
    found = []
    for view in shown(root):
        if isinstance(view, QAbstractItemView) and (model := view.model()) is not None:
            found += [f"{called(view)}, cell {at}" for at in _silent(model)]
    return found


def _silent(model: QAbstractItemModel) -> Iterator[tuple[int, int]]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(ROWS_LOOKED_AT, model.rowCount(QModelIndex()))):
        for column in range(columns):
            index = model.index(row, column)
            roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
            if not any(str(model.data(index, role) or "").strip() for role in roles):
                yield row, column


def small(root: QWidget) -> list[str]:
    """Return the buttons that are hard to hit."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QAbstractButton) and widget.isEnabled():
            least = BAR_TARGET if widget.property("small") == "true" else TARGET
            least = SMALL_TARGET if type(widget).__name__ in INLINE else least
            if widget.width() < least or widget.height() < least:
                found.append(f"{called(widget)}: {widget.width()} × {widget.height()}")
    return found


def out_of_order(region: QWidget) -> list[str]:
    """Return the stops of the Tab key that come before something that stands above them, or left of them in a row.

    What is scrolled out of sight stands nowhere; the chips of a why belong behind its answer wherever they have room.
    """
    found = []
    stops = [stop for stop in stops_in(region) if not stop.visibleRegion().isEmpty()]
    stops = [stop for stop in stops if type(stop.parent()).__name__ != "WhyChips"]
    boxes = [QRect(stop.mapTo(region, QPoint(0, 0)), stop.size()) for stop in stops]
    for (before, a), (behind, b) in pairwise(zip(stops, boxes, strict=True)):
        same_row = min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > min(a.height(), b.height()) / 2
        beside = a.right() <= b.left() or b.right() <= a.left()
        if (same_row and beside and b.left() < a.left()) or (not beside and b.bottom() < a.top()):
            found.append(f"{called(behind)} comes after {called(before)}")
    return found


def unringed(root: QWidget) -> list[str]:
    """Return what looks the same with the keyboard and without."""
    found = []
    window = root.window()
    for widget in [each for each in shown(root) if takes_focus(each)]:
        if widget.visibleRegion().isEmpty():
            continue
        around = widget
        for _ in range(RINGED_AROUND.get(type(widget).__name__, 0)):
            around = around.parentWidget() or around
        box = around.visibleRegion().boundingRect().adjusted(-4, -4, 4, 4)
        box.moveTopLeft(around.mapTo(window, box.topLeft()))
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            found.append(f"{called(widget)} does not take the keyboard")
            continue
        with_it = _picture(window, box)
        widget.clearFocus()
        if _differing(with_it, _picture(window, box)) < 60:
            found.append(called(widget))
    return found


def _picture(window: QWidget, box: QRect) -> QImage:
    QApplication.processEvents()
    return window.grab(box).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _differing(a: QImage, b: QImage) -> int:
    """Return how many pixels differ."""
    if a == b:
        return 0
    first, second = memoryview(a.constBits()).cast("I"), memoryview(b.constBits()).cast("I")
    return sum(map(int.__ne__, first, second))


def traps(root: QWidget) -> list[str]:
    """Return what the Tab key does not leave, or Shift+Tab does not."""
    found = []
    for widget in [each for each in shown(root) if takes_focus(each)]:
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            steps = 0
            while QApplication.focusWidget() is widget and steps < 200:  # cells and links come first
                QTest.keyClick(widget, key)
                steps += 1
                if not isinstance(widget, (QAbstractItemView, QTextBrowser)):
                    break
            if QApplication.focusWidget() is widget:
                found.append(f"{called(widget)} at {key.name}")
    return found


def faint(root: QWidget) -> list[str]:
    """Return the labels whose letters are hard to tell from what they stand on."""
    found = []
    window = root.window()
    picture = window.grab().toImage()
    scale = picture.devicePixelRatio()
    for label in shown(root):
        if not isinstance(label, QLabel) or not label.text().strip() or not label.isEnabled():
            continue
        box = label.visibleRegion().boundingRect()
        if box.width() < 6 or box.height() < 6:
            continue
        box.moveTopLeft(label.mapTo(window, box.topLeft()))
        ground = _ground(picture, box, scale)
        ink = label.palette().color(label.foregroundRole())
        if (ratio := contrast(ink.name(), ground.name())) < 4.5:
            found.append(f"{called(label)}: {ink.name()} on {ground.name()} is {ratio:.2f}")
    return found


def _ground(picture: QImage, box: QRect, scale: float) -> QColor:
    """Return what most of a box is painted with."""
    spots = (
        picture.pixel(round(x * scale), round(y * scale))
        for x in range(box.left(), box.right(), 2)
        for y in range(box.top(), box.bottom(), 2)
        if picture.rect().contains(round(x * scale), round(y * scale))
    )
    return QColor(Counter(spots).most_common(1)[0][0])


def menus(root: QWidget) -> list[str]:
    """Return the entries of menus without words."""
    actions = (action for menu in root.findChildren(QMenu) for action in menu.actions())
    return [str(action) for action in actions if not action.isSeparator() and not action.text().strip()]
