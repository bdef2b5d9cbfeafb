"""What stands anywhere in a document is found, in the order of the tabs, with the place that holds it."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import parts
from postmortem_gui.core.folding import Span
from postmortem_gui.core.postmortem import Postmortem, Section, TimelineEntry, When
from postmortem_gui.editing.finding import excerpt, find
from postmortem_gui.resources import resource
from tests.strategies import postmortems, texts

EXAMPLE = Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))


def places(words: str) -> list[str]:
    return [str(match.place) for match in find(EXAMPLE, words)]


def test_every_part_is_searched() -> None:
    assert {match.part for word in "aeiost" for match in find(EXAMPLE, word)} >= {
        "facts",
        "timeline",
        "whys",
        "actions",
        "sections",
        "went_well",
        "went_wrong",
        "publication",
        "signoffs",
    }


def test_the_order_is_that_of_the_tabs() -> None:
    tabs = ["overview", "timeline", "whys", "actions", "narrative"]
    asked = {fact.key: spec.tab for spec in EXAMPLE.template.sections for group in spec.facts for fact in group.facts}
    asked |= {fact.key: spec.tab for spec in EXAMPLE.template.sections for fact in spec.facts}
    found = []
    for match in find(EXAMPLE, "label"):
        part = asked.get(match.row, "overview") if match.part == "facts" else match.part
        found.append("narrative" if part in ("sections", *EXAMPLE.sections) else part)
    found = [tab for tab in found if tab in tabs]
    assert set(found) == set(tabs)
    assert found == sorted(found, key=tabs.index)


@given(postmortems())
def test_no_text_is_found_twice_and_none_is_left_out(pm: Postmortem) -> None:
    words = "zzq"
    pm = pm.but(facts=dict.fromkeys(pm.facts, words), timeline=(), actions=(), signoffs=(), checklists={})
    pm = pm.but(whys=type(pm.whys)(), sections={key: Section(text=words) for key in pm.sections})
    found = [str(match.place) for match in find(pm, words)]
    assert sorted(found) == sorted(
        [*(f"facts/{key}" for key in pm.facts), *(f"sections/{key}/text" for key in pm.sections)]
    )


def test_a_time_is_found_as_it_is_shown() -> None:
    assert "timeline" in {match.part for match in find(EXAMPLE, "23:41") if match.field == "when"}


def test_case_and_accents_do_not_matter() -> None:
    pm = EXAMPLE.but(facts={"title": "Große Änderung à la carte"})
    assert [str(match.place) for match in find(pm, "ANDERUNG A LA")] == ["facts/title"]


def test_words_that_stand_twice_in_a_place_are_found_twice() -> None:
    pm = Postmortem(facts={"title": "queue after queue"})
    assert [match.nth for match in find(pm, "Queue")] == [0, 1]


def test_nothing_is_found_by_nothing() -> None:
    assert find(EXAMPLE, "") == find(EXAMPLE, "  \t") == ()


def test_an_excerpt_is_one_line_with_the_words_in_it() -> None:
    text = "word " * 40 + "\n\nneedle\n" + "word " * 40
    at = text.index("needle")
    shown = excerpt(text, Span(at, at + 6))
    assert "needle" in shown
    assert "\n" not in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert excerpt("needle", Span(0, 6)) == "needle"


@given(postmortems(), texts())
def test_whatever_is_asked_the_places_are_there(pm: Postmortem, words: str) -> None:
    for match in find(pm, words)[:50]:
        assert parts.read(pm, match.place) is not None


@given(postmortems(), st.data())
def test_a_word_of_a_row_is_found_in_that_row(pm: Postmortem, data: st.DataObject) -> None:
    words = [(row.id, word) for row in pm.timeline for word in row.event.split() if word.isalnum()]
    if words:
        row, word = data.draw(st.sampled_from(words))
        assert row in {match.row for match in find(pm, word)}


def test_five_thousand_rows_are_searched_while_somebody_types() -> None:
    start = datetime(2026, 11, 3, tzinfo=UTC)
    rows = tuple(
        TimelineEntry(
            id=f"t_{n}", event=f"Relay {n} restarted and the queue grew", when=When(at=start + timedelta(minutes=n))
        )
        for n in range(5000)
    )
    pm = EXAMPLE.but(timeline=rows)
    find(pm, "warm")
    before = time.process_time()
    assert len(find(pm, "queue grew")) == 5000
    assert time.process_time() - before < 0.5, "many times what it takes on a quiet machine"
