"""A portal held against the law: findings, and what each notice tells of Art. 13 and 14. No input or output, no clock.

Earlier versions of a notice are not checked: they show what was published, not what should have been.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from privacy_notices.check.editions import EDITIONS, edition_of
from privacy_notices.check.patterns import Corpus
from privacy_notices.check.rule import Case, Rule, TextRule, corpora, in_english
from privacy_notices.check.wording import judged
from privacy_notices.faults.diagnostic import Diagnostic, Mark, listed
from privacy_notices.faults.table import found
from privacy_notices.load.package_data import data_file
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Notice, Project, expected_texts, has_text
from privacy_notices.model.statements import Statement
from privacy_notices.schema.nearest import nearest


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


def check_notice(project: Project, notice: Notice, today: datetime.date) -> Checked:
    """What the rules find in one notice, and in the facts of the portal that it uses."""
    if project.portal.rules not in EDITIONS:
        return Checked(())
    diagnostics: set[Diagnostic] = set()
    silenced: list[Silenced] = []
    for diagnostic in findings_in(project, notice, today):
        reason = notice.facts.ignore.get(diagnostic.code)
        if reason is None:
            diagnostics.add(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, reason, notice.id))
    diagnostics.update(_ignored_in_vain(project, notice, {item.diagnostic.code for item in silenced}))
    return Checked(tuple(sorted(diagnostics)), tuple(sorted(silenced, key=lambda item: item.diagnostic)))


def findings_in(project: Project, notice: Notice, today: datetime.date) -> Iterator[Diagnostic]:
    """What the rules find in one notice, whether or not its author ignores it, in the order of the rules."""
    case = Case(project, notice, today)
    rules = edition_of(project.portal.rules)
    for rule in rules:
        if isinstance(rule, Rule):
            yield from rule.findings(case)
    yield from _in_texts(rules, case.corpora, case.cite)


def _in_texts(
    rules: Iterable[Rule | TextRule], by_language: Mapping[str, Corpus[Statement]], cite: Callable[[str], str] = str
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
        texts = judged(words, language, project.documents[language])
        yield from _in_texts(edition_of(project.portal.rules), corpora(texts))


def _unknown_edition(project: Project) -> Diagnostic:
    name = project.portal.rules
    return in_english(
        found(
            project.documents["portal"].at(("rules",)),
            "S130",
            edition=name,
            known=listed(EDITIONS),
            nearest=nearest(name, EDITIONS) or "",
        )
    )


def _ignored_in_vain(project: Project, notice: Notice, silenced: set[str]) -> Iterator[Diagnostic]:
    """Entries of `ignore` that silence nothing. Codes of other stages (T, P) are theirs to judge."""
    codes = {rule.code for rule in edition_of(project.portal.rules)}
    for code in notice.facts.ignore:
        if code.startswith("N") and code not in silenced:
            fault = "N901.finds-nothing" if code in codes else "N901.unknown"
            yield in_english(found(notice.at(("ignore", code), key=True), fault, code=code))


# --- what is told, item by item --------------------------------------------------------------------------------------


class State(StrEnum):
    """How a notice answers one item of the checklist."""

    TOLD = "told"
    NONE = "none"
    """Stated: there is none."""
    GAP = "gap"
    """Asked for and not told, or told so that it contradicts something else."""
    NOT_NEEDED = "not-needed"
    """The condition under which it is asked for is not met."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of Art. 13 and 14 in one notice."""

    id: str
    """The words for it are in the catalogs under `checklist.<id>`."""
    article: str
    """As it concerns this notice, e.g. `GDPR Art. 14(1)(d)`; empty where no article asks for it."""
    state: State
    findings: tuple[Diagnostic, ...]
    """What makes it a gap, silenced findings included: a reason is not an answer to the reader.

    A purpose without a legal basis leaves open which rights there are, so it is a gap in those too.
    """
    untold_in: tuple[str, ...]
    """Languages that lack the words for it."""
    mark: Mark
    """Where it is told, or should be."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    collected: str = ""
    obtained: str = ""
    other: str = ""
    gaps: tuple[str, ...] = ()


@functools.cache
def checklist() -> Mapping[str, _Entry]:
    """The 27 items, in the order of the articles."""
    document = load(data_file("check/checklist.yml"), "checklist.yml")
    if document.value is None:
        raise ValueError(f"checklist.yml: {document.diagnostics}")
    return TypeAdapter(dict[str, _Entry]).validate_python(document.value)


def coverage(project: Project, notice: Notice, today: datetime.date) -> tuple[Item, ...]:
    """What a notice tells of Art. 13 and 14, item by item."""
    case = Case(project, notice, today)
    found = sorted(set(findings_in(project, notice, today)))
    items = []
    for key, entry in checklist().items():
        findings = tuple(diagnostic for diagnostic in found if diagnostic.code in entry.gaps)
        state = State.GAP if findings else _STATES[key](case)
        field = _FIELDS.get(key, ())
        mark = findings[0].mark if findings else notice.at(field, key=True)
        items.append(Item(key, _article(entry, case), state, findings, _untold_in(project, notice, field), mark))
    return tuple(items)


def _article(entry: _Entry, case: Case) -> str:
    wanted = (
        entry.collected if case.is_from_person else "",
        entry.obtained if case.is_from_elsewhere or not entry.collected else "",
        entry.other,
    )
    cited = ", ".join(article for article in wanted if article)
    return f"GDPR Art. {cited}" if cited else ""


def _untold_in(project: Project, notice: Notice, field: tuple[str, ...]) -> tuple[str, ...]:
    kinds = {"purposes": ("purposes",), "retention": ("retention_criteria",)}.get(field[0] if field else "", field[:1])
    texts = [path for path in expected_texts(notice.facts) if path[0] in kinds]
    return tuple(
        language for language in project.portal.languages
        if texts and not (language in notice.words and all(has_text(notice.words[language], path) for path in texts))
    )  # fmt: skip


_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "controller": ("controllers",),
    "representative": ("controllers",),
    "joint-controllers": ("joint_controllers",),
    "dpo": ("controllers",),
    "contact-person": ("contacts",),
    "data-subjects": ("data_subjects",),
    "purposes": ("purposes",),
    "legal-basis": ("purposes",),
    "legitimate-interests": ("legitimate_interests",),
    "data-categories": ("purposes",),
    "source": ("sources",),
    "recipients": ("recipients",),
    "transfers": ("transfers",),
    "retention": ("retention",),
    "rights": ("requests",),
    "obligation-to-provide": ("purposes",),
    "automated-decisions": ("automated_decisions",),
    "version": ("dates",),
    "security": ("security",),
    "cookies": ("cookies",),
}
"""The key of notice.yml that answers an item, or the key of the words that do."""


def _if(is_told: bool) -> State:
    return State.TOLD if is_told else State.NOT_NEEDED


def _or_none(value: object) -> State:
    return State.TOLD if value else State.NONE


def _section_told(case: Case, section: str) -> bool:
    return any(getattr(words.texts, section) for words in case.notice.words.values())


_STATES: Final[Mapping[str, Callable[[Case], State]]] = {
    "controller": lambda case: State.TOLD,
    "representative": lambda case: _if(
        any(controller.country not in case.vocabulary.eea for _, controller in case.controllers)
    ),
    "joint-controllers": lambda case: _if(len(case.controllers) > 1),
    "dpo": lambda case: _or_none(any(controller.dpo != "none" for _, controller in case.controllers)),
    "contact-person": lambda case: _if(bool(case.facts.contacts)),
    "data-subjects": lambda case: State.TOLD,
    "purposes": lambda case: State.TOLD,
    "legal-basis": lambda case: _if(bool(case.purposes)),
    "legitimate-interests": lambda case: _if(any(p.legal_basis == "legitimate-interests" for _, p in case.purposes)),
    "data-categories": lambda case: _if(all(purpose.data for _, purpose in case.purposes)),
    "source": lambda case: _if(case.is_from_elsewhere),
    "recipients": lambda case: _or_none(case.facts.recipients),
    "transfers": lambda case: _or_none(case.facts.transfers),
    "retention": lambda case: State.TOLD,
    "rights": lambda case: State.TOLD,
    "object-separately": lambda case: _if(
        any(p.direct_marketing or p.legal_basis in ("public-task", "legitimate-interests") for _, p in case.purposes)
    ),
    "withdraw-consent": lambda case: _if(case.uses_consent),
    "complaint": lambda case: State.TOLD,
    "obligation-to-provide": lambda case: _if(case.is_from_person),
    "automated-decisions": lambda case: _or_none(case.facts.automated_decisions),
    "further-purpose": lambda case: _if(bool(case.new_purposes)),
    "timing-14": lambda case: State.NOT_NEEDED,  # when people are told, not what
    "exemptions": lambda case: State.NOT_NEEDED,  # a notice that is published claims none
    "form": lambda case: State.TOLD,
    "version": lambda case: _if(case.facts.dates.published is not None),
    "security": lambda case: _if(bool(case.facts.security) or _section_told(case, "security")),
    "cookies": lambda case: _if(case.facts.cookies is not None or _section_told(case, "cookies")),
}
