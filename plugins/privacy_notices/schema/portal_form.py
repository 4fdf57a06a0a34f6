"""The form of `portal.yml`: what notices share, in no language. No input or output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from privacy_notices.schema.address_form import Address, fitting
from privacy_notices.schema.one_line import Colour, CountryCode, Date, Email, Id, Language, Line, Phone, Picture, Url
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.registers import can_be_in_register
from privacy_notices.schema.shapes import UNIQUE, Form, Ids, ItemsOrIds, OneOrMore, OrIds, OrNone, ProperName
from privacy_notices.schema.telephone import phone_in

ControllerKind = Literal[
    "company",
    "public-body",
    "public-undertaking",
    "association",
    "foundation",
    "housing-company",
    "university",
    "church",
    "person",
]
"""What a controller is."""


class Representative(Form):
    """Who stands for a controller that is not established where the people are (Art. 27)."""

    id: Id
    """A contact of `contacts`."""
    territory: Literal["EU", "GB"] = "EU"
    """Whose law asks for it: `EU`, or `GB` for the United Kingdom (Art. 27 of the UK GDPR)."""


class Controller(Form):
    """Who decides why and how data are used (Art. 4(7), 13(1)(a))."""

    name: ProperName
    """Registered name."""
    country: CountryCode = "FI"
    """Country of establishment, ISO 3166-1 alpha-2."""
    establishment_in_eea: bool = False
    """For a controller outside the EEA: it also has an establishment in it, so it needs no representative (Art. 3(1), 27)."""
    business_id: Line | None = None
    """Finnish Business ID (Y-tunnus), or the number in another country's register. Check digits are verified where they are known."""
    kind: ControllerKind = "company"
    """What it is. A public body has a data protection officer (Art. 37(1)(a)) and no legitimate interests (Art. 6(1))."""
    bilingual: bool = False
    """A bilingual authority under the Language Act (423/2003): Finnish and Swedish are both required."""
    address: Address | None = None
    """Postal address."""
    email: Email | None = None
    """A role mailbox ages better than a person's."""
    phone: Phone | None = None
    """International form: `+358 9 123 4567`, with an extension `+358 9 123 4567 ext. 12`; a short number as it is dialled: `116 117`."""
    url: Url | None = None
    """The controller's own website."""
    authority: Id | None = None
    """Its supervisory authority, when it is not the one that follows from its country and kind."""
    dpo: Annotated[Ids | None, OneOrMore(), OrNone(list)] = None
    """Data protection officer (Art. 13(1)(b)): a contact of `contacts`, or several, or `none`, which is a statement."""
    representative: Annotated[tuple[Representative, ...], UNIQUE, ItemsOrIds(or_one=True)] = ()
    """Representative (Art. 27): a contact of `contacts`, or several, also as `{id: ..., territory: GB}`. In the EU, it is only for controllers outside the EEA."""

    @field_validator("business_id")
    @classmethod
    def _business_id_has_its_check_digit(cls, value: str | None, others: ValidationInfo) -> str | None:
        if value is not None and not can_be_in_register(value, others.data.get("country", "")):
            raise refused("business_id")
        return value

    @field_validator("address")
    @classmethod
    def _address_is_whole(cls, value: Address | None, others: ValidationInfo) -> Address | None:
        return fitting(value, others.data.get("country", ""))

    @field_validator("phone")
    @classmethod
    def _phone_is_of_the_country(cls, value: str | None, others: ValidationInfo) -> str | None:
        country = others.data.get("country")
        return phone_in(country, value) if value and country else value

    def representatives_in(self, territory: str) -> tuple[str, ...]:
        """The contacts that stand for it under the law of a territory (`EU`, `GB`)."""
        return tuple(one.id for one in self.representative if one.territory == territory)


class Contact(Form):
    """How to reach somebody: a role rather than a person."""

    controller: Id | None = None
    """Whose contact it is, when the portal has several controllers."""
    name: ProperName | None = None
    """Name of the person or unit, when it is a proper name. A role's name is a word: write it in `portal.<lang>.yml`."""
    email: Email | None = None
    """E-mail address."""
    phone: Phone | None = None
    """International form: `+358 9 123 4567`, with an extension `+358 9 123 4567 ext. 12`; a short number as it is dialled: `116 117`."""
    address: Address | None = None
    """Postal address."""
    url: Url | None = None
    """A form or a page for requests."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not (self.email or self.phone or self.address or self.url):
            raise refused("unreachable")
        return self


def _fitted(contacts: Mapping[str, Contact], controllers: Mapping[str, Controller]) -> Mapping[str, Contact]:
    """Contacts with numbers and addresses as those of their countries are. Errors: ValidationError with all faults."""
    countries = {one.country for one in controllers.values()}
    common = countries.pop() if len(countries) == 1 else ""
    fitted: dict[str, Contact] = {}
    faults: list[InitErrorDetails] = []
    for key, contact in contacts.items():
        controller = controllers.get(contact.controller or "")
        country = controller.country if controller else common
        try:
            fitting(contact.address, country)
        except ValidationError as error:
            faults += (
                InitErrorDetails(type=refused("lacks"), loc=(key, "address", *fault["loc"]), input=None)
                for fault in error.errors()
            )
        try:
            fitted[key] = contact.model_copy(update={"phone": contact.phone and phone_in(country, contact.phone)})
        except PydanticCustomError as error:
            faults.append(InitErrorDetails(type=error, loc=(key, "phone"), input=contact.phone))
    if faults:
        raise ValidationError.from_exception_data("Contacts", faults)
    return fitted


RecipientRole = Literal["processor", "controller", "joint-controller", "authority", "group-company"]
"""Whose part a recipient plays (Art. 4(7)-(9), 26 and 28)."""


class Recipient(Form):
    """A named recipient of data (Art. 4(9)); categories of recipients are words of the vocabulary."""

    name: ProperName | None = None
    """Registered name. Without it the words of `portal.<lang>.yml` name the recipient."""
    category: Id | None = None
    """The category of the vocabulary it belongs to, e.g. `it-service-providers`."""
    role: RecipientRole = "processor"
    """A processor acts for the controller (Art. 28); a controller decides for itself."""
    country: CountryCode = "FI"
    """Where it processes the data, ISO 3166-1 alpha-2. Readers are told when it is written and is not their own."""
    url: Url | None = None
    """Its own privacy notice or website."""

    @property
    def says_where(self) -> bool:
        """Whether its country is written rather than taken for granted."""
        return "country" in self.model_fields_set


class OwnWord(Form):
    """A word that the portal adds to the vocabulary; its label stands in `portal.<lang>.yml`."""

    group: Id | None = None
    """For `data` and `data_subjects`: the group it is listed under."""
    special: Id | None = None
    """For `data`: the special category of Art. 9(1) that it is, e.g. `health`."""
    criminal: bool = False
    """For `data`: data of Art. 10."""
    children: bool = False
    """For `data_subjects`: they are children."""
    public: bool = False
    """For `sources`: publicly accessible (Art. 14(2)(f))."""
    observed: bool = False
    """For `sources`: what is observed of the person, as by a camera, a lock, a meter or a log; it comes from the person (Art. 13)."""
    role: RecipientRole | None = None
    """For `recipients`: the role of such recipients."""
    number: Line | None = None
    """For `statutes`: the number in the Statutes of Finland, e.g. `1336/1997`."""


OwnWords = Annotated[Mapping[Id, OwnWord], OrIds()]
"""Own words by id, or their ids alone."""


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
    international_organisations: OwnWords = Field(default_factory=dict)
    """International organisations that data are transferred to (Art. 4(26))."""


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
    logo: Picture | None = None
    """Picture in `docs/` by its path from there, e.g. `assets/logo.svg`; shown beside the name of the site."""
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
    languages: Annotated[tuple[Language, ...], Field(min_length=1), UNIQUE]
    """Languages in the order of the menu; the first is the default."""
    source_language: Language | None = None
    """What translations are compared with; the first of `languages` when left out."""
    prevails: Language | None = None
    """The language that prevails when versions differ, if there is one."""
    rules: Line = "gdpr-2016-679/2026-11"
    """Edition of the checks."""
    authority: Id | None = None
    """Supervisory authority of controllers that name none, from the register that ships with the package. Left out, it follows from the country and kind of each controller."""
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

    @field_validator("contacts")
    @classmethod
    def _contacts_fit_their_countries(
        cls, value: Mapping[str, Contact], others: ValidationInfo
    ) -> Mapping[str, Contact]:
        return _fitted(value, others.data.get("controllers", {}))

    @field_validator("source_language", "prevails")
    @classmethod
    def _language_is_declared(cls, value: str | None, others: ValidationInfo) -> str | None:
        languages = others.data.get("languages")
        if value is not None and languages is not None and value not in languages:
            raise refused("undeclared_language", value=value)
        return value

    @field_validator("translations")
    @classmethod
    def _languages_are_declared(
        cls, value: Mapping[str, TranslationPolicy], others: ValidationInfo
    ) -> Mapping[str, TranslationPolicy]:
        for language in value:
            if language not in others.data.get("languages", value):
                raise refused("undeclared_language", value=language, at=language, on="key")
        return value
