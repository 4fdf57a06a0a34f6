"""What the files of one notice say by themselves: its facts, its words, its earlier versions. No input or output."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.load.yaml_file import SourceFile, load
from privacy_notices.model.expected_words import orphaned, untold
from privacy_notices.model.markup import Markup, attached, faults_of_markup, markup_of
from privacy_notices.model.notice import Notice, source_language
from privacy_notices.model.portal_files import FOLDER
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.words_forms import Words

Load: TypeAlias = "Callable[[bytes, str], SourceFile]"
"""From the bytes of a file and its name in marks to the document that `load` makes of them."""

Look: TypeAlias = "Callable[[Words, SourceFile], Markup]"
"""From the words of a file and the file to what stands in its texts, as `markup_of` finds it."""


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What the files of one version of a notice say."""

    notice: Notice | None
    """None when there are no facts that can be read."""
    faults: tuple[Diagnostic, ...]
    is_whole: bool = False
    """It has the words that a page needs."""
    markup: Mapping[str, Markup] = field(default_factory=dict)
    """What stands in the texts of each language."""


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What the folder of a notice says."""

    current: NoticeReading
    versions: tuple[NoticeReading, ...]
    """Earlier versions, newest first."""
    astray: tuple[Diagnostic, ...]
    """What lies where only versions should."""

    @property
    def has_faults(self) -> bool:
        """Whether anything is wrong in any of its files."""
        return bool(self.astray) or any(reading.faults for reading in (self.current, *self.versions))

    @property
    def documents(self) -> Iterator[tuple[SourceFile, Markup | None]]:
        """The documents of what has all the words that it needs, each with what stands in its texts if it has some."""
        for reading in (self.current, *self.versions):
            if reading.notice is not None and reading.is_whole:
                for key, document in reading.notice.documents.items():
                    yield document, reading.markup.get(key)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of a notice."""

    key: str
    files: Mapping[str, bytes]
    load: Load
    look: Look
    beside: Mapping[str, int]

    def beside_version(self, prefix: str) -> Mapping[str, int]:
        """The files that the texts of one version may link to, by name."""
        found = ((path.removeprefix(prefix), size) for path, size in self.beside.items() if path.startswith(prefix))
        return {name: size for name, size in found if "/" not in name}


def _look(words: Words, _file: SourceFile) -> Markup:
    return markup_of(words)


@dataclass(frozen=True, slots=True)
class NoticeReader:
    """Reads notices of a portal. How a notice is read depends on these fields, its files, and nothing else."""

    languages: tuple[str, ...]
    """Of the portal."""
    source_language: str
    """Of the portal."""
    rights: tuple[str, ...]
    """Rights that texts may be about; they ship."""
    folder: str = FOLDER
    """The source folder as marks name it."""

    @classmethod
    def of(cls, portal: Portal, rights: Iterable[str], folder: str) -> NoticeReader:
        """The reader for the notices of a portal."""
        return cls(portal.languages, source_language(portal), tuple(rights), folder)

    def read(
        self,
        key: str,
        files: Mapping[str, bytes],
        beside: Mapping[str, int] = MappingProxyType({}),
        load: Load = load,
        look: Look = _look,
    ) -> FolderReading:
        """The notice with the id `key`. `files`: its own, by path from the source folder on.

        `beside`: files that texts may link to, by path from the source folder on, with their bytes; `load`: reads a
        document, `look`: looks at its texts; whoever has read the same bytes before may give some that know the answer.
        """
        folder = _Folder(key, files, load, look, beside)
        versions, astray = self._versions(folder)
        return FolderReading(self._read(folder, f"{key}/"), versions, astray)

    def _versions(self, folder: _Folder) -> tuple[tuple[NoticeReading, ...], tuple[Diagnostic, ...]]:
        above = f"{folder.key}/versions/"
        names = {path.split("/")[2] for path in folder.files if path.startswith(above) and path.count("/") == 3}
        versions: list[NoticeReading] = []
        astray: list[Diagnostic] = []
        for name in sorted(names, reverse=True):
            prefix = f"{above}{name}/"
            day = _day(name)
            if day is None:
                astray.append(found(self._mark(f"{prefix}notice.yml"), "S105.folder", name=name))
                continue
            reading = self._read(folder, prefix)
            notice = reading.notice and replace(reading.notice, version=day)
            versions.append(replace(reading, notice=notice))
        return tuple(versions), tuple(astray)

    def _read(self, folder: _Folder, prefix: str) -> NoticeReading:
        key, files, load = folder.key, folder.files, folder.load
        name = f"{prefix}notice.yml"
        if name not in files:
            is_meant = any(path.startswith(prefix) and path.endswith((".yml", ".yaml")) for path in files)
            return NoticeReading(None, (found(self._mark(name), "S301.notice", notice=key),) if is_meant else ())
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key):
            return NoticeReading(None, (found(self._mark(name), "S107.folder", name=key),))
        documents = {"notice": load(files[name], f"{self.folder}/{name}")}
        facts, faults = parse(NoticeFacts, documents["notice"])
        words: dict[str, Words] = {}
        for language in self.languages:
            if (data := files.get(f"{prefix}{language}.yml")) is not None:
                documents[language] = load(data, f"{self.folder}/{prefix}{language}.yml")
                read, told = parse(Words, documents[language])
                faults = (*faults, *told)
                if read is not None:
                    words[language] = read
        if facts is None:
            return NoticeReading(None, faults)
        beside = folder.beside_version(prefix)
        source = facts.source_language or self.source_language
        markup = {language: folder.look(one, documents[language]) for language, one in words.items()}
        notice = Notice(key, facts, words, source, documents, attachments=attached(markup.values(), beside))
        orphans = chain.from_iterable(orphaned(notice, language, self.rights) for language in words)
        signs = chain.from_iterable(
            faults_of_markup(one, documents[language], beside) for language, one in markup.items()
        )
        reading = self._with_source(notice, (*faults, *orphans, *signs), prefix)
        return replace(reading, markup=markup)

    def _with_source(self, notice: Notice, faults: tuple[Diagnostic, ...], prefix: str) -> NoticeReading:
        """The reading of a notice: it is whole when the source language tells every fact."""
        source = notice.source_language
        if source in notice.words:
            missing = tuple(untold(notice))
            return NoticeReading(notice, (*faults, *missing), is_whole=not missing)
        if source not in notice.documents and source in self.languages:
            name = f"{source}.yml"
            faults = (*faults, found(self._mark(f"{prefix}{name}"), "S303", file=name, language=source))
        return NoticeReading(notice, faults)

    def _mark(self, path: str) -> Mark:
        return Mark(f"{self.folder}/{path}")


def _day(name: str) -> datetime.date | None:
    """The day that a folder of `versions` is named by, or None."""
    try:
        day = datetime.date.fromisoformat(name)
    except ValueError:
        return None
    # `20250301` and `2025-W09-6` are ISO 8601 as well, and would be a second folder for the same day.
    return day if day.isoformat() == name else None
