"""Rules about what a section says: how long it is, and which numbers, causes and words belong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_gui.checks import sentences as prose
from postmortem_gui.checks.case import Case, filled, shortened
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.places import Place
from postmortem_gui.core.zones import ZONE_WORDS

_CLOCK = re.compile(r"\b\d{1,2}(?::|h)\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_ZONE = re.compile(rf"\b(?:{'|'.join(ZONE_WORDS)}|[A-Z][a-z]+/[A-Z]\w+)\b|[+-]\d\d:?\d\d\b")
_LENGTH = re.compile(
    r"(?:\d+(?:[.,]\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an|an))[\s-]*"
    r"(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|d|days?)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?<!as )(?<!how )(some|several|many|most|a few|a lot(?: of)?|lots of|numerous|various|a number of|countless)"
    r"\s+(?!point\b|time\b)[a-z]+",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(because|caus\w+|due to|since|root|led to|came from|comes from|owing to|resulted from|result of|reason"
    r"|triggered|after (?:an?|the))\b",
    re.IGNORECASE,
)
_APOLOGY = re.compile(r"\b(sorry|apolog\w+|regret\w*)\b", re.IGNORECASE)
_PRESCRIPTION = re.compile(
    r"\b(?:we|you|they|everybody|everyone|teams?|engineers?)\s+(?:must|should|have to|need to|ought to)\b"
    r"|^\s*(?:always|never|make sure|ensure)\b",
    re.IGNORECASE,
)


def has_content(case: Case) -> Iterator[Finding]:
    """Find a section that the template, or the team, needs and that says nothing."""
    pm, kind = case.pm, case.spec.kind if case.spec else ""
    match kind:
        case "actions":
            there = bool(case.actions())
        case "timeline":
            there = bool(pm.timeline)
        case "whys":
            there = any(why.answer.strip() for why in pm.whys.items)
        case "root_cause":
            there = bool(pm.whys.root_cause.strip())
        case "text" | "points":
            there = bool(case.text.strip() or case.points())
        case _:
            return  # facts, boxes and sign-offs have rules of their own
    if not there:
        yield case.found(case.place, f"{case.name} is empty", case.say or "The template asks for it.")


def sentence_count(case: Case) -> Iterator[Finding]:
    """Find prose with fewer or more sentences than the template wants."""
    yield from _counted(case, len(prose.sentences(case.text)), "sentence", case.text)


def paragraph_count(case: Case) -> Iterator[Finding]:
    """Find prose with fewer or more paragraphs than the template wants."""
    yield from _counted(case, len(prose.paragraphs(case.text)), "paragraph", case.text)


def root_cause_sentences(case: Case) -> Iterator[Finding]:
    """Find a root cause statement that is longer than a statement."""
    text = case.pm.whys.root_cause
    for finding in _counted(case, len(prose.sentences(text)), "sentence", text):
        yield case.found(Place("whys", "root_cause"), finding.message.replace(case.name, "The root cause"), finding.why)


def _counted(case: Case, count: int, unit: str, text: str) -> Iterator[Finding]:
    low, high = case.number("min", 0), case.number("max", 10**6)
    if not text.strip() or low <= count <= high:
        return
    if low == high or not low:
        wanted = f"{high} {unit}{'s' if high != 1 else ''}{'' if low else ' at most'}"
    else:
        wanted = f"{low} to {high} {unit}s"
    has = f"{count or 'no'} {unit}{'s' if count != 1 else ''}"
    yield case.found(case.place, f"{case.name} has {has}", f"It is meant to be {wanted}.")


def reading_time(case: Case) -> Iterator[Finding]:
    """Find prose that takes longer to read than its readers have."""
    seconds, most = prose.read_seconds(case.text), case.number("max", 30)
    if seconds > most:
        why = f"Readers are promised {most} s, at {prose.WORDS_A_MINUTE} words a minute."
        yield case.found(case.place, f"{case.name} takes {seconds} s to read", why)


def duration_with_zone(case: Case) -> Iterator[Finding]:
    """Find prose that does not say from when to when, and in which zone."""
    text = case.text
    if not text.strip():
        return
    missing = []
    if len(_CLOCK.findall(text)) < 2:
        missing.append("a start and an end")
    if not _ZONE.search(text):
        missing.append("a time zone")
    if missing:
        why = "Say how long it took with its start, its end and the zone: “from 14:10 to 14:38 UTC”."
        yield case.found(case.place, f"{case.name} names no {' and no '.join(m[2:] for m in missing)}", why)


def exact_numbers(case: Case) -> Iterator[Finding]:
    """Find an impact without a number, or with words where a number belongs."""
    text = prose.plain(case.text)
    if not text.strip():
        return
    if not re.search(r"\d", text):
        yield case.found(case.place, f"{case.name} has no number", "How many, how much, for how long?")
    elif (vague := _VAGUE.search(text)) is not None:
        why = "A number is easier to act on; an estimate is fine when it says so."
        yield case.found(case.place, f"{case.name} says “{' '.join(vague[0].split())}”", why)


def ends_with_cause(case: Case) -> Iterator[Finding]:
    """Find a summary whose last sentence does not name the cause."""
    found = prose.sentences(case.text)
    if found and not _CAUSE.search(found[-1]):
        why = f"The last sentence names the root cause; now it is “{shortened(found[-1])}”."
        yield case.found(case.place, f"{case.name} does not end with the cause", why)


def states_severity(case: Case) -> Iterator[Finding]:
    """Find a summary that does not say how severe it was."""
    severity = case.pm.fact("severity").strip()
    named = re.search(r"\b(?:P\d|SEV[- ]?\d|severity)\b", case.text, re.IGNORECASE)
    if case.text.strip() and not named and not (severity and severity.lower() in case.text.lower()):
        yield case.found(case.place, f"{case.name} does not say the severity", "One word is enough.")


def states_duration(case: Case) -> Iterator[Finding]:
    """Find a summary that does not say how long the impact lasted."""
    text = case.text
    if text.strip() and not _LENGTH.search(text) and len(_CLOCK.findall(text)) < 2:
        why = "Readers want to know how long it hurt: “for 28 minutes”, or from when to when."
        yield case.found(case.place, f"{case.name} does not say how long it lasted", why)


def apology(case: Case) -> Iterator[Finding]:
    """Find a message to customers without an apology."""
    if case.text.strip() and not _APOLOGY.search(case.text):
        why = "Customers are owed one, in words of your own: what they could not do, and that you are sorry for it."
        yield case.found(case.place, "The message to customers has no apology", why)


def published_link(case: Case) -> Iterator[Finding]:
    """Find a message to colleagues that does not lead to the postmortem."""
    linked = re.search(r"https?://\S", case.text) or filled(case.pm.facts.get("published_url"))
    if case.text.strip() and not linked:
        place = Place("facts", "published_url")
        yield case.found(place, "Where this is published is missing", "The internal message links to it.")


def mitigated_and_resolved(case: Case) -> Iterator[Finding]:
    """Find a resolution that tells only one of two things: what stopped the impact, and what removed the cause."""
    text = case.text.lower()
    if not text.strip():
        return
    for word, stems in (("mitigated", ("mitigat", "stopped", "relie")), ("resolved", ("resolv", "fixed", "permanent"))):
        if not any(stem in text for stem in stems):
            why = "What stopped the impact and what removed its cause are two different things."
            yield case.found(case.place, f"{case.name} does not say what {word} it", why)


def not_prescriptive(case: Case) -> Iterator[Finding]:
    """Find lessons that tell people what to do: that belongs in an action."""
    part = case.spec.id if case.spec else ""
    for point in case.points():
        if told := _PRESCRIPTION.search(point.text):
            why = f"“{told[0].strip()}” asks for an action: give it an owner and a date there."
            yield case.found(
                Place(part, point.id, "text"), f"A lesson tells what to do: “{shortened(point.text)}”", why
            )


def public_version(case: Case) -> Iterator[Finding]:
    """Find a P0 of which no public version is out."""
    if case.pm.fact("severity").strip().upper() not in ("P0", "SEV-0", "SEV0"):
        return
    if case.pm.fact("public_postmortem").strip().lower() not in ("yes", "y", "true"):
        why = "Customers of the worst incidents are told in public, without internal details."
        yield case.found(Place("facts", "public_postmortem"), "A P0 without a public version", why)
    elif not filled(case.pm.facts.get("public_postmortem_url")):
        yield case.found(Place("facts", "public_postmortem_url"), "The public version has no address", "Where is it?")


def duration_given(case: Case) -> Iterator[Finding]:
    """Find a duration of impact that neither the timeline nor anybody gives."""
    fact = case.fact
    if fact is not None and not filled(fact_value(case.pm, fact)):
        why = "It follows from the rows that are marked as impact start and impact end, or can be typed."
        yield case.found(Place("facts", fact.key), f"{fact.label} is unknown", why)
