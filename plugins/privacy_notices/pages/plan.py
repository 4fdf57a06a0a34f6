"""Which pages a portal has and where, in which language: `plan`. No input or output, and no host."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from markupsafe import escape

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.supervision import whereabouts_of_portal
from privacy_notices.pages.addresses import (
    MAX_SLUG_BYTES,
    Redirect,
    Site,
    further_parts_by_hand,
    list_paths,
    redirects,
    resolve,
    single_paths,
)

Kind = Literal[
    "choose",
    "front",
    "list",
    "notice",
    "version",
    "rights",
    "authority",
    "accessibility",
    "404",
    "404-all",
    "error",
    "status",
    "status-translation",
]

BODY_OF_RIGHTS: Final = tuple(
    f"right.{key}.text" for key in ("access", "rectification", "erasure", "objection", "complaint")
)
"""Words without which the glossary of rights is no translation, whatever its title says."""

STATUS: Final = "_status"
"""Path of the preview's status pages. No language is called that, and a build never has them."""

MAX_ENTRIES: Final = 150
"""Notices on one page. Of usual length they are some 60 kB, and a person still finds one among them by eye."""

MAX_ENTRIES_BYTES: Final = 150_000
"""Bytes of the notices on one page, however long their titles and summaries: with all around them it stays below 200 kB."""

MAX_IN_LIST: Final = 200
"""Characters of a summary in a list of its own. The front page of a small portal has room for all of it."""

MAX_STATUS: Final = 15
"""Notices on one page of the preview's status; each has a table of what it tells, some 8 kB."""

LISTED: Final = ("front", "rights", "authority", "accessibility")
"""The pages of a language's menu. Notices are not in it: a menu of a thousand entries is no menu."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """What one page of a divided list shows."""

    number: int
    """Counted from 1."""
    count: int
    """Parts of the list."""
    notices: tuple[str, ...]
    """Ids in the order of their titles."""
    total: int
    """Notices in all parts."""
    group: str = ""
    """Whom the notices concern; empty in the status of a preview."""


class Page(NamedTuple):
    """One page: what it is, where it is, in which language."""

    kind: Kind
    language: str
    path: str
    """Address without suffix: `fi/asiakkaat`; the empty path is the root."""
    title: str
    """Plain text."""
    notice: Notice | None = None
    source: str | None = None
    """The file a person edits to change it, relative to the project root."""
    is_translation: bool = True
    """False where the words are another language's, shown for want of its own."""
    is_draft: bool = False
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with it; only a preview shows it."""
    broken: str = ""
    """On an error page the id of the notice that cannot be read; on a page of its translation `id/language`."""
    part: ListPart | None = None
    """Of a list, or of the preview's status."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for a page in every language."""
        if self.part is not None:
            return _key_of_part(self.kind, self.part.group, self.part.number)
        return (
            self.kind,
            self.notice.id if self.notice else self.broken,
            str((self.notice and self.notice.version) or ""),
        )


def _key_of_part(kind: Kind, group: str, number: int) -> tuple[str, str, str]:
    return kind, group, str(number) if number > 1 else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page of a portal, with the ways between them."""

    pages: tuple[Page, ...]
    redirects: tuple[Redirect, ...]
    by_key: Mapping[tuple[str, str, str], Mapping[str, Page]] = field(repr=False)
    """By `Page.key`, then language."""

    @classmethod
    def of(cls, pages: Iterable[Page], redirects: Iterable[Redirect]) -> Plan:
        """A plan of these pages, found by their keys."""
        by_key: dict[tuple[str, str, str], dict[str, Page]] = {}
        pages = tuple(pages)
        for page in pages:
            by_key.setdefault(page.key, {})[page.language] = page
        return cls(pages, tuple(redirects), by_key)

    def versions_in(self, page: Page) -> Mapping[str, Page]:
        """The page in each language, itself included."""
        return self.by_key[page.key]

    def counterparts(self, page: Page) -> Mapping[str, Page]:
        """Where a reader of the page goes in each language. A list may have fewer parts there: to its first, then."""
        pages = self.versions_in(page)
        return pages if page.part is None else {**self.by_key[_key_of_part(page.kind, page.part.group, 1)], **pages}

    def parts(self, page: Page) -> tuple[Page, ...]:
        """All parts of the list that the page is one of."""
        assert page.part is not None
        keys = (_key_of_part(page.kind, page.part.group, number + 1) for number in range(page.part.count))
        return tuple(self.by_key[key][page.language] for key in keys)

    def alternates(self, page: Page) -> tuple[Page, ...]:
        """The language versions to tell search engines of: real translations only, and only of such a page.

        A further part of a list has none: the alphabet puts other notices into the part with its number elsewhere.
        """
        if not self.is_indexed(page) or (page.part is not None and page.part.number > 1):
            return ()
        return tuple(other for other in self.versions_in(page).values() if other.is_translation)

    @staticmethod
    def is_indexed(page: Page) -> bool:
        """Whether search engines may list the page: in force, in its own language, not an error."""
        return (
            page.is_translation
            and not page.is_draft
            and page.kind in ("choose", "front", "list", "notice", "rights", "authority", "accessibility")
        )

    def canonical(self, page: Page) -> Page:
        """The page itself, or the one whose words it shows."""
        if page.is_translation or page.notice is None:
            return page
        return self.versions_in(page)[page.notice.source_language]


def file_beside(page: Page, name: str, site: Site) -> str:
    """Where a file that the texts of a notice link to is, below the root: under the address of the page."""
    return site.below(f"{page.path}/{name}")


def attachments_of(pages: Iterable[Page], site: Site) -> Iterator[tuple[str, str]]:
    """The files that the texts on these pages link to: where each is below the root, and its path from the folder of the
    notices on."""
    for page in pages:
        if page.notice is not None:
            version = f"versions/{page.notice.version}/" if page.notice.version else ""
            for name in page.notice.attachments:
                yield file_beside(page, name, site), f"{page.notice.id}/{version}{name}"


def status_pages(project: Project, rows: Mapping[str, Iterable[str]]) -> Iterator[Page]:
    """The preview's pages about the portal; `rows`: the languages each notice is translated to."""
    language = project.portal.languages[0]
    speaker = speakers_of(project)[language]
    ids = sorted((*(notice.id for notice in project.notices), *project.broken))
    shares = [tuple(ids[at : at + MAX_STATUS]) for at in range(0, len(ids), MAX_STATUS)] or [()]
    for number, share in enumerate(shares, 1):
        path = f"{STATUS}/{number}" if number > 1 else STATUS  # no clash: the id of a notice begins with a letter
        title = speaker.plain("status.title")  # as it is on the first part, which the menu leads to
        title = _title_of_part(speaker, title, number, len(shares)) if number > 1 else title
        yield Page("status", language, path, title, part=ListPart(number, len(shares), share, len(ids)))
    for notice, targets in rows.items():
        for target in targets:
            yield Page(
                "status-translation",
                language,
                f"{STATUS}/{notice}/{target}",
                f"{notice} ({target})",
                broken=f"{notice}/{target}",
            )


def speakers_of(project: Project) -> Mapping[str, Speaker]:
    """A speaker for each language: it falls back to the source language, then to the other catalogs."""
    order = dict.fromkeys((project.source_language, *project.portal.languages, *project.catalogs))
    empty = {language: Catalog(language, {}) for language in project.portal.languages}
    catalogs = {**empty, **project.catalogs}
    where, vocabulary = whereabouts_of_portal(project), project.vocabulary
    territories = vocabulary.territories_of(where.home)
    return {
        language: Speaker(
            [catalogs[key] for key in dict.fromkeys((language, *order)) if key in catalogs],
            where.home,
            territories=territories,
            countries=where.words,
        )
        for language in project.portal.languages
    }


def plan(
    project: Project, site: Site, *, drafts: bool = False, taken: Collection[str] = ()
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """The pages of a portal. `drafts`: show notices that are not published; `taken`: paths written by hand."""
    speakers = speakers_of(project)
    shown = [notice for notice in project.notices if drafts or notice.is_published]
    groups = groups_of(project, shown)
    # In all languages or in none, so that every list has its counterparts.
    is_divided = not all(_fits_one_page(project, speaker, shown) for speaker in speakers.values())
    paths, faults = resolve(project, speakers, taken, tuple(groups) if is_divided else (), site)
    pages: list[Page] = []
    default = project.portal.languages[0]
    pages.append(Page("404-all", default, "404", speakers[default].plain("ui.404.title")))
    if "" not in taken:
        pages.append(Page("choose", default, "", site_name(project, default).text))
    for language, speaker in speakers.items():
        has_words = language in project.words
        source = project.documents[language].file if has_words else project.documents["portal"].file
        if language not in taken:
            pages.append(
                Page(
                    "front",
                    language,
                    language,
                    site_name(project, language).text,
                    source=source,
                    is_translation=has_words,
                )
            )
        for kind, path in single_paths(project.portal, speaker).items():
            title = speaker.said(f"{kind}.title")
            told = (f"{kind}.title", f"{kind}.lead", *(BODY_OF_RIGHTS if kind == "rights" else ()))
            own = all(speaker.said(word).language == language for word in told)
            pages.append(Page(kind, language, path, title.text, is_translation=own))
        pages.append(Page("404", language, f"{language}/404", speaker.plain("ui.404.title")))
        notices = [page for notice in shown for page in _pages_of(notice, language, paths[notice.id, language])]
        if is_divided:
            pages.extend(_lists(project, speaker, groups, notices))
        pages.extend(notices)
    covered = further_parts_by_hand((page.path for page in pages if page.part), taken, site)
    used = {page.path for page in pages}
    beside = (file for file, _ in attachments_of(pages, site))
    found, more = redirects(project, paths, site, (*used, *taken), beside)
    kept = [redirect for redirect in found if redirect.target in used]
    return Plan.of(pages, kept), (*faults, *covered, *more)


def _pages_of(notice: Notice, language: str, path: str) -> Iterable[Page]:
    for version in (notice, *notice.versions):
        own = language in version.words
        document = version.documents[language if own else version.source_language]
        yield Page(
            "notice" if version.version is None else "version",
            language,
            path if version.version is None else f"{path}/{version.version}",
            version.text(language).title,
            version,
            document.file,
            own,
            not notice.is_published,
        )


def groups_of(project: Project, notices: Iterable[Notice]) -> Mapping[str, list[Notice]]:
    """The notices by whom they concern, in the portal's order of groups."""
    subjects = project.vocabulary.words["data_subjects"]
    by_group: dict[str, list[Notice]] = {}
    for notice in notices:
        first = next(iter(notice.facts.data_subjects), None)
        group = notice.facts.group or (subjects[first].group if first else None) or "public"
        by_group.setdefault(group, []).append(notice)
    shipped = dict.fromkeys(word.group for word in subjects.values() if word.group)
    order = dict.fromkeys((*project.portal.groups, *shipped, *by_group))
    return {group: by_group[group] for group in order if group in by_group}


def by_title(pages: Iterable[Page], speaker: Speaker) -> list[Page]:
    """Pages in the order of their titles, as the language sorts them."""
    return sorted(pages, key=lambda page: (speaker.order(page.title), page.path))


def _lists(
    project: Project, speaker: Speaker, groups: Mapping[str, list[Notice]], pages: Iterable[Page]
) -> Iterator[Page]:
    """The lists of a language, one for each group of people concerned. `pages`: of all notices in the language."""
    current = {page.notice.id: page for page in pages if page.kind == "notice" and page.notice}
    paths = list_paths(project.portal, speaker, tuple(groups))
    for group, members in groups.items():
        entries = by_title((current[notice.id] for notice in members), speaker)
        weights = _weights(project, speaker, (page.notice for page in entries if page.notice), MAX_IN_LIST)
        shares = list(_divided([page.notice.id for page in entries if page.notice], weights))
        word = speaker.said(f"group.{group}")
        own = speaker.language in project.words and word.language == speaker.language
        for number, share in enumerate(shares, 1):
            yield Page(
                "list",
                speaker.language,
                paths[group] if number == 1 else f"{paths[group]}/{number}",
                _title_of_part(speaker, word.text, number, len(shares)),
                is_translation=own,
                part=ListPart(number, len(shares), share, len(entries), group),
            )


def _title_of_part(speaker: Speaker, title: str, number: int, count: int) -> str:
    return speaker.plain("list.part", title=title, part=number, count=count) if count > 1 else title


def _divided(ids: Iterable[str], weights: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """Ids in parts that fit a page each, full from the first on: a new notice moves few others."""
    part: list[str] = []
    weight = 0
    for key, own in zip(ids, weights, strict=True):
        if part and (len(part) == MAX_ENTRIES or weight + own > MAX_ENTRIES_BYTES):
            yield tuple(part)
            part, weight = [], 0
        part.append(key)
        weight += own
    if part:
        yield tuple(part)


def _fits_one_page(project: Project, speaker: Speaker, notices: Sequence[Notice]) -> bool:
    return len(notices) <= MAX_ENTRIES and sum(_weights(project, speaker, notices)) <= MAX_ENTRIES_BYTES


def _weights(project: Project, speaker: Speaker, notices: Iterable[Notice], limit: int | None = None) -> Iterator[int]:
    """Bytes that each notice takes in a list, not less than it does as far as its texts have no markup.

    `limit`: characters of a summary that are shown; in HTML none has more than five bytes.
    """
    mark, frame = 45, 250  # `lang` and `dir` of words in another language; the tags of an entry
    said = {key: speaker.said(f"data_subjects.{key}") for key in project.vocabulary.words["data_subjects"]}
    labels = {key: _bytes(word.text) + 2 + mark * (word.language != speaker.language) for key, word in said.items()}
    for notice in notices:
        words = notice.text(speaker.language)
        summary = _bytes(words.summary or "")
        texts = _bytes(words.title) + (summary if limit is None else min(summary, 5 * limit + 5))
        slug = min(MAX_SLUG_BYTES, _bytes(words.slug or words.title))
        marks = 0 if speaker.language in notice.words else 2 * mark
        yield frame + texts + slug + marks + sum(labels[key] for key in notice.facts.data_subjects)


@functools.lru_cache(maxsize=16_384)
def _bytes(text: str) -> int:
    return len(escape(text).encode())


def site_name(project: Project, language: str) -> Said:
    """The portal's name in a language."""
    for key in (language, project.source_language, *project.words):
        if key in project.words:
            return Said(project.words[key].site_name, key)
    return Said("", language)
