"""Portals as readers meet them: built by the real command, served on this machine."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import sites

ROOT: Final = Path(__file__).parents[2]
"""Of the repository, which is a portal itself."""

LANGUAGES: Final = ("fi", "sv", "en")
"""Of the sample portal."""

HOST: Final = "host"
"""Pages in the host's own theme, such as the handbook: the portal leaves them as they are."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a built site."""

    address: str
    """Below the root: `fi/oikeudet/`."""
    kind: str
    """As the page itself says, or `redirect`, or `HOST`."""
    language: str
    size: int
    """Characters of its HTML."""


@dataclass(frozen=True)
class Site:
    """A built site."""

    root: Path

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(sorted((self._page(file) for file in self.root.rglob("*.html")), key=lambda page: page.address))

    def _page(self, file: Path) -> Page:
        html = file.read_text(encoding="utf-8")
        kind = re.search(r'<body[^>]* class="pn-kind-([\w-]+)"', html)
        language = re.search(r'<html lang="([^"]*)"', html)
        address = file.relative_to(self.root).as_posix()
        return Page(
            address.removesuffix("index.html") if f"/{address}".endswith("/index.html") else address,
            kind[1] if kind else "redirect" if 'http-equiv="refresh"' in html else HOST,
            language[1] if language else "",
            len(html),
        )

    def of(self, *kinds: str, language: str | None = None) -> list[Page]:
        """Pages of these kinds, the longest first."""
        found = [page for page in self.pages if page.kind in kinds and language in (None, page.language)]
        return sorted(found, key=lambda page: (-page.size, page.address))

    def first(self, kind: str, language: str) -> Page:
        """The longest page of a kind."""
        return self.of(kind, language=language)[0]

    def samples(self, *, without: tuple[str, ...] = (), language: str | None = None) -> list[Page]:
        """A page of every kind in every language; the longest and the shortest where there are several."""
        groups: dict[tuple[str, str], list[Page]] = {}
        for page in self.of(*{page.kind for page in self.pages}.difference(without), language=language):
            groups.setdefault((page.kind, page.language), []).append(page)
        return [page for group in groups.values() for page in dict.fromkeys((group[0], group[-1]))]


def build(root: Path, to: Path, *options: str) -> Site:
    """What `mkdocs build` makes of a folder with a `mkdocs.yml`."""
    done = sites.run(root, "mkdocs", "build", "--site-dir", str(to), *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(to)


@contextlib.contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of a site, with `/` at the end, for as long as it is served."""
    with sites.served(site.root, sites.free_port()) as url:
        yield url
