"""What stands around the document on paper: the title block, the running header, the footer, the properties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from postmortem_gui.core.clock_faces import show_date
from postmortem_gui.core.durations import show_duration
from postmortem_gui.core.metrics import impact, moment, typed_impact
from postmortem_gui.core.postmortem import Postmortem, When
from postmortem_gui.core.strip_words import told
from postmortem_gui.core.vocabulary import STATUSES, word_for
from postmortem_gui.core.zones import in_zone
from postmortem_gui.render.pdf_words import clean

_DAY = "D MMMM YYYY"
_RUNNING, _FACT, _NAMED = 96, 64, 2
_CLASSES = {"none": "", "internal": "Internal", "confidential": "Confidential", "public": "Public"}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:[-_.@][\w.@-]*)?\Z", re.ASCII)


def kicker(pm: Postmortem, points: int | None = None) -> list[dict[str, Any]]:
    """Return the words above the title: what this is, which incident, how severe, in which state, and of a copy for
    review with so many open points that it is one."""
    severity = pm.fact("severity").strip()
    if severity and not severity.lower().startswith("sev"):
        severity = f"Sev {severity}"
    status = pm.fact("status").strip()
    state = word_for(STATUSES, status) if status else ""
    words = ("Incident postmortem", pm.fact("incident_id"), severity, state, draft(points))
    alarms = (severity, draft(points))
    return [{"text": _short(word, _FACT), "alarm": word in alarms} for word in words if word and not word.isspace()]


def facts_strip(pm: Postmortem) -> list[list[str]]:
    """Return the few facts below the title, as pairs of a label and a value; what is not known is not there."""
    started = _day(pm)
    authors = writers(pm)
    pairs = (
        ("Date", show_date(started, _DAY) if isinstance(started, date) else started),
        ("Impact", _impact(pm)),
        ("Commander", _named(people(pm, "incident_commander"))),
        ("Author" if len(authors) == 1 else "Authors", _named(authors)),
    )
    return [[label, _short(value, _FACT)] for label, value in pairs if value.strip()]


def writers(pm: Postmortem) -> list[str]:
    """Return the names of those who wrote the document, from the first fact that says so."""
    return next((names for key in ("authors", "owner", "preparers") if (names := people(pm, key))), [])


def people(pm: Postmortem, key: str) -> list[str]:
    """Return the names in a fact about people, handles without their `@`."""
    value = pm.facts.get(key)
    names = [value] if isinstance(value, str) else [name for name in value or () if isinstance(name, str)]
    cleaned = (" ".join(clean(name).split()).removeprefix("@") for name in names)
    return [name for name in cleaned if name]


def running(pm: Postmortem, title: str) -> list[str]:
    """Return the words at the top of every page but the first."""
    words = (pm.fact("incident_id"), pm.fact("title") or title)
    return [_short(word, _RUNNING) for word in words if word.strip()]


def classification(word: str) -> str:
    """Return the line that says who may read this: one of the four known words, or what somebody wrote."""
    return _short(_CLASSES.get(word.strip().lower(), word), _FACT)


def draft(points: int | None) -> str:
    """Return what says that this is no final version; nothing when it is, with `points` of None."""
    if points is None:
        return ""
    return f"DRAFT · {points} open {'point' if points == 1 else 'points'}" if points > 0 else "DRAFT"


def language(tag: str) -> tuple[str, str | None]:
    """Return the language and the region of a tag like `en-GB`; what is none is taken for English."""
    found = _LANGUAGE.match(tag)
    if not found:
        return "en", None
    return found[1].lower(), found[2].upper() if found[2] else None


def _day(pm: Postmortem) -> date | str:
    """Return the day on which it began, as far as the timeline or a fact knows; else what was typed."""
    for phase in ("impact_start", "detected", "declared"):
        row = moment(pm, phase)
        if row is not None and row.when.at is not None:
            return _local(row.when.at, pm.zone)
    for key in ("first_alert", "date"):
        value = pm.facts.get(key)
        if isinstance(value, When):
            return _local(value.at, value.zone) if value.at is not None else clean(value.typed)
        if isinstance(value, str) and value:
            return show_date(clean(value), _DAY)
    return ""


def _local(at: datetime, zone: str) -> date:
    return in_zone(at, zone).date()


def _impact(pm: Postmortem) -> str:
    typed, measured = typed_impact(pm), impact(pm)
    if typed is not None:
        return show_duration(typed)
    return told(measured) if measured else ""


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more} more"


def _short(text: str, most: int) -> str:
    words = " ".join(clean(text).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
