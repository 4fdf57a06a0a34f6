"""A portal and its notices as values, in no language. No input or output."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.parsing import written_path
from privacy_notices.schema.portal_form import Controller, Portal
from privacy_notices.schema.words_forms import PortalWords, Words
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: facts once, words by language."""

    id: str
    facts: NoticeFacts
    words: Mapping[str, Words]
    """By language; a language whose file is absent or cannot be read is absent here."""
    source_language: str
    documents: Mapping[str, SourceFile] = field(compare=False, repr=False)
    """The files read: `notice` and each language, for places in messages."""
    versions: tuple[Notice, ...] = ()
    """Earlier versions as they were published, newest first."""
    attachments: Mapping[str, int] = field(default_factory=dict)
    """The files beside it that its texts link to, by name, with their bytes."""
    version: datetime.date | None = None
    """Set on an earlier version: the date it is known by."""

    @property
    def is_published(self) -> bool:
        """Whether readers see it; a draft is in the preview only."""
        return self.facts.status == "published"

    def text(self, language: str) -> Words:
        """The words of a language, or of the source language where there are none."""
        return self.words.get(language) or self.words[self.source_language]

    def at(self, path: Path, language: str = "notice", *, key: bool = False) -> Mark:
        """The place of a fact, or of a word of one language."""
        document = self.documents.get(language) or self.documents["notice"]
        return document.at(written_path(document, path), key=key)


@dataclass(frozen=True, slots=True)
class Project:
    """A whole portal."""

    portal: Portal
    words: Mapping[str, PortalWords]
    catalogs: Mapping[str, Catalog]
    """By language: what ships, the portal's own catalogs over it, its words over both."""
    vocabulary: Vocabulary
    notices: tuple[Notice, ...]
    """Those that can be read, by id."""
    broken: Mapping[str, tuple[Diagnostic, ...]]
    """Notices that cannot be read, by id, with what is wrong."""
    documents: Mapping[str, SourceFile] = field(compare=False, repr=False)
    """`portal` and each `portal.<lang>`, for places in messages."""

    @property
    def source_language(self) -> str:
        """What translations are compared with, unless a notice names its own."""
        return source_language(self.portal)

    def controllers(self, notice: Notice) -> tuple[Controller, ...]:
        """The controllers of a notice, in its order; several are joint controllers (Art. 26)."""
        return tuple(self.portal.controllers[key] for key in notice.facts.controllers)


def source_language(portal: Portal) -> str:
    """The source language that portal.yml names, or the first of its languages."""
    return portal.source_language or portal.languages[0]
