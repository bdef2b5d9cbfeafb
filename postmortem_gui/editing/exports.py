"""An export beside the window: it runs in a thread, can be cancelled, and writes the whole file or none of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.work import Work
from postmortem_gui.render.exporters import Exporter, ExportError, ExportOptions
from postmortem_gui.render.pdf import pdf_job
from postmortem_gui.render.pdf_run import PdfCancelled, PdfRun, start_pdf
from postmortem_gui.storage.atomic import SaveError, write_bytes


class Export(QObject):
    """One export of the document as it was when it began. Typing goes on meanwhile."""

    done = Signal(object)
    """Carries the Path that was written."""
    failed = Signal(str)
    """Carries a sentence; what was at the path before is still there."""
    cancelled = Signal()

    def __init__(
        self, exporter: Exporter, pm: Postmortem, options: ExportOptions, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.exporter = exporter
        self.path = path
        self._pm = pm
        self._options = options
        self.missing: tuple[str, ...] = ()
        """Words that no font of this machine can show; boxes stand for them in the PDF."""
        self.notices: tuple[str, ...] = ()
        """A sentence for whatever the file has otherwise than the document."""
        self._run: PdfRun | None = None
        self._is_cancelled = False
        self._work = Work(self._make, self)
        self._work.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. One of the three signals comes at the end."""
        self._work.start()

    def cancel(self) -> None:
        """Stop. Nothing is written any more, unless it has been already."""
        self._is_cancelled = True
        if self._run is not None:
            self._run.cancel()

    def _make(self) -> object:
        if self.exporter.name == "pdf":
            self._run = start_pdf(pdf_job(self._pm, self._options))
            if self._is_cancelled:  # in the moment before there was a run
                self._run.cancel()
            data = self._run.wait()
            self.missing = tuple(self._run.missing)
        else:
            data = self.exporter.export(self._pm, self._options)
            self.notices = self.exporter.notices(self._pm, self._options)
        if self._is_cancelled:
            raise PdfCancelled("The export was cancelled. Nothing was written.")
        return write_bytes(self.path, data)

    def _on_finished(self) -> None:
        error = self._work.error
        if error is None:
            self.done.emit(self.path)
        elif isinstance(error, PdfCancelled):
            self.cancelled.emit()
        elif isinstance(error, ExportError | SaveError):
            self.failed.emit(str(error))
        else:
            self.failed.emit("Something went wrong in the export. The document is safe.")
            raise error
