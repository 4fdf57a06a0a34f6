"""Dates, lists, lengths of time, names of countries and languages, telephone numbers: facts as CLDR and libphonenumber
write them in a language. No input or output.

What readers are to see is held by literals in `tests/test_cldr.py`, so that a release of either that has other words is
seen before a reader sees it.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup

from privacy_notices.languages.language import SOURCE

LARGE: Final = 999_500
"""Bytes of a file from which on people count them in millions."""

KEPT: Final = 1024
"""Dates, numbers and lengths of time that are kept as they were said: a portal says the same few again and again."""


@functools.lru_cache(maxsize=KEPT)
def locale_of(tag: str) -> Locale:
    """CLDR's locale of a language tag (BCP 47); that of the source for a language CLDR does not know."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(SOURCE)


def endonym_of(tag: str) -> str:
    """A language's name in itself: `suomi`, `svenska`, `English`; the tag where CLDR has none."""
    locale = locale_of(tag)
    name = locale.get_display_name(locale) if locale.language == tag.partition("-")[0] else None
    return name or tag


def country_name(code: str, locale: Locale) -> str:
    """A country by its code (ISO 3166-1 alpha-2); the code where CLDR has no name."""
    return locale.territories.get(code) or code


def language_name(code: str, locale: Locale) -> str:
    """A language by its code; the code where CLDR has no name."""
    return locale.languages.get(code) or code


@functools.lru_cache(maxsize=KEPT)
def long_date(day: datetime.date, locale: Locale) -> str:
    """`3. elokuuta 2026`."""
    return format_date(day, "long", locale=locale)


def decimal_number(number: Decimal, locale: Locale) -> str:
    """`4,3`, with the decimals that the number has: `4,0` is not `4`."""
    decimals = max(0, -int(number.as_tuple().exponent))
    said: str = format_decimal(number, f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale)
    return said


def joined(items: Sequence[str], locale: Locale) -> str:
    """`a, b ja c`; commas alone where one of the things says "and" itself, or readers could not tell where it ends:
    `a, b ja c, d`. Babel looks the pattern up even where there is nothing to join."""
    if len(items) < 2 or has_conjunction(items, locale):
        return comma(locale).join(items)
    return format_list(items, locale=locale)


def has_conjunction(items: Iterable[str], locale: Locale) -> bool:
    """Whether one of the things to be listed has in itself what CLDR puts between the last two."""
    between = _between("2", locale)
    return any(between in item for item in items)


def comma(locale: Locale) -> str:
    """What stands between two things of a list that are not the last."""
    return _between("middle", locale)


@functools.lru_cache(maxsize=KEPT)
def _between(place: str, locale: Locale) -> str:
    pattern: str = locale.list_patterns["standard"][place]
    return pattern.removeprefix("{0}").removesuffix("{1}")


@functools.lru_cache(maxsize=KEPT)
def duration(number: int, unit: str, locale: Locale) -> str:
    """`6 kuukautta`; `unit`: year, month, week, day or hour.

    Where CLDR has no long form of its own (Estonian months), Babel takes the short one it refers to.
    """
    return format_unit(number, f"duration-{unit}", "long", locale=locale)


def file_kind(name: str, size: int, locale: Locale) -> str:
    """What a file is, from its name, and how much of it there is: `PDF, 1,2 Mt`. `size`: in bytes."""
    is_large = size >= LARGE
    number = round(size / 1e6, 1) if is_large else max(1, round(size / 1e3))
    shown = format_unit(number, f"digital-{'megabyte' if is_large else 'kilobyte'}", "short", locale=locale)
    return f"{name.rpartition('.')[2].upper()}, {shown.replace(' ', chr(0xA0))}"


@functools.lru_cache(maxsize=KEPT)
def telephone(written: str, *, national_in: str = "") -> str:
    """A number as it is dialled from abroad, or if it is one of the country `national_in`, from there; one that has no
    international form (`116 117`) as it was written.

    A long run of digits is written as people say it, in groups of three with four last: `029 566 6700`.
    """
    if not written.startswith("+"):
        return written
    number = phonenumbers.parse(written)
    is_national = bool(national_in) and number.country_code == phonenumbers.country_code_for_region(national_in)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return re.sub(r"\d{6,}", _in_groups, phonenumbers.format_number(number, form))


def _in_groups(digits: re.Match[str]) -> str:
    run = digits[0]
    last = 4 if len(run) % 3 == 1 else 3
    head = run[: len(run) - last]
    return " ".join((*(head[max(0, i - 3) : i] for i in range(len(head), 0, -3)[::-1]), run[-last:]))


@functools.lru_cache(maxsize=KEPT)
def direction_of(language: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


@functools.lru_cache(maxsize=KEPT)
def language_attributes(language: str) -> Markup:
    """`lang` and `dir` of words in a language, as attributes of HTML."""
    return Markup('lang="{}" dir="{}"').format(language, direction_of(language))
