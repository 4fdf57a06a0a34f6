"""N5: what the law says about a legal basis together with other facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from privacy_notices.check.rule import Case, Finding, finding

CONTACT_PERSONS: Final = frozenset(
    {"corporate-contacts", "suppliers-contacts", "partners-contacts", "authorities-contacts"}
)
"""Groups of people who act for an organisation: it is the party to the contract, not they."""


def legal_obligation_without_statute(case: Case) -> Iterator[Finding]:
    """A purpose rests on a legal obligation, and no act is named.

    The obligation is laid down by law (Art. 6(3)). "The law" is no legal basis that a reader could check (Art.
    13(1)(c), 14(1)(c)).

    Fails:
        notice: {purposes: {orders: {legal_basis: legal-obligation, provision: statutory}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: statutory}}}
    """
    for key, purpose in case.purposes:
        if purpose.legal_basis == "legal-obligation" and not purpose.statutes:
            yield finding(case.value_at("purposes", key, "legal_basis"), purpose=key)


def contract_with_voluntary_data(case: Case) -> Iterator[Finding]:
    """Data are needed for a contract and yet voluntary.

    What is necessary to perform a contract (Art. 6(1)(b)) cannot be left out, so it is no voluntary matter (Art.
    13(2)(e)). Voluntary data need another ground, often consent.

    Fails:
        notice: {purposes: {orders: {provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {provision: necessary}}}
    """
    yield from _provided(case, "contract", ("voluntary",))


def legal_obligation_with_voluntary_data(case: Case) -> Iterator[Finding]:
    """The law demands the data, and people may leave them out.

    If the law obliges the controller to process the data (Art. 6(1)(c)), people often have to give them (Art.
    13(2)(e)). Not always: nobody has to report wrongdoing, yet the employer must keep what is reported.

    Fails:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: statutory}}}
    """
    yield from _provided(case, "legal-obligation", ("voluntary",))


def consent_with_compulsory_data(case: Case) -> Iterator[Finding]:
    """A purpose rests on consent, and people must give the data.

    Consent is free (Art. 4(11), 7(4)). Where the law or a contract demands the data, that is the legal basis.

    Fails:
        notice: {purposes: {orders: {legal_basis: consent, provision: contractual}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
    """
    yield from _provided(case, "consent", ("statutory", "contractual", "necessary"))


def _provided(case: Case, basis: str, provisions: tuple[str, ...]) -> Iterator[Finding]:
    """The purposes that rest on a basis and whose data are asked for in one of these ways."""
    for key, purpose in case.purposes:
        if purpose.legal_basis == basis and purpose.provision in provisions:
            yield finding(case.value_at("purposes", key, "provision"), purpose=key)


def direct_marketing_with_unfit_basis(case: Case) -> Iterator[Finding]:
    """Direct marketing rests on a duty or a task.

    No law obliges anybody to market. Direct marketing may rest on consent or on legitimate interests (recital 47),
    and people may refuse it at any time (Art. 21(2)).

    Fails:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: statutory, direct_marketing: true}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary, direct_marketing: true}}}
    """
    for key, purpose in case.purposes:
        if purpose.direct_marketing and purpose.legal_basis in (
            "legal-obligation",
            "vital-interests",
            "public-task",
        ):
            yield finding(case.value_at("purposes", key, "legal_basis"), purpose=key, basis=purpose.legal_basis)


def contract_with_contact_persons(case: Case) -> Iterator[Finding]:
    """A purpose rests on a contract, and the notice concerns only people who act for organisations.

    Art. 6(1)(b) is for contracts to which the person is a party. Contact persons are not: the ground is usually
    legitimate interests.

    Fails:
        notice: {data_subjects: [corporate-contacts]}

    Passes:
        notice: {data_subjects: [customers, corporate-contacts]}
    """
    if case.facts.data_subjects and CONTACT_PERSONS.issuperset(case.facts.data_subjects):
        for key, purpose in case.purposes:
            if purpose.legal_basis == "contract":
                yield finding(case.value_at("purposes", key, "legal_basis"), purpose=key)
