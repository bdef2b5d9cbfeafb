"""What a start of the program does not spend time on; each promise is looked at in a process of its own."""

from __future__ import annotations

import subprocess
import sys


def said_by(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_qt_does_not_read_the_source_of_every_module_that_is_imported_after_it() -> None:
    code = "import builtins; own = builtins.__import__; import postmortem_gui.ui; print(builtins.__import__ is own)"
    assert said_by(code) == "True"
