"""New, open, save, revert, close: what is asked before, and what happens after the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from postmortem_gui.core.template import Template
from postmortem_gui.editing.messages import Message
from postmortem_gui.editing.session import Session
from postmortem_gui.render.file_names import file_name
from postmortem_gui.storage.loading import ASK_FROM_BYTES, MAX_BYTES, LoadError
from postmortem_gui.storage.recovery import Recovered
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.storage.text_files import read_text
from postmortem_gui.ui.prompts import SUFFIX, TEXTS, Prompts
from postmortem_gui.ui.sheet import Answer, Sheet

Then = Callable[[], None]


class FileFlow(QObject):
    """Leads a person through everything that could cost them work. It asks in sheets of the window, one at a time."""

    rows_wanted = Signal(str)
    """Carries a text whose lines shall become rows of a timeline."""

    def __init__(self, window: QWidget, session: Session, prompts: Prompts, settings: SettingsFile) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self._session = session
        self._prompts = prompts
        self._sheet: Sheet | None = None
        self._on_answer: dict[str, Then] = {}
        self._after_save: Then | None = None
        self._recovered: Recovered | None = None
        session.save_ended.connect(self._on_save_ended)

    # ── What a person can ask for ──

    def start_new(self, template: Template) -> None:
        """Open a new document in a layout."""
        self.leave(lambda: self._session.start_new(template))

    def show_start(self) -> None:
        """Close the document and show what one can start from."""
        self.leave(self._session.close)

    def open_example(self) -> None:
        """Open a copy of the example."""
        self.leave(self._session.open_example)

    def open_file(self) -> None:
        """Ask for a file and open it."""
        path = self._prompts.file_to_open(self._window, self._folder())
        if path:
            self.open_path(path)

    def import_file(self) -> None:
        """Ask for a file and take in what is in it."""
        path = self._prompts.file_to_import(self._window, self._folder())
        if path:
            self.take_path(path)

    def take_path(self, path: Path) -> None:
        """Open a document, or one that a PDF carries; the lines of a text or a table become rows of the timeline."""
        if path.suffix.lower() not in TEXTS:
            self.open_path(path)
            return
        try:
            text = read_text(path)
        except LoadError as error:
            self._session.told.emit(Message("error", error.sentence))
        else:
            self.rows_wanted.emit(text)

    def open_path(self, path: Path) -> None:
        """Open a file; one that is unusually large only after a question. About a bad one nothing else is asked."""
        try:
            size = path.stat().st_size
        except (OSError, ValueError):
            size = 0  # opening it says what is wrong
        if not ASK_FROM_BYTES < size <= MAX_BYTES:
            self._open(path)
            return
        self._ask(
            "Open a very large file?",
            f"“{path.name}” is {size // (1024 * 1024)} MiB, far larger than usual. Opening it can take a while.",
            (("open", "Open it", "primary"), ("no", "Leave it", "plain")),
            {"open": lambda: self._open(path)},
        )

    def recover(self, found: Recovered) -> None:
        """Open what was saved from a crash."""
        self.leave(lambda: self._session.recover(found))

    def discard(self, found: Recovered) -> None:
        """Ask whether recovered work may go."""
        self._recovered = found
        self._ask(
            "Discard the recovered work?",
            f"“{found.title or 'Untitled postmortem'}” has edits that are in no file. They are kept for 14 days in the "
            "program's own folder and then deleted.",
            (("discard", "Discard", "danger"), ("no", "Keep it", "plain")),
            {"discard": self._discard_recovered},
        )

    def save(self, then: Then | None = None) -> None:
        """Save to the file of the document, or ask for one. `then` is done only when it is saved."""
        if self._session.path is None:
            self.save_as(then)
            return
        self._after_save = then
        self._session.save()

    def save_as(self, then: Then | None = None) -> None:
        """Ask for a file and save to it."""
        document = self._session.document
        if document is None:
            return
        name = file_name(document.value, SUFFIX, self._settings.value.file_names)
        suggested = self._session.path or self._folder() / name
        path = self._prompts.file_to_save(self._window, suggested)
        if path is None:
            return
        self._after_save = then
        self._session.save(path)

    def revert(self) -> None:
        """Ask, then go back to the saved file; undo brings the edits back."""
        path, document = self._session.path, self._session.document
        if path is None or document is None:
            self._session.told.emit(Message("done", "There is no saved file to go back to yet."))
            return
        self._ask(
            "Go back to the saved file?",
            f"The document will be as it is in “{path.name}”. You can undo this.",
            (("revert", "Revert", "primary"), ("no", "Keep editing", "plain")),
            {"revert": self._session.revert},
        )

    def leave(self, then: Then) -> None:
        """Do something that puts the open document away, after asking where there are unsaved edits."""
        document = self._session.document
        if document is None or not document.is_modified:
            then()
            return
        title = document.value.fact("title") or "Untitled postmortem"
        self._ask(
            "Save before closing?",
            f"“{title}” has edits that are not in its file.",
            (
                ("save", "Save", "primary"),
                ("discard", "Discard the edits", "danger"),
                ("stay", "Keep editing", "plain"),
            ),
            {"save": lambda: self.save(then), "discard": then},
        )

    # ── The answers ──

    def _ask(self, title: str, sentence: str, answers: Sequence[Answer], on_answer: dict[str, Then]) -> None:
        if self._sheet is not None:
            return  # one question at a time; this one comes again when it is asked for again
        self._on_answer = on_answer
        self._sheet = Sheet(self._window, title, sentence, answers)
        self._sheet.answered.connect(self._on_answered)

    def _on_answered(self, key: str) -> None:
        self._sheet = None
        then = self._on_answer.get(key)
        if then:
            then()

    def _on_save_ended(self, saved: bool) -> None:
        then, self._after_save = self._after_save, None
        if saved and then:
            then()

    def _open(self, path: Path) -> None:
        opening = self._session.read(path)
        if opening is not None:
            self.leave(lambda: self._session.open_read(opening))

    def _discard_recovered(self) -> None:
        if self._recovered:
            self._recovered.discard()
            if self._session.document is None:
                self._session.opened.emit(None)

    def _folder(self) -> Path:
        """Return where people keep their postmortems: where the last one was, else their documents."""
        if self._session.path:
            return self._session.path.parent
        for each in self._session.recent.files():
            if each.path.parent.is_dir():
                return each.path.parent
        documents = Path.home() / "Documents"
        return documents if documents.is_dir() else Path.home()
