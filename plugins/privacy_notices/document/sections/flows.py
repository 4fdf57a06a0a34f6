"""Where the data come from and where they go: sources, recipients, transfers outside the EEA."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Sentence, Topic
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.words import EmailLink, Inline, Phrase, ProperNoun, WebLink
from privacy_notices.schema.notice_form import Source, Transfer


def sources(say: Composer) -> Section | None:
    """Where the data come from (Art. 14(2)(f))."""
    blocks: list[Block] = []
    if found := say.facts.sources:
        fact = tuple(source.id for source in found)
        blocks.append(Listing("sources", tuple(_source(say, source) for source in found), fact))
    blocks += say.proses("texts", "sources")
    return Section("sources", say.book.word["section.sources"], tuple(blocks)) if blocks else None


def _source(say: Composer, source: Source) -> ListEntry:
    known = say.project.vocabulary.words["sources"][source.id]
    notes: list[Phrase] = []
    if known.public if source.public is None else source.public:
        notes.append((say.book.word["sources.publicly-available"],))
    if source.permit:
        notes.append((say.book.filled("sources.permit", number=source.permit),))
    phrase = (say.book.word[f"sources.{source.id}"],)
    return ListEntry(f"sources.{source.id}", phrase, tuple(notes), fact=source.id)


def recipients(say: Composer) -> Section | None:
    """Who receives the data (Art. 13(1)(e))."""
    keys = say.facts.recipients
    blocks: list[Block] = []
    if keys:
        entries = (ListEntry(f"recipients.{key}", say.book.recipient(key), fact=key) for key in keys)
        blocks.append(Listing("recipients", tuple(entries), keys))
    elif keys is not None:
        blocks.append(Sentence("recipients", (say.book.word["recipients.none.sentence"],), "none"))
    blocks += say.proses("texts", "recipients")
    return Section("recipients", say.book.word["section.recipients"], tuple(blocks)) if blocks else None


def transfers(say: Composer) -> Section | None:
    """Transfers outside the EEA, and what they rest on (Art. 13(1)(f))."""
    found = say.facts.transfers
    blocks: list[Block] = []
    if found:
        blocks += (_transfer(say, transfer) for transfer in found)
    elif found is not None:
        blocks.append(Sentence("transfers", (say.book.word["transfers.none"],), "none"))
    blocks += say.proses("texts", "transfers")
    return Section("transfers", say.book.word["section.transfers"], tuple(blocks)) if blocks else None


def _transfer(say: Composer, transfer: Transfer) -> Topic:
    key = transfer.recipient
    name = (ProperNoun(say.book.recipient_name(key)),)
    text = say.prose("transfers", key)
    return Topic(f"transfers.{key}", name, tuple(_facts_of(say, transfer)), text, key)


def _facts_of(say: Composer, transfer: Transfer) -> Iterator[LabelledFact]:
    book, at = say.book, f"transfers.{transfer.recipient}"
    countries = book.listed(map(book.say.country, transfer.countries))
    yield say.labelled(f"{at}.countries", "transfers.countries", (countries,), transfer.countries)
    yield say.labelled(f"{at}.mechanism", "transfers.mechanism", _ground(say, transfer), transfer.mechanism)
    known = say.project.vocabulary.adequacy
    for code in transfer.countries:
        if transfer.mechanism == "adequacy" and code in known and known[code].limit:
            yield say.labelled(f"{at}.limit", "transfers.limit", (book.word[f"adequacy.{code}.limit"],), code)
    if transfer.certified:
        yield say.labelled(f"{at}.certified", "transfers.certified", (book.word["transfers.certified.yes"],), True)
    if copy := _copy(say, transfer):
        yield say.labelled(f"{at}.copy", "transfers.copy", copy, transfer.copy_url or transfer.copy_from)


def _ground(say: Composer, transfer: Transfer) -> Phrase:
    """What a transfer rests on, with the Commission's decisions where there are any."""
    book, vocabulary = say.book, say.project.vocabulary
    article = book.article(vocabulary.transfer_mechanisms[transfer.mechanism].article)
    words = (book.word[f"transfer_mechanism.{transfer.mechanism}"], book.sign[" ("], article, book.sign[")"])
    if transfer.mechanism != "adequacy":
        return words
    known = (vocabulary.adequacy.get(code) for code in transfer.countries)
    decisions = dict.fromkeys(one.decision for one in known if one is not None)
    return (*words, *(book.sign[f"; {decision}"] for decision in decisions))


def _copy(say: Composer, transfer: Transfer) -> Phrase:
    """Where a copy of the safeguards is to be had."""
    comma = say.book.sign[", "]
    found: list[Inline] = [WebLink(transfer.copy_url)] if transfer.copy_url else []
    if transfer.copy_from:
        who = say.portal.contacts[transfer.copy_from]
        found += (comma,) if found else ()
        found += say.book.contact_name(transfer.copy_from)
        found += (comma, EmailLink(who.email)) if who.email else ()
    return tuple(found)
