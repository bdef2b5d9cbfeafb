"""Rows that tell one event become one row, and nothing that they said is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.claims import same_time, settled, to_check, told
from postmortem_gui.core.merging import merged
from postmortem_gui.core.postmortem import Claim, Link, Postmortem, TimelineEntry, When
from tests.strategies import timelines

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
ALERT, CHAT = Link(title="PD-1"), Link(title="chat", url="https://chat.example.com/1")


def at(minute: int, second: int = 0, precision: str = "min") -> When:
    return When(at=START + timedelta(minutes=minute, seconds=second), precision=precision)


def test_texts_people_links_originals_and_phases_are_united():
    one = TimelineEntry(id="t_1", when=at(14), event="Alert fires", who="Ann", source=(ALERT,), raw="9:14 ann")
    other = TimelineEntry(
        id="t_2",
        when=at(14),
        event="**Alert** fires.",
        who="Ben, Ann",
        source=(CHAT, ALERT),
        raw="x",
        kind="comms",
        phases=("acknowledged", "detected"),
    )
    third = TimelineEntry(id="t_3", when=at(14), event="Emma is paged", phases=("detected", "x_own"))
    row = merged((one, other, third))
    assert (row.id, row.event, row.who) == ("t_1", "Alert fires; Emma is paged", "Ann, Ben")
    assert row.source == (ALERT, CHAT)
    assert (row.kind, row.phases) == ("comms", ("detected", "acknowledged", "x_own"))
    assert row.raw == "9:14 ann\nx"
    assert (row.when, row.claims) == (at(14), ())


def test_times_that_cannot_both_be_right_become_claims_with_who_and_what_shows_it():
    one = TimelineEntry(id="t_1", when=at(10), event="Down", who="Ann", source=(ALERT,))
    other = TimelineEntry(id="t_2", when=at(12), event="Down", who="Ben", source=(CHAT,))
    row = merged((one, other))
    assert row.when == at(10)
    assert row.claims == (Claim(when=at(10), by="Ann", source=(ALERT,)), Claim(when=at(12), by="Ben", source=(CHAT,)))
    assert to_check(Postmortem(timeline=(row,))) == (row,)


def test_the_most_exact_of_times_that_agree_is_used():
    row = merged((TimelineEntry(id="t_1", when=at(14)), TimelineEntry(id="t_2", when=at(14, 5, "s"))))
    assert (row.when, row.claims) == (at(14, 5, "s"), ())


def test_a_row_without_a_time_takes_that_of_the_other():
    rows = (TimelineEntry(id="t_1", event="a"), TimelineEntry(id="t_2", event="b", when=at(3)))
    assert (merged(rows).when, merged(rows).claims) == (at(3), ())
    unread = TimelineEntry(id="t_3", when=When(typed="25:10"))
    assert [claim.when.typed for claim in merged((*rows, unread)).claims] == ["25:10"]


@given(timelines(5).filter(bool))
def test_every_link_every_person_and_every_moment_is_still_there(rows: tuple[TimelineEntry, ...]) -> None:
    row = merged(rows)
    assert set(row.source) >= {link for each in rows for link in each.source}
    assert set(row.phases) == {phase for each in rows for phase in each.phases}
    for each in rows:
        for name in each.who.split(","):
            assert name.strip() in row.who
        assert each.raw in row.raw
    claims, used = told(row)
    assert claims[used].when == row.when
    minutes = {claim.when.at.replace(minute=0, second=0) for claim in claims if claim.when.at}
    assert minutes >= {each.when.at.replace(minute=0, second=0) for each in rows if each.when.at}


@given(timelines(1).filter(bool), st.integers(0, 3))
def test_settling_on_what_is_told_changes_nothing_that_counts(rows: tuple[TimelineEntry, ...], use: int) -> None:
    claims, used = told(rows[0])
    again = settled(rows[0], claims, used)
    assert again.when == rows[0].when
    other = settled(rows[0], claims, use % len(claims))
    assert same_time(other.when, claims[use % len(claims)].when)


def test_a_dispute_is_over_when_all_say_the_same():
    row = TimelineEntry(id="t_1", when=at(10), source=(ALERT,), claims=(Claim(when=at(12), by="Ben", source=(CHAT,)),))
    claims, used = told(row)
    assert (len(claims), used) == (2, 0)
    assert settled(row, claims, 1).when == at(12)
    over = settled(row, claims[1:], 0)
    assert (over.when, over.claims, over.source) == (at(12), (), (ALERT, CHAT))
