"""The paper that is usual where this machine stands."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QLocale


def paper_here() -> Literal["a4", "letter"]:
    """Return letter in North America, a4 elsewhere."""
    metric = QLocale.system().measurementSystem() != QLocale.MeasurementSystem.ImperialUSSystem
    return "a4" if metric else "letter"
