"""Who tells of findings: a language, and where its reader can look codes up. No input or output but the catalogs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final, Protocol
from urllib.parse import urlsplit

from babel import default_locale

from privacy_notices.faults.diagnostic import Diagnostic, Parameter
from privacy_notices.languages.provisions import cited
from privacy_notices.languages.shipped_catalogs import languages_of_faults
from privacy_notices.languages.telling import FALLBACK, Teller, Told, teller

EXPLAIN: Final = "privacy-notices explain {code}"
"""The command that tells what a code means, wherever the package is installed."""

_OWN_WORDS: Final = re.compile(rb'(?<!fuzzy\n)^msgctxt "report\.sum"\nmsgid ".+"\nmsgstr ".+"$', re.MULTILINE)
"""What a catalog has when it has the words of reports, so that a whole run can be in its language."""


class Ignored(Protocol):
    """A finding that the author of a notice answers for."""

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding."""

    @property
    def reason(self) -> str:
        """Why it is right as it is, in the author's words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One run speaks with one voice: every word of it in one language."""

    teller: Teller
    handbook: str = ""
    """The address that the pages of codes are below, with `/` at its end; empty where nobody has named one."""

    @property
    def language(self) -> str:
        """The language, as a tag."""
        return self.teller.language

    def tell(self, diagnostic: Diagnostic) -> Told:
        """A finding in words."""
        return self.teller.tell(diagnostic)

    def word(self, key: str, /, **values: Parameter) -> str:
        """Words that belong to no fault; a number `n` chooses the form."""
        return self.teller.word(key, **values)

    def cite(self, provision: str) -> str:
        """A provision as lawyers of the language cite it."""
        return cited(provision, self.language).text

    def url(self, code: str) -> str:
        """The page of a code; empty where nobody has named a handbook."""
        return f"{self.handbook}{code}/" if self.handbook else ""

    def notes(self, diagnostic: Diagnostic) -> Iterator[str]:
        """What to do, which provision asks for it, and where to read on: a line each."""
        if hint := self.tell(diagnostic).hint:
            yield self.word("report.help", hint=hint)
        if diagnostic.article:
            yield self.word("report.law", article=self.cite(diagnostic.article))
        yield self.see(diagnostic)

    def see(self, diagnostic: Diagnostic) -> str:
        """Where to read on, in one line."""
        places = (EXPLAIN.format(code=diagnostic.code), self.url(diagnostic.code))
        return self.word("report.see", place=", ".join(filter(None, places)))


def voice_of(language: str = "", handbook: str = "") -> Voice:
    """The voice of a run. `language`: that of the locale when empty; `handbook`: with or without `/` at its end."""
    return Voice(teller(language or language_of_locale()), f"{handbook.rstrip('/')}/" if handbook else "")


def is_address(text: str) -> bool:
    """Whether a browser could open pages below it."""
    try:
        parsed = urlsplit(text)
    except ValueError:
        return False
    return not re.search(r"[\s\x00-\x1f<>\"'\\]", text) and parsed.scheme in ("http", "https") and bool(parsed.netloc)


def language_of_locale() -> str:
    """The language that whoever runs this has chosen for their system, or English where reports are not in it."""
    locale = default_locale("LC_MESSAGES") or FALLBACK
    language = locale.partition("_")[0]
    return language if language in languages_of_reports() else FALLBACK


@functools.cache
def languages_of_reports() -> tuple[str, ...]:
    """Languages that a run can speak: those with the words of reports, beside those of faults."""
    folder = resources.files("privacy_notices").joinpath("languages/faults")
    # Without reading the catalogs as such: who only asks for help need not wait for all languages.
    files = (entry for entry in folder.iterdir() if entry.name.endswith(".po"))
    having = {entry.name.partition(".")[0] for entry in files if has_words_of_reports(entry.read_bytes())}
    return tuple(language for language in languages_of_faults() if language in having or language == FALLBACK)


def has_words_of_reports(catalog: bytes) -> bool:
    """Whether a catalog (PO) of faults also has the words of reports, translated and for sure."""
    return _OWN_WORDS.search(catalog) is not None
