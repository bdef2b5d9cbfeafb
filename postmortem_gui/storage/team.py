"""The file of a team, `team.json`: beside the document, else in the folder of the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from pydantic import ValidationError

from postmortem_gui.core.team import NO_TEAM, Team
from postmortem_gui.core.values import Value
from postmortem_gui.core.vocabulary import FACTS
from postmortem_gui.storage import strict_json, type_words
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.loading import LoadError

NAME = "team.json"
MAX_BYTES = 1024 * 1024

Steps = tuple[int | str, ...]
_FACTS = frozenset(term.key for term in FACTS)


class FoundTeam(NamedTuple):
    """A team, its file where it has one, and what there is to say about that, in sentences for the person."""

    team: Team = NO_TEAM
    path: Path | None = None
    notices: tuple[str, ...] = ()


def find_team(home: Home, document: Path | None) -> FoundTeam:
    """Return the team whose file lies beside a document, else the one in the settings, else an empty one. Never raises.

    A file that is wrong is said and nobody's rules hold: those of another file would not be those that are meant.
    """
    folders = (*((document.absolute().parent,) if document else ()), home.config)
    for path in (folder / NAME for folder in folders):
        try:
            found = read_team(path) if _is_there(path) else None
        except LoadError as error:
            return FoundTeam(NO_TEAM, path, (error.sentence,))
        if found is not None:
            return found
    return FoundTeam()


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return True  # and reading it will say what is wrong


def found_words(found: FoundTeam, home: Home) -> str:
    """Return what was found, as a sentence for the person who asked for it."""
    if found.path is None:
        return f"There is no {NAME}, neither beside this document nor in “{home.config}”."
    team = found.team
    parts = (team.required_sections, team.required_facts, team.patterns, team.unwanted_words, team.signoffs)
    people, rules = len(team.people), sum(map(len, parts))
    counts = f"{people} {'person' if people == 1 else 'people'} and {rules} rule{'' if rules == 1 else 's'}"
    return f"The team's file “{found.path}” was read: {counts}."


def read_team(path: Path) -> FoundTeam:
    """Return the team in a file. Raises LoadError with a sentence that names the file, the place and its line."""
    data = b""
    raw: object = None
    try:
        data = _bytes(path)
        raw = strict_json.parse(data)
        team = Team.model_validate(raw)
    except OSError as error:
        words = error.strerror or str(error)
    except strict_json.JsonError as error:
        words = f"it {error.words}"
    except ValidationError as error:
        line = strict_json.line_of(data, error.errors(include_url=False)[0]["loc"])
        words = f"{type_words.sentence(error, raw if isinstance(raw, dict) else {})} (line {line})"
    else:
        doubts = (f"{said} (“{path}”, line {strict_json.line_of(data, steps)})." for steps, said in _doubts(team))
        return FoundTeam(team, path, tuple(doubts))
    raise LoadError(f"The team's file “{path}” is not used: {words}.", "type")


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises OSError, also for what is none and for one that is too large."""
    if not S_ISREG(path.stat().st_mode):
        raise OSError("it is not a file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError("it is larger than 1 MiB")
    return data


def _doubts(team: Team) -> Iterator[tuple[Steps, str]]:
    """Yield what is in a file and asks for nothing, which would be slips of a finger that nobody sees."""
    for steps, value in _values((), team):
        for name in value.__pydantic_extra__ or {}:
            yield (*steps, name), f"“{name}” means nothing in a team's file and is passed over"
    for part in ("required_facts", "patterns"):
        for at, rule in enumerate(getattr(team, part)):
            if rule.fact not in _FACTS and not rule.fact.startswith("x_"):
                yield (part, at, "fact"), f"No fact is called “{rule.fact}”, so the rule about it asks for nothing"


def _values(steps: Steps, value: Value) -> Iterator[tuple[Steps, Value]]:
    yield steps, value
    for name, member in value.__dict__.items():
        for at, row in enumerate(member if isinstance(member, tuple) else ()):
            if isinstance(row, Value):
                yield from _values((*steps, name, at), row)
