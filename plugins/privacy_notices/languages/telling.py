"""Diagnostics put into words, in one language. No input or output but the catalogs that ship.

The words of a fault are found by its id: `N103.message`, `N103.hint`, `N103.why`. A language that lacks one says it in
English, whole: a sentence is never of two languages. Values are written as the language writes them: a day and a number with
decimals by CLDR, ids
in backticks, and a `Term` by its word.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from babel import Locale

from privacy_notices.faults.diagnostic import Diagnostic, Parameter, Term
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.cldr import decimal_number, locale_of, long_date
from privacy_notices.languages.language import SOURCE, language_of
from privacy_notices.languages.shipped_catalogs import fault_catalog

FALLBACK: Final = SOURCE
"""The language that has all words of all faults."""
OWN: Final = "diagnostic."
"""What the ids of faults begin with where a portal words them anew, among its other words."""
_BRACES: Final = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")


class Told(NamedTuple):
    """A diagnostic in words."""

    message: str
    """What is wrong: lower case, no full stop, names in backticks, no remedy."""
    hint: str
    """What to do; empty where the message says all there is."""


class Teller:
    """Puts diagnostics into words of one language."""

    def __init__(
        self, language: str, own: Catalog | None = None, catalogs: Callable[[str], Catalog] = fault_catalog
    ) -> None:
        """`own`: a portal's catalog of the language, whose words of faults (`diagnostic.N103.message`) win.

        `catalogs`: the words of faults in a language, those that ship unless others are given.
        """
        self.language = language
        self._own = own
        tags = dict.fromkeys((language, language.partition("-")[0], FALLBACK))
        self._catalogs = [catalogs(tag) for tag in tags]

    def tell(self, diagnostic: Diagnostic) -> Told:
        """The diagnostic in words."""
        values = diagnostic.values
        message = self._said(f"{diagnostic.fault}.message", values)
        hint = self._said(f"{diagnostic.fault}.hint", values)
        if values.get("nearest"):
            question = self._said("did-you-mean", values) or ""
            hint = f"{question} {hint[0].upper()}{hint[1:]}" if hint else question
        return Told(diagnostic.fault if message is None else message, hint or "")

    def word(self, key: str, /, **values: Parameter) -> str:
        """A word of the catalogs of faults, filled in; the key where no language has it."""
        said = self._said(key, values)
        return key if said is None else said

    def why(self, code: str) -> str:
        """Why a code matters, in paragraphs; empty where nothing is said."""
        return self._said(f"{code}.why", {}) or ""

    def _said(self, key: str, values: Mapping[str, Parameter]) -> str | None:
        """The sentence in the first language that has it, with all that stands in it in that language."""
        number = _number(values)
        if (own := self._own_word(key, number)) is not None:
            return self._filled(own, values, 0)
        for place, catalog in enumerate(self._catalogs):
            if (text := catalog.get(key, number)) is not None:
                return self._filled(text, values, place)
        return None

    def _own_word(self, key: str, number: int | None = None) -> str | None:
        return self._own.get(f"{OWN}{key}", number) if self._own is not None else None

    def _filled(self, template: str, values: Mapping[str, Parameter], place: int) -> str:
        """The template with what it names in braces, for a sentence of the language at `place` of the catalogs.

        A name without a value, and braces that hold no name, are left as they are: a portal's own wording must not be
        able to fail. Two braces are one, so that a sentence can speak of `{name}` itself.
        """

        def value(braces: re.Match[str]) -> str:
            name = braces[1]
            if name is None:
                return braces[0][0]
            return self._value(values[name], place) if name in values else braces[0]

        return _BRACES.sub(value, template)

    def _value(self, value: Parameter, place: int) -> str:
        match value:
            case Term(key):
                return self._term(key, place)
            case datetime.date():
                return long_date(value, _locale_of(self._catalogs[place].language))
            case Decimal():
                return decimal_number(value, _locale_of(self._catalogs[place].language))
            case tuple():
                return ", ".join(f"`{item}`" for item in value)
        return str(value)

    def _term(self, key: str, place: int) -> str:
        """A word inside a sentence, in the language of the sentence as long as that has it."""
        own = self._own_word(key) if place < len(self._catalogs) - 1 or self.language == FALLBACK else None
        words = (catalog.get(key) for catalog in self._catalogs[place:])
        return own or next((word for word in words if word is not None), key)


def _locale_of(language: str) -> Locale:
    return locale_of(language_of(language).locale or language)


def _number(values: Mapping[str, Parameter]) -> int | None:
    """The number that chooses among the plural forms of a sentence: the parameter `n`."""
    number = values.get("n")
    return number if isinstance(number, int) else None


@functools.cache
def teller(language: str) -> Teller:
    """Who tells in a language."""
    return Teller(language)
