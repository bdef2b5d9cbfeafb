from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import ActionItem, Point, Postmortem, Section
from postmortem_gui.storage.atomic import SaveError
from postmortem_gui.storage.loading import load
from postmortem_gui.storage.saving import save
from postmortem_gui.storage.writing import document_bytes, json_bytes, whole_characters
from tests.storage.documents import LAYOUT, small
from tests.strategies import jsons


def test_the_file_is_written_in_one_style() -> None:
    pm = small().but(facts={"title": "Čau"})
    text = document_bytes(pm.model_copy(update={"x_later": [1]})).decode()
    assert text.endswith("}\n")
    assert "\r" not in text
    assert '\n  "facts": {\n    "title": "Čau"\n  },\n' in text
    members = list(json.loads(text))
    assert members[:3] == ["format", "version", "id"]
    assert members[-1] == "template"


def test_an_empty_value_is_written_where_its_absence_means_something_else() -> None:
    pm = small().but(actions=(ActionItem(id="x_1", status="", stage=""),))
    assert load(document_bytes(pm), name="a").postmortem == pm


def test_what_says_nothing_is_not_written() -> None:
    pm = small()
    empty = pm.but(facts={**pm.facts, "owner": ""}, sections={**pm.sections, "impact": Section()}, checklists={"a": ()})
    assert document_bytes(empty) == document_bytes(pm)


def test_half_a_character_never_stops_a_save() -> None:
    pm = small().but(facts={"title": "a\ud800b\ud83d\ude00"})
    assert load(document_bytes(pm), name="a").postmortem.fact("title") == "a\N{REPLACEMENT CHARACTER}b\U0001f600"


@given(st.recursive(jsons(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_the_style_is_that_of_json_itself(value: object) -> None:
    assert json_bytes(value) == (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def test_no_number_that_json_lacks_is_ever_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_bytes([float("nan")])


@given(st.text(st.characters()))
def test_whole_characters_stay_as_they_are(text: str) -> None:
    whole = whole_characters(text)
    assert whole.encode().decode() == whole
    if not any(0xD800 <= ord(c) < 0xE000 for c in text):
        assert whole == text


def test_a_document_is_saved_and_opens_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    first = save(path, small(), expect=None)
    assert first.confirmed
    assert first.notices == ()
    save(path, small().but(zone="Europe/Berlin"), expect=first.fingerprint)
    assert load(path.read_bytes(), name="a").postmortem.zone == "Europe/Berlin"


def test_what_could_not_be_opened_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    wrong = Section().but(points=(Point(id="p_1").but(level=99),))
    with pytest.raises(SaveError, match="level"):
        save(path, small().but(sections={"went_well": wrong}))
    assert not path.exists()


def test_what_would_open_as_another_document_is_said(tmp_path: Path) -> None:
    twins = (ActionItem(id="x_1"), ActionItem(id="x_1"))
    written = save(tmp_path / "a.json", Postmortem(id="a", actions=twins, template=LAYOUT))
    assert "actions" in written.notices[0]
    assert not written.confirmed
