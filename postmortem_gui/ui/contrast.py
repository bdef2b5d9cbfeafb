"""High contrast: either theme with every word at 7:1 at least, and an edge around everything that can be used."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache

from postmortem_gui.ui.tokens import HUES, Colours, contrast

WORDS, EDGES = 7.0, 4.5
"""The least contrast of words (WCAG 2.2, 1.4.6, level AAA), and of edges, rings and markers, which need 3:1."""
_STEPS = 64


@cache
def high_contrast(colours: Colours) -> Colours:
    """Return a theme with the hues that it has, made as strong as is needed for `WORDS` and `EDGES`."""
    light = contrast(colours.text, "#FFFFFF") > contrast(colours.text, "#000000")
    strong, weak = ("#000000", "#FFFFFF") if light else ("#FFFFFF", "#000000")
    grounds = (colours.bg, colours.surface, colours.raised, colours.sunken, colours.hover, colours.selected)
    made: dict[str, str] = {**asdict(colours), "text": strong, "text2": strong, "text3": strong}
    edge = _made_strong(colours.border_strong, strong, grounds, EDGES)
    made |= {"border": edge, "border2": edge, "border_strong": _made_strong(edge, strong, grounds, WORDS)}
    accents = (*grounds, colours.accent_soft)
    made["accent_text"] = _made_strong(colours.accent_text, strong, accents, WORDS)
    made["focus"] = _made_strong(colours.focus, strong, accents, WORDS)
    fill = _made_strong(colours.accent, strong, (weak, colours.surface), WORDS)
    made |= {"accent": fill, "accent_hover": _mixed(fill, strong, 0.2), "accent_press": _mixed(fill, strong, 0.35)}
    made |= {"on_accent": weak, "on_solid": weak}
    for hue in HUES:
        fg, bg, solid = (getattr(colours, hue + end) for end in ("_fg", "_bg", ""))
        made[f"{hue}_fg"] = _made_strong(fg, strong, (bg, *grounds, weak), WORDS)
        made[hue] = _made_strong(solid, strong, (colours.surface, bg, weak), WORDS)
    return replace(colours, **made)


def _made_strong(colour: str, towards: str, grounds: tuple[str, ...], least: float) -> str:
    """Return a colour, mixed with another as little as is needed for a contrast with every ground."""
    for step in range(_STEPS + 1):
        mixed = _mixed(colour, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= least for ground in grounds):
            return mixed
    return towards


def _mixed(a: str, b: str, share: float) -> str:
    pairs = ((int(a[at : at + 2], 16), int(b[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
