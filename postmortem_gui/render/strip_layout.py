"""Where everything of the phase strip goes in a given width, for the window as for paper; nothing is painted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from postmortem_gui.core import strip_words
from postmortem_gui.core.days import MONTHS
from postmortem_gui.core.durations import show_duration
from postmortem_gui.core.postmortem import TimelineEntry
from postmortem_gui.core.strip import Flag, Gap, Segment, Strip
from postmortem_gui.core.time_scale import Piece, axis
from postmortem_gui.core.zones import in_zone
from postmortem_gui.render.flag_places import FlagPlace, place_flags

Measure = Callable[[str, bool], float]
"""Returns how wide a text is, strong or not, in the units of the layout."""

STAGE_HUES = {
    "lead_up": "grey",
    "undetected": "red",
    "responding": "orange",
    "recovering": "blue",
    "watching": "green",
}
PHASE_HUES = {
    "impact_start": "red",
    "detected": "orange",
    "acknowledged": "orange",
    "declared": "orange",
    "mitigated": "blue",
    "impact_end": "green",
    "monitoring": "green",
    "resolved": "green",
    "all_clear": "green",
}
KIND_HUES = {"comms": "violet", "decision": "blue", "change": "blue"}

DOT, TEXT, CLOCK, BAR, BAR_TALL, TICKS, AXIS = 10, 12, 29, 46, 26, 81, 100
"""Heights from the top: dots and names of the flags, their clocks, the bar, the ticks, the words of the axis."""

TALL, TALL_WITHOUT_AXIS = 112, 92

MARGIN, _EDGE, _AXIS_ROOM, _TICKS_APART = 20, 10, 84, 4


class Bar(NamedTuple):
    """A segment, where it is, and the longest of its labels that fits."""

    segment: Segment
    left: float
    right: float
    label: str


class Tick(NamedTuple):
    """Rows that stand in one place: the most telling one, and its hue."""

    row: TimelineEntry
    x: float
    hue: str


class GapMark(NamedTuple):
    """A gap, from where to where it is, and the chip in the middle of it with the words that fit."""

    gap: Gap
    left: float
    right: float
    words: str
    chip_left: float
    chip_right: float


class AxisWord(NamedTuple):
    """A clock or a day below the scale."""

    x: float
    words: str
    is_day: bool


@dataclass(frozen=True, slots=True)
class StripLayout:
    """The strip laid out. All lengths are in the units of the width; `scale` is how many of them a pixel is."""

    strip: Strip
    width: float
    scale: float
    left: float
    right: float
    bars: tuple[Bar, ...]
    flags: tuple[FlagPlace, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[GapMark, ...]
    days: tuple[float, ...]
    breaks: tuple[float, ...]
    axis: tuple[AxisWord, ...]

    def x_of(self, at: datetime) -> float:
        """Return where a moment is."""
        return self.left + self.strip.scale.place(at) * (self.right - self.left)


def lay_out_strip(
    strip: Strip, width: float, measure: Measure, scale: float = 1.0, margin: float = MARGIN
) -> StripLayout:
    """Lay a strip out in a width; the bar keeps the margin from both sides, words do not."""
    left, right = margin * scale, max(margin * scale + 1, width - margin * scale)

    edge = min(left, _EDGE * scale)

    def x_of(at: datetime) -> float:
        return left + strip.scale.place(at) * (right - left)

    return StripLayout(
        strip,
        width,
        scale,
        left,
        right,
        tuple(_bar(segment, x_of(segment.start), x_of(segment.end), measure, scale) for segment in strip.segments),
        place_flags([(flag, x_of(flag.at), *_words(flag, measure)) for flag in strip.flags], edge, width - edge, scale),
        tuple(_ticks(strip.rows, strip, left, right - left, scale)),
        tuple(_gap(gap, x_of(gap.start), x_of(gap.end), measure, scale) for gap in strip.gaps),
        tuple(map(x_of, strip.days)),
        tuple(left + place * (right - left) for place in strip.scale.breaks),
        tuple(_axis(strip, x_of, measure, width, scale)),
    )


def second_line(flag: Flag) -> str:
    """Return what stands below the name of a flag: its clock, and that a length was typed; or that it cannot be."""
    if flag.invalid:
        return "before the start"
    typed = "" if flag.typed is None else f"typed {show_duration(flag.typed)}"
    return " · ".join(filter(None, (flag.clock, typed)))


def flag_hue(flag: Flag) -> str:
    """Return the hue of a flag."""
    return "amber" if flag.invalid else PHASE_HUES.get(flag.phase, "grey")


def tick_hue(row: TimelineEntry) -> str:
    """Return the hue of a row: that of the furthest phase it reached, else of its kind."""
    hues = [hue for phase, hue in PHASE_HUES.items() if phase in row.phases]
    return hues[-1] if hues else "grey" if row.phases else KIND_HUES.get(row.kind, "grey")


def _words(flag: Flag, measure: Measure) -> tuple[float, float]:
    return measure(flag.label, True), measure(second_line(flag), False)


def _bar(segment: Segment, left: float, right: float, measure: Measure, scale: float) -> Bar:
    room = right - left - 6 * scale
    return Bar(segment, left, right, next((w for w in strip_words.labels(segment) if measure(w, True) < room), ""))


def _ticks(rows: Sequence[TimelineEntry], strip: Strip, left: float, wide: float, scale: float) -> Iterator[Tick]:
    """Yield a tick for every few pixels in which there are rows: thousands of dots would be one line anyway."""
    found: dict[int, tuple[TimelineEntry, float]] = {}
    apart = _TICKS_APART * scale
    pieces = iter(strip.scale.pieces)
    piece = next(pieces)
    slope = _slope(piece, wide)
    for row in rows:
        at = row.when.at
        if at is None:
            continue
        while at > piece.end and piece is not strip.scale.pieces[-1]:
            piece = next(pieces)
            slope = _slope(piece, wide)
        x = left + piece.left * wide + (at - piece.start).total_seconds() * slope
        spot = int(x / apart)
        before = found.get(spot)
        if before is None or len(row.phases) > len(before[0].phases):
            found[spot] = (row, x)
    for row, x in found.values():
        yield Tick(row, x, tick_hue(row))


def _slope(piece: Piece, wide: float) -> float:
    seconds = (piece.end - piece.start).total_seconds()
    return (piece.right - piece.left) * wide / seconds if seconds else 0.0


def _gap(gap: Gap, left: float, right: float, measure: Measure, scale: float) -> GapMark:
    room = right - left - 12 * scale
    pad = 8 * scale
    lasted = strip_words.length_of(gap.seconds)
    ways = (gap.question, f"{lasted}: nothing recorded", f"{lasted}?")
    words = next((words for words in ways if measure(words, True) + 2 * pad < room), "?")
    half = measure(words, True) / 2 + (pad if words != "?" else pad / 2)
    middle = (left + right) / 2
    return GapMark(gap, left, right, words, middle - half, middle + half)


def _axis(
    strip: Strip, x_of: Callable[[datetime], float], measure: Measure, width: float, scale: float
) -> Iterator[AxisWord]:
    """Yield the words below the scale: a new day has its name, and clocks stand where they have room beside it."""
    # Words half outside of the drawing would be cut off: its ends are taken from the start.
    taken: list[tuple[float, float]] = [(-1e9, -6 * scale), (width + 6 * scale, 1e9)]
    most = max(1, int(width / (_AXIS_ROOM * scale)))
    days = [(at, _day(at, strip.zone), True) for at in strip.days]
    clocks = [(at, words, False) for at, words in axis(strip.scale, strip.zone, most)]
    for at, words, is_day in (*days, *clocks):
        x, half = x_of(at), measure(words, is_day) / 2 + 6 * scale
        if all(x + half <= left or x - half >= right for left, right in taken):
            taken.append((x - half, x + half))
            yield AxisWord(x, words, is_day)


def _day(at: datetime, zone: str) -> str:
    local = in_zone(at, zone)
    return f"{local.day} {MONTHS[local.month - 1]}"
