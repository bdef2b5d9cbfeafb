"""Where the Tab key goes: through the regions of the window as they are read, in whichever order they were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_ABOVE = 30
"""Pixels above and below a stop that are shown with it."""


def step_focus(regions: Sequence[QWidget], *, forward: bool) -> bool:
    """Put the keyboard on the next stop, or the one before; behind the last comes the first. False without any."""
    chain = focus_chain(regions[0].window()) if regions else []
    stops = [stop for region in regions for stop in _stops_of(region, chain)]
    focused = QApplication.focusWidget()
    if not stops:
        return False
    step = 1 if forward else -1
    at = stops.index(focused) + step if focused in stops else min(0, step)
    stop = stops[at % len(stops)]
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _show(stop)
    return True


def _show(stop: QWidget) -> None:
    """Scroll to a stop with what is just above it, its label; of one that is very high, to the caret."""
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (inside := around.widget()) is not None and inside.isAncestorOf(stop):
            if stop.height() > around.viewport().height() // 2:
                around.ensureWidgetVisible(stop)
            else:
                middle = stop.mapTo(inside, stop.rect().center())
                around.ensureVisible(middle.x(), middle.y(), 0, stop.height() // 2 + _ABOVE)
        around = around.parentWidget()


def stops_in(region: QWidget) -> Iterator[QWidget]:
    """Return what the Tab key stops at in a region that can be seen, in the order in which Qt keeps it."""
    return _stops_of(region, focus_chain(region.window()))


def _stops_of(region: QWidget, chain: Sequence[QWidget]) -> Iterator[QWidget]:
    for widget in chain:
        if (region is widget or region.isAncestorOf(widget)) and _stops(widget):
            yield widget


def focus_chain(window: QWidget) -> list[QWidget]:
    """Return everything in a window in the order of the Tab key, whether it stops there or not.

    PySide takes what `nextInFocusChain` returns for a child of the widget that was asked: when that one is deleted, all
    that Qt itself made in the widgets behind it (text documents, viewports) counts as deleted for Python. So the window
    is never asked for from its last widget, and `findChildren` gives everything back to where it belongs.
    """
    chain, last = [], window.previousInFocusChain()
    widget: QWidget | None = window
    while widget is not None and widget is not last:
        widget = widget.nextInFocusChain()
        if widget is not None:
            chain.append(widget)
    window.findChildren(QWidget)
    return chain


def _stops(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return (
        widget.focusPolicy() & tab == tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
    )
