"""What the data are used for and why that is allowed, which data, whether they must be given, how long they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from privacy_notices.document import recipients
from privacy_notices.document.blocks import (
    Block,
    FactTable,
    LabelledFact,
    ListEntry,
    Listing,
    Prose,
    PurposeCard,
    Purposes,
    Sentence,
)
from privacy_notices.document.composer import SHORT_OF, Composer, Deciding
from privacy_notices.document.notice_document import Section
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.markdown.tree import to_plain
from privacy_notices.model.controllership import deciding_for, joint_for
from privacy_notices.model.rights import is_observed
from privacy_notices.schema.statute_form import StatuteRef


def purposes(say: Composer) -> Section:
    """Each purpose with its legal basis (Art. 13(1)(c)-(d))."""
    word = say.book.word
    cites = any(one.legal_basis or one.special_category_condition for one in say.facts.purposes.values())
    law: tuple[Block, ...] = (Sentence("purposes.law", (word["purpose.law"],)),) if cites else ()
    cards = tuple(_card(say, key) for key in say.facts.purposes)
    return Section("purposes", word["section.purposes"], (*law, Purposes(cards)))


def _card(say: Composer, key: str) -> PurposeCard:
    text, name = say.prose("purposes", key, "text"), say.name(key)
    assert text is not None, "a notice without the text of a purpose is not read"
    has_name = say.wording("purposes", key, "name") is not None
    says_more = len(to_plain(text.wording.text)) > len(" ".join(name.text.split())) + 1
    is_told = not has_name and not says_more
    return PurposeCard(f"purposes.{key}", key, name, text, is_told, tuple(_facts_of(say, key)), key)


def _facts_of(say: Composer, key: str) -> Iterator[LabelledFact]:
    purpose, book, at = say.facts.purposes[key], say.book, f"purposes.{key}"
    if purpose.data_subjects:
        groups = book.list_of_words("data_subjects", purpose.data_subjects)
        yield say.labelled(f"{at}.data_subjects", "purpose.data-subjects", (groups,), purpose.data_subjects)
    if purpose.role == "processor":
        yield say.labelled(f"{at}.role", "purpose.role", (book.word["purpose.role.processor"],), purpose.role)
    if purpose.controllers and say.deciding == "several":
        deciding = deciding_for(say.facts, key)
        how: Deciding = "joint" if joint_for(say.facts, key) == deciding else "several"
        names = book.listed(map(book.controller_name, deciding))
        called = SHORT_OF["one" if len(deciding) == 1 else how]
        yield say.labelled(f"{at}.controllers", called, (names,), deciding)
    if basis := purpose.legal_basis:
        article = book.article(say.project.vocabulary.legal_bases[basis].article)
        words = (book.word[f"legal_basis.{basis}"], book.sign[" ("], article, book.sign["). "])
        sentence = book.word[f"legal_basis.{basis}.sentence"]
        yield say.labelled(f"{at}.legal_basis", "purpose.legal-basis", (*words, sentence), basis)
    if interest := say.prose("legitimate_interests", key):
        label = (book.word["purpose.legitimate-interest"],)
        yield LabelledFact(f"{at}.legitimate_interest", label, blocks=(interest,))
    if withdrawal := say.prose("withdrawal", key):
        yield LabelledFact(f"{at}.withdrawal", (book.word["purpose.withdrawal"],), blocks=(withdrawal,))
    yield from _acts(say, f"{at}.statutes", "purpose.statutes", purpose.statutes)
    yield from _further_grounds(say, key)


def _further_grounds(say: Composer, key: str) -> Iterator[LabelledFact]:
    """What is said beside the legal basis: on special categories of data, on crimes, on marketing, on taking part."""
    purpose, book, at = say.facts.purposes[key], say.book, f"purposes.{key}"
    if condition := purpose.special_category_condition:
        article = book.article(say.project.vocabulary.special_conditions[condition].article)
        phrase = (book.word[f"special_condition.{condition}"], book.sign[" ("], article, book.sign[")"])
        yield say.labelled(f"{at}.special_category_condition", "purpose.special-condition", phrase, condition)
    acts_on_special = purpose.special_category_statutes
    yield from _acts(say, f"{at}.special_category_statutes", "purpose.special-category-statutes", acts_on_special)
    acts_on_crimes = purpose.criminal_data_statutes
    yield from _acts(say, f"{at}.criminal_data_statutes", "purpose.criminal-data-statutes", acts_on_crimes)
    if purpose.consent_to_participate:
        words = (book.word["purpose.consent-to-participate.yes"],)
        yield say.labelled(f"{at}.consent_to_participate", "purpose.consent-to-participate", words, True)
    if purpose.recipients:
        who = recipients.listed(book, purpose.recipients)
        yield say.labelled(f"{at}.recipients", "purpose.recipients", (who,), purpose.recipients)
    if purpose.direct_marketing:
        answer = (book.word["purpose.direct-marketing.yes"],)
        yield say.labelled(f"{at}.direct_marketing", "purpose.direct-marketing", answer, True)


def _acts(say: Composer, key: str, label: str, acts: Sequence[StatuteRef]) -> Iterator[LabelledFact]:
    if acts:
        yield say.labelled(key, label, (say.book.statutes(acts),), facts_of_acts(acts))


def data(say: Composer) -> Section | None:
    """Categories of personal data (Art. 14(1)(d)), those of Art. 9(1) once more."""
    blocks: list[Block] = []
    used = {key: purpose.data for key, purpose in say.facts.purposes.items() if purpose.data}
    if len(used) == 1:
        ((key, items),) = used.items()
        entries = (ListEntry(f"data.{item}", (say.book.word[f"data.{item}"],), fact=item) for item in items)
        blocks.append(Listing(f"purposes.{key}.data", tuple(entries), items))
    elif used:
        entries_of = (
            LabelledFact(f"purposes.{key}.data", (say.name(key),), items, (say.book.list_of_words("data", items),))
            for key, items in used.items()
        )
        blocks.append(FactTable(tuple(entries_of)))
    known = say.project.vocabulary.words["data"]
    special = tuple(dict.fromkeys(item for items in used.values() for item in items if known[item].special))
    if special:
        word, sign = say.book.word["data.special"], say.book.sign
        phrase = (word, sign[" "], say.book.list_of_words("data", special), sign["."])
        blocks.append(Sentence("data.special", phrase, special))
    blocks += say.proses("texts", "data")
    return Section("data", say.book.word["section.data"], tuple(blocks)) if blocks else None


def provision(say: Composer) -> Section | None:
    """Whether the data must be given (Art. 13(2)(e))."""
    asked = {key: purpose.provision for key, purpose in say.facts.purposes.items() if purpose.provision}
    blocks: list[Block] = []
    if asked:
        entries = (
            LabelledFact(f"purposes.{key}.provision", (say.name(key),), answer, (say.book.word[_provided(say, key)],))
            for key, answer in asked.items()
        )
        blocks.append(FactTable(tuple(entries)))
    blocks += say.proses("texts", "provision")
    return Section("provision", say.book.word["section.provision"], tuple(blocks)) if blocks else None


def _provided(say: Composer, key: str) -> str:
    """The words for the answer; that data arise by themselves is said of those that something observes."""
    answer = say.facts.purposes[key].provision
    arises = answer != "not-asked" or is_observed(say.facts, key, say.project.vocabulary)
    return f"provision.{answer}" if arises else "provision.not-asked.elsewhere"


def retention(say: Composer) -> Section | None:
    """How long the data are kept (Art. 13(2)(a))."""
    kept = [key for key, purpose in say.facts.purposes.items() if purpose.retention]
    more: tuple[Prose, ...] = say.proses("texts", "retention")
    if not kept and not more:
        return None
    entries = []
    for key in kept:
        terms = say.retentions(key)
        facts = tuple(term.fact for term in terms.terms)
        entries.append(LabelledFact(f"purposes.{key}.retention", (say.name(key),), facts, blocks=(terms,)))
    return Section("retention", say.book.word["section.retention"], (FactTable(tuple(entries)), *more))
