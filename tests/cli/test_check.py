"""The verb check says what blocks, and its exit code says whether anything does."""

from __future__ import annotations

import json
from datetime import date

import pytest

from postmortem_gui.cli.main import main
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Waiver
from postmortem_gui.core.template import Rule, SectionSpec, Template
from postmortem_gui.storage.writing import document_bytes

Said = pytest.CaptureFixture[bytes]
LAYOUT = Template(
    id="mine",
    name="Mine",
    sections=(SectionSpec(id="actions", kind="actions", rules=(Rule(check="four_fields"),)),),
)
PM = Postmortem(id="d", template=LAYOUT, actions=(ActionItem(id="x_1", label="A1", description="Limit"),))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("postmortem_gui.cli.checking.today", lambda: date(2026, 11, 20))


def test_what_blocks_is_printed_and_the_exit_code_is_one(capfdbinary: Said, tmp_path):
    (tmp_path / "a.json").write_bytes(document_bytes(PM))
    assert main(["check", str(tmp_path / "a.json")]) == 1
    printed, said = capfdbinary.readouterr()
    assert not said
    assert printed.decode() == (
        "1 block, 0 to consider, 4 of 5 rules kept\n\n"
        "Blocks publishing (1)\n"
        "  A1: no owner, no ticket, no due date\n"
        "      Deliverable, owner, ticket and due date: without all four nobody can be held to it."
        " [rule of four, Mine; actions/x_1/owner]\n"
    )


def test_programs_read_json(capfdbinary: Said, tmp_path):
    (tmp_path / "a.json").write_bytes(document_bytes(PM))
    assert main(["check", str(tmp_path / "a.json"), "--json"]) == 1
    assert json.loads(capfdbinary.readouterr()[0]) == [
        {
            "check": "four_fields",
            "severity": "blocking",
            "message": "A1: no owner, no ticket, no due date",
            "place": "actions/x_1/owner",
        }
    ]


def test_a_document_that_is_ready_exits_with_zero(capfdbinary: Said, tmp_path):
    waiver = Waiver(id="v_1", check="four_fields", place="actions/x_1", reason="A drill\x07", by="Noor")
    (tmp_path / "a.json").write_bytes(document_bytes(PM.but(waivers=(waiver,))))
    assert main(["check", str(tmp_path / "a.json")]) == 0
    printed = capfdbinary.readouterr()[0].decode()
    assert "Waived (1)" in printed
    assert "Noor: A drill?" in printed
    assert "\x07" not in printed


def test_the_document_is_not_touched(capfdbinary: Said, tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(document_bytes(PM))
    main(["check", str(path)])
    assert path.read_bytes() == document_bytes(PM)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_what_is_no_document_is_one_sentence(capfdbinary: Said, tmp_path):
    (tmp_path / "a.json").write_bytes(b"{")
    assert main(["check", str(tmp_path / "a.json")]) == 2
    printed, said = capfdbinary.readouterr()
    assert not printed
    assert said.count(b"\n") == 1


def team(path, words: str) -> None:
    path.write_text(json.dumps({"unwanted_words": [{"words": words}]}))


def test_the_rules_of_the_team_beside_the_document_are_asked_too(capfdbinary: Said, tmp_path):
    pm = PM.but(actions=(), facts={"title": "Down, TBD"})
    (tmp_path / "a.json").write_bytes(document_bytes(pm))
    assert main(["check", str(tmp_path / "a.json")]) == 0
    team(tmp_path / "team.json", "TBD")
    assert main(["--home", str(tmp_path / "home"), "check", str(tmp_path / "a.json")]) == 1
    assert b"[words to avoid, team; facts/title]" in capfdbinary.readouterr().out
    assert main(["export", str(tmp_path / "a.json"), "--to", "md", "--draft"]) == 0
    assert b"1 open point" in capfdbinary.readouterr().out
    (tmp_path / "home" / "config").mkdir(parents=True)
    team(tmp_path / "home" / "config" / "team.json", "Down")
    (tmp_path / "team.json").unlink()
    assert main(["--home", str(tmp_path / "home"), "check", str(tmp_path / "a.json")]) == 1


def test_another_file_of_a_team_can_be_named(capfdbinary: Said, tmp_path):
    pm = PM.but(actions=(), facts={"title": "Down, TBD"})
    (tmp_path / "a.json").write_bytes(document_bytes(pm))
    team(tmp_path / "other.json", "TBD")
    assert main(["check", str(tmp_path / "a.json"), "--team", str(tmp_path / "other.json")]) == 1
    capfdbinary.readouterr()


def test_a_wrong_file_that_lies_there_is_said_and_one_that_is_named_is_refused(capfdbinary: Said, tmp_path):
    (tmp_path / "a.json").write_bytes(document_bytes(PM.but(actions=())))
    (tmp_path / "team.json").write_text('{"people": 7}')
    assert main(["check", str(tmp_path / "a.json")]) == 0
    assert b"people should be a list, but is the number 7 (line 1)" in capfdbinary.readouterr().err
    assert main(["check", str(tmp_path / "a.json"), "--team", str(tmp_path / "team.json")]) == 2
    printed, said = capfdbinary.readouterr()
    assert not printed
    assert b"is not used: people should be a list" in said
    assert main(["check", str(tmp_path / "a.json"), "--team", str(tmp_path / "none.json")]) == 2
    assert b"No such file" in capfdbinary.readouterr().err
