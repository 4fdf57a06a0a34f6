"""N1: what a notice leaves open on disclosures, secrecy and children, so that readers cannot use what it says."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def disclosure_without_data(case: Case) -> Iterator[Finding]:
    """A disclosure says neither which data are given nor what for.

    The list of recipients says that somebody receives data. A disclosure is to say more: which data, for which purpose,
    by which act (Art. 5(1)(a), 13(1)(e)).

    Fails:
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, how: on-request}]}

    Passes:
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [name], how: on-request}]}
    """
    for position, disclosure in enumerate(case.facts.disclosures):
        if not (disclosure.data or disclosure.purposes):
            yield finding(case.at("disclosures", position, "recipient"), recipient=disclosure.recipient)


def public_body_disclosure_without_statute(case: Case) -> Iterator[Finding]:
    """A public body discloses data and names no act.

    What a public body gives away rests on law (Art. 6(3), 86): an act of its own field, or the act on public access to
    documents. With the act and its section readers can see what may be given to whom.

    Fails:
        portal: {controllers: {shop: {kind: public-body, dpo: privacy}}}
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [name]}]}

    Passes:
        portal: {controllers: {shop: {kind: public-body, dpo: privacy}}}
        notice: {recipients: [hosting, police], disclosures: [{recipient: police, data: [name], statutes: [openness-act]}]}
    """
    if any(controller.kind == "public-body" for _, controller in case.controllers):
        for position, disclosure in enumerate(case.facts.disclosures):
            if not disclosure.statutes:
                yield finding(case.at("disclosures", position, "recipient"), recipient=disclosure.recipient)


def children_not_spoken_of(case: Case) -> Iterator[Finding]:
    """Children are asked for consent, and the notice does not say from what age they give it themselves.

    For online services Art. 8(1) has a guardian give or approve the consent of a younger child. Children and guardians
    must be able to see who decides (Art. 12(1)).

    Fails:
        notice: {data_subjects: [children], purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Call us.}}

    Passes:
        notice:
          data_subjects: [children]
          children: {consent_age: 13, guardians: true}
          purposes: {orders: {legal_basis: consent, provision: voluntary}}
        en: {rights: {withdraw-consent: Call us.}}
    """
    known = case.vocabulary.words["data_subjects"]
    has_consent = any(purpose.legal_basis == "consent" for _, purpose in case.purposes)
    if case.facts.children is None and has_consent:
        for position, word in enumerate(case.facts.data_subjects):
            if known[word].children:
                yield finding(case.at("data_subjects", position), data_subjects=word)
                break


def secrecy_without_statute(case: Case) -> Iterator[Finding]:
    """The notice says that data are secret, and names no act.

    Secrecy rests on an act, or on a promise that a text under `texts.secrecy` can tell of. Without it readers cannot
    see how far it goes.

    Fails:
        notice: {secrecy: [{kind: secret}]}

    Passes:
        notice: {secrecy: [{kind: secret, statutes: [openness-act]}]}
    """
    if case.notice.text(case.notice.source_language).texts.secrecy:
        return
    for position, one in enumerate(case.facts.secrecy):
        if one.kind != "public" and not one.statutes:
            yield finding(case.at("secrecy", position, "kind"), kind=one.kind)
