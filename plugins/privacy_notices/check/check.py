"""A portal held against the law: findings. No input or output, no clock.

Earlier versions of a notice are not checked: they show what was published, not what should have been.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from privacy_notices.check.editions import EDITIONS
from privacy_notices.check.patterns import Corpus
from privacy_notices.check.rule import Case, Rule, Text, TextRule, corpora, texts_of
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.model.notice import Notice, Project
from privacy_notices.schema.forms import nearest


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that the author of a notice answers for."""

    diagnostic: Diagnostic
    reason: str
    notice: str
    """Id of the notice."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks found, in reading order."""

    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Silenced, ...] = ()


def edition_of(project: Project) -> tuple[Rule | TextRule, ...]:
    """The rules that the portal is checked by; none when it names an edition that does not exist."""
    return EDITIONS.get(project.portal.rules, ())


def check_notice(project: Project, notice: Notice, today: datetime.date) -> Checked:
    """What the rules find in one notice, and in the facts of the portal that it uses."""
    if project.portal.rules not in EDITIONS:
        return Checked(())
    diagnostics: set[Diagnostic] = set()
    silenced: list[Silenced] = []
    for diagnostic in findings(project, notice, today):
        reason = notice.facts.ignore.get(diagnostic.code)
        if reason is None:
            diagnostics.add(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, reason, notice.id))
    diagnostics.update(_ignored_in_vain(project, notice, {item.diagnostic.code for item in silenced}))
    return Checked(tuple(sorted(diagnostics)), tuple(sorted(silenced, key=lambda item: item.diagnostic)))


def findings(project: Project, notice: Notice, today: datetime.date) -> Iterator[Diagnostic]:
    """What the rules find in one notice, those findings included that its author answers for."""
    case = Case(project, notice, today)
    rules = edition_of(project)
    for rule in rules:
        if isinstance(rule, Rule):
            yield from rule.findings(case)
    yield from _in_texts(rules, case.corpora, case.cite)


def _in_texts(
    rules: Iterable[Rule | TextRule], by_language: Mapping[str, Corpus[Text]], cite: Callable[[str], str] = str
) -> Iterator[Diagnostic]:
    for rule in rules:
        if isinstance(rule, TextRule):
            for corpus in by_language.values():
                for text in rule.where(corpus):
                    yield from rule.findings(text, cite)


def check_portal(project: Project) -> Iterator[Diagnostic]:
    """What the rules find in the texts that the notices share, or that there are no such rules."""
    if project.portal.rules not in EDITIONS:
        yield _unknown_edition(project)
    for language, words in project.words.items():
        texts = texts_of(words, language, project.documents[language])
        yield from _in_texts(edition_of(project), corpora(texts))


def _unknown_edition(project: Project) -> Diagnostic:
    name = project.portal.rules
    near = nearest(name, EDITIONS)
    known = ", ".join(f"`{edition}`" for edition in EDITIONS)
    hint = f"use one of: {known}; a newer version of the program may know more"
    return Diagnostic(
        project.documents["portal"].at(("rules",)), "S130", f"`{name}` is not an edition of the checks, so nothing was checked",
        Severity.ERROR, f"did you mean `{near}`? {hint[0].upper()}{hint[1:]}" if near else hint,
    )  # fmt: skip


def _ignored_in_vain(project: Project, notice: Notice, silenced: set[str]) -> Iterator[Diagnostic]:
    """Entries of `ignore` that silence nothing. Codes of other stages (T, P) are theirs to judge."""
    codes = {rule.code for rule in edition_of(project)}
    for code in notice.facts.ignore:
        if code.startswith("N") and code not in silenced:
            known = (
                f"`{code}` finds nothing in this notice"
                if code in codes
                else f"`{code}` is not a check of this edition"
            )
            yield Diagnostic(
                notice.at(("ignore", code), key=True),
                "N901",
                f"{known}, so there is nothing to ignore",
                Severity.INFO,
                "remove the line",
            )
