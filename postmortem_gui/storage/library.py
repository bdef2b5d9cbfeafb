"""The layouts to choose from: those that come with the program, then the person's own."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from postmortem_gui.core.layouts import materialised
from postmortem_gui.core.patterns import refusal
from postmortem_gui.core.postmortem import FactValue, Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.resources import resource
from postmortem_gui.storage import strict_json, type_words
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.loading import LoadError

SHIPPED = ("full-review", "review-meeting", "sre-classic", "changeset", "brief", "blank")
"""The ids of the program's own templates, in the order in which they are offered."""

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
MAX_BYTES = 1024 * 1024


class Library:
    """The templates of the program and of the person's folder, read when they are first asked for.

    A template that cannot be read is left out, and `notices` says why in a sentence each.
    """

    def __init__(self, home: Home, folder: Path | None = None) -> None:
        self._usual = home.templates
        self._folder = folder or self._usual
        self._read: dict[str, Template] | None = None
        self._notices: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What was wrong with templates, as sentences for the person."""
        self._known()
        return self._notices

    def templates(self) -> tuple[Template, ...]:
        """Return every template: the program's in their order, then the person's by name."""
        return tuple(self._known().values())

    def template(self, template_id: str) -> Template | None:
        """Return the template with the id, or None."""
        return self._known().get(template_id)

    def required(self, template_id: str) -> Template:
        """Return the template with the id. Raises LoadError, which names those there are."""
        found = self.template(template_id)
        if found is None:
            raise LoadError(f"There is no template “{template_id}”. There are: {', '.join(self._known())}.", "template")
        return found

    def reload(self) -> None:
        """Read the folders again when somebody next asks."""
        self._read = None

    def use(self, folder: Path | None) -> bool:
        """Take the person's own templates from a folder, None is the usual one. Tells whether it is another one."""
        folder = folder or self._usual
        if folder == self._folder:
            return False
        self._folder = folder
        self.reload()
        return True

    @property
    def own(self) -> int:
        """How many templates of the person's own there are."""
        return sum(1 for template in self._known() if template not in SHIPPED)

    def _known(self) -> dict[str, Template]:
        if self._read is None:
            shipped = resource("templates")
            notices: list[str] = []
            read: dict[str, Template] = {}
            for path in (*(shipped / f"{name}.json" for name in SHIPPED), *_files(self._folder)):
                try:
                    template = read_template(path)
                except LoadError as error:
                    notices.append(error.sentence)
                    continue
                if template.id in read:
                    notices.append(
                        f"{_left_out(path)}: another one has its id “{template.id}”. Give it one of its own."
                    )
                else:
                    read[template.id] = template
            own = sorted((read[key] for key in read if key not in SHIPPED), key=lambda each: each.name.casefold())
            self._read = {name: read[name] for name in SHIPPED if name in read} | {each.id: each for each in own}
            self._notices = tuple(notices)
        return self._read


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.json"))
    except OSError:
        return []


def _left_out(path: Path) -> str:
    return f"The template “{path.name}” is left out"


def read_template(path: Path) -> Template:
    """Return the template in a file. Raises LoadError with a sentence that names the file and the place."""
    raw: object = None
    template, words = Template(), ""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            raw = strict_json.parse(data)
            template = Template.model_validate(raw)
            words = _problem(template)
        else:
            words = "it is larger than 1 MiB"
    except OSError as error:
        words = error.strerror or str(error)
    except strict_json.JsonError as error:
        words = f"it {error.words}"
    except ValidationError as error:
        words = type_words.sentence(error, raw if isinstance(raw, dict) else {})
    if words:
        raise LoadError(f"{_left_out(path)}: {words}.", "template")
    return template if template.name else template.but(name=template.id)


def _problem(template: Template) -> str:
    if not ID.match(template.id):
        return "its id is not one of up to 64 small letters, digits, “-” and “_”, with a letter or digit first"
    for fact in template.facts():
        if fact.pattern and (words := refusal(fact.pattern)):
            return f"the pattern of its fact “{fact.key}” is refused: {words}"
    return "" if template.sections else "it has no sections"


def new_document(template: Template, *, title: str = "", zone: str | None = None) -> Postmortem:
    """Return an empty document in a layout, with its boxes and sign-off roles.

    The zone is the layout's unless another is given. The date of the incident stays open: the timeline will tell it.
    """
    facts: dict[str, FactValue] = {"title": title} if title else {}
    if template.statuses:
        facts["status"] = template.statuses[0]
    pm = Postmortem(id=str(uuid4()), zone=zone or template.zone or "UTC", facts=facts, template=template)
    return materialised(pm)
