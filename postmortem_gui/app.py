"""Puts the program together and starts it: a verb without a window, or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from postmortem_gui.render import pdf_run

EXAMPLE_FLAG = "--example"


def console() -> int:
    """Start from the `postmortem` command."""
    return main(sys.argv[1:])


def window() -> int:
    """Start from the `postmortem-gui` command. A Windows program without a console has no standard output."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Do the verb that the arguments name, or open the window with the files that they name. Returns the exit code."""
    if arguments[:1] == [pdf_run.CHILD_FLAG]:
        from postmortem_gui.render import pdf_child

        return pdf_child.main(arguments[1:])
    from postmortem_gui import cli

    rest = arguments[2:] if arguments[:1] == ["--home"] else arguments
    if rest[:1] and (rest[0] in cli.VERBS or (rest[0].startswith("-") and rest[0] != EXAMPLE_FLAG)):
        return cli.main(arguments)
    home = Path(arguments[1]) if rest is not arguments and len(arguments) > 1 else None
    from postmortem_gui.ui.application import run

    return run(home, rest)
