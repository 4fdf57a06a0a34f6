"""One language: words with their fallbacks, and facts as CLDR writes them. No input or output.

What a language lacks is taken from the next one of `chain`, and the result says which language it is in, so that a
page can mark it (`lang`) and say it aloud.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.units import format_unit
from markupsafe import Markup, escape

from privacy_notices.languages.catalog import Catalog
from privacy_notices.schema.forms import ANY_LANGUAGE, Address, Period

KEPT: Final = 1024
"""Dates, numbers and lengths of time that are kept as they were said: a portal says the same few again and again."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in, which may be another than was asked for."""

    text: str
    language: str


@functools.lru_cache(maxsize=KEPT)
def locale_of(language: str) -> Locale:
    """CLDR's locale of a language tag (BCP 47); English forms for a language CLDR does not know."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


_PLACE_IN_ALPHABET: Final = 0xE000
_OTHER_LETTER: Final = "\uf8ff"
"""Both in the private use area: behind signs and digits."""


class _Places(dict[int, str]):
    """By code point what it is sorted by: signs and digits come first, then the alphabet, then other letters."""

    def __init__(self, alphabet: str) -> None:
        self._alphabet = alphabet

    def __missing__(self, code: int) -> str:
        letter = chr(code) if chr(code) in self._alphabet else unicodedata.normalize("NFD", chr(code))[0]
        place = self._alphabet.find(letter)
        found = chr(_PLACE_IN_ALPHABET + place) if place >= 0 else _OTHER_LETTER * letter.isalpha() + letter
        self[code] = found
        return found


@functools.cache
def _places(alphabet: str) -> _Places:
    return _Places(alphabet)


@functools.lru_cache(maxsize=65_536)
def _order(text: str, alphabet: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_places(alphabet))


class Speaker:
    """Says things in one language. It is safe to share: what it keeps are words it has already said."""

    def __init__(self, chain: Sequence[Catalog]) -> None:
        """`chain`: the catalog of the language itself, then those it falls back to."""
        self.language = chain[0].language
        self._chain = tuple(chain)
        self.own: dict[str, Markup] = {}
        """Words that were said in this language, as HTML."""
        self._html: dict[str, Markup] = {}
        self.foreign: dict[str, str] = {}
        """Words that were said in another language for want of this one's, with that language."""
        self.locale = locale_of(self.language)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @cached_property
    def endonym(self) -> str:
        """The language's name in itself: `suomi`, `svenska`, `English`; the tag where CLDR has none."""
        name = (
            self.locale.get_display_name(self.locale) if self.locale.language == self.language.split("-")[0] else None
        )
        return name or self.language

    @cached_property
    def _region(self) -> Locale:
        """The locale of dates and lists: the catalog may name a region (`en-GB`) whose forms Europeans expect."""
        named = self._chain[0].get("format.locale")
        return locale_of(named) if named else self.locale

    # --- words -----------------------------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether any language of the chain has the word."""
        return any(catalog.get(key) is not None for catalog in self._chain)

    def said(self, key: str, number: int | None = None) -> Said:
        """The word `key`, in this language or the next that has it; the key itself when none has."""
        for catalog in self._chain:
            text = catalog.get(key, number)
            if text is not None:
                return Said(text, catalog.language)
        return Said(key, self.language)

    def plain(self, key: str, number: int | None = None, /, **values: object) -> str:
        """The word as text, with `{name}` filled in."""
        return _fill(self.said(key, number).text, values)

    def order(self, text: str) -> str:
        """What a text is sorted by in a list in this language: in Finnish and Swedish å, ä and ö come last."""
        return _order(text, self._chain[0].get("alphabet") or "")

    def html(self, key: str, number: int | None = None, /, **values: object) -> Markup:
        """The word as HTML, with `{name}` filled in and `lang` where it is another language's."""
        if number is None and not values:
            if (known := self._html.get(key)) is None:
                said = self._listed(key)
                known = self._html[key] = self.mark(said, escape(said.text))
                if said.language == self.language:
                    self.own[key] = known
            return known
        said = self._listed(key, number)
        filled = _fill(escape(said.text), {name: escape(value) for name, value in values.items()})
        return self.mark(said, Markup(filled))  # noqa: S704 -- every part is escaped

    def _listed(self, key: str, number: int | None = None) -> Said:
        said = self.said(key, number)
        if said.language != self.language:
            self.foreign[key] = said.language
        return said

    def mark(self, said: Said, html: Markup) -> Markup:
        """`html` with `lang` and `dir` where `said` is in another language."""
        if said.language == self.language:
            return html
        return Markup(f"<span {language_attributes(said.language)}>{html}</span>")  # noqa: S704 -- every part is HTML

    # --- facts -----------------------------------------------------------------------------------------------------

    def name(self, name: Mapping[str, str]) -> str:
        """A proper name in this language: its own form, the common one, or that of the next language that has one."""
        for key in (self.language, ANY_LANGUAGE, *(catalog.language for catalog in self._chain)):
            if key in name:
                return name[key]
        return next(iter(name.values()))

    def address(self, address: Address, country: str) -> list[str]:
        """The lines of an address; the country only where it is not Finland."""
        lines = [self.name(line) for line in (address.street, address.po_box) if line]
        lines.append(f"{address.postal_code} {self.name(address.city)}")
        where = address.country or country
        return [*lines, *([] if where == "FI" else [self.country(where)])]

    def date(self, day: datetime.date) -> str:
        return _date(day, self._region)

    def period(self, period: Period) -> str:
        """`P2Y6M` as `2 vuotta ja 6 kuukautta`."""
        parts = [
            _duration(number, unit, self.locale)
            for unit, number in (("year", period.years), ("month", period.months), ("week", period.weeks), ("day", period.days), ("hour", period.hours))
            if number
        ]  # fmt: skip
        return self.list(parts)

    def list(self, items: Iterable[str]) -> str:
        """`a, b ja c`."""
        return _list(tuple(map(str, items)), self._region)

    def html_list(self, items: Iterable[Markup | str]) -> Markup:
        """A list whose items are HTML, or text that is escaped here."""
        return Markup(_list(tuple(str(escape(item)) for item in items), self._region))  # noqa: S704

    def country(self, code: str) -> str:
        return self.locale.territories.get(code) or code

    def language_name(self, code: str) -> str:
        """What another language is called in this one."""
        return self.locale.languages.get(code) or code

    def phone(self, e164: str) -> str:
        """National form for Finnish numbers in a language of Finland, international otherwise."""
        return _phone(e164, is_at_home=self._chain[0].get("format.phone") == "national")

    def law(self, article: str) -> Markup:
        """A provision with the name of the Regulation: `yleinen tietosuoja-asetus, 15 artikla`."""
        return self.html("law.gdpr", article=self.article(article))

    def article(self, article: str) -> Markup:
        """A provision of the GDPR as lawyers of the language cite it: `6(1)(c)` is `6 artiklan 1 kohdan c alakohta`.

        Several, with commas between, become a list.
        """
        cited: list[Markup | str] = []
        for one in article.split(", "):
            match = re.fullmatch(r"(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?", one)
            if match is None:
                cited.append(one)
                continue
            number, paragraph, point = match.groups()
            key = "article" + ("-paragraph" if paragraph else "") + ("-point" if point else "")
            cited.append(self.html(f"law.{key}", article=number, paragraph=paragraph, point=point))
        return self.html_list(cited)


@functools.lru_cache(maxsize=KEPT)
def _date(day: datetime.date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


def _list(items: Sequence[str], locale: Locale) -> str:
    """Babel looks the pattern up even where there is nothing to join."""
    return format_list(items, locale=locale) if len(items) > 1 else "".join(items)


@functools.lru_cache(maxsize=KEPT)
def _phone(e164: str, *, is_at_home: bool) -> str:
    number = phonenumbers.parse(e164)
    is_national = number.country_code == 358 and is_at_home
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return re.sub(r"\d{6,}", _in_groups, phonenumbers.format_number(number, form))


@functools.lru_cache(maxsize=KEPT)
def _duration(number: int, unit: str, locale: Locale) -> str:
    """`6 kuukautta`. Where CLDR has no long form of its own (Estonian months), Babel takes the short one it refers to."""
    return format_unit(number, f"duration-{unit}", "long", locale=locale)


def _in_groups(digits: re.Match[str]) -> str:
    """A long run of digits as people say it, in groups of three with four last: `566 6700`."""
    run = digits[0]
    last = 4 if len(run) % 3 == 1 else 3
    head = run[: len(run) - last]
    return " ".join((*(head[max(0, i - 3) : i] for i in range(len(head), 0, -3)[::-1]), run[-last:]))


def direction_of(language: str) -> str:
    """`ltr` or `rtl`, by CLDR."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


@functools.lru_cache(maxsize=KEPT)
def language_attributes(language: str) -> Markup:
    """`lang` and `dir` of words in a language."""
    return Markup('lang="{}" dir="{}"').format(language, direction_of(language))


def _fill(text: str, values: Mapping[str, object]) -> str:
    """`{name}` replaced by its value. Other braces stay: a portal's own wording must not be able to fail."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: str(values.get(match[1], match[0])), text) if values else text
