"""Which language a text is in, told from the small words every text is full of (`Language.detection`). No input or output.

Unsure is the usual answer for a line or two, and it is the answer None: nobody is told off on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from privacy_notices.languages.language import languages

_LEAST_STEM: Final = 3
"""Letters before an ending that speaks for a language."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(r"\S+@\S+|\w+:\S+")
_LEAST_EVIDENCE: Final = 3
"""Words that must speak for a language."""


def detect(text: str, candidates: Iterable[str], *, expected: str = "") -> str | None:
    """The language among the candidates that a text is written in, or None when that is not sure.

    `expected`: a language that is given back, sure or not, as soon as no other can be meant; that is fast to see.
    """
    evidence = sum(map(_evidence, text.split()))
    number = evidence & _MOST
    clues = _clues()
    own = evidence >> clues.places.get(expected, clues.nowhere) & _MOST
    candidates = tuple(candidates)
    if number < _lead(own) and clues.scripts.keys().isdisjoint(candidates):
        return expected or None
    scores = {
        language: len(clues.scripts[language].findall(text))
        if language in clues.scripts
        else evidence >> clues.places.get(language, clues.nowhere) & _MOST
        for language in candidates
    }
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    second = max((score for language, score in scores.items() if language != best), default=0)
    return best if scores[best] >= max(_lead(second), number // 8) else None


def _lead(second: int) -> int:
    """How many words must speak for a language when so many speak for the next."""
    return max(_LEAST_EVIDENCE, 2 * second + 2)


_WIDTH: Final = 16
"""Binary digits of a count: no text that is read has more words than they tell."""
_MOST: Final = (1 << _WIDTH) - 1


@dataclass(frozen=True, slots=True)
class _Clues:
    """What tells languages from each other."""

    places: Mapping[str, int]
    """Where in the number of `_evidence` the count of a language begins; that of all words begins at 0."""
    nowhere: int
    """Where that number has ended."""
    words: Mapping[str, frozenset[str]]
    """The languages that each word speaks for."""
    endings: Mapping[str, tuple[str, ...]]
    scripts: Mapping[str, re.Pattern[str]]


@cache
def _clues() -> _Clues:
    """The clues to every language that has any."""
    known = {tag: language.detection for tag, language in languages().items()}
    told = [tag for tag, signs in known.items() if signs.words or signs.endings]
    words: dict[str, set[str]] = {}
    for tag in told:
        for word in known[tag].words:
            words.setdefault(word, set()).add(tag)
    return _Clues(
        places={tag: _WIDTH * place for place, tag in enumerate(told, 1)},
        nowhere=_WIDTH * (len(told) + 1),
        words={word: frozenset(tags) for word, tags in words.items()},
        endings={tag: known[tag].endings for tag in told if known[tag].endings},
        scripts={
            tag: re.compile(f"[{signs.script}]{{2,}}", re.IGNORECASE) for tag, signs in known.items() if signs.script
        },
    )


@lru_cache(maxsize=65_536)
def _evidence(piece: str) -> int:
    """What a piece of text without white space says: how many words it has, and how many of them speak for each
    language, all in one number, so that pieces are added up in no time.

    Remembered, because texts are made of the same pieces.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", piece) if "@" in piece or ":" in piece else piece)
    clues = _clues()
    return len(words) + sum(
        1 << clues.places[language] for word in words for language in _languages_of(word.casefold(), clues)
    )


def _languages_of(word: str, clues: _Clues) -> frozenset[str]:
    found = clues.words.get(word, frozenset())
    ending = {
        language
        for language, endings in clues.endings.items()
        if any(word.endswith(end) and len(word) - len(end) >= _LEAST_STEM for end in endings)
    }
    return found | ending
