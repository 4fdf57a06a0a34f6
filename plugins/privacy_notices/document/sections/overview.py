"""The first layer: in short, and the right to object, which Art. 21(4) asks to present apart from other information."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Overview, Sentence
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.words import InlineMarkdown, Phrase, ProperNoun, Series, Wording


def in_short(say: Composer) -> Section:
    """Who, what for, how long, who receives, outside the EEA or not."""
    found = (_controllers(say), _purposes(say), _retention(say), _recipients(say), _transfers(say), _rights(say))
    facts = tuple(fact for fact in found if fact is not None)
    return Section("in-short", say.book.word["section.in-short"], (Overview(facts),))


def _controllers(say: Composer) -> LabelledFact:
    keys = say.facts.controllers
    label = "short.controllers" if len(keys) > 1 else "short.controller"
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
    entries = (
        ListEntry(f"recipients.{key}", (ProperNoun(say.book.recipient_name(key)),), fact=key) for key in recipients
    )
    listing = Listing("recipients", tuple(entries), recipients)
    return LabelledFact("recipients", label, recipients, blocks=(listing,))


def _transfers(say: Composer) -> LabelledFact | None:
    transfers = say.facts.transfers
    if transfers is None:
        return None
    codes = tuple(dict.fromkeys(code for one in transfers for code in one.countries))
    if not codes:
        return say.labelled("transfers", "short.transfers", (say.book.word["short.transfers.no"],), "none")
    # Two codes may be one country to the language.
    names = list(dict.fromkeys(map(say.book.say.country, codes)))
    sentence = say.book.filled("short.transfers.yes", countries=say.book.say.list(names))
    return say.labelled("transfers", "short.transfers", (sentence,), codes)


def _rights(say: Composer) -> LabelledFact:
    return say.labelled("rights", "short.rights", (say.anchor("rights", "short.rights.link"),))


def right_to_object(say: Composer) -> Section | None:
    """The box of Art. 21(4); None where there is nothing to object to."""
    if not say.objections and not say.marketing:
        return None
    return Section("object", say.book.word["section.object"], tuple(_box(say)))


def _box(say: Composer) -> Iterator[Block]:
    word = say.book.word
    if say.objections:
        yield Sentence("object", (word["object.text"],), say.objections)
        if len(say.objections) < len(say.facts.purposes):
            yield Sentence("object.purposes", (word["object.purposes"],))
            entries = (ListEntry(f"purposes.{key}", (say.name(key),), fact=key) for key in say.objections)
            yield Listing("object.purposes", tuple(entries), say.objections)
    if say.marketing:
        yield Sentence("object.direct_marketing", (word["object.marketing"],), say.marketing, is_strong=True)
    yield from say.proses("rights", "objection")
    yield from say.proses("rights", "objection-direct-marketing")
    yield Sentence("requests", (say.anchor("requests", "object.how"),))
