"""What a build or preview tells in MkDocs' log, in the language of whoever runs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from mkdocs.plugins import get_plugin_logger

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.hosts.third_parties import ThirdPartyCall
from privacy_notices.report.as_text import to_lines
from privacy_notices.report.system_faults import refusal_of_system
from privacy_notices.report.voice import Voice

log = get_plugin_logger(__name__)

LEVELS: Final = {Severity.ERROR: 40, Severity.WARNING: 30, Severity.INFO: 20}
"""By the numbers of the logging module; strict mode counts what is 30 or more."""


class BuildLog:
    """Tells of one build."""

    def __init__(self, voice: Voice, *, is_preview: bool) -> None:
        self._voice = voice
        self._is_preview = is_preview

    def findings(self, found: Iterable[Diagnostic]) -> None:
        """What is wrong, with what to do."""
        for diagnostic in found:
            self._tell(diagnostic.severity, to_lines(diagnostic, self._voice))

    def calls(self, calls: Iterable[ThirdPartyCall]) -> None:
        """Settings of `mkdocs.yml` that make browsers call a third party."""
        for setting, host in calls:
            self._tell(Severity.WARNING, self._voice.word("host.third-party", setting=setting, host=host))

    def as_before(self, number: int, address: str | None) -> None:
        """How many findings a preview has told of earlier, and where all of them are."""
        if number:
            self._tell(Severity.INFO, self._voice.word("host.as-before", number=number, address=str(address)))

    def looked_at(self, others: tuple[str, ...]) -> None:
        """Who takes part in making the portal's pages, so that none of them is kept for the next build."""
        self._tell(Severity.INFO, self._voice.word("host.looked-at", others=others))

    def nothing_written(self, found: Sequence[Diagnostic], calls: Sequence[ThirdPartyCall]) -> str:
        """The reason for writing nothing."""
        errors, warnings = counted(found)
        return f"privacy-notices: {self._voice.word('host.nothing-written', errors=errors, warnings=warnings + len(calls))}"

    def in_use(self, folder: str) -> str:
        """The reason for not beginning a build."""
        return f"privacy-notices: {self._voice.word('system.in-use', folder=folder)}"

    def in_place(self, folder: str) -> None:
        """The site cannot be replaced whole."""
        self._tell(Severity.INFO, self._voice.word("host.in-place", folder=folder))

    def not_written(self, error: OSError) -> str:
        """The reason why a build has ended that the system kept from writing."""
        key, values = refusal_of_system(error)
        return f"privacy-notices: {self._voice.word(key, **values)}"

    def no_policy(self) -> str:
        """The reason for ending a build whose pages no policy could allow."""
        return f"privacy-notices: {self._voice.word('host.no-policy')}"

    def _tell(self, severity: Severity, message: str) -> None:
        # As information in a preview: with --strict a warning would stop it, and it must survive every mistake.
        log.log(LEVELS[Severity.INFO if self._is_preview else severity], "%s", message)


def counted(found: Iterable[Diagnostic]) -> tuple[int, int]:
    """How many errors and how many warnings there are."""
    severities = [diagnostic.severity for diagnostic in found]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)
