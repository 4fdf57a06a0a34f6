"""What is known of each language, from `languages/data/<tag>.yml`: how it denies, counts, inflects, sorts, and is told
from others. It reads files of the package and nothing else.

A language is data: one more, with all that is checked in it, is a file here and its catalogs, and no line of code. What
a file leaves out is not known of the language; whoever asks gets the value that does least.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from privacy_notices.load.package_data import data_document, data_files
from privacy_notices.schema.shapes import Form

FOLDER: Final = "languages/data"
SOURCE: Final = "en"
"""The language that the package is written in: its catalogs have every word, so the others fall back to it, and in them
`msgid` is the text. It is a fact about this source code, not about a portal."""


def _split(text: object) -> object:
    return tuple(text.split()) if isinstance(text, str) else text


SpacedWords = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Words with spaces between them, as one text."""


class Inflection(Form):
    """How much of a word may be its ending."""

    letters: int
    """Words of at least so many letters ..."""
    cut: int
    """... lose so many at their end before they are looked for."""


class Detection(Form):
    """What tells a text in the language from one in another."""

    words: SpacedWords = ()
    """Frequent words in small letters: function words, and what privacy notices are made of."""
    endings: SpacedWords = ()
    """Endings that tell as much as a function word, where a language has few of those."""
    script: str = ""
    """Letters that no other language of a portal is written in, as a range of a regular expression: `а-яё`."""


class Language(Form):
    """One language."""

    complete: bool = False
    """Its catalogs have every word. Of other languages they have what reliable sources carry."""
    locale: str = ""
    """Locale of dates and lists (BCP 47), where readers expect the forms of a region: `en-GB`. Else the language."""
    phone: Literal["national", "international"] = "international"
    """How numbers of the portal's own country are written: `09 123 4567`, or `+358 9 123 4567`."""
    alphabet: str = ""
    """The small letters in the order in which lists are sorted; a letter that is not among them is sorted as the one it
    is made of (é as e)."""
    denials: tuple[str, ...] = ()
    """Words that say no, in all their forms. One that begins with a hyphen is the end of a word, and a straight
    apostrophe stands for a curly one too: `-n't`."""
    number_words: tuple[tuple[str, ...], ...] = ()
    """How the numbers from 1 on begin in words: for each number the beginnings that its forms have."""
    after_day: tuple[str, ...] = ()
    """What may stand behind the number of a day in a date: `st` of `1st`."""
    before_month: tuple[str, ...] = ()
    """What may stand before the name of a month in a date: `of`."""
    after_noon: tuple[str, ...] = ()
    """What stands behind hours that are counted from noon, without stops: `pm`. It is known in texts of every language."""
    endings: tuple[Inflection, ...] = (Inflection(letters=7, cut=2),)
    """Longest words first; the first that fits is taken."""
    cites_paragraphs_in_full: bool = False
    """Of several paragraphs of an article each is cited with its article: `artikel 21.2 och 21.3`."""
    detection: Detection = Detection()
    keys: Mapping[str, SpacedWords] = Field(default_factory=dict)
    """What people call a key of a file in their language, by the key; `_` stands for a space."""


UNKNOWN: Final = Language()
"""A language of which nothing is known."""


@functools.cache
def languages() -> Mapping[str, Language]:
    """Every language that something is known of, by its tag."""
    return {tag: Language.model_validate(data_document(f"{FOLDER}/{tag}.yml")) for tag in data_files(FOLDER, ".yml")}


@functools.cache
def language_of(tag: str) -> Language:
    """What is known of a language, or of the one that a tag with a region or a script names first; else `UNKNOWN`."""
    known = languages()
    return known.get(tag) or known.get(tag.partition("-")[0], UNKNOWN)
