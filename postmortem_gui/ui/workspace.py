"""The open document on the screen: its tabs with an editor each, and the side panel that follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.timeline_times import swap_zones
from postmortem_gui.render.blocks import Layout
from postmortem_gui.storage.library import Library
from postmortem_gui.ui.buttons import SegmentedControl, ToolButton
from postmortem_gui.ui.capture_bar import CaptureBar
from postmortem_gui.ui.cards import hairline
from postmortem_gui.ui.find_bar import FindBar
from postmortem_gui.ui.main_tabs import MainTabs
from postmortem_gui.ui.name_completer import NameCompleter
from postmortem_gui.ui.page import Page
from postmortem_gui.ui.room import is_tight
from postmortem_gui.ui.side import SHARES, VIEWS, Side
from postmortem_gui.ui.tabs import TABS, tabs_of
from postmortem_gui.ui.theme import current_theme, restyled

if TYPE_CHECKING:
    from postmortem_gui.checks.findings import Report
    from postmortem_gui.editing.feed import PreviewFeed
    from postmortem_gui.editing.pasting import Trial


class Workspace(QWidget):
    """Everything that shows one open document."""

    laid_out = Signal(object)
    """Carries the Layout that the preview shows."""
    looked = Signal(object)
    """Carries the Report of the rules."""
    markdown_copied = Signal()

    def __init__(self, document: Document, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._library = library
        self._pages: dict[str, Page] = {}
        self._places: dict[str, Place] = {}
        self._is_laid_out = self._is_whole = False
        self._view, self._insists = "preview", False
        self._gaps: dict[str, int] = {}
        self._sizes: dict[str, list[int]] = {}
        self.tabs = MainTabs(tabs_of(document.value.template))
        self.tabs.edited.connect(self.show_tab)
        self.views = SegmentedControl("Side panel", VIEWS)
        self.views.edited.connect(self.show_view)
        self.views.show_value("preview")
        self.opener = ToolButton("panel-right", "Side panel: the document as it will be read", checkable=True)
        self.opener.clicked.connect(self._turn_panel)
        self.side = Side(document)
        self.side.place_wanted.connect(self.go_to)
        self.side.looked.connect(self._on_looked)
        self.panel = self.side.panel
        self.panel.preview.place_clicked.connect(self.go_to)
        self.panel.copied.connect(self.markdown_copied)
        self._stack = QStackedWidget()
        self.capture = CaptureBar(document, self._timeline_row)
        self.capture.added.connect(self._on_captured)
        self.capture.go_wanted.connect(self.go_to)
        self.capture.rows_wanted.connect(self.paste_rows)
        self.capture.leave_wanted.connect(self._take_focus)
        self.names = NameCompleter(document, self)
        self.finder = FindBar(document)
        self.finder.place_wanted.connect(self.go_to)
        self._splitter = self._split()
        self._arrange()
        self._feed: PreviewFeed | None = None
        document.changed.connect(self._on_changed)
        self.show_tab("overview")
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._do_later)

    # ── What a person can do here ──

    @property
    def tab(self) -> str:
        """The key of the tab that is on."""
        return self.tabs.value

    @property
    def page(self) -> Page:
        """The page that is on."""
        return self._page(self.tab)

    @property
    def place(self) -> Place | None:
        """Where the caret is or was on the tab that is on, else what the first section of the tab is about."""
        return self._places.get(self.tab) or self._first_place(self.tab)

    @property
    def pages(self) -> QWidget:
        """Where the pages are, one at a time: the editor, without the line for quick capture."""
        return self._stack

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """What the Tab key goes through, in this order."""
        return (self.tabs, self.views, self.opener, self.finder, self._stack, self.capture, self.side)

    def show_tab(self, key: str) -> None:
        """Turn a tab on; one that this template does not have changes nothing."""
        if key in self.tabs.keys:
            self.document.seal()
            self.tabs.show_value(key)
            self._stack.setCurrentWidget(self._page(key))
            if self.place is not None:
                self.panel.reveal(self.place)

    def show_tab_at(self, at: int) -> None:
        """Turn a tab on by its number in the full list of tabs, from 0, and go into it."""
        self.show_tab(TABS[at].key)
        self.page.take_focus()

    def step_tab(self, step: int) -> None:
        """Turn on the tab so many places to the right; behind the last comes the first."""
        keys = self.tabs.keys
        self.show_tab(keys[(keys.index(self.tab) + step) % len(keys)])
        self.page.take_focus()

    def take_rows(self, text: str) -> None:
        """Offer the lines of a text as rows of the timeline, as if they were pasted there."""
        from postmortem_gui.ui.timeline_page import TimelinePage

        self.show_tab("timeline")
        page = self.page
        if isinstance(page, TimelinePage):
            page.pasting.open(text)

    def paste_rows(self) -> None:
        """Offer what is on the clipboard as rows of the timeline, from whichever tab."""
        from postmortem_gui.ui.timeline_page import TimelinePage

        self.show_tab("timeline")
        if isinstance(self.page, TimelinePage):
            self.page.paste_rows()

    def show_view(self, view: str) -> None:
        """Show the preview, the Markdown, or nothing beside the editor, as a person wants it, room or no room."""
        self._view, self._insists = view, view != "hide" and self._is_tight()
        self._show_panel(view)

    def fit(self) -> None:
        """Give the side panel's room to the editor where there is little, and give it back where there is enough.

        What a person chose while there was little room stays until there is enough again.
        """
        tight = self._is_tight()
        presenting = current_theme().presenting
        self.views.setHidden(tight)
        self.opener.setVisible(tight and not presenting)
        self._insists = self._insists and tight
        self._show_panel("hide" if tight and not self._insists else self._view)

    def _turn_panel(self) -> None:
        self.show_view("hide" if not self.side.isHidden() else self.side.view)

    def _is_tight(self) -> bool:
        return current_theme().presenting or is_tight(self.width())

    def _show_panel(self, view: str) -> None:
        if view == self.views.value and self.side.isHidden() == (view == "hide"):
            return
        self._sizes[self.views.value] = self._splitter.sizes()
        self.views.show_value(view)
        self.opener.setChecked(view != "hide")
        self.side.setVisible(view != "hide")
        if view != "hide":
            self.side.show_view(view)
            wide = self._splitter.width()
            shares = [wide * share // 100 for share in SHARES.get(view, (60, 40))]
            self._splitter.setSizes(self._sizes.get(view, shares))

    def swap_zones(self) -> None:
        """Show the times in the second zone and the first beside it; without a second one, ask for it."""
        edit = swap_zones(self.document.value)
        if edit is None:
            self.choose_zones()
            return
        self.document.seal()
        self.document.apply(edit)
        self.document.seal()

    def choose_zones(self) -> None:
        """Open the choice of the two zones, on the Timeline."""
        from postmortem_gui.ui.timeline_page import TimelinePage

        self.show_tab("timeline")
        page = self.page
        if isinstance(page, TimelinePage):
            page.zone.choose()

    def go_to(self, place: Place) -> None:
        """Bring a place into view on whichever tab it is, with the caret in it."""
        likely = place.part if place.part in self.tabs.keys else self.tab
        for key in dict.fromkeys((likely, *self.tabs.keys)):
            if self._page(key).focus_place(place):
                self.tabs.show_value(key)
                self._stack.setCurrentWidget(self._page(key))
                self._places[key] = place
                self._page(key).focus_place(place)  # again: what was not shown had no size to scroll in
                return

    def go_to_gap(self, step: int) -> None:
        """Go to the next finding of the rules, or with -1 to the one before, wherever it is in the document."""
        finding = self.side.next_gap(self.tab, self._places.get(self.tab), step)
        if finding is not None:
            self.go_to(finding.place)

    def flush(self) -> None:
        """Do now what waits: the pages not made yet, the preview, the counts."""
        while not self._is_whole:
            self._do_later()
        self._fed().flush()

    def leave(self) -> None:
        """Show nothing more: the document is about to be closed."""
        self._later.stop()
        if self._feed is not None:
            self._feed.stop()
        self.side.stop()
        self.document.changed.disconnect(self._on_changed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.fit()

    # ── How it is put together ──

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 12, 0)
        row.addWidget(self.tabs, 1)
        for control in (self.views, self.opener):
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(hairline())
        column.addWidget(self.finder)
        column.addWidget(self._splitter, 1)

    def _split(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setContentsMargins(12, 10, 12, 8)
        splitter.setHandleWidth(8)
        splitter.setChildrenCollapsible(False)
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addWidget(self.capture)
        splitter.addWidget(editor)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 60)
        splitter.setStretchFactor(1, 40)
        editor.setMinimumWidth(420)
        self.side.setMinimumWidth(300)
        splitter.setSizes([600, 400])
        return splitter

    def _page(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = next(tab for tab in TABS if tab.key == key).make(self.document, self._library)
            page.place_changed.connect(self._on_place_changed)
            page.place_wanted.connect(self.go_to)
            page.tried.connect(self._on_tried)
            self._stack.addWidget(page)
            self._count(key)
        return page

    def _first_place(self, key: str) -> Place | None:
        """Return what the first section of a tab is about, None when the template prints nothing of it."""
        spec = next((spec for spec in self.document.value.template.sections if spec.tab == key and spec.heading), None)
        return spec.place if spec else None

    def _on_tried(self, trial: Trial | None) -> None:
        """Show in the preview what may come in; it is nothing to anybody else."""
        if trial is None:
            self.panel.show_trial(None)
        elif self.panel.isVisible() and self.panel.view == "preview":
            self.panel.show_trial(self._fed().try_out(trial.pm), trial.rows)

    def _on_place_changed(self, place: Place) -> None:
        # Of the page itself: who is led to another tab stands on a page that is not on yet.
        self._places.update({key: place for key, page in self._pages.items() if page is self.sender()})
        self.panel.reveal(place)

    def _timeline_row(self) -> str | None:
        place = self._places.get("timeline")
        return place.row if place else None

    def _on_captured(self, place: Place) -> None:
        if place.part == "timeline":
            self._places["timeline"] = place  # the next line counts from this one
        self._fed().flush()  # nobody types on in this moment, so the preview need not wait for a pause
        self.panel.reveal(place)

    def _take_focus(self) -> None:
        self.page.take_focus()

    def _fed(self) -> PreviewFeed:
        """Return what feeds the preview. It comes with all of Markdown, which the first look can do without."""
        if self._feed is None:
            from postmortem_gui.editing.feed import PreviewFeed

            self._feed = PreviewFeed(self.document, self)
            self._feed.laid_out.connect(self._on_laid_out)
        return self._feed

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_whole:  # now that the first look is on the screen
            self._later.start()

    def _do_later(self) -> None:
        """Make one thing that the first look does not need: the preview, then a page at a time."""
        if not self._is_laid_out:
            self._fed().flush()
            return
        if self.side.readiness is None:
            self.side.start()
            return
        missing = next((key for key in self.tabs.keys if key not in self._pages), None)
        if missing is None:
            self._is_whole = True
            self._later.stop()
        else:
            self._page(missing)

    def _on_laid_out(self, layout: Layout) -> None:
        self._is_laid_out = True
        self.panel.show_layout(layout, self.document.value)
        self.laid_out.emit(layout)

    def _on_changed(self, change: Change) -> None:
        if change.new.template is not change.old.template:
            self._take_template(change.new)
        for key in self._pages:
            self._count(key)
        if change.edit is None and change.place is not None:
            if self.capture.has_keyboard:  # whoever takes back a captured line writes the next one
                self.panel.reveal(change.place)
            else:
                self.go_to(change.place)

    def _take_template(self, pm: Postmortem) -> None:
        self.tabs.set_tabs(tabs_of(pm.template))
        for key in self._pages:
            self._count(key)
        self.show_tab(self.tab)

    def _on_looked(self, report: Report) -> None:
        self._gaps = self.side.start().gaps()
        for key in self._pages:
            self._count(key)
        self.looked.emit(report)

    def _count(self, key: str) -> None:
        """Show how much a tab holds, and how many findings on it block publishing."""
        gaps = self._gaps.get(key, 0)
        self.tabs.set_count(key, self._pages[key].count(), gaps)
