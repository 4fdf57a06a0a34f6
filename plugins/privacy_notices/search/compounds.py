"""Stems that a page is found by though they do not stand there: parts of compounds, and synonyms. No input or output."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from privacy_notices.search.stems import StemRules

PART_OF_WORD: Final = 0.5
SYNONYM: Final = 0.4


def add_parts(about: Sequence[dict[str, float]], rules: StemRules) -> None:
    """Let compounds be found by what they are made of.

    The beginning of a word finds it anyway, but not where it changes (`tiedonsiirto` by `tieto`).
    """
    if not rules.words.compounds:
        return
    known = set(chain.from_iterable(about))
    known.update(*chain.from_iterable(synonyms(rules)), map(rules.stem, rules.words.parts.split()))
    parts: dict[str, tuple[str, ...]] = {}
    for stems in about:
        for stem in tuple(stems):
            if stem not in parts:
                parts[stem] = _parts(stem, known, rules)
            for part in parts[stem]:
                stems[part] = stems.get(part, 0.0) + stems[stem] * PART_OF_WORD


def _parts(stem: str, known: set[str], rules: StemRules) -> tuple[str, ...]:
    """The stems that a compound is made of, without its beginning where that finds it anyway."""
    parts: dict[str, None] = {}
    unknown = ""
    for cut in range(3, len(stem) - 2):
        beginning, end = rules.stem(stem[:cut]), stem[cut:]
        begins = len(beginning) > 3 and beginning in known
        if end in known and (len(end) > 3 or begins):
            parts[end] = None
        elif begins and len(end) > 3:
            unknown = end
        if begins and end in known and not stem.startswith(beginning):
            parts[beginning] = None
    if not parts and unknown:
        parts[unknown] = None
    return tuple(parts)


def synonyms(rules: StemRules) -> list[list[tuple[str, ...]]]:
    """Groups of words that stand for each other, each as its stems."""
    return [[tuple(rules.terms(word)) for word in group.split(",")] for group in rules.words.synonyms]


def add_synonyms(about: Sequence[dict[str, float]], rules: StemRules) -> None:
    """Let pages be found by the synonyms of what they say, with less weight."""
    groups = synonyms(rules)
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, group in enumerate(groups):
        for words in filter(None, group):
            by_first.setdefault(words[0], []).append((number, words))
    for stems in about:
        weights: dict[int, float] = {}
        for first in by_first.keys() & stems.keys():
            for number, words in by_first[first]:
                weight = min(stems.get(stem, 0.0) for stem in words)
                weights[number] = max(weights.get(number, 0.0), weight)
        further: dict[str, float] = {}
        for number, weight in weights.items():
            for stem in chain.from_iterable(groups[number]) if weight else ():
                further[stem] = max(further.get(stem, 0.0), weight * SYNONYM)
        for stem, weight in further.items():
            stems[stem] = max(stems.get(stem, 0.0), weight)
