"""What each template prints of a document, and where."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import (
    ActionItem,
    ChecklistItem,
    Claim,
    Evidence,
    Link,
    Person,
    Point,
    Postmortem,
    Record,
    Section,
    SignOff,
    Ticket,
    TimelineEntry,
    When,
    Why,
    Whys,
)
from postmortem_gui.core.template import FactSpec, SectionSpec, Template
from postmortem_gui.render.blocks import Boxes, FrontMatter, Heading, Items, Lines, Prose, Table
from postmortem_gui.render.layout import RowCache, lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.resources import resource

MIDNIGHT = datetime(2026, 11, 4, tzinfo=UTC)


def template(name: str) -> Template:
    return Template.model_validate(json.loads(resource(f"templates/{name}.json").read_bytes()))


def at(minutes: int) -> When:
    return When(at=MIDNIGHT + timedelta(minutes=minutes))


def row(minutes: int | None, event: str, **members) -> TimelineEntry:
    when = When(typed="25:10") if minutes is None else at(minutes)
    return TimelineEntry(id=f"t_{event[:8]}", when=when, event=event, **members)


def block(layout, key):
    return next(found for found in layout.blocks if found.key == key)


def table(layout, key="timeline"):
    return [" | ".join(found.cells).strip(" |") for found in block(layout, key).rows]


def only(kind: str, **members) -> Template:
    return Template(sections=(SectionSpec.model_validate({"id": "it", "kind": kind, "heading": "It", **members}),))


# ── Skeleton ─────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_document_prints_the_skeleton_of_its_template_and_no_empty_row_or_bullet():
    text = document_markdown(lay_out(Postmortem(template=template("full-review"))))
    assert text.startswith("# Postmortem — Untitled\n\nBlameless.")
    assert "| Time | Event | Source / link |\n| :--- | :--- | :--- |\n\n## Root cause (5 Whys)" in text
    assert "- **Affected regions:**\n" in text
    assert "| Incident Commander |  |  |" in text
    assert "\n-\n" not in text
    assert "- \n" not in text


def test_skipping_what_is_empty_leaves_the_title():
    for name in ("full-review", "review-meeting", "sre-classic", "brief", "blank"):
        layout = lay_out(Postmortem(template=template(name)), skip_empty=True)
        assert [found.key for found in layout.blocks if found.key != "motto"] == ["title"]


def test_a_group_is_printed_when_something_below_it_is():
    pm = Postmortem(sections={"lucky": Section(points=(Point(id="p_1", text="It was night"),))})
    layout = lay_out(pm, template("sre-classic"), skip_empty=True)
    assert [found.key for found in layout.blocks] == ["title", "h:lessons_learned", "h:lucky", "lucky"]


def test_optional_sections_appear_when_the_document_holds_something_for_them():
    asked, pm = template("brief"), Postmortem()
    assert "The response itself" not in document_markdown(lay_out(pm, asked))
    pm = pm.but(sections={"response_process": Section(text="It took long.")})
    assert "#### The response itself\n\nIt took long." in document_markdown(lay_out(pm, asked))


def test_notes_are_printed_when_wanted_and_in_the_words_of_whoever_changed_them():
    asked = template("full-review")
    assert "A note on" not in document_markdown(lay_out(Postmortem(), asked))
    assert document_markdown(lay_out(Postmortem(), asked, notes=True)).count("## A note on") == 2
    pm = Postmortem(sections={"note_whys": Section(text="Five is enough.")})
    text = document_markdown(lay_out(pm, asked))
    assert "## A note on the 5 Whys\n\nFive is enough.\n" in text
    assert "blamelessness" not in text


def test_front_matter_takes_the_place_of_the_title():
    pm = Postmortem(facts={"changeset_version": "4: 18", "form_assignees": ("a", "b")})
    layout = lay_out(pm, template("changeset"))
    assert isinstance(layout.blocks[0], FrontMatter)
    assert not any(isinstance(found, Heading) and found.level == 1 for found in layout.blocks)
    assert layout.title == "Changeset Post Mortem Report for Changeset 4: 18"
    assert "\ntitle: 'Changeset Post Mortem Report for Changeset 4: 18'\n" in document_markdown(layout)
    assert "\nassignees: a, b\n---\n\n`More" in document_markdown(layout)


def test_slots_are_filled_with_what_was_typed_and_never_read_as_marks():
    pm = Postmortem(facts={"title": "a | b # c {zone} `"}, zone="America/New_York")
    text = document_markdown(lay_out(pm, template("blank")))
    assert text.startswith("# a | b # c {zone} \\`\n")
    assert "## Timeline (ET)\n" in text


def test_a_template_that_is_broken_in_itself_still_prints():
    broken = Template(
        title="{nobody}", sections=(SectionSpec(id="s", kind="text", heading="A"), SectionSpec(id="s", kind="text"))
    )
    pm = Postmortem(template=broken, sections={"s": Section(text="words")})
    assert [found.key for found in lay_out(pm).blocks] == ["title", "h:s", "s", "s~2"]


# ── Facts ────────────────────────────────────────────────────────────────────────────────────────


def facts(style, *specs, **values):
    return document_markdown(
        lay_out(Postmortem(facts=values), only("facts", style=style, facts=tuple(specs)), skip_empty=False)
    ).partition("## It\n\n")[2]


def spec(key, **members):
    return FactSpec(key=key, label=key.capitalize(), **members)


def test_facts_are_printed_in_the_style_of_their_section():
    one, two = spec("one"), spec("two", kind="list")
    values = {"one": "a_b_", "two": ("x", "y")}
    assert facts("bullets", one, two, **values) == "- **One:** a_b\\_\n- **Two:** x, y\n"
    assert facts("plain", one, two, **values) == "a_b\\_\n\nx, y\n"
    assert facts("list", one, two, **values) == "- a_b\\_\n- x\n- y\n"
    assert facts("lines", one, two, **values) == "One: a_b\\_\\\nTwo: x, y\n"
    assert facts("bold_lines", one, two, **values) == "**One:** a_b\\_\n\n**Two:** x, y\n"


def test_a_joined_fact_stands_behind_the_other():
    impact = spec("impact"), spec("note", joins="impact")
    assert facts("bullets", *impact, impact="none", note="all whole") == "- **Impact:** none — all whole\n"
    assert facts("bullets", *impact, note="all whole") == "- **Impact:** all whole\n"
    assert facts("plain", *impact, impact="Done", note="later") == "Done, later\n"


def test_silent_facts_are_printed_nowhere():
    assert facts("bullets", spec("one", silent=True), spec("two"), one="a", two="b") == "- **Two:** b\n"


def test_a_question_and_a_call_have_no_colon():
    asked = FactSpec(key="one", label="Published?", kind="yes_no", form="Y/N")
    assert facts("bullets", asked, one="yes") == "- **Published?** Y\n"
    called = FactSpec(key="one", label="/cc", form="after_label")
    assert facts("plain", called, one="@group") == "/cc @group\n"


def test_records_stand_below_their_label_and_one_column_stands_beside_it():
    columns = ({"key": "name"}, {"key": "told"})
    asked = FactSpec.model_validate({"key": "one", "label": "Tenants", "kind": "records", "columns": columns})
    rows = tuple(Record.model_validate({"id": f"r_{n}", "name": n, "told": "told"}) for n in "ab")
    assert facts("bullets", asked, one=rows) == "- **Tenants:**\n  - a — told\n  - b — told\n"
    alone = asked.but(columns=asked.columns[:1])
    assert facts("bullets", alone, one=rows) == "- **Tenants:** a, b\n"


def test_a_fact_in_another_shape_than_its_template_wants_is_printed_all_the_same():
    link = Link(title="Entry", url="https://x.example")
    assert facts("bullets", spec("one", kind="records"), one="all") == "- **One:** all\n"
    assert facts("bullets", spec("one", kind="date"), one=link) == "- **One:** [Entry](https://x.example)\n"
    assert facts("bullets", spec("one", kind="duration"), one="an hour") == "- **One:** an hour\n"


def test_a_link_to_where_nobody_may_go_is_only_its_words():
    assert facts("bullets", spec("one"), one=Link(title="t", url="javascript:alert(1)")) == "- **One:** t\n"
    assert facts("bullets", spec("one"), one=Link(url="file:///etc")) == "- **One:** file:///etc\n"


def test_an_absent_time_comes_from_the_timeline_and_names_its_zone_once():
    rows = (row(-8, "Alert", phases=("detected",)), row(27, "Over", phases=("all_clear",)))
    text = document_markdown(lay_out(Postmortem(timeline=rows), template("full-review")))
    assert (
        "- **Date / Time (UTC):**\n  - **First alert:** 2026-11-03 23:52\n  - **All-clear:** 2026-11-04 00:27" in text
    )
    text = document_markdown(
        lay_out(Postmortem(facts={"meeting_at": at(15 * 60)}, zone="America/New_York"), template("review-meeting"))
    )
    assert "**Meeting Scheduled For:** 11-04-2026 10:00 AM ET\n" in text


# ── Timeline ─────────────────────────────────────────────────────────────────────────────────────

NIGHT = (row(-12, "Labels stop"), row(4, "Rolled back"), row(None, "Backlog drained"))


def test_rows_are_in_order_and_days_are_named_where_there_are_several():
    layout = lay_out(Postmortem(timeline=(NIGHT[1], NIGHT[2], NIGHT[0])), template("blank"))
    assert table(layout) == [
        "**2026-11-03**",
        "23:48 | Labels stop",
        "**2026-11-04**",
        "00:04 | Rolled back",
        "25:10 | Backlog drained",
    ]
    assert [found.day for found in block(layout, "timeline").rows] == [True, False, True, False, False]


def test_days_are_those_of_the_zone_of_the_document():
    layout = lay_out(Postmortem(timeline=NIGHT, zone="America/New_York"), template("full-review"))
    assert [line.split(" |")[0] for line in table(layout)] == ["18:48", "19:04", "25:10"]


@pytest.mark.parametrize("name", ["blank", "brief"])
def test_a_single_day_is_named_where_the_template_says_it_nowhere_else(name):
    layout = lay_out(Postmortem(timeline=NIGHT[1:]), template(name))
    assert document_markdown(layout).count("2026-11-04") == 1
    assert "2026-11-04" not in document_markdown(lay_out(Postmortem(timeline=NIGHT[1:]), template("changeset")))
    assert "2026" not in document_markdown(lay_out(Postmortem(timeline=NIGHT[2:]), template(name)))


def test_the_second_zone_is_printed_where_the_template_asks_for_it():
    asked = template("full-review")
    spec = asked.section("timeline")
    assert spec is not None
    columns = (spec.columns[0].but(form="both_zones"), *spec.columns[1:])
    sections = tuple(spec.but(columns=columns) if each is spec else each for each in asked.sections)
    pm = Postmortem(timeline=NIGHT, second_zone="America/New_York")
    firsts = [line.split(" |")[0] for line in table(lay_out(pm, asked.but(sections=sections)))]
    assert firsts == ["**2026-11-03**", "23:48 (18:48 ET)", "**2026-11-04**", "00:04 (19:04 ET)", "25:10"]
    assert "ET" not in "".join(table(lay_out(pm, asked)))
    assert "ET" not in "".join(table(lay_out(pm.but(second_zone=""), asked.but(sections=sections))))


def test_an_hour_that_comes_twice_is_printed_with_the_name_of_its_clocks():
    at_night = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    rows = tuple(
        TimelineEntry(id=f"t_{n}", when=When(at=at_night + timedelta(hours=n)), event=str(n)) for n in range(3)
    )
    pm = Postmortem(timeline=rows, zone="America/New_York")
    assert table(lay_out(pm, template("full-review"))) == ["01:30 EDT | 0", "01:30 EST | 1", "02:30 | 2"]
    assert "01:30 EST - 1" in document_markdown(lay_out(pm, template("changeset")))


def test_another_second_zone_is_laid_out_anew():
    asked = only("timeline", columns=[{"head": "Time", "field": "when", "form": "both_zones"}])
    cache = RowCache()
    pm = Postmortem(timeline=NIGHT[:1], second_zone="America/New_York")
    first = lay_out(pm, asked, cache=cache)
    second = lay_out(pm.but(second_zone="Asia/Kolkata"), asked, cache=cache)
    assert [table(layout, "it")[-1] for layout in (first, second)] == ["23:48 (18:48 ET)", "23:48 (05:18 IST)"]


def test_the_first_day_stands_above_the_table_where_the_template_says_so():
    layout = lay_out(Postmortem(timeline=NIGHT), template("sre-classic"))
    assert block(layout, "timeline:day").lines == ("03-11-2026 (*all times UTC*)",)
    assert table(layout)[:3] == ["23:48 | Labels stop", "**04-11-2026**", "00:04 | Rolled back"]


def test_times_that_say_their_day_need_no_row_for_it():
    layout = lay_out(Postmortem(timeline=NIGHT, zone="UTC"), template("review-meeting"))
    assert table(layout)[:2] == ["11-03-2026 11:48 PM | Labels stop", "11-04-2026 12:04 AM | Rolled back"]
    assert block(layout, "timeline").heads[0].text == "**Time (UTC)**"
    assert document_markdown(layout).count("| :---: | :---: |") == 1


def test_a_timeline_of_lines_is_a_paragraph_a_row():
    layout = lay_out(Postmortem(timeline=NIGHT[1:]), template("changeset"))
    assert block(layout, "timeline").places[1] == Place("timeline", "t_Backlog ", "event")
    text = document_markdown(layout)
    assert "All times are UTC.\n\n00:04 - Rolled back\n\n25:10 - Backlog drained\n" in text


def test_milestones_are_bold_words_in_front_of_the_event_and_never_twice():
    rows = (
        row(0, "Search is down", phases=("impact_start",)),
        row(1, "**Outage ends**, says the graph", phases=("impact_end",)),
        row(2, "Later", phases=("all_clear", "closed")),
    )
    assert table(lay_out(Postmortem(timeline=rows), template("sre-classic"))) == [
        "00:00 | **OUTAGE BEGINS** Search is down",
        "00:01 | **Outage ends**, says the graph",
        "00:02 | **INCIDENT ENDS** Later",
    ]


def test_a_time_that_somebody_disputes_says_so():
    rows = (row(850, "Disk full", claims=(Claim(when=at(860), by="Ida"),)),)
    assert table(lay_out(Postmortem(timeline=rows), template("blank")))[1:] == ["14:10 (disputed) | Disk full"]


def test_what_shows_an_event_is_printed_with_or_without_a_column_for_it():
    source = (Link(title="deploy 512", url="https://ci.example.com/512"), Link(title="#PD-7"))
    pm = Postmortem(timeline=(row(0, "Out", source=source),))
    assert table(lay_out(pm, template("full-review"))) == [
        "00:00 | Out | [deploy 512](https://ci.example.com/512), #PD-7"
    ]
    assert table(lay_out(pm, template("sre-classic"))) == [
        "00:00 | Out ([deploy 512](https://ci.example.com/512), #PD-7)"
    ]


def test_a_row_with_nothing_in_it_is_not_printed_and_one_with_a_time_is():
    rows = (TimelineEntry(id="t_1"), TimelineEntry(id="t_2", when=at(0)))
    assert table(lay_out(Postmortem(timeline=rows), template("blank"))) == ["**2026-11-04**", "00:00"]


def test_after_an_edit_only_the_edited_row_is_new():
    cache, rows = RowCache(), [row(n, f"event {n}") for n in range(50)]
    asked = template("full-review")
    before = block(lay_out(Postmortem(timeline=tuple(rows)), asked, cache=cache), "timeline")
    rows[7] = rows[7].but(event="another")
    after = block(lay_out(Postmortem(timeline=tuple(rows)), asked, cache=cache), "timeline")
    assert [n for n, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)) if old is not new] == [7]
    assert after.rows[7].place == Place("timeline", rows[7].id, "event")


# ── Whys ─────────────────────────────────────────────────────────────────────────────────────────

WHYS = Whys(
    problem="No labels for 39 minutes.",
    items=(
        Why(
            id="w_1", question="Why did printing stop?", answer="Out of memory.", evidence=(Evidence(row="t_Labels s"),)
        ),
        Why(id="w_2", parent="w_1", question="Why?", answer="A leak?", state="ruled_out"),
        Why(
            id="w_5",
            parent="w_1",
            question="Why did it last?",
            answer="The runbook had no word for it.",
            evidence=(Evidence(title="page 3", url="https://run.example.com/3"),),
            stop="no useful action",
        ),
        Why(id="w_3", parent="w_1", question="Why?", answer="No limit.", stop="designed this way"),
        Why(id="w_4", parent="w_3"),
    ),
    primary="w_3",
    root_cause="Nobody states a limit.",
)


def test_what_was_ruled_out_is_kept_but_never_printed():
    text = document_markdown(lay_out(Postmortem(whys=WHYS), template("full-review")))
    assert "leak" not in text


def test_the_way_to_the_root_cause_is_printed_first_and_the_rest_below():
    text = document_markdown(lay_out(Postmortem(whys=WHYS, timeline=NIGHT), template("full-review")))
    assert (
        "**Problem:** No labels for 39 minutes.\n\n"
        "**Why 1 — Why did printing stop?** Out of memory.\\\nEvidence: timeline, 23:48\n\n"
        "**Why 2 — Why?** No limit. *(designed this way)*\n\n"
        "Looked at besides:\n\n- Why 2c — Why did it last? The runbook had no word for it. *(no useful action)* "
        "Evidence: [page 3](https://run.example.com/3)\n\n"
        "**Root cause statement:** Nobody states a limit.\n"
    ) in text


def test_numbered_whys_are_the_answers_and_the_root_cause_has_a_heading_of_its_own():
    text = document_markdown(lay_out(Postmortem(whys=WHYS), template("changeset")))
    assert "No labels for 39 minutes.\n\n1. Out of memory.\n2. No limit.\n\nLooked" in text
    assert "## Root cause\n\nNobody states a limit.\n" in text


def test_a_why_without_a_question_is_its_answer():
    pm = Postmortem(whys=Whys(items=(Why(id="w_1", answer="Because."),)))
    assert "\n**Why 1** Because.\n" in document_markdown(lay_out(pm, template("blank")))


# ── Actions, checklists, sign-off ────────────────────────────────────────────────────────────────

ACTIONS = (
    ActionItem(
        id="x_1",
        label="A1",
        description="Limit the queue",
        kind="prevent",
        solution_kind="code",
        solution="Count bytes",
        details="Newark first",
        owner="Ida Brandt",
        ticket=Ticket(key="PRN-41", url="https://t.example/PRN-41"),
        due="2026-11-20",
        priority="P1",
        status="in_progress",
    ),
    ActionItem(id="x_2", label="A2", description="Alert", ticket=Ticket(key="n/a", reason="too small"), status="done"),
    ActionItem(id="x_3", stage="potential", description="New relay", status="wont_do", reason="A limit is enough"),
    ActionItem(id="x_4", stage="potential", description="Steps", theme="Rollout"),
    ActionItem(id="x_5", label="A3", priority="P3"),
)


def test_actions_have_the_columns_and_forms_of_their_template():
    pm = Postmortem(actions=ACTIONS, people=(Person(id="u_1", name="Ida Brandt", handle="ida"),))
    assert table(lay_out(pm, template("full-review")), "actions") == [
        "A1 | Limit the queue | Ida Brandt | [PRN-41](https://t.example/PRN-41) | 2026-11-20 | P1 | in progress",
        "A2 | Alert |  | n/a (too small) |  |  | done",
    ]
    assert table(lay_out(pm, template("sre-classic")), "actions") == [
        "Limit the queue | prevent | Ida Brandt | [TRELLO](https://t.example/PRN-41) **IN PROGRESS**",
        "Alert |  |  | n/a (too small) **DONE**",
    ]
    layout = lay_out(pm, template("changeset"))
    assert table(layout, "actions")[0] == (
        "Limit the queue | Code: Count bytes | [PRN-41](https://t.example/PRN-41) — Newark first | 2026-11-20 | @ida"
    )
    assert "| Solution<br />(Code / Process) |" in document_markdown(layout)


def test_potential_actions_stand_under_their_themes_and_declined_ones_are_struck():
    text = document_markdown(lay_out(Postmortem(actions=ACTIONS), template("review-meeting")))
    assert "## Potential Action Items\n\n- **Rollout**\n  - Steps\n- ~~New relay~~ — A limit is enough\n" in text
    assert "- Limit the queue — Ida Brandt, [PRN-41](https://t.example/PRN-41), due 2026-11-20\n" in text


def test_boxes_show_who_ticked_them_and_come_from_the_template_while_there_are_none():
    asked = template("full-review")
    boxes = block(lay_out(Postmortem(), asked), "publication").boxes
    assert len(boxes) == 7
    assert not any(box.done for box in boxes)
    mine = (ChecklistItem(id="c_1", text="Told", done=True, by="Ida", on="2026-11-06"), ChecklistItem(id="c_2"))
    layout = lay_out(Postmortem(checklists={"publication": mine}), asked)
    assert "## Publication checklist\n\n- [x] Told — Ida, 2026-11-06\n\n" in document_markdown(layout)


@pytest.mark.parametrize(("severity", "asked"), [("P0", True), ("P1", False), ("", True)])
def test_who_signs_depends_on_the_severity(severity, asked):
    signed = (SignOff(id="commander", role="Incident Commander", name="Noor", date="2026-11-06"),)
    pm = Postmortem(facts={"severity": severity} if severity else {}, signoffs=signed)
    rows = table(lay_out(pm, template("full-review")), "signoff")
    assert rows[0] == "Incident Commander | Noor | 2026-11-06"
    assert ("(P0 only) CTO" in rows) == asked


# ── Lists and prose ──────────────────────────────────────────────────────────────────────────────


def test_points_are_set_in_by_their_level_and_empty_ones_are_left_out():
    levels = [("a", 0), ("b", 1), ("", 1), ("c", 2), ("d", 0), ("e", 2)]
    points = tuple(Point(id=f"p_{n}", text=text, level=level) for n, (text, level) in enumerate(levels))
    pm = Postmortem(sections={"it": Section(points=points)})
    assert document_markdown(lay_out(pm, only("points"))).endswith("- a\n  - b\n    - c\n- d\n  - e\n")
    assert document_markdown(lay_out(pm, only("points", style="numbered"))).endswith(
        "1. a\n   - b\n     - c\n2. d\n   - e\n"
    )
    assert document_markdown(lay_out(pm, only("points", style="prose"))).endswith("a\n\nb\n\nc\n\nd\n\ne\n")


def test_a_section_of_another_kind_than_its_template_wants_loses_nothing():
    pm = Postmortem(sections={"it": Section(text="prose", points=(Point(id="p_1", text="point"),))})
    assert document_markdown(lay_out(pm, only("points"))).endswith("## It\n\n- point\n\nprose\n")
    assert document_markdown(lay_out(pm, only("text"))).endswith("## It\n\nprose\n\n- point\n")


def test_every_block_leads_to_what_it_shows():
    pm = Postmortem(
        facts={"owner": "Ida"},
        sections={"impact": Section(text="Much."), "went_well": Section(points=(Point(id="p_1", text="Calm"),))},
        timeline=NIGHT,
    )
    layout = lay_out(pm, template("review-meeting"))
    assert str(block(layout, "impact").place) == "sections/impact/text"
    assert str(block(layout, "metadata:owner").place) == "facts/owner"
    assert str(block(layout, "went_well").items[0].place) == "went_well/p_1/text"
    assert str(block(layout, "timeline").rows[0].place) == "timeline/t_Labels s/event"
    kinds = {type(found) for found in layout.blocks}
    assert {Heading, Prose, Lines, Items, Table} <= kinds
    assert isinstance(block(lay_out(pm, template("full-review")), "publication"), Boxes)
