"""An X server and a window manager of one's own, for stories and pictures of real windows."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

PATIENCE_S = 20


@contextlib.contextmanager
def window_system(size: str = "1600x1000") -> Iterator[dict[str, str]]:
    """The environment of a program on a new display; empty where there are no X servers to start."""
    if not sys.platform.startswith("linux") or not shutil.which("Xvfb"):
        yield {}
        return
    with contextlib.ExitStack() as started:
        display = started.enter_context(_x_server(size))
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        started.enter_context(_running(["openbox", "--sm-disable"], environment))
        _wait_for_window_manager(environment)
        yield environment


@contextlib.contextmanager
def _x_server(size: str) -> Iterator[str]:
    """The name of a display that nobody else uses."""
    read_end, write_end = os.pipe()
    options = ["-screen", "0", f"{size}x24", "-nolisten", "tcp", "-displayfd", str(write_end)]
    with _running(["Xvfb", *options], os.environ, keep=(write_end,)):
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()  # written when the server is ready; nothing if it ended
        if not number:
            sys.exit("The X server (Xvfb) did not start.")
        yield f":{number}"


def _wait_for_window_manager(environment: Mapping[str, str]) -> None:
    """Return when a window manager answers on the display."""
    deadline = time.monotonic() + PATIENCE_S
    question = ["xdotool", "get_num_desktops"]  # fails until a window manager has set the number
    while subprocess.run(question, env=environment, capture_output=True, check=False).returncode:
        if time.monotonic() > deadline:
            sys.exit(f"The window manager (openbox) did not answer within {PATIENCE_S} s.")
        time.sleep(0.02)


@contextlib.contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str], keep: tuple[int, ...] = ()) -> Iterator[None]:
    """A silent process that lives as long as the block; it inherits the descriptors of `keep`."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, pass_fds=keep, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
