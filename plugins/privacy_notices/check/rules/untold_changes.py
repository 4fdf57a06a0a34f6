"""N1: what is new since the last version and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


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
    language = case.notice.source_language
    # The day is named as the key that the author writes, so it is in no reader's form.
    entry = published.isoformat() if published else None
    if entry in case.notice.words[language].changes:
        return
    for key in case.new_purposes:
        place = case.at("purposes", key)
        if entry is None:
            yield finding(place, "undated", purpose=key, language=language)
        else:
            yield finding(place, "published", purpose=key, language=language, key=entry)


def new_purpose_effective_at_once(case: Case) -> Iterator[Finding]:
    """A new purpose takes effect before people can have read of it.

    Art. 13(3) and 14(4) ask for the information before the data are used for the new purpose, so the day from which
    it holds lies after the day of publication. A purpose that rests on consent begins when the person consents, who is
    told of it then.

    Fails:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {purposes: {returns: {legal_basis: contract, data: [email], provision: contractual, retention: {until: end-of-contract}}}}
        en: {purposes: {returns: We take back what you do not want.}, changes: {2026-02-01: We now take goods back.}}

    Passes:
        version: {purposes: {orders: {legal_basis: contract}}}
        notice: {purposes: {returns: {legal_basis: contract, data: [email], provision: contractual, retention: {until: end-of-contract}}}, dates: {effective: 2026-03-01}}
        en: {purposes: {returns: We take back what you do not want.}, changes: {2026-02-01: We now take goods back.}}
    """
    dates, purposes = case.facts.dates, case.facts.purposes
    if dates.published and (dates.effective is None or dates.effective <= dates.published):
        further = [key for key in case.new_purposes if purposes[key].legal_basis != "consent"]
        for key in further[:1]:
            yield finding(case.at("dates", "effective" if dates.effective else "published"), purpose=key)
