"""N2: recipients that the facts and the texts do not agree on.

What follows from texts is a warning, because words can mislead a machine.
"""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, place_in
from privacy_notices.load.places import Path


def no_recipients_but_service_named(case: Case) -> Iterator[Finding]:
    """The notice says that nobody receives the data, and a text names a service that does.

    Whoever hosts, sends or stores the data for the controller is a recipient (Art. 4(9)) and is told (Art.
    13(1)(e), 14(1)(e)). A sentence that says no ("we use no cloud services") is left alone.

    Fails:
        notice: {recipients: none}
        en: {texts: {security: The register is kept in Google's cloud.}}

    Passes:
        notice: {recipients: none}
        en: {texts: {security: We do not use cloud services.}}
    """
    if case.facts.recipients == ():
        told: set[tuple[str, Path]] = set()
        for subject in ("service-names", "service-words"):
            for text, finder in case.texts_like(subject):
                if (match := affirmed(text, finder)) and (text.language, text.path) not in told:
                    told.add((text.language, text.path))
                    yield finding(place_in(text, match), found=match[0])


def service_named_but_no_processor(case: Case) -> Iterator[Finding]:
    """A text names a well-known service, and no service provider is among the recipients.

    Processors are recipients too (Art. 4(9), 13(1)(e), 14(1)(e)). A category such as `cloud-service-providers` is
    enough.

    Fails:
        notice: {recipients: [authorities]}
        en: {texts: {security: The register is kept in Google's cloud.}}

    Passes:
        notice: {recipients: [authorities, cloud-service-providers]}
        en: {texts: {security: The register is kept in Google's cloud.}}
    """
    if not case.facts.recipients:
        return
    portal, words = case.context.recipients, case.vocabulary.words["recipients"]
    roles = {portal[key].role if key in portal else words[key].role for key in case.facts.recipients}
    if "processor" in roles:
        return
    names = " ".join(
        name.lower() for key in case.facts.recipients if key in portal for name in (portal[key].name or {}).values()
    )
    for text, finder in case.texts_like("service-names"):
        if (match := affirmed(text, finder)) and match[0].lower() not in names:
            yield finding(place_in(text, match), found=match[0])


def disclosure_to_unlisted_recipient(case: Case) -> Iterator[Finding]:
    """Data are disclosed to somebody who is not among the recipients.

    Whoever is given data is a recipient (Art. 4(9)) and is told as one (Art. 13(1)(e), 14(1)(e)).

    Fails:
        notice: {disclosures: [{recipient: police, data: [name]}]}

    Passes:
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [name]}]}
    """
    for position, disclosure in enumerate(case.facts.disclosures):
        if case.facts.recipients is not None and disclosure.recipient not in case.facts.recipients:
            yield finding(case.at("disclosures", position, "recipient"), recipient=disclosure.recipient)


def purpose_with_unlisted_recipient(case: Case) -> Iterator[Finding]:
    """Somebody receives data for a purpose who is not among the recipients of the notice.

    The list of recipients then leaves somebody out (Art. 13(1)(e), 14(1)(e)).

    Fails:
        notice: {purposes: {orders: {recipients: [banks]}}}

    Passes:
        notice: {recipients: [hosting, banks], purposes: {orders: {recipients: [banks]}}}
    """
    for key, purpose in case.facts.purposes.items():
        for position, recipient in enumerate(purpose.recipients):
            if case.facts.recipients is not None and recipient not in case.facts.recipients:
                yield finding(case.at("purposes", key, "recipients", position), recipient=recipient, purpose=key)


def disclosure_of_unlisted_data(case: Case) -> Iterator[Finding]:
    """Data are disclosed that no purpose uses, or not the purpose of the disclosure.

    What is given away has been collected for something (Art. 5(1)(b)); a reader who compares the two lists cannot tell
    which is true.

    Fails:
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [phone]}]}

    Passes:
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [email]}]}
    """
    purposes = case.facts.purposes
    for position, disclosure in enumerate(case.facts.disclosures):
        used = [purposes[key].data for key in disclosure.purposes or purposes]
        known = {word for words in used for word in words}
        for number, word in enumerate(disclosure.data):
            if all(used) and word not in known:
                place = case.at("disclosures", position, "data", number)
                yield finding(place, data=word, recipient=disclosure.recipient)


def disclosure_to_processor(case: Case) -> Iterator[Finding]:
    """Data are said to be disclosed to somebody who processes them on the controller's behalf.

    A processor has no use of its own for the data (Art. 4(8), 28(3)(a)): what it gets is no disclosure, and readers
    would be told two things about the same recipient.

    Fails:
        notice: {disclosures: [{recipient: hosting, data: [name]}]}

    Passes:
        portal: {recipients: {hosting: {role: controller}}}
        notice: {disclosures: [{recipient: hosting, data: [name]}]}
    """
    portal, words = case.context.recipients, case.vocabulary.words["recipients"]
    for position, disclosure in enumerate(case.facts.disclosures):
        key = disclosure.recipient
        if (portal[key].role if key in portal else words[key].role) == "processor":
            yield finding(case.at("disclosures", position, "recipient"), recipient=key)
