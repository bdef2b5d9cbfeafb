"""What a layout brings into a document, and what it takes along when another one is taken up: boxes and sign-offs.

The boxes of a checklist and the roles of a sign-off are rows of the document, so that they can be ticked, signed and
changed. Those that nobody touched belong to the layout: they leave with it and come back with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from postmortem_gui.core.edits import Edit, Insert, Remove, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ChecklistItem, Postmortem, SignOff
from postmortem_gui.core.template import Box, Condition, SectionSpec, SignRole, Template

SEVERITY = Place("facts", "severity")
Asked = TypeVar("Asked", Box, SignRole)
Held = TypeVar("Held", ChecklistItem, SignOff)


def switched(pm: Postmortem, template: Template) -> Postmortem:
    """Return the same content in another layout; switching back gives an equal document.

    A list or sign-off that holds anything of a person's stays as it is. The one thing that cannot be known again is a
    list of which every row was deleted: it comes back with its layout.
    """
    return materialised(_bare(pm).but(template=template))


def materialised(pm: Postmortem) -> Postmortem:
    """Return the document with the checklists and sign-off roles of its layout, where it has none of them yet."""
    lists = {
        spec.id: boxes
        for spec in _specs(pm, "checklist")
        if spec.id not in pm.checklists and (boxes := _boxes(pm, spec))
    }
    if lists:
        pm = pm.but(checklists={**pm.checklists, **lists})
    roles = _roles(pm)
    if roles and not {role.id for role in roles} & {row.id for row in pm.signoffs}:
        pm = pm.but(signoffs=(*pm.signoffs, *roles))
    return pm


def _bare(pm: Postmortem) -> Postmortem:
    """Return the document without what `materialised` would bring again, exactly as it was."""
    left = {key: rows for key, rows in pm.checklists.items() if not _is_untouched(pm, key)}
    if len(left) != len(pm.checklists):
        pm = pm.but(checklists=left)
    roles = _roles(pm)
    return pm.but(signoffs=pm.signoffs[: -len(roles)]) if roles and pm.signoffs[-len(roles) :] == roles else pm


def _is_untouched(pm: Postmortem, key: str) -> bool:
    spec = pm.template.section(key)
    return spec is not None and spec.kind == "checklist" and pm.checklists[key] == _boxes(pm, spec)


def _specs(pm: Postmortem, kind: str) -> tuple[SectionSpec, ...]:
    return tuple(spec for spec in pm.template.sections if spec.kind == kind)


def _applies(when: Condition, severity: str) -> bool:
    return not when.severity or severity in when.severity


def _boxes(pm: Postmortem, spec: SectionSpec) -> tuple[ChecklistItem, ...]:
    return tuple(map(_item, (box for box in spec.items if _applies(box.when, pm.fact("severity")))))


def _roles(pm: Postmortem) -> tuple[SignOff, ...]:
    roles = (role for spec in _specs(pm, "signoff") for role in spec.roles)
    return tuple(map(_row, (role for role in roles if _applies(role.when, pm.fact("severity")))))


def _item(box: Box) -> ChecklistItem:
    return ChecklistItem(id=box.id, text=box.text)


def _row(role: SignRole) -> SignOff:
    return SignOff(id=role.id, role=role.role)


def severity_edit(pm: Postmortem, severity: str) -> Edit:
    """Return the edit that sets the severity, and with it brings the boxes and roles that it asks for.

    Those that the old severity asked for and the new one does not are taken out where nobody touched them.
    """
    edits: list[Edit] = [Set(SEVERITY, severity)]
    for spec in _specs(pm, "checklist"):
        edits += _due(spec.id, spec.items, _item, pm.checklists.get(spec.id, ()), pm.fact("severity"), severity)
    for spec in _specs(pm, "signoff"):
        edits += _due("signoffs", spec.roles, _row, pm.signoffs, pm.fact("severity"), severity)
    return Together(edits[0].label, tuple(edits)) if len(edits) > 1 else edits[0]


def _due(
    part: str,
    asked: Sequence[Asked],
    made: Callable[[Asked], Held],
    held: Sequence[Held],
    before: str,
    after: str,
) -> list[Edit]:
    """Return the edits to a list of the document when the severity goes from `before` to `after`."""
    rows = {row.id: row for row in held}
    gone = tuple(one.id for one in asked if rows.get(one.id) == made(one) and not _applies(one.when, after))
    edits: list[Edit] = [Remove(part, gone)] if gone else []
    last: str | None = None
    for one in asked:
        if one.id in rows:
            last = last if one.id in gone else one.id
        elif _applies(one.when, after) and not _applies(one.when, before):
            edits.append(Insert(part, last, (made(one),)))
            last = one.id
    return edits
