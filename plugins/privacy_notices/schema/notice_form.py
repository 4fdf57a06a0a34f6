"""The form of `notice.yml`: the facts of one notice, in no language. No input or output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, field_validator, model_validator

from privacy_notices.schema.flow_forms import Source, Transfer
from privacy_notices.schema.handling_forms import AiSystem, Children, Disclosure, Profiling, Secrecy
from privacy_notices.schema.one_line import Alias, Date, Id, Language, Line, PeriodText, Url
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.rights_form import RestrictedRight
from privacy_notices.schema.shapes import UNIQUE, Form, Ids, ItemsOrIds, OneOrMore, OrNone, OrOne, ProperName
from privacy_notices.schema.statute_form import Statutes

LegalBasis = Literal[
    "consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"
]
"""A ground of Art. 6(1)."""

LEGAL_BASES: Final[tuple[str, ...]] = get_args(LegalBasis)
"""The six grounds of Art. 6(1)(a)-(f), in that order."""


class Retention(Form):
    """How long data are kept (Art. 13(2)(a)): `period` and `after`, or `until`, or `criterion`."""

    data: Ids = ()
    """The data this holds for, when a purpose keeps some of its data for another time."""
    period: PeriodText | None = None
    """ISO 8601: `P2Y`, `P6M`, `P14D`, `PT72H`."""
    after: Id | None = None
    """The event from which the period runs, a word of `retention_events`."""
    until: Id | None = None
    """The event until which data are kept, a word of `retention_events`."""
    criterion: Literal["described", "not-stored"] | None = None
    """`described`: in words, under `retention_criteria` of each language. `not-stored`: the data are used and not kept."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Retention:
        stated = [name for name in ("period", "until", "criterion") if getattr(self, name) is not None]
        if len(stated) != 1:
            raise refused("retention_parts")
        if self.after is not None and self.period is None:
            raise refused("retention_after", at="after")
        return self


Provision = Literal["statutory", "contractual", "necessary", "voluntary", "not-asked"]
"""Whether the data must be given (Art. 13(2)(e))."""
SpecialCondition = Literal[
    "explicit-consent",
    "employment-law",
    "vital-interests",
    "non-profit-body",
    "made-public",
    "legal-claims",
    "public-interest",
    "health-care",
    "public-health",
    "research",
]
"""A condition of Art. 9(2) for special categories of data."""


class Purpose(Form):
    """One purpose of the processing, with its own legal basis (Art. 13(1)(c))."""

    legal_basis: LegalBasis | None = None
    """The ground of Art. 6(1)."""
    role: Literal["controller", "processor"] = "controller"
    """`processor` where the data are handled for somebody else, who is the controller (Art. 28)."""
    controllers: Ids = ()
    """Who decides for this purpose, among the notice's controllers; all of them when left out."""
    statutes: Statutes = ()
    """The acts that a legal obligation or a public task rests on (Art. 6(3)), with their sections where they help."""
    data: Ids = ()
    """Categories of personal data."""
    data_subjects: Ids = ()
    """The people this purpose concerns, when they are not all whom the notice concerns."""
    special_category_condition: SpecialCondition | None = None
    """The condition of Art. 9(2) for special categories of data."""
    special_category_statutes: Statutes = ()
    """The acts that allow special categories of data to be used (Art. 9(2)-(4))."""
    criminal_data_statutes: Statutes = ()
    """The acts that allow data on criminal convictions and offences to be used (Art. 10)."""
    consent_to_participate: bool = False
    """People are asked for consent to take part, in research for example, and it is not the legal basis."""
    recipients: Ids = ()
    """Who receives data for this purpose, of the `recipients` of the notice."""
    provision: Provision | None = None
    """Must the person give the data (Art. 13(2)(e)): statutory | contractual | necessary (for a contract) | voluntary.

    `not-asked` where nobody is asked: data that a camera, a lock or a log records arise by themselves."""
    retention: Annotated[tuple[Retention, ...] | None, OrOne()] = None
    """How long the data are kept."""
    direct_marketing: bool = False
    """Direct marketing may be refused at any time (Art. 21(2))."""


class AutomatedDecision(Form):
    """A decision made solely by automated means with legal or similar effects (Art. 22)."""

    basis: Literal["contract", "law", "explicit-consent"]
    """The exception of Art. 22(2)(a)-(c) it rests on."""
    purposes: Ids = ()
    """The purposes it serves."""
    profiling: bool = False
    """It rests on profiling."""
    statutes: Statutes = ()
    """The act that allows it, when the basis is `law`."""


class Requests(Form):
    """How people use their rights (Art. 12)."""

    contacts: Annotated[tuple[Id, ...], Field(min_length=1), UNIQUE]
    """Contacts that take requests."""
    languages: Annotated[tuple[Language, ...], UNIQUE] = ()
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
    controllers: Annotated[tuple[Id, ...], Field(min_length=1), UNIQUE]
    """Controllers of the portal. Those who share a purpose are joint controllers (Art. 26), unless `joint_controllers` says otherwise."""
    joint_controllers: Annotated[Ids | None, OrNone(list)] = None
    """Which of the controllers decide together (Art. 26), or `none`: each decides for itself. Left out, all who share a purpose."""
    contacts: Ids = ()
    """Contacts in matters of this notice."""
    in_charge: Ids = ()
    """The persons or offices in charge of the register: contacts of `contacts`."""
    systems: tuple[ProperName, ...] = ()
    """Names of the information systems that the data are in."""
    authority: Annotated[Ids, OneOrMore()] = ()
    """Supervisory authority, or several where controllers have different ones; that of each controller when left out."""
    group: Id | None = None
    """Group on the front page; that of the first data subjects when left out."""
    data_subjects: Ids = ()
    """Whom the notice concerns."""
    purposes: Annotated[Mapping[Id, Purpose], Field(min_length=1)]
    """Purposes by id. Their texts stand under the same ids in each language."""
    sources: Annotated[tuple[Source, ...] | None, ItemsOrIds()] = None
    """Where the data come from. What is neither `data-subject` nor observed of the person brings Art. 14 with it."""
    recipients: Annotated[Ids | None, OrNone(list)] = None
    """Recipients of the portal or categories of the vocabulary, or `none`."""
    disclosures: tuple[Disclosure, ...] = ()
    """Which data each recipient is given for a use of its own, for what, by which act, and how."""
    transfers: Annotated[tuple[Transfer, ...] | None, OrNone(list)] = None
    """Transfers outside the EEA or to international organisations, or `none`."""
    automated_decisions: Annotated[Mapping[Id, AutomatedDecision] | None, OrNone(dict)] = None
    """Automated decisions by id, or `none`."""
    profiling: Annotated[Mapping[Id, Profiling] | None, OrNone(dict)] = None
    """Profiling that leads to no automated decision, by id, or `none`."""
    ai_systems: Annotated[Mapping[Id, AiSystem] | None, OrNone(dict)] = None
    """AI systems that handle the data, by id, or `none` (Regulation (EU) 2024/1689, Art. 26(11), 50)."""
    cookies: Annotated[Cookies | None, OrNone(dict)] = None
    """`none`, or where cookies are described. The text stands under `texts.cookies`."""
    restricted_rights: Mapping[Id, RestrictedRight] = Field(default_factory=dict)
    """Rights that another act takes away or changes (Art. 23, 85, 89), by the id of the right."""
    requests: Requests | None = None
    """How to use one's rights."""
    security: Ids = ()
    """Measures that protect the data."""
    secrecy: tuple[Secrecy, ...] = ()
    """What of the data is secret or public, and by which act."""
    children: Children | None = None
    """What holds for children, where the notice concerns them."""
    deceased: bool = False
    """Data of deceased persons are handled too."""
    dates: Dates = Dates()
    """Dates of this version."""
    aliases: Annotated[tuple[Alias, ...], UNIQUE] = ()
    """Old addresses that must keep working, from the root of the site."""
    ignore: Mapping[str, Line] = Field(default_factory=dict)
    """Codes of checks that do not apply to this notice, each with the reason."""

    @field_validator("ignore")
    @classmethod
    def _keys_are_codes(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for key in value:
            if not re.fullmatch(r"[NTP]\d{3}", key):
                raise refused("ignore_code", value=key, at=key, on="key")
        return value
