"""What search engines may list of a portal. No input or output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from privacy_notices.pages.frame import Alternate, Framer


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of the sitemap."""

    href: str
    alternates: tuple[Alternate, ...] = ()
    changed: str = ""
    """Date of the last change, `2026-02-01`; empty when it is not known."""


def sitemap(framer: Framer, others: Iterable[SitemapEntry] = ()) -> list[SitemapEntry]:
    """Real translations that are in force, and pages by hand. `others`: the host's own pages."""
    return [*_generated(framer), *_written(framer), *others]


def _generated(framer: Framer) -> Iterator[SitemapEntry]:
    for page in framer.plan.pages:
        address = framer.site.absolute(page.path)
        if address is None or page.faults or not framer.plan.is_indexed(page):
            continue
        dates = page.notice.facts.dates if page.notice else None
        changed = dates.published.isoformat() if dates and dates.published else ""
        yield SitemapEntry(address, framer.alternates(page), changed)


def _written(framer: Framer) -> Iterator[SitemapEntry]:
    for page in framer.written:
        if (address := framer.site.absolute(page.path)) is not None:
            yield SitemapEntry(address, framer.alternates_written(page))
