"""Where each notice stands: its findings, what it tells of Art. 13 and 14, its translations. Seen in the preview only.

No input or output.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from privacy_notices.check import Item, State, coverage
from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.model import Notice, Project
from privacy_notices.translations.status import Count, Row, counts

EDITOR = "vscode://file/{path}:{line}:{column}"
"""Address that opens a file in an editor. VS Code and its kin register it; a setting names another."""


@dataclass(frozen=True, slots=True)
class NoticeStatus:
    """One notice."""

    id: str
    notice: Notice | None
    """None where its files cannot be read."""
    faults: tuple[Diagnostic, ...]
    items: tuple[Item, ...]
    """The 27 items of Art. 13 and 14."""
    counts: tuple[Count, ...]
    """Its translations by language."""

    @property
    def told(self) -> int:
        """Items that are answered."""
        return sum(item.state in (State.TOLD, State.NONE) for item in self.items)

    @property
    def needed(self) -> int:
        """Items that need an answer."""
        return sum(item.state is not State.NOT_NEEDED for item in self.items)

    def number_of(self, severity: Severity) -> int:
        return sum(fault.severity is severity for fault in self.faults)


class Status:
    """The state of a whole portal, worked out when somebody looks."""

    def __init__(self, project: Project, faults: Sequence[Diagnostic], rows: Sequence[Row], today: datetime.date, root: str, editor: str = EDITOR) -> None:  # fmt: skip
        """`root`: absolute path of the folder that marks are relative to."""
        self._project = project
        self._faults = tuple(faults)
        self._rows = tuple(rows)
        self._today = today
        self._root = root
        self._editor = editor

    @cached_property
    def notices(self) -> tuple[NoticeStatus, ...]:
        by_notice: dict[str, list[Count]] = {}
        for count in counts(self._rows):
            by_notice.setdefault(count.notice, []).append(count)
        readable = {notice.id: notice for notice in self._project.notices}
        return tuple(
            NoticeStatus(
                key, readable.get(key), self._faults_of(key), coverage(self._project, readable[key], self._today) if key in readable else (),
                tuple(by_notice.get(key, ())),
            )
            for key in sorted((*readable, *self._project.broken))
        )  # fmt: skip

    @cached_property
    def shared(self) -> tuple[Diagnostic, ...]:
        """What concerns no single notice."""
        of_notices = {fault for status in self.notices for fault in status.faults}
        return tuple(fault for fault in self._faults if fault not in of_notices)

    def rows(self, notice: str, language: str) -> list[Row]:
        return [row for row in self._rows if row.notice == notice and row.language == language]

    def languages(self) -> Mapping[str, tuple[str, ...]]:
        """Languages that each notice is translated to."""
        found: dict[str, dict[str, None]] = {}
        for row in self._rows:
            found.setdefault(row.notice, {})[row.language] = None
        return {notice: tuple(languages) for notice, languages in found.items()}

    def opens(self, mark: Mark) -> str:
        """Address that opens the place in an editor."""
        return self._editor.format(path=quote(f"{self._root}/{mark.file}"), line=mark.line, column=mark.column)

    def _faults_of(self, key: str) -> tuple[Diagnostic, ...]:
        folder = f"/{key}/"
        return tuple(fault for fault in self._faults if folder in fault.mark.file)


def outdated(rows: Iterable[Row]) -> Mapping[tuple[str, str], Mapping[str, datetime.date | None]]:
    """Texts whose source has changed since they were translated, by notice and language, with the day since when."""
    found: dict[tuple[str, str], dict[str, datetime.date | None]] = {}
    for row in rows:
        if row.state == "outdated":
            found.setdefault((row.notice, row.language), {})[row.key] = row.source_changed
    return found
