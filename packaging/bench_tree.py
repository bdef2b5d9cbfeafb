"""The widgets of a window as plain data, and a window built from it: Qt's own classes with nothing behind them.

What the bench calls a bare window is this one: as many widgets of each kind as the program shows, in boxes like its
own, with the same words, fonts and style sheet. What the program paints itself (icons, chips, the phase strip) is an
empty widget here, tables have no rows, and nothing answers.

    json.dumps(describe(window))            # in the program
    window = build(json.loads(text))        # in a process that knows nothing of the program
"""

from __future__ import annotations

from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

Tree = dict[str, Any]
FOCUSED = "focused"
"""The property that the widget with the keyboard has in a built window."""
_WHOLE = (QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QMenuBar, QTabBar)
"""What Qt puts together itself; a scroll area around a widget is taken apart all the same."""
_NEAREST = {"QAbstractButton": "QPushButton"}
"""What stands in for a class that cannot be made."""


def describe(widget: QWidget, *, hidden: bool = False) -> Tree:
    """Return a widget and everything in sight inside it; with `hidden` what is out of sight, too."""
    tree: Tree = {
        "class": next(kind.__name__ for kind in type(widget).__mro__ if kind.__module__ == "PySide6.QtWidgets"),
        "name": widget.objectName(),
        "properties": {key: str(widget.property(key)) for key in map(_text, widget.dynamicPropertyNames())},
        "words": _words(widget),
        "focused": widget is QApplication.focusWidget(),
        "hidden": widget.isHidden(),
    }
    inside = [child for child in _inside(widget) if hidden or not child.isHidden()]
    tree["inside"] = [describe(child, hidden=hidden) for child in inside]
    layout = widget.layout()
    tree["box"] = [] if layout is None or not inside else _box(layout, inside)
    return tree


def build(tree: Tree) -> QWidget:
    """Return the widget that a tree describes, with everything inside it."""
    kind, words = getattr(QtWidgets, str(_NEAREST.get(tree["class"], tree["class"]))), tree["words"]
    widget: QWidget = kind(Qt.Orientation.Horizontal) if kind is QHeaderView else kind()
    widget.setObjectName(tree["name"])
    for key, value in tree["properties"].items():
        widget.setProperty(key, value)
    if words:
        _say(widget, words)
    inside = [build(each) for each in tree["inside"]]
    _put(widget, inside, tree["box"])
    for child, of in zip(inside, tree["inside"], strict=True):
        if of["hidden"]:  # to show the others would be to open them as windows
            child.hide()
    if tree["focused"]:
        widget.setProperty(FOCUSED, "true")
    return widget


def _text(name: QByteArray) -> str:
    return bytes(name.data()).decode()


def _words(widget: QWidget) -> Any:
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        return widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QTabBar):
        return [widget.tabText(at) for at in range(widget.count())]
    if isinstance(widget, QMenuBar):
        menus = [action.menu() for action in widget.actions()]
        return [(menu.title(), [each.text() for each in menu.actions()]) for menu in menus if isinstance(menu, QMenu)]
    return ""


def _say(widget: QWidget, words: Any) -> None:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        widget.setPlainText(words)
    elif isinstance(widget, QComboBox):
        widget.addItems(words)
    elif isinstance(widget, QTabBar):
        for word in words:
            widget.addTab(word)
    elif isinstance(widget, QMenuBar):
        for title, commands in words:
            menu = widget.addMenu(title)
            for command in commands:
                menu.addAction(command)
    elif isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        widget.setText(words)


def _inside(widget: QWidget) -> list[QWidget]:
    """Return the widgets in a widget, in the order in which they are laid out, as far as the program put them there."""
    if isinstance(widget, QScrollArea):
        return [inner] if (inner := widget.widget()) is not None else []
    if isinstance(widget, QMainWindow):
        return [each for each in (widget.menuWidget(), widget.centralWidget()) if each is not None]
    if isinstance(widget, QSplitter | QStackedWidget):
        return [inner for at in range(widget.count()) if (inner := widget.widget(at)) is not None]
    if isinstance(widget, _WHOLE):
        return []
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in children if not child.isWindow()]


def _box(layout: QLayout, inside: list[QWidget]) -> list[Any]:
    """Return a layout: its kind, then what is in it, widgets by their number, layouts as lists, spaces as None."""
    kind = "grid" if isinstance(layout, QGridLayout) else "column"
    if isinstance(layout, QBoxLayout) and layout.direction() == QBoxLayout.Direction.LeftToRight:
        kind = "row"
    parts: list[Any] = []
    for at in range(layout.count()):
        item: Any = layout.itemAt(at)
        widget, nested = item.widget(), item.layout()
        if widget is not None and widget not in inside:
            continue
        place = layout.getItemPosition(at) if isinstance(layout, QGridLayout) else ()
        part = inside.index(widget) if widget is not None else _box(nested, inside) if nested is not None else None
        parts.append([part, layout.stretch(at) if isinstance(layout, QBoxLayout) else 0, place])
    margins = layout.contentsMargins()
    edges = (margins.left(), margins.top(), margins.right(), margins.bottom())
    return [kind, layout.spacing(), edges, parts]


def _put(widget: QWidget, inside: list[QWidget], box: list[Any]) -> None:
    if isinstance(widget, QScrollArea):
        widget.setWidgetResizable(True)
        for each in inside:
            widget.setWidget(each)
    elif isinstance(widget, QMainWindow):
        widget.setCentralWidget(inside[-1])
        for each in inside[:-1]:
            widget.setMenuWidget(each)
    elif isinstance(widget, QSplitter | QStackedWidget):
        for each in inside:
            widget.addWidget(each)
    elif box:
        _fill(_layout(box, widget), inside, box[3])
    for each in inside:
        if each.parent() is None:
            each.setParent(widget)


def _layout(box: list[Any], parent: QWidget | None = None) -> QBoxLayout | QGridLayout:
    kind = {"grid": QGridLayout, "row": QHBoxLayout, "column": QVBoxLayout}[box[0]]
    layout: QBoxLayout | QGridLayout = kind(parent) if parent else kind()
    layout.setSpacing(box[1])
    layout.setContentsMargins(*box[2])
    return layout


def _fill(layout: QBoxLayout | QGridLayout, inside: list[QWidget], parts: list[Any]) -> None:
    for part, stretch, place in parts:
        made: Any = inside[part] if isinstance(part, int) else None
        if isinstance(part, list):
            made = _layout(part)
            _fill(made, inside, part[3])
        if isinstance(layout, QGridLayout):
            if made is not None:
                (layout.addWidget if isinstance(made, QWidget) else layout.addLayout)(made, *place)
        elif made is None:
            layout.addStretch(stretch)
        elif isinstance(made, QWidget):
            layout.addWidget(made, stretch)
        else:
            layout.addLayout(made, stretch)
