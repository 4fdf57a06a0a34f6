"""N1: what Art. 13 and 14 ask to be told of each purpose and the notice leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.model.rights import consents_in


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
            yield finding(case.at("purposes", key), purpose=key)


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
            yield finding(case.at("purposes", key), purpose=key)


def purpose_without_provision(case: Case) -> Iterator[Finding]:
    """A purpose does not say whether people must give the data.

    Whoever asks people for their data must tell them whether the law or a contract obliges them to give the data, or
    a contract cannot be made without them (Art. 13(2)(e)). Art. 14 does not ask for it. What a camera, a lock or a log
    records of people is collected from them without their being asked, which `not-asked` says.

    Fails:
        notice: {purposes: {orders: {provision: null}}}

    Passes:
        notice: {sources: [client-organisation], purposes: {orders: {provision: null}}}
    """
    if case.is_from_person:
        for key, purpose in case.purposes:
            if purpose.provision is not None:
                continue
            if case.is_asked_for(purpose):
                yield finding(case.at("purposes", key), purpose=key)
            elif any(case.is_of_person(source) for source in case.sources_of(purpose)):
                yield finding(case.at("purposes", key), "observed", severity=Severity.INFO, purpose=key)


def consequences_not_told(case: Case) -> Iterator[Finding]:
    """People must give the data, but the notice does not say what happens if they do not.

    Art. 13(2)(e) asks for the possible consequences as well: no contract, no delivery, a decision without the data.

    Fails:
        en: {texts: {provision: null}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {texts: {provision: null}}
    """
    demanded = [key for key, purpose in case.purposes if purpose.provision not in (None, "voluntary", "not-asked")]
    words = case.notice.words[case.notice.source_language]
    if case.is_from_person and demanded and not words.texts.provision:
        yield finding(case.value_at("purposes", demanded[0], "provision"), language=case.notice.source_language)


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
                yield finding(case.at("purposes", key), purpose=key)


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
                yield finding(case.at("purposes", key), purpose=key)


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
            yield finding(text.mark, purpose=text.path[1])


def withdrawal_not_explained(case: Case) -> Iterator[Finding]:
    """Consent is used, and no text says how to withdraw it.

    The notice always tells of the right (Art. 13(2)(c), 14(2)(d)). Withdrawing must be as easy as giving consent
    (Art. 7(3)): a link or a setting is better than a letter, and a text under `withdrawal` says for each purpose where it
    is. Explicit consent to special categories of data, to an automated decision or to a transfer is withdrawn as any other.

    Fails:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {withdrawal: {orders: Use the link at the end of each message.}}
    """
    language = case.notice.source_language
    words = case.notice.words[language]
    untold = [one for one in consents_in(case.facts) if not words.withdrawal.keys() >= set(one.purposes)]
    if untold and "withdraw-consent" not in words.rights:
        yield finding(case.value_at(*untold[0].path), language=language)


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
        yield finding(case.at("purposes"))
