"""A portal from its files: what they say, joined and with every reference followed. No input or output.

`assemble` takes the bytes of all files at once. Its steps can be taken one by one, by whoever knows some of their
results already: `read_portal`, then `NoticeReader.read` and `join` for each notice, then `complete`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from privacy_notices.faults.diagnostic import Diagnostic, Severity, in_reading_order
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.yaml_file import load
from privacy_notices.model.expected_words import unlabelled
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.notice_files import FolderReading, NoticeReader, NoticeReading
from privacy_notices.model.portal_files import FOLDER, PortalReading, read_portal
from privacy_notices.model.references import Known, lost_in_notice
from privacy_notices.model.unexpected import unexpected
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class JoinedNotice:
    """One notice with its references followed."""

    notice: Notice | None
    """None when there cannot be a page of it."""
    faults: tuple[Diagnostic, ...]
    of_versions: tuple[Diagnostic, ...]
    """What is wrong in its earlier versions."""

    @property
    def is_broken(self) -> bool:
        """Whether there should be a page of it and cannot be."""
        return self.notice is None and any(fault.severity is Severity.ERROR for fault in self.faults)


def assemble(
    files: Mapping[str, bytes],
    vocabulary: Vocabulary,
    catalogs: Mapping[str, Catalog],
    folder: str = FOLDER,
    beside: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The portal that `files` say (path below the source folder, with `/`), and every fault in reading order.

    There is no project only when `portal.yml` cannot be read, or names something that is not there: nothing has a
    meaning without it. `vocabulary` and `catalogs`: those that ship; `folder`: what marks call the source folder;
    `beside`: files that texts may link to, with their bytes.
    """
    own, *notices = files_by_notice(files).items()
    portal = read_portal(own[1], vocabulary, catalogs, folder)
    if portal.project is None:
        return None, in_reading_order((*portal.faults, *unreadable(files, folder)))
    reader = NoticeReader.of(portal.project.portal, vocabulary.rights, folder)
    joined = {key: join(reader.read(key, below, beside=beside), portal) for key, below in sorted(notices)}
    project, faults = complete(portal, joined)
    astray = unexpected(files, portal.project.portal.languages, folder)
    return project, in_reading_order((*faults, *astray))


def files_by_notice(files: Mapping[str, bytes]) -> Mapping[str, Mapping[str, bytes]]:
    """The files of each notice, and under `""`, which is first, those of the portal itself."""
    found: dict[str, dict[str, bytes]] = {"": {}}
    for path, data in files.items():
        key, is_below, _ = path.partition("/")
        found.setdefault(key if is_below and key != "locale" else "", {})[path] = data
    return found


def unreadable(files: Mapping[str, bytes], folder: str) -> Iterator[Diagnostic]:
    """What the loader finds in the other files where `portal.yml` cannot be read: one run still tells all it can.

    Nothing where there is no such file: whoever has named the wrong folder has to hear that alone.
    """
    for path, data in files.items() if "portal.yml" in files else ():
        if path.endswith(".yml") and path != "portal.yml":
            yield from load(data, f"{folder}/{path}").diagnostics


def join(reading: FolderReading, portal: PortalReading) -> JoinedNotice:
    """A notice as it was read, with its references followed. Of the portal, its languages and its ids matter."""
    assert portal.project is not None, "nothing is joined to a portal that cannot be read"
    languages = portal.project.portal.languages
    notice, faults = _followed(reading.current, languages, portal.known)
    versions = [_followed(version, languages, portal.known) for version in reading.versions]
    of_versions = (*reading.astray, *(fault for _, faults in versions for fault in faults))
    if notice is not None:
        notice = replace(notice, versions=tuple(version for version, _ in versions if version is not None))
    return JoinedNotice(notice, faults, of_versions)


def _followed(
    reading: NoticeReading, languages: tuple[str, ...], known: Known
) -> tuple[Notice | None, tuple[Diagnostic, ...]]:
    """The notice where there can be a page of it, and what is wrong in it."""
    if reading.notice is None:
        return None, reading.faults
    lost = tuple(lost_in_notice(reading.notice, languages, known))
    # A language that the portal lacks leaves a notice that can be shown.
    is_shown = reading.is_whole and not any(fault.code == "S201" for fault in lost)
    return (reading.notice if is_shown else None), (*reading.faults, *lost)


def complete(
    portal: PortalReading, joined: Mapping[str, JoinedNotice]
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The whole portal, and what is wrong in it in no order; `joined`: its notices by id, in their order."""
    alone = portal.project
    assert alone is not None, "nothing is joined to a portal that cannot be read"
    notices = tuple(one.notice for one in joined.values() if one.notice is not None)
    broken = {key: in_reading_order(one.faults) for key, one in joined.items() if one.is_broken}
    faults = [*portal.faults]
    for one in joined.values():
        faults += (*one.faults, *one.of_versions)
    source = alone.source_language
    if source in alone.words:
        words, catalog = alone.words[source], alone.catalogs[source]
        faults += unlabelled(alone.portal, notices, words, catalog, alone.documents[source])
    return (replace(alone, notices=notices, broken=broken) if portal.has_meaning else None), tuple(faults)
