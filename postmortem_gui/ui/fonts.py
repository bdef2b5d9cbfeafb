"""Fonts of the window and of the document: which families, in which sizes, loaded when they are first needed."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from PySide6.QtGui import QFont, QFontDatabase

from postmortem_gui.ui import tokens

SANS = "Source Sans Pro"
SERIF = "Source Serif Pro"
"""The families of the document: headings and tables, running text."""

Weight = QFont.Weight

_FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")

_SMALL_FAMILIES = {SANS: 1.1}
"""Source Sans draws its letters smaller than Inter, for which the type scale was made."""

_PLATFORM_FAMILIES = ("Segoe UI", ".AppleSystemUIFont", "Cantarell", "Adwaita Sans", "Noto Sans", "Open Sans", "Ubuntu")
"""System fonts that look well in an interface. What a bare machine offers instead (DejaVu, Nimbus) does not."""

_MONO_FAMILIES = ("JetBrains Mono", "Menlo", "Consolas", "Cascadia Mono", "DejaVu Sans Mono", "monospace")


@cache
def load_sans() -> None:
    """Make Source Sans known to Qt. Costs some milliseconds once; needs a QGuiApplication."""
    _load(font_source_sans_pro.font_directory, "SourceSansPro")


@cache
def load_serif() -> None:
    """Make Source Serif known to Qt. Costs some milliseconds once; needs a QGuiApplication."""
    _load(font_source_serif_pro.font_directory, "SourceSerifPro")


def _load(folder: str, stem: str) -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(Path(folder, f"{stem}-{face}.ttf")))


@cache
def ui_family() -> str:
    """Return the family of the window: Inter where it is installed, else a good one of the system, else Source Sans."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    for family in ("Inter", "Inter Variable"):
        if QFontDatabase.hasFamily(family):
            return family
    if sys.platform in ("win32", "darwin") or system in _PLATFORM_FAMILIES:
        return system
    load_sans()
    return SANS


def pixels(role: str, scale: float = 1.0, family: str = "") -> int:
    """Return the size of a role of `tokens.TYPE` in whole pixels, evened out for the family (else the window's)."""
    return round(tokens.TYPE[role] * scale * _SMALL_FAMILIES.get(family or ui_family(), 1.0))


def font(
    role: str = "body", scale: float = 1.0, weight: Weight = Weight.Normal, *, tabular: bool = False, mono: bool = False
) -> QFont:
    """Return the font of a role of `tokens.TYPE`, sized in pixels; `tabular` gives every digit the same width."""
    made = QFont()
    if mono:
        made.setFamilies(list(_MONO_FAMILIES))
        made.setFixedPitch(True)
        made.setPixelSize(pixels(role, scale, "monospace"))
    else:
        made.setFamily(ui_family())
        made.setPixelSize(pixels(role, scale))
    return _finished(made, weight, tabular)


def document_font(pixel_size: int, weight: Weight = Weight.Normal, *, serif: bool = True) -> QFont:
    """Return a font of the document: the same family on every machine."""
    load_sans()
    if serif:
        load_serif()
    made = QFont(SERIF if serif else SANS)
    made.setPixelSize(pixel_size)
    return _finished(made, weight, tabular=False)


def _finished(made: QFont, weight: Weight, tabular: bool) -> QFont:
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
