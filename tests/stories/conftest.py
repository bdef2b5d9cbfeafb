"""What every story begins with: somebody at the keyboard, and an empty document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import Library, new_document
from postmortem_gui.storage.writing import document_bytes
from tests.stories.person import Person


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
