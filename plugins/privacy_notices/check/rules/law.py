"""N5: what the law says about several facts together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from privacy_notices.check.rule import Case, Finding
from privacy_notices.schema.notice_form import Purpose

CONTACT_PERSONS: Final = frozenset(
    {"corporate-contacts", "suppliers-contacts", "partners-contacts", "authorities-contacts"}
)
"""Groups of people who act for an organisation: it is the party to the contract, not they."""


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
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [local-government-act]}}}
    """
    if any(controller.kind == "public-body" for _, controller in case.controllers):
        for key, purpose in case.purposes:
            if purpose.legal_basis == "legitimate-interests":
                yield Finding(
                    case.value_at("purposes", key, "legal_basis"),
                    f"purpose `{key}` of a public body rests on legitimate interests",
                    "use `public-task` or `legal-obligation` with the act; keep this ground only for what is no task of the body",
                )


def _special(case: Case, purpose: Purpose) -> tuple[str, ...]:
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
        special = _special(case, purpose)
        if special and purpose.special_category_condition is None:
            yield Finding(
                case.at("purposes", key, "data", purpose.data.index(special[0])),
                f"purpose `{key}` uses special categories of data ({', '.join(f'`{word}`' for word in special)}) "
                "and names no condition of Art. 9(2)",
                "add `special_category_condition`, e.g. `explicit-consent`, `employment-law` or `health-care`",
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
        if purpose.special_category_condition and purpose.data and not _special(case, purpose):
            yield Finding(
                case.at("purposes", key, "special_category_condition"),
                f"purpose `{key}` names a condition of Art. 9(2), but none of its data is of a special category",
                "add the category to `data`, mark an own word with `special` in portal.yml, or remove the condition",
            )


def special_condition_without_statute(case: Case) -> Iterator[Finding]:
    """A condition for special categories of data rests on law, and no act is named.

    Employment law, substantial public interest, public health and research allow the processing only as Union or
    national law provides (Art. 9(2)(b), (g), (i), (j)). Naming the act lets readers check it.

    Fails:
        notice: {purposes: {orders: {data: [name, health-data], special_category_condition: employment-law}}}

    Passes:
        notice:
          purposes:
            orders: {data: [name, health-data], special_category_condition: employment-law, statutes: [working-life-privacy-act]}
    """
    for key, purpose in case.purposes:
        condition = case.vocabulary.special_conditions.get(purpose.special_category_condition or "")
        if condition and condition.based_on_law and not purpose.statutes:
            yield Finding(
                case.value_at("purposes", key, "special_category_condition"),
                f"the condition `{purpose.special_category_condition}` of purpose `{key}` rests on law, but no act is named",
                "add `statutes` with the act that provides for it",
                f"GDPR Art. {condition.article}",
            )


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
            yield Finding(
                case.value_at("purposes", key, "legal_basis"),
                f"purpose `{key}` rests on a legal obligation but names no act",
                "add `statutes`, e.g. `[accounting-act]`; acts that the vocabulary lacks go to portal.yml",
            )


def public_task_without_statute(case: Case) -> Iterator[Finding]:
    """A purpose rests on a public task, and no act is named.

    The task is laid down by law (Art. 6(3)), and the notice tells the legal basis (Art. 13(1)(c), 14(1)(c)). Where no
    special act gives the task, the Data Protection Act (1050/2018) may.

    Fails:
        notice: {purposes: {orders: {legal_basis: public-task, provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: public-task, statutes: [basic-education-act], provision: voluntary}}}
    """
    for key, purpose in case.purposes:
        if purpose.legal_basis == "public-task" and not purpose.statutes:
            yield Finding(
                case.value_at("purposes", key, "legal_basis"),
                f"purpose `{key}` rests on a public task but names no act",
                "add `statutes` with the act that gives the task, e.g. `[basic-education-act]`",
            )


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
        if controller.kind == "public-body" and controller.dpo in (None, "none"):
            yield Finding(
                case.in_portal("controllers", key, *(("dpo",) if controller.dpo else ())),
                f"controller `{key}` is a public body and has no data protection officer",
                "set `dpo` to the contact of the officer; if it is not a public body, correct `kind`",
            )


def contract_with_voluntary_data(case: Case) -> Iterator[Finding]:
    """Data are needed for a contract and yet voluntary.

    What is necessary to perform a contract (Art. 6(1)(b)) cannot be left out, so it is no voluntary matter (Art.
    13(2)(e)). Voluntary data need another ground, often consent.

    Fails:
        notice: {purposes: {orders: {provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {provision: necessary}}}
    """
    yield from _provision(
        case, ("contract",), ("voluntary",), "`voluntary` does not go with the legal basis `contract` of purpose `{}`",
        "write `contractual` or `necessary`; move what is really voluntary to a purpose with another legal basis",
    )  # fmt: skip


def legal_obligation_with_voluntary_data(case: Case) -> Iterator[Finding]:
    """The law demands the data, and people may leave them out.

    If the law obliges the controller to process the data (Art. 6(1)(c)), people often have to give them (Art.
    13(2)(e)). Not always: nobody has to report wrongdoing, yet the employer must keep what is reported.

    Fails:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legal-obligation, statutes: [accounting-act], provision: statutory}}}
    """
    yield from _provision(
        case, ("legal-obligation",), ("voluntary",),
        "`voluntary` does not go with the legal basis `legal-obligation` of purpose `{}`",
        "write `statutory` if the law obliges people too",
    )  # fmt: skip


def consent_with_compulsory_data(case: Case) -> Iterator[Finding]:
    """A purpose rests on consent, and people must give the data.

    Consent is free (Art. 4(11), 7(4)). Where the law or a contract demands the data, that is the legal basis.

    Fails:
        notice: {purposes: {orders: {legal_basis: consent, provision: contractual}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
    """
    yield from _provision(
        case, ("consent",), ("statutory", "contractual", "necessary"),
        "people must give the data of purpose `{}`, yet it rests on consent",
        "write `provision: voluntary`, or correct the legal basis",
    )  # fmt: skip


def _provision(
    case: Case, bases: tuple[str, ...], provisions: tuple[str, ...], message: str, hint: str
) -> Iterator[Finding]:
    for key, purpose in case.purposes:
        if purpose.legal_basis in bases and purpose.provision in provisions:
            yield Finding(case.value_at("purposes", key, "provision"), message.format(key), hint)


def criminal_data_without_statute(case: Case) -> Iterator[Finding]:
    """Data on criminal convictions or offences are used, and no act allows it.

    Art. 10 leaves such data to authorities, or to what Union or national law authorises.

    Fails:
        notice: {purposes: {orders: {data: [name, criminal-record]}}}

    Passes:
        notice: {purposes: {orders: {data: [name, criminal-record], statutes: [criminal-background-checks-act]}}}
    """
    words = case.vocabulary.words["data"]
    if any(controller.kind == "public-body" for _, controller in case.controllers):
        return
    for key, purpose in case.purposes:
        for position, word in enumerate(purpose.data):
            if word in words and words[word].criminal and not purpose.statutes:
                yield Finding(
                    case.at("purposes", key, "data", position),
                    f"purpose `{key}` uses `{word}`, and no act is named that allows it",
                    "add the act under `statutes`, or leave the data out",
                )


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
                yield Finding(
                    case.at("purposes", key, "data", position),
                    f"purpose `{key}` uses the personal identity code, which has conditions of its own",
                    "check that section 29 of the Data Protection Act allows it here",
                )


def automated_decision_without_statute(case: Case) -> Iterator[Finding]:
    """An automated decision rests on law, and no act is named.

    Art. 22(2)(b) allows such decisions where the law authorises them with safeguards. The reader learns from the act
    which they are (Art. 13(2)(f), 14(2)(g)).

    Fails:
        notice: {automated_decisions: {credit: {basis: law}}}
        en: {automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}}

    Passes:
        notice: {automated_decisions: {credit: {basis: law, statutes: [consumer-protection-act]}}}
        en: {automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}}
    """
    for key, decision in (case.facts.automated_decisions or {}).items():
        if decision.basis == "law" and not decision.statutes:
            yield Finding(
                case.value_at("automated_decisions", key, "basis"),
                f"the automated decision `{key}` rests on law but names no act",
                "add `statutes` with the act that allows it",
            )


def automated_decision_on_special_categories(case: Case) -> Iterator[Finding]:
    """An automated decision rests on special categories of data without the condition that allows it.

    Art. 22(4) allows it only with explicit consent (Art. 9(2)(a)) or for reasons of substantial public interest (Art.
    9(2)(g)), and with safeguards.

    Fails:
        notice:
          automated_decisions: {credit: {basis: contract, purposes: [orders]}}
          purposes: {orders: {data: [name, health-data], special_category_condition: health-care}}
        en: {automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}}

    Passes:
        notice:
          automated_decisions: {credit: {basis: contract, purposes: [orders]}}
          purposes: {orders: {data: [name, health-data], special_category_condition: explicit-consent}}
        en:
          automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}
          rights: {withdraw-consent: Call us.}
    """
    for key, decision in (case.facts.automated_decisions or {}).items():
        for name in decision.purposes:
            purpose = case.facts.purposes[name]
            if _special(case, purpose) and purpose.special_category_condition not in (
                "explicit-consent",
                "public-interest",
            ):
                yield Finding(
                    case.at("automated_decisions", key),
                    f"the automated decision `{key}` uses special categories of data of purpose `{name}`",
                    "leave the data out of the decision; only `explicit-consent` or `public-interest` as the condition of that purpose allows it",
                )


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
            yield Finding(
                case.value_at("purposes", key, "legal_basis"),
                f"direct marketing (`{key}`) cannot rest on `{purpose.legal_basis}`",
                "use `consent` or `legitimate-interests`; if it is no marketing, remove `direct_marketing`",
            )


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
                yield Finding(
                    case.value_at("purposes", key, "legal_basis"),
                    f"purpose `{key}` rests on a contract to which contact persons are no party",
                    "use `legitimate-interests`, or add the group whose contract it is to `data_subjects`",
                )
