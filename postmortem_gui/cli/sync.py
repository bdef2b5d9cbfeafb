"""The verb sync: what a tracker says of the tickets, into the documents that name them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.cli.files import STANDARD, is_same
from postmortem_gui.cli.stats import today
from postmortem_gui.cli.streams import RefusalError, read_input, say, write_output

if TYPE_CHECKING:
    from postmortem_gui.importers.tracked import Taken
    from postmortem_gui.importers.tracker import Tracked
    from postmortem_gui.storage.library import Library
    from postmortem_gui.storage.loading import Loaded


def take_status(told: argparse.Namespace, library: Library) -> None:
    """Take the status of actions from a tracker's CSV. All is read before anything is written."""
    from postmortem_gui.importers.tracked import indexed, take

    if STANDARD in told.files:
        raise RefusalError("The documents are written where they are, and standard input is nowhere: name files.")
    if any(is_same(told.table, name) for name in told.files):
        raise RefusalError(f"“{told.table}” is one of the documents. Name the CSV of the tracker after --from.")
    tracked = _table(told)
    documents = {os.path.realpath(name): name for name in told.files}
    loaded = {name: _loaded(name, library) for name in documents.values()}
    index = indexed(tracked.rows)
    taken = {name: take(each.postmortem, index, today()) for name, each in loaded.items()}
    shown = "standard input" if told.table == STANDARD else told.table
    write_output(f"{shown}: {tracked.written}\n".encode())
    for notice in tracked.notices:
        say(notice)
    if tracked.unsure:
        say("Say it with --dates day or --dates month.")
    for name, each in taken.items():
        for notice in each.notices:
            say(f"{name}: {notice}")
        if each.edit and not told.dry_run:
            _save(name, loaded[name], each)
        write_output("".join(f"{Path(name).name}: {line}\n" for line in each.lines).encode())
    write_output(f"{_summary([*taken.values()], dry_run=told.dry_run)}\n".encode())


def _table(told: argparse.Namespace) -> Tracked:
    from postmortem_gui.importers.tracker import read_tracker
    from postmortem_gui.importers.tracker_sheet import TrackerError
    from postmortem_gui.storage.loading import MAX_BYTES, read_document

    path = None if told.table == STANDARD else Path(told.table)
    data = read_document(path, streams=True) if path else read_input(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RefusalError("Standard input has more than 64 MiB. Export only the tickets you look for.")
    try:
        return read_tracker(data, name=path.name if path else "standard input", order=told.dates or "")
    except TrackerError as error:
        raise RefusalError(str(error)) from None


def _loaded(name: str, library: Library) -> Loaded:
    from postmortem_gui.storage.loading import load, read_document

    loaded = load(read_document(Path(name)), name=Path(name).name, template_for=library.template)
    for notice in loaded.notices:
        say(f"{name}: {notice}")
    return loaded


def _save(name: str, loaded: Loaded, taken: Taken) -> None:
    from postmortem_gui.storage.atomic import fingerprint_of
    from postmortem_gui.storage.saving import save

    if taken.edit:
        # What somebody else saved in the meantime is not written over.
        written = save(Path(name), taken.edit.apply(loaded.postmortem), expect=fingerprint_of(loaded.data))
        for notice in written.notices:
            say(notice)


def _summary(taken: list[Taken], *, dry_run: bool) -> str:
    changed = sum(len(each.lines) for each in taken)
    files = sum(each.edit is not None for each in taken)
    did = "would change" if dry_run else "changed"
    of_all = f"{files} of {len(taken)} {'document' if len(taken) == 1 else 'documents'}"
    same, left, absent = (
        sum(counts) for counts in zip(*((one.same, one.left, one.absent) for one in taken), strict=True)
    )
    unclear = f"{left} left for a person, " if left else ""
    return (
        f"{changed} {'action' if changed == 1 else 'actions'} {did} in {of_all}; "
        f"{same} up to date, {unclear}{absent} not in the CSV"
    )
