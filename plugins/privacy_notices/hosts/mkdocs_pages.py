"""The portal's pages in one build of a site: what is the same whichever way they go through MkDocs.

There are two ways, which give the same bytes: `mkdocs_through.Through` and `mkdocs_beside.Beside`.
"""

from __future__ import annotations

import abc
import html
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.hosts.finished_site import FinishedSite, PageMaking
from privacy_notices.hosts.leaving import LEAVING_SCRIPT, leaving_script
from privacy_notices.hosts.mkdocs_by_hand import entries_of, headings_of, title_of
from privacy_notices.hosts.mkdocs_room import has_own_not_found, is_source, made_in_the_way, named_in
from privacy_notices.hosts.mkdocs_site import edit_href
from privacy_notices.hosts.mkdocs_templates import SiteTemplates
from privacy_notices.hosts.reach import reach_of
from privacy_notices.hosts.templates import NOT_FOUND, PAGE
from privacy_notices.pages.addresses import fold
from privacy_notices.pages.frame import Frame
from privacy_notices.pages.plan import Page
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.sitemap import SitemapEntry
from privacy_notices.portal.written_pages import WrittenPage


class PortalPages(abc.ABC):
    """The portal in one build."""

    def __init__(self, portal: Publication, config: MkDocsConfig, source: Path) -> None:
        """`source`: the folder of the notices."""
        self.config = config
        self.source = source
        self.named = named_in(config.nav)
        """Sources of pages that the menu of the site names."""
        self.templates = SiteTemplates(config)
        self._portal = portal
        self._read: list[WrittenPage] = []
        """Pages by hand that MkDocs has read, and the portal does not know yet."""
        self._texts: dict[str, str] = {}
        """HTML of what somebody wrote by hand for the portal, by file."""
        self._own: dict[str, File] = {}
        """What the portal has added, by file."""
        self._replaced: list[File] = []
        self._has_not_found = bool(portal.site.folder)
        """The 404 page beside the choice of a language is the portal's."""

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
    def finished_site(self, folder: Path, others: tuple[str, ...]) -> FinishedSite:
        """The site in that folder, for its policy. `others`: who else takes part in making pages, by name."""

    # --- files ---------------------------------------------------------------------------------------------------------

    def add_to(self, files: Files) -> None:
        """Add a page for every notice and language, and what stands beside the pages."""
        pages = [self.file(page) for page in self.shown() if page.kind != "choose"]
        taken = {file.dest_uri for file in pages}
        for file in list(files):
            # A page by hand at an address of the portal is a fault (P104), but a preview goes on. And where the
            # notices lie in `docs_dir`, MkDocs would publish their sources, drafts included.
            if file.dest_uri in taken or is_source(file, self.source):
                files.remove(file)
                self._replaced.append(file)
            elif (written := self.portal.written(file.src_uri)) is not None:
                file.locale = written.language  # type: ignore[attr-defined]
                if file.inclusion.is_included():
                    file.inclusion = InclusionLevel.NOT_IN_NAV
        beside: dict[str, bytes | Path] = {**self.portal.files(), **self.attachments()}
        if LEAVING_SCRIPT in self.config.extra_javascript:
            beside[LEAVING_SCRIPT] = leaving_script(reach_of(self.portal)).encode()
        for file in (*pages, *(self.generated(*one) for one in beside.items())):
            self._add(files, file)

    def attachments(self) -> Mapping[str, Path]:
        """The files that are to be copied beside the pages that link to them."""
        return self.portal.attachments()

    def add_last(self, files: Files, makers: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        """Add the choice of a language, unless the site has a front page by now, whoever has made it. What others have
        put where the portal has something. `makers`: plugins and hooks that may have."""
        found = tuple(made_in_the_way((*self._replaced, *files), self._own, self.config.docs_dir, makers))
        choices = [page for page in self.shown() if page.kind == "choose"]
        is_free = not any(file.dest_uri == self.portal.site.file("") for file in files)
        if choices and not is_free:
            self._portal = self.portal.without_choice()
        elif choices:
            self._add(files, self.file(choices[0]))
            self._has_not_found = bool(self.portal.site.folder) or not has_own_not_found(files, self.config)
        return found

    def _add(self, files: Files, file: File) -> None:
        if (before := files.get_file_from_path(file.src_uri)) is not None:
            files.remove(before)
        files.append(file)
        self._own[fold(file.dest_uri)] = file

    def generated(self, path: str, made: bytes | str | Path) -> File:
        """A file that is made of nothing on the disk, or of one that lies elsewhere."""
        if isinstance(made, Path):
            return File.generated(self.config, path, abs_src_path=str(made), inclusion=InclusionLevel.NOT_IN_NAV)
        return File.generated(self.config, path, content=made, inclusion=InclusionLevel.NOT_IN_NAV)

    def show_menu(self, nav: Navigation) -> None:
        """The site's menu is known. What it names of the portal without a title has that of the page."""
        self.templates.show_menu(nav)
        for page in nav.pages:
            output = self._portal.page(page.file.src_uri)
            if output is not None and page.title is None:
                page.title = html.escape(output.title)  # MkDocs' own templates do not escape titles

    # --- pages ---------------------------------------------------------------------------------------------------------

    def markdown(self, page: MkDocsPage, text: str) -> str:
        """The Markdown of a page as MkDocs is to read it: of the portal's own, nothing."""
        uri = page.file.src_uri
        output = self._portal.page(uri)
        if output is not None:
            # Macros must never see what people wrote.
            page.meta.update(template=PAGE, title=html.escape(output.title), locale=output.language)
            page.meta.update(render_macros=False, search={"exclude": True})
            return ""
        if (written := self._portal.written(uri)) is not None:
            page.meta.setdefault("template", PAGE)
            page.meta.setdefault("locale", written.language)
        return text

    def hear(self, page: MkDocsPage, content: str) -> None:
        """The HTML of a page before other plugins add to it."""
        if self._portal.written(page.file.src_uri) is not None:
            self._texts[page.file.dest_uri] = content

    def read(self, page: MkDocsPage, content: str) -> str:
        """The HTML of a page: the portal's own, or that of the site, which the menu and the search are told of."""
        own = self.content(page)
        if own is not None:
            return own
        if self._portal.written(page.file.src_uri) is not None:
            self._read.append(WrittenPage(page.file.src_uri, title_of(page), content))
        return content

    def frame(self, page: MkDocsPage) -> Frame | None:
        """What the templates know of a page as `pn`; None for a page in the theme's own frame."""
        own, uri = self.own_frame(page), page.file.src_uri
        if own is not None or self.portal.written(uri) is None:
            return own
        said = title_of(page), page.content or "", headings_of(page), str(page.meta.get("description") or "")
        return self.portal.frame_written(uri, *said, edit_href=page.edit_url)

    def edit_href(self, page: Page) -> str | None:
        """Where the source of a page can be edited; None where nobody says so."""
        return None if page.source is None else edit_href(self.config, self.source.parent / page.source)

    def complete(self, env: Environment, files: Files) -> None:
        """Every page has been read: the search index can be made, and MkDocs copies files only after this."""
        self.templates.open(env, files)
        for path, data in self.search_files().items():
            self._add(files, self.generated(path, data))

    def release(self) -> None:
        """The next build begins. What a build has left is set aside from the collector (`Preview.end`), so that the
        circle of these pages and MkDocs' files would never be found."""
        self.templates.close()
        self._own, self._replaced = {}, []

    def sitemap_of(self, files: Iterable[File]) -> list[SitemapEntry]:
        """The portal's addresses, and those of the site's other pages."""
        return self.portal.sitemap(entries_of(files, self.portal))

    def write_root_not_found(self, folder: Path) -> None:
        """The 404 page at the portal's root. That of the site is the portal's where its front page is, and where nobody
        has made one."""
        if self._has_not_found:
            self._write(folder, self.portal.site.file("404"), self.portal.not_found())

    def write_not_found(self, folder: Path) -> None:
        """All 404 pages; that of a language for web servers that look for one in the folder."""
        self.write_root_not_found(folder)
        for path, frame in self.portal.not_found_pages():
            self._write(folder, path, frame)

    def _write(self, folder: Path, path: str, frame: Frame) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = self.templates.render(NOT_FOUND, self.portal.site.base, pn=frame)
        target.write_text(text, encoding="utf-8", newline="\n")

    def told(self, others: tuple[str, ...]) -> Callable[[str, str], PageMaking]:
        """What is known of a finished page (`PageMaking`), once everything is written."""
        portal = self.portal
        pages = {portal.site.file(page.path): page for page in portal.plan.pages}
        if not self._has_not_found:
            del pages[portal.site.file("404")]

        def told(file: str, _: str) -> PageMaking:
            if file in self._texts:
                return PageMaking(self._texts[file], others)
            if file in pages:
                return PageMaking(str(portal.frame(pages[file]).content or ""), others)
            return PageMaking("")

        return told
