from __future__ import annotations

from dataclasses import asdict

import pytest

from postmortem_gui.ui import tokens
from postmortem_gui.ui.tokens import DARK, HUES, LIGHT, Colours, contrast

TEXT = [
    *(("text", on) for on in ("bg", "surface", "sunken", "hover", "selected", "raised", "field", "paper")),
    *(("text2", on) for on in ("bg", "surface", "sunken", "hover", "selected", "paper")),
    *(("text3", on) for on in ("bg", "surface", "sunken", "hover", "selected", "field", "paper")),
    *((ink, on) for ink, on in (("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_accent", "accent_press"))),
    *(("accent_text", on) for on in ("surface", "accent_soft", "bg", "paper")),
    *((f"{hue}_fg", on) for hue in HUES for on in (f"{hue}_bg", "surface", "selected")),
    *(("text", f"{hue}_bg") for hue in HUES),
]
SHAPES = [
    *((edge, on) for edge in ("border_strong", "focus") for on in ("surface", "bg")),
    ("focus", "accent_soft"),
    *((hue, "surface") for hue in HUES),
]
MEASURED = {  # the table of the design, light and dark
    ("text", "bg"): (16.02, 15.83),
    ("text3", "selected"): (4.82, 5.03),
    ("on_accent", "accent"): (6.47, 4.78),
    ("border_strong", "bg"): (3.11, 3.91),
    ("red_fg", "red_bg"): (6.02, 7.87),
    ("amber", "surface"): (3.44, 8.47),
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=str)
def test_words_can_be_read_in_both_themes(theme: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPES, ids=str)
def test_edges_rings_and_markers_can_be_seen_in_both_themes(theme: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("hue", HUES)
def test_letters_on_the_solid_part_of_a_severity_can_be_read(hue: str) -> None:
    assert contrast(LIGHT.on_solid, getattr(LIGHT, f"{hue}_fg")) >= 4.5
    assert contrast(DARK.on_solid, getattr(DARK, hue)) >= 4.5


@pytest.mark.parametrize(("pair", "measured"), MEASURED.items(), ids=str)
def test_contrast_is_what_the_design_measured(pair: tuple[str, str], measured: tuple[float, float]) -> None:
    for theme, expected in zip((LIGHT, DARK), measured, strict=True):
        assert contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) == pytest.approx(expected, abs=0.01)


def test_every_colour_is_written_out_in_both_themes() -> None:
    for theme in tokens.THEMES.values():
        for name, colour in asdict(theme).items():
            assert len(colour) == (9 if name == "shadow" else 7), name
            int(colour[1:], 16)


def test_nothing_is_smaller_than_twelve_pixels() -> None:
    assert min(tokens.TYPE.values()) >= 12
