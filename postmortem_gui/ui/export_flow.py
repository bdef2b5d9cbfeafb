"""Exporting from the window: where to, how far it is, and what to do with the file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from postmortem_gui.checks.checker import check
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.exports import Export
from postmortem_gui.editing.messages import Message, Offer
from postmortem_gui.editing.session import Session
from postmortem_gui.render.exporters import EXPORTERS, Exporter, ExportOptions, file_name
from postmortem_gui.storage.pictures import folder_seen_from
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui.messages import Banner
from postmortem_gui.ui.paper import paper_here
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.review_sheet import FINAL, REVIEW, SHOW, review_sheet
from postmortem_gui.ui.sheet import Sheet
from postmortem_gui.ui.wanted import Wanted


class ExportFlow(QObject):
    """One export at a time, while typing goes on. The strip above the document says how it stands."""

    banner_wanted = Signal(object)
    """Carries the Banner of an export that began."""
    points_wanted = Signal()
    """Says that a person would rather see what is still open."""

    def __init__(self, window: QWidget, session: Session, settings: SettingsFile, prompts: Prompts) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._prompts = prompts
        self._export: Export | None = None
        self._banner: Banner | None = None
        self._open_when_done = False
        self._sheet: Sheet | None = None
        self._wanted: Wanted | None = None

    def ask(self, wanted: Wanted) -> None:
        """Write the document where a person says. One with points that block publishing is written after a question:
        for review, or final all the same."""
        document = self._session.document
        if document is None or self._sheet is not None or self._is_busy():
            return
        is_read = wanted.to != "csv"  # a table goes into another program
        open_points = check(document.value, self._session.today(), document.team).blocking if is_read else ()
        if not open_points:
            self._write(wanted)
            return
        self._wanted = replace(wanted, draft=len(open_points))
        self._sheet = review_sheet(self._window, [finding.message for finding in open_points])
        self._sheet.answered.connect(self._on_answered)

    def _on_answered(self, answer: str) -> None:
        wanted, self._wanted, self._sheet = self._wanted, None, None
        if wanted is not None and answer in (REVIEW, FINAL):
            self._write(wanted if answer == REVIEW else replace(wanted, draft=None))
        elif answer == SHOW:
            self.points_wanted.emit()

    def _write(self, wanted: Wanted) -> None:
        document = self._session.document
        if document is None:
            return
        exporter = exporter_of(wanted.to)
        suggested = self._suggested(document.value, wanted, exporter.suffix)
        path: Path | None
        if wanted.to_print:
            path = Path(tempfile.mkdtemp(prefix="postmortem-print-")) / suggested.name
        else:
            path = self._prompts.file_to_save(self._window, suggested, f"{exporter.label} (*{exporter.suffix})")
        if path is not None:
            self._open_when_done = wanted.to_print
            self.start(exporter, self.options(wanted, path), path)

    def start(self, exporter: Exporter, options: ExportOptions, path: Path) -> None:
        """Write the document as it is now."""
        document = self._session.document
        if document is None:
            return
        document.seal()
        export = self._export = Export(exporter, document.value, options, path, self)
        export.done.connect(self._on_done)
        export.failed.connect(self._on_failed)
        export.cancelled.connect(self._on_cancelled)
        banner = self._banner = Banner("info", f"Writing {path.name}…", closable=False)
        banner.add_button("Cancel").clicked.connect(self.cancel)
        self.banner_wanted.emit(banner)
        export.start()

    def options(self, wanted: Wanted, path: Path) -> ExportOptions:
        """Return how it is written, as the person prefers it."""
        document, chosen = self._session.path, self._settings.value
        return ExportOptions(
            what=wanted.what,
            tracker=wanted.tracker,
            with_source=wanted.with_source,
            one_page=wanted.one_page,
            draft=wanted.draft,
            paper=chosen.paper or paper_here(),
            classification=chosen.classification,
            exported_on=self._session.today(),
            pictures=self._session.pictures,
            assets=folder_seen_from(document, path) if document else "",
        )

    def open_outside(self, path: Path) -> None:
        """Open a file or folder in another program, or say where it is."""
        if not self._prompts.open_outside(path):
            self._session.told.emit(Message("warn", f"No program on this computer opens it. The file is here: {path}"))

    @property
    def is_running(self) -> bool:
        """Whether an export is being written."""
        return self._export is not None

    def cancel(self) -> None:
        """Stop the export that is being written."""
        if self._export is not None:
            self._export.cancel()

    def _suggested(self, pm: Postmortem, wanted: Wanted, suffix: str) -> Path:
        folder = self._session.path.parent if self._session.path else Path.home()
        which = wanted.what if wanted.to == "csv" else "one-page" if wanted.one_page else ""
        behind = "".join(f"-{each}" for each in (which, wanted.tracker) if each)
        return folder / file_name(pm, f"{behind}{suffix}", self._settings.value.file_names)

    def _is_busy(self) -> bool:
        if self._export is not None:
            self._session.told.emit(Message("done", "An export is still being written. Wait for it, or cancel it."))
        return self._export is not None

    def _end(self) -> None:
        export, self._export = self._export, None
        if export is not None:
            export.deleteLater()
        banner, self._banner = self._banner, None
        if banner is not None:
            banner.dismiss()

    def _on_done(self, path: Path) -> None:
        missing = self._export.missing if self._export else ()
        notices = self._export.notices if self._export else ()
        self._end()
        if missing:
            words = ", ".join(missing[:3])
            self._session.told.emit(
                Message("warn", f"No font on this machine can show {words}, so boxes stand in their place.")
            )
        if notices:
            self._session.told.emit(Message("info", " ".join(notices)))
        if self._open_when_done:
            self._open_when_done = False
            self.open_outside(path)
            return
        offers = (Offer("Open", "open_written", str(path)), Offer("Show in folder", "show_in_folder", str(path)))
        beside = self._session.path is not None and self._session.path.parent == path.parent
        words = "Written beside the document" if beside else "Written"
        self._session.told.emit(Message("done", f"{words}: {path.name}", offers))

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self._open_when_done = False
        self._session.told.emit(Message("error", sentence))

    def _on_cancelled(self) -> None:
        self._end()
        self._open_when_done = False
        self._session.told.emit(Message("done", "The export was cancelled. Nothing was written."))


def exporter_of(name: str) -> Exporter:
    """Return the exporter of a name. Raises StopIteration for one that is not in the table."""
    return next(each for each in EXPORTERS if each.name == name)
