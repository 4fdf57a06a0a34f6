"""N5: what the law says about decisions that are automated."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.rules.law_of_special_data import special_categories


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
            yield finding(case.value_at("automated_decisions", key, "basis"), decision=key)


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
            if special_categories(case, purpose) and purpose.special_category_condition not in (
                "explicit-consent",
                "public-interest",
            ):
                yield finding(case.at("automated_decisions", key), decision=key, purpose=name)
