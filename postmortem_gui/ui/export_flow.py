"""Exporting from the window: where to, how far it is, and what to do with the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

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


class ExportFlow(QObject):
    """One export at a time, while typing goes on. The strip above the document says how it stands."""

    banner_wanted = Signal(object)
    """Carries the Banner of an export that began."""

    def __init__(self, window: QWidget, session: Session, settings: SettingsFile, prompts: Prompts) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._prompts = prompts
        self._export: Export | None = None
        self._banner: Banner | None = None
        self._open_when_done = False

    def ask(self, name: str, *, what: str = "timeline", tracker: str = "", with_source: bool = False) -> None:
        """Ask where the document goes in the format of that name, and write it there.

        `what` and `tracker` are for CSV; `with_source` attaches the document to a PDF, so that it can be opened again.
        """
        document = self._session.document
        if document is None or self._is_busy():
            return
        exporter = exporter_of(name)
        suggested = self._suggested(document.value, exporter, what, tracker)
        path = self._prompts.file_to_save(self._window, suggested, f"{exporter.label} (*{exporter.suffix})")
        if path is not None:
            options = self._options(path, what=what, tracker=tracker, with_source=with_source)
            self.start(exporter, options, path)

    def print_out(self) -> None:
        """Write the PDF to a folder of its own and open it in the system's viewer, which prints."""
        document = self._session.document
        if document is None or self._is_busy():
            return
        exporter = exporter_of("pdf")
        self._open_when_done = True
        folder = Path(tempfile.mkdtemp(prefix="postmortem-print-"))
        path = folder / file_name(document.value, exporter.suffix)
        self.start(exporter, self._options(path), path)

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

    def _options(
        self, path: Path, *, what: str = "timeline", tracker: str = "", with_source: bool = False
    ) -> ExportOptions:
        document = self._session.path
        return ExportOptions(
            what=what,
            tracker=tracker,
            with_source=with_source,
            paper=self._settings.value.paper or paper_here(),
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

    def _suggested(self, pm: Postmortem, exporter: Exporter, what: str, tracker: str) -> Path:
        folder = self._session.path.parent if self._session.path else Path.home()
        name = file_name(pm, exporter.suffix)
        if exporter.name == "csv":
            which = f"{what}-{tracker}" if tracker else what
            name = f"{name.removesuffix(exporter.suffix)}-{which}{exporter.suffix}"
        return folder / name

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
