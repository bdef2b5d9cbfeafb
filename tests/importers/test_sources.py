"""Texts as people copy them, from every source, become candidates with who, when and what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from postmortem_gui.importers.candidates import Around, Candidate, Reading
from postmortem_gui.importers.reading import read_paste

AROUND = Around(
    "UTC",
    now=datetime(2026, 11, 19, 10, tzinfo=UTC),
    near=datetime(2026, 11, 17, 12, tzinfo=UTC),
    own_zone="America/New_York",
)


def read(text: str, html: str = "") -> Reading:
    return read_paste(text, html, around=AROUND)


def shown(one: Candidate) -> str:
    """A candidate in one line: day and time in UTC, who, what; `-` before one that is left out."""
    time = f"{one.when.at:%d %H:%M}" if one.when.at else "--"
    return f"{'' if one.taken else '- '}{time} {f'{one.who}: ' if one.who else ''}{one.event}"


SLACK = """\
Tuesday, November 17th
Ida Brandt
  9:12 AM
seeing 502s on labels since a minute or two
Pager
APP  9:14 AM
Triggered: LabelQueueTooLong
https://pager.example/incidents/PD-771
Noor Haddad
:palm_tree:  9:15 AM
queue is at 31 %,
and climbing (edited)
:eyes:
3
:+1: 2
9:16
still climbing
3 replies
Last reply 2 days ago
View thread
Lena Fisk
  9:20 AM
joined #inc-771.
Wednesday, November 18th
Ida Brandt
  12:12 AM
heap profile: the relay keeps every label
"""

TEXTS = {
    "a channel of Slack": (
        "slack",
        SLACK,
        [
            "17 14:12 Ida Brandt: seeing 502s on labels since a minute or two",
            "17 14:14 Pager: Triggered: LabelQueueTooLong",
            "17 14:15 Noor Haddad: queue is at 31 %, and climbing",
            "17 14:16 Noor Haddad: still climbing",
            "- -- 3 replies Last reply 2 days ago View thread",
            "- 17 14:20 Lena Fisk: joined #inc-771.",
            "18 05:12 Ida Brandt: heap profile: the relay keeps every label",
        ],
    ),
    "Slack with names and times on one line": (
        "slack",
        "Ida Brandt  14:12\nlabels fail\nNoor Haddad  14:16\non it\nToday\nrelay-bot APP  9:00\npage sent\n",
        ["17 19:12 Ida Brandt: labels fail", "17 19:16 Noor Haddad: on it", "19 14:00 relay-bot: page sent"],
    ),
    "Slack as a compact list": (
        "slack",
        "[9:12 AM] Ida Brandt: labels fail\n[9:13 AM] noor.haddad: on it\nand looking\n[9:14 PM] Ida Brandt: late",
        ["17 14:12 Ida Brandt: labels fail", "17 14:13 noor.haddad: on it and looking", "18 02:14 Ida Brandt: late"],
    ),
    "follow-ups that pass noon": (
        "slack",
        "Ida Brandt\n  11:58 AM\nfirst\n12:01\nsecond\n1:15\nthird\n",
        ["17 16:58 Ida Brandt: first", "17 17:01 Ida Brandt: second", "17 18:15 Ida Brandt: third"],
    ),
    "a chat of Teams with dates": (
        "teams",
        (
            "[17/11 14:12] Ida Brandt: labels fail\n[17/11 14:13] Noor Haddad: on it\nEdited\n1 Like\n"
            "Meeting started\n[18/11 00:13] Noor Haddad: calm"
        ),
        [
            "17 19:12 Ida Brandt: labels fail",
            "17 19:13 Noor Haddad: on it",
            "- -- Meeting started",
            "18 05:13 Noor Haddad: calm",
        ],
    ),
    "a channel of Teams with times below names": (
        "teams",
        (
            "Ida Brandt\n14:12\nlabels fail\nEdited\nNoor Haddad\n14:13\nok\n2 replies from Noor Haddad\n"
            "Ida Brandt\nYesterday 14:15\nthird"
        ),
        [
            "17 19:12 Ida Brandt: labels fail",
            "17 19:13 Noor Haddad: ok",
            "- -- 2 replies from Noor Haddad",
            "18 19:15 Ida Brandt: third",
        ],
    ),
    "Teams with dates beside names": (
        "teams",
        "Ida Brandt 11/17/2026 9:12 AM\nlabels fail\nNoor Haddad 11/17/2026 9:13 AM\non it\n",
        ["17 14:12 Ida Brandt: labels fail", "17 14:13 Noor Haddad: on it"],
    ),
    "Discord": (
        "chat",
        "ida — Today at 9:12 AM\nlabels fail\nnoor — Yesterday at 11:58 PM\nlooking\nnoor — 17/11/2026 14:12\nfound",
        ["19 14:12 ida: labels fail", "19 04:58 noor: looking", "17 19:12 noor: found"],
    ),
    "IRC": (
        "chat",
        (
            "14:12 <ida> labels fail\n14:13 <@noor> hi: there\n14:13 -!- lena has joined #ops\n"
            "--- Day changed Wed Nov 18 2026\n00:03 <ida> calm"
        ),
        [
            "17 19:12 ida: labels fail",
            "17 19:13 noor: hi: there",
            "- 17 19:13 lena: has joined #ops",
            "18 05:03 ida: calm",
        ],
    ),
    "a telephone's chat": (
        "chat",
        (
            "17/11/2026, 14:12 - Ida Brandt: labels fail\n17/11/2026, 14:13 - Noor: <Media omitted>\nsee the picture\n"
            "18/11/2026, 00:13 - Noor: calm"
        ),
        ["17 19:12 Ida Brandt: labels fail", "17 19:13 Noor: see the picture", "18 05:13 Noor: calm"],
    ),
    "a meeting's chat": (
        "chat",
        "14:12:05 From Ida Brandt to Everyone:\n\tlabels fail\n14:13:07 From Noor to Everyone:\n\ton it",
        ["17 19:12 Ida Brandt: labels fail", "17 19:13 Noor: on it"],
    ),
    "lines": (
        "lines",
        "14:12 - labels fail\n* **14:50–14:55** rolled back\n- `23:58` almost\n00:04 midnight\n+5m later\nnobody knows",
        [
            "17 14:12 labels fail",
            "17 14:50 rolled back",
            "17 23:58 almost",
            "18 00:04 midnight",
            "18 00:09 later",
            "-- nobody knows",
        ],
    ),
    "notes with days, emphasis and wrapped sentences": (
        "lines",
        (
            "All times are UTC\n- Nov 16th **23:43** first report of labels\n"
            "- Nov 17th **17:14pm** second report, and the\n"
            "  first look\n- 2026-11-17 1825: relay is full\n- nobody knows when\n"
            "18:30 A long sentence about the relay that is\n"
            "wrapped by an editor\n```\nexit 1\n```\n"
        ),
        [
            "- -- All times are UTC",
            "16 23:43 first report of labels",
            "17 17:14 second report, and the first look",
            "17 18:25 relay is full",
            "-- nobody knows when",
            "17 18:30 A long sentence about the relay that is wrapped by an editor",
            "-- ``` exit 1 ```",
        ],
    ),
    "headings": (
        "lines",
        "## Timeline (all times CET)\n### 15:36\nLabels fail.\n\nIn both places.\n### 15:40\n- one\n- two\n",
        ["- -- ## Timeline (all times CET)", "17 14:36 Labels fail. In both places.", "17 14:40 one two"],
    ),
    "a spreadsheet": (
        "table",
        "Time (CET)\tEvent\tSource\n14:12\tlabels fail\thttps://x.example/1\n25:10\todd\t\n",
        ["17 13:12 labels fail", "-- odd"],
    ),
    "a spreadsheet without heads": (
        "table",
        "14:12\tlabels fail\tIda\n14:13\trelay is full\tNoor\n14:19\tlimit set\tIda\n",
        ["17 14:12 Ida: labels fail", "17 14:13 Noor: relay is full", "17 14:19 Ida: limit set"],
    ),
    "CSV": (
        "table",
        'Date,Time (ET),What,Who\n2026-11-17,9:12 AM,"labels, all",Ida\n2026-11-17,9:14 AM,"two\nlines",Noor\n',
        ["17 14:12 Ida: labels, all", "17 14:14 Noor: two lines"],
    ),
    "a Markdown table": (
        "table",
        "| Time | Event |\n| --- | --- |\n| 14:32 | Paged \\| twice |\n| | Nobody knows when |\n",
        ["17 14:32 Paged | twice", "-- Nobody knows when"],
    ),
    "a pager's CSV": (
        "pager",
        (
            "id,incident_number,created_on,description,service_name,agent\n"
            "P1,7,2026-11-17T14:14:05Z,Triggered,labels,relay\nP2,7,2026-11-17T14:16:05Z,Acknowledged,labels,Ida\n"
        ),
        ["17 14:14 relay: Triggered", "17 14:16 Ida: Acknowledged"],
    ),
    "a pager's log, latest first": (
        "pager",
        (
            "12:20 AM Resolved by Ida Brandt\n12:05 AM Notified Noor Haddad by SMS\n11:58 PM Acknowledged by Ida.\n"
            "11:50 PM Incident triggered\n"
        ),
        [
            "17 00:20 Ida Brandt: Resolved by Ida Brandt",
            "17 00:05 Noor Haddad: Notified Noor Haddad by SMS",
            "16 23:58 Ida: Acknowledged by Ida.",
            "16 23:50 Incident triggered",
        ],
    ),
    "a program's log": (
        "log",
        "2026-11-17 14:14:05,123 ERROR labels\nTraceback\n  in relay\n2026-11-17 14:14:06,123 INFO ok",
        ["17 14:14 ERROR labels Traceback in relay", "17 14:14 INFO ok"],
    ),
    "a system's log": (
        "log",
        "Nov 17 14:14:05 host kernel: oom\nNov 17 14:15:06 host kernel: kill",
        ["17 14:14 host kernel: oom", "17 14:15 host kernel: kill"],
    ),
    "a web server's log": (
        "log",
        '10.0.0.1 - - [17/Nov/2026:14:12:05 +0000] "GET /"\n10.0.0.1 - - [17/Nov/2026:15:12:05 +0000] "GET /"',
        [
            '17 14:12 10.0.0.1 - - [17/Nov/2026:14:12:05 +0000] "GET /"',
            '17 15:12 10.0.0.1 - - [17/Nov/2026:15:12:05 +0000] "GET /"',
        ],
    ),
    "seconds since 1970": ("log", "1794924725 start\n1794924785 stop", ["17 14:12 start", "17 14:13 stop"]),
    "a letter": (
        "mail",
        "From: Ida Brandt <ida@x.example>\nSent: Tue, 17 Nov 2026 14:12\nTo: all\nSubject: Labels\n\nAll fail.\n",
        ["17 14:12 Ida Brandt: Labels — All fail."],
    ),
    "an answer": (
        "mail",
        "On Tue, 17 Nov 2026 at 14:12, Ida Brandt <ida@x.example> wrote:\n> labels fail\n> everywhere\n",
        ["17 14:12 Ida Brandt: labels fail everywhere"],
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read(name: str) -> None:
    source, text, expected = TEXTS[name]

    reading = read(text)

    assert [shown(one) for one in reading.candidates] == expected
    assert reading.source == source


def test_what_a_chat_adds_is_kept_apart() -> None:
    queue = read(SLACK).candidates[2]

    assert queue.dropped == ":palm_tree: :eyes: 3 :+1: 2 (edited)"
    assert queue.original.startswith("Noor Haddad\n:palm_tree:  9:15 AM\n")


def test_the_line_that_names_the_day_stays_with_the_first_row_of_it() -> None:
    reading = read(SLACK)

    assert reading.candidates[0].original.startswith("Tuesday, November 17th\n")
    assert (reading.day_said, str(reading.day)) == ("Tuesday, November 17th", "2026-11-17")


def test_an_address_at_the_end_is_the_source_and_one_in_a_sentence_stays_a_word() -> None:
    first, second, third = read(
        "14:12 see https://x.example/a for it\n14:13 here it is: https://x.example/b.\n14:14 https://x.example/c"
    ).candidates

    assert (first.event, first.source[0].url) == ("see https://x.example/a for it", "https://x.example/a")
    assert (second.event, second.source[0].url) == ("here it is:", "https://x.example/b")
    assert (third.event, third.source[0].title) == ("https://x.example/c", "c")


def test_a_table_of_a_web_page_brings_its_addresses() -> None:
    html = (
        "<style>td {}</style><table><tr><th>Time</th><th>Event</th></tr><tr><td>14:02</td><td>Deploy "
        "<a href='https://ci.example/512'>#512</a></td></tr><tr><td>14:03</td><td>done &amp; dusted</td></tr></table>"
    )
    deploy, done = read("Time\tEvent\n14:02\tDeploy #512\n14:03\tdone & dusted", html).candidates

    assert (deploy.event, [(link.title, link.url) for link in deploy.source]) == (
        "Deploy #512",
        [("#512", "https://ci.example/512")],
    )
    assert done.event == "done & dusted"


def test_words_of_a_chat_lead_where_they_led_on_the_page() -> None:
    html = (
        "<a href='https://chat.example/team/U1'>Ida Brandt</a> <a href='https://chat.example/p1'>9:12 AM</a> see the "
        "<a href='https://graphs.example/d'>dashboard</a> <a href='javascript:x()'>see</a>"
    )
    (one,) = read("Ida Brandt\n  9:12 AM\nsee the dashboard", html).candidates

    assert [(link.title, link.url) for link in one.source] == [
        ("Slack 9:12 AM", "https://chat.example/p1"),
        ("dashboard", "https://graphs.example/d"),
    ]
