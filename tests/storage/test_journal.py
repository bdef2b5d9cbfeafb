from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Insert, Move, Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.storage import journal as journals
from postmortem_gui.storage import locks
from postmortem_gui.storage.atomic import write_bytes
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.journal import Journal, JournalError
from postmortem_gui.storage.recovery import KEPT_DAYS, Recovery, found, recover
from postmortem_gui.storage.writing import document_bytes
from tests.storage.documents import documents, large, small

TITLE = Place("facts", "title")
FILE = Path("/somewhere/labels.postmortem.json")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def begin(home: Home, pm: Postmortem | None = None) -> Journal:
    return Journal.begin(home, pm or small(), path=FILE, fingerprint="f0")


def titled(pm: Postmortem, title: str) -> Postmortem:
    return Set(TITLE, title).apply(pm)


def held(journal: Journal) -> Recovery:
    recovery = recover(journal.folder)
    assert recovery
    return recovery


def end_the_process(journal: Journal) -> None:
    """Leave the journal as a killed process would: its lock is free, its files are as they are."""
    journal.close(discard=False)


# ── Whatever a person does, what comes back is what was there ────────────────────────────────────

DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), documents()),
        st.tuples(st.just("title"), st.text(max_size=60)),
        st.tuples(st.just("undo"), st.integers(1, 5)),
        st.tuples(st.just("redo"), st.integers(1, 5)),
        st.tuples(st.just("save"), st.integers(0, 3)),
        st.tuples(st.just("renew"), st.none()),
        st.tuples(st.just("half"), st.none()),
    ),
    max_size=12,
)


@given(documents(), DOINGS)
def test_recovery_equals_memory_after_any_edits_undos_redos_and_saves(
    pm: Postmortem, doings: list[tuple[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = begin(Home.at(Path(folder)), pm)
        states, at, saved = [pm], 0, 0
        for what, value in doings:
            match what:
                case "edit" | "title":
                    new = value if what == "edit" else titled(states[at], value)
                    states, at = [*states[: at + 1], new], at + 1
                case "undo":  # several at once, as typing that was merged
                    at = max(0, at - value)
                case "redo":
                    at = min(len(states) - 1, at + value)
                case "save":
                    saved = max(saved, journal.rev - value)
                    journal.saved(journal.rev - value, path=FILE, fingerprint="f1")
                case "renew":
                    journal.renew()
                case "half":
                    journal.renew()
                    assert journal._log is not None
                    os.write(journal._log, journals.sealed([journal.rev + 1, []])[:9])
                    journal._close_log()
            journal.record(states[at])
            back = held(journal)
            assert back.postmortem == states[at]
            assert document_bytes(back.postmortem) == document_bytes(states[at])
            assert back.rev == journal.rev
            assert back.edits == journal.unsaved == journal.rev - saved
        journal.close()
        assert not journal.folder.exists()


def test_a_value_that_is_no_other_leaves_no_line(home: Home) -> None:
    journal = begin(home)
    assert journal.record(small().model_copy(deep=True)) == 0
    assert held(journal).edits == 0
    journal.close()


def test_the_file_that_the_work_belongs_to_is_remembered(home: Home) -> None:
    journal = begin(home)
    rev = journal.record(titled(small(), "a"))
    assert held(journal)[1:] == (1, 0, FILE, "f0", 1)
    journal.saved(rev, path=FILE.with_name("other.json"), fingerprint="f2")
    assert held(journal)[1:] == (0, 0, FILE.with_name("other.json"), "f2", 1)
    journal.close()


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────


def worked(home: Home, edits: int) -> tuple[Journal, list[Postmortem]]:
    random = Random(3)
    pm = small()
    journal = begin(home, pm)
    states = [pm]
    for number in range(edits):
        rows = [row.id for row in pm.timeline]
        pm = random.choice(
            [
                titled(pm, f"Labels stopped, and this is title {number}"),
                Insert("timeline", random.choice([None, *rows]), (TimelineEntry(id=f"t_{number}"),)).apply(pm),
                Move("timeline", random.choice(rows), None).apply(pm),
                Remove("timeline", (random.choice(rows),)).apply(pm) if len(rows) > 1 else pm,
            ]
        )
        if journal.record(pm) == len(states):
            states.append(pm)
    return journal, states


def test_a_log_cut_at_any_byte_gives_every_whole_line_before_the_cut(home: Home) -> None:
    journal, states = worked(home, 30)
    (log,) = journal.folder.glob("*.log")
    whole = log.read_bytes()
    for cut in range(len(whole)):
        log.write_bytes(whole[:cut])
        back = held(journal)
        assert back.rev == whole[:cut].count(b"\n")
        assert back.postmortem == states[back.rev]
        assert back.left == (cut > 0 and whole[cut - 1 : cut] != b"\n")
    journal.close()


def test_a_flipped_bit_ends_the_story_there_and_is_said(home: Home) -> None:
    journal, states = worked(home, 30)
    (log,) = journal.folder.glob("*.log")
    whole = log.read_bytes()
    random = Random(5)
    for _ in range(300):
        damaged = bytearray(whole)
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        log.write_bytes(damaged)
        back = held(journal)
        assert back.postmortem == states[back.rev]
        assert back.rev == len(states) - 1 or back.left > 0
    journal.close()


def test_a_damaged_snapshot_falls_back_on_the_one_before(home: Home) -> None:
    journal, states = worked(home, 5)
    journal.renew()
    journal.record(titled(states[-1], "after"))
    newest = journal.folder / "00000002.snap"
    newest.write_bytes(newest.read_bytes()[:-1])
    assert held(journal).postmortem.fact("title") == "after"
    journal.close()


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_are_read_without_a_word(snapshot: bytes, log: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "00000001.snap").write_bytes(snapshot)
        (folder / "00000001.log").write_bytes(log)
        (folder / "00000002.snap").mkdir()
        assert recover(folder) is None


def test_well_sealed_nonsense_loses_nothing_before_it(home: Home) -> None:
    journal, states = worked(home, 5)
    (log,) = journal.folder.glob("*.log")
    good = log.read_bytes()
    nonsense: object
    for nonsense in ([len(states), 7], [len(states), [["put", ["timeline"], 7]]], ["saved", 1], [len(states)], 7, {}):
        log.write_bytes(good + journals.sealed(nonsense) + journals.sealed([len(states) + 1, []]))
        back = held(journal)
        assert back.postmortem == states[-1]
        assert back.left >= 1
    journal.close()


# ── Generations, disks ───────────────────────────────────────────────────────────────────────────


def test_a_long_log_gives_way_to_a_snapshot_and_one_generation_before_is_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_LOG_BYTES", 2000)
    journal, states = worked(home, 300)
    names = sorted(path.name for path in journal.folder.iterdir() if path.name != "lock")
    assert len(names) == 4
    assert int(names[0][:8]) > 1
    assert held(journal).postmortem == states[-1]
    journal.close()


def test_a_full_disk_is_a_sentence_and_the_next_edit_tries_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begin(home)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
        with pytest.raises(JournalError, match=r"only in memory.*disk is full"):
            journal.record(titled(small(), "a"))
    assert held(journal).rev == 0
    journal.record(titled(small(), "ab"))
    assert held(journal).postmortem.fact("title") == "ab"
    assert held(journal).edits == 2
    journal.close()


def test_half_a_line_is_no_danger(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begin(home)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data: write(fd, data[:9]))
        patch.setattr(journals, "write_bytes", lambda path, data, **_: path.write_bytes(data))
        journal.record(titled(small(), "a"))
    journal.record(titled(small(), "b"))
    assert held(journal).postmortem.fact("title") == "b"
    journal.close()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="only in memory"):
        begin(Home.at(tmp_path / "file"))


def test_a_disk_that_stays_full_is_said_in_the_same_words_each_time(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begin(home)
    said = set()
    with monkeypatch.context() as patch:
        patch.setattr("postmortem_gui.storage.atomic.os.write", _no_space)
        patch.setattr("postmortem_gui.storage.journal.os.write", _no_space)
        for title in "abc":
            with pytest.raises(JournalError) as caught:
                journal.record(titled(small(), title))
            said.add(str(caught.value))
    assert len(said) == 1, said
    assert ".snap" not in said.pop()
    journal.close()


def _no_space(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_nobody_else_may_look(home: Home) -> None:
    journal = begin(home)
    journal.record(titled(small(), "a"))
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in journal.folder.iterdir()} == {0o600}
    journal.close()


def test_an_edit_in_a_long_document_is_written_before_the_next_key(home: Home) -> None:
    pm = large(5000)
    journal = begin(home, pm)
    times = []
    for number in range(20):
        pm = Set(Place("timeline", "t_00002500", "event"), "x" * number).apply(pm)
        start = time.process_time()
        journal.record(pm)
        times.append(time.process_time() - start)
    journal.sync()
    assert sorted(times)[10] < 0.01  # 0.2 ms on an idle machine
    journal.close()


# ── After the end ────────────────────────────────────────────────────────────────────────────────


def test_unsaved_work_of_a_dead_program_is_found(home: Home) -> None:
    journal = begin(home)
    journal.record(titled(small(), "a"))
    journal.record(titled(small(), "Labels are back"))
    assert found(home) == ()  # the journal is still being written
    end_the_process(journal)
    (work,) = found(home)
    assert (work.title, work.severity, work.path, work.fingerprint) == ("Labels are back", "P1", FILE, "f0")
    assert (work.edits, work.left) == (2, 0)
    assert abs(work.last.timestamp() - time.time()) < 60
    assert work.file_changed
    assert work.read().postmortem.fact("title") == "Labels are back"
    work.discard()
    assert found(home) == ()
    assert (home.recovery / "discarded" / journal.folder.name).is_dir()


def test_saved_work_is_cleared_away(home: Home, tmp_path: Path) -> None:
    journal = begin(home)
    journal.saved(journal.record(titled(small(), "a")), path=FILE, fingerprint="f1")
    end_the_process(journal)
    assert found(home) == ()
    assert not journal.folder.exists()


def test_work_that_is_in_its_file_after_all_is_cleared_away(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    journal = Journal.begin(home, small(), path=path, fingerprint=None)
    new = titled(small(), "a")
    journal.record(new)
    end_the_process(journal)
    (work,) = found(home)
    assert not work.file_changed
    write_bytes(path, document_bytes(new))
    assert found(home) == ()
    assert not journal.folder.exists()


def test_unsaved_work_that_nobody_wants_lies_aside_for_two_weeks(home: Home) -> None:
    journal = begin(home)
    journal.record(titled(small(), "a"))
    journal.close()
    aside = home.recovery / "discarded" / journal.folder.name
    assert recover(aside)
    assert found(home) == ()
    old = time.time() - (KEPT_DAYS + 1) * 24 * 60 * 60
    os.utime(aside, (old, old))
    assert found(home) == ()
    assert not aside.exists()


def test_two_journals_of_one_file_do_not_meet(home: Home) -> None:
    one, other = begin(home), begin(home)
    assert one.folder != other.folder
    one.record(titled(small(), "one"))
    other.record(titled(small(), "other"))
    end_the_process(one)
    end_the_process(other)
    assert {work.title for work in found(home)} == {"one", "other"}


def test_work_without_a_file_is_found_too(home: Home) -> None:
    journal = Journal.begin(home, small(), path=None, fingerprint=None)
    journal.record(titled(small(), "new"))
    end_the_process(journal)
    (work,) = found(home)
    assert work.path is None
    assert not work.file_changed


def test_a_journal_that_cannot_be_read_is_put_aside_and_logged(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    journal = begin(home)
    journal.record(titled(small(), "a"))
    end_the_process(journal)
    (journal.folder / "00000001.snap").write_bytes(b"gone")
    with caplog.at_level("WARNING"):
        assert found(home) == ()
    assert "cannot be read" in caplog.text
    assert (home.recovery / "discarded" / journal.folder.name / "00000001.log").exists()


def test_an_empty_folder_and_a_stray_file_are_no_work(home: Home) -> None:
    (home.recovery / "empty").mkdir(parents=True)
    (home.recovery / "file").touch()
    assert found(home) == ()
    assert found(Home.at(home.config / "nowhere")) == ()


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    first = locks.hold(tmp_path / "lock")
    assert first is not None
    assert locks.hold(tmp_path / "lock") is None
    os.close(first)
    again = locks.hold(tmp_path / "lock")
    assert again is not None
    os.close(again)


TYPES_FOR_EVER = """
import os, sys
from pathlib import Path
from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage import journal
journal._LOG_BYTES = 4000
pm = Postmortem(id="a")
written = journal.Journal.begin(journal.Home.at(Path(sys.argv[1])), pm, path=None, fingerprint=None)
while True:
    pm = Set(Place("facts", "title"), f"title {written.rev + 1}").apply(pm)
    os.write(1, b"%d\\n" % written.record(pm))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")
def test_a_killed_program_loses_no_edit_that_it_acknowledged(tmp_path: Path) -> None:
    for number in range(8):
        home = Home.at(tmp_path / str(number))
        with subprocess.Popen(
            [sys.executable, "-c", TYPES_FOR_EVER, str(tmp_path / str(number))],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(journals.__file__).parents[2])},
        ) as child:
            assert child.stdout
            for _ in range(1 + 37 * number):
                child.stdout.readline()
            child.send_signal(signal.SIGKILL)
            rest = child.stdout.read().splitlines()
        (work,) = found(home)
        assert work.edits >= (int(rest[-1]) if rest else 1 + 37 * number)
        assert work.title == f"title {work.edits}"
        assert work.left <= 1
