"""N5: what the law says about public bodies and public tasks."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def public_body_with_legitimate_interests(case: Case) -> Iterator[Finding]:
    """A public body rests a purpose on legitimate interests.

    Public authorities cannot use this ground in the performance of their tasks (Art. 6(1), second subparagraph).
    Outside their tasks, for example in a newsletter, it may be open to them.

    Fails:
        portal: {controllers: {shop: {kind: public-body, dpo: privacy}}}
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {legitimate_interests: {orders: We want to know our customers.}}

    Passes:
        portal: {controllers: {shop: {kind: public-body, dpo: privacy}}}
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [local-government-act], provision: statutory}}}
    """
    if any(controller.kind == "public-body" for _, controller in case.controllers):
        for key, purpose in case.purposes:
            if purpose.legal_basis == "legitimate-interests":
                yield finding(case.value_at("purposes", key, "legal_basis"), purpose=key)


def public_task_without_statute(case: Case) -> Iterator[Finding]:
    """A purpose rests on a public task, and no act is named.

    The processing has its basis in law (Art. 6(3)), and the notice tells the legal basis (Art. 13(1)(c), 14(1)(c)).
    Where no special act gives one, the Data Protection Act (1050/2018) may.

    Fails:
        notice: {purposes: {orders: {legal_basis: public-task, provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [basic-education-act], provision: voluntary}}}
    """
    for key, purpose in case.purposes:
        if purpose.legal_basis == "public-task" and not purpose.statutes:
            yield finding(case.value_at("purposes", key, "legal_basis"), purpose=key)


def public_body_without_data_protection_officer(case: Case) -> Iterator[Finding]:
    """A public body has no data protection officer.

    Public authorities and bodies always designate one (Art. 37(1)(a)), and the notice gives the contact details (Art.
    13(1)(b), 14(1)(b)). Several bodies may share one (Art. 37(3)).

    Fails:
        portal: {controllers: {shop: {kind: public-body}}}

    Passes:
        portal: {controllers: {shop: {kind: public-body, dpo: privacy}}}
    """
    for key, controller in case.controllers:
        if controller.kind == "public-body" and not controller.dpo:
            stated = () if controller.dpo is None else ("dpo",)
            yield finding(case.in_portal("controllers", key, *stated), controller=key)
