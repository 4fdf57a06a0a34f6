"""N1: who decides about the data and whom to ask. `none` is an answer, a missing key is not."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def controller_without_contact_details(case: Case) -> Iterator[Finding]:
    """The controller has no contact details.

    People must be able to reach whoever decides about their data (Art. 13(1)(a), 14(1)(a)). An address, an email
    address or a phone number of the controller or of one of the notice's contacts is enough.

    Fails:
        portal: {controllers: {shop: {address: null, email: null, phone: null}}}
        notice: {contacts: null, requests: null}

    Passes:
        portal: {controllers: {shop: {address: null, email: null}}}
    """
    for key, controller in case.controllers:
        named = (*case.facts.contacts, *(case.facts.requests.contacts if case.facts.requests else ()))
        contacts = (case.context.contacts[contact] for contact in named)
        own = any(contact.controller in (key, None) for contact in contacts)
        if not (controller.address or controller.email or controller.phone or own):
            yield finding(case.in_portal("controllers", key), controller=key)


def controller_without_postal_address(case: Case) -> Iterator[Finding]:
    """The controller has no postal address.

    Contact details should let people choose how to get in touch, also those who do not use email. The guidelines on
    transparency (WP260, annex) ask for several ways; the Regulation does not say which.

    Fails:
        portal: {controllers: {shop: {address: null}}}

    Passes:
        portal: {controllers: {shop: {phone: null}}}
    """
    for key, controller in case.controllers:
        if controller.address is None and (controller.email or controller.phone):
            yield finding(case.in_portal("controllers", key), controller=key)


def data_protection_officer_not_stated(case: Case) -> Iterator[Finding]:
    """Nothing is said about a data protection officer.

    If there is one, the notice gives the contact details (Art. 13(1)(b), 14(1)(b)). Whether there is one is a fact of
    the controller: a contact, or `none`. For public bodies, who always have one, see N506.

    Fails:
        portal: {controllers: {shop: {dpo: null}}}

    Passes:
        portal: {controllers: {shop: {dpo: privacy}}}
    """
    for key, controller in case.controllers:
        if controller.dpo is None and controller.kind != "public-body":
            yield finding(case.in_portal("controllers", key), controller=key)


def representative_missing(case: Case) -> Iterator[Finding]:
    """A controller outside the EEA names no representative in the EU.

    Whoever offers goods or services to people in the EU, or monitors them, from outside designates a representative
    (Art. 27(1)) and names it in the notice (Art. 13(1)(a), 14(1)(a)). A public body need not (Art. 27(2)(b)), nor does
    who has an establishment in the EEA: say so with `establishment_in_eea`. Processing that is occasional and of no risk
    is excepted too (Art. 27(2)(a)), which is a reason to write under `ignore`.

    Fails:
        portal: {controllers: {shop: {country: CH}}}

    Passes:
        portal: {controllers: {shop: {country: CH, representative: privacy}}}
    """
    for key, controller in case.outside_eea:
        is_excepted = controller.establishment_in_eea or controller.kind == "public-body"
        if not is_excepted and not controller.representatives_in("EU"):
            yield finding(case.in_portal("controllers", key, "country"), controller=key)


def requests_without_contact(case: Case) -> Iterator[Finding]:
    """The notice does not say whom to ask.

    Rights are only as good as the way to use them: the controller facilitates it (Art. 12(2)), and the notice tells
    of the rights (Art. 13(2)(b), 14(2)(c)).

    Fails:
        notice: {requests: null, contacts: null}

    Passes:
        notice: {requests: null}
    """
    if case.facts.requests is None and not case.facts.contacts:
        yield finding(case.at("requests"))
