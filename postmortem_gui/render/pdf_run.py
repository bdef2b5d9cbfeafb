"""Running Typst: a child process in a private folder, with a time limit, that can be stopped at any moment."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from postmortem_gui.render.options import ExportError
from postmortem_gui.resources import resource

LIMIT_S = 60.0
"""How long an export may take; large documents get a second more for each of `BYTES_PER_S`."""
BYTES_PER_S = 20_000
CHILD_FLAG = "--pdf-child"
"""In a frozen build the program itself is the child: its first argument, before the folder of the job."""

_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_CHILD = Path(__file__).with_name("pdf_child.py")
_SHORT = 160
_NO_TYPST = "This machine has no Typst, which makes the PDF. Export HTML instead and print it from the browser."


class PdfError(ExportError):
    """Why there is no PDF, as a sentence for a person."""


class PdfCancelled(PdfError):  # noqa: N818 - it is what somebody wanted
    """Somebody stopped the export."""


@dataclass(frozen=True, slots=True)
class PdfJob:
    """All that Typst needs for one PDF: the document as plain data, and files by name."""

    document: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    timestamp: int = 0


class PdfRun:
    """An export under way. `cancel` may be called from any thread; `wait` returns the PDF once.

    Afterwards `missing` holds words for which no font of this machine has a shape; without any the PDF is PDF/UA-1.
    """

    missing: tuple[str, ...] = ()

    def __init__(self, job: PdfJob, limit_s: float | None = None) -> None:
        document = json.dumps(job.document, ensure_ascii=False, separators=(",", ":"))
        self._limit_s = LIMIT_S + len(document) / BYTES_PER_S if limit_s is None else limit_s
        self._cancelled = threading.Event()
        self._folder = Path(tempfile.mkdtemp(prefix="postmortem-pdf-"))
        try:
            self._fill(job, document)
            self._child = _start(self._folder)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def cancel(self) -> None:
        """Stop the export; `wait` then raises PdfCancelled. After the end it does nothing."""
        self._cancelled.set()
        self._child.kill()

    def wait(self) -> bytes:
        """Return the PDF. Raises PdfError when Typst refused, took too long, or was cancelled."""
        try:
            try:
                _, said = self._child.communicate(timeout=self._limit_s)
            except subprocess.TimeoutExpired:
                raise PdfError(
                    f"Making the PDF was stopped after {self._limit_s:.3g} seconds. The document is safe;"
                    " a shorter one, or Markdown, will come out."
                ) from None
            finally:
                self._child.kill()
                self._child.communicate()
            if self._cancelled.is_set():
                raise PdfCancelled("The export was cancelled. Nothing was written.")
            return self._result(said)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _fill(self, job: PdfJob, document: str) -> None:
        root = self._folder / "root"
        root.mkdir()
        shutil.copyfile(resource("typst/postmortem.typ"), root / "postmortem.typ")
        (root / "doc.json").write_text(document, encoding="utf-8")
        for name, content in job.files.items():
            (root / name).write_bytes(content)
        _copy_fonts(self._folder / "fonts")
        order = {
            "words": _unusual_words(document),
            "pictures": job.pictures,
            "timestamp": job.timestamp,
            "limit_s": self._limit_s + 5,
        }
        (self._folder / "job.json").write_text(json.dumps(order), encoding="utf-8")

    def _result(self, said: bytes) -> bytes:
        try:
            result = json.loads((self._folder / "result.json").read_bytes())
            if "error" not in result:
                self.missing = tuple(result["missing"])
                return (self._folder / "out.pdf").read_bytes()
            why = result["error"]
        except (OSError, ValueError):
            why = said.decode("utf-8", "replace").strip().rpartition("\n")[2] or "it ended without a word"
        why = " ".join(why.split())
        raise PdfError(
            f"Typst could not make the PDF: {why[:_SHORT]}{'…' if len(why) > _SHORT else ''}."
            " The document is safe; Markdown and HTML still come out."
        )


def start_pdf(job: PdfJob, limit_s: float | None = None) -> PdfRun:
    """Start making a PDF and return at once. Raises PdfError where there is no Typst or no room for its files.

    `limit_s` is in seconds; None means a minute, and more for a large document.
    """
    if not getattr(sys, "frozen", False) and importlib.util.find_spec("typst") is None:
        raise PdfError(_NO_TYPST)
    try:
        return PdfRun(job, limit_s)
    except OSError as error:
        raise PdfError(
            f"The PDF could not be started: {error.strerror or error}. The document is safe; try again."
        ) from error


def _start(folder: Path) -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, CHILD_FLAG, str(folder)]
    else:
        # -P: beside the child's program lie modules that have the names of Python's own.
        command = [sys.executable, "-P", str(_CHILD), str(folder)]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _copy_fonts(folder: Path) -> None:
    """Copy the faces of the document: their packages hold each twice, and a folder has no order to choose by."""
    import font_source_sans_pro
    import font_source_serif_pro

    folder.mkdir()
    for package, family in ((font_source_serif_pro, "SourceSerifPro"), (font_source_sans_pro, "SourceSansPro")):
        for face in _FACES:
            name = f"{family}-{face}.otf"
            shutil.copyfile(Path(package.font_directory, name), folder / name)


def _unusual_words(document: str) -> list[str]:
    """Return each run of characters beyond ASCII once, with the letter that an accent stands on."""
    words: set[str] = set()
    for run in re.findall(r"[A-Za-z0-9]?[^\x00-\x7f]+", document):
        words.update((run,) if len(run) < 12 else run)
    return sorted(words)
