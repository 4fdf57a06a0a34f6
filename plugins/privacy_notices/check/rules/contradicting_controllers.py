"""N2: who decides, said in two ways that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.model.controllership import alone, joint_recipients, together


def arrangement_without_joint_controllers(case: Case) -> Iterator[Finding]:
    """A text tells of an arrangement between joint controllers, and there are none.

    The arrangement of Art. 26 is between those who decide together. Whoever decides for itself, and whoever processes for
    others, has none; readers would take them for joint controllers and turn to the wrong one (Art. 12(1), 26(3)).

    Fails:
        en: {joint_controllers: The shop and the club answer requests together.}

    Passes:
        portal: {recipients: {hosting: {role: joint-controller}}}
        en: {joint_controllers: The shop and the hosting company answer requests together.}
    """
    if not together(case.facts) and not joint_recipients(case.facts, case.context.recipients, case.vocabulary):
        for text in case.texts_under("joint_controllers"):
            yield finding(text.mark)


def controller_without_purpose(case: Case) -> Iterator[Finding]:
    """A controller of the notice decides for none of its purposes.

    A controller is who decides why data are used (Art. 4(7)). Where every purpose has others under `controllers`, it is
    none of this notice (Art. 13(1)(a), 14(1)(a)).

    Fails:
        portal: {controllers: {other: {name: Example Club, email: "club@club.example", address: {street: Club Street 1, postal_code: "00100", city: Helsinki}, dpo: none}}}
        notice: {controllers: [shop, other], purposes: {orders: {controllers: [shop]}}}

    Passes:
        portal: {controllers: {other: {name: Example Club, email: "club@club.example", address: {street: Club Street 1, postal_code: "00100", city: Helsinki}, dpo: none}}}
        notice: {controllers: [shop, other], joint_controllers: none}
    """
    found = {key for one in (*together(case.facts), *alone(case.facts)) for key in one.controllers}
    for position, key in enumerate(case.facts.controllers):
        if key not in found:
            yield finding(case.at("controllers", position), controller=key)


def joint_controller_without_shared_purpose(case: Case) -> Iterator[Finding]:
    """A controller is called joint and shares no purpose with another.

    Controllers are joint where two or more decide together about the same processing (Art. 26(1)).

    Fails:
        notice: {joint_controllers: [shop]}

    Passes:
        portal: {controllers: {other: {name: Example Club, email: "club@club.example", address: {street: Club Street 1, postal_code: "00100", city: Helsinki}, dpo: none}}}
        notice: {controllers: [shop, other], joint_controllers: [shop, other]}
        en: {joint_controllers: The shop answers all requests.}
    """
    found = {key for one in together(case.facts) for key in one.controllers}
    for position, key in enumerate(case.facts.joint_controllers or ()):
        if key not in found:
            yield finding(case.at("joint_controllers", position), controller=key)


def representative_at_home(case: Case) -> Iterator[Finding]:
    """A controller has a representative in the country that it is in.

    A representative is for controllers that are not established where the people are (Art. 27(1); for the United Kingdom
    Art. 27 of the UK GDPR). Whoever is there answers for itself.

    Fails:
        portal: {authority: gb, controllers: {shop: {country: GB, representative: [privacy, {id: privacy, territory: GB}]}}}

    Passes:
        portal: {controllers: {shop: {representative: {id: privacy, territory: GB}}}}
    """
    for key, controller in case.controllers:
        for one in controller.representative:
            if one.territory == controller.country:
                yield finding(case.in_portal("controllers", key, "representative"), controller=key)
