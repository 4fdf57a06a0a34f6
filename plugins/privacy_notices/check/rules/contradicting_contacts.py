"""N2: contacts, representatives and authorities that belong to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.faults.diagnostic import Mark, listed
from privacy_notices.model.supervision import of_register, state_of


def contact_of_another_controller(case: Case) -> Iterator[Finding]:
    """A contact belongs to a controller that this notice does not have.

    Requests would go to an organisation that does not decide about these data (Art. 12(2), 13(1)(a), 14(1)(a)).

    Fails:
        portal:
          controllers: {other: {name: Example Club, email: "club@club.example", address: {street: Club Street 1, postal_code: "00100", city: Helsinki}, dpo: none}}
          contacts: {privacy: {controller: other}}

    Passes:
        portal: {contacts: {privacy: {controller: shop}}}
    """
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("contacts", i), key) for i, key in enumerate(case.facts.contacts)
    ]
    places += [(("in_charge", i), key) for i, key in enumerate(case.facts.in_charge)]
    if case.facts.requests:
        places += [(("requests", "contacts", i), key) for i, key in enumerate(case.facts.requests.contacts)]
    for path, key in places:
        owner = case.context.contacts[key].controller
        if owner is not None and owner not in case.facts.controllers:
            yield finding(case.at(*path), contact=key, owner=owner)


def representative_inside_eea(case: Case) -> Iterator[Finding]:
    """A controller in the EEA has a representative.

    The representative of Art. 27 is for controllers outside the Union. The contact person of older Finnish forms
    (yhteyshenkilö) is not one.

    Fails:
        portal: {controllers: {shop: {representative: privacy}}}

    Passes:
        portal: {controllers: {shop: {country: CH, representative: privacy}}}
    """
    for key, controller in case.controllers:
        if controller.representatives_in("EU") and controller.country in case.vocabulary.eea:
            yield finding(case.in_portal("controllers", key, "representative"), controller=key)


def representative_outside_eea(case: Case) -> Iterator[Finding]:
    """The representative of a controller outside the EEA is outside the EEA too.

    The representative of Art. 27 is established in one of the states whose people the processing concerns (Art. 27(3)),
    so that they and the authorities have somebody near (Art. 27(4)).

    Fails:
        portal:
          controllers: {shop: {country: CH, representative: agent}}
          contacts: {agent: {email: agent@shop.example, address: {postal_code: "8001", city: Zurich, country: CH}}}

    Passes:
        portal:
          controllers: {shop: {country: CH, representative: agent}}
          contacts: {agent: {email: agent@shop.example, address: {postal_code: "1010", city: Vienna, country: AT}}}
    """
    for key, controller in case.outside_eea:
        for one in controller.representative:
            contact = case.context.contacts[one.id]
            owner = case.context.controllers.get(contact.controller) if contact.controller else None
            country = contact.address.country or (owner.country if owner else None) if contact.address else None
            if one.territory == "EU" and country is not None and country not in case.vocabulary.eea:
                mark = case.in_portal("controllers", key, "representative")
                yield finding(mark, controller=key, country=country)


def authority_as_own_contact(case: Case) -> Iterator[Finding]:
    """A contact of the organisation is the supervisory authority.

    The data protection officer (tietosuojavastaava, dataskyddsombud) works for the organisation; the Data Protection
    Ombudsman (tietosuojavaltuutettu, dataombudsmannen) supervises it. Art. 13(1)(a)
    and (b) ask for the contact details of the organisation and of its officer.

    Fails:
        portal: {contacts: {privacy: {email: tietosuoja@om.fi}}}

    Passes:
        portal: {contacts: {privacy: {email: tietosuoja@shop.example}}}
    """
    addresses = {authority.email: key for key, authority in case.vocabulary.authorities.items() if authority.email}
    used = dict.fromkeys(
        (
            *case.facts.contacts,
            *(case.facts.requests.contacts if case.facts.requests else ()),
            *case.facts.in_charge,
            *(officer for _, controller in case.controllers for officer in controller.dpo or ()),
        )
    )
    for key in used:
        if case.context.contacts[key].email in addresses:
            yield finding(case.in_portal("contacts", key, "email"), contact=key)


def authority_of_another_country(case: Case) -> Iterator[Finding]:
    """The supervisory authority is that of another country than the controller's.

    People may complain where they live, where they work or where it happened (Art. 77(1)); the authority named in the
    notice (Art. 13(2)(d), 14(2)(e)) is normally the controller's own (Art. 55).

    Fails:
        portal: {controllers: {shop: {country: SE, business_id: null}}}

    Passes:
        portal: {authority: se, controllers: {shop: {country: SE, business_id: null}}}
    """
    for key, controllers in case.authorities.items():
        state = state_of(case.vocabulary.authorities[key].country, case.vocabulary)
        countries = {case.context.controllers[one].country for one in controllers or case.facts.controllers}
        states = {state_of(country, case.vocabulary) for country in countries}
        if states <= case.vocabulary.eea and state not in states:
            yield finding(_where(case, key, controllers), authority=key, countries=listed(sorted(states)))


def authority_of_another_kind(case: Case) -> Iterator[Finding]:
    """The supervisory authority is not competent for a controller of this kind.

    On Åland, Datainspektionen supervises the administration of Åland and of its municipalities, and Finland's Data
    Protection Ombudsman everybody else: companies, associations, parishes and the authorities of the state. The notice
    names the authority that takes complaints (Art. 13(2)(d), 14(2)(e), 55, 77(1)).

    Fails:
        portal: {authority: ax, controllers: {shop: {country: AX}}}

    Passes:
        portal: {authority: ax, controllers: {shop: {country: AX, kind: public-body, dpo: privacy}}}
    """
    for key, controllers in case.authorities.items():
        authority = case.vocabulary.authorities[key]
        state = state_of(authority.country, case.vocabulary)
        for one in controllers:
            controller = case.context.controllers[one]
            is_near = state_of(controller.country, case.vocabulary) == state
            if is_near and not authority.supervises(controller.country, controller.kind):
                yield finding(
                    _where(case, key, (one,)),
                    controller=one,
                    authority=key,
                    right=of_register(controller, case.vocabulary),
                )


def _where(case: Case, authority: str, controllers: tuple[str, ...]) -> Mark:
    """Where a notice is given an authority."""
    if authority in case.facts.authority:
        return case.at("authority", case.facts.authority.index(authority))
    for key in controllers:
        if case.context.controllers[key].authority == authority:
            return case.in_portal("controllers", key, "authority")
    return case.at("controllers")
