#!/usr/bin/env python3
"""Set up, start and test Postmortem: `python3 packaging/dev.py COMMAND [ARGUMENTS]`.

run    opens the program, with an example unless told otherwise; without a display it exports the example
test   looks at form, types, imports and behaviour; with arguments, only pytest with those, and with
       `-m window` among them on an X server of its own
bench  measures how long people wait, by packaging/bench.py
shots  makes the pictures of the documentation, by packaging/shots.py
lock   writes packaging/lock.txt anew; `lock --upgrade` takes the newest versions

Needs Python 3.11 and nothing else: what is missing is installed into .venv, and on Debian and Ubuntu the
system libraries of Qt are installed too. A second run finds everything in place and installs nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from window_system import window_system

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "lock.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = SCRIPTS / f"python{EXE}"

EXAMPLE = ROOT / "resources" / "examples" / "label-printing.postmortem.json"
EXPORTS = ROOT / "exports"

DEBIAN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
DEBIAN_TEST_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "pdftotext": "poppler-utils",
}

NO_TESTS_COLLECTED = 5  # pytest's exit code


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument names; the result is the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may well have an older one
        sys.exit(f"Postmortem needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    command, *rest = arguments or [""]
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "run": run,
        "test": test,
        "bench": functools.partial(script, "bench.py"),
        "shots": functools.partial(script, "shots.py"),
        "lock": lock,
    }
    if command not in commands:
        print(__doc__)
        return 0 if command in ("-h", "--help") else 2
    # A polite end from outside unwinds like any other, so that no X server is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    return commands[command](rest)


# ── The commands ─────────────────────────────────────────────────────────────────────────────────


def run(arguments: Sequence[str]) -> int:
    """Open the program; without a display, do its main job on the file named, or on the example."""
    set_up()
    program = [str(PYTHON), "-m", "postmortem_gui"]
    names_a_file = len(arguments) == 1 and Path(arguments[0]).is_file()
    if has_display() or (arguments and not names_a_file):
        return subprocess.call([*program, *(arguments or ["--example"])])
    print("There is no display (DISPLAY, WAYLAND_DISPLAY), so this exports instead of opening.", flush=True)
    source = Path(arguments[0]) if names_a_file else EXAMPLE
    EXPORTS.mkdir(exist_ok=True)
    for form in ("pdf", "md"):
        target = EXPORTS / f"{source.name.removesuffix('.json').removesuffix('.postmortem')}.{form}"
        code = subprocess.call([*program, "export", str(source), "--to", form, "-o", str(target)])
        if code:
            return code
        print(f"Written: {target}", flush=True)
    return 0


def test(arguments: Sequence[str]) -> int:
    """Run every check and test, cheap ones first; all of them run, the first that fails decides."""
    set_up(DEBIAN_TEST_TOOLS)
    pytest = [str(PYTHON), "-m", "pytest"]
    if arguments:
        with window_system() if "window" in arguments else offscreen() as environment:
            return subprocess.call([*pytest, *arguments], cwd=ROOT, env=environment)
    ruff = str(SCRIPTS / f"ruff{EXE}")
    steps = {
        "form": [ruff, "format", "--check", "--output-format", "concise", "."],
        "habits": [ruff, "check", "--output-format", "concise", "."],
        "types": [str(PYTHON), "-m", "mypy"],
        "imports": [str(SCRIPTS / f"lint-imports{EXE}"), "--no-logo"],
        "tests": [*pytest, "-q", "-n", "2", "-m", "not window"],
    }
    with offscreen() as environment:
        codes = [step(name, command, environment) for name, command in steps.items()]
    with window_system() as environment:
        if environment:
            story = [*pytest, "-q", "-m", "window"]
            codes.append(step("stories in a real window", story, environment, NO_TESTS_COLLECTED))
        else:
            heading("stories in a real window: left out, they need an X server (Linux)")
    failed = [code for code in codes if code]
    heading(f"{len(failed)} of {len(codes)} steps failed" if failed else "all is well")
    return failed[0] if failed else 0


def script(name: str, arguments: Sequence[str]) -> int:
    """Run another script of this folder in .venv."""
    set_up()
    return subprocess.call([str(PYTHON), str(ROOT / "packaging" / name), *arguments], cwd=ROOT)


def lock(arguments: Sequence[str]) -> int:
    """Write the lock anew, for every system and every Python, from the public index alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    compile_all = "pip compile pyproject.toml --extra test --group build --universal --python-version 3.11"
    quiet = "--generate-hashes --no-header --no-config --quiet"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        scripts = Path(folder, SCRIPTS.name)
        subprocess.run([str(scripts / f"python{EXE}"), "-m", "pip", "install", "--quiet", "uv"], check=True)
        command = [str(scripts / f"uv{EXE}"), *compile_all.split(), *quiet.split()]
        new = Path(folder, "lock.txt")
        if LOCK.exists():
            shutil.copyfile(LOCK, new)  # versions stay as they are unless --upgrade is among the arguments
        code = subprocess.call(
            [*command, "--output-file", str(new), *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        if code:
            return code
        text = new.read_text(encoding="utf-8")
    if "://" in text or str(ROOT) in text:
        sys.exit("The new lock names a host or a folder of this machine, so the old one was kept.")
    head = (
        "# Every package of the program, its tests and its build, for every system, with their hashes.\n"
        "# Written by `python3 packaging/dev.py lock` (uv pip compile --universal); not edited by hand.\n"
    )
    LOCK.write_text(head + text, encoding="utf-8", newline="\n")
    print(f"Written: {LOCK.relative_to(ROOT)}")
    return 0


# ── Set-up ───────────────────────────────────────────────────────────────────────────────────────


def set_up(tools: dict[str, str] | None = None) -> None:
    """Bring the system libraries, the programs of `tools` and .venv to where they should be."""
    missing = []
    if sys.platform.startswith("linux"):
        missing += [package for library, package in DEBIAN_LIBRARIES.items() if not can_load(library)]
        missing += [package for tool, package in (tools or {}).items() if not shutil.which(tool)]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if missing:
        install_system_packages(missing)
    fill_venv()


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds `library`, wherever the distribution puts it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: Iterable[str]) -> None:
    """Install with apt; where that is impossible, say what to install."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        print(f"Missing here, under the names that Debian gives them: {names}. Trying without.")
        return
    root, sudo = os.geteuid() == 0, shutil.which("sudo")
    by_hand = f"{'sudo ' if sudo and not root else ''}apt-get install --no-install-recommends {names}"
    if not root and not sudo:
        sys.exit(f"System packages are missing. As an administrator, please run:\n  {by_hand}")
    heading(f"installing system packages: {names}")
    ask = [] if root else ["sudo", *(() if sys.stdin.isatty() else ("--non-interactive",))]
    apt = [*ask, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.call([*apt, "update"])
    install = [*apt, "install", "-y", "--no-install-recommends", *names.split()]
    if subprocess.call(install, stdout=subprocess.DEVNULL):
        sys.exit(f"System packages could not be installed (see above). By hand:\n  {by_hand}")


def fill_venv() -> None:
    """Make .venv and install what the lock says, unless its stamp says that this was done."""
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    if PYTHON.exists() and stamp == wanted_stamp():
        return
    if not PYTHON.exists() or not stamp.startswith(f"{ROOT}\n"):  # new, half made, or moved
        heading("making .venv")
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            sys.exit("Python could not make .venv (see above).")
    heading("installing the locked packages (the first time some 200 MB)")
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install"]
    steps = {
        "the locked packages": ["--require-hashes", "-r", str(LOCK)],
        "Postmortem itself": ["--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    }
    for what, options in steps.items():
        if subprocess.call([*pip, *options], cwd=ROOT):
            sys.exit(f"pip could not install {what}, for the reason above. When that is mended, run this again.")
    STAMP.write_text(wanted_stamp(), encoding="utf-8")


def wanted_stamp() -> str:
    """Where this checkout is, and a digest of all that decides what is installed."""
    parts = (VENV / "pyvenv.cfg", ROOT / "pyproject.toml", LOCK)  # the first names the Python
    digest = hashlib.sha256(b"\0".join(part.read_bytes() for part in parts if part.exists()))
    return f"{ROOT}\n{digest.hexdigest()}\n"


# ── Displays and words ───────────────────────────────────────────────────────────────────────────


def has_display() -> bool:
    """Whether a window can be opened."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def offscreen() -> Iterator[dict[str, str]]:
    """The environment of a program whose windows are only in memory."""
    yield {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def step(name: str, command: Sequence[str], environment: Mapping[str, str], also_good: int = 0) -> int:
    """Run one step under its heading and say how it went; the result is its exit code, 0 for `also_good`."""
    heading(name)
    began = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, env=environment)
    code = 0 if code == also_good else code
    print(f"{'failed' if code else 'good'}, {time.monotonic() - began:.1f} s", flush=True)
    return code


def heading(words: str) -> None:
    """Print a line that stands out."""
    print(f"\n== {words}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
