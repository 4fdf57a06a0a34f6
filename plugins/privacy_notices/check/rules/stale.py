"""N3: what was right once. Patterns and the values of today are data: `check/stale.yml`."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from privacy_notices.check.patterns import Corpus, Sieve, patterns
from privacy_notices.check.rule import Case, Finding, Text
from privacy_notices.check.sentences import sentences
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.load.package_data import data_file
from privacy_notices.load.yaml_file import load

MAX_AGE: Final = datetime.timedelta(days=2 * 365 + 1)
"""After two years without a review a notice without a date for the next one counts as forgotten. No law says how long."""

NEAR: Final = 20
"""Letters between the name of an act and its number."""

Kind = Literal[
    "visiting-address", "postal-address", "phone", "website", "repealed-law", "lapsed-transfer-ground", "old-body",
    "old-term", "term-of-sweden",
]  # fmt: skip


AUTHORITY: Final[tuple[Kind, ...]] = ("visiting-address", "postal-address", "phone", "website")
"""Kinds of contact details of the supervisory authority."""


class Entry(BaseModel):
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


@dataclass(frozen=True, slots=True)
class Search:
    """One pattern, ready to be looked for."""

    kind: Kind
    severity: Severity
    pattern: re.Pattern[str]
    instead: Mapping[str, str]


@functools.cache
def entries() -> Mapping[str, Entry]:
    """What ships."""
    document = load(data_file("check/stale.yml"), "stale.yml")
    if document.value is None:
        raise ValueError(f"stale.yml: {document.diagnostics}")
    return TypeAdapter(dict[str, Entry]).validate_python(document.value)


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


def _findings(text: Text, message: str, hint: str, *kinds: Kind) -> Iterator[Finding]:
    for search, match in _matches(text.text, text.language):
        if search.kind not in kinds:
            continue
        instead = search.instead.get(text.language.split("-")[0]) or next(iter(search.instead.values()))
        yield Finding(text.mark(match), message.format(match[0]), hint.format(instead), severity=search.severity)


@functools.lru_cache(maxsize=8)
def _outdated(corpus: Corpus[Text]) -> Mapping[Kind, list[Text]]:
    """By kind of things that have gone out of date the texts with one of them."""
    promising = _sieve(corpus.language).promising(corpus)
    found: dict[Kind, list[Text]] = {}
    for search in _searches(corpus.language):
        for text in promising(search.pattern.pattern):
            if search.pattern.search(text.text):
                found.setdefault(search.kind, []).append(text)
    return found


def with_kind(*kinds: Kind) -> Callable[[Corpus[Text]], Iterable[Text]]:
    """The texts that have anything of some kinds."""
    return lambda corpus: {id(text): text for kind in kinds for text in _outdated(corpus).get(kind, ())}.values()


def repealed_law(text: Text) -> Iterator[Finding]:
    """A text refers to an act that is no longer in force.

    The Personal Data Act (henkilötietolaki, 523/1999) ended with the Data Protection Act (1050/2018); other acts have
    successors too. Readers who look up a repealed act learn of rights and duties that have changed (Art. 12(1)). A
    sentence that speaks of the past is left alone.

    Fails:
        en: {summary: This notice follows the Personal Data Act.}

    Passes:
        en: {summary: The Personal Data Act was repealed in 2019.}
    """
    yield from _findings(text, "`{}` is no longer in force", "refer to this instead: {}", "repealed-law")


def outdated_contact_of_the_authority(text: Text) -> Iterator[Finding]:
    """A text gives contact details that the supervisory authority no longer has.

    A complaint sent to an old address does not arrive (Art. 13(2)(d), 14(2)(e), 77). The page adds the authority's
    present details by itself, so the text can do without them.

    Fails:
        en: {texts: {complaint: "Office of the Data Protection Ombudsman, Ratapihantie 9, Helsinki"}}

    Passes:
        en: {texts: {complaint: "Please tell us first what is wrong."}}
    """
    hint = "remove it, the page adds the authority's details by itself; today's are: {}"
    yield from _findings(text, "`{}` is out of date", hint, *AUTHORITY)


def abolished_body(text: Text) -> Iterator[Finding]:
    """A text names an authority that no longer exists or has another name.

    People then ask somebody who cannot answer, or look for an office that is not there (Art. 12(1)). A sentence that
    gives the old name beside the new one is left alone.

    Fails:
        en: {texts: {sources: We check addresses with the Population Register Centre.}}

    Passes:
        en: {texts: {sources: "We check addresses with the Agency, formerly the Population Register Centre."}}
    """
    yield from _findings(text, "`{}` no longer exists under this name", "write: {}", "old-body")


def lapsed_transfer_ground(text: Text) -> Iterator[Finding]:
    """A text rests a transfer on a decision that has lapsed.

    Safe Harbor and the Privacy Shield were declared invalid by the Court of Justice (C-362/14, C-311/18); the older
    standard clauses have been replaced. A transfer needs a ground that holds today (Art. 44 to 46), and the notice
    tells it (Art. 13(1)(f), 14(1)(f)).

    Fails:
        en: {texts: {transfers: Our supplier follows the EU-US Privacy Shield.}}

    Passes:
        en: {texts: {transfers: Our supplier follows the EU-US Data Privacy Framework.}}
    """
    yield from _findings(
        text,
        "`{}` no longer allows a transfer",
        "name the ground of today, e.g. {}",
        "lapsed-transfer-ground",
    )


def outdated_term(text: Text) -> Iterator[Finding]:
    """A text uses a term of the time before the General Data Protection Regulation.

    The new terms stand for new contents: the right of access is more than the old right to inspect, recipients are
    more than regular disclosures. Mixed terms make readers look for differences (Art. 12(1)).

    Fails:
        sv: {summary: Registeransvarig är butiken.}

    Passes:
        sv: {summary: Personuppgiftsansvarig är butiken.}
    """
    yield from _findings(text, "`{}` is an outdated term", "write: {}", "old-term")


def term_of_sweden(text: Text) -> Iterator[Finding]:
    """A Swedish text uses a term of Sweden where Finland has its own.

    Readers in Finland know personbeteckning and FO-nummer from all their dealings with authorities.

    Fails:
        sv: {summary: Vi behöver ditt personnummer.}

    Passes:
        sv: {summary: Vi behöver din personbeteckning.}
    """
    yield from _findings(text, "`{}` is the term of Sweden", "in Finland write: {}", "term-of-sweden")


def adequacy_decision_lapsed(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision that has ended.

    Some decisions end by themselves (Art. 45(3)). From then on the transfer needs another ground (Art. 46), and the
    notice tells it (Art. 13(1)(f), 14(1)(f)).

    Fails:
        today: 2032-01-01
        notice: {transfers: [{recipient: hosting, countries: [GB], mechanism: adequacy}], dates: {review_by: 2032-06-01}}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [GB], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for number, country in enumerate(transfer.countries):
            decision = case.vocabulary.adequacy.get(country)
            if (
                transfer.mechanism == "adequacy"
                and decision
                and decision.expires
                and decision.expires < f"{case.today:%Y-%m}"
            ):
                yield Finding(
                    case.at("transfers", position, "countries", number),
                    f"the adequacy decision for `{country}` ended in {decision.expires}",
                    "check whether it was renewed; if not, name another mechanism, e.g. `scc`",
                )


def review_date_passed(case: Case) -> Iterator[Finding]:
    """The day by which the notice was to be read through again has passed.

    A notice is right only as long as somebody compares it with what is done (Art. 5(2), 24(1)).

    Fails:
        notice: {dates: {review_by: 2026-09-30}}

    Passes:
        notice: {dates: {review_by: 2027-01-31}}
    """
    due = case.facts.dates.review_by
    if due and due < case.today:
        yield Finding(
            case.value_at("dates", "review_by"),
            f"the review of this notice was due on {due}",
            "read it through, then set `reviewed` to the day and `review_by` to the next one",
        )


def not_reviewed_for_years(case: Case) -> Iterator[Finding]:
    """Nobody has read the notice through for two years, and no day is set for it.

    A notice is right only as long as somebody compares it with what is done (Art. 5(2), 24(1)). No law says how
    often; a day in `review_by` settles it.

    Fails:
        notice: {dates: {published: 2020-01-30, reviewed: null, review_by: null}}

    Passes:
        notice: {dates: {published: 2020-01-30, reviewed: null, review_by: 2027-01-31}}
    """
    dates = case.facts.dates
    last = max((day for day in (dates.published, dates.reviewed) if day), default=None)
    if dates.review_by is None and last is not None and case.today - last > MAX_AGE:
        yield Finding(
            case.value_at("dates", "reviewed" if dates.reviewed == last else "published"),
            f"nobody has read this notice through since {last}",
            "read it through, then set `reviewed` to the day and `review_by` to the next one",
        )


def retention_only_as_long_as_necessary(case: Case) -> Iterator[Finding]:
    """The only thing said about retention is "as long as necessary".

    That repeats the law (Art. 5(1)(e)) and tells nobody anything. The notice gives a period or the criteria by which
    it is determined (Art. 13(2)(a), 14(2)(a)): what must have happened before the data go.

    Fails:
        notice: {purposes: {orders: {retention: {criterion: described}}}}
        en: {retention_criteria: {orders: We keep the data as long as it is necessary.}}

    Passes:
        notice: {purposes: {orders: {retention: {criterion: described}}}}
        en: {retention_criteria: {orders: We keep the data as long as it is necessary for the guarantee to end.}}
    """
    untold = any(not purpose.retention for _, purpose in case.purposes)
    for text in case.texts_under("retention_criteria", "texts"):
        if text.path[0] == "retention_criteria" or (untold and text.path[1] == "retention"):
            match = patterns().search("as-long-as-necessary", text)
            if match and not patterns().search("concrete-time", text):
                yield Finding(
                    text.mark(match),
                    "this text says only that the data are kept as long as necessary",
                    "say what ends the need, e.g. the end of the guarantee, and how long after it the data are kept",
                )


def signature_demanded(text: Text) -> Iterator[Finding]:
    """People must sign on paper, write a letter or come in person to use a right.

    The controller makes it easy to use one's rights (Art. 12(2)) and answers electronic requests electronically (Art.
    12(3)). More information about who asks may be demanded only where there are reasonable doubts (Art. 12(6)).

    Fails:
        en: {texts: {requests: The request must be signed.}}

    Passes:
        en: {texts: {requests: Send us a message or call us.}}
    """
    finder = patterns().get("signature-on-paper", text.language)
    if finder and text.path[0] in ("rights", "texts", "sections") and (match := text.affirmed(finder)):
        yield Finding(
            text.mark(match),
            "people must sign, write on paper or come in person to use their rights",
            "accept requests in any form; ask for more about the person only where there is doubt",
        )


def reader_told_to_check_this_page(text: Text) -> Iterator[Finding]:
    """Readers are told to come back and look for changes.

    It is for the controller to tell people of changes that matter to them, not for them to find out (Art. 5(1)(a),
    12(1); WP260, points 29 to 31). The page lists its changes by itself.

    Fails:
        en: {texts: {requests: Please check this page regularly.}}

    Passes:
        en: {texts: {requests: We tell you by e-mail when this notice changes.}}
    """
    finder = patterns().get("check-this-page", text.language)
    if finder and (match := text.affirmed(finder)):
        yield Finding(
            text.mark(match),
            "readers are told to look for changes themselves",
            "say how you tell people of changes; list them under `changes`",
        )
