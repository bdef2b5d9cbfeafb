"""What a check is given: the document, the rule, where the rule stands, and a memory of the rows it saw before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from postmortem_gui.checks.findings import Finding, Fix
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Point, Postmortem
from postmortem_gui.core.template import FactSpec, Rule, SectionSpec
from postmortem_gui.core.values import Value
from postmortem_gui.core.vocabulary import label_of

Looked = TypeVar("Looked")
Seen = dict[str, tuple[object, tuple[Finding, ...]]]
"""The values a check saw last, by a key of their own, each with what it found in them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One rule at one section of one document on one day; `fact` is set for the rules of a single fact."""

    pm: Postmortem
    rule: Rule
    origin: str
    today: date
    spec: SectionSpec | None = None
    fact: FactSpec | None = None
    seen: Seen = field(default_factory=dict)

    def found(self, place: Place, message: str, why: str = "", fix: Fix | None = None) -> Finding:
        """Return a finding of this rule; what is quoted in its message may have had several lines."""
        return Finding(self.rule.check, self.rule.need, " ".join(message.split()), place, self.origin, why, fix)

    def number(self, name: str, default: int) -> int:
        """Return a number that the rule takes, such as `min`; the default where the template gives none or nonsense."""
        value = (self.rule.model_extra or {}).get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def words(self, name: str) -> tuple[str, ...]:
        """Return words that the rule takes, such as `phases` or `from`: one or several."""
        value = (self.rule.model_extra or {}).get(name, ())
        return (value,) if isinstance(value, str) else tuple(one for one in value if isinstance(one, str))

    @property
    def say(self) -> str:
        """What the rule says for itself: the sentence of a team, or whose wish it is; empty for those of a template."""
        return " ".join(self.words("say"))

    def says(self, name: str) -> bool:
        """Tell whether a switch of the rule, such as `allow_na`, is on."""
        return (self.rule.model_extra or {}).get(name) is True

    def each(
        self, values: Iterable[tuple[str, Looked]], look: Callable[[str, Looked], Iterable[Finding]]
    ) -> Iterator[Finding]:
        """Yield what is found in each value; one that is the same object as the last time is not looked at again."""
        seen = self.seen
        for key, value in values:
            last = seen.get(key)
            if last is None or last[0] is not value:
                last = seen[key] = (value, tuple(look(key, value)))
            yield from last[1]

    @property
    def name(self) -> str:
        """What people call the section of the rule, without the slots of its heading."""
        if self.spec is None:
            return "The document"
        heading = "" if self.spec.kind in ("text", "points") else self.spec.heading.split(" (")[0]
        return heading or label_of(self.spec.id)

    @property
    def place(self) -> Place:
        """Where the section of the rule is written."""
        place = self.spec.place if self.spec else None
        return place or Place("facts", "title")

    @property
    def text(self) -> str:
        """The prose of the section."""
        return self.pm.text(self.spec.id) if self.spec else ""

    def points(self) -> tuple[Point, ...]:
        """Return the points of the section that say something."""
        return tuple(point for point in self.pm.points(self.spec.id) if point.text.strip()) if self.spec else ()

    def actions(self) -> tuple[ActionItem, ...]:
        """Return the actions that the section prints and that somebody is to do: not blank, not dropped."""
        stage = (self.spec.stage if self.spec else "") or "committed"
        return tuple(
            row for row in self.pm.actions if row.stage == stage and row.status != "wont_do" and not is_blank(row)
        )


def is_blank(row: ActionItem) -> bool:
    """Tell whether an action item says nothing yet: blank rows are never exported, so no rule speaks of them."""
    texts = (row.description, row.solution, row.details, row.owner, row.due)
    return row.ticket is None and not any(text.strip() for text in texts)


def titled(row: ActionItem) -> str:
    """Return how a finding calls an action: its label, else its first words."""
    return row.label or shortened(row.description) or "An action item"


def shortened(text: str, most: int = 40) -> str:
    """Return the first words of a text on one line, at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def filled(value: object) -> bool:
    """Tell whether a fact or a section holds something that a reader could read."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple):
        return any(filled(one) for one in value)
    return bool(isinstance(value, Value) and _any_text(value))


def _any_text(value: Value) -> bool:
    """Tell whether any member but the id of a row says something. A number always does."""
    members = {**value.__dict__, **(value.model_extra or {})}
    return any(name != "id" and member not in ("", (), None, False, "UTC", "min") for name, member in members.items())
