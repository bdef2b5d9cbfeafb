"""What every test can count on: no screen, no noise, nothing left behind, a home of its own."""

from __future__ import annotations

import difflib
import gc
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

GOLDEN = Path(__file__).parent / "data" / "golden"

FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")

# Nothing of Qt is imported in this file before a test asks for `qapp`: the core is tested without.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Dates, numbers and paper of the machine are not those of the next one.
os.environ.update(LC_ALL="C.UTF-8", TZ="UTC")

# The same examples on every run, so that a change is judged by itself; `--hypothesis-profile=explore` looks
# further.
settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the stories in a real window to a window system: `dev.py test` starts one for them."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        leave_out = pytest.mark.skip(reason="wants a window system: python3 packaging/dev.py test -m window")
        for item in items:
            if item.get_closest_marker("window"):
                item.add_marker(leave_out)


# ── A home that is nobody's ──────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point everything that asks for a home, settings or cache to a folder that goes away."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            environment.setenv(name, str(home))
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
            folder = home / name.lower()
            folder.mkdir(mode=0o700)
            environment.setenv(f"XDG_{name}", str(folder))
        yield


# ── Noise fails ──────────────────────────────────────────────────────────────────────────────────


class _Unexpected(logging.Handler):
    """Collects what is a warning or worse, except what `with caplog.at_level(THAT_LEVEL)` expects."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._caplog = caplog
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno != self._caplog.handler.level:
            self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _no_unexpected_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse outside `with caplog.at_level(logging.WARNING):` or so."""
    unexpected = _Unexpected(caplog)
    logging.getLogger().addHandler(unexpected)
    yield
    logging.getLogger().removeHandler(unexpected)
    if unexpected.lines:
        pytest.fail("Logged, and not expected:\n" + "\n".join(unexpected.lines), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of Qt that leaves a window open or a timer running, and clear it away for the next one."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    timers = _running_timers()
    if timers:  # perhaps of something that is only waiting to be collected
        timers.clear()
        gc.collect()
        timers = _running_timers()
    left = [f"open: {window!r}" for window in windows]
    left += [f"running: {timer!r} of {timer.parent()!r}" for timer in timers]
    for timer in timers:
        timer.stop()
    for window in windows:
        window.hide()
        window.deleteLater()
    if left:
        pytest.fail("Left behind:\n" + "\n".join(left), pytrace=False)


def _running_timers() -> list[QTimer]:
    """Every timer that Python knows and that will fire; those without a parent are in no tree of Qt's."""
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


# ── Qt ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application of pytest-qt, with the fonts of the document, so that a page is as wide everywhere."""
    import font_source_sans_pro
    import font_source_serif_pro
    from PySide6.QtGui import QFontDatabase

    for package, family in (
        (font_source_sans_pro, "SourceSansPro"),
        (font_source_serif_pro, "SourceSerifPro"),
    ):
        for face in FACES:
            path = Path(package.font_directory, f"{family}-{face}.ttf")
            assert QFontDatabase.addApplicationFont(str(path)) >= 0, path
    return qapp


# ── Golden files ─────────────────────────────────────────────────────────────────────────────────


class Golden(Protocol):
    """Compares a text with the one that people have read and found good."""

    def __call__(self, name: str, text: str) -> None: ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("sre/minimal.md", text)` compares with that file of tests/data/golden, or writes it anew."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        if not path.exists():
            pytest.fail(f"There is no golden file {name} yet; --update-golden writes it.", pytrace=False)
        good = path.read_bytes().decode()
        if text != good:
            pytest.fail(_difference(name, good, text), pytrace=False)

    return compare


def _difference(name: str, good: str, text: str) -> str:
    """A unified diff in which every line is one line, whatever ends it or hides in it."""
    lines = difflib.unified_diff(
        [_visible(line) for line in good.split("\n")],
        [_visible(line) for line in text.split("\n")],
        f"tests/data/golden/{name}",
        "this test",
        lineterm="",
    )
    return "\n".join((*lines, "", "If that is what you meant: --update-golden, and read the change in git."))


def _visible(line: str) -> str:
    """The line with what cannot be seen spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
