"""Every command of the window, once: menus, shortcuts and the README's list come from this table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.editing.messages import Message
from postmortem_gui.editing.removals import UNDO_STEP
from postmortem_gui.editing.session import READ_TEAM
from postmortem_gui.ui.command import SEPARATOR, Command, Do, Standard
from postmortem_gui.ui.copy_commands import COPY_COMMANDS, CopyCommand, copy
from postmortem_gui.ui.row_commands import INSERT, ROW_COMMANDS, RowCommand
from postmortem_gui.ui.ticket_commands import TICKET_COMMANDS
from postmortem_gui.ui.wanted import Wanted

if TYPE_CHECKING:
    from postmortem_gui.ui.main_window import MainWindow
    from postmortem_gui.ui.workspace import Workspace

_ENTER = ("Ctrl+Return", "Ctrl+Enter")
_FILE, _EDIT, _VIEW, _HELP = "&File", "&Edit", "&View", "&Help"
_COPY_AS = "Cop&y as"


def _here(do: Callable[[Workspace], object]) -> Do:
    """Make a command of something that the open document's workspace does."""
    return lambda window: window.workspace and do(window.workspace)


def _tab(at: int, label: str) -> Command:
    return Command(f"show_tab_{at + 1}", label, "&View", _here(lambda work: work.show_tab_at(at)), (f"Ctrl+{at + 1}",))


def _theme(name: str, label: str, icon: str) -> Command:
    return Command(
        f"use_{name}", label, "&View", lambda w: w.appearance.choose(theme=name), (), icon, "&Theme", document=False
    )


def _zoom(command: str, label: str, keys: tuple[Standard | str, ...], icon: str, step: int) -> Command:
    def do(window: MainWindow) -> None:
        window.appearance.step_zoom(step) if step else window.appearance.choose(zoom=100)

    return Command(command, label, _VIEW, do, keys, icon, "&Zoom", document=False)


def _export(command: str, label: str, wanted: Wanted, icon: str, key: str = "") -> Command:
    return Command(command, label, _FILE, lambda w: w.exports.ask(wanted), (key,) if key else (), icon, "&Export")


def _read_team(window: MainWindow) -> None:
    window.messages.withdraw(READ_TEAM)
    window.session.read_team()


def _separator(menu: str) -> Command:
    return Command(SEPARATOR, "", menu, lambda _window: None)


def _for_rows(row: RowCommand) -> Command:
    def do(window: MainWindow) -> None:
        if window.workspace is not None and not window.workspace.page.row_command(row.id):
            window.messages.show(Message("done", row.elsewhere))

    return Command(row.id, row.label, row.menu, do, row.keys, row.icon, row.submenu)


def _copy(each: CopyCommand) -> Command:
    return Command(each.id, each.label, _EDIT, lambda w: copy(w, each), each.keys, "copy", _COPY_AS)


_COPIES = tuple(map(_copy, COPY_COMMANDS))
_ROWS = tuple(_for_rows(row) for row in ROW_COMMANDS)

COMMANDS: tuple[Command, ...] = (
    Command("new", "&New…", _FILE, lambda w: w.files.show_start(), (Standard.New,), "file-plus", document=False),
    Command("open", "&Open…", _FILE, lambda w: w.files.open_file(), (Standard.Open,), "folder-open", document=False),
    Command("import", "&Import…", _FILE, lambda w: w.files.import_file(), (), "download", document=False),
    _separator(_FILE),
    Command("save", "&Save", _FILE, lambda w: w.files.save(), (Standard.Save,), "save"),
    Command("save_as", "Save &as…", _FILE, lambda w: w.files.save_as(), (Standard.SaveAs, "Ctrl+Shift+S")),
    Command("revert", "&Revert to the saved file…", _FILE, lambda w: w.files.revert()),
    _separator(_FILE),
    _export("export_markdown", "&Markdown…", Wanted("md"), "file-text", "Ctrl+E"),
    _export("export_pdf", "&PDF…", Wanted("pdf"), "file-down", "Ctrl+Shift+E"),
    _export("export_one_page", "PDF of &one page…", Wanted("pdf", one_page=True), "file"),
    _export("export_pdf_source", "PDF that &carries the document…", Wanted("pdf", with_source=True), "paperclip"),
    _export("export_html", "&HTML…", Wanted("html"), "globe"),
    _export("export_timeline", "&Timeline as CSV…", Wanted("csv"), "table"),
    _export("export_actions", "&Actions as CSV…", Wanted("csv", "actions"), "table"),
    _export("export_jira", "Actions for &Jira…", Wanted("csv", "actions", "jira"), "ticket"),
    _export("export_github", "Actions for &GitHub…", Wanted("csv", "actions", "github"), "ticket"),
    _export("export_linear", "Actions for &Linear…", Wanted("csv", "actions", "linear"), "ticket"),
    Command(
        "print",
        "&Print…",
        _FILE,
        lambda w: w.exports.ask(Wanted("pdf", to_print=True)),
        (Standard.Print,),
        "printer",
    ),
    _separator(_FILE),
    Command("close", "&Close", _FILE, lambda w: w.files.show_start(), (Standard.Close,)),
    Command("quit", "&Quit", _FILE, lambda w: w.close(), (Standard.Quit, "Ctrl+Q"), document=False),
    Command("undo", "&Undo", _EDIT, lambda w: w.undo(), (Standard.Undo,), "undo-2"),
    Command("redo", "&Redo", _EDIT, lambda w: w.redo(), (Standard.Redo, "Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    _separator(_EDIT),
    Command("add_below", "Add &below", INSERT, _here(lambda w: w.page.add_row()), _ENTER, "plus"),
    Command(
        "add_above",
        "Add &above, or another answer",
        INSERT,
        _here(lambda w: w.page.add_row(above=True)),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    ),
    Command("capture", "Quick &capture", INSERT, _here(lambda w: w.capture.take_focus()), ("Ctrl+J",), "zap"),
    _separator(_EDIT),
    Command(
        "copy_markdown",
        "&Markdown, whole document",
        _EDIT,
        _here(lambda w: w.panel.copy_markdown()),
        ("Ctrl+Shift+C",),
        "copy",
        _COPY_AS,
    ),
    *_COPIES,
    _separator(_EDIT),
    Command("find", "&Find…", _EDIT, _here(lambda w: w.finder.open()), (Standard.Find,), "search"),
    Command("find_next", "Find &next", _EDIT, _here(lambda w: w.finder.step(1)), (Standard.FindNext, "F3", "Ctrl+G")),
    Command(
        "find_previous",
        "Find &previous",
        _EDIT,
        _here(lambda w: w.finder.step(-1)),
        (Standard.FindPrevious, "Shift+F3", "Ctrl+Shift+G"),
    ),
    _separator(_EDIT),
    Command("rename_person", "Rename a pers&on…", _EDIT, lambda w: w.lookup.show_renaming(), (), "user-pen"),
    Command(READ_TEAM, "Read the &team's file again", _EDIT, _read_team, (), "users"),
    _separator(_EDIT),
    Command(
        "preferences",
        "&Preferences…",
        _EDIT,
        lambda w: w.lookup.show_preferences(),
        (Standard.Preferences, "Ctrl+,"),
        "settings",
        document=False,
    ),
    Command(
        "paste_rows", "&Paste rows…", INSERT, _here(lambda w: w.paste_rows()), ("Ctrl+Shift+V",), "clipboard-paste"
    ),
    *_ROWS,
    *TICKET_COMMANDS,
    Command(
        "palette",
        "Search or run a &command…",
        _VIEW,
        lambda w: w.lookup.show_palette(),
        ("Ctrl+K", "Ctrl+Shift+P"),
        "command",
        document=False,
    ),
    _separator(_VIEW),
    _tab(0, "&Overview"),
    _tab(1, "&Timeline"),
    _tab(2, "5 &Whys"),
    _tab(3, "&Actions"),
    _tab(4, "&Narrative"),
    _tab(5, "&Comms"),
    _tab(6, "&Sign-off"),
    Command("next_tab", "Ne&xt tab", _VIEW, _here(lambda w: w.step_tab(1)), ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", "Pre&vious tab", _VIEW, _here(lambda w: w.step_tab(-1)), ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    _separator(_VIEW),
    Command(
        "show_preview", "&Preview", _VIEW, _here(lambda w: w.show_view("preview")), ("Ctrl+Alt+P", "Alt+Shift+P"), "eye"
    ),
    Command(
        "show_markdown",
        "&Markdown",
        _VIEW,
        _here(lambda w: w.show_view("markdown")),
        ("Ctrl+Alt+M", "Alt+Shift+M"),
        "code",
    ),
    Command(
        "show_readiness",
        "&Readiness",
        _VIEW,
        _here(lambda w: w.show_view("readiness")),
        ("Ctrl+Alt+R", "Alt+Shift+R"),
        "list-checks",
    ),
    Command(
        "hide_panel",
        "&Hide the side panel",
        _VIEW,
        _here(lambda w: w.show_view("hide")),
        ("Ctrl+\\", "Alt+Shift+H"),
        "panel-right",
    ),
    Command("next_gap", "Next &gap", _VIEW, _here(lambda w: w.go_to_gap(1)), ("F8",), "arrow-down"),
    Command("previous_gap", "Previous ga&p", _VIEW, _here(lambda w: w.go_to_gap(-1)), ("Shift+F8",)),
    _separator(_VIEW),
    Command("present", "Presenter &view", _VIEW, lambda w: w.presenter.toggle(), ("F5", "Alt+Shift+S"), "presentation"),
    _separator(_VIEW),
    Command(
        "swap_zones",
        "Swap the two time &zones",
        _VIEW,
        _here(lambda w: w.swap_zones()),
        ("Ctrl+Shift+U", "Alt+Shift+Z"),
        "arrow-left-right",
    ),
    Command("zones", "Time z&ones…", _VIEW, _here(lambda w: w.choose_zones()), (), "globe"),
    _separator(_VIEW),
    _theme("light", "&Light", "sun"),
    _theme("dark", "&Dark", "moon"),
    _theme("system", "Like the &system", "monitor"),
    Command(
        "high_contrast",
        "&High contrast",
        _VIEW,
        lambda w: w.appearance.switch_contrast(),
        (),
        "contrast",
        "&Theme",
        document=False,
    ),
    _zoom("zoom_in", "&Larger", ("Ctrl+=", "Ctrl++", Standard.ZoomIn), "zoom-in", 1),
    _zoom("zoom_out", "S&maller", ("Ctrl+-", Standard.ZoomOut), "zoom-out", -1),
    _zoom("zoom_reset", "&Usual size", ("Ctrl+0",), "", 0),
    Command("example", "Open the &example", _HELP, lambda w: w.files.open_example(), (), "book-open", document=False),
    Command(
        "shortcuts",
        "&Keyboard shortcuts",
        _HELP,
        lambda w: w.lookup.show_shortcuts(),
        ("Ctrl+/", "F1"),
        "keyboard",
        document=False,
    ),
    Command(
        "messages",
        "Recent &messages",
        _HELP,
        lambda w: w.lookup.show_messages(),
        (),
        "messages-square",
        document=False,
    ),
    Command("about", "&About Postmortem", _HELP, lambda w: w.about(), (), "info", document=False),
)

OFFERS: dict[str, Callable[[MainWindow, str], object]] = {
    "save": lambda window, _: window.files.save(),
    "save_as": lambda window, _: window.files.save_as(),
    "overwrite": lambda window, _: window.session.overwrite(),
    "revert": lambda window, _: window.files.revert(),
    "ticket_page": lambda window, _: window.lookup.show_preferences(tickets=True),
    "open_written": lambda window, path: window.exports.open_outside(Path(path)),
    READ_TEAM: lambda window, _: window.session.read_team(),
    UNDO_STEP: lambda window, _: window.undo_step(),
    "show_in_folder": lambda window, path: window.exports.open_outside(Path(path).parent),
}
"""What a message can offer, by the name of its command; the text is the offer's argument."""
