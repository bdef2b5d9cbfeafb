"""The document, a section or rows to the clipboard, in the form of the program that they are pasted into."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from postmortem_gui.core.places import Place
from postmortem_gui.editing.messages import Message

if TYPE_CHECKING:
    from postmortem_gui.ui.copied import Copied
    from postmortem_gui.ui.main_window import MainWindow
    from postmortem_gui.ui.workspace import Workspace

HTML, SLACK, MARKDOWN = "html", "slack", "markdown"
ALL, SECTION, ROWS = "all", "section", "rows"

_NAMES = {HTML: "HTML", SLACK: "Slack text", MARKDOWN: "GitHub Markdown"}
_NO_ROWS = "Rows are copied from the Timeline and the Actions: select some there first."
_NOT_PRINTED = "This template prints none of these rows. Ctrl+C copies them with all their columns."


class CopyCommand(NamedTuple):
    """A command by its id, as `Command` has it: what is copied, and as what."""

    id: str
    label: str
    form: str
    scope: str
    keys: tuple[str, ...] = ()


COPY_COMMANDS: tuple[CopyCommand, ...] = (
    CopyCommand("copy_markdown_section", "Markdown, this section", MARKDOWN, SECTION),
    CopyCommand("copy_markdown_rows", "Markdown, selected rows", MARKDOWN, ROWS),
    CopyCommand("copy_html", "&HTML, whole document", HTML, ALL, ("Alt+Shift+C",)),
    CopyCommand("copy_html_section", "HTML, this section", HTML, SECTION),
    CopyCommand("copy_html_rows", "HTML, selected rows", HTML, ROWS),
    CopyCommand("copy_slack", "&Slack text, whole document", SLACK, ALL),
    CopyCommand("copy_slack_section", "Slack text, this section", SLACK, SECTION, ("Alt+Shift+L",)),
    CopyCommand("copy_slack_rows", "Slack text, selected rows", SLACK, ROWS),
)


def copy(window: MainWindow, command: CopyCommand) -> None:
    """Put what the command says on the clipboard, as the preview shows it now, and say what was copied."""
    work = window.workspace
    if work is None:
        return
    found = _of(work, command.scope)
    if isinstance(found, str):
        window.messages.show(Message("info", found))
        return
    QGuiApplication.clipboard().setMimeData(_written(found, command.form))
    window.messages.show(Message("done", f"Copied as {_NAMES[command.form]}: {found.told}"))


def _of(work: Workspace, scope: str) -> Copied | str:
    """What is to be copied, or why there is nothing."""
    from postmortem_gui.render.layout import lay_out
    from postmortem_gui.ui import copied
    from postmortem_gui.ui.grid_page import GridPage

    page = work.page
    if isinstance(page, GridPage):
        page.grid.commit()
    layout = lay_out(work.document.value)
    if scope == ALL:
        return copied.whole(layout)
    if scope == SECTION:
        return copied.section(layout, work.place or Place("facts", "title"))
    if not isinstance(page, GridPage):
        return _NO_ROWS
    ids = {row.id for row in page.grid.selected_rows()}
    return (copied.rows(layout, page.grid.rows.part, ids) or _NOT_PRINTED) if ids else _NO_ROWS


def _written(found: Copied, form: str) -> QMimeData:
    from postmortem_gui.render.blocks import Layout
    from postmortem_gui.render.markdown import document_markdown
    from postmortem_gui.render.pasted import pasted_html
    from postmortem_gui.render.plain_text import plain_text
    from postmortem_gui.render.slack import slack_text

    data = QMimeData()
    if form == HTML:
        data.setHtml(pasted_html(found.blocks))
        data.setText(plain_text(found.blocks))
    elif form == SLACK:
        data.setText(slack_text(found.blocks))
    else:
        data.setText(document_markdown(Layout("", found.blocks)))
    return data
