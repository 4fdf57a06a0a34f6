"""What a translation must have in common with its source, whatever the languages are. No input or output.

Everything found here is a warning: very likely wrong, and for a person to decide.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from babel import Locale, UnknownLocaleError

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.detection import detect
from privacy_notices.markdown.nodes import (
    Anchor,
    Emphasis,
    MarkdownBlock,
    MarkdownInline,
    MarkdownList,
    Paragraph,
    Strong,
)
from privacy_notices.markdown.tree import links, to_plain, tree
from privacy_notices.translations.terms import PREFIX, Term, occurs, places
from privacy_notices.translations.texts import Bundle, Text

CHECKED_TERMS: Final = frozenset({
    "controller", "joint_controllers", "processor", "dpo", "supervisory_authority", "ombudsman", "consent", "profiling",
    "automated_decision", "direct_marketing", "breach", "personal_identity_code", "population_information_system",
})  # fmt: skip
"""Terms that have one translation. Words of everyday use (`purpose`, `transfer`) may rightly be put in other words."""

DETECTED: Final = ("fi", "sv", "en")
"""Languages that a text is expected to be in by mistake, beside those of the portal."""

_NUMBER_WORDS: Final = {
    "fi": "yksi|yhde|yhtä|yhden kaksi|kahde|kahta|kaht kolme|kolm neljä|neljä viisi|viide|viitt kuusi|kuude|kuutt seitsemän|seitsem "
          "kahdeksa yhdeksä kymmene yksitoista|yhdentoista kaksitoista|kahdentoista",
    "sv": "en|ett|första två|andra tre|tredje fyra|fjärde fem sex|sjätte sju åtta|åttonde nio tio elva tolv",
    "en": "one|a|an|first|once two|second|twice three|third|three four fif|five six seven eight|eighth nine|ninth ten eleven twelve|twelfth",
}  # fmt: skip
"""How the numbers 1 to 12 begin in words."""


def inconsistencies(bundle: Bundle, language: str, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Where the texts of one language disagree with their sources, at their places in the file of that language."""
    terms = _terms_of(bundle, catalogs.get(bundle.source_language), catalogs.get(language))
    candidates = tuple(dict.fromkeys((*bundle.languages, *DETECTED)))
    for key, target in bundle.texts.get(language, {}).items():
        source = bundle.source.get(key)
        if source is None:
            continue
        if target.value == source.value:
            if _is_prose(target.value) and detect(target.value, candidates) != language:
                yield _found(
                    target, "T208", f"`{key}` is the same as in the {bundle.source_language} file", "translate it"
                )
            continue
        found = detect(target.value, candidates, expected=language)
        if found is not None and found != language:
            hint = f"is this the {found} text? Write it in the language of the file ({language})"
            yield _found(target, "T209", f"`{key}` is not in the language of the file: it seems to be `{found}`", hint)
            continue
        for code, what, difference, hint in _disagreements(
            source.value, target.value, bundle.source_language, language
        ):
            yield _found(target, code, f"{what} of `{key}` differ from the source: {difference}", hint)
        for term in terms.get(key, ()):
            if not occurs(term.target, target.value, language):
                message = f"`{key}` has another word for `{term.source}`"
                yield _found(target, "T207", message, f"the fixed translation is `{term.target}`")


def _terms_of(bundle: Bundle, source: Catalog | None, target: Catalog | None) -> Mapping[str, Sequence[Term]]:
    """The checked terms that stand in the source texts of a bundle, by the key of the text."""
    if source is None or target is None:
        return {}
    terms = {
        name: (source.messages[key][0], target.messages[key][0])
        for key, name in _term_keys()
        if key in source.messages and key in target.messages
    }
    texts = tuple(text.value for text in bundle.source.values())
    positions = _positions(texts, tuple(said for said, _ in terms.values()), bundle.source_language)
    keys = list(bundle.source)
    found: dict[str, list[Term]] = {}
    for (name, pair), within in zip(terms.items(), positions, strict=True):
        for position in within:
            found.setdefault(keys[position], []).append(Term(name, *pair))
    return found


@cache
def _term_keys() -> tuple[tuple[str, str], ...]:
    return tuple((f"{PREFIX}{term.replace('_', '-')}", term) for term in sorted(CHECKED_TERMS))


@lru_cache(maxsize=1)
def _positions(texts: Sequence[str], terms: Sequence[str], language: str) -> Sequence[Iterable[int]]:
    """For each term the positions of the texts that have it. Remembered while a notice is compared with each of its
    languages."""
    folded = [text.casefold() for text in texts]
    # A word between the texts, so that no term begins in one of them and ends in the next.
    together = "\n_\n".join(folded)
    begins = list(accumulate((len(text) + 3 for text in folded[:-1]), initial=0))
    return tuple({bisect(begins, place) - 1 for place in places(term, together, language)} for term in terms)


def _found(text: Text, code: str, message: str, hint: str) -> Diagnostic:
    mark = text.mark
    return Diagnostic(Mark(mark.file, mark.line, mark.column), code, message, Severity.WARNING, hint)


def _difference(source: Sequence[str], target: Sequence[str]) -> str:
    """What one side has and the other lacks, in words; empty when they have the same, in whatever order."""
    if source == target:
        return ""
    ours, theirs = Counter(source), Counter(target)
    parts = []
    if lacking := sorted((ours - theirs).elements()):
        parts.append("missing " + _listed(lacking))
    if added := sorted((theirs - ours).elements()):
        parts.append("added " + _listed(added))
    return ", ".join(parts)


def _listed(items: Iterable[str]) -> str:
    shown = list(items)
    return ", ".join(f"`{item}`" for item in shown[:5]) + (" …" if len(shown) > 5 else "")


# --- what is compared ----------------------------------------------------------------------------------------------


class _Signs(NamedTuple):
    """What a text must have in common with its translation, each in alphabetical order."""

    links: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Without those of dates."""
    dates: tuple[str, ...] = ()
    """As ISO 8601 writes them."""
    placeholders: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


_COMPARED: Final = {
    "links": ("T201", "the links", "link to the same places; of a web page its own language is fine"),
    "numbers": ("T202", "the numbers", "compare the two texts number by number"),
    "dates": ("T203", "the dates", "compare the two texts date by date"),
    "placeholders": ("T204", "the placeholders", "copy what stands in braces or after `%` as it is"),
    "emphasis": ("T205", "the emphasised words", "set the same words in `*` and `**`"),
    "lists": ("T206", "the lists", "give the lists as many items as in the source"),
}
"""For each field of `_Signs`: code, what differs, what to do."""


def _disagreements(
    source: str, target: str, source_language: str, language: str
) -> Iterator[tuple[str, str, str, str]]:
    """Code, what differs, how it differs and what to do."""
    look = _look(source, source_language)
    if look is not None and look == _look(target, language):
        return
    ours, theirs = _signs(source, source_language), _signs(target, language)
    if ours == theirs:
        return
    has_year = _YEAR.search(source) or _YEAR.search(target)
    sides = {name: (getattr(ours, name), getattr(theirs, name)) for name in _COMPARED if name != "dates" or has_year}
    sides["numbers"] = (
        _without_words(ours.numbers, theirs.numbers, target, language),
        _without_words(theirs.numbers, ours.numbers, source, source_language),
    )
    for name, (code, what, hint) in _COMPARED.items():
        if difference := _difference(*sides.get(name, ((), ()))):
            yield code, what, difference, hint


@lru_cache(maxsize=512)
def _look(text: str, language: str) -> tuple[Sequence[object], ...] | None:
    """What is to be compared as it is typed. Texts that look alike read alike, and reading them takes far longer.

    None where only reading tells: dates, hours after noon, addresses, and what is written otherwise than it is shown.
    Remembered while one notice is compared with each of its languages.
    """
    if not _SIGN.search(text) and text[:1] not in ("-", "+"):
        return ()
    shown = _TARGET.sub("]", text) if "](" in text else text
    numbers = _NUMERALS.findall(shown)
    if _UNLIKE.search(shown) or "](" in shown or (numbers and _has_more_than_numbers(shown, language)):
        return None
    return (
        sorted(numbers),
        [shown.count("*"), sorted(_OPENING.findall(shown)), sorted(_CLOSING.findall(shown))] if "*" in shown else (),
        list(map(_beginning, shown.split("\n"))) if _has_item(shown) else (),
        sorted(_TARGET.findall(text)) if shown is not text else (),
        sorted(_PLACEHOLDER.findall(shown)) if "{" in shown or "%" in shown else (),
    )


def _has_more_than_numbers(text: str, language: str) -> bool:
    """Whether there may be hours after noon in a text, a date with the name of a month, or an address."""
    return (
        _LIKE_AFTER_NOON.search(text) is not None
        or (_LIKE_YEAR.search(text) is not None and _has_month(text, language))
        or "://" in text
        or "www." in text
        or "tel:" in text
    )


_ODD: Final = r"_<&\\@\u0250-\u1fff\u2100-\uffff"
"""What may read otherwise than it is written, and letters of scripts that have digits of their own."""
_UNLIKE: Final = re.compile(f"[{_ODD}]")
_SIGN: Final = re.compile(rf"[0-9*\[{{%\n{_ODD}]")
"""What every text has in which there is something to compare, apart from lists of one item."""
_TARGET: Final = re.compile(r"\]\(([^()\s]*)\)")
_OPENING: Final = re.compile(r"(?<!\S)\*+(?=\S)|(?<!\w)\*+(?=\w)")
_CLOSING: Final = re.compile(r"(?<=\S)\*+(?!\S)|(?<=\w)\*+(?!\w)")
# These begin with one character of a class, which `re` finds many times faster than a class repeated, `\d` or `\b`.
_NUMERALS: Final = re.compile(r"[0-9][0-9]*(?:[ \u00a0\u202f,.':][0-9]+)*")
"""With what stands between them, which tells groups of three and the parts of a date from numbers side by side."""
_LIKE_YEAR: Final = re.compile(r"[0-9][0-9]{3}")
_LIKE_AFTER_NOON: Final = re.compile(r"[0-9][ \u00a0]?[pP]\.?[mM]\b")
_DIGITS: Final = re.compile(r"\d+")


def _beginning(line: str) -> str:
    """The indentation of a line and what makes it an item of a list."""
    item = _ITEM.match(line)
    return item[0] if item else re.sub(r"\S.*", ".", line)


@lru_cache(maxsize=512)
def _signs(text: str, language: str) -> _Signs:
    """What is compared of a text. Remembered while one notice is compared with each of its languages."""
    dates, numbers = _split(text, language) if _DIGITS.search(text) else ((), ())
    return _Signs(
        tuple(sorted(_link(link.target) for link in links(text))),
        tuple(sorted(numbers)),
        tuple(sorted(dates)),
        tuple(sorted(_PLACEHOLDER.findall(text))),
        tuple(sorted(_marks(tree(text)))) if "*" in text else (),
        _lengths(text),
    )


def _link(target: str) -> str:
    """What a link leads to. Sites have pages for each language, so of a web address only the site counts."""
    match = _WEB_ADDRESS.fullmatch(target)
    return ".".join(match[1].lower().split(".")[-2:]) if match else target


_WEB_ADDRESS: Final = re.compile(r"https?://([^/?#]+).*", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\{\{?[^{}\n]{1,60}\}\}?|%\(\w+\)[sd]|%[sd]\b")


def _marks(blocks: Iterable[MarkdownBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _inline_marks(block.content)
        else:
            for item in block.items:
                yield from _marks(item.blocks)


def _inline_marks(content: Iterable[MarkdownInline]) -> Iterator[str]:
    for node in content:
        if isinstance(node, Emphasis | Strong):
            yield "**bold**" if isinstance(node, Strong) else "*emphasis*"
        if isinstance(node, Emphasis | Strong | Anchor):
            yield from _inline_marks(node.content)


def _lengths(text: str) -> tuple[str, ...]:
    if not _has_item(text):
        return ()
    return tuple(
        sorted(
            f"list of {len(block.items)}"
            for block in tree(text)
            if isinstance(block, MarkdownList) and (len(block.items) > 1 or block.items[0].number is None)
        )
    )


def _has_item(text: str) -> bool:
    return any(map(_ITEM.match, text.split("\n")))


_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")


# --- dates and numbers ---------------------------------------------------------------------------------------------


def _without_words(numbers: Sequence[str], others: Sequence[str], text: str, language: str) -> Sequence[str]:
    """The numbers less those that the other text writes in words; of a language without a list, all small ones."""
    theirs = Counter(others)
    kept: list[str] = []
    for number, count in Counter(numbers).items():
        is_small = number.isdecimal() and 1 <= int(number) <= 12
        is_in_words = count > theirs[number] and is_small and _has_word(int(number), text, language)
        kept += [number] * (theirs[number] if is_in_words else count)
    return kept


def _has_word(number: int, text: str, language: str) -> bool:
    words = _NUMBER_WORDS.get(language)
    return words is None or re.search(rf"\b(?:{words.split()[number - 1]})", text, re.IGNORECASE) is not None


_YEAR: Final = re.compile(r"\d{4}")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_ADDRESS: Final = re.compile(r"\S+@\S+|\b(?:https?|tel|mailto):\S+|\bwww\.\S+")
_ISO_DATE: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DAY_FIRST: Final = re.compile(r"\b(\d{1,2})\.[ \u00a0]?(\d{1,2})\.[ \u00a0]?(\d{4})\b")
_AFTER_NOON: Final = re.compile(r"\b(\d{1,2})[ \u00a0]?[pP]\.?[mM]\b\.?")
_BETWEEN_GROUPS: Final = re.compile(r"(?<=\d)[ \u00a0\u202f,.'](?=\d{3}(?!\d))")
"""Groups of three, with whatever stands between them here or there."""


def _split(text: str, language: str) -> tuple[Sequence[str], Sequence[str]]:
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
    if _YEAR.search(plain):
        plain = _ISO_DATE.sub(lambda m: note(m[1], int(m[2]), m[3]), plain)
        plain = _DAY_FIRST.sub(lambda m: note(m[3], int(m[2]), m[1]), plain)
        for pattern, place in _date_patterns(language) if _has_month(plain, language) else ():
            plain = pattern.sub(place(note), plain)
    plain = _AFTER_NOON.sub(lambda m: f" {int(m[1]) % 12 + 12} ", plain)
    plain = _BETWEEN_GROUPS.sub("", plain)
    return dates, [part for number in _NUMBER.findall(plain) for part in _parts(number)]


def _parts(number: str) -> list[str]:
    """`2,5` and `2.5` are one number; `9.30` and `9:30` are a time; a paragraph `13.1.c` is taken apart."""
    return [str(int(part)) for part in _DIGITS.findall(number) if len(part) < 20]


_Note = Callable[[str, int, str], str]
_Place = Callable[[_Note], Callable[[re.Match[str]], str]]


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months by their names in a language, in small letters."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    names = (item for form in ("format", "stand-alone") for item in locale.months[form]["wide"].items())
    return {name.casefold(): int(number) for number, name in names}


def _has_month(text: str, language: str) -> bool:
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

    return (
        (
            re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.?(?: of)?\s+({names})\w*,?\s+(\d{{4}})\b", re.IGNORECASE),
            day_first,
        ),
        (re.compile(rf"\b({names})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE), month_first),
    )


# --- words ---------------------------------------------------------------------------------------------------------


def _is_prose(text: str) -> bool:
    """Whether a text is more than a name, a title or an address."""
    words = _LETTERS.findall(_ANY_ADDRESS.sub(" ", text))
    small = [word for word in words if word.islower()]
    return len(text) >= 25 and len(small) >= 3 and 2 * len(small) > len(words)


_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_ANY_ADDRESS: Final = re.compile(r"\S+@\S+|\w+:\S+|www\.\S+")
