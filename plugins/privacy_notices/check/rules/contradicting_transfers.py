"""N2: transfers that do not agree with the recipients, the list of countries or the texts."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, place_in


def recipient_outside_eea_without_transfer(case: Case) -> Iterator[Finding]:
    """A recipient is outside the European Economic Area, and no transfer is told.

    Giving data to somebody in a third country is a transfer (Art. 44). The notice tells it together with the ground
    it rests on (Art. 13(1)(f), 14(1)(f)).

    Fails:
        portal: {recipients: {hosting: {country: IN}}}

    Passes:
        portal: {recipients: {hosting: {country: SE}}}
    """
    if case.facts.transfers is None:
        return
    told = {transfer.recipient for transfer in case.facts.transfers}
    for position, key in enumerate(case.facts.recipients or ()):
        recipient = case.context.recipients.get(key)
        if recipient and recipient.country not in case.vocabulary.eea and key not in told:
            yield finding(case.at("recipients", position), recipient=key, country=recipient.country)


def transfer_inside_eea(case: Case) -> Iterator[Finding]:
    """A transfer goes to a country of the European Economic Area.

    Inside the EEA there is nothing to allow: only transfers to third countries are told (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: ["NO"], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for number, country in enumerate(transfer.countries):
            if country in case.vocabulary.eea:
                yield finding(case.at("transfers", position, "countries", number), country=country)


def transfer_to_unlisted_recipient(case: Case) -> Iterator[Finding]:
    """Data are transferred to somebody who is not among the recipients.

    Who gets the data in a third country is a recipient and is told as one (Art. 13(1)(e), 14(1)(e)).

    Fails:
        notice: {recipients: [authorities], transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}

    Passes:
        notice: {recipients: [hosting], transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        if case.facts.recipients is not None and transfer.recipient not in case.facts.recipients:
            yield finding(case.at("transfers", position, "recipient"), recipient=transfer.recipient)


def adequacy_without_decision(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision that does not exist.

    Without a decision of the Commission on that country or international organisation (Art. 45(3)) the transfer needs other safeguards (Art. 46),
    and the notice would tell people what is not so (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [NZ], mechanism: adequacy}]}
    """
    adequate = {*case.vocabulary.adequacy, *case.vocabulary.eea}
    for position, transfer in enumerate(case.facts.transfers or ()):
        if transfer.mechanism == "adequacy":
            at = ("transfers", position)
            for number, country in enumerate(transfer.countries):
                if country not in adequate:
                    yield finding(case.at(*at, "countries", number), country=country)
            for number, key in enumerate(transfer.organisations):
                if key not in adequate:
                    yield finding(case.at(*at, "organisations", number), "organisation", organisation=key)


def transfer_to_the_us_without_certification(case: Case) -> Iterator[Finding]:
    """A transfer to the United States rests on the adequacy decision, and nothing says that the recipient is covered.

    Decision (EU) 2023/1795 covers only organisations that are certified under the EU-US Data Privacy Framework (Art.
    45(3)). The list of them is public.

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy, certified: true}]}
    """
    known = case.vocabulary.adequacy
    for position, transfer in enumerate(case.facts.transfers or ()):
        is_asked = any(country in known and known[country].certification for country in transfer.countries)
        if is_asked and transfer.mechanism == "adequacy" and not transfer.certified:
            yield finding(case.at("transfers", position, "mechanism"))


def no_transfers_with_exceptions(case: Case) -> Iterator[Finding]:
    """ "No transfers" is said with an exception.

    "Not outside the EU unless it is necessary" tells nobody whether their data leave the EU. The notice says yes,
    with country and ground, or no (Art. 13(1)(f), 14(1)(f)).

    Fails:
        en: {texts: {transfers: Data are not transferred outside the EU unless the technical service requires it.}}

    Passes:
        en: {texts: {transfers: Data are not transferred outside the EU.}}
    """
    if case.facts.transfers:
        return
    for text, finder in case.texts_like("transfer-exception"):
        if match := finder.search(text.text):
            yield finding(place_in(text, match))


def no_transfers_but_country_named(case: Case) -> Iterator[Finding]:
    """The notice says that data are not transferred outside the EEA, and a text sends them there.

    Where the controller is outside the EEA itself, texts may well say so: what people give it is no transfer.

    Fails:
        en: {texts: {recipients: Orders are also sent to our supplier in the United States.}}

    Passes:
        en: {texts: {recipients: Data are not sent to the United States.}}
    """
    if case.facts.transfers != () or case.outside_eea:
        return
    for text, finder in case.texts_like("third-country"):
        if match := affirmed(text, finder):
            yield finding(place_in(text, match))
