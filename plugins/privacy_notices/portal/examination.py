"""A source folder read and held against everything: form, law, translations. What `check`, a build and a preview share.

Diagnostics leave it without words: who shows them says in which language (`languages.telling`).
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from privacy_notices.check.checks import Silenced, check_portal
from privacy_notices.faults.diagnostic import Diagnostic, in_reading_order
from privacy_notices.faults.table import found as fault_at
from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import Inputs, Memo
from privacy_notices.incremental.workers import without_collection
from privacy_notices.model.context import Contexts
from privacy_notices.model.notice import Notice, Project
from privacy_notices.pages.brand import MINIMUM, contrast, readable
from privacy_notices.portal.assembly import Assembly, assembled
from privacy_notices.portal.findings import FINDINGS, NoticeFindings, findings_of
from privacy_notices.portal.reading import SourceFolder, name_of, read_folders
from privacy_notices.translations.judgement import judge_bundle, languages_of_authorities
from privacy_notices.translations.memory_format import memories_of
from privacy_notices.translations.mistakes import for_translators
from privacy_notices.translations.standing import Row, outdated_texts, rows_of
from privacy_notices.translations.texts import PORTAL, bundles, memory_file, portal_bundle

Outdated: TypeAlias = "Mapping[tuple[str, str], Mapping[str, datetime.date | None]]"
"""By notice and language: texts whose source has changed since they were translated, each with the day since when."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was read, and what was found."""

    project: Project | None
    """None when portal.yml cannot be read."""
    diagnostics: tuple[Diagnostic, ...]
    """In reading order."""
    silenced: tuple[Silenced, ...] = ()
    """Findings that the author of a notice answers for."""
    outdated: Outdated = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """Names for what each notice and its memories were read from, by id; under `""` the portal's own files."""
    linking: frozenset[str] = frozenset()
    """Notices whose texts may link to other notices (more may be named than do); `""` for the portal's own."""
    memories: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict, repr=False)
    """The files that remember translations, by id and language."""

    def rows(self) -> tuple[Row, ...]:
        """Where each translation stands. Worked out anew each time: only the preview's status pages ask."""
        if self.project is None:
            return ()
        found: list[Row] = []
        for bundle in bundles(self.project):
            found += rows_of(bundle, memories_of(bundle, self.memories.get(bundle.id, {}))[0])
        return tuple(found)


Select: TypeAlias = "Callable[[Project], Collection[str]]"
"""Which notices to examine, by id."""

Read: TypeAlias = "Callable[[Path], Mapping[str, SourceFolder]]"
"""`reading.read_folders`, or one that remembers (`reading.Reader.read`)."""


def today(environment: Mapping[str, str]) -> datetime.date:
    """The day to check against: that of SOURCE_DATE_EPOCH, where it is set, so that a build can be repeated."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isascii() and epoch.isdigit()
        else datetime.datetime.now(datetime.UTC)
    )
    return moment.date()


@without_collection
def examine(
    source: Path,
    day: datetime.date,
    memo: Memo | None = None,
    select: Select | None = None,
    read: Read = read_folders,
) -> Examination:
    """Read the portal whose source folder is `source` and check it as of `day`.

    `memo`: what earlier readings found; `select`: the notices to check, by id; all of them when left out; `read`:
    reads the folder.
    """
    memo = memo or Memo()
    folders = read(source)
    # Where everything is to be looked at, the process that reads a notice for the first time does it at once.
    look = functools.partial(_looking, folders, day) if select is None else None
    assembly = assembled(folders, name_of(source), memo, look)
    project = assembly.project
    if project is None:
        return Examination(None, for_translators(assembly.faults))
    contexts = Contexts(project)
    own = folders[""]
    # What notices share is judged by itself, whatever the notices are: by the portal's own files and the day.
    shared = memo.remembered(
        "shared",
        (assembly.digests[""], own.digest_of_memories, day.isoformat()),
        lambda: _in_portal(project, contexts, own, day),
        FINDINGS,
    )
    outdated = {(PORTAL, language): texts for language, texts in shared.outdated.items()}
    diagnostics = [*for_translators(in_reading_order((*assembly.faults, *shared.diagnostics)))]
    silenced: list[Silenced] = []
    selected = {notice.id for notice in project.notices} if select is None else select(project)
    due = [notice for notice in project.notices if notice.id in selected]
    remembering = _Folders(folders, project)
    for notice, findings in _in_notices(due, contexts, assembly, remembering, day, memo):
        diagnostics += findings.diagnostics
        silenced += findings.silenced
        outdated |= {(notice.id, language): texts for language, texts in findings.outdated.items()}
    memo.turn()
    ids = ("", *(notice.id for notice in project.notices))
    return Examination(
        project,
        in_reading_order(diagnostics),
        tuple(silenced),
        outdated,
        {key: digest(assembly.digests[key], folders[key].digest_of_memories) for key in ids},
        assembly.linking,
        remembering.all_memories(),
    )


@dataclass(frozen=True, slots=True)
class _Folders:
    """The files that remember translations, where the notices of a portal are."""

    folders: Mapping[str, SourceFolder]
    project: Project
    """Its notices may be unknown."""

    def memories(self, notice: Notice) -> Mapping[str, bytes]:
        """Of a notice, by language."""
        return _memories_in(self.folders[notice.id], notice.id, self._targets(notice.source_language))

    def all_memories(self) -> Mapping[str, Mapping[str, bytes]]:
        """By id and language."""
        own = _memories_in(self.folders[""], PORTAL, self._targets(self.project.source_language))
        return {PORTAL: own, **{notice.id: self.memories(notice) for notice in self.project.notices}}

    def _targets(self, source: str) -> Iterator[str]:
        return (language for language in self.project.portal.languages if language != source)


def _memories_in(folder: SourceFolder, key: str, languages: Iterable[str]) -> Mapping[str, bytes]:
    found = ((language, folder.memories.get(memory_file(key, language))) for language in languages)
    return {language: data for language, data in found if data}


def _in_portal(project: Project, contexts: Contexts, folder: SourceFolder, day: datetime.date) -> NoticeFindings:
    """What is found in what notices share, with places as they are."""
    bundle = portal_bundle(project)
    remembered, damage = memories_of(bundle, _memories_in(folder, PORTAL, bundle.targets))
    rows, judged = judge_bundle(contexts.whole, bundle, remembered, day)
    found = [*check_portal(project), *languages_of_authorities(project), *_of_brand(project), *damage, *judged]
    outdated = {language: texts for (_, language), texts in outdated_texts(rows).items()}
    return NoticeFindings(tuple(found), (), outdated)


def _looking(
    folders: Mapping[str, SourceFolder], day: datetime.date, project: Project
) -> Callable[[Notice], NoticeFindings]:
    contexts, memories = Contexts(project), _Folders(folders, project)
    return lambda notice: findings_of(notice, contexts.movable(notice), memories.memories(notice), day)


def _in_notices(
    due: Iterable[Notice],
    contexts: Contexts,
    assembly: Assembly[NoticeFindings],
    folders: _Folders,
    day: datetime.date,
    memo: Memo,
) -> Iterator[tuple[Notice, NoticeFindings]]:
    """What is found in each notice, with places as they are."""
    by_id = {notice.id: notice for notice in due}

    def inputs(notice: Notice) -> Inputs:
        key = notice.id
        around = memo.remembered("around", (assembly.digests[key],), lambda: digest(*contexts.stated(notice)))
        return assembly.own[key], around, folders.folders[key].digest_of_memories, day.isoformat()

    def make(key: str) -> NoticeFindings:
        notice = by_id[key]
        return findings_of(notice, contexts.movable(notice), folders.memories(notice), day)

    stated = {key: inputs(notice) for key, notice in by_id.items()}
    for key, findings in memo.remembered_each("told", stated, make, FINDINGS, assembly.looked):
        yield by_id[key], findings.placed(contexts, by_id[key])


def _of_brand(project: Project) -> Iterator[Diagnostic]:
    color = project.portal.brand.color
    if color is not None and (ratio := contrast(color, "#ffffff")) < MINIMUM:
        mark = project.documents["portal"].at(("brand", "color"))
        yield fault_at(mark, "P105", color=color, contrast=Decimal(f"{ratio:.1f}"), shade=readable(color))
