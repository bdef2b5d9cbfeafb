"""Which widget shows which place of the document: to tell where the caret is, and to put it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from postmortem_gui.core.places import Place
from postmortem_gui.ui.regions import focus_chain

_PLACE = "place"


def mark(widget: QWidget, place: Place) -> None:
    """Say that a widget, with all that is in it, shows a place."""
    widget.setProperty(_PLACE, str(place))


def place_of(widget: QObject | None, within: QWidget) -> Place | None:
    """Return the place that a widget shows, or the next around it up to `within`; None where there is none."""
    while widget is not None:
        text = widget.property(_PLACE)
        if text:
            return Place.of(text)
        if widget is within:
            return None
        widget = widget.parent()
    return None


def widget_of(within: QWidget, place: Place) -> QWidget | None:
    """Return the widget that shows a place, or else its row, or else its part; None when none does."""
    marked = (child for child in within.findChildren(QWidget) if child.property(_PLACE))
    shown = {str(child.property(_PLACE)): child for child in reversed(list(marked)) if not _is_put_away(child, within)}
    steps = [step for step in (place.part, place.row, place.field) if step is not None]
    while steps:
        if found := shown.get("/".join(steps)):
            return found
        steps.pop()
    return None


def _is_put_away(widget: QWidget, within: QWidget) -> bool:
    """Tell whether a widget, or one around it, was hidden on purpose: perhaps it is about to be deleted.

    What was never shown counts as hidden for Qt, and is none of these.
    """
    around: QWidget | None = widget
    while around is not None and around is not within:
        if around.isHidden() and around.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return True
        around = around.parentWidget()
    return False


def focus(widget: QWidget) -> None:
    """Scroll a widget into view, and put the keyboard into it, or into the first thing in it that takes it.

    Where the keyboard is in it already it stays where it is.
    """
    focused = QApplication.focusWidget()
    is_there = focused is not None and (focused is widget or widget.isAncestorOf(focused))
    takes = focused if is_there else next((stop for stop in _stops(widget) if _takes_keyboard(stop, widget)), widget)
    if takes is not None and not is_there:
        takes.setFocus(Qt.FocusReason.OtherFocusReason)
    reveal(widget)


def reveal(widget: QWidget) -> None:
    """Scroll a widget into view, and leave the keyboard where it is."""
    around: QObject | None = widget.parent()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 12, 12)
        around = around.parent()


def order(stops: Iterable[QWidget]) -> None:
    """Let the Tab key go from one widget to the next, whichever of them was made last.

    Qt keeps the order only of widgets that are in their window already: call it when they are shown, too.
    """
    for before, behind in pairwise(stops):
        QWidget.setTabOrder(before, behind)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and what is in it, in the order of the Tab key."""
    chain = focus_chain(widget.window())
    at = chain.index(widget) if widget in chain else 0
    yield widget
    yield from (stop for stop in (*chain[at:], *chain[:at]) if widget.isAncestorOf(stop))


def _takes_keyboard(widget: QWidget, within: QWidget) -> bool:
    takes = widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and not isinstance(widget, QScrollArea) and not _is_put_away(widget, within)
