"""Read what somebody pastes into the timeline, whatever it was copied from: the one door to the readers of texts."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from postmortem_gui.core.links import read_links
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.times import in_zone, read_time
from postmortem_gui.importers.candidates import Around, Candidate, Piece, Reading, Wishes
from postmortem_gui.importers.pasted import read_lines

SOURCES: tuple[tuple[str, str], ...] = (
    ("slack", "Slack"),
    ("teams", "Teams"),
    ("chat", "a chat"),
    ("pager", "an incident log"),
    ("table", "a table"),
    ("log", "a log"),
    ("lines", "lines with times"),
)
"""What a text may have been copied from, as pairs of its key and its word ("looks like ...")."""

MOST_LINES = 20_000
"""A text of more lines is refused."""

_STEP = 200
"""So many lines are read between two steps."""

_NOTHING_WISHED = Wishes()


def read_paste(text: str, html: str = "", *, around: Around, wishes: Wishes = _NOTHING_WISHED) -> Reading:
    """Read a pasted text at once. Never raises; what is not understood is a candidate that is marked odd.

    `html` is what the clipboard has beside the text, used for its tables and links.
    """
    steps = read_in_steps(text, html, around=around, wishes=wishes)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def read_in_steps(
    text: str, html: str = "", *, around: Around, wishes: Wishes = _NOTHING_WISHED
) -> Generator[int, None, Reading]:
    """Read a pasted text a few milliseconds at a time: yields how many lines are done, returns the reading."""
    pieces = []
    for count, row in enumerate(read_lines(text), start=1):
        pieces.append(
            Piece(row.time, row.event, f"{row.time} {row.event}".strip(), count, source=read_links(row.source))
        )
        if count % _STEP == 0:
            yield count
    return _dated(pieces, Reading("lines", wishes.zone or around.zone, text=text, html=html, around=around), wishes)


def read_again(reading: Reading, wishes: Wishes) -> Reading:
    """Read the same text with other wishes, all of them at once; only zone, day and their order cost little."""
    around = reading.around or Around("UTC", datetime.now(UTC))
    return read_paste(reading.text, reading.html, around=around, wishes=wishes)


def _dated(pieces: Iterable[Piece], reading: Reading, wishes: Wishes) -> Reading:
    around = reading.around or Around("UTC", datetime.now(UTC))
    candidates = []
    near = around.near
    for piece in pieces:
        when = read_time(piece.stamp, zone=reading.zone, near=near, now=around.now) if piece.stamp else When()
        near = when.at or near
        odd = piece.odd or ("" if when.at else "time not understood" if piece.stamp else "no time")
        candidates.append(
            Candidate(piece.event, piece.original, piece.stamp, when, piece.who, piece.source, odd=odd, line=piece.line)
        )
    first = next((one.when.at for one in candidates if one.when.at), None)
    return replace(
        reading,
        candidates=tuple(candidates),
        pieces=tuple(pieces),
        day=wishes.day or (in_zone(first, reading.zone).date() if first else None),
    )
