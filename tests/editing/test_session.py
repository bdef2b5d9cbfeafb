"""A session opens, saves and closes, and loses nothing on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.team import NO_TEAM
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.messages import Message
from postmortem_gui.editing.session import SaveState, Session
from postmortem_gui.editing.work import Work
from postmortem_gui.storage import loading
from postmortem_gui.storage.atomic import SaveError
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.journal import JournalError
from postmortem_gui.storage.library import Library
from postmortem_gui.storage.recovery import found
from postmortem_gui.storage.writing import document_bytes

TITLE = Place("facts", "title")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


@pytest.fixture
def session(qapp: object, home: Home) -> Iterator[Session]:
    session = Session(home, Library(home))
    yield session
    session.close()


@pytest.fixture
def said(session: Session) -> list[Message]:
    messages: list[Message] = []
    session.told.connect(messages.append)
    return messages


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "down.postmortem.json"
    path.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Down"})))
    return path


def title_in(path: Path) -> str:
    return loading.load(path.read_bytes(), name=path.name).postmortem.fact("title")


def retitle(session: Session, title: str) -> None:
    assert session.document is not None
    session.document.apply(Set(TITLE, title))


def save(session: Session, qtbot: QtBot, path: Path | None = None) -> bool:
    with qtbot.waitSignal(session.save_ended) as ended:
        session.save(path)
    return bool(ended.args and ended.args[0])


def test_a_new_document_has_nothing_to_lose(session: Session) -> None:
    template = session.library.required("brief")
    session.start_new(template)
    assert session.document is not None
    assert session.document.value.template == template
    assert not session.document.is_modified
    assert session.path is None


def test_what_is_saved_is_opened_again(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    session.start_new(session.library.required("brief"))
    retitle(session, "Checkout down")
    path = tmp_path / "new.postmortem.json"
    assert save(session, qtbot, path)
    assert session.state is SaveState.SAVED
    assert title_in(path) == "Checkout down"
    saved = session.document.value if session.document else None
    assert session.open_path(path)
    assert session.document is not None
    assert session.document.value == saved
    assert [recent.path for recent in session.recent.files()] == [path]


def test_a_bad_file_is_said_and_leaves_the_open_document_alone(
    session: Session, said: list[Message], file: Path, tmp_path: Path
) -> None:
    session.open_path(file)
    before = session.document
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "postmortem", "facts": {"title": 5}}')
    said.clear()
    assert not session.open_path(bad)
    assert session.document is before
    assert session.path == file
    assert [message.tone for message in said] == ["error"]
    assert "bad.json" in said[0].sentence
    assert "title" in said[0].sentence


def test_a_save_that_fails_keeps_the_edits_and_says_so(
    session: Session, said: list[Message], file: Path, qtbot: QtBot
) -> None:
    session.open_path(file)
    retitle(session, "Down again")
    said.clear()
    assert not save(session, qtbot, file.parent / "nowhere" / "x.json")
    assert session.state is SaveState.FAILED
    assert session.document is not None
    assert session.document.is_modified
    assert title_in(file) == "Down"
    assert [message.tone for message in said] == ["error"]
    assert save(session, qtbot)
    assert title_in(file) == "Down again"


def test_another_programs_version_is_not_overwritten_unasked(
    session: Session, said: list[Message], file: Path, qtbot: QtBot
) -> None:
    session.open_path(file)
    retitle(session, "Ours")
    file.write_bytes(document_bytes(Postmortem(id="d", facts={"title": "Theirs"})))
    said.clear()
    assert not save(session, qtbot)
    assert title_in(file) == "Theirs"
    assert {offer.command for offer in said[0].offers} == {"save_as", "revert", "overwrite"}
    with qtbot.waitSignal(session.save_ended):
        session.overwrite()
    assert title_in(file) == "Ours"


def test_a_file_that_was_deleted_is_written_anew_only_when_somebody_asks(
    session: Session, said: list[Message], file: Path, qtbot: QtBot
) -> None:
    session.open_path(file)
    retitle(session, "Ours")
    file.unlink()
    said.clear()
    assert not save(session, qtbot)
    assert not file.exists()
    assert [offer.command for offer in said[0].offers] == ["overwrite", "save_as"]
    with qtbot.waitSignal(session.save_ended):
        session.overwrite()
    assert title_in(file) == "Ours"


def test_two_saves_at_once_end_with_the_newest(session: Session, file: Path, qtbot: QtBot) -> None:
    session.open_path(file)
    retitle(session, "First")
    session.save()
    retitle(session, "Second")
    assert save(session, qtbot)
    assert title_in(file) == "Second"
    assert session.state is SaveState.SAVED


def test_a_save_that_ends_after_another_document_was_opened_leaves_that_one_its_own_file(
    session: Session, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "up.postmortem.json"
    other.write_bytes(document_bytes(Postmortem(id="u", facts={"title": "Up"})))
    session.open_path(file)
    retitle(session, "Saved in time")
    with qtbot.waitSignal(session.save_ended):
        session.save()
        session.open_path(other)
    assert title_in(file) == "Saved in time"
    assert session.path == other
    retitle(session, "Up again")
    assert session.document is not None
    assert session.document.is_modified
    assert save(session, qtbot)
    assert (title_in(file), title_in(other)) == ("Saved in time", "Up again")


def test_a_document_that_is_opened_during_a_save_can_be_saved_at_once(
    session: Session, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "up.postmortem.json"
    other.write_bytes(document_bytes(Postmortem(id="u", facts={"title": "Up"})))
    session.open_path(file)
    retitle(session, "First")
    session.save()
    session.open_path(other)
    retitle(session, "Second")
    qtbot.waitUntil(lambda: title_in(file) == "First")
    assert save(session, qtbot)
    assert (title_in(file), title_in(other)) == ("First", "Second")


def test_a_save_that_breaks_in_a_way_that_nobody_foresaw_ends_all_the_same(
    session: Session, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        def write() -> object:
            raise ZeroDivisionError

        return write

    session.open_path(file)
    retitle(session, "Typed")
    with monkeypatch.context() as patch, qtbot.captureExceptions() as raised:
        patch.setattr("postmortem_gui.editing.session.saving", broken)
        assert not save(session, qtbot)
        qtbot.waitUntil(lambda: bool(raised))
    assert session.state is SaveState.FAILED
    assert save(session, qtbot)
    assert title_in(file) == "Typed"


def test_documents_and_saves_that_are_over_take_no_room(session: Session, file: Path, qtbot: QtBot) -> None:
    for title in ("One", "Two", "Three"):
        session.open_path(file)
        retitle(session, title)
        save(session, qtbot)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert session.findChildren(Document) == [session.document]
    assert session.findChildren(Work) == []


def test_the_end_of_a_document_does_not_say_that_nothing_can_be_undone(session: Session, file: Path) -> None:
    session.open_path(file)
    retitle(session, "Changed")
    assert session.document is not None
    said: list[bool] = []
    session.document.undo_stack.canUndoChanged.connect(said.append)
    session.open_path(file)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert said == []


def test_reverting_can_be_undone(session: Session, file: Path) -> None:
    session.open_path(file)
    retitle(session, "Changed")
    session.revert()
    assert session.document is not None
    assert session.document.value.fact("title") == "Down"
    assert not session.document.is_modified
    session.document.undo_stack.undo()
    assert session.document.value.fact("title") == "Changed"
    assert session.document.is_modified


def test_after_a_crash_every_edit_is_offered_again(session: Session, file: Path, home: Home, tmp_path: Path) -> None:
    session.open_path(file)
    retitle(session, "Nearly lost")
    crashed = _crash(session)
    (work,) = found(home)
    assert (work.title, work.path, work.edits) == ("Nearly lost", file, 1)
    session.recover(work)
    assert session.document is not None
    assert session.document.value.fact("title") == "Nearly lost"
    assert session.document.is_modified
    assert session.path == file
    assert title_in(file) == "Down"
    crashed.close()


def test_recovered_work_is_safe_from_the_next_crash_too(session: Session, file: Path, home: Home) -> None:
    session.open_path(file)
    retitle(session, "Nearly lost")
    first = _crash(session)
    session.recover(found(home)[0])
    second = _crash(session)
    (work,) = found(home)
    assert work.title == "Nearly lost"
    for journal in (first, second):
        journal.close()


def test_recovered_work_stays_on_the_disk_while_no_new_journal_can_be_written(
    session: Session, file: Path, home: Home, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    session.open_path(file)
    retitle(session, "Nearly lost")
    crashed = _crash(session)
    (work,) = found(home)
    with monkeypatch.context() as patch:
        patch.setattr("postmortem_gui.storage.journal.write_bytes", _full_disk)
        session.recover(work)
    assert any("only in memory" in message.sentence for message in said)
    session.close()
    assert [again.title for again in found(home)] == ["Nearly lost"]
    crashed.close()


def test_nothing_is_said_about_a_journal_that_has_nothing_to_keep(
    session: Session, said: list[Message], file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.open_path(file)
    retitle(session, "Saved")
    said.clear()
    with monkeypatch.context() as patch:
        patch.setattr("postmortem_gui.storage.journal.Journal.saved", _no_journal)
        assert save(session, qtbot)
    assert said == []


def _no_journal(*_: object, **__: object) -> None:
    raise JournalError("Unsaved work is only in memory")


def _full_disk(*_: object, **__: object) -> None:
    raise SaveError("the disk is full", "full")


def test_saving_leaves_nothing_to_recover(session: Session, file: Path, home: Home, qtbot: QtBot) -> None:
    session.open_path(file)
    retitle(session, "Safe")
    save(session, qtbot)
    crashed = _crash(session)
    assert found(home) == ()
    crashed.close()


def test_the_example_is_a_copy_of_nobodys(session: Session) -> None:
    session.open_example()
    assert session.document is not None
    assert session.path is None
    assert not session.document.is_modified
    assert session.document.value.fact("title")


class _Crashed:
    """What is left of a journal whose program ended: its files, but not its lock."""

    def __init__(self, session: Session) -> None:
        self._journal = session._journal
        session._journal = None
        if self._journal is not None and self._journal._lock is not None:
            import os

            os.close(self._journal._lock)
            self._journal._lock = None

    def close(self) -> None:
        if self._journal is not None:
            self._journal.close()


def _crash(session: Session) -> _Crashed:
    """Take the journal away as the end of the process does: the system lets go of its lock."""
    return _Crashed(session)


def test_the_team_of_a_document_is_the_one_beside_it(session: Session, file: Path, said: list[Message]) -> None:
    team = file.parent / "team.json"
    team.write_text('{"people": [{"name": "Ida"}], "unwanted_words": [{"words": "TBD"}]}')
    assert session.open_path(file)
    assert session.document is not None
    assert [one.name for one in session.document.team.people] == ["Ida"]
    session.read_team()
    assert said[-1].sentence == f"The team's file “{team}” was read: 1 person and 1 rule."
    team.write_text("{")
    session.read_team()
    assert said[-1].tone == "warn"
    assert "is not used" in said[-1].sentence
    assert session.document.team == NO_TEAM
    team.unlink()
    session.read_team()
    assert said[-1].sentence.startswith("There is no team.json, neither beside this document nor in")


def test_a_wrong_file_of_a_team_is_said_when_its_document_is_opened(
    session: Session, file: Path, said: list[Message]
) -> None:
    (file.parent / "team.json").write_text('{"people": 1}')
    assert session.open_path(file)
    assert "people should be a list" in said[0].sentence


def test_a_copy_in_another_folder_has_the_team_of_that_folder(
    session: Session, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    assert session.open_path(file)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "team.json").write_text('{"severities": ["SEV-1"]}')
    with qtbot.waitSignal(session.save_ended):
        session.save(tmp_path / "other" / "a.postmortem.json")
    assert session.document is not None
    assert session.document.team.severities == ("SEV-1",)
