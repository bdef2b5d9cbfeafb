"""What a pasted text may have been copied from: a row for each source, with how to tell it and how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from postmortem_gui.importers.candidates import Piece
from postmortem_gui.importers.chat import Dialect, read_chat, share_of_chat
from postmortem_gui.importers.columns import Shape, is_pager, shape_of, table_pieces
from postmortem_gui.importers.grids import Line, is_rule, markdown_rows, separated_rows
from postmortem_gui.importers.lines import PAGER_WORDS, read_lines, read_log, read_pager
from postmortem_gui.importers.mail import read_mail, share_of_mail
from postmortem_gui.importers.nicks import NICKS
from postmortem_gui.importers.slack import SLACK
from postmortem_gui.importers.stamps import is_time, stamped
from postmortem_gui.importers.teams import TEAMS

_SAMPLE = 400
"""So many lines decide what a text is."""


@dataclass(frozen=True, slots=True)
class Text:
    """A pasted text: its lines, the rows of a table on the clipboard's web page, and what the columns are to be."""

    lines: Sequence[str]
    web_rows: tuple[Line, ...] = ()
    columns: tuple[str, ...] | None = None

    @property
    def sample(self) -> Sequence[str]:
        """Return the lines that decide what the text is."""
        return self.lines[:_SAMPLE]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that people copy from: its word ("Slack"), how much of a text it explains, and how it is read."""

    key: str
    word: str
    share: Callable[[Text], float]
    read: Callable[[Text], Iterator[Piece]]


# ── Tables ──


@dataclass(frozen=True, slots=True)
class Table:
    """A text as a table: how well it fits one (0 to 1), its rows and what its columns hold."""

    share: float
    rows: Callable[[], Iterator[Line]]
    shape: Shape


def table_of(text: Text) -> Table:
    """Return a text as the kind of table that fits it best; one of a single column where none does."""
    kinds = [*(_of_separator(text, separator) for separator in "\t,;"), _of_web(text), _of_pipes(text)]
    best = max(kinds, key=_share)
    if text.columns is None:
        return best
    return replace(best, shape=replace(best.shape, columns=text.columns))


def _share(table: Table) -> float:
    return table.share


def _of_web(text: Text) -> Table:
    rows = text.web_rows
    shape = shape_of(rows)
    words = sum(len(cell) for row in rows for cell in row.cells)
    all_words = sum(len(line.strip()) for line in text.lines)
    fits = bool(rows) and len(shape.columns) > 1 and (not all_words or words >= 0.6 * all_words)
    return Table((1.1 if "when" in shape.columns else 0.6) if fits else 0.0, partial(iter, rows), shape)


def _of_pipes(text: Text) -> Table:
    filled = [line for line in text.sample if line.strip()]
    piped = sum(1 for line in filled if "|" in line)
    begun = sum(1 for line in filled if line.lstrip().startswith("|"))
    ruled = any(is_rule(line) for line in filled[1:3])
    shape = shape_of(tuple(markdown_rows(filled)), headed=ruled)
    fits = piped and piped >= 0.95 * len(filled) and (ruled or begun > 0.9 * piped)
    weight = 1.05 if "when" in shape.columns and len(shape.columns) > 1 else 0.5
    return Table(weight if fits else 0.0, partial(markdown_rows, text.lines), shape)


def _of_separator(text: Text, separator: str) -> Table:
    rows = tuple(separated_rows(text.sample, separator))
    shape = shape_of(rows)
    widths = [len(row.cells) for row in rows]
    usual = max(set(widths), key=widths.count) if widths else 1
    even = widths.count(usual) / len(widths) if usual > 1 else 0.0
    has_times = "when" in shape.columns
    share = 0.0
    if separator == "\t":
        share = even * (1.0 if has_times else 0.5)
    elif even > 0.8 and has_times and (shape.has_heads or len(rows) >= 3):
        times = [row.cells[shape.columns.index("when")] for row in rows[:20] if len(row.cells) == usual]
        share = 1.02 if shape.has_heads or all(is_time(time) for time in times if time) else 0.0
    return Table(share, partial(separated_rows, text.lines, separator), shape)


def _read_table(text: Text) -> Iterator[Piece]:
    table = table_of(text)
    rows = table.rows()
    if not table.shape.has_heads:
        yield from table_pieces(rows, table.shape.columns)
        return
    head = next(rows, None)
    pieces = table_pieces(rows, table.shape.columns)
    for number, piece in enumerate(pieces):
        yield piece if number or head is None else piece._replace(original=f"{head.original}\n{piece.original}")


def _share_of_pager_table(text: Text) -> float:
    table = table_of(text)
    return table.share + 0.1 if table.share and is_pager(table.shape.heads) and table.shape.has_heads else 0.0


# ── Lines ──


def _stamped_share(text: Text) -> tuple[float, float, float]:
    """Return which parts of the lines begin with a time, have one that a program wrote, and speak of pagers."""
    timed = exact = paged = filled = 0
    for line in text.sample:
        if not line.strip():
            continue
        filled += 1
        found = stamped(line)
        if found is not None and found.rest.strip():
            timed += 1
            exact += found.exact
            paged += PAGER_WORDS.search(found.rest[:200]) is not None
    filled = filled or 1
    return timed / filled, exact / filled, paged / (timed or 1)


def _share_of_lines(text: Text) -> float:
    return max(0.1, 0.95 * _stamped_share(text)[0])


def _share_of_log(text: Text) -> float:
    timed, exact, _ = _stamped_share(text)
    set_in = sum(1 for line in text.sample if line[:1] in " \t" and line.strip()) / (len(text.sample) or 1)
    return min(1.0, timed + set_in) * 0.97 if exact >= 0.3 and exact >= 0.8 * timed else 0.0


def _share_of_pager(text: Text) -> float:
    timed, _, paged = _stamped_share(text)
    return max(0.99 * timed if paged >= 0.6 and len(text.sample) > 1 else 0.0, _share_of_pager_table(text))


def _read_pager(text: Text) -> Iterator[Piece]:
    return _read_table(text) if _share_of_pager_table(text) else read_pager(text.lines)


# ── The table of sources ──


def _chat(key: str, word: str, dialect: Dialect) -> Source:
    def share(text: Text) -> float:
        return share_of_chat(text.sample, dialect)

    def read(text: Text) -> Iterator[Piece]:
        return read_chat(text.lines, dialect)

    return Source(key, word, share, read)


SOURCES: tuple[Source, ...] = (
    _chat("slack", "Slack", SLACK),
    _chat("teams", "Teams", TEAMS),
    _chat("chat", "a chat", NICKS),
    Source("pager", "an incident log", _share_of_pager, _read_pager),
    Source("table", "a table", lambda text: table_of(text).share, _read_table),
    Source("log", "a log", _share_of_log, lambda text: read_log(text.lines)),
    Source("mail", "e-mail", lambda text: share_of_mail(text.sample), lambda text: read_mail(text.lines)),
    Source("lines", "lines with times", _share_of_lines, lambda text: read_lines(text.lines)),
)
"""Every source; of two that explain a text alike, the one above."""

CHATS = frozenset({"slack", "teams", "chat"})


def source_named(key: str) -> Source | None:
    """Return the source of a key, None when there is none."""
    return next((source for source in SOURCES if source.key == key), None)


def likeliest(text: Text) -> Source:
    """Return what a text was most likely copied from."""
    shares = [source.share(text) for source in SOURCES]
    return SOURCES[shares.index(max(shares))]
