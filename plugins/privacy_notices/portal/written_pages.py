"""Pages that people write by hand beside the portal's: where they are, and what the host has made of them.

No input or output.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.pages.addresses import SITE, Site
from privacy_notices.pages.frame import HandWritten


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page by hand, once the host has read it."""

    uri: str
    """Its source below the docs folder, with `/`: `fi/tietoa.md`."""
    title: str
    """Plain text, for the menu."""
    text: str
    """Its HTML; the search reads the words in it."""


@dataclass(frozen=True, slots=True)
class WrittenPages:
    """The pages by hand that take part in the portal's languages: each lies in the folder of one."""

    pages: Mapping[str, HandWritten] = field(default_factory=dict)
    """By source; the title is empty until the host has read it."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Plain words by source, a line for each paragraph, of those that the host has read."""

    @classmethod
    def among(
        cls, uris: Iterable[str], languages: Sequence[str], site: Site = SITE, others: Collection[str] = ()
    ) -> WrittenPages:
        """Those of all hand-written pages but `others`, which are the host's. One where a front page is takes no part
        (`at_front_pages`)."""
        inside = ((uri, path) for uri, path in _in_languages(uris, languages, site) if uri not in others)
        return cls({uri: HandWritten(path, "") for uri, path in inside if path not in languages})

    def with_read(self, pages: Iterable[WrittenPage]) -> WrittenPages:
        """The same with what the host has read. Errors: KeyError for a page that takes no part."""
        read = list(pages)
        return WrittenPages(
            {**self.pages, **{page.uri: replace(self.pages[page.uri], title=page.title) for page in read}},
            {**self.texts, **{page.uri: _plain(page.text) for page in read}},
        )


def path_of(uri: str) -> str:
    """The path of a hand-written page: `fi/tietoa.md` is `fi/tietoa`, `fi/ohje/index.md` is `fi/ohje`."""
    path = uri.rpartition(".")[0]
    folder, _, name = path.rpartition("/")
    return folder if name in ("index", "README") else path


def taken_paths(uris: Iterable[str], languages: Sequence[str], site: Site) -> frozenset[str]:
    """Paths that pages by hand have, the host's own among them; the empty one where it has a page at the portal's root."""
    uris = tuple(uris)
    pages = {path for _, path in _in_languages(uris, languages, site) if path not in languages}
    at_root = any(path_of(uri) == site.folder and (site.directory_urls or not _is_flat(uri)) for uri in uris)
    return frozenset(pages | ({""} if at_root else set()))


def at_front_pages(uris: Iterable[str], languages: Sequence[str], site: Site = SITE) -> Iterator[Diagnostic]:
    """Pages by hand that stand where the portal has the front page of a language."""
    for uri, path in _in_languages(uris, languages, site):
        if path in languages:
            yield found(Mark(uri), "P104.front", file=uri)


def _in_languages(uris: Iterable[str], languages: Sequence[str], site: Site) -> Iterator[tuple[str, str]]:
    """Sources in the folder of a language, with the paths of their pages in the portal."""
    for uri in uris:
        below = uri.removeprefix(site.below(""))
        folder, is_below, _ = below.partition("/")
        if is_below and folder in languages and site.below(below) == uri:
            yield uri, path_of(below)


def _is_flat(uri: str) -> bool:
    """A page that is no front page of its folder: `privacy.md`, not `privacy/index.md`."""
    return path_of(uri) == uri.rpartition(".")[0]


def _plain(text: str) -> str:
    """The words of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li|h\d|t[dhr]|dd|dt)>", "\n", text)))
