"""The command line without a window: what may be asked for, and how every answer ends."""

from __future__ import annotations

import argparse
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from postmortem_gui import __version__
from postmortem_gui.cli import verbs
from postmortem_gui.cli.checking import print_findings
from postmortem_gui.cli.exporting import export
from postmortem_gui.cli.stats import print_stats
from postmortem_gui.cli.streams import RefusalError, forget_output, say
from postmortem_gui.cli.sync import take_status

if TYPE_CHECKING:
    from postmortem_gui.storage.library import Library

DONE, WRONG, STOPPED = 0, 2, 130
"""Exit codes. One, for what is done and needs a person, is given by the verbs that look at documents."""

Verb = Callable[[argparse.Namespace, "Library"], int | None]
"""What does a verb: it may return the exit code of a document that needs a person."""

FORMATS = ("md", "pdf", "html", "csv")
"""The names of the exporters; known here so that asking for help needs none of them."""

TRACKERS = ("jira", "github", "linear")
"""The names of the trackers whose import is known, for the same reason."""

VERBS = ("templates", "new", "export", "import", "check", "stats", "sync", "schema")

_EPILOG = (
    "Exit codes: 0 done, 1 done but a person must look (`check` found a blocker), 2 wrong use or bad input"
    " (said in one line on standard error; no file was changed)."
)


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise RefusalError(f"{message}. See: {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """Return the parser of every verb; its `--help` is the reference."""
    about = "Write, convert and export incident postmortems. Without a verb, the window opens."
    top = _Parser(prog="postmortem", description=about, epilog=_EPILOG, allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"Postmortem {__version__}")
    top.add_argument("--home", type=Path, metavar="DIR", help="keep settings, recovery and logs in this folder")
    made = top.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, words: str, do: Verb) -> argparse.ArgumentParser:
        one = made.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.", allow_abbrev=False)
        one.set_defaults(do=do)
        return one

    one = verb("templates", "list the templates: id, name, what for", verbs.list_templates)
    one.add_argument("--json", action="store_true", help="as a JSON list")

    one = verb("new", "write a new document", verbs.write_new)
    one.add_argument("--template", required=True, metavar="ID", help="its template; the verb `templates` lists them")
    one.add_argument("--title", default="", metavar="TEXT")
    one.add_argument("-o", dest="out", default="-", metavar="OUT", help="the file to write; else standard output")

    one = verb("export", "write a document as Markdown, PDF, HTML or CSV", export)
    one.add_argument("file", metavar="FILE", help="a .postmortem.json, a PDF with its source, or - for standard input")
    one.add_argument("--to", required=True, choices=FORMATS)
    one.add_argument("--template", metavar="ID", help="lay it out with another template")
    one.add_argument("--public", action="store_true", help="only what everybody may read")
    one.add_argument("--skip-empty", action="store_true", help="leave out headings with nothing below them")
    one.add_argument("--notes", action="store_true", help="with the optional notes of the template")
    one.add_argument("--no-diagram", action="store_true", help="without the drawing of the whys")
    one.add_argument("--with-source", action="store_true", help="attach the editable document to the PDF")
    one.add_argument("--one-page", action="store_true", help="a PDF of one page: summary, impact, cause, actions")
    one.add_argument("--draft", action="store_true", help="a copy for review: DRAFT, and the number of open points")
    one.add_argument("--paper", choices=("a4", "letter"), help="the paper of the PDF (a4)")
    one.add_argument("--classification", metavar="TEXT", help="a line for the foot: internal, confidential, …")
    one.add_argument("--what", choices=("timeline", "actions"), help="which table, for CSV (timeline)")
    one.add_argument("--for", choices=TRACKERS, help="the actions as the import of a tracker reads them, for CSV")
    one.add_argument("-o", dest="out", default="", metavar="OUT", help="the file to write; else standard output")

    one = verb("import", "turn a PDF with its source, a chat, a log or a table into a document", verbs.import_files)
    one.add_argument("files", nargs="+", metavar="FILE", help="a PDF, a document, or text: .txt, .log, .csv, .tsv")
    one.add_argument("--template", metavar="ID", help="lay it out with another template")
    one.add_argument("-o", dest="out", default="-", metavar="OUT", help="a file, or a folder for several")

    one = verb("check", "say what the rules of its template find in a document", print_findings)
    one.add_argument("file", metavar="FILE", help="a .postmortem.json, a PDF with its source, or - for standard input")
    one.add_argument("--team", default="", metavar="FILE", help="the team's file; else the team.json beside FILE")
    one.add_argument("--json", action="store_true", help="as a JSON list: check, severity, message, place")

    one = verb("stats", "count the closed actions of all documents below a folder", print_stats)
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("--json", action="store_true", help="as a JSON object")

    one = verb("sync", "take the status of actions from a tracker's CSV, by ticket", take_status)
    one.add_argument("files", nargs="+", metavar="FILE", help="a .postmortem.json; it is written where it is")
    one.add_argument("--from", required=True, dest="table", metavar="CSV", help="what Jira, GitHub or Linear exported")
    one.add_argument("--dates", choices=("day", "month"), help="what comes first in 03/04/2026")
    one.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    verb("schema", "print the JSON Schema of the document", verbs.print_schema)
    return top


def is_for_words(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments (without `--home DIR`) are for `main`, or name files for the window.

    A bare word that is no file is taken for a verb that does not exist, so that a slip of the finger opens no window.
    """
    first = arguments[0] if arguments else ""
    if not first:
        return False
    return first in VERBS or first.startswith("-") or (first.isidentifier() and not Path(first).exists())


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say. Returns the exit code; says what went wrong in one line on standard error."""
    try:
        told = parser().parse_args(list(arguments))
        do: Verb = told.do
        return do(told, _library(told.home)) or DONE
    except SystemExit:  # argparse has printed the help or the version
        return DONE
    except KeyboardInterrupt:
        say("stopped")
        return STOPPED
    except BrokenPipeError:  # whoever read our output has had enough
        forget_output()
        return DONE
    except RefusalError as error:
        say(str(error))
        return WRONG
    except Exception as error:  # noqa: BLE001 - whoever types a verb gets a sentence, whatever happened
        say(_sentence(error))
        return WRONG


def _sentence(error: Exception) -> str:
    """Return what is to be said: the words of an error that was made for people, or where an unforeseen one arose."""
    from postmortem_gui.render.options import ExportError
    from postmortem_gui.storage.atomic import SaveError
    from postmortem_gui.storage.home import HomeError
    from postmortem_gui.storage.loading import LoadError
    from postmortem_gui.storage.pdf_source import SourceError

    if isinstance(error, ExportError | HomeError | LoadError | SaveError | SourceError):
        return str(error)
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
    return f"this is an error of the program itself ({where}: {error}). Your files are safe; please report it."


def _library(home: Path | None) -> Library:
    from postmortem_gui.storage.home import Home
    from postmortem_gui.storage.library import Library

    return Library(Home.at(home) if home else Home.default())
