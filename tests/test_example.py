"""The example is a whole postmortem: what the README's picture and the first start show."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from postmortem_gui.core import vocabulary
from postmortem_gui.core.edits import why_order_problem
from postmortem_gui.core.metrics import impact, time_to
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Condition, SectionSpec, Template
from postmortem_gui.core.values import Row, Value
from postmortem_gui.resources import resource
from postmortem_gui.storage.writing import document_bytes

BYTES = resource("examples/label-printing.postmortem.json").read_bytes()
PM = Postmortem.model_validate(json.loads(BYTES))
TEMPLATES = [
    Template.model_validate(json.loads(path.read_bytes())) for path in sorted(resource("templates").glob("*.json"))
]


def test_its_bytes_are_those_that_saving_would_write():
    assert document_bytes(PM) == BYTES


def test_it_carries_the_template_of_the_library():
    """When the layout changes, open the example, take up the new layout and save it."""
    assert PM.template in TEMPLATES
    assert PM.template.id == "full-review"


def test_it_has_no_member_that_the_program_does_not_know():
    known = {"min", "max", "from", "to", "phases", "allow_na"}
    for value in _values(PM):
        assert type(value).__name__ == "Record" or set(value.__pydantic_extra__ or {}) <= known


def _values(value: object) -> list[Value]:
    if isinstance(value, Value):
        return [value, *_values(tuple(getattr(value, name) for name in type(value).model_fields))]
    if isinstance(value, dict):
        value = tuple(value.values())
    return [found for member in value for found in _values(member)] if isinstance(value, tuple) else []


def test_ids_are_said_once():
    ids = [value.id for value in _values(PM) if isinstance(value, Row)]
    assert len(ids) == len(set(ids))


def test_its_timeline_crosses_midnight_in_utc_with_sources_kinds_and_phases():
    times = [row.when.at for row in PM.timeline if row.when.at]
    assert len(times) == len(PM.timeline) >= 14
    assert times == sorted(times)
    assert len({time.date() for time in times}) == 2
    assert max(times) - min(times) < timedelta(days=1)
    assert list(in_order(PM.timeline)) == list(PM.timeline)
    assert all(row.event and row.source for row in PM.timeline)
    assert {row.kind for row in PM.timeline} == {key for key, _ in vocabulary.KINDS}
    assert {phase for row in PM.timeline for phase in row.phases} == {key for key, _ in vocabulary.PHASES}


def test_its_durations_can_be_told_from_the_timeline():
    lasted, detected = impact(PM), time_to(PM, "detected")
    assert lasted is not None
    assert detected is not None
    assert (lasted.seconds, detected.seconds) == (57 * 60, 11 * 60)


def test_its_summary_tells_the_same_story_as_its_timeline():
    clocks = set(re.findall(r"\b\d\d:\d\d\b", PM.text("summary") + PM.text("impact")))
    rows = {row.when.at.strftime("%H:%M") for row in PM.timeline if row.when.at}
    assert clocks
    assert clocks <= rows


def test_its_five_whys_have_evidence_and_one_branch_was_ruled_out():
    assert why_order_problem(PM.whys.items) == ""
    by_id = {why.id: why for why in PM.whys.items}
    path = [by_id[PM.whys.primary]]
    while path[0].parent:
        path.insert(0, by_id[path[0].parent])
    assert len(path) == 5
    assert all(why.state == "confirmed" and why.evidence for why in path)
    assert path[-1].stop in vocabulary.STOPS
    assert [why.state for why in PM.whys.items if why not in path] == ["ruled_out"]
    assert PM.whys.problem
    assert PM.whys.root_cause


def test_its_seven_actions_have_some_gaps():
    actions = [action for action in PM.actions if action.stage == "committed"]
    assert [action.label for action in actions] == ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]
    assert [action.label for action in actions if action.ticket is None] == ["A3"]
    assert [action.label for action in actions if not action.owner and not action.due] == ["A5"]
    assert [action.label for action in actions if action.status == "done"] == ["A4"]
    assert {action.priority for action in actions} == set(vocabulary.PRIORITIES)


def test_ideas_that_were_not_taken_up_are_kept_with_their_reason():
    ideas = [action for action in PM.actions if action.stage == "potential"]
    assert [bool(idea.reason) for idea in ideas if idea.status == "wont_do"] == [True]
    assert len(ideas) == 2


def test_every_link_inside_leads_somewhere():
    rows = {row.id for row in PM.timeline}
    places = {f"timeline/{row}" for row in rows} | {f"whys/{why.id}" for why in PM.whys.items}
    places |= {f"{key}/{point.id}" for key, section in PM.sections.items() for point in section.points}
    places |= {f"facts/{key}" for key in PM.facts}
    assert {evidence.row for why in PM.whys.items for evidence in why.evidence if evidence.row} <= rows
    assert {place for action in PM.actions for place in action.answers} <= places
    assert {risk.finding for risk in PM.risks} <= places
    assert {question.place for question in PM.questions} <= places
    assert set(PM.marks) <= places


def test_everything_that_went_wrong_is_answered_or_accepted():
    answered = {place for action in PM.actions for place in action.answers} | {risk.finding for risk in PM.risks}
    assert {f"went_wrong/{point.id}" for point in PM.points("went_wrong")} <= answered
    assert {fact.key for fact in PM.template.facts() if fact.finding} <= {
        place.removeprefix("facts/") for place in answered
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_section_of_every_template_has_something_to_show(template: Template):
    empty = [spec.id for spec in template.sections if not _holds(spec) and not spec.optional]
    assert not empty


def _holds(spec: SectionSpec) -> bool:
    match spec.kind:
        case "text":
            return bool(PM.text(spec.id))
        case "points":
            return len(PM.points(spec.id)) >= 2
        case "checklist":
            return bool(PM.checklists.get(spec.id))
        case "signoff":
            return all(row.name for row in PM.signoffs) and len(PM.signoffs) == 3
        case "actions":
            return any(action.stage == spec.stage for action in PM.actions)
        case "facts":
            facts = [fact for group in spec.facts for fact in (group.facts or (group,))]
            return all(
                fact.key in PM.facts or fact.key in PM.sections or fact.from_ or fact.value or fact.joins
                for fact in facts
            )
        case _:
            return True


def test_its_boxes_and_roles_are_those_of_the_template():
    publication, signoff = PM.template.section("publication"), PM.template.section("signoff")
    assert publication
    assert signoff
    assert [(item.id, item.text) for item in PM.checklists["publication"]] == [
        (box.id, box.text) for box in publication.items if _applies(box.when)
    ]
    assert [(row.id, row.role) for row in PM.signoffs] == [
        (role.id, role.role) for role in signoff.roles if _applies(role.when)
    ]


def _applies(when: Condition) -> bool:
    return when.severity in ((), (PM.fact("severity"),))


def test_it_keeps_the_choices_of_its_template():
    for fact in PM.template.facts():
        assert not (fact.choices and fact.key in PM.facts) or PM.fact(fact.key) in fact.choices
        assert not fact.pattern or re.fullmatch(fact.pattern, PM.fact(fact.key))


def test_its_addresses_lead_to_nobody():
    content = json.dumps(json.loads(BYTES) | {"template": None})
    assert content.count("https://") > 40
    assert not re.findall(r"https?://(?![\w.-]+\.example\.com[/\"])[^\s\"]*", content)
