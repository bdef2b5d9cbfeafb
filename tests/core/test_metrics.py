"""Moments and durations of an incident, each with the rows it comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from postmortem_gui.core.metrics import Measured, derived, fact_value, impact, moment, time_to
from postmortem_gui.core.postmortem import Postmortem, Seconds, TimelineEntry, When
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
    assert [measured.about for measured in (impact(pm), time_to(pm, "detected")) if measured] == [True, True]
    assert impact(incident("0 impact_start", "~9 impact_end")) == Measured(540, "r0", "r1", about=True)


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
