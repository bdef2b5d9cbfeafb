"""What a pasted text will do to the timeline: which candidates go in, which are merged or claimed, and the one edit."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import Literal, NamedTuple

from postmortem_gui.core.duplicates import Known, claimed, known, merged
from postmortem_gui.core.edits import Edit, Insert, Set, Together
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Question, TimelineEntry
from postmortem_gui.core.strip import Gap, strip_of
from postmortem_gui.core.times import read_time
from postmortem_gui.importers.candidates import Candidate, Reading
from postmortem_gui.storage.ids import new_id

Fate = Literal["in", "merge", "claim", "out"]
"""What becomes of a candidate: a row of its own, part of a row that tells the same, another time of it, nothing."""

Key = tuple[int, str, int]
"""What a candidate is recognised by when the text is read again: its line, its words, and its place among equals."""

_ADDED = ("source", "who", "raw", "claims")
"""The fields of a row that a merge or a claim can change."""
_FIRST = datetime.min.replace(tzinfo=UTC)


class Counts(NamedTuple):
    """How many candidates go in as rows, are merged, become claims, and are left out."""

    rows: int
    merged: int
    claims: int
    out: int


class Trial(NamedTuple):
    """What the document would be: the value, the ids of its new and changed rows as pasted, and what gaps are left.

    A gap is known by the place of the candidate that it comes after.
    """

    pm: Postmortem
    rows: tuple[str, ...]
    gaps: Mapping[int, Gap]


@dataclass(frozen=True, slots=True)
class Pasting:
    """A reading and what a person decided about it. Nothing here changes the document: `edit` says how to.

    `fates` and `homes` have an entry for each candidate: what becomes of it, and the id of the row that holds it then,
    empty for one that is left out. `after` is the row below which candidates without a time go. `asked` and `opened`
    are the rows before gaps to which a question is put, and below which a row to fill in is added.
    """

    pm: Postmortem
    reading: Reading
    after: str | None
    candidates: tuple[Candidate, ...] = ()
    known: tuple[Known, ...] = ()
    ids: tuple[str, ...] = ()
    keys: tuple[Key, ...] = field(default=(), repr=False)
    fates: tuple[Fate, ...] = ()
    homes: tuple[str, ...] = ()
    chosen: Mapping[Key, Fate] = field(default_factory=dict)
    typed: Mapping[Key, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    # ── What a person decides ──

    def with_fate(self, at: int, fate: Fate) -> Pasting:
        """Return the pasting with another fate for a candidate; one that it cannot have changes nothing."""
        if not self.can(at, fate):
            return self
        return _settled(replace(self, chosen={**self.chosen, self.keys[at]: fate}))

    def can(self, at: int, fate: Fate) -> bool:
        """Tell whether a candidate can have a fate: only what is known can be merged, and claimed only with another
        time."""
        one = self.known[at]
        if fate == "merge":
            return bool(one.same or one.disputes or one.twin >= 0)
        if fate != "claim":
            return True
        row, when = self.row_of(at), self.candidates[at].when.at
        return bool(one.disputes) or (row is not None and when is not None and when != row.when.at)

    def switched(self, at: int) -> Pasting:
        """Return the pasting with a candidate left out, or with one that was left out taken in again."""
        natural = _natural(self.candidates[at], self.known[at])
        return self.with_fate(at, "out" if self.fates[at] != "out" else "in" if natural == "out" else natural)

    def turned(self, at: int, fate: Fate) -> Pasting:
        """Return the pasting with a candidate merged or claimed, or a row of its own when it is that already."""
        return self.with_fate(at, "in" if self.fates[at] == fate else fate)

    def all_switched(self) -> Pasting:
        """Return the pasting with every candidate taken, or with none when all are."""
        taken = all(fate != "out" for fate in self.fates)
        fates = (_natural(one, known) for one, known in zip(self.candidates, self.known, strict=True))
        wanted: Iterable[Fate] = ("out" if taken else "in" if fate == "out" else fate for fate in fates)
        return _settled(replace(self, chosen=dict(zip(self.keys, wanted, strict=True))))

    def retimed(self, at: int, text: str) -> Pasting:
        """Return the pasting with another time for a candidate, as typed beside the others. Raises ValueError.

        A clock time is of the document's zone, on the day nearest to where the candidate was.
        """
        typed = {**self.typed, self.keys[at]: text}
        if not text.strip():
            typed = {key: words for key, words in self.typed.items() if key != self.keys[at]}
        new = _known(replace(self, typed=typed))
        if text.strip() and new.candidates[at].when.at is None:
            raise ValueError(f"“{text}” cannot be read as a time. Try 14:32, 2:32pm or 2026-11-17 14:32.")
        return new

    def asking(self, gap: Gap) -> Pasting:
        """Return the pasting with a question put to the row before a gap, or without it when it is there."""
        return replace(self, asked=self.asked ^ {gap.from_row})

    def opening(self, gap: Gap) -> Pasting:
        """Return the pasting with a row to fill in added in a gap, or without it when it is there."""
        return replace(self, opened=self.opened ^ {gap.from_row})

    def read_as(self, reading: Reading) -> Pasting:
        """Return the pasting of another reading of the same text; lines that are the same keep what was decided."""
        return _known(replace(self, reading=reading))

    def beside(self, pm: Postmortem) -> Pasting:
        """Return the pasting into another version of the document."""
        after = self.after if any(row.id == self.after for row in pm.timeline) else None
        return _known(replace(self, pm=pm, after=after))

    # ── What it comes to ──

    def counts(self) -> Counts:
        """Return how many candidates have which fate."""
        found = Counter(self.fates)
        return Counts(found["in"], found["merge"], found["claim"], found["out"])

    def row_of(self, at: int) -> TimelineEntry | None:
        """Return the row of the document that a candidate is known by, None when there is none."""
        wanted = self.known[at].same or self.known[at].disputes
        return next((row for row in self.pm.timeline if row.id == wanted), None) if wanted else None

    def edit(self) -> Together | None:
        """Return all of it as one step of undo, None when nothing goes in."""
        edits = self._base()
        if not edits:
            return None
        gaps = self.trial().gaps.values() if self.asked or self.opened else ()
        edits += [
            Insert("timeline", gap.from_row, (TimelineEntry(id=new_id("t")),))
            for gap in gaps
            if gap.from_row in self.opened
        ]
        questions = tuple(
            Question(id=new_id("q"), place=f"timeline/{gap.from_row}", text=gap.question)
            for gap in gaps
            if gap.from_row in self.asked
        )
        if questions:
            edits.append(Insert("questions", self.pm.questions[-1].id if self.pm.questions else None, questions))
        return Together(self.label, tuple(edits))

    @property
    def label(self) -> str:
        """What the undo menu calls it: `Paste 9 rows`."""
        rows, merged_in, claims, _ = self.counts()
        if rows:
            return f"Paste {rows} row{'s' if rows > 1 else ''}"
        if merged_in:
            return f"Merge {merged_in} pasted row{'s' if merged_in > 1 else ''}"
        return f"Add {claims} claimed time{'s' if claims > 1 else ''}"

    def trial(self) -> Trial:
        """Return what the document would be. It is nobody's: not in the journal, not in undo."""
        pm = self.pm
        for edit in self._base():
            pm = edit.apply(pm)
        strip = strip_of(pm)
        holds = {home: at for at, home in enumerate(self.homes) if home}
        gaps = {holds[gap.from_row]: gap for gap in (strip.gaps if strip else ()) if gap.from_row in holds}
        return Trial(pm, tuple(holds), gaps)

    def _base(self) -> list[Edit]:
        new: dict[str, TimelineEntry] = {}
        old = {row.id: row for row in self.pm.timeline}
        changed: dict[str, TimelineEntry] = {}
        for at, (fate, home) in enumerate(zip(self.fates, self.homes, strict=True)):
            one = self.candidates[at]
            if fate == "in":
                new[home] = one.row(home)
            elif fate != "out":
                into = new if home in new else changed
                row = into.get(home) or old[home]
                into[home] = merged(row, one, one.original) if fate == "merge" else _with_claim(row, one)
        sets: list[Edit] = [
            Set(Place("timeline", row.id, name), getattr(row, name))
            for row in changed.values()
            for name in _ADDED
            if getattr(row, name) != getattr(old[row.id], name)
        ]
        return [*_inserts(self.pm, list(new.values()), self.after), *sets]


def begin(pm: Postmortem, reading: Reading, after: str | None) -> Pasting:
    """Return what a reading does to a document unless somebody says otherwise."""
    return _known(Pasting(pm, reading, after if any(row.id == after for row in pm.timeline) else None))


def _with_claim(row: TimelineEntry, one: Candidate) -> TimelineEntry:
    new = claimed(row, one)
    return new if one.original in new.raw else new.but(raw="\n".join(filter(None, (new.raw, one.original))))


def _natural(candidate: Candidate, one: Known) -> Fate:
    if not candidate.taken:
        return "out"
    return "merge" if one.same or one.twin >= 0 else "in"


def _known(pasting: Pasting) -> Pasting:
    """Compare the candidates with the document again, and settle what becomes of them."""
    read = pasting.reading.candidates
    if pasting.reading.refused:
        read = ()
    seen: Counter[tuple[int, str]] = Counter()
    keys: list[Key] = []
    for one in read:
        keys.append((one.line, one.original, seen[one.line, one.original]))
        seen[one.line, one.original] += 1
    names = dict(zip(pasting.keys, pasting.ids, strict=True))
    candidates = tuple(
        _with_time(one, pasting.typed[key], pasting.pm.zone) if key in pasting.typed else one
        for one, key in zip(read, keys, strict=True)
    )
    return _settled(
        replace(
            pasting,
            candidates=candidates,
            known=known(candidates, pasting.pm.timeline),
            keys=tuple(keys),
            ids=tuple(names.get(key) or new_id("t") for key in keys),
        )
    )


def _with_time(one: Candidate, text: str, zone: str) -> Candidate:
    when = read_time(text, zone=zone, near=one.when.at)
    return replace(one, when=when, odd="", taken=True) if when.at else replace(one, when=when)


def _settled(pasting: Pasting) -> Pasting:
    """Say for every candidate what becomes of it and which row holds it; a telling follows its earlier twin."""
    fates: list[Fate] = []
    homes: list[str] = []
    for at, (one, known_of, key) in enumerate(zip(pasting.candidates, pasting.known, pasting.keys, strict=True)):
        fate = pasting.chosen.get(key) or _natural(one, known_of)
        home = ""
        if fate == "merge":
            home = known_of.same or known_of.disputes or (homes[known_of.twin] if 0 <= known_of.twin < at else "")
        elif fate == "claim":
            home = known_of.disputes or known_of.same
        if fate in ("merge", "claim") and not home:
            fate = "in"  # what it was to join is left out, or is no longer there
        fates.append(fate)
        homes.append(pasting.ids[at] if fate == "in" else home)
    return replace(pasting, fates=tuple(fates), homes=tuple(homes))


def _inserts(pm: Postmortem, rows: Sequence[TimelineEntry], after: str | None) -> list[Insert]:
    """Put rows behind those that come before them in time, so that the file is in order; undated ones follow the row
    before them, and `after` when there is none."""
    shown = in_order(pm.timeline)
    times = list(accumulate((row.when.at or _FIRST for row in shown), max))
    groups: dict[str | None, list[tuple[datetime, TimelineEntry]]] = {}
    first = next((row.when.at for row in rows if row.when.at), None)
    anchor, last = after, _FIRST
    if first is not None and not after:
        anchor = _before(shown, times, first)
    elif first is None and after is None and shown:
        anchor = pm.timeline[-1].id
    for row in rows:
        if row.when.at is not None:
            last = row.when.at
            anchor = _before(shown, times, last)
        groups.setdefault(anchor, []).append((last, row))
    return [
        Insert("timeline", place, tuple(row for _, row in sorted(group, key=_moment)))
        for place, group in groups.items()
    ]


def _moment(timed: tuple[datetime, TimelineEntry]) -> datetime:
    return timed[0]


def _before(shown: Sequence[TimelineEntry], times: Sequence[datetime], at: datetime) -> str | None:
    line = bisect_right(times, at)
    return shown[line - 1].id if line else None
