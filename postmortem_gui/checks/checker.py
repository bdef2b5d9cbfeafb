"""Asks the rules of a template about a document: only what reads something that changed is asked again."""

from __future__ import annotations

from datetime import date

from postmortem_gui.checks.case import Case, Seen
from postmortem_gui.checks.findings import Done, Finding, Report
from postmortem_gui.checks.questions import Asked, questions
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Waiver
from postmortem_gui.core.team import NO_TEAM, Team
from postmortem_gui.core.template import Template


class Checker:
    """Looks at one document again and again while it changes; never changes it, never raises.

    It remembers what each question read the last time and, for the questions about rows, each row.
    """

    def __init__(self, team: Team = NO_TEAM) -> None:
        self._team = team
        self._template: Template | None = None
        self._asked: tuple[Asked, ...] = ()
        self._today: date | None = None
        self._last: dict[str, tuple[tuple[object, ...], tuple[Finding, ...]]] = {}
        self._seen: dict[str, Seen] = {}

    def report(self, pm: Postmortem, today: date) -> Report:
        """Return everything that the rules say of a document on a day."""
        if pm.template is not self._template or today != self._today:
            self._template, self._today = pm.template, today
            self._asked, self._last, self._seen = questions(pm.template, self._team), {}, {}
        found: dict[tuple[str, Place, str], Finding] = {}
        done: list[Done] = []
        for question in self._asked:
            findings = self._answer(question, pm, today)
            for finding in findings:
                key = (finding.check, finding.place, finding.message)
                if key not in found or (finding.blocks and not found[key].blocks):  # a team may ask for the same
                    found[key] = finding
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


def check(pm: Postmortem, today: date, team: Team = NO_TEAM) -> Report:
    """Return everything that the rules of its template, and of a team, say of a document on a day, looked at once."""
    return Checker(team).report(pm, today)


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
