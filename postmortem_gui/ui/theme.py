"""The theme that is on: its colours, sizes and fonts, and how it is put on the application.

    apply_theme(app, Theme("dark"))        # at start and on every switch
    theme = current_theme()                # in a paintEvent, or in changeEvent(StyleChange)
    painter.setPen(theme.color("text2")); size = theme.px(16); font = theme.font("label", Weight.DemiBold)

Widgets that paint ask for the theme when they paint. Those that keep sizes or pixmaps work them out again in
`changeEvent` when `restyled(event)` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from postmortem_gui.ui import fonts, tokens
from postmortem_gui.ui.contrast import high_contrast
from postmortem_gui.ui.dressing import dress
from postmortem_gui.ui.stylesheet import stylesheet

Weight = fonts.Weight


class Hue(NamedTuple):
    """One hue of the theme: for text, for the fill behind it, and solid."""

    text: QColor
    fill: QColor
    solid: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its name, light or dark, at a scale: 1.0 everywhere but on a shared screen or when zoomed.

    `strong` is high contrast; `presenting` says that a whole room looks at the window.
    """

    name: str = "light"
    scale: float = 1.0
    strong: bool = False
    presenting: bool = False

    @property
    def colours(self) -> tokens.Colours:
        """Every colour as text, by attribute."""
        colours = tokens.THEMES[self.name]
        return high_contrast(colours) if self.strong else colours

    @property
    def dark(self) -> bool:
        """Whether this is the dark one."""
        return self.name == "dark"

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return the colour of a token of `tokens.Colours`, as see-through as told. Raises AttributeError."""
        made = QColor(getattr(self.colours, token))
        if alpha < 1.0:
            made.setAlphaF(alpha)
        return made

    def hue(self, name: str) -> Hue:
        """Return the three colours of a name in `tokens.HUES`."""
        return Hue(self.color(name + "_fg"), self.color(name + "_bg"), self.color(name))

    @property
    def ring(self) -> int:
        """How wide the ring around what has the keyboard is, in pixels."""
        return tokens.FOCUS_RING + self.strong

    def px(self, size: float) -> int:
        """Return a size of the design in whole logical pixels at this scale."""
        return round(size * self.scale)

    def font(
        self, role: str = "body", weight: Weight = Weight.Normal, *, tabular: bool = False, mono: bool = False
    ) -> QFont:
        """Return the font of a role of `tokens.TYPE` at this scale."""
        return fonts.font(role, self.scale, weight, tabular=tabular, mono=mono)


_current = Theme()


def current_theme() -> Theme:
    """Return the theme that was applied last."""
    return _current


def restyled(event: QEvent) -> bool:
    """Tell whether a change event says that another theme or scale is on."""
    return event.type() == QEvent.Type.StyleChange


def system_theme_name() -> str:
    """Return what the system likes, light or dark; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def system_wants_contrast() -> bool:
    """Tell whether the system asks for high contrast; no where it, or this Qt, cannot say (Qt before 6.10)."""
    hints = QGuiApplication.styleHints()  # held: for PySide what it returns dies with it
    found = hints.accessibility() if hasattr(hints, "accessibility") else None
    return found is not None and found.contrastPreference() == Qt.ContrastPreference.HighContrast


def follow_system_contrast(changed: Callable[[], None]) -> None:
    """Call a slot whenever the system asks for another contrast, where this Qt can tell (6.10 and newer)."""
    hints = QGuiApplication.styleHints()
    found = hints.accessibility() if hasattr(hints, "accessibility") else None
    if found is not None:
        found.contrastPreferenceChanged.connect(changed)


def prepare_theme(app: QApplication, theme: Theme) -> None:
    """Set fonts and colours for what is about to be built, without the style sheet.

    With a style sheet Qt styles what is built anew whenever it is put into something else, which takes twice as long.
    """
    global _current  # noqa: PLW0603  one application, one theme
    _current = theme
    if not app.styleSheet() and app.style().name() != "fusion":  # behind a style sheet Qt hides what it draws with
        app.setStyle(QStyleFactory.create("Fusion"))
    colours = palette(theme)
    app.setPalette(colours)
    app.setFont(theme.font())
    QToolTip.setPalette(colours)
    QToolTip.setFont(theme.font("label"))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put the theme on every window of the application, now and later: the one way for a theme, a zoom, a contrast.

    Costs 0.05 ms for each widget in sight. Pages out of sight follow when they are shown: see `dressing`.
    """
    prepare_theme(app, theme)
    dress(app, stylesheet(theme.colours, theme.scale))


_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "rowalt"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent_text"),
    (QPalette.ColorRole.LinkVisited, "violet_fg"),
    (QPalette.ColorRole.BrightText, "red_fg"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "border2"),
    (QPalette.ColorRole.Dark, "border_strong"),
    (QPalette.ColorRole.Shadow, "sunken"),
)

_DIMMED = (
    (QPalette.ColorRole.WindowText, "text3"),
    (QPalette.ColorRole.Text, "text3"),
    (QPalette.ColorRole.ButtonText, "text3"),
    (QPalette.ColorRole.HighlightedText, "text2"),
    (QPalette.ColorRole.Highlight, "border2"),
    (QPalette.ColorRole.Accent, "border2"),
)


def palette(theme: Theme) -> QPalette:
    """Return the theme as a palette: menus, links, tooltips, placeholders and what is disabled take it from here."""
    made = QPalette()
    for role, token in _ROLES:
        made.setColor(role, theme.color(token))
    for role, token in _DIMMED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color(token, 0.65 if "text" in token else 1.0))
    return made
