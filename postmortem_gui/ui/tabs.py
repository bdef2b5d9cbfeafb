"""The tabs of the window, once: what each is called, and how its page is made.

The pages are imported when they are made. The first look needs one of them, and all together cost more than Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from postmortem_gui.core.template import Template
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.library import Library
from postmortem_gui.ui.main_tabs import MainTab
from postmortem_gui.ui.page import Page

Maker = Callable[[Document, Library], Page]


class Tab(NamedTuple):
    """A tab of the window: its key, name and icon, how its page is made, and whether it is there for every template."""

    key: str
    label: str
    icon: str
    make: Maker
    always: bool = False


def _overview(document: Document, library: Library) -> Page:
    from postmortem_gui.ui.overview_page import OverviewPage

    return OverviewPage(document, library)


def _timeline(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.timeline_page import TimelinePage

    return TimelinePage(document)


def _whys(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.whys_page import WhysPage

    return WhysPage(document)


def _actions(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.actions_page import ActionsPage

    return ActionsPage(document)


def _narrative(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.narrative_page import NarrativePage

    return NarrativePage(document)


def _comms(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.comms_page import CommsPage

    return CommsPage(document)


def _signoff(document: Document, _library: Library) -> Page:
    from postmortem_gui.ui.signoff_page import SignoffPage

    return SignoffPage(document)


TABS: tuple[Tab, ...] = (
    Tab("overview", "Overview", "layout-dashboard", _overview, always=True),
    Tab("timeline", "Timeline", "clock", _timeline, always=True),
    Tab("whys", "5 Whys", "git-branch", _whys, always=True),
    Tab("actions", "Actions", "square-check-big", _actions, always=True),
    Tab("narrative", "Narrative", "file-text", _narrative),
    Tab("comms", "Comms", "megaphone", _comms),
    Tab("signoff", "Sign-off", "pen-line", _signoff),
)


def tabs_of(template: Template) -> list[MainTab]:
    """Return the tabs of a template: those that are always there, and those that it has sections for."""
    used = {spec.tab for spec in template.sections}
    return [MainTab(tab.key, tab.label, tab.icon) for tab in TABS if tab.always or tab.key in used]
