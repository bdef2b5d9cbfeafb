from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.dressing import LateDressed
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.stylesheet import stylesheet
from postmortem_gui.ui.theme import Theme, apply_theme


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())


class _Told(QObject):
    """Counts which widgets heard of another style."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[str] = Counter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.times[watched.objectName()] += 1
        return False


def _nested(depth: int) -> tuple[QWidget, QLabel]:
    top = within = QWidget()
    for _ in range(depth):
        column = QVBoxLayout(within)
        within = QWidget()
        column.addWidget(within)
    label = QLabel("deep down")
    label.setObjectName("deep")
    QVBoxLayout(within).addWidget(label)
    return top, label


@pytest.mark.parametrize("depth", [1, 12])
def test_a_switch_styles_a_widget_once_however_deep_it_lies(qapp: QApplication, qtbot: QtBot, depth: int) -> None:
    top, label = _nested(depth)
    qtbot.addWidget(top)
    top.show()
    told = _Told()
    label.installEventFilter(told)
    apply_theme(qapp, Theme("dark"))
    assert told.times == {"deep": 1}


def test_a_page_out_of_sight_takes_up_the_theme_when_it_is_shown(qapp: QApplication, qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    page = LateDressed()
    field = LineField("Title")
    field.setObjectName("field")
    QVBoxLayout(page).addWidget(field)
    column.addWidget(page)
    top.resize(300, 100)
    top.show()
    page.hide()
    told = _Told()
    field.installEventFilter(told)
    apply_theme(qapp, Theme("dark"))
    assert not told.times
    page.show()
    assert told.times == {"field": 1}
    page.hide()
    page.show()
    assert told.times == {"field": 1}
    assert field.grab().toImage().pixelColor(20, 16) == Theme("dark").color("field")


def _everything() -> QWidget:
    top = QWidget()
    column = QVBoxLayout(top)
    card = Card("Timeline", "14 rows")
    card.add_tool(ToolButton("plus", "Add a row", "Add"))
    inner = Card("Inside")
    inner.body.addWidget(LineField("Where"))
    for widget in (Label("Quiet", "muted"), Label("Bad", tone="red"), Button("Export", kind="primary"), inner):
        card.body.addWidget(widget)
    column.addWidget(card)
    top.resize(500, 400)
    return top


def test_what_was_there_before_a_switch_looks_like_what_is_made_after_it(qapp: QApplication, qtbot: QtBot) -> None:
    def picture(widget: QWidget) -> QImage:
        qtbot.addWidget(widget)
        widget.show()
        qapp.processEvents()
        for inside in widget.findChildren(QWidget):
            inside.clearFocus()
        return widget.grab().toImage()

    before = _everything()
    picture(before)
    for theme in (Theme("dark"), Theme("light", 1.5), Theme("dark", 1.25, strong=True)):
        apply_theme(qapp, theme)
        assert picture(before) == picture(_everything())


def test_new_widgets_take_the_style_sheet_as_usual(qapp: QApplication, qtbot: QtBot) -> None:
    dark = Theme("dark")
    apply_theme(qapp, dark)
    assert qapp.styleSheet() == stylesheet(dark.colours, dark.scale)
    field = LineField("Title")
    qtbot.addWidget(field)
    field.show()
    assert field.grab().toImage().pixelColor(20, 16) == dark.color("field")
