"""Where a portal's translations stand: a row for each text, counts, and the diagnostics that a policy makes of them.

No input or output.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.model.context import Contexts, NoticeContext
from privacy_notices.model.notice import Project
from privacy_notices.schema.forms import TranslationPolicy
from privacy_notices.translations.consistency import inconsistencies
from privacy_notices.translations.difference import Run, word_difference
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.memory import Memory, Record, State, fingerprint, states
from privacy_notices.translations.texts import PORTAL, Bundle, Text

LANGUAGE_ACT: Final = "Language Act (423/2003), section 32"
"""Bilingual authorities inform in Finnish and in Swedish."""
_OFFICIAL: Final = ("fi", "sv")

_ORPHANS_OF_FACTS: Final = frozenset(
    {"purposes", "legitimate_interests", "retention_criteria", "automated_decisions", "transfers"}
)
"""Fields whose orphans are told as `S202`: the fact itself is gone."""


class Row(NamedTuple):
    """One text in one language."""

    notice: str
    """Id of the notice, or `PORTAL`."""
    language: str
    key: str
    state: State
    source_changed: datetime.date | None
    """The day the tool first saw that the source is another than the one that was translated; None when it is not, or
    when nobody has looked."""
    source: Text | None
    target: Text | None
    translated_from: str | None
    """The source that the translation was made from, where it is known and another than today's."""

    @property
    def change(self) -> tuple[Run, ...]:
        """What changed in the source since the translation; empty where nothing is known of it."""
        if self.source is None or self.translated_from is None:
            return ()
        return word_difference(self.translated_from, self.source.value)


@dataclass(frozen=True, slots=True)
class Count:
    """One notice in one language."""

    notice: str
    language: str
    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """Texts that there are to translate."""
        return sum(self.states.values()) - self.states.get(State.ORPHANED, 0)

    @property
    def percent(self) -> int:
        """Current texts of a hundred, rounded down, so that 100 means all."""
        return 100 * self.states.get(State.CURRENT, 0) // self.total if self.total else 100


def rows_of(bundle: Bundle, memories: Memories) -> Iterator[Row]:
    """Every text of a bundle in every language but its own, by language."""
    for language in bundle.targets:
        yield from _rows(bundle, language, memories.get((bundle.id, language), Memory()))


def _rows(bundle: Bundle, language: str, memory: Memory) -> Iterator[Row]:
    targets = bundle.texts.get(language, {})
    for key, state in states(bundle, language, memory).items():
        record, source = memory.records.get(key), bundle.source.get(key)
        is_behind = state in (State.OUTDATED, State.UNCONFIRMED) and _is_from_older(record, source)
        yield Row(
            bundle.id,
            language,
            key,
            state,
            record.since if record and is_behind else None,
            source,
            targets.get(key),
            record.text if record and is_behind else None,
        )


def _is_from_older(record: Record | None, source: Text | None) -> bool:
    known = record.source if record and source else None
    return known is not None and source is not None and known != fingerprint(source.value)


def counts(found: Iterable[Row]) -> tuple[Count, ...]:
    """How many texts are in each state, by notice and language."""
    totals: dict[tuple[str, str], Counter[State]] = {}
    for row in found:
        totals.setdefault((row.notice, row.language), Counter())[row.state] += 1
    return tuple(Count(notice, language, total) for (notice, language), total in totals.items())


def judge_bundle(
    context: NoticeContext, bundle: Bundle, memories: Memories, today: datetime.date
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a bundle, and what is missing, outdated, unconfirmed, orphaned or inconsistent in it.

    The diagnostics are as severe as the portal's policy makes them. They depend on nothing but the bundle, its own
    memories and the context of its notice; for the portal's own words that is the whole.
    """
    seen, found = _standing(context, bundle, memories, today)
    for language in bundle.targets:
        found += inconsistencies(bundle, language, context.terms)
    return tuple(seen), tuple(sorted(found))


def refused(
    project: Project, everything: Iterable[Bundle], memories: Memories, today: datetime.date
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a whole portal, and the errors among its diagnostics. `everything`: its bundles.

    The texts are not read for that: comparing them gives warnings and nothing else.
    """
    found = list(languages_of_authorities(project))
    contexts = Contexts(project)
    seen: list[Row] = []
    for bundle in everything:
        context = contexts.whole if bundle.notice is None else contexts.of(bundle.notice)
        standing, judged = _standing(context, bundle, memories, today)
        seen += standing
        found += judged
    return tuple(seen), tuple(sorted(item for item in found if item.severity is Severity.ERROR))


def _standing(
    context: NoticeContext, bundle: Bundle, memories: Memories, today: datetime.date
) -> tuple[list[Row], list[Diagnostic]]:
    found: list[Diagnostic] = []
    seen: list[Row] = []
    for language in bundle.targets:
        memory = memories.get((bundle.id, language), Memory())
        standing = tuple(_rows(bundle, language, memory))
        seen += standing
        found += _diagnose(context, bundle, language, memory, standing, today)
    return seen, found


def refuses(policy: TranslationPolicy, state: State, today: datetime.date) -> bool:
    """Whether a portal with this policy is not published while a text is in this state."""
    is_strict = policy.strict_from is not None and policy.strict_from <= today
    if state is State.MISSING:
        return is_strict or policy.missing == "refuse"
    return state is State.OUTDATED and (is_strict or policy.outdated == "refuse")


def _is_bilingual(context: NoticeContext) -> bool:
    return any(controller.bilingual for controller in context.controllers.values())


def languages_of_authorities(project: Project) -> Iterator[Diagnostic]:
    """A bilingual authority whose portal does not have both languages at all."""
    lacking = [language for language in _OFFICIAL if language not in project.portal.languages]
    for key, controller in project.portal.controllers.items():
        if controller.bilingual and lacking:
            yield Diagnostic(
                project.documents["portal"].at(("languages",)), "T106",
                f"`{key}` is a bilingual authority and the portal does not have {' or '.join(f'`{item}`' for item in lacking)}",
                Severity.ERROR, f"add {' and '.join(f'`{item}`' for item in lacking)} to `languages`", LANGUAGE_ACT,
            )  # fmt: skip


def _diagnose(
    context: NoticeContext, bundle: Bundle, language: str, memory: Memory, standing: Iterable[Row], today: datetime.date
) -> Iterator[Diagnostic]:
    if language in bundle.documents and not bundle.is_readable(language):
        return  # What is wrong with the file is told already.
    policy = context.translations.get(language, TranslationPolicy())
    is_draft = bundle.notice is not None and not bundle.notice.is_published
    is_due = language in _OFFICIAL and _is_bilingual(context)

    def severity(state: State, usual: Severity) -> Severity:
        if is_draft:
            return Severity.INFO
        return Severity.ERROR if refuses(policy, state, today) or (is_due and state is State.MISSING) else usual

    article = LANGUAGE_ACT if is_due else ""
    missing = severity(State.MISSING, Severity.INFO)
    if language not in bundle.documents:
        hint = f"copy `{bundle.file(bundle.source_language).rpartition('/')[2]}` to `{language}.yml` and translate the texts"
        if bundle.id != PORTAL:
            yield Diagnostic(
                bundle.mark(language),
                "T101",
                f"nothing of `{bundle.id}` is translated into `{language}`",
                missing,
                hint,
                article,
            )
        elif missing is Severity.ERROR:
            hint = hint.replace(f"`{language}.yml`", f"`portal.{language}.yml`")
            yield Diagnostic(
                bundle.mark(language),
                "T101",
                f"nothing of the portal is translated into `{language}`",
                missing,
                hint,
                article,
            )
        return
    for row in standing:
        if row.state is State.CURRENT:
            continue
        source, target = row.source, row.target
        since = f" since {row.source_changed.isoformat()}" if row.source_changed else ""
        match row.state:
            case State.MISSING if source is not None:
                hint = f"write `{source.path[-1]}:`{_under(source)} in {bundle.file(language).rpartition('/')[2]}"
                yield Diagnostic(
                    bundle.mark(language, source.path), "T101", f"`{row.key}` is not translated", missing, hint, article
                )
            case State.OUTDATED if target is not None:
                hint = (
                    "change the text to what the source says now; if it is still right: "
                    f"`privacy-notices translations accept {bundle.id} {language} {row.key}`"
                )
                yield Diagnostic(target.mark, "T102", f"the source of `{row.key}` has changed{since} and its translation has not",
                                 severity(State.OUTDATED, Severity.WARNING), hint)  # fmt: skip
            case State.UNCONFIRMED if target is not None and (row.translated_from or memory.records):
                hint = (
                    "read it beside the source; if it is right: "
                    f"`privacy-notices translations accept {bundle.id} {language} {row.key}`"
                )
                yield Diagnostic(
                    target.mark, "T103", f"nobody has said that `{row.key}` is up to date", Severity.INFO, hint
                )
            case State.ORPHANED if target is not None and str(target.path[0]) not in _ORPHANS_OF_FACTS:
                hint = f"remove it, or write it in the {bundle.source_language} file as well"
                yield Diagnostic(
                    target.document.at(target.path, key=True), "T104",
                    f"`{row.key}` has no text in the source language", Severity.INFO, hint,
                )  # fmt: skip
    if not memory.records and bundle.is_readable(language):
        hint = f"read them, then `privacy-notices translations accept {bundle.id} {language}`"
        yield Diagnostic(
            bundle.mark(language),
            "T103",
            f"nothing is remembered of the {language} texts of `{bundle.id}`",
            Severity.INFO,
            hint,
        )


def _under(text: Text) -> str:
    return f" under `{'.'.join(map(str, text.path[:-1]))}:`" if len(text.path) > 1 else ""
