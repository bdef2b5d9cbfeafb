"""Tooltips that hold what people wrote."""

from __future__ import annotations

from PySide6.QtGui import Qt

MOST = 1000
"""A tip of more characters would cover the window."""


def tip(text: str) -> str:
    """Return a tooltip that shows a text as it was written: Qt would take some for HTML, and show its pictures."""
    shown = text if len(text) <= MOST else f"{text[:MOST]}…"
    return Qt.convertFromPlainText(shown) if Qt.mightBeRichText(shown) else shown
