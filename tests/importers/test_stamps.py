"""The time at the beginning of a line is told from words that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.importers.stamps import day_line, is_day, is_time, stamped


@pytest.mark.parametrize(
    ("line", "stamp", "rest"),
    [
        ("14:32 Paged Ann", "14:32", "Paged Ann"),
        ("14:32 - Paged Ann", "14:32", "Paged Ann"),
        ("14:32 UTC – Paged Ann", "14:32 UTC", "Paged Ann"),
        ("14:32 EST Paged Ann", "14:32 EST", "Paged Ann"),
        ("14:32 (UTC) Paged Ann", "14:32 (UTC)", "Paged Ann"),
        ("14:32 Alert fires", "14:32", "Alert fires"),
        ("14:32 West wing is dark", "14:32", "West wing is dark"),
        ("14:32 DIRT", "14:32", "DIRT"),
        ("- 14:32: Paged Ann", "14:32", "Paged Ann"),
        ("* **14:32** Paged Ann", "14:32", "Paged Ann"),
        ("- **00:55 UTC:** Paged Ann", "00:55 UTC", "Paged Ann"),
        ("- [x] `08:16` Paged Ann", "08:16", "Paged Ann"),
        ("1. 14:32 Paged Ann", "14:32", "Paged Ann"),
        ("2:32 PM | Paged Ann", "2:32 PM", "Paged Ann"),
        ("At 14:32 we paged Ann", "14:32", "we paged Ann"),
        ("2pm Paged Ann", "2pm", "Paged Ann"),
        ("about 14:50 UTC Paged Ann", "about 14:50 UTC", "Paged Ann"),
        ("2026-11-17T14:32:05Z Paged Ann", "2026-11-17T14:32:05Z", "Paged Ann"),
        ("[2026-11-17 09:58 UTC]: Paged Ann", "2026-11-17 09:58 UTC", "Paged Ann"),
        ("2026-11-17 1625: Paged Ann", "2026-11-17 1625", "Paged Ann"),
        ("1625 UTC Paged Ann", "1625 UTC", "Paged Ann"),
        ("2026-11-17 - Paged Ann", "2026-11-17", "Paged Ann"),
        ("17/11 14:32 Paged Ann", "17/11 14:32", "Paged Ann"),
        ("Nov 17, 2026 at 9:14 AM — Paged Ann", "Nov 17, 2026 at 9:14 AM", "Paged Ann"),
        ("Tue Nov 17 14:32:05 2026 Paged Ann", "Tue Nov 17 14:32:05 2026", "Paged Ann"),
        ("I1117 14:32:05.123 Paged Ann", "I1117 14:32:05.123", "Paged Ann"),
        ("14:50-14:55 Rolled back", "14:50-14:55", "Rolled back"),
        ("23:58 +1d Rolled back", "23:58 +1d", "Rolled back"),
        ("+5m Rolled back", "+5m", "Rolled back"),
        ("| 14:32 | Paged Ann", "14:32", "Paged Ann"),
        ("### 15:36", "15:36", ""),
        ("14.32 Uhr: Paged Ann", "14.32 Uhr", "Paged Ann"),
        ("1794924725: start", "1794924725", "start"),
        ("level=info ts=2026-11-17T14:32:05Z", "2026-11-17T14:32:05Z", "level=info ts=2026-11-17T14:32:05Z"),
    ],
)
def test_a_time_is_taken_from_a_line(line: str, stamp: str, rest: str) -> None:
    found = stamped(line)

    assert found is not None
    assert (found.stamp, found.rest) == (stamp, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Nobody wrote down when",
        "1912 orders failed",
        "3.14 is released",
        "24/7 support",
        "5/6 done",
        "On 5 May we met",
        "+5",
    ],
)
def test_a_line_without_a_time_has_none(line: str) -> None:
    assert stamped(line) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Today", "Today"),
        ("Tuesday, November 17th", "Tuesday, November 17th"),
        ("———— Yesterday ————", "Yesterday"),
        ("--- Day changed Wed Nov 18 2026", "Wed Nov 18 2026"),
        ("## 17 November 2026:", "17 November 2026"),
        ("**2026-11-17**", "2026-11-17"),
        ("Today we met", ""),
        ("14:32", ""),
        ("May", ""),
    ],
)
def test_a_line_may_be_a_day_and_nothing_else(line: str, day: str) -> None:
    assert day_line(line) == day


@given(st.text())
def test_no_letter_of_a_line_is_lost_but_those_of_at_and_a_box(line: str) -> None:
    found = stamped(line)
    is_time(line), is_day(line), day_line(line)

    if found is not None:
        kept = f"{found.stamp}{found.rest}"
        assert sum(map(str.isalpha, kept)) >= sum(map(str.isalpha, line)) - len("xat")
