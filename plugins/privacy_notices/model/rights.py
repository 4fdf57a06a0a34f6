"""Which rights a notice brings with it, computed purpose by purpose from the legal bases (facts: `rights.yml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from privacy_notices.load.places import Path
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from privacy_notices.vocabulary.shipped_vocabulary import Answer, Right, Vocabulary


@dataclass(frozen=True, slots=True)
class RightStatus:
    """One right in one notice."""

    id: str
    article: str
    yes: tuple[str, ...]
    """Purposes for which it exists."""
    on_condition: tuple[str, ...]
    """Purposes for which it exists when a condition is met."""
    no: tuple[str, ...]
    """Purposes for which it does not exist."""
    removed: tuple[str, ...] = ()
    """Purposes for which another act takes it away, whatever their legal basis."""
    changed: tuple[str, ...] = ()
    """Purposes for which another act changes it, whatever their legal basis."""

    @property
    def exists(self) -> bool:
        """Whether a reader has it at all, be it on a condition."""
        return bool(self.yes or self.on_condition)


class Consent(NamedTuple):
    """Consent that something in a notice rests on."""

    path: Path
    """Where notice.yml says so."""
    purposes: tuple[str, ...]
    """The purposes that it is given for."""


def consents_in(facts: NoticeFacts) -> Iterator[Consent]:
    """Every consent that Art. 7(3) gives a right to withdraw: the one definition of it.

    It is a legal basis (Art. 6(1)(a)), a condition for special categories of data (Art. 9(2)(a)), what an automated
    decision (Art. 22(2)(c)) or a transfer (Art. 49(1)(a)) rests on. A transfer is tied to no purpose, so it may be for
    any of them. Consent to take part in something is none of these (`consent_to_participate`).
    """
    every = tuple(facts.purposes)
    for key, purpose in facts.purposes.items():
        if purpose.legal_basis == "consent":
            yield Consent(("purposes", key, "legal_basis"), (key,))
        if purpose.special_category_condition == "explicit-consent":
            yield Consent(("purposes", key, "special_category_condition"), (key,))
    for key, decision in (facts.automated_decisions or {}).items():
        if decision.basis == "explicit-consent":
            yield Consent(("automated_decisions", key, "basis"), decision.purposes or every)
    for position, transfer in enumerate(facts.transfers or ()):
        if transfer.mechanism == "derogation-consent":
            yield Consent(("transfers", position, "mechanism"), every)


def rests_on_consent(facts: NoticeFacts, purpose: str) -> bool:
    """Whether consent is asked for a purpose, be it for a decision or a transfer that serves it."""
    return any(purpose in consent.purposes for consent in consents_in(facts))


def _answer(key: str, right: Right, name: str, purpose: Purpose, facts: NoticeFacts) -> Answer:
    if key == "objection-direct-marketing":
        return "yes" if purpose.direct_marketing else "no"
    if key == "automated-decisions":
        # Art. 22 speaks of decisions, not of bases: it matters where the notice has such decisions.
        decisions = (facts.automated_decisions or {}).values()
        return "yes" if any(not decision.purposes or name in decision.purposes for decision in decisions) else "no"
    if key == "withdraw-consent" and rests_on_consent(facts, name):
        return "yes"
    if purpose.legal_basis is None:
        return "if"
    return right.applies[purpose.legal_basis]


def rights_of(facts: NoticeFacts, vocabulary: Vocabulary) -> tuple[RightStatus, ...]:
    """The rights of the data subject in the order of the vocabulary (Art. 13(2)(b)-(d), 14(2)(c)-(e), 21(4)).

    Purposes served as a processor bring none: the rights are used towards their controller (Art. 28(3)(e)).
    """
    own = {name: purpose for name, purpose in facts.purposes.items() if purpose.role == "controller"}
    found = []
    for key, right in vocabulary.rights.items():
        if not right.notice_duty:
            continue
        effects = {effect: restricted_for(facts, key, effect) for effect in ("removed", "changed")}
        answers: Mapping[str, Answer] = {
            name: _answer(key, right, name, purpose, facts)
            for name, purpose in own.items()
            if not any(name in names for names in effects.values())
        }
        yes, on_condition, no = (
            tuple(name for name, answer in answers.items() if answer == wanted) for wanted in ("yes", "if", "no")
        )
        found.append(RightStatus(key, right.article, yes, on_condition, no, **effects))
    return tuple(found)


def restricted_for(facts: NoticeFacts, right: str, effect: str = "") -> tuple[str, ...]:
    """The purposes for which another act takes a right away or changes it; with `effect` those alone it has that on."""
    restriction = facts.restricted_rights.get(right)
    if restriction is None or effect not in ("", restriction.effect):
        return ()
    named = restriction.purposes or tuple(facts.purposes)
    return tuple(key for key in named if facts.purposes[key].role == "controller")


def may_object(facts: NoticeFacts) -> tuple[str, ...]:
    """Purposes to which Art. 21(1) gives a right to object; Art. 21(4) asks to present it apart from the rest.

    Where another act takes the right away or changes it, that is told in its place.
    """
    restricted = restricted_for(facts, "objection")
    return tuple(
        key
        for key, purpose in facts.purposes.items()
        if purpose.legal_basis in ("public-task", "legitimate-interests")
        and purpose.role == "controller"
        and key not in restricted
    )


def direct_marketing(facts: NoticeFacts) -> tuple[str, ...]:
    """Purposes that are direct marketing, which may be refused at any time (Art. 21(2)-(3))."""
    restricted = restricted_for(facts, "objection-direct-marketing")
    return tuple(
        key
        for key, purpose in facts.purposes.items()
        if purpose.direct_marketing and purpose.role == "controller" and key not in restricted
    )


def is_from_person(source: str, vocabulary: Vocabulary) -> bool:
    """Whether a source is the person: who gives the data, or who is observed (CJEU C-422/24, WP260 paragraph 26)."""
    word = vocabulary.words["sources"].get(source)
    return source == "data-subject" or (word is not None and word.observed)


def is_observed(facts: NoticeFacts, purpose: str, vocabulary: Vocabulary) -> bool:
    """Whether data of a purpose arise from the observation of the person, as far as the sources tell it."""
    data = facts.purposes[purpose].data
    for source in facts.sources or ():
        word = vocabulary.words["sources"].get(source.id)
        if (
            word is not None
            and word.observed
            and (not source.data or not data or not set(source.data).isdisjoint(data))
        ):
            return True
    return False


def is_from_elsewhere(facts: NoticeFacts, vocabulary: Vocabulary) -> bool:
    """Whether some data do not come from the person, so that Art. 14 applies as well."""
    return any(not is_from_person(source.id, vocabulary) for source in facts.sources or ())
