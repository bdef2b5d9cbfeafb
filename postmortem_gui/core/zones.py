"""Time zones: what people call them, what they mean, and which exist."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

_FAMILIES = {
    "UTC": "UTC GMT Z ZULU",
    "America/New_York": "ET EST EDT EASTERN",
    "America/Chicago": "CT CST CDT CENTRAL",
    "America/Denver": "MT MST MDT MOUNTAIN",
    "America/Los_Angeles": "PT PST PDT PACIFIC",
    "America/Anchorage": "AKST AKDT",
    "America/Halifax": "AST ADT",
    "America/St_Johns": "NST NDT",
    "America/Sao_Paulo": "BRT",
    "Pacific/Honolulu": "HST",
    "Europe/London": "BST",
    "Europe/Lisbon": "WET WEST",
    "Europe/Paris": "CET CEST MEZ MESZ",
    "Europe/Athens": "EET EEST",
    "Europe/Moscow": "MSK",
    "Europe/Istanbul": "TRT",
    "Africa/Johannesburg": "SAST",
    "Asia/Dubai": "GST",
    "Asia/Kolkata": "IST",
    "Asia/Singapore": "SGT",
    "Asia/Hong_Kong": "HKT",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Australia/Perth": "AWST",
    "Australia/Sydney": "AET AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
}
ZONE_WORDS = MappingProxyType({word: zone for zone, words in _FAMILIES.items() for word in words.split()})
"""What a word means. A word of winter typed for a day of summer means the zone, with its own rule for that day."""

_HEADINGS = {
    "UTC": "UTC",
    "Etc/UTC": "UTC",
    "America/New_York": "ET",
    "America/Chicago": "CT",
    "America/Denver": "MT",
    "America/Los_Angeles": "PT",
}
_OFFSET = re.compile(r"([+-])(\d{2}):([0-5]\d)(?::([0-5]\d))?")
_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_FARTHEST = timedelta(hours=18)
_WINTER, _SUMMER = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 7, 1, tzinfo=UTC)


@lru_cache(maxsize=512)
def _found(zone: str) -> tzinfo | None:
    if offset := _OFFSET.fullmatch(zone):
        hours, minutes, seconds = (int(number or 0) for number in offset.groups()[1:])
        away = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(-away if offset[1] == "-" else away) if away <= _FARTHEST else None
    if not _NAME.fullmatch(zone) or len(zone) > 64:
        return None
    try:
        return UTC if zone == "UTC" else ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # not there, not a zone, a folder of zones
        return None


def zone_exists(zone: str) -> bool:
    """Tell whether this is a zone of the IANA database, written exactly, or an offset like `+02:00`."""
    return _found(zone) is not None


def as_zone(zone: str) -> tzinfo:
    """Return the zone; one that does not exist is taken for UTC, so that a time can always be shown."""
    return _found(zone) or UTC


def in_zone(at: datetime, zone: str) -> datetime:
    """Return the moment as the clocks of a zone show it; at the ends of the calendar it stays as it is."""
    try:
        return at.astimezone(as_zone(zone))
    except OverflowError:
        return at


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=1)
def known_zones() -> tuple[str, ...]:
    """Return the zones to choose from: UTC, then every region and city by name. The first call reads a folder."""
    return ("UTC", *sorted(name for name in _names().values() if "/" in name and not name.startswith("Etc/")))


def read_zone(word: str) -> str | None:
    """Return the zone that a person means by `ET`, `cest`, `europe/paris` or `+02:00`, None when there is none."""
    return (
        ZONE_WORDS.get(word.upper())
        or (word if _OFFSET.fullmatch(word) and zone_exists(word) else None)
        or (_names().get(word.casefold()))
    )


def zone_word(zone: str, at: datetime | None = None) -> str:
    """Return what a heading calls the zone: `UTC`, `ET`, `CEST`, `UTC+02:00`, else its name.

    Europe's zones go by the abbreviation at the moment `at`; without one both of the year are named (`CET/CEST`).
    """
    if zone in _HEADINGS:
        return _HEADINGS[zone]
    if _OFFSET.fullmatch(zone):
        return f"UTC{zone}"
    if not zone.startswith("Europe/") or not zone_exists(zone):
        return zone
    words = dict.fromkeys(in_zone(moment, zone).tzname() or "" for moment in ([at] if at else [_WINTER, _SUMMER]))
    return "/".join(words) if all(word.isalpha() for word in words) else zone


def name_at(zone: str, at: datetime) -> str:
    """Return what the clocks of a zone are called at a moment: `EDT`, `CET`, or `+05:30` where they have no letters."""
    local = in_zone(at, zone)
    word = local.tzname() or ""
    return word if word.isalpha() and word.isascii() else local.isoformat()[19:]


def short_word(zone: str, at: datetime) -> str:
    """Return the shortest name of a zone, to stand beside a clock time: `UTC`, `ET`, `CEST`, `+05:30`."""
    return _HEADINGS.get(zone) or name_at(zone, at)


def comes_twice(zone: str, at: datetime) -> bool:
    """Tell whether the clocks of a zone show this time of day twice on that day, an hour apart."""
    local = in_zone(at, zone)
    offsets = [local.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1)]
    return offsets[0] > offsets[1]
