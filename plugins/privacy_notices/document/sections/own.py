"""What the notice adds under headings of its own, and its history."""

from __future__ import annotations

import datetime

from privacy_notices.document.blocks import Block, Change, ChangeLog, ListEntry, Listing, Subheading
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.words import PageLink


def own_sections(say: Composer) -> tuple[Section, ...]:
    """The sections that the notice adds, in the order of the source language."""
    found = []
    for key in say.ids_of("sections"):
        title = say.wording("sections", key, "title")
        # None where an old translation may not be shown and its source has no such section.
        if title is not None:
            found.append(Section(f"section-{key}", title, say.proses("sections", key, "text")))
    return tuple(found)


def changes(say: Composer) -> Section | None:
    """What changed and when, and the earlier versions."""
    blocks: list[Block] = []
    if days := sorted(say.ids_of("changes"), reverse=True):
        blocks.append(ChangeLog(tuple(_change(say, day) for day in days)))
    if versions := [version.version for version in say.notice.versions if version.version]:
        blocks.append(Subheading("versions", (say.book.word["versions.earlier"],)))
        entries_of = (
            ListEntry(
                f"versions.{day}",
                (PageLink((say.book.day(day),), ("version", say.notice.id, day.isoformat())),),
                fact=day.isoformat(),
            )
            for day in versions
        )
        blocks.append(Listing("versions", tuple(entries_of), tuple(day.isoformat() for day in versions)))
    return Section("changes", say.book.word["section.changes"], tuple(blocks)) if blocks else None


def _change(say: Composer, day: str) -> Change:
    return Change(f"changes.{day}", say.book.day(datetime.date.fromisoformat(day)), say.prose("changes", day))
