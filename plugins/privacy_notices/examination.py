"""A source folder read and held against everything: form, law, translations. What `check`, a build and a preview share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from privacy_notices.brand import MINIMUM, contrast, readable
from privacy_notices.catalog import Catalog
from privacy_notices.check import Silenced, check
from privacy_notices.diagnostics import Diagnostic, Severity
from privacy_notices.model import Project
from privacy_notices.project import open_project
from privacy_notices.translations.mistakes import for_translators
from privacy_notices.translations.speak import in_language
from privacy_notices.translations.status import Row, judge
from privacy_notices.translations.store import read_memories_of
from privacy_notices.translations.texts import bundles
from privacy_notices.vocabulary import shipped_catalogs


@dataclass(frozen=True, slots=True)
class Examination:
    """What was read, and what was found."""

    project: Project | None
    """None when portal.yml cannot be read."""
    diagnostics: tuple[Diagnostic, ...]
    """In reading order, those of words files in the language of the file."""
    silenced: tuple[Silenced, ...] = ()
    """Findings that the author of a notice answers for."""
    rows: tuple[Row, ...] = ()
    """Where each translation stands."""


def examine(source: Path, day: datetime.date) -> Examination:
    """Read the portal whose source folder is `source` and check it as of `day`."""
    project, found = open_project(source)
    if project is None:
        return Examination(None, tuple(spoken(for_translators(found), shipped_catalogs())))
    everything = bundles(project)
    memories, damage = read_memories_of(source, everything)
    rows, judged = judge(project, everything, memories, day)
    checked = check(project, day)
    told, silenced = _without_silenced(project, judged)
    diagnostics = sorted({*found, *checked.diagnostics, *damage, *told, *_of_brand(project)})
    return Examination(
        project, tuple(spoken(for_translators(diagnostics), project.catalogs)), (*checked.silenced, *silenced), rows
    )


def _without_silenced(project: Project, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Silenced]]:
    """What the translations have, without what the author of a notice answers for (`ignore`); `check` does the same for its own."""
    reasons = {
        (document.file, code): (reason, notice.id)
        for notice in project.notices
        for document in notice.documents.values()
        for code, reason in notice.facts.ignore.items()
    }
    told, silenced = [], []
    for diagnostic in diagnostics:
        answer = reasons.get((diagnostic.mark.file, diagnostic.code))
        if answer is None:
            told.append(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, *answer))
    return told, silenced


def _of_brand(project: Project) -> Iterator[Diagnostic]:
    color = project.portal.brand.color
    if color is not None and contrast(color, "#ffffff") < MINIMUM:
        yield Diagnostic(
            project.documents["portal"].at(("brand", "color")),
            "P105",
            f"white text cannot be read on `{color}`: the contrast is {contrast(color, '#ffffff'):.1f}:1",
            Severity.WARNING,
            f"use `{readable(color)}`, which is shown instead, or another colour with {MINIMUM}:1",
            "WCAG 2.2, 1.4.3",
        )


def spoken(diagnostics: Iterable[Diagnostic], catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """The diagnostics, those of a words file in its language, as far as there is a catalog: translators read no other."""
    english = shipped_catalogs()["en"]
    for diagnostic in diagnostics:
        name = re.fullmatch(r"(?:.*/)?(?:portal\.)?([a-z]{2,3}(?:-\w+)*)\.yml", diagnostic.mark.file)
        catalog = catalogs.get(name[1]) if name else None
        yield (
            in_language(diagnostic, english, catalog)
            if catalog is not None and catalog.language != "en"
            else diagnostic
        )
