"""The commands about tickets: the part of the table of commands that `ticket_flow` answers."""

from __future__ import annotations

from postmortem_gui.ui.command import Command
from postmortem_gui.ui.row_commands import EDIT

_TICKETS = "&Tickets"

TICKET_COMMANDS: tuple[Command, ...] = (
    Command(
        "new_ticket",
        "&New ticket…",
        EDIT,
        lambda w: w.lookup.tickets.open_new(),
        ("Ctrl+Shift+N",),
        "ticket-plus",
        _TICKETS,
    ),
    Command(
        "take_keys",
        "Take ticket &keys…",
        EDIT,
        lambda w: w.lookup.tickets.take_keys(),
        ("Ctrl+Shift+I",),
        "ticket",
        _TICKETS,
    ),
    Command(
        "take_status",
        "Take &status from a tracker's CSV…",
        EDIT,
        lambda w: w.lookup.tickets.take_status(),
        (),
        "ticket-check",
        _TICKETS,
    ),
)
