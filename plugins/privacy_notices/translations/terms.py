"""Terms with a fixed translation: the `term.*` messages of the catalogs, found in texts in any inflection.

No input or output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.language import language_of

PREFIX: Final = "term."


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """A term and its translation, which are the same in every text."""

    id: str
    """As the facts on terms name it: `supervisory_authority`."""
    source: str
    target: str


def glossary(source: Catalog | None, target: Catalog | None) -> tuple[FixedTerm, ...]:
    """The terms that both catalogs have."""
    if source is None or target is None:
        return ()
    return tuple(
        FixedTerm(key.removeprefix(PREFIX).replace("-", "_"), forms[0], target.messages[key][0])
        for key, forms in source.messages.items()
        if key.startswith(PREFIX) and key in target.messages
    )


def occurs(term: str, text: str, language: str) -> bool:
    """Whether a term, or one of the wordings it gives, occurs in a text, however it is inflected."""
    return next(places(term, text.casefold(), language), None) is not None


def places(term: str, folded: str, language: str) -> Iterator[int]:
    """Where a term, or one of its wordings, begins in a text in small letters (`casefold`), in no order."""
    for start, pattern in _patterns(term, language):
        place = folded.find(start)
        while place >= 0:
            if pattern.match(folded, place):
                yield place
            place = folded.find(start, place + 1)


@cache
def _patterns(term: str, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each wording the beginning of its first word, which is fast to look for, and the whole."""
    stems = (
        [_stem(word, language) for word in re.findall(r"\w[\w-]*", wording.casefold())] for wording in _wordings(term)
    )
    return tuple(
        (found[0], re.compile(r"\W+".join(rf"\b{re.escape(stem)}\w*" for stem in found))) for found in stems if found
    )


def _wordings(term: str) -> Iterator[str]:
    """`rättslig grund / behandlingsgrund` and `registrerad (den registrerade)` are two wordings each."""
    yield from re.sub(r"\([^)]*\)", "", term).split(" / ")
    yield from re.findall(r"\(([^)]*)\)", term)


def _stem(word: str, language: str) -> str:
    """The word without what may be its ending: words are inflected at their end."""
    for inflection in language_of(language).endings:
        if len(word) >= inflection.letters:
            return word[: -inflection.cut]
    return word
