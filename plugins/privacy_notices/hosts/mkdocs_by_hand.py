"""What MkDocs has read of a page that somebody wrote by hand."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from markupsafe import Markup
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from privacy_notices.portal.publication import Publication
from privacy_notices.portal.sitemap import SitemapEntry


def title_of(page: MkDocsPage) -> str:
    """Its title as its own text has it: the menu of the site may call it, or the folder that it is in, otherwise."""
    if "title" not in page.meta:
        for item in page.toc:
            if item.level == 1:
                return _plain(item.title)
    return html.unescape(str(page.meta.get("title") or page.title or ""))


def headings_of(page: MkDocsPage) -> list[tuple[str, str]]:
    """Id and text of each heading of the second level."""
    level_two = (item for top in page.toc for item in (top.children if top.level == 1 else [top]))
    return [(item.id, _plain(item.title)) for item in level_two]


def entries_of(files: Iterable[File], portal: Publication) -> Iterator[SitemapEntry]:
    """What the sitemap says of those that are none of the portal's, with the date that MkDocs or a plugin knows."""
    for file in files:
        page = file.page if file.is_documentation_page() else None
        if page and page.canonical_url and not portal.written(file.src_uri) and not portal.page(file.src_uri):
            yield SitemapEntry(page.canonical_url, changed=page.update_date or "")


def _plain(text: str) -> str:
    return html.unescape(Markup(text).striptags())  # noqa: S704 -- read, not shown
