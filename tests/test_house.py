"""The house keeps its promises: nothing here is about postmortems, everything about how the code lives."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gui.resources import resource

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "postmortem_gui"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE_LINES = 400


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


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    hosts = r"(pypi|pythonhosted|npmjs|crates|proxy\.golang)\.(org|io|com)|/simple/|--(extra-)?index-url"
    places = r"(?<![\w.])/(home|Users|root|work|mnt|farm)/[a-z]|[A-Z]:\\Users"
    forbidden = re.compile(f"{hosts}|{places}")
    found = []
    for name in _tracked():
        path = ROOT / name
        if (
            path == Path(__file__)
            or path.suffix in {".pdf", ".png", ".gif", ".ttf", ".otf"}
            or not path.is_file()
        ):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if hit := forbidden.search(line):
                found.append(f"{name}:{number}: {hit[0]}")
    assert not found


def test_the_lock_has_a_hash_for_every_package_of_the_program():
    lock = (ROOT / "packaging" / "lock.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==\S+.*\\\n +--hash=(sha256:[0-9a-f]{64})", lock, re.MULTILINE))
    wanted = set(re.findall(r"^    # via postmortem-gui", lock, re.MULTILINE))
    assert wanted
    assert {"pyside6-essentials", "pydantic", "typst", "hatchling", "editables", "pytest"} <= set(locked)


def _tracked() -> list[str]:
    try:
        answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [name for name in answer.stdout.decode().split("\0") if name]


def test_a_resource_is_found_by_its_name():
    assert resource(".").is_dir()


def test_a_missing_resource_is_said_in_a_sentence():
    with pytest.raises(FileNotFoundError, match=r"“icons/no\.svg”, is missing\. Installing it again"):
        resource("icons/no.svg")


@pytest.mark.parametrize("package", ["core", "render", "importers", "checks", "storage"])
def test_a_package_without_a_screen_never_loads_qt(package):
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((PACKAGE / package).rglob("*.py"))
    ]
    look = f"import importlib, sys\nfor name in {modules}: importlib.import_module(name)\n"
    look += "sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False, cwd=ROOT).returncode == 0


def test_qt_calls_leave_the_references_to_none_where_they_were(qapp):
    """PySide6 6.12.0 on CPython 3.11 loses one for each call that returns nothing, and aborts in the end."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.blockSignals(False)
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < 500
