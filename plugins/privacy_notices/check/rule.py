"""What a rule is and what it sees: one notice with the portal around it, on a given day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

from privacy_notices.check.patterns import Corpus, Finder, patterns
from privacy_notices.check.sentences import is_denied, sentences
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Severity, parameters
from privacy_notices.load.yaml_file import Document, Path
from privacy_notices.model.context import NoticeContext
from privacy_notices.model.notice import Notice
from privacy_notices.model.rights import is_from_elsewhere
from privacy_notices.schema.forms import Controller, Form, NoticeFacts, Purpose
from privacy_notices.vocabulary.shipped import Vocabulary

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
    message: str = ""  # to go when every rule gives parameters
    hint: str = ""  # to go
    article: str = ""
    """The provision, where it is another than the rule's."""
    severity: Severity | None = None
    """Where it is milder than the rule's."""
    variant: str = ""
    """What is said, where the rule says several things: the words are found under `N103.<variant>`."""
    parameters: tuple[tuple[str, Parameter], ...] = ()


def finding(mark: Mark, variant: str = "", /, *, article: str = "", severity: Severity | None = None, **values: Parameter) -> Finding:  # fmt: skip
    """A fault at a place; `values` are what its words name in braces."""
    return Finding(mark, article=article, severity=severity, variant=variant, parameters=parameters(values))


class Text(NamedTuple):
    """One text that people wrote, with its place."""

    language: str
    path: Path
    """Where it stands in its file: `("rights", "access")`."""
    text: str
    document: Document

    @property
    def is_heading(self) -> bool:
        return self.path[-1] in ("title", "name") or self.path[0] in ("title", "site_name")

    @property
    def denies(self) -> bool:
        """Its first sentence says no to something."""
        first = next(sentences(self.text), None)
        return first is not None and is_denied(self.text[slice(*first)], self.language)

    def mark(self, match: re.Match[str] | None = None) -> Mark:
        """The place of the text, or of what was found in it.

        The file may fold, quote or indent the text, so the words found are looked up again in the source.
        """
        start = self.document.at(self.path)
        if match is None or not match[0].strip():
            return start
        words = re.compile(r"\s+".join(map(re.escape, match[0].split())))
        number = sum(1 for _ in words.finditer(match.string, 0, match.start()))
        lines = self.document.lines
        offset = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
        for position, found in enumerate(words.finditer(self.document.text, offset)):
            if position == number:
                line = self.document.text.count("\n", 0, found.start()) + 1
                return Mark(start.file, line, found.start() - self.document.text.rfind("\n", 0, found.start()))
        return start

    def affirmed(self, pattern: Finder) -> re.Match[str] | None:
        """The first match that stands in a sentence without a denial: not in "we use no cloud services"."""
        if pattern.search(self.text) is None:
            return None
        for start, end in sentences(self.text):
            match = pattern.search(self.text, start, end)
            if match and not is_denied(self.text[start:end], self.language):
                return match
        return None


@dataclass(frozen=True)
class Case:
    """One notice to be judged: the whole input of a rule."""

    context: NoticeContext
    notice: Notice
    today: datetime.date

    @property
    def facts(self) -> NoticeFacts:
        return self.notice.facts

    @property
    def vocabulary(self) -> Vocabulary:
        return self.context.vocabulary

    @cached_property
    def controllers(self) -> tuple[tuple[str, Controller], ...]:
        """The notice's controllers with their ids."""
        return tuple((key, self.context.controllers[key]) for key in self.facts.controllers)

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
    def texts(self) -> tuple[Text, ...]:
        """Every text of the notice in every language, in the order of the files."""
        return tuple(
            text
            for language, words in self.notice.words.items()
            for text in texts_of(words, language, self.notice.documents[language])
        )

    def texts_under(self, *keys: str) -> tuple[Text, ...]:
        """The texts under some keys at the top of a words file."""
        return tuple(text for key in keys for text in self._texts_by_key.get(key, ()))

    def texts_like(self, subject: str) -> Iterator[tuple[Text, Finder]]:
        """The texts in which a subject of `patterns.yml` may be found, with what finds it."""
        for language, corpus in self.corpora.items():
            if finder := patterns().get(subject, language):
                yield from ((text, finder) for text in patterns().texts_like(subject, corpus))

    @cached_property
    def _texts_by_key(self) -> Mapping[str, list[Text]]:
        found: dict[str, list[Text]] = {}
        for text in self.texts:
            found.setdefault(str(text.path[0]), []).append(text)
        return found

    @cached_property
    def corpora(self) -> Mapping[str, Corpus[Text]]:
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
        return self.facts.sources is None or any(source.id == "data-subject" for source in self.facts.sources)

    @property
    def is_from_elsewhere(self) -> bool:
        """Art. 14 applies."""
        return is_from_elsewhere(self.facts)

    @property
    def uses_consent(self) -> bool:
        """Something in the notice rests on consent, so that Art. 7(3) gives a right to withdraw it."""
        return (
            any(
                p.legal_basis == "consent" or p.special_category_condition == "explicit-consent"
                for p in self.facts.purposes.values()
            )
            or any(decision.basis == "explicit-consent" for decision in (self.facts.automated_decisions or {}).values())
            or any(transfer.mechanism == "derogation-consent" for transfer in self.facts.transfers or ())
        )

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


def corpora(texts: Iterable[Text]) -> Mapping[str, Corpus[Text]]:
    """The texts by language, in their order."""
    found: dict[str, list[Text]] = {}
    for text in texts:
        found.setdefault(text.language, []).append(text)
    return {language: Corpus(those, language) for language, those in found.items()}


@cache
def _names(form: type[Form]) -> tuple[str, ...]:
    return tuple(form.model_fields)


def texts_of(words: Form, language: str, document: Document) -> Iterator[Text]:
    """Every text of a words file. History (`changes`) and addresses (`slug`) are no statements about the processing."""

    def walk(value: object, path: Path) -> Iterator[Text]:
        if isinstance(value, str):
            # A purpose may be written as one text; then that is its place.
            yield Text(language, path if path in document.places else path[:-1], value, document)
        elif isinstance(value, Form):
            for name in _names(type(value)):
                yield from walk(getattr(value, name), (*path, name))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                yield from walk(item, (*path, key))

    for name in _names(type(words)):
        if name not in ("changes", "slug"):
            yield from walk(getattr(words, name), (name,))


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
    function: Callable[[Text], Iterator[Finding]]
    where: Callable[[Corpus[Text]], Iterable[Text]] = lambda corpus: corpus.texts
    """The texts of a language that can have the fault: a quick look at all of them together."""

    @property
    def name(self) -> str:
        """Reads after "ignore"."""
        return self.function.__name__.replace("_", "-")

    def findings(self, text: Text, cite: Callable[[str], str] = str) -> Iterator[Diagnostic]:
        """What the rule finds in a text; `cite` gives the provision as it concerns the text's notice."""
        for finding in self.function(text):
            yield _diagnostic(self, finding, cite(finding.article or self.article))


def _diagnostic(rule: Rule | TextRule, finding: Finding, article: str) -> Diagnostic:
    severity = rule.severity if finding.severity is None else finding.severity
    fault = f"{rule.code}.{finding.variant}" if finding.variant else rule.code
    return Diagnostic(finding.mark, fault, finding.message, severity, finding.hint, article, finding.parameters)


def texts_like(subject: str) -> Callable[[Corpus[Text]], Iterable[Text]]:
    """The texts that a subject of `patterns.yml` may be in."""
    return lambda corpus: patterns().texts_like(subject, corpus)
