"""The vocabulary that ships: facts in `vocabulary/*.yml`. Their words are in the catalogs (`languages.shipped`).

`shipped` reads the package's own data files once; everything else here is values.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from pydantic import Field, TypeAdapter

from privacy_notices.load.package_data import data_document
from privacy_notices.load.places import Value
from privacy_notices.schema.one_line import CountryCode, Date, Email, Id, Line, Phone, Url
from privacy_notices.schema.portal_form import ControllerKind, OwnVocabulary, OwnWord
from privacy_notices.schema.shapes import Form, ProperName
from privacy_notices.schema.statute_form import Statutes

Answer = Literal["yes", "no", "if"]

WORD_KINDS: Final = tuple(OwnVocabulary.model_fields)
"""Kinds of words that a portal may add to."""


class Word(OwnWord):
    """A word that ships."""

    national_identifier: bool = False
    """Contains the personal identity code, which has conditions of its own (Data Protection Act 29 §)."""
    country: CountryCode | None = None
    """For `statutes`: whose law it is."""


class Right(Form):
    """A right of the data subject and the legal bases it goes with."""

    article: Line
    """Where in the GDPR it stands: `15`, `21(1)`."""
    applies: Mapping[str, Answer]
    """By legal basis: the right exists, does not, or exists on a condition."""
    can_be_restricted: bool = True
    """Whether Union or national law may restrict it (Art. 23(1)): the rights of Art. 12 to 22 alone."""
    notice_duty: str = ""
    """The provision that has notices tell of it; a right without one stands in the glossary only."""


class Elsewhere(Form):
    """That an act counts shorter times from another event."""

    statute: Id
    """The act."""
    below_years: int
    """Times of fewer years than this are counted from the other event."""
    after: Id
    """The other event."""


class Event(Form):
    """An event that a retention period runs from, or that data are kept until."""

    legal_basis: tuple[str, ...] = ()
    """The bases with which it makes sense; any where there are none."""
    elsewhere: Elsewhere | None = None
    """Where an act that the purpose names counts otherwise."""


class Events(Form):
    """`retention_events.yml`."""

    after: Mapping[Id, Event]
    until: Mapping[Id, Event]


class Provided(Form):
    """A value with its provision in the GDPR: a legal basis, a condition of Art. 9(2), a ground for a transfer."""

    article: Line
    """The provision."""
    kind: Literal["adequacy", "safeguard", "derogation"] | None = None
    """For transfers."""
    copy_needed: bool = False
    """For transfers: the notice says how to get a copy (Art. 13(1)(f))."""
    based_on_law: bool = False
    """For conditions of Art. 9(2): it needs a statute."""
    or_contract: bool = False
    """For conditions of Art. 9(2) that need a statute: a contract as the legal basis does as well."""


class Adequacy(Form):
    """A decision of the Commission under Art. 45(3)."""

    decision: Line
    """Number of the decision."""
    limit: bool = False
    """It covers only some recipients or data; the word `adequacy.<country>.limit` says which."""
    certification: bool = False
    """It covers those alone who are certified, which a transfer says with `certified`."""
    contested: Line | None = None
    """Number of the case in which the Court of Justice is asked to annul it."""
    expires: Line | None = None
    """Year and month, where the decision ends by itself."""


class Lapsed(Form):
    """A decision that the Court of Justice declared invalid."""

    country: CountryCode
    decision: Line
    name: Line
    invalid_since: Date
    judgment: Line
    """Number of the case."""


class AdequacyList(Form):
    """`adequacy.yml`."""

    as_of: Line
    """Year and month of the newest evidence."""
    countries: Mapping[CountryCode, Adequacy]
    organisations: Mapping[Id, Adequacy]
    """By the word of `international_organisations`."""
    lapsed: Mapping[Id, Lapsed]


class Countries(Form):
    """`countries.yml`."""

    eea: tuple[CountryCode, ...]
    within: Mapping[CountryCode, CountryCode] = Field(default_factory=dict)
    """Territories with a code of their own where the Regulation applies as in their state."""


class ConsentAge(Form):
    """From what age a child consents alone in an online service (Art. 8(1))."""

    age: int
    statutes: Statutes = ()
    """The act that says so, where it is one of the vocabulary."""


class Authority(Form):
    """A supervisory authority. Only what its own pages confirm is here."""

    country: CountryCode
    """Where it is."""
    competence: Mapping[CountryCode, tuple[ControllerKind, ...]] = Field(default_factory=dict)
    """By country of the controller the kinds that it supervises, all where none is listed; those of its own country when left out."""
    name: ProperName
    """Official name by language."""
    head_title: ProperName | None = None
    """Title of its head, where complaints are addressed to the office holder."""
    visiting_address: ProperName | None = None
    """Street address on one line."""
    postal_address: ProperName | None = None
    """Postal address on one line."""
    email: Email | None = None
    """E-mail of the registry."""
    phone: Phone | None = None
    """Switchboard."""
    phone_registry: Phone | None = None
    """Registry."""
    website: Mapping[str, Url]
    """Address of the site by language."""
    contact_page: Mapping[str, Url] = Field(default_factory=dict)
    """Page with the contact details by language."""
    complaint_page: Mapping[str, Url] = Field(default_factory=dict)
    """Page for complaints by language."""
    scope: bool = False
    """It is competent for some controllers only; the word `authority.<id>.scope` says for which."""

    def supervises(self, country: str, kind: ControllerKind) -> bool:
        """Whether it is competent for controllers of a kind in a country."""
        kinds = (self.competence or {self.country: ()}).get(country)
        return kinds is not None and (not kinds or kind in kinds)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Facts behind the words, by id."""

    words: Mapping[str, Mapping[str, OwnWord]]
    """By kind (`data`, `sources` ...), then id."""
    events: Events
    """The events of `retention_events`, by how they are used; a portal's own may be used both ways."""
    rights: Mapping[str, Right]
    legal_bases: Mapping[str, Provided]
    special_categories: Mapping[str, Provided]
    """Special categories of personal data (Art. 9(1))."""
    special_conditions: Mapping[str, Provided]
    transfer_mechanisms: Mapping[str, Provided]
    adequacy: Mapping[str, Adequacy]
    """By country code, or by the word of `international_organisations`."""
    adequacy_as_of: str
    """Year and month from which what is known of adequacy is."""
    lapsed: Mapping[str, Lapsed]
    authorities: Mapping[str, Authority]
    eea: frozenset[str]
    """Country codes of the European Economic Area."""
    within: Mapping[str, str]
    """Territories with a code of their own, and the state that they are a part of."""
    consent_ages: Mapping[str, ConsentAge]
    """By country code."""

    def consent_age(self, countries: Iterable[str]) -> ConsentAge | None:
        """The age that the law of some controllers' one country says; None where they have several or it is not known."""
        states = {self.within.get(country, country) for country in countries}
        return self.consent_ages.get(*states) if len(states) == 1 else None

    def territories_of(self, state: str) -> tuple[str, ...]:
        """The territories of a state that have a code of their own."""
        return tuple(code for code, whole in self.within.items() if whole == state)

    def with_own(self, own: OwnVocabulary) -> Vocabulary:
        """This vocabulary and the portal's own words; an own word wins over one that ships."""
        return replace(self, words={kind: {**self.words[kind], **getattr(own, kind)} for kind in WORD_KINDS})


T = TypeVar("T", bound=Form)


def _document(name: str) -> Value:
    """One data file."""
    return data_document(f"vocabulary/{name}.yml")


def _read(form: type[T], name: str) -> Mapping[str, T]:
    return TypeAdapter(dict[str, form]).validate_python(_document(name))  # type: ignore[valid-type]


@functools.cache
def shipped() -> Vocabulary:
    """The vocabulary of the package."""
    events = Events.model_validate(_document("retention_events"))
    adequacy = AdequacyList.model_validate(_document("adequacy"))
    countries = Countries.model_validate(_document("countries"))
    words: dict[str, Mapping[str, OwnWord]] = {
        kind: _read(Word, kind) for kind in WORD_KINDS if kind != "retention_events"
    }
    return Vocabulary(
        words={**words, "retention_events": {key: Word() for key in (*events.after, *events.until)}},
        events=events,
        rights=_read(Right, "rights"),
        legal_bases=_read(Provided, "legal_bases"),
        special_categories=_read(Provided, "special_categories"),
        special_conditions=_read(Provided, "special_conditions"),
        transfer_mechanisms=_read(Provided, "transfer_mechanisms"),
        adequacy={**adequacy.countries, **adequacy.organisations},
        adequacy_as_of=adequacy.as_of,
        lapsed=adequacy.lapsed,
        authorities=_read(Authority, "authorities"),
        eea=frozenset((*countries.eea, *countries.within)),
        within=countries.within,
        consent_ages=_read(ConsentAge, "consent_ages"),
    )
