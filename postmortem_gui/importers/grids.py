"""The cells of a pasted table: a spreadsheet range, CSV, a Markdown table, or a table of a web page."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from typing_extensions import override

MOST_COLUMNS = 40
"""What stands in columns further right is joined to the last of them."""


class Line(NamedTuple):
    """One row of a table: its cells, the lines of the text that it came from, and where those begin (from 1)."""

    cells: tuple[str, ...]
    original: str
    line: int


_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_CELLS = re.compile(r"(?<!\\)\|")


def is_rule(line: str) -> bool:
    """Tell whether this is the rule below the head of a Markdown table."""
    return "-" in line and "|" in line and len(line) < 2000 and _RULE.fullmatch(line) is not None


def pipe_cells(line: str) -> tuple[str, ...]:
    """Return the cells of a line of a Markdown table."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return _bounded([cell.strip().replace("\\|", "|") for cell in _CELLS.split(inner)])


def markdown_rows(lines: Sequence[str], first: int = 1) -> Iterator[Line]:
    """Return the rows of a Markdown table, without the rule below its head."""
    for at, line in enumerate(lines, start=first):
        if line.strip() and not is_rule(line):
            yield Line(pipe_cells(line), line, at)


def separated_rows(lines: Sequence[str], separator: str) -> Iterator[Line]:
    """Return the rows of CSV or of a spreadsheet range; a cell in quotation marks may go on over several lines.

    A quotation mark that nobody closes is a letter: its line is split where it has the separator.
    """
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        size = _size_of_row(lines, at, separator)
        original = "\n".join(lines[at : at + size])
        cells = _quoted(original, separator) if '"' in original and size else None
        if cells is None:
            cells, size, original = lines[at].split(separator), 1, lines[at]
        yield Line(_bounded([" ".join(cell.split()) for cell in cells]), original, at + 1)
        at += size


_MOST_LINES_OF_A_CELL = 60


def _size_of_row(lines: Sequence[str], at: int, separator: str) -> int:
    """Return over how many lines a row goes that has a cell in quotation marks."""
    if '"' not in lines[at]:
        return 1
    open_ = False
    for size, line in enumerate(lines[at : at + _MOST_LINES_OF_A_CELL], start=1):
        if size == 1 and not re.search(rf'(?:^|{re.escape(separator)})\s*"', line):
            return 1
        open_ ^= line.count('"') % 2 == 1
        if not open_:
            return size
    return 1


def _quoted(text: str, separator: str) -> list[str] | None:
    try:
        rows = list(csv.reader([text] if "\n" not in text else text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:
        return None
    return [cell for row in rows for cell in row] if rows else None


def _bounded(cells: list[str]) -> tuple[str, ...]:
    if len(cells) <= MOST_COLUMNS:
        return tuple(cells)
    return (*cells[: MOST_COLUMNS - 1], " ".join(cells[MOST_COLUMNS - 1 :]))


# ── HTML ──


class HtmlTable(HTMLParser):
    """Collects the rows of the tables of a web page, and every address with the words that lead there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.addresses: list[tuple[str, str]] = []
        self._cell: list[str] | None = None
        self._words: list[str] | None = None
        self._address = ""
        self._hidden = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append(" ")
        elif tag in ("script", "style"):
            self._hidden += 1
        elif tag == "a":
            self._end_address()
            self._address = next((value or "" for name, value in attrs if name == "href"), "")
            self._words = []

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._end_address()

    @override
    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._cell is not None:
            self._cell.append(data)
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(" ".join("".join(self._cell).split()))
        self._cell = None

    def _end_address(self) -> None:
        if self._words is not None:
            words = " ".join("".join(self._words).split())
            if words and self._address.startswith(("https://", "http://")):
                self.addresses.append((words, self._address))
        self._words = None

    def table(self) -> tuple[Line, ...]:
        """Return the rows that have a word."""
        self._end_cell()
        return tuple(
            Line(_bounded(cells), "\t".join(cells), at)
            for at, cells in enumerate((cells for cells in self.rows if any(cells)), start=1)
        )
