"""The rules of a team are ordinary rules: each finds what breaks it, says whose it is, is quiet where it is kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from postmortem_gui.checks.checker import Checker, check
from postmortem_gui.checks.findings import Finding
from postmortem_gui.checks.questions import questions
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.postmortem import Link, Postmortem, SignOff, Waiver
from postmortem_gui.core.team import NO_TEAM, Team
from tests.checks.test_checker import TODAY, large
from tests.checks.test_rules import EXAMPLE, TEMPLATES, Change, example, fact, points, root_cause, text
from tests.strategies import postmortems

SAY = "So we agreed in May."


def signoff(**members: str) -> Change:
    """One sign-off of the security lead and no other."""
    row = SignOff.model_validate({"id": "s_1", "role": "security LEAD", **members})
    return lambda pm: pm.but(signoffs=(row,))


SEVERE: dict[str, object] = {"role": "Security lead", "when": {"severity": ["P0"]}}
CASES: tuple[tuple[str, dict[str, object], Change, Change, str], ...] = (
    ("required_sections", {"section": "summary"}, text("summary", " "), text("summary", "A page."), ""),
    ("required_sections", {"section": "lessons"}, points("lessons"), points("lessons", "Limits"), "lessons"),
    ("required_sections", {"section": "timeline"}, lambda pm: pm.but(timeline=()), example, "timeline"),
    ("required_sections", {"section": "actions"}, lambda pm: pm.but(actions=()), example, "actions"),
    ("required_sections", {"section": "whys"}, lambda pm: pm.but(whys=pm.whys.but(items=())), example, "whys"),
    ("required_facts", {"fact": "recorder"}, fact("recorder", ""), fact("recorder", "Ida"), "facts/recorder"),
    (
        "patterns",
        {"fact": "incident_id", "pattern": r"OPS-\d+", "example": "OPS-412"},
        fact("incident_id", "INC-2026-11-10-001"),
        fact("incident_id", "OPS-7"),
        "facts/incident_id",
    ),
    (
        "patterns",
        {"fact": "status_page", "pattern": r"https://status\.example\.com/\S+"},
        fact("status_page", Link(title="Entry", url="https://elsewhere.example.com/1")),
        fact("status_page", Link(title="Entry", url="https://status.example.com/88")),
        "facts/status_page",
    ),
    (
        "patterns",
        {"fact": "affected_regions", "pattern": "[a-z]+-[a-z]+-[0-9]"},
        fact("affected_regions", ("eu-west-1", "Europe")),
        fact("affected_regions", ("eu-west-1",)),
        "facts/affected_regions",
    ),
    ("unwanted_words", {"words": ["TBD"]}, text("summary", "Cause tbd."), text("summary", "`TBD`, TBDs"), ""),
    ("unwanted_words", {"words": "in the near future"}, root_cause("In the NEAR future."), root_cause("Soon."), ""),
    ("signoffs", {"role": "Security lead"}, signoff(), signoff(name="Ida", date="2026-11-20"), "signoffs/s_1/name"),
    ("signoffs", {"role": "Security lead"}, lambda pm: pm.but(signoffs=()), signoff(name="I", date="d"), "signoffs"),
    ("signoffs", SEVERE, fact("severity", "P0"), fact("severity", "P1"), "signoffs"),
)


def found(team: Team, change: Change, template: str = "full-review") -> list[Finding]:
    """Return what a team finds in the example, changed, in a template without rules of its own."""
    layout = TEMPLATES[template]
    layout = layout.but(rules=(), sections=tuple(spec.but(rules=()) for spec in layout.sections))
    pm = change(switched(EXAMPLE, layout)).but(template=layout)
    return [one for one in check(pm, TODAY, team).findings if one.origin.endswith(", team")]


@pytest.mark.parametrize(("part", "rule", "breach", "repair", "place"), CASES, ids=[f"{c[0]}-{c[4]}" for c in CASES])
@pytest.mark.parametrize("need", ["blocking", "consider"])
def test_a_rule_of_a_team_finds_what_breaks_it_and_is_quiet_where_it_is_kept(part, rule, breach, repair, place, need):
    team = Team.model_validate({part: [{**rule, "say": SAY, "need": need}]})
    broken = found(team, breach)
    assert broken, "nothing was found"
    for finding in broken:
        assert finding.need == need
        assert SAY in finding.why
    assert not place or place in [str(finding.place) for finding in broken]
    assert found(team, repair) == []


def test_severities_of_the_team_are_as_good_as_those_of_the_template():
    team = Team(severities=("SEV-1",))
    for severity, is_known in (("SEV-1", True), ("P1", True), ("SEV-9", False)):
        report = check(fact("severity", severity)(EXAMPLE), TODAY, team)
        said = [one for one in report.findings if one.check == "known_choice"]
        assert (said == []) is is_known
        assert is_known or "SEV-1" in said[0].why


def test_a_role_that_nobody_asked_to_sign_is_added_at_a_press_once():
    team = Team.model_validate({"signoffs": [{"role": "Security lead"}]})
    (finding,) = found(team, example)
    assert finding.fix is not None
    added = finding.fix.edit.apply(EXAMPLE)
    assert added.signoffs[-1].role == "Security lead"
    (still,) = found(team, lambda _: added)
    assert still.fix is None
    renamed = added.but(signoffs=(*added.signoffs[:-1], added.signoffs[-1].but(role="CISO")))
    assert all(one.fix is None for one in found(team, lambda _: renamed))


def test_what_the_template_has_no_place_for_is_not_asked():
    rules = {"required_sections": [{"section": "lucky"}], "required_facts": [{"fact": "recorder"}]}
    team = Team.model_validate(
        {**rules, "signoffs": [{"role": "CTO"}], "patterns": [{"fact": "owner", "pattern": "x"}]}
    )
    assert found(team, example, "blank") == []


def test_the_pattern_of_the_team_takes_the_place_of_the_templates():
    team = Team.model_validate({"patterns": [{"fact": "incident_id", "pattern": r"OPS-\d+"}]})
    report = check(fact("incident_id", "OPS-7")(EXAMPLE), TODAY, team)
    assert "pattern" not in {one.check for one in report.findings}


def test_what_template_and_team_both_miss_is_said_once_and_blocks_if_one_of_them_says_so():
    team = Team.model_validate({"required_facts": [{"fact": "title", "need": "consider"}]})
    pm = fact("title", "")(EXAMPLE)
    alone = [one for one in check(pm, TODAY).findings if str(one.place) == "facts/title"]
    both_ask = [one for one in check(pm, TODAY, team).findings if str(one.place) == "facts/title"]
    assert len(both_ask) == max(len(alone), 1)
    weak = [q.rule.need for q in questions(pm.template) if q.fact is not None and q.fact.key == "title"]
    assert [one.need for one in both_ask] == (weak or ["consider"])
    strict = Team.model_validate({"required_facts": [{"fact": "title"}]})
    assert [one.need for one in check(pm, TODAY, strict).findings if str(one.place) == "facts/title"] == ["blocking"]


def test_two_rules_about_one_place_are_both_asked():
    rules = [{"fact": "incident_id", "pattern": "OPS-.+"}, {"fact": "incident_id", "pattern": ".+-[0-9]"}]
    team = Team.model_validate({"patterns": rules})
    assert (
        len(questions(EXAMPLE.template, team)) == len(questions(EXAMPLE.template)) + 1
    )  # the template's own gives way
    assert found(team, fact("incident_id", "OPS-x"))
    assert found(team, fact("incident_id", "INC-1"))
    assert not found(team, fact("incident_id", "OPS-1"))


def test_a_rule_of_a_team_can_be_waived():
    team = Team.model_validate({"unwanted_words": [{"words": "TBD"}]})
    waiver = Waiver(id="v_1", check="unwanted_words", place="sections/summary", reason="A product of ours", by="Ida")
    pm = text("summary", "TBD is down.")(EXAMPLE)
    assert found(team, lambda _: pm)
    assert not found(team, lambda _: pm.but(waivers=(waiver,)))


def full() -> Team:
    """Return a team with rules of every sort."""
    parts: dict[str, list[dict[str, object]]] = {}
    for part, rule, *_ in CASES:
        parts.setdefault(part, []).append(rule)
    return Team.model_validate({**parts, "severities": ["SEV-1"]})


@settings(max_examples=60)
@given(postmortems())
def test_the_rules_of_a_team_never_raise_and_add_to_those_of_the_template(pm: Postmortem):
    before = pm.model_copy()
    report = check(pm, TODAY, full())
    assert pm == before
    assert report == Checker(full()).report(pm, TODAY)
    assert check(pm, TODAY, NO_TEAM) == check(pm, TODAY)


def test_a_large_document_takes_less_than_50_ms_with_the_rules_of_a_team_too():
    pm, took = large(), []
    for _ in range(5):
        start = time.process_time()
        Checker(full()).report(pm, TODAY)
        took.append(time.process_time() - start)
    assert min(took) < 0.05, f"{min(took) * 1000:.1f} ms"
