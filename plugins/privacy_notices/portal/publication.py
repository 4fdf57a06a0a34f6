"""A portal ready to be published: read, checked, planned, and rendered page by page on demand.

The shell that every host and the command line share. It reads the source folder; it writes nothing but to the cache.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from markupsafe import Markup

from privacy_notices.document.notice_document import Document
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.incremental.memo import Memo
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Heading
from privacy_notices.pages.brand import stylesheet
from privacy_notices.pages.frame import ASSETS, Frame, Framer, HandWritten
from privacy_notices.pages.plan import Page, Plan, attachments_of
from privacy_notices.pages.render import Content, redirect_html
from privacy_notices.portal.examination import Read, examine
from privacy_notices.portal.options import Options
from privacy_notices.portal.page_keys import PageKeys
from privacy_notices.portal.prepared import Prepared, prepare
from privacy_notices.portal.reading import read_folders
from privacy_notices.portal.search_files import SearchFiles
from privacy_notices.portal.sitemap import SitemapEntry, sitemap
from privacy_notices.portal.written_pages import WrittenPage, WrittenPages

__all__ = ("BRAND_SHEET", "Publication", "SitemapEntry", "WrittenPage")

BRAND_SHEET: Final = f"{ASSETS}/privacy-notices-brand.css"
"""The style sheet with the colour of the brand, below the root."""


class Publication:
    """One reading of the source folder. A value: nothing that is asked of it changes what it says."""

    def __init__(self, portal: Prepared, written: WrittenPages) -> None:
        """Use `open`."""
        self._portal = portal
        self._written = written
        pages = (page for page in portal.plan.pages if not page.kind.startswith("404"))
        self._pages = {portal.site.source(page.path): page for page in pages}

    @classmethod
    def open(
        cls,
        source: Path,
        options: Options,
        *,
        written: Sequence[str] = (),
        last: Publication | None = None,
        memo: Memo | None = None,
        read: Read = read_folders,
    ) -> Publication:
        """Read the folder `source` and check it against the law.

        `written`: sources of all hand-written pages below the docs folder; `last`: the reading before, for a preview;
        `memo`: what earlier readings found; `read`: reads the folder.
        """
        memo = memo or Memo()
        found = examine(source, options.day, memo, options.part.select if options.part else None, read)
        portal = prepare(found, source, options, written, last, memo)
        languages = portal.project.portal.languages
        return cls(portal, WrittenPages.among(written, languages, portal.site, options.host_pages))

    def with_written(self, pages: Iterable[WrittenPage]) -> Publication:
        """The same portal with what the host has read of hand-written pages: the menu and the search know them.

        Everything else is shared. Errors: KeyError for a page that takes no part (`is_written`).
        """
        return Publication(self._portal, self._written.with_read(pages))

    @property
    def project(self) -> Project:
        """What is shown: the portal, or where portal.yml is broken the last that could be read, or an empty one."""
        return self._portal.project

    @property
    def plan(self) -> Plan:
        """Every page, with the ways between them."""
        return self._portal.plan

    @property
    def site(self) -> Site:
        """Where the portal will be."""
        return self._portal.site

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong, in reading order, in no language yet."""
        return self._portal.diagnostics

    @property
    def is_readable(self) -> bool:
        """False when portal.yml is broken."""
        return self._portal.is_readable

    # --- pages -----------------------------------------------------------------------------------------------------

    def pages(self) -> Iterable[Page]:
        """Every page but those for addresses that do not exist."""
        return self._pages.values()

    def page(self, uri: str) -> Page | None:
        """The page at a source address such as `fi/asiakkaat.md`."""
        return self._pages.get(uri)

    def documents(self) -> Iterator[Document]:
        """What each notice says in each language, earlier versions too, in the order of the pages: for other outputs."""
        return (self._portal.renderer.document(page) for page in self.pages() if page.notice is not None)

    def written(self, uri: str) -> HandWritten | None:
        """A hand-written page that takes part in the portal's languages: it lies in the folder of one."""
        return None if uri in self._pages else self._written.pages.get(uri)

    def without_choice(self) -> Publication:
        """The same portal where somebody else has the page at its root."""
        return Publication(self._portal.without_choice(), self._written)

    def frame(self, page: Page, *, edit_href: str | None = None) -> Frame:
        """What the templates of a host show of a page. `edit_href`: where its source can be edited."""
        return self._framer.frame(page, self._portal.renderer.render(page), edit_href=edit_href)

    def frame_written(
        self,
        uri: str,
        title: str,
        content: str,
        headings: Iterable[tuple[str, str]],
        description: str,
        *,
        edit_href: str | None = None,
    ) -> Frame:
        """The frame of a hand-written page whose HTML the host has made. `headings`: id and title of each."""
        page = replace(self._written.pages[uri], title=title)
        said = Content(Markup(content), tuple(Heading(*item) for item in headings), description, title)  # noqa: S704
        return self._framer.frame_written(page, said, edit_href=edit_href)

    def finished(self, page: Page, show: Callable[[Frame], str], *, edit_href: str | None = None) -> str:
        """The whole page as HTML, from an earlier build where nothing that it depends on has changed since.

        `show`: the template of a page; always the same one. A preview, which also shows faults, makes each page anew.
        """

        def make() -> str:
            text = show(self.frame(page, edit_href=edit_href))
            self.keep_entry(page)  # while the document of its notice is at hand
            return text

        if self._portal.options.drafts:
            return show(self.frame(page, edit_href=edit_href))
        return self._portal.memo.text("page", self._keys.of_page(page, edit_href), make)

    def anchors(self, page: Page) -> frozenset[str]:
        """The headings of a page that links can lead to."""
        return frozenset(heading.id for heading in self._portal.renderer.render(page).headings)

    def not_found(self) -> Frame:
        """The 404 page at the portal's root, in every language."""
        return next(self.frame(page) for page in self.plan.pages if page.kind == "404-all")

    def not_found_pages(self) -> Iterator[tuple[str, Frame]]:
        """The 404 page of each language, with its file."""
        return ((self.site.file(page.path), self.frame(page)) for page in self.plan.pages if page.kind == "404")

    @functools.cached_property
    def _framer(self) -> Framer:
        sheets = (BRAND_SHEET,) if self.project.portal.brand.color else ()
        written = tuple(self._written.pages.values())
        search = self._portal.options.search
        return Framer(self.project, self.plan, self.site, written, search=search, stylesheets=sheets)

    @functools.cached_property
    def _keys(self) -> PageKeys:
        return PageKeys(self._portal, self._written)

    # --- other files -----------------------------------------------------------------------------------------------

    def files(self) -> Mapping[str, bytes]:
        """Files beside the pages, by path below the root: old addresses, the brand's colours."""
        speakers = self._portal.renderer.speakers
        files = {
            redirect.file: redirect_html(redirect, speakers[redirect.language], self.site).encode()
            for redirect in self.plan.redirects
        }
        if self.project.portal.brand.color:
            files[BRAND_SHEET] = stylesheet(self.project.portal.brand.color).encode()
        return files

    def attachments(self, pages: Iterable[Page] | None = None) -> Mapping[str, Path]:
        """Files to be copied beside the pages that link to them, or beside some pages: by path below the root, where each
        lies."""
        found = attachments_of(self.plan.pages if pages is None else pages, self.site)
        return {path: self._portal.source / below for path, below in found}

    def page_files(self) -> Iterator[str]:
        """The file of every page, below the root."""
        return (self.site.file(page.path) for page in self.plan.pages)

    def search_files(self) -> Mapping[str, bytes]:
        """The search index of every language, by path below the root; complete once hand-written pages were read."""
        return {path: data for key in self.project.portal.languages for path, data in self.search_of(key).items()}

    def search_of(self, language: str) -> Mapping[str, bytes]:
        """The search index of one language."""
        return self._search.of(language)

    def keep_entry(self, page: Page) -> None:
        """Keep what the search has to know of a page, for the build that makes the index."""
        self._search.keep(page)

    @functools.cached_property
    def _search(self) -> SearchFiles:
        return SearchFiles(self._portal, self._written, self._keys)

    def sitemap(self, others: Iterable[SitemapEntry] = ()) -> list[SitemapEntry]:
        """What search engines may list: real translations in force. `others`: the host's own pages."""
        return sitemap(self._framer, others)
