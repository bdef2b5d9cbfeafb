"""Puts the program together and starts it: a verb without a window, or the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from postmortem_gui.cli import main as words
from postmortem_gui.cli.streams import say

EXAMPLE_FLAG = "--example"
SELDOM = 100_000
"""New objects after which a verb looks for waste. After Python's own 700, `stats` takes an eighth longer."""

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none, and looking for some costs 15 ms


def console() -> int:
    """Start from the `postmortem` command."""
    return main(sys.argv[1:])


def window() -> int:
    """Start from the `postmortem-gui` command. A Windows program without a console has no standard output."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Do the verb that the arguments name, or open the window with the files that they name. Returns the exit code."""
    if getattr(sys, "frozen", False) and _made_pdf(arguments):
        return words.DONE
    home, rest = None, list(arguments)
    if rest[:1] == ["--home"] and len(rest) > 1:
        home, rest = Path(rest[1]), rest[2:]
    elif rest[:1] and rest[0].startswith("--home="):
        home, rest = Path(rest[0].removeprefix("--home=")), rest[1:]
    if rest[:1] != [EXAMPLE_FLAG] and words.is_for_words(rest):
        gc.set_threshold(SELDOM)  # what a verb makes mostly stays until its end
        return words.main(arguments)
    return _open_window(home, rest)


def _made_pdf(arguments: Sequence[str]) -> bool:
    """In a frozen program, be the child process that makes a PDF if the arguments ask for it."""
    from postmortem_gui.render import pdf_run

    if list(arguments[:1]) != [pdf_run.CHILD_FLAG]:
        return False
    from postmortem_gui.render import pdf_child

    pdf_child.main(Path(arguments[1]))
    return True


def _open_window(home: Path | None, rest: Sequence[str]) -> int:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        say("there is no display (DISPLAY, WAYLAND_DISPLAY), so no window. Without one: postmortem --help")
        return words.WRONG
    gc.disable()  # until the window stands: all that is made before stays, and looking for waste costs 70 ms
    try:
        from postmortem_gui.ui.application import run
    except ImportError as error:
        if not str(error.name or error).startswith(("PySide6", "shiboken6", "lib")):
            raise
        say(f"the window cannot be opened, a library is missing: {error}. The verbs work: postmortem --help")
        return words.WRONG
    return run(home, rest)
