"""The verb stats reads a whole folder, and one bad file does not keep it from the others."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from postmortem_gui.cli.main import main
from postmortem_gui.cli.stats import documents
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.resources import resource
from postmortem_gui.storage.writing import document_bytes
from tests.storage.documents import LAYOUT

Said = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("postmortem_gui.cli.stats.today", lambda: date(2026, 11, 20))


def write(path: Path, **fields: object) -> None:
    rows = tuple(
        ActionItem(id=f"x_{at}", description="Limit the queue", priority="P1", owner=owner, due="2026-11-10").but(
            status=status, **fields
        )
        for at, (owner, status) in enumerate((("Ida", "done"), ("Ida", "open"), ("", "done")))
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document_bytes(Postmortem(id=path.name, actions=rows, template=LAYOUT)))


def test_people_read_a_table(capfdbinary: Said, tmp_path):
    write(tmp_path / "a.postmortem.json")
    assert main(["stats", str(tmp_path)]) == 0
    printed, said = capfdbinary.readouterr()
    assert not said
    assert printed.decode() == (
        "1 document; as of 2026-11-20\n\n"
        "Closure rate  66.6 %  2 of 3 actions closed\n"
        "Target        80 %  not reached\n\n"
        "Priority  closed     all     rate  overdue  without ticket\n"
        "P1             2       3   66.6 %        1               3\n\n"
        "Owner   closed     all     rate  overdue  without ticket\n"
        "Ida          1       2     50 %        1               2\n"
        "nobody       1       1    100 %        0               1\n"
    )


def test_programs_read_json(capfdbinary: Said, tmp_path):
    write(tmp_path / "deep" / "er" / "a.postmortem.json")
    write(tmp_path / "b.postmortem.json")
    assert main(["stats", str(tmp_path), "--json"]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    counts = {"actions": 6, "closed": 4, "rate": 66.6, "overdue": 2, "without_ticket": 6}
    assert told.pop("by_priority") == [{"priority": "P1", **counts}]
    assert [each["owner"] for each in told.pop("by_owner")] == ["Ida", ""]
    assert told == {"today": "2026-11-20", "documents": 2, "unreadable": [], "target": 80, **counts}


def test_a_file_that_cannot_be_read_is_named_and_the_others_count(capfdbinary: Said, tmp_path):
    write(tmp_path / "a.postmortem.json")
    bad = tmp_path / "bad.postmortem.json"
    bad.write_text("{")
    assert main(["stats", str(tmp_path), "--json"]) == 0
    printed, said = capfdbinary.readouterr()
    assert (json.loads(printed)["documents"], json.loads(printed)["unreadable"]) == (1, [str(bad)])
    assert said.count(b"\n") == 1
    assert str(bad).encode() in said
    assert main(["stats", str(tmp_path)]) == 0
    assert b"1 document, 1 more could not be read" in capfdbinary.readouterr().out


def test_links_are_not_followed_and_other_files_are_no_documents(tmp_path):
    write(tmp_path / "in" / "b.postmortem.json")
    write(tmp_path / "in" / "a" / "z.postmortem.json")
    write(tmp_path / "out" / "c.postmortem.json")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "l.postmortem.json").symlink_to(tmp_path / "out" / "c.postmortem.json")
    (tmp_path / "in" / "notes.json").write_text("{}")
    found = [path.relative_to(tmp_path).as_posix() for path in documents(str(tmp_path / "in"))]
    assert found == ["in/b.postmortem.json", "in/a/z.postmortem.json"]


def test_a_folder_without_actions_has_no_rate(capfdbinary: Said, tmp_path):
    assert main(["stats", str(tmp_path)]) == 0
    assert b"No action is committed yet." in capfdbinary.readouterr().out
    assert main(["stats", str(tmp_path), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["rate"] is None


def test_an_owner_cannot_move_the_cursor(capfdbinary: Said, tmp_path):
    write(tmp_path / "a.postmortem.json", owner="\x1b[2J" + "x" * 100)
    assert main(["stats", str(tmp_path)]) == 0
    printed = capfdbinary.readouterr().out
    assert b"\x1b" not in printed
    assert max(map(len, printed.decode().splitlines())) < 100


@pytest.mark.parametrize("folder", ["missing", "file", "a\0b"])
def test_what_is_no_folder_is_one_sentence(capfdbinary: Said, tmp_path, folder):
    (tmp_path / "file").touch()
    assert main(["stats", str(tmp_path / folder)]) == 2
    printed, said = capfdbinary.readouterr()
    assert (printed, said.count(b"\n")) == (b"", 1)
    assert b"Name the folder" in said


def test_a_thousand_documents_take_less_than_five_seconds(capfdbinary: Said, tmp_path):
    whole = resource("examples/label-printing.postmortem.json").read_bytes()
    for at in range(200):
        (tmp_path / f"{at}.postmortem.json").write_bytes(whole)
    started = time.process_time()
    assert main(["stats", str(tmp_path)]) == 0
    assert time.process_time() - started < 5 / 1000 * 200
    assert capfdbinary.readouterr().out.decode().startswith("200 documents;")
