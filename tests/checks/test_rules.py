"""Every rule finds what breaks it, and is quiet where it is kept: one breach and one repair for each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from postmortem_gui.checks.catalogue import CHECKS
from postmortem_gui.checks.checker import check
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.edits import Remove, Set
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    Conflict,
    Link,
    Point,
    Postmortem,
    Risk,
    Section,
    Ticket,
    TimelineEntry,
    When,
)
from postmortem_gui.core.template import Rule, Template
from postmortem_gui.resources import resource

TODAY = date(2026, 11, 21)
EXAMPLE = Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))
TEMPLATES = {
    (template := Template.model_validate(json.loads(path.read_bytes()))).id: template
    for path in resource("templates").glob("*.json")
}
Change = Callable[[Postmortem], Postmortem]


def fact(key: str, value: object) -> Change:
    """A change of one fact."""
    return lambda pm: Set(Place("facts", key), value).apply(pm)


def text(section: str, words: str) -> Change:
    """A change of the prose of one section."""
    return lambda pm: Set(Place("sections", section, "text"), words).apply(pm)


def points(section: str, *words: str) -> Change:
    """Other points in a section, with the ids p_0, p_1 and so on."""
    rows = tuple(Point(id=f"p_{at}", text=word) for at, word in enumerate(words))
    return lambda pm: pm.but(sections={**pm.sections, section: Section(points=rows)})


def root_cause(words: str) -> Change:
    """Another root cause statement."""
    return lambda pm: pm.but(whys=pm.whys.but(root_cause=words))


def action(**members: object) -> Change:
    """One action and no other: complete but for what is said."""
    whole = {"description": "Limit the queue", "owner": "Ida", "ticket": Ticket(key="PRN-1"), "due": "2026-12-01"}
    row = ActionItem.model_validate({"id": "x_1", "label": "A1", **whole, **members})
    return lambda pm: pm.but(actions=(row,))


def rows(*told: tuple[int | None, str], **members: object) -> Change:
    """A timeline of rows at minutes after ten o'clock, each with its phases in one word."""
    start = datetime(2026, 11, 10, 10, tzinfo=UTC)
    made = tuple(
        TimelineEntry.model_validate(
            {
                "id": f"t_{at}",
                "when": When(at=None if minute is None else start + timedelta(minutes=minute)),
                "event": "Something happened",
                "phases": tuple(phases.split()),
                "source": (Link(title="log"),),
                **members,
            }
        )
        for at, (minute, phases) in enumerate(told)
    )
    return lambda pm: pm.but(timeline=made)


def first_why(**members: object) -> Change:
    """A chain of one why."""
    why = EXAMPLE.whys.items[0].but(id="w_1", parent=None, **members)
    return lambda pm: pm.but(whys=pm.whys.but(items=(why,), primary="w_1"))


def unwanted(*words: str) -> Change:
    """A rule of the template about words, and a summary that has one of them."""
    rule = Rule.model_validate({"check": "unwanted_words", "words": list(words)})
    return lambda pm: text("summary", "The cause is tbd.")(pm.but(template=pm.template.but(rules=(rule,))))


def example(pm: Postmortem) -> Postmortem:
    """No change: the example keeps the rule."""
    return pm


FOUR_WORDS = "It broke. It was fixed. Nobody noticed. All is well."
LONG = "word " * 120

RULES: tuple[tuple[str, str, Change, Change, str], ...] = (
    ("required", "full-review", fact("data_impact", ""), example, "facts/data_impact"),
    ("pattern", "full-review", fact("incident_id", "INC 7"), example, "facts/incident_id"),
    ("known_choice", "full-review", fact("status", "lost"), example, "facts/status"),
    ("exact_or_estimate", "full-review", fact("customers_affected", "≈ 300"), fact("revenue_impact", "$9,400"), ""),
    ("lighter_template", "full-review", fact("severity", "P3"), example, "facts/severity"),
    ("heavier_template", "brief", example, fact("severity", "P3"), "facts/severity"),
    (
        "meeting_within_business_days",
        "review-meeting",
        fact("meeting_at", When(at=datetime(2026, 11, 24, 15, tzinfo=UTC))),
        example,
        "facts/meeting_at",
    ),
    ("filled", "full-review", text("summary", "  "), example, "sections/summary/text"),
    ("sentences", "full-review", text("summary", "It broke."), text("summary", FOUR_WORDS), "sections/summary/text"),
    ("paragraphs", "full-review", text("summary", "It broke.\n\nTwice."), example, "sections/summary/text"),
    ("read_seconds", "full-review", text("summary", LONG), text("summary", "It broke. Twice."), ""),
    ("duration_with_zone", "brief", text("summary", "From 14:10 to 14:38."), example, "sections/summary/text"),
    ("exact_numbers", "review-meeting", text("impact", "3 shops and many others"), example, "sections/impact/text"),
    (
        "ends_with_cause",
        "brief",
        text("summary", "It broke because of rain. All is well."),
        text("summary", "It broke. It broke because of rain."),
        "sections/summary/text",
    ),
    ("states_severity", "changeset", text("summary", "Bad."), text("summary", "A P1."), "sections/summary/text"),
    ("states_duration", "changeset", text("summary", "Bad."), text("summary", "Down for 28 minutes."), ""),
    ("apology", "review-meeting", text("message_external", "It broke."), text("message_external", "We are sorry."), ""),
    ("published_link", "review-meeting", fact("published_url", ""), example, "facts/published_url"),
    (
        "mitigated_and_resolved",
        "sre-classic",
        text("resolution", "We mitigated it."),
        text("resolution", "Mitigated at 10:00, resolved at 11:00."),
        "sections/resolution/text",
    ),
    ("not_prescriptive", "full-review", points("lessons", "We must test more"), example, "lessons/p_0/text"),
    ("public_version", "full-review", fact("severity", "P0"), example, "facts/public_postmortem"),
    ("row_time", "full-review", rows((None, "")), rows((0, "")), "timeline/t_0/when"),
    ("row_source", "full-review", rows((0, ""), source=()), rows((0, "")), "timeline/t_0/source"),
    ("source_somewhere", "review-meeting", rows((0, ""), (1, ""), source=()), rows((0, "")), "timeline/t_0/event"),
    ("phases_present", "sre-classic", rows((0, "impact_start")), example, "timeline"),
    (
        "clean_minutes",
        "full-review",
        rows((0, "impact_start"), (20, "impact_end"), (34, "resolved")),
        rows((0, "impact_start"), (20, "impact_end"), (35, "resolved")),
        "timeline/t_2/when",
    ),
    (
        "phases_in_order",
        "blank",
        rows((0, "impact_end"), (20, "impact_start")),
        rows((0, "impact_start"), (20, "impact_end"), (30, "impact_start"), (40, "impact_end")),
        "timeline/t_0/when",
    ),
    ("whys_count", "full-review", first_why(answer="It rained"), example, "whys/w_1/answer"),
    ("ends_at_system", "full-review", first_why(stop=""), first_why(stop="designed this way"), "whys/w_1/stop"),
    ("evidence", "full-review", first_why(evidence=()), example, "whys/w_1/evidence"),
    ("root_cause_filled", "full-review", root_cause(" "), example, "whys/root_cause"),
    ("root_cause_sentences", "full-review", root_cause(FOUR_WORDS), example, "whys/root_cause"),
    ("root_cause_answered", "full-review", action(answers=()), example, "whys/root_cause"),
    (
        "findings_answered",
        "full-review",
        points("went_wrong", "Nobody was paged"),
        points("contributing_factors"),
        "went_wrong/p_0/text",
    ),
    ("follow_up_all", "review-meeting", points("went_wrong", "Nobody was paged"), example, "went_wrong/p_0/text"),
    ("four_fields", "full-review", action(owner=" "), action(), "actions/x_1/owner"),
    ("ticket_link", "sre-classic", action(ticket=Ticket(key="n/a")), action(ticket=Ticket(key="n/a", reason="x")), ""),
    ("due_dates", "blank", action(due="2026-11-09"), action(due="2026-11-10"), "actions/x_1/due"),
    ("due_by_priority", "full-review", action(priority="P3", due="2027-01-02"), action(priority="P3"), ""),
    ("closure_rate", "full-review", action(), action(status="done"), "actions/x_1/status"),
    ("grouped_by_theme", "review-meeting", action(stage="potential"), action(stage="potential", theme="Limits"), ""),
    ("boxes_ticked", "full-review", example, lambda pm: pm.but(checklists={}), "publication/posted/done"),
    (
        "signed",
        "full-review",
        example,
        lambda pm: pm.but(signoffs=tuple(row.but(name="Ida", date="2026-11-20") for row in pm.signoffs)),
        "signoffs/platform_lead/date",
    ),
    (
        "conflicts",
        "blank",
        lambda pm: pm.but(conflicts=(Conflict(place="facts/severity", ours="P1", theirs="P0"),)),
        example,
        "facts/severity",
    ),
    ("placeholders", "blank", text("summary", "We did _REPLACE_WITH_THAT"), example, "sections/summary/text"),
    ("blame_words", "blank", text("summary", "It was human error."), example, "sections/summary/text"),
    ("unwanted_words", "blank", unwanted("TBD"), unwanted("BD"), "sections/summary/text"),
)


def found(name: str, template: str, change: Change) -> list[Finding]:
    """Return what one rule finds in the example, changed and laid out with a template, half a year later if need be."""
    today = TODAY + timedelta(days=200) if name == "closure_rate" else TODAY
    pm = change(switched(EXAMPLE, TEMPLATES[template]))
    return [finding for finding in check(pm, today).findings if finding.check == name]


@pytest.mark.parametrize(("name", "template", "breach", "repair", "place"), RULES, ids=[rule[0] for rule in RULES])
def test_a_rule_finds_what_breaks_it_and_is_quiet_where_it_is_kept(name, template, breach, repair, place):
    broken = found(name, template, breach)
    assert broken, "nothing was found"
    for finding in broken:
        assert finding.message
        assert finding.origin
    assert not place or place in [str(finding.place) for finding in broken]
    assert found(name, template, repair) == []


def test_every_check_has_an_example_of_both():
    assert {rule[0] for rule in RULES} == {check.name for check in CHECKS}


def test_every_rule_of_every_template_is_known():
    known = {check.name for check in CHECKS}
    for template in TEMPLATES.values():
        rules = (*template.rules, *(rule for spec in template.sections for rule in spec.rules))
        assert {rule.check for rule in rules} <= known, template.id


def test_a_risk_accepted_with_a_reason_answers_a_finding():
    pm = points("went_wrong", "Nobody was paged")(EXAMPLE)
    accepted = pm.but(risks=(*pm.risks, Risk(id="r_1", finding="went_wrong/p_0", reason="The rota moves")))
    assert "went_wrong/p_0/text" in [str(finding.place) for finding in check(pm, TODAY).findings]
    assert "went_wrong/p_0/text" not in [str(finding.place) for finding in check(accepted, TODAY).findings]


def test_an_action_that_will_not_be_done_owes_nothing():
    assert found("four_fields", "full-review", action(owner="", status="wont_do", reason="Too late")) == []


def test_a_blank_row_is_nobodys_gap():
    blank = ActionItem(id="x_9")
    assert found("four_fields", "full-review", lambda pm: pm.but(actions=(blank,))) == []


def test_a_repair_of_an_id_is_offered_where_it_is_a_matter_of_spelling():
    (finding,) = found("pattern", "full-review", fact("incident_id", "inc 2026-11-10 1"))
    assert finding.fix is not None
    mended = finding.fix.edit.apply(fact("incident_id", "inc 2026-11-10 1")(EXAMPLE))
    assert mended.fact("incident_id") == "INC-2026-11-10-001"


@pytest.mark.parametrize(
    ("name", "change", "place", "mended"),
    [
        ("known_choice", fact("severity", "p1"), "severity", "P1"),
        ("known_choice", fact("status", "In review"), "status", "in_review"),
        ("known_choice", fact("status", "lost"), "status", None),
    ],
)
def test_a_choice_that_is_only_spelled_another_way_is_mended_at_a_press(name, change, place, mended):
    (finding,) = (one for one in found(name, "full-review", change) if one.place.row == place)
    after = finding.fix.edit.apply(change(EXAMPLE)) if finding.fix else None
    assert (after.fact(place) if after else None) == mended


def test_a_due_date_in_words_is_written_as_a_day_at_a_press():
    (finding,) = found("due_dates", "blank", action(due="27 Nov"))
    assert finding.fix is not None
    assert finding.fix.edit.apply(action(due="27 Nov")(EXAMPLE)).actions[0].due == "2026-11-27"


def test_the_row_of_a_finding_is_gone_with_the_row():
    pm = action(owner="")(EXAMPLE)
    assert [f for f in check(Remove("actions", ("x_1",)).apply(pm), TODAY).findings if f.check == "four_fields"] == []


def test_a_pattern_that_could_take_for_ever_and_a_value_without_end_hold_nothing_up():
    template = TEMPLATES["full-review"]
    endless = Template.model_validate_json(template.model_dump_json(by_alias=True).replace("INC-", "(\\\\w+ ?)+INC-"))
    pm = fact("incident_id", "a " * 100_000 + "!")(EXAMPLE)
    for layout, count in ((endless, 0), (template, 1)):
        start = time.process_time()
        report = check(pm.but(template=layout), TODAY)
        assert time.process_time() - start < 1
        assert len([one for one in report.findings if one.check == "pattern"]) == count
