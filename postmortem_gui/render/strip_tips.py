"""What each part of the phase strip says of itself when somebody asks: how long, and the two rows that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postmortem_gui.core import strip_words
from postmortem_gui.core.metrics import Measured
from postmortem_gui.core.postmortem import TimelineEntry
from postmortem_gui.core.strip import Flag, Gap, Segment
from postmortem_gui.core.vocabulary import PHASES, word_for
from postmortem_gui.render.escaping import one_line, words

_LONGEST = 70


@dataclass(frozen=True, slots=True)
class StripTips:
    """Says the parts of a strip in sentences, with the words that the rows have now and the clocks of a zone."""

    rows: Sequence[TimelineEntry]
    zone: str
    typed: int | None = None
    """Seconds that somebody typed over the impact."""

    def row(self, row: TimelineEntry) -> str:
        """Return a row in words: its clock, its phases, what happened."""
        row = self._row(row.id) or row
        phases = ", ".join(word_for(PHASES, phase) for phase in row.phases)
        return " · ".join(filter(None, (self._clock(row), phases, _event(row))))

    def flag(self, flag: Flag) -> str:
        """Return a flag in words: the row in which its phase was reached, and the two that its length comes from."""
        row = self._row(flag.row)
        said = f"{flag.label} {flag.clock}".strip() + (f": {_event(row)}" if row else "")
        return f"{said}. {length}" if (length := self.length(flag)) else said

    def length(self, flag: Flag) -> str:
        """Return how long a flag was reached after the impact started, empty where there is nothing to say."""
        if flag.invalid:
            return "It stands before the impact starts, so no length is taken from it."
        if flag.since is None:
            return ""
        if flag.phase == "impact_end":
            if self.typed is not None and self.typed != flag.since.seconds:
                over = strip_words.typed_over(self.typed, flag.since)
                return f"Impact: {over}, {self.between(flag.since)}"
            return f"Impact: {strip_words.length(flag.since)}, {self.between(flag.since)}"
        return f"{strip_words.length(flag.since)} after the impact started, {self.between(flag.since)}"

    def segment(self, segment: Segment) -> str:
        """Return a segment in words: how long, and the two rows that this comes from."""
        lasted = strip_words.length(segment.lasted)
        return f"{strip_words.STAGES[segment.stage]}: {lasted}, {self.between(segment.lasted)}"

    def gap(self, gap: Gap) -> str:
        """Return a gap in words: the question, and the rows around it."""
        lasted = strip_words.length_of(gap.seconds)
        return f"{gap.question} {lasted}, between {self._named(gap.from_row)} and {self._named(gap.to_row)}"

    def between(self, measured: Measured) -> str:
        """Return the two rows that a duration comes from: `from 14:10 “…” to 14:38 “…”`."""
        return f"from {self._named(measured.from_row)} to {self._named(measured.to_row)}"

    def _named(self, row_id: str) -> str:
        row = self._row(row_id)
        if row is None or row.when.at is None:
            return "a row"
        return f"{self._clock(row)} “{_event(row)}”"

    def _clock(self, row: TimelineEntry) -> str:
        if row.when.at is None:
            return ""
        disputed = " (disputed)" if row.claims else ""
        return f"{'~' if row.when.about else ''}{strip_words.clock(row.when.at, self.zone)}{disputed}"

    def _row(self, row_id: str) -> TimelineEntry | None:
        return next((row for row in self.rows if row.id == row_id), None)


def _event(row: TimelineEntry) -> str:
    text = words(one_line(row.event)) or "no words yet"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
