"""A captured line means what the person who typed it sees in the chips, and loses no word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.capture import MODES, TARGETS, Captured, Mode, read_capture
from postmortem_gui.core.people import Known
from postmortem_gui.core.postmortem import Link

NOW = datetime(2026, 11, 20, 9, 30, 40, tzinfo=UTC)
NEAR = datetime(2026, 11, 17, 14, 22, tzinfo=UTC)
PEOPLE = ("Emma Lind", "Ann Lee", "Anna Berg", "Priya Raman")


def read(
    text: str,
    target: str = "timeline",
    mode: Mode = "review",
    near: datetime | None = NEAR,
    zone: str = "UTC",
    people: tuple[str, ...] = PEOPLE,
    day_first: bool = True,
) -> Captured:
    return read_capture(
        text,
        target=target,
        mode=mode,
        zone=zone,
        near=near,
        now=NOW,
        today=date(2026, 11, 20),
        people=tuple(map(Known, people)),
        day_first=day_first,
    )


def chips(captured: Captured) -> list[str]:
    return [chip.text for chip in captured.chips]


def test_a_line_with_a_time_is_a_row_with_its_source():
    row = read("14:32 paged Ann #PD-123")
    assert (row.kind, row.text, row.source) == ("row", "paged Ann", (Link(title="PD-123"),))
    assert row.when.at == datetime(2026, 11, 17, 14, 32, tzinfo=UTC)
    assert chips(row) == ["14:32 UTC, 17 Nov", "PD-123"]


@pytest.mark.parametrize(
    ("line", "at", "rest"),
    [
        ("2:32pm limit set", "14:32", "limit set"),
        ("2:32 pm limit set", "14:32", "limit set"),
        ("2pm limit set", "14:00", "limit set"),
        ("14h32 limit set", "14:32", "limit set"),
        ("9:14am ET limit set", "14:14", "limit set"),
        ("16:32+02:00 limit set", "14:32", "limit set"),
        ("14:32Z limit set", "14:32", "limit set"),
        ("11:48 - limit set", "11:48", "limit set"),
        ("14:27 UTC - limit set", "14:27", "limit set"),
        ("12:31 PM | limit set", "12:31", "limit set"),
        ("14:32: limit set", "14:32", "limit set"),
        ("14:32-limit set", "14:32", "limit set"),
        ("[14:32] limit set", "14:32", "limit set"),
        ("[2026-11-17 14:32:07 UTC] limit set", "14:32", "limit set"),
        ("~14:50 limit set", "14:50", "limit set"),
        ("14:50-14:55 limit set", "14:50", "limit set"),
        ("14:50 - 2pm meeting moved", "14:50", "2pm meeting moved"),
        ("2026-11-17 14:32 limit set", "14:32", "limit set"),
        ("2026-11-17T14:32:05Z limit set", "14:32", "limit set"),
        ("+5m limit set", "14:27", "limit set"),
        ("-3m limit set", "14:19", "limit set"),
        ("14:32 Singapore lost its queue", "14:32", "Singapore lost its queue"),
        ("14:32 et al. were paged", "14:32", "et al. were paged"),
        ("14:32 a deploy began", "14:32", "a deploy began"),
        ("14:32 +1 from Ann", "14:32", "+1 from Ann"),
        ("14:32", "14:32", ""),
    ],
)
def test_times_lead_a_line_as_people_write_them(line: str, at: str, rest: str):
    row = read(line)
    assert row.when.at is not None
    assert (f"{row.when.at:%H:%M}", f"{row.when.at:%d}", row.text) == (at, "17", rest)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "1912 orders failed",
            "3.14 released",
            "14.32 paged Ann",
            "3h of retries",
            "+5 engineers joined",
            "- 5m of it",
        ),
        *(
            "99 alerts",
            "2 of 3 pods",
            "nowhere to be seen",
            "yesterday we deployed",
            "17 Nov was quiet",
            "16:9 pictures",
            "[1432] paged",
        ),
    ],
)
def test_words_that_only_look_like_a_time_stay_text(line: str):
    row = read(line)
    assert (row.kind, row.text, row.when.at, row.problem) == ("row", line, None, "")


def test_a_leading_number_is_offered_as_a_time_and_is_none_until_it_is_taken():
    row = read("1912 orders failed")
    assert row.offer == "19:12 orders failed"
    assert "Tab: 19:12" in chips(row)
    assert read(row.offer).text == "orders failed"
    assert not read("1912 orders failed", target="lucky").offer
    assert not read("9999 orders failed").offer


@pytest.mark.parametrize("line", ["25:00 paged Ann", "14:99 paged Ann", "24h10 paged Ann"])
def test_a_time_that_cannot_be_read_stays_text_with_a_sentence(line: str):
    for target in ("timeline", "went_well"):
        captured = read(line, target)
        assert captured.text == line
        assert line.split(maxsplit=1)[0] in captured.problem
        assert "14:32" in captured.problem
        assert captured.problem in chips(captured)


def test_the_day_is_the_nearest_to_the_current_row():
    midnight = datetime(2026, 11, 17, 23, 58, tzinfo=UTC)
    assert read("00:04 relay up", near=midnight).when.at == datetime(2026, 11, 18, 0, 4, tzinfo=UTC)
    back = read("23:50 first alert", near=datetime(2026, 11, 18, 0, 4, tzinfo=UTC))
    assert back.when.at == datetime(2026, 11, 17, 23, 50, tzinfo=UTC)
    assert chips(back) == ["23:50 UTC, 17 Nov"]


def test_a_line_without_a_time_is_now_only_in_live_mode():
    assert read("paged Ann").when.at is None
    live = read("paged Ann", mode="live")
    assert live.when.at == NOW.replace(second=0)
    assert live.when.typed == ""
    assert read("paged Ann", "went_well", "live").kind == "point"
    assert read("now paged Ann").when.at == NOW.replace(second=0)
    assert read("now we test backups", "went_well").text == "now we test backups"


def test_a_day_in_numbers_is_due_in_the_order_of_the_document():
    assert read("! fix limit 04/12/2026").due == "2026-12-04"
    assert read("! fix limit 04/12/2026", day_first=False).due == "2026-04-12"


def test_a_slash_marks_phases_and_a_link_inside_a_sentence_stays_a_word_of_it():
    row = read("14:31 /mitigated limit of #7710 live /impact-end https://x.example/c/1, #inc-1117-004.")
    assert row.phases == ("mitigated", "impact_end")
    assert row.text == "limit of #7710 live"
    assert [link.title for link in row.source] == ["#7710", "1", "#inc-1117-004"]
    assert read("wrote to /var/log and /tmp").text == "wrote to /var/log and /tmp"
    assert read("14:40 /ack").phases == ("acknowledged",)


def test_an_exclamation_mark_is_an_action():
    action = read("! fix limit @emma P1 fri")
    assert (action.kind, action.text, action.owner) == ("action", "fix limit", "Emma Lind")
    assert (action.priority, action.due) == ("P1", "2026-11-27")
    assert chips(action) == ["Action", "Emma Lind", "P1", "Fri 27 Nov"]
    assert read("!fix limit", "lucky").text == "fix limit"


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("! ship by Friday prayer app", "ship by Friday prayer app", "", ""),
        ("! fix it by 27 Nov", "fix it", "", "2026-11-27"),
        ("! fix it +3d @priya", "fix it", "Priya Raman", "2026-11-23"),
        ("! @raman fix it eow", "fix it", "Priya Raman", "2026-11-20"),
        ("! fix it @Zoe", "fix it", "Zoe", ""),
        ("! fix it @ann", "fix it", "Ann Lee", ""),
        ("! fix it @an", "fix it", "an", ""),
        ("! ask @emma for logs", "ask @emma for logs", "Emma Lind", ""),
        ("! ask @vendor for logs", "ask @vendor for logs", "", ""),
        ("! raise P1 alerts", "raise P1 alerts", "", ""),
        ("! today", "today", "", ""),
        ("! mail a@b.example P4", "mail a@b.example P4", "", ""),
    ],
)
def test_owner_and_day_are_marks_only_where_they_can_be_meant(line: str, text: str, owner: str, due: str):
    action = read(line)
    assert (action.text, action.owner, action.due) == (text, owner, due)


def test_a_reference_is_the_ticket_of_an_action():
    ticket = read("! fix limit #PD-77 https://t.example/9 fri").ticket
    assert ticket
    assert (ticket.key, ticket.url) == ("PD-77", "https://t.example/9")


@pytest.mark.parametrize(
    ("line", "question", "answer"),
    [
        ("? why was there no limit", "why was there no limit", ""),
        ("? Nobody owned it", "", "Nobody owned it"),
        ("?? really", "", "? really"),
        ("? Who set it? Nobody did", "Who set it?", "Nobody did"),
    ],
)
def test_a_question_mark_is_the_next_why(line: str, question: str, answer: str):
    why = read(line)
    assert (why.kind, why.question, why.answer) == ("why", question, answer)


@pytest.mark.parametrize(("target", "kind"), [("went_well", "point"), ("lessons", "point"), ("parked", "parked")])
def test_everything_else_goes_to_the_target_word_for_word(target: str, kind: str):
    captured = read("the alert fired #PD-1 /mitigated @emma fri", target)
    assert (captured.kind, captured.part, captured.text) == (kind, target, "the alert fired #PD-1 /mitigated @emma fri")
    assert chips(read("14:32 paged", target)) == ["Timeline", "14:32 UTC, 17 Nov"]


@pytest.mark.parametrize("line", ["", "   ", "!", " ? ", "\t"])
def test_nothing_is_added_for_nothing(line: str):
    assert read(line) == Captured()


_PIECES = (
    "14:32 25:00 1432 +5m -3m now ~14:50 14:50-14:55 2pm ET UTC #PD-1 #7 /mitigated /tmp @emma @zoe P1 fri 2w by ! ? "
    "https://x.example/a 17 Nov 2026-11-17 paged Ann - | : yesterday"
)
_PIECE = st.sampled_from(_PIECES.split())
_LINE = st.one_of(st.text(max_size=60), st.lists(_PIECE, max_size=8).map(" ".join))


@given(
    _LINE,
    st.sampled_from([key for key, _ in TARGETS]),
    st.sampled_from(MODES),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(("UTC", "America/New_York", "+05:30", "Nowhere/At_All")),
)
def test_no_line_raises_and_every_word_of_it_is_kept(
    line: str, target: str, mode: Mode, near: datetime | None, zone: str
):
    captured = read(line, target, mode, near, zone)
    assert all(chip.text for chip in captured.chips)
    if not captured.kind:
        assert line.split() in ([], ["!"], ["?"])
        return
    words = re.sub(r"^\s*[!?]", "", line) if captured.kind in ("action", "why") else line
    kept = captured.text.split()
    at = 0
    for word in words.split():  # the words kept are words of the line, in its order
        at += at < len(kept) and word.endswith(kept[at])
    assert at == len(kept)
    if captured.kind in ("point", "parked", "why"):
        assert kept == words.split()
    elif captured.when.at is None and captured.kind == "row":
        assert len(words.split()) - len(kept) <= len(re.findall(r"#|https?://|/", words))


@given(st.lists(st.text(st.characters(categories=["Ll"], max_codepoint=122), min_size=1), min_size=1, max_size=9))
def test_plain_words_stay_as_they_are(words: list[str]):
    line = " ".join(["we", *words, "well"])
    assert read(line).text == line
    assert read(f"14:32 - {line}").text == line
    assert read(f"! {line}").text == line


# ── Times that can be meant in two ways ──


def test_where_two_days_fit_the_chip_says_both_and_the_line_asks():
    row = read("02:30 relay restarted")
    assert row.asks
    assert chips(row) == ["17 Nov or 18 Nov? Enter asks"]
    assert row.doubt is not None
    later = row.dated(row.doubt.readings[1].when)
    assert not later.asks
    assert (later.when.at, later.text) == (datetime(2026, 11, 18, 2, 30, tzinfo=UTC), "relay restarted")
    assert not read("05:30 relay restarted").asks, "nine hours earlier is much nearer than fifteen later"
    assert not read("2026-11-17 02:30 relay restarted").asks


def test_an_hour_that_comes_twice_is_asked_about_unless_the_same_text_was_answered():
    near = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    row = read("01:30 ET relay restarted", near=near)
    assert row.asks
    assert chips(row) == ["05:30 UTC or 06:30 UTC? Enter asks"]
    assert chips(read("01:30 relay restarted", near=near, zone="America/New_York")) == [
        "01:30 EDT or 01:30 EST? Enter asks"
    ]
    assert row.doubt is not None
    answer = row.doubt.readings[1].when
    again = read_capture(
        "01:30 ET relay restarted again",
        target="timeline",
        mode="review",
        zone="UTC",
        near=near,
        now=NOW,
        today=date(2026, 11, 20),
        known=[answer],
    )
    assert (again.asks, again.when) == (False, answer)
    assert not read("01:30 EST relay restarted", near=near).asks


def test_a_day_in_numbers_is_shown_long_with_the_other_one_key_away_and_does_not_ask():
    row = read("03/04/2026 10:00 relay restarted")
    assert chips(row) == ["10:00 UTC, 3 April 2026", "Alt ↓: 4 March"]
    assert (row.asks, row.text) == (False, "relay restarted")
    american = read_capture(
        "03/04/2026 10:00 x",
        target="timeline",
        mode="review",
        zone="UTC",
        near=NEAR,
        now=NOW,
        today=date(2026, 11, 20),
        day_first=False,
    )
    assert chips(american)[0] == "10:00 UTC, 4 March 2026"
