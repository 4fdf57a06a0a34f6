"""Values of one line, each with what it must look like: dates, periods, addresses, codes, ids. No input or output."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any, Final

from babel import Locale
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from privacy_notices.schema.period import Period
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.telephone import read_phone

MAX_TEXT: Final = 20_000
"""Characters in one text. Longer ones are pages of their own, and the limit bounds the time of every later stage."""

_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR for groups of countries, for none and for tests."""

COUNTRIES: Final = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
)
"""ISO 3166-1 alpha-2 codes, as CLDR knows them."""

ID_PATTERN: Final = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
"""What an id looks like: lower case with hyphens."""


DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in "123456789¹²³"))
)
"""Names of devices under Windows, whatever stands behind a point (Microsoft, Naming Files, Paths, and Namespaces)."""

_SETTINGS: Final = frozenset(
    (
        *("web.config", ".htaccess", "nginx-headers.conf"),
        *("_headers", "_redirects", "_routes.json", "_worker.js", "staticwebapp.config.json"),
    )
)
"""Files that IIS, Apache, nginx, Netlify, Cloudflare Pages and Azure Static Web Apps read as settings."""

_OF_SITE: Final = frozenset(("assets", "search", "_status"))
"""Folders at the root with what belongs to the site itself."""


def _no_blank(text: str) -> str:
    if not (stripped := text.strip()):
        raise refused("blank")
    return stripped


def _one_line(text: str) -> str:
    if "\n" in text:
        raise refused("several_lines")
    return text


def read_date(value: object) -> datetime.date:
    """A day written as `2026-02-01`. Errors: PydanticCustomError for anything else."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise refused("date")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise refused("date") from None


def _period(value: object) -> Period:
    if isinstance(value, Period):
        return value
    period = Period.from_iso(value) if isinstance(value, str) else None
    if period is None:
        raise refused("period")
    return period


def _email(text: str) -> str:
    if len(text) > 254 or not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[\w-]+\.)+[\w-]{2,}", text):
        raise refused("email")
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#][^\s<>\"'`{}|\\^]*)?", text):
        raise refused("url")
    return text


def _country(text: str) -> str:
    if text not in COUNTRIES:
        raise refused("country")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", text):
        raise refused("language")
    return text


def _alias(text: str) -> str:
    parts = text.split("/")
    if not re.fullmatch(r"[^\s\\?#:*\"<>|%]+", text) or any(part in ("", ".", "..") for part in parts[:-1]):
        raise refused("alias")
    # The longest name of a file on most systems is 255 bytes.
    if any(len(part.encode()) > 240 for part in parts):
        raise refused("alias")
    if parts[-1] in (".", ".."):
        raise refused("alias")
    names = [part.casefold() for part in parts if part]
    if any(name in _SETTINGS for name in names):
        raise refused("alias_setting")
    if any(name.startswith(".") or name.endswith(".") or name.partition(".")[0] in DEVICES for name in names):
        raise refused("alias_name")
    if names[0] in _OF_SITE:
        raise refused("alias_site")
    return text


def _picture(text: str) -> str:
    parts = text.split("/")
    is_path = re.fullmatch(r"[^\s\\:?#%*\"<>|][^\\:?#%*\"<>|]*\.(?:svg|png|jpe?g|webp|gif|avif)", text, re.IGNORECASE)
    if not is_path or any(part in ("", ".", "..") for part in parts):
        raise refused("picture")
    return text


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise refused("colour")
    return text.lower()


@dataclass(frozen=True, eq=False)
class _ReadFromText:
    """What the JSON Schema says of a type that is read from text."""

    schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", **dict(self.schema)}


Id = Annotated[str, StringConstraints(max_length=64), Field(pattern=ID_PATTERN)]
"""An id that the author chose, or one of the vocabulary."""
Line = Annotated[str, StringConstraints(max_length=400), AfterValidator(_no_blank), AfterValidator(_one_line)]
"""A title, a name, a label."""
Prose = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_no_blank)]
"""A text in Markdown, of one line or many: it stands here beside the values of one line because it is read as they are."""
Language = Annotated[str, AfterValidator(_language)]
"""A language by its code (BCP 47): `fi`, `sv`, `zh-Hans`."""
CountryCode = Annotated[str, AfterValidator(_country)]
"""A country by its code (ISO 3166-1 alpha-2)."""
Email = Annotated[str, AfterValidator(_email)]
"""An address that a mail program can write to."""
Phone = Annotated[str, AfterValidator(read_phone)]
"""A phone number in the form E.164 (`+35891234567`), an extension behind it (`;ext=12`); a short one as it was written."""
Url = Annotated[str, AfterValidator(_url)]
"""A whole web address."""
Alias = Annotated[str, StringConstraints(max_length=300), AfterValidator(_alias)]
"""An old address inside the site, without `/` at its beginning."""
Picture = Annotated[str, StringConstraints(max_length=300), AfterValidator(_picture)]
"""A picture below the folder of the site's own pages, by its path from there."""
Colour = Annotated[str, AfterValidator(_colour)]
"""A colour as `#rrggbb`; kept in lower case."""
Date = Annotated[
    datetime.date,
    BeforeValidator(read_date),
    _ReadFromText((("format", "date"), ("examples", ["2026-02-01"]))),
]
"""A day."""
PeriodText = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(Period.to_iso, return_type=str, when_used="json"),
    _ReadFromText((("pattern", r"^P(?=\w)"), ("examples", ["P2Y", "P6M", "P14D", "PT72H"]))),
]
"""A length of time, written and stored as ISO 8601 has it."""
