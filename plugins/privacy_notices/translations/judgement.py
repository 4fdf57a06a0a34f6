"""What a portal makes of where its translations stand: findings, as severe as its policy has them. No input or output."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.table import found
from privacy_notices.model.context import Contexts, NoticeContext
from privacy_notices.model.notice import Project
from privacy_notices.schema.portal_form import TranslationPolicy
from privacy_notices.translations.consistency import inconsistencies
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.memory import Memory, State
from privacy_notices.translations.standing import Row, rows_in
from privacy_notices.translations.texts import PORTAL, Bundle, KeyedText

LANGUAGE_ACT: Final = "Language Act (423/2003), section 32"
"""Bilingual authorities inform in Finnish and in Swedish."""
_OFFICIAL: Final = ("fi", "sv")

_ORPHANS_OF_FACTS: Final = frozenset(
    {
        "purposes",
        "legitimate_interests",
        "retention_criteria",
        "automated_decisions",
        "profiling",
        "ai_systems",
        "transfers",
        "withdrawal",
        "restricted_rights",
    }
)
"""Fields whose orphans are told as `S202`: the fact itself is gone."""


def judge_bundle(
    context: NoticeContext, bundle: Bundle, memories: Memories, today: datetime.date
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a bundle, and what is missing, outdated, unconfirmed, orphaned or inconsistent in it.

    The diagnostics are as severe as the portal's policy makes them. They depend on nothing but the bundle, its own
    memories and the context of its notice; for the portal's own words that is the whole.
    """
    seen, told = _standing(context, bundle, memories, today)
    for language in bundle.targets:
        told += inconsistencies(bundle, language, context.terms)
    return tuple(seen), tuple(sorted(told))


def refused(
    project: Project, everything: Iterable[Bundle], memories: Memories, today: datetime.date
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a whole portal, and the errors among its diagnostics. `everything`: its bundles.

    The texts are not read for that: comparing them gives warnings and nothing else.
    """
    told = list(languages_of_authorities(project))
    contexts = Contexts(project)
    seen: list[Row] = []
    for bundle in everything:
        context = contexts.whole if bundle.notice is None else contexts.of(bundle.notice)
        standing, judged = _standing(context, bundle, memories, today)
        seen += standing
        told += judged
    return tuple(seen), tuple(sorted(item for item in told if item.severity is Severity.ERROR))


def refuses(policy: TranslationPolicy, state: State, today: datetime.date) -> bool:
    """Whether a portal with this policy is not published while a text is in this state."""
    is_strict = policy.strict_from is not None and policy.strict_from <= today
    if state is State.MISSING:
        return is_strict or policy.missing == "refuse"
    return state is State.OUTDATED and (is_strict or policy.outdated == "refuse")


def languages_of_authorities(project: Project) -> Iterator[Diagnostic]:
    """A bilingual authority whose portal does not have both languages at all."""
    lacking = [language for language in _OFFICIAL if language not in project.portal.languages]
    mark = project.documents["portal"].at(("languages",))
    for key, controller in project.portal.controllers.items():
        if not controller.bilingual:
            continue
        match lacking:
            case [language]:
                yield found(mark, "T106.one", controller=key, language=language)
            case [first, second]:
                yield found(mark, "T106.both", controller=key, first=first, second=second)


def _standing(
    context: NoticeContext, bundle: Bundle, memories: Memories, today: datetime.date
) -> tuple[list[Row], list[Diagnostic]]:
    told: list[Diagnostic] = []
    seen: list[Row] = []
    for language in bundle.targets:
        memory = memories.get((bundle.id, language), Memory())
        standing = tuple(rows_in(bundle, language, memory))
        seen += standing
        if language not in bundle.documents or bundle.is_readable(language):
            # What is wrong with a file that cannot be read is told already.
            told += _Judge.of(context, bundle, language, today).findings(standing, memory)
    return seen, told


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges the texts of a bundle in one language."""

    bundle: Bundle
    language: str
    missing: Severity
    """How bad it is that a text is missing."""
    outdated: Severity
    """How bad it is that a text is outdated."""
    article: str
    """The provision that asks for the language; empty when none does."""

    @classmethod
    def of(cls, context: NoticeContext, bundle: Bundle, language: str, today: datetime.date) -> _Judge:
        """Who judges by the policy of the portal; a draft is only told how it stands."""
        policy = context.translations.get(language, TranslationPolicy())
        is_due = language in _OFFICIAL and _is_bilingual(context)
        missing, outdated = Severity.INFO, Severity.WARNING
        if bundle.notice is not None and not bundle.notice.is_published:
            outdated = Severity.INFO
        else:
            missing = Severity.ERROR if is_due or refuses(policy, State.MISSING, today) else missing
            outdated = Severity.ERROR if refuses(policy, State.OUTDATED, today) else outdated
        return cls(bundle, language, missing, outdated, LANGUAGE_ACT if is_due else "")

    def findings(self, standing: Iterable[Row], memory: Memory) -> Iterator[Diagnostic]:
        """What there is to say of the texts; `standing`: their rows, `memory`: what is remembered of them."""
        if self.language not in self.bundle.documents:
            yield from self._not_begun()
            return
        for row in standing:
            yield from self._row(row, memory)
        if not memory.records:
            command = self._accept()
            mark = self.bundle.mark(self.language)
            yield found(mark, "T103.file", language=self.language, notice=self.bundle.id, command=command)

    def _row(self, row: Row, memory: Memory) -> Iterator[Diagnostic]:
        source, target = row.source, row.target
        match row.state:
            case State.MISSING if source is not None:
                yield self._missing(row.key, source)
            case State.OUTDATED if target is not None:
                yield self._outdated(row, target.mark)
            case State.UNCONFIRMED if target is not None and (row.translated_from or memory.records):
                yield found(target.mark, "T103.text", key=row.key, command=self._accept(row.key))
            case State.ORPHANED if target is not None and str(target.path[0]) not in _ORPHANS_OF_FACTS:
                mark = target.document.at(target.path, key=True)
                yield found(mark, "T104", key=row.key, language=self.bundle.source_language)

    def _not_begun(self) -> Iterator[Diagnostic]:
        """There is no file of the language. A portal's own words are few, and only a policy asks for them."""
        mark, file = self.bundle.mark(self.language), _name(self.bundle.file(self.bundle.source_language))
        severity, article, language = self.missing, self.article, self.language
        if self.bundle.id != PORTAL:
            yield found(
                mark,
                "T101.notice",
                severity=severity,
                article=article,
                notice=self.bundle.id,
                language=language,
                file=file,
                target=f"{language}.yml",
            )
        elif severity is Severity.ERROR:
            target = f"portal.{language}.yml"
            yield found(
                mark, "T101.portal", severity=severity, article=article, language=language, file=file, target=target
            )

    def _missing(self, key: str, source: KeyedText) -> Diagnostic:
        mark = self.bundle.mark(self.language, source.path)
        *above, name = map(str, source.path)
        values = {"key": key, "name": name, "file": _name(self.bundle.file(self.language))}
        if above:
            values["above"] = ".".join(above)
        fault = "T101.nested" if above else "T101.text"
        return found(mark, fault, severity=self.missing, article=self.article, **values)

    def _outdated(self, row: Row, mark: Mark) -> Diagnostic:
        command = self._accept(row.key)
        if row.source_changed is None:
            return found(mark, "T102.undated", severity=self.outdated, key=row.key, command=command)
        day = row.source_changed
        return found(mark, "T102.since", severity=self.outdated, key=row.key, date=day, command=command)

    def _accept(self, *keys: str) -> str:
        """The command by which somebody says that texts are right as they are; without keys, all of them."""
        return " ".join(("privacy-notices translations accept", self.bundle.id, self.language, *keys))


def _is_bilingual(context: NoticeContext) -> bool:
    return any(controller.bilingual for controller in context.controllers.values())


def _name(file: str) -> str:
    return file.rpartition("/")[2]
