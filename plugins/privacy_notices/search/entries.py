"""What can be found on each kind of page. No input or output.

A notice is read from its document: which sections there are, and when, is not known here. What another language's
words say is left out, but not the title: whoever looks for it shall find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from privacy_notices.document.blocks import (
    Block,
    ContactCard,
    FactTable,
    LabelledFact,
    LackingRights,
    ListEntry,
    Listing,
    Prose,
    PurposeCard,
    Purposes,
    Restriction,
    RetentionTerms,
    Rights,
    Sentence,
    Topic,
)
from privacy_notices.document.notice_document import Document, Section
from privacy_notices.document.plain import plain
from privacy_notices.document.words import Phrase, Series, Wording
from privacy_notices.languages.speaker import Speaker
from privacy_notices.model.notice import Project
from privacy_notices.model.supervision import authorities_of
from privacy_notices.pages.plan import Page
from privacy_notices.pages.render import Renderer
from privacy_notices.schema.words_forms import SECTIONS
from privacy_notices.search.found import FoundPage, FoundSection, sentences

FOUND: Final = ("notice", "rights", "authority")
"""Kinds of pages that can be found."""

LEAD: Final = 3.0
"""How much more a word of the first paragraph counts than one further below."""

COMPUTED: Final[Mapping[str, tuple[str, ...]]] = {
    "controller": ("controllers", "joint_controllers", "systems"),
    "contacts": ("contacts", "in_charge"),
    "purposes": ("purposes",),
    "data_subjects": ("data_subjects",),
    "data": ("purposes",),
    "sources": ("sources",),
    "recipients": ("recipients", "disclosures"),
    "transfers": ("transfers",),
    "retention": ("purposes",),
    "security": ("security",),
    "secrecy": ("secrecy",),
    "children": ("children",),
    "deceased": ("deceased",),
}
"""What the facts of a notice are found by, in the order of the excerpts: sections, each with the fields that it says."""


def entry(renderer: Renderer, page: Page) -> FoundPage | None:
    """What can be found on a page; None where readers search for nothing."""
    address = renderer.site.link(page.language, page.path)
    say = renderer.speakers[page.language]
    match page.kind:
        case "notice":
            document = renderer.document(page)
            reading = Reading(document, say, tuple(renderer.project.vocabulary.rights))
            return FoundPage(page.title, address, "notice", tuple(reading.sections()), tuple(reading.keywords()))
        case "rights":
            return FoundPage(page.title, address, "page", tuple(_rights(say, renderer.project)))
        case "authority":
            return FoundPage(page.title, address, "page", tuple(_authority(say, renderer.project)))
    return None


class Reading:
    """A document as the search reads it."""

    def __init__(self, document: Document, say: Speaker, rights: Sequence[str]) -> None:
        """`rights`: ids of all rights, in the order of the glossary."""
        self._document = document
        self._say = say
        self._rights = rights
        self._by_id = {section.id: section for section in document.sections}
        self._prose = {prose.key: prose for prose in _proses(document)}

    def sections(self) -> Iterator[FoundSection]:
        """What is said, in portions."""
        cards = self._cards()
        summary = self._document.summary
        yield FoundSection(self._own(summary.wording) if summary else (), weight=LEAD)
        for card in cards:
            interest = (block for one in card.entries for block in one.blocks if isinstance(block, Prose))
            texts = (card.text, *interest)
            said = tuple(sentence for text in texts for sentence in self._own(text.wording))
            yield FoundSection(said, self._text((card.name,)))
        for section in self._document.sections:
            if section.id.startswith("section-") and self._document.is_translated:
                yield FoundSection(self._own_proses(section.blocks), self._text((section.title,)))
        yield from self._standard()
        yield from self._decisions()
        for right in self._rights:
            if (prose := self._prose.get(f"rights.{right}")) and (said := self._own(prose.wording)):
                yield FoundSection(said, _word(self._say, f"right.{right}.name"), is_standard=True)
            prose = self._prose.get(f"restricted_rights.{right}")
            if prose and (said := self._own(prose.wording)):
                yield FoundSection(said, _word(self._say, f"right.{right}.name"), is_standard=True)

    def keywords(self) -> Iterator[str]:
        """What a page is found by without being shown."""
        for card in self._blocks("controller"):
            if isinstance(card, ContactCard) and card.business_id:
                yield card.business_id

    def _standard(self) -> Iterator[FoundSection]:
        """The sections that every notice may have, under their usual headings."""
        for name in dict.fromkeys((*COMPUTED, *SECTIONS)):
            found = [text for text in self._computed(name) if text.strip(" ():;")]
            prose = self._prose.get(f"texts.{name}")
            found += self._own(prose.wording) if prose else ()
            if found:
                heading = _word(self._say, f"section.{name.replace('_', '-')}")
                yield FoundSection(tuple(found), heading, is_standard=True)

    def _computed(self, name: str) -> Iterator[str]:
        """What the facts of a section say."""
        match name:
            case "controller":
                yield from self._controllers()
            case "contacts":
                yield from (self._text(card.name) for card in self._contacts())
            case "purposes":
                yield from filter(None, map(self._basis, self._cards()))
            case "data_subjects" | "data" | "sources" | "security" | "secrecy":
                yield self._listed(name.replace("_", "-"))
            case "recipients":
                yield from (self._text(item.phrase) for item in self._entries("recipients"))
                yield from self._disclosures()
            case "children" | "deceased":
                yield from (self._text(one.phrase) for one in self._blocks(name) if isinstance(one, Sentence))
            case "transfers":
                yield from self._transfers()
            case "retention":
                yield from map(self._retention, self._facts("retention"))

    def _controllers(self) -> Iterator[str]:
        yield self._text((self._document.controllers,))
        yield from (self._text(fact.phrase) for fact in self._facts("controller"))
        if arrangement := self._prose.get("joint_controllers"):
            yield from self._own(arrangement.wording)

    def _contacts(self) -> Iterator[ContactCard]:
        for card in self._blocks("controller"):
            if isinstance(card, ContactCard) and card.key.startswith("contacts."):
                yield card

    def _cards(self) -> tuple[PurposeCard, ...]:
        return tuple(card for block in self._blocks("purposes") if isinstance(block, Purposes) for card in block.cards)

    def _basis(self, card: PurposeCard) -> str:
        """A purpose with its legal basis and the acts that this rests on."""
        facts = {fact.key.rpartition(".")[2]: fact.phrase for fact in card.entries}
        if "legal_basis" not in facts:
            return ""
        basis = ", ".join(filter(None, (self._text(facts["legal_basis"][:1]), self._text(facts.get("statutes", ())))))
        name = self._text((card.name,))
        return f"{name} ({basis})" if name and basis else basis

    def _listed(self, section: str) -> str:
        """The things that a section lists, each once."""
        series = (
            item
            for fact in self._facts(section)
            for inline in fact.phrase
            if isinstance(inline, Series)
            for item in inline.items
        )
        words = (*(item.phrase for item in self._entries(section)), *series)
        return self._say.list(filter(None, dict.fromkeys(map(self._text, words))))

    def _disclosures(self) -> Iterator[str]:
        for block in self._blocks("recipients"):
            if isinstance(block, Topic):
                said = "; ".join(filter(None, (self._text(fact.phrase) for fact in block.entries)))
                yield f"{self._text(block.name)}: {said}"

    def _transfers(self) -> Iterator[str]:
        blocks = self._blocks("transfers")
        yield from (
            self._text(one.phrase) for one in blocks if isinstance(one, Sentence) and one.fact not in (None, "none")
        )
        topics = [block for block in blocks if isinstance(block, Topic)]
        for topic in topics:
            places = [fact.phrase for fact in topic.entries if fact.key.endswith((".countries", ".organisations"))]
            yield f"{self._text(topic.name)}: {', '.join(map(self._text, places))}"
        for topic in topics:
            yield from self._own(topic.text.wording) if topic.text else ()

    def _retention(self, fact: LabelledFact) -> str:
        terms = (term for block in fact.blocks if isinstance(block, RetentionTerms) for term in block.terms)
        said = "; ".join(filter(None, (self._text(term.phrase) for term in terms)))
        return ": ".join(filter(None, (self._text(fact.label), said)))

    def _decisions(self) -> Iterator[FoundSection]:
        for block in (*self._blocks("automated-decisions"), *self._blocks("ai-systems")):
            if isinstance(block, Topic):
                proses = [prose for fact in block.entries for prose in fact.blocks if isinstance(prose, Prose)]
                proses += () if block.text is None else (block.text,)
                said = tuple(sentence for prose in proses for sentence in self._own(prose.wording))
                yield FoundSection(said, self._text(block.name))

    # --- blocks and words ------------------------------------------------------------------------------------------

    def _blocks(self, section: str) -> tuple[Block, ...]:
        found = self._by_id.get(section)
        return found.blocks if found else ()

    def _entries(self, section: str) -> Iterator[ListEntry]:
        return (entry for block in self._blocks(section) if isinstance(block, Listing) for entry in block.entries)

    def _facts(self, section: str) -> Iterator[LabelledFact]:
        return (fact for block in self._blocks(section) if isinstance(block, FactTable) for fact in block.entries)

    def _own_proses(self, blocks: Iterable[Block]) -> tuple[str, ...]:
        proses = (block for block in blocks if isinstance(block, Prose))
        return tuple(sentence for prose in proses for sentence in self._own(prose.wording))

    def _own(self, wording: Wording) -> tuple[str, ...]:
        """The sentences of a text, where it is in the document's own language."""
        return sentences(wording.text) if wording.language == self._document.language else ()

    def _text(self, phrase: Phrase) -> str:
        """The words of a line without those in another language."""
        return plain(phrase, self._document.language)


def _proses(document: Document) -> Iterator[Prose]:
    """The texts that stand in a section or beside a right, wherever."""
    for section in document.sections:
        yield from _proses_in(section)


def _proses_in(section: Section) -> Iterator[Prose]:
    for block in section.blocks:
        if isinstance(block, Prose):
            yield block
        elif isinstance(block, Rights):
            yield from (card.text for card in block.cards if card.text)
            restrictions = (card.restriction for card in block.cards if card.restriction)
            yield from (one.text for one in restrictions if one.text)
        elif isinstance(block, LackingRights):
            yield from _proses_of(part for entry in block.entries for part in entry.blocks)
        elif isinstance(block, Restriction):
            yield from _proses_of((block,))


def _proses_of(parts: Iterable[object]) -> Iterator[Prose]:
    """What another act lets people do instead of using a right."""
    yield from (part.text for part in parts if isinstance(part, Restriction) and part.text)


def _rights(say: Speaker, project: Project) -> Iterator[FoundSection]:
    yield FoundSection(_texts(say, "rights.lead"), weight=LEAD)
    for key in project.vocabulary.rights:
        yield FoundSection(_texts(say, f"right.{key}.text"), _word(say, f"right.{key}.name"))
    how = _texts(say, "rights.free", "rights.time-limit", "rights.refusal", "rights.identity")
    yield FoundSection(how, _word(say, "section.requests"))


def _authority(say: Speaker, project: Project) -> Iterator[FoundSection]:
    yield FoundSection(_texts(say, "authority.lead"), weight=LEAD)
    for key in authorities_of(project):
        yield FoundSection((), say.name(project.vocabulary.authorities[key].name))
    yield FoundSection(_texts(say, "right.complaint.text"), _word(say, "section.complaint"))


def _word(say: Speaker, key: str) -> str:
    """A word of the catalog, where the page's own language has it."""
    said = say.said(key)
    return said.text if said.language == say.language else ""


def _texts(say: Speaker, *keys: str) -> tuple[str, ...]:
    return tuple(sentence for key in keys for sentence in sentences(_word(say, key)))
