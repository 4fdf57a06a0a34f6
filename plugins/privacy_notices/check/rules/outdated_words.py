"""N3: words that were right once. Patterns and the values of today are data: `check/stale.yml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from privacy_notices.check.patterns import Corpus, Sieve, patterns
from privacy_notices.check.rule import Finding, finding
from privacy_notices.check.sentences import sentences
from privacy_notices.check.wording import place_in
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.load.package_data import data_document
from privacy_notices.model.statements import Statement

NEAR: Final = 20
"""Letters between the name of an act and its number."""

Kind = Literal[
    "visiting-address",
    "postal-address",
    "phone",
    "website",
    "repealed-law",
    "lapsed-transfer-ground",
    "old-body",
    "old-term",
    "term-of-sweden",
]

AUTHORITY: Final[tuple[Kind, ...]] = ("visiting-address", "postal-address", "phone", "website")
"""Kinds of contact details of the supervisory authority."""


class OutdatedThing(BaseModel):
    """One thing that has gone out of date, as `stale.yml` has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    severity: Literal["warning", "info"]
    languages: tuple[str, ...]
    patterns: tuple[str, ...]
    instead: Mapping[str, str]
    source: str
    finds: tuple[str, ...]
    spares: tuple[str, ...]
    right_in: tuple[str, ...] = ()
    """Countries where it is right."""


@dataclass(frozen=True, slots=True)
class Search:
    """One pattern, ready to be looked for."""

    kind: Kind
    severity: Severity
    pattern: re.Pattern[str]
    instead: Mapping[str, str]


@functools.cache
def entries() -> Mapping[str, OutdatedThing]:
    """What ships."""
    return TypeAdapter(dict[str, OutdatedThing]).validate_python(data_document("check/stale.yml"))


@functools.cache
def _searches(language: str) -> tuple[Search, ...]:
    """The patterns for texts of a language, the graver ones first."""
    found = [
        Search(
            entry.kind,
            Severity[entry.severity.upper()],
            re.compile(pattern, re.IGNORECASE),
            entry.instead,
        )
        for entry in entries().values()
        if language.split("-")[0] in entry.languages
        for pattern in entry.patterns
    ]
    return tuple(sorted(found, key=lambda search: -search.severity))


@functools.cache
def _sieve(language: str) -> Sieve:
    return Sieve(search.pattern.pattern for search in _searches(language))


@functools.lru_cache(maxsize=8)
def _matches(text: str, language: str) -> tuple[tuple[Search, re.Match[str]], ...]:
    """What has gone out of date in a text, each place once, without what a sentence about the past says.

    Remembered for as long as the rules of this module take turns with one text.
    """
    taken: list[tuple[int, int, Search]] = []
    found: list[tuple[Search, re.Match[str]]] = []
    for search in _searches(language):
        for match in search.pattern.finditer(text):
            if any(_are_one(search, match, *other) for other in taken):
                continue
            taken.append((*match.span(), search))
            if not _is_history(text, language, match):
                found.append((search, match))
    return tuple(found)


def _are_one(search: Search, match: re.Match[str], begin: int, end: int, other: Search) -> bool:
    """Whether two matches overlap, or are a name and its number beside each other: "Henkilötietolaki (523/1999)"."""
    near = NEAR if search.instead == other.instead else 0
    return match.start() < end + near and begin - near < match.end()


def _is_history(text: str, language: str, match: re.Match[str]) -> bool:
    finder = patterns().get("history", language)
    around = next(((begin, end) for begin, end in sentences(text) if begin <= match.start() < end), None)
    return finder is not None and around is not None and finder.search(text[slice(*around)]) is not None


def _findings(text: Statement, *kinds: Kind) -> Iterator[Finding]:
    """What a text says of these kinds of things, each with what to say today."""
    for search, match in _matches(text.text, text.language):
        if search.kind not in kinds:
            continue
        instead = search.instead[text.language.split("-")[0]]
        yield finding(place_in(text, match), severity=search.severity, found=match[0], instead=instead)


@functools.lru_cache(maxsize=8)
def _outdated(corpus: Corpus[Statement]) -> Mapping[Kind, list[Statement]]:
    """By kind of things that have gone out of date the texts with one of them."""
    promising = _sieve(corpus.language).promising(corpus)
    found: dict[Kind, list[Statement]] = {}
    for search in _searches(corpus.language):
        for text in promising(search.pattern.pattern):
            if search.pattern.search(text.text):
                found.setdefault(search.kind, []).append(text)
    return found


def with_kind(*kinds: Kind) -> Callable[[Corpus[Statement]], Iterable[Statement]]:
    """The texts that have anything of some kinds."""
    return lambda corpus: {id(text): text for kind in kinds for text in _outdated(corpus).get(kind, ())}.values()


def right_in(kind: Kind) -> Callable[[], frozenset[str]]:
    """The countries where things of a kind are right."""
    return lambda: frozenset(country for one in entries().values() if one.kind == kind for country in one.right_in)


def repealed_law(text: Statement) -> Iterator[Finding]:
    """A text refers to an act that is no longer in force.

    The Personal Data Act (henkilötietolaki, 523/1999) was repealed by the Data Protection Act (1050/2018); other acts have
    successors too. Readers who look up a repealed act learn of rights and duties that have changed (Art. 12(1)). A
    sentence that speaks of the past is left alone.

    Fails:
        en: {summary: This notice follows the Personal Data Act.}

    Passes:
        en: {summary: The Personal Data Act was repealed in 2019.}
    """
    yield from _findings(text, "repealed-law")


def outdated_contact_of_the_authority(text: Statement) -> Iterator[Finding]:
    """A text gives contact details that the supervisory authority no longer has.

    A complaint sent to an old address does not arrive (Art. 13(2)(d), 14(2)(e), 77). The page adds the authority's
    present details by itself, so the text can do without them.

    Fails:
        en: {texts: {complaint: "Office of the Data Protection Ombudsman, Ratapihantie 9, Helsinki"}}

    Passes:
        en: {texts: {complaint: "Please tell us first what is wrong."}}
    """
    yield from _findings(text, *AUTHORITY)


def abolished_body(text: Statement) -> Iterator[Finding]:
    """A text names an authority that no longer exists or has another name.

    People then ask somebody who cannot answer, or look for an office that is not there (Art. 12(1)). A sentence that
    gives the old name beside the new one is left alone.

    Fails:
        en: {texts: {sources: We check addresses with the Population Register Centre.}}

    Passes:
        en: {texts: {sources: "We check addresses with the Agency, formerly the Population Register Centre."}}
    """
    yield from _findings(text, "old-body")


def lapsed_transfer_ground(text: Statement) -> Iterator[Finding]:
    """A text rests a transfer on a decision that has lapsed.

    Safe Harbor and the Privacy Shield were declared invalid by the Court of Justice (C-362/14, C-311/18); the older
    standard clauses have been replaced. A transfer needs a ground that holds today (Art. 44 to 46), and the notice
    tells it (Art. 13(1)(f), 14(1)(f)).

    Fails:
        en: {texts: {transfers: Our supplier follows the EU-US Privacy Shield.}}

    Passes:
        en: {texts: {transfers: Our supplier follows the EU-US Data Privacy Framework.}}
    """
    yield from _findings(text, "lapsed-transfer-ground")


def outdated_term(text: Statement) -> Iterator[Finding]:
    """A text uses a term of the time before the General Data Protection Regulation.

    The new terms stand for new contents: the right of access is more than the old right to inspect, recipients are
    more than regular disclosures. Mixed terms make readers look for differences (Art. 12(1)).

    Fails:
        sv: {summary: Registeransvarig är butiken.}

    Passes:
        sv: {summary: Personuppgiftsansvarig är butiken.}
    """
    yield from _findings(text, "old-term")


def term_of_sweden(text: Statement) -> Iterator[Finding]:
    """A Swedish text uses a term of Sweden where Finland has its own.

    Readers in Finland know personbeteckning and FO-nummer from all their dealings with authorities. Where a controller is
    in Sweden, its own terms are right.

    Fails:
        sv: {summary: Vi behöver ditt personnummer.}

    Passes:
        sv: {summary: Vi behöver din personbeteckning.}
    """
    yield from _findings(text, "term-of-sweden")
