"""The policy of a site whose pages lie finished in a folder. Every host keeps its policy by this, whatever made the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.hosts.headers_files import headers_files
from privacy_notices.hosts.page_parts import parts
from privacy_notices.hosts.policy import Finished, Policy, policy, with_meta
from privacy_notices.hosts.policy_terms import PolicyTerms
from privacy_notices.hosts.reach import WHOLE, Reach
from privacy_notices.incremental.digest import digest


class PageMaking(NamedTuple):
    """What a host knows of the making of a page."""

    written: str
    """`Finished.written`."""
    others: tuple[str, ...] | None = None
    """`Finished.others`."""


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """A folder of finished pages, and what its host knows of them."""

    root: Path
    """The folder; every `.html` below it is a page."""
    told: Callable[[str, str], PageMaking] = lambda file, html: PageMaking(html)
    """From path (below the root, with `/`) and HTML of a page to what the host knows of it. When left out, people wrote
    all of it, which is right for a host whose own shell has nothing inline."""
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Digests of pages that the portal's own templates made, by path. One that is still the same needs nothing of a policy."""
    is_unchanged: bool = False
    """Nobody else has changed the pages in `own`, so that they need not even be read."""
    reach: Reach = WHOLE
    """Where the portal is, for a policy that is for it alone."""
    before: Path | None = None
    """The folder that these pages are going to; what the site's author has in its files for servers, stays. `root` itself
    when left out."""

    def pages(self, reach: Reach = WHOLE) -> Iterator[Finished]:
        """Every page that may need something, one at a time: all at once would need the memory of the whole site."""
        for file, path in self._files(reach):
            if self.is_unchanged and file in self.own:
                continue
            html = path.read_text(encoding="utf-8")
            if self.own.get(file) != digest(html) and parts(html):
                yield Finished(file, html, *self.told(file, html))

    def keep_policy(self, terms: PolicyTerms) -> tuple[Diagnostic, ...]:
        """Tell browsers what the pages may do. What has to be said of it; where that is an error, nothing is written."""
        if terms.form == "none":
            return ()
        reach = WHOLE if terms.scope == "site" else self.reach
        kept, faults = policy(self.pages(reach), terms.frame_ancestors)
        if any(fault.severity is Severity.ERROR for fault in faults):
            return faults
        if terms.form == "meta":
            self._write_into_pages(kept, reach)
            return faults
        return (*faults, *self._write_for_servers(kept, reach))

    def _write_for_servers(self, kept: Policy, reach: Reach) -> tuple[Diagnostic, ...]:
        files = headers_files(kept, reach, self._theirs)
        for file in files:
            (self.root / file.name).write_bytes(file.text.encode(errors="surrogateescape"))
        return files[0].faults()

    def _theirs(self, name: str) -> str:
        path = (self.before or self.root) / name
        # Whatever its bytes are: they are written again as they were.
        return path.read_bytes().decode(errors="surrogateescape") if path.is_file() else ""

    def _write_into_pages(self, kept: Policy, reach: Reach) -> None:
        for _, path in self._files(reach):
            html = path.read_text(encoding="utf-8")
            path.write_text(with_meta(html, kept), encoding="utf-8", newline="\n")

    def _files(self, reach: Reach) -> Iterator[tuple[str, Path]]:
        found = ((path.relative_to(self.root).as_posix(), path) for path in sorted(self.root.rglob("*.html")))
        return ((file, path) for file, path in found if reach.covers(file))
