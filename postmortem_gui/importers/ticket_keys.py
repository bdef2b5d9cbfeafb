"""Keys of tickets in lines that people copy: out of a tracker, a chat, a terminal or a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_gui.core.links import last_step
from postmortem_gui.importers.tracker import FoundTicket, read_titles
from postmortem_gui.importers.tracker_sheet import MOST_ROWS, TrackerError, sheet_of
from postmortem_gui.importers.tracker_words import squeezed

_LONGEST = 2000
_LINK = re.compile(r"\[([^\[\]]*)\]\((https?://[^\s()]+)\)")
_URL = re.compile(r"https?://[^\s<>\"']+")
_KEY = re.compile(r"(?<![\w/-])(?:[A-Z][A-Z0-9_]*-\d+|(?:[\w.-]+/[\w.-]+)?#\d+)(?![\w-])", re.ASCII)
_NUMBER_IN_URL = re.compile(r"/(?:issues|pull|merge_requests|work_items)/(\d+)")
_KEY_IN_URL = re.compile(r"/([A-Za-z][A-Za-z0-9_]*-\d+)(?=[/?#]|$)", re.ASCII)
_STATES = frozenset({"open", "closed"})
_EDGES = " \t-–—:|•*·,;.()[]<>→=>✓✔☐☑"


def read_ticket_lines(text: str, *, name: str = "The clipboard") -> tuple[FoundTicket, ...]:
    """Read tickets from a text: a table with a key and a title, else a ticket from each line that names one.

    `PAY-12 Limit the queue`, `#45 Alert on age`, links, and what `gh issue list` prints. A line of several keys is
    that of the first. Never raises; at most MOST_ROWS lines are read.
    """
    try:
        sheet = sheet_of(text, name=name, wanted="title")
        if sheet.has("title"):
            return read_titles(sheet)
    except TrackerError:
        pass
    lines = text.splitlines()[:MOST_ROWS]
    return tuple(dict.fromkeys(found for line in lines for found in _of_line(line[:_LONGEST])))


def _of_line(line: str) -> Iterator[FoundTicket]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > 2 and re.fullmatch(r"#?\d+", cells[0], re.ASCII) and cells[1].casefold() in _STATES:
        yield FoundTicket(f"#{cells[0].removeprefix('#')}", "", squeezed(cells[2]))
        return
    line = squeezed(line)
    key = url = ""
    if link := _LINK.search(line):
        url = link[2]
        line = f"{line[: link.start()]} {link[1]} {line[link.end() :]}"
    elif address := _URL.search(line):
        url = address[0].rstrip(".,;:)!")
        line = f"{line[: address.start()]} {line[address.start() + len(url) :]}"
    if said := _KEY.search(line):
        key = said[0]
        line = f"{line[: said.start()]} {line[said.end() :]}"
    key = key or _key_of(url)
    if key or url:
        yield FoundTicket(key or last_step(url), url, squeezed(line).strip(_EDGES))


def _key_of(url: str) -> str:
    if number := _NUMBER_IN_URL.search(url):
        return f"#{number[1]}"
    keys = _KEY_IN_URL.findall(url)
    return next((key for key in keys if key.isupper()), keys[0].upper() if keys else "")
