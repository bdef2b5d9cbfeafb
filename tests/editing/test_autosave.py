"""Autosave: every half minute, as Save does, and never where a person has to look first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.autosave import PAUSE_MS, Autosave
from postmortem_gui.editing.session import SaveState, Session
from postmortem_gui.storage import loading
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import Library
from postmortem_gui.storage.writing import document_bytes

TITLE = Place("facts", "title")


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    home = Home.at(tmp_path / "home")
    made = Session(home, Library(home))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def autosave(session: Session) -> Autosave:
    made = Autosave(session, session)
    made.set_on(True)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "down.postmortem.json"
    path.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Down"})))
    return path


def retitle(session: Session, title: str) -> None:
    assert session.document is not None
    session.document.apply(Set(TITLE, title))


def title_in(path: Path) -> str:
    return loading.load(path.read_bytes(), name=path.name).postmortem.fact("title")


def test_an_edit_is_in_the_file_after_half_a_minute(
    session: Session, autosave: Autosave, file: Path, qtbot: QtBot
) -> None:
    session.open_path(file)
    assert not autosave.is_waiting
    retitle(session, "Written by itself")
    assert autosave.is_waiting
    assert autosave._timer.interval() == PAUSE_MS == 30_000
    with qtbot.waitSignal(session.save_ended):
        autosave._timer.timeout.emit()
    assert title_in(file) == "Written by itself"
    assert session.state is SaveState.SAVED
    assert not autosave.is_waiting


def test_typing_on_does_not_put_the_save_off(session: Session, autosave: Autosave, file: Path) -> None:
    session.open_path(file)
    retitle(session, "One")
    begun = autosave._timer.id()
    retitle(session, "Two")
    assert autosave._timer.id() == begun


def test_it_is_off_until_somebody_turns_it_on_and_off_again(session: Session, file: Path) -> None:
    autosave = Autosave(session, session)
    session.open_path(file)
    retitle(session, "One")
    assert not autosave.is_waiting
    autosave.set_on(True)
    assert autosave.is_waiting
    autosave.set_on(False)
    assert not autosave.is_waiting
    assert title_in(file) == "Down"


def test_a_document_without_a_file_is_left_alone(session: Session, autosave: Autosave) -> None:
    session.start_new(session.library.required("brief"))
    retitle(session, "Nowhere yet")
    assert not autosave.is_waiting
    autosave._timer.timeout.emit()
    assert session.path is None


def test_a_file_that_changed_outside_is_never_replaced(
    session: Session, autosave: Autosave, file: Path, qtbot: QtBot
) -> None:
    session.open_path(file)
    retitle(session, "Ours")
    file.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Theirs"})))
    with qtbot.waitSignal(session.save_ended) as ended, qtbot.waitSignal(session.told) as told:
        autosave._timer.timeout.emit()
    assert ended.args == [False]
    assert [offer.command for offer in told.args[0].offers] == ["save_as", "revert", "overwrite"]
    assert title_in(file) == "Theirs"
    assert not autosave.is_waiting
    retitle(session, "Still ours")
    assert not autosave.is_waiting, "nothing more is written before a person has decided"


def test_what_is_undone_in_time_is_not_written(session: Session, autosave: Autosave, file: Path) -> None:
    session.open_path(file)
    before = file.stat().st_mtime_ns
    retitle(session, "One")
    assert session.document is not None
    session.document.undo_stack.undo()
    assert not autosave.is_waiting
    assert file.stat().st_mtime_ns == before


def test_closing_the_document_ends_the_wait(session: Session, autosave: Autosave, file: Path) -> None:
    session.open_path(file)
    retitle(session, "One")
    session.close()
    assert not autosave.is_waiting
    assert title_in(file) == "Down"
