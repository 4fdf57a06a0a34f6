"""What a translation must have in common with its source, whatever the languages are. No input or output.

Everything found here is a warning: very likely wrong, and for a person to decide.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from privacy_notices.catalog import Catalog
from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.markdown import (
    Anchor,
    Block,
    Emphasis,
    Inline,
    List,
    Paragraph,
    Strong,
    links,
    to_plain,
    tree,
)
from privacy_notices.translations.languages import detect
from privacy_notices.translations.terms import PREFIX, Term, occurs, occurs_folded
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
    terms = _checked_terms(catalogs.get(bundle.source_language), catalogs.get(language))
    together = "\n".join(text.value for text in bundle.source.values()).casefold()
    terms = tuple(term for term in terms if occurs_folded(term.source, together, bundle.source_language))
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
        found = detect(target.value, candidates)
        if found is not None and found != language:
            hint = f"is this the {found} text? Write it in the language of the file ({language})"
            yield _found(target, "T209", f"`{key}` is not in the language of the file: it seems to be `{found}`", hint)
            continue
        if _SIGN.search(source.value) or _SIGN.search(target.value):
            for code, what, compare, hint in _COMPARED:
                if difference := _difference(compare(source.value, target.value, bundle.source_language, language)):
                    yield _found(target, code, f"{what} of `{key}` differ from the source: {difference}", hint)
        yield from _terms(key, source, target, terms, bundle.source_language, language)


@cache
def _term_keys() -> tuple[tuple[str, str], ...]:
    return tuple((f"{PREFIX}{term.replace('_', '-')}", term) for term in sorted(CHECKED_TERMS))


def _checked_terms(source: Catalog | None, target: Catalog | None) -> tuple[Term, ...]:
    if source is None or target is None:
        return ()
    return tuple(
        Term(term, source.messages[key][0], target.messages[key][0])
        for key, term in _term_keys()
        if key in source.messages and key in target.messages
    )


_SIGN: Final = re.compile(r"[\[<{%*\d]|^[ \t]*[-+][ \t]", re.MULTILINE)
"""What every text has that anything is compared of; most sentences have none of it."""


def _found(text: Text, code: str, message: str, hint: str) -> Diagnostic:
    mark = text.mark
    return Diagnostic(Mark(mark.file, mark.line, mark.column), code, message, Severity.WARNING, hint)


_Sides = tuple[Counter[str], Counter[str]]


def _difference(sides: _Sides) -> str:
    """What one side has and the other lacks, in words; empty when they agree."""
    source, target = sides
    if source == target:
        return ""
    parts = []
    if lacking := sorted((source - target).elements()):
        parts.append("missing " + _listed(lacking))
    if added := sorted((target - source).elements()):
        parts.append("added " + _listed(added))
    return ", ".join(parts)


def _listed(items: Iterable[str]) -> str:
    shown = list(items)
    return ", ".join(f"`{item}`" for item in shown[:5]) + (" …" if len(shown) > 5 else "")


# --- links, placeholders, emphasis, lists --------------------------------------------------------------------------


def _links(source: str, target: str, *_languages: str) -> _Sides:
    return _targets(source), _targets(target)


def _targets(text: str) -> Counter[str]:
    return Counter(map(_link, (link.target for link in links(text)))) if "](" in text or "<" in text else Counter()


def _link(target: str) -> str:
    """What a link leads to. Sites have pages for each language, so of a web address only the site counts."""
    match = re.fullmatch(r"https?://([^/?#]+).*", target, re.IGNORECASE)
    return ".".join(match[1].lower().split(".")[-2:]) if match else target


def _placeholders(source: str, target: str, *_languages: str) -> _Sides:
    return Counter(_PLACEHOLDER.findall(source)), Counter(_PLACEHOLDER.findall(target))


_PLACEHOLDER: Final = re.compile(r"\{\{?[^{}\n]{1,60}\}\}?|%\(\w+\)[sd]|%[sd]\b")


def _emphasis(source: str, target: str, *_languages: str) -> _Sides:
    return _marked(source), _marked(target)


def _marked(text: str) -> Counter[str]:
    return Counter(_marks(tree(text))) if "*" in text else Counter()


def _marks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _inline_marks(block.content)
        else:
            for item in block.items:
                yield from _marks(item.blocks)


def _inline_marks(content: Iterable[Inline]) -> Iterator[str]:
    for node in content:
        if isinstance(node, Emphasis | Strong):
            yield "**bold**" if isinstance(node, Strong) else "*emphasis*"
        if isinstance(node, Emphasis | Strong | Anchor):
            yield from _inline_marks(node.content)


def _list_lengths(source: str, target: str, *_languages: str) -> _Sides:
    return _lengths(source), _lengths(target)


def _lengths(text: str) -> Counter[str]:
    if not re.search(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]", text, re.MULTILINE):
        return Counter()
    return Counter(
        f"list of {len(block.items)}"
        for block in tree(text)
        if isinstance(block, List) and (len(block.items) > 1 or block.items[0].number is None)
    )


# --- dates and numbers ---------------------------------------------------------------------------------------------


def _dates(source: str, target: str, source_language: str, language: str) -> _Sides:
    if not (re.search(r"\d{4}", source) or re.search(r"\d{4}", target)):
        return Counter(), Counter()
    return Counter(_split(source, source_language)[0]), Counter(_split(target, language)[0])


def _numbers(source: str, target: str, source_language: str, language: str) -> _Sides:
    if not (re.search(r"\d", source) or re.search(r"\d", target)):
        return Counter(), Counter()
    ours, theirs = Counter(_split(source, source_language)[1]), Counter(_split(target, language)[1])
    return _without_words(ours, theirs, target, language), _without_words(theirs, ours, source, source_language)


def _without_words(numbers: Counter[str], others: Counter[str], text: str, language: str) -> Counter[str]:
    """The numbers less those that the other text writes in words; of a language without a list, all small ones."""
    kept: Counter[str] = Counter()
    for number, count in numbers.items():
        is_small = number.isdecimal() and 1 <= int(number) <= 12
        if count > others[number] and is_small and _has_word(int(number), text, language):
            kept[number] = others[number]
        else:
            kept[number] = count
    return kept


def _has_word(number: int, text: str, language: str) -> bool:
    words = _NUMBER_WORDS.get(language)
    return words is None or re.search(rf"\b(?:{words.split()[number - 1]})", text, re.IGNORECASE) is not None


@lru_cache(maxsize=256)
def _split(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The dates in a text, as ISO writes them, and the other numbers in it, without separators.

    Remembered while dates and numbers of one notice are compared, with each of its languages.
    """
    dates: list[str] = []

    def note(year: str, month: int, day: str) -> str:
        try:
            dates.append(datetime.date(int(year), month, int(day)).isoformat())
        except ValueError:
            return f" {year} {month} {day} "
        return " "

    plain = to_plain(text)
    plain = re.sub(r"\S+@\S+|\b(?:https?|tel|mailto):\S+|\bwww\.\S+", " ", plain)
    plain = re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", lambda m: note(m[1], int(m[2]), m[3]), plain)
    plain = re.sub(
        r"\b(\d{1,2})\.[ \u00a0]?(\d{1,2})\.[ \u00a0]?(\d{4})\b", lambda m: note(m[3], int(m[2]), m[1]), plain
    )
    for pattern, place in _date_patterns(language):
        plain = pattern.sub(place(note), plain)
    plain = re.sub(r"\b(\d{1,2})[ \u00a0]?p\.?m\b\.?", lambda m: f" {int(m[1]) % 12 + 12} ", plain, flags=re.IGNORECASE)
    # Groups of three, with whatever stands between them here or there.
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f,.'](?=\d{3}(?!\d))", "", plain)
    numbers = re.findall(r"\d+(?:[.,:]\d+)*", plain)
    return tuple(dates), tuple(part for number in numbers for part in _parts(number))


def _parts(number: str) -> list[str]:
    """`2,5` and `2.5` are one number; `9.30` and `9:30` are a time; a paragraph `13.1.c` is taken apart."""
    parts = re.split(r"[.,:]", number)
    return [str(int(part)) for part in parts if len(part) < 20 or not part.isdecimal()]


_Note = Callable[[str, int, str], str]
_Place = Callable[[_Note], Callable[[re.Match[str]], str]]


@cache
def _date_patterns(language: str) -> tuple[tuple[re.Pattern[str], _Place], ...]:
    """How dates with the name of the month look in a language: `1. tammikuuta 2026`, `January 1, 2026`."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return ()
    months: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for number, name in locale.months[form]["wide"].items():
            months[name.casefold()] = int(number)
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


_Compare = Callable[[str, str, str, str], _Sides]
_COMPARED: Final[tuple[tuple[str, str, _Compare, str], ...]] = (
    ("T201", "the links", _links, "link to the same places; of a web page its own language is fine"),
    ("T202", "the numbers", _numbers, "compare the two texts number by number"),
    ("T203", "the dates", _dates, "compare the two texts date by date"),
    ("T204", "the placeholders", _placeholders, "copy what stands in braces or after `%` as it is"),
    ("T205", "the emphasised words", _emphasis, "set the same words in `*` and `**`"),
    ("T206", "the lists", _list_lengths, "give the lists as many items as in the source"),
)
"""Code, what differs, how both sides are read, what to do."""


# --- words ---------------------------------------------------------------------------------------------------------


def _terms(
    key: str, source: Text, target: Text, terms: Iterable[Term], source_language: str, language: str
) -> Iterator[Diagnostic]:
    ours = source.value.casefold()
    for term in terms:
        if occurs_folded(term.source, ours, source_language) and not occurs(term.target, target.value, language):
            message = f"`{key}` has another word for `{term.source}`"
            yield _found(target, "T207", message, f"the fixed translation is `{term.target}`")


def _is_prose(text: str) -> bool:
    """Whether a text is more than a name, a title or an address."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+@\S+|\w+:\S+|www\.\S+", " ", text))
    small = [word for word in words if word.islower()]
    return len(text) >= 25 and len(small) >= 3 and 2 * len(small) > len(words)
