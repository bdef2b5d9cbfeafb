"""The address of the page on which a tracker makes a new ticket, filled in from an action."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.render.ticket_words import cut, owner_handle, ticket_text, ticket_title

LONGEST = 6000
"""Characters of an address: servers answer longer ones with an error, from about 8,000 on."""
_TITLE_MOST = 255
_PLACES = ("title", "description", "owner", "due", "priority", "incident_id")
_PLACE = re.compile(r"\{([^{}]*)\}")

_JIRA = "https://SITE.atlassian.net/secure/CreateIssueDetails!init.jspa?pid=10000&issuetype=10001"
_GITHUB = "https://github.com/OWNER/REPOSITORY/issues/new"
_LINEAR = "https://linear.app/WORKSPACE/team/TEAM/new"

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Jira", f"{_JIRA}&summary={{title}}&description={{description}}&duedate={{due}}"),
    ("GitHub", f"{_GITHUB}?title={{title}}&body={{description}}&assignees={{owner}}&labels=postmortem"),
    ("Linear", f"{_LINEAR}?title={{title}}&description={{description}}&dueDate={{due}}"),
)
"""Patterns to begin with, by the tracker that they are for; what is in capitals is another word everywhere."""


class TicketAddress(NamedTuple):
    """An address to open, and whether the description, or even the title, had to be cut for it."""

    url: str
    is_cut: bool


def pattern_problem(pattern: str) -> str:
    """Return what is wrong with a pattern of an address as a sentence, an empty text for nothing."""
    bare = _PLACE.sub("x", pattern)
    try:
        parts, host = urlsplit(bare), urlsplit(pattern).netloc
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", pattern)
    except ValueError:
        whole, host = False, ""
    if not whole:
        return "This is no address of a web page: it begins with https:// and has no spaces."
    if "{" in host or "@" in host:
        return "The address of the site itself cannot be filled in: only what comes after its name."
    unknown = next((name for name in _PLACE.findall(pattern) if name not in _PLACES), None)
    if unknown is not None:
        known = ", ".join(f"{{{name}}}" for name in _PLACES)
        return f"“{{{unknown[:30]}}}” is not filled in. There are {known}."
    if "{title}" not in pattern:
        return "The address has no {title}, so the page would be empty."
    if len(pattern) > LONGEST // 4:
        return f"The address is too long: at most {LONGEST // 4:,} characters."
    return ""


def ticket_address(pm: Postmortem, row: ActionItem, pattern: str) -> TicketAddress:
    """Return the address for an action, at most LONGEST characters. Raises ValueError with `pattern_problem`.

    Everything filled in is percent-encoded. Where it is too long, the description is cut first.
    """
    problem = pattern_problem(pattern)
    if problem:
        raise ValueError(problem)
    whole, text = ticket_title(row), ticket_text(pm, row)
    title = cut(whole, _TITLE_MOST)
    texts = {
        "owner": cut(owner_handle(pm, row) or row.owner.strip().removeprefix("@"), 100),
        "due": cut(row.due.strip(), 30),
        "priority": cut(row.priority.strip(), 30),
        "incident_id": cut(pm.fact("incident_id").strip(), 60),
    }

    def written(title: str, text: str) -> str:
        filled = {**texts, "title": title, "description": text}
        return _PLACE.sub(lambda found: quote(filled[found[1]].encode("utf-8", "replace"), safe=""), pattern)

    url = written(title, text)
    if len(url) > LONGEST:
        text = _longest(text, lambda text: len(written(title, text)) <= LONGEST)
        title = _longest(title, lambda title: len(written(title, text)) <= LONGEST)
        url = written(title, text)
    return TicketAddress(url, text != ticket_text(pm, row) or title != whole)


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """Return as much of a text as fits, with `…` at its end; nothing where not even a letter does."""
    least, most = 0, len(text)
    if fits(text):
        return text
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(f"{text[:middle].rstrip()}…") else (least, middle - 1)
    return f"{text[:least].rstrip()}…" if least else ""
