"""At 175 % on a screen of 1280 × 720 nothing is cut, and what has no room makes room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.storage.library import SHIPPED
from postmortem_gui.ui.cards import ElidedLabel
from postmortem_gui.ui.chips import Chip, KeyCap, SeverityBlock
from postmortem_gui.ui.list_field import ListField
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.phase_strip import PhaseStrip
from postmortem_gui.ui.search_pill import SearchPill
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.workspace import Workspace


@pytest.fixture(autouse=True)
def _plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Theme())


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def wanted(widget: QWidget) -> QSize:
    """The room that the words of a widget need; none for what shows by an ellipsis that there is more."""
    if isinstance(widget, (ElidedLabel, SearchPill)) or isinstance(widget.parentWidget(), ListField):
        return widget.minimumSizeHint() if isinstance(widget, SearchPill) else QSize()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QAbstractButton):  # the room around its words may shrink
        return QSize(widget.sizeHint().width(), widget.fontMetrics().height() if widget.text() else 0)
    return widget.sizeHint()


def is_outside(widget: QWidget) -> bool:
    """Tell whether a part of a widget lies where what it lies in ends; what scrolls is left out."""
    inside, box = widget, QRect(QPoint(0, 0), widget.size())
    while (around := inside.parentWidget()) is not None and not inside.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return False
        box.translate(inside.pos())
        if not around.rect().contains(box):
            return True
        inside = around
    return False


def cut(window: QWidget) -> list[str]:
    """The labels, buttons and chips in sight that have less room than their words need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QLabel, QAbstractButton, Chip, KeyCap, SeverityBlock)):
            continue
        need = wanted(widget)
        if widget.width() < need.width() or widget.height() < need.height() or is_outside(widget):
            name = widget.accessibleName() or getattr(widget, "text", "")
            found.append(f"{type(widget).__name__} {name}: {widget.size()} for {need}")
    return found


@pytest.mark.parametrize("zoom", [150, 175])
def test_nothing_is_cut_on_any_tab(example_window: MainWindow, zoom: int) -> None:
    window = example_window
    window.appearance.choose(zoom=zoom)
    settle()
    document, workspace = window.session.document, workspace_of(window)
    assert document is not None
    for template in SHIPPED[:2]:
        document.apply(Replace(switched(document.value, window.session.library.required(template))))
        for tab in workspace.tabs.keys:
            workspace.show_tab(tab)
            settle()
            assert window.size() == QSize(1280, 720)
            assert cut(window) == [], (template, tab)


def test_nothing_is_cut_on_the_start_screen(example_window: MainWindow) -> None:
    window = example_window
    window.session.close()
    window.appearance.choose(zoom=175)
    settle()
    assert cut(window) == []


def test_nothing_is_cut_for_a_room(example_window: MainWindow) -> None:
    window = example_window
    window.presenter.toggle()
    for tab in workspace_of(window).tabs.keys:
        workspace_of(window).show_tab(tab)
        settle()
        assert cut(window) == [], tab
    window.presenter.toggle()


def test_every_tab_can_be_seen_where_letters_are_largest(example_window: MainWindow) -> None:
    window, tabs = example_window, workspace_of(example_window).tabs
    window.appearance.choose(zoom=175)
    settle()
    assert tabs.tabRect(tabs.count() - 1).right() <= tabs.width()
    assert tabs.tabRect(0).left() >= 0


def test_the_side_panel_goes_where_there_is_no_room_and_comes_back(example_window: MainWindow) -> None:
    window, workspace = example_window, workspace_of(example_window)
    assert workspace.panel.isVisible()
    window.appearance.choose(zoom=175)
    settle()
    assert not workspace.panel.isVisible()
    assert workspace.opener.isVisible()
    assert not workspace.views.isVisible()
    window.appearance.choose(zoom=100)
    settle()
    assert workspace.panel.isVisible()
    assert workspace.views.isVisible()
    window.resize(980, 720)
    settle()
    assert not workspace.panel.isVisible()
    window.resize(1280, 720)
    settle()
    assert workspace.panel.isVisible()


def test_what_a_person_chose_wins_over_the_room(example_window: MainWindow) -> None:
    window, workspace = example_window, workspace_of(example_window)
    window.appearance.choose(zoom=175)
    settle()
    workspace.opener.click()
    assert workspace.panel.isVisible()
    window.resize(1300, 720)
    settle()
    assert workspace.panel.isVisible()
    workspace.opener.click()
    assert not workspace.panel.isVisible()
    window.appearance.choose(zoom=100)
    settle()
    assert not workspace.panel.isVisible()  # it was closed by hand
    workspace.show_view("markdown")
    window.appearance.choose(zoom=175)
    settle()
    assert not workspace.panel.isVisible()
    window.appearance.choose(zoom=100)
    settle()
    assert workspace.panel.view == "markdown"
    assert workspace.panel.isVisible()


def test_the_strip_folds_to_its_sentence_and_unfolds(example_window: MainWindow) -> None:
    window, workspace = example_window, workspace_of(example_window)
    workspace.show_tab("timeline")
    settle()
    strip = workspace.page.findChild(PhaseStrip)
    assert strip is not None
    whole = strip.height()
    window.appearance.choose(zoom=175)
    settle()
    assert strip.is_sentence
    assert strip.height() < whole
    assert strip.shown_words.startswith("Impact")
    window.appearance.choose(zoom=100)
    settle()
    assert not strip.is_sentence
    assert strip.height() == whole


def test_the_title_is_whole_before_durations_are_shown(example_window: MainWindow) -> None:
    window = example_window
    window.appearance.choose(zoom=175)
    settle()
    title = next(label for label in window.header.findChildren(ElidedLabel) if label.text().startswith("Label"))
    assert title.shown_text == title.text()


def test_a_zoom_in_passing_ends_where_a_document_opened_at_that_zoom_begins(example_window: MainWindow) -> None:
    window = example_window

    def places() -> dict[str, list[tuple[str, QRect]]]:
        found = {}
        for tab in ("overview", "whys", "actions", "signoff"):
            workspace_of(window).show_tab(tab)
            settle()
            inside = [widget for widget in workspace_of(window).page.findChildren(QWidget) if widget.isVisible()]
            found[tab] = [
                (type(widget).__name__, QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())) for widget in inside
            ]
        return found

    places()  # so that every page is there before
    window.appearance.choose(zoom=150)
    settle()
    passing = places()
    window.session.open_example()
    workspace_of(window).flush()
    assert places() == passing
