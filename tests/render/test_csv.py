"""CSV is read by spreadsheets as it was meant, and runs nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given

from postmortem_gui.core.postmortem import ActionItem, Link, Postmortem, Ticket, TimelineEntry, When
from postmortem_gui.render.csv import ACTION_HEADS, TIMELINE_HEADS, actions_csv, guarded, timeline_csv
from tests.strategies import postmortems, texts

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_rows_are_in_order_with_instants_and_local_clocks():
    late = When(at=datetime(2026, 7, 1, 2, 30, 5, tzinfo=UTC), about=True, typed="~10:30pm")
    rows = (
        TimelineEntry(id="t_2", when=late, event="b", phases=("impact_end",)),
        TimelineEntry(
            id="t_1",
            when=When(at=datetime(2026, 7, 1, 2, tzinfo=UTC)),
            event="a, “b”\nc",
            who="@ida",
            source=(Link(title="x", url="https://x.example"), Link(title="y")),
        ),
    )
    first, second = read(timeline_csv(Postmortem(timeline=rows, zone="America/New_York")))
    assert first["Event"] == "a, “b”\nc"
    assert (first["Who"], first["Source"], first["Source address"]) == ("ida", "x; y", "https://x.example")
    assert second["Time (UTC)"] == "2026-07-01T02:30:05Z"
    assert second["Time (local)"] == "2026-06-30 22:30:05"
    assert (second["Zone"], second["About"], second["Phases"]) == ("America/New_York", "yes", "Impact end")


def test_actions_have_all_their_fields_and_owners_are_no_formulas():
    action = ActionItem(
        id="x_1", label="A1", description="=1+1", owner="@ida", ticket=Ticket(key="@PRN-1", url="https://t.example")
    )
    (row,) = read(actions_csv(Postmortem(actions=(action,))))
    assert (row["Owner"], row["Ticket"], row["Description"]) == ("ida", "PRN-1", "'=1+1")
    assert row["Status"] == "Open"


def test_excel_is_told_that_it_is_utf8_and_every_cell_is_in_quotes():
    data = timeline_csv(Postmortem())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data[3:] == ("\ufeff" + ",".join(f'"{head}"' for head in TIMELINE_HEADS)).encode()[3:] + b"\r\n"
    assert read(actions_csv(Postmortem(actions=(ActionItem(id="x"),))))[0].keys() == set(ACTION_HEADS)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\u200b", "\u00a0", "\ufeff", "'"])
def test_what_begins_like_a_formula_gets_an_apostrophe(start, before):
    assert guarded(f"{before}{start}cmd|' /C calc'!A0").startswith("'" + before)
    assert guarded(f"a{start}b") == f"a{start}b"


@given(texts())
def test_taking_one_apostrophe_away_gives_the_text_back(text):
    written = guarded(text)
    assert written in (text, f"'{text}")
    assert not written.startswith(STARTS)
    if guarded(text[1:]) == text and text[:1] == "'":
        assert written == f"'{text}"


@given(postmortems())
def test_every_row_is_there_and_nothing_runs(pm):
    timeline, actions = read(timeline_csv(pm)), read(actions_csv(pm))
    assert len(timeline) == len(pm.timeline)
    assert [row["ID"] for row in actions] == [action.id for action in pm.actions]
    for row in (*timeline, *actions):
        assert not any(cell.startswith(STARTS) or "\0" in cell for cell in row.values())
