"""An action in the words of a ticket: a title in one line and a text, each no longer than a tracker takes."""

from __future__ import annotations

import re

from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.vocabulary import SOLUTION_KINDS, word_for
from postmortem_gui.render.escaping import one_line, words

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def ticket_title(row: ActionItem) -> str:
    """Return what is to be delivered, in one line and without the marks of Markdown; whole, however long."""
    return words(one_line(row.description)).strip()


def ticket_text(pm: Postmortem, row: ActionItem, *more: str) -> str:
    """Return the text of a ticket: the solution, the details, what else is to be said, and where it comes from."""
    kind = word_for(SOLUTION_KINDS, row.solution_kind) if row.solution_kind else ""
    solution = ": ".join(filter(None, (kind, row.solution.strip()))) if row.solution.strip() else ""
    texts = (*more, solution, row.details.strip(), _origin(pm, row))
    return "\n\n".join(_UNWRITABLE.sub("\ufffd", text) for text in texts if text)


def _origin(pm: Postmortem, row: ActionItem) -> str:
    """Where the ticket comes from, so that whoever reads it can ask, and finds the document again."""
    document = ", ".join(filter(None, (words(one_line(pm.fact(key))).strip() for key in ("incident_id", "title"))))
    label = f"Action {row.label}" if row.label else "An action"
    return f"{label} of the postmortem{f' {document}' if document else ''}."


def named_owner(pm: Postmortem, row: ActionItem) -> str:
    """Return the owner by name, where somebody is known by the handle that stands there."""
    owner = " ".join(row.owner.split())
    bare = owner.removeprefix("@").casefold()
    known = (each.name for each in pm.people if each.name and bare and bare == each.handle.removeprefix("@").casefold())
    return next(known, owner.removeprefix("@"))


def owner_handle(pm: Postmortem, row: ActionItem) -> str:
    """Return the handle of the owner without its @, empty where none is known."""
    owner = " ".join(row.owner.split())
    known = (each.handle for each in pm.people if owner and owner.casefold() == each.name.casefold())
    handle = next(known, owner if owner.startswith("@") else "").removeprefix("@")
    return handle if re.fullmatch(r"[A-Za-z0-9][\w-]{0,38}", handle, re.ASCII) else ""


def cut(text: str, most: int) -> str:
    """Return a text of at most so many UTF-16 units, which is how trackers count; what is cut ends with `…`."""
    data = _UNWRITABLE.sub("\ufffd", text).encode("utf-16-le")
    if len(data) <= 2 * most:
        return text
    return data[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
