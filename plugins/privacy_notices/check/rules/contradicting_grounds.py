"""N2: facts on the ground of a purpose that do not go together: acts without their data, two consents, other people."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.rules.law_of_special_data import special_categories
from privacy_notices.model.rights import restricted_for


def purpose_for_other_people(case: Case) -> Iterator[Finding]:
    """A purpose concerns people whom the notice does not concern.

    Whom the notice concerns is said at its top (Art. 12(1)). Who does not find himself there does not read on to the
    purpose that concerns him.

    Fails:
        notice: {data_subjects: [customers], purposes: {orders: {data_subjects: [members]}}}

    Passes:
        notice: {data_subjects: [customers, members], purposes: {orders: {data_subjects: [members]}}}
    """
    for key, purpose in case.facts.purposes.items():
        for position, group in enumerate(purpose.data_subjects):
            if case.facts.data_subjects and group not in case.facts.data_subjects:
                yield finding(case.value_at("purposes", key, "data_subjects", position), purpose=key, group=group)


def text_on_a_restricted_right(case: Case) -> Iterator[Finding]:
    """A text explains how to use a right that another act takes away or changes for every purpose.

    The page then says what the act does and what holds instead, and nothing else (Art. 12(1), 23). The text is shown
    nowhere.

    Fails:
        notice: {restricted_rights: {access: {statutes: [data-protection-act], effect: removed}}}
        en: {rights: {access: Write to us.}, restricted_rights: {access: Ask the ombudsman to look at the data.}}

    Passes:
        notice: {restricted_rights: {access: {statutes: [data-protection-act], effect: removed}}}
        en: {restricted_rights: {access: Ask the ombudsman to look at the data.}}
    """
    for text in case.texts_under("rights"):
        right = str(text.path[1])
        if right in case.facts.restricted_rights and len(restricted_for(case.facts, right)) == len(case.purposes):
            yield finding(text.mark, right=right)


def consent_to_participate_as_legal_basis(case: Case) -> Iterator[Finding]:
    """Consent to take part is said to be no legal basis, and the purpose rests on consent.

    Consent to take part in research is asked for by research ethics or an act on research. It is a safeguard, and not
    the legal basis of Art. 6 (EDPB Opinion 3/2019). A purpose that does rest on consent needs no second one.

    Fails:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary, consent_to_participate: true}}}

    Passes:
        notice:
          purposes: {orders: {legal_basis: public-task, statutes: [data-protection-act], provision: voluntary, consent_to_participate: true}}
    """
    for key, purpose in case.purposes:
        if purpose.consent_to_participate and purpose.legal_basis == "consent":
            yield finding(case.at("purposes", key, "consent_to_participate"), purpose=key)


def statutes_for_data_that_are_not_used(case: Case) -> Iterator[Finding]:
    """An act is named that allows special categories of data or data on crimes, and no such data are used.

    Readers are told that data are used which are not (Art. 9, 10), or the list of data lacks them.

    Fails:
        notice: {purposes: {orders: {data: [name], special_category_statutes: [data-protection-act]}}}

    Passes:
        notice:
          purposes:
            orders:
              data: [name, health-data]
              special_category_condition: public-interest
              special_category_statutes: [data-protection-act]
    """
    words = case.vocabulary.words["data"]
    for key, purpose in case.purposes:
        is_criminal = any(getattr(words.get(word), "criminal", False) for word in purpose.data)
        if purpose.data and purpose.special_category_statutes and not special_categories(case, purpose):
            yield finding(case.at("purposes", key, "special_category_statutes"), "special", purpose=key)
        if purpose.data and purpose.criminal_data_statutes and not is_criminal:
            yield finding(case.at("purposes", key, "criminal_data_statutes"), "criminal", purpose=key)
