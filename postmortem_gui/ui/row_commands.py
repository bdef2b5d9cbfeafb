"""What can be done to the rows of a table and to a why: the commands that the page which is on answers."""

from __future__ import annotations

from typing import NamedTuple

INSERT, EDIT, ROWS, WHYS = "&Insert", "&Edit", "&Rows", "&Whys"


class RowCommand(NamedTuple):
    """A command by its id, as `Command` has it; `Page.row_command` gets the id."""

    id: str
    label: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = EDIT
    submenu: str = ROWS
    hint: str = ""
    """Keys of the page itself, where the window has none for it."""

    @property
    def plain(self) -> str:
        """What it is called."""
        return self.label.replace("&", "").rstrip("…")

    @property
    def words(self) -> str:
        """What it is called, in quotes, for a sentence."""
        return f"“{self.plain}”"

    @property
    def key_words(self) -> str:
        """The key that does it, here or everywhere."""
        return next(iter(self.keys), self.hint)

    @property
    def elsewhere(self) -> str:
        """What is said on a page that has nothing of the kind."""
        home = "whys: go to them with Ctrl+3" if self.submenu == WHYS else "rows: go to the Timeline with Ctrl+2"
        return f"{self.words} is for {home} first."


def _why(name: str, label: str, keys: str = "", icon: str = "", hint: str = "") -> RowCommand:
    return RowCommand(f"why_{name}", label, (keys,) if keys else (), icon, EDIT, WHYS, hint)


WHY_COMMANDS: tuple[RowCommand, ...] = (
    _why("hypothesis", "A &hypothesis", "Alt+1", "circle-question-mark"),
    _why("confirmed", "&Confirmed", "Alt+2", "check"),
    _why("ruled_out", "&Ruled out", "Alt+3", "x"),
    _why("evidence", "Add &evidence…", "Ctrl+Shift+L", "link-2"),
    _why("stop", "&Stop here…", "Ctrl+Shift+X", "flag"),
    _why("primary", "Make it the &primary path", "Ctrl+Shift+Y", "route"),
    _why("factor", "Make it a contributing &factor", "Ctrl+Shift+B", "git-branch"),
    _why("up", "Move &up", "", "arrow-up", "Alt+Up"),
    _why("down", "Move &down", "", "arrow-down", "Alt+Down"),
    _why("in", "&Indent", "", "list-indent-increase", "Alt+Right"),
    _why("out", "&Outdent", "", "list-indent-decrease", "Alt+Left"),
    _why("delete", "De&lete; those below move up", "Ctrl+Shift+Backspace", "trash-2"),
    _why("back", "Read &back", "Ctrl+Shift+R", "book-open"),
    _why("problem", "Go to the proble&m", "Alt+Home", "zap"),
    _why("root", "&Go to the root cause", "Alt+End", "target"),
)
"""What can be done with the why under the caret."""

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
    *WHY_COMMANDS,
)
