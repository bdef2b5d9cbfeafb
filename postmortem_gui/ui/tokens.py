"""Design tokens: every colour of both themes, spacing, radii and the type scale. Nothing else says a number twice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme as `#RRGGBB`; only `shadow` is `#AARRGGBB`. The names say what each is for."""

    bg: str  # window
    surface: str  # cards, tables
    raised: str  # menus, palette, popovers
    sunken: str  # segmented track, wells
    hover: str
    selected: str  # selected row
    rowalt: str
    border: str  # hairlines, card edges; decorative
    border2: str  # button edge, chip edge, scrollbar; decorative
    border_strong: str  # input edge, 3:1 at least
    text: str
    text2: str  # secondary
    text3: str  # captions, placeholders; 4.5:1 at least
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str
    accent_text: str  # links, active tab, icons
    focus: str  # 2 px ring
    red_fg: str
    red_bg: str
    red: str
    orange_fg: str
    orange_bg: str
    orange: str
    amber_fg: str
    amber_bg: str
    amber: str
    green_fg: str
    green_bg: str
    green: str
    blue_fg: str
    blue_bg: str
    blue: str
    violet_fg: str
    violet_bg: str
    violet: str
    grey_fg: str
    grey_bg: str
    grey: str
    field: str  # input background
    paper: str  # preview page
    canvas: str  # around the page
    shadow: str
    on_solid: str  # letters on a solid hue


LIGHT = Colours(
    bg="#F4F5F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EBEDF1",
    hover="#F1F3F6",
    selected="#EAEEFF",
    rowalt="#FAFBFC",
    border="#E2E5EA",
    border2="#CDD3DC",
    border_strong="#838C9A",
    text="#151A21",
    text2="#434D5A",
    text3="#5F6977",
    accent="#3451D1",
    accent_hover="#2A43B4",
    accent_press="#223894",
    on_accent="#FFFFFF",
    accent_soft="#EAEEFF",
    accent_text="#2F49BF",
    focus="#3451D1",
    red_fg="#AE2118",
    red_bg="#FDEBE9",
    red="#D6342B",
    orange_fg="#9A3F08",
    orange_bg="#FFF0E4",
    orange="#E4600F",
    amber_fg="#7A5200",
    amber_bg="#FFF4D3",
    amber="#B97F00",
    green_fg="#11683A",
    green_bg="#E4F6EB",
    green="#1D9453",
    blue_fg="#17588F",
    blue_bg="#E6F2FC",
    blue="#2B7FD0",
    violet_fg="#6236B0",
    violet_bg="#F1EBFD",
    violet="#7C4DD8",
    grey_fg="#4A5462",
    grey_bg="#ECEFF3",
    grey="#7F8A99",
    field="#FFFFFF",
    paper="#FFFFFF",
    canvas="#E9ECF0",
    shadow="#1A151A21",
    on_solid="#FFFFFF",
)

DARK = Colours(
    bg="#0F1217",
    surface="#171B22",
    raised="#1E242D",
    sunken="#0A0D11",
    hover="#1F2530",
    selected="#1E2A50",
    rowalt="#191E26",
    border="#272E39",
    border2="#38414E",
    border_strong="#687384",
    text="#E8ECF2",
    text2="#B5BECA",
    text3="#929CAA",
    accent="#4A67E8",
    accent_hover="#4F6AEA",
    accent_press="#3D58D0",
    on_accent="#FFFFFF",
    accent_soft="#1D2747",
    accent_text="#A3B6FF",
    focus="#8EA4FF",
    red_fg="#FF9F97",
    red_bg="#3A1B1C",
    red="#F0564B",
    orange_fg="#FFB585",
    orange_bg="#392214",
    orange="#EE7F3B",
    amber_fg="#F3CB62",
    amber_bg="#33290F",
    amber="#DFAF2B",
    green_fg="#74D99D",
    green_bg="#12301F",
    green="#35B06A",
    blue_fg="#8CC4FA",
    blue_bg="#132A40",
    blue="#4A9AEE",
    violet_fg="#C6AAFB",
    violet_bg="#2A2046",
    violet="#9B74F0",
    grey_fg="#B2BCC8",
    grey_bg="#262D36",
    grey="#8994A3",
    field="#11151B",
    paper="#171B22",
    canvas="#0A0D11",
    shadow="#66000000",
    on_solid="#16090A",
)

THEMES: dict[str, Colours] = {"light": LIGHT, "dark": DARK}

HUES = ("red", "orange", "amber", "green", "blue", "violet", "grey")
"""Each is three colours: NAME_fg for text, NAME_bg for a chip's fill, NAME for a solid or a marker."""

X1, X2, X3, X4, X5, X6, X8, X10 = 4, 8, 12, 16, 20, 24, 32, 40
"""Spacing in logical pixels at scale 1.0, on a grid of four."""

RADIUS_SMALL, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 10

CONTROL, CHIP, TAB_ROW, STATUS_ROW, CONTROL_WIDTH_LEAST = 32, 22, 40, 28, 220
"""Heights of inputs and buttons, chips, the row of tabs, the status row; and the narrowest field worth having."""

FOCUS_RING, MOTION_MS = 2, 120

LINE_LENGTH = 72
"""Characters; longer lines of prose are hard to read."""

TYPE: dict[str, int] = {
    "caption": 12,
    "label": 12,
    "body": 13,
    "doc": 14,
    "h3": 15,
    "h2": 18,
    "h1": 24,
    "display": 30,
}
"""Pixels at scale 1.0, drawn for Inter; `fonts` evens out families that look smaller. Never under 12."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, 0 to 1, as WCAG 2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
