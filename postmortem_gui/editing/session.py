"""Which document is open, from which file, and that nothing of it is lost. It asks nobody: the window does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from postmortem_gui.core.edits import Replace
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.editing.opening import Opening, read
from postmortem_gui.editing.saves import Pictures, Saved, save_failed, saved_as, saving
from postmortem_gui.editing.work import Work
from postmortem_gui.resources import resource
from postmortem_gui.storage import atomic, loading
from postmortem_gui.storage.atomic import SaveError
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.journal import Journal, JournalError
from postmortem_gui.storage.library import Library, new_document
from postmortem_gui.storage.loading import Loaded, LoadError
from postmortem_gui.storage.pdf_source import SourceError
from postmortem_gui.storage.pictures import read_pictures
from postmortem_gui.storage.recent import RecentFiles
from postmortem_gui.storage.recovery import Recovered
from postmortem_gui.storage.settings import Settings
from postmortem_gui.storage.team import FoundTeam, find_team, found_words

SYNC_MS = 800
"""How long an edit may wait before the disk confirms it; the system has it at once."""
READ_TEAM = "read_team"
"""The command that reads the team's file again."""
EXAMPLE = "examples/label-printing.postmortem.json"


class SaveState(Enum):
    """How the file stands to the document."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    SAVING = "saving"
    FAILED = "failed"


class Session(QObject):
    """The open document and its file: new, open, save, revert, close, and the journal behind every edit."""

    opened = Signal(object)
    """Carries the Document, or None when there is none any more."""
    file_changed = Signal()
    """Says that the path, the save state or the time of saving is another one."""
    told = Signal(object)
    """Carries a Message for the person."""
    save_ended = Signal(bool)
    """Says whether the last save did it."""

    def __init__(
        self,
        home: Home,
        library: Library,
        parent: QObject | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self.home = home
        self.library = library
        self.recent = RecentFiles(home)
        self._clock = clock
        self.document: Document | None = None
        self.path: Path | None = None
        self.state = SaveState.SAVED
        self.saved_at: datetime | None = None
        self.failure: SaveError | None = None
        """Why the document could not be saved, until a save has done it."""
        self.pictures: Pictures = {}
        """The attachments that could be read, by id: the name of the file and its content."""
        self._settings = Settings()
        self._fingerprint: str | None = None
        self._journal: Journal | None = None
        self._work: Work | None = None
        self._saving: Document | None = None
        """Whose save is running: another document may be open when it ends."""
        self._save_again: Path | None = None
        self._sync = QTimer(self)
        self._sync.setSingleShot(True)
        self._sync.setInterval(SYNC_MS)
        self._sync.timeout.connect(self.sync_journal)

    # ── Opening ──

    def today(self) -> date:
        """Return the day on this machine."""
        return self._clock().astimezone().date()

    def prefer(self, settings: Settings) -> None:
        """Go by these preferences from now on: the zones of a new document, who ticks a box, and
        whose clocks a pasted chat shows."""
        self._settings = settings
        if self.document is not None:
            self.document.person, self.document.own_zone = settings.my_name, settings.my_zone

    def start_new(self, template: Template, title: str = "") -> None:
        """Open a new document in a layout. It has no file yet and nothing to lose."""
        settings = self._settings
        pm = new_document(template, title=title, zone=settings.zone or None)
        if settings.my_zone and settings.my_zone != pm.zone:
            pm = pm.but(second_zone=settings.my_zone)
        self._adopt(pm, None, saved=True)

    def open_example(self) -> None:
        """Open a copy of the example; it belongs to nobody, so saving asks where."""
        loaded = self._load(resource(EXAMPLE).read_bytes(), "the example")
        if loaded:
            self._adopt(loaded.postmortem, None, saved=True)

    def open_path(self, path: Path) -> bool:
        """Open a file: a document, or a PDF that carries its source. A bad one is said, and nothing else changes."""
        opening = self.read(path)
        if opening is not None:
            self.open_read(opening)
        return opening is not None

    def read(self, path: Path) -> Opening | None:
        """Read a file without opening it, so that a person is asked nothing about a bad one. A bad one is said."""
        try:
            return read(path, self.library.template)
        except (LoadError, SourceError) as error:
            self._tell_error(str(error))
            return None

    def open_read(self, opening: Opening) -> None:
        """Open what was read. The document of a PDF has no file yet, so it is unsaved."""
        pm, path = opening.postmortem, opening.path
        saved = path is not None
        self._adopt(pm, path, saved=saved, fingerprint=opening.fingerprint, pictures=opening.pictures)
        self._remember()
        for message in opening.messages:
            self.told.emit(message)

    def recover(self, found: Recovered) -> None:
        """Open what a program that ended too early had not saved. It is unsaved until somebody saves it."""
        recovered = found.read()
        pm = recovered.postmortem
        pictures = read_pictures(found.path, pm).found if found.path else {}
        self._adopt(pm, found.path, saved=False, fingerprint=found.fingerprint, pictures=pictures)
        if self._journal is not None:  # else the old journal is all that there is on the disk
            found.discard()
        words = "Recovered. Look it through and save it."
        if recovered.left:
            words = f"Recovered, but the last {recovered.left} edits could not be read. Look it through and save it."
        self.told.emit(Message("info", words, (Offer("Save", "save"),)))

    def close(self) -> None:
        """Close the document. Unsaved edits, if somebody gave them up, lie aside for two weeks."""
        self._leave()
        old, self.document = self.document, None
        self.path, self._fingerprint = None, None
        self.saved_at, self.state = None, SaveState.SAVED
        self.opened.emit(None)
        if old is not None:
            old.retire()

    def _leave(self) -> None:
        self.failure = None
        self._save_again = None  # of the document that goes: its edits were saved or given up
        self._end_journal()

    def _load(self, data: bytes, name: str) -> Loaded | None:
        try:
            return loading.load(data, name=name, template_for=self.library.template)
        except LoadError as error:
            self._tell_error(error.sentence)
            return None

    def _adopt(
        self,
        pm: Postmortem,
        path: Path | None,
        *,
        saved: bool,
        fingerprint: str | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        self._leave()
        self.pictures = pictures or {}
        self.path, self._fingerprint, self.saved_at = path, fingerprint, None
        document = Document(pm, self, saved=saved)
        document.person, document.own_zone = self._settings.my_name, self._settings.my_zone
        found = find_team(self.home, path)
        document.take_team(found.team)
        document.changed.connect(self._on_changed)
        document.modified_changed.connect(self._on_modified)
        old, self.document = self.document, document
        self.state = SaveState.SAVED if saved else SaveState.UNSAVED
        self.opened.emit(document)
        if old is not None:
            old.retire()
        self._tell_team(found)
        if not saved:
            self._keep(pm)

    def read_team(self) -> None:
        """Read the team's file again, and say what was found."""
        if self.document is None:
            return
        found = find_team(self.home, self.path)
        self.document.take_team(found.team)
        self._tell_team(found)
        if not found.notices:
            self.told.emit(Message("done", found_words(found, self.home)))

    def _tell_team(self, found: FoundTeam) -> None:
        for notice in found.notices:
            self.told.emit(Message("warn", notice, (Offer("Read it again", READ_TEAM),)))

    # ── Saving ──

    def save(self, path: Path | None = None) -> None:
        """Write the document to its file, or to another that becomes its file. `save_ended` says how it went.

        Typing goes on while it is written. Of several saves at once the newest wins.
        """
        document = self.document
        target = path or self.path
        if document is None or target is None:
            raise ValueError("there is no document, or no file to save it to")
        if self._work is not None:
            self._save_again = target
            return
        document.seal()
        pm = document.value
        expect: str | atomic.Anything | None = self._fingerprint if target == self.path else atomic.ANYTHING
        rev = self._journal.rev if self._journal else 0
        self._saving = document
        self._work = Work(saving(target, pm, rev, expect, self.pictures), self)
        self._work.finished.connect(self._on_saved)
        self._set_state(SaveState.SAVING)
        self._work.start()

    def overwrite(self) -> None:
        """Write the document over whatever is in its file now."""
        if self.path:
            self._fingerprint = atomic.fingerprint(self.path)
            self.save()

    def revert(self) -> None:
        """Go back to what is in the file, as a step that can be undone."""
        if self.document is None or self.path is None:
            return
        try:
            data = loading.read_document(self.path)
        except LoadError as error:
            self._tell_error(error.sentence)
            return
        loaded = self._load(data, self.path.name)
        if loaded is None:
            return
        self.document.seal()
        self.document.apply(Replace(loaded.postmortem, "Revert to the saved file"))
        self._fingerprint = atomic.fingerprint_of(data)
        self.document.mark_saved(self.document.value)
        self._set_state(SaveState.SAVED)

    def _on_saved(self) -> None:
        work, self._work = self._work, None
        again, self._save_again = self._save_again, None
        document, self._saving = self._saving, None
        if work is None:
            return
        work.deleteLater()
        is_open = document is self.document
        if isinstance(work.error, SaveError):
            failed = save_failed(work.error)
            self.failure = work.error if is_open else self.failure
            self.told.emit(failed if is_open else Message(failed.tone, work.error.sentence))
        if document is not None and is_open:
            self._note_saved(document, work.answer)
        if again is not None:
            self.save(again)
        else:
            self.save_ended.emit(work.error is None)
        if work.error is not None and not isinstance(work.error, SaveError):
            raise work.error

    def _note_saved(self, document: Document, saved: object) -> None:
        if not isinstance(saved, Saved):
            self._set_state(SaveState.FAILED)
            return
        if saved.path != self.path:
            self.told.emit(saved_as(saved.path))
            found = find_team(self.home, saved.path)  # another folder may have another team
            document.take_team(found.team)
            self._tell_team(found)
        self.failure = None
        self.path, self._fingerprint = saved.path, saved.written.fingerprint
        self.saved_at = self._clock()
        if saved.written.confirmed:
            document.mark_saved(saved.postmortem)
        self._journal_saved(saved)
        self._set_state(SaveState.UNSAVED if document.is_modified else SaveState.SAVED)
        self._remember()
        for notice in saved.written.notices:
            self.told.emit(Message("info", notice))

    def _on_modified(self, modified: bool) -> None:
        if self.state is not SaveState.SAVING:
            self._set_state(SaveState.UNSAVED if modified else SaveState.SAVED)

    def _set_state(self, state: SaveState) -> None:
        self.state = state
        self.file_changed.emit()

    def _remember(self) -> None:
        if self.path and self.document:
            self.recent.add(self.path, self.document.value, self._clock())

    # ── The journal ──

    def sync_journal(self) -> None:
        """Have the disk confirm every edit so far."""
        self._sync.stop()
        if self._journal:
            try:
                self._journal.sync()
            except JournalError as error:
                self._tell_journal(error)

    def _on_changed(self, change: Change) -> None:
        try:
            self._journal_of(change.old).record(change.new)
        except JournalError as error:
            self._tell_journal(error)
        if not self._sync.isActive():
            self._sync.start()

    def _keep(self, pm: Postmortem) -> None:
        """Journal a document that is in no file before anybody edits it."""
        try:
            self._journal_of(Postmortem(id=pm.id)).record(pm)
        except JournalError as error:
            self._tell_journal(error)

    def _journal_of(self, pm: Postmortem) -> Journal:
        """Return the journal, begun with the document as it was before its first edit."""
        if self._journal is None:
            self._journal = Journal.begin(self.home, pm, path=self.path, fingerprint=self._fingerprint)
        return self._journal

    def _journal_saved(self, saved: Saved) -> None:
        if self._journal is None:
            return
        try:
            self._journal.saved(saved.rev, path=saved.path, fingerprint=saved.written.fingerprint)
        except JournalError as error:
            if self.document is not None and self.document.is_modified:  # else there is nothing to keep
                self._tell_journal(error)

    def _end_journal(self) -> None:
        self._sync.stop()
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def _tell_journal(self, error: JournalError) -> None:
        self.told.emit(Message("warn", f"{error}. Save the document to keep it.", (Offer("Save", "save"),)))

    def _tell_error(self, sentence: str) -> None:
        self.told.emit(Message("error", sentence))
