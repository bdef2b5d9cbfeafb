"""What a postmortem is: one frozen value that holds what happened, and the layout it is written down in."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from postmortem_gui.core.template import Template
from postmortem_gui.core.values import Instant, Many, Row, Value

FORMAT = "postmortem"
VERSION = "1.0"


class When(Value):
    """A time as somebody gave it: the instant, the zone they meant, and how exact they were.

    `at` is absent when what was `typed` could not be read. `precision` is "s", "min", "h" or "day"; `about` alone
    means five minutes either way; `until` ends a range.
    """

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"at"})

    at: Instant | None = None
    until: Instant | None = None
    zone: str = "UTC"
    precision: str = "min"
    about: bool = False
    typed: str = ""


class Link(Value):
    """Something to follow: a title, an address, or both."""

    title: str = ""
    url: str = ""


class Seconds(Value):
    """A duration that somebody typed over the derived one, in seconds."""

    seconds: int = Field(ge=0)


class Record(Row):
    """One row of a small table that is a fact: its columns are members, each a text, named by the template."""

    __pydantic_extra__: dict[str, str] = Field(init=False)

    def cell(self, column: str) -> str:
        """Return the text of a column, empty when the row has none."""
        return (self.__pydantic_extra__ or {}).get(column, "")


def _fact_shape(value: object) -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, (list, tuple)):
        return "records" if value and isinstance(value[0], (dict, Record)) else "list"
    known = value.keys() if isinstance(value, dict) else ()
    if isinstance(value, When) or "at" in known or "typed" in known:
        return "when"
    return "seconds" if isinstance(value, Seconds) or "seconds" in known else "link"


FactValue = Annotated[
    Annotated[str, Tag("text")]
    | Annotated[Many[str], Tag("list")]
    | Annotated[Many[Record], Tag("records")]
    | Annotated[When, Tag("when")]
    | Annotated[Seconds, Tag("seconds")]
    | Annotated[Link, Tag("link")],
    Discriminator(_fact_shape),
]
"""A fact says by its own shape what it is, so that it survives the loss of its template."""


class Point(Row):
    """One line of a list. `level` 0 to 2 indents it; `theme` groups it."""

    text: str = ""
    level: int = Field(default=0, ge=0, le=8)
    theme: str = ""


class Section(Value):
    """The content of one section: prose in Markdown, or points. `heading` is kept for sections no template knows."""

    heading: str = ""
    text: str = ""
    points: Many[Point] = ()


class Claim(Value):
    """Another time for the same event: who says so, and what shows it."""

    when: When
    by: str = ""
    source: Many[Link] = ()


class TimelineEntry(Row):
    """One thing that happened. `kind` is step, comms, decision, change or evidence; `raw` is the pasted original."""

    when: When = When.model_construct()
    event: str = ""
    kind: str = "step"
    phases: Many[str] = ()
    source: Many[Link] = ()
    who: str = ""
    raw: str = ""
    claims: Many[Claim] = ()


class Evidence(Value):
    """What supports an answer: a timeline row, an attachment, or a link."""

    row: str = ""
    attachment: str = ""
    title: str = ""
    url: str = ""


class Why(Row):
    """A question and its answer. `parent` names an earlier why; `state` is hypothesis, confirmed or ruled_out."""

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"id", "parent"})

    parent: str | None = None
    question: str = ""
    answer: str = ""
    state: str = "hypothesis"
    evidence: Many[Evidence] = ()
    stop: str = ""


class Whys(Value):
    """The 5 Whys: the problem, a tree kept as a flat list, the leaf of the primary path, and the root cause."""

    problem: str = ""
    items: Many[Why] = ()
    primary: str = ""
    root_cause: str = ""


class Ticket(Value):
    """Where an action is tracked. A key of `n/a` wants a reason."""

    key: str = ""
    url: str = ""
    reason: str = ""


class ActionItem(Row):
    """A deliverable with an owner, a ticket and a due date (`YYYY-MM-DD`), or the promise of one.

    `label` (A1, A2 ...) is what people see. `stage` is potential or committed; `kind` prevent, mitigate, detect,
    process or other; `status` open, in_progress, done or wont_do. `answers` are the places of the findings it answers.
    """

    label: str = ""
    stage: str = "committed"
    description: str = ""
    kind: str = ""
    solution_kind: str = ""
    solution: str = ""
    details: str = ""
    owner: str = ""
    ticket: Ticket | None = None
    due: str = ""
    priority: str = ""
    status: str = "open"
    reason: str = ""
    closed: str = ""
    theme: str = ""
    answers: Many[str] = ()


class Risk(Row):
    """A finding that was accepted instead of answered: the reason, by whom, and on which day."""

    finding: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""


class ChecklistItem(Row):
    """A box to tick. A list of handles is the same thing: its text is the handle."""

    # A box that is not ticked is worth a word in a diff; every other false is the ordinary case and left out.
    written_when_empty: ClassVar[frozenset[str]] = frozenset({"id", "done"})

    text: str = ""
    done: bool = False
    by: str = ""
    on: str = ""


class Signature(Value):
    """What was signed: a digest of the whole, and one for each part, so that later changes can be named."""

    digest: str = ""
    parts: dict[str, str] = {}


class SignOff(Row):
    """A role, the person who signed in it, and the day (`YYYY-MM-DD`)."""

    role: str = ""
    name: str = ""
    date: str = ""
    signed: Signature | None = None


class Person(Row):
    """Somebody the document speaks of. `public` is the word for them in a public version."""

    name: str = ""
    handle: str = ""
    team: str = ""
    role: str = ""
    public: str = ""


class Parked(Row):
    """Something put aside during the meeting, to come back to."""

    text: str = ""


class Meeting(Value):
    """The review meeting. `notes` are private: they never leave the program."""

    at: When | None = None
    facilitator: str = ""
    scribe: str = ""
    attendees: Many[str] = ()
    parked: Many[Parked] = ()
    started: Instant | None = None
    ended: Instant | None = None
    notes: str = ""


class Attachment(Row):
    """A picture kept beside the document under a hash of its content; prose shows it as `![alt](pm:ID)`."""

    file: str = ""
    title: str = ""
    alt: str = ""
    mime: str = ""


class Mark(Value):
    """Who may read the content of a place, and the words that stand for it in a public version."""

    audience: str = ""
    public: str = ""


class Leak(Row):
    """A decision about a possible leak; `found` is a digest of the words, never the words."""

    place: str = ""
    found: str = ""
    do: str = ""
    with_: str = Field(default="", alias="with")
    reason: str = ""


class Waiver(Row):
    """A rule that was set aside at a place, with the reason, by whom, and on which day."""

    check: str = ""
    place: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""


class Question(Row):
    """An open question put to a place and a person."""

    place: str = ""
    text: str = ""
    for_: str = Field(default="", alias="for")
    answer: str = ""
    state: str = "open"


class Conflict(Value):
    """Two versions that a merge could not decide between."""

    place: str
    base: object = None
    ours: object = None
    theirs: object = None


class Postmortem(Value):
    """One postmortem: content keyed by the shared vocabulary, and the template it is laid out with."""

    written_when_empty: ClassVar[frozenset[str]] = frozenset({"format", "version", "id"})

    format: str = FORMAT
    version: str = VERSION
    id: str = ""
    zone: str = "UTC"
    second_zone: str = ""
    facts: dict[str, FactValue] = {}
    sections: dict[str, Section] = {}
    timeline: Many[TimelineEntry] = ()
    whys: Whys = Whys.model_construct()
    actions: Many[ActionItem] = ()
    risks: Many[Risk] = ()
    checklists: dict[str, Many[ChecklistItem]] = {}
    signoffs: Many[SignOff] = ()
    people: Many[Person] = ()
    meeting: Meeting = Meeting.model_construct()
    attachments: Many[Attachment] = ()
    marks: dict[str, Mark] = {}
    leaks: Many[Leak] = ()
    waivers: Many[Waiver] = ()
    questions: Many[Question] = ()
    conflicts: Many[Conflict] = ()
    template: Template = Template.model_construct()

    def text(self, section: str) -> str:
        """Return the prose of a section, empty when it has none."""
        found = self.sections.get(section)
        return found.text if found else ""

    def points(self, section: str) -> tuple[Point, ...]:
        """Return the points of a section in order."""
        found = self.sections.get(section)
        return found.points if found else ()

    def fact(self, key: str) -> str:
        """Return a text fact, empty when it is absent or of another shape."""
        found = self.facts.get(key, "")
        return found if isinstance(found, str) else ""
