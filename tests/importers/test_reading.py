"""What is read out of a pasted text."""

from __future__ import annotations

from datetime import UTC, datetime

from postmortem_gui.importers.candidates import Around
from postmortem_gui.importers.reading import read_paste

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
AROUND = Around("UTC", now=NOON, near=NOON)


def test_a_line_with_a_time_is_a_candidate() -> None:
    (one,) = read_paste("14:32 orders fail", around=AROUND).candidates

    assert (one.when.at, one.event, one.odd) == (datetime(2026, 11, 17, 14, 32, tzinfo=UTC), "orders fail", "")
