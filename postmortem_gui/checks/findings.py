"""What the rules of a template find: one sentence each, with the place to go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from postmortem_gui.core.edits import Edit
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Waiver

BLOCKING: Final[Literal["blocking"]] = "blocking"
CONSIDER: Final[Literal["consider"]] = "consider"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that makes a finding go away, where it takes no thought: what its button says, and the edit."""

    label: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule asks for and does not find.

    `message` says what, `why` what the rule wants, `origin` whose rule it is (`rule of four, Full incident review`).
    `need` is `blocking` or `consider`. Enter on it leads to `place`.
    """

    check: str
    need: str
    message: str
    place: Place
    origin: str
    why: str = ""
    fix: Fix | None = None

    @property
    def blocks(self) -> bool:
        """Whether the document is not ready to be published while this stands."""
        return self.need == BLOCKING


@dataclass(frozen=True, slots=True)
class Done:
    """A rule that is kept: what it asks for, where, and whose rule it is."""

    check: str
    message: str
    place: Place
    origin: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the rules say of one document: findings in the order of the template, what was set aside with
    a waiver, and the rules that are kept."""

    findings: tuple[Finding, ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    done: tuple[Done, ...] = ()
    rules: int = 0

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of publishing."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def to_consider(self) -> tuple[Finding, ...]:
        """The findings that a person may well leave as they are."""
        return tuple(finding for finding in self.findings if not finding.blocks)
