"""Whose data and which are handled with more care: secrecy and publicity, children, deceased persons."""

from __future__ import annotations

from privacy_notices.document.blocks import Block, FactTable, ListEntry, Listing, Sentence
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import Phrase
from privacy_notices.schema.handling_forms import Secrecy


def secrecy(say: Composer) -> Section | None:
    """Which data are secret and which public, and by which act."""
    found = say.facts.secrecy
    blocks: list[Block] = []
    if found:
        entries = (ListEntry(f"secrecy.{one.kind}", _kept_secret(say, one), fact=one.kind) for one in found)
        blocks.append(Listing("secrecy", tuple(entries), tuple(one.kind for one in found)))
    blocks += say.proses("texts", "secrecy")
    return Section("secrecy", say.book.word["section.secrecy"], tuple(blocks)) if blocks else None


def _kept_secret(say: Composer, one: Secrecy) -> Phrase:
    words: Phrase = (say.book.word[f"secrecy.{one.kind}"],)
    return (*words, say.book.sign[": "], say.book.statutes(one.statutes)) if one.statutes else words


def children(say: Composer) -> Section | None:
    """From what age children consent alone (Art. 8), and that guardians act for them."""
    facts = say.facts.children
    blocks: list[Block] = []
    if facts is not None and facts.consent_age is not None:
        sentence = say.book.filled("children.consent-age", age=facts.consent_age)
        blocks.append(Sentence("children.consent_age", (sentence,), facts.consent_age))
        law = say.project.vocabulary.consent_age(one.country for one in say.project.controllers(say.notice))
        if law is not None and law.age == facts.consent_age and law.statutes:
            acts, ids = say.book.statutes(law.statutes), facts_of_acts(law.statutes)
            fact = say.labelled("children.consent_age.statutes", "purpose.statutes", (acts,), ids)
            blocks.append(FactTable((fact,)))
    if facts is not None and facts.guardians:
        blocks.append(Sentence("children.guardians", (say.book.word["children.guardians"],), True))
    blocks += say.proses("texts", "children")
    return Section("children", say.book.word["section.children"], tuple(blocks)) if blocks else None


def deceased(say: Composer) -> Section | None:
    """That data of deceased persons are handled, and what law holds for them (recital 27)."""
    blocks: list[Block] = []
    if say.facts.deceased:
        blocks.append(Sentence("deceased", (say.book.word["deceased.sentence"],), True))
    blocks += say.proses("texts", "deceased")
    return Section("deceased", say.book.word["section.deceased"], tuple(blocks)) if blocks else None
