"""What forms have in common: maps with fixed keys, and the shorter ways to write a value. No input or output.

Each shorter way is one annotation that says it to both readers: to pydantic, what the author's value stands for, and to
the JSON Schema, which forms an editor may offer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from privacy_notices.schema.one_line import ID_PATTERN, Id, Line
from privacy_notices.schema.refusals import refused

_ID: Final[JsonSchemaValue] = {"type": "string", "pattern": ID_PATTERN}


class Form(BaseModel):
    """A map with fixed keys. Unknown keys are refused, so that a slip of the pen never loses a fact."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for position, value in enumerate(values):
        if value in values[:position]:
            raise refused("twice", value=str(value), at=position)
    return values


UNIQUE: Final = AfterValidator(_unique)
"""Annotation of a list in which nothing stands twice."""

Ids = Annotated[tuple[Id, ...], UNIQUE]
"""Ids, each once, in the author's order."""


@dataclass(frozen=True, eq=False)
class _Shorthand:
    """A shorter way to write a value."""

    def read(self, value: object) -> object:
        """What the author's value stands for; a value in its long form as it is."""
        raise NotImplementedError

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """The JSON Schema of both ways, from that of the long form."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return self.describe(handler(core))


@dataclass(frozen=True, eq=False)
class OrText(_Shorthand):
    """A text, which stands for a map with one key; or the map."""

    key: str

    def read(self, value: object) -> object:
        """The map. Errors: PydanticCustomError for what is neither."""
        if not isinstance(value, (str, dict)):
            raise refused("string_type")
        return {self.key: value} if isinstance(value, str) else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """A text or a map."""
        return {"anyOf": [{"type": "string"}, schema]}


@dataclass(frozen=True, eq=False)
class OrNone(_Shorthand):
    """The word `none`, a statement that there are none; or the values."""

    empty: Callable[[], object]
    """What the word stands for."""

    def read(self, value: object) -> object:
        """The values; none for the word."""
        return self.empty() if value == "none" else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """The word or the values."""
        stated = "Stated: there are none."
        none = {"const": "none", "description": stated, "markdownDescription": stated}
        return {"anyOf": [none, *schema.get("anyOf", [schema])]}


@dataclass(frozen=True, eq=False)
class OrIds(_Shorthand):
    """A list of ids, which stands for a map of them to nothing more; or the map."""

    def read(self, value: object) -> object:
        """The map."""
        is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return {item: {} for item in value} if is_list and isinstance(value, list) else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """A list or a map."""
        return {"anyOf": [{"type": "array", "items": _ID}, schema]}


@dataclass(frozen=True, eq=False)
class OrOne(_Shorthand):
    """One map, which stands for a list of it alone; or the list."""

    def read(self, value: object) -> object:
        """The list."""
        return [value] if isinstance(value, dict) else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """One or a list."""
        return {"anyOf": [schema["items"], schema]}


@dataclass(frozen=True, eq=False)
class OneOrMore(_Shorthand):
    """One text or number, which stands for a list of it alone; or the list."""

    def read(self, value: object) -> object:
        """The list."""
        return [value] if isinstance(value, (str, int)) else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """One or a list."""
        return {"anyOf": [schema["items"], schema]}


@dataclass(frozen=True, eq=False)
class ItemsOrIds(_Shorthand):
    """A list whose items are ids, each standing for a map with nothing but its `id`; or maps."""

    or_one: bool = False
    """An item may stand for a list of it alone."""

    def read(self, value: object) -> object:
        """The list of maps."""
        items = [value] if self.or_one and isinstance(value, (str, dict)) else value
        return [{"id": item} if isinstance(item, str) else item for item in items] if isinstance(items, list) else value

    def describe(self, schema: JsonSchemaValue) -> JsonSchemaValue:
        """Items of both kinds."""
        several = {**schema, "items": {"anyOf": [_ID, schema["items"]]}}
        return {"anyOf": [_ID, schema["items"], several]} if self.or_one else several


ANY_LANGUAGE: Final = "*"
"""Key of a proper name that is the same in every language."""

ProperName = Annotated[Mapping[str, Line], OrText(ANY_LANGUAGE)]
"""A name or a street: one text, or one for each language (`{fi: ..., sv: ...}`)."""
