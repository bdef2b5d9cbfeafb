"""Names for rows: a letter that says where the row lives, and eight characters from the system's chance."""

from __future__ import annotations

import secrets
from types import MappingProxyType

from postmortem_gui.core import vocabulary

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 without i, l, o and u, which people misread: eight of them are 40 bits."""

POINT = "p"
"""The letter of rows in any list that `PREFIX` does not name: those are the points of sections."""

PREFIX = MappingProxyType(
    {
        "timeline": "t",
        "whys": "w",
        "actions": "x",
        "risks": "r",
        "signoffs": "s",
        "people": "u",
        "parked": "k",
        "attachments": "a",
        "leaks": "l",
        "waivers": "v",
        "questions": "q",
        "sections": POINT,
        "facts": "d",
        "checklists": "c",
        **{term.key: "c" for term in vocabulary.CHECKLISTS},
    }
)
"""The letter of a row by the part it is in; `facts` are the rows of small tables."""


def new_id(prefix: str) -> str:
    """Return an id that no other row has, on this machine or another: `t_2f8h5q0r` for the prefix `t`."""
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(8))}"


def prefix_of(part: str) -> str:
    """Return the letter for rows of a part; the sections and lists of a template's own hold points."""
    return PREFIX.get(part, POINT)
