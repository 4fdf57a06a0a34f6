"""What a translation must have in common with its source, whatever the languages are. No input or output.

Everything found here is a warning: very likely wrong, and for a person to decide.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, listed
from privacy_notices.faults.table import found
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.detection import detect
from privacy_notices.languages.language import language_of
from privacy_notices.languages.shipped_catalogs import complete_languages
from privacy_notices.translations.figures import YEAR
from privacy_notices.translations.signs import look, signs
from privacy_notices.translations.terms import PREFIX, FixedTerm, occurs, places
from privacy_notices.translations.texts import Bundle

CHECKED_TERMS: Final = frozenset(
    {
        "controller",
        "joint_controllers",
        "processor",
        "dpo",
        "supervisory_authority",
        "ombudsman",
        "consent",
        "profiling",
        "automated_decision",
        "direct_marketing",
        "breach",
        "personal_identity_code",
        "population_information_system",
    }
)
"""Terms that have one translation. Words of everyday use (`purpose`, `transfer`) may rightly be put in other words."""


def inconsistencies(bundle: Bundle, language: str, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Where the texts of one language disagree with their sources, at their places in the file of that language."""
    terms = _terms_of(bundle, catalogs.get(bundle.source_language), catalogs.get(language))
    # Beside the languages of the portal, those that a text is in by mistake: many portals have them.
    candidates = tuple(dict.fromkeys((*bundle.languages, *complete_languages())))
    for key, target in bundle.texts.get(language, {}).items():
        source = bundle.source.get(key)
        if source is None:
            continue
        if target.value == source.value:
            if _is_prose(target.value) and detect(target.value, candidates) != language:
                yield found(target.mark, "T208", key=key, language=bundle.source_language)
            continue
        seen = detect(target.value, candidates, expected=language)
        if seen is not None and seen != language:
            yield found(target.mark, "T209", key=key, found=seen, language=language)
            continue
        for fault, missing, added in _disagreements(source.value, target.value, bundle.source_language, language):
            yield found(target.mark, fault, key=key, missing=missing, added=added)
        for term in terms.get(key, ()):
            if not occurs(term.target, target.value, language):
                yield found(target.mark, "T207", key=key, term=term.source, translation=term.target)


def _terms_of(bundle: Bundle, source: Catalog | None, target: Catalog | None) -> Mapping[str, Sequence[FixedTerm]]:
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
    by_key: dict[str, list[FixedTerm]] = {}
    for (name, pair), within in zip(terms.items(), positions, strict=True):
        for position in within:
            by_key.setdefault(keys[position], []).append(FixedTerm(name, *pair))
    return by_key


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


# --- what is compared ----------------------------------------------------------------------------------------------

_CODES: Final = {
    "links": "T201",
    "numbers": "T202",
    "dates": "T203",
    "placeholders": "T204",
    "emphasis": "T205",
    "lists": "T206",
}
"""For each field of `Signs` what is said where it differs."""
_MAX_SHOWN: Final = 5
"""How many of the things that differ are named."""


def _disagreements(
    source: str, target: str, source_language: str, language: str
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each fault, with what is missing and what has been added."""
    seen = look(source, source_language)
    if seen is not None and seen == look(target, language):
        return
    ours, theirs = signs(source, source_language), signs(target, language)
    if ours == theirs:
        return
    has_year = YEAR.search(source) or YEAR.search(target)
    sides = {name: (getattr(ours, name), getattr(theirs, name)) for name in _CODES if name != "dates" or has_year}
    sides["numbers"] = (
        _without_words(ours.numbers, theirs.numbers, target, language),
        _without_words(theirs.numbers, ours.numbers, source, source_language),
    )
    for name, code in _CODES.items():
        missing, added = _difference(*sides.get(name, ((), ())))
        if missing or added:
            yield f"{code}.{_side(missing, added)}", missing, added


def _side(missing: Sequence[str], added: Sequence[str]) -> str:
    if missing and added:
        return "both"
    return "missing" if missing else "added"


def _difference(source: Sequence[str], target: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What one side has and the other lacks, and the other way round; in whatever order they have it."""
    if source == target:
        return (), ()
    ours, theirs = Counter(source), Counter(target)
    return _shown(sorted((ours - theirs).elements())), _shown(sorted((theirs - ours).elements()))


def _shown(items: Sequence[str]) -> tuple[str, ...]:
    return listed((*items[:_MAX_SHOWN], "…") if len(items) > _MAX_SHOWN else items)


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
    words = language_of(language).number_words
    if not words:
        return True
    beginnings = "|".join(map(re.escape, words[number - 1])) if number <= len(words) else "(?!)"
    return re.search(rf"\b(?:{beginnings})", text, re.IGNORECASE) is not None


# --- words ---------------------------------------------------------------------------------------------------------


def _is_prose(text: str) -> bool:
    """Whether a text is more than a name, a title or an address."""
    words = _LETTERS.findall(_ANY_ADDRESS.sub(" ", text))
    small = [word for word in words if word.islower()]
    return len(text) >= 25 and len(small) >= 3 and 2 * len(small) > len(words)


_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_ANY_ADDRESS: Final = re.compile(r"\S+@\S+|\w+:\S+|www\.\S+")
