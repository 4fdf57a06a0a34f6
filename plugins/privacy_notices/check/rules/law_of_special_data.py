"""N5: what the law says about special categories of data, criminal data and identity codes."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.faults.diagnostic import listed
from privacy_notices.schema.notice_form import Purpose


def special_categories(case: Case, purpose: Purpose) -> tuple[str, ...]:
    """The data of a purpose that are of a special category (Art. 9(1)), in its order."""
    words = case.vocabulary.words["data"]
    return tuple(key for key in purpose.data if key in words and words[key].special)


def special_category_without_condition(case: Case) -> Iterator[Finding]:
    """Special categories of data are used, and no condition allows it.

    Health, belief, origin and the like may be processed only under one of the conditions of Art. 9(2), beside the
    legal basis of Art. 6. The legal basis told in the notice (Art. 13(1)(c), 14(1)(c)) is incomplete without it.

    Fails:
        notice: {purposes: {orders: {data: [name, health-data]}}}

    Passes:
        notice: {purposes: {orders: {data: [name, health-data], special_category_condition: health-care}}}
    """
    for key, purpose in case.purposes:
        special = special_categories(case, purpose)
        if special and purpose.special_category_condition is None:
            yield finding(
                case.at("purposes", key, "data", purpose.data.index(special[0])), purpose=key, data=listed(special)
            )


def condition_without_special_category(case: Case) -> Iterator[Finding]:
    """A condition for special categories of data is named, and none of the listed data is one.

    Either a category is missing from the list, or the condition is not needed (Art. 9).

    Fails:
        notice: {purposes: {orders: {special_category_condition: legal-claims}}}

    Passes:
        notice: {purposes: {orders: {data: [name, health-data], special_category_condition: legal-claims}}}
    """
    for key, purpose in case.purposes:
        if purpose.special_category_condition and purpose.data and not special_categories(case, purpose):
            yield finding(case.at("purposes", key, "special_category_condition"), purpose=key)


def special_condition_without_statute(case: Case) -> Iterator[Finding]:
    """A condition for special categories of data rests on law, and no act is named.

    Employment law, substantial public interest, public health and research allow the processing only as Union or
    national law provides (Art. 9(2)(b), (g), (i), (j)); health care only so, or under a contract with a health
    professional (Art. 9(2)(h)). Naming the act lets readers check it.

    Fails:
        notice: {purposes: {orders: {data: [name, health-data], special_category_condition: employment-law}}}

    Passes:
        notice:
          purposes:
            orders: {data: [name, health-data], special_category_condition: employment-law, special_category_statutes: [working-life-privacy-act]}
    """
    for key, purpose in case.purposes:
        name = purpose.special_category_condition
        if not name or purpose.statutes or purpose.special_category_statutes:
            continue
        condition = case.vocabulary.special_conditions[name]
        is_by_contract = condition.or_contract and purpose.legal_basis == "contract"
        if condition.based_on_law and not is_by_contract:
            place = case.value_at("purposes", key, "special_category_condition")
            yield finding(place, article=f"GDPR Art. {condition.article}", condition=name, purpose=key)


def criminal_data_without_statute(case: Case) -> Iterator[Finding]:
    """Data on criminal convictions or offences are used, and no act allows it.

    Art. 10 allows the processing of such data only under the control of official authority, or where Union or national
    law authorises it.

    Fails:
        notice: {purposes: {orders: {data: [name, criminal-record]}}}

    Passes:
        notice: {purposes: {orders: {data: [name, criminal-record], criminal_data_statutes: [criminal-background-checks-act]}}}
    """
    words = case.vocabulary.words["data"]
    if any(controller.kind == "public-body" for _, controller in case.controllers):
        return
    for key, purpose in case.purposes:
        acts = purpose.statutes or purpose.criminal_data_statutes
        for position, word in enumerate(purpose.data):
            if word in words and words[word].criminal and not acts:
                yield finding(case.at("purposes", key, "data", position), purpose=key, data=word)


def personal_identity_code(case: Case) -> Iterator[Finding]:
    """The Finnish personal identity code is used.

    It has conditions of its own (Art. 87; Data Protection Act 1050/2018, section 29): consent, a provision of law, or
    certain matters in which it is important to identify a person beyond doubt. Asking for it "to be sure" is not one.

    Fails:
        notice: {purposes: {orders: {data: [name, personal-identity-code]}}}

    Passes:
        notice: {purposes: {orders: {data: [name, date-of-birth]}}}
    """
    words = case.vocabulary.words["data"]
    for key, purpose in case.purposes:
        for position, word in enumerate(purpose.data):
            if getattr(words.get(word), "national_identifier", False):
                yield finding(case.at("purposes", key, "data", position), purpose=key)
