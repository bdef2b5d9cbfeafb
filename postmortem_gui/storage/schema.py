"""The JSON Schema of the document, for editors and for programs that write documents."""

from __future__ import annotations

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from postmortem_gui.core.postmortem import FORMAT, Postmortem

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INSTANT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"


class _Schema(GenerateJsonSchema):
    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """A fact of one shape may fit two (an empty list), and "exactly one" would refuse it."""
        found = super().tagged_union_schema(schema)
        return {"anyOf": found.pop("oneOf"), **found}

    def datetime_schema(self, schema: core_schema.DatetimeSchema) -> JsonSchemaValue:
        return {**super().datetime_schema(schema), "pattern": _INSTANT}


def document_schema() -> dict[str, object]:
    """Return the schema that every document fits; unknown members are welcome, `format` is asked for."""
    found = Postmortem.model_json_schema(schema_generator=_Schema)
    properties = {**found["properties"], "format": {"const": FORMAT, "title": "Format", "type": "string"}}
    return {"$schema": _DIALECT, **found, "properties": properties, "required": ["format"]}
