"""The one who asks the rules: never raises, changes nothing, and says the same however it came to be asked."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem_gui.checks.checker import Checker, check
from postmortem_gui.checks.findings import Report
from postmortem_gui.checks.questions import questions
from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Point, Postmortem, Section, TimelineEntry, Waiver, When
from postmortem_gui.core.template import Rule, Template
from postmortem_gui.resources import resource
from postmortem_gui.storage.writing import document_bytes
from tests.strategies import postmortems

TODAY = date(2026, 11, 21)
EXAMPLE = Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))


@given(pm=postmortems(), today=st.dates(date(1990, 1, 1), date(2200, 1, 1)))
@settings(max_examples=150, deadline=None)
def test_any_document_is_looked_at_without_an_error_and_is_not_changed(pm, today):
    before = document_bytes(pm)
    report = check(pm, today)
    assert document_bytes(pm) == before
    assert all("\n" not in finding.message and finding.message for finding in report.findings)


@given(steps=st.lists(postmortems(), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_looking_again_says_what_looking_once_says(steps):
    checker = Checker()
    for pm in steps:
        assert checker.report(pm, TODAY) == check(pm, TODAY)


@given(words=st.lists(st.sampled_from(("summary", "impact", "fault")), max_size=12), data=st.data())
@settings(max_examples=40, deadline=None)
def test_after_any_edits_a_checker_that_remembers_agrees_with_one_that_does_not(words, data):
    checker, pm = Checker(), EXAMPLE
    for section in words:
        text = data.draw(st.sampled_from(("", "It broke. XX:XX", "_REPLACE_WITH_", "We were careless.")))
        pm = Set(Place("sections", section, "text"), text).apply(pm)
        row = data.draw(st.sampled_from(pm.timeline))
        pm = Set(Place("timeline", row.id, "event"), text).apply(pm)
        assert checker.report(pm, TODAY) == check(pm, TODAY)


def test_every_rule_is_a_finding_a_waiver_or_done():
    report = check(EXAMPLE, TODAY)
    kept = {(done.check, done.place) for done in report.done}
    assert len(report.done) <= report.rules
    assert not kept & {(finding.check, finding.place) for finding in report.findings}
    assert len(report.blocking) + len(report.to_consider) == len(report.findings)


def test_a_waiver_sets_aside_its_own_check_at_its_own_place_and_below():
    report = check(EXAMPLE, TODAY)
    finding = report.blocking[0]
    waiver = Waiver(id="v_1", check=finding.check.replace("_", "-"), place=finding.place.part, reason="So", by="Ida")
    waived = check(EXAMPLE.but(waivers=(waiver,)), TODAY)
    assert finding in [one for one, _ in waived.waived]
    assert finding not in waived.findings
    other = check(EXAMPLE.but(waivers=(waiver.but(check="apology"),)), TODAY)
    assert other.findings == report.findings


def test_a_check_that_only_a_newer_program_knows_is_passed_over():
    template = Template(id="t", name="T", rules=(Rule(check="reads_minds"), Rule(check="placeholders")))
    assert [one.check.name for one in questions(template) if one.spec is None][-1] == "placeholders"
    assert isinstance(check(EXAMPLE.but(template=template), TODAY), Report)


def large() -> Postmortem:
    """Return the example with 500 rows, 60 actions and 200 paragraphs."""
    start = datetime(2026, 11, 10, 22, tzinfo=UTC)
    rows = tuple(
        TimelineEntry(
            id=f"t_{at}", when=When(at=start + timedelta(minutes=at)), event=f"Shard {at} of the relay is back"
        )
        for at in range(500)
    )
    actions = tuple(
        ActionItem(id=f"x_{at}", label=f"A{at}", description=f"Limit queue {at}", owner="Ida") for at in range(60)
    )
    prose = "\n\n".join(f"Paragraph {at} says what happened to 12 shops at 14:10 UTC, and why." for at in range(200))
    points = tuple(Point(id=f"p_{at}", text=f"Queue {at} has no limit") for at in range(60))
    sections = {**EXAMPLE.sections, "summary": Section(text=prose), "went_wrong": Section(points=points)}
    return EXAMPLE.but(timeline=rows, actions=actions, sections=sections)


def test_a_large_document_takes_less_than_50_ms_and_an_edit_less_than_5():
    pm, checker = large(), Checker()
    whole = _best(lambda: Checker().report(pm, TODAY))
    checker.report(pm, TODAY)
    edited = [
        Set(Place("timeline", "t_250", "event"), "Shard 250 is back at last"),
        Set(Place("sections", "fault", "text"), "One more sentence."),
        Set(Place("actions", "x_30", "owner"), "Noor"),
    ]
    one = max(_best(lambda edit=edit: checker.report(edit.apply(pm), TODAY), checker, pm) for edit in edited)
    assert whole < 0.05, f"{whole * 1000:.1f} ms"
    assert one < 0.005, f"{one * 1000:.1f} ms"


def _best(work, checker: Checker | None = None, pm: Postmortem | None = None) -> float:
    """Return the least time of five in seconds; a checker looks at the document in between, as before each edit."""
    took = []
    for _ in range(5):
        if checker is not None and pm is not None:
            checker.report(pm, TODAY)
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)
