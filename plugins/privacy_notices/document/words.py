"""What stands on a line of a document: words with their language, names, days, links. No format, no address, no input.

A value says what something is (a proper noun, a day, a telephone number), never how it looks. Links name pages by
their keys: where a page is, only its reader knows.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

Origin: TypeAlias = Literal["notice", "portal", "catalog", "fact"]
"""Who wrote some words: the notice's own files; the files that notices share; the catalogs, which ship or are laid
over them. A name, a number or a day is a fact: nobody's words."""

PageKey: TypeAlias = tuple[str, str, str]
"""Kind of a page, id of its notice and version, the last two empty where it has none: `("rights", "", "")`."""


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact with named parts, as JSON has objects. `record` makes one."""

    parts: tuple[tuple[str, Datum], ...]

    def get(self, name: str) -> Datum:
        """A part; None where there is none of that name."""
        return next((value for key, value in self.parts if key == name), None)


Datum: TypeAlias = str | int | None | tuple["Datum", ...] | FactRecord
"""A fact as plain JSON data that can be a key: `"P2Y"`, `("name", "email")`, `"none"`, `"2026-02-01"`, True."""


def record(**parts: Datum) -> FactRecord:
    """A fact with named parts; those that are None or empty are left out."""
    return FactRecord(tuple((name, value) for name, value in parts.items() if value is not None and value != ()))


@dataclass(frozen=True, slots=True)
class Wording:
    """Plain words with their language."""

    text: str
    language: str
    """Another than the document's where that has no words of its own."""
    origin: Origin = "catalog"
    is_outdated: bool = False
    """A translation older than its source."""
    since: datetime.date | None = None
    """The day since when it is older, where that is known."""


@dataclass(frozen=True, slots=True)
class InlineMarkdown:
    """Words in the small Markdown dialect, to be shown on one line."""

    wording: Wording


@dataclass(frozen=True, slots=True)
class ProperNoun:
    """The name of a company, a person or an office. It keeps its own writing direction."""

    wording: Wording


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how the language writes it."""

    date: datetime.date
    wording: Wording


@dataclass(frozen=True, slots=True)
class EmailLink:
    """An email address."""

    address: str


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A telephone number."""

    number: str
    """What `tel:` is followed by: `+35891234567`, `+35891234567;ext=12`, `116117`."""
    text: str
    """As people of the language write it."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address outside the portal, shown as it is."""

    address: str
    language: str = ""
    """Of the page there, where it is known."""


@dataclass(frozen=True, slots=True)
class PostalLine:
    """A postal or visiting address on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the portal, or to a section of the same document."""

    content: tuple[Wording | Day, ...]
    page: PageKey | None = None
    """None for the document's own page."""
    anchor: str = ""
    """Id of a section there."""
    language: str = ""
    """The language of the page that is meant; empty for the document's own."""


@dataclass(frozen=True, slots=True)
class Series:
    """Things listed on a line."""

    items: tuple[Phrase, ...]
    between: tuple[str, ...]
    """What stands between two of them: `, ` and before the last ` ja `. One less than there are items."""


Inline: TypeAlias = (
    Wording | InlineMarkdown | ProperNoun | Day | EmailLink | PhoneLink | WebLink | PostalLine | PageLink | Series
)
Phrase: TypeAlias = tuple[Inline, ...]
"""Words and other things on a line, with nothing between them."""
