"""N3: times for which data are kept that the law counts otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.rules.contradicting_retention import part_of_retention


def time_that_an_act_counts_otherwise(case: Case) -> Iterator[Finding]:
    """A time runs from an event from which the act that the purpose names does not count it.

    Vouchers are kept for six years from the end of the calendar year in which the financial year ended; only the
    books and the financial statements are kept, for ten years, from the end of the financial year (Accounting Act, chapter 2, section 10). Where the
    financial year is no calendar year, the notice promises a time that is too short (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {statutes: [accounting-act], retention: {period: P6Y, after: end-of-financial-year}}}}

    Passes:
        notice: {purposes: {orders: {statutes: [accounting-act], retention: {period: P6Y, after: end-of-year-of-financial-year}}}}
    """
    for key, purpose in case.purposes:
        statutes = {reference.id for reference in purpose.statutes}
        for position, part in enumerate(purpose.retention or ()):
            name = part.after or ""
            event = case.vocabulary.events.after.get(name)
            other = event.elsewhere if event else None
            if other and other.statute in statutes:
                assert part.period is not None, "only a period runs from an event"
                if part.period.years < other.below_years:
                    place = part_of_retention(case, key, position, "after")
                    yield finding(place, event=name, purpose=key, statute=other.statute, other=other.after)
