"""What the verbs do, all but export: list, begin, take over, describe."""

from __future__ import annotations

import argparse
import os
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.cli.files import STANDARD, Source, is_same, read, write
from postmortem_gui.cli.streams import RefusalError, say, write_output

# A verb imports what it needs when it runs: `--help` is there at once, and `templates` need not wait for exporters.
if TYPE_CHECKING:
    from postmortem_gui.core.postmortem import Postmortem
    from postmortem_gui.storage.library import Library


def list_templates(told: argparse.Namespace, library: Library) -> None:
    """Print every template: a line each, or JSON."""
    from postmortem_gui.storage.writing import json_bytes

    found = library.templates()
    for notice in library.notices:
        say(notice)
    if told.json:
        listed = [{"id": each.id, "name": each.name, "tag": each.tag, "purpose": each.purpose} for each in found]
        write_output(json_bytes(listed))
        return
    width = max(len(each.id) for each in found)
    write_output("".join(f"{each.id:<{width}}  {each.name}: {each.purpose}\n" for each in found).encode())


def write_new(told: argparse.Namespace, library: Library) -> None:
    """Write an empty document. Raises RefusalError where a file is already."""
    from postmortem_gui.storage.library import new_document
    from postmortem_gui.storage.writing import document_bytes

    template = library.required(told.template)
    if told.out != STANDARD and os.path.lexists(told.out):
        raise RefusalError(f"“{told.out}” is there already, and an empty document would replace it. Name another file.")
    write(told.out, document_bytes(new_document(template, title=told.title)))


def import_files(told: argparse.Namespace, library: Library) -> None:
    """Write the document that each file holds. All are read before one is written: a bad one stops them all."""
    from postmortem_gui.cli.text_files import is_text, read_text
    from postmortem_gui.core.layouts import switched
    from postmortem_gui.storage.pictures import write_pictures
    from postmortem_gui.storage.writing import document_bytes

    if told.files.count(STANDARD) > 1:
        raise RefusalError("Standard input can be read only once: give - once.")
    folder = Path(told.out) if told.out != STANDARD and Path(told.out).is_dir() else None
    if len(told.files) > 1 and folder is None:
        raise RefusalError(f"{len(told.files)} files need a folder: make one, and name it with -o FOLDER.")
    template = library.required(told.template) if told.template else None
    made: dict[str, tuple[Postmortem, dict[str, bytes]]] = {}
    for name in told.files:
        source = read_text(name, template or library.templates()[0]) if is_text(name) else read(name, library)
        target = told.out if folder is None else str(_free(folder, name, source, made))
        if source.is_pdf and is_same(target, name):
            raise RefusalError(f"“{target}” is the PDF itself, and the document would replace it. Name another file.")
        if is_text(name) and is_same(target, name):
            raise RefusalError(f"“{target}” is what is imported, and the document would replace it. Name another file.")
        made[target] = (switched(source.postmortem, template) if template else source.postmortem, source.carried)
    for target, (pm, pictures) in made.items():
        write(target, document_bytes(pm))
        if pictures and target == STANDARD:
            say("The pictures of the document are left out: name a file with -o to keep them beside it.")
        elif pictures:
            write_pictures(Path(target), pictures)


def _free(folder: Path, name: str, source: Source, made: Container[str]) -> Path:
    """Return where in a folder a document goes: where nothing lies yet that would be lost."""
    from postmortem_gui.render.file_names import file_name
    from postmortem_gui.storage.pictures import stem_of

    stem = stem_of(source.path.name) if source.path else file_name(source.postmortem, "")
    target = folder / f"{stem}.postmortem.json"
    if str(target) in made or (os.path.lexists(target) and not is_same(str(target), name)):
        raise RefusalError(f"“{target}” is there already, and “{name}” would replace it. Import it alone, to -o FILE.")
    return target


def print_schema(_told: argparse.Namespace, _library: Library) -> None:
    """Print the JSON Schema of the document."""
    from postmortem_gui.storage.schema import document_schema
    from postmortem_gui.storage.writing import json_bytes

    write_output(json_bytes(document_schema()))
