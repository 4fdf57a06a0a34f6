"""One language: words with their fallbacks, and facts as its readers write them. No input or output.

What a language lacks is taken from the next one of `chain`, and the result says which language it is in, so that a
page can mark it (`lang`) and say it aloud.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from markupsafe import Markup, escape

from privacy_notices.languages.alphabet import sorting_key
from privacy_notices.languages.catalog import Catalog, fill
from privacy_notices.languages.cldr import (
    comma,
    country_name,
    direction_of,
    duration,
    endonym_of,
    has_conjunction,
    joined,
    language_attributes,
    language_name,
    locale_of,
    long_date,
    telephone,
)
from privacy_notices.languages.language import language_of
from privacy_notices.languages.provisions import article_in_parts, several_in_words
from privacy_notices.schema.address_form import Address
from privacy_notices.schema.period import Period
from privacy_notices.schema.postal import postal_rules
from privacy_notices.schema.shapes import ANY_LANGUAGE
from privacy_notices.schema.telephone import EXTENSION


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in, which may be another than was asked for."""

    text: str
    language: str


class Speaker:
    """Says things in one language. It is safe to share: what it keeps are words it has already said."""

    def __init__(
        self,
        chain: Sequence[Catalog],
        home: str = "",
        *,
        territories: Iterable[str] = (),
        countries: Sequence[str] = (),
    ) -> None:
        """`chain`: the catalog of the language itself, then those it falls back to.

        `home`: code of the country that readers are at home in. Addresses there do without its name, and telephone
        numbers there are written as people there write them; without it, every address says its country.
        `territories`: parts of it with a code of their own; `countries`: those whose own words (`data.name.SE`) are said
        before the common ones (`data.name`).
        """
        self.language = chain[0].language
        self.home = home
        self.at_home = frozenset((home, *territories))
        """Countries that go without saying."""
        self.countries = tuple(countries)
        self._chain = tuple(chain)
        self._known = language_of(self.language)
        self.own: dict[str, Markup] = {}
        """Words that were said in this language, as HTML."""
        self._html: dict[str, Markup] = {}
        self.foreign: dict[str, str] = {}
        """Words that were said in another language for want of this one's, with that language."""
        self.locale = locale_of(self.language)

    def elsewhere(self, home: str, *, territories: Iterable[str] = (), countries: Sequence[str] = ()) -> Speaker:
        """A speaker of the same language for readers who are at home elsewhere."""
        return Speaker(self._chain, home, territories=territories, countries=countries)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction_of(self.language)

    @cached_property
    def endonym(self) -> str:
        """The language's name in itself: `suomi`, `svenska`, `English`; the tag where CLDR has none."""
        return endonym_of(self.language)

    @cached_property
    def _region(self) -> Locale:
        """The locale of dates and lists: readers may expect the forms of a region (`en-GB`)."""
        return locale_of(self._setting("format.locale", self._known.locale) or self.language)

    @cached_property
    def _alphabet(self) -> str:
        return self._setting("alphabet", self._known.alphabet)

    @cached_property
    def _national_in(self) -> str:
        return self.home if self._setting("format.phone", self._known.phone) == "national" else ""

    def _setting(self, key: str, shipped: str) -> str:
        """What is known of the language, unless the portal says otherwise among its words."""
        return self._chain[0].get(key) or shipped

    # --- words -----------------------------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether any language of the chain has the word."""
        return any(catalog.get(one) is not None for catalog in self._chain for one in _forms(key, self.countries))

    def said(self, key: str, number: int | None = None) -> Said:
        """The word `key`, in this language or the next that has it; the key itself when none has."""
        return self._said(_forms(key, self.countries), number) or Said(key, self.language)

    def said_in(self, country: str, key: str) -> Said:
        """The word as it is in a country, whatever country the readers are in."""
        return self._said(_forms(key, (country,))) or Said(key, self.language)

    def _said(self, forms: Sequence[str], number: int | None = None) -> Said | None:
        for catalog in self._chain:
            for key in forms:
                text = catalog.get(key, number)
                if text is not None:
                    return Said(text, catalog.language)
        return None

    def plain(self, key: str, number: int | None = None, /, **values: object) -> str:
        """The word as text, with `{name}` filled in."""
        return fill(self.said(key, number).text, values)

    def order(self, text: str) -> str:
        """What a text is sorted by in a list in this language: in Finnish and Swedish å, ä and ö come last."""
        return sorting_key(text, self._alphabet)

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
        filled = fill(escape(said.text), {name: escape(value) for name, value in values.items()})
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
        """The lines of an address; the country only where readers are not at home.

        `country`: where it is when the address does not say; empty where that is not known."""
        where = address.country or country
        on_top = [self.name(line) for line in (address.street, address.po_box) if line]
        named = {"district": address.district, "city": address.city, "region": address.region}
        parts = {name: self.name(value) for name, value in named.items() if value}
        if address.postal_code:
            parts["postal_code"] = address.postal_code
        below = postal_rules(where).lines({"street": "\n".join(on_top), **parts})
        lines = [line for lines in below for line in lines.split("\n")]
        return [*lines, *([] if not where or where in self.at_home else [self.country(where)])]

    def date(self, day: datetime.date) -> str:
        """`3. elokuuta 2026`."""
        return long_date(day, self._region)

    def period(self, period: Period) -> str:
        """`P2Y6M` as `2 vuotta ja 6 kuukautta`."""
        numbers = {
            "year": period.years,
            "month": period.months,
            "week": period.weeks,
            "day": period.days,
            "hour": period.hours,
        }
        return self.list(duration(number, unit, self.locale) for unit, number in numbers.items() if number)

    def list(self, items: Iterable[str]) -> str:
        """`a, b ja c`."""
        return joined(tuple(map(str, items)), self._region)

    def has_conjunction(self, items: Iterable[str]) -> bool:
        """Whether one of the things to be listed says `ja` itself, so that they are listed with commas alone."""
        return has_conjunction(items, self._region)

    @property
    def comma(self) -> str:
        """What divides things of a list that are not the last."""
        return comma(self._region)

    def html_list(self, items: Iterable[Markup | str]) -> Markup:
        """A list whose items are HTML, or text that is escaped here."""
        return Markup(joined(tuple(str(escape(item)) for item in items), self._region))  # noqa: S704 -- escaped just here

    def country(self, code: str) -> str:
        """What a country is called (ISO 3166-1 alpha-2)."""
        return country_name(code, self.locale)

    def language_name(self, code: str) -> str:
        """What another language is called in this one."""
        return language_name(code, self.locale)

    def phone(self, number: str) -> str:
        """The national form for numbers of the portal's country in a language that is at home there, else the
        international one; a short number as it was written."""
        main, _, extension = number.partition(EXTENSION)
        said = telephone(main, national_in=self._national_in)
        return self.plain("phone.extension", phone=said, extension=extension) if extension else said

    def law(self, article: str) -> Markup:
        """A provision with the name of the Regulation, at the head of a line: `Yleinen tietosuoja-asetus, 15 artikla`."""
        said = self.html("law.gdpr", article=self.article(article))
        return said[:1].upper() + said[1:]

    def article(self, article: str) -> Markup:
        """A provision of the GDPR as lawyers of the language cite it: `6(1)(c)` is `6 artiklan 1 kohdan c alakohta`.

        Several, with commas between, become a list.
        """
        articles = article.split(", ")
        together = several_in_words(self._chain[0], articles, self.list)
        return self.html_list([together] if together else map(self._cited, articles))

    def _cited(self, article: str) -> Markup | str:
        parts = article_in_parts(article)
        return article if parts is None else self.html(parts[0], **parts[1])


def _forms(key: str, countries: Sequence[str]) -> tuple[str, ...]:
    """The ids of a word: that of each country, then the common one."""
    return (*(f"{key}.{country}" for country in countries), key)
