"""The phase strip says what the timeline says, to scale, and nothing that the timeline does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import metrics
from postmortem_gui.core.metrics import Measured
from postmortem_gui.core.postmortem import Claim, Postmortem, Seconds, TimelineEntry, When
from postmortem_gui.core.strip import Strip, strip_of
from postmortem_gui.core.strip_words import labels, length, short, spoken
from postmortem_gui.core.time_scale import axis
from postmortem_gui.core.vocabulary import PHASES
from tests.core.test_metrics import START, USUAL, incident
from tests.strategies import postmortems

PHASE_KEYS = [key for key, _ in PHASES]
IMPACT = ("undetected", "responding", "recovering")


def made(pm: Postmortem) -> Strip:
    strip = strip_of(pm)
    assert strip is not None
    return strip


def stages(strip: Strip) -> list[tuple[str, float]]:
    return [(segment.stage, segment.lasted.seconds / 60) for segment in strip.segments]


@st.composite
def incidents(draw: st.DrawFn) -> Postmortem:
    """Timelines of phases in any order, with ranges, guesses and rows without a time."""
    rows = []
    for number in range(draw(st.integers(0, 12))):
        at = START + timedelta(seconds=draw(st.integers(-9000, 9000)))
        until = draw(st.none() | st.integers(-600, 1800))
        when = When(at=at, until=None if until is None else at + timedelta(seconds=until), about=draw(st.booleans()))
        phases = tuple(draw(st.lists(st.sampled_from(PHASE_KEYS), max_size=3, unique=True)))
        rows.append(TimelineEntry(id=f"r{number}", when=draw(st.sampled_from((when, When()))), phases=phases))
    return Postmortem(timeline=tuple(rows))


def test_an_incident_is_cut_where_it_was_noticed_and_where_it_was_mitigated():
    strip = made(USUAL)
    assert stages(strip) == [("undetected", 4), ("responding", 18), ("recovering", 17), ("watching", 14)]
    assert [flag.label for flag in strip.flags] == ["Impact start", "Detected", "Mitigated", "Impact end", "All-clear"]
    assert [flag.clock for flag in strip.flags] == ["23:48", "23:52", "00:10", "00:27", "00:41"]
    assert strip.days == (datetime(2026, 11, 4, tzinfo=UTC),)
    assert strip.sentence == (
        "Impact from 23:48 to 00:27 UTC, 39 minutes; detected after 4 minutes; mitigated after 22 minutes; "
        "all-clear at 00:41; 2 gaps of more than ten minutes with nothing recorded."
    )


def test_every_length_names_the_rows_that_it_lies_between():
    undetected, responding, *_ = made(USUAL).segments
    assert (undetected.lasted.from_row, undetected.lasted.to_row) == ("r0", "r1")
    assert (responding.lasted.from_row, responding.lasted.to_row) == ("r1", "r2")


def test_impact_that_came_back_is_drawn_as_often_as_it_was_there():
    pm = incident("0 impact_start", "2 detected", "12 impact_end", "30 impact_start", "35 mitigated", "40 impact_end")
    strip = made(pm)
    assert stages(strip) == [
        ("undetected", 2),
        ("responding", 10),
        ("watching", 18),
        ("responding", 5),
        ("recovering", 5),
    ]
    assert "22 minutes altogether in 2 spans" in strip.sentence


def test_an_end_before_its_start_is_said_and_never_a_number():
    strip = made(incident("0 impact_end", "10 impact_start", "14 detected"))
    end = strip.flags[0]
    assert (end.phase, end.invalid, end.since) == ("impact_end", True, None)
    assert strip.impact is None
    assert "“Impact end” stands before the impact starts and is not counted" in strip.sentence
    assert "no row ends it" in strip.sentence


def test_a_guess_is_told_as_a_range():
    strip = made(incident("0 impact_start", "~28 impact_end"))
    assert "00:16 UTC, 23 to 33 minutes;" in strip.sentence
    assert labels(strip.segments[0])[0] == "Undetected 23–33m"
    assert strip.flags[-1].clock == "~00:16"


def test_a_length_that_somebody_typed_is_marked_on_its_flag_where_the_rows_say_another():
    typed = {flag.phase: flag.typed for flag in made(USUAL.but(facts={"impact_duration": Seconds(seconds=60)})).flags}
    assert (typed["impact_end"], typed["mitigated"]) == (60, None)
    same = made(USUAL.but(facts={"impact_duration": Seconds(seconds=2340)}))
    assert {flag.typed for flag in same.flags} == {None}
    assert "typed" not in same.sentence


def test_a_disputed_time_says_so_on_its_flag_and_makes_the_length_a_range():
    start, end = incident("0 impact_start", "28 impact_end").timeline
    claim = Claim(when=When(at=START + timedelta(minutes=2)))
    strip = made(Postmortem(timeline=(start.but(claims=(claim,)), end)))
    assert [flag.clock for flag in strip.flags] == ["23:48 (disputed)", "00:16"]
    assert "26 to 28 minutes" in strip.sentence


def test_a_long_time_before_is_squeezed_and_a_break_is_drawn():
    near = made(incident("0 lead_up", "30 impact_start", "41 detected", "60 impact_end"))
    far = made(incident("0 lead_up", "3000 impact_start", "3011 detected", "3030 impact_end"))
    assert not near.scale.breaks
    assert len(far.scale.breaks) == 1
    assert far.scale.place(far.flags[0].at) < 0.2
    assert [flag.clock for flag in far.flags][:2] == ["01:48", "01:59"]


def test_more_than_ten_minutes_of_silence_while_the_impact_is_on_are_asked_about():
    rows = ("0", "30 impact_start", "40 detected", "51", "60", "69 impact_end", "120 all_clear")
    (gap,) = made(incident(*rows)).gaps
    assert (gap.from_row, gap.to_row, gap.seconds) == ("r2", "r3", 660)
    assert gap.question == "00:28–00:39: nothing recorded. What were people looking at?"


def test_a_row_without_a_time_is_something_that_was_written():
    pm = incident("0 impact_start", "? ", "20 impact_end")
    assert made(pm).gaps
    rows = list(pm.timeline)
    rows[1] = rows[1].but(event="Somebody restarts the queue")
    assert not made(pm.but(timeline=tuple(rows))).gaps


@pytest.mark.parametrize("said", [(), ("0",), ("? impact_start",)])
def test_without_a_phase_that_has_a_time_there_is_nothing_to_draw(said: tuple[str, ...]):
    assert strip_of(incident(*said)) is None


@given(postmortems())
def test_no_document_can_break_it(pm: Postmortem):
    strip = strip_of(pm)
    if strip is not None:
        assert strip.sentence.endswith(".")
        assert all(0 <= strip.scale.place(row.when.at) <= 1 for row in strip.rows if row.when.at)
        axis(strip.scale, strip.zone, 8)


@given(incidents())
def test_the_segments_of_the_impact_are_as_long_as_the_impact(pm: Postmortem):
    strip = strip_of(pm)
    if strip is not None and strip.impact is not None:
        assert strip.impact == metrics.impact(pm)
        shown = sum(segment.lasted.seconds for segment in strip.segments if segment.stage in IMPACT)
        assert shown == strip.impact.seconds


@given(incidents())
def test_everything_is_on_the_scale_and_nothing_is_shorter_than_nothing(pm: Postmortem):
    strip = strip_of(pm)
    if strip is None:
        return
    places = [strip.scale.place(row.when.at) for row in strip.rows if row.when.at]
    assert places == sorted(places)
    for segment in strip.segments:
        assert segment.lasted.seconds > 0
        assert 0 <= strip.scale.place(segment.start) <= strip.scale.place(segment.end) <= 1
        assert labels(segment)
    assert all(flag.since is None or not flag.invalid for flag in strip.flags)
    assert all(gap.seconds > 600 for gap in strip.gaps)
    marks = axis(strip.scale, strip.zone, 8)
    assert [at for at, _ in marks] == sorted({at for at, _ in marks})


@pytest.mark.parametrize(
    ("seconds", "words", "few"),
    [
        (0, "0 minutes", "0s"),
        (41, "41 seconds", "41s"),
        (60, "1 minute", "1m"),
        (3_900, "1 hour 5 minutes", "1h 5m"),
        (90_061, "1 day 1 hour 1 minute", "1d 1h"),
    ],
)
def test_lengths_are_said_in_words_and_written_short(seconds: int, words: str, few: str):
    assert (spoken(seconds), short(seconds)) == (words, few)


def test_a_range_that_is_longer_than_an_hour_says_its_units():
    assert length(Measured(7_200, "a", "b", 300, 300)) == "1 hour 55 minutes to 2 hours 5 minutes"


def test_five_thousand_rows_are_drawn_while_somebody_types():
    phases = {50: ("impact_start",), 100: ("detected",), 4000: ("impact_end",)}
    rows = [
        TimelineEntry(id=f"t{n}", when=When(at=START + timedelta(seconds=30 * n)), phases=phases.get(n, ()))
        for n in range(5000)
    ]
    took = []
    for _ in range(5):
        pm = Postmortem(timeline=tuple(rows))
        start = process_time()
        strip_of(pm)
        took.append(process_time() - start)
    # Five milliseconds on a quiet machine; this only says that nothing grows faster than the rows.
    assert min(took) < 0.15
