"""Standard input, output and error as verbs use them: bytes as they are, and one line for what went wrong."""

from __future__ import annotations

import contextlib
import os
import sys


class RefusalError(Exception):
    """The verb could not be done. The message is one line that says what, where, and what to do."""


def say(sentence: str) -> None:
    """Print one line on standard error, where there is one."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print("postmortem:", " ".join(sentence.split()), file=sys.stderr)


def read_input(most: int) -> bytes:
    """Return at most so many bytes of standard input. Raises RefusalError where there is none."""
    if sys.stdin is None:
        raise RefusalError("There is no standard input here: name a file.")
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise RefusalError(f"Standard input cannot be read: {error.strerror}. Name a file.") from error


def write_output(data: bytes) -> None:
    """Write bytes to standard output. Raises RefusalError where there is none, or when it takes no more."""
    if sys.stdout is None:  # a Windows program without a console
        raise RefusalError("There is no standard output here: say where it goes with -o FILE.")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        forget_output()
        words = getattr(error, "strerror", None) or error
        raise RefusalError(f"Standard output takes nothing more: {words}. Write to a file with -o FILE.") from error


def forget_output() -> None:
    """Keep Python from complaining, at the end, about an output that takes nothing more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
