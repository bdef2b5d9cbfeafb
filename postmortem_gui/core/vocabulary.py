"""The well-known facts, sections and lists that every template speaks of. A template may add its own."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A word of the shared vocabulary: its key, what people call it, and who may read it unless a mark says else."""

    key: str
    label: str
    audience: str = "public"


class SectionTerm(NamedTuple):
    """A section of the shared vocabulary; its `kind` is text or points and never changes between templates."""

    key: str
    label: str
    kind: str
    audience: str = "public"


FACTS: tuple[Term, ...] = (
    Term("title", "Title"),
    Term("incident_id", "Incident ID"),
    Term("severity", "Severity"),
    Term("status", "Status"),
    Term("status_note", "Status note"),
    Term("date", "Date of the incident"),
    Term("authors", "Authors", "internal"),
    Term("owner", "Postmortem owner", "internal"),
    Term("meeting_at", "Meeting", "internal"),
    Term("first_alert", "First alert"),
    Term("all_clear", "All-clear"),
    Term("impact_duration", "Duration of customer-visible impact"),
    Term("affected_tenants", "Affected tenants", "internal"),
    Term("affected_regions", "Affected regions"),
    Term("affected_services", "Affected services"),
    Term("detection_method", "Detection method"),
    Term("incident_commander", "Incident commander", "internal"),
    Term("oncall_primary", "On-call primary", "internal"),
    Term("oncall_secondary", "On-call secondary", "internal"),
    Term("recorder", "Recorder", "internal"),
    Term("reviewer", "Reviewer", "internal"),
    Term("customers_affected", "Customers affected"),
    Term("revenue_impact", "Revenue impact", "internal"),
    Term("data_impact", "Data impact"),
    Term("data_impact_note", "Data impact, in detail"),
    Term("slo_impact", "SLO impact", "internal"),
    Term("status_page", "Status-page entry"),
    Term("comm_artifacts", "Customer-comm artifacts", "internal"),
    Term("status_page_entries", "Status-page entries"),
    Term("tenant_emails", "Email to affected tenants", "internal"),
    Term("support_tickets", "Support tickets", "internal"),
    Term("support_ticket_ids", "Support tickets by number", "internal"),
    Term("public_postmortem", "Public postmortem published"),
    Term("public_postmortem_url", "Public postmortem"),
    Term("published_url", "Where this is published", "internal"),
    Term("missed_alert", "The alert that should have caught this", "internal"),
    Term("missed_alert_why", "Why it did not fire", "internal"),
    Term("missed_panel", "The panel that would have shown this", "internal"),
    Term("missed_panel_why", "Why it was not looked at", "internal"),
    Term("missed_experiment", "The experiment that would have surfaced this", "internal"),
    Term("missed_experiment_why", "Why it is not run", "internal"),
    Term("alerts_fired", "Alerts that fired", "internal"),
    Term("pager_incident", "Pager incident", "internal"),
    Term("incident_channel", "Incident channel", "internal"),
    Term("war_room", "War-room recording", "internal"),
    Term("related_changes", "Commits and pull requests", "internal"),
    Term("preparers", "Report preparers", "internal"),
    Term("changeset_version", "Changeset version"),
    Term("stack_blue", "Stack ID before the change, blue", "internal"),
    Term("stack_green", "Stack ID before the change, green", "internal"),
    Term("result", "Result of the deployment"),
    Term("reason_summary", "Reason for the postmortem"),
    Term("copied_group", "Copied to", "internal"),
    Term("form_name", "Name of the form", "internal"),
    Term("form_about", "About the form", "internal"),
    Term("form_title", "Title of the form", "internal"),
    Term("form_labels", "Labels of the form", "internal"),
    Term("form_assignees", "Assignees of the form", "internal"),
)

SECTIONS: tuple[SectionTerm, ...] = (
    SectionTerm("summary", "Summary", "text"),
    SectionTerm("impact", "Impact", "text"),
    SectionTerm("detection", "Detection", "text", "internal"),
    SectionTerm("response", "Response", "text", "internal"),
    SectionTerm("resolution", "Resolution", "text"),
    SectionTerm("recovery", "Recovery", "text"),
    SectionTerm("trigger", "Trigger", "text"),
    SectionTerm("lead_up", "Lead-up", "text", "internal"),
    SectionTerm("fault", "Fault", "text", "internal"),
    SectionTerm("backlog_check", "Backlog check", "text", "internal"),
    SectionTerm("recurrence", "Recurrence", "text", "internal"),
    SectionTerm("supporting", "Supporting information", "text", "internal"),
    SectionTerm("response_process", "The response process", "text", "internal"),
    SectionTerm("message_internal", "Internal message", "text", "internal"),
    SectionTerm("message_external", "External message", "text"),
    SectionTerm("contributing_factors", "Contributing factors", "points"),
    SectionTerm("root_causes", "Root causes", "points"),
    SectionTerm("went_well", "What went well", "points", "internal"),
    SectionTerm("went_wrong", "What went wrong", "points", "internal"),
    SectionTerm("lucky", "Where we got lucky", "points", "internal"),
    SectionTerm("lessons", "Lessons", "points", "internal"),
    SectionTerm("artefacts_runbooks", "Runbooks consulted", "points", "internal"),
    SectionTerm("artefacts_dashboards", "Dashboards consulted", "points", "internal"),
    SectionTerm("artefacts_experiments", "Chaos experiments related", "points", "internal"),
)

CHECKLISTS: tuple[Term, ...] = (
    Term("publication", "Publication checklist", "internal"),
    Term("auditors", "Auditors and listeners", "internal"),
    Term("acknowledgements", "Team acknowledgements", "internal"),
    Term("approvals", "Approval of corrective actions", "internal"),
)

KINDS: tuple[tuple[str, str], ...] = (
    ("step", "Step"),
    ("comms", "Comms"),
    ("decision", "Decision"),
    ("change", "Change"),
    ("evidence", "Evidence"),
)

PHASES: tuple[tuple[str, str], ...] = (
    ("lead_up", "Lead-up"),
    ("impact_start", "Impact start"),
    ("detected", "Detected"),
    ("acknowledged", "Acknowledged"),
    ("declared", "Declared"),
    ("mitigated", "Mitigated"),
    ("impact_end", "Impact end"),
    ("monitoring", "Monitoring"),
    ("resolved", "Resolved"),
    ("all_clear", "All-clear"),
    ("closed", "Closed"),
)

ACTION_KINDS = ("prevent", "mitigate", "detect", "process", "other")
SOLUTION_KINDS = (("code", "Code"), ("process", "Process"))
PRIORITIES = ("P1", "P2", "P3")
ACTION_STATUSES = (("open", "Open"), ("in_progress", "In progress"), ("done", "Done"), ("wont_do", "Won't do"))
WHY_STATES = (("hypothesis", "Hypothesis"), ("confirmed", "Confirmed"), ("ruled_out", "Ruled out"))
STOPS = ("deliberate trade-off", "designed this way", "outside our control", "no useful action")
STATUSES = (("draft", "Draft"), ("in_review", "In review"), ("approved", "Approved"), ("published", "Published"))

_LABELS = {
    **{term.key: term.label for term in FACTS},
    **{term.key: term.label for term in SECTIONS},
    **{term.key: term.label for term in CHECKLISTS},
}


def label_of(key: str) -> str:
    """Return what people call a fact, section or list; a key nobody knows is made readable."""
    return _LABELS.get(key) or key.removeprefix("x_").replace("_", " ").strip().capitalize() or key


def word_for(pairs: tuple[tuple[str, str], ...], key: str) -> str:
    """Return the label of a key in one of the tables above; an unknown key speaks for itself."""
    return dict(pairs).get(key) or key.replace("_", " ")
