"""N2: dates of a notice that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def dates_out_of_order(case: Case) -> Iterator[Finding]:
    """The dates of a notice contradict each other.

    A review that lies in the future, a deadline before publication or a change that holds before it is published
    leaves readers in doubt which version they read (Art. 5(2), 12(1)).

    Fails:
        notice: {dates: {review_by: 2026-01-31}}

    Passes:
        notice: {dates: {review_by: 2027-01-31}}
    """
    dates = case.facts.dates
    if dates.reviewed and dates.reviewed > case.today:
        yield finding(case.value_at("dates", "reviewed"), "reviewed-in-the-future")
    begin = max((day for day in (dates.published, dates.reviewed) if day), default=None)
    if dates.review_by and begin and dates.review_by < begin:
        yield finding(case.value_at("dates", "review_by"), "review-due-before", day=begin)
    if dates.effective and dates.published and dates.effective < dates.published and case.notice.versions:
        yield finding(case.value_at("dates", "effective"), "effective-before-publication", day=dates.published)
