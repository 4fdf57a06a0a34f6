"""The portal's pages in one build of a site: what is the same whichever way they go through MkDocs.

There are two ways, which give the same bytes: `mkdocs_through.Through` and `mkdocs_beside.Beside`.
"""

from __future__ import annotations

import abc
import html
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from privacy_notices.hosts.finished_site import FinishedSite
from privacy_notices.hosts.templates import NOT_FOUND, PAGE
from privacy_notices.pages.frame import Frame
from privacy_notices.pages.plan import Page
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import ATTACHMENT_SUFFIXES, SUFFIXES
from privacy_notices.portal.sitemap import SitemapEntry
from privacy_notices.portal.written_pages import WrittenPage

_SOURCES: Final = (*SUFFIXES, ".xlf", *ATTACHMENT_SUFFIXES)
"""How the names of files end that are never published, if they lie in the folder of the notices."""


class PortalPages(abc.ABC):
    """The portal in one build."""

    def __init__(self, portal: Publication, config: MkDocsConfig, source: Path) -> None:
        """`source`: the folder of the notices."""
        self.config = config
        self.source = source
        self._portal = portal
        self._read: list[WrittenPage] = []
        """Pages by hand that MkDocs has read, and the portal does not know yet."""
        self._texts: dict[str, str] = {}
        """HTML of what stands in the pages of the host's theme, by file."""
        self._env: Environment | None = None
        self._files: Files = Files([])

    @property
    def portal(self) -> Publication:
        """The portal, with all pages by hand that MkDocs has read so far."""
        if self._read:
            self._portal = self._portal.with_written(self._read)
            self._read = []
        return self._portal

    # --- what the two ways do differently ------------------------------------------------------------------------------

    @abc.abstractmethod
    def shown(self) -> Iterable[Page]:
        """The pages that MkDocs is told of."""

    @abc.abstractmethod
    def file(self, page: Page) -> File:
        """A page as MkDocs knows it."""

    @abc.abstractmethod
    def content(self, page: MkDocsPage) -> str | None:
        """The HTML of a page that passes through MkDocs; None where it is none of the portal's."""

    @abc.abstractmethod
    def own_frame(self, page: MkDocsPage) -> Frame | None:
        """The frame of such a page."""

    @abc.abstractmethod
    def search_files(self) -> Mapping[str, bytes]:
        """The files of the search that are to be written."""

    @abc.abstractmethod
    def sitemap(self, files: Iterable[File]) -> Iterable[SitemapEntry]:
        """What is to be written into the sitemap. `files`: the site's."""

    @abc.abstractmethod
    def finish(self, folder: Path) -> None:
        """MkDocs has written the site to a folder."""

    @abc.abstractmethod
    def finished_site(self, folder: Path) -> FinishedSite:
        """The site in that folder, for its policy."""

    # --- files ---------------------------------------------------------------------------------------------------------

    def add_to(self, files: Files) -> None:
        """Add a page for every notice and language, and what stands beside the pages."""
        pages = [self.file(page) for page in self.shown()]
        taken = {self.portal.site.file(page.path) for page in self.portal.pages()}
        for file in list(files):
            # A page by hand at an address of the portal is a fault (P104), but a preview goes on. And where the
            # notices lie in `docs_dir`, MkDocs would publish their sources, drafts included.
            if file.dest_uri in taken or self._is_source(file):
                files.remove(file)
            elif self.portal.is_written(file.src_uri):
                file.locale = file.src_uri.split("/")[0]  # type: ignore[attr-defined]
                if file.inclusion.is_included():
                    file.inclusion = InclusionLevel.NOT_IN_NAV
        for file in pages:
            files.append(file)
        for path, data in self.portal.files().items():
            if path not in files.src_uris:
                files.append(self.generated(path, data))
        for path, source in self.attachments().items():
            if path not in files.src_uris:
                files.append(
                    File.generated(self.config, path, abs_src_path=str(source), inclusion=InclusionLevel.NOT_IN_NAV)
                )

    def attachments(self) -> Mapping[str, Path]:
        """The files that are to be copied beside the pages that link to them."""
        return self.portal.attachments()

    def generated(self, path: str, data: bytes | str) -> File:
        """A file that is made of nothing on the disk."""
        return File.generated(self.config, path, content=data, inclusion=InclusionLevel.NOT_IN_NAV)

    def _is_source(self, file: File) -> bool:
        path = file.abs_src_path
        return path is not None and path.endswith(_SOURCES) and Path(path).is_relative_to(self.source)

    # --- pages ---------------------------------------------------------------------------------------------------------

    def markdown(self, page: MkDocsPage, text: str) -> str:
        """The Markdown of a page as MkDocs is to read it: of the portal's own, nothing."""
        uri = page.file.src_uri
        output = self._portal.page(uri)
        if output is not None:
            # MkDocs' own templates do not escape titles, and macros must never see what people wrote.
            page.meta.update(template=PAGE, title=html.escape(output.title), locale=output.language)
            page.meta.update(render_macros=False, search={"exclude": True})
            return ""
        if self._portal.is_written(uri):
            page.meta.setdefault("template", PAGE)
            page.meta.setdefault("locale", uri.split("/")[0])
        return text

    def read(self, page: MkDocsPage, content: str) -> str:
        """The HTML of a page: the portal's own, or that of the site, which the menu and the search are told of."""
        own = self.content(page)
        if own is not None:
            return own
        if self._portal.is_written(page.file.src_uri):
            self._read.append(WrittenPage(page.file.src_uri, html.unescape(str(page.title or "")), content))
        return content

    def frame(self, page: MkDocsPage) -> Frame | None:
        """What the templates know of a page as `pn`; None for a page in the theme's own frame."""
        own = self.own_frame(page)
        if own is not None:
            return own
        uri, content = page.file.src_uri, page.content or ""
        if not self.portal.is_written(uri):
            self._texts[page.file.dest_uri] = content
            return None
        level_two = (item for top in page.toc for item in (top.children if top.level == 1 else [top]))
        headings = [(item.id, html.unescape(Markup(item.title).striptags())) for item in level_two]  # noqa: S704 -- read, not shown
        title, description = html.unescape(str(page.title or "")), str(page.meta.get("description") or "")
        return self.portal.frame_written(uri, title, content, headings, description, edit_href=page.edit_url)

    def contents(self, frame: Frame) -> TableOfContents:
        """The headings of a page of the portal, as MkDocs has them."""
        return TableOfContents([AnchorLink(html.escape(item.title), item.id, 2) for item in frame.contents])

    # --- around the pages ----------------------------------------------------------------------------------------------

    def complete(self, env: Environment, files: Files) -> None:
        """Every page has been read: the search index can be made, and MkDocs copies files only after this."""
        self._env = env
        self._files = files
        for path, data in self.search_files().items():
            files.append(self.generated(path, data))

    def release(self) -> None:
        """The next build begins. What a build has left is set aside from the collector (`Preview.end`), so that the
        circle of these pages and MkDocs' files would never be found."""
        self._files = Files([])

    @property
    def env(self) -> Environment:
        """The templates of the site."""
        assert self._env is not None, "MkDocs calls on_env before it writes anything"
        return self._env

    def sitemap_of(self, files: Iterable[File]) -> list[SitemapEntry]:
        """The portal's addresses, and those of the site's other pages."""
        portal = self.portal
        pages = (file.page for file in files if file.is_documentation_page() and not portal.is_written(file.src_uri))
        others = [page for page in pages if page and portal.page(page.file.src_uri) is None]
        return portal.sitemap(page.canonical_url for page in others)

    def write_not_found(self, folder: Path) -> None:
        """The 404 page of each language, for web servers that look for one in the folder."""
        template: Any = self.env.get_template(NOT_FOUND)
        for path, frame in self.portal.not_found_pages():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(template.render(pn=frame, config=self.config), encoding="utf-8", newline="\n")

    def written_in(self) -> Callable[[str, str], str]:
        """What people wrote of a finished page (`Finished.written`), once everything is written."""
        copied = {file.dest_uri for file in self._files} | {path for path, _ in self.portal.not_found_pages()}

        def written(file: str, text: str) -> str:
            # What is in none of these, another plugin has made of the site's settings.
            return self._texts.get(file, text if file in copied or file == NOT_FOUND else "")

        return written
