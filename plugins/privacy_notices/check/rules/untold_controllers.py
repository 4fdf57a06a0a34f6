"""N1: what is to be told of controllers that decide together, and of representatives."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.model.controllership import joint_recipients


def joint_recipient_without_arrangement(case: Case) -> Iterator[Finding]:
    """A recipient is a joint controller, and the essence of the arrangement is not told.

    Joint controllers arrange between them who answers for what, above all who takes requests, and make the essence of it
    available to people (Art. 26(1) and (2)).

    Fails:
        portal: {recipients: {hosting: {role: joint-controller}}}

    Passes:
        portal: {recipients: {hosting: {role: joint-controller}}}
        en: {joint_controllers: "Example Hosting keeps the data safe; we answer all requests."}
    """
    if case.notice.text(case.notice.source_language).joint_controllers:
        return
    for position, key in joint_recipients(case.facts, case.context.recipients, case.vocabulary):
        yield finding(case.at("recipients", position), recipient=key)


def representative_without_country(case: Case) -> Iterator[Finding]:
    """The address of a representative does not say its country.

    A representative is in another country than the controller (Art. 27(3)), so the controller's country cannot be taken
    for its own. Readers can write to it instead of the controller or besides (Art. 13(1)(a),
    14(1)(a), 27(4)).

    Fails:
        portal:
          controllers: {shop: {country: CH, representative: privacy}}
          contacts: {privacy: {address: {street: Agent Street 1, postal_code: "00100", city: Helsinki}}}

    Passes:
        portal:
          controllers: {shop: {country: CH, representative: privacy}}
          contacts: {privacy: {address: {street: Agent Street 1, postal_code: "00100", city: Helsinki, country: FI}}}
    """
    for key in dict.fromkeys(one.id for _, controller in case.controllers for one in controller.representative):
        address = case.context.contacts[key].address
        if address and address.country is None:
            yield finding(case.in_portal("contacts", key, "address"), contact=key)
