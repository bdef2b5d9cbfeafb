"""Between the actions and a tracker: a new ticket by its own page, and keys and states by what it exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.editing.ticket_matching import has_ticket
from postmortem_gui.editing.ticket_source import TicketSource, Wanted, table_source, text_source
from postmortem_gui.editing.ticket_taking import Taking
from postmortem_gui.editing.work import Work
from postmortem_gui.importers.tracker_sheet import TrackerError
from postmortem_gui.importers.tracker_words import Order
from postmortem_gui.render.ticket_address import pattern_problem, ticket_address
from postmortem_gui.storage.loading import LoadError, read_document
from postmortem_gui.ui import clipboard
from postmortem_gui.ui.actions_page import ActionsPage
from postmortem_gui.ui.taking_panel import TakingPanel

if TYPE_CHECKING:
    from postmortem_gui.ui.main_window import MainWindow

TABLES = (".csv", ".tsv")
"""What the names of tables end with that trackers export."""
_TO_PREFERENCES = (Offer("Preferences…", "ticket_page"),)


class TicketFlow(QObject):
    """Leads through it. Nothing of a table is in the document before somebody has seen it and pressed Enter."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: TakingPanel | None = None
        self._source: TicketSource | None = None
        self._taking = Taking("", (), "")
        self._work: Work | None = None

    # ── A new ticket ──

    def open_new(self) -> None:
        """Open the tracker's own page for a new ticket, filled in from the action under the caret."""
        row, pattern = self._action(), self._window.settings.value.ticket_page.strip()
        if row is None:
            self._tell("A ticket is for an action: go to the Actions with Ctrl+4, and onto the row that it is for.")
        elif not row.description.strip():
            self._tell("Write down what will be done first: it is the title of the ticket.")
        elif has_ticket(row) and row.ticket is not None:
            self._tell(f"{_name(row)} has a ticket already: {row.ticket.key or row.ticket.url}.")
        elif not pattern:
            words = "No page for new tickets is known yet. Its address goes into the Preferences, under Tickets."
            self._window.messages.show(Message("info", words, _TO_PREFERENCES))
        elif problem := pattern_problem(pattern):
            self._window.messages.show(Message("warn", f"New tickets: {problem}", _TO_PREFERENCES))
        else:
            self._open(row, pattern)

    def _open(self, row: ActionItem, pattern: str) -> None:
        session = self._window.session
        if session.document is None:
            return
        address = ticket_address(session.document.value, row, pattern)
        if not self._window.prompts.open_address(address.url):
            words = "No browser on this computer opens it. Copy the actions for your tracker with Export instead."
            self._window.messages.show(Message("warn", words))
            return
        cut = " Its description is too long for an address and was cut." if address.is_cut else ""
        self._tell(f"A new ticket for {_name(row)} opens in your browser.{cut} Enter its key in the column Ticket.")

    def _action(self) -> ActionItem | None:
        workspace = self._window.workspace
        page = workspace.page if workspace else None
        row = page.grid.current_row() if isinstance(page, ActionsPage) else None
        return row if isinstance(row, ActionItem) else None

    # ── What comes back ──

    def take_keys(self) -> None:
        """Show which actions the tickets on the clipboard would go to; the panel takes files as well."""
        self._begin(text_source(clipboard.text()))

    def take_status(self) -> None:
        """Ask for a table of a tracker, and show what it would change."""
        if self._window.session.document is None:
            return
        path = self._window.prompts.table_to_open(self._window, self._folder())
        if path is not None:
            self._take(path, "status")

    def takes(self, path: Path) -> bool:
        """Take a table that was dropped, on the Actions or on the panel. Returns False for what is not for here."""
        workspace = self._window.workspace
        if workspace is None or path.suffix.lower() not in TABLES or (workspace.tab != "actions" and not self._panel):
            return False
        self._take(path, self._source.wanted if self._panel and self._source else "status")
        return True

    def _take(self, path: Path, wanted: Wanted) -> None:
        try:
            self._begin(table_source(read_document(path), path.name, wanted))
        except (LoadError, TrackerError) as error:
            if self._panel is not None:
                self._panel.show_problem(str(error))
            else:
                self._window.messages.show(Message("error", str(error)))

    def _folder(self) -> Path:
        path = self._window.session.path
        return path.parent if path else Path.home()

    def _begin(self, source: TicketSource) -> None:
        if self._window.session.document is None:
            return
        if self._panel is None:
            panel = self._panel = TakingPanel(self._window, source)
            panel.switched.connect(self._on_switched)
            panel.all_switched.connect(self._on_all_switched)
            panel.accepted.connect(self._on_accepted)
            panel.file_wanted.connect(self._on_file)
            panel.paste_wanted.connect(self._on_paste)
            panel.column_chosen.connect(self._on_column)
            panel.order_chosen.connect(self._on_order)
            panel.gone.connect(self._on_gone)
        self._read(source)

    def _read(self, source: TicketSource) -> None:
        """Show what a source would change; a large one is read beside the window."""
        document, panel = self._window.session.document, self._panel
        if document is None or panel is None:
            return
        self._source, self._work = source, None
        pm, today = document.value, self._window.session.today()
        if not source.is_large:
            self._show(source.taking(pm, today))
            return
        panel.show_reading(source)
        work = self._work = Work(lambda: source.taking(pm, today), self)
        work.finished.connect(self._on_read)
        work.start()

    def _on_read(self) -> None:
        work = self.sender()
        if not isinstance(work, Work):
            return
        if work is self._work and isinstance(work.answer, Taking):  # else another source was asked for meanwhile
            self._work = None
            self._show(work.answer)
        work.deleteLater()

    def _show(self, taking: Taking) -> None:
        self._taking = taking
        if self._panel is not None and self._source is not None:
            self._panel.show_taking(self._source, taking)

    # ── What a person does in the panel ──

    def _on_switched(self, at: int) -> None:
        self._decide(self._taking.switched(at))

    def _on_all_switched(self) -> None:
        self._decide(self._taking.all_switched())

    def _decide(self, taking: Taking) -> None:
        self._taking = taking
        if self._panel is not None:
            self._panel.show_decided(taking)

    def _on_file(self) -> None:
        path = self._window.prompts.table_to_open(self._window, self._folder())
        if path is not None and self._source is not None:
            self._take(path, self._source.wanted)

    def _on_paste(self) -> None:
        if self._source is not None and self._source.wanted == "title":
            self._read(text_source(clipboard.text()))

    def _on_column(self, field: str, at: int) -> None:
        if self._source is not None:
            self._read(self._source.with_column(field, at))

    def _on_order(self, order: str) -> None:
        if self._source is not None:
            self._read(self._source.with_order(cast("Order", order)))

    def _on_gone(self) -> None:
        self._panel = self._source = self._work = None

    def _on_accepted(self) -> None:
        taking, document = self._taking, self._window.session.document
        edit = taking.edit
        if self._panel is None or document is None or edit is None or self._work is not None:
            return
        self._panel.go()
        document.seal()
        document.apply(edit)
        document.seal()
        count = f"{taking.count} action{'' if taking.count == 1 else 's'}"
        self._tell(f"{taking.label}: {count} changed. Ctrl+Z takes it back.")
        first = next(one for one in taking.proposals if one.taken)
        if self._window.workspace is not None:
            self._window.workspace.go_to(Place("actions", first.action, "ticket"))

    def _tell(self, sentence: str) -> None:
        self._window.messages.show(Message("done", sentence))


def _name(row: ActionItem) -> str:
    return row.label or "this action"
