"""Read messages of e-mail: who wrote, when, and what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postmortem_gui.importers.candidates import Piece
from postmortem_gui.importers.link_words import squeezed, told
from postmortem_gui.importers.stamps import TIME

_WROTE = re.compile(
    rf"[>\s]*On (?P<time>.{{0,20}}?{TIME}),? (?P<who>[^<>:]{{1,60}}?)(?: ?<[^<>]{{1,80}}>)? wrote:\s*", re.IGNORECASE
)
_HEADER = re.compile(
    r"[>\s*]*(?P<name>from|sent|date|to|cc|bcc|subject|reply-to)\s*:[*\s]*(?P<value>.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"\s*[<(\[][^<>()\[\]]*@[^<>()\[\]]*[>)\]]")
_SIGNS = "> \t"


def read_mail(lines: Sequence[str]) -> Iterator[Piece]:
    """Read a piece from every message: its subject and its words."""
    begins = [at for at in range(len(lines)) if _begins(lines, at)]
    if not begins or begins[0] > 0:
        begins = [0, *begins]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        if any(line.strip() for line in lines[begin:end]):
            yield _message(lines[begin:end], begin + 1)


def share_of_mail(lines: Sequence[str]) -> float:
    """Return 1 where a text is one of e-mail, else 0."""
    begins = sum(1 for at in range(len(lines)) if _begins(lines, at))
    filled = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return 1.0 if begins and any(_begins(lines, at) for at in range(filled, min(filled + 3, len(lines)))) else 0.0


def _begins(lines: Sequence[str], at: int) -> bool:
    line = lines[at][:240]
    if _WROTE.fullmatch(line):
        return True
    found = _HEADER.match(line)
    if found is None or found["name"].lower() != "from":
        return False
    names = {match["name"].lower() for each in lines[at + 1 : at + 6] if (match := _HEADER.match(each[:240]))}
    return bool(names & {"sent", "date"})


def _message(lines: Sequence[str], line: int) -> Piece:
    head: dict[str, str] = {}
    at = 0
    if wrote := _WROTE.fullmatch(lines[0][:240]):
        head = {"date": wrote["time"], "from": wrote["who"]}
        at = 1
    else:
        while at < len(lines) and (found := _HEADER.match(lines[at])) and _begins(lines, 0):
            head[found["name"].lower()] = found["value"].strip()
            at += 1
    words = squeezed(" ".join(each.strip(_SIGNS) for each in lines[at:]))
    event, links = told(" — ".join(filter(None, (head.get("subject", ""), words))))
    rest = " ".join(f"{name}: {value}" for name, value in head.items() if name in ("to", "cc", "bcc", "reply-to"))
    return Piece(
        head.get("sent") or head.get("date", ""),
        event,
        "\n".join(lines).strip("\n"),
        line,
        _ADDRESS.sub("", head.get("from", "")).strip(" \"'"),
        links,
        dropped=rest,
        odd="" if head else "no time, nobody",
    )
