"""The 5 Whys on paper: the way that leads to the root cause first, then what was looked at besides."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gui.core.parts import row as row_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Evidence, TimelineEntry, Why, Whys
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.render.blocks import Block, Item, Items, Lines, Prose
from postmortem_gui.render.cells import time_cell
from postmortem_gui.render.escaping import bold, link, one_line
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.render.tables import Made

_LABELS = {"problem": "Problem:", "why": "Why {n} — {question} {answer}", "root": "Root cause:"}
_BESIDES = "Looked at besides:"


def primary_path(whys: Whys) -> tuple[Why, ...]:
    """Return the whys from the first to the leaf of the primary path.

    Without a leaf that says so, it is the way down through the first answers that were not ruled out.
    """
    said = [why for why in whys.items if _says_something(why)]
    by_id = {why.id: why for why in said}
    path: list[Why] = []
    at = by_id.get(whys.primary)
    if at is not None:
        while at is not None:
            path.insert(0, at)
            at = by_id.get(at.parent or "")
        return tuple(path)
    parent: str | None = None
    while following := next((why for why in said if why.parent == parent and why.state != "ruled_out"), None):
        path.append(following)
        parent = following.id
    return tuple(path)


def whys(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the whys: a paragraph for each question and answer, or in the style `numbered` the answers alone."""
    told = sheet.pm.whys
    path = primary_path(told)
    besides = _besides(told, path)
    blocks: list[Block] = []
    labels = spec.labels or (_LABELS if spec.style != "numbered" else {})
    problem = one_line(told.problem)
    if problem or ("problem" in labels and not sheet.skip_empty):
        label = bold(sheet.fill(labels.get("problem", "")))
        blocks.append(Lines(f"{spec.id}:problem", Place("whys", "problem"), (f"{label} {problem}".strip(),)))
    if spec.style == "numbered":
        items = tuple(Item(_answer(why), (), Place("whys", why.id, "answer")) for why in path)
        blocks += [Items(spec.id, Place("whys"), items, numbered=True)] if items else []
    else:
        pattern = labels.get("why", _LABELS["why"])
        blocks += [_question_answer(sheet, spec, pattern, number, why) for number, why in enumerate(path, 1)]
    if besides:
        blocks.append(Lines(f"{spec.id}:besides", Place("whys"), (one_line(_BESIDES),)))
        blocks.append(Items(f"{spec.id}:branches", Place("whys"), besides))
    root = one_line(told.root_cause)
    if "root" in labels and (root or not sheet.skip_empty):
        label = bold(sheet.fill(labels["root"]))
        blocks.append(Lines(f"{spec.id}:root", Place("whys", "root_cause"), (f"{label} {root}".strip(),)))
    return blocks, bool(problem or path or besides or ("root" in labels and root))


def root_cause(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the root cause under a heading of its own."""
    prose = contained(sheet.pm.whys.root_cause, spec.level)
    return [Prose(spec.id, Place("whys", "root_cause"), prose)] if prose else [], bool(prose)


def _says_something(why: Why) -> bool:
    return bool(why.question.strip() or why.answer.strip())


def _answer(why: Why) -> str:
    return one_line(why.answer) or one_line(why.question)


def _question_answer(sheet: Sheet, spec: SectionSpec, pattern: str, number: int, why: Why) -> Lines:
    asked, _, behind = pattern.partition("{answer}")
    question = one_line(why.question)
    if not question:
        asked = asked.partition("{question}")[0].rstrip(" —–-:")
    asked = sheet.fill(asked, n=str(number), question=question)
    stop = f"*({one_line(why.stop)})*" if why.stop.strip() else ""
    said = " ".join(filter(None, (bold(asked), one_line(why.answer), sheet.fill(behind), stop)))
    shown = ", ".join(text for each in why.evidence if (text := _evidence(sheet, each)))
    lines = (said, f"Evidence: {shown}") if shown else (said,)
    return Lines(f"{spec.id}:{why.id}", Place("whys", why.id, "answer"), lines)


def _evidence(sheet: Sheet, each: Evidence) -> str:
    if each.title.strip() or each.url.strip():
        return link(each.title, each.url)
    if each.row:
        found = row_of(sheet.pm, "timeline", each.row)
        return f"timeline, {time_cell(sheet, found)}" if isinstance(found, TimelineEntry) else ""
    picture = row_of(sheet.pm, "attachments", each.attachment) if each.attachment else None
    return one_line(getattr(picture, "title", "") or getattr(picture, "alt", "")) if picture else ""


def _besides(told: Whys, path: Sequence[Why]) -> tuple[Item, ...]:
    """The branches off the path, each below the one that it hangs from; what hangs from the path itself is first."""
    on_path = {why.id for why in path}
    depths: dict[str, int] = {}
    below: dict[str, list[Why]] = {}
    for why in told.items:  # a parent always comes before what hangs below it
        depths[why.id] = depths.get(why.parent or "", 0) + 1
        if why.id not in on_path:
            below.setdefault("" if why.parent is None or why.parent in on_path else why.parent, []).append(why)

    def items(parent: str) -> tuple[Item, ...]:
        found: list[Item] = []
        for why in below.get(parent, ()):
            inside = items(why.id)
            if _says_something(why):
                texts = (one_line(why.question), one_line(why.answer), "*(ruled out)*" * (why.state == "ruled_out"))
                said = f"Why {depths[why.id]} — {' '.join(filter(None, texts))}"
                found.append(Item(said, inside, Place("whys", why.id, "answer")))
            else:
                found += inside
        return tuple(found)

    return items("")
