"""What a document holds survives being written and read, whoever wrote it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from postmortem_gui.core.postmortem import (
    ActionItem,
    ChecklistItem,
    Leak,
    Link,
    Meeting,
    Point,
    Postmortem,
    Question,
    Record,
    Seconds,
    TimelineEntry,
    When,
    Why,
)
from postmortem_gui.core.template import FactSpec, Template
from postmortem_gui.core.values import Value, plain, write_instant
from tests.strategies import instants, postmortems, templates

SAMPLE = Path(__file__).parent.parent / "data" / "every-part.postmortem.json"


def sample() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return read


@given(postmortems())
def test_what_is_written_is_read_back_as_it_was(pm):
    assert Postmortem.model_validate(json.loads(json.dumps(plain(pm)))) == pm


@given(templates())
def test_a_template_is_read_back_as_it_was(template):
    assert Template.model_validate(json.loads(json.dumps(plain(template)))) == template


@given(instants())
def test_an_instant_is_read_back_to_the_second(at):
    assert When.model_validate({"at": write_instant(at)}).at == at


def test_the_sample_has_every_part_and_is_written_as_it_is():
    read = sample()
    written = plain(Postmortem.model_validate(read))
    assert written == read
    assert list(Postmortem.model_fields) == [key for key in read if not key.startswith("x_")]


def test_members_of_a_newer_program_are_kept_at_every_level():
    def add(value: object) -> int:
        added = 0
        if isinstance(value, dict):
            added = sum(add(member) for member in value.values())
            if not shared(value):
                value["x_newer"] = {"a": [1, None, ""]}
                added += 1
        elif isinstance(value, list):
            added = sum(add(member) for member in value)
        return added

    def shared(value: dict[str, Any]) -> bool:
        """Maps by name, and records, whose members all are columns, have no members of their own."""
        maps = ("facts", "sections", "checklists", "marks")
        return any(value is read[key] for key in maps) or value in (signature_parts, tenant, conflict_side)

    read = sample()
    signature_parts = read["signoffs"][0]["signed"]["parts"]
    tenant = read["facts"]["tenants_told"][0]
    conflict_side = read["conflicts"][0]["theirs"]
    del read["template"]["sections"]  # templates: the next test
    assert add(read) > 40
    assert plain(Postmortem.model_validate(read)) == read


def test_members_of_a_newer_program_are_kept_in_a_template():
    read = {"id": "t", "sections": [{"id": "s", "kind": "facts", "facts": [{"key": "a", "x": 1}], "x": 2}], "x": 3}
    written: Any = plain(Template.model_validate(read))
    section = written["sections"][0]
    assert (section["facts"][0]["x"], section["x"], written["x"]) == (1, 2, 3)


def test_null_means_absent_and_unknown_nulls_are_kept():
    pm = Postmortem.model_validate({"zone": None, "facts": None, "whys": None, "timeline": None, "x_new": None})
    assert pm == Postmortem.model_validate({"x_new": None})
    assert (pm.zone, pm.facts, pm.timeline) == ("UTC", {}, ())
    written: Any = plain(pm)
    assert written["x_new"] is None
    assert None not in {key: value for key, value in written.items() if key != "x_new"}.values()
    assert Leak.model_validate({"id": "l", "with": None}).with_ == ""


def test_what_holds_nothing_is_left_out_but_what_says_something_is_not():
    assert plain(Point(id="p")) == {"id": "p", "level": 0}
    assert plain(When(typed="25:10")) == {"at": None, "zone": "UTC", "precision": "min", "typed": "25:10"}
    assert plain(Why(id="w", state="")) == {"id": "w", "parent": None, "state": ""}
    assert plain(ChecklistItem(id="c")) == {"id": "c", "done": False}
    assert plain(Seconds(seconds=0)) == {"seconds": 0}


def test_words_of_python_have_their_own_names_in_the_file():
    written = [plain(Leak(id="l", with_="x")), plain(Question(id="q", for_="Ida"))]
    assert written == [{"id": "l", "with": "x"}, {"id": "q", "for": "Ida", "state": "open"}]
    spec: Any = plain(FactSpec.model_validate({"key": "k", "from": "detected"}))
    assert spec["from"] == ["detected"]


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("P1", str),
        (["a", "b"], tuple),
        ([{"id": "f", "name": "x"}], tuple),
        ({"at": "2026-11-03T23:48:00Z"}, When),
        ({"at": None, "typed": "25:10"}, When),
        ({"seconds": 60}, Seconds),
        ({"title": "a", "url": "b"}, Link),
        ({"url": "b"}, Link),
    ],
)
def test_a_fact_says_by_its_own_shape_what_it_is(written, shape):
    fact = Postmortem.model_validate({"facts": {"x_mine": written}}).facts["x_mine"]
    assert isinstance(fact, shape)
    if isinstance(fact, tuple):
        assert all(isinstance(one, Record if isinstance(written[0], dict) else str) for one in fact)


@pytest.mark.parametrize(
    "broken",
    [
        {"zone": 1},
        {"facts": []},
        {"facts": {"title": 1}},
        {"facts": {"title": True}},
        {"facts": {"impact_duration": {"seconds": -1}}},
        {"facts": {"impact_duration": {"seconds": 1.5}}},
        {"timeline": {}},
        {"timeline": [{"event": "no id"}]},
        {"timeline": [{"id": "t", "when": {"at": "2026-11-03T23:48:00"}}]},
        {"timeline": [{"id": "t", "when": {"at": "2026-11-03 23:48:00Z"}}]},
        {"timeline": [{"id": "t", "when": {"at": "2026-02-30T23:48:00Z"}}]},
        {"timeline": [{"id": "t", "when": {"at": 1763390000}}]},
        {"actions": [{"id": "x", "label": 1}]},
        {"sections": {"summary": "text"}},
        {"template": {"sections": [{"id": "s", "kind": "nonsense"}]}},
    ],
)
def test_an_ill_typed_document_is_refused(broken):
    with pytest.raises(ValidationError):
        Postmortem.model_validate(broken)


def test_a_value_cannot_be_changed_only_replaced():
    row = TimelineEntry(id="t", event="a")
    with pytest.raises(ValidationError):
        row.event = "b"  # type: ignore[misc]  # that is what is refused
    assert (row.but(event="b").event, row.event) == ("b", "a")


def test_an_instant_of_any_zone_is_kept_in_utc_to_the_second():
    at = datetime(2026, 11, 4, 1, 30, 15, 999, tzinfo=timezone(timedelta(hours=2)))
    assert When(at=at).at == datetime(2026, 11, 3, 23, 30, 15, tzinfo=UTC)
    with pytest.raises(ValidationError):
        When(at=datetime(2026, 11, 3))  # noqa: DTZ001 - a time of no zone is what is refused


def test_every_kind_of_value_is_frozen_and_keeps_what_it_does_not_know():
    def kinds(kind: type[Value]) -> set[type[Value]]:
        return {kind}.union(*(kinds(below) for below in kind.__subclasses__()))

    for kind in kinds(Value):
        assert kind.model_config.get("frozen"), kind
        assert kind.model_config.get("extra") == "allow", kind
        assert kind.model_config.get("strict"), kind


def test_an_empty_document_asks_for_nothing():
    pm = Postmortem()
    assert (pm.text("summary"), pm.points("lucky"), pm.fact("title")) == ("", (), "")
    assert pm.meeting == Meeting()
    assert ActionItem(id="x").ticket is None
