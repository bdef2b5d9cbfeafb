"""Every command of the window, once: menus, shortcuts and the README's list come from this table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask the window to do: `id` names the window's method that does it.

    `keys` are standard keys or portable texts; the first is shown. `submenu` groups it below its menu. `document` says
    that it makes sense only while a document is open.
    """

    id: str
    label: str
    menu: str
    keys: tuple[Standard | str, ...] = ()
    icon: str = ""
    submenu: str = ""
    document: bool = True

    def sequences(self) -> list[QKeySequence]:
        """Return the key sequences on this system. X11 has no key for some standard ones, so a text may follow them."""
        found: list[QKeySequence] = []
        for key in self.keys:
            given = QKeySequence.keyBindings(key) if isinstance(key, Standard) else [QKeySequence(key)]
            found += [sequence for sequence in given if sequence not in found]
        return found


SEPARATOR = "-"

COMMANDS: tuple[Command, ...] = (
    Command("start_new", "&New…", "&File", (Standard.New,), "file-plus", document=False),
    Command("open_file", "&Open…", "&File", (Standard.Open,), "folder-open", document=False),
    Command(SEPARATOR, "", "&File"),
    Command("save", "&Save", "&File", (Standard.Save,), "save"),
    Command("save_as", "Save &as…", "&File", (Standard.SaveAs, "Ctrl+Shift+S")),
    Command("revert", "&Revert to the saved file…", "&File"),
    Command(SEPARATOR, "", "&File"),
    Command("export_markdown", "&Markdown…", "&File", ("Ctrl+E",), "file-text", submenu="&Export"),
    Command("export_pdf", "&PDF…", "&File", ("Ctrl+Shift+E",), "file-down", submenu="&Export"),
    Command("export_html", "&HTML…", "&File", (), "globe", submenu="&Export"),
    Command("export_timeline", "&Timeline as CSV…", "&File", (), "table", submenu="&Export"),
    Command("export_actions", "&Actions as CSV…", "&File", (), "table", submenu="&Export"),
    Command("print_document", "&Print…", "&File", (Standard.Print,), "printer"),
    Command(SEPARATOR, "", "&File"),
    Command("close_document", "&Close", "&File", (Standard.Close,)),
    Command("quit", "&Quit", "&File", (Standard.Quit, "Ctrl+Q"), document=False),
    Command("undo", "&Undo", "&Edit", (Standard.Undo,), "undo-2"),
    Command("redo", "&Redo", "&Edit", (Standard.Redo, "Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    Command(SEPARATOR, "", "&Edit"),
    Command("add_below", "Add &below", "&Edit", ("Ctrl+Return", "Ctrl+Enter"), "plus"),
    Command("add_above", "Add &above", "&Edit", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    Command(SEPARATOR, "", "&Edit"),
    Command("copy_markdown", "Copy the document as &Markdown", "&Edit", ("Ctrl+Shift+C",), "copy"),
    Command("show_tab_1", "&Overview", "&View", ("Ctrl+1",)),
    Command("show_tab_2", "&Timeline", "&View", ("Ctrl+2",)),
    Command("show_tab_3", "5 &Whys", "&View", ("Ctrl+3",)),
    Command("show_tab_4", "&Actions", "&View", ("Ctrl+4",)),
    Command("show_tab_5", "&Narrative", "&View", ("Ctrl+5",)),
    Command("show_tab_6", "&Comms", "&View", ("Ctrl+6",)),
    Command("show_tab_7", "&Sign-off", "&View", ("Ctrl+7",)),
    Command("next_tab", "Ne&xt tab", "&View", ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", "&Previous tab", "&View", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Command(SEPARATOR, "", "&View"),
    Command("show_preview", "Pre&view", "&View", ("Ctrl+Alt+P", "Alt+Shift+P"), "eye"),
    Command("show_markdown", "&Markdown", "&View", ("Ctrl+Alt+M", "Alt+Shift+M"), "code"),
    Command("hide_panel", "&Hide the side panel", "&View", ("Ctrl+\\", "Alt+Shift+H"), "panel-right"),
    Command(SEPARATOR, "", "&View"),
    Command("use_light", "&Light", "&View", submenu="&Theme", icon="sun", document=False),
    Command("use_dark", "&Dark", "&View", submenu="&Theme", icon="moon", document=False),
    Command("use_system", "Like the &system", "&View", submenu="&Theme", icon="monitor", document=False),
    Command("open_example", "Open the &example", "&Help", (), "book-open", document=False),
    Command("about", "&About Postmortem", "&Help", (), "info", document=False),
)
