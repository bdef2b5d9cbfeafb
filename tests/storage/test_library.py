from __future__ import annotations

import json
from pathlib import Path

import pytest

from postmortem_gui.core.template import Template
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import MAX_BYTES, SHIPPED, Library, new_document
from postmortem_gui.storage.loading import LoadError, load
from postmortem_gui.storage.writing import document_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = Home.at(tmp_path)
    home.templates.mkdir(parents=True)
    return home.templates


def put(folder: Path, stem: str, **members: object) -> None:
    whole = {"id": stem, "name": stem.title(), "sections": [{"id": "summary", "kind": "text"}], **members}
    (folder / f"{stem}.json").write_text(json.dumps(whole))


def test_the_program_brings_its_templates_in_their_order(tmp_path: Path) -> None:
    library = Library(Home.at(tmp_path))
    assert tuple(template.id for template in library.templates()) == SHIPPED
    assert library.notices == ()
    assert library.template("brief")
    assert library.template("none") is None


def test_own_templates_follow_by_name(folder: Path) -> None:
    put(folder, "one", name="Zebra")
    put(folder, "two", name="ant")
    library = Library(Home.at(folder.parent.parent))
    assert [template.id for template in library.templates()] == [*SHIPPED, "two", "one"]
    put(folder, "three", name="")
    assert library.template("three") is None
    library.reload()
    assert library.required("three").name == "three"


def test_templates_can_live_in_a_folder_of_choice(tmp_path: Path) -> None:
    put(tmp_path, "team")
    assert Library(Home.at(tmp_path / "home"), tmp_path).template("team")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "it is empty"),
        ("{", "it stops in the middle"),
        ("[]", "the document should be an object in braces, but is a list"),
        ('{"id": "a"}', "it has no sections"),
        ('{"id": "A B", "sections": [{"id": "s", "kind": "text"}]}', "its id is not one of up to 64"),
        ('{"id": "a\\n", "sections": [{"id": "s", "kind": "text"}]}', "its id is not one of up to 64"),
        ('{"id": "a", "sections": [{"id": "s", "kind": "poem"}]}', "sections / row 1 (s) / kind should be 'group'"),
        ('{"id": "brief", "sections": [{"id": "s", "kind": "text"}]}', "another one has its id “brief”"),
        ('{"id": "a", "id": "b"}', "says “id” twice"),
        (
            '{"id": "a", "sections": [{"id": "s", "kind": "facts", "facts": [{"key": "f", "pattern": "(a+)+"}]}]}',
            "the pattern of its fact “f” is refused: it has so many ways to match",
        ),
        (" " * (MAX_BYTES + 1), "larger than 1 MiB"),
    ],
)
def test_a_broken_template_is_a_notice_and_the_others_are_there(folder: Path, content: str, words: str) -> None:
    (folder / "broken.json").write_text(content)
    put(folder, "good")
    library = Library(Home.at(folder.parent.parent))
    assert library.template("good")
    (notice,) = library.notices
    assert "“broken.json” is left out" in notice
    assert words in notice


def test_a_folder_named_like_a_template_is_a_notice(folder: Path) -> None:
    (folder / "folder.json").mkdir()
    assert "folder.json" in Library(Home.at(folder.parent.parent)).notices[0]


def test_a_template_that_must_be_there_is_a_sentence_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no template “nine”"):
        Library(Home.at(tmp_path)).required("nine")


def test_a_new_document_is_empty_but_for_what_its_layout_brings(tmp_path: Path) -> None:
    library = Library(Home.at(tmp_path))
    pm = new_document(library.required("full-review"), title="Labels stopped")
    assert pm.fact("title") == "Labels stopped"
    assert pm.fact("status") == "draft"
    assert [row.role for row in pm.signoffs] == ["Incident Commander", "Platform Lead", "Eng Director"]
    assert [box.id for box in pm.checklists["publication"]][:2] == ["posted", "linked"]
    assert load(document_bytes(pm), name="new").postmortem == pm
    assert new_document(pm.template).id != pm.id


def test_a_new_document_takes_its_zone_from_its_layout_and_leaves_the_date_open() -> None:
    zoned = Template.model_validate(
        {
            "id": "t",
            "zone": "America/New_York",
            "sections": [{"id": "m", "kind": "facts", "facts": [{"key": "date", "kind": "date"}]}],
        }
    )
    pm = new_document(zoned)
    assert pm.zone == "America/New_York"
    assert "date" not in pm.facts
    assert new_document(zoned, zone="UTC").zone == "UTC"
