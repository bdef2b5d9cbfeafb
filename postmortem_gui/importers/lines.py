"""Read lines that begin with their time: notes, lists, logs of programs and of pagers, with tables among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postmortem_gui.importers.candidates import Piece
from postmortem_gui.importers.columns import shape_of, table_pieces
from postmortem_gui.importers.grids import is_rule, markdown_rows
from postmortem_gui.importers.link_words import squeezed, told
from postmortem_gui.importers.stamps import day_line, stamped
from postmortem_gui.importers.zone_words import zone_of_lines

_BULLET = re.compile(r" *[-*•] +")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_BY = re.compile(
    r"(?:.{0,80}?\b)??(?i:by|notified|to|paged|assigned) "
    r"(?P<who>(?!(?:SMS|API|Email|Push|Phone|Slack|Voice)\b)[A-Z][\w'’-]+(?:[ .][A-Z][\w'’-]+){0,2})(?=$|[ .,;:(])"
)
PAGER_WORDS = re.compile(
    r"\b(?:triggered|acknowledged|escalat(?:ed|ing)|resolved|notif(?:ied|ication)|reassigned|assigned|snoozed|paged|"
    r"auto-?closed|on-call|incident|alert)\b",
    re.IGNORECASE,
)


def read_lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Read a row from every line that has words; a bullet or a time that goes on below itself is one.

    In a Markdown table among them the columns are told by its head. A line that names a day and nothing else is the day
    of what follows.
    """
    day, waiting, at = "", list[str](), 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif end := _end_of_table(lines, at):
            for piece in _table(lines, at, end):
                yield _with(piece, day, waiting)
                waiting = []
            at = end
        elif (named := day_line(line)) and stamped(line) is None:
            day, waiting, at = named, [*waiting, line], at + 1
        else:
            size = _size(lines, at)
            yield _with(_piece(lines[at : at + size], at + 1), day, waiting)
            waiting, at = [], at + size
    if waiting:
        yield Piece("", squeezed(" ".join(waiting)), "\n".join(waiting), len(lines), odd="a day without words")


def read_pager(lines: Sequence[str]) -> Iterator[Piece]:
    """Read the log of a pager: lines with times, and who it was where a line says that."""
    for piece in read_lines(lines):
        found = _BY.match(piece.event[:200]) if piece.stamp else None
        yield piece._replace(who=found["who"]) if found and not piece.who else piece


def read_log(lines: Sequence[str]) -> Iterator[Piece]:
    """Read the log of a program: what stands below a line without a time of its own belongs to that."""
    begun: list[str] = []
    first = 1
    for at, line in enumerate(lines, start=1):
        if begun and (not line.strip() or stamped(line) is None):
            begun.append(line)
            continue
        if any(each.strip() for each in begun):
            yield _piece(begun, first)
        begun, first = [line], at
    if any(each.strip() for each in begun):
        yield _piece(begun, first)


def _with(piece: Piece, day: str, waiting: Sequence[str]) -> Piece:
    if not day:
        return piece
    return piece._replace(day=day, original="\n".join((*waiting, piece.original)))


def _piece(lines: Sequence[str], first: int) -> Piece:
    original = "\n".join(lines).strip("\n")
    found = stamped(lines[0])
    is_heading = _HEADING.match(lines[0]) is not None
    if found is None:
        event, links = told(squeezed(" ".join((_bare(lines[0]), *lines[1:]))))
        odd = "a heading" if is_heading else "says the zone" if len(event) < 60 and zone_of_lines([event]).zone else ""
        return Piece("", event, original, first, source=links, odd=odd)
    title, below = found.rest, squeezed(" ".join(_bare(line) for line in lines[1:]))
    between = " — " if is_heading and title.strip() and below else " "
    event, links = told(squeezed(f"{title}{between}{below}"))
    return Piece(
        found.stamp,
        event,
        original,
        first,
        source=links,
        odd="" if event else "a time without words",
        means=found.means if found.means != found.stamp else "",
    )


def _bare(line: str) -> str:
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet and bullet.end() < len(line) else line


_MOST_LINES_OF_ONE = 60
_FENCE = "```"
_LEAST_TO_WRAP = 40


def _size(lines: Sequence[str], at: int) -> int:
    """Return how many lines tell one thing.

    A bullet goes on set in, a sentence in small letters; a time alone, or a heading with one, has its words below it;
    code between fences is one.
    """
    found, bullet = stamped(lines[at]), _BULLET.match(lines[at])
    is_heading = _HEADING.match(lines[at]) is not None
    open_above = found is not None and (is_heading or not any(letter.isalnum() for letter in found.rest))
    fenced = lines[at].strip().startswith(_FENCE)
    size = 1
    for count, line in enumerate(lines[at + 1 : at + _MOST_LINES_OF_ONE], start=2):
        if line.strip().startswith(_FENCE):
            if not (fenced or open_above or bullet):
                break
            fenced = not fenced
        elif fenced:
            pass
        elif not line.strip():
            if not open_above:
                break
            continue
        elif not (_goes_on(line, lines[at + count - 2], bullet) if not open_above else not _begins(line)):
            break
        size = count
        if not fenced and lines[at].strip().startswith(_FENCE):
            break
    return size


def _begins(line: str) -> bool:
    return stamped(line) is not None or bool(day_line(line)) or _HEADING.match(line) is not None


def _goes_on(line: str, above: str, bullet: re.Match[str] | None) -> bool:
    if _BULLET.match(line) or _begins(line):
        return False
    text = line.lstrip(" ")
    if bullet and len(line) - len(text) >= bullet.end():
        return True
    return len(above) >= _LEAST_TO_WRAP and above.rstrip()[-1:] not in ".!?:;" and text[:1].islower()


def _end_of_table(lines: Sequence[str], at: int) -> int:
    """Return where the table ends whose head is at a line, 0 when none is there."""
    if at + 1 >= len(lines) or "|" not in lines[at] or not is_rule(lines[at + 1]):
        return 0
    return next((end for end in range(at + 2, len(lines)) if "|" not in lines[end]), len(lines))


def _table(lines: Sequence[str], at: int, end: int) -> Iterator[Piece]:
    rows = tuple(markdown_rows(lines[at:end], at + 1))
    shape = shape_of(rows, headed=True)
    if "when" not in shape.columns:
        for row in rows:
            yield _piece([row.original], row.line)
        return
    for number, piece in enumerate(table_pieces(rows[1:], shape.columns)):
        yield piece if number else piece._replace(original=f"{rows[0].original}\n{piece.original}")
