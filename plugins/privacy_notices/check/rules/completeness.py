"""N1: what Art. 13 and 14 ask to be told and the notice leaves open. `none` is an answer, a missing key is not."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding


def controller_without_contact_details(case: Case) -> Iterator[Finding]:
    """The controller has no contact details.

    People must be able to reach whoever decides about their data (Art. 13(1)(a), 14(1)(a)). An address, an e-mail
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
            yield Finding(
                case.in_portal("controllers", key),
                f"controller `{key}` has no contact details",
                "add `address` and `email` to the controller in portal.yml",
            )


def controller_without_postal_address(case: Case) -> Iterator[Finding]:
    """The controller has no postal address.

    Contact details should let people choose how to get in touch, also those who do not use e-mail. The guidelines on
    transparency (WP260, annex) ask for several ways; the Regulation does not say which.

    Fails:
        portal: {controllers: {shop: {address: null}}}

    Passes:
        portal: {controllers: {shop: {phone: null}}}
    """
    for key, controller in case.controllers:
        if controller.address is None and (controller.email or controller.phone):
            yield Finding(
                case.in_portal("controllers", key),
                f"controller `{key}` has no postal address",
                "add `address` in portal.yml, so that people without e-mail can reach you too",
            )


def purpose_without_legal_basis(case: Case) -> Iterator[Finding]:
    """A purpose names no legal basis.

    Every purpose needs one of the six grounds of Art. 6(1), and the notice must say which (Art. 13(1)(c),
    14(1)(c)). Without it readers cannot tell whether they may object (Art. 21) or withdraw consent (Art. 7(3)).

    Fails:
        notice: {purposes: {orders: {legal_basis: null}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: contract}}}
    """
    for key, purpose in case.purposes:
        if purpose.legal_basis is None:
            yield Finding(
                case.at("purposes", key),
                f"purpose `{key}` has no legal basis",
                "add `legal_basis` with one of the six grounds of Art. 6(1): "
                "consent, contract, legal-obligation, vital-interests, public-task or legitimate-interests",
            )


def purpose_without_retention(case: Case) -> Iterator[Finding]:
    """A purpose does not say how long its data are kept.

    The notice tells the period, or the criteria by which it is determined (Art. 13(2)(a), 14(2)(a)). Where no number
    can be given, `criterion: described` with a text under `retention_criteria` tells the criteria.

    Fails:
        notice: {purposes: {orders: {retention: null}}}

    Passes:
        notice: {purposes: {orders: {retention: {until: account-closed}}}}
    """
    for key, purpose in case.purposes:
        if not purpose.retention:
            yield Finding(
                case.at("purposes", key),
                f"purpose `{key}` does not say how long its data are kept",
                "add `retention`, e.g. `{period: P2Y, after: end-of-contract}`; "
                "if there is no fixed period, `{criterion: described}` and the criteria in words",
            )


def purpose_without_provision(case: Case) -> Iterator[Finding]:
    """A purpose does not say whether people must give the data.

    Whoever asks people for their data must tell them whether the law or a contract obliges them to give the data, or
    a contract cannot be made without them (Art. 13(2)(e)). Art. 14 does not ask for it.

    Fails:
        notice: {purposes: {orders: {provision: null}}}

    Passes:
        notice: {sources: [client-organisation], purposes: {orders: {provision: null}}}
    """
    if case.is_from_person:
        for key, purpose in case.purposes:
            if purpose.provision is None:
                yield Finding(
                    case.at("purposes", key),
                    f"purpose `{key}` does not say whether people must give the data",
                    "add `provision`: statutory, contractual, necessary (for a contract) or voluntary",
                )


def consequences_not_told(case: Case) -> Iterator[Finding]:
    """People must give the data, but the notice does not say what happens if they do not.

    Art. 13(2)(e) asks for the possible consequences as well: no contract, no delivery, a decision without the data.

    Fails:
        en: {texts: {provision: null}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {texts: {provision: null}}
    """
    demanded = [key for key, purpose in case.purposes if purpose.provision not in (None, "voluntary")]
    words = case.notice.words[case.notice.source_language]
    if case.is_from_person and demanded and not words.texts.provision:
        yield Finding(
            case.value_at("purposes", demanded[0], "provision"),
            "the notice does not say what happens if people do not give the data",
            f"write it under `texts.provision` in {case.notice.source_language}.yml",
        )


def purpose_without_data_categories(case: Case) -> Iterator[Finding]:
    """Data come from elsewhere, and a purpose does not say which data they are.

    People cannot know what others have told about them, so Art. 14(1)(d) asks for the categories of data.

    Fails:
        notice: {sources: [data-subject, client-organisation], purposes: {orders: {data: null}}}

    Passes:
        notice: {sources: [data-subject, client-organisation], purposes: {orders: {data: [name]}}}
    """
    if case.is_from_elsewhere:
        for key, purpose in case.purposes:
            if not purpose.data:
                yield Finding(
                    case.at("purposes", key),
                    f"purpose `{key}` does not say which data it uses, and some data come from elsewhere",
                    "add `data` with the categories, e.g. `[name, email]`",
                )


def data_categories_not_listed(case: Case) -> Iterator[Finding]:
    """A purpose does not say which data it uses.

    Art. 13 does not ask for it when people give the data themselves. It still helps: special categories of data, the
    personal identity code and the right to data portability are worked out from the list.

    Fails:
        notice: {purposes: {orders: {data: null}}}

    Passes:
        notice: {purposes: {orders: {data: [name, email]}}}
    """
    if not case.is_from_elsewhere:
        for key, purpose in case.purposes:
            if not purpose.data:
                yield Finding(
                    case.at("purposes", key),
                    f"purpose `{key}` does not say which data it uses",
                    "add `data` with the categories, e.g. `[name, email]`",
                )


def sources_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say where the data come from.

    Data from elsewhere bring the duties of Art. 14 with them, among them to name the source (Art. 14(2)(f)). Only an
    answer shows which article applies.

    Fails:
        notice: {sources: null}

    Passes:
        notice: {sources: [data-subject]}
    """
    if case.facts.sources is None:
        yield Finding(
            case.at("sources"),
            "the notice does not say where the data come from",
            "add `sources`; write `sources: [data-subject]` if people give all the data themselves",
        )


def recipients_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say who receives the data.

    Recipients or categories of recipients are told (Art. 13(1)(e), 14(1)(e)). Processors are recipients too: whoever
    hosts the system, prints the letters or keeps the books (Art. 4(9)).

    Fails:
        notice: {recipients: null}

    Passes:
        notice: {recipients: none}
    """
    if case.facts.recipients is None:
        yield Finding(
            case.at("recipients"),
            "the notice does not say who receives the data",
            "add `recipients` with names or categories, service providers included; write `recipients: none` if there are none",
        )


def transfers_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whether data leave the European Economic Area.

    Transfers to third countries are told with the ground they rest on (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: null}

    Passes:
        notice: {transfers: none}
    """
    if case.facts.transfers is None:
        yield Finding(
            case.at("transfers"),
            "the notice does not say whether data leave the EU and EEA",
            "add `transfers` with recipient, countries and mechanism; write `transfers: none` if there are none",
        )


def automated_decisions_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whether decisions are made by automated means alone.

    Such decisions are told with their logic and consequences (Art. 13(2)(f), 14(2)(g)). Where there are none, saying
    so answers a question that many readers have.

    Fails:
        notice: {automated_decisions: null}

    Passes:
        notice: {automated_decisions: none}
    """
    if case.facts.automated_decisions is None:
        yield Finding(
            case.at("automated_decisions"),
            "the notice does not say whether there are automated decisions",
            "write `automated_decisions: none`, or list the decisions",
        )


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
            yield Finding(
                case.in_portal("controllers", key),
                f"controller `{key}` does not say whether it has a data protection officer",
                "add `dpo` with a contact; write `dpo: none` if none has been designated",
            )


def representative_missing(case: Case) -> Iterator[Finding]:
    """A controller outside the EEA names no representative in the EU.

    Whoever offers goods or services to people in the EU, or monitors them, from outside designates a representative
    (Art. 27(1)) and names it in the notice (Art. 13(1)(a), 14(1)(a)).

    Fails:
        portal: {controllers: {shop: {country: CH}}}

    Passes:
        portal: {controllers: {shop: {country: CH, representative: privacy}}}
    """
    for key, controller in case.controllers:
        if controller.country not in case.vocabulary.eea and controller.representative is None:
            yield Finding(
                case.in_portal("controllers", key, "country"),
                f"controller `{key}` is outside the EEA and names no representative in the EU",
                "add `representative` with a contact in portal.yml",
            )


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
        yield Finding(
            case.at("requests"),
            "the notice does not say where people send their requests",
            "add `requests: {contacts: [...]}` with a contact of portal.yml",
        )


def data_subjects_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whom it concerns.

    No article asks for it, but without it readers cannot see whether the notice is about them (Art. 12(1)).

    Fails:
        notice: {data_subjects: null}

    Passes:
        notice: {data_subjects: [customers]}
    """
    if not case.facts.data_subjects:
        yield Finding(
            case.at("data_subjects"),
            "the notice does not say whom it concerns",
            "add `data_subjects` with at least one group, e.g. `[customers]`",
        )


def publication_date_missing(case: Case) -> Iterator[Finding]:
    """A published notice has no date of publication.

    Readers must be able to tell which version they read, and the controller what was said when (Art. 5(2), 12(1)).

    Fails:
        notice: {dates: {published: null}}

    Passes:
        notice: {status: draft, dates: {published: null}}
    """
    if case.notice.is_published and case.facts.dates.published is None:
        yield Finding(
            case.at("dates"),
            "the notice is published but has no date",
            "add `dates: {published: ...}` with the day",
        )


def transfer_copy_not_offered(case: Case) -> Iterator[Finding]:
    """A transfer rests on safeguards, and the notice does not say where to get a copy of them.

    For every safeguard of Art. 46 the notice tells how to obtain a copy or where it can be read (Art. 13(1)(f),
    14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: scc}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: scc, copy_from: privacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        mechanism = case.vocabulary.transfer_mechanisms.get(transfer.mechanism)
        if mechanism and mechanism.copy_needed and not (transfer.copy_from or transfer.copy_url):
            yield Finding(
                case.at("transfers", position, "mechanism"),
                f"the transfer to `{transfer.recipient}` does not say where to get a copy of the safeguards",
                "add `copy_from` with a contact, or `copy_url`",
            )


def legitimate_interest_not_named(case: Case) -> Iterator[Finding]:
    """The text on a legitimate interest does not say what the interest is.

    "Our legitimate interest" names no interest. The notice tells which one it is (Art. 13(1)(d), 14(2)(b)), so that
    people can weigh it against their own and object.

    Fails:
        notice: {purposes: {orders: {legal_basis: legitimate-interests}}}
        en: {legitimate_interests: {orders: The legitimate interest of the controller.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legitimate-interests}}}
        en: {legitimate_interests: {orders: We want to keep in touch with people who have bought from us.}}
    """
    for text in case.texts_under("legitimate_interests"):
        if patterns().consists_of("empty-interest", text):
            yield Finding(
                text.mark(),
                f"the text for `{text.path[1]}` does not say what the legitimate interest is",
                "write what you need the data for, e.g. preventing fraud or keeping in touch with customers",
            )


def withdrawal_not_explained(case: Case) -> Iterator[Finding]:
    """Consent is used, and no text says how to withdraw it.

    The notice always tells of the right (Art. 13(2)(c), 14(2)(d)). Withdrawing must be as easy as giving consent
    (Art. 7(3)): a link or a setting is better than a letter, and a text under `rights` can say where it is.

    Fails:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Use the link at the end of each message.}}
    """
    words = case.notice.words[case.notice.source_language]
    consents = [key for key, purpose in case.facts.purposes.items() if purpose.legal_basis == "consent"]
    if consents and "withdraw-consent" not in words.rights:
        yield Finding(
            case.value_at("purposes", consents[0], "legal_basis"),
            "no text says how to withdraw consent",
            f"write it under `rights.withdraw-consent` in {case.notice.source_language}.yml",
        )


def cookies_not_stated(case: Case) -> Iterator[Finding]:
    """The notice lists cookie identifiers and says nothing about cookies.

    What is stored on a reader's device is told to the reader. The duty comes from the rules on electronic
    communications, not from Art. 13 and 14.

    Fails:
        notice: {purposes: {orders: {data: [cookies-identifiers]}}}

    Passes:
        notice: {purposes: {orders: {data: [cookies-identifiers]}}, cookies: {url: "https://shop.example/cookies"}}
    """
    used = [key for key, purpose in case.facts.purposes.items() if "cookies-identifiers" in purpose.data]
    told = any(words.texts.cookies for words in case.notice.words.values())
    if used and case.facts.cookies is None and not told:
        yield Finding(
            case.at("purposes", used[0], "data"),
            "the notice lists cookie identifiers but says nothing about cookies",
            "add `cookies: {url: ...}` with the page where cookies are listed, or a text under `texts.cookies`",
        )


def new_purpose_without_change_entry(case: Case) -> Iterator[Finding]:
    """A purpose is new since the last version, and the notice does not say so.

    Before data are used for another purpose, people are told (Art. 13(3), 14(4)). An entry under `changes` for the
    day of publication is where readers of the earlier version look.

    Fails:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {purposes: {newsletter: {legal_basis: consent, data: [email], provision: voluntary, retention: {until: unsubscription}}}}
        en: {purposes: {newsletter: We send you a letter.}, rights: {withdraw-consent: Use the link in the letter.}}

    Passes:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {dates: {published: 2026-02-01, effective: 2026-02-15}}
    """
    published = case.facts.dates.published
    words = case.notice.words[case.notice.source_language]
    for key in case.new_purposes:
        if published is None or published.isoformat() not in words.changes:
            yield Finding(
                case.at("purposes", key),
                f"purpose `{key}` is new since the last version, and no entry says so",
                f"write what has changed under `changes.{published or '<date>'}` in {case.notice.source_language}.yml",
            )


def new_purpose_effective_at_once(case: Case) -> Iterator[Finding]:
    """A new purpose takes effect before people can have read of it.

    Art. 13(3) and 14(4) ask for the information before the data are used for the new purpose, so the day from which
    it holds lies after the day of publication.

    Fails:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {purposes: {newsletter: {legal_basis: consent, data: [email], provision: voluntary, retention: {until: unsubscription}}}}
        en: {purposes: {newsletter: We send you a letter.}, rights: {withdraw-consent: Use the link.}, changes: {2026-02-01: We now send a letter.}}

    Passes:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {purposes: {newsletter: {legal_basis: consent, data: [email], provision: voluntary, retention: {until: unsubscription}}}, dates: {effective: 2026-03-01}}
        en: {purposes: {newsletter: We send you a letter.}, rights: {withdraw-consent: Use the link.}, changes: {2026-02-01: We now send a letter.}}
    """
    dates = case.facts.dates
    if dates.published and (dates.effective is None or dates.effective <= dates.published):
        for key in case.new_purposes[:1]:
            yield Finding(
                case.at("dates", "effective" if dates.effective else "published"),
                f"purpose `{key}` is new and holds from the day of publication",
                "set `dates.effective` to a later day, so that people can read of the new purpose before it begins",
            )


def notice_of_a_processor(case: Case) -> Iterator[Finding]:
    """Every purpose is handled for somebody else.

    A processor owes nobody a notice of its own: the controller tells people about the processing (Art. 13, 14, 28).
    Such a page may still be useful; it should name the controllers and say whom to ask.

    Fails:
        notice: {purposes: {orders: {role: processor}}}

    Passes:
        notice: {purposes: {orders: {role: controller}}}
    """
    if not case.purposes:
        yield Finding(
            case.at("purposes"),
            "every purpose has the role `processor`, so the duty to inform is somebody else's",
            "check the roles; if they are right, say in the summary who the controllers are",
        )
