"""Every check the program knows, in one table, with what each reads of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from postmortem_gui.checks import actions, approval, facts, followed, prose, timeline, whys, wording
from postmortem_gui.checks.case import Case
from postmortem_gui.checks.findings import BLOCKING, CONSIDER, Finding
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Rule

Reads = Callable[[Postmortem, str], tuple[object, ...]]


class Check(NamedTuple):
    """A rule the program knows: its name in a template, what people call it, the function that looks, and the values
    it reads of a document and of the section with an id. While they are the same objects it is not asked again."""

    name: str
    label: str
    look: Callable[[Case], Iterable[Finding]]
    reads: Reads


def _section(pm: Postmortem, section: str) -> tuple[object, ...]:
    return (pm.sections.get(section),)


def _facts(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.facts, pm.timeline, pm.zone)


def _prose(pm: Postmortem, section: str) -> tuple[object, ...]:
    return (pm.sections.get(section), pm.facts)


def _content(pm: Postmortem, section: str) -> tuple[object, ...]:
    return (pm.sections.get(section), pm.actions, pm.timeline, pm.whys)


def _timeline(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.timeline, pm.zone)


def _whys(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.whys,)


def _cause(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.whys, pm.actions, pm.risks)


def _actions(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.actions,)


def _dates(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.actions, pm.facts, pm.timeline, pm.zone)


def _follow_up(pm: Postmortem, section: str) -> tuple[object, ...]:
    return (pm.sections.get(section), pm.facts, pm.actions, pm.risks)


def _boxes(pm: Postmortem, section: str) -> tuple[object, ...]:
    return (pm.checklists.get(section),)


def _signoffs(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.signoffs, pm.facts)


def _conflicts(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.conflicts,)


def _words(pm: Postmortem, _: str) -> tuple[object, ...]:
    return (pm.facts, pm.sections, pm.timeline, pm.whys, pm.actions, pm.checklists)


CHECKS: tuple[Check, ...] = (
    Check("required", "needed facts", facts.required, _facts),
    Check("pattern", "how it is written", facts.pattern, _facts),
    Check("known_choice", "choices", facts.known_choice, _facts),
    Check("exact_or_estimate", "exact numbers", facts.exact_or_estimate, _facts),
    Check("lighter_template", "weight of the template", facts.lighter_template, _facts),
    Check("heavier_template", "weight of the template", facts.heavier_template, _facts),
    Check("meeting_within_business_days", "five business days", facts.meeting_within_business_days, _facts),
    Check("filled", "needed sections", prose.has_content, _content),
    Check("sentences", "length", prose.sentence_count, _section),
    Check("paragraphs", "length", prose.paragraph_count, _section),
    Check("read_seconds", "half a minute to read", prose.reading_time, _section),
    Check("duration_with_zone", "start, end and zone", prose.duration_with_zone, _section),
    Check("exact_numbers", "exact numbers", prose.exact_numbers, _section),
    Check("ends_with_cause", "ends with the cause", prose.ends_with_cause, _section),
    Check("states_severity", "severity is told", prose.states_severity, _prose),
    Check("states_duration", "duration is told", prose.states_duration, _section),
    Check("apology", "a genuine apology", prose.apology, _section),
    Check("published_link", "link to the postmortem", prose.published_link, _prose),
    Check("mitigated_and_resolved", "mitigated and resolved", prose.mitigated_and_resolved, _section),
    Check("not_prescriptive", "lessons, not orders", prose.not_prescriptive, _section),
    Check("public_version", "public version of a P0", prose.public_version, _facts),
    Check("row_time", "every row has its time", timeline.row_time, _timeline),
    Check("row_source", "every row has its source", timeline.row_source, _timeline),
    Check("source_somewhere", "links to what shows it", timeline.source_somewhere, _timeline),
    Check("phases_present", "moments to include", timeline.phases_present, _timeline),
    Check("clean_minutes", "clean minutes", timeline.clean_minutes, _timeline),
    Check("phases_in_order", "moments in order", timeline.phases_in_order, _timeline),
    Check("whys_count", "three to seven whys", whys.whys_count, _whys),
    Check("ends_at_system", "ends at the system", whys.ends_at_system, _whys),
    Check("evidence", "root cause", whys.evidence, _whys),
    Check("root_cause_filled", "root cause", whys.root_cause_filled, _whys),
    Check("root_cause_sentences", "root cause", prose.root_cause_sentences, _whys),
    Check("root_cause_answered", "root cause", whys.root_cause_answered, _cause),
    Check("findings_answered", "findings followed up", followed.findings_answered, _follow_up),
    Check("follow_up_all", "follow up on all points", followed.findings_answered, _follow_up),
    Check("four_fields", "rule of four", actions.four_fields, _actions),
    Check("ticket_link", "each is a ticket", actions.ticket_link, _actions),
    Check("due_dates", "dates", actions.due_dates, _dates),
    Check("due_by_priority", "priority and deadline", actions.due_by_priority, _dates),
    Check("closure_rate", "closure rate", actions.closure_rate, _dates),
    Check("grouped_by_theme", "grouped by theme", actions.grouped_by_theme, _actions),
    Check("boxes_ticked", "boxes to tick", approval.boxes_ticked, _boxes),
    Check("signed", "sign-off", approval.signed, _signoffs),
    Check("conflicts", "merged versions", approval.conflicts_settled, _conflicts),
    Check("placeholders", "placeholders", wording.placeholders, _words),
    Check("blame_words", "blameless", wording.blame_words, _words),
    Check("unwanted_words", "words to avoid", wording.unwanted_words, _words),
)

ALL_TEMPLATES: tuple[Rule, ...] = (
    Rule(check="conflicts", need=BLOCKING),
    Rule(check="phases_in_order", need=BLOCKING),
    Rule(check="due_dates", need=CONSIDER),
    Rule(check="known_choice", need=CONSIDER),
)
"""Rules that ask nothing of a layout: no template has to name them."""

KNOWN = {check.name: check for check in CHECKS}
