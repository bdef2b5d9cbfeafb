"""What stands beside the editor: the document as it will be read, or the Markdown that will be written."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from postmortem_gui.core.place_names import name_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render.blocks import Layout
from postmortem_gui.render.page_count import about_pages
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import ElidedLabel
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.markdown_view import MarkdownView
from postmortem_gui.ui.nearness import heading_of
from postmortem_gui.ui.paper import paper_here
from postmortem_gui.ui.preview import Preview

_COUNT_MS = 600
"""Without a change for so long, pages are counted again."""


class SidePanel(QFrame):
    """Shows the laid-out document in one of two ways. The one that is hidden is brought up to date when it is shown."""

    copied = Signal()
    """Says that the Markdown is on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "true")
        self.setAccessibleName("Side panel")
        self._layout: Layout | None = None
        self._trial: Layout | None = None
        self._place: Place | None = None
        self.preview = Preview()
        self.markdown = MarkdownView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.markdown)
        self._pm: Postmortem | None = None
        self._paper = ""
        self._where, self._row = ElidedLabel(role="name"), ElidedLabel(role="caption")
        self._what = ElidedLabel(role="caption")
        self._count = QTimer(self, interval=_COUNT_MS, singleShot=True)
        self._count.timeout.connect(self._describe)
        self._copy = ToolButton("copy", "Copy the document as Markdown (Ctrl+Shift+C)", "Copy")
        self._copy.clicked.connect(self.copy_markdown)
        head = QHBoxLayout()
        head.setContentsMargins(12, 2, 8, 2)
        head.setSpacing(6)
        head.addWidget(IconMark("locate-fixed", "accent_text", 14))
        head.addWidget(self._where)
        head.addWidget(self._row)
        head.addStretch(1)
        head.addWidget(self._what)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.show_view("preview")

    @property
    def view(self) -> str:
        """Which view is on: preview or markdown."""
        return "markdown" if self._stack.currentWidget() is self.markdown else "preview"

    def show_view(self, view: str) -> None:
        """Turn a view on; anything but `preview` and `markdown` leaves it as it is."""
        if view in ("preview", "markdown"):
            self._stack.setCurrentWidget(self.markdown if view == "markdown" else self.preview)
            self._copy.setVisible(view == "markdown")
            self._describe()
            self._show()
            self._name()

    def show_layout(self, layout: Layout, pm: Postmortem) -> None:
        """Show another version of the document; what is edited stays in view, unless somebody reads elsewhere."""
        self._layout, self._pm = layout, pm
        if self.isVisible():
            self._show()
            if self._place is not None and self._trial is None:
                self._shown.reveal(self._place)
            if self._what.text():
                self._count.start()
            else:
                self._describe()
        self._name()

    def show_trial(self, layout: Layout | None, rows: tuple[str, ...] = ()) -> None:
        """Show in the preview what the document would be, with the rows that would come in or change in green.

        None ends it. Nothing else learns of it: Markdown and what is copied stay those of the document.
        """
        begins = self._trial is None and layout is not None
        self._trial = layout
        self.preview.tint(frozenset(rows))
        self._show()
        if begins and rows:
            self.preview.reveal(Place("timeline", rows[0]))
        elif layout is None and self._place is not None:
            self.reveal(self._place)
        self._name()

    def set_paper(self, paper: str) -> None:
        """Count pages of `a4` or `letter` from now on; an empty text means the paper that is usual here."""
        self._paper = paper
        self._describe()

    def reveal(self, place: Place) -> None:
        """Bring what is edited into view, unless it is there already."""
        self._place = place
        if self._layout is None or not self.isVisible():
            return
        self._shown.reveal(place)
        self._name()

    def copy_markdown(self) -> None:
        """Put the whole document on the clipboard as Markdown."""
        if self._layout is not None:
            self.markdown.show_layout(self._layout)
            self.markdown.copy_all()
            self.copied.emit()

    def refresh(self) -> None:
        """Show what changed while the panel was hidden or showed the other view, and where the editor is."""
        self._show()
        if self._place is not None:
            self.reveal(self._place)

    @property
    def _shown(self) -> Preview | MarkdownView:
        return self.markdown if self.view == "markdown" else self.preview

    def _name(self) -> None:
        """Say which section is being edited, and what of it; where none is, which document this is."""
        if self._layout is None:
            return
        heading = heading_of(self._layout, self._place) if self._place else ""
        row = name_of(self._pm, self._place) if self._pm and self._place and heading else ""
        if row and heading == self._layout.title:  # the window says it already, and it is long
            heading, row = row, ""
        self._where.setText(heading or self._layout.title)
        if self.view == "markdown":
            self._row.setText(self.markdown.where)
        else:
            self._row.setText(row if self._trial is None else "green: would come in")

    def _describe(self) -> None:
        """Say how the document is laid out, and about how long it is on paper. That is counted when nobody types."""
        if self.view == "markdown":
            self._what.setText("as the file will be written")
        elif self._layout is not None and self._pm is not None:
            paper = self._paper or paper_here()
            pages = about_pages(self._layout, paper)
            count = f"about {pages} page{'s' if pages != 1 else ''}"
            self._what.setText(f"{self._pm.template.name} · {paper.title()}, {count}")

    def _show(self) -> None:
        shown = self._trial if self._trial is not None and self.view == "preview" else self._layout
        if shown is not None:
            self._shown.show_layout(shown)
