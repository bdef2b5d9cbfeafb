"""The window: menus and shortcuts, the start screen or the open document, and what the program has to say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QMenuBar, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui import __version__
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.editing.removals import UNDO_STEP, removal
from postmortem_gui.editing.session import Session
from postmortem_gui.render.blocks import Layout
from postmortem_gui.storage.recovery import found as recovered_work
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui import icons
from postmortem_gui.ui.appearance import Appearance
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.command import SEPARATOR, Command, cap_words
from postmortem_gui.ui.command_flow import CommandFlow
from postmortem_gui.ui.commands import COMMANDS, OFFERS
from postmortem_gui.ui.dropped import files_in
from postmortem_gui.ui.file_flow import FileFlow
from postmortem_gui.ui.header import HeaderBar
from postmortem_gui.ui.message_flow import MessageFlow
from postmortem_gui.ui.presenter import Presenter
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.regions import step_focus
from postmortem_gui.ui.room_prompts import RoomPrompts
from postmortem_gui.ui.search_pill import SearchPill
from postmortem_gui.ui.start_screen import StartScreen
from postmortem_gui.ui.status_bar import StatusBar
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from postmortem_gui.ui.export_flow import ExportFlow

OF_ROWS = ("timeline", "actions")
"""The tabs through which one steps row by row."""


class MainWindow(QMainWindow):
    """One window, one document. Every command of `commands.COMMANDS` is a method of it."""

    session: Session
    files: FileFlow
    lookup: CommandFlow
    workspace: Workspace | None

    appearance: Appearance
    settings: SettingsFile
    prompts: Prompts
    presenter: Presenter

    preferred = Signal()
    """Says that the person prefers something else than before."""

    def __init__(
        self,
        session: Session,
        settings: SettingsFile,
        appearance: Appearance,
        prompts: Prompts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.setMinimumSize(860, 560)
        self.session = session
        self.settings, self.prompts = settings, RoomPrompts(prompts, session)
        self.files = FileFlow(self, session, self.prompts, settings)
        self._exports: ExportFlow | None = None
        self.lookup = CommandFlow(self)
        self.workspace: Workspace | None = None
        self._actions: dict[str, QAction] = {}
        self._commands = {command.id: command for command in COMMANDS}
        self._closing = False
        self.header = HeaderBar()
        self.header.place_wanted.connect(self.lookup.go_to)
        self._start: StartScreen | None = None
        self.status = StatusBar(session)
        self._strips = QWidget()
        self._stack = QStackedWidget()
        self._arrange()
        self.presenter = Presenter(self)
        self.messages = MessageFlow(self._strips, self._stack, self)
        self.messages.taken.connect(self._on_offer)
        self.messages.toast.let_go.connect(self._take_focus)
        self.messages.said.connect(self.status.show_said)
        self.status.messages_wanted.connect(self.lookup.show_messages)
        self.status.save_elsewhere_wanted.connect(self.files.save_as)
        self.files.rows_wanted.connect(self._on_rows_wanted)
        session.opened.connect(self._on_opened)
        session.file_changed.connect(self._show_title)
        session.told.connect(self.messages.show)
        self.preferred.connect(self._take_paper)

    @property
    def start(self) -> StartScreen:
        """The screen to start from. It reads every template, so it is made when there is no document to show."""
        if self._start is None:
            start = self._start = StartScreen(self.session.library.templates())
            start.template_chosen.connect(self.files.start_new)
            start.path_chosen.connect(self.files.open_path)
            start.recovery_chosen.connect(self.files.recover)
            start.recovery_discarded.connect(self.files.discard)
            start.open_wanted.connect(self.files.open_file)
            start.import_wanted.connect(self.files.import_file)
            start.example_wanted.connect(self.files.open_example)
            self._stack.addWidget(start)
        return self._start

    def show_templates(self) -> None:
        """Offer the templates that there are now, and say what is wrong with them."""
        if self._start is not None:
            self._start.show_templates(self.session.library.templates())
            for notice in self.session.library.notices:
                self.messages.show(Message("warn", notice))

    @property
    def exports(self) -> ExportFlow:
        """What leads through an export. It comes with every format, so it is made when the first one is wanted."""
        if self._exports is None:
            from postmortem_gui.ui.export_flow import ExportFlow

            self._exports = ExportFlow(self, self.session, self.settings, self.prompts)
            self._exports.banner_wanted.connect(self.messages.show_banner)
            self._exports.points_wanted.connect(self.lookup.show_open_points)
        return self._exports

    # ── How it is put together ──

    def _arrange(self) -> None:
        bar = QMenuBar()
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            menu = menus.get(command.menu) or menus.setdefault(command.menu, bar.addMenu(command.menu))
            if command.submenu:
                key = f"{command.menu}/{command.submenu}"
                menu = menus.get(key) or menus.setdefault(key, menu.addMenu(command.submenu))
            if command.id == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._action(command))
        top = self._top = QWidget()
        top.setObjectName("menuRow")
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 0, 12, 0)
        row.addWidget(bar, 1, Qt.AlignmentFlag.AlignVCenter)
        pill = SearchPill(self._keys("palette"))
        pill.clicked.connect(self._actions["palette"].trigger)
        row.addWidget(pill)
        self._export = Button("Export", "download", "primary")
        self._export.setMenu(menus["&File/&Export"])
        right = QHBoxLayout()
        self._present = ToolButton("presentation", f"Present to a room ({self._keys('present')})", "Present")
        self._present.clicked.connect(self._actions["present"].trigger)
        right.addStretch(1)
        right.setSpacing(8)
        right.addWidget(self._present)
        right.addWidget(self._export)
        row.addLayout(right, 1)  # as wide as the menus, so that the pill is in the middle
        self.setMenuWidget(top)
        middle = self._middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._strips)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)

    def _keys(self, command: str) -> str:
        return cap_words(self._commands[command].usual()[0])

    def _action(self, command: Command) -> QAction:
        action = QAction(command.label, self)
        action.setObjectName(command.id)
        action.setShortcuts(command.sequences())
        action.setAutoRepeat(command.repeats)
        action.setIconVisibleInMenu(bool(command.icon))
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        action.triggered.connect(self._on_triggered)
        self.addAction(action)
        self._actions[command.id] = action
        return action

    def _on_opened(self, document: Document | None) -> None:
        """Show another document, or the start screen."""
        old, self.workspace = self.workspace, None
        if document is not None:
            self.workspace = Workspace(document, self.session.library)
            pictures = {name: content for name, (_, content) in self.session.pictures.items()}
            self.workspace.panel.preview.set_attachments(pictures)
            self._take_paper()
            self.workspace.side.name = self.settings.value.my_name
            self.workspace.looked.connect(self.status.show_report)
            self.workspace.laid_out.connect(self._on_laid_out)
            self.workspace.tabs.currentChanged.connect(self._show_steps)
            self.workspace.markdown_copied.connect(self._on_markdown_copied)
            document.changed.connect(self._on_changed)
            document.undo_stack.undoTextChanged.connect(self._name_undo)
            document.undo_stack.redoTextChanged.connect(self._name_redo)
            document.undo_stack.canUndoChanged.connect(self._actions["undo"].setEnabled)
            document.undo_stack.canRedoChanged.connect(self._actions["redo"].setEnabled)
            self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace or self.start)
        self.messages.toast.stand_over(self.workspace.pages if self.workspace else self._stack)
        if old is not None:
            self.messages.dismiss_news()
            old.leave()
            self._stack.removeWidget(old)
            old.deleteLater()
        for widget in (self.header, self.status, self._export, self._present):
            widget.setVisible(document is not None)
        if document is None:
            self.presenter.leave()
        self._fit()
        for command in COMMANDS:
            if command.document and command.id != SEPARATOR:
                self._actions[command.id].setEnabled(document is not None)
        for name in ("undo", "redo"):
            self._actions[name].setEnabled(False)
        self._name_undo("")
        self._name_redo("")
        self._show_document()
        self.status.show_file()
        self._show_steps()
        if self.workspace is not None:
            self.workspace.page.take_focus()
        if document is None:
            self.start.show_work(self.session.recent.files(), recovered_work(self.session.home), datetime.now(UTC))

    # ── What is shown ──

    def _on_rows_wanted(self, text: str) -> None:
        """Show lines as rows before they are in; without a document one is begun for them."""
        if self.workspace is None:
            self.session.start_new(self.session.library.required("blank"))
        if self.workspace is not None:
            self.workspace.take_rows(text)

    def _on_offer(self, offer: Offer) -> None:
        OFFERS[offer.command](self, offer.argument)

    def _on_changed(self, change: Change) -> None:
        self.messages.toast.withdraw(UNDO_STEP)  # the newest step is another one now
        told = removal(change)
        if told is not None:
            self.messages.show(told)
        self._show_document()

    def _show_document(self, _change: object = None) -> None:
        document = self.session.document
        if document is not None:
            self.header.show_postmortem(document.value)
            self.status.show_postmortem(document.value)
        self._show_title()

    def _show_title(self) -> None:
        document = self.session.document
        if document is None:
            self.setWindowTitle("Postmortem")
            self.setWindowModified(False)
            return
        name = self.session.path.name if self.session.path else document.value.fact("title") or "Untitled postmortem"
        self.setWindowTitle(f"{name}[*] — Postmortem")
        self.setWindowModified(document.is_modified)

    def _take_paper(self) -> None:
        if self.workspace is not None:
            self.workspace.panel.set_paper(self.settings.value.paper)

    def _on_laid_out(self, layout: Layout) -> None:
        self.status.show_layout(layout)

    def _show_steps(self, _tab: int = 0) -> None:
        self.status.room.show_steps(self.workspace is not None and self.workspace.tab in OF_ROWS)

    def _on_markdown_copied(self) -> None:
        self.messages.show(Message("done", "Copied as GitHub Markdown: the whole document"))

    def _name_undo(self, label: str) -> None:
        self._actions["undo"].setText(f"&Undo {label}".rstrip())

    def _name_redo(self, label: str) -> None:
        self._actions["redo"].setText(f"&Redo {label}".rstrip())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def _fit(self) -> None:
        """Give the document more of the height where there is little."""
        theme = current_theme()
        short = self.height() < theme.px(800)
        self._top.setHidden(theme.presenting)
        self._top.setFixedHeight(theme.px(42 if short else 46))
        self.header.set_short(short)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go through the window as it is read; pages are made when they are first shown, in any order."""
        document = self.workspace.regions if self.workspace else (self.start,)
        return step_focus(
            (self._top, *self.messages.banners, *document, self.messages.toast, self.status), forward=next
        )

    # ── Files dropped on the window, and closing it ──

    @override
    def setVisible(self, visible: bool) -> None:
        if visible:
            self.appearance.dress()
        super().setVisible(visible)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self.workspace is None and self._start is None:
            self._on_opened(None)
        super().showEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = files_in(event.mimeData())
        if files:
            event.acceptProposedAction()
            if not self.lookup.tickets.takes(files[0]):
                self.files.take_path(files[0])

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # first, so that an error below leaves the window, and the work, where they are
        if not self._closing:
            self.files.leave(self._close_now)
        if self._closing:
            event.accept()

    def _close_now(self) -> None:
        self._closing = True
        self.session.close()
        self.close()

    # ── What commands ask of the window itself ──

    def undo(self) -> None:
        """Take the last step back."""
        if self.session.document:
            self.session.document.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.session.document:
            self.session.document.undo_stack.redo()

    def undo_step(self) -> None:
        """Take the newest step back, and say so: whoever pressed the button does not look at the rows."""
        if self.session.document:
            label = self.session.document.undo_stack.undoText()
            self.undo()
            self.messages.show(Message("done", f"Undone: {label}"))

    def _take_focus(self) -> None:
        (self.workspace.page.take_focus if self.workspace else self.start.setFocus)()

    def about(self) -> None:
        """Say which program this is."""
        self.messages.show(Message("done", f"Postmortem {__version__}. Your documents stay on this machine."))

    def _on_triggered(self) -> None:
        action = self.sender()
        if action is not None:
            self._commands[action.objectName()].do(self)
