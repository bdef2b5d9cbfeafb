"""How much room a window has for the letters that are on."""

from __future__ import annotations

from postmortem_gui.ui.theme import current_theme

WIDE = 1000
"""Under so many pixels at scale 1.0 there is room for the editor alone."""
_LARGEST = 1.75


def is_tight(width: int) -> bool:
    """Tell whether so wide a window has room for the editor alone: it is narrow, or letters are largest."""
    theme = current_theme()
    return theme.scale >= _LARGEST or width < theme.px(WIDE)
