"""A portal that a host reads once, or again and again: what one reading has found serves the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.incremental.memo import Memo
from privacy_notices.incremental.store import Folder
from privacy_notices.portal.examination import Read
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import read_folders


class KeptReadings:
    """Reads a portal and keeps what it finds: in this process, and where there is a cache, for the next."""

    def __init__(
        self, cache: Path | None, environment: Mapping[str, str] | None = None, others: Iterable[Path] = ()
    ) -> None:
        """`cache`: the folder where findings and pages are kept; `others`: those that other machines have filled."""
        self._store = Folder(cache, environment, others) if cache is not None else None
        self.memo = Memo(self._store)

    def open(
        self,
        source: Path,
        options: Options,
        *,
        written: Sequence[str] = (),
        last: Publication | None = None,
        read: Read = read_folders,
    ) -> Publication:
        """`Publication.open` with what earlier readings have found."""
        return Publication.open(source, options, written=written, last=last, memo=self.memo, read=read)

    def complete(self, *, prune: bool) -> None:
        """Everything was made. `prune`: what nobody has asked for is not kept."""
        if self._store is not None:
            self._store.complete(prune=prune)

    def close(self) -> None:
        """Keep what was found, also by a build that failed. Nothing can be read afterwards."""
        if self._store is not None:
            self._store.close()


def news(portal: Publication, last: Publication | None) -> tuple[Diagnostic, ...]:
    """The findings that the reading before did not have: what a save has brought could not be seen among hundreds."""
    known = frozenset(last.diagnostics if last else ())
    return tuple(diagnostic for diagnostic in portal.diagnostics if diagnostic not in known)
