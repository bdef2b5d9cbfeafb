"""Everything that can stand beside the editor, one at a time: the document as it is read, and what the rules find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from postmortem_gui.core.places import Place
from postmortem_gui.editing.document import Document
from postmortem_gui.ui.side_panel import SidePanel

if TYPE_CHECKING:
    from postmortem_gui.checks.findings import Finding
    from postmortem_gui.editing.readiness import Readiness
    from postmortem_gui.ui.readiness_view import ReadinessView

VIEWS = (("preview", "Preview"), ("markdown", "Markdown"), ("readiness", "Readiness"), ("hide", "Hide"))
"""What can be shown; `hide` gives the room to the editor."""
SHARES = {"readiness": (70, 30)}
"""How the editor and what is beside it share the width, in percent, where it is not the usual 60 to 40."""


class Side(QStackedWidget):
    """The side of the editor. The rules are asked from `start` on; the list of what they find is made when wanted."""

    looked = Signal(object)
    """Carries the Report whenever the rules say something else."""
    place_wanted = Signal(object)
    """Carries the Place of a finding that a person goes to."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.panel = SidePanel()
        self.addWidget(self.panel)
        self.readiness: Readiness | None = None
        self._list: ReadinessView | None = None
        self.name = ""
        """The name of the person at this machine, offered to whoever sets a rule aside."""

    @property
    def view(self) -> str:
        """The key of the view that is on; `hide` is never on."""
        return self.panel.view if self.currentWidget() is self.panel else "readiness"

    def start(self) -> Readiness:
        """Return what asks the rules; from the first call on it watches the document."""
        if self.readiness is None:
            from postmortem_gui.editing.readiness import Readiness

            self.readiness = Readiness(self._document, self)
            self.readiness.looked.connect(self.looked)
            self.looked.emit(self.readiness.report)
        return self.readiness

    def show_view(self, view: str) -> None:
        """Turn a view on and bring it up to date."""
        if view == "readiness":
            found = self._findings()
            self.setCurrentWidget(found)
            found.refresh()
        else:
            self.setCurrentWidget(self.panel)
            self.panel.show_view(view)
            self.panel.refresh()

    def next_gap(self, tab: str, place: Place | None, step: int) -> Finding | None:
        """Return the finding so many places on from where a person is, and select it in the list."""
        finding = self.start().next_gap(tab, place, step)
        if finding is not None and self._list is not None:
            self._list.select(finding)
        return finding

    def take_focus(self) -> None:
        """Put the keyboard into the view that is on."""
        view = self.currentWidget() or self.panel
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Ask no more: the document is about to be closed."""
        if self.readiness is not None:
            self.readiness.stop()

    def _findings(self) -> ReadinessView:
        if self._list is None:
            from postmortem_gui.ui.readiness_view import ReadinessView

            self._list = ReadinessView(self._document, self.start())
            self._list.place_wanted.connect(self.place_wanted)
            self.addWidget(self._list)
        self._list.name = self.name
        return self._list
