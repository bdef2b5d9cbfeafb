"""What the tests of the editor pages share: the example, the shipped templates, and hands to type with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.editing.document import Document
from postmortem_gui.resources import resource
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import SHIPPED, Library
from postmortem_gui.ui import caret
from postmortem_gui.ui.page import Page

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    """It is always the Saturday after the incident."""
    return NOW


@cache
def templates() -> dict[str, Template]:
    """Return the shipped templates by id."""
    files = {name: resource(f"templates/{name}.json").read_bytes() for name in SHIPPED}
    return {name: Template.model_validate(json.loads(data)) for name, data in files.items()}


@cache
def example() -> Postmortem:
    """Return the example: every section is filled."""
    return Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))


def example_in(template: str) -> Document:
    """Return the example in another layout, open."""
    return Document(switched(example(), templates()[template]))


def library(folder: Path) -> Library:
    """Return the shipped templates, and none of a person's own."""
    return Library(Home.at(folder))


def shown(qtbot: QtBot, page: Page, width: int = 860, height: int = 720) -> Page:
    """Put a page on the screen."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def fact(document: Document, key: str) -> object:
    """Return what the document says of a fact."""
    return document.value.facts.get(key)


def at(page: QWidget, place: str) -> QWidget:
    """Return the widget that has the keyboard after going to a place."""
    assert isinstance(page, Page)
    wanted = Place.of(place)
    assert page.focus_place(wanted), place
    found = caret.place_of(focused(), page)
    assert found is not None, place
    assert wanted.part in (found.part, "facts"), place
    assert wanted.row is None or wanted.row in (found.row, found.part), place
    return focused()


def type_at(page: QWidget, place: str, text: str) -> QWidget:
    """Go to a place, replace what is there by typing, and return the field."""
    field = at(page, place)
    QTest.keyClick(field, Key.Key_A, CONTROL)
    QTest.keyClicks(field, text)
    return field


def undo_all(document: Document) -> None:
    """Take everything back."""
    while document.undo_stack.canUndo():
        document.undo_stack.undo()


def take_template(document: Document, template: str) -> None:
    """Change the layout as the window does."""
    document.apply(Replace(switched(document.value, templates()[template])))


def places(page: QWidget) -> set[str]:
    """Return every place that a page shows somewhere."""
    return {str(caret.place_of(child, child)) for child in page.findChildren(QWidget) if caret.place_of(child, child)}


class Windows(QObject):
    """Notes every window that opens, if only for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every event and take none."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(repr(watched))
        return False


def nameless(page: QWidget) -> Iterator[str]:
    """Yield every widget that takes the keyboard and has nothing for a screen reader to say."""
    for child in page.findChildren(QWidget):
        inside = page.isAncestorOf(child) and not child.isHidden()  # the list of a combo is a window of its own
        takes = inside and bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and child.focusProxy() is None and not child.accessibleName():
            yield f"{type(child).__name__} in {type(child.parent()).__name__}"
