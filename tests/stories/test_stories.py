"""Stories in a real window: the program as a process of its own, real keys, and what is in the files afterwards."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage import loading
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import Library, new_document
from postmortem_gui.storage.writing import document_bytes

pytestmark = pytest.mark.window

PATIENCE_S = 30
with_patience = threading.Event()


class Person:
    """Somebody at the keyboard of the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "stderr.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Start the program and wait until its window has the keyboard."""
        command = [sys.executable, "-m", "postmortem_gui", "--home", str(self.folder / "home"), *arguments]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log)
        self._do("search", "--sync", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Postmortem")
        until(lambda: "Postmortem" in self._do("getactivewindow", "getwindowname"))

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._do("key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text as fast as a fast typist."""
        self._do("type", "--delay", "15", text)

    def title(self) -> str:
        """Read what the title bar says."""
        return self._do("getactivewindow", "getwindowname")

    def end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        assert self.process is not None
        code = self.process.wait(PATIENCE_S)
        said = self._log.read_text()
        assert "Traceback" not in said, said
        return code

    def crash(self) -> None:
        """End the program as nobody should."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @staticmethod
    def _do(*words: str) -> str:
        done = subprocess.run(["xdotool", *words], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        return done.stdout.strip()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; asking again is all that can be done from outside another process."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        with_patience.wait(0.05)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    if person.process is not None and person.process.poll() is None:
        person.process.kill()
        person.process.wait()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    template = Library(Home.at(tmp_path / "home")).required("full-review")
    path = tmp_path / "cards.postmortem.json"
    path.write_bytes(document_bytes(new_document(template)))
    return path


def document(path: Path) -> Postmortem:
    return loading.load(path.read_bytes(), name=path.name).postmortem


def test_a_scribe_writes_a_postmortem_without_the_mouse(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Cards refused at checkout")
    person.press("ctrl+2", "ctrl+Return")
    person.type("2026-11-20 23:58")
    person.press("Tab")
    person.type("Alert fires; *Ida* pages herself | 5xx at 31 %")
    person.press("Return", "ctrl+Return")
    person.type("00:04")
    person.press("Tab")
    person.type("Rolled back")
    person.press("Return", "ctrl+s")
    until(lambda: len(document(file).timeline) == 2 and document(file).timeline[1].event == "Rolled back")
    first, second = document(file).timeline
    assert document(file).fact("title") == "Cards refused at checkout"
    assert first.event == "Alert fires; *Ida* pages herself | 5xx at 31 %"
    assert first.when.at is not None
    assert second.when.at is not None
    assert (second.when.at - first.when.at).total_seconds() == 6 * 60
    person.press("ctrl+q")
    assert person.end() == 0


def test_undo_goes_back_to_the_first_letter_across_tabs(person: Person, file: Path) -> None:
    before = file.read_bytes()
    person.start(str(file))
    person.type("Cards refused")
    person.press("ctrl+2", "ctrl+Return")
    person.type("1432")
    person.press("Tab")
    person.type("Alert")
    person.press("Return", *["ctrl+z"] * 6, "ctrl+shift+s")
    until(lambda: person.title().startswith("Save"))
    copy = file.with_name("copy.postmortem.json")
    person.type(str(copy))
    person.press("Return")
    until(copy.exists)
    person.press("ctrl+q")
    assert person.end() == 0
    assert copy.read_bytes() == before


def test_commands_and_words_are_found_by_a_few_letters(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Queue full")
    person.press("ctrl+k")
    person.type("save")
    person.press("Return")
    until(lambda: document(file).fact("title") == "Queue full")
    person.press("ctrl+2", "ctrl+slash", "Escape", "F1", "Escape", "ctrl+f")
    person.type("queue")
    person.press("Return", "Escape")  # what was found is selected, and the keyboard is there
    person.type("Relay")
    person.press("ctrl+shift+p")
    person.type(">save")
    person.press("Return")
    until(lambda: document(file).fact("title") == "Relay full")
    person.press("ctrl+q")
    assert person.end() == 0


def test_what_was_typed_before_a_crash_is_there_again(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Nearly lost")
    journals = file.parent / "home" / "state" / "recovery"
    until(lambda: any(b"Nearly lost" in log.read_bytes() for log in journals.glob("*/*.log")))
    person.crash()
    assert document(file).fact("title") == ""
    person.start()
    person.press(*["Tab"] * 6, "Return")  # six layouts, then what was recovered
    until(lambda: "cards" in person.title())
    person.press("ctrl+s")
    until(lambda: document(file).fact("title") == "Nearly lost")
    person.press("ctrl+q")
    assert person.end() == 0


def test_a_finished_document_leaves_as_markdown_and_pdf(person: Person, tmp_path: Path) -> None:
    person.start("--example")
    for keys, name in (("ctrl+e", "out.md"), ("ctrl+shift+e", "out.pdf")):
        person.press(keys)
        until(lambda: person.title().startswith("Save"))
        person.type(str(tmp_path / name))
        person.press("Return")
        until((tmp_path / name).exists)
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Postmortem — ")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    person.press("ctrl+q")
    assert person.end() == 0


def test_a_polite_end_from_outside_loses_nothing(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Going down")
    journals = file.parent / "home" / "state" / "recovery"
    until(lambda: any(b"Going down" in log.read_bytes() for log in journals.glob("*/*.log")))
    assert person.process is not None
    person.process.terminate()
    assert person.end() == 0
    assert any(b"Going down" in log.read_bytes() for log in journals.glob("*/*.log"))
