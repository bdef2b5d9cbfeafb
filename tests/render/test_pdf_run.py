from __future__ import annotations

import ast
import importlib.util
import shutil
import threading
from pathlib import Path

import psutil
import pytest

from postmortem_gui.render import pdf_child, pdf_run
from postmortem_gui.render.options import ExportError
from postmortem_gui.render.pdf_run import PdfCancelled, PdfError, PdfJob, PdfRun, start_pdf
from postmortem_gui.resources import resource


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of Typst that never comes to an end."""
    program = tmp_path / "endless.py"
    program.write_text("import threading\nthreading.Event().wait()\n")
    monkeypatch.setattr(pdf_run, "_CHILD", program)


def is_over(run: PdfRun) -> bool:
    return not psutil.pid_exists(run._child.pid) and not run._folder.exists()


@pytest.mark.usefixtures("endless")
def test_a_compile_without_end_is_stopped_and_leaves_nothing() -> None:
    run = start_pdf(PdfJob({}), limit_s=0.2)
    with pytest.raises(PdfError, match=r"stopped after 0\.2 seconds\. The document is safe"):
        run.wait()
    assert is_over(run)


@pytest.mark.usefixtures("endless")
def test_an_export_is_cancelled_from_another_thread() -> None:
    run = start_pdf(PdfJob({}))
    errors: list[Exception] = []

    def wait() -> None:
        try:
            run.wait()
        except PdfCancelled as error:
            errors.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    run.cancel()
    waiting.join(10)
    assert [str(error) for error in errors] == ["The export was cancelled. Nothing was written."]
    assert is_over(run)
    run.cancel()


def test_what_typst_refuses_is_one_short_sentence() -> None:
    run = start_pdf(PdfJob({"nothing": "that it needs"}))
    with pytest.raises(ExportError, match=r"Typst could not make the PDF: .*\. The document is safe") as caught:
        run.wait()
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)
    assert is_over(run)


def test_a_child_that_dies_is_one_short_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "dies.py"
    program.write_text("import no_such_module_of_python\n")
    monkeypatch.setattr(pdf_run, "_CHILD", program)
    with pytest.raises(PdfError, match="No module named 'no_such_module_of_python'"):
        start_pdf(PdfJob({})).wait()


def test_a_machine_without_typst_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(PdfError, match=r"no Typst.*Export HTML instead"):
        start_pdf(PdfJob({}))


def test_no_room_for_its_files_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(PdfError, match="could not be started: No space left on device"):
        start_pdf(PdfJob({}))


def test_a_larger_document_gets_more_time() -> None:
    small, large = (PdfRun(PdfJob({"text": "x" * size})) for size in (10, 2_000_000))
    assert small._limit_s < 61 < 150 < large._limit_s
    for run in (small, large):
        run.cancel()
        with pytest.raises(PdfCancelled):
            run.wait()


def test_the_child_starts_quickly_because_it_imports_next_to_nothing() -> None:
    tree = ast.parse(Path(pdf_child.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported == {"__future__", "faulthandler", "json", "sys", "pathlib", "typing", "typst"}


def test_the_template_reads_nothing_but_its_own_files() -> None:
    source = resource("typst/postmortem.typ").read_text(encoding="utf-8")
    assert "@preview" not in source
    assert "#import" not in source
    assert "eval(" not in source
