"""Moments and durations of an incident, each with the rows it comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.durations import show_range
from postmortem_gui.core.metrics import (
    Measured,
    between,
    derived,
    fact_value,
    impact,
    impact_spans,
    measured_for,
    moment,
    reversed_rows,
    time_to,
    typed_impact,
)
from postmortem_gui.core.postmortem import Claim, Postmortem, Seconds, TimelineEntry, When
from postmortem_gui.core.strip_words import told, typed_over
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.vocabulary import PHASES
from tests.strategies import postmortems

START = datetime(2026, 11, 3, 23, 48, tzinfo=UTC)


def incident(*said: str) -> Postmortem:
    """`0 impact_start`, `~4 detected acknowledged`, `20-25 mitigated`, `? resolved`: minutes and phases of each row."""
    rows = []
    for number, line in enumerate(said):
        time, *phases = line.split()
        first, _, last = time.removeprefix("~").partition("-")
        when = When(typed="?")
        if time != "?":
            ends = [START + timedelta(minutes=int(minutes)) for minutes in (first, last or first)]
            when = When(at=ends[0], until=ends[1] if last else None, about=time.startswith("~"))
        rows.append(TimelineEntry(id=f"r{number}", when=when, phases=tuple(phases)))
    return Postmortem(timeline=tuple(rows))


def minutes(measured: Measured | None) -> float | None:
    return None if measured is None else measured.seconds / 60


USUAL = incident("0 impact_start", "4 detected acknowledged", "22 mitigated", "39 impact_end resolved", "53 all_clear")


def test_an_incident_is_measured_from_the_start_of_its_impact():
    assert impact(USUAL) == Measured(39 * 60, "r0", "r3")
    assert time_to(USUAL, "detected") == Measured(4 * 60, "r0", "r1")
    assert time_to(USUAL, "acknowledged") == Measured(4 * 60, "r0", "r1")
    assert time_to(USUAL, "mitigated") == Measured(22 * 60, "r0", "r2")
    assert time_to(USUAL, "resolved") == Measured(39 * 60, "r0", "r3")


def test_the_order_of_the_file_does_not_matter():
    assert impact(USUAL.but(timeline=USUAL.timeline[::-1])) == impact(USUAL)


def test_a_relapse_adds_its_span_and_takes_back_what_did_not_hold():
    pm = incident(
        "0 impact_start", "10 mitigated", "12 impact_end", "30 impact_start", "35 mitigated", "40 impact_end resolved"
    )
    assert impact(pm) == Measured(22 * 60, "r0", "r5")
    assert minutes(time_to(pm, "mitigated")) == 35
    assert minutes(time_to(pm, "resolved")) == 40


def test_while_an_impact_is_open_it_has_no_length_and_nothing_has_ended():
    pm = incident("0 impact_start", "10 mitigated", "12 impact_end resolved", "30 impact_start detected")
    assert impact(pm) is None
    assert moment(pm, "mitigated") is None
    assert time_to(pm, "resolved") is None
    assert minutes(time_to(pm, "detected")) == 30


@pytest.mark.parametrize(
    "said",
    [
        (),
        ("0 impact_start",),
        ("9 impact_end",),
        ("0 impact_end", "9 impact_start"),
        ("0 impact_start", "? impact_end"),
        ("? impact_start", "9 impact_end"),
    ],
)
def test_an_impact_without_both_ends_in_order_has_no_length(said):
    assert impact(incident(*said)) is None


def test_what_was_reached_before_the_impact_took_no_time_that_can_be_said():
    pm = incident("0 detected", "5 impact_start")
    assert time_to(pm, "detected") is None


def test_a_second_start_while_the_impact_is_open_changes_nothing():
    assert minutes(impact(incident("0 impact_start", "5 impact_start", "9 impact_end", "12 impact_end"))) == 9


def test_one_row_may_end_a_span_and_start_the_next():
    assert minutes(impact(incident("0 impact_start", "5 impact_end impact_start", "9 impact_end"))) == 9
    assert minutes(impact(incident("0 impact_start impact_end"))) == 0


def test_a_range_that_ends_something_counts_to_its_end_and_one_that_starts_something_from_its_start():
    pm = incident("0-3 impact_start", "20-25 mitigated", "30-34 impact_end", "40-50 detected")
    assert minutes(impact(pm)) == 34
    assert minutes(time_to(pm, "mitigated")) == 25
    assert minutes(time_to(pm, "detected")) == 40


def test_a_duration_is_about_right_when_one_of_its_rows_is():
    pm = incident("~0 impact_start", "4 detected", "9 impact_end")
    assert [measured.is_exact for measured in (impact(pm), time_to(pm, "detected")) if measured] == [False, False]
    assert impact(incident("0 impact_start", "~9 impact_end")) == Measured(540, "r0", "r1", less=300, more=300)


def test_a_moment_is_the_first_row_of_a_phase_and_of_an_end_the_last():
    pm = incident("? detected", "9 detected", "4 detected", "10 mitigated", "20 mitigated")
    found = {phase: moment(pm, phase) for phase in ("detected", "mitigated", "closed")}
    assert {phase: row and row.id for phase, row in found.items()} == {
        "detected": "r2",
        "mitigated": "r4",
        "closed": None,
    }


def spec(**members: Any) -> FactSpec:
    return FactSpec.model_validate({"key": "k", **members})


def test_a_fact_that_nobody_gave_is_derived_from_its_phases():
    assert derived(USUAL, spec(kind="instant", **{"from": "detected"})) == USUAL.timeline[1].when
    assert derived(USUAL, spec(kind="duration", **{"from": ["impact_start", "impact_end"]})) == Seconds(seconds=2340)
    assert derived(USUAL, spec(kind="duration", **{"from": ["detected", "all_clear"]})) == Seconds(seconds=2940)
    assert derived(USUAL, spec(kind="date", **{"from": "impact_start"})) == "2026-11-03"
    assert derived(USUAL.but(zone="Asia/Tokyo"), spec(kind="date", **{"from": "impact_start"})) == "2026-11-04"
    for nothing in (
        spec(kind="instant"),
        spec(kind="text", **{"from": "detected"}),
        spec(kind="duration", **{"from": "detected"}),
        spec(kind="instant", **{"from": "closed"}),
    ):
        assert derived(USUAL, nothing) is None


def test_what_somebody_gave_stands_over_what_is_derived():
    duration = spec(kind="duration", **{"from": ["impact_start", "impact_end"]})
    assert fact_value(USUAL, duration) == Seconds(seconds=2340)
    assert fact_value(USUAL.but(facts={"k": Seconds(seconds=60)}), duration) == Seconds(seconds=60)
    assert fact_value(USUAL, spec(kind="text")) is None


@given(postmortems())
def test_any_timeline_can_be_measured_and_nothing_is_negative(pm):
    known = {row.id for row in pm.timeline}
    for measured in (impact(pm), *(time_to(pm, phase) for phase in ("detected", "mitigated", "resolved"))):
        assert measured is None or (measured.seconds >= 0 and {measured.from_row, measured.to_row} <= known)
    for phase, _ in PHASES:
        row = moment(pm, phase)
        assert row is None or phase in row.phases
    for fact in pm.template.facts():
        fact_value(pm, fact)


# ── Doubt, mistakes, and what somebody typed ──


@st.composite
def timelines(draw: st.DrawFn) -> Postmortem:
    """Timelines of phases in any order, with ranges, guesses, claims and rows without a time."""
    rows = []
    for number in range(draw(st.integers(0, 10))):
        at = START + timedelta(seconds=draw(st.integers(-9000, 9000)))
        until = draw(st.none() | st.integers(0, 1800))
        when = When(at=at, until=None if until is None else at + timedelta(seconds=until), about=draw(st.booleans()))
        other = When(at=at + timedelta(seconds=draw(st.integers(-1800, 1800))), about=draw(st.booleans()))
        phases = tuple(draw(st.lists(st.sampled_from([key for key, _ in PHASES]), max_size=3, unique=True)))
        claims = draw(st.sampled_from(((), (Claim(when=other),), (Claim(when=When(typed="?")),))))
        when = draw(st.sampled_from((when, when, when, When())))
        rows.append(TimelineEntry(id=f"r{number}", when=when, phases=phases, claims=claims))
    return Postmortem(timeline=tuple(rows))


def all_measured(pm: Postmortem) -> list[Measured]:
    found = [between(pm, start, end) for start, _ in PHASES for end, _ in PHASES]
    return [measured for measured in found if measured is not None]


def test_a_guess_gives_the_range_in_which_the_length_lies():
    measured = time_to(incident("0 impact_start", "~26 mitigated"), "mitigated")
    assert measured is not None
    assert (measured.least, measured.seconds, measured.most, told(measured)) == (1260, 1560, 1860, "21 to 31 min")


def test_a_guess_between_two_times_is_as_wide_as_they_are_and_a_plain_range_is_known_at_its_ends():
    guess = time_to(incident("0 impact_start", "~21-26 mitigated"), "mitigated")
    known = time_to(incident("0 impact_start", "21-26 mitigated"), "mitigated")
    assert guess is not None
    assert known is not None
    assert (told(guess), told(known)) == ("21 to 26 min", "26 min")


def test_a_disputed_time_widens_the_length_to_what_people_claim():
    pm = incident("0 impact_start", "30 impact_end")
    claim = Claim(when=When(at=START + timedelta(minutes=2)), by="Ida")
    pm = pm.but(timeline=(pm.timeline[0].but(claims=(claim,)), pm.timeline[1]))
    measured = impact(pm)
    assert measured is not None
    assert (told(measured), measured.seconds) == ("28 to 30 min", 1800)


def test_every_span_of_an_impact_that_came_back_brings_its_own_doubt():
    pm = incident("0 impact_start", "~12 impact_end", "30 impact_start", "40 impact_end")
    measured = impact(pm)
    assert measured is not None
    assert told(measured) == "17 to 27 min"


@pytest.mark.parametrize("said", [("9 impact_start", "0 impact_end"), ("9 impact_start", "0 mitigated impact_end")])
def test_an_end_before_its_start_is_known_for_what_it_is(said):
    pm = incident(*said)
    found = reversed_rows(pm, "impact_start", "impact_end")
    assert found is not None
    assert [row.id for row in found] == ["r0", "r1"]
    assert impact(pm) is None


def test_an_end_before_its_start_is_none_where_another_one_holds():
    assert reversed_rows(incident("0 mitigated", "9 impact_start", "12 mitigated"), "impact_start", "mitigated") is None
    assert reversed_rows(incident("0 mitigated"), "impact_start", "mitigated") is None
    assert reversed_rows(incident("0 impact_start", "? mitigated"), "impact_start", "mitigated") is None


def test_a_length_that_somebody_typed_is_marked_and_says_what_the_rows_say():
    assert typed_over(1680, Measured(1800, "a", "b")) == "28 min, typed; rows say 30 min"
    assert typed_over(1680, Measured(1680, "a", "b", 60, 60)) == "28 min, typed; rows say 27 to 29 min"
    assert typed_over(1680, Measured(1680, "a", "b")) == "28 min, typed"
    assert typed_over(1680, None) == "28 min, typed"
    assert typed_impact(USUAL) is None
    assert typed_impact(USUAL.but(facts={"impact_duration": Seconds(seconds=5)})) == 5


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1260, 1560, "21 to 26 min"),
        (1230, 1531, "20 to 26 min"),
        (6900, 7500, "1 h 55 min to 2 h 5 min"),
        (0, 600, "0 to 10 min"),
        (5, 20, "5 to 20 s"),
        (60, 60, "1 min"),
    ],
)
def test_a_range_is_said_with_its_unit_once(least, most, words):
    assert show_range(least, most) == words


def test_a_range_may_be_written_as_hours_and_minutes():
    assert show_range(1260, 1560, "HH:MM") == "00:21 to 00:26"


@given(timelines())
def test_a_length_lies_between_its_least_and_its_most(pm):
    for measured in all_measured(pm):
        assert 0 <= measured.least <= measured.seconds <= measured.most
        assert told(measured)


@given(timelines())
def test_the_impact_is_the_sum_of_its_spans_and_lies_within_the_incident(pm):
    every = impact_spans(pm)
    spans = [span.length for span in every if span.length is not None]
    measured = impact(pm)
    if measured is None:
        assert not every or every[-1].length is None
        return
    assert measured.seconds == sum(span.seconds for span in spans)
    assert measured.least == sum(span.least for span in spans)
    assert measured.most == sum(span.most for span in spans)
    moments = [row.when.until or row.when.at for row in pm.timeline if row.when.at]
    starts = [row.when.at for row in pm.timeline if row.when.at]
    assert measured.seconds <= (max(moments) - min(starts)).total_seconds()


@given(timelines(), st.integers(-90_000, 90_000))
def test_an_incident_that_happens_later_takes_as_long(pm, seconds):
    def later(when: When) -> When:
        by = timedelta(seconds=seconds)
        return when.but(at=when.at and when.at + by, until=when.until and when.until + by)

    moved = tuple(
        row.but(when=later(row.when), claims=tuple(claim.but(when=later(claim.when)) for claim in row.claims))
        for row in pm.timeline
    )
    assert all_measured(pm.but(timeline=moved)) == all_measured(pm)


@given(timelines())
def test_what_is_reversed_is_never_a_number(pm):
    for start, _ in PHASES:
        for end, _ in PHASES:
            if reversed_rows(pm, start, end) is not None:
                assert between(pm, start, end) is None
                fact = spec(kind="duration", **{"from": [start, end]})
                assert derived(pm, fact) is None
                assert measured_for(pm, fact) is None


@given(timelines())
def test_every_length_names_two_rows_with_the_phases_that_it_is_about(pm):
    rows = {row.id: row for row in pm.timeline}
    for start, _ in PHASES:
        for end, _ in PHASES:
            measured = between(pm, start, end)
            if measured is not None:
                assert start in rows[measured.from_row].phases
                assert end in rows[measured.to_row].phases
