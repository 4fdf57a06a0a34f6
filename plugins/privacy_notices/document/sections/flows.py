"""Where the data come from and who receives them: sources, recipients."""

from __future__ import annotations

from privacy_notices.document import recipients as words
from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Sentence, Topic
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import Datum, Phrase, record
from privacy_notices.schema.flow_forms import Source
from privacy_notices.schema.handling_forms import Disclosure


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
    fact: Datum = source.id
    if source.data:
        word, sign = say.book.word["source.data"], say.book.sign
        notes.append((word, sign[": "], say.book.list_of_words("data", source.data)))
        fact = record(id=source.id, data=source.data)
    if known.public if source.public is None else source.public:
        notes.append((say.book.word["sources.publicly-available"],))
    if source.permit:
        notes.append((say.book.filled("sources.permit", number=source.permit),))
    phrase = (say.book.word[f"sources.{source.id}"],)
    return ListEntry(f"sources.{source.id}", phrase, tuple(notes), fact=fact)


def recipients(say: Composer) -> Section | None:
    """Who receives the data (Art. 13(1)(e)), and what is disclosed to whom."""
    keys = say.facts.recipients
    blocks: list[Block] = []
    if keys:
        entries = (ListEntry(f"recipients.{key}", words.in_full(say.book, key), fact=key) for key in keys)
        blocks.append(Listing("recipients", tuple(entries), keys))
    elif keys is not None:
        blocks.append(Sentence("recipients", (say.book.word["recipients.none.sentence"],), "none"))
    blocks += say.proses("texts", "recipients")
    if disclosed := tuple(disclosure.recipient for disclosure in say.facts.disclosures):
        blocks.append(Sentence("disclosures", (say.book.word["disclosure.lead"],), disclosed))
    blocks += (_disclosure(say, disclosure) for disclosure in say.facts.disclosures)
    return Section("recipients", say.book.word["section.recipients"], tuple(blocks)) if blocks else None


def _disclosure(say: Composer, disclosure: Disclosure) -> Topic:
    """Which data a recipient is given, for what, by which act, and how."""
    book, at = say.book, f"disclosures.{disclosure.recipient}"
    entries: list[LabelledFact] = []
    if disclosure.data:
        data = book.list_of_words("data", disclosure.data)
        entries.append(say.labelled(f"{at}.data", "disclosure.data", (data,), disclosure.data))
    if disclosure.purposes:
        names = say.purposes(disclosure.purposes)
        entries.append(say.labelled(f"{at}.purposes", "disclosure.purposes", (names,), disclosure.purposes))
    if disclosure.statutes:
        acts = book.statutes(disclosure.statutes)
        entries.append(
            say.labelled(f"{at}.statutes", "disclosure.statutes", (acts,), facts_of_acts(disclosure.statutes))
        )
    if disclosure.how:
        how = (book.word[f"disclosure.how.{disclosure.how}"],)
        entries.append(say.labelled(f"{at}.how", "disclosure.how", how, disclosure.how))
    return Topic(at, (words.name(book, disclosure.recipient),), tuple(entries), fact=disclosure.recipient)
