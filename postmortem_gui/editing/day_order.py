"""Whether the day or the month comes first where somebody types 03/04/2026."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from postmortem_gui.core.postmortem import Postmortem

_NUMBERS = re.compile(r"(?<![MD])(DD?|MM?)(?![MD])\W+(DD?|MM?)(?![MD])")
"""The day and the month as numbers, side by side: in `DD-MM-YYYY`, not in `D MMM YYYY`."""


def day_first(pm: Postmortem) -> bool:
    """Tell whether 03/04/2026 is the third of April here.

    The way the document writes its days decides; one that begins with the year or names the month leaves it to the
    language of this machine.
    """
    said = _of(pm.template.date)
    if said is None:
        said = _of(re.sub(r"'[^']*'", "", QLocale().dateFormat(QLocale.FormatType.ShortFormat)).upper())
    return said is not False


def _of(pattern: str) -> bool | None:
    found = _NUMBERS.search(pattern)
    return None if found is None or pattern.startswith("Y") else found[1].startswith("D")
