"""The six templates keep what they promise: every box of the design, each a case that fails when it goes missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from postmortem_gui.core import vocabulary
from postmortem_gui.core.postmortem import ActionItem, TimelineEntry
from postmortem_gui.core.template import FactSpec, Rule, SectionSpec, Template
from postmortem_gui.core.values import Value, plain
from postmortem_gui.resources import resource

NAMES = ("full-review", "review-meeting", "sre-classic", "changeset", "brief", "blank")
SLOTS = {"title", "zone", "date", "severity", "incident_id", "changeset_version", "n", "question", "answer"}


def _load(name: str) -> Template:
    return Template.model_validate(json.loads(resource(f"templates/{name}.json").read_bytes()))


TEMPLATES = {name: _load(name) for name in NAMES}


# ── What is asked of a template, in words ────────────────────────────────────────────────────────


class Box(NamedTuple):
    template: str
    what: str
    holds: Callable[[Template], bool]


def _section(template: Template, section_id: str) -> SectionSpec:
    return template.section(section_id) or SectionSpec(id="", kind="group")


def _fact(template: Template, key: str, section_id: str = "") -> FactSpec:
    sections = [spec for spec in template.sections if section_id in ("", spec.id)]
    facts = (fact for spec in sections for group in spec.facts for fact in (group.facts or (group,)))
    return next((fact for fact in facts if fact.key == key), FactSpec())


def _printed(section_id: str, **expected: object) -> Callable[[Template], bool]:
    """The section is there, with these members."""
    return lambda t: (
        t.section(section_id) is not None
        and all(getattr(_section(t, section_id), name) == value for name, value in expected.items())
    )


def _says(section_id: str, *words: str) -> Callable[[Template], bool]:
    """The guidance of the section speaks of each of the words."""
    return lambda t: all(word.lower() in _section(t, section_id).guide.lower() for word in words)


def _shows(section_id: str, *words: str) -> Callable[[Template], bool]:
    """The section has an example, and the words are in it."""
    return lambda t: all(word in _section(t, section_id).example for word in (*words, " "))


def _asks(key: str, section_id: str = "", **expected: object) -> Callable[[Template], bool]:
    """The fact is asked for, with these members."""
    return lambda t: (
        _fact(t, key, section_id).key == key
        and all(getattr(_fact(t, key, section_id), name) == value for name, value in expected.items())
    )


def _rows(key: str, *columns: str) -> Callable[[Template], bool]:
    """The fact is a small table with exactly these columns."""
    return lambda t: any(
        fact.kind == "records" and tuple(column.key for column in fact.columns) == columns
        for fact in t.facts()
        if fact.key == key
    )


def _rule(section_id: str, check: str, **numbers: object) -> Callable[[Template], bool]:
    """The rule is there, with these numbers. An empty section means the whole document."""
    return lambda t: any(
        rule.check == check and all((rule.__pydantic_extra__ or {}).get(n) == v for n, v in numbers.items())
        for rule in (_section(t, section_id).rules if section_id else t.rules)
    )


def _columns(section_id: str, *heads: str) -> Callable[[Template], bool]:
    return lambda t: tuple(column.head for column in _section(t, section_id).columns) == heads


def _column(section_id: str, head: str, **expected: object) -> Callable[[Template], bool]:
    return lambda t: any(
        column.head == head and all(getattr(column, name) == value for name, value in expected.items())
        for column in _section(t, section_id).columns
    )


def _ghost_phases(section_id: str, *phases: str) -> Callable[[Template], bool]:
    return lambda t: set(phases) <= {phase for row in _section(t, section_id).prompts for phase in row.phases}


def _box(section_id: str, box_id: str, only_for: tuple[str, ...] = ()) -> Callable[[Template], bool]:
    return lambda t: any(
        box.id == box_id and box.text != "" and box.when.severity == only_for for box in _section(t, section_id).items
    )


def _role(role: str, prefix: str = "", only_for: tuple[str, ...] = ()) -> Callable[[Template], bool]:
    return lambda t: any(
        (one.role, one.prefix, one.when.severity) == (role, prefix, only_for) for one in _section(t, "signoff").roles
    )


# ── The boxes, template by template ──────────────────────────────────────────────────────────────

SRE_WORDS = {
    "impact_start": "OUTAGE BEGINS",
    "declared": "INCIDENT BEGINS",
    "mitigated": "OUTAGE MITIGATED",
    "impact_end": "OUTAGE ENDS",
    "all_clear": "INCIDENT ENDS",
}
SRE = [
    ("the title line is the name of the postmortem", lambda t: t.title == "{title}"),
    ("Date is DD-MM-YYYY", lambda t: t.date == "DD-MM-YYYY" and _asks("date", "date", kind="date")(t)),
    ("Authors is a list of people, a line each", _asks("authors", "authors", kind="people")),
    ("Authors prints bullets", _printed("authors", style="list")),
    ("Status is a free text for two facts", _asks("status_note", "status", kind="text", choices=())),
    ("Summary is one sentence", _rule("summary", "sentences", min=1, max=1)),
    ("Summary shows the shape of one", _shows("summary", "was down for", "because")),
    ("Impact speaks of customers, money and reputation", _says("impact", "customers", "money", "reputation")),
    ("Impact shows from and to with a zone", _shows("impact", "From 14:54 to 16:00 UTC")),
    ("Root Causes is a list", _printed("root_causes", kind="points", heading="Root Causes")),
    ("Trigger is a section", _printed("trigger", kind="text", heading="Trigger")),
    ("Resolution wants what mitigated and what resolved", _rule("resolution", "mitigated_and_resolved")),
    ("Resolution shows both", _shows("resolution", "took the load away", "put it right")),
    ("Detection is a section", _printed("detection", kind="text", heading="Detection")),
    ("actions link their cards", _rule("actions", "ticket_link", allow_na=True)),
    ("n/a is a ticket", _says("actions", "n/a")),
    ("the action table has its heads", _columns("actions", "Action Item", "Type", "Owner", "Trello Card")),
    ("Type is the kind of the action", _column("actions", "Type", field="kind")),
    ("Owner is the owner as typed", _column("actions", "Owner", field="owner", form="")),
    ("the card is a link and a status", _column("actions", "Trello Card", form="link_status", link_text="TRELLO")),
    (
        "the status of a card is DONE or TODO",
        lambda t: {"DONE", "TODO"} <= set(_section(t, "actions").columns[3].words.values()),
    ),
    ("Lessons Learned holds three lists", _printed("lessons_learned", kind="group", heading="Lessons Learned")),
    ("the three questions are asked", _says("lessons_learned", "helped", "hurt", "chance")),
    ("What went well is a list", _printed("went_well", kind="points", level=3, heading="What went well")),
    ("What went wrong is a list", _printed("went_wrong", kind="points", level=3, heading="What went wrong")),
    ("Where we got lucky is a list", _printed("lucky", kind="points", level=3, heading="Where we got lucky")),
    ("the timeline says what to write", _says("timeline", "minute by minute")),
    ("date and zone stand above the rows", _printed("timeline", day_line="{date} (*all times {zone}*)")),
    ("times are HH:mm", lambda t: t.time == "HH:mm"),
    ("the timeline has two columns", _columns("timeline", "Time", "Description")),
    ("five milestones have their words", _printed("timeline", labels=SRE_WORDS)),
    ("ghost rows show the milestones", _ghost_phases("timeline", *SRE_WORDS)),
    ("outage and incident are two spans", _rule("timeline", "phases_present", phases=[*SRE_WORDS])),
    (
        "Supporting Information is last and free",
        lambda t: (t.sections[-1].id, t.sections[-1].kind) == ("supporting", "text"),
    ),
]

MEETING_FROM = ("how_we_did", "went_well", "lucky", "went_wrong", "lessons", "potential_actions", "actions")
MEETING = [
    ("the title line is the date and the title", lambda t: t.title == "{date} {title}" and t.date == "YYYY-MM-DD"),
    ("the date of the title line is asked for", _asks("date", kind="date", silent=True)),
    ("the owner is one name", _asks("owner", label="Postmortem Owner", kind="people")),
    ("the meeting has a date and time", _asks("meeting_at", label="Meeting Scheduled For", kind="instant")),
    (
        "the meeting is on the shared calendar",
        lambda t: "Incident Postmortem Meetings" in _fact(t, "meeting_at").hint,
    ),
    ("labels of the head are bold", _printed("metadata", style="bold_lines", heading="")),
    ("the meeting is within five business days", _rule("metadata", "meeting_within_business_days", max=5)),
    ("Overview is a sentence or two", _rule("summary", "sentences", min=1, max=2)),
    ("Overview shows the shape of one", _shows("summary", "SEV-2", "%")),
    ("Contributing Factors is a list", _printed("contributing_factors", kind="points")),
    ("what made it worse belongs there", _says("contributing_factors", "worse")),
    ("Resolution wants the patch and what is for good", _says("resolution", "patch", "for good")),
    ("Impact wants exact numbers", _rule("impact", "exact_numbers")),
    ("ghost row: the factor begins", _ghost_phases("timeline", "impact_start")),
    ("ghost row: the page", _ghost_phases("timeline", "detected")),
    ("ghost row: the end of the SEV", _ghost_phases("timeline", "impact_end")),
    ("ghost rows are six", lambda t: len(_section(t, "timeline").prompts) == 6),
    (
        "ghost rows: status page, actions and links",
        lambda t: all(
            any(word in row.text for row in _section(t, "timeline").prompts)
            for word in ("status page", "important is done", "link")
        ),
    ),
    ("times have their sources", _rule("timeline", "source_somewhere")),
    ("the zone is in the head of the column", _columns("timeline", "Time ({zone})", "Event")),
    ("the zone of a new one is Eastern time", lambda t: t.zone == "America/New_York"),
    ("heads are bold", _printed("timeline", bold_heads=True)),
    ("times are centred", _column("timeline", "Time ({zone})", align="center")),
    ("events are centred", _column("timeline", "Event", align="center")),
    ("a row has date and a clock of twelve hours", lambda t: t.time == "MM-DD-YYYY h:mm A"),
    ("severities are SEV-1 and SEV-2", lambda t: t.severities == ("SEV-1", "SEV-2")),
    ("How’d We Do is filled in together", _says("how_we_did", "together", "meeting")),
    *[
        (f"{section_id} is filled in the meeting", _printed(section_id, when_filled="meeting"))
        for section_id in (*MEETING_FROM, "messaging", "message_internal", "message_external")
    ],
    ("What Went Well? is a list", _printed("went_well", kind="points", level=3, heading="What Went Well?")),
    ("lucky is a list", _printed("lucky", kind="points", level=3, heading="Where Did We Get Lucky?")),
    ("not so well is a list", _printed("went_wrong", kind="points", level=3, heading="What Didn’t Go So Well?")),
    ("every point there is followed up", _rule("went_wrong", "follow_up_all")),
    ("What Did We Learn? is a list", _printed("lessons", kind="points", level=3, heading="What Did We Learn?")),
    ("ideas are under themes", _printed("potential_actions", stage="potential", style="themes")),
    ("ideas are grouped", _rule("potential_actions", "grouped_by_theme")),
    (
        "three kinds of ideas are shown",
        lambda t: [row.kind for row in _section(t, "potential_actions").prompts] == ["prevent", "mitigate", "process"],
    ),
    ("Action Items are those committed to", _printed("actions", stage="committed", heading="Action Items")),
    ("each is a ticket", _rule("actions", "ticket_link")),
    ("the ticket is printed", _column("actions", "Ticket", field="ticket", form="link")),
    ("Messaging has two messages", _printed("messaging", kind="group", level=2, heading="Messaging")),
    ("Internal is a short paragraph", _rule("message_internal", "paragraphs", max=1)),
    ("Internal goes out right after the meeting", _says("message_internal", "as soon as the meeting is over")),
    ("Internal links to this page", _asks("published_url", "message_internal_link", kind="link", silent=False)),
    ("External says sorry", _rule("message_external", "apology")),
    ("and means it", _says("message_external", "sorry", "friend")),
]

TIMELINE_GHOSTS = (
    "First sign",
    "Page sent",
    "Primary acknowledges",
    "Runbook opened",
    "PASS or FAIL",
    "Step 2",
    "Escalated",
    "commander named",
    "first update",
    "Step 3",
    "What else was tried",
    "hypothesis",
    "Customers are fine",
    "monitoring",
    "resolved",
    "all-clear",
    "Channel closed",
)
FULL = [
    ("the title line", lambda t: t.title == "Postmortem — {title}"),
    ("the motto", lambda t: t.motto == "Blameless. Action-item-driven. Published widely."),
    ("it is for P0 and P1", lambda t: t.severities == ("P0", "P1") == _fact(t, "severity").choices),
    ("lighter incidents are sent to a lighter template", _says("metadata", "P2", "Brief")),
    ("and a rule says so", _rule("metadata", "lighter_template")),
    (
        "the incident id has its pattern",
        lambda t: bool(re.fullmatch(_fact(t, "incident_id").pattern, "INC-2026-11-03-002")),
    ),
    ("a wrong id does not fit", lambda t: not re.fullmatch(_fact(t, "incident_id").pattern, "INC-2026-11-03")),
    ("the title is for people outside engineering", lambda t: "outside engineering" in _fact(t, "title").hint),
    ("first alert", _asks("first_alert", "metadata", kind="instant", from_=("detected",))),
    ("all-clear", _asks("all_clear", "metadata", kind="instant", from_=("all_clear",))),
    (
        "both stand under Date / Time with the zone",
        lambda t: any(
            group.label == "Date / Time ({zone})" and len(group.facts) == 2 for group in _section(t, "metadata").facts
        ),
    ),
    ("instants are YYYY-MM-DD HH:mm", lambda t: (t.date, t.time) == ("YYYY-MM-DD", "HH:mm")),
    ("duration is HH:MM", _asks("impact_duration", "metadata", kind="duration", form="HH:MM")),
    ("and is the impact, not the alert", _asks("impact_duration", from_=("impact_start", "impact_end"))),
    ("severity", _asks("severity", "metadata", kind="choice")),
    ("affected tenants", _asks("affected_tenants", "metadata", label="Affected tenants", kind="records")),
    ("affected regions", _asks("affected_regions", "metadata", kind="list")),
    ("affected services", _asks("affected_services", "metadata", kind="list")),
    (
        "four ways of detection",
        _asks(
            "detection_method",
            choices=("automated alert", "customer report", "internal observation", "DR drill discovery"),
        ),
    ),
    ("incident commander", _asks("incident_commander", "metadata", kind="people", hint="Name @ team")),
    ("on-call primary", _asks("oncall_primary", "metadata", kind="people")),
    ("on-call secondary", _asks("oncall_secondary", "metadata", kind="people")),
    ("recorder", _asks("recorder", "metadata", label="Recorder (timeline scribe)", kind="people")),
    ("author", _asks("authors", "metadata", label="Author of this postmortem", kind="people")),
    ("reviewer", _asks("reviewer", kind="people", silent=True)),
    ("where it is published", _asks("published_url", kind="link", silent=True)),
    ("summary is 2–4 sentences", _rule("summary", "sentences", min=2, max=4)),
    ("summary is one paragraph", _rule("summary", "paragraphs", max=1)),
    ("summary is read in 30 seconds", _rule("summary", "read_seconds", max=30)),
    ("summary says the four things", _says("summary", "what happened", "who", "why", "ended")),
    ("summary shows the shape of one", _shows("summary", "Between 07:10 and 07:52 UTC", "unavailable", "(A1)")),
    ("number of customers", _asks("customers_affected", "customer_impact", kind="number")),
    ("an estimate says so", _rule("customer_impact", "exact_or_estimate")),
    ("tenants with who was told", _rows("affected_tenants", "name", "told")),
    (
        "told or not told",
        lambda t: (
            _fact(t, "affected_tenants", "customer_impact").columns[1].choices == ("told proactively", "not told")
        ),
    ),
    ("revenue", _asks("revenue_impact", "customer_impact")),
    ("data impact has three values", _asks("data_impact", "customer_impact", choices=("none", "corrupted", "lost"))),
    ("data impact is specific", _asks("data_impact_note", joins="data_impact")),
    ("SLO impact", _asks("slo_impact", "customer_impact")),
    ("status-page entry", _asks("status_page", "customer_impact", kind="link")),
    ("customer-comm artifacts", _asks("comm_artifacts", "customer_impact", kind="list")),
    ("the timeline is kept during the incident", _says("timeline", "while it happens")),
    ("every row has its time", _rule("timeline", "row_time")),
    ("rows cite their source", _rule("timeline", "row_source")),
    ("more rows are better", _says("timeline", "more rows are better")),
    ("the timeline has three columns", _columns("timeline", "Time", "Event", "Source / link")),
    ("the zone is in the heading", _printed("timeline", heading="Timeline ({zone})")),
    ("ghost rows are seventeen", lambda t: len(_section(t, "timeline").prompts) == 17),
    *[
        (
            f"ghost row {number}: {words}",
            lambda t, at=number - 1, words=words: words in _section(t, "timeline").prompts[at].text,
        )
        for number, words in enumerate(TIMELINE_GHOSTS, 1)
    ],
    (
        "fifteen clean minutes",
        _rule("timeline", "clean_minutes", **{"from": "impact_end", "to": "resolved", "min": 15}),
    ),
    (
        "whys have a problem, questions with answers, a root cause",
        lambda t: (
            set(_section(t, "whys").labels) == {"problem", "why", "root"}
            and {"{n}", "{question}", "{answer}"} <= set(re.findall(r"{\w+}", _section(t, "whys").labels["why"]))
        ),
    ),
    ("whys are questions and answers", _printed("whys", style="question_answer", heading="Root cause (5 Whys)")),
    ("each why goes deeper", _says("whys", "one level deeper every time")),
    ("where to stop", _says("whys", "trade-off", "designed", "act on")),
    ("a system-level truth", _rule("whys", "ends_at_system")),
    ("three to seven whys", _rule("whys", "whys_count", min=3, max=7)),
    ("the root cause has one or two sentences", _rule("whys", "root_cause_sentences", min=1, max=2)),
    ("the root cause has an action", _rule("whys", "root_cause_answered")),
    ("the worked example", _shows("whys", "OOMKilled", "Why 5", "Root cause statement:")),
    ("contributing factors are numbered", _printed("contributing_factors", kind="points", style="numbered")),
    ("their kinds are shown", _shows("contributing_factors", "Monitoring", "Runbook", "Communication")),
    ("the missed alert is a finding", _asks("missed_alert", "missed", finding=True)),
    (
        "why the alert was silent",
        _asks(
            "missed_alert_why",
            joins="missed_alert",
            choices=("wrong query", "wrong threshold", "wrong service", "no alert exists"),
        ),
    ),
    ("the missed panel is a finding", _asks("missed_panel", "missed", finding=True)),
    (
        "why the panel was not seen",
        _asks(
            "missed_panel_why",
            joins="missed_panel",
            choices=("not in the runbook", "not on the on-call's standard dashboard set"),
        ),
    ),
    ("the missed experiment is a finding", _asks("missed_experiment", "missed", finding=True)),
    (
        "why the experiment is not run",
        _asks(
            "missed_experiment_why",
            joins="missed_experiment",
            choices=("not in the workflow", "scope too narrow"),
        ),
    ),
    ("it is the most important section", _says("missed", "pays back most")),
    ("What went right is a list", _printed("went_well", kind="points", heading="What went right")),
    ("with examples of four kinds", _shows("went_well", "runbook", "alert", "game day", "circuit breaker")),
    ("What went wrong is a list", _printed("went_wrong", kind="points", heading="What went wrong")),
    ("systems, not people", _says("went_wrong", "Systems, not people", "best one")),
    (
        "the action table has its heads",
        _columns("actions", "ID", "Description", "Owner", "Ticket", "Due", "Priority", "Status"),
    ),
    ("a new action is open", _column("actions", "Status", field="status")),
    ("no action without all four", _rule("actions", "four_fields")),
    ("what the priorities mean", _says("actions", "this sprint", "next sprint", "this quarter", "P1", "P2", "P3")),
    ("due dates follow priorities", _rule("actions", "due_by_priority")),
    ("80 % are closed by the review", _rule("actions", "closure_rate", min=80)),
    ("and the guide says so", _says("actions", "80 %", "quarterly review")),
    (
        "the ghost actions are those of the source",
        lambda t: all(
            words in row.text
            for words, row in zip(
                ("alert", "runbook step", "chaos experiment", "guard", "Status-page"),
                _section(t, "actions").prompts,
                strict=True,
            )
        ),
    ),
    (
        "five ghost actions",
        lambda t: [row.priority for row in _section(t, "actions").prompts] == ["P1", "P2", "P3", "P1", "P2"],
    ),
    ("lessons are a list", _printed("lessons", kind="points", heading="Lessons")),
    ("lessons do not prescribe", _rule("lessons", "not_prescriptive")),
    ("runbooks consulted", _asks("artefacts_runbooks", "related_artefacts", kind="points")),
    ("dashboards consulted", _asks("artefacts_dashboards", "related_artefacts", kind="points")),
    ("alerts that fired, with their rules", _rows("alerts_fired", "name", "rule")),
    ("the pager's incident", _asks("pager_incident", "related_artefacts", kind="link")),
    ("the incident channel", _asks("incident_channel", "related_artefacts", kind="link")),
    ("the recording of the war room", _asks("war_room", "related_artefacts", kind="link")),
    ("changes with their role", _rows("related_changes", "role", "change")),
    (
        "a change is the trigger, the fix or an action",
        lambda t: _fact(t, "related_changes").columns[0].choices == ("trigger", "fix", "action"),
    ),
    ("chaos experiments", _asks("artefacts_experiments", "related_artefacts", kind="points")),
    ("status-page entries, first to last", _rows("status_page_entries", "entry", "at", "text", "url")),
    (
        "an entry is initial, update or resolution",
        lambda t: _fact(t, "status_page_entries").columns[0].choices == ("initial", "update", "resolution"),
    ),
    ("e-mails", _rows("tenant_emails", "draft", "final", "recipients", "sent")),
    ("support tickets are counted", _asks("support_tickets", "customer_communication", kind="number")),
    ("and named", _asks("support_ticket_ids", kind="list", joins="support_tickets")),
    ("the public postmortem, Y or N", _asks("public_postmortem", kind="yes_no", form="Y/N")),
    ("with its link", _asks("public_postmortem_url", kind="link", joins="public_postmortem")),
    ("seven boxes", lambda t: len(_section(t, "publication").items) == 7),
    ("box: posted", _box("publication", "posted")),
    ("box: linked", _box("publication", "linked")),
    ("box: filed", _box("publication", "filed")),
    ("box: actions complete", _box("publication", "actions_complete")),
    ("box: all-hands", _box("publication", "all_hands")),
    ("box: public version of a P0", _box("publication", "public_p0", ("P0",))),
    ("box: customer success", _box("publication", "customer_success")),
    ("boxes are ticked", _rule("publication", "boxes_ticked")),
    ("roles have signed", _rule("signoff", "signed")),
    (
        "the ghost rows reach every phase of a response",
        _ghost_phases("timeline", *(key for key, _ in vocabulary.PHASES if key not in ("lead_up", "impact_start"))),
    ),
    ("findings are answered", _rule("went_wrong", "findings_answered")),
    ("sign-off has its heads", _printed("signoff", heads=("Role", "Name", "Date"))),
    ("commander signs", _role("Incident Commander")),
    ("platform lead signs", _role("Platform Lead")),
    ("director signs", _role("Eng Director")),
    ("CTO signs a P0", _role("CTO", "(P0 only) ", ("P0",))),
    ("the two notes are last", lambda t: [s.id for s in t.sections[-2:]] == ["note_blamelessness", "note_whys"]),
    ("they are printed when wanted", lambda t: all(s.optional and s.text for s in t.sections[-2:])),
    ("Alice is not the action", lambda t: "Alice" in _section(t, "note_blamelessness").text),
    ("no action is about a person", lambda t: "no action item is about a person" in t.sections[-2].text),
    ("five is not a law", lambda t: "Five" in _section(t, "note_whys").text),
]

CHANGESET = [
    ("front matter comes first", lambda t: t.sections[0].style == "front_matter"),
    (
        "front matter has five members",
        lambda t: [fact.label for fact in t.sections[0].facts] == ["name", "about", "title", "labels", "assignees"],
    ),
    (
        "its title names the version",
        _asks("form_title", value="Changeset Post Mortem Report for Changeset {changeset_version}"),
    ),
    ("its label is PostMortem", _asks("form_labels", value="PostMortem")),
    (
        "three reference lines in backticks",
        lambda t: [part[0] + part[-1] for part in _section(t, "references").text.split("\n\n")] == ["``"] * 3,
    ),
    ("promotion date", _asks("date", "overview", label="Promotion Attempt Date", kind="date")),
    ("preparers are handles", _asks("preparers", "overview", label="Report Preparer", kind="people", form="handle")),
    ("changeset version", _asks("changeset_version", "overview", label="Changeset Version")),
    ("blue stack", _asks("stack_blue", "overview", label="Stack ID for prechange Blue Stack")),
    ("green stack", _asks("stack_green", "overview", label="Stack ID for prechange Green Stack")),
    ("three results", _asks("result", "overview", choices=("NO GO", "SUCCEEDED", "FAILED"))),
    ("the reason, after a success too", _asks("reason_summary", "overview", kind="text")),
    ("facts are lines", _printed("overview", style="lines", heading="Overview")),
    ("auditors", _printed("auditors", kind="checklist", level=4, heading="Auditors / Listeners")),
    ("the team", _printed("acknowledgements", kind="checklist", level=4, heading="Changeset Team Acknowledgements")),
    ("what a tick means", lambda t: all("know" in _section(t, s).intro for s in ("auditors", "acknowledgements"))),
    ("the group in copy", _asks("copied_group", label="/cc", form="after_label")),
    ("summary is a few sentences", _says("summary", "few sentences", "what happened", "why", "severe", "how long")),
    ("summary states the severity", _rule("summary", "states_severity")),
    ("summary states the duration", _rule("summary", "states_duration")),
    ("summary shows its slots", _shows("summary", "Between 15:46 and 16:35", "SEV-2", "3 %", "27 tickets")),
    ("lead-up says when and how long before", _says("lead_up", "MM/DD/YY", "how long before")),
    ("lead-up shows it", _shows("lead_up", "At 16:00 on 03/30/26, ten days before")),
    ("fault takes screenshots", _says("fault", "nobody expected", "screenshots")),
    ("fault shows numbers", _shows("fault", "12 %", "49 minutes")),
    ("impact is inside and outside", _says("impact", "inside", "outside", "support cases")),
    ("impact shows numbers", _shows("impact", "hrs", "minutes", "UTC", "%", "tickets")),
    ("detection in half the time", _says("detection", "when did we know", "half the time")),
    ("detection shows the second page", _shows("detection", "paged next", "minutes later")),
    ("response: who, when, what, what was in the way", _says("response", "who", "when", "slowed")),
    ("response shows the call for help", _shows("response", "15:52 UTC", "16:03", "joined at 16:06")),
    ("recovery: steps with reason and outcome", _says("recovery", "why", "what came of it", "over")),
    ("recovery in half the time", _says("recovery", "half the time")),
    ("recovery shows steps", _shows("recovery", "Three steps", "because")),
    ("the zone is said above the lines", _printed("timeline", style="lines", intro="All times are {zone}.")),
    ("UTC is recommended", lambda t: t.zone == "UTC" and "UTC" in _section(t, "timeline").guide),
    ("before, during, after", _says("timeline", "before the incident", "after it")),
    (
        "ghost rows: lead-up, impact, start, end",
        _ghost_phases("timeline", "lead_up", "impact_start", "detected", "impact_end"),
    ),
    (
        "ghost rows: escalation, decision, aftermath",
        lambda t: (
            {"comms", "decision", "change"} <= {row.kind for row in _section(t, "timeline").prompts}
            and "afterwards" in _section(t, "timeline").prompts[-1].text
        ),
    ),
    ("a row has two halves", _says("timeline", "two halves")),
    (
        "whys are a numbered list of answers",
        _printed("whys", style="numbered", heading="Root cause identification: The Five Whys"),
    ),
    ("begin with the impact, and why as bad", _says("whys", "begin with", "why was it as bad")),
    ("whys show five answers", _shows("whys", "1. ", "5. ")),
    ("root cause is a section of its own", _printed("root_cause", kind="root_cause", heading="Root cause")),
    ("this class of incident", _says("root_cause", "this class", "odd")),
    ("backlog check", _printed("backlog_check", kind="text", heading="Backlog check")),
    ("backlog: prevented or reduced", _says("backlog_check", "prevented", "smaller")),
    ("recurrence", _printed("recurrence", kind="text", heading="Recurrence")),
    ("recurrence: which, what was done, why again", _says("recurrence", "number", "what was done", "why it did not")),
    ("recurrence shows ids", _shows("recurrence", "HOT-2210, HOT-2418 and HOT-3077")),
    ("lessons are one list", _printed("lessons", kind="points", heading="Lessons learned")),
    ("lessons: well, better, chances", _says("lessons", "went well", "better", "chance")),
    ("actions: by whom, by when, where", _says("actions", "by whom", "by when", "where")),
    ("and a rule says so", _rule("actions", "four_fields")),
    (
        "the table has its heads",
        _columns(
            "actions",
            "Corrective Issue or Idea",
            "Solution<br />(Code / Process)",
            "Work Item & Details",
            "Target Date",
            "Owner",
        ),
    ),
    ("a solution has its kind", _column("actions", "Solution<br />(Code / Process)", form="kind_text")),
    ("work item and details", _column("actions", "Work Item & Details", field="ticket", form="link_details")),
    ("target date", _column("actions", "Target Date", field="due")),
    ("owners are handles", _column("actions", "Owner", form="handle")),
    ("two ghost actions", lambda t: [row.kind for row in _section(t, "actions").prompts] == ["prevent", "process"]),
    (
        "approvals come last",
        lambda t: (t.sections[-1].id, t.sections[-1].kind, t.sections[-1].level) == ("approvals", "checklist", 4),
    ),
    ("what that tick means", lambda t: "enough" in t.sections[-1].intro and "carried out" in t.sections[-1].intro),
]

BRIEF = [
    ("the title line", lambda t: t.title == "{title}"),
    ("two readers", _says("basics", "what happened", "cause is found")),
    ("the response itself is looked at", _says("response_process", "how we worked")),
    ("printed when it is filled", _printed("response_process", optional=True)),
    ("headings are of level 3", lambda t: {s.level for s in t.sections if s.heading and not s.optional} == {3}),
    ("five sentences", _rule("summary", "sentences", min=5, max=5)),
    ("start, end and zone", _rule("summary", "duration_with_zone")),
    ("and the guide says so", _says("summary", "from when to when", "time zone", "numbers", "last sentence")),
    ("the impact in numbers", _rule("summary", "exact_numbers")),
    ("ends with the cause", _rule("summary", "ends_with_cause")),
    ("shows the shape of one", _shows("summary", "From 08:05 to 08:41 CET", "500", "The cause was")),
    ("Timeline is lines", _printed("timeline", style="lines", heading="Timeline", intro="All times are {zone}.")),
    ("Root Cause", _printed("root_cause", kind="root_cause", heading="Root Cause")),
    ("failing twice", _says("root_cause", "twice")),
    ("Resolution and recovery", _printed("resolution", heading="Resolution and recovery")),
    ("recovery is in it", _printed("recovery", heading="")),
    ("measures", _printed("actions", kind="actions", heading="Corrective and Preventative Measures")),
    ("has it happened before", _says("actions", "happened before")),
]

BLANK = [
    ("the title line", lambda t: t.title == "{title}"),
    (
        "summary, timeline, whys, actions",
        lambda t: [s.id for s in t.sections[1:]] == ["summary", "timeline", "whys", "actions"],
    ),
]

BOXES = [
    Box(name, what, holds)
    for name, boxes in (
        ("sre-classic", SRE),
        ("review-meeting", MEETING),
        ("full-review", FULL),
        ("changeset", CHANGESET),
        ("brief", BRIEF),
        ("blank", BLANK),
    )
    for what, holds in boxes
]


@pytest.mark.parametrize("box", BOXES, ids=lambda box: f"{box.template}: {box.what}")
def test_the_box_is_ticked(box: Box):
    assert box.holds(TEMPLATES[box.template])


# ── Headings in their order ──────────────────────────────────────────────────────────────────────

HEADINGS = {
    "sre-classic": """
        ## Date
        ## Authors
        ## Status
        ## Summary
        ## Impact
        ## Root Causes
        ## Trigger
        ## Resolution
        ## Detection
        ## Action Items
        ## Lessons Learned
        ### What went well
        ### What went wrong
        ### Where we got lucky
        ## Timeline
        ## Supporting Information""",
    "review-meeting": """
        ## Overview
        ## Contributing Factors
        ## Resolution
        ## Impact
        ## Timeline
        ## How’d We Do?
        ### What Went Well?
        ### Where Did We Get Lucky?
        ### What Didn’t Go So Well?
        ### What Did We Learn?
        ## Potential Action Items
        ## Action Items
        ## Messaging
        ### Internal
        ### External""",
    "full-review": """
        ## Metadata
        ## Summary (1 paragraph)
        ## Customer impact
        ## Timeline ({zone})
        ## Root cause (5 Whys)
        ## Contributing factors
        ## Why we did not catch this earlier
        ## What went right
        ## What went wrong
        ## Action items
        ## Lessons
        ## Related artefacts
        ## Customer communication
        ## Publication checklist
        ## Sign-off
        ## A note on blamelessness
        ## A note on the 5 Whys""",
    "changeset": """
        ## Overview
        #### Auditors / Listeners
        #### Changeset Team Acknowledgements
        ## Incident Summary
        ## Leadup
        ## Fault
        ## Impact
        ## Detection
        ## Response
        ## Recovery
        ## Timeline
        ## Root cause identification: The Five Whys
        ## Root cause
        ## Backlog check
        ## Recurrence
        ## Lessons learned
        ## Corrective actions
        #### Corrective actions approval by stakeholders""",
    "brief": """
        ### Issue Summary
        ### Timeline
        ### Root Cause
        ### Resolution and recovery
        #### The response itself
        ### Corrective and Preventative Measures""",
    "blank": """
        ## Summary
        ## Timeline ({zone})
        ## 5 Whys
        ## Actions""",
}


@pytest.mark.parametrize("name", NAMES)
def test_headings_stand_in_the_order_of_the_source(name: str):
    printed = ["#" * spec.level + " " + spec.heading for spec in TEMPLATES[name].sections if spec.heading]
    assert printed == [line.strip() for line in HEADINGS[name].strip().splitlines()]


METADATA = """
    Incident ID
    Title
    First alert
    All-clear
    Duration of customer-visible impact
    Severity
    Affected tenants
    Affected regions
    Affected services
    Detection method
    Incident Commander (IC)
    On-call primary at time of incident
    On-call secondary at time of incident
    Recorder (timeline scribe)
    Author of this postmortem"""
FACTS_IN_ORDER = {
    ("full-review", "metadata"): METADATA,
    ("full-review", "customer_impact"): """
        Number of customers affected
        Tenants affected (named)
        Revenue impact
        Data impact
        SLO impact
        Status-page entry
        Customer-comm artifacts""",
    ("full-review", "missed"): """
        The alert that should have caught this
        The dashboard panel that would have shown this
        The chaos experiment that would have surfaced this""",
    ("full-review", "related_artefacts"): """
        Runbooks consulted
        Dashboards consulted
        Alerts that fired
        PagerDuty incident
        Incident Slack channel
        War-room Zoom recording
        Commits / PRs related
        Chaos experiments related""",
    ("full-review", "customer_communication"): """
        Status-page entries
        Email to affected tenants
        Support tickets opened by customers
        Public-facing postmortem published?""",
    ("review-meeting", "metadata"): """
        Postmortem Owner
        Meeting Scheduled For""",
    ("changeset", "overview"): """
        Promotion Attempt Date
        Report Preparer
        Changeset Version
        Stack ID for prechange Blue Stack
        Stack ID for prechange Green Stack
        Changeset Deployment Attempt Result (NO GO, SUCCEEDED, FAILED)
        Reason Summary for Post Mortem (especially if changeset was successful)""",
}


@pytest.mark.parametrize(("name", "section_id"), FACTS_IN_ORDER)
def test_facts_stand_in_the_order_of_the_source(name: str, section_id: str):
    groups = _section(TEMPLATES[name], section_id).facts
    facts = [fact for group in groups for fact in (group.facts or (group,))]
    printed = [fact.label for fact in facts if not (fact.silent or fact.joins)]
    assert printed == [line.strip() for line in FACTS_IN_ORDER[name, section_id].strip().splitlines()]


# ── What holds for every template ────────────────────────────────────────────────────────────────


def test_the_folder_holds_the_six_and_nothing_else():
    assert {path.stem for path in resource("templates").glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_what_its_file_says(name: str):
    said = json.loads(resource(f"templates/{name}.json").read_bytes())
    template = TEMPLATES[name]
    assert (template.id, template.version) == (name, 1)
    assert Template.model_validate(plain(template)) == template
    assert _difference(said, plain(template)) == []


def _difference(said: Any, kept: Any, at: str = "") -> list[str]:
    """Name what the file says and the template does not; what it leaves out may have its ordinary value."""
    if isinstance(said, dict):
        return [path for key in said for path in _difference(said[key], kept.get(key), f"{at}/{key}")]
    if isinstance(said, list) and isinstance(kept, list) and len(said) == len(kept):
        return [path for n, one in enumerate(said) for path in _difference(one, kept[n], f"{at}/{n}")]
    return [] if said == kept or (said in ("", False) and kept is None) else [at]


@pytest.mark.parametrize("name", NAMES)
def test_only_rules_have_members_that_the_program_does_not_know(name: str):
    unknown = {
        (type(value).__name__, key)
        for value in _values(TEMPLATES[name])
        for key in value.__pydantic_extra__ or {}
        if not isinstance(value, Rule)
    }
    numbers = {key for value in _values(TEMPLATES[name]) if isinstance(value, Rule) for key in value.model_extra or {}}
    assert not unknown
    assert numbers <= {"min", "max", "from", "to", "phases", "allow_na"}


def _values(value: object) -> Iterator[Value]:
    if isinstance(value, Value):
        yield value
        for name in type(value).model_fields:
            yield from _values(getattr(value, name))
    elif isinstance(value, tuple):
        for member in value:
            yield from _values(member)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_said_once(name: str):
    template = TEMPLATES[name]
    lists = [[spec.id for spec in template.sections]]
    lists += [[box.id for box in spec.items] for spec in template.sections]
    lists += [[role.id for role in spec.roles] for spec in template.sections]
    for ids in lists:
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_and_list_is_a_word_of_the_vocabulary(name: str):
    facts = {term.key for term in vocabulary.FACTS}
    sections = {term.key: term.kind for term in vocabulary.SECTIONS}
    lists = {term.key for term in vocabulary.CHECKLISTS}
    for fact in TEMPLATES[name].facts():
        assert fact.key in (sections if fact.kind == "points" else facts), fact.key
        assert not fact.joins or fact.joins in facts
    for spec in TEMPLATES[name].sections:
        if spec.kind in ("text", "points"):
            assert sections.get(spec.id) == spec.kind, spec.id
        if spec.kind == "checklist":
            assert spec.id in lists


def test_every_word_of_the_vocabulary_is_used():
    facts = {fact.key for template in TEMPLATES.values() for fact in template.facts()}
    sections = {spec.id for template in TEMPLATES.values() for spec in template.sections}
    unused = {term.key for term in vocabulary.FACTS} - facts
    assert unused == {"status"}  # the chip in the header, whatever the template
    assert {term.key for term in vocabulary.SECTIONS} - facts - sections == set()
    assert {term.key for term in vocabulary.CHECKLISTS} - sections == set()


def test_a_section_is_of_one_kind_in_every_template():
    kinds: dict[str, set[str]] = {}
    for template in TEMPLATES.values():
        for spec in template.sections:
            kinds.setdefault(spec.id, set()).add(spec.kind)
    assert not {section_id: found for section_id, found in kinds.items() if len(found) > 1}


def test_a_fact_is_of_one_shape_in_every_template():
    shapes: dict[str, set[str]] = {}
    alike = {"choice": "text", "number": "text", "long": "text", "date": "text", "yes_no": "text", "people": "list"}
    for template in TEMPLATES.values():
        for fact in template.facts():
            shapes.setdefault(fact.key, set()).add(alike.get(fact.kind, fact.kind))
    assert not {key: found for key, found in shapes.items() if len(found) > 1}


@pytest.mark.parametrize("name", NAMES)
def test_widths_of_columns_add_up(name: str):
    for spec in TEMPLATES[name].sections:
        widths = [column.width for column in spec.columns]
        assert sum(widths) in (0, 100), spec.id
        assert all(widths) or not any(widths), spec.id


@pytest.mark.parametrize("name", NAMES)
def test_columns_show_fields_that_rows_have(name: str):
    rows: dict[str, type[Value]] = {"timeline": TimelineEntry, "actions": ActionItem}
    for spec in TEMPLATES[name].sections:
        for column in spec.columns:
            assert column.field in rows[spec.kind].model_fields


@pytest.mark.parametrize("name", NAMES)
def test_only_known_slots_are_used(name: str):
    for value in _values(TEMPLATES[name]):
        for field in type(value).model_fields:
            text = getattr(value, field)
            words = text.values() if isinstance(text, dict) else [text] if isinstance(text, str) else ()
            if field != "pattern":
                assert {slot for word in words for slot in re.findall(r"{(\w+)}", word)} <= SLOTS


@pytest.mark.parametrize("name", NAMES)
def test_ghost_rows_speak_of_known_kinds_and_phases(name: str):
    kinds = {key for key, _ in vocabulary.KINDS}
    phases = {key for key, _ in vocabulary.PHASES}
    for spec in TEMPLATES[name].sections:
        for row in spec.prompts:
            assert row.text
            assert row.kind in ("", *(kinds if spec.kind == "timeline" else vocabulary.ACTION_KINDS))
            assert set(row.phases) <= phases
            assert row.priority in ("", *vocabulary.PRIORITIES)


@pytest.mark.parametrize("name", NAMES)
def test_the_agenda_is_about_sections_of_the_template(name: str):
    template = TEMPLATES[name]
    assert template.agenda
    assert all(template.section(section_id) and minutes > 0 for section_id, minutes in template.agenda)


@pytest.mark.parametrize("name", NAMES)
def test_every_section_helps_whoever_writes_it(name: str):
    for spec in TEMPLATES[name].sections:
        assert spec.guide.endswith((".", "?")), spec.id
        assert len(spec.guide.split()) <= 60, spec.id
    assert TEMPLATES[name].purpose
    assert len(TEMPLATES[name].purpose) <= 90


@pytest.mark.parametrize("name", NAMES)
def test_every_template_asks_for_what_stands_in_the_header(name: str):
    facts = {fact.key: fact for fact in TEMPLATES[name].facts()}
    assert {"title", "incident_id", "severity"} <= facts.keys()
    assert facts["severity"].choices == TEMPLATES[name].severities


@pytest.mark.parametrize("name", NAMES)
def test_every_template_looks_for_placeholders_and_for_blame(name: str):
    assert {rule.check for rule in TEMPLATES[name].rules} == {"placeholders", "blame_words"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_asked_for_has_a_name(name: str):
    for fact in TEMPLATES[name].facts():
        assert fact.label, fact.key
        assert all(column.label for column in fact.columns), fact.key


@pytest.mark.parametrize("name", NAMES)
def test_lists_of_actions_say_their_stage_and_show_tickets_as_links(name: str):
    for spec in TEMPLATES[name].sections:
        if spec.kind == "actions":
            assert spec.stage in ("potential", "committed")
            assert spec.columns
            assert all("link" in column.form for column in spec.columns if column.field == "ticket")


EXAMPLES = {
    "full-review": ["summary", "whys", "contributing_factors", "went_well", "went_wrong", "lessons"],
    "review-meeting": ["summary"],
    "sre-classic": ["summary", "impact", "trigger", "resolution", "detection"],
    "changeset": [
        "summary",
        "lead_up",
        "fault",
        "impact",
        "detection",
        "response",
        "recovery",
        "whys",
        "root_cause",
        "backlog_check",
        "recurrence",
        "lessons",
    ],
    "brief": ["summary"],
    "blank": [],
}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_there_where_the_source_has_one(name: str):
    assert [spec.id for spec in TEMPLATES[name].sections if spec.example] == EXAMPLES[name]


@pytest.mark.parametrize("name", NAMES)
def test_statuses_are_those_of_the_header(name: str):
    assert TEMPLATES[name].statuses == tuple(key for key, _ in vocabulary.STATUSES)
