"""Asks the rules of a template about a document: only what reads something that changed is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from postmortem_gui.checks.case import Case, Seen
from postmortem_gui.checks.catalogue import ALL_TEMPLATES, KNOWN, Check
from postmortem_gui.checks.findings import CONSIDER, Done, Finding, Report
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Waiver
from postmortem_gui.core.template import FactSpec, Rule, SectionSpec, Template


class Asked(NamedTuple):
    """One question of a template: the check, the rule with its numbers, whose it is, and where it stands."""

    check: Check
    rule: Rule
    origin: str
    spec: SectionSpec | None
    fact: FactSpec | None

    @property
    def key(self) -> str:
        """What tells this question from the others of its template."""
        where = self.fact.key if self.fact else self.spec.id if self.spec else ""
        return f"{self.check.name}/{where}"


def questions(template: Template) -> tuple[Asked, ...]:
    """Return what a template asks, in its order; rules about the whole document come last. Names of checks that this
    program does not know are passed over."""
    asked: list[Asked] = []
    for spec in template.sections:
        for group in spec.facts:
            for fact in group.facts or (group,):
                asked += _of_fact(template, spec, fact)
        asked += _known(spec.rules, template.name, spec)
    asked += _known(ALL_TEMPLATES, "all templates", None)
    asked += _known(template.rules, template.name, None)
    return tuple({question.key: question for question in reversed(asked)}.values())[::-1]


def _of_fact(template: Template, spec: SectionSpec, fact: FactSpec) -> Iterator[Asked]:
    for name, rule_is_there in (("required", bool(fact.need)), ("pattern", bool(fact.pattern))):
        if rule_is_there and fact.key:
            check = KNOWN[name]
            rule = Rule(check=name, need=fact.need or CONSIDER)
            yield Asked(check, rule, f"{check.label}, {template.name}", spec, fact)


def _known(rules: Iterable[Rule], whose: str, spec: SectionSpec | None) -> Iterator[Asked]:
    for rule in rules:
        if (check := KNOWN.get(rule.check)) is not None:
            needed = rule if rule.need else rule.but(need=CONSIDER)
            yield Asked(check, needed, f"{check.label}, {whose}", spec, None)


class Checker:
    """Looks at one document again and again while it changes; never changes it, never raises.

    It remembers what each question read the last time and, for the questions about rows, each row.
    """

    def __init__(self) -> None:
        self._template: Template | None = None
        self._asked: tuple[Asked, ...] = ()
        self._today: date | None = None
        self._last: dict[str, tuple[tuple[object, ...], tuple[Finding, ...]]] = {}
        self._seen: dict[str, Seen] = {}

    def report(self, pm: Postmortem, today: date) -> Report:
        """Return everything that the rules say of a document on a day."""
        if pm.template is not self._template or today != self._today:
            self._template, self._today = pm.template, today
            self._asked, self._last, self._seen = questions(pm.template), {}, {}
        found: dict[tuple[str, Place, str], Finding] = {}
        done: list[Done] = []
        for question in self._asked:
            findings = self._answer(question, pm, today)
            for finding in findings:
                found.setdefault((finding.check, finding.place, finding.message), finding)
            if not findings:
                done.append(_kept(question, pm, today))
        waived = {key: waiver for key, finding in found.items() if (waiver := _waiver(pm.waivers, finding)) is not None}
        return Report(
            tuple(finding for key, finding in found.items() if key not in waived),
            tuple((found[key], waiver) for key, waiver in waived.items()),
            tuple(done),
            len(self._asked),
        )

    def _answer(self, question: Asked, pm: Postmortem, today: date) -> tuple[Finding, ...]:
        reads = question.check.reads(pm, question.spec.id if question.spec else "")
        last = self._last.get(question.key)
        if last is not None and all(new is old for new, old in zip(reads, last[0], strict=True)):
            return last[1]
        case = Case(
            pm,
            question.rule,
            question.origin,
            today,
            question.spec,
            question.fact,
            self._seen.setdefault(question.key, {}),
        )
        findings = tuple(question.check.look(case))
        self._last[question.key] = (reads, findings)
        return findings


def check(pm: Postmortem, today: date) -> Report:
    """Return everything that the rules of its template say of a document on a day, looked at once."""
    return Checker().report(pm, today)


def _kept(question: Asked, pm: Postmortem, today: date) -> Done:
    case = Case(pm, question.rule, question.origin, today, question.spec, question.fact)
    label = question.check.label
    place = Place("facts", question.fact.key) if question.fact else case.place
    where = question.fact.label if question.fact else case.name
    return Done(question.check.name, f"{where}: {label}", place, question.origin)


def _waiver(waivers: tuple[Waiver, ...], finding: Finding) -> Waiver | None:
    """Return the waiver that sets a finding aside: of the same check, at its place or at a place around it."""
    place = str(finding.place)
    for waiver in waivers:
        if waiver.check.replace("-", "_") == finding.check and f"{place}/".startswith(f"{waiver.place}/"):
            return waiver
    return None
