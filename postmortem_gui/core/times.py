"""Times, zones, durations and days, read and written: the one door to the modules that know about them."""

from __future__ import annotations

from postmortem_gui.core.clock_faces import edit_form, show_date, show_time
from postmortem_gui.core.days import read_due
from postmortem_gui.core.doubts import doubt_about
from postmortem_gui.core.durations import read_duration, show_duration, show_range
from postmortem_gui.core.moments import read_time, why_unread
from postmortem_gui.core.zones import as_zone, in_zone, known_zones, read_zone, short_word, zone_exists, zone_word

__all__ = [
    "as_zone",
    "doubt_about",
    "edit_form",
    "in_zone",
    "known_zones",
    "read_due",
    "read_duration",
    "read_time",
    "read_zone",
    "short_word",
    "show_date",
    "show_duration",
    "show_range",
    "show_time",
    "why_unread",
    "zone_exists",
    "zone_word",
]
