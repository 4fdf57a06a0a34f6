"""A portal held against the law: findings. No input or output, no clock.

Earlier versions of a notice are not checked: they show what was published, not what should have been.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from privacy_notices.check.editions import EDITIONS, edition_of
from privacy_notices.check.patterns import Corpus
from privacy_notices.check.rule import Case, Rule, TextRule, corpora
from privacy_notices.check.wording import judged
from privacy_notices.faults.diagnostic import Diagnostic, listed
from privacy_notices.faults.table import found
from privacy_notices.model.context import NoticeContext
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.statements import Statement
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.portal_form import Controller


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


def check_notice(context: NoticeContext, notice: Notice, today: datetime.date) -> Checked:
    """What the rules find in one notice, and in the facts of the portal that it uses."""
    if context.rules not in EDITIONS:
        return Checked(())
    diagnostics: set[Diagnostic] = set()
    silenced: list[Silenced] = []
    for diagnostic in findings_in(context, notice, today):
        reason = notice.facts.ignore.get(diagnostic.code)
        if reason is None:
            diagnostics.add(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, reason, notice.id))
    diagnostics.update(_ignored_in_vain(context, notice, {item.diagnostic.code for item in silenced}))
    return Checked(tuple(sorted(diagnostics)), tuple(sorted(silenced, key=lambda item: item.diagnostic)))


def findings_in(context: NoticeContext, notice: Notice, today: datetime.date) -> Iterator[Diagnostic]:
    """What the rules find in one notice, whether or not its author ignores it, in the order of the rules."""
    case = Case(context, notice, today)
    rules = edition_of(context.rules)
    for rule in rules:
        if isinstance(rule, Rule):
            yield from rule.findings(case)
    yield from _in_texts(rules, case.corpora, context.controllers.values(), case.cite)


def _in_texts(
    rules: Iterable[Rule | TextRule],
    by_language: Mapping[str, Corpus[Statement]],
    controllers: Iterable[Controller],
    cite: Callable[[str], str] = str,
) -> Iterator[Diagnostic]:
    """`controllers`: whose texts these are."""
    countries = {controller.country for controller in controllers}
    for rule in rules:
        if isinstance(rule, TextRule) and countries.isdisjoint(rule.right_in()):
            for corpus in by_language.values():
                for text in rule.where(corpus):
                    yield from rule.findings(text, cite)


def check_portal(project: Project) -> Iterator[Diagnostic]:
    """What the rules find in the texts that the notices share, or that there are no such rules."""
    if project.portal.rules not in EDITIONS:
        yield _unknown_edition(project)
    for language, words in project.words.items():
        texts = judged(words, language, project.documents[language])
        yield from _in_texts(edition_of(project.portal.rules), corpora(texts), project.portal.controllers.values())


def _unknown_edition(project: Project) -> Diagnostic:
    name = project.portal.rules
    return found(
        project.documents["portal"].at(("rules",)),
        "S130",
        edition=name,
        known=listed(EDITIONS),
        nearest=nearest(name, EDITIONS) or "",
    )


def _ignored_in_vain(context: NoticeContext, notice: Notice, silenced: set[str]) -> Iterator[Diagnostic]:
    """Entries of `ignore` that silence nothing. Codes of other stages (T, P) are theirs to judge."""
    codes = {rule.code for rule in edition_of(context.rules)}
    for code in notice.facts.ignore:
        if code.startswith("N") and code not in silenced:
            fault = "N901.finds-nothing" if code in codes else "N901.unknown"
            yield found(notice.at(("ignore", code), key=True), fault, code=code)
