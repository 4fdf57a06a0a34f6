"""A portal with the memories of its translations, as the commands on translations open it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from privacy_notices.cli.source_folder import kept
from privacy_notices.cli.speaking import voice, wrong_usage
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.model.notice import Project
from privacy_notices.portal.memory_files import read_memories, record
from privacy_notices.portal.reading import open_project
from privacy_notices.report.as_text import to_lines
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.texts import Bundle, bundles

_UNREAD: Final = ("L102", "L103", "L104")
"""Codes of files that are there and were not opened."""


@dataclass(frozen=True, slots=True)
class TranslatedPortal:
    """One reading of the source folder."""

    root: Path
    project: Project
    bundles: tuple[Bundle, ...]
    """The texts of each notice, and those of the portal."""
    memories: Memories

    def recorded(self, memories: Memories, day: datetime.date) -> tuple[str, ...]:
        """Remember what is there, with a note above each text whose source has changed; the files that were written."""
        return tuple(record(self.root, self.project, memories, day, with_notes=True))

    def require_language(self, language: str) -> None:
        """Errors: click.UsageError for a language that the portal does not have."""
        known = self.project.portal.languages
        if language not in known:
            raise wrong_usage("cli.translations.no-language", language=language, known=", ".join(known))


def open_translated(root: Path) -> TranslatedPortal:
    """Read the portal. What is damaged is told, and a portal that cannot be read ends the command.

    So does a single file that cannot be opened: its texts would count as missing, and be asked for again.
    """
    project, faults = kept(open_project(root))
    stop_at_unread(faults)
    if project is None:
        report(faults)
        raise SystemExit(1)
    everything = tuple(bundles(project))
    memories, damage = read_memories(root, everything)
    report(item for found in project.broken.values() for item in found)
    report(damage)
    return TranslatedPortal(root, project, everything, memories)


def stop_at_unread(faults: Iterable[Diagnostic]) -> None:
    """End a command that would take files that were not opened for files that are not there."""
    if unread := [item for item in faults if item.code in _UNREAD]:
        report(unread)
        raise SystemExit(1)


def report(found: Iterable[Diagnostic]) -> None:
    """Print findings beside the output."""
    for item in found:
        click.echo(to_lines(item, voice()), err=True)


def day_of(today: datetime.date | None) -> datetime.date:
    """The day to go by: today when none was said."""
    return today or datetime.date.today()
