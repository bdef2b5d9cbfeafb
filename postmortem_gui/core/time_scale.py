"""A scale of time from 0 to 1: true to the clock around an incident, squeezed where it is far away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from postmortem_gui.core.days import MONTHS
from postmortem_gui.core.zones import in_zone

_SQUEEZED, _PAD, _LEAST, _BREAK = 0.2, 0.06, 60.0, 0.25
_DAY = 86_400
_STEPS = (
    60,
    120,
    300,
    600,
    900,
    1200,
    1800,
    3600,
    7200,
    10_800,
    21_600,
    43_200,
    *(_DAY * n for n in (1, 2, 7, 14, 30)),
)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the scale: from when to when, and from where to where."""

    start: datetime
    end: datetime
    left: float
    right: float
    squeezed: bool = False


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where a moment is between 0 and 1. The pieces follow one another; a squeezed one wants a mark for the break."""

    pieces: tuple[Piece, ...]

    @property
    def start(self) -> datetime:
        """The moment at 0."""
        return self.pieces[0].start

    @property
    def end(self) -> datetime:
        """The moment at 1."""
        return self.pieces[-1].end

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the marks of squeezed pieces stand: towards the end of the scale, where no words are."""
        ends = ((piece, piece.left if piece is self.pieces[0] else piece.right) for piece in self.pieces)
        return tuple(end + _BREAK * ((piece.left + piece.right) / 2 - end) for piece, end in ends if piece.squeezed)

    def place(self, at: datetime) -> float:
        """Return where a moment is; one outside of the scale is at its end."""
        for piece in self.pieces:
            if at <= piece.end:
                part = (at - piece.start).total_seconds() / ((piece.end - piece.start).total_seconds() or 1)
                return piece.left + (piece.right - piece.left) * min(1.0, max(0.0, part))
        return 1.0


def scale_of(first: datetime, last: datetime, start: datetime, end: datetime) -> TimeScale:
    """Return the scale from the `first` to the `last` moment, squeezed before `start` and after `end`."""
    start, end = max(first, start), min(last, max(first, start, end))
    inside = max((end - start).total_seconds(), _LEAST)
    pad = _PAD * inside
    here = (
        start if first < start else moved(start, -pad),
        moved(start, inside) if end < last else moved(start, inside + pad),
    )
    shares = [(here, (here[1] - here[0]).total_seconds(), False)]
    if first < start:
        shares.insert(0, ((moved(first, -_PAD * (start - first).total_seconds()), start), _SQUEEZED * inside, True))
    if end < last:
        until = moved(last, _PAD * (last - end).total_seconds())
        shares.append(((here[1], max(here[1], until)), _SQUEEZED * inside, True))
    whole = sum(share for _, share, _ in shares) or 1.0
    pieces, left = [], 0.0
    for at, ((begins, ends), share, squeezed) in enumerate(shares):
        right = 1.0 if at == len(shares) - 1 else left + share / whole
        pieces.append(Piece(begins, ends, left, right, squeezed))
        left = right
    return TimeScale(tuple(pieces))


def moved(at: datetime, seconds: float) -> datetime:
    """Return the moment so many seconds later, or the end of the calendar."""
    try:
        return at + timedelta(seconds=seconds)
    except OverflowError:
        return _FIRST if seconds < 0 else _LAST


def axis(scale: TimeScale, zone: str, most: int) -> tuple[tuple[datetime, str], ...]:
    """Return round moments of the local clock to write below the scale with their words, about `most` at the most.

    None of them is in a squeezed piece.
    """
    true = [piece for piece in scale.pieces if not piece.squeezed and piece.end > piece.start]
    seconds = sum((piece.end - piece.start).total_seconds() for piece in true)
    room = max(1.0, most * sum(piece.right - piece.left for piece in true))
    step = next((step for step in _STEPS if seconds / step <= room), 0)
    if not step or not true:
        return ()
    marks: list[tuple[datetime, str]] = []
    start, end = true[0].start, true[-1].end
    local = in_zone(start, zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = (local - midnight).total_seconds()
    at = moved(start, (-passed) % step)
    while at <= end and len(marks) <= 2 * most:
        shown = in_zone(at, zone)
        marks.append((at, f"{shown.day} {MONTHS[shown.month - 1]}" if step >= _DAY else f"{shown:%H:%M}"))
        later = moved(at, step)
        if later <= at:
            break
        at = later
    return tuple(marks)


def midnights(scale: TimeScale, zone: str) -> tuple[datetime, ...]:
    """Return the local midnights within the scale, of a squeezed piece only the one beside the incident."""
    found: list[datetime] = []
    for at, piece in enumerate(scale.pieces):
        inside = _midnights(piece, zone, last=piece.squeezed and at == 0)
        found += inside[:1] if piece.squeezed else inside
    return tuple(dict.fromkeys(found))


_MOST_DAYS = 31


def _midnights(piece: Piece, zone: str, *, last: bool) -> list[datetime]:
    """Return at most a month of midnights; with `last` only the last one."""
    found: list[datetime] = []
    start = moved(piece.end, -_DAY * 1.1) if last else piece.start
    day = in_zone(max(start, piece.start), zone)
    for _ in range(_MOST_DAYS):
        try:
            day = (day + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
            at = day.astimezone(UTC)
        except OverflowError:
            break
        if at >= piece.end:
            break
        found.append(at)
    return found[-1:] if last else found
