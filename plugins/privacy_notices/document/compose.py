"""A notice put into one language: the only place where the order of sections stands. No format, no input.

Each section is a function that knows its own conditions. A new field is one function, or one line in one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeAlias

from privacy_notices.document.blocks import LabelledFact
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Document, Section
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.sections import care, conduct, flows, overview, own, people, purposes, transfers
from privacy_notices.document.sections import your_rights as rights
from privacy_notices.document.translation_notes import notes
from privacy_notices.model.notice import Notice
from privacy_notices.model.supervision import whereabouts_of_notice

Compose: TypeAlias = Callable[[Composer], "Section | tuple[Section, ...] | None"]
"""Makes a section of a notice; None where it has nothing to say, several where the notice adds its own."""

SECTIONS: Final[tuple[Compose, ...]] = (
    overview.in_short,
    overview.right_to_object,
    people.controller,
    people.data_protection_officer,
    people.data_subjects,
    purposes.purposes,
    purposes.data,
    flows.sources,
    purposes.provision,
    flows.recipients,
    transfers.transfers,
    purposes.retention,
    conduct.automated_decisions,
    conduct.ai_systems,
    conduct.cookies,
    conduct.security,
    care.secrecy,
    care.children,
    care.deceased,
    own.own_sections,
    rights.rights,
    rights.requests,
    rights.complaint,
    own.changes,
)
"""The sections of a notice in the order of its page."""

UP_TO_DATE: Final[Mapping[str, datetime.date | None]] = MappingProxyType({})
"""No text is older than its source."""


def compose(notice: Notice, book: Phrasebook, outdated: Mapping[str, datetime.date | None] = UP_TO_DATE) -> Document:
    """What a notice says in the language of `book`.

    `outdated`: keys of texts (`purposes.newsletter.text`) that are older than their source, each with the day since
    when, or None where that is not known.
    """
    book = book.at(whereabouts_of_notice(book.project, notice))
    say = Composer(notice, book, outdated)
    title = say.wording("title")
    assert title is not None, "a notice without a title is not read"
    document = Document(
        notice.id,
        book.language,
        notice.source_language,
        book.language in notice.words,
        title,
        book.listed(say.controllers()),
        tuple(_dates(say)),
        tuple(_sections(say)),
        say.prose("summary"),
        notice.version,
        attachments=tuple(sorted(notice.attachments.items())),
    )
    return replace(document, notes=tuple(notes(document, book, notice.facts.prevails, is_mixed=say.is_mixed)))


def _sections(say: Composer) -> Iterator[Section]:
    for compose_one in SECTIONS:
        found = compose_one(say)
        if isinstance(found, Section):
            yield found
        elif found is not None:
            yield from found


def _dates(say: Composer) -> Iterator[LabelledFact]:
    dates = say.facts.dates
    days = {
        "dates.published": dates.published,
        "dates.effective": dates.effective,
        "dates.reviewed": dates.reviewed,
    }
    for key, day in days.items():
        if day is not None:
            yield say.labelled(key, key, (say.book.day(day),), day.isoformat())
