"""The running program: the session, the window over it, how it looks, and what happens when something goes wrong."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QObject, QSize, QSocketNotifier, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from postmortem_gui import __version__
from postmortem_gui.editing.autosave import Autosave
from postmortem_gui.editing.messages import Message
from postmortem_gui.editing.session import Session
from postmortem_gui.resources import resource
from postmortem_gui.storage.home import Home, HomeError, private
from postmortem_gui.storage.library import Library
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui import icons
from postmortem_gui.ui.appearance import Appearance
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.prompts import Prompts

log = logging.getLogger(__name__)

SIZE, FRAME = QSize(1440, 900), QSize(20, 60)
"""How large the window is at first, and what its frame and the system's bars may take of a small screen."""
LOG_BYTES = 1_000_000
WAIT_MS = 5000
"""How long the end waits for a save or an export that is still running."""


class Application(QObject):
    """Owns what lives as long as the program. Tests build one with a home and prompts of their own."""

    def __init__(self, home: Home, prompts: Prompts | None = None) -> None:
        super().__init__()
        self.home = home
        self.settings = SettingsFile(home)
        self.appearance = Appearance(self.settings, self)
        self._homeless = ""
        try:
            icons.remember_in(private(home.cache))
        except HomeError as error:
            self._homeless = f"{error} Until then settings, recent documents and unsaved work are not kept."
        self.session = Session(home, Library(home), self)
        self.window = MainWindow(self.session, self.settings, self.appearance, prompts or Prompts())
        self.window.preferred.connect(self._take_settings)
        self.autosave = Autosave(self.session, self)
        self._take_settings()
        self._hook = sys.excepthook
        self._in_hook = False

    def start(self, files: Sequence[str], *, example: bool = False) -> None:
        """Open what was asked for, then show the window: it stands at once as it will be."""
        if not self.window.restoreGeometry(QByteArray.fromBase64(self.settings.value.geometry.encode())):
            room = QGuiApplication.primaryScreen().availableSize() - FRAME
            self.window.resize(SIZE.boundedTo(room))
        if example:
            self.session.open_example()
        elif files:
            self.window.files.open_path(Path(files[0]))
        self.window.show()
        QTimer.singleShot(0, self._after_start)

    def end(self) -> None:
        """Put everything away. A save that is running is waited for."""
        geometry = self.window.saveGeometry().toBase64().toStdString()
        if geometry != self.settings.value.geometry:
            self.settings.change(geometry=geometry)
        self.session.sync_journal()
        QThreadPool.globalInstance().waitForDone(WAIT_MS)
        icons.remember()

    def _take_settings(self) -> None:
        """Go by what the person prefers now; how it looks has been seen to already."""
        settings, library = self.settings.value, self.session.library
        self.session.prefer(settings)
        self.autosave.set_on(settings.autosave)
        if library.use(Path(settings.templates_folder) if settings.templates_folder else None):
            self.window.show_templates()

    def _after_start(self) -> None:
        gc.freeze()  # what is there now stays; to look through all of it would cost 20 ms
        gc.enable()
        for notice in (*filter(None, (self._homeless,)), *self.settings.notices, *self.session.library.notices):
            self.session.told.emit(Message("warn", notice))

    # ── When something goes wrong ──

    def catch_errors(self) -> None:
        """From now on an error that nobody expected is logged and said, the work is synced, and the program goes on."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or self._in_hook:
            self._hook(kind, error, trace)
            return
        self._in_hook = True
        try:
            self.session.sync_journal()
            log.error("unexpected", exc_info=(kind, error, trace))
            words = "Something went wrong that should not have. Your work is safe; the program goes on."
            self.session.told.emit(Message("error", f"{words} ({kind.__name__})"))
        finally:
            self._in_hook = False

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        log.error("unexpected in a thread", exc_info=args.exc_value)


class _Signals(QObject):
    """Ends the program at once when the system asks for it, without loss: the journal is on disk."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno())
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _noticed)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._read.recv(64)
        self._application.session.sync_journal()
        QApplication.exit(0)


def _noticed(_number: int, _frame: object) -> None:
    """Do nothing: the wake-up descriptor has told Qt already, and Python must only not end the process."""


def _log_to(home: Home) -> None:
    """Log into the home. Without one nothing is logged: the window says what is wrong."""
    try:
        log_file, crash_file = private(home.log) / "postmortem.log", home.log / "crash.log"
        handler = RotatingFileHandler(log_file, maxBytes=LOG_BYTES, backupCount=4, encoding="utf-8")
        faulthandler.enable(crash_file.open("w", encoding="utf-8"))
    except (HomeError, OSError):
        logging.getLogger().addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def run(folder: Path | None, arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Postmortem")
    app.setApplicationDisplayName("Postmortem")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("io.github.postmortem.Postmortem")
    app.setWindowIcon(QIcon(str(resource("icons/app.svg"))))
    home = Home.at(folder) if folder else Home.default()
    _log_to(home)
    application = Application(home)
    application.catch_errors()
    signals = _Signals(application)
    files = [argument for argument in arguments if not argument.startswith("-")]
    application.start(files, example="--example" in arguments)
    code = app.exec()
    application.end()
    signals.deleteLater()
    return code
