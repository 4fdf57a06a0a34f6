"""The policy of a site whose pages lie finished in a folder. Every host keeps its policy by this, whatever made the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.hosts.policy import (
    HEADERS_FILE,
    NGINX_FILE,
    Finished,
    Policy,
    headers_file,
    nginx_conf,
    policy,
    with_meta,
)
from privacy_notices.incremental.memo import digest

PolicyForm: TypeAlias = Literal["headers", "meta", "none"]
"""How browsers are told: by files that web servers read, by an element in each page, or not at all."""

POLICY_FORMS: Final[tuple[PolicyForm, ...]] = ("headers", "meta", "none")
"""All of them, the usual one first."""


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """A folder of finished pages, and what its host knows of them."""

    root: Path
    """The folder; every `.html` below it is a page."""
    written: Callable[[str, str], str] = lambda file, html: html
    """From path (below the root, with `/`) and HTML of a page to the part of it that people wrote (`Finished.written`).
    All of it when left out, which is right for a host whose own shell has nothing inline."""
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Digests of pages that the portal's own templates made, by path. One that is still the same needs nothing of a policy."""
    is_unchanged: bool = False
    """Nobody else has changed the pages in `own`, so that they need not even be read."""

    def pages(self) -> Iterator[Finished]:
        """Every page that may need something, one at a time: all at once would need the memory of the whole site."""
        for file, path in self._files():
            if self.is_unchanged and file in self.own:
                continue
            html = path.read_text(encoding="utf-8")
            if self.own.get(file) != digest(html):
                yield Finished(file, html, self.written(file, html))

    def keep_policy(self, form: PolicyForm) -> tuple[Diagnostic, ...]:
        """Tell browsers what the pages may do. What the policy will stop; where that is an error, nothing is written."""
        if form == "none":
            return ()
        kept, faults = policy(self.pages())
        if not any(fault.severity is Severity.ERROR for fault in faults):
            self._write(kept, form)
        return faults

    def _write(self, kept: Policy, form: PolicyForm) -> None:
        if form == "headers":
            for name, text in ((HEADERS_FILE, headers_file(kept)), (NGINX_FILE, nginx_conf(kept))):
                (self.root / name).write_text(text, encoding="utf-8", newline="\n")
            return
        for _, path in self._files():
            html = path.read_text(encoding="utf-8")
            path.write_text(with_meta(html, kept), encoding="utf-8", newline="\n")

    def _files(self) -> Iterator[tuple[str, Path]]:
        return ((path.relative_to(self.root).as_posix(), path) for path in sorted(self.root.rglob("*.html")))
