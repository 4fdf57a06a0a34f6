"""What a rule is and what it sees: one notice with the portal around it, on a given day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from privacy_notices.check.patterns import Corpus, Finder, patterns
from privacy_notices.check.wording import judged
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Severity, parameters
from privacy_notices.model.context import NoticeContext
from privacy_notices.model.notice import Notice
from privacy_notices.model.rights import consents_in, is_from_elsewhere, is_from_person
from privacy_notices.model.statements import Statement
from privacy_notices.model.supervision import authorities_for
from privacy_notices.schema.flow_forms import Source
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from privacy_notices.schema.portal_form import Controller
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary

SUCCESSORS: Final[Mapping[str, str]] = {
    "13(1)(a)": "14(1)(a)",
    "13(1)(b)": "14(1)(b)",
    "13(1)(c)": "14(1)(c)",
    "13(1)(d)": "14(2)(b)",
    "13(1)(e)": "14(1)(e)",
    "13(1)(f)": "14(1)(f)",
    "13(2)(a)": "14(2)(a)",
    "13(2)(b)": "14(2)(c)",
    "13(2)(c)": "14(2)(d)",
    "13(2)(d)": "14(2)(e)",
    "13(2)(f)": "14(2)(g)",
    "13(3)": "14(4)",
}
"""Where Art. 14 asks for what Art. 13 asks for. 13(2)(e) has no counterpart, 14(1)(d) and 14(2)(f) no model."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that a rule found. `finding` makes one."""

    mark: Mark
    article: str = ""
    """The provision, where it is another than the rule's."""
    severity: Severity | None = None
    """Where it is milder than the rule's."""
    variant: str = ""
    """What is said, where the rule says several things: the words are found under `N103.<variant>`."""
    parameters: tuple[tuple[str, Parameter], ...] = ()
    """What the words name, by name."""


def finding(
    mark: Mark, variant: str = "", /, *, article: str = "", severity: Severity | None = None, **values: Parameter
) -> Finding:
    """A fault at a place; `values` are what its words name in braces."""
    return Finding(mark, article, severity, variant, parameters(values))


@dataclass(frozen=True)
class Case:
    """One notice to be judged: the whole input of a rule."""

    context: NoticeContext
    notice: Notice
    today: datetime.date

    @property
    def facts(self) -> NoticeFacts:
        """What notice.yml says."""
        return self.notice.facts

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that ship and those of the portal."""
        return self.context.vocabulary

    @cached_property
    def controllers(self) -> tuple[tuple[str, Controller], ...]:
        """The notice's controllers with their ids."""
        return tuple((key, self.context.controllers[key]) for key in self.facts.controllers)

    @cached_property
    def authorities(self) -> Mapping[str, tuple[str, ...]]:
        """The supervisory authorities, each with the controllers that it is named for."""
        return authorities_for(self.facts, self.context.controllers, self.context.authority, self.vocabulary)

    @cached_property
    def purposes(self) -> tuple[tuple[str, Purpose], ...]:
        """The purposes for which the organisation is the controller; a processor owes nobody a notice (Art. 28)."""
        return tuple((key, purpose) for key, purpose in self.facts.purposes.items() if purpose.role == "controller")

    @property
    def new_purposes(self) -> tuple[str, ...]:
        """Purposes that the last published version did not have; none when there is no earlier version."""
        if not self.notice.versions:
            return ()
        before = self.notice.versions[0].facts.purposes
        return tuple(key for key, _ in self.purposes if key not in before)

    @cached_property
    def texts(self) -> tuple[Statement, ...]:
        """Every text of the notice in every language, in the order of the files."""
        return tuple(
            text
            for language, words in self.notice.words.items()
            for text in judged(words, language, self.notice.documents[language])
        )

    def texts_under(self, *keys: str) -> tuple[Statement, ...]:
        """The texts under some keys at the top of a words file."""
        return tuple(text for key in keys for text in self._texts_by_key.get(key, ()))

    def texts_like(self, subject: str) -> Iterator[tuple[Statement, Finder]]:
        """The texts in which a subject of `patterns.yml` may be found, with what finds it."""
        for language, corpus in self.corpora.items():
            if finder := patterns().get(subject, language):
                yield from ((text, finder) for text in patterns().texts_like(subject, corpus))

    @cached_property
    def _texts_by_key(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for text in self.texts:
            found.setdefault(str(text.path[0]), []).append(text)
        return found

    @cached_property
    def corpora(self) -> Mapping[str, Corpus[Statement]]:
        """All texts by language, for a quick look before each is read."""
        return corpora(self.texts)

    def at(self, *path: str | int) -> Mark:
        """The place of a fact: of its key, because readers look for the name."""
        return self.notice.at(path, key=True)

    def value_at(self, *path: str | int) -> Mark:
        """The place of a fact's value."""
        return self.notice.at(path)

    def in_portal(self, *path: str | int) -> Mark:
        """The place of a fact that notices share."""
        return self.context.at(path, key=True)

    @property
    def is_from_person(self) -> bool:
        """Art. 13 applies: some data come from the person, or nothing is said about where they come from."""
        return self.facts.sources is None or any(map(self.is_of_person, self.facts.sources))

    @property
    def is_from_elsewhere(self) -> bool:
        """Art. 14 applies."""
        return is_from_elsewhere(self.facts, self.vocabulary)

    def is_of_person(self, source: Source) -> bool:
        """What comes from the source is collected from the person: given, or observed (Art. 13)."""
        return is_from_person(source.id, self.vocabulary)

    def sources_of(self, purpose: Purpose) -> tuple[Source, ...]:
        """The sources that the data of a purpose can come from: all but those that name data and none of its own."""
        found, own = self.facts.sources, purpose.data
        whole = () if found is None else found
        return tuple(one for one in whole if not (one.data and own) or not set(one.data).isdisjoint(own))

    def is_asked_for(self, purpose: Purpose) -> bool:
        """Some data of the purpose are given by the person, or nothing is said about where they come from."""
        return self.facts.sources is None or any(source.id == "data-subject" for source in self.sources_of(purpose))

    @property
    def outside_eea(self) -> tuple[tuple[str, Controller], ...]:
        """The controllers that are in a country outside the European Economic Area, with their ids."""
        return tuple((key, one) for key, one in self.controllers if one.country not in self.vocabulary.eea)

    @property
    def uses_consent(self) -> bool:
        """Something in the notice rests on consent, so that Art. 7(3) gives a right to withdraw it."""
        return any(consents_in(self.facts))

    def cite(self, article: str) -> str:
        """The provision as it concerns this notice: Art. 13, Art. 14 where the data come from elsewhere, or both."""
        if not (self.is_from_elsewhere or self.facts.sources is None):
            return article

        def successor(match: re.Match[str]) -> str:
            other = SUCCESSORS.get(match[0])
            if other is None:
                return match[0]
            return f"{match[0]} and {other}" if self.is_from_person else other

        return re.sub(r"\b13\(\d\)(?:\([a-f]\))?", successor, article)


def corpora(texts: Iterable[Statement]) -> Mapping[str, Corpus[Statement]]:
    """The texts by language, in their order."""
    found: dict[str, list[Statement]] = {}
    for text in texts:
        found.setdefault(text.language, []).append(text)
    return {language: Corpus(those, language) for language, those in found.items()}


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault that a notice can have, judged on the whole notice."""

    code: str
    severity: Severity
    article: str
    """The provision it rests on, by the numbers of Art. 13; empty when none asks for it."""
    function: Callable[[Case], Iterator[Finding]]

    @property
    def name(self) -> str:
        """Reads after "ignore"."""
        return self.function.__name__.replace("_", "-")

    def findings(self, case: Case) -> Iterator[Diagnostic]:
        """What the rule finds in a notice."""
        for finding in self.function(case):
            yield _diagnostic(self, finding, case.cite(finding.article or self.article))


@dataclass(frozen=True, slots=True)
class TextRule:
    """A fault that a single text can have; it is looked for in the portal's own texts too."""

    code: str
    severity: Severity
    article: str
    function: Callable[[Statement], Iterator[Finding]]
    where: Callable[[Corpus[Statement]], Iterable[Statement]] = lambda corpus: corpus.texts
    """The texts of a language that can have the fault: a quick look at all of them together."""
    right_in: Callable[[], frozenset[str]] = frozenset
    """Countries whose controllers write so rightly."""

    @property
    def name(self) -> str:
        """Reads after "ignore"."""
        return self.function.__name__.replace("_", "-")

    def findings(self, text: Statement, cite: Callable[[str], str] = str) -> Iterator[Diagnostic]:
        """What the rule finds in a text; `cite` gives the provision as it concerns the text's notice."""
        for finding in self.function(text):
            yield _diagnostic(self, finding, cite(finding.article or self.article))


def _diagnostic(rule: Rule | TextRule, finding: Finding, article: str) -> Diagnostic:
    severity = rule.severity if finding.severity is None else finding.severity
    fault = f"{rule.code}.{finding.variant}" if finding.variant else rule.code
    return Diagnostic(finding.mark, fault, severity=severity, article=article, parameters=finding.parameters)


def texts_like(subject: str) -> Callable[[Corpus[Statement]], Iterable[Statement]]:
    """The texts that a subject of `patterns.yml` may be in."""
    return lambda corpus: patterns().texts_like(subject, corpus)
