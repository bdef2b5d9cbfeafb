"""How a team writes a postmortem down: order, headings, columns, date style, guidance and rules, as data."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, Strict

from postmortem_gui.core.places import Place
from postmortem_gui.core.values import Many, Value

SectionKind = Literal[
    "group",  # a heading with nothing of its own; the sections below it are deeper
    "facts",  # some facts, in one of the fact styles
    "text",  # prose
    "points",  # a list of points
    "timeline",
    "whys",
    "root_cause",  # the root cause statement of the whys, under a heading of its own
    "actions",
    "checklist",
    "signoff",
    "note",  # words of the template itself, printed only when somebody wants them
]
Tab = Literal["overview", "timeline", "whys", "actions", "narrative", "comms", "signoff"]
FactKind = Literal[
    "text",
    "long",  # a text of several lines
    "choice",
    "list",
    "people",
    "instant",
    "date",
    "duration",
    "number",
    "link",
    "yes_no",
    "records",  # a small table
    "points",  # the points of the section that has this key, printed as one bullet
]
Style = Literal[
    "",  # the ordinary way of the kind
    "bullets",  # facts: `- **Label:** value`, groups nested; points and actions: bullets
    "numbered",  # points: 1. 2. 3.; whys: the answers only
    "plain",  # facts: the values alone, one paragraph each
    "list",  # facts: the values of list facts as bullets
    "lines",  # facts: `Label: value` on lines of one paragraph; timeline: a paragraph a row, `HH:MM - text`
    "bold_lines",  # facts: a paragraph each, `**Label:** value`
    "front_matter",  # facts: YAML between `---` lines, before the title
    "table",  # timeline, actions
    "question_answer",  # whys: a paragraph a why, question and answer
    "themes",  # actions: bullets under the themes they belong to
    "prose",  # points: a paragraph each
]
Form = Literal[
    "",  # the text of the field as it is
    "link",  # ticket or source as a link
    "link_status",  # `[TRELLO](url) **DONE**`: the ticket with the title in `link_text`, then the status in bold
    "kind_text",  # `Code: fix the bug`: the solution's kind, then its text
    "link_details",  # the ticket as a link, then the details
    "both_zones",  # a time in the zone of the document, and in the second one: `14:14 (09:14 ET)`
    "handle",  # a person as `@handle`
]
FactForm = Literal[
    "",  # the value as it is
    "HH:MM",  # a duration as hours and minutes, `00:39`
    "Y/N",  # yes_no as one letter
    "after_label",  # the label, a space and the value, without a colon: `/cc @group`
    "handle",  # people as `@handle`
]
Align = Literal["", "left", "center", "right"]
Need = Literal["", "consider", "blocking"]
Filled = Literal["before", "meeting", "after"]


OneOrMany = Annotated[Many[str], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
"""Some words; a single one may stand without its list."""


class RecordColumn(Value):
    """A column of a small table that is a fact; `choices` make it a pick list."""

    key: str
    label: str = ""
    choices: Many[str] = ()
    form: Form = ""


class FactSpec(Value):
    """A fact in a section: its label, kind and help; or, without a key, a labelled group of facts.

    `from` says what an absent value is derived from: one phase for an instant, two for a duration.
    `joins` names the fact that this one is printed behind, on the same line. `pattern` is a regular expression that a
    ready value matches in whole. `value` is printed while the document says nothing, its slots filled. A `silent`
    fact is asked for in the form and stands elsewhere: in the title line, in a message, in the name of a file.
    """

    key: str = ""
    label: str = ""
    kind: FactKind = "text"
    hint: str = ""
    choices: Many[str] = ()
    pattern: str = ""
    value: str = ""
    form: FactForm = ""
    need: Need = ""
    audience: str = ""
    joins: str = ""
    silent: bool = False
    finding: bool = False
    from_: OneOrMany = Field(default=(), alias="from")
    columns: Many[RecordColumn] = ()
    facts: Many[FactSpec] = ()


class Column(Value):
    """A column of a table: what stands in its head, which field it shows and in which form; `width` is in percent."""

    head: str
    field: str
    form: Form = ""
    align: Align = ""
    width: int = 0
    words: dict[str, str] = {}
    link_text: str = ""


class Prompt(Value):
    """A ghost row: what a complete timeline or list of actions would tell here. Never exported."""

    text: str = ""
    kind: str = ""
    phases: Many[str] = ()
    priority: str = ""


class Condition(Value):
    """When something applies: the fact has one of the values. Absent means always."""

    severity: Many[str] = ()


class Box(Value):
    """A box of a checklist, made into an item of the document when the template is taken up."""

    id: str
    text: str = ""
    when: Condition = Condition.model_construct()


class SignRole(Value):
    """A role that signs; `prefix` is printed before it where it is asked for only sometimes."""

    id: str
    role: str = ""
    prefix: str = ""
    when: Condition = Condition.model_construct()


class Rule(Value):
    """A rule of the template: the check that knows it, how much it matters, and the numbers it takes."""

    check: str
    need: Need = "blocking"


class SectionSpec(Value):
    """A section of a template: what it is, where its heading stands, and how its content is printed.

    `intro` is printed above the content; `guide` and `example` help while writing and never leave the program.
    `{title}`, `{zone}`, `{date}`, `{severity}`, `{incident_id}` and `{changeset_version}` are the only slots of texts,
    headings, heads and labels. An `optional` section is printed only when the document holds something for it; the
    `text` of a note is what it holds when somebody asks for it.
    """

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"id", "kind"})

    id: str
    kind: SectionKind
    tab: Tab = "narrative"
    heading: str = ""
    level: int = Field(default=2, ge=1, le=6)
    style: Style = ""
    guide: str = ""
    example: str = ""
    intro: str = ""
    day_line: str = ""
    when_filled: Filled = "before"
    optional: bool = False
    stage: str = ""
    audience: str = ""
    text: str = ""
    bold_heads: bool = False
    facts: Many[FactSpec] = ()
    columns: Many[Column] = ()
    prompts: Many[Prompt] = ()
    items: Many[Box] = ()
    roles: Many[SignRole] = ()
    heads: Many[str] = ()
    labels: dict[str, str] = {}
    rules: Many[Rule] = ()

    @property
    def place(self) -> Place | None:
        """What the section is about: where a click on its heading leads. None for one with nothing of its own."""
        match self.kind:
            case "text":
                return Place("sections", self.id, "text")
            case "timeline" | "whys" | "actions":
                return Place(self.kind)
            case "signoff":
                return Place("signoffs")
            case "root_cause":
                return Place("whys", "root_cause")
            case "points" | "checklist":
                return Place(self.id)
            case "facts":
                asked = (fact for group in self.facts for fact in (group.facts or (group,)) if not fact.silent)
                return next((Place("facts", fact.key) for fact in asked if fact.key), None)
        return None


AgendaItem = Annotated[tuple[str, int], Strict(False)]
"""An item of the meeting: a section and its minutes."""


class Template(Value):
    """A layout: sections in order, and the customs of the team (title line, zone, dates, choices, agenda).

    `rules` are about the document as a whole. Where a section of style `front_matter` is first, the title stands in it.
    """

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"id"})

    id: str = ""
    version: int = 1
    name: str = ""
    tag: str = ""
    purpose: str = ""
    title: str = "{title}"
    motto: str = ""
    zone: str = "UTC"
    date: str = "YYYY-MM-DD"
    time: str = "HH:mm"
    severities: Many[str] = ()
    statuses: Many[str] = ()
    agenda: Many[AgendaItem] = ()
    rules: Many[Rule] = ()
    sections: Many[SectionSpec] = ()

    def section(self, section_id: str) -> SectionSpec | None:
        """Return the section with the id, or None."""
        return next((spec for spec in self.sections if spec.id == section_id), None)

    def facts(self) -> tuple[FactSpec, ...]:
        """Return every fact of every section in order, groups opened, those that join another included."""
        return tuple(fact for spec in self.sections for group in spec.facts for fact in (group.facts or (group,)))
