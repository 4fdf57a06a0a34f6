"""Which rights a notice brings with it, computed purpose by purpose from the legal bases (facts: `rights.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    @property
    def exists(self) -> bool:
        """Whether a reader has it at all, be it on a condition."""
        return bool(self.yes or self.on_condition)


def _answer(key: str, right: Right, name: str, purpose: Purpose, facts: NoticeFacts) -> Answer:
    if key == "objection-direct-marketing":
        return "yes" if purpose.direct_marketing else "no"
    if key == "automated-decisions":
        # Art. 22 speaks of decisions, not of bases: it matters where the notice has such decisions.
        decisions = (facts.automated_decisions or {}).values()
        return "yes" if any(not decision.purposes or name in decision.purposes for decision in decisions) else "no"
    if key == "withdraw-consent" and purpose.special_category_condition == "explicit-consent":
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
        answers: Mapping[str, Answer] = {
            name: _answer(key, right, name, purpose, facts) for name, purpose in own.items()
        }
        found.append(
            RightStatus(
                key,
                right.article,
                *(
                    tuple(name for name, answer in answers.items() if answer == wanted)
                    for wanted in ("yes", "if", "no")
                ),
            )
        )
    return tuple(found)


def may_object(facts: NoticeFacts) -> tuple[str, ...]:
    """Purposes to which Art. 21(1) gives a right to object; Art. 21(4) asks to present it apart from the rest."""
    return tuple(
        key
        for key, purpose in facts.purposes.items()
        if purpose.legal_basis in ("public-task", "legitimate-interests") and purpose.role == "controller"
    )


def direct_marketing(facts: NoticeFacts) -> tuple[str, ...]:
    """Purposes that are direct marketing, which may be refused at any time (Art. 21(2)-(3))."""
    return tuple(
        key for key, purpose in facts.purposes.items() if purpose.direct_marketing and purpose.role == "controller"
    )


def is_from_person(source: str, vocabulary: Vocabulary) -> bool:
    """Whether a source is the person: who gives the data, or who is observed (CJEU C-422/24, WP260 paragraph 26)."""
    word = vocabulary.words["sources"].get(source)
    return source == "data-subject" or (word is not None and word.observed)


def is_from_elsewhere(facts: NoticeFacts, vocabulary: Vocabulary) -> bool:
    """Whether some data do not come from the person, so that Art. 14 applies as well."""
    return any(not is_from_person(source.id, vocabulary) for source in facts.sources or ())
