"""Links and tickets as people type them in one line: `[deploy 512](https://…)`, a bare address, `#PD-771`, `n/a`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postmortem_gui.core.postmortem import Link, Ticket

_MARKDOWN = r"\[(?P<title>(?:[^\[\]\\]|\\.)*)\]\((?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
_PIECE = re.compile(rf"{_MARKDOWN}|(?P<bare>https?://[^\s,;]+)|(?P<text>[^,;\[]+|\[)")
_SAFE = re.compile(r"(?:https?://|mailto:)\S+\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
NO_TICKET = "n/a"


def is_address(url: str) -> bool:
    """Tell whether this is an address that the program may open: http, https or mailto, without white space."""
    return bool(_SAFE.match(url))


def read_links(text: str) -> tuple[Link, ...]:
    """Read links separated by commas or semicolons: Markdown links, bare addresses, or words without an address."""
    links: list[Link] = []
    for piece in _PIECE.finditer(text):
        if piece["bare"]:
            links.append(Link(title=last_step(piece["bare"]), url=piece["bare"]))
        elif piece["title"] is not None:
            links.append(Link(title=re.sub(r"\\(.)", r"\1", piece["title"]), url=piece["url"]))
        elif piece["text"].strip():
            links.append(Link(title=piece["text"].strip()))
    return tuple(links)


def write_links(links: Sequence[Link]) -> str:
    """Return the line that `read_links` reads back."""
    return ", ".join(_written(link) for link in links)


def _written(link: Link) -> str:
    if not link.url and not re.search(r"[,;\[\]]", link.title):
        return link.title
    title = re.sub(r"([\[\]\\])", r"\\\1", link.title or last_step(link.url))
    return f"[{title}]({link.url})"


def last_step(url: str) -> str:
    """Return the last step of an address, a short name for it: `https://x.example/t/PD-7?a=1` gives `PD-7`."""
    path = re.sub(r"[?#].*", "", url).rstrip("/")
    step = path.rsplit("/", 1)[-1]
    return step or url


def read_ticket(text: str) -> Ticket | None:
    """Read a ticket: a key, a key and its address, an address, a Markdown link, or `n/a` and the reason."""
    text = text.strip()
    if not text:
        return None
    if text.lower() == NO_TICKET or text.lower().startswith((f"{NO_TICKET} ", f"{NO_TICKET}:", f"{NO_TICKET},")):
        return Ticket(key=NO_TICKET, reason=text[len(NO_TICKET) :].strip(" :,–-"))
    markdown = re.fullmatch(_MARKDOWN, text)
    if markdown:
        return Ticket(key=re.sub(r"\\(.)", r"\1", markdown["title"]), url=markdown["url"])
    address = _ADDRESS.search(text)
    if address is None:
        return Ticket(key=text)
    key = (text[: address.start()] + text[address.end() :]).strip(" ,;()<>")
    return Ticket(key=key or last_step(address[0]), url=address[0])


def write_ticket(ticket: Ticket | None) -> str:
    """Return the line that `read_ticket` reads back."""
    if ticket is None:
        return ""
    if ticket.key == NO_TICKET:
        return f"{NO_TICKET} {ticket.reason}".strip()
    return f"{ticket.key} {ticket.url}".strip()
