"""The verb stats: how many actions of a folder of postmortems are closed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.cli.streams import RefusalError, say, write_output

if TYPE_CHECKING:
    from postmortem_gui.core.closure import Closure, Tally
    from postmortem_gui.storage.library import Library

SUFFIX = ".postmortem.json"
_NAME_MOST = 32
"""Characters of an owner in the table; a longer name would push its numbers off the screen."""


def print_stats(told: argparse.Namespace, _library: Library) -> None:
    """Print the closure of all documents below a folder. What cannot be read is said, counted, and left out."""
    from postmortem_gui.core.closure import Closure
    from postmortem_gui.storage.loading import LoadError, load, read_document
    from postmortem_gui.storage.writing import json_bytes

    if not Path(told.folder).is_dir():
        raise RefusalError(f"“{told.folder}” is no folder that is there. Name the folder that holds the postmortems.")
    closure = Closure(today())
    unreadable: list[str] = []
    for path in documents(told.folder):
        try:
            pm = load(read_document(path), name=str(path)).postmortem
        except LoadError as error:
            unreadable.append(str(path))
            words = str(error)
            say(words if str(path) in words else f"{path}: {words}")
        else:
            closure.add(pm)
    write_output(json_bytes(_members(closure, unreadable)) if told.json else _text(closure, len(unreadable)).encode())


def today() -> date:
    """Return the day that the calendar on the wall shows."""
    return datetime.now().astimezone().date()


def documents(folder: str) -> Iterator[Path]:
    """Yield every document below a folder in the order of their paths. Links are not followed; what bars us is said."""

    def barred(error: OSError) -> None:
        say(f"The folder “{error.filename}” cannot be read: {error.strerror}. It is left out.")

    for here, folders, files in os.walk(folder, onerror=barred):
        folders.sort()
        for name in sorted(files):
            path = Path(here, name)
            if name.endswith(SUFFIX) and not path.is_symlink():
                yield path


# ── For programs ──


def _members(closure: Closure, unreadable: list[str]) -> dict[str, object]:
    from postmortem_gui.core.closure import TARGET_PERCENT

    return {
        "today": closure.today.isoformat(),
        "documents": closure.documents,
        "unreadable": unreadable,
        "target": TARGET_PERCENT,
        **_counts(closure.total),
        "by_priority": [{"priority": name, **_counts(tally)} for name, tally in closure.priorities()],
        "by_owner": [{"owner": name, **_counts(tally)} for name, tally in closure.owners()],
    }


def _counts(tally: Tally) -> dict[str, object]:
    return {
        "actions": tally.all,
        "closed": tally.closed,
        "rate": tally.rate,
        "overdue": tally.overdue,
        "without_ticket": tally.without_ticket,
    }


# ── For people ──


def _text(closure: Closure, unreadable: int) -> str:
    from postmortem_gui.core.closure import TARGET_PERCENT

    total = closure.total
    read = f"{closure.documents} {'document' if closure.documents == 1 else 'documents'}"
    more = f", {unreadable} more could not be read" if unreadable else ""
    lines = [f"{read}{more}; as of {closure.today.isoformat()}", ""]
    if not total.all:
        return "\n".join((*lines, "No action is committed yet.", ""))
    reached = "reached" if (total.rate or 0) >= TARGET_PERCENT else "not reached"
    lines.append(f"Closure rate  {_rate(total)}  {total.closed} of {total.all} actions closed")
    lines.append(f"Target        {TARGET_PERCENT} %  {reached}")
    lines += _table("Priority", [(name or "none", tally) for name, tally in closure.priorities()])
    lines += _table("Owner", [(_short(name) or "nobody", tally) for name, tally in closure.owners()])
    return "\n".join((*lines, ""))


def _table(head: str, rows: list[tuple[str, Tally]]) -> Iterator[str]:
    wide = max(len(head), *(len(name) for name, _ in rows))
    yield ""
    yield f"{head:<{wide}}  {'closed':>6}  {'all':>6}  {'rate':>7}  {'overdue':>7}  {'without ticket':>14}"
    for name, one in rows:
        counts = f"{one.closed:>6}  {one.all:>6}  {_rate(one):>7}  {one.overdue:>7}  {one.without_ticket:>14}"
        yield f"{name:<{wide}}  {counts}"


def _rate(tally: Tally) -> str:
    return "–" if tally.rate is None else f"{tally.rate:.1f} %".replace(".0 %", " %")


def _short(name: str) -> str:
    """A name as one short line: what somebody wrote must not move the cursor of a terminal."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= _NAME_MOST else f"{shown[: _NAME_MOST - 1]}…"
