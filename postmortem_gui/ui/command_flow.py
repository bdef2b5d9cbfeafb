"""What lies over the window: the palette, which does what is chosen, the sheet of keys, and what was said lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.editing.removals import UNDO_STEP
from postmortem_gui.ui.command import SEPARATOR, cap_words
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.overlay import Overlay

if TYPE_CHECKING:
    from postmortem_gui.ui.main_window import MainWindow
    from postmortem_gui.ui.palette_items import Item
    from postmortem_gui.ui.ticket_flow import TicketFlow


_ANY = Postmortem(
    facts={
        "title": "Label printing stopped",
        "incident_id": "INC-2026-11-03-002",
        "date": "2026-11-03",
        "severity": "P1",
        "status": "draft",
    }
)
"""A document to show the preferences with where none is open."""


class CommandFlow(QObject):
    """Opens one of them at a time, with what can be done and gone to at that moment.

    They are imported when they are asked for: the first look can do without.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tickets: TicketFlow | None = None

    @property
    def tickets(self) -> TicketFlow:
        """What leads to a tracker and back, and shows what comes back before it is taken."""
        if self._tickets is None:
            from postmortem_gui.ui.ticket_flow import TicketFlow

            self._tickets = TicketFlow(self._window)
        return self._tickets

    def show_palette(self) -> None:
        """Offer every command that can be done now, and every place of the open document."""
        from postmortem_gui.ui.command_palette import CommandPalette

        self._clear()
        palette = CommandPalette(self._window, self._items())
        palette.command_chosen.connect(self._do)
        palette.place_chosen.connect(self.go_to)

    def show_shortcuts(self) -> None:
        """Show every key of the window."""
        from postmortem_gui.ui.shortcut_sheet import ShortcutSheet

        self._clear()
        ShortcutSheet(self._window, COMMANDS)

    def show_preferences(self, *, tickets: bool = False) -> None:
        """Ask what the person prefers; with `tickets` the keyboard is where their page is entered."""
        from postmortem_gui.ui.preferences import PreferencesPanel

        self._clear()
        window = self._window
        library = window.session.library
        document = window.session.document
        shown = document.value if document else _ANY
        panel = PreferencesPanel(window, window.settings, window.appearance, library, window.prompts, shown)
        panel.changed.connect(window.preferred)
        if tickets:
            panel.go_to_tickets()

    def show_renaming(self) -> None:
        """Ask who is to be called by which other name."""
        from postmortem_gui.ui.rename_panel import RenamePanel

        document = self._window.session.document
        if document is not None:
            self._clear()
            RenamePanel(self._window, document).renamed.connect(self._on_renamed)

    def _on_renamed(self, words: str) -> None:
        self._window.messages.show(Message("done", words, (Offer("Undo", UNDO_STEP),)))

    def show_open_points(self) -> None:
        """Show what the rules find, with the keyboard in the list of it."""
        if self._window.workspace is not None:
            self._window.workspace.show_view("readiness")
            self._window.workspace.side.take_focus()

    def show_messages(self) -> None:
        """Show what the window said lately."""
        self._clear()
        self._window.messages.show_list(self._window)

    def _clear(self) -> None:
        for overlay in self._window.findChildren(Overlay):
            if not overlay.isHidden():
                overlay.dismiss()

    def _items(self) -> list[Item]:
        from postmortem_gui.ui.palette_items import command_item, place_items

        items: list[Item] = []
        for command in COMMANDS:
            action = None if command.id == SEPARATOR else self._action(command.id)
            if action is not None and action.isEnabled() and command.id != "palette":
                keys = command.usual()
                menu = command.menu.replace("&", "")
                name = command.named(action.text())
                items.append(command_item(command.id, name, command.icon, menu, cap_words(keys[0]) if keys else ""))
        workspace = self._window.workspace
        if workspace is not None:
            tabs = {tab.key: (tab.label, tab.icon) for tab in workspace.tabs.tabs}
            items += place_items(workspace.document.value, tabs)
        return items

    def _action(self, command: str) -> QAction | None:
        return next((action for action in self._window.actions() if action.objectName() == command), None)

    def _do(self, command: str) -> None:
        action = self._action(command)
        if action is not None:
            action.trigger()

    def go_to(self, place: Place) -> None:
        """Bring a place of the open document into view, with the caret in it."""
        if self._window.workspace is not None:
            self._window.workspace.go_to(place)
