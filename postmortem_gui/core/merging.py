"""Rows that tell the same event: one row of them that keeps what every one of them said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from postmortem_gui.core.claims import same_time, settled, united
from postmortem_gui.core.postmortem import Claim, TimelineEntry, When
from postmortem_gui.core.vocabulary import PHASES

_EXACT = ("s", "min", "h", "day")


def merged(rows: Sequence[TimelineEntry]) -> TimelineEntry:
    """Return one row for several, with the id of the first. Raises IndexError without any.

    Texts, people, links, originals and phases are united, each once. Of times that can be the same the most exact is
    used; where they cannot, the first is used and all of them are claims, each with who told it and what shows it.
    """
    first = rows[0]
    one = first.but(
        event=joined(row.event for row in rows),
        kind=next((row.kind for row in rows if row.kind != "step"), first.kind),
        phases=_in_order(phase for row in rows for phase in row.phases),
        source=united(*(row.source for row in rows)),
        who=", ".join(_once(name.strip() for row in rows for name in row.who.split(",") if name.strip())),
        raw="\n".join(_once(row.raw for row in rows if row.raw)),
        **_unknown(rows),
    )
    claims = _claims(rows)
    if len(claims) > 1:
        return settled(one, claims, 0)
    return one.but(when=claims[0].when if claims else first.when, claims=())


def _unknown(rows: Sequence[TimelineEntry]) -> dict[str, object]:
    """The members of a newer program, of each name the first."""
    found: dict[str, object] = {}
    for row in reversed(rows):
        found |= row.__pydantic_extra__ or {}
    return found


def _claims(rows: Sequence[TimelineEntry]) -> list[Claim]:
    """Return the times that the rows tell, those that can be the same as one; the one to use is first."""
    found: list[Claim] = []
    for row in rows:
        own = Claim(when=row.when, by=row.who, source=row.source)
        told = row.claims if any(same_time(claim.when, row.when) for claim in row.claims) else (own, *row.claims)
        for claim in told:
            if claim.when.at is None and not claim.when.typed:
                continue
            same = next((at for at, other in enumerate(found) if _can_be_same(other.when, claim.when)), None)
            if same is None:
                found.append(claim)
            else:
                found[same] = _united(found[same], claim)
    used = next((at for at, claim in enumerate(found) if claim.when.at is not None), 0)
    return [*found[used : used + 1], *found[:used], *found[used + 1 :]]


def _united(one: Claim, other: Claim) -> Claim:
    finer = min(one, other, key=lambda claim: (claim.when.about, _exactness(claim.when)))
    return finer.but(
        by=", ".join(_once(name.strip() for claim in (one, other) for name in claim.by.split(",") if name.strip())),
        source=united(one.source, other.source),
    )


def _can_be_same(one: When, other: When) -> bool:
    if one.at is None or other.at is None:
        return same_time(one, other)
    coarser = max(one, other, key=_exactness).precision
    if coarser == "day":
        return one.at == other.at and one.until == other.until
    return _cut(one.at, coarser) == _cut(other.at, coarser) and _cut(one.until, coarser) == _cut(other.until, coarser)


def _cut(at: datetime | None, precision: str) -> datetime | None:
    if at is None or precision == "s":
        return at
    return at.replace(second=0) if precision != "h" else at.replace(second=0, minute=0)


def _exactness(when: When) -> int:
    return _EXACT.index(when.precision) if when.precision in _EXACT else len(_EXACT)


def joined(texts: Iterable[str]) -> str:
    """Return texts as one; what another one says already is left out."""
    kept: list[str] = []
    for text in texts:
        if not text.strip() or any(_plain(text) in _plain(other) for other in kept):
            continue
        kept = [*(other for other in kept if _plain(other) not in _plain(text)), text.strip()]
    out = ""
    for text in kept:
        out += ("" if not out else " " if out[-1] in ".!?…" else "; ") + text
    return out


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", text).casefold().split()).rstrip(".")


def _in_order(phases: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(phases))
    known = [phase for phase, _ in PHASES if phase in found]
    return (*known, *(phase for phase in found if phase not in known))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
