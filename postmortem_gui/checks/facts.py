"""Rules about facts: what has to be there, how it is written, and which template fits the severity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from postmortem_gui.checks.case import Case, filled, shortened
from postmortem_gui.checks.findings import Finding, Fix
from postmortem_gui.core.actions import day_of
from postmortem_gui.core.edits import Set
from postmortem_gui.core.metrics import fact_value, moment
from postmortem_gui.core.order import in_order
from postmortem_gui.core.patterns import TEXT_MOST, matches
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, When
from postmortem_gui.core.zones import in_zone

_SEVERITY = re.compile(r"\s*(?:P|SEV)[- ]?(\d)\b", re.IGNORECASE)
SERIOUS = 2
"""Severities below this number (P0, P1; for SEV names, which count from 1, up to this one) are serious incidents."""


def required(case: Case) -> Iterator[Finding]:
    """Find a fact that the template needs and nobody gave."""
    fact = case.fact
    if fact is not None and not filled(fact_value(case.pm, fact)):
        why = case.say or "The template asks for it."
        if fact.hint:
            why += f" Written like {fact.hint}." if fact.pattern else f" {fact.hint.rstrip('.')}."
        yield case.found(Place("facts", fact.key), f"{fact.label} is missing", why)


def pattern(case: Case) -> Iterator[Finding]:
    """Find a fact that is not written the way the template, or the team, writes it."""
    fact = case.fact
    for value in _texts(case.pm.facts.get(fact.key)) if fact else ():
        if fact is None or not value or _fits(fact.pattern, value):
            continue
        place, better = Place("facts", fact.key), ""
        if isinstance(case.pm.facts[fact.key], str):
            better = _written_like(fact.pattern, value)
        fix = Fix(f"Write {better}", Set(place, better)) if better else None
        why = f"The template writes it like {fact.hint}." if fact.hint else f"It has to match {fact.pattern}."
        if case.say:
            why = f"{case.say} Like {fact.hint}." if fact.hint else case.say
        yield case.found(place, f"{fact.label} is “{shortened(value)}”", why, fix)


def _texts(value: object) -> tuple[str, ...]:
    """Return what is written in a fact: a text, each of several, or where a link leads."""
    if isinstance(value, Link):
        return ((value.url or value.title).strip(),)
    if isinstance(value, tuple):
        return tuple(one.strip() for one in value if isinstance(one, str))
    return (value.strip(),) if isinstance(value, str) else ()


def _fits(expression: str, value: str) -> bool:
    """Tell whether a value is written like an expression; one that is refused asks for nothing."""
    return matches(expression, value) is not False


def _written_like(expression: str, value: str) -> str:
    """Return the value in capitals, with hyphens for spaces or a short number filled up, where one of them fits."""
    if len(value) > TEXT_MOST:
        return ""
    capitals = re.sub(r"[\s_/]+", "-", value.upper())
    longer = re.sub(r"\d+\Z", lambda last: last[0].zfill(3), capitals)
    return next((one for one in (capitals, longer) if one != value and _fits(expression, one)), "")


def known_choice(case: Case) -> Iterator[Finding]:
    """Find a severity, a status or another choice that is none of those the template or the team has."""
    facts, template = case.pm.facts, case.pm.template
    asked = {fact.key: (fact.label, fact.choices) for fact in template.facts() if fact.kind == "choice"}
    severities = tuple(dict.fromkeys((*template.severities, *case.words("severities"))))
    asked |= {"severity": ("Severity", severities), "status": ("Status", template.statuses)}
    for key, (label, choices) in asked.items():
        value = facts.get(key)
        if isinstance(value, str) and value and choices and value not in choices:
            words = ", ".join(choice.replace("_", " ") for choice in choices)
            place, bare = Place("facts", key), _bare(value)
            meant = next((choice for choice in choices if _bare(choice) == bare), "")
            fix = Fix(f"Write {meant.replace('_', ' ')}", Set(place, meant)) if meant else None
            why = f"{template.name} knows {words}. It is kept."
            yield case.found(place, f"{label} is “{shortened(value)}”", why, fix)


def _bare(word: str) -> str:
    """Return a word without what people leave out or spell their own way: capitals, spaces, hyphens."""
    return re.sub(r"[\W_]+", "", word).casefold()


def exact_or_estimate(case: Case) -> Iterator[Finding]:
    """Find an impact that is told without a number, or only as an estimate."""
    for fact in case.spec.facts if case.spec else ():
        value = case.pm.fact(fact.key).strip() if fact.kind == "number" else ""
        if not value:
            continue
        place = Place("facts", fact.key)
        if not re.search(r"\d|\b(none|no|zero|nobody)\b", value, re.IGNORECASE):
            yield case.found(place, f"{fact.label} has no number", "Give the count, or an estimate with ≈ before it.")
        elif re.match(r"[~≈]|(about|around|approx)", value, re.IGNORECASE):
            yield case.found(place, f"{fact.label} is an estimate", "The exact number is worth a question, if known.")


def lighter_template(case: Case) -> Iterator[Finding]:
    """Find an incident that is less serious than the template is made for."""
    name = case.pm.fact("severity")
    if serious(name) is False:
        yield case.found(
            Place("facts", "severity"),
            f"{case.pm.template.name} is a lot for {name.strip()}",
            "“Brief” or “SRE classic” says it in a page. Nothing is lost by changing the template.",
        )


def heavier_template(case: Case) -> Iterator[Finding]:
    """Find an incident that is more serious than the template is made for."""
    name = case.pm.fact("severity")
    if serious(name):
        yield case.found(
            Place("facts", "severity"),
            f"{case.pm.template.name} is little for {name.strip()}",
            "“Full incident review” asks for whys with evidence, four fields on every action, and sign-off.",
        )


def serious(severity: str) -> bool | None:
    """Tell whether a severity is one of a serious incident, P0 and P1 or SEV-1 and SEV-2; None for other names."""
    named = _SEVERITY.match(severity)
    if named is None:
        return None
    return int(named[1]) < SERIOUS + (named[0].strip().upper().startswith("SEV"))


def meeting_within_business_days(case: Case) -> Iterator[Finding]:
    """Find a review that is held later than so many business days after the incident. Holidays are not known."""
    meeting, over, most = case.pm.facts.get("meeting_at"), incident_day(case.pm, last=True), case.number("max", 5)
    if not isinstance(meeting, When) or meeting.at is None or over is None:
        return
    held = in_zone(meeting.at, meeting.zone).date()
    days = business_days(over, held)
    if days > most:
        yield case.found(
            Place("facts", "meeting_at"),
            f"The review is {days} business days after the incident",
            f"It is meant to be within {most}, Monday to Friday; holidays are not known here.",
        )


def business_days(start: date, end: date) -> int:
    """Return how many days from Monday to Friday lie after `start`, `end` included; 0 where it is not later."""
    weeks, rest = divmod(max((end - start).days, 0), 7)
    return weeks * 5 + sum((start + timedelta(days=day)).weekday() < 5 for day in range(1, rest + 1))


def incident_day(pm: Postmortem, *, last: bool = False) -> date | None:
    """Return the day of the incident in the document's zone: where the impact starts, else the date that was given,
    else the first row with a time. `last` asks for the day on which it was over."""
    phases = ("all_clear", "resolved", "impact_end", "mitigated") if last else ("impact_start", "detected")
    rows = [row for phase in phases if (row := moment(pm, phase)) is not None][:1]
    given = day_of(pm.fact("date"))
    if not rows and given is None:
        rows = [row for row in in_order(pm.timeline) if row.when.at is not None][-1 if last else 0 :][:1]
    for row in rows:
        at = (last and row.when.until) or row.when.at
        if at is not None:
            return in_zone(at, pm.zone).date()
    return given
