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
                    yield finding(part_of_retention(case, key, position, "data", number), purpose=key, data=word)


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
                    yield finding(part_of_retention(case, key, position), "named", purpose=key, data=words)
                else:
                    yield finding(part_of_retention(case, key, position), "same", purpose=key)
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
            place = part_of_retention(case, key, position, "until" if part.until else "after")
            yield finding(place, event=name, basis=basis, purpose=key)


def part_of_retention(case: Case, key: str, position: int, *path: str | int) -> Mark:
    """The place of one part of a retention; a single part may stand without a list."""
    document = case.notice.documents["notice"]
    place = ("purposes", key, "retention", position)
    return case.at(*place, *path) if place in document.places else case.at("purposes", key, "retention", *path)
