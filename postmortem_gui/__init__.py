"""Postmortem: a desktop editor for incident reviews."""

from __future__ import annotations

__version__ = "0.1.0"
