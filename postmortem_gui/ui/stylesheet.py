"""The style sheet of a theme, for shape only: edges, corners and paddings. Colours come from the tokens."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from postmortem_gui.ui import fonts
from postmortem_gui.ui.contrast import WORDS
from postmortem_gui.ui.tokens import CONTROL, DARK, Colours, contrast

_log = logging.getLogger(__name__)

_NO_MARK = ":/nothing"
_MARKS = {
    "chevron": '<path d="m4 6 4 4 4-4"/>',
    "tick": '<path d="m3.5 8.5 3 3 6-7"/>',
    "dash": '<path d="M4 8h8"/>',
    "right": '<path d="m6 4 4 4-4 4"/>',
}


@cache
def _folder() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def _mark(name: str, colour: str) -> str:
    """Write a small mark as a file, which is the only way a style sheet takes one, and return its path.

    Where nothing can be written, on a full disk or without a temporary folder, it is the path of nothing: a window
    without arrows on its lists is better than none.
    """
    path = Path(_folder().path(), f"{name}-{colour.lstrip('#')}.svg")
    stroke = f'fill="none" stroke="{colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g {stroke}>{_MARKS[name]}</g></svg>'
    try:
        if _folder().isValid():
            path.write_text(drawing)
            return path.as_posix()
    except OSError as error:
        _log.warning("the marks of lists and boxes are not drawn: %s", error)
    return _NO_MARK


def stylesheet(colours: Colours, scale: float = 1.0) -> str:
    """Return the style sheet of the application. Writes its marks into a temporary folder when first asked."""
    values: dict[str, object] = asdict(colours)
    light = colours.surface == colours.raised
    strong = contrast(colours.text, colours.border2) < WORDS  # then lines are too dark, or too bright, to write on
    values |= {
        "touch": colours.sunken if light else colours.hover,  # what a button without an edge turns on hover
        "seg_on": colours.surface if light else (colours.selected if strong else colours.border2),
        "off": colours.sunken if strong else colours.border2,  # what cannot be pressed
        "toast": colours.surface if light else colours.text,
        "toast_action": DARK.accent_text,  # a toast is dark in both themes
        "chevron": _mark("chevron", colours.text2),
        "chevron_on": _mark("chevron", colours.on_accent),
        "right": _mark("right", colours.text2),
        "tick": _mark("tick", colours.on_accent),
        "dash": _mark("dash", colours.on_accent),
        "dash_off": _mark("dash", colours.text3),
        "inner": round(CONTROL * scale) - 2,
        "inner_focus": round(CONTROL * scale) - 4,
        "tool": round(24 * scale),
        "box": round(16 * scale),
        "box_focus": round(16 * scale) - 2,
        "px14": round(14 * scale),
        "px28": round(28 * scale),
    }
    values |= {role: fonts.pixels(role, scale) for role in ("caption", "label", "body", "h3", "h2", "h1")}
    return (_SHEET if scale == 1.0 else _roomier(_SHEET, scale)) % values


_ROOM = re.compile(r"\b(?:padding(?:-left)?|margin|spacing|right): ?[^;%]*;")
_LENGTH = re.compile(r"(\d+)px")


def _roomier(sheet: str, scale: float) -> str:
    """Return the sheet with paddings and margins at a scale. Edges and corners stay as fine as they are."""
    rules = []
    for rule in sheet.split("}"):
        thicker = 1 if "border: 2px" in rule else 0  # an edge of two pixels takes one off the padding

        def scaled(found: re.Match[str], thicker: int = thicker) -> str:
            length = int(found[1])
            return f"{round((length + thicker) * scale) - thicker if length else 0}px"

        rules.append(_ROOM.sub(lambda found: _LENGTH.sub(scaled, found[0]), rule))
    return "}".join(rules)


_SHEET = """
* { outline: 0; }
QMainWindow, QDialog, QWidget#root { background: %(bg)s; }
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(border2)s; padding: 4px 6px; }
QMenuBar { background: transparent; spacing: 0; }
QMenuBar::item { padding: 4px 8px; border-radius: 6px; color: %(text2)s; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: %(touch)s; color: %(text)s; }
QMenu { background: %(raised)s; border: 1px solid %(border2)s; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: %(accent_soft)s; color: %(accent_text)s; }
QMenu::item:disabled { color: %(text3)s; }
QMenu::separator { height: 1px; background: %(border)s; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::right-arrow { image: url(%(right)s); width: %(px14)dpx; height: %(px14)dpx; right: 6px; }
QFrame[card="true"] { background: %(surface)s; border: 1px solid %(border)s; border-radius: 10px; }
QFrame[card="raised"] { background: %(raised)s; border: 1px solid %(border2)s; border-radius: 10px; }
QFrame[card="warn"] { background: %(surface)s; border: 1px solid %(amber)s; border-radius: 10px; }
QFrame#findBar { background: %(surface)s; border: 0; border-bottom: 1px solid %(border)s; }
QFrame[panel="true"] { background: %(canvas)s; border: 1px solid %(border)s; border-radius: 10px; }
QFrame[line="true"] { background: %(border)s; border: 0; max-height: 1px; min-height: 1px; }
QFrame[line="upright"] { background: %(border2)s; border: 0; max-width: 1px; min-width: 1px; }
QFrame#header { border: 0; border-top: 1px solid %(border)s; }
QLabel { background: transparent; }
QLabel[role="h1"] { font-size: %(h1)dpx; font-weight: 600; letter-spacing: -0.4px; }
QLabel[role="h2"] { font-size: %(h2)dpx; font-weight: 600; letter-spacing: -0.2px; }
QLabel[role="h3"] { font-size: %(h3)dpx; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="label"] { font-size: %(label)dpx; font-weight: 500; color: %(text2)s; }
QLabel[role="name"] { font-size: %(caption)dpx; font-weight: 600; color: %(text2)s; }
QLabel[role="caption"] { font-size: %(caption)dpx; font-weight: 500; color: %(text3)s; }
QLabel[role="muted"] { color: %(text3)s; }
QLabel[role="second"] { color: %(text2)s; }
QLabel[tone="red"] { color: %(red_fg)s; }
QLabel[tone="orange"] { color: %(orange_fg)s; }
QLabel[tone="amber"] { color: %(amber_fg)s; }
QLabel[tone="green"] { color: %(green_fg)s; }
QLabel[tone="blue"] { color: %(blue_fg)s; }
QLabel[tone="accent"] { color: %(accent_text)s; }
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, *[field="true"] {
  background: %(field)s; border: 1px solid %(border_strong)s; border-radius: 6px; padding: 0 9px;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: %(inner)dpx; }
QPlainTextEdit, QTextEdit { padding: 6px 9px 5px 9px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QPlainTextEdit:hover, QTextEdit:hover {
  border-color: %(text3)s; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid %(focus)s; padding: 0 8px;
  min-height: %(inner_focus)dpx; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %(focus)s; padding: 5px 8px 4px 8px; }
*[field="true"] { padding: 0; }
*[field="true"][ring="true"] { border: 2px solid %(focus)s; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: %(bg)s; border-color: %(border2)s; }
QLineEdit:read-only { border-color: %(border2)s; background: %(bg)s; }
*[bare="true"], *[bare="true"]:hover, *[bare="true"]:focus, *[bare="true"]:read-only {
  background: transparent; border: 0; border-radius: 0; padding: 0; min-height: 0; }
QPlainTextEdit#markdownView { color: %(text2)s; }
QComboBox::drop-down { border: 0; width: %(px28)dpx; }
QComboBox::down-arrow { image: url(%(chevron)s); width: %(px14)dpx; height: %(px14)dpx; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: 0; padding: 0; background: transparent; min-height: 0; }
QComboBox QAbstractItemView { background: %(raised)s; border: 1px solid %(border2)s; border-radius: 6px; padding: 4px;
  selection-background-color: %(accent_soft)s; selection-color: %(accent_text)s; }
QComboBox QAbstractItemView::item { min-height: %(px28)dpx; padding: 0 6px; border-radius: 4px; }
QPushButton { background: %(surface)s; border: 1px solid %(border2)s; border-radius: 6px; padding: 0 12px;
  min-height: %(inner)dpx; font-weight: 500; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed { background: %(sunken)s; }
QPushButton:focus { border: 2px solid %(focus)s; padding: 0 11px; min-height: %(inner_focus)dpx; }
QPushButton:disabled { color: %(text3)s; border-color: %(border)s; }
QPushButton[kind="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[kind="primary"]:pressed { background: %(accent_press)s; }
QPushButton[kind="primary"]:focus { border: 2px solid %(text)s; }
QPushButton[kind="primary"]:disabled { background: %(off)s; border-color: %(border2)s; color: %(text3)s; }
QPushButton::menu-indicator { image: url(%(chevron)s); width: %(px14)dpx; height: %(px14)dpx;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
QPushButton[kind="primary"]::menu-indicator { image: url(%(chevron_on)s); }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; color: %(text2)s; }
QPushButton[kind="ghost"]:hover { background: %(touch)s; color: %(text)s; }
QPushButton[kind="ghost"]:focus { border-color: %(focus)s; }
QPushButton[kind="danger"] { color: %(red_fg)s; }
QPushButton[kind="danger"]:hover { background: %(red_bg)s; border-color: %(red)s; }
QPushButton[kind="danger"]:focus { border-color: %(focus)s; }
QFrame[toast="true"] QLabel { color: %(toast)s; }
QPushButton[kind="toast"] { background: transparent; border-color: transparent; color: %(toast_action)s;
  font-weight: 600; }
QPushButton[kind="toast"]:hover { border-color: %(toast_action)s; }
QPushButton[kind="toast"]:focus { border: 2px solid %(toast_action)s; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px 7px;
  min-height: %(tool)dpx; color: %(text2)s; font-weight: 500; }
QToolButton[small="true"] { min-height: %(box)dpx; padding: 5px 7px; }
QToolButton[small="true"]:focus { padding: 4px 6px; }
QToolButton[words="false"] { min-width: %(box)dpx; }
QToolButton:hover { background: %(touch)s; color: %(text)s; }
QToolButton:pressed { background: %(border)s; }
QToolButton:checked { background: %(accent_soft)s; color: %(accent_text)s; }
QToolButton:focus { border: 2px solid %(focus)s; padding: 2px 6px; }
QToolButton::menu-indicator { image: none; width: 0; }
QFrame[segments="true"] { background: %(sunken)s; border-radius: 7px; border: 0; }
QToolButton[seg="true"] { border-radius: 5px; padding: 0 11px; min-height: %(tool)dpx; border: 1px solid transparent; }
QToolButton[seg="true"]:checked { background: %(seg_on)s; color: %(text)s; border: 1px solid %(border2)s; }
QToolButton[seg="true"]:focus { border: 2px solid %(focus)s; padding: 0 10px; min-height: %(tool)dpx; }
QCheckBox, QRadioButton { spacing: 10px; }
QCheckBox[alone="true"] { spacing: 0; }
QCheckBox::indicator { width: %(box)dpx; height: %(box)dpx; border: 1px solid %(border_strong)s; border-radius: 4px;
  background: %(field)s; }
QCheckBox::indicator:hover { border-color: %(text3)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url(%(tick)s); }
QCheckBox::indicator:indeterminate { background: %(text3)s; border-color: %(text3)s; image: url(%(dash)s); }
QCheckBox::indicator:indeterminate:disabled { background: %(sunken)s; border-color: %(border2)s;
  image: url(%(dash_off)s); }
QCheckBox::indicator:focus { border: 2px solid %(focus)s; width: %(box_focus)dpx; height: %(box_focus)dpx; }
QCheckBox::indicator:checked:focus { border-color: %(text)s; }
QAbstractItemView { background: %(surface)s; border: 0; gridline-color: %(border)s;
  selection-background-color: %(selected)s; selection-color: %(text)s; }
QHeaderView { background: %(surface)s; border: 0; }
QHeaderView::section { background: %(surface)s; color: %(text3)s; border: 0; border-bottom: 1px solid %(border)s;
  padding: 0 8px; font-size: %(caption)dpx; font-weight: 600; }
QScrollArea, QStackedWidget { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: %(border2)s; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: %(border_strong)s; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent;
  height: 0; width: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: %(border2)s; }
QStatusBar { background: %(bg)s; }
QProgressBar { background: %(sunken)s; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }
"""
