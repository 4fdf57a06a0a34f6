"""Pages of the portal that pass through MkDocs like any page: other plugins and the site's own templates see them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from privacy_notices.hosts.edit_links import edit_path
from privacy_notices.hosts.finished_site import FinishedSite
from privacy_notices.hosts.mkdocs_pages import PortalPages
from privacy_notices.hosts.reach import reach_of
from privacy_notices.pages.frame import Frame
from privacy_notices.pages.plan import Page
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.sitemap import SitemapEntry


class Through(PortalPages):
    """Each page is a page of MkDocs, whose content and frame are put in when MkDocs asks for them."""

    def __init__(self, portal: Publication, config: MkDocsConfig, source: Path) -> None:
        super().__init__(portal, config, source)
        self._frames: dict[str, tuple[Publication, Frame]] = {}
        """By address of the source, each with the portal that it was made from."""

    def shown(self) -> Iterable[Page]:
        """All pages."""
        return self.portal.pages()

    def file(self, page: Page) -> File:
        """A page with the path that other plugins take dates from, and with the link to edit it."""
        file = self.generated(self.portal.site.source(page.path), "")
        above = self.source.parent
        # Without a path of its file mkdocs-rss-plugin fails.
        file.abs_src_path = str(above / page.source if page.source else self.source / "portal.yml")
        if page.source is not None:
            file.edit_uri = edit_path(above / page.source, Path(self.config.docs_dir))
        # Read by mkdocs-git-revision-date-localized-plugin.
        file.locale = page.language  # type: ignore[attr-defined]
        return file

    def content(self, page: MkDocsPage) -> str | None:
        """The finished HTML and its headings."""
        output = self._portal.page(page.file.src_uri)
        if output is None:
            return None
        frame = self.portal.frame(output, edit_href=self.edit_href(output))
        self._frames[page.file.src_uri] = self.portal, frame
        page.meta["description"] = html.escape(frame.description)
        page.toc = TableOfContents([AnchorLink(html.escape(item.title), item.id, 2) for item in frame.contents])
        page.present_anchor_ids = {item.id for item in frame.contents}
        return str(frame.content or "")

    def own_frame(self, page: MkDocsPage) -> Frame | None:
        """The frame that the content came from, unless a page by hand was read after it, which the menu must have."""
        if page.file.src_uri not in self._frames:
            return None
        portal, frame = self._frames.pop(page.file.src_uri)
        output = self.portal.page(page.file.src_uri)
        if portal is self.portal or output is None:
            return frame
        return self.portal.frame(output, edit_href=self.edit_href(output))

    def search_files(self) -> Mapping[str, bytes]:
        """The index of every language."""
        return self.portal.search_files()

    def sitemap(self, files: Iterable[File]) -> Iterable[SitemapEntry]:
        """Every address of the site."""
        return self.sitemap_of(files)

    def finish(self, folder: Path) -> None:
        """What MkDocs does not make."""
        self.write_not_found(folder)

    def finished_site(self, folder: Path, others: tuple[str, ...]) -> FinishedSite:
        """Any page may have been changed by whoever has seen it."""
        return FinishedSite(folder, self.told(others), reach=reach_of(self.portal))
