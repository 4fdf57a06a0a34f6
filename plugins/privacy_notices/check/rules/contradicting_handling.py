"""N2: profiling, AI systems, secrecy and children's consent that do not agree with the other facts or the texts."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, place_in


def no_profiling_but_profiled(case: Case) -> Iterator[Finding]:
    """The notice says that there is no profiling, and another fact says that there is.

    A decision that rests on profiling, or data that come out of it, are profiling (Art. 4(4)), and its logic and
    consequences are told (Art. 13(2)(f), 14(2)(g), recital 63).

    Fails:
        notice: {profiling: none, purposes: {orders: {data: [name, profiling-data]}}}

    Passes:
        notice: {profiling: none, purposes: {orders: {data: [name]}}}
    """
    if case.facts.profiling != {}:
        return
    for key, decision in (case.facts.automated_decisions or {}).items():
        if decision.profiling:
            yield finding(case.at("automated_decisions", key, "profiling"), "decision", decision=key)
    for key, purpose in case.facts.purposes.items():
        for position, word in enumerate(purpose.data):
            if word == "profiling-data":
                yield finding(case.at("purposes", key, "data", position), "data", purpose=key, data=word)


def decision_doubled_by_profiling(case: Case) -> Iterator[Finding]:
    """The same profiling is told as part of an automated decision and as leading to none.

    `profiling` is what ends in no decision made solely by automated means. What ends in one is told there, with
    `profiling: true` (Art. 13(2)(f), 14(2)(g), 22).

    Fails:
        notice:
          automated_decisions: {credit: {basis: contract}}
          profiling: {credit: {}}
        en:
          automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}
          profiling: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}

    Passes:
        notice:
          automated_decisions: {credit: {basis: contract}}
          profiling: {offers: {}}
        en:
          automated_decisions: {credit: {name: Credit, logic: We look at payments., consequences: You pay later.}}
          profiling: {offers: {name: Offers, logic: We look at orders., consequences: You see other goods.}}
    """
    decisions = case.facts.automated_decisions or {}
    for key, profiling in (case.facts.profiling or {}).items():
        for name, decision in decisions.items():
            serves_same = profiling.purposes and set(profiling.purposes) == set(decision.purposes)
            if key == name or (decision.profiling and serves_same):
                yield finding(case.at("profiling", key), profiling=key, decision=name)


def secret_data_made_public(case: Case) -> Iterator[Finding]:
    """The notice says that the data are secret, and that they are public.

    `secret` and `public` are about all the data; where it is some of them, `partly-secret` says so. Readers need to
    know who may see what is written about them (Art. 5(1)(a), 12(1)).

    Fails:
        notice: {secrecy: [{kind: secret, statutes: [openness-act]}, {kind: public}]}

    Passes:
        notice: {secrecy: [{kind: partly-secret, statutes: [openness-act]}, {kind: public}]}
    """
    kinds = [one.kind for one in case.facts.secrecy]
    if "secret" not in kinds:
        return
    place = case.at("secrecy", kinds.index("secret"), "kind")
    if "public" in kinds:
        yield finding(place, "kinds")
    if "public" in (case.facts.recipients or ()):
        yield finding(place, "recipients")


def consent_age_below_law(case: Case) -> Iterator[Finding]:
    """Children are said to consent alone at an age at which the law does not let them.

    Art. 8(1) says 16 years for online services, and lets a state say less, down to 13. Below the age of the
    controller's country the consent of a child alone is none.

    Fails:
        portal: {controllers: {shop: {country: FR}}}
        notice: {authority: fr, children: {consent_age: 13}, purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Call us.}}

    Passes:
        portal: {controllers: {shop: {country: FR}}}
        notice: {authority: fr, children: {consent_age: 15}, purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Call us.}}
    """
    law = case.vocabulary.consent_age(controller.country for _, controller in case.controllers)
    stated = case.facts.children.consent_age if case.facts.children else None
    if law is not None and stated is not None and stated < law.age:
        yield finding(case.value_at("children", "consent_age"), age=stated, lawful=law.age)


def consent_age_without_consent(case: Case) -> Iterator[Finding]:
    """The notice says from what age children consent, and nothing in it rests on consent.

    Art. 8 is about consent as the legal basis (Art. 6(1)(a)). Readers would look for something to consent to.

    Fails:
        notice: {children: {consent_age: 13}}

    Passes:
        notice: {children: {guardians: true}}
    """
    stated = case.facts.children is not None and case.facts.children.consent_age is not None
    if stated and all(purpose.legal_basis != "consent" for _, purpose in case.purposes):
        yield finding(case.at("children", "consent_age"))


def no_ai_systems_but_named(case: Case) -> Iterator[Finding]:
    """The notice says that no AI system handles the data, and a text speaks of one.

    A sentence that says no ("we do not use artificial intelligence") is left alone.

    Fails:
        notice: {ai_systems: none}
        en: {texts: {security: Machine learning finds unusual log-ins.}}

    Passes:
        notice: {ai_systems: none}
        en: {texts: {security: We do not use artificial intelligence.}}
    """
    if case.facts.ai_systems == {}:
        for text, finder in case.texts_like("ai-words"):
            if match := affirmed(text, finder):
                yield finding(place_in(text, match), found=match[0])
