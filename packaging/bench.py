"""How long people wait, beside the bare engines, in one table: `python3 packaging/dev.py bench [--quick]`.

Everything is measured in one run on this machine, in processes of its own, turn by turn with the bare engine; the table
shows medians. Ratios survive a slow or busy machine, milliseconds do not. Nothing passes or fails here.

A bare window has as many widgets of each kind as the program shows at that moment, in the same boxes, with the same
words, fonts and style sheet, but only Qt's own ones and nothing behind them: see bench_tree.py.

`--quick` leaves out the 5,000 rows. Windows are drawn in memory; QT_QPA_PLATFORM=xcb and a display draw real ones.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro

from postmortem_gui.core.postmortem import Link, Postmortem
from postmortem_gui.render.exporters import ExportOptions
from postmortem_gui.render.pdf import pdf_job
from postmortem_gui.resources import resource
from postmortem_gui.storage.loading import load
from postmortem_gui.storage.writing import document_bytes

HERE = Path(__file__).parent
TURNS = 7
MIB = 1024 * 1024
EXAMPLE = "examples/label-printing.postmortem.json"
_BARE_TYPST = """
import sys, pathlib, typst
root, fonts, out = map(pathlib.Path, sys.argv[1:])
own = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
out.write_bytes(typst.compile(str(root / "postmortem.typ"), root=str(root), font_paths=own, pdf_standards="ua-1"))
"""


@dataclass
class Line:
    """A line of the table: what was measured here and in the bare engine, and whether that is what was asked for."""

    what: str
    here: float
    bare: float | None
    asked: str
    reached: bool | None
    unit: str = "ms"

    def cells(self) -> tuple[str, ...]:
        """Return the texts of the line."""
        ratio = f"{self.here / self.bare:.{2 if self.here < 100 * self.bare else 0}f}" if self.bare else "–"
        bare = f"{self.bare:,.1f} {self.unit}" if self.bare is not None else "–"
        said = {True: "yes", False: "no", None: "–"}[self.reached]
        return self.what, f"{self.here:,.1f} {self.unit}", bare, ratio, self.asked, said


HEADS = ("what, median", "here", "bare engine", "ratio", "asked", "reached")


def main() -> None:
    """Measure, a line at a time, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out the 5,000 rows")
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled; the first turn sees to it here
    with tempfile.TemporaryDirectory(prefix="postmortem-bench-") as name:
        folder = Path(name)
        steps: list[tuple[str, Callable[[], list[Line]]]] = [("starting", lambda: start_lines(folder))]
        typed = (50, 500) if told.quick else (50, 500, 5000)
        steps += [(f"typing into {rows:,} rows", functools.partial(typing_lines, folder, rows)) for rows in typed]
        steps.append(("scrolling", lambda: scrolling_lines(folder, typed[-1])))
        steps += [(f"themes, {rows} rows", functools.partial(theme_lines, folder, rows)) for rows in (14, 500)]
        steps += [(f"a PDF of {rows} rows", functools.partial(pdf_lines, folder, rows)) for rows in (40, 500)]
        steps.append(("opening and saving", lambda: file_lines(folder, 500 if told.quick else 5000)))
        steps.append(("the rules", lambda: checks_lines(folder)))
        steps.append(("closure of a folder", lambda: stats_lines(folder, 100 if told.quick else 1000)))
        steps.append(("memory", lambda: memory_lines(folder)))
        lines = []
        for words, step in steps:
            print(f"{words}…", file=sys.stderr, flush=True)
            lines += step()
    print(f"\n{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(table([HEADS, *(line.cells() for line in lines)]))


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as a Markdown table whose columns are in line."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    head, *body = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["-" * width for width in widths], *body))


# ── What is measured ─────────────────────────────────────────────────────────────────────────────


def start_lines(folder: Path) -> list[Line]:
    """From the start of the process to a caret on the screen; the first turn only warms the disk."""
    file = written(folder, 14)
    shown = described(folder, "widgets", file)

    def here() -> float:
        began = time.monotonic()
        return (float(program("start", folder, file)["at"]) - began) * 1000

    def bare() -> float:
        began = time.monotonic()
        return (float(run([sys.executable, str(HERE / "bench_bare.py"), str(shown)]).split()[0]) - began) * 1000

    mine, other = by_turns(here, bare)
    return [Line("start to a usable window", mine, other, "≤ 1.5 × a bare window", mine <= 1.5 * other)]


def typing_lines(folder: Path, rows: int) -> list[Line]:
    """From a key in a cell to the screen, in the preview and, with most rows, in the cell."""
    found = medians(program("typing", folder, written(folder, rows), "bench_window.py"))
    asked = {50: 16.7, 500: 33.0, 5000: 100.0}[rows]
    mine = found["preview"]
    words = f"key to painted preview, {rows:,} rows"
    lines = [Line(words, mine, found["bare_preview"], f"≤ {asked} ms", mine <= asked)]
    if rows == 5000:
        words, fast = f"letter in a cell, {rows:,} rows", found["letter"] <= 16.7 and found["waited"] == 0
        lines.append(Line(words, found["letter"], found["bare_letter"], "≤ 16.7 ms, before the preview", fast))
        captured = medians(program("capturing", folder, written(folder, rows), "bench_window.py"))
        mine, keys = captured["letter"], captured["keys"]
        lines.append(
            Line(f"letter in quick capture, {rows:,} rows", mine, found["bare_letter"], "≤ 16.7 ms", mine <= 16.7)
        )
        lines.append(Line("keys for a row from any tab", keys, None, "≤ 2 and its words", keys <= 2, "keys"))
    return lines


def scrolling_lines(folder: Path, rows: int) -> list[Line]:
    """Frames of the timeline while it scrolls."""
    found = medians(program("scrolling", folder, written(folder, rows), "bench_window.py"))
    return [
        Line(f"frame while scrolling {rows:,} rows", found["frames"], None, "", None),
        Line("the worst of 400 such frames", found["worst"], None, "≤ 33 ms", found["worst"] <= 33),
    ]


def theme_lines(folder: Path, rows: int) -> list[Line]:
    """Another theme, beside the same widgets with the two style sheets put on in Qt's own way."""
    file = written(folder, rows)
    found = medians(program("themes", folder, file, "bench_window.py"))
    shown = described(folder, "whole", file)
    bare = statistics.median(json.loads(run([sys.executable, str(HERE / "bench_bare.py"), str(shown), "theme"])))
    return [
        Line(f"another theme, {words}, {rows:,} rows", found[tab], bare, "≤ 150 ms", found[tab] <= 150)
        for tab, words in (("overview", "Overview"), ("timeline", "Timeline"))
    ]


def pdf_lines(folder: Path, rows: int) -> list[Line]:
    """From the wish to the file, beside Typst alone on the same tree. A shell starts Python and reads the file too."""
    file, out = written(folder, rows), folder / "out.pdf"
    root, fonts = tree(folder / f"tree-{rows}", load(file.read_bytes(), name=file.name).postmortem)
    export = [sys.executable, "-m", "postmortem_gui", "export", str(file), "--to", "pdf", "-o", str(out)]
    typst = [sys.executable, "-c", _BARE_TYPST, str(root), str(fonts), str(folder / "bare.pdf")]
    from_shell, other = by_turns(lambda: timed(export), lambda: timed(typst))
    from_window, again = by_turns(lambda: float(program("pdf", folder, file)["ms"]), lambda: timed(typst))
    asked = "≤ 1.5 × bare Typst"
    return [
        Line(f"PDF of {rows} rows, from the window", from_window, again, asked, from_window <= 1.5 * again),
        Line(f"PDF of {rows} rows, from a cold shell", from_shell, other, asked, from_shell <= 1.5 * other),
    ]


def file_lines(folder: Path, rows: int) -> list[Line]:
    """Opening and saving, beside `json` alone, and how both grow."""
    lines = []
    few, many = (medians(program("files", folder, written(folder, n))) for n in (rows // 10, rows))
    for verb in ("open", "save"):
        mine = many[verb]
        lines.append(Line(f"{verb}, {rows:,} rows", mine, many[f"bare_{verb}"], "≤ 150 ms", mine <= 150))
        growth = f"{verb}, {rows:,} rows; right: ours, {rows // 10:,}"
        lines.append(Line(growth, mine, few[verb], "≤ 10 × (linear)", mine <= 10 * few[verb]))
    return lines


def checks_lines(folder: Path) -> list[Line]:
    """All rules over a large document, and what is asked again when one thing changed."""
    found = medians(program("checks", folder, written(folder, 500)))
    words = "all checks, 500 rows, 60 actions, 200 paragraphs"
    return [
        Line(words, found["whole"], None, "≤ 50 ms", found["whole"] <= 50),
        Line("checks after an edit of it", found["edit"], None, "≤ 5 ms", found["edit"] <= 5),
    ]


def stats_lines(folder: Path, files: int) -> list[Line]:
    """The closure of a folder of examples, from a cold shell."""
    many, content = folder / "many", written(folder, 14).read_bytes()
    many.mkdir(exist_ok=True)
    for number in range(files):
        (many / f"{number}.postmortem.json").write_bytes(content)
    stats = [sys.executable, "-m", "postmortem_gui", "stats", str(many), "--json"]
    seconds = statistics.median(timed(stats) for _ in range(3)) / 1000
    asked = "≤ 5 s" if files == 1000 else ""
    return [Line(f"stats over {files:,} documents", seconds, None, asked, seconds <= 5 if asked else None, "s")]


def memory_lines(folder: Path) -> list[Line]:
    """Memory with everything made and shown, beside the bare window."""
    file = written(folder, 500)
    shown = described(folder, "whole", file)
    mine, other = by_turns(
        lambda: float(program("memory", folder, file)["rss"]) / MIB,
        lambda: float(run([sys.executable, str(HERE / "bench_bare.py"), str(shown)]).split()[1]) / MIB,
        turns=3,
    )
    return [Line("memory, 500 rows open", mine, other, "≤ 2 × a bare window", mine <= 2 * other, "MiB")]


# ── How it is measured ───────────────────────────────────────────────────────────────────────────


def by_turns(here: Callable[[], float], bare: Callable[[], float], turns: int = TURNS) -> tuple[float, float]:
    """Return the medians of both, measured turn by turn so that a busy moment meets both; the first is warm-up."""
    pairs = [(here(), bare()) for _ in range(turns + 1)][1:]
    return statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)


def program(what: str, folder: Path, file: Path, script: str = "bench_program.py") -> dict[str, Any]:
    """Run a part of a script in a process of its own; return its answer."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    answer = run([sys.executable, str(HERE / script), what, str(home), str(file)])
    found = json.loads(answer.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def described(folder: Path, what: str, file: Path) -> Path:
    """Return a file that tells the bare window which widgets the program shows: `widgets` in sight, or the `whole`."""
    path = folder / f"{what}-{file.name}"
    path.write_text(json.dumps(program(what, folder, file)), encoding="utf-8")
    return path


def medians(found: dict[str, list[float]]) -> dict[str, float]:
    """Return the median of each list."""
    return {key: statistics.median(values) for key, values in found.items()}


def run(command: Sequence[str]) -> str:
    """Run a command; return what it prints. Ends the bench when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:3])} failed:\n{done.stderr}")
    return done.stdout


def timed(command: Sequence[str]) -> float:
    """Return how many milliseconds a command takes from start to end."""
    began = time.perf_counter()
    run(command)
    return (time.perf_counter() - began) * 1000


def written(folder: Path, rows: int) -> Path:
    """Return a file with the example, its timeline made so many rows long."""
    path = folder / f"{rows}.postmortem.json"
    if not path.exists():
        pm = load(resource(EXAMPLE).read_bytes(), name="the example").postmortem
        path.write_bytes(document_bytes(lengthened(pm, rows)))
    return path


def lengthened(pm: Postmortem, rows: int) -> Postmortem:
    """Return a document whose timeline repeats the example's rows, a minute apart."""
    first = next(row for row in pm.timeline if row.when.at)
    assert first.when.at is not None
    made = []
    for number in range(rows):
        like = pm.timeline[number % len(pm.timeline)]
        at = first.when.at + timedelta(minutes=number)
        source = (Link(title=f"log {number}", url=f"https://logs.example.com/{number}"),)
        when = first.when.but(at=at, until=None, typed="")
        made.append(
            like.but(id=f"t_{number:08}", when=when, event=f"{like.event} ({number} in the middle)", source=source)
        )
    return pm.but(timeline=tuple(made))


def tree(folder: Path, pm: Postmortem) -> tuple[Path, Path]:
    """Write what the program hands to Typst: the document as data, the style, the fonts. Returns root and fonts."""
    root, fonts = folder / "root", folder / "fonts"
    for each in (root, fonts):
        each.mkdir(parents=True)
    shutil.copy(resource("typst/postmortem.typ"), root)
    (root / "doc.json").write_text(json.dumps(pdf_job(pm, ExportOptions()).document), encoding="utf-8")
    (root / "pictures.json").write_text("[]", encoding="utf-8")
    for package in (font_source_sans_pro, font_source_serif_pro):
        for face in Path(package.font_directory).glob("*.otf"):
            if face.stem.rpartition("-")[2] in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"):
                shutil.copy(face, fonts)
    return root, fonts


if __name__ == "__main__":
    main()
