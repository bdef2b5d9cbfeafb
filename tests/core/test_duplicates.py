"""The same event told twice is found, and nothing else is taken for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from postmortem_gui.core.duplicates import Known, claimed, known, merged
from postmortem_gui.core.postmortem import Claim, Link, TimelineEntry, When

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def told(minute: float, event: str, who: str = "", *, row_id: str = "t_new", **more: object) -> TimelineEntry:
    when = When(at=NOON + timedelta(minutes=minute), zone="UTC")
    return TimelineEntry(id=row_id, when=when, event=event, who=who).but(**more)


FIRES = told(14, "**LabelQueueTooLong** fires: 31 % of labels wait", row_id="t_fires")
LIMIT = told(31, "Queue limit set to 1 MB; relays stop restarting", row_id="t_limit")
ROWS = (FIRES, LIMIT)


@pytest.mark.parametrize(
    ("telling", "expected"),
    [
        (told(14, "Triggered: LabelQueueTooLong", "pager"), Known(same="t_fires")),
        (told(31, "1 MB queue limit is live on every relay"), Known(same="t_limit")),
        (told(32, "queue limit set to 1 MB"), Known(same="t_limit")),
        (told(15, "31 % and climbing", "Ida"), Known()),
        (told(51, "Queue limit set to 1 MB; relays stop restarting"), Known(disputes="t_limit")),
        (told(2000, "Queue limit set to 1 MB; relays stop restarting"), Known()),
        (told(31, "on it", "Ida"), Known()),
    ],
)
def test_a_telling_is_known(telling: TimelineEntry, expected: Known) -> None:
    assert known([telling], ROWS) == (expected,)


def test_what_was_pasted_before_is_known_after_its_row_was_reworded() -> None:
    row = told(5, "Ida sees errors in the cart", row_id="t_old", raw="Ida\n 12:05\nseeing 502s since a minute")

    assert known([told(5, "seeing 502s since a minute", "Ida")], [row]) == (Known(same="t_old"),)


def test_a_claimed_time_is_known() -> None:
    row = LIMIT.but(claims=(Claim(when=When(at=NOON + timedelta(minutes=40)), by="Ida"),))

    assert known([told(40, "queue limit set to 1 MB")], [row]) == (Known(same="t_limit"),)


def test_two_tellings_of_one_paste_are_twins_unless_two_people_or_two_seconds_tell_them() -> None:
    exact = When(at=NOON, precision="s")
    tellings = [
        told(1, "seeing errors", "Ida"),
        told(1, "seeing errors", "Ida"),
        told(1, "seeing errors", "Noor"),
        told(2, "seeing errors", "Ida"),
        told(0, "GET / 500", when=exact),
        told(0, "GET / 500", when=exact.but(at=NOON + timedelta(seconds=1))),
    ]

    assert [one.twin for one in known(tellings, ())] == [-1, 0, -1, -1, -1, -1]


def test_a_telling_without_a_time_is_known_by_its_words_alone() -> None:
    row = TimelineEntry(id="t_undated", event="Nobody knows when")

    assert known([TimelineEntry(id="t_1", event="nobody knows when")], [row]) == (Known(same="t_undated"),)


def test_merging_keeps_both_sources_and_the_words_and_who_was_there_first() -> None:
    row = FIRES.but(source=(Link(title="alert"),), raw="first words")
    telling = told(
        14, "Triggered", "pager", source=(Link(title="alert"), Link(title="PD-7", url="https://pd.example/7"))
    )

    new = merged(row, telling, "second words")

    assert [link.title for link in new.source] == ["alert", "PD-7"]
    assert (new.who, new.raw, new.event, new.when) == ("pager", "first words\nsecond words", row.event, row.when)
    assert merged(new, told(14, "x", "Ida")).who == "pager"


def test_a_claim_is_added_once_and_the_time_in_use_stays() -> None:
    telling = told(40, "limit is live", "Ida")

    new = claimed(claimed(LIMIT, telling), telling)

    assert (new.when, [claim.by for claim in new.claims]) == (LIMIT.when, ["Ida"])


@pytest.mark.parametrize("minutes", [1, 7, 2000])
def test_the_time_it_takes_grows_with_the_number_only(minutes: int) -> None:
    tellings = [told(at % minutes, f"relay {at % 50} restarted with the same words", "Ida") for at in range(5000)]
    rows = [told(at % minutes, f"relay {at % 40} restarted with other words", row_id=f"t_{at}") for at in range(5000)]
    began = process_time()

    known(tellings, rows)

    assert process_time() - began < 6
