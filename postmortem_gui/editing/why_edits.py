"""What can be done with the whys: the next one, a second answer, what supports it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from postmortem_gui.core.edits import Edit, Insert, Replace, Set, Together
from postmortem_gui.core.links import is_address, read_links
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Evidence, Point, Postmortem, TimelineEntry, Why
from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.core.times import show_time
from postmortem_gui.core.why_path import RULED_OUT, path
from postmortem_gui.editing.why_tree import PRIMARY
from postmortem_gui.storage.ids import new_id


class NewWhy(NamedTuple):
    """An edit that adds a why, the id that it gets, and the field in which the caret belongs."""

    edit: Edit
    id: str
    field: str


FACTORS = "contributing_factors"
"""The list of points that a branch can go to."""


def are_printed(template: Template) -> bool:
    """Tell whether a template prints the whys."""
    return any(spec.kind == "whys" for spec in template.sections)


def printed(pm: Postmortem) -> Edit | None:
    """Return the edit that gives the layout of this document a section for the whys, None when it has one.

    It comes before the root cause, else before the actions, else last; a root cause with a section of its own is not
    printed twice.
    """
    sections = pm.template.sections
    if are_printed(pm.template):
        return None
    at = next(
        (n for kind in ("root_cause", "actions") for n, s in enumerate(sections) if s.kind == kind), len(sections)
    )
    level = sections[at].level if at < len(sections) else 2
    labels = {"problem": "Problem:", "why": "Why {n} — {question} {answer}", "root": "Root cause:"}
    if any(spec.kind == "root_cause" for spec in sections):
        del labels["root"]
    spec = SectionSpec(id="whys", kind="whys", tab="whys", heading="5 Whys", level=level, labels=labels)
    template = pm.template.but(sections=(*sections[:at], spec, *sections[at:]))
    return Replace(pm.but(template=template), "Print the 5 Whys")


def why_of(pm: Postmortem, why_id: str | None) -> Why | None:
    """Return the why with the id, or None."""
    return next((why for why in pm.whys.items if why.id == why_id), None)


def next_why(pm: Postmortem, above: str | None) -> NewWhy | None:
    """Return how to ask why of an answer, or of the problem when `above` is None.

    What was asked there already moves below the new why. An empty one that waits there is used: then this is None and
    `waiting_why` names it.
    """
    if waiting_why(pm, above) is not None:
        return None
    new = Why(id=new_id("w"), parent=above)
    on_path = [why.id for why in path(pm.whys)]
    below = [why.id for why in pm.whys.items if why.parent == above and why.state != RULED_OUT]
    # On the path the one that leads on, beside it the only one: among several answers there is no telling.
    goes_on = next((why_id for why_id in below if why_id in on_path), below[0] if len(below) == 1 else None)
    if above is None and goes_on not in on_path:
        goes_on = None
    edits: list[Edit] = [Insert("whys", above, (new,))]
    if goes_on is not None:
        edits.append(Set(Place("whys", goes_on, "parent"), new.id))
    elif (above is None and not on_path) or (above is not None and on_path[-1:] == [above]):
        edits.append(Set(PRIMARY, new.id))
    return NewWhy(Together("Ask why", tuple(edits)), new.id, "question")


def waiting_why(pm: Postmortem, above: str | None) -> str | None:
    """Return the id of a why below another in which nothing has been written yet, or None."""
    return next((why.id for why in pm.whys.items if why.parent == above and not (why.question or why.answer)), None)


def second_answer(pm: Postmortem, beside: str) -> NewWhy | None:
    """Return how to give another answer to the question of a why; it does not become the path."""
    why = why_of(pm, beside)
    if why is None:
        return None
    new = Why(id=new_id("w"), parent=why.parent, question=why.question)
    edits: list[Edit] = [Insert("whys", beside, (new,))]
    if not pm.whys.primary and (on_path := path(pm.whys)):
        edits.append(Set(PRIMARY, on_path[-1].id))
    return NewWhy(Together("Add a second answer", tuple(edits)), new.id, "answer" if why.question else "question")


def factor_id(why_id: str) -> str:
    """Return the id of the contributing factor that a why has become: the why's own letters, so that the two stay
    linked whatever is written in either."""
    return f"p_{why_id.removeprefix('w_')}"


def factors(pm: Postmortem) -> frozenset[str]:
    """Return the ids of the whys that are contributing factors."""
    points = {point.id for point in pm.points(FACTORS)}
    return frozenset(why.id for why in pm.whys.items if factor_id(why.id) in points)


def made_factor(pm: Postmortem, why_id: str) -> Edit | None:
    """Return the edit that adds a why's answer to the contributing factors and links the two; None when it is one, or
    says nothing."""
    why = why_of(pm, why_id)
    text = " ".join((why.answer or why.question).split()) if why else ""
    if not text or why_id in factors(pm):
        return None
    points = pm.points(FACTORS)
    point = Point(id=factor_id(why_id), text=text)
    return Together("Make it a contributing factor", (Insert(FACTORS, points[-1].id if points else None, (point,)),))


def with_evidence(why: Why, evidence: Evidence) -> Edit | None:
    """Return the edit that adds evidence to a why, None when it is there."""
    if evidence in why.evidence:
        return None
    return Set(Place("whys", why.id, "evidence"), (*why.evidence, evidence))


def without_evidence(why: Why, at: int) -> Edit:
    """Return the edit that takes one piece of evidence out of a why."""
    return Set(Place("whys", why.id, "evidence"), (*why.evidence[:at], *why.evidence[at + 1 :]))


def read_evidence(text: str) -> Evidence | None:
    """Return evidence as somebody types it: an address, a Markdown link, or words; None for an empty text."""
    links = read_links(text)
    if not links:
        return None
    if len(links) == 1 and is_address(links[0].url):
        return Evidence(title=links[0].title, url=links[0].url)
    return Evidence(title=" ".join(text.split()))


def names_of_evidence(pm: Postmortem) -> dict[str, tuple[str, ...]]:
    """Return by the id of each why what to call its evidence."""
    wanted = {piece.row for why in pm.whys.items for piece in why.evidence if piece.row}
    rows = {row.id: row_words(pm, row) for row in pm.timeline if row.id in wanted}
    return {why.id: tuple(_name(piece, rows) for piece in why.evidence) for why in pm.whys.items}


def place_of_evidence(pm: Postmortem, piece: Evidence) -> Place | None:
    """Return where in the document a piece of evidence stands, None for what is outside, or gone."""
    if any(row.id == piece.row for row in pm.timeline):
        return Place("timeline", piece.row, "event")
    if piece.attachment:
        mark = f"pm:{piece.attachment}"
        found = next((name for name, section in pm.sections.items() if mark in section.text), None)
        return Place("sections", found, "text") if found else None
    return None


def _name(piece: Evidence, rows: Mapping[str, str]) -> str:
    if piece.row:
        return rows.get(piece.row, "a row that is gone")
    return piece.title or piece.url or piece.attachment


def answers_of(pm: Postmortem) -> dict[str, list[ActionItem]]:
    """Return by the id of a why the actions that do something about it."""
    found: dict[str, list[ActionItem]] = {}
    for row in pm.actions:
        for place in row.answers:
            steps = place.split("/")
            if steps[0] == "whys" and len(steps) > 1 and row not in found.get(steps[1], ()):
                found.setdefault(steps[1], []).append(row)
    return found


def row_words(pm: Postmortem, row: TimelineEntry) -> str:
    """Return a timeline row in few words: its time and its event."""
    event = row.event if len(row.event) <= 40 else row.event[:39].rstrip() + "…"
    return f"{show_time(row.when, pm.zone, 'HH:mm')} {event}".strip() or "an empty row"


def rows_to_pick(pm: Postmortem) -> tuple[tuple[str, str], ...]:
    """Return the timeline rows that can be evidence, by id and words, in the order of the timeline."""
    return tuple((row.id, row_words(pm, row)) for row in in_order(pm.timeline))


def artefacts_to_pick(pm: Postmortem) -> tuple[Evidence, ...]:
    """Return what else of the document can be evidence: its pictures, and what its lists of artefacts link to."""
    pictures = (Evidence(attachment=each.id, title=each.title or each.alt or each.file) for each in pm.attachments)
    told = (point.text for name in pm.sections if name.startswith("artefacts_") for point in pm.points(name))
    links = (Evidence(title=link.title, url=link.url) for text in told for link in read_links(text))
    return tuple(dict.fromkeys((*pictures, *links)))
