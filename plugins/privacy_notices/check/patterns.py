"""Words that rules look for in texts, from `patterns.yml`: what to look for is data, what it means is a rule."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick
from pydantic import TypeAdapter

from privacy_notices.load.package_data import data_document

EVERY_LANGUAGE: Final = "any"


class Passage(Protocol):
    """A text in a language."""

    @property
    def language(self) -> str:
        """Its tag."""
        ...

    @property
    def text(self) -> str:
        """What it says."""
        ...


def literals_in(pattern: str) -> tuple[str, ...]:
    """Runs of characters that every match of a regular expression has, in lower case.

    Looking for them first is some fifty times faster than trying the expression at every letter. Empty when the
    expression has none.
    """
    # Escaped punctuation stands for itself: it is moved out of the way of what brackets and signs mean.
    plain = re.sub(r"\\([^\w\s])", lambda match: chr(_ASIDE + ord(match[1])), pattern)
    plain = re.sub(r"\[[^\]]*\]", "\0", plain)
    number = 1
    while number:
        plain, number = re.subn(r"\([^()]*\)", "\0", plain)
    if "|" in plain:
        return ()
    plain = re.sub(rf"\\.|[^\W_](?=[?*{{])|[{_SIGNS}](?=[?*{{])|\{{[\d,]*\}}|[.^$?*+]", "\0", plain)
    runs = re.findall(rf"(?:[^\W_]|[{_SIGNS}]| (?=[^\W_]))+", plain)
    back = ("".join(chr(ord(sign) - _ASIDE) if ord(sign) >= _ASIDE else sign for sign in run) for run in runs)
    return tuple(dict.fromkeys(run.lower() for run in back))


def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """What every match of a regular expression has, in lower case: one of each of these tuples.

    More than `literals_in` knows: `(?:check|visit) (?:this|our) page` needs ` page`, one of `check` and `visit`, and
    one of `this` and `our`. Empty when nothing is certain.
    """
    runs = tuple((run,) for run in literals_in(pattern))
    if _divides(pattern):
        return ()
    groups = [found for group in _groups(pattern) if (found := _one_of(group))]
    # The longer what is looked for, the rarer it is, and the sooner the answer is no.
    return tuple(sorted((*runs, *groups), key=lambda group: -min(map(len, group))))


def _divides(pattern: str) -> bool:
    """Whether there is a `|` outside of all groups."""
    plain, number = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern), 1
    while number:
        plain, number = re.subn(r"\([^()]*\)", "", plain)
    return "|" in plain


def _one_of(alternatives: Iterable[str]) -> tuple[str, ...]:
    """Of which literals every match of any of these expressions has one; empty when one has none."""
    found: list[str] = []
    for alternative in alternatives:
        if literals := literals_in(alternative):
            found.append(max(literals, key=len))
        elif groups := needed(alternative):
            found.extend(groups[0])
        else:
            return ()
    return tuple(dict.fromkeys(found))


def _groups(pattern: str) -> Iterator[list[str]]:
    """The alternatives of each group that every match of a regular expression goes through, not those inside others."""
    depth = 0
    parts: list[str] = []
    is_sure = False
    for match in _PIECE.finditer(pattern):
        sign = match[0]
        if sign[0] == "(":
            depth += 1
            if depth == 1:
                parts, is_sure = [""], sign in ("(", "(?:", "(?-i:") and not pattern.startswith("?", match.end())
                continue
        elif sign == ")":
            depth -= 1
            if depth == 0:
                if is_sure and pattern[match.end() : match.end() + 1] not in ("?", "*", "{"):
                    yield parts
                continue
        if depth == 1 and sign == "|":
            parts.append("")
        elif depth:
            parts[-1] += sign


_PIECE: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:-?[a-z]+:|[:=!]|<[=!]))?|.", re.DOTALL)
"""A sign of a regular expression, a class or the beginning of a group as a whole."""

_ASIDE: Final = 0xE000
"""Where the private use area begins."""
_SIGNS: Final = f"{chr(_ASIDE)}-{chr(_ASIDE + 127)}"


def has_all(text: str, groups: Iterable[Iterable[str]]) -> bool:
    """Whether a text of small letters has what `needed` found."""
    for group in groups:
        for literal in group:
            if literal in text:
                break
        else:
            return False
    return True


P = TypeVar("P", bound=Passage)


class Corpus(Generic[P]):
    """All texts of one language, to be asked for many things."""

    __slots__ = ("_folded", "language", "texts", "together")

    def __init__(self, texts: Iterable[P], language: str) -> None:
        self.language = language
        self.texts = tuple(texts)
        self._folded = tuple(text.text.lower() for text in self.texts)
        self.together = "\n".join(self._folded)
        """In small letters."""

    def having(self, groups: Iterable[Iterable[str]]) -> list[P]:
        """The texts that have what `needed` found."""
        return [text for text, folded in zip(self.texts, self._folded, strict=True) if has_all(folded, groups)]


class Sieve:
    """Tells which of many regular expressions may match which of many texts, by going through the texts once."""

    __slots__ = ("_automaton", "_by_literal", "_needed", "_rest")

    def __init__(self, expressions: Iterable[str]) -> None:
        self._needed = {expression: needed(expression) for expression in expressions}
        self._by_literal: dict[str, list[str]] = {}
        rest: list[str] = []
        for expression, groups in self._needed.items():
            if groups and len(min(groups[0], key=len)) >= _RARE:
                for literal in groups[0]:
                    self._by_literal.setdefault(literal, []).append(expression)
            else:
                rest.append(expression)
        self._rest = frozenset(rest)
        self._automaton = AhoCorasick(list(self._by_literal))

    def promising(self, corpus: Corpus[P]) -> Callable[[str], list[P]]:
        """A function that gives the texts that an expression may match; none that it matches is left out."""
        found = set(self._automaton.find_matches_as_strings(corpus.together, overlapping=True))
        candidates = self._rest.union(*map(self._by_literal.__getitem__, found))

        def texts(expression: str) -> list[P]:
            groups = self._needed[expression]
            may_match = expression in candidates and has_all(corpus.together, groups)
            return corpus.having(groups) if may_match else []

        return texts


_RARE: Final = 3
"""Letters. Shorter literals are in every text, many times."""


class Finder:
    """Looks for any of several regular expressions, without regard to case."""

    __slots__ = ("_needed", "_pattern", "sources")

    def __init__(self, sources: Iterable[str]) -> None:
        """`sources`: each matches from the beginning of a word on."""
        self.sources = tuple(sources)
        self._pattern = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(self.sources)})")
        found = tuple(dict.fromkeys(map(needed, self.sources)))
        self._needed = () if () in found else found

    def may_match(self, text: str) -> bool:
        """False only when there is certainly no match in a text of small letters."""
        return not self._needed or any(has_all(text, groups) for groups in self._needed)

    def search(self, text: str, begin: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two places of a text."""
        if not self.may_match(text.lower()):
            return None
        return self._pattern.search(text, begin, len(text) if end is None else end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is the whole text."""
        return self._pattern.fullmatch(text)

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning of a text."""
        return self._pattern.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        return self._pattern.finditer(text) if self.may_match(text.lower()) else iter(())


@dataclass(frozen=True)
class Patterns:
    """Regular expressions by subject, then language."""

    sources: Mapping[str, Mapping[str, tuple[str, ...]]]
    _finders: dict[tuple[str, str], Finder | None] = field(default_factory=dict, compare=False, repr=False)

    def get(self, subject: str, language: str) -> Finder | None:
        """What to look for in texts of a language; None when nothing is known of it."""
        key = (subject, language)
        if key not in self._finders:
            by_language = self.sources.get(subject, {})
            sources = (*by_language.get(language.split("-")[0], ()), *by_language.get(EVERY_LANGUAGE, ()))
            self._finders[key] = Finder(sources) if sources else None
        return self._finders[key]

    def texts_like(self, subject: str, corpus: Corpus[P]) -> list[P]:
        """The texts that a subject may be in, in any order; far faster than to search them all."""
        finder = self.get(subject, corpus.language)
        if finder is None:
            return []
        promising = _promising(corpus)
        return list({id(text): text for source in finder.sources for text in promising(source)}.values())

    def search(self, subject: str, passage: Passage) -> re.Match[str] | None:
        """The first match in a text."""
        finder = self.get(subject, passage.language)
        return finder.search(passage.text) if finder else None

    def consists_of(self, subject: str, passage: Passage) -> bool:
        """Whether every word of a text begins like one of the subject's."""
        finder = self.get(subject, passage.language)
        return finder is not None and all(finder.match(word) for word in re.findall(r"\w+", passage.text))


@functools.cache
def patterns() -> Patterns:
    """The patterns of the package."""
    subjects = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])
    return Patterns(subjects.validate_python(data_document("check/patterns.yml")))


@functools.cache
def _sieve(language: str) -> Sieve:
    finders = (patterns().get(subject, language) for subject in patterns().sources)
    return Sieve(source for finder in finders if finder for source in finder.sources)


@functools.lru_cache(maxsize=8)
def _promising(corpus: Corpus[P]) -> Callable[[str], list[P]]:
    """Remembered while the rules take turns with one notice."""
    return _sieve(corpus.language).promising(corpus)
