"""What can be done to the rows of a table: the part of the table of commands that a page with rows answers."""

from __future__ import annotations

from typing import NamedTuple

INSERT, EDIT, ROWS = "&Insert", "&Edit", "&Rows"


class RowCommand(NamedTuple):
    """A command by its id, as `Command` has it; `Page.row_command` gets the id."""

    id: str
    label: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = EDIT
    submenu: str = ROWS

    @property
    def words(self) -> str:
        """What it is called, in quotes, for a sentence."""
        return f"“{self.label.replace('&', '').rstrip('…')}”"


ROW_COMMANDS: tuple[RowCommand, ...] = (
    RowCommand("duplicate_rows", "Copy of the &rows", ("Ctrl+Shift+D",), "copy-plus", INSERT, ""),
    RowCommand("ask", "&Question about this row…", ("Ctrl+Shift+Q",), "circle-question-mark", INSERT, ""),
    RowCommand("mark", "&Kind and phases…", ("Ctrl+M",), "tag"),
    RowCommand("next_kind", "&Next kind", ("Ctrl+Shift+K",)),
    RowCommand("merge", "&Merge into one", ("Ctrl+Shift+M",), "merge"),
    RowCommand("shift", "&Shift the times…", ("Ctrl+Shift+H",), "clock"),
    RowCommand("day_earlier", "Put a day &earlier", (), "calendar-minus"),
    RowCommand("day_later", "Put a day &later", (), "calendar-plus"),
    RowCommand("dispute", "Dispute this &time…", ("Ctrl+Shift+T",), "clock-alert"),
    RowCommand("answer", "&Answer the question…", ("Ctrl+Shift+W",), "message-circle-reply"),
    RowCommand("next_missing", "Next &gap of this table", ("Ctrl+F8",), "arrow-down"),
    RowCommand("previous_missing", "&Previous gap of this table", ("Ctrl+Shift+F8",)),
    RowCommand("fill_down", "Fill &down", ("Ctrl+D",), "arrow-down-to-line"),
    RowCommand("fill_right", "Fill &right", ("Ctrl+R",), "arrow-right-to-line"),
)
