"""N2: times for which data are kept that do not agree with the purpose."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.faults.diagnostic import Mark, listed


def retention_of_unlisted_data(case: Case) -> Iterator[Finding]:
    """A time is given for data that the purpose does not use.

    Readers then do not know whether the data are kept, or for which purpose (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: [{data: [phone], period: P1Y, after: order}, {data: [name, email], period: P2Y, after: order}]}}}

    Passes:
        notice: {purposes: {orders: {retention: [{data: [name], period: P1Y, after: order}, {data: [email], period: P2Y, after: order}]}}}
    """
    for key, purpose in case.purposes:
        for position, part in enumerate(purpose.retention or ()):
            for number, word in enumerate(part.data):
                if purpose.data and word not in purpose.data:
                    yield finding(_part(case, key, position, "data", number), purpose=key, data=word)


def several_retention_times(case: Case) -> Iterator[Finding]:
    """A purpose gives several times for the same data.

    Two times in one answer leave open which one holds (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: [{period: P10Y, after: order}, {until: objection}]}}}

    Passes:
        notice: {purposes: {orders: {retention: [{data: [name], period: P10Y, after: order}, {data: [email], until: account-closed}]}}}
    """
    for key, purpose in case.purposes:
        seen: set[str] = set()
        for position, part in enumerate(purpose.retention or ()):
            data = set(part.data) or {""}
            # One part without data beside parts with data is the rule for the rest.
            if seen & data:
                if words := listed(sorted(seen & data - {""})):
                    yield finding(_part(case, key, position), "named", purpose=key, data=words)
                else:
                    yield finding(_part(case, key, position), "same", purpose=key)
            seen |= data


def retention_tied_to_another_basis(case: Case) -> Iterator[Finding]:
    """Data are kept until people use a right that this purpose does not give them.

    "Until you withdraw your consent" has a meaning only with consent, "until you object" only where Art. 21 applies.
    Readers would wait for an end that cannot come (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: {until: withdrawal-of-consent}}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary, retention: {until: withdrawal-of-consent}}}}
    """
    for key, purpose in case.purposes:
        for position, part in enumerate(purpose.retention or ()):
            known = case.vocabulary.events.until if part.until else case.vocabulary.events.after
            name, basis = part.until or part.after or "", purpose.legal_basis
            event = known.get(name)
            if event is None or not event.legal_basis or basis is None or basis in event.legal_basis:
                continue
            # Marketing may be objected to whatever it rests on; explicit consent is withdrawn like any other.
            if purpose.direct_marketing and "legitimate-interests" in event.legal_basis:
                continue
            if purpose.special_category_condition == "explicit-consent" and "consent" in event.legal_basis:
                continue
            place = _part(case, key, position, "until" if part.until else "after")
            yield finding(place, event=name, basis=basis, purpose=key)


def time_that_an_act_counts_otherwise(case: Case) -> Iterator[Finding]:
    """A time runs from an event from which the act that the purpose names does not count it.

    Vouchers are kept for six years from the end of the calendar year in which the financial year ended; only the books
    are kept, for ten years, from the end of the financial year (Accounting Act, chapter 2, section 10). Where the
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
                    place = _part(case, key, position, "after")
                    yield finding(place, event=name, purpose=key, statute=other.statute, other=other.after)


def _part(case: Case, key: str, position: int, *path: str | int) -> Mark:
    """The place of one part of a retention; a single part may stand without a list."""
    document = case.notice.documents["notice"]
    place = ("purposes", key, "retention", position)
    return case.at(*place, *path) if place in document.places else case.at("purposes", key, "retention", *path)
