"""The form of a reference to an act: the act alone, or its sections. No input or output."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from privacy_notices.schema.one_line import Id
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.shapes import UNIQUE, Form, ItemsOrIds, OneOrMore

_NUMBER: Final = r"[1-9]\d{0,3}(?: ?[a-z])?|[a-z]"
UNIT_PATTERN: Final = rf"^(?:{_NUMBER})(?:-(?:{_NUMBER}))?$"
"""A number of a section as acts have it: `5`, `12 a`, `c`; or the first and the last of several: `5-7`."""


def _unit(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not re.fullmatch(UNIT_PATTERN, text.strip()):
        raise refused("statute_unit")
    return re.sub(r"(?<=\d) ?(?=[a-z])", " ", text.strip())


class _NumberOrText:
    """What the JSON Schema says of a number of a section."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": UNIT_PATTERN}]}


Unit = Annotated[str, BeforeValidator(_unit), _NumberOrText()]
"""A number of a chapter, a section or a part of one; kept as `12 a`."""
Units = Annotated[tuple[Unit, ...], UNIQUE, OneOrMore()]
"""One number or several."""


class StatuteRef(Form):
    """An act and where in it: `{id: accounting-act, chapter: 2, section: 10}`. An id alone names the whole act."""

    id: Id
    """A word of `statutes`."""
    chapter: Unit | None = None
    """Number of the chapter (luku, kapitel)."""
    section: Units = ()
    """Number of the section (pykälä, paragraf), or several: `5`, `"12 a"`, `[5, 6]`, `5-7`."""
    article: Units = ()
    """In place of `section` in acts of the European Union and other acts that have articles."""
    paragraph: Units = ()
    """Number of the paragraph of that section or article (momentti, moment)."""
    point: Units = ()
    """Number or letter of the point (kohta, punkt)."""

    @model_validator(mode="after")
    def _parts_go_together(self) -> StatuteRef:
        if self.section and self.article:
            raise refused("statute_parts", at="article")
        for name, above in (("paragraph", self.section or self.article), ("point", self.section or self.article)):
            if getattr(self, name) and (len(above) != 1 or "-" in above[0]):
                raise refused("statute_parts", at=name)
        if self.point and len(self.paragraph) > 1:
            raise refused("statute_parts", at="point")
        return self

    def __str__(self) -> str:
        """As messages name it."""
        return self.id


Statutes = Annotated[tuple[StatuteRef, ...], UNIQUE, ItemsOrIds()]
"""Acts, each by its id or with its sections."""
