"""A portal assembled from its folders again and again: a notice whose files have not changed is not read anew.

What the files mean is worked out in `model`; here it is remembered, and shared among processors. It reads no files.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeAlias, TypeVar

from privacy_notices.faults.diagnostic import Diagnostic, in_reading_order
from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import Memo
from privacy_notices.incremental.workers import spread
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.assembling import complete, join, unreadable
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.notice_files import FolderReading, NoticeReader
from privacy_notices.model.portal_files import PortalReading, read_portal
from privacy_notices.model.unexpected import unexpected
from privacy_notices.portal.kept_documents import KeptDocument, KeptDocuments
from privacy_notices.portal.reading import SourceFolder
from privacy_notices.vocabulary.shipped_vocabulary import shipped

T = TypeVar("T")

Look: TypeAlias = "Callable[[Project], Callable[[Notice], T]]"
"""From the portal without its notices to what is to be said of each notice. What it says must be fit for being sent
from one process to another."""


@dataclass(frozen=True, slots=True)
class Assembly(Generic[T]):
    """A portal, and names (`digest`) for what each part of it was read from."""

    project: Project | None
    """None when portal.yml cannot be read or names what is not there."""
    faults: tuple[Diagnostic, ...]
    """Of form, in reading order."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What each notice was read from without the portal's own files, by id."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """What each notice was read from, the portal's own files included, by id; under `""` those files alone."""
    linking: frozenset[str] = frozenset()
    """Notices whose texts may link to other notices (more may be named than do); `""` for the portal's own."""
    looked: Mapping[str, T] = field(default_factory=dict)
    """What was said of those notices that nobody had read before, by id."""


def assembled(folders: Mapping[str, SourceFolder], name: str, memo: Memo, look: Look[T] | None = None) -> Assembly[T]:
    """The portal that the folders say. `name`: what marks call the source folder; `memo`: what earlier readings found.

    `look`: what to say of a notice at once, in the process that reads it for the first time.
    """
    on_disk = tuple(fault for folder in folders.values() for fault in folder.faults)
    files = {path: data for folder in folders.values() for path, data in folder.files.items()}
    portal = read_portal(folders[""].files, shipped(), shipped_catalogs(), name)
    if portal.project is None:
        return Assembly(None, in_reading_order((*on_disk, *portal.faults, *unreadable(files, name))))
    alone = portal.project
    reader = NoticeReader.of(alone.portal, shipped().rights, name)
    own = {key: digest(repr(reader), folders[key].digest) for key in sorted(folders) if key and folders[key].files}
    work = _Work(portal, reader, {key: folders[key] for key in own}, own, memo)
    readings, looked = work.readings(look(alone) if look else None)
    ids = digest(repr({target: list(there) for target, there in portal.known.items()}))
    joined = {
        key: memo.remembered("joined", (own[key], ids), functools.partial(join, reading, portal))
        for key, reading in readings.items()
    }
    project, faults = complete(portal, joined)
    languages = alone.portal.languages
    astray = memo.remembered(
        "unexpected",
        (name, repr(languages), digest("\0".join(files))),
        lambda: tuple(unexpected(files, languages, name)),
    )
    of_portal = digest(name, folders[""].digest)
    return Assembly(
        project,
        in_reading_order((*on_disk, *faults, *astray)),
        own,
        {"": of_portal, **{key: digest(of_portal, of_files) for key, of_files in own.items()}},
        _linking({"": of_portal, **own}, folders, memo),
        looked,
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """The reading of all notices of a portal."""

    portal: PortalReading
    reader: NoticeReader
    folders: Mapping[str, SourceFolder]
    """Of each notice, by id."""
    own: Mapping[str, str]
    """What each notice is read from."""
    memo: Memo

    def readings(self, look: Callable[[Notice], T] | None) -> tuple[Mapping[str, FolderReading], Mapping[str, T]]:
        """Every notice, and what `look` says of those whose files nobody has read before."""
        new = [key for key in self.own if not self.memo.has("notice", (self.own[key],))]
        made = {key: reading for key in new if (reading := self._again(key)) is not None}
        unread = [key for key in new if key not in made]
        looked: dict[str, T] = {}
        for key, (reading, seen) in zip(unread, spread(lambda key: self._first(key, look), unread), strict=True):
            made[key] = reading
            self._keep(key, reading)
            if seen is not None:
                looked[key] = seen
        remembered = self.memo.remembered
        readings = {
            key: remembered("notice", (of_files,), functools.partial(made.__getitem__, key))
            for key, of_files in self.own.items()
        }
        return readings, looked

    def _first(self, key: str, look: Callable[[Notice], T] | None) -> tuple[FolderReading, T | None]:
        """A notice whose files nobody has read before. It may run in a process of its own, so nothing is remembered."""
        reading = self._read(key)
        # Nothing is judged by a portal.yml that names what is not there.
        notice = join(reading, self.portal).notice if look and self.portal.has_meaning else None
        return reading, look(notice) if look and notice else None

    def _again(self, key: str) -> FolderReading | None:
        """A notice that an earlier process has read, or None. What has a fault by what was stored is read anew."""
        facts, kept = self.folders[key].files.get(f"{key}/notice.yml"), KeptDocuments(self.memo)
        if facts is None or not kept.knows(facts, f"{self.reader.folder}/{key}/notice.yml"):
            return None
        folder = self.folders[key]
        reading = self.reader.read(key, folder.files, folder.beside, kept.load, kept.look)
        if reading.has_faults:
            reading = self._read(key)
        if kept.has_new:
            self._keep(key, reading)
        return reading

    def _read(self, key: str) -> FolderReading:
        return self.reader.read(key, self.folders[key].files, self.folders[key].beside)

    def _keep(self, key: str, reading: FolderReading) -> None:
        """Let later processes know what the files of a notice say."""
        kept = KeptDocuments(self.memo)
        for document, markup in reading.documents if self.memo.has_store else ():
            data = self.folders[key].files[document.file.removeprefix(f"{self.reader.folder}/")]
            kept.keep(data, KeptDocument(document, markup))


def _linking(own: Mapping[str, str], folders: Mapping[str, SourceFolder], memo: Memo) -> frozenset[str]:
    found = (
        key
        for key, of_files in own.items()
        if memo.remembered("linking", (of_files,), functools.partial(_may_link, folders[key].files))
    )
    return frozenset(found)


def _may_link(files: Mapping[str, bytes]) -> bool:
    return any(map(_MAY_LINK.search, files.values()))


_MAY_LINK: Final = re.compile(rb"notice|&#|\\[xuU\r\n]")
"""What a file with a link to a notice has in it: `notice:`, or a way to write its letters otherwise."""
