"""N2: rights that a text promises or denies and the legal bases do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, bare_heading, denies, place_in
from privacy_notices.model.statements import Statement

_OBJECTION: Final = ("objection", "objection-direct-marketing")
"""Texts on the right to object, by their key under `rights`."""

_FLAT: Final = 60
"""Letters. A denial with reasons or limits is longer than this, a flat one fits on a line."""


def consent_withdrawal_without_consent(case: Case) -> Iterator[Finding]:
    """The notice speaks of withdrawing consent, and nothing in it rests on consent.

    Art. 7(3) gives the right only where there is consent; Art. 13(2)(c) and 14(2)(d) ask for it only then. Readers
    are promised what they do not have, or the legal basis is wrong. Consent to take part in research may be withdrawn
    without being the basis: then say so (`consent_to_participate: true`).

    Fails:
        en: {rights: {withdraw-consent: Send us a message.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Send us a message.}}
    """
    if case.uses_consent:
        return
    own = ("rights", "withdraw-consent")
    for text in case.texts_under("rights"):
        if text.path == own and not denies(text):
            yield finding(text.mark)
    if any(purpose.consent_to_participate for _, purpose in case.purposes):
        return
    for text, finder in case.texts_like("withdraw-consent"):
        if text.path != own and (match := affirmed(text, finder)):
            yield finding(place_in(text, match))


def portability_without_basis(case: Case) -> Iterator[Finding]:
    """The notice promises data portability, and no purpose gives the right.

    Art. 20(1) gives it only where the processing rests on consent or a contract and is automated.

    Fails:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {portability: You can take your data with you.}, legitimate_interests: {orders: We want to know our customers.}}

    Passes:
        en: {rights: {portability: You can take your data with you.}}
    """
    if case.uses_consent or any(purpose.legal_basis in ("contract", None) for _, purpose in case.purposes):
        return
    for text in case.texts_under("rights"):
        if text.path == ("rights", "portability") and not denies(text):
            yield finding(text.mark)


def portability_denied(case: Case) -> Iterator[Finding]:
    """The notice denies data portability although a purpose rests on consent or a contract.

    Art. 20(1) gives the right for such purposes when the data are processed by automated means. Only a register kept
    wholly on paper is outside it.

    Fails:
        en: {rights: {portability: You do not have this right.}}

    Passes:
        en: {rights: {portability: You do not have this right for data that we keep because the law requires it.}}
    """
    if not any(purpose.legal_basis in ("consent", "contract") for _, purpose in case.purposes):
        return
    for text in case.texts_under("rights"):
        if text.path == ("rights", "portability") and denies(text) and len(text.text) <= _FLAT:
            yield finding(text.mark)


def objection_without_basis(case: Case) -> Iterator[Finding]:
    """The notice promises a right to object that no purpose gives.

    Art. 21(1) gives it for a public task, official authority and legitimate interests, Art. 21(2) for direct marketing. Elsewhere a
    promise to stop is not a right of the Regulation.

    Fails:
        en: {rights: {objection: You can object at any time.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can object at any time.}, legitimate_interests: {orders: We want to know our customers.}}
    """
    if any(p.legal_basis in ("public-task", "legitimate-interests", None) for _, p in case.purposes):
        return
    marketing = any(purpose.direct_marketing for _, purpose in case.purposes)
    for text in case.texts_under("rights"):
        if text.path[1] in _OBJECTION and not marketing and not denies(text):
            yield finding(text.mark)


def objection_text_of_another_right(case: Case) -> Iterator[Finding]:
    """The text on the right to object speaks of rectification or erasure.

    The right to object must be brought to people's attention clearly and apart from other information (Art. 21(4)).
    A text on other rights hides it.

    Fails:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can ask us to correct or erase your data.}, legitimate_interests: {orders: We want to know our customers.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can object in your account. We then erase your data.}, legitimate_interests: {orders: We want to know our customers.}}
    """
    for text in case.texts_under("rights", "sections"):
        if not _is_on_objection(case, text):
            continue
        match = patterns().search("other-right-words", text)
        if match and not patterns().search("objection-words", text):
            yield finding(place_in(text, match))


def _is_on_objection(case: Case, text: Statement) -> bool:
    """Whether a text on a right, or of a section of the notice's own, is about the right to object."""
    if text.path[0] == "rights":
        return text.path[1] in _OBJECTION
    title = case.notice.words[text.language].sections[str(text.path[1])].title
    heading = patterns().get("heading-object", text.language)
    return heading is not None and heading.fullmatch(bare_heading(title)) is not None
