"""The verb sync writes what changed, where it was, and nothing before everything is read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from postmortem_gui.cli.main import main
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.storage.loading import load
from postmortem_gui.storage.writing import document_bytes
from tests.storage.documents import LAYOUT

Said = pytest.CaptureFixture[bytes]
CSV = "Key,Status,Resolved\nPLAT-12,Done,2026-11-20\nPLAT-13,Limbo,\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.setattr("postmortem_gui.cli.sync.today", lambda: date(2026, 11, 21))
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(CSV, encoding="utf-8")
    write("inc.postmortem.json", "PLAT-12", "PLAT-13", "PLAT-99")
    write("other.postmortem.json", "OPS-1")


def write(name: str, *keys: str) -> None:
    rows = (
        ActionItem(id=f"x_{at}", label=f"A{at}", description="Do it", ticket=Ticket(key=key))
        for at, key in enumerate(keys, 3)
    )
    Path(name).write_bytes(document_bytes(Postmortem(id=name, actions=tuple(rows), template=LAYOUT)))


def test_a_closed_ticket_closes_its_action_and_only_its_file_is_written(capfdbinary: Said):
    before = Path("other.postmortem.json").stat()
    assert main(["sync", "inc.postmortem.json", "other.postmortem.json", "--from", "t.csv"]) == 0
    printed, said = capfdbinary.readouterr()
    assert printed.decode() == (
        "t.csv: UTF-8, commas, 2 rows\n"
        "inc.postmortem.json: A3 PLAT-12 open → done, closed 2026-11-20\n"
        "1 action changed in 1 of 2 documents; 0 up to date, 1 left for a person, 2 not in the CSV\n"
    )
    assert said.decode() == (
        "postmortem: inc.postmortem.json: A4 PLAT-13 is “Limbo”, "
        "a state that is not known: its status stays as it is.\n"
    )
    action = load(Path("inc.postmortem.json").read_bytes(), name="inc").postmortem.actions[0]
    assert (action.status, action.closed) == ("done", "2026-11-20")
    after = Path("other.postmortem.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_dry_run_says_the_same_and_changes_nothing(capfdbinary: Said):
    before = Path("inc.postmortem.json").read_bytes()
    assert main(["sync", "inc.postmortem.json", "--from", "t.csv", "--dry-run"]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert "inc.postmortem.json: A3 PLAT-12 open → done, closed 2026-11-20\n1 action would change in 1 of 1" in printed
    assert Path("inc.postmortem.json").read_bytes() == before


def test_the_table_may_come_from_standard_input(capfdbinary: Said, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CSV.encode("utf-16"))))
    assert main(["sync", "inc.postmortem.json", "inc.postmortem.json", "--from", "-"]) == 0
    printed = capfdbinary.readouterr().out
    assert b"standard input: UTF-16, commas, 2 rows\n" in printed
    assert b"1 of 1 document;" in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inc.postmortem.json", "--from", "missing.csv"], "cannot be opened"),
        (["inc.postmortem.json", "missing.json", "--from", "t.csv"], "cannot be opened"),
        (["inc.postmortem.json", "t.csv", "--from", "t.csv"], "is one of the documents"),
        (["inc.postmortem.json", "-", "--from", "t.csv"], "name files"),
        (["inc.postmortem.json", "broken.json", "--from", "t.csv"], "broken.json"),
        (["inc.postmortem.json", "--from", "broken.csv"], "has the columns “Key”, “Colour”; needed are"),
        (["inc.postmortem.json"], "--from"),
    ],
)
def test_nothing_is_changed_when_anything_cannot_be_read(capfdbinary: Said, arguments, words):
    Path("broken.json").write_text("{", encoding="utf-8")
    Path("broken.csv").write_text("Key,Colour\n1,2\n", encoding="utf-8")
    before = Path("inc.postmortem.json").read_bytes()
    assert main(["sync", *arguments]) == 2
    printed, said = capfdbinary.readouterr()
    assert (printed, said.count(b"\n")) == (b"", 1)
    assert words in said.decode()
    assert Path("inc.postmortem.json").read_bytes() == before


def test_what_somebody_else_saved_meanwhile_is_not_written_over(capfdbinary: Said, monkeypatch):
    from postmortem_gui.cli import sync

    save = sync._save

    def late(name, loaded, taken):
        write(name, "PLAT-77")
        save(name, loaded, taken)

    monkeypatch.setattr(sync, "_save", late)
    assert main(["sync", "inc.postmortem.json", "--from", "t.csv"]) == 2
    capfdbinary.readouterr()
    assert b"PLAT-77" in Path("inc.postmortem.json").read_bytes()
