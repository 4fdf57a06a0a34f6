"""JSON Schemas (2020-12) of the files that people write, for editors. No input or output.

They come from the same classes that read the files. Where an id stands, the ids that are known are offered with their
labels; any other id is allowed by its form, because a schema on disk grows old.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from privacy_notices.schema.meanings import meanings_of
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.one_line import ID_PATTERN
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.shapes import Form
from privacy_notices.schema.words_forms import PortalWords, Words

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

BASE: Final = "https://mkdocs-privacy-notices.example/schemas/"
"""Where the schemas have their names; the kind is appended. A name is no address: nobody reads it from there."""

FORMS: Final[Mapping[str, type[Form]]] = {
    "notice": NoticeFacts,
    "words": Words,
    "portal": Portal,
    "portal-words": PortalWords,
}
"""The forms that are files, by the kind that the command names."""

Choices: TypeAlias = Mapping[str, str]
"""Ids with what an editor says of each; the text may be empty."""

Place: TypeAlias = tuple[str, str]
"""A form by its name, and one of its fields."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The ids that an editor offers, beside those that a form lists itself."""

    values: Mapping[Place, Choices] = field(default_factory=dict)
    """Ids that can stand in a field."""
    keys: Mapping[Place, Choices] = field(default_factory=dict)
    """Ids that can be keys in a field."""


_SNIPPETS: Final[Mapping[str, list[Schema]]] = {
    "Purpose": [
        {
            "label": "purpose",
            "description": "A purpose with everything that Art. 13 asks for",
            "body": {
                "legal_basis": "${1:contract}",
                "data": ["${2:name}"],
                "provision": "${3:contractual}",
                "retention": {"period": "${4:P2Y}", "after": "${5:end-of-contract}"},
            },
        }
    ],
    "Transfer": [
        {
            "label": "transfer",
            "description": "A transfer with its ground and where to get a copy",
            "body": {"recipient": "$1", "countries": ["${2:US}"], "mechanism": "${3:scc}", "copy_from": "$4"},
        }
    ],
}
"""What an editor can fill in at once, by form. `${1:...}` are places to type in (TextMate)."""

_EXAMPLES: Final[Mapping[tuple[str, str], list[object]]] = {
    ("Controller", "business_id"): ["1234567-1"],
    ("Controller", "email"): ["tietosuoja@company.example"],
    ("Contact", "email"): ["tietosuoja@company.example"],
    ("Contact", "phone"): ["+358 9 123 4567"],
    ("Address", "po_box"): ["PL 25"],
    ("Address", "postal_code"): ["00100"],
    ("OwnWord", "number"): ["1336/1997"],
    ("Retention", "until"): ["objection"],
    ("Portal", "languages"): [["fi", "sv", "en"]],
    ("NoticeFacts", "aliases"): [["tietosuoja/seloste.html"]],
    ("NoticeFacts", "ignore"): [{"N511": "the Act on ... requires the code"}],
    ("Words", "slug"): ["asiakasrekisteri"],
    ("Words", "changes"): [{"2026-02-01": "We now send a newsletter."}],
}


def schemas(offered: Offered) -> Mapping[str, Schema]:
    """A schema for each kind of file."""
    return {kind: _schema(kind, form, offered) for kind, form in FORMS.items()}


def to_text(schema: object) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: str, form: type[Form], offered: Offered) -> Schema:
    made = _Generator(offered).generate(form.__pydantic_core_schema__)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"{BASE}{kind}.schema.json",
        **made,
    }


class _Generator(GenerateJsonSchema):
    """Makes the schema of a form: without titles that nobody wrote and nulls that nobody should write."""

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self._offered = offered

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002 -- pydantic's own hook
        """As it is: keys are completed in the order of the forms."""
        return value

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- pydantic's own hook
        """Never: a key has no other name."""
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The value: a key with nothing behind it is left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """With the default only where it is a value that an author could write in its place."""
        made = super().default_schema(schema)
        if made.get("default") in (None, []) or isinstance(made["default"], dict):
            made.pop("default", None)
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Closed where keys have a form."""
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A form; its fields with what editors complete and show on hover."""
        made = super().model_schema(schema)
        form: type[Form] = schema["cls"]
        meanings = meanings_of(form)
        made["properties"] = {
            key: _hovered(self._completed(_meaning(_joined(value), meanings.get(key)), (form.__name__, key)))
            for key, value in made["properties"].items()
        }
        return made

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """A form with those inside it, each with what an editor can fill in at once."""
        made = super().generate(schema, mode)
        for form in (made, *made.get("$defs", {}).values()):
            name = form.pop("title", "")
            form.update(_hovered(form))
            if name in _SNIPPETS:
                form["defaultSnippets"] = _SNIPPETS[name]
        return made

    def _completed(self, schema: Schema, place: Place) -> Schema:
        """A field with the ids that can stand in it, or be its keys, and with an example."""
        if place in self._offered.values:
            schema = _with_choices(schema, self._offered.values[place])
        elif self._offered.keys.get(place) and "patternProperties" in schema:
            schema = _with_keys(schema, self._offered.keys[place])
        return {"examples": _EXAMPLES[place], **schema} if place in _EXAMPLES else schema


def _joined(schema: Schema) -> Schema:
    """A reference beside what else is said, as 2020-12 has it; pydantic wraps it before version 2.9."""
    wrapped = schema.get("allOf", [])
    if len(wrapped) != 1:
        return schema
    return {**wrapped[0], **{key: value for key, value in schema.items() if key != "allOf"}}


def _meaning(schema: Schema, text: str | None) -> Schema:
    return schema if text is None else {**schema, "description": text}


def _hovered(schema: Schema) -> Schema:
    """Editors show `markdownDescription` on hover where they know it."""
    return {**schema, "markdownDescription": schema["description"]} if "description" in schema else schema


def _with_keys(schema: Schema, keys: Choices) -> Schema:
    """A map with the keys that it can have, each with a value of the map's form."""
    value = next(iter(schema["patternProperties"].values()))
    return {
        **schema,
        "properties": {key: _hovered({**value, "description": text}) if text else value for key, text in keys.items()},
    }


def _with_choices(schema: Schema, choices: Choices) -> Schema:
    """`schema` with the choices wherever an id, or one of a list of words, stands in it."""
    if not choices:
        return schema
    if "enum" in schema:
        return {**schema, **_labelled({key: choices.get(key, "") for key in schema["enum"]})}
    if "items" in schema:
        return {**schema, "items": _with_choices(schema["items"], choices)}
    if "anyOf" in schema:
        chosen = [_with_choices(member, choices) for member in schema["anyOf"]]
        return {
            **schema,
            "anyOf": [
                part for member in chosen for part in (member["anyOf"] if set(member) == {"anyOf"} else [member])
            ],
        }
    if schema.get("type") == "string":
        kept = {key: value for key, value in schema.items() if key not in ("type", "pattern", "maxLength")}
        own = {"type": "string", "pattern": schema["pattern"]} if schema.get("pattern") == ID_PATTERN else None
        offered = {"enum": list(choices), **_labelled(choices)}
        return {**kept, "anyOf": [offered, own]} if own else {**kept, **offered}
    return schema


def _labelled(choices: Choices) -> Schema:
    if not any(choices.values()):
        return {}
    texts = list(choices.values())
    return {"enumDescriptions": texts, "markdownEnumDescriptions": texts}
