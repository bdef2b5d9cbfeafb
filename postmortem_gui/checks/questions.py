"""What is asked about a document: the rules of its template, of all templates, and of the team, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from postmortem_gui.checks.catalogue import ALL_TEMPLATES, KNOWN, Check
from postmortem_gui.checks.findings import CONSIDER
from postmortem_gui.core.team import NO_TEAM, Ask, Team
from postmortem_gui.core.template import FactSpec, Rule, SectionSpec, Template

TEAM = "team"
"""Whose a rule is that comes from the file of the team."""


class Asked(NamedTuple):
    """One question: the check, the rule with its numbers, whose it is, where it stands, and its number where several
    rules of a team ask the same of one place."""

    check: Check
    rule: Rule
    origin: str
    spec: SectionSpec | None
    fact: FactSpec | None
    number: int = 0

    @property
    def key(self) -> str:
        """What tells this question from the others of its template."""
        where = self.fact.key if self.fact else self.spec.id if self.spec else ""
        return f"{self.check.name}/{where}/{self.number or ''}"


def questions(template: Template, team: Team = NO_TEAM) -> tuple[Asked, ...]:
    """Return what a template asks, in its order; then come rules about the whole document, then those of a team.

    Names of checks that this program does not know are passed over, and so are rules of the team about sections and
    facts that the template does not have: nobody could answer them. How the team writes a fact takes the place of how
    the template does.
    """
    asked: list[Asked] = []
    written = {rule.fact for rule in team.patterns}
    for spec in template.sections:
        for group in spec.facts:
            for fact in group.facts or (group,):
                asked += _of_fact(template, spec, fact.but(pattern="") if fact.key in written else fact)
        asked += _known(spec.rules, template.name, spec)
    asked += _known(_for_all(team), "all templates", None)
    asked += _known(template.rules, template.name, None)
    asked += _of_team(template, team)
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


# ── Of the team ──


def _for_all(team: Team) -> tuple[Rule, ...]:
    """Return what is asked of every template; the severities of the team are choices as good as its own."""
    if not team.severities:
        return ALL_TEMPLATES
    return tuple(
        rule.but(severities=team.severities) if rule.check == "known_choice" else rule for rule in ALL_TEMPLATES
    )


def _of_team(template: Template, team: Team) -> Iterator[Asked]:
    specs = {spec.id: spec for spec in template.sections}
    facts = {
        fact.key: (spec, fact)
        for spec in template.sections
        for group in spec.facts
        for fact in (group.facts or (group,))
        if fact.key
    }
    for at, section in enumerate(team.required_sections):
        if (spec := specs.get(section.section)) is not None:
            yield _asked("filled", section, at, spec, None)
    for at, needed in enumerate(team.required_facts):
        if (found := facts.get(needed.fact)) is not None:
            yield _asked("required", needed, at, *found)
    for at, written in enumerate(team.patterns):
        if (found := facts.get(written.fact)) is not None:
            fact = found[1].but(pattern=written.pattern, hint=written.example)
            yield _asked("pattern", written, at, found[0], fact)
    for at, role in enumerate(team.signoffs):
        if (signs := next((spec for spec in template.sections if spec.kind == "signoff"), None)) is not None:
            yield _asked("signed", role, at, signs, None, role=role.role, severities=role.when.severity)
    for at, unwanted in enumerate(team.unwanted_words):
        yield _asked("unwanted_words", unwanted, at, None, None, words=unwanted.words)


def _asked(name: str, ask: Ask, at: int, spec: SectionSpec | None, fact: FactSpec | None, **told: object) -> Asked:
    check = KNOWN[name]
    rule = Rule.model_validate({"check": name, "need": ask.need, "say": ask.say or "Your team asks for it.", **told})
    return Asked(check, rule, f"{check.label}, {TEAM}", spec, fact, at + 1)
