"""What is wrong, on the pages of a preview: where it concerns them, and in the place of what cannot be read.

No input or output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Severity, in_reading_order
from privacy_notices.model.notice import Project
from privacy_notices.pages.plan import Page, Plan

Places: TypeAlias = "Mapping[tuple[str, str], str]"
"""The path of each notice by id and language."""


def places(plan: Plan) -> Places:
    """Where each notice is, whether it can be read or not."""
    pages = (page for page in plan.pages if page.kind in ("notice", "error"))
    return {(page.notice.id if page.notice else page.broken, page.language): page.path for page in pages}


def with_faults(
    plan: Plan, project: Project, diagnostics: Sequence[Diagnostic], before: Places, *, is_readable: bool
) -> Plan:
    """The plan of a preview: faults stand on the pages they concern; a notice that cannot be read has an error page.

    `before`: where each notice was in the reading before. A page whose words cannot be read stays there, so that the
    browser of the person who writes them keeps showing it. `is_readable`: portal.yml can be read; else every page says
    that it cannot.
    """
    serious = [diagnostic for diagnostic in diagnostics if diagnostic.severity > Severity.INFO]
    taken = {page.path for page in plan.pages}
    shown = _Shown(serious, is_readable)
    pages = [_placed(page, faults, before, taken) if (faults := shown.on(page)) else page for page in plan.pages]
    return Plan.of((*pages, *_error_pages(project, before, taken)), plan.redirects)


class _Shown:
    """Which faults are shown on which page."""

    def __init__(self, serious: Sequence[Diagnostic], is_readable: bool) -> None:
        self._serious = tuple(serious)
        self._is_readable = is_readable
        self._by_file: dict[str, list[Diagnostic]] = {}
        self._by_key: dict[tuple[str, str, str], tuple[Diagnostic, ...]] = {}
        for diagnostic in serious:
            self._by_file.setdefault(diagnostic.mark.file, []).append(diagnostic)

    def on(self, page: Page) -> tuple[Diagnostic, ...]:
        """The faults of a page, in reading order."""
        if page.notice is None or not self._is_readable:
            return self._serious if page.kind in ("front", "choose") or not self._is_readable else ()
        # One list for all languages: a fact is in each of them.
        key = page.key
        if (found := self._by_key.get(key)) is None:
            files = [document.file for document in page.notice.documents.values()]
            found = self._by_key[key] = in_reading_order(
                fault for file in files for fault in self._by_file.get(file, ())
            )
        return found


def _placed(page: Page, faults: tuple[Diagnostic, ...], before: Places, taken: set[str]) -> Page:
    """The page with its faults, where it was before if its words cannot be read."""
    path = page.path
    if page.kind == "notice" and page.notice is not None and not page.is_translation:
        there = before.get((page.notice.id, page.language), page.path)
        words = f"/{page.notice.id}/{page.language}.yml"
        is_broken = any(fault.mark.file.endswith(words) and fault.severity is Severity.ERROR for fault in faults)
        path = there if is_broken and there not in taken else page.path
    return page._replace(faults=faults, path=path)


def _error_pages(project: Project, before: Places, taken: set[str]) -> Iterator[Page]:
    for key, faults in project.broken.items():
        for language in project.portal.languages:
            there = before.get((key, language), f"{language}/{key}")
            path = f"{there}-{key}" if there in taken else there
            yield Page("error", language, path, key, faults=faults, broken=key)
