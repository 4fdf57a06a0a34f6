"""Where each notice stands: its findings, what it tells of Art. 13 and 14, its translations. Seen in the preview only.

No input or output.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from privacy_notices.document.compose import compose
from privacy_notices.document.coverage import Coverage, CoveredItem, coverage
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.model.notice import Notice, Project
from privacy_notices.pages.plan import speakers_of
from privacy_notices.translations.standing import Count, Row, counts
from privacy_notices.translations.texts import PORTAL

EDITOR = "vscode://file/{path}:{line}:{column}"
"""Address that opens a file in an editor; VS Code and its kin register it. `path` has no `/` in front, since VS Code
takes two of them for the name of a computer."""


@dataclass(frozen=True, slots=True)
class NoticeStatus:
    """One notice."""

    id: str
    notice: Notice | None
    """None where its files cannot be read."""
    faults: tuple[Diagnostic, ...]
    items: tuple[CoveredItem, ...]
    """The 27 items of Art. 13 and 14."""
    counts: tuple[Count, ...]
    """Its translations by language."""

    @property
    def told(self) -> int:
        """Items that are answered."""
        return sum(item.state in (Coverage.TOLD, Coverage.NONE) for item in self.items)

    @property
    def needed(self) -> int:
        """Items that need an answer."""
        return sum(item.state is not Coverage.NOT_NEEDED for item in self.items)

    @property
    def errors(self) -> int:
        """Findings that stop a build."""
        return sum(fault.severity is Severity.ERROR for fault in self.faults)

    @property
    def warnings(self) -> int:
        """Findings that are very likely right."""
        return sum(fault.severity is Severity.WARNING for fault in self.faults)


class Status:
    """The state of a whole portal, worked out when somebody looks."""

    def __init__(
        self,
        project: Project,
        faults: Sequence[Diagnostic],
        rows: Callable[[], Sequence[Row]],
        today: datetime.date,
        root: str,
        editor: str | None = EDITOR,
    ) -> None:
        """`root`: absolute path of the folder that marks are relative to."""
        self._project = project
        self._faults = tuple(faults)
        self._make_rows = rows
        self._today = today
        self._root = root
        self._editor = editor

    @cached_property
    def notices(self) -> tuple[NoticeStatus, ...]:
        """All notices by id, those that cannot be read included."""
        readable = {notice.id: notice for notice in self._project.notices}
        faults: dict[str, list[Diagnostic]] = {}
        for fault in self._faults:
            faults.setdefault(_notice_of(fault.mark), []).append(fault)
        return tuple(
            NoticeStatus(
                key,
                readable.get(key),
                tuple(faults.get(key, ())),
                self._coverage(readable[key]) if key in readable else (),
                self._counts.get(key, ()),
            )
            for key in sorted((*readable, *self._project.broken))
        )

    def _coverage(self, notice: Notice) -> tuple[CoveredItem, ...]:
        document = compose(notice, self._books[notice.source_language])
        return coverage(self._project, notice, document, self._today)

    @cached_property
    def _books(self) -> Mapping[str, Phrasebook]:
        speakers = speakers_of(self._project)
        return {language: Phrasebook(self._project, speaker) for language, speaker in speakers.items()}

    @property
    def portal_counts(self) -> tuple[Count, ...]:
        """Translations of the portal's own texts by language."""
        return self._counts.get(PORTAL, ())

    @property
    def portal_id(self) -> str:
        """What the portal's own texts are called where a notice has its id."""
        return PORTAL

    @cached_property
    def _counts(self) -> Mapping[str, tuple[Count, ...]]:
        found: dict[str, tuple[Count, ...]] = {}
        for count in counts(self._rows):
            found[count.notice] = (*found.get(count.notice, ()), count)
        return found

    @cached_property
    def shared(self) -> tuple[Diagnostic, ...]:
        """What concerns no single notice."""
        of_notices = {fault for status in self.notices for fault in status.faults}
        return tuple(fault for fault in self._faults if fault not in of_notices)

    def rows(self, notice: str, language: str) -> list[Row]:
        """Where each text of one translation stands."""
        return self._by_words.get((notice, language), [])

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self._rows:
            found.setdefault((row.notice, row.language), []).append(row)
        return found

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(self._make_rows())

    def languages(self) -> Mapping[str, tuple[str, ...]]:
        """Languages that each notice is translated to."""
        of_portal, project = self._project.portal.languages, self._project
        sources = {PORTAL: project.source_language, **{notice.id: notice.source_language for notice in project.notices}}
        return {key: tuple(item for item in of_portal if item != source) for key, source in sources.items()}

    def opens(self, mark: Mark) -> str | None:
        """Address that opens the place in an editor; None where the preview is seen from other machines."""
        if self._editor is None:
            return None
        path = quote(f"{self._root.removesuffix('/')}/{mark.file}".removeprefix("/"))
        return self._editor.format(path=path, line=mark.line, column=mark.column)


def _notice_of(mark: Mark) -> str:
    """Id of the notice in whose folder the place is; empty for a file of the portal."""
    _, _, below = mark.file.partition("/")
    return below.partition("/")[0] if "/" in below else ""
