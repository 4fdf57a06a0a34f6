"""N3: days that have passed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from privacy_notices.check.rule import Case, Finding, finding

MAX_AGE: Final = datetime.timedelta(days=2 * 365 + 1)
"""After two years without a review a notice without a date for the next one counts as forgotten. No law says how long."""


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
                yield finding(
                    case.at("transfers", position, "countries", number), country=country, month=decision.expires
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
        yield finding(case.value_at("dates", "review_by"), day=due)


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
        yield finding(case.value_at("dates", "reviewed" if dates.reviewed == last else "published"), day=last)
