"""The public version holds what a mark or the vocabulary calls public, and not one word besides."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import vocabulary
from postmortem_gui.core.postmortem import (
    ActionItem,
    Attachment,
    Link,
    Mark,
    Person,
    Point,
    Postmortem,
    Seconds,
    Section,
    Ticket,
    TimelineEntry,
    When,
    Why,
    Whys,
)
from postmortem_gui.core.public import public
from postmortem_gui.core.template import FactSpec, SectionSpec, Template
from postmortem_gui.core.values import plain
from postmortem_gui.render.exporters import EXPORTERS, ExportOptions
from postmortem_gui.render.pdf import pdf_job, source_bytes
from postmortem_gui.resources import resource
from postmortem_gui.storage.loading import load
from tests.strategies import postmortems

LEAK, FINE = "leak", "fine"
KEPT = {"id", "at", "until", "started", "ended", "parent", "primary"}
PUBLIC_FACTS = {term.key for term in vocabulary.FACTS if term.audience == "public"}
PUBLIC_SECTIONS = {term.key for term in vocabulary.SECTIONS if term.audience == "public"}
AT = datetime(2026, 11, 3, 23, 48, tzinfo=UTC)


def with_word(value: Any, word: str) -> Any:
    """Return plain values with every text replaced by a word, all but ids and instants; and one member more."""
    if isinstance(value, dict):
        said = {key: member if key in KEPT else with_word(member, word) for key, member in value.items()}
        return {**said, "x_of_tomorrow": word} if "id" in value and word == LEAK else said
    if isinstance(value, list):
        return [with_word(member, word) for member in value]
    return word if isinstance(value, str) else value


def leaky(pm: Postmortem) -> Postmortem:
    """Return a document in which every place that is internal says so."""
    raw = plain(pm)
    assert isinstance(raw, dict)
    told = {key: with_word(raw.pop(key, {}), LEAK) for key in ("facts", "sections", "checklists")}
    whole = {key: raw.pop(key) for key in ("format", "version", "template", "zone") if key in raw}
    raw.pop("second_zone", None)
    raw.pop("marks", None)
    # What is public says it in fine words; but a time that was typed may say more than its instant does.
    told["facts"] |= {
        key: fact if isinstance(fact, dict) and ("at" in fact or "typed" in fact) else with_word(fact, FINE)
        for key, fact in told["facts"].items()
        if key in PUBLIC_FACTS
    }
    told["sections"] |= {
        key: {name: with_word(member, FINE) for name, member in section.items() if name in ("text", "heading")}
        for key, section in told["sections"].items()
        if key in PUBLIC_SECTIONS
    }
    return Postmortem.model_validate({**whole, **with_word(raw, LEAK), **told})


def everything_of(pm: Postmortem) -> str:
    """Return all that can leave the program: the public version in each format, and as a source."""
    options = ExportOptions(public=True, notes=True, with_source=True)
    texts = [exporter.export(pm, options).decode() for exporter in EXPORTERS if exporter.is_text]
    texts.append(EXPORTERS[-1].export(pm, ExportOptions(public=True, what="actions")).decode())
    job = pdf_job(pm, options)
    texts += [json.dumps(job.document), *(content.decode("utf-8", "replace") for content in job.files.values())]
    shown = public(pm)
    return "\n".join((*texts, source_bytes(shown.but(template=Template())).decode()))


@given(postmortems())
def test_nothing_internal_is_in_the_public_version(pm):
    assert LEAK not in everything_of(leaky(pm))


@given(postmortems())
def test_of_what_is_marked_public_only_the_public_words_come_along(pm):
    pm = leaky(pm)
    rows = [
        *(f"timeline/{row.id}" for row in pm.timeline),
        *(f"actions/{row.id}" for row in pm.actions),
        *(f"whys/{row.id}" for row in pm.whys.items),
        *("whys/problem", "whys/root_cause"),
        *(f"facts/{key}" for key in pm.facts),
        *(f"sections/{key}" for key in pm.sections),
        *(f"{key}/{row.id}" for key, section in pm.sections.items() for row in section.points),
    ]
    said = everything_of(pm.but(marks={place: Mark(audience="public", public=FINE) for place in rows}))
    assert LEAK not in said
    assert FINE in said or not rows[2:]


@given(postmortems())
def test_what_is_marked_internal_is_gone(pm):
    pm = leaky(pm)
    marks = {f"facts/{key}": Mark(audience="internal") for key in PUBLIC_FACTS}
    marks |= {f"sections/{key}": Mark(audience="internal", public=FINE) for key in PUBLIC_SECTIONS}
    said = public(pm.but(marks=marks))
    assert not said.facts
    assert not said.sections


@given(postmortems())
def test_the_public_version_is_a_document_that_opens(pm):
    shown = public(pm)
    assert Postmortem.model_validate(plain(shown)) == shown


@given(postmortems(), st.sampled_from(EXPORTERS[2:]))
def test_a_version_that_was_made_is_not_made_again(pm, exporter):
    assert exporter.export(pm, ExportOptions(public=True)) == exporter.export(public(pm), ExportOptions())


# ── One by one ───────────────────────────────────────────────────────────────────────────────────


def small(**marks: Mark) -> Postmortem:
    return Postmortem(
        facts={
            "title": "Labels",
            "authors": ("Ida",),
            "x_mine": "own",
            "status_page": Link(title="88", url="https://s/88"),
        },
        sections={
            "summary": Section(text="Ida Brandt saw it. ![Depth](pm:a_1)"),
            "went_wrong": Section(points=(Point(id="p_1", text="rota"), Point(id="p_2", text="alert"))),
        },
        timeline=(
            TimelineEntry(
                id="t_1",
                when=When(at=AT, typed="11:48 pm, Ida says", zone="Europe/Paris"),
                event="Relay 7.2 at Acme",
                phases=("impact_start",),
                who="Ida",
                source=(Link(title="deploy"),),
                raw="pasted",
            ),
            TimelineEntry(id="t_2", when=When(at=AT.replace(hour=23, minute=58)), event="Back", phases=("impact_end",)),
        ),
        whys=Whys(
            problem="Dark",
            items=(
                Why(id="w_1", question="Why?", answer="Because"),
                Why(id="w_2", parent="w_1", question="And why?", answer="So"),
                Why(id="w_3", parent="w_2", question="Still?", answer="Yes"),
            ),
            primary="w_3",
        ),
        actions=(ActionItem(id="x_1", label="A1", description="Limit it", owner="Ida", ticket=Ticket(key="K-1")),),
        people=(Person(id="u_1", name="Ida Brandt", handle="ida", public="an engineer"),),
        attachments=(Attachment(id="a_1", file="1.png", title="Acme", alt="Acme's queue", mime="image/png"),),
        marks={place.replace("__", "/"): mark for place, mark in marks.items()},
        template=template(lambda _: True),
    )


def template(wanted: Callable[[SectionSpec], bool]) -> Template:
    specs = (
        SectionSpec(id="meta", kind="facts", heading="Facts", facts=(FactSpec(key="authors"), FactSpec(key="title"))),
        SectionSpec(id="summary", kind="text", heading="Summary"),
        SectionSpec(id="how", kind="group", heading="How"),
        SectionSpec(id="went_wrong", kind="points", heading="Wrong", level=3),
        SectionSpec(id="timeline", kind="timeline", heading="Timeline"),
        SectionSpec(id="signoff", kind="signoff", heading="Sign-off"),
    )
    return Template(id="t", sections=tuple(filter(wanted, specs)))


PUBLIC = Mark(audience="public")


def test_the_vocabulary_decides_where_nobody_marked_anything():
    shown = public(small())
    assert shown.facts.keys() == {"title", "status_page", "date", "impact_duration"}
    assert shown.sections.keys() == {"summary"}
    assert (shown.timeline, shown.actions, shown.whys, shown.people) == ((), (), Whys(), ())
    assert [spec.heading for spec in shown.template.sections] == ["Facts", "Summary"]
    assert [fact.key for fact in shown.template.facts()] == ["title"]


def test_what_the_hidden_timeline_measures_is_still_said():
    facts = public(small()).facts
    assert (facts["date"], facts["impact_duration"]) == ("2026-11-03", Seconds(seconds=600))


def test_a_row_that_is_marked_public_comes_along_bare():
    (row,) = public(small(timeline__t_1=PUBLIC)).timeline
    assert row == TimelineEntry(id="t_1", when=When(at=AT), event="Relay 7.2 at Acme", phases=("impact_start",))
    (action,) = public(small(actions__x_1=PUBLIC)).actions
    assert action == ActionItem(id="x_1", label="A1", description="Limit it")


def test_public_words_stand_for_the_text_and_need_no_other_mark():
    (row,) = public(small(timeline__t_1=Mark(public="A change was made."))).timeline
    assert row.event == "A change was made."
    assert public(small(sections__summary=Mark(public="Short."))).text("summary") == "Short."
    assert public(small(facts__authors=Mark(public="the team"))).facts["authors"] == "the team"


def test_of_two_marks_that_disagree_internal_wins():
    assert not public(small(timeline__t_1=PUBLIC, timeline__t_1__event=Mark(audience="internal"))).timeline
    assert not public(
        small(timeline=PUBLIC, timeline__t_1=Mark(audience="team"), timeline__t_2=Mark(audience="x"))
    ).timeline
    assert len(public(small(timeline=PUBLIC)).timeline) == 2


def test_a_point_may_be_public_in_a_section_that_is_not():
    shown = public(small(went_wrong__p_2=PUBLIC))
    assert [point.text for point in shown.points("went_wrong")] == ["alert"]
    assert [spec.heading for spec in shown.template.sections] == ["Facts", "Summary", "How", "Wrong"]


def test_a_public_why_hangs_below_the_next_one_that_is_public():
    whys = public(small(whys__w_1=PUBLIC, whys__w_3=Mark(public="It was so."))).whys
    assert [(why.id, why.parent, why.question, why.answer) for why in whys.items] == [
        ("w_1", None, "Why?", "Because"),
        ("w_3", "w_1", "", "It was so."),
    ]
    assert (whys.primary, whys.problem) == ("w_3", "")


def test_people_go_by_their_public_words_and_pictures_by_their_description():
    assert public(small()).text("summary") == "an engineer saw it. Depth"
    shown = public(small(attachments__a_1=PUBLIC))
    assert shown.text("summary") == "an engineer saw it. ![Depth](pm:a_1)"
    assert shown.attachments == (Attachment(id="a_1", file="1.png", mime="image/png"),)


def test_only_public_pictures_reach_a_format():
    pm = small(attachments__a_1=PUBLIC)
    both = {"a_1": ("1.png", b"\x89PNG\r\n\x1a\n1"), "a_2": ("2.png", b"\x89PNG\r\n\x1a\n2")}
    files = pdf_job(pm, ExportOptions(public=True, with_source=True, pictures=both)).files
    assert b"\x89PNG\r\n\x1a\n1" in files.values()
    assert b"\x89PNG\r\n\x1a\n2" not in files.values()


def test_a_template_can_tighten_but_not_loosen_what_the_vocabulary_says():
    pm = small()
    spec = SectionSpec(
        id="m",
        kind="facts",
        facts=(
            FactSpec(key="title", audience="internal"),
            FactSpec(key="authors", audience="public"),
            FactSpec(key="x_mine", audience="public"),
        ),
    )
    shown = public(
        pm.but(template=Template(id="t", sections=(spec, SectionSpec(id="summary", kind="text", audience="team"))))
    )
    assert shown.facts.keys() == {"x_mine", "status_page", "date", "impact_duration"}
    assert not shown.sections


def test_the_example_shows_its_public_rows_and_no_name():
    pm = load(resource("examples/label-printing.postmortem.json").read_bytes(), name="the example").postmortem
    said = everything_of(pm)
    assert "reached an on-call engineer" in said
    assert not [person.name for person in pm.people if person.name in said]
    assert not [action.owner for action in pm.actions if action.owner and action.owner in said]
