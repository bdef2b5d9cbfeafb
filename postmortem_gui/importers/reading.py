"""Read what somebody pastes into the timeline, whatever it was copied from: the one door to the readers of texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

from postmortem_gui.core.postmortem import Link
from postmortem_gui.core.times import in_zone, show_date
from postmortem_gui.core.unmeant import copied
from postmortem_gui.importers import sources
from postmortem_gui.importers.candidates import Around, Piece, Reading, Wishes
from postmortem_gui.importers.dating import STEP, date_order, dated
from postmortem_gui.importers.grids import HtmlTable
from postmortem_gui.importers.refusals import refusal
from postmortem_gui.importers.sources import CHATS, Source, Text, likeliest, source_named, table_of
from postmortem_gui.importers.stamps import is_time
from postmortem_gui.importers.zone_words import Said, zone_of_head, zone_of_lines, zone_of_stamps

__all__ = ["SOURCES", "again_in_steps", "read_again", "read_in_steps", "read_paste"]

SOURCES = tuple((source.key, source.word) for source in sources.SOURCES)
"""What a text may have been copied from, as pairs of its key and its word ("looks like ...")."""

_MOST_HTML = 2_000_000
"""A larger web page beside a text is not looked at: the text says the same."""
_HTML_STEP = 50_000
_MOST_ADDRESSES = 5_000
_NEARBY = 50_000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LITERAL = CHATS | {"log"}
"""Sources in which a backslash is a backslash."""
_NOTHING_WISHED = Wishes()

Steps = Generator[int, None, Reading]
"""Yields how many lines are done, so that a window stays alive between two steps of a few milliseconds."""


def read_paste(text: str, html: str = "", *, around: Around, wishes: Wishes = _NOTHING_WISHED) -> Reading:
    """Read a pasted text at once. Never raises; what is not understood is a candidate that is marked odd.

    `html` is what the clipboard has beside the text: its tables and addresses are used. What is too large or no text is
    refused with a sentence.
    """
    return _finished(read_in_steps(text, html, around=around, wishes=wishes))


def read_again(reading: Reading, wishes: Wishes) -> Reading:
    """Read the same text with other wishes; they replace all those before. Zone, day and order of dates cost little."""
    return _finished(again_in_steps(reading, wishes))


def _finished(steps: Steps) -> Reading:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            reading: Reading = done.value
            return reading


def again_in_steps(reading: Reading, wishes: Wishes) -> Steps:
    """Read as `read_again` does, in steps."""
    around = reading.around or Around("UTC", datetime.now(UTC))
    same = (wishes.source, wishes.columns) == (reading.wishes.source, reading.wishes.columns)
    if reading.refused or not same:
        return read_in_steps(reading.text, reading.html, around=around, wishes=wishes)
    return _dated(replace(reading, wishes=wishes))


def read_in_steps(text: str, html: str = "", *, around: Around, wishes: Wishes = _NOTHING_WISHED) -> Steps:
    """Read as `read_paste` does, in steps."""
    empty = Reading("", wishes.zone or around.zone, text=text, html=html, around=around, wishes=wishes)
    if problem := refusal(text) if text.strip() else "There is no text to paste.":
        return replace(empty, sentence=problem, refused=True)
    lines = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    yield 0
    page = HtmlTable()
    if len(html) <= _MOST_HTML:
        for at in range(0, len(html), _HTML_STEP):
            page.feed(html[at : at + _HTML_STEP])
            yield 0
        page.close()
    pasted = Text(lines, page.table(), wishes.columns)
    yield 0
    source = source_named(wishes.source or "") or likeliest(pasted)
    yield 0
    pieces: list[Piece] = []
    done, literal = 0, source.key in _LITERAL
    for piece in source.read(pasted):
        pieces.append(piece._replace(event=copied(piece.event, literal=literal)))
        if piece.line - done >= STEP:
            done = piece.line
            yield done
    pieces = _linked(pieces, page.addresses, source)
    columns, heads = _columns(source, pasted)
    reading = replace(empty, source=source.key, columns=columns, heads=heads, pieces=tuple(pieces))
    return (yield from _dated(reading, lines))


def _columns(source: Source, text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = table_of(text) if source.key in ("table", "pager") else None
    if table is None or (source.key == "pager" and not table.share):
        return (), ()
    shape = table.shape
    return shape.columns, shape.heads if shape.has_heads else tuple("" for _ in shape.columns)


# ── Links ──


def _linked(pieces: list[Piece], addresses: Sequence[tuple[str, str]], source: Source) -> list[Piece]:
    """Give the pieces the addresses that their words lead to on the web page of the clipboard, in its order."""
    if not addresses or not pieces:
        return pieces
    text = "\n".join(piece.original for piece in pieces)
    starts = [0, *accumulate(len(piece.original) + 1 for piece in pieces)]
    found: dict[int, list[Link]] = {}
    at = 0
    for words, url in addresses[:_MOST_ADDRESSES]:
        place = text.find(words, at, at + _NEARBY)
        if place < 0:
            continue
        at = place + len(words)
        number = bisect_right(starts, place) - 1
        if words == pieces[number].who:
            continue
        title = f"{source.word} {words}" if is_time(words) else words
        found.setdefault(number, []).append(Link(title=title, url=url))
    for number, links in found.items():
        known = {link.url: link for link in pieces[number].source}
        named = {link.url: link for link in links if link.url not in known}
        pieces[number] = pieces[number]._replace(source=(*pieces[number].source, *named.values()))
    return pieces


# ── Zone and day ──


def _dated(reading: Reading, lines: Sequence[str] = ()) -> Steps:
    around, wishes = reading.around or Around("UTC", datetime.now(UTC)), reading.wishes
    stamps = [piece.means or piece.stamp for piece in reading.pieces if piece.stamp]
    said = _zone_said(reading, stamps, lines or reading.text.split("\n"))
    own = around.own_zone if reading.source in CHATS else ""
    zone = wishes.zone or said.zone or own or around.zone
    days = [piece.day for piece in reading.pieces if piece.day]
    day_first, unsure = date_order([*stamps, *days], around, zone)
    if wishes.day_first is not None:
        day_first, unsure = wishes.day_first, ""
    done = yield from dated(reading.pieces, zone=zone, around=around, day=wishes.day, day_first=day_first)
    result = replace(
        reading,
        zone=zone,
        zone_said="" if wishes.zone else said.words,
        day=done.day,
        day_said=done.day_said,
        day_first=day_first,
        ambiguous=unsure,
        candidates=tuple(done.candidates),
    )
    first = next((one for one in done.candidates if one.when.at), None)
    if done.day is None and first is not None and first.when.at is not None:
        result = replace(result, day=in_zone(first.when.at, zone).date(), day_said=first.stamp)
    return replace(result, sentence=_sentence(result))


def _zone_said(reading: Reading, stamps: Sequence[str], lines: Sequence[str]) -> Said:
    for head, role in zip(reading.heads, reading.columns, strict=False):
        if role in ("when", "day") and (said := zone_of_head(head)).zone:
            return said
    if (said := zone_of_lines(lines[:40])).zone:
        return said
    return zone_of_stamps(stamps)


def _sentence(reading: Reading) -> str:
    """Say what a person should look at before the rows go in."""
    if reading.ambiguous:
        first = next((one for one in reading.candidates if reading.ambiguous in one.stamp and one.when.at), None)
        meant = f" as {show_date(first.when.at.date(), 'D MMMM YYYY')}" if first and first.when.at else ""
        return f"{reading.ambiguous} is read{meant}: {'the day' if reading.day_first else 'the month'} comes first."
    if not any(one.when.at for one in reading.candidates):
        return "No line has a time that can be read. The rows go in without one, to be dated later."
    return ""
