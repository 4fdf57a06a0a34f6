"""The first layer: in short, and the right to object, which Art. 21(4) asks to present apart from other information."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.document import recipients as words
from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Overview, Sentence
from privacy_notices.document.composer import SHORT_OF, Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.sections.transfers import is_outside, none_outside, outside
from privacy_notices.document.sections.your_rights import IN_THE_BOX, restriction
from privacy_notices.document.words import InlineMarkdown, Phrase, ProperNoun, Series, Wording
from privacy_notices.model.rights import RightStatus


def in_short(say: Composer) -> Section:
    """Who, what for, how long, who receives, outside the EEA or not."""
    found = (_controllers(say), _purposes(say), _retention(say), _recipients(say), _transfers(say), _rights(say))
    facts = tuple(fact for fact in found if fact is not None)
    return Section("in-short", say.book.word["section.in-short"], (Overview(facts),))


def _controllers(say: Composer) -> LabelledFact:
    keys = say.facts.controllers
    label = SHORT_OF[say.deciding]
    items = tuple((ProperNoun(say.book.plain(name)),) for name in say.controllers())
    return say.labelled("controllers", label, (Series(items, (", ",) * (len(items) - 1)),), keys)


def _purposes(say: Composer) -> LabelledFact:
    entries = []
    for key, purpose in say.facts.purposes.items():
        basis = purpose.legal_basis
        aside = (say.book.word[f"legal_basis.{basis}"],) if basis else ()
        entries.append(ListEntry(f"purposes.{key}", (say.name(key),), aside=aside, fact=basis))
    listing = Listing("purposes", tuple(entries))
    return LabelledFact("purposes", (say.book.word["short.purposes"],), tuple(say.facts.purposes), blocks=(listing,))


def _retention(say: Composer) -> LabelledFact | None:
    """The different lengths of time in the notice, each once, in the order of the purposes."""
    found: dict[object, ListEntry] = {}
    for key in say.facts.purposes:
        for term in say.retentions(key).terms:
            entry = ListEntry(f"purposes.{key}.retention", term.phrase, fact=term.fact)
            found.setdefault(_spoken(term.phrase), entry)
    if not found:
        return None
    label = (say.book.word["short.retention"],)
    entries = tuple(found.values())
    if len(entries) == 1:
        return LabelledFact("retention", label, entries[0].fact, entries[0].phrase)
    return LabelledFact("retention", label, blocks=(Listing("retention", entries),))


def _spoken(phrase: Phrase) -> tuple[tuple[str, str], ...]:
    """What a reader is told, whoever wrote it and however old it is."""
    said = (inline.wording if isinstance(inline, InlineMarkdown) else inline for inline in phrase)
    return tuple((one.text, one.language) for one in said if isinstance(one, Wording))


def _recipients(say: Composer) -> LabelledFact | None:
    recipients = say.facts.recipients
    if recipients is None:
        return None
    label = (say.book.word["short.recipients"],)
    if not recipients:
        return LabelledFact("recipients", label, "none", (say.book.word["recipients.none"],))
    entries = (ListEntry(f"recipients.{key}", words.in_short(say.book, key), fact=key) for key in recipients)
    listing = Listing("recipients", tuple(entries), recipients)
    return LabelledFact("recipients", label, recipients, blocks=(listing,))


def _transfers(say: Composer) -> LabelledFact | None:
    transfers = say.facts.transfers
    if transfers is None:
        return None
    codes = tuple(dict.fromkeys(code for one in transfers for code in one.countries))
    organisations = tuple(dict.fromkeys(key for one in transfers for key in one.organisations))
    label, fact = (say.book.word["short.transfers"],), (*codes, *organisations) or "none"
    said = tuple(ListEntry("transfers", phrase) for phrase in _transferred(say, codes, organisations))
    if len(said) == 1:
        return LabelledFact("transfers", label, fact, said[0].phrase)
    return LabelledFact("transfers", label, fact, blocks=(Listing("transfers", said),))


def _transferred(say: Composer, codes: tuple[str, ...], organisations: tuple[str, ...]) -> Iterator[Phrase]:
    """Where the data go, a sentence for each kind of place; controllers that are outside the EEA themselves first."""
    there = outside(say)
    yield from ((is_outside(say, key),) for key in there)
    if codes:
        # Two codes may be one country to the language.
        names = list(dict.fromkeys(map(say.book.say.country, codes)))
        yield (say.book.filled("short.transfers.yes", countries=say.book.say.list(names)),)
    if organisations:
        several = "short.transfers.organisations" if len(organisations) > 1 else "short.transfers.organisation"
        listed = say.book.list_of_words("international_organisations", organisations)
        yield (say.book.word[several], say.book.sign[" "], listed)
    if not (codes or organisations):
        yield (none_outside(say) if there else say.book.word["short.transfers.no"],)


def _rights(say: Composer) -> LabelledFact:
    return say.labelled("rights", "short.rights", (say.anchor("rights", "short.rights.link"),))


def right_to_object(say: Composer) -> Section | None:
    """The box of Art. 21(4); None where there is nothing to object to."""
    if not say.objections and not say.marketing and not _changed(say):
        return None
    return Section("object", say.book.word["section.object"], tuple(_box(say)))


def _changed(say: Composer) -> tuple[RightStatus, ...]:
    """The rights of the box that another act changes: what it says stands in their place."""
    return tuple(right for right in say.rights if right.id in IN_THE_BOX and right.changed)


def _box(say: Composer) -> Iterator[Block]:
    word = say.book.word
    if say.objections:
        yield Sentence("object", (word["object.text"],), say.objections)
        if len(say.objections) < len(say.facts.purposes):
            yield Sentence("object.purposes", (word["object.purposes"],))
            entries = (ListEntry(f"purposes.{key}", (say.name(key),), fact=key) for key in say.objections)
            yield Listing("object.purposes", tuple(entries), say.objections)
    for right in _changed(say):
        yield restriction(say, right)
    if say.marketing:
        yield Sentence("object.direct_marketing", (word["object.marketing"],), say.marketing, is_strong=True)
    if say.objections or say.marketing:
        yield from say.proses("rights", "objection")
        yield from say.proses("rights", "objection-direct-marketing")
    yield Sentence("requests", (say.anchor("requests", "object.how"),))
