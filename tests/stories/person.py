"""Somebody at the keyboard of the program: a process of its own, real keys, and no mouse."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage import loading

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


def document(path: Path) -> Postmortem:
    return loading.load(path.read_bytes(), name=path.name).postmortem
