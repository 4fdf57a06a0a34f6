"""The rights of the data subject: which there are, why others do not exist, how to use them, where to complain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from privacy_notices.document.blocks import (
    Block,
    LabelledFact,
    LackingRights,
    Prose,
    Reason,
    Restriction,
    RightCard,
    Rights,
    Sentence,
)
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import PageKey, PageLink, Phrase, Wording, record
from privacy_notices.model.rights import RightStatus, rests_on_consent
from privacy_notices.model.supervision import authorities_for

GLOSSARY: Final[PageKey] = ("rights", "", "")
AUTHORITY: Final[PageKey] = ("authority", "", "")

BY_ACT: Final = ("objection-direct-marketing", "automated-decisions")
"""Rights that follow from no legal basis but from an act. That they do not exist is told only where there is no such
act at all."""

IN_THE_BOX: Final = ("objection", "objection-direct-marketing")
"""Rights whose text stands in the box of Art. 21(4), where there is one."""


def rights(say: Composer) -> Section:
    """The rights that the legal bases bring, purpose by purpose, and why there are no others."""
    word = say.book.word
    glossary = PageLink((word["rights.glossary"],), GLOSSARY)
    blocks: list[Block] = [
        Sentence("rights", (word["rights.intro"], say.book.sign[" "], glossary)),
        Rights(tuple(_card(say, right) for right in say.rights if right.exists or right.changed)),
    ]
    lacking = [right for right in say.rights if right.removed or _is_lacking(right)]
    if lacking:
        entries = tuple(_lacking(say, right) for right in lacking)
        blocks.append(LackingRights("rights.lacking", word["rights.not.title"], entries))
    if any(purpose.role == "processor" for purpose in say.facts.purposes.values()):
        blocks.append(Sentence("rights.processor", (word["rights.processor"],)))
    return Section("rights", word["section.rights"], tuple(blocks))


def _is_lacking(right: RightStatus) -> bool:
    return bool(right.no) and not (right.exists and right.id in BY_ACT)


def _card(say: Composer, right: RightStatus) -> RightCard:
    book, key = say.book, right.id
    exists_for = right.yes + right.on_condition
    is_partial = right.exists and bool(right.no or right.removed or right.changed)
    return RightCard(
        f"rights.{key}",
        key,
        book.kept(("right", key), lambda: PageLink((book.word[f"right.{key}.name"],), GLOSSARY, key)),
        _in_short(say, right) if right.exists else (),
        say.names(exists_for) if is_partial else (),
        book.word["right.holds-for"] if is_partial else None,
        None if _is_told_above(say, key) or not right.exists else say.prose("rights", key),
        exists_for,
        _changed(say, right) if right.changed else None,
    )


def _is_told_above(say: Composer, key: str) -> bool:
    """Whether the text of a right stands in the box of Art. 21(4)."""
    return key in IN_THE_BOX and bool(say.objections or say.marketing)


def _changed(say: Composer, right: RightStatus) -> Restriction:
    """What another act changes in a right; what holds instead is told once, in the box where there is one for it."""
    found = restriction(say, right)
    return replace(found, text=None) if right.id in IN_THE_BOX else found


def restriction(say: Composer, right: RightStatus) -> Restriction:
    """What another act does to a right, by which section, and what holds instead."""
    book, key, facts = say.book, right.id, say.facts.restricted_rights[right.id]
    phrase = (
        book.word[f"right.restricted.{facts.effect}"],
        book.sign[" "],
        book.statutes(facts.statutes),
        book.sign["."],
    )
    is_partial = right.exists or bool(right.no)
    purposes = right.removed + right.changed
    return Restriction(
        f"restricted_rights.{key}",
        phrase,
        say.names(purposes) if is_partial else (),
        book.word["right.does-not-hold-for"] if is_partial else None,
        say.prose("restricted_rights", key),
        record(effect=facts.effect, purposes=purposes, statutes=facts_of_acts(facts.statutes)),
    )


def _in_short(say: Composer, right: RightStatus) -> Phrase:
    """What a right is; of consent only where the right exists for something that rests on it."""
    book, key = say.book, right.id
    short = f"right.{key}.short"
    without = f"{short}.without-consent"
    exists_for = right.yes + right.on_condition
    if book.say.has(without) and not any(rests_on_consent(say.facts, purpose) for purpose in exists_for):
        short = without
    said = book.word[short]
    return (said, book.sign[" "], book.word[f"right.{key}.if"]) if right.on_condition else (said,)


def _lacking(say: Composer, right: RightStatus) -> LabelledFact:
    """The reasons for which a right does not exist, each with the purposes that it holds for."""
    found: dict[Wording, list[str]] = {}
    for key in right.no if _is_lacking(right) else ():
        special = f"right.{right.id}.no.{say.facts.purposes[key].legal_basis}"
        reason = say.book.word[special if say.book.say.has(special) else f"right.{right.id}.no"]
        found.setdefault(reason, []).append(key)
    is_partial = right.exists or len(found) > 1 or bool(right.removed or right.changed)
    lead = say.book.word["right.does-not-hold-for"] if is_partial else None
    blocks: list[Reason | Restriction | Prose] = [
        Reason(reason, say.names(keys), lead, tuple(keys)) for reason, keys in found.items()
    ]
    if right.removed:
        blocks.append(restriction(say, right))
    elif say.book.say.has(still := f"right.{right.id}.still"):
        blocks.append(Reason(say.book.word[still], ()))
    if not (right.exists or right.removed or _is_told_above(say, right.id)):
        blocks += say.proses("rights", right.id)  # there is no card of the right that would show it
    label = (say.book.word[f"right.{right.id}.name"],)
    return LabelledFact(f"rights.{right.id}.lacking", label, right.no + right.removed, blocks=tuple(blocks))


def requests(say: Composer) -> Section:
    """How to use one's rights (Art. 12)."""
    return Section("requests", say.book.word["section.requests"], tuple(_requests(say)))


def _requests(say: Composer) -> Iterator[Block]:
    book, facts = say.book, say.facts.requests
    if contacts := facts.contacts if facts else say.facts.contacts:
        yield Sentence("requests.contacts", (book.word["requests.contact"],), contacts)
        yield from map(book.contact, contacts)
    yield from say.proses("texts", "requests")
    yield from how_requests_work(book)
    if facts and facts.languages:
        names = book.listed(map(book.say.language_name, facts.languages))
        phrase = (book.word["requests.languages"], book.sign[" "], names, book.sign["."])
        yield Sentence("requests.languages", phrase, facts.languages)


def how_requests_work(book: Phrasebook) -> tuple[Sentence, ...]:
    """What holds for every request: free of charge, within a month, with proof of who asks (Art. 12(3)-(6))."""
    return book.kept("how-requests-work", lambda: _how_requests_work(book))


def _how_requests_work(book: Phrasebook) -> tuple[Sentence, ...]:
    space = book.sign[" "]
    free = (book.word["rights.free"], space, book.word["rights.time-limit"], space, book.word["rights.refusal"])
    return Sentence("requests.terms", free), Sentence("requests.identity", (book.word["rights.identity"],))


def complaint(say: Composer) -> Section:
    """Where to complain (Art. 13(2)(d))."""
    word = say.book.word
    more: Iterable[Prose] = say.proses("texts", "complaint")
    blocks: tuple[Block, ...] = (
        Sentence("complaint", (word["right.complaint.short"],), say.facts.authority),
        *_authorities(say),
        *more,
        Sentence("complaint.more", (PageLink((word["complaint.more"],), AUTHORITY),)),
    )
    return Section("complaint", word["section.complaint"], blocks)


def _authorities(say: Composer) -> Iterator[Block]:
    """The authorities of the controllers; where there are several, for whom each is."""
    found = authorities_for(say.facts, say.portal.controllers, say.portal.authority, say.project.vocabulary)
    for key, controllers in found.items():
        if len(found) > 1 and controllers:
            names = say.book.say.list(map(say.book.controller_name, controllers))
            yield Sentence("authority.controllers", (say.book.plain(f"{names}:"),), controllers)
        yield say.book.authority(key)
        if say.project.vocabulary.authorities[key].scope:
            yield Sentence("authority.scope", (say.book.word[f"authority.{key}.scope"],), key)
