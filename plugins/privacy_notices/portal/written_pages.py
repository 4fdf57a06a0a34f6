"""Pages that people write by hand beside the portal's: where they are, and what the host has made of them.

No input or output.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
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
    def among(cls, uris: Iterable[str], languages: Sequence[str]) -> WrittenPages:
        """Those of all hand-written pages. One where a front page is takes no part (`at_front_pages`)."""
        ours = (uri for uri in uris if _is_in_language(uri, languages))
        return cls({uri: HandWritten(path_of(uri), "") for uri in ours if path_of(uri) not in languages})

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


def at_front_pages(uris: Iterable[str], languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Pages by hand that stand where the portal has the front page of a language."""
    for uri in uris:
        if _is_in_language(uri, languages) and path_of(uri) in languages:
            yield found(Mark(uri), "P104.front", file=uri)


def _is_in_language(uri: str, languages: Sequence[str]) -> bool:
    folder, is_below, _ = uri.partition("/")
    return bool(is_below) and folder in languages


def _plain(text: str) -> str:
    """The words of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li|h\d|t[dhr]|dd|dt)>", "\n", text)))
