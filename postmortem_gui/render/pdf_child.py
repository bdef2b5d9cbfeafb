"""The program of the child process that runs Typst: it reads a job from a folder and leaves a PDF there.

It is started by path, imports nothing of the package, and so it is there in a few milliseconds.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from pathlib import Path
from typing import Any

import typst

JOB, RESULT, PDF, ROOT, FONTS, MAIN = "job.json", "result.json", "out.pdf", "root", "fonts", "postmortem.typ"
_PROBE = b'#set document(title: "-")\n#set text(lang: "en")\n#json(bytes(sys.inputs.words)).join([ ])'
_LOOKED_AT = 60  # words of which it is said one by one whether they can be shown
_PICTURE = b"#set page(width: auto, height: auto)\n#image(sys.inputs.file)"


def main(folder: Path) -> None:
    """Do the job in the folder: write `out.pdf`, and `result.json` with words that have no shape, or what failed."""
    job: dict[str, Any] = json.loads((folder / JOB).read_bytes())
    with (folder / "watchdog").open("w") as nobody:
        # Should the program that started this be gone, nobody else would stop a compile without end.
        faulthandler.dump_traceback_later(job["limit_s"], exit=True, file=nobody)
        result = _compile(folder, job)
        faulthandler.cancel_dump_traceback_later()
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _compile(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    root = folder / ROOT
    fonts, missing = _fonts(folder, root, job["words"])
    drawn = [name for name in job["pictures"] if _draws(root, fonts, name)]
    (root / "pictures.json").write_text(json.dumps(drawn), encoding="utf-8")
    result: dict[str, Any] = {}
    for accessible in (False,) if missing else (True, False):
        try:
            pdf = typst.compile(
                str(root / MAIN),
                root=str(root),
                font_paths=fonts,
                pdf_standards="ua-1" if accessible else None,
                timestamp=job["timestamp"],
            )
        except typst.TypstError as error:
            result = {"error": error.message}
        else:
            (folder / PDF).write_bytes(pdf)
            return {"missing": missing}
    return result


def _fonts(folder: Path, root: Path, words: list[str]) -> tuple[typst.Fonts, list[str]]:
    """Return the fonts to use, and some of the words for which none of them has a shape.

    The machine's own fonts are looked at only where those of the document are not enough, so that most documents
    come out the same on every machine.
    """
    own = typst.Fonts(include_system_fonts=False, font_paths=[str(folder / FONTS)])
    if _shows(root, own, words):
        return own, []
    every = typst.Fonts(include_system_fonts=True, font_paths=[str(folder / FONTS)])
    if _shows(root, every, words):
        return every, []
    return every, [word for word in words[:_LOOKED_AT] if not _shows(root, every, [word])] or words[:1]


def _shows(root: Path, fonts: typst.Fonts, words: list[str]) -> bool:
    try:  # PDF/UA refuses what has no shape
        inputs = {"words": json.dumps(words)}
        typst.Compiler(_PROBE, root=str(root), font_paths=fonts, sys_inputs=inputs).compile(pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


def _draws(root: Path, fonts: typst.Fonts, name: str) -> bool:
    """Tell whether Typst can draw a picture: a broken one would cost the whole document."""
    try:
        typst.Compiler(_PICTURE, root=str(root), font_paths=fonts, sys_inputs={"file": name}).compile()
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
