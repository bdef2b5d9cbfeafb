"""A chat, a log or a table becomes the timeline of a new document; what is no event is kept beside it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem_gui.cli.main import main
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage.loading import load

CHAT = "Today\nIda Brandt\n  9:12 AM\nlabels fail\n3 replies\nNoor Haddad\n  9:14 AM\non it\n"


def imported(capfdbinary: pytest.CaptureFixture[bytes], path: Path, *more: str) -> tuple[Postmortem, str]:
    assert main(["import", str(path), *more]) == 0
    said = capfdbinary.readouterr()
    return load(said.out, name="new").postmortem, said.err.decode()


def test_a_channel_is_a_timeline_on_the_day_it_was_copied(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path):
    path = tmp_path / "channel.txt"
    path.write_text(CHAT)
    copied = datetime(2026, 11, 17, 20, tzinfo=UTC).timestamp()
    os.utime(path, (copied, copied))

    pm, said = imported(capfdbinary, path, "--template", "brief")

    assert [(row.when.at, row.who, row.event) for row in pm.timeline] == [
        (datetime(2026, 11, 17, 9, 12, tzinfo=UTC), "Ida Brandt", "labels fail"),
        (datetime(2026, 11, 17, 9, 14, tzinfo=UTC), "Noor Haddad", "on it"),
    ]
    assert "3 replies" in pm.sections["x_left_out"].text
    assert pm.template.id == "brief"
    assert said == (
        "postmortem: “channel.txt” is read as Slack, times in UTC: 2 rows, "
        "1 piece that tells nothing kept below the timeline.\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, encoding: str
):
    path = tmp_path / "log.csv"
    path.write_text("Time,Event\n2026-11-17 14:02,Überlast\n14:?x,weiter\n", encoding=encoding)

    pm, said = imported(capfdbinary, path)

    assert [row.event for row in pm.timeline] == ["Überlast", "weiter"]
    assert "1 of them without a time that can be read" in said


def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
):
    path, out = tmp_path / "a.log", tmp_path / "out.json"
    path.write_bytes(b"\x00\x01\x02" * 100)

    assert main(["import", str(path), "-o", str(out)]) == 2
    assert main(["import", str(tmp_path / "absent.txt"), "-o", str(out)]) == 2
    path.write_text("14:02 x")
    assert main(["import", str(path), "-o", str(path)]) == 2
    assert not out.exists()
    assert path.read_text() == "14:02 x"
