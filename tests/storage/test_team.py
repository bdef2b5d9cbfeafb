"""The team's file: the one that is meant, line by line what is wrong with it, and never anything worse."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem_gui.core.team import NO_TEAM, Team
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.loading import LoadError
from postmortem_gui.storage.strict_json import line_of
from postmortem_gui.storage.team import MAX_BYTES, NAME, find_team, read_team
from tests.strategies import jsons

WHOLE = {
    "severities": ["SEV-1", "SEV-2"],
    "people": [{"name": " Ida Brandt ", "handle": "@ida", "email": "ida@example.com", "team": "Fulfilment"}],
    "signoffs": [{"role": "Security lead", "when": {"severity": ["SEV-1"]}, "need": "consider"}],
    "required_sections": [{"section": "recurrence"}],
    "required_facts": [{"fact": "published_url", "say": "The wiki links to it."}],
    "patterns": [{"fact": "incident_id", "pattern": "OPS-\\d+", "example": "OPS-412"}],
    "unwanted_words": [{"words": "TBD"}, {"words": ["asap", "soon"], "need": "consider"}],
}


def put(folder: Path, content: str | bytes | object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    data = content if isinstance(content, (str, bytes)) else json.dumps(content, indent=1)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refused(path: Path) -> str:
    """Return what is said of a file that is wrong, an empty text for a right one; no other error leaves here."""
    try:
        read_team(path)
    except LoadError as error:
        return error.sentence
    return ""


def test_every_part_of_a_file_is_read(tmp_path: Path) -> None:
    found = read_team(put(tmp_path, WHOLE))
    assert found.notices == ()
    assert [(one.name, one.handle) for one in found.team.people] == [("Ida Brandt", "ida")]
    assert found.team.signoffs[0].when.severity == ("SEV-1",)
    assert found.team.required_facts[0].need == "blocking"
    assert [rule.words for rule in found.team.unwanted_words] == [("TBD",), ("asap", "soon")]
    assert not [name for name in Team.model_fields if not getattr(found.team, name)]


def test_the_file_beside_the_document_wins_and_without_one_the_settings_have_it(tmp_path: Path) -> None:
    home, document = Home.at(tmp_path / "home"), tmp_path / "work" / "a.postmortem.json"
    assert find_team(home, document) == find_team(home, None) == (NO_TEAM, None, ())
    settings_file = put(home.config, {"severities": ["far"]})
    assert find_team(home, document).path == settings_file
    beside = put(document.parent, {"severities": ["near"]})
    assert find_team(home, document).team.severities == ("near",)
    assert find_team(home, document).path == beside
    assert find_team(home, None).team.severities == ("far",)


def test_a_wrong_file_is_a_sentence_and_no_other_takes_its_place(tmp_path: Path) -> None:
    home, document = Home.at(tmp_path / "home"), tmp_path / "work" / "a.postmortem.json"
    put(home.config, {"severities": ["far"]})
    put(document.parent, "{")
    found = find_team(home, document)
    assert found.team == NO_TEAM
    (notice,) = found.notices
    assert "is not used: it stops in the middle, at line 1" in notice


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "it is empty"),
        ("[]", "the document should be an object in braces, but is a list (line 1)"),
        ('{"people": [],\n "people": []}', "it says “people” twice in one place (lines 1 and 2)"),
        ('{\n"people": [\n{"name": "Ida"},\n{"handle": "jo"}]}', "people / row 2 / name is missing (line 4)"),
        ('{"people": [{"name": " "}]}', "people / row 1 / name is refused: it is empty (line 1)"),
        (
            '{"patterns": [\n{"fact": "incident_id",\n"pattern": "(a+)+b"}]}',
            "patterns / row 1 / pattern is refused: it has so many ways to match",
        ),
        ('{"patterns": [\n{"fact": "incident_id",\n"pattern": "(a+)+b"}]}', "(line 3)"),
        ('{"patterns": [{"fact": "title", "pattern": "["}]}', "it cannot be read"),
        ('{"patterns": [{"fact": "title", "pattern": "a+", "example": "b"}]}', "“b” does not match its pattern"),
        ('{"unwanted_words": [{"words": []}]}', "unwanted_words / row 1 / words is empty"),
        ('{"unwanted_words": [{"words": "%s"}]}' % ("x" * 61), "a word has at most 60 letters"),
        ('{"unwanted_words": [{"words": "a", "need": "must"}]}', "need should be 'blocking' or 'consider'"),
        ({"required_facts": [{"fact": "title"}] * 51}, "required_facts has more than 50 entries (line 2)"),
        (b"\xff\xfe{}", "UTF-16"),
        (" " * (MAX_BYTES + 1), "it is larger than 1 MiB"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: object, words: str) -> None:
    with pytest.raises(LoadError) as error:
        read_team(put(tmp_path, content))
    assert f"The team's file “{tmp_path / NAME}” is not used: " in error.value.sentence
    assert words in error.value.sentence


def test_what_is_no_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    (tmp_path / NAME).mkdir()
    assert "it is not a file" in find_team(home, tmp_path / "a.json").notices[0]
    (tmp_path / NAME).rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / NAME)
        assert "it is not a file" in find_team(home, tmp_path / "a.json").notices[0]
        (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to(tmp_path / "gone")
    assert "is not used" in find_team(home, tmp_path / "a.json").notices[0]


def test_slips_of_the_finger_are_said_and_the_rest_holds(tmp_path: Path) -> None:
    content = '{"severities": ["S"],\n"requried_facts": [],\n"required_facts": [\n{"fact": "incidnet_id", "why": "x"}]}'
    found = read_team(put(tmp_path, content))
    assert found.team.severities == ("S",)
    assert [notice.partition(" (")[0] for notice in found.notices] == [
        "“requried_facts” means nothing in a team's file and is passed over",
        "“why” means nothing in a team's file and is passed over",
        "No fact is called “incidnet_id”, so the rule about it asks for nothing",
    ]
    assert [notice[-8:] for notice in found.notices] == ["line 2).", "line 4).", "line 4)."]


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=200), jsons().map(lambda value: json.dumps(value).encode())))
def test_any_bytes_are_a_team_or_the_one_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = put(tmp_path_factory.getbasetemp() / "any", data)
    said = refused(path)
    assert not said or (said.startswith("The team's file “") and "\n" not in said)


PARTS = st.fixed_dictionaries({}, optional={name: st.one_of(jsons(), st.lists(jsons(), max_size=3)) for name in WHOLE})
ROWS = st.dictionaries(
    st.sampled_from(("name", "fact", "pattern", "words", "role", "need", "say")), jsons(), max_size=4
)


@settings(max_examples=150)
@given(st.one_of(PARTS, st.dictionaries(st.sampled_from(tuple(WHOLE)), st.lists(ROWS, max_size=3), max_size=4)))
def test_any_members_are_a_team_or_the_one_error(tmp_path_factory: pytest.TempPathFactory, members: object) -> None:
    path = put(tmp_path_factory.getbasetemp() / "any", members)
    said = refused(path)
    assert not said or "(line " in said


def test_the_line_of_a_value_is_where_it_begins() -> None:
    data = b'{"a": [\n1, {"b":\n"x,]}"},\n[2]],\n"c": 3}'
    expected = {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 2, ("a", 1, "b"): 3, ("a", 2, 0): 4, ("c",): 5, ("c", "no"): 5}
    assert {steps: line_of(data, steps) for steps in expected} == expected
    assert line_of(data, ("a", 9)) == 1
