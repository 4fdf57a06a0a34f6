"""What each finished page depends on, as names by which it is found again. No input or output."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import Inputs
from privacy_notices.model.notice import Notice
from privacy_notices.pages.plan import LISTED, Page
from privacy_notices.portal.prepared import Prepared
from privacy_notices.portal.written_pages import WrittenPages


class PageKeys:
    """The inputs of the pages of one portal."""

    def __init__(self, portal: Prepared, written: WrittenPages) -> None:
        """`written`: pages by hand, as far as the host has read them."""
        self._portal = portal
        self._plan = portal.plan
        self._digests = portal.found.digests
        self._written = written

    def of_page(self, page: Page, edit_href: str | None) -> Inputs:
        """Everything that the HTML of a page depends on."""
        if page.notice is None:
            return self._everything, repr((page, edit_href))
        key, language = page.notice.id, page.language
        is_linking = bool(self._portal.found.linking & {"", key})
        others = [
            [
                (one.kind, one.language, one.path, one.title, one.is_translation, one.is_draft)
                for one in versions.values()
            ]
            for versions in self._versions_of(page.notice)
        ]
        own = (
            page.kind,
            language,
            page.path,
            page.title,
            page.source,
            page.is_translation,
            page.is_draft,
            str(page.notice.version),
        )
        seen = (own, edit_href, page.faults, others, self._paths.get(language) if is_linking else None)
        return self._digests[key], self._surroundings, repr(seen)

    def of_entry(self, page: Page) -> Inputs:
        """Everything that what the search knows of a notice depends on."""
        assert page.notice is not None, "only what is known of notices is kept"
        site = self._portal.site
        where = (page.language, page.path, page.title, page.is_translation, site.directory_urls)
        return self._digests[page.notice.id], repr(where)

    def _versions_of(self, notice: Notice) -> Iterator[Mapping[str, Page]]:
        """The page of a notice and of each earlier version, by language."""
        for version in (None, *(one.version for one in self._by_id[notice.id].versions)):
            yield self._plan.by_key["notice" if version is None else "version", notice.id, str(version or "")]

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Notice]:
        return {notice.id: notice for notice in self._portal.project.notices}

    @functools.cached_property
    def _surroundings(self) -> str:
        """A digest of what is around the text of every page."""
        portal = self._portal
        written = sorted((page.path, page.title) for page in self._written.pages.values())
        singles = [
            (page.kind, page.language, page.path, page.title, page.is_translation)
            for page in self._plan.pages
            if page.notice is None and page.kind in LISTED
        ]
        return digest(self._digests[""], repr((portal.site, portal.options.search, written, singles)))

    @functools.cached_property
    def _paths(self) -> Mapping[str, str]:
        """By language a digest of where every notice is."""
        found: dict[str, list[tuple[str, str]]] = {}
        for page in self._plan.pages:
            if page.kind == "notice" and page.notice is not None:
                found.setdefault(page.language, []).append((page.notice.id, page.path))
        return {language: digest(repr(sorted(paths))) for language, paths in found.items()}

    @functools.cached_property
    def _everything(self) -> str:
        """A digest of the whole portal, for pages that tell of many notices."""
        paths = [(page.kind, page.language, page.path, page.title, page.is_draft) for page in self._plan.pages]
        return digest(self._surroundings, repr((sorted(self._digests.items()), paths)))
