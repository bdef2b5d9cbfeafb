"""The house keeps its promises: nothing here is about postmortems, everything about how the code lives."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePath

import pytest

from postmortem_gui.resources import resource

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "postmortem_gui"
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCK = (ROOT / "packaging" / "lock.txt").read_text(encoding="utf-8")
LONGEST_MODULE_LINES = 400


# ── Modules ──────────────────────────────────────────────────────────────────────────────────────


def test_every_module_says_what_it_is_for():
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert not silent


def test_every_package_says_in_one_line_which_question_it_answers():
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        assert len(said.splitlines()) == 1, path


def test_no_module_is_longer_than_a_reader_can_hold():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE_LINES}


def test_only_the_regions_ask_for_the_next_widget_of_the_tab_key():
    """Elsewhere it would make Python lose hold of widgets that are still there; `regions.focus_chain` says how."""
    assert [path.name for path in MODULES if "InFocusChain(" in path.read_text(encoding="utf-8")] == ["regions.py"]


@pytest.mark.parametrize("package", ["core", "render", "importers", "checks", "storage"])
def test_a_package_without_a_screen_never_loads_qt(package):
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((PACKAGE / package).rglob("*.py"))
    ]
    look = f"import importlib, sys\nfor name in {modules}: importlib.import_module(name)\n"
    look += "sys.exit('PySide6 was loaded' if 'PySide6' in sys.modules else 0)"
    subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=True)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    hosts = r"\b(pypi|pythonhosted|npmjs|crates)\.(org|io|com)|/simple/|--(extra-)?index-url"
    places = r"(?<![\w.~-])/(home|Users|root|work|mnt)/\w|[A-Z]:\\Users"
    forbidden = re.compile(f"{hosts}|{places}")
    found = []
    for path in _tracked():
        content = path.read_bytes()
        if path == Path(__file__) or b"\0" in content:  # this one names them all; a picture names nothing
            continue
        for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), 1):
            if hit := forbidden.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit[0]}")
    assert not found


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in names.decode().split("\0") if (path := ROOT / name).is_file()]


def test_the_lock_covers_everything_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["test"],
        *project["dependency-groups"]["build"],
    ]
    names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in asked}
    assert names <= set(re.findall(r"^([\w-]+)==", LOCK, re.MULTILINE))


def test_the_lock_has_hashes_for_every_package():
    packages = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert not [package for package in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}", package)]


# ── Resources ────────────────────────────────────────────────────────────────────────────────────


def test_a_resource_is_found_by_its_name():
    assert resource(".").is_dir()


def test_a_missing_resource_is_said_in_a_sentence():
    with pytest.raises(FileNotFoundError, match=r"“icons/no\.svg”, is missing\. Installing it again"):
        resource("icons/no.svg")


def test_a_wheel_carries_every_resource_and_finds_it(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        carried = {PurePath(name) for name in wheel.namelist()}
        wheel.extractall(tmp_path)
    wanted = {path.relative_to(ROOT) for path in _tracked()}
    assert not {path for path in wanted if path.parts[0] == "postmortem_gui"} - carried
    resources = {PurePath("postmortem_gui", f"_{path}") for path in wanted if path.parts[0] == "resources"}
    assert not resources - carried
    if resources:
        look = "from postmortem_gui.resources import resource; print(resource('.'))"
        run = subprocess.run([sys.executable, "-c", look], cwd=tmp_path, check=True, capture_output=True)
        assert Path(run.stdout.decode().strip()) == tmp_path / "postmortem_gui" / "_resources"


# ── Qt and the tests themselves ──────────────────────────────────────────────────────────────────


def test_qt_calls_leave_the_references_to_none_where_they_were(qapp):
    """PySide6 6.12.0 on CPython 3.11 loses one for each call that returns nothing, and aborts in the end."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.blockSignals(False)
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < 500


NOISY_TESTS = """
from __future__ import annotations
import logging, warnings
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_logs_a_warning():
    logging.getLogger("a").warning("noise")

def test_logs_an_error_where_a_warning_is_expected(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("a").error("noise")

def test_warns():
    warnings.warn("noise")

def test_qt_warns(qapp):
    qWarning("noise")

def test_leaves_a_window(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_leaves_a_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)

def test_raises_in_a_slot(qtbot):
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(1)

def test_has_no_golden_file(golden):
    golden("none.md", "text")

def test_differs_from_its_golden_file(golden):
    golden("good.md", "# One\\n")
"""

CALM_TESTS = """
from __future__ import annotations
import logging
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

def test_logs_what_it_expects(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("a").warning("expected")
    logging.getLogger("a").info("of no interest")

def test_gives_its_window_to_the_bot(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(window)
    timer.start(60_000)

def test_writes_with_the_fonts_of_the_document(qapp):
    assert {"Source Sans Pro", "Source Serif Pro"} <= set(QFontDatabase.families())

def test_is_like_its_golden_file(golden):
    golden("good.md", "# Two\\n")
"""


def test_noise_fails_the_test_that_makes_it(tmp_path):
    outcomes, said = _run_pytest(tmp_path, NOISY_TESTS)
    names = re.findall(r"^def (\w+)", NOISY_TESTS, re.MULTILINE)
    assert [name for name in names if name not in outcomes] == []
    assert "-# Two\n+# One\n" in said


def test_calm_tests_pass(tmp_path):
    outcomes, said = _run_pytest(tmp_path, CALM_TESTS)
    assert not outcomes, said


def test_a_golden_file_is_written_when_that_is_asked_for(tmp_path):
    outcomes, said = _run_pytest(tmp_path, NOISY_TESTS, "--update-golden", "-k", "its_golden")
    assert not outcomes, said
    assert (tmp_path / "data" / "golden" / "good.md").read_bytes() == b"# One\n"


def _run_pytest(folder: Path, tests: str, *options: str) -> tuple[set[str], str]:
    """Run `tests` in a folder with our conftest; return who did not pass, and the output."""
    (folder / "data" / "golden").mkdir(parents=True)
    (folder / "data" / "golden" / "good.md").write_bytes(b"# Two\n")
    (folder / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}"]
    command += ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *options, str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout.decode()
    return set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", said, re.MULTILINE)), said
