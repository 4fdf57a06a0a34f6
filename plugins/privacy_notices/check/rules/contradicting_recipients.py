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
    portal, words = case.project.portal.recipients, case.vocabulary.words["recipients"]
    roles = {portal[key].role if key in portal else words[key].role for key in case.facts.recipients}
    if "processor" in roles:
        return
    names = " ".join(
        name.lower() for key in case.facts.recipients if key in portal for name in (portal[key].name or {}).values()
    )
    for text, finder in case.texts_like("service-names"):
        if (match := affirmed(text, finder)) and match[0].lower() not in names:
            yield finding(place_in(text, match), found=match[0])
