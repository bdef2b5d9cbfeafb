from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from postmortem_gui.storage import atomic, swapping
from postmortem_gui.storage.atomic import ANYTHING, Anything, SaveError, fingerprint, fingerprint_of, write_bytes

OLD, NEW = b"the old version\n" * 100, b"the new version\n" * 200

on_posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX has them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.postmortem.json"
    path.write_bytes(OLD)
    return path


def only(path: Path) -> bool:
    """Tell whether nothing else is in the folder."""
    return [entry.name for entry in path.parent.iterdir()] == [path.name]


def refused(path: Path, expect: str | Anything | None = ANYTHING) -> SaveError:
    with pytest.raises(SaveError) as caught:
        write_bytes(path, NEW, expect=expect)
    assert caught.value.sentence.endswith(".")
    return caught.value


def test_a_new_file_holds_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    written = write_bytes(path, NEW, expect=None)
    assert path.read_bytes() == NEW
    assert written == (fingerprint(path), (), True)
    assert only(path)


def test_an_old_file_is_replaced_by_the_version_that_was_expected(path: Path) -> None:
    written = write_bytes(path, NEW, expect=fingerprint_of(OLD))
    assert path.read_bytes() == NEW
    assert written.fingerprint == fingerprint_of(NEW)
    assert only(path)


def test_nothing_at_all_can_be_written(path: Path) -> None:
    write_bytes(path, b"")
    assert path.read_bytes() == b""


def test_a_file_that_another_program_changed_is_left_alone(path: Path) -> None:
    assert refused(path, expect=fingerprint_of(b"what we read")).reason == "changed"
    assert "Another program has changed" in refused(path, expect=None).sentence
    assert path.read_bytes() == OLD
    assert only(path)


def test_a_file_that_went_away_is_not_made_again_unasked(path: Path) -> None:
    path.unlink()
    error = refused(path, expect=fingerprint_of(OLD))
    assert error.reason == "gone"
    assert "deleted or moved" in error.sentence
    assert not path.exists()


def test_what_another_program_writes_in_the_same_moment_is_kept_and_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap = swapping.swap

    def meanwhile(temp: Path, target: Path) -> bool:
        target.write_bytes(b"theirs")
        return swap(temp, target)

    monkeypatch.setattr(swapping, "swap", meanwhile)
    written = write_bytes(path, NEW, expect=fingerprint_of(OLD))
    assert path.read_bytes() == NEW
    (kept,) = (entry for entry in path.parent.iterdir() if entry != path)
    assert kept.read_bytes() == b"theirs"
    assert kept.name.startswith("labels.postmortem.json.conflict-")
    assert kept.name in written.notices[0]


def test_a_file_that_another_program_makes_in_the_same_moment_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_new = swapping.put_new

    def meanwhile(temp: Path, target: Path) -> None:
        target.write_bytes(b"theirs")
        put_new(temp, target)

    monkeypatch.setattr(swapping, "put_new", meanwhile)
    path = tmp_path / "new.json"
    assert refused(path, expect=None).reason == "changed"
    assert path.read_bytes() == b"theirs"
    assert only(path)


def test_a_file_that_appears_in_the_same_moment_is_replaced_where_that_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_new = swapping.put_new

    def meanwhile(temp: Path, target: Path) -> None:
        target.write_bytes(b"theirs")
        put_new(temp, target)

    monkeypatch.setattr(swapping, "put_new", meanwhile)
    path = tmp_path / "new.pdf"
    write_bytes(path, NEW)
    assert path.read_bytes() == NEW
    assert only(path)


def test_a_disk_that_cannot_exchange_names_gets_a_plain_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "_renamed", lambda *_: False)
    write_bytes(path, NEW)
    write_bytes(path.with_name("other"), NEW)
    assert path.read_bytes() == NEW
    assert path.with_name("other").read_bytes() == NEW


@on_posix
def test_a_link_stays_a_link(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path.name)
    write_bytes(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


@on_posix
def test_permissions_and_attributes_stay(path: Path) -> None:
    path.chmod(0o640)
    os.setxattr(path, "user.note", b"mine")
    write_bytes(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.getxattr(path, "user.note") == b"mine"


@on_posix
def test_a_private_file_is_for_one_pair_of_eyes(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", NEW, private=True)
    write_bytes(tmp_path / "b", NEW)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    (tmp_path / "usual").touch()
    assert (tmp_path / "b").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_name_of_250_bytes_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 122 + ".json")
    write_bytes(path, NEW)
    write_bytes(path, OLD)
    assert path.read_bytes() == OLD
    assert only(path)


@pytest.mark.parametrize(
    ("name", "reason", "words"),
    [
        ("n" * 300, "name", "too long"),
        ("a\0b", "name", "cannot be the name"),
        ("half \udc00\ud800", "name", "cannot be the name"),
        ("gone/a.json", "missing", "is not there"),
        ("labels.postmortem.json/a.json", "missing", "is not a folder"),
        (".", "name", "is a folder"),
    ],
)
def test_a_name_that_cannot_be_is_a_sentence(path: Path, name: str, reason: str, words: str) -> None:
    error = refused(path.parent / name)
    assert error.reason == reason
    assert words in error.sentence
    assert len(error.sentence) < 300
    assert path.read_bytes() == OLD
    assert only(path)


@on_posix
def test_a_pipe_is_no_place_for_a_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").reason == "device"


def test_a_read_only_file_is_not_overwritten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere, so the mode alone proves nothing
    error = refused(path)
    assert error.reason == "read_only"
    assert "read-only" in error.sentence
    assert path.read_bytes() == OLD
    assert only(path)


# ── Every step fails once ────────────────────────────────────────────────────────────────────────

STEPS = ("open", "write", "fchmod", "fsync", "close", "swap", "replace")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ETXTBSY)


@contextmanager
def failing(step: str, number: int) -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        if step in ("swap", "replace"):
            patch.setattr(swapping, "swap", fail if step == "swap" else lambda *_: False)
            patch.setattr(swapping, "replace", fail)
        elif step == "close":
            close = os.close

            def close_and_fail(fd: int) -> None:
                close(fd)
                fail()

            patch.setattr(os, "close", close_and_fail)
        else:
            patch.setattr(os, step, fail)
        yield


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
@pytest.mark.parametrize("step", STEPS)
def test_whatever_fails_the_old_version_stays_and_nothing_is_left(path: Path, step: str, number: int) -> None:
    with failing(step, number):
        error = refused(path)
    assert "labels.postmortem.json" in error.sentence
    assert path.read_bytes() == OLD
    assert only(path)
    assert write_bytes(path, NEW).confirmed


@pytest.mark.parametrize(
    ("number", "reason", "words"),
    [
        (errno.ENOSPC, "full", "the disk is full (this needs 3,200 bytes)"),
        (errno.EIO, "device", "the disk reported an error"),
        (errno.EROFS, "read_only", "the disk is read-only"),
        (errno.EACCES, "folder", "may not be written to"),
        (errno.ENOTTY, "other", "the system says"),
    ],
)
def test_an_error_of_the_system_becomes_words(path: Path, number: int, reason: str, words: str) -> None:
    with failing("write", number):
        error = refused(path)
    assert error.reason == reason
    assert words in error.sentence


def test_a_write_in_small_pieces_is_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:7]))
    write_bytes(path, NEW)
    assert path.read_bytes() == NEW


def test_a_disk_that_keeps_something_else_is_caught(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(len(data))))
    assert refused(path).reason == "device"
    assert path.read_bytes() == OLD
    assert only(path)


def test_a_folder_that_will_not_sync_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "sync_folder", lambda _: False)
    written = write_bytes(path, NEW)
    assert not written.confirmed
    assert "would not confirm" in written.notices[0]
    assert path.read_bytes() == NEW


def test_a_file_that_is_not_there_has_no_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "gone") is None
    assert fingerprint(tmp_path) is None
    assert fingerprint(tmp_path / "a\0b") is None
    assert fingerprint(Path(__file__)) == fingerprint_of(Path(__file__).read_bytes())


# ── kill -9 ──────────────────────────────────────────────────────────────────────────────────────

SAVES_FOR_EVER = """
import os, sys
from pathlib import Path
from postmortem_gui.storage.atomic import write_bytes
n = 0
while True:
    n += 1
    write_bytes(Path(sys.argv[1]), b"%d\\n" % n * 20_000)
    os.write(1, b"%d\\n" % n)
"""


@on_posix
def test_a_killed_program_never_leaves_a_torn_file(path: Path) -> None:
    acknowledged = 0
    for round_ in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", SAVES_FOR_EVER, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(atomic.__file__).parents[2])},
        ) as child:
            assert child.stdout
            for _ in range(1 + round_ % 7):
                acknowledged = int(child.stdout.readline())
            child.send_signal(signal.SIGKILL)
            acknowledged = int([b"%d" % acknowledged, *child.stdout.read().splitlines()][-1])
        lines = path.read_bytes().splitlines()
        assert len(lines) == 20_000
        assert len(set(lines)) == 1
        assert int(lines[0]) >= acknowledged
