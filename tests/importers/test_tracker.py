"""A tracker's CSV is read as it is exported, or refused in a sentence; nothing in it is guessed."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.importers import tracker_sheet
from postmortem_gui.importers.tracker import FoundTicket, TrackedRow, read_status, read_titles, read_tracker
from postmortem_gui.importers.tracker_sheet import TrackerError, open_sheet, sheet_of
from postmortem_gui.importers.tracker_words import Order, Seen, as_day, as_status, order_of

JIRA = (
    "Summary,Issue key,Issue id,Status,Comment,Comment,Assignee,Resolution,Resolved,Due date\n"
    '"Limit, the\nqueue",PLAT-12,10012,Done,"a ""b""",,Ida Brandt,Done,20/Nov/26 10:15 AM,2026-11-24\n'
    "Alert,PLAT-13,10013,Done,,,,Won't Do,19/Nov/26 1:00 PM,\n"
)
GITHUB = (
    "number;state;stateReason;assignees;url;closedAt\n"
    "7;CLOSED;COMPLETED;ida;https://github.com/ours/relay/issues/7;2026-11-20T08:00:00Z\n"
    "8;CLOSED;NOT_PLANNED;;https://github.com/ours/relay/issues/8;2026-11-20T08:00:00Z\n"
    "9;OPEN;;;https://github.com/ours/relay/issues/9;\n"
)
LINEAR = (
    "ID\tTeam\tTitle\tStatus\tAssignee\tCompleted\tDue Date\n"
    "ENG-5\tEng\tLimit\tIn Review\tida@ours.example\t\tFri Nov 20 2026 00:00:00 GMT+0000 (GMT)\n"
)


def read(text: str) -> tuple[TrackedRow, ...]:
    return read_tracker(text.encode(), name="t.csv").rows


def test_jira_is_read():
    assert read(JIRA) == (
        TrackedRow("PLAT-12", "", "done", "Done", "Ida Brandt", "2026-11-24", "2026-11-20"),
        TrackedRow("PLAT-13", "", "wont_do", "Done (Won't Do)", "", "", "2026-11-19"),
    )


def test_github_is_read():
    assert [(row.key, row.status, row.owner, row.closed) for row in read(GITHUB)] == [
        ("7", "done", "ida", "2026-11-20"),
        ("8", "wont_do", "", "2026-11-20"),
        ("9", "open", "", ""),
    ]


def test_linear_is_read():
    assert read(LINEAR) == (TrackedRow("ENG-5", "", "in_progress", "In Review", "ida@ours.example", "2026-11-20", ""),)


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(encoding, called):
    text = "Key,Status,Assignee\r\nPLAT-1,Done,Jörg Müller\r\n"
    tracked = read_tracker(text.encode(encoding), name="t.csv")
    assert tracked.rows[0].owner == "Jörg Müller"
    assert tracked.written == f"{called}, commas, 1 row"


def test_the_line_that_names_the_separator_is_no_head():
    assert read("sep=;\r\nKey;Status\r\nPLAT-1;Done\r\n")[0].key == "PLAT-1"


def test_the_apostrophe_of_a_formula_guard_is_taken_off_and_no_other():
    rows = read("Key,Status,Assignee\n'-1,Done,'@ida\nPLAT-2,Done,'t Hooft\n")
    assert [(row.key, row.owner) for row in rows] == [("-1", "@ida"), ("PLAT-2", "'t Hooft")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "has no first line"),
        (b'\n"Key', "has no first line"),
        (b"Name,Colour\n1,2\n", "has the columns “Name”, “Colour”; needed are a key or an address"),
        (b"Key;Colour\n1;2\n", "has the columns “Key”, “Colour”; needed are"),
        (b"Issue id,Status\n1,Done\n", "needed are"),
        (b'Key,Status\nPLAT-1,"Done\n', r"the row that ends in line \d cannot be read"),
        (b"PK\x03\x04...", "is a spreadsheet"),
        (b"%PDF-1.7", "is a PDF"),
        (b"Key,Sta\0tus\n", "is no text"),
        (b"\xff\xfeK\0e", "is no text"),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_sentence(data, words):
    with pytest.raises(TrackerError, match=words):
        read_tracker(data, name="t.csv")


def test_rows_are_bounded(monkeypatch):
    monkeypatch.setattr(tracker_sheet, "MOST_ROWS", 3)
    assert len(read("Key,Status\n" + "PLAT-1,Done\n" * 3)) == 3
    with pytest.raises(TrackerError, match="more than 3 rows"):
        read("Key,Status\n" + "PLAT-1,Done\n" * 4)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    for each in (data, b"Key,Status,Due date,Resolved\n" + data):
        try:
            read_tracker(each, name="t.csv")
        except TrackerError as error:
            assert str(error).count("\n") == 0  # noqa: PT017  what is refused, and what is not, is chance


CELLS = st.text('ab Ω;,\t"', max_size=8) | st.text(st.characters(categories=["L", "N", "S"]), max_size=8)


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), max_size=4), st.sampled_from(",;\t"))
def test_what_is_in_the_cells_comes_out_of_them(rows, separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([("Note\nof us", "Key", "Status", "Owner"), *(("a\nb", *row) for row in rows)])
    found = read_tracker(out.getvalue().encode(), name="t.csv").rows
    wanted = [[" ".join(cell.split()) for cell in row] for row in rows]
    assert [[row.key or row.url, row.said, row.owner] for row in found] == [row for row in wanted if row[0]]


# ── Words and days ──


@pytest.mark.parametrize(
    ("said", "resolution", "status"),
    [
        ("To Do", "", "open"),
        ("IN PROGRESS", "", "in_progress"),
        ("Closed", "Fixed", "done"),
        ("Closed", "Won’t Fix", "wont_do"),
        ("Closed", "Duplicate", ""),
        ("Canceled", "", "wont_do"),
        ("Open", "Unresolved", "open"),
        ("Waiting for Godot", "", ""),
        ("", "", ""),
    ],
)
def test_only_known_words_have_a_status(said, resolution, status):
    assert as_status(said, resolution) == status


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 10:15:00.123", "2026-11-20"),
        ("2026-11-20T10:15:00+0100", "2026-11-20"),
        ("20/Nov/26", "2026-11-20"),
        ("Nov 20, 2026", "2026-11-20"),
        ("03.04.2026", "2026-04-03"),
        ("2026-11-31", ""),
        ("20/Foo/26", ""),
        ("soon", ""),
        ("2026-11-20 or so", ""),
    ],
)
def test_days_are_read_strictly(text, day):
    seen = Seen("")
    assert as_day(text, seen) == day
    assert bool(seen.notices()) is not bool(day)


def test_the_order_of_numbers_is_told_by_the_table_or_by_a_person_or_they_are_left_out():
    def closed(*days: str, order: Order = "") -> tuple[list[str], tuple[str, ...]]:
        text = "Key,Status,Closed\n" + "".join(f"P-{at},Done,{day}\n" for at, day in enumerate(days))
        tracked = read_tracker(text.encode(), name="t.csv", order=order)
        return [row.closed for row in tracked.rows], tracked.notices

    assert closed("03/04/2026", "20/04/2026")[0] == ["2026-04-03", "2026-04-20"]
    assert closed("03/04/2026", "04/20/2026")[0] == ["2026-03-04", "2026-04-20"]
    assert closed("03/04/2026", order="month")[0] == ["2026-03-04"]
    days, notices = closed("03/04/2026")
    assert days == [""]
    assert notices == ("Dates like 03/04/2026 are left out: nothing tells whether the day or the month comes first.",)
    assert order_of(["20/04/2026", "04/20/2026"]) == ""
    assert "the day first" in closed("20/04/2026")[1][0]


def test_the_keys_and_titles_of_a_table_need_no_status():
    sheet = open_sheet(
        b"number,title,url\n45,Alert on age,https://github.com/o/r/issues/45\n,nothing,\n", name="t", wanted="title"
    )
    assert read_titles(sheet) == (FoundTicket("#45", "https://github.com/o/r/issues/45", "Alert on age"),)
    assert read_titles(sheet_of("Issue key\tSummary\nPAY-1\t'=1+1\n", name="t", wanted="title")) == (
        FoundTicket("PAY-1", "", "=1+1"),
    )


def test_a_table_with_other_columns_is_read_as_a_person_says():
    sheet = open_sheet("Vorgang;Titel;Zustand\nPAY-1;Limit;Done\n".encode("utf-16"), name="t.csv")
    assert not sheet.has("status")
    with pytest.raises(TrackerError, match="has the columns “Vorgang”, “Titel”, “Zustand”; needed are"):
        read_status(sheet)
    (row,) = read_status(sheet, {"key": 0, "status": 2}).rows
    assert (row.key, row.status) == ("PAY-1", "done")
    assert read_titles(sheet, {"key": 0, "title": 1}) == (FoundTicket("PAY-1", "", "Limit"),)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_table_or_a_sentence(data):
    for wanted in ("status", "title"):
        with suppress(TrackerError):
            sheet = open_sheet(data, name="t.csv", wanted=wanted)
            columns = {"key": 0, wanted: len(sheet.heads) - 1}
            read_status(sheet, columns) if wanted == "status" else read_titles(sheet, columns)
