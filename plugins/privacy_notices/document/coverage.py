"""What a notice tells of Art. 13 and 14, item by item, read from the keys of its document. No input or output, no clock."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from privacy_notices.check.checks import findings_in
from privacy_notices.check.rule import Case
from privacy_notices.document.notice_document import Document, told
from privacy_notices.document.words import Datum
from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.load.package_data import data_document
from privacy_notices.model.context import Contexts
from privacy_notices.model.expected_words import expected_texts, has_text
from privacy_notices.model.notice import Notice, Project


class Coverage(StrEnum):
    """How a notice answers one item of the checklist."""

    TOLD = "told"
    NONE = "none"
    """Stated: there is none."""
    GAP = "gap"
    """Asked for and not told, or told so that it contradicts something else."""
    NOT_NEEDED = "not-needed"
    """The condition under which it is asked for is not met."""


@dataclass(frozen=True, slots=True)
class CoveredItem:
    """One item of Art. 13 and 14 in one notice."""

    id: str
    """The words for it are in the catalogs under `checklist.<id>`."""
    article: str
    """As it concerns this notice, e.g. `GDPR Art. 14(1)(d)`; empty where no article asks for it."""
    state: Coverage
    findings: tuple[Diagnostic, ...]
    """What makes it a gap, silenced findings included: a reason is not an answer to the reader.

    A purpose without a legal basis leaves open which rights there are, so it is a gap in those too.
    """
    untold_in: tuple[str, ...]
    """Languages that lack the words for it."""
    mark: Mark
    """Where it is told, or should be."""


class ChecklistEntry(BaseModel):
    """One entry of `checklist.yml`, where the keys are explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    collected: str = ""
    obtained: str = ""
    other: str = ""
    gaps: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    when: Literal["always", "from-person", "from-elsewhere", "new-purposes"] = "always"
    field: str = ""


_CONDITIONS: Final[Mapping[str, Callable[[Case], bool]]] = {
    "always": lambda case: True,
    "from-person": lambda case: case.is_from_person,
    "from-elsewhere": lambda case: case.is_from_elsewhere,
    "new-purposes": lambda case: bool(case.new_purposes),
}


@functools.cache
def checklist() -> Mapping[str, ChecklistEntry]:
    """The 27 items, in the order of the articles."""
    return TypeAdapter(dict[str, ChecklistEntry]).validate_python(data_document("document/checklist.yml"))


def coverage(project: Project, notice: Notice, document: Document, today: datetime.date) -> tuple[CoveredItem, ...]:
    """What a notice tells of Art. 13 and 14, item by item. `document`: the notice in its source language."""
    context = Contexts(project).of(notice)
    case = Case(context, notice, today)
    found = sorted(set(findings_in(context, notice, today)))
    facts: dict[str, list[Datum]] = {"title": [document.title.text]}
    for key, fact in told(document):
        facts.setdefault(key, []).append(fact)
    items = []
    for key, entry in checklist().items():
        gaps = tuple(diagnostic for diagnostic in found if diagnostic.code in entry.gaps)
        state = Coverage.GAP if gaps else _state(entry, case, facts)
        mark = gaps[0].mark if gaps else notice.at((entry.field,) if entry.field else (), key=True)
        items.append(CoveredItem(key, _article(entry, case), state, gaps, _untold_in(project, notice, entry), mark))
    return tuple(items)


def _state(entry: ChecklistEntry, case: Case, facts: Mapping[str, Sequence[Datum]]) -> Coverage:
    said = [fact for key in entry.told for found in _matching(key, facts) for fact in facts[found]]
    if not said or not _CONDITIONS[entry.when](case):
        return Coverage.NOT_NEEDED
    return Coverage.NONE if all(fact == "none" for fact in said) else Coverage.TOLD


def _matching(key: str, facts: Mapping[str, Sequence[Datum]]) -> list[str]:
    """The keys that are meant; `*` stands for any id."""
    beginning, has_id, end = key.partition("*")
    if not has_id:
        return [key] if key in facts else []
    return [
        one for one in facts if one.startswith(beginning) and one.endswith(end) and one.count(".") == key.count(".")
    ]


def _article(entry: ChecklistEntry, case: Case) -> str:
    wanted = (
        entry.collected if case.is_from_person else "",
        entry.obtained if case.is_from_elsewhere or not entry.collected else "",
        entry.other,
    )
    cited = ", ".join(article for article in wanted if article)
    return f"GDPR Art. {cited}" if cited else ""


def _untold_in(project: Project, notice: Notice, entry: ChecklistEntry) -> tuple[str, ...]:
    kind = "retention_criteria" if entry.field == "retention" else entry.field
    texts = [path for path in expected_texts(notice.facts) if path[0] == kind]
    return tuple(
        language
        for language in project.portal.languages
        if texts and not (language in notice.words and all(has_text(notice.words[language], path) for path in texts))
    )
