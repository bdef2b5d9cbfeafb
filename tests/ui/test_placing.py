from __future__ import annotations

import pytest

from postmortem_gui.core.layouts import switched
from postmortem_gui.core.postmortem import Postmortem, Section
from postmortem_gui.core.template import Template
from postmortem_gui.storage.library import SHIPPED
from postmortem_gui.ui.placing import MESSAGES, opened, overview_groups, sections_on, waiting
from postmortem_gui.ui.section_forms import spans
from tests.ui.pages import example, templates


@pytest.mark.parametrize("template", SHIPPED)
def test_the_title_comes_first_and_every_fact_once(template: str) -> None:
    groups = overview_groups(templates()[template])
    keys = [fact.key for group in groups for fact in group.facts]
    assert keys[0] == "title"
    assert len(keys) == len(set(keys))
    asked = {fact.key for spec in sections_on(templates()[template], "overview") for fact in opened(spec.facts)}
    assert asked <= set(keys)


def test_a_fact_that_two_sections_ask_for_is_asked_for_where_most_of_it_is() -> None:
    groups = overview_groups(templates()["full-review"])
    tenants = next(fact for group in groups for fact in group.facts if fact.key == "affected_tenants")
    assert [column.key for column in tenants.columns] == ["name", "told"]


@pytest.mark.parametrize("template", SHIPPED)
def test_everything_of_a_document_is_placed_or_waits(template: str) -> None:
    pm = switched(example(), templates()[template])
    left = waiting(pm)
    spec_ids = {spec.id for spec in pm.template.sections}
    keys = {fact.key for fact in pm.template.facts()}
    assert set(pm.facts) <= keys | set(left.facts) | {"title", "incident_id", "severity", "status"}
    on_comms = set(MESSAGES) if sections_on(pm.template, "comms") else set()
    assert set(pm.sections) <= spec_ids | keys | set(left.sections) | on_comms
    assert set(pm.checklists) <= spec_ids | set(left.checklists)


def test_without_a_template_everything_waits() -> None:
    left = waiting(example().but(template=Template()))
    assert "affected_regions" in left.facts
    assert "summary" in left.sections
    assert "publication" in left.checklists
    assert left.signoffs
    assert not left.is_empty()


def test_an_empty_document_has_nothing_waiting() -> None:
    assert waiting(Postmortem(template=templates()["blank"])).is_empty()
    assert not waiting(Postmortem(sections={"x_notes": Section(text="a")}, template=templates()["blank"])).is_empty()


def test_what_joins_a_fact_stands_beside_it() -> None:
    spec = templates()["full-review"].section("missed")
    assert spec is not None
    assert [span for _, span in spans(spec.facts)] == [2, 1, 2, 1, 2, 1]


def test_the_rest_of_a_row_is_filled_with_the_next_fact_that_fits() -> None:
    impact = next(group for group in overview_groups(templates()["full-review"]) if group.title == "Customer impact")
    keys = [fact.key for fact, _ in spans(impact.facts)]
    assert keys[:4] == ["customers_affected", "revenue_impact", "slo_impact", "affected_tenants"]
    assert sorted(keys) == sorted(fact.key for fact in impact.facts)
    room, rows = 3, 0
    for _, span in spans(impact.facts):
        rows += room in (0, 3)
        room = (3 if room == 0 else room) - (span or 3)
        assert room >= 0, "nothing begins in a row that it does not fit into"
    assert rows == 4


@pytest.mark.parametrize("template", SHIPPED)
def test_filling_rows_loses_no_fact_and_parts_no_pair(template: str) -> None:
    for group in overview_groups(templates()[template]):
        for facts in (group.facts, *(fact.facts for fact in group.facts)):
            placed = [fact.key for fact, _ in spans(facts)]
            assert sorted(placed) == sorted(fact.key for fact in facts)
            for fact in facts:
                if fact.joins in placed:
                    between = placed[placed.index(fact.joins) + 1 : placed.index(fact.key)]
                    assert all(other.joins == fact.joins for other in facts if other.key in between)
