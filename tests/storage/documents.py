"""Documents for the tests of storage: every shape that the model allows, drawn from the model itself."""

from __future__ import annotations

import types
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from postmortem_gui.core.postmortem import (
    ActionItem,
    FactValue,
    Link,
    Point,
    Postmortem,
    Record,
    Seconds,
    Section,
    TimelineEntry,
    When,
)
from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.core.values import Instant, Row, Value

SPOKEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", "Ida Brandt", "a | b", "- x", "NUL\0", "\u2028", "e\u0301", "\U0001f600", '"\\', "\r\n", "\ufeff"]
)
KEYS = st.sampled_from(["title", "severity", "summary", "went_well", "x_notes", "with", "for", "at", "Ω"])
IDS = st.sampled_from([f"r_{n}" for n in range(6)])
INSTANTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(  # noqa: DTZ001 – made aware below
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
UNKNOWN = st.dictionaries(
    st.sampled_from(["x_new", "zz", "_"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SPOKEN,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=1,
)


def _of(annotation: Any) -> st.SearchStrategy[Any]:
    """Return values of a type as the model's fields name it."""
    if annotation == FactValue:
        return facts()
    if annotation == Instant or annotation is datetime:
        return INSTANTS
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(_of, arguments))
    if origin is dict:
        return st.dictionaries(KEYS, _of(arguments[1]), max_size=3)
    if origin is tuple and arguments[-1] is not ...:
        return st.tuples(*map(_of, arguments))
    if origin is tuple:
        inner = arguments[0]
        if isinstance(inner, type) and issubclass(inner, Row):
            return st.lists(_of(inner), max_size=3, unique_by=lambda row: row.id).map(tuple)
        return st.lists(_of(inner), max_size=2).map(tuple)
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return values(annotation)
    return {
        str: SPOKEN,
        int: st.integers(1, 2),
        bool: st.booleans(),
        type(None): st.none(),
        object: st.none() | SPOKEN | st.lists(SPOKEN, max_size=2),
    }[annotation]


def values(kind: type[Value]) -> st.SearchStrategy[Any]:
    """Return values of a class: any of its members present or not, some of them unknown."""
    fields = {
        name: st.deferred(lambda info=info: _of(info.annotation))  # type: ignore[misc]
        for name, info in kind.model_fields.items()
        if name not in ("id", "parent", "version", "format", "facts" if kind.__name__ == "FactSpec" else "")
    }
    required = {name: fields.pop(name) for name in list(fields) if kind.model_fields[name].is_required()}
    if "id" in kind.model_fields:
        required["id"] = IDS
    extra = st.dictionaries(KEYS, SPOKEN, max_size=2) if kind is Record else UNKNOWN
    return st.tuples(st.fixed_dictionaries(required, optional=fields), extra).map(
        lambda pair: kind.model_validate({**pair[1], **pair[0]})
    )


def facts() -> st.SearchStrategy[Any]:
    """Return values of facts in each of their shapes, none of them empty."""
    return st.one_of(
        SPOKEN.filter(bool),
        st.lists(SPOKEN, min_size=1, max_size=2).map(tuple),
        st.lists(values(Record), min_size=1, max_size=2, unique_by=lambda row: row.id).map(tuple),
        values(When),
        st.builds(Seconds, seconds=st.integers(0, 10**9)),
        values(Link).filter(lambda link: link.title or link.url),
    )


def documents() -> st.SearchStrategy[Postmortem]:
    """Return documents as edits may make them: with a layout, and nothing in them that says nothing."""
    from postmortem_gui.storage.writing import tidy

    return values(Postmortem).map(lambda pm: tidy(pm.but(template=pm.template.but(sections=SPECS))))


SPECS = (SectionSpec(id="summary", kind="text", heading="Summary"),)
LAYOUT = Template(id="own", name="Our own", sections=SPECS)


def large(rows: int) -> Postmortem:
    """Return a document with many timeline rows."""
    start = datetime(2026, 11, 3, 9, tzinfo=UTC)
    timeline = tuple(
        TimelineEntry(
            id=f"t_{n:08d}",
            when=When(at=start + timedelta(minutes=n)),
            event=f"Event {n}: the relay said **no** and somebody saw it",
            phases=("detected",) if n % 50 == 0 else (),
            source=(Link(title="deploy", url=f"https://ci.example.com/{n}"),) if n % 2 else (),
        )
        for n in range(rows)
    )
    return Postmortem(id="large", timeline=timeline, template=LAYOUT)


def small() -> Postmortem:
    """Return a document with something of most kinds."""
    return large(3).but(
        id="small",
        facts={"title": "Labels stopped", "severity": "P1"},
        sections={
            "summary": Section(text="All was dark."),
            "went_well": Section(points=(Point(id="p_1", text="Ida"),)),
        },
        actions=(ActionItem(id="x_1", label="A1", description="Limit the queue"),),
    )
