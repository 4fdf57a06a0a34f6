"""A source folder read and held against everything: form, law, translations. What `check`, a build and a preview share."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias, cast

from pydantic import BaseModel, JsonValue

from privacy_notices.check.check import Silenced, check_notice, check_portal
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.faults.json import from_json, to_json
from privacy_notices.incremental.memo import Json, Memo, digest
from privacy_notices.incremental.workers import spread, without_collection
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped import shipped_catalogs
from privacy_notices.languages.telling import in_words
from privacy_notices.model.notice import Notice, Project
from privacy_notices.pages.brand import MINIMUM, contrast, readable
from privacy_notices.pages.status import outdated as outdated_texts
from privacy_notices.portal.reading import Folder, open_and, read_folders
from privacy_notices.portal.shared import Shared
from privacy_notices.translations.judgement import judge_bundle, languages_of_authorities
from privacy_notices.translations.memory_files import memories_of
from privacy_notices.translations.mistakes import for_translators
from privacy_notices.translations.standing import Row, rows_of
from privacy_notices.translations.texts import PORTAL, bundles, memory_file, notice_bundle, portal_bundle


@dataclass(frozen=True, slots=True)
class Examination:
    """What was read, and what was found."""

    project: Project | None
    """None when portal.yml cannot be read."""
    diagnostics: tuple[Diagnostic, ...]
    """In reading order, those of words files in the language of the file."""
    silenced: tuple[Silenced, ...] = ()
    """Findings that the author of a notice answers for."""
    outdated: Mapping[tuple[str, str], Mapping[str, datetime.date | None]] = field(default_factory=dict)
    """By notice and language: texts whose source has changed since they were translated, each with the day since when."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """What each notice and its memories were read from, by id; under `""` the portal's own files."""
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
Read: TypeAlias = "Callable[[Path], Mapping[str, Folder]]"
"""`project.read_folders`, or one that remembers (`project.Reader`)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is found in one notice."""

    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Silenced, ...]
    outdated: Mapping[str, Mapping[str, datetime.date | None]]
    """By language."""


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
def examine(source: Path, day: datetime.date, memo: Memo | None = None, select: Select | None = None, read: Read = read_folders) -> Examination:  # fmt: skip
    """Read the portal whose source folder is `source` and check it as of `day`.

    `memo`: what earlier readings found; `select`: the notices to check, by id; all of them when left out; `read`:
    reads the folder.
    """
    memo = memo or Memo()
    folders = read(source)
    # Where everything is to be looked at, the process that reads a notice for the first time does it at once.
    look = functools.partial(_looking, folders, day) if select is None else None
    project, faults, looked = open_and(look, folders, source, memo)
    if project is None:
        return Examination(None, tuple(spoken(for_translators(faults), shipped_catalogs())))
    found = [*faults, *check_portal(project), *languages_of_authorities(project), *_of_brand(project)]
    silenced: list[Silenced] = []
    outdated: dict[tuple[str, str], Mapping[str, datetime.date | None]] = {}
    bundle = portal_bundle(project)
    memories = {PORTAL: _memories_in(folders[""], PORTAL, bundle.targets)}
    digests = {"": digest(project.digests[""], folders[""].digest_of_memories)}
    remembered, damage = memories_of(bundle, memories[PORTAL])
    rows_of_portal, judged = judge_bundle(project, bundle, remembered, day)
    found += (*damage, *judged)
    said = list(spoken(for_translators(sorted({*found})), project.catalogs))
    outdated.update(outdated_texts(rows_of_portal))
    selected = {notice.id for notice in project.notices} if select is None else select(project)
    shared = Shared(project)
    due: list[tuple[Notice, str]] = []
    for notice in project.notices:
        memories[notice.id] = _memories_of(notice, folders, project)
        written = folders[notice.id].digest_of_memories
        digests[notice.id] = digest(project.digests[notice.id], written)
        if notice.id in selected:
            around = memo.held("around", project.digests[notice.id], functools.partial(shared.digest, notice))
            due.append((notice, digest(project.own[notice.id], around, written, day.isoformat())))
    for notice, told in _told(shared, due, looked, memories, day, memo):
        said += (shared.placed(notice, diagnostic) for diagnostic in told.diagnostics)
        silenced += (replace(one, diagnostic=shared.placed(notice, one.diagnostic)) for one in told.silenced)
        outdated.update({(notice.id, language): texts for language, texts in told.outdated.items()})
    memo.turn()
    # The words of a message are in this or that language; places and codes are not.
    diagnostics = sorted(dict.fromkeys(said), key=lambda diagnostic: (diagnostic.mark, diagnostic.code))
    return Examination(project, tuple(diagnostics), tuple(silenced), outdated, digests, memories)


def _looking(folders: Mapping[str, Folder], day: datetime.date, project: Project) -> Callable[[Notice], Told]:
    shared = Shared(project)
    return lambda notice: _examine_notice(shared, notice, _memories_of(notice, folders, project), day)


def _memories_of(notice: Notice, folders: Mapping[str, Folder], project: Project) -> Mapping[str, bytes]:
    """The memory files of a notice by language."""
    languages = [language for language in project.portal.languages if language != notice.source_language]
    return _memories_in(folders[notice.id], notice.id, languages)


def _memories_in(folder: Folder, key: str, languages: Iterable[str]) -> Mapping[str, bytes]:
    found = ((language, folder.memories.get(memory_file(key, language))) for language in languages)
    return {language: data for language, data in found if data}


def _told(shared: Shared, due: Sequence[tuple[Notice, str]], looked: Mapping[str, Told], memories: Mapping[str, Mapping[str, bytes]], day: datetime.date, memo: Memo) -> Iterator[tuple[Notice, Told]]:  # fmt: skip
    """What is found in each notice; `due`: the notices with a digest of what that depends on."""
    known = {key: looked[notice.id] for notice, key in due if notice.id in looked}
    made = dict(known)
    for _, key in due:
        if key not in known and not memo.holds("told", key) and (found := memo.find("told", key, _of_json)):
            known[key] = found
    new = [(notice, key) for notice, key in due if key not in known and not memo.holds("told", key)]
    examined = spread(lambda item: _examine_notice(shared, item[0], memories[item[0].id], day), new)
    made |= zip((key for _, key in new), examined, strict=True)
    for key, told in made.items() if memo.has_store else ():
        memo.keep("told", key, told, _to_json)
    known |= made
    for notice, key in due:
        yield notice, memo.held("told", key, functools.partial(known.__getitem__, key))


def _examine_notice(shared: Shared, notice: Notice, files: Mapping[str, bytes], day: datetime.date) -> Told:
    """Everything that is found in one notice: by the law, and in its translations. `files`: its memories.

    Places in portal.yml are those of the smaller portal (`Shared.of`).
    """
    project = shared.of(notice)
    checked = check_notice(project, notice, day)
    bundle = notice_bundle(project, notice)
    memories, damage = memories_of(bundle, files)
    standing, judged = judge_bundle(project, bundle, memories, day)
    diagnostics, silenced = {*checked.diagnostics, *damage}, [*checked.silenced]
    own = {document.file for document in notice.documents.values()}
    for diagnostic in judged:
        reason = notice.facts.ignore.get(diagnostic.code)
        if reason is None or diagnostic.mark.file not in own:
            diagnostics.add(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, reason, notice.id))
    outdated = {language: texts for (_, language), texts in outdated_texts(standing).items()}
    said = spoken(for_translators(sorted(diagnostics)), project.catalogs)
    return Told(tuple(said), tuple(silenced), outdated)


class _Stored(BaseModel):
    """How `Told` is stored: plain values whose form is checked when they come back."""

    diagnostics: list[JsonValue]
    silenced: list[tuple[JsonValue, str, str]]
    outdated: dict[str, dict[str, datetime.date | None]]


def _to_json(told: Told) -> Json:
    silenced = [(to_json(item.diagnostic), item.reason, item.notice) for item in told.silenced]
    outdated = {language: dict(texts) for language, texts in told.outdated.items()}
    stored = _Stored(diagnostics=[to_json(item) for item in told.diagnostics], silenced=silenced, outdated=outdated)
    return cast("Json", stored.model_dump(mode="json"))


def _of_json(stored: Json) -> Told:
    read = _Stored.model_validate(stored)
    silenced = (Silenced(from_json(item), reason, notice) for item, reason, notice in read.silenced)
    return Told(tuple(from_json(item) for item in read.diagnostics), tuple(silenced), read.outdated)


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
    for diagnostic in diagnostics:
        name = re.fullmatch(r"(?:.*/)?(?:portal\.)?([a-z]{2,3}(?:-\w+)*)\.yml", diagnostic.mark.file)
        yield in_words(diagnostic, name[1] if name and name[1] in catalogs else "en")
