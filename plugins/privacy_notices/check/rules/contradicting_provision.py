"""N2: answers to whether data must be given that do not go with the legal basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.faults.diagnostic import Severity

UNLIKE: Final[Mapping[tuple[str | None, str | None], Severity]] = {
    ("contract", "statutory"): Severity.INFO,
    ("legal-obligation", "contractual"): Severity.INFO,
    ("vital-interests", "statutory"): Severity.WARNING,
    ("vital-interests", "contractual"): Severity.WARNING,
    ("vital-interests", "necessary"): Severity.WARNING,
    ("public-task", "contractual"): Severity.WARNING,
    ("public-task", "necessary"): Severity.WARNING,
    ("legitimate-interests", "statutory"): Severity.WARNING,
}
"""Pairs of basis and answer that do not go together, beside those of N507, N508 and N509."""


def provision_unlike_basis(case: Case) -> Iterator[Finding]:
    """Whether people must give the data is answered otherwise than the legal basis lets expect.

    The two answers tell of the same thing: what obliges the person (Art. 13(2)(e)), and why the controller may use the
    data (Art. 6(1), 13(1)(c)). Where a law demands the data, the basis is usually that law; where a contract does, it
    is the contract; and in an emergency neither is asked for. For a contract, a legal obligation and consent see N507,
    N508 and N509 too.

    Fails:
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [accounting-act], provision: contractual}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [accounting-act], provision: statutory}}}
    """
    for key, purpose in case.purposes:
        severity = UNLIKE.get((purpose.legal_basis, purpose.provision))
        if severity is not None:
            mark = case.value_at("purposes", key, "provision")
            yield finding(mark, f"{purpose.legal_basis}-{purpose.provision}", severity=severity, purpose=key)
