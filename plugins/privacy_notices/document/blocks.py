"""The blocks of a document. No format, no input.

Each has a key that says which fact it tells (`purposes.newsletter.retention`, `recipients`), the fact as plain data,
and its words. Two blocks may tell the same fact, in short and at length; they have the same key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from privacy_notices.document.words import Datum, Day, EmailLink, PageLink, PhoneLink, Phrase, Series, WebLink, Wording


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that somebody wrote: paragraphs and lists in the small Markdown dialect."""

    key: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph made from facts."""

    key: str
    phrase: Phrase
    fact: Datum = None
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """What the blocks that follow it in a section are about."""

    key: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One thing of a list."""

    key: str
    phrase: Phrase
    notes: tuple[Phrase, ...] = ()
    """What is said of it in brackets."""
    aside: Phrase = ()
    """What is said of it in brackets and may be passed over: the legal basis of a purpose, in short."""
    fact: Datum = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Things below each other."""

    key: str
    entries: tuple[ListEntry, ...]
    fact: Datum = None


@dataclass(frozen=True, slots=True)
class RetentionTerm:
    """How long data are kept."""

    phrase: Phrase
    data: Series | None = None
    """The data that it holds for; None for all that are not named elsewhere."""
    fact: Datum = None


@dataclass(frozen=True, slots=True)
class RetentionTerms:
    """How long the data of one purpose are kept, in one or several parts."""

    key: str
    terms: tuple[RetentionTerm, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a right does not exist for some purposes."""

    wording: Wording
    purposes: tuple[Wording, ...]
    """Names of the purposes that it holds for."""
    lead: Wording | None = None
    """What leads to the names; None where the right exists for no purpose at all, so that they need not be named."""
    fact: Datum = None
    """Ids of the purposes."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What another act does to a right, and what holds instead."""

    key: str
    phrase: Phrase
    """That the right is taken away or changed, and by which acts."""
    purposes: tuple[Wording, ...] = ()
    """Names of the purposes that it is so for; none where it is so for all."""
    lead: Wording | None = None
    """What leads to the names."""
    text: Prose | None = None
    """What holds instead."""
    fact: Datum = None


FactContent: TypeAlias = Prose | Listing | RetentionTerms | Reason | Restriction


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A fact with its label: what it is called, and what it is."""

    key: str
    label: Phrase
    fact: Datum = None
    phrase: Phrase = ()
    """What it is, on a line."""
    blocks: tuple[FactContent, ...] = ()
    """What it is, where that takes more than a line."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts with their labels."""

    entries: tuple[LabelledFact, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The facts that a reader who reads nothing else is told."""

    entries: tuple[LabelledFact, ...]


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How to reach a controller or a contact."""

    key: str
    name: Phrase
    """Empty where a contact has none."""
    fact: Datum = None
    """Its id."""
    business_id: str = ""
    business_id_label: Wording | None = None
    address: tuple[str, ...] = ()
    """Lines, the country last where it is another."""
    email: EmailLink | None = None
    phone: PhoneLink | None = None
    web: WebLink | None = None


@dataclass(frozen=True, slots=True)
class AuthorityCard:
    """A supervisory authority and how to reach it."""

    key: str
    name: Wording
    entries: tuple[LabelledFact, ...]
    fact: Datum = None
    """Its id."""


@dataclass(frozen=True, slots=True)
class PurposeCard:
    """A purpose with its legal basis."""

    key: str
    id: str
    name: Wording
    text: Prose
    is_told_by_name: bool
    """The name says all that the text does, so that one of them is enough."""
    entries: tuple[LabelledFact, ...]
    fact: Datum = None


@dataclass(frozen=True, slots=True)
class Purposes:
    """The purposes of a notice."""

    cards: tuple[PurposeCard, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something with a name of its own: a transfer, an automated decision."""

    key: str
    name: Phrase
    entries: tuple[LabelledFact, ...]
    text: Prose | None = None
    fact: Datum = None


@dataclass(frozen=True, slots=True)
class RightCard:
    """A right that the notice brings with it."""

    key: str
    id: str
    name: PageLink
    """Leads to the glossary."""
    phrase: Phrase
    purposes: tuple[Wording, ...] = ()
    """Names of the purposes that it exists for; none where it exists for all."""
    lead: Wording | None = None
    """What leads to the names."""
    text: Prose | None = None
    """What this controller adds."""
    fact: Datum = None
    restriction: Restriction | None = None
    """What another act changes in it; where that is so for all purposes, `phrase` is empty."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights that the notice brings with it."""

    cards: tuple[RightCard, ...]


@dataclass(frozen=True, slots=True)
class LackingRights:
    """Rights that do not exist, or not for every purpose, and why. Not everybody needs them, so they may be folded."""

    key: str
    title: Wording
    entries: tuple[LabelledFact, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed on a day."""

    key: str
    day: Day
    text: Prose | None
    """None where the words that there are may not be shown."""


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """What changed, the newest first."""

    changes: tuple[Change, ...]


Block: TypeAlias = (
    Prose
    | Sentence
    | Subheading
    | Listing
    | FactTable
    | Overview
    | ContactCard
    | AuthorityCard
    | Purposes
    | Topic
    | Rights
    | LackingRights
    | Restriction
    | ChangeLog
)
