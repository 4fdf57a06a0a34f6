"""The form of every file that people write: one declaration per field.

The classes are the typed model and the source of the JSON Schemas at once. `parse` is the only way in; it turns
every fault pydantic finds into a `Diagnostic` at the place in the file. No input or output.
"""

from __future__ import annotations

import datetime
import difflib
import re
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar

import phonenumbers
from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError
from stdnum.fi import ytunnus

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.load.yaml_file import Document, Path

MAX_TEXT: Final = 20_000
"""Characters in one text. Longer ones are pages of their own, and the limit bounds the time of every later stage."""

LEGAL_BASES: Final = (
    "consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests",
)  # fmt: skip
"""The six grounds of Art. 6(1)(a)-(f), in that order."""

SECTIONS: Final = (
    "data_subjects", "data", "sources", "provision", "recipients", "transfers", "retention", "automated_decisions",
    "cookies", "security", "requests", "complaint",
)  # fmt: skip
"""Sections of a notice page that may carry a text of their own beside what is computed."""

COUNTRIES: Final = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
)  # fmt: skip
"""ISO 3166-1 alpha-2 codes, as CLDR knows them."""

# --- values of one line ------------------------------------------------------------------------------------------


def _fault(kind: str, **values: str | int) -> PydanticCustomError:
    """`at`: the key or position, below the value that is looked at, that shows the fault; `on`: `key` for the key itself."""
    return PydanticCustomError(kind, kind, values)


def _no_blank(text: str) -> str:
    if not (stripped := text.strip()):
        raise _fault("blank")
    return stripped


def _one_line(text: str) -> str:
    if "\n" in text:
        raise _fault("several_lines")
    return text


def _date(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise _fault("date")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise _fault("date") from None


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as ISO 8601 writes it (`P2Y6M`, `P14D`, `PT72H`); at least one part is more than zero."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def from_iso(cls, text: str) -> Period | None:
        """The period that `text` says, or None when it is not one."""
        match = re.fullmatch(
            r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(\d{1,4})H)?", text, re.ASCII
        )
        numbers = [int(part or 0) for part in match.groups()] if match else [0]
        return cls(*numbers) if any(numbers) else None


def _period(value: object) -> object:
    if isinstance(value, Period):
        return value
    period = Period.from_iso(value) if isinstance(value, str) else None
    if period is None:
        raise _fault("period")
    return period


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "FI")
    except phonenumbers.NumberParseException:
        raise _fault("phone") from None
    # Service numbers such as 116 117 have no country code and are not "possible" elsewhere; they are rare in notices.
    if not phonenumbers.is_possible_number(number):
        raise _fault("phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(text: str) -> str:
    if len(text) > 254 or not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[\w-]+\.)+[\w-]{2,}", text):
        raise _fault("email")
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#][^\s<>\"'`{}|\\^]*)?", text):
        raise _fault("url")
    return text


def _country(text: str) -> str:
    if text not in COUNTRIES:
        raise _fault("country")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", text):
        raise _fault("language")
    return text


def _alias(text: str) -> str:
    parts = text.split("/")
    if not re.fullmatch(r"[^\s\\?#:*\"<>|%]+", text) or any(part in ("", ".", "..") for part in parts[:-1]):
        raise _fault("alias")
    # The longest name of a file on most systems is 255 bytes.
    if any(len(part.encode()) > 240 for part in parts):
        raise _fault("alias")
    if parts[-1] in (".", "..") or text.startswith("."):
        raise _fault("alias")
    return text


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise _fault("colour")
    return text.lower()


ID_PATTERN: Final = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(max_length=64), Field(pattern=ID_PATTERN)]
Line = Annotated[str, StringConstraints(max_length=400), AfterValidator(_no_blank), AfterValidator(_one_line)]
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_no_blank)]
Language = Annotated[str, AfterValidator(_language)]
CountryCode = Annotated[str, AfterValidator(_country)]
Email = Annotated[str, AfterValidator(_email)]
Phone = Annotated[str, AfterValidator(_phone)]
Url = Annotated[str, AfterValidator(_url)]
Alias = Annotated[str, StringConstraints(max_length=300), AfterValidator(_alias)]
Colour = Annotated[str, AfterValidator(_colour)]


@dataclass(frozen=True, eq=False)
class _Schema:
    """What the JSON Schema says of a type that is read from text."""

    schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


Date = Annotated[
    datetime.date,
    BeforeValidator(_date),
    _Schema((("type", "string"), ("format", "date"), ("examples", ["2026-02-01"]))),
]
PeriodText = Annotated[
    Period,
    BeforeValidator(_period),
    _Schema((("type", "string"), ("pattern", r"^P(?=\w)"), ("examples", ["P2Y", "P6M", "P14D", "PT72H"]))),
]

ANY_LANGUAGE: Final = "*"
"""Key of a proper name that is the same in every language."""


def _per_language(value: object) -> object:
    if not isinstance(value, (str, dict)):
        raise _fault("string_type")
    return {ANY_LANGUAGE: value} if isinstance(value, str) else value


@dataclass(frozen=True, eq=False)
class _OrText:
    """In the JSON Schema: one text for all languages, or a map of them."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


ProperName = Annotated[Mapping[str, Line], BeforeValidator(_per_language), _OrText()]
"""A name or a street: one text, or one for each language (`{fi: ..., sv: ...}`)."""


def _none_is_empty(value: object) -> object:
    return [] if value == "none" else value


@dataclass(frozen=True, eq=False)
class _OrNone:
    """In the JSON Schema: the word `none` (a statement), or the values."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner = handler(core)
        members = [part for part in inner.get("anyOf", [inner]) if part.get("type") != "null"]
        return {"anyOf": [{"const": "none", "description": "Stated: there are none."}, *members]}


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for position, value in enumerate(values):
        if value in values[:position]:
            raise _fault("twice", value=str(value), at=position)
    return values


Ids = Annotated[tuple[Id, ...], AfterValidator(_unique)]

# --- forms ---------------------------------------------------------------------------------------------------------


class Form(BaseModel):
    """A map with fixed keys. Unknown keys are refused, so that a slip of the pen never loses a fact."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True, str_strip_whitespace=True
    )


class Address(Form):
    """A postal or visiting address; each line may differ by language (`city: {fi: Helsinki, sv: Helsingfors}`)."""

    street: ProperName | None = None
    """Street and number."""
    po_box: ProperName | None = None
    """P.O. box, as written in the address: `PL 25`."""
    postal_code: Line
    """Post code, in quotes: `"00100"`."""
    city: ProperName
    """Post office or town."""
    country: CountryCode | None = None
    """ISO 3166-1 alpha-2; the controller's country when left out."""


ControllerKind = Literal["company", "public-body", "public-undertaking", "association", "foundation", "housing-company", "university", "church", "person"]  # fmt: skip


class Controller(Form):
    """Who decides why and how data are used (Art. 4(7), 13(1)(a))."""

    name: ProperName
    """Registered name."""
    country: CountryCode = "FI"
    """Country of establishment, ISO 3166-1 alpha-2."""
    business_id: Line | None = None
    """Finnish Business ID (Y-tunnus) with its check digit, or the number of another country's register."""
    kind: ControllerKind = "company"
    """What it is. A public body has a data protection officer (Art. 37(1)(a)) and no legitimate interests (Art. 6(1))."""
    bilingual: bool = False
    """A bilingual authority under the Language Act (423/2003): Finnish and Swedish are both required."""
    address: Address | None = None
    """Postal address."""
    email: Email | None = None
    """A role mailbox ages better than a person's."""
    phone: Phone | None = None
    """International form: `+358 9 123 4567`."""
    url: Url | None = None
    """The controller's own website."""
    dpo: Id | None = None
    """Data protection officer (Art. 13(1)(b)): a contact of `contacts`, or `none`, which is a statement."""
    representative: Id | None = None
    """Representative in the EU (Art. 27): a contact of `contacts`. Only for controllers outside the EEA."""

    @field_validator("business_id")
    @classmethod
    def _business_id_has_its_check_digit(cls, value: str | None, others: ValidationInfo) -> str | None:
        if others.data.get("country") == "FI" and value is not None and not ytunnus.is_valid(value):
            raise _fault("business_id")
        return value


class Contact(Form):
    """How to reach somebody: a role rather than a person."""

    controller: Id | None = None
    """Whose contact it is, when the portal has several controllers."""
    name: ProperName | None = None
    """Name of the person or unit, when it is a proper name. A role's name is a word: write it in `portal.<lang>.yml`."""
    email: Email | None = None
    """E-mail address."""
    phone: Phone | None = None
    """International form: `+358 9 123 4567`."""
    address: Address | None = None
    """Postal address."""
    url: Url | None = None
    """A form or a page for requests."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not (self.email or self.phone or self.address or self.url):
            raise _fault("unreachable")
        return self


RecipientRole = Literal["processor", "controller", "joint-controller", "authority", "group-company"]


class Recipient(Form):
    """A named recipient of data (Art. 4(9)); categories of recipients are words of the vocabulary."""

    name: ProperName | None = None
    """Registered name. Without it the words of `portal.<lang>.yml` name the recipient."""
    category: Id | None = None
    """The category of the vocabulary it belongs to, e.g. `it-service-providers`."""
    role: RecipientRole = "processor"
    """A processor acts for the controller (Art. 28); a controller decides for itself."""
    country: CountryCode = "FI"
    """Where it processes the data, ISO 3166-1 alpha-2."""
    url: Url | None = None
    """Its own privacy notice or website."""


class OwnWord(Form):
    """A word that the portal adds to the vocabulary; its label stands in `portal.<lang>.yml`."""

    group: Id | None = None
    """For `data` and `data_subjects`: the group it is listed under."""
    special: Id | None = None
    """For `data`: the special category of Art. 9(1) that it is, e.g. `health`."""
    criminal: bool = False
    """For `data`: data of Art. 10."""
    public: bool = False
    """For `sources`: publicly accessible (Art. 14(2)(f))."""
    role: RecipientRole | None = None
    """For `recipients`: the role of such recipients."""
    number: Line | None = None
    """For `statutes`: the number in the Statutes of Finland, e.g. `1336/1997`."""


def _list_is_map(value: object) -> object:
    return {item: {} for item in value} if isinstance(value, list) and all(isinstance(i, str) for i in value) else value


@dataclass(frozen=True, eq=False)
class _OrList:
    """In the JSON Schema: a list of ids, or a map of ids to attributes."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}}, handler(core)]}


OwnWords = Annotated[Mapping[Id, OwnWord], BeforeValidator(_list_is_map), _OrList()]


class OwnVocabulary(Form):
    """Words that the portal adds: a list of ids, or a map of ids to attributes."""

    data: OwnWords = Field(default_factory=dict)
    """Categories of personal data."""
    data_subjects: OwnWords = Field(default_factory=dict)
    """Groups of people."""
    sources: OwnWords = Field(default_factory=dict)
    """Where data come from."""
    recipients: OwnWords = Field(default_factory=dict)
    """Categories of recipients."""
    security: OwnWords = Field(default_factory=dict)
    """Measures that protect the data."""
    statutes: OwnWords = Field(default_factory=dict)
    """Acts and decrees; give each its `number`."""
    retention_events: OwnWords = Field(default_factory=dict)
    """From when a period runs, or until when data are kept."""


class TranslationPolicy(Form):
    """What the portal does with texts of one language that are not up to date."""

    missing: Literal["refuse", "source"] = "source"
    """A text that is not translated: refuse to build, or show the source language and say so."""
    outdated: Literal["refuse", "source", "show"] = "show"
    """A text whose source has changed: refuse, show the source, or show the old translation; both are said aloud."""
    strict_from: Date | None = None
    """From this day on both are refused."""


class Brand(Form):
    """How the portal belongs to the company's own site."""

    color: Colour | None = None
    """Main colour, `#rrggbb`; a shade with enough contrast is computed from it."""
    logo: Line | None = None
    """Picture in `docs/`, shown beside the name of the site."""
    name: ProperName | None = None
    """Name on the link back to the company's site."""
    url: Url | None = None
    """Where the link back leads."""


class Accessibility(Form):
    """The accessibility statement of the portal (Act 306/2019; public bodies must have one, others may)."""

    conformance: Literal["full", "partial"]
    """Whether the portal meets WCAG 2.1 AA in full. What is lacking stands in `portal.<lang>.yml`."""
    assessed: Date
    """The day of the assessment."""
    method: Literal["self", "external"]
    """Who assessed it."""
    contact: Id
    """The contact that takes feedback; it answers within 14 days."""


class Portal(Form):
    """`portal.yml`: what notices share, in no language."""

    format: Literal[1]
    """Edition of this file format."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1), AfterValidator(_unique)]
    """Languages in the order of the menu; the first is the default."""
    source_language: Language | None = None
    """What translations are compared with; the first of `languages` when left out."""
    prevails: Language | None = None
    """The language that prevails when versions differ, if there is one."""
    rules: Line = "gdpr-2016-679/2026-11"
    """Edition of the checks."""
    authority: Id = "fi"
    """Supervisory authority, from the register that ships with the package."""
    controllers: Annotated[Mapping[Id, Controller], Field(min_length=1)]
    """Controllers by id."""
    contacts: Mapping[Id, Contact] = Field(default_factory=dict)
    """Contacts by id."""
    recipients: Mapping[Id, Recipient] = Field(default_factory=dict)
    """Named recipients by id."""
    vocabulary: OwnVocabulary = OwnVocabulary()
    """Own words beside those that ship."""
    groups: Ids = ()
    """Order of the groups on the front page; others follow in the order of the vocabulary."""
    translations: Mapping[Language, TranslationPolicy] = Field(default_factory=dict)
    """Policy by language."""
    brand: Brand = Brand()
    """Colour, logo and the link back to the company's site."""
    accessibility: Accessibility | None = None
    """Facts of the accessibility statement; the page is there when they are."""

    @field_validator("source_language", "prevails")
    @classmethod
    def _language_is_declared(cls, value: str | None, others: ValidationInfo) -> str | None:
        languages = others.data.get("languages")
        if value is not None and languages is not None and value not in languages:
            raise _fault("undeclared_language", value=value)
        return value

    @field_validator("translations")
    @classmethod
    def _languages_are_declared(
        cls, value: Mapping[str, TranslationPolicy], others: ValidationInfo
    ) -> Mapping[str, TranslationPolicy]:
        for language in value:
            if language not in others.data.get("languages", value):
                raise _fault("undeclared_language", value=language, at=language, on="key")
        return value


class Retention(Form):
    """How long data are kept (Art. 13(2)(a)): `period` and `after`, or `until`, or `criterion: described`."""

    data: Ids = ()
    """The data this holds for, when a purpose keeps some of its data for another time."""
    period: PeriodText | None = None
    """ISO 8601: `P2Y`, `P6M`, `P14D`, `PT72H`."""
    after: Id | None = None
    """The event from which the period runs, a word of `retention_events`."""
    until: Id | None = None
    """The event until which data are kept, a word of `retention_events`."""
    criterion: Literal["described"] | None = None
    """The criterion is written in words, under `retention_criteria` of each language."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Retention:
        stated = [name for name in ("period", "until", "criterion") if getattr(self, name) is not None]
        if len(stated) != 1:
            raise _fault("retention_parts")
        if self.after is not None and self.period is None:
            raise _fault("retention_after", at="after")
        return self


def _one_is_list(value: object) -> object:
    return [value] if isinstance(value, dict) else value


@dataclass(frozen=True, eq=False)
class _OrOne:
    """In the JSON Schema: one value, or a list of them."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner = handler(core)
        arrays = [part for part in inner.get("anyOf", [inner]) if part.get("type") == "array"]
        return {"anyOf": [arrays[0]["items"], *arrays]}


Provision = Literal["statutory", "contractual", "necessary", "voluntary"]
SpecialCondition = Literal[
    "explicit-consent", "employment-law", "vital-interests", "non-profit-body", "made-public", "legal-claims",
    "public-interest", "health-care", "public-health", "research",
]  # fmt: skip


class Purpose(Form):
    """One purpose of the processing, with its own legal basis (Art. 13(1)(c))."""

    legal_basis: Literal["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"] | None = None  # fmt: skip
    """The ground of Art. 6(1)."""
    role: Literal["controller", "processor"] = "controller"
    """`processor` where the data are handled for somebody else, who is the controller (Art. 28)."""
    statutes: Ids = ()
    """The acts that a legal obligation or a public task rests on (Art. 6(3))."""
    data: Ids = ()
    """Categories of personal data."""
    special_category_condition: SpecialCondition | None = None
    """The condition of Art. 9(2) for special categories of data."""
    provision: Provision | None = None
    """Must the person give the data (Art. 13(2)(e)): statutory | contractual | necessary (for a contract) | voluntary."""
    retention: Annotated[tuple[Retention, ...] | None, BeforeValidator(_one_is_list), _OrOne()] = None
    """How long the data are kept."""
    direct_marketing: bool = False
    """Direct marketing may be refused at any time (Art. 21(2))."""


class Source(Form):
    """A source of data, when more than its name is to be said."""

    id: Id
    """A word of `sources`."""
    permit: Line | None = None
    """Number of the permit under which the source is used."""
    public: bool | None = None
    """Publicly accessible (Art. 14(2)(f)); the vocabulary's answer when left out."""


def _id_is_source(value: object) -> object:
    return [{"id": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, eq=False)
class _ItemOrId:
    """In the JSON Schema: each item is an id or a map."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner = handler(core)
        array = next(part for part in inner.get("anyOf", [inner]) if part.get("type") == "array")
        return {**array, "items": {"anyOf": [{"type": "string", "pattern": ID_PATTERN}, array["items"]]}}


TransferMechanism = Literal[
    "adequacy", "public-instrument", "bcr", "scc", "scc-dpa", "code-of-conduct", "certification", "ad-hoc-clauses",
    "admin-arrangement", "derogation-consent", "derogation-contract", "derogation-contract-interest",
    "derogation-public-interest", "derogation-claims", "derogation-vital", "derogation-register", "derogation-compelling",
]  # fmt: skip


class Transfer(Form):
    """A transfer to a country outside the EEA (Art. 13(1)(f))."""

    recipient: Id
    """Who receives the data: a recipient of the portal or of the vocabulary."""
    countries: Annotated[tuple[CountryCode, ...], Field(min_length=1), AfterValidator(_unique)]
    """Third countries, ISO 3166-1 alpha-2."""
    mechanism: TransferMechanism
    """What the transfer rests on (Art. 45-49)."""
    certified: bool = False
    """For the United States and `adequacy`: the recipient is certified under the EU-US Data Privacy Framework."""
    copy_from: Id | None = None
    """The contact that gives a copy of the safeguards (Art. 13(1)(f))."""
    copy_url: Url | None = None
    """Where the safeguards can be read."""


class AutomatedDecision(Form):
    """A decision made solely by automated means with legal or similar effects (Art. 22)."""

    basis: Literal["contract", "law", "explicit-consent"]
    """The exception of Art. 22(2)(a)-(c) it rests on."""
    purposes: Ids = ()
    """The purposes it serves."""
    profiling: bool = False
    """It rests on profiling."""
    statutes: Ids = ()
    """The act that allows it, when the basis is `law`."""


class Requests(Form):
    """How people use their rights (Art. 12)."""

    contacts: Annotated[tuple[Id, ...], Field(min_length=1), AfterValidator(_unique)]
    """Contacts that take requests."""
    languages: Annotated[tuple[Language, ...], AfterValidator(_unique)] = ()
    """Languages in which requests are answered, when they are not those of the portal."""


class Cookies(Form):
    """What a service stores on the reader's device."""

    url: Url | None = None
    """Where the cookies are listed and chosen."""


class Dates(Form):
    """Dates of a notice."""

    published: Date | None = None
    """The day this version was published; it is the version's name."""
    effective: Date | None = None
    """The day from which it holds."""
    reviewed: Date | None = None
    """The day it was last read through."""
    review_by: Date | None = None
    """The day by which it must be read through again."""


class NoticeFacts(Form):
    """`notice.yml`: the facts of one notice, in no language."""

    format: Literal[1]
    """Edition of this file format."""
    status: Literal["draft", "published"] = "draft"
    """A draft is seen in the preview only."""
    source_language: Language | None = None
    """The language this notice is written in first; the portal's when left out."""
    prevails: Language | None = None
    """The language that prevails when versions differ."""
    controllers: Annotated[tuple[Id, ...], Field(min_length=1), AfterValidator(_unique)]
    """Controllers of the portal; several are joint controllers (Art. 26)."""
    contacts: Ids = ()
    """Contacts in matters of this notice."""
    authority: Id | None = None
    """Supervisory authority; the portal's when left out."""
    group: Id | None = None
    """Group on the front page; that of the first data subjects when left out."""
    data_subjects: Ids = ()
    """Whom the notice concerns."""
    purposes: Annotated[Mapping[Id, Purpose], Field(min_length=1)]
    """Purposes by id. Their texts stand under the same ids in each language."""
    sources: Annotated[tuple[Source, ...] | None, BeforeValidator(_id_is_source), _ItemOrId()] = None
    """Where the data come from. Anything but `data-subject` brings Art. 14 with it."""
    recipients: Annotated[Ids | None, BeforeValidator(_none_is_empty), _OrNone()] = None
    """Recipients of the portal or categories of the vocabulary, or `none`."""
    transfers: Annotated[tuple[Transfer, ...] | None, BeforeValidator(_none_is_empty), _OrNone()] = None
    """Transfers outside the EEA, or `none`."""
    automated_decisions: Annotated[Mapping[Id, AutomatedDecision] | None, BeforeValidator(lambda v: {} if v == "none" else v), _OrNone()] = None  # fmt: skip
    """Automated decisions by id, or `none`."""
    cookies: Annotated[Cookies | None, BeforeValidator(lambda v: {} if v == "none" else v), _OrNone()] = None
    """`none`, or where cookies are described. The text stands under `texts.cookies`."""
    requests: Requests | None = None
    """How to use one's rights."""
    security: Ids = ()
    """Measures that protect the data."""
    dates: Dates = Dates()
    """Dates of this version."""
    aliases: Annotated[tuple[Alias, ...], AfterValidator(_unique)] = ()
    """Old addresses that must keep working, from the root of the site."""
    ignore: Mapping[str, Line] = Field(default_factory=dict)
    """Codes of checks that do not apply to this notice, each with the reason."""

    @field_validator("ignore")
    @classmethod
    def _keys_are_codes(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for key in value:
            if not re.fullmatch(r"[NTP]\d{3}", key):
                raise _fault("ignore_code", value=key, at=key, on="key")
        return value


def _text_is_purpose(value: object) -> object:
    if not isinstance(value, (str, dict)):
        raise _fault("string_type")
    return {"text": value} if isinstance(value, str) else value


class PurposeWords(Form):
    """What a purpose means, with a short name for lists when the text is longer than a sentence."""

    name: Line | None = None
    """Short name, e.g. `Newsletter`; the first sentence of the text when left out."""
    text: Text
    """The purpose in plain words."""


class OwnSection(Form):
    """A section that the notice adds."""

    title: Line
    """Heading."""
    text: Text
    """Text in Markdown."""


class DecisionWords(Form):
    """What Art. 13(2)(f) asks to be said of an automated decision."""

    name: Line
    """What is decided."""
    logic: Text
    """The logic involved, in plain words."""
    consequences: Text
    """What it means for the person."""


class SectionTexts(Form):
    """Texts beside what is computed, each under its own heading."""

    data_subjects: Text | None = None
    """More on whom the notice concerns."""
    data: Text | None = None
    """More on the data."""
    sources: Text | None = None
    """More on where the data come from."""
    provision: Text | None = None
    """What happens if the data are not given (Art. 13(2)(e))."""
    recipients: Text | None = None
    """More on the recipients."""
    transfers: Text | None = None
    """More on transfers."""
    retention: Text | None = None
    """More on how long data are kept."""
    automated_decisions: Text | None = None
    """More on automated decisions and profiling."""
    cookies: Text | None = None
    """What is stored on the reader's device, and why."""
    security: Text | None = None
    """More on the protection of the data."""
    requests: Text | None = None
    """More on how to use one's rights."""
    complaint: Text | None = None
    """More on complaints."""


class Words(Form):
    """`<lang>.yml` of a notice: the words of one language. The keys are the same in each."""

    title: Line
    """Name of the notice."""
    slug: Line | None = None
    """Last part of the address; made from the title when left out."""
    summary: Text | None = None
    """One or two sentences for the front page and the top of the notice."""
    purposes: Mapping[Id, Annotated[PurposeWords, BeforeValidator(_text_is_purpose), _OrText()]] = Field(default_factory=dict)  # fmt: skip
    """What each purpose means, under its id in `notice.yml`: a text, or `{name: ..., text: ...}`."""
    legitimate_interests: Mapping[Id, Text] = Field(default_factory=dict)
    """The interest itself, for each purpose with that basis (Art. 13(1)(d))."""
    retention_criteria: Mapping[Id, Text] = Field(default_factory=dict)
    """The criterion, for each purpose whose retention is `{criterion: described}`."""
    transfers: Mapping[Id, Text] = Field(default_factory=dict)
    """More on the transfer to a recipient."""
    automated_decisions: Mapping[Id, DecisionWords] = Field(default_factory=dict)
    """Each automated decision, under its id in `notice.yml`."""
    joint_controllers: Text | None = None
    """The essence of the arrangement between joint controllers (Art. 26(2))."""
    rights: Mapping[Id, Text] = Field(default_factory=dict)
    """What this controller adds on one right."""
    texts: SectionTexts = SectionTexts()
    """Texts beside what is computed."""
    sections: Mapping[Id, OwnSection] = Field(default_factory=dict)
    """Anything else, in this order."""
    changes: Mapping[str, Text] = Field(default_factory=dict)
    """What changed, by date of publication."""

    @field_validator("changes")
    @classmethod
    def _keys_are_dates(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for key in value:
            try:
                _date(key)
            except PydanticCustomError:
                raise _fault("date", at=key, on="key") from None
        return value


class VocabularyWords(Form):
    """Labels of the portal's own words, or others for those that ship; list items in lower case."""

    data: Mapping[Id, Line] = Field(default_factory=dict)
    """Categories of personal data."""
    data_subjects: Mapping[Id, Line] = Field(default_factory=dict)
    """Groups of people."""
    sources: Mapping[Id, Line] = Field(default_factory=dict)
    """Where data come from."""
    recipients: Mapping[Id, Line] = Field(default_factory=dict)
    """Categories of recipients."""
    security: Mapping[Id, Line] = Field(default_factory=dict)
    """Measures."""
    statutes: Mapping[Id, Line] = Field(default_factory=dict)
    """Acts and decrees, without their number."""
    retention_after: Mapping[Id, Line] = Field(default_factory=dict)
    """Completes a period: `after the end of the contract`."""
    retention_until: Mapping[Id, Line] = Field(default_factory=dict)
    """Completes `kept ...`: `until you object`."""


class PortalWords(Form):
    """`portal.<lang>.yml`: the words of one language that notices share."""

    site_name: Line
    """Name of the portal."""
    site_description: Line | None = None
    """One sentence for search engines."""
    intro: Text | None = None
    """Text at the top of the front page."""
    groups: Mapping[Id, Line] = Field(default_factory=dict)
    """Headings of the groups on the front page."""
    contacts: Mapping[Id, Line] = Field(default_factory=dict)
    """Name of each contact's role."""
    recipients: Mapping[Id, Line] = Field(default_factory=dict)
    """What a named recipient does."""
    accessibility: Text | None = None
    """What in the portal is not accessible, for whom, and what to do instead."""
    vocabulary: VocabularyWords = VocabularyWords()
    """Labels of own words."""
    texts: Mapping[str, Text] = Field(default_factory=dict)
    """Other wordings for texts that ship, by their id in the catalog."""


# --- parsing -------------------------------------------------------------------------------------------------------

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a kind of fault is called and how it is put to an author."""

    code: str
    name: str
    message: str
    hint: str


_OTHER = Fault(
    "S116", "value-not-accepted", "this value is not accepted: {detail}", "look the key up in the format reference"
)
FAULTS: Final[Mapping[str, Fault]] = {
    "extra_forbidden": Fault("S101", "unknown-key", "unknown key `{key}`", "remove it, or use one of: {known}"),
    "missing": Fault("S102", "missing-key", "`{key}` is missing", "add `{key}:`{about}"),
    "string_type": Fault("S103", "wrong-kind-of-value", "a text belongs here, not {found}", "write the text on one line, in quotes if it has `: ` in it, or after `|`"),
    "list_type": Fault("S103", "wrong-kind-of-value", "a list belongs here, not {found}", "write `[one, two]`, or one item a line, each after `- `"),
    "dict_type": Fault("S103", "wrong-kind-of-value", "keys and values belong here, not {found}", "write one `key: value` a line, indented by two spaces"),
    "bool_type": Fault("S103", "wrong-kind-of-value", "`true` or `false` belongs here, not {found}", "write `true` or `false`"),
    "literal_error": Fault("S104", "value-not-in-list", "`{value}` is not one of the values allowed here", "use one of: {known}"),
    "date": Fault("S105", "not-a-date", "this is not a date", "write the day as `2026-02-01`"),
    "period": Fault("S106", "not-a-period", "this is not a length of time", "write `P2Y` for two years, `P6M` for six months, `P14D` for two weeks, `PT72H` for 72 hours"),
    "id": Fault("S107", "not-an-id", "`{value}` cannot be an id", "use lower-case letters a-z, digits and hyphens, beginning with a letter"),
    "business_id": Fault("S108", "business-id-check-digit", "the check digit of this Business ID is wrong", "compare it with the Trade Register; the form is `1234567-1`"),
    "phone": Fault("S109", "not-a-phone-number", "this is not a phone number", 'write it in the international form, in quotes: `"+358 9 123 4567"`'),
    "email": Fault("S110", "not-an-email-address", "this is not an e-mail address", "write it as `tietosuoja@company.example`"),
    "url": Fault("S111", "not-a-web-address", "this is not a web address", "write it in full, from `https://` on"),
    "country": Fault("S112", "not-a-country-code", "this is not a country code", 'use the two capital letters of ISO 3166-1; write Norway as `"NO"`'),
    "string_too_long": Fault("S113", "text-too-long", "this text has more than {limit} characters", "shorten it, or split it into sections"),
    "blank": Fault("S114", "empty-text", "this text is empty", "write the text, or remove the key"),
    "language": Fault("S115", "not-a-language-code", "this is not a language code", "use the code of the language, e.g. `fi`, `sv`, `en`, `se`"),
    "several_lines": Fault("S117", "more-than-one-line", "this must be one line", "take the line breaks out"),
    "twice": Fault("S118", "listed-twice", "`{value}` is listed twice", "remove one of them"),
    "unreachable": Fault("S119", "contact-unreachable", "this contact cannot be reached", "give it an `email`, `phone`, `address` or `url`"),
    "retention_parts": Fault("S120", "retention-unclear", "retention must say one thing", "give a `period` with `after`, or `until`, or `criterion: described`; two periods are two items of a list"),
    "retention_after": Fault("S121", "after-without-period", "`after` has no `period`", "add the `period` that runs from that event"),
    "alias": Fault("S122", "not-an-address-of-the-site", "this is not an address inside the site", "write the old path from the root of the site, without `/` at the beginning: `tietosuoja/seloste.html`"),
    "colour": Fault("S123", "not-a-colour", "this is not a colour", 'write it as `"#005a5b"`, in quotes'),
    "undeclared_language": Fault("S124", "language-not-declared", "the portal does not have the language `{value}`", "add it to `languages` in portal.yml, or choose one of them"),
    "ignore_code": Fault("S125", "not-a-code", "`{value}` is not the code of a check", "name the code of the finding, e.g. `N103`"),
    "too_short": Fault("S126", "nothing-listed", "at least one is needed here", "list at least one"),
}  # fmt: skip
"""By pydantic's error type or by ours."""

ALIASES: Final = {
    "tuple_type": "list_type", "mapping_type": "dict_type", "model_type": "dict_type", "model_attributes_type": "dict_type",
    "string_pattern_mismatch": "id", "bool_parsing": "bool_type", "dict_attributes_type": "dict_type",
}  # fmt: skip


def parse(form: type[F], document: Document) -> tuple[F | None, tuple[Diagnostic, ...]]:
    """The typed value of a document, or None with every fault in it.

    What the loader found comes first; a document that could not be read gives no second list of faults.
    """
    if document.value is None:
        return None, document.diagnostics
    try:
        return form.model_validate(document.value), document.diagnostics
    except ValidationError as error:
        found = (_diagnostic(form, document, item) for item in error.errors(include_url=False))
        return None, (*document.diagnostics, *dict.fromkeys(found))


def _diagnostic(form: type[Form], document: Document, error: ErrorDetails) -> Diagnostic:
    context = error.get("ctx", {})
    # The step "[key]" is pydantic's, not the author's.
    path: Path = tuple(step for step in error["loc"] if step != "[key]")
    if "at" in context:
        path = (*path, context["at"])
    kind = ALIASES.get(error["type"], error["type"])
    written = written_path(document, path)
    value = _value_at(document.value, written)
    if kind == "literal_error" and isinstance(value, (dict, list)):
        kind = "string_type"
    fault = FAULTS.get(kind, _OTHER)
    key = str(path[-1]) if path else ""
    on_key = kind == "extra_forbidden" or "[key]" in error["loc"] or context.get("on") == "key"
    known = _keys_at(form, path[:-1]) if kind in ("extra_forbidden", "missing") else _choices(context)
    values = {
        "key": _shown(key),
        "known": ", ".join(f"`{name}`" for name in known),
        "about": _about(form, path),
        "value": _shown(context.get("value", key if on_key else value)),
        "found": _kind_of(value),
        "limit": str(context.get("max_length", "")),
        "detail": error["msg"],
    }
    hint = fault.hint.format(**values)
    wrong = key if kind == "extra_forbidden" else value
    if isinstance(wrong, str) and (near := nearest(wrong, known)):
        hint = f"did you mean `{near}`? {hint[0].upper()}{hint[1:]}"
    mark = document.at(written[:-1] if kind == "missing" else written, key=on_key or kind == "missing")
    return Diagnostic(mark, fault.code, fault.message.format(**values), Severity.ERROR, hint)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    folded = word.lower().replace("_", "-")
    by_fold = {name.lower().replace("_", "-"): name for name in known}
    close = difflib.get_close_matches(folded, by_fold, n=1, cutoff=0.7)
    return by_fold[close[0]] if close else None


def written_path(document: Document, path: Path) -> Path:
    """The path of a value as the author wrote it: one item for a list of them, a text for a map, an id for an entry."""
    found: Path = ()
    for step in path:
        here = _value_at(document.value, found)
        if isinstance(here, list if isinstance(step, int) else dict):
            found = (*found, step)
        elif isinstance(here, list) and step in here:
            found = (*found, here.index(step))
    return found


def _shown(value: object) -> str:
    """A value as a message quotes it: one line, not the whole of a long text."""
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _choices(context: Mapping[str, Any]) -> list[str]:
    return [quoted or number for quoted, number in re.findall(r"'([^']+)'|\b(\d+)\b", str(context.get("expected", "")))]


def _keys_at(form: type[Form], path: Path) -> list[str]:
    found = _form_at(form, path)
    return list(found.model_fields) if found else []


def _about(form: type[Form], path: Path) -> str:
    found = _form_at(form, path[:-1])
    described = found.model_fields.get(str(path[-1])) if found and path else None
    first = (described.description or "").split("\n")[0] if described else ""
    return f" ({first[0].lower()}{first[1:].rstrip('.')})" if first else ""


def _form_at(form: type[Form], path: Path) -> type[Form] | None:
    """The form that stands at `path`, followed through maps and lists."""
    current: object = form
    for step in path:
        current = _step_into(current, step)
    return current if isinstance(current, type) and issubclass(current, Form) else _form_in(current)


def _step_into(annotation: object, step: str | int) -> object:
    """The type of what stands under a key, or at a position, of a type; None where it has none."""
    if (form := _form_in(annotation)) is not None:
        field = form.model_fields.get(str(step))
        return field.annotation if field else None
    arguments = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    if origin is Mapping:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    return next((found for inner in arguments if (found := _step_into(inner, step)) is not None), None)


def _form_in(annotation: object) -> type[Form] | None:
    """The form itself, alone or beside None."""
    for inner in (
        annotation,
        *(
            typing.get_args(annotation)
            if typing.get_origin(annotation) in (types.UnionType, typing.Union, Annotated)
            else ()
        ),
    ):
        if isinstance(inner, type) and issubclass(inner, Form):
            return inner
    return None


def _value_at(value: object, path: Path) -> object:
    for step in path:
        try:
            value = value[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _kind_of(value: object) -> str:
    names = {dict: "keys and values", list: "a list", bool: "`true` or `false`", int: "a number", str: "a text"}
    return names.get(type(value), "nothing")
