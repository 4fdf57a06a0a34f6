"""Where the data go outside the European Economic Area, and what that rests on (Art. 13(1)(f), 44-50)."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.document.blocks import Block, LabelledFact, Sentence, Topic
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.recipients import name as recipient_name
from privacy_notices.document.words import EmailLink, Inline, Phrase, WebLink, Wording
from privacy_notices.schema.flow_forms import Transfer, TransferMechanism


def transfers(say: Composer) -> Section | None:
    """Transfers outside the EEA, what they rest on, and which controllers are there themselves."""
    found = say.facts.transfers
    blocks: list[Block] = []
    if found is not None:
        blocks += _controllers(say)
        if not found:
            blocks.append(Sentence("transfers", (none_outside(say),), "none"))
        blocks.append(Sentence("transfers.area", (say.book.word["transfers.area"],)))
        blocks += (_transfer(say, transfer) for transfer in found)
    blocks += say.proses("texts", "transfers")
    return Section("transfers", say.book.word["section.transfers"], tuple(blocks)) if blocks else None


def outside(say: Composer) -> tuple[str, ...]:
    """The controllers that are outside the EEA. What people give them is no transfer (EDPB 05/2021), and still leaves it."""
    eea = say.project.vocabulary.eea
    return tuple(key for key in say.facts.controllers if say.portal.controllers[key].country not in eea)


def is_outside(say: Composer, key: str) -> Wording:
    """That a controller is outside the EEA, and in which country."""
    who = say.portal.controllers[key]
    name, country = say.book.say.name(who.name), say.book.say.country(who.country)
    return say.book.filled("transfers.controller", controller=name, country=country)


def none_outside(say: Composer) -> Wording:
    """That nobody outside the EEA receives the data: nobody else, where a controller is there itself."""
    return say.book.word["transfers.none-else" if outside(say) else "transfers.none"]


def _controllers(say: Composer) -> Iterator[Sentence]:
    """What a reader of a controller outside the EEA wants to know of it."""
    for key in outside(say):
        who = say.portal.controllers[key]
        words: list[Wording] = [is_outside(say, key)]
        if who.establishment_in_eea:
            words.append(say.book.word["transfers.establishment"])
        if known := say.project.vocabulary.adequacy.get(who.country):
            words.append(say.book.filled("transfers.adequate", decision=_number(say, known.decision)))
            if known.limit:
                words.append(say.book.word[f"adequacy.{who.country}.limit"])
        yield Sentence(f"transfers.controllers.{key}", sentences(say, words), who.country)


def sentences(say: Composer, words: list[Wording]) -> Phrase:
    """Sentences after each other."""
    others = (inline for word in words[1:] for inline in (say.book.sign[" "], word))
    return (words[0], *others)


def _transfer(say: Composer, transfer: Transfer) -> Topic:
    key = transfer.recipient
    name = (recipient_name(say.book, key),)
    text = say.prose("transfers", key)
    return Topic(f"transfers.{key}", name, tuple(_facts_of(say, transfer)), text, key)


def _facts_of(say: Composer, transfer: Transfer) -> Iterator[LabelledFact]:
    book, at = say.book, f"transfers.{transfer.recipient}"
    if transfer.countries:
        countries = book.listed(map(book.say.country, transfer.countries))
        yield say.labelled(f"{at}.countries", "transfers.countries", (countries,), transfer.countries)
    if transfer.organisations:
        organisations = book.list_of_words("international_organisations", transfer.organisations)
        label = "transfers.organisations" if len(transfer.organisations) > 1 else "transfers.organisation"
        yield say.labelled(f"{at}.organisations", label, (organisations,), transfer.organisations)
    yield say.labelled(f"{at}.mechanism", "transfers.mechanism", _ground(say, transfer), transfer.mechanism)
    if transfer.mechanism == "adequacy":
        yield from _limits(say, transfer)
    if transfer.certified:
        yield say.labelled(f"{at}.certified", "transfers.certified", (book.word["transfers.certified.yes"],), True)
    if transfer.fallback:
        yield say.labelled(
            f"{at}.fallback", "transfers.fallback", _mechanism(say, transfer.fallback), transfer.fallback
        )
    if copy := _copy(say, transfer):
        yield say.labelled(f"{at}.copy", "transfers.copy", copy, transfer.copy_url or transfer.copy_from)


def _limits(say: Composer, transfer: Transfer) -> Iterator[LabelledFact]:
    """What the decisions on the countries cover, and that the transfer is among it."""
    known, at = say.project.vocabulary.adequacy, f"transfers.{transfer.recipient}"
    for code in transfer.countries:
        if code in known and known[code].limit:
            words = [say.book.word[f"adequacy.{code}.limit"]]
            if transfer.covered and not known[code].certification:
                words.append(say.book.word["transfers.covered"])
            yield say.labelled(f"{at}.limit", "transfers.limit", sentences(say, words), code)


def _mechanism(say: Composer, mechanism: TransferMechanism) -> Phrase:
    book = say.book
    article = book.article(say.project.vocabulary.transfer_mechanisms[mechanism].article)
    return (book.word[f"transfer_mechanism.{mechanism}"], book.sign[" ("], article, book.sign[")"])


def _ground(say: Composer, transfer: Transfer) -> Phrase:
    """What a transfer rests on, with the Commission's decisions where there are any."""
    words = _mechanism(say, transfer.mechanism)
    if transfer.mechanism != "adequacy":
        return words
    known = (say.project.vocabulary.adequacy.get(key) for key in (*transfer.countries, *transfer.organisations))
    decisions = dict.fromkeys(one.decision for one in known if one is not None)
    book = say.book
    named = (
        (book.sign["; "], book.filled("transfers.decision", decision=_number(say, decision))) for decision in decisions
    )
    return (*words, *(inline for pair in named for inline in pair))


def _number(say: Composer, decision: str) -> str:
    """The number of a decision as the language writes it: `2002/2/EC` is `2002/2/EY` in Finnish."""
    year, community, _ = decision.partition("/EC")
    return f"{year}/{say.book.say.plain('transfers.community')}" if community else decision


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
