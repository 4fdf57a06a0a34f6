"""The dates and the other numbers in a text, however a language writes them. No input or output."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from babel import Locale, UnknownLocaleError

from privacy_notices.languages.language import language_of, languages
from privacy_notices.markdown.tree import to_plain

DIGITS: Final = re.compile(r"\d+")
"""Where there is none there is no figure."""
YEAR: Final = re.compile(r"\d{4}")
"""Where there is none there is no date."""
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_ADDRESS: Final = re.compile(r"\S+@\S+|\b(?:https?|tel|mailto):\S+|\bwww\.\S+")
_ISO_DATE: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DAY_FIRST: Final = re.compile(r"\b(\d{1,2})\.[ \u00a0]?(\d{1,2})\.[ \u00a0]?(\d{4})\b")
_BETWEEN_GROUPS: Final = re.compile(r"(?<=\d)[ \u00a0\u202f,.'](?=\d{3}(?!\d))")
"""Groups of three, with whatever stands between them here or there."""


def figures(text: str, language: str) -> tuple[Sequence[str], Sequence[str]]:
    """The dates in a text, as ISO writes them, and the other numbers in it, without separators."""
    dates: list[str] = []

    def note(year: str, month: int, day: str) -> str:
        try:
            dates.append(datetime.date(int(year), month, int(day)).isoformat())
        except ValueError:
            return f" {year} {month} {day} "
        return " "

    plain = to_plain(text)
    plain = _ADDRESS.sub(" ", plain)
    if YEAR.search(plain):
        plain = _ISO_DATE.sub(lambda m: note(m[1], int(m[2]), m[3]), plain)
        plain = _DAY_FIRST.sub(lambda m: note(m[3], int(m[2]), m[1]), plain)
        for pattern, place in _date_patterns(language) if has_month(plain, language) else ():
            plain = pattern.sub(place(note), plain)
    plain = after_noon().sub(lambda m: f" {int(m[1]) % 12 + 12} ", plain)
    plain = _BETWEEN_GROUPS.sub("", plain)
    return dates, [part for number in _NUMBER.findall(plain) for part in _parts(number)]


def _parts(number: str) -> list[str]:
    """`2,5` and `2.5` are one number; `9.30` and `9:30` are a time; a paragraph `13.1.c` is taken apart."""
    return [str(int(part)) for part in DIGITS.findall(number) if len(part) < 20]


_Note: TypeAlias = Callable[[str, int, str], str]
_Place: TypeAlias = Callable[[_Note], Callable[[re.Match[str]], str]]


@cache
def after_noon() -> re.Pattern[str]:
    """Hours that are counted from noon, as any language marks them (`3 pm`, `3 p.m.`): they are written in others too."""
    marks = (mark for known in languages().values() for mark in known.after_noon)
    words = "|".join(r"\.?".join(map(re.escape, mark)) for mark in marks)
    return re.compile(rf"([0-9][0-9]?)[ \u00a0]?(?:{words})\b\.?", re.IGNORECASE)


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months by their names in a language, in small letters."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    names = (item for form in ("format", "stand-alone") for item in locale.months[form]["wide"].items())
    return {name.casefold(): int(number) for number, name in names}


def has_month(text: str, language: str) -> bool:
    """Whether the name of a month of the language stands in a text, be it within another word."""
    folded = text.casefold()
    return any(name in folded for name in _months(language))


@cache
def _date_patterns(language: str) -> tuple[tuple[re.Pattern[str], _Place], ...]:
    """How dates with the name of the month look in a language: `1. tammikuuta 2026`, `January 1, 2026`."""
    months = _months(language)
    if not months:
        return ()
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))

    def day_first(note: _Note) -> Callable[[re.Match[str]], str]:
        return lambda match: note(match[3], months[match[2].casefold()], match[1])

    def month_first(note: _Note) -> Callable[[re.Match[str]], str]:
        return lambda match: note(match[3], months[match[1].casefold()], match[2])

    known = language_of(language)
    day = rf"(\d{{1,2}}){_any_of(known.after_day)}"
    before = _any_of([f" {word}" for word in known.before_month])
    return (
        (re.compile(rf"\b{day}\.?{before}\s+({names})\w*,?\s+(\d{{4}})\b", re.IGNORECASE), day_first),
        (re.compile(rf"\b({names})\s+{day},?\s+(\d{{4}})\b", re.IGNORECASE), month_first),
    )


def _any_of(words: Iterable[str]) -> str:
    """One of the words or none of them, as a part of a regular expression."""
    return f"(?:{'|'.join(map(re.escape, words))})?"
