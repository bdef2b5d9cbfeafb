from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage.loading import LoadError, load, read_document
from postmortem_gui.storage.writing import document_bytes
from tests.storage.documents import LAYOUT, documents, large, small


def raw(**members: object) -> bytes:
    return json.dumps({"format": "postmortem", "version": "1.0", "template": {"id": "t"}, **members}).encode()


def refusal(data: bytes) -> LoadError:
    with pytest.raises(LoadError) as caught:
        load(data, name="labels.json")
    assert "labels.json" in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value


# ── What comes back ──────────────────────────────────────────────────────────────────────────────


@given(documents())
def test_a_saved_document_opens_as_it_was(pm: Postmortem) -> None:
    data = document_bytes(pm)
    loaded = load(data, name="a.json")
    assert loaded.postmortem == pm
    assert loaded.canonical
    assert document_bytes(loaded.postmortem) == data


def test_members_of_a_newer_minor_version_survive() -> None:
    row = {"id": "t_1", "event": "a", "mood": {"of": ["us", None, 1.5, ""]}}
    data = raw(version="1.7", timeline=[row], weather=[])
    again = json.loads(document_bytes(load(data, name="a").postmortem))
    assert again["version"] == "1.7"
    assert again["weather"] == []
    assert again["timeline"][0]["mood"] == row["mood"]


def test_another_style_is_the_same_document_and_not_canonical() -> None:
    pm = small()
    data = json.dumps(json.loads(document_bytes(pm)), indent=4).replace("\n", "\r\n").encode()
    loaded = load(data, name="a.json")
    assert loaded.postmortem == pm
    assert not loaded.canonical
    assert loaded.notices == ()


def test_five_thousand_rows_open_before_anybody_waits() -> None:
    data = document_bytes(large(5000))
    times = []
    for _ in range(3):
        start = time.process_time()
        load(data, name="large.json")
        times.append(time.process_time() - start)
    assert min(times) < 0.6  # 65 ms on an idle machine; the limit only catches another order of magnitude


# ── What is refused, with a place ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", "empty", "is empty"),
        (b" \n\t", "empty", "is empty"),
        (b"\0" * 4096, "empty", "zero bytes"),
        (b'{"format":\n"\xff"}', "encoding", "line 2, byte 13"),
        ("{}".encode("utf-16"), "encoding", "UTF-16"),
        (b'{\n "a": 1\n "b": 2}', "syntax", 'a comma is missing (line 3, column 2: “"b": 2}”)'),
        (b'{"format": "postmortem", "facts": {"tit', "syntax", "stops in the middle, at line 1"),
        (b"{}x", "syntax", "something stands behind the end"),
        (b'{"a":\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n}', "syntax", "git merge conflict (line 2)"),
        (b'{"a": {"owner": 1,\n"owner": 2}}', "duplicate", "says “owner” twice in one place (lines 1 and 2)"),
        (b'{"a": "owner",\n"\\u0061": 2}', "duplicate", "says “a” twice in one place (lines 1 and 2)"),
        (b'{"a":\n NaN}', "syntax", "NaN (line 2)"),
        (b'{"a": -Infinity}', "syntax", "-Infinity"),
        (b'{"a": 1e999}', "syntax", "1e999 (line 1)"),
        (b"[" + b"9" * 5000 + b"]", "syntax", "(5000 digits)"),
        (b"[\n" * 70 + b"]" * 70, "syntax", "64 deep (line 65)"),
        (b"[]", "foreign", "another program"),
        (b'"postmortem"', "foreign", "another program"),
        (b'{"format": "notebook", "cells": []}', "foreign", "another program"),
        (raw(version="2.0"), "newer", "version 2.0"),
        (raw(version=1), "type", "version"),
        (raw(version="1.٣x"), "type", "version"),
        (raw(version="9" * 5000 + ".0"), "type", "version"),
        (raw(timeline={}), "type", "timeline should be a list, but is an object in braces"),
        (raw(timeline=["x"]), "type", "timeline / row 1 should be an object in braces, but is the text “x”"),
        (
            raw(timeline=[{"id": "t_1"}, {"id": "t_9", "event": 7}]),
            "type",
            "timeline / row 2 (t_9) / event should be a",
        ),
        (raw(timeline=[{"id": 7}]), "type", "timeline / row 1 / id should be a text, but is the number 7"),
        (
            raw(timeline=[{"id": "a", "when": {"at": "soon"}}]),
            "type",
            "like 2026-11-03T23:48:00Z, but is the text “soon”",
        ),
        (raw(facts={"title": 5}), "type", "facts / title should be a text, a list or an object in braces"),
        (raw(facts={"mails": [{"id": "d", "to": 5}]}), "type", "facts / mails / row 1 (d) / to should be a text"),
        (raw(facts={"x": {"seconds": -1}}), "type", "facts / x / seconds should be greater than or equal to 0"),
        (raw(sections={"a": {"points": [{"id": "p", "level": 99}]}}), "type", "row 1 (p) / level should be less than"),
        (
            raw(template={"id": "t", "sections": [{"id": "s"}]}),
            "type",
            "template / sections / row 1 (s) / kind is missing",
        ),
        (
            raw(whys={"items": [{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]}),
            "whys",
            "the why a hangs below b, which hangs below a: these whys go in a circle. Correct its parent",
        ),
        (raw(whys={"items": [{"id": "a", "parent": "a"}]}), "whys", "the why a hangs below itself"),
        (raw(whys={"items": [{"id": "a", "parent": "b"}]}), "whys", "the why a hangs below b, which is not there"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence_with_the_place(data: bytes, kind: str, words: str) -> None:
    error = refusal(data)
    assert words in error.sentence
    assert error.kind == kind


@pytest.mark.parametrize(
    "data", [b"[" * 5_000_000, b'{"a":' * 1_000_000, b'[{"":' * 1_000_000, b'"' + b"\\" * 2_000_000]
)
def test_brackets_by_the_million_are_refused_at_once(data: bytes) -> None:
    start = time.process_time()
    refusal(data)
    assert time.process_time() - start < 4


JSON_BITS = st.sampled_from(
    [
        *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\\u", b"d800", b"1e9", b"-", b"NaN", b"null", b"\xff"),
        b'"format": "postmortem"',
        b'"id"',
        b'"timeline"',
        b'"whys"',
        b'"items"',
        b'"facts"',
        b"\0",
        b"\xef\xbb\xbf",
        b" ",
    ]
)


@given(st.binary(max_size=40) | st.lists(JSON_BITS, max_size=30).map(b"".join))
def test_any_bytes_are_a_document_or_a_sentence(data: bytes) -> None:
    refusal(data)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "at", "text", "points", "items", "parent"]) | st.text(), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(Postmortem.model_fields)), ANY_JSON, max_size=6))
def test_any_members_are_a_document_or_a_sentence(members: dict[str, object]) -> None:
    with suppress(LoadError):
        opened = load(raw(**{**members, "format": "postmortem"}), name="labels.json").postmortem
        assert load(document_bytes(opened), name="again").postmortem == opened


@given(documents(), st.data())
def test_a_damaged_file_is_a_document_or_a_sentence(pm: Postmortem, data: st.DataObject) -> None:
    good = bytearray(document_bytes(pm))
    for _ in range(data.draw(st.integers(1, 3))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(good[: data.draw(st.integers(0, len(good)))])
    with suppress(LoadError):
        load(damaged, name="a.json")


# ── What is repaired, and said ───────────────────────────────────────────────────────────────────


def test_a_byte_order_mark_is_left_out_and_said() -> None:
    loaded = load(b"\xef\xbb\xbf" + document_bytes(small()), name="a.json")
    assert loaded.postmortem == small()
    assert "byte order mark" in loaded.notices[0]


def test_half_characters_are_replaced_counted_and_placed() -> None:
    data = raw(template=json.loads(LAYOUT.model_dump_json()), timeline=[{"id": "t_1", "event": "a\ud800b\udfff"}])
    loaded = load(data, name="a.json")
    assert loaded.postmortem.timeline[0].event == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert loaded.notices == (
        "2 broken characters were replaced by \N{REPLACEMENT CHARACTER} (first in timeline/t_1/event).",
    )


def test_whole_characters_written_as_two_halves_are_no_damage() -> None:
    data = raw(facts={"title": "\U0001f600"}, template=json.loads(LAYOUT.model_dump_json()))
    assert b"\\ud83d" in data
    assert load(data, name="a.json").notices == ()


def test_two_names_that_become_one_are_refused() -> None:
    assert "two names" in refusal(raw(facts=dict.fromkeys(["a\ud800", "a\udbff"], "1"))).sentence


def test_controls_are_kept_and_said() -> None:
    data = raw(template=json.loads(LAYOUT.model_dump_json()), facts={"title": "a\0b", "severity": "tab\tline\n\\u0000"})
    loaded = load(data, name="a.json")
    assert loaded.postmortem.fact("title") == "a\0b"
    assert "1 text holds control characters" in loaded.notices[0]
    assert "facts/title" in loaded.notices[0]


def test_rows_without_a_name_or_with_a_name_used_twice_get_one() -> None:
    numbers = iter(range(100))
    loaded = load(
        raw(
            timeline=[{"event": "a"}, {"id": "t_1"}, {"id": "t_1", "event": "b"}, {"id": "", "event": "c"}],
            sections={"went_well": {"points": [{"text": "x"}]}},
            checklists={"publication": [{"text": "x"}]},
            facts={"mails": [{"to": "x"}]},
            whys={"items": [{"question": "x"}]},
            meeting={"parked": [{"text": "x"}]},
        ),
        name="a.json",
        new_id=lambda prefix: f"{prefix}_{next(numbers)}",
    )
    pm = loaded.postmortem
    assert len({row.id for row in pm.timeline}) == 4
    assert pm.timeline[1].id == "t_1"
    assert [row.event for row in pm.timeline] == ["a", "", "b", "c"]
    assert pm.points("went_well")[0].id.startswith("p_")
    assert pm.checklists["publication"][0].id.startswith("c_")
    assert pm.whys.items[0].id.startswith("w_")
    assert pm.meeting.parked[0].id.startswith("k_")
    assert loaded.notices[0] == "7 rows without an id got one (first in timeline)."
    assert loaded.notices[1].startswith("1 row got a new id")


def test_a_missing_layout_is_taken_from_the_library_by_its_id() -> None:
    library = {"own": LAYOUT, "full-review": LAYOUT.but(id="full-review", name="Full")}
    kept = load(raw(template={"id": "own"}), name="a", template_for=library.get)
    assert kept.postmortem.template == LAYOUT
    assert "“Our own”" in kept.notices[0]
    other = load(raw(template={"id": "gone"}), name="a", template_for=library.get)
    assert other.postmortem.template.id == "full-review"
    assert "“gone”" in other.notices[0]
    assert load(raw(template=None), name="a", template_for=library.get).postmortem.template.id == "full-review"
    assert load(raw(template={"id": "own"}), name="a").notices


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.touch()
    os.truncate(path, 5 * 1024**4)  # a file of holes: 5 TiB that take no room
    with pytest.raises(LoadError, match="MiB; postmortems of up to 64 MiB"):
        read_document(path)


@pytest.mark.parametrize(("name", "words"), [("gone.json", "not there"), (".", "a folder"), ("a\0b", "cannot exist")])
def test_what_is_no_file_is_a_sentence(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(LoadError, match=words):
        read_document(tmp_path / name)


@pytest.mark.skipif(os.name != "posix", reason="this system has no named pipes")
def test_a_pipe_is_waited_for_only_by_those_who_say_so(tmp_path: Path) -> None:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)
    with pytest.raises(LoadError, match="not an ordinary file"):
        read_document(path)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(read_document, path, streams=True)
        path.write_bytes(b"{}")
        assert read.result() == b"{}"


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf\r\n")
    assert read_document(path) == b"\xef\xbb\xbf\r\n"
