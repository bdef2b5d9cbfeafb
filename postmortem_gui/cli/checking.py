"""The verb check: what the rules of its template say of a document, for people or for programs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from postmortem_gui.cli.files import read, team_of
from postmortem_gui.cli.stats import today
from postmortem_gui.cli.streams import write_output

if TYPE_CHECKING:
    from postmortem_gui.checks.findings import Finding, Report
    from postmortem_gui.storage.library import Library

NEEDS_A_PERSON = 1
"""The exit code of a verb that did its work and found something that only a person can settle."""


def print_findings(told: argparse.Namespace, library: Library) -> int:
    """Print what the rules find in a document; return 1 when something blocks publishing, else 0."""
    from postmortem_gui.checks.checker import check
    from postmortem_gui.storage.writing import json_bytes

    source = read(told.file, library)
    report = check(source.postmortem, today(), team_of(source, told.home, told.team))
    write_output(json_bytes(_members(report)) if told.json else _text(report).encode())
    return NEEDS_A_PERSON if report.blocking else 0


def _members(report: Report) -> list[dict[str, str]]:
    return [
        {"check": one.check, "severity": one.need, "message": one.message, "place": str(one.place)}
        for one in (*report.blocking, *report.to_consider)
    ]


def _text(report: Report) -> str:
    lines = _group("Blocks publishing", report.blocking) + _group("To consider", report.to_consider)
    if report.waived:
        lines += ["", f"Waived ({len(report.waived)})"]
        for finding, waiver in report.waived:
            lines.append(f"  {_shown(finding.message)}")
            lines.append(f"      {_shown(waiver.by or 'nobody named')}: {_shown(waiver.reason or 'no reason given')}")
    counts = f"{len(report.blocking)} block, {len(report.to_consider)} to consider"
    waived = f", {len(report.waived)} waived" if report.waived else ""
    return "\n".join([f"{counts}, {len(report.done)} of {report.rules} rules kept{waived}", *lines, ""])


def _group(head: str, findings: tuple[Finding, ...]) -> list[str]:
    if not findings:
        return []
    lines = ["", f"{head} ({len(findings)})"]
    for one in findings:
        why = f"{one.why} " if one.why else ""
        lines += [f"  {_shown(one.message)}", f"      {_shown(why)}[{_shown(one.origin)}; {_shown(str(one.place))}]"]
    return lines


def _shown(text: str) -> str:
    """A text as it can be printed: what somebody wrote must not move the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
