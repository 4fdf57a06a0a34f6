"""N1: what a transfer on an adequacy decision leaves open, and what is no longer known for certain of the decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from privacy_notices.check.rule import Case, Finding, finding

MAX_AGE: Final = datetime.timedelta(days=213)
"""From the first day of the month from which a list is: on the next day all of that month is more than half a year ago."""


def transfer_perhaps_not_covered(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision that has limits, and nothing says that it falls within them.

    Some decisions cover only some recipients or data (Art. 45(3)): in Canada those that the act PIPEDA binds, in Korea
    no credit data. What falls outside needs another ground (Art. 46), and the notice tells it (Art. 13(1)(f), 14(1)(f)).
    For the United States see N207.

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [CA], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [CA], mechanism: adequacy, covered: true}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for number, country in enumerate(transfer.countries):
            decision = case.vocabulary.adequacy.get(country)
            is_open = decision and decision.limit and not decision.certification
            if is_open and transfer.mechanism == "adequacy" and not transfer.covered:
                yield finding(case.at("transfers", position, "countries", number), country=country)


def contested_adequacy_without_fallback(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision that may fall, and the notice names nothing else.

    The Court of Justice has declared two decisions on the United States invalid (C-362/14, C-311/18), each from one day
    to the next, and is asked to annul the third. Who has agreed on standard contractual clauses beside it (Art. 46) can
    go on, and can say so today (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy, certified: true}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy, certified: true, fallback: scc}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for country in transfer.countries:
            decision = case.vocabulary.adequacy.get(country)
            if transfer.mechanism == "adequacy" and not transfer.fallback and decision and decision.contested:
                mark = case.at("transfers", position, "mechanism")
                yield finding(mark, country=country, number=decision.contested)


def adequacy_list_old(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision, and this program's list of them is more than half a year old.

    The Commission adopts, changes and repeals such decisions (Art. 45(3), 45(5)), and publishes the list of those in
    force (Art. 45(8)). What the program says of them is as old as the program.

    Fails:
        today: 2026-12-01
        notice: {transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}

    Passes:
        today: 2026-12-01
        notice: {transfers: none}
    """
    month = case.vocabulary.adequacy_as_of
    if case.today - datetime.date.fromisoformat(f"{month}-01") <= MAX_AGE:
        return
    for position, transfer in enumerate(case.facts.transfers or ()):
        if transfer.mechanism == "adequacy":
            yield finding(case.at("transfers", position, "mechanism"), month=month)
