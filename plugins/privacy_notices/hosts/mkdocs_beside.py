"""Pages of the portal that MkDocs only copies, where nobody else takes part in making them.

A build takes them from the cache where nothing they depend on has changed; a preview that has a server does not even
copy them, but makes them when a browser asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from privacy_notices.hosts.finished_site import FinishedSite
from privacy_notices.hosts.mkdocs_pages import PortalPages
from privacy_notices.hosts.on_demand import OnDemand
from privacy_notices.hosts.reach import reach_of
from privacy_notices.hosts.templates import PAGE, SITEMAP
from privacy_notices.incremental.digest import digest
from privacy_notices.pages.frame import Frame
from privacy_notices.pages.plan import Page
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.sitemap import SitemapEntry
from privacy_notices.search.index import FOLDER


class Beside(PortalPages):
    """Each page is a file that is there when MkDocs copies files."""

    def __init__(self, portal: Publication, config: MkDocsConfig, source: Path, *, is_last: bool) -> None:
        """`is_last`: nobody else changes files after they were written."""
        super().__init__(portal, config, source)
        self._is_last = is_last
        self._written: dict[str, str] = {}
        """Digests of pages that were copied, by file."""

    def shown(self) -> Iterable[Page]:
        """All pages."""
        return self.portal.pages()

    def file(self, page: Page) -> File:
        """A file that MkDocs copies by asking for it."""
        return PageFile(page, self.portal.site.file(page.path), self.config, self)

    def content(self, page: MkDocsPage) -> str | None:
        """None: no page of the portal passes through MkDocs."""
        return None

    def own_frame(self, page: MkDocsPage) -> Frame | None:
        """None: no page of the portal passes through MkDocs."""
        return None

    def search_files(self) -> Mapping[str, bytes]:
        """The index of every language."""
        return self.portal.search_files()

    def sitemap(self, files: Iterable[File]) -> Iterable[SitemapEntry]:
        """Every address of the site."""
        return self.sitemap_of(files)

    def copy(self, page: Page, target: Path) -> None:
        """Write a page where MkDocs wants it."""
        target.parent.mkdir(parents=True, exist_ok=True)
        data = self.finished(page)
        self._written[self.portal.site.file(page.path)] = digest(data)
        target.write_bytes(data)

    def anchors(self, page: Page) -> frozenset[str]:
        """The headings of a page that links can lead to."""
        return self.portal.anchors(page)

    def finished(self, page: Page) -> bytes:
        """A whole page."""
        template = self.templates.env.get_template(PAGE)

        def show(frame: Frame) -> str:
            return str(template.render(pn=frame))

        text = self.portal.finished(page, show, edit_href=self.edit_href(page))
        return text.encode(errors="xmlcharrefreplace")

    def finish(self, folder: Path) -> None:
        """What MkDocs does not make."""
        self.write_not_found(folder)

    def show_menu(self, nav: Navigation) -> None:
        """The site's menu is known: pages that it names are no files alone."""
        super().show_menu(nav)
        for page in nav.pages:
            if (output := self.portal.page(page.file.src_uri)) is not None:
                page.present_anchor_ids = set(self.anchors(output))

    def finished_site(self, folder: Path, others: tuple[str, ...]) -> FinishedSite:
        """What the portal's own templates make needs nothing; whatever others change later is another matter."""
        reach = reach_of(self.portal)
        return FinishedSite(folder, self.told(others), self._written, is_unchanged=self._is_last, reach=reach)


class OnRequest(Beside):
    """The same in a preview whose server can be asked to make pages first: nothing is written before somebody looks."""

    def __init__(self, portal: Publication, config: MkDocsConfig, source: Path, demand: OnDemand) -> None:
        """`demand`: stands before the server of the preview."""
        super().__init__(portal, config, source, is_last=False)
        self._demand = demand
        self._attachments = portal.attachments()
        self._by_file: dict[str, Page] = {}

    def shown(self) -> Iterable[Page]:
        """All pages but the preview's own, which are no target of a link in Markdown."""
        return (page for page in self.portal.pages() if not page.kind.startswith("status"))

    def attachments(self) -> Mapping[str, Path]:
        """None yet."""
        return {}

    def search_files(self) -> Mapping[str, bytes]:
        """None yet."""
        return {}

    def sitemap(self, files: Iterable[File]) -> Iterable[SitemapEntry]:
        """Nothing yet."""
        return ()

    def copy(self, page: Page, target: Path) -> None:
        """Nothing yet."""

    def finish(self, folder: Path) -> None:
        """From now on pages are made when somebody asks."""
        self._by_file = {self.portal.site.file(page.path): page for page in self.portal.pages()}
        self.write_root_not_found(folder)
        self._demand.open(folder, self._asked_for)

    def _asked_for(self, name: str) -> Mapping[str, bytes]:
        """The files of the portal that are made together with one."""
        if (page := self._by_file.get(name)) is not None:
            return {name: self.finished(page)}
        for language in self.portal.project.portal.languages:
            if name.startswith(self.portal.site.below(f"{language}/{FOLDER}/")):
                return self.portal.search_of(language)
        if (source := self._attachments.get(name)) is not None:
            return {name: source.read_bytes()} if source.is_file() else {}
        if name == SITEMAP:
            entries = self.sitemap_of(self.templates.files)
            return {name: self.templates.render(name, ".", pn_sitemap=entries).encode()}
        return {}


class PageFile(File):
    """A finished page that MkDocs copies. Links in Markdown find it by `src_uri`, as they find any page."""

    def __init__(self, output: Page, file: str, config: MkDocsConfig, pages: Beside) -> None:
        """`file`: its path below the root of the site; `pages`: makes it."""
        # What `File` does, without taking paths apart that have only `/`: thousands of them at every save would be felt.
        self.src_uri = pages.portal.site.source(output.path)
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.dest_uri = file
        self.output = output
        self.generated_by = "privacy-notices"
        self._pages = pages
        if self.src_uri not in pages.named:  # for those MkDocs makes a page, to stand in the menu
            self.page = _Anchors(output, pages.anchors)  # type: ignore[assignment]

    def is_documentation_page(self) -> bool:
        """No: MkDocs reads no Markdown of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write it."""
        self._pages.copy(self.output, Path(self.abs_dest_path))


class _Anchors:
    """What MkDocs asks of a page to see whether the anchor of a link exists."""

    def __init__(self, output: Page, anchors: Callable[[Page], frozenset[str]]) -> None:
        self._output = output
        self._anchors = anchors

    @property
    def present_anchor_ids(self) -> frozenset[str]:
        return self._anchors(self._output)
