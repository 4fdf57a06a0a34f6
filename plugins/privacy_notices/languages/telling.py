"""Diagnostics put into words, in one language. No input or output but the catalogs that ship.

The words of a fault are found by its id: `N103.message`, `N103.hint`, `N103.why`. A language that lacks one says it in
English, whole: a sentence is never of two languages. Values are written as the language writes them: a day by CLDR, ids
in backticks, and a `Term` by its word.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from importlib import resources
from string import Formatter
from typing import Final, NamedTuple

from babel.dates import format_date

from privacy_notices.faults.diagnostic import Diagnostic, Parameter, Term
from privacy_notices.languages.catalog import Catalog, read_catalog
from privacy_notices.languages.speaker import locale_of

FALLBACK: Final = "en"
"""The language that has all words of all faults."""


class Told(NamedTuple):
    """A diagnostic in words."""

    message: str
    """What is wrong: lower case, no full stop, names in backticks, no remedy."""
    hint: str
    """What to do; empty where the message says all there is."""


@functools.cache
def fault_catalog(language: str) -> Catalog:
    """The words of faults in a language; empty where the package has none."""
    folder = resources.files("privacy_notices").joinpath("languages/faults")
    messages: dict[str, tuple[str, ...]] = {}
    plural = "(n != 1)"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name == f"{language}.po" or (entry.name.startswith(f"{language}.") and entry.name.endswith(".po")):
            catalog, faults = read_catalog(entry.read_bytes(), language, entry.name)
            if faults:
                raise ValueError(f"{entry.name}: {faults}")
            messages.update(catalog.messages)
            plural = catalog.plural_rule
    return Catalog(language, messages, plural)


def languages_of_faults() -> tuple[str, ...]:
    """Languages that the package has words of faults in."""
    folder = resources.files("privacy_notices").joinpath("languages/faults")
    return tuple(sorted({entry.name.partition(".")[0] for entry in folder.iterdir() if entry.name.endswith(".po")}))


class Teller:
    """Puts diagnostics into words of one language."""

    def __init__(self, language: str, own: Catalog | None = None) -> None:
        """`own`: a portal's catalog of the language, whose words of faults (`diagnostic.N103.message`) win."""
        self.language = language
        self._own = own
        self._catalogs = [fault_catalog(language.split("-")[0])] if language != FALLBACK else []
        self._catalogs.append(fault_catalog(FALLBACK))

    def tell(self, diagnostic: Diagnostic) -> Told:
        """The diagnostic in words."""
        if diagnostic.message:  # to go with the field
            return Told(diagnostic.message, diagnostic.hint)
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
        own = self._own.get(f"diagnostic.{key}") if self._own is not None else None
        if own is not None:
            return self._filled(own, values, self.language)
        for catalog in self._catalogs:
            number = values.get("n")  # adapter
            if (text := catalog.get(key, number if isinstance(number, int) else None)) is not None:  # adapter
                return self._filled(text, values, catalog.language)
        return None

    def _filled(self, template: str, values: Mapping[str, Parameter], language: str) -> str:
        """The template with what it names in braces; a name without a value is left as it is."""
        return "".join(
            literal + ("" if name is None else self._value(values[name], language) if name in values else f"{{{name}}}")
            for literal, name, _, _ in Formatter().parse(template)
        )

    def _value(self, value: Parameter, language: str) -> str:
        if isinstance(value, Term):
            return self._said(value.key, {}) or value.key
        if isinstance(value, datetime.date):
            return format_date(value, "long", locale=locale_of(language))
        if isinstance(value, tuple):
            return ", ".join(f"`{item}`" for item in value)
        return str(value)


@functools.cache
def teller(language: str) -> Teller:
    """Who tells in a language."""
    return Teller(language)
