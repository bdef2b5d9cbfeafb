"""Whole postmortems for hypothesis: every part, every shape of fact, and texts that have broken programs before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from postmortem_gui.core import vocabulary
from postmortem_gui.core.postmortem import (
    ActionItem,
    Attachment,
    ChecklistItem,
    Claim,
    Conflict,
    Evidence,
    FactValue,
    Leak,
    Link,
    Mark,
    Meeting,
    Parked,
    Person,
    Point,
    Postmortem,
    Question,
    Record,
    Risk,
    Seconds,
    Section,
    Signature,
    SignOff,
    Ticket,
    TimelineEntry,
    Waiver,
    When,
    Why,
    Whys,
)
from postmortem_gui.core.template import FactSpec, Template
from postmortem_gui.core.values import Row
from postmortem_gui.resources import resource

R = TypeVar("R", bound=Row)

# ── Texts ────────────────────────────────────────────────────────────────────────────────────────

NAUGHTY = (
    *("|", "a | b", "||", "\\|", "\\", "`", "```", "``` sql\n```", "`a|b`"),
    *("\n", "\r\n", "a\n\nb", "\t", "    code", "a  \nb", "\v", "\f", "\x85"),
    *("#", "# a heading", "###### deep\n\ntext", "===", "---", "> quoted", "- bullet", "1. first", "1) one"),
    *("*", "**bold**", "__init__", "_a_", "~~gone~~", "[x] done", "[ ]", "[a](b)", "[a]: c", "![](x)", "]("),
    *("[t](https://x.example/a?b=1&c=2)", "https://x.example/(a)", "javascript:alert(1)", "pm:a_00000000"),
    *("<b>", "<br>", "<!--", "<script>alert(1)</script>", "&amp;", "&", "{title}", "{{ x }}", "$x$", "%s", "@ann"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "'=x", '"', "'", ",", ";", "true", "null", "0123", "1e9"),
    *("\u00a0", "a\u00a0b", "\u2028", "\u2029", "\u200b", "\ufeff", "\u00ad", "\u202e rtl \u202c", "שלום", "مرحبا"),
    *("😀", "👩‍🚒", "🇩🇰", "e\u0301", "ﬁ", "漢字", "\U0001f9d1\u200d\U0001f52c", "Ａ", "\ufffd", "\ufffe"),
    *("\0", "a\0b", "\x1b[31m", "\x07", "\x7f", "", " ", "  a  ", "…", "–", "≈ 310", "n/a", "none"),
    *("_REPLACE_WITH_", "XX:XX", "HH:MM", "word " * 60, "x" * 300),
)
"""Texts that mean something to Markdown, to a spreadsheet, to a terminal, to Typst, or to somebody's assumptions."""


@cache
def texts() -> SearchStrategy[str]:
    """Any text of Unicode without lone surrogates, mostly a few naughty pieces in a row."""
    naughty = st.sampled_from(NAUGHTY)
    return naughty | st.lists(naughty | st.text(max_size=8), max_size=4).map("".join) | st.text(max_size=20)


@cache
def lines() -> SearchStrategy[str]:
    """Texts for a one-line field. The program never relies on them being one line, so they need not be."""
    return st.sampled_from(("", "Ida Brandt", "api: 5XX for 12 % of calls", "P1")) | texts()


@cache
def something() -> SearchStrategy[str]:
    """Texts that are not empty."""
    return texts().map(lambda text: text or "x")


@cache
def jsons() -> SearchStrategy[Any]:
    """Values as another program may have put them in a file."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | texts()
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts(), inner, max_size=2), max_leaves=4
    )


@cache
def unknown() -> SearchStrategy[dict[str, Any]]:
    """Members of a newer program: usually none."""
    return st.just({}) | st.dictionaries(st.sampled_from(("x_new", "x_ü", "x_1")), jsons(), max_size=2)


# ── Times ────────────────────────────────────────────────────────────────────────────────────────

ZONES = ("UTC", "America/New_York", "Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "+02:00", "-09:30")


@cache
def instants() -> SearchStrategy[datetime]:
    """Whole seconds in UTC: mostly around one incident across a midnight, sometimes any year of the calendar."""
    near = st.integers(-7200, 7200).map(lambda away: datetime(2026, 11, 4, tzinfo=UTC) + timedelta(seconds=away))
    return near | st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))


@cache
def whens() -> SearchStrategy[When]:
    """Times of every kind, the unreadable ones too."""
    read = st.builds(
        When,
        at=instants(),
        until=st.none() | instants(),
        zone=st.sampled_from(ZONES) | lines(),
        precision=st.sampled_from(("s", "min", "h", "day")),
        about=st.booleans(),
        typed=lines(),
    )
    return read | st.builds(When, typed=lines())


@cache
def days() -> SearchStrategy[str]:
    """Days as the file has them, and what somebody put there instead."""
    return st.dates().map(str) | lines()


# ── Parts ────────────────────────────────────────────────────────────────────────────────────────


def row_id(prefix: str, number: int) -> str:
    """Return the id of the row with the number, like `t_00000001`."""
    return f"{prefix}_{number:08}"


def rows(
    kind: type[R], prefix: str, members: dict[str, SearchStrategy[Any]], size: int = 3, least: int = 0
) -> SearchStrategy[Any]:
    """Some rows of a kind with ids of their own. Records have no unknown members: all of theirs are columns."""
    more = st.just({}) if kind is Record else unknown()

    def numbered(found: list[dict[str, Any]]) -> tuple[R, ...]:
        return tuple(
            kind(**{key.rstrip("_"): value for key, value in row.items() if key != "more"} | row["more"], id=made)
            for made, row in ((row_id(prefix, number), row) for number, row in enumerate(found))
        )

    return st.lists(st.fixed_dictionaries({**members, "more": more}), min_size=least, max_size=size).map(numbered)


@cache
def links() -> SearchStrategy[Link]:
    """A title, an address, both or neither."""
    return st.builds(Link, title=lines(), url=st.sampled_from(("", "https://x.example/1", "#a")) | texts())


def _some(inner: SearchStrategy[Any], size: int = 2, least: int = 0) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(inner, min_size=least, max_size=size).map(tuple)


def _one_of(words: tuple[tuple[str, str], ...] | tuple[str, ...]) -> SearchStrategy[str]:
    return st.sampled_from([word if isinstance(word, str) else word[0] for word in words]) | lines()


def timelines(size: int = 5) -> SearchStrategy[tuple[TimelineEntry, ...]]:
    """Rows in any order, some without an instant."""
    return rows(
        TimelineEntry,
        "t",
        {
            "when": whens(),
            "event": texts(),
            "kind": _one_of(vocabulary.KINDS),
            "phases": _some(st.sampled_from([key for key, _ in vocabulary.PHASES])),
            "source": _some(links()),
            "who": lines(),
            "raw": texts(),
            "claims": _some(st.builds(Claim, when=whens(), by=lines(), source=_some(links(), 1)), 1),
        },
        size,
    )


@cache
def points() -> SearchStrategy[tuple[Point, ...]]:
    """A list with indents and themes, not empty."""
    return rows(Point, "p", {"text": texts(), "level": st.integers(0, 2), "theme": lines()}, least=1)


@st.composite
def whys(draw: st.DrawFn) -> Whys:
    """A tree of whys: each hangs below an earlier one or below the problem."""
    evidence = st.builds(Evidence, row=lines(), attachment=lines(), title=lines(), url=lines())
    made: tuple[Why, ...] = draw(
        rows(
            Why,
            "w",
            {
                "question": texts(),
                "answer": texts(),
                "state": _one_of(vocabulary.WHY_STATES),
                "evidence": _some(evidence),
                "stop": _one_of(vocabulary.STOPS),
            },
            size=5,
        )
    )
    hung = []
    for at, why in enumerate(made):
        parent = draw(st.none() | st.integers(0, at - 1)) if at else None
        hung.append(why.but(parent=None if parent is None else made[parent].id))
    primary = draw(st.sampled_from(["", *(why.id for why in made)]))
    return Whys(problem=draw(texts()), items=tuple(hung), primary=primary, root_cause=draw(texts()))


@cache
def actions() -> SearchStrategy[tuple[ActionItem, ...]]:
    """Promises, whole and with gaps."""
    return rows(
        ActionItem,
        "x",
        {
            "label": st.sampled_from(("A1", "A2", "")) | lines(),
            "stage": _one_of(("potential", "committed")),
            "description": texts(),
            "kind": _one_of(("", *vocabulary.ACTION_KINDS)),
            "solution_kind": _one_of(vocabulary.SOLUTION_KINDS),
            "solution": texts(),
            "details": texts(),
            "owner": lines(),
            "ticket": st.none() | st.builds(Ticket, key=something(), url=lines(), reason=lines()),
            "due": days(),
            "priority": _one_of(vocabulary.PRIORITIES),
            "status": _one_of(vocabulary.ACTION_STATUSES),
            "reason": texts(),
            "closed": days(),
            "theme": lines(),
            "answers": _some(st.sampled_from(("whys/w_00000000", "went_wrong/p_00000000", "facts/x")) | lines()),
        },
    )


@cache
def sections() -> SearchStrategy[dict[str, Section]]:
    """Prose and points under the names of the vocabulary, and sections that no template knows."""
    prose = st.builds(Section, text=something())
    listed = points().map(lambda made: Section(points=made))
    stray = st.builds(Section, heading=something(), text=texts(), points=st.just(()) | points())
    known: dict[str, SearchStrategy[Section]] = {
        term.key: prose if term.kind == "text" else listed for term in vocabulary.SECTIONS
    }
    names = st.lists(st.sampled_from(sorted(known)), max_size=4, unique=True)
    mine = names.flatmap(lambda keys: st.fixed_dictionaries({key: known[key] for key in keys}))
    return st.builds(
        lambda known, stray: {**known, **stray},
        mine,
        st.dictionaries(st.sampled_from(("x_notes", "x_ü")), stray, max_size=1),
    )


# ── Facts and templates ──────────────────────────────────────────────────────────────────────────


@cache
def _templates() -> dict[str, Template]:
    files = sorted(resource("templates").glob("*.json"))
    library = (Template.model_validate(json.loads(file.read_text(encoding="utf-8"))) for file in files)
    return {template.id: template for template in (Template(), *library)}


@cache
def templates() -> SearchStrategy[Template]:
    """The layouts of the library, and the one without anything."""
    # By name: hypothesis would write out every template wherever it describes the strategy.
    return st.sampled_from(sorted(_templates())).map(lambda name: _templates()[name])


@cache
def fact_values() -> SearchStrategy[FactValue]:
    """Every shape that a fact can have."""
    records = rows(Record, "f", {"name": lines(), "told": lines()}, 2, 1)
    return st.one_of(
        something(),
        _some(lines(), 3, 1),
        whens(),
        st.builds(Seconds, seconds=st.integers(0, 10**7)),
        links(),
        records,
    )


def _fact(spec: FactSpec) -> SearchStrategy[Any]:
    of_kind: dict[str, Callable[[], SearchStrategy[Any]]] = {
        "list": lambda: _some(lines(), 3, 1),
        "people": lambda: _some(lines(), 3, 1),
        "instant": whens,
        "date": lambda: st.dates().map(str) | something(),
        "duration": lambda: st.builds(Seconds, seconds=st.integers(0, 10**6)),
        "link": links,
        "records": lambda: rows(Record, "f", {column.key: lines() for column in spec.columns}, 2, 1),
    }
    choices = st.sampled_from(spec.choices) if spec.choices else st.nothing()
    return of_kind[spec.kind]() if spec.kind in of_kind else choices | something()


@cache
def _facts(template_id: str) -> SearchStrategy[dict[str, FactValue]]:
    """Some facts of a template in the shapes it wants, some in any shape, and some that it does not know."""
    fitting = {
        spec.key: _fact(spec) for spec in _templates()[template_id].facts() if spec.key and spec.kind != "points"
    }
    stray = dict.fromkeys(("title", "severity", "date", "status_page", "x_mine"), fact_values())
    keys = st.lists(st.sampled_from(sorted({*fitting, *stray})), max_size=6, unique=True)
    return keys.flatmap(lambda chosen: st.fixed_dictionaries({key: fitting.get(key, fact_values()) for key in chosen}))


# ── The whole ────────────────────────────────────────────────────────────────────────────────────


@cache
def _meetings() -> SearchStrategy[Meeting]:
    return st.just(Meeting()) | st.builds(
        Meeting,
        at=st.none() | whens(),
        facilitator=lines(),
        scribe=lines(),
        attendees=_some(lines()),
        parked=rows(Parked, "k", {"text": texts()}),
        started=st.none() | instants(),
        ended=st.none() | instants(),
        notes=texts(),
    )


@cache
def _parts() -> dict[str, SearchStrategy[Any]]:
    boxes = rows(ChecklistItem, "c", {"text": texts(), "done": st.booleans(), "by": lines(), "on": days()}, 2, 1)
    signed = st.none() | st.builds(Signature, digest=lines(), parts=st.dictionaries(lines(), lines(), max_size=1))
    reasons = {"reason": texts(), "by": lines(), "on": days()}
    return {
        "id": st.uuids().map(str),
        "zone": st.sampled_from(ZONES) | lines(),
        "second_zone": st.sampled_from(("", *ZONES)),
        "sections": sections(),
        "timeline": timelines(),
        "whys": whys(),
        "actions": actions(),
        "risks": rows(Risk, "r", {"finding": lines(), **reasons}, 1),
        "checklists": st.dictionaries(st.sampled_from(("publication", "x_list")), boxes, max_size=2),
        "signoffs": rows(SignOff, "s", {"role": lines(), "name": lines(), "date": days(), "signed": signed}, 2),
        "people": rows(Person, "u", dict.fromkeys(("name", "handle", "team", "role", "public"), lines()), 1),
        "meeting": _meetings(),
        "attachments": rows(Attachment, "a", dict.fromkeys(("file", "title", "alt", "mime"), lines()), 1),
        "marks": st.dictionaries(lines(), st.builds(Mark, audience=something(), public=texts()), max_size=1),
        "leaks": rows(Leak, "l", dict.fromkeys(("place", "found", "do", "with_", "reason"), lines()), 1),
        "waivers": rows(Waiver, "v", {"check": lines(), "place": lines(), **reasons}, 1),
        "questions": rows(Question, "q", dict.fromkeys(("place", "text", "for_", "answer", "state"), lines()), 1),
        "conflicts": _some(st.builds(Conflict, place=something(), base=jsons(), ours=jsons(), theirs=jsons()), 1),
    }


@st.composite
def postmortems(draw: st.DrawFn) -> Postmortem:
    """A document that the program could have written: ids are unique, whys are a tree, nothing is ill-typed."""
    template = draw(templates())
    chosen = draw(st.sets(st.sampled_from(list(_parts()))) | st.just(set(_parts())))
    parts = {name: draw(part) for name, part in _parts().items() if name in chosen}
    return Postmortem(facts=draw(_facts(template.id)), template=template, **parts, **draw(unknown()))
