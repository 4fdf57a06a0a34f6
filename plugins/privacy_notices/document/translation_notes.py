"""What is said above a notice about its words, computed from the words themselves. No format, no input."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from privacy_notices.document.blocks import Sentence
from privacy_notices.document.notice_document import Document, TranslationNote, wordings
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.words import PageKey, PageLink, Phrase, Wording


def notes(
    document: Document, book: Phrasebook, prevails: str | None, *, is_mixed: bool = True
) -> Iterator[TranslationNote]:
    """The notes of a document that has none yet.

    `prevails`: the language that the notice says prevails; `is_mixed`: it may have words of another language, or older
    than their source. Where it has none, nobody needs to look at every word.
    """
    if not document.is_translated:
        language = book.say.language_name(document.source_language)
        yield TranslationNote(_with_original(document, book, book.filled("translation.none", language=language)))
    elif is_mixed:
        yield from _parts(document, book)
        yield from _outdated(document, book)
    prevails = prevails or book.project.portal.prevails
    if prevails and prevails != document.language:
        said = book.filled("translation.prevails", language=book.say.language_name(prevails))
        yield TranslationNote(Sentence("prevails", (said,), prevails))


def _parts(document: Document, book: Phrasebook) -> Iterator[TranslationNote]:
    """For each other language that has words in the document: the sections with texts of the notice in it."""
    found: dict[str, dict[str, None]] = {}
    for section, wording in _worded(document):
        # A name that is the portal's own is shown in the language it has.
        if wording.language != document.language and wording.origin != "portal":
            sections = found.setdefault(wording.language, {})
            if wording.origin == "notice" and section:
                sections[section] = None
    for language, sections in found.items():
        said = book.filled("translation.parts", language=book.say.language_name(language))
        titles = tuple((book.plain(title, "notice"),) for title in sections)
        yield TranslationNote(Sentence("translation.parts", (said,), language), titles)


def _outdated(document: Document, book: Phrasebook) -> Iterator[TranslationNote]:
    """The sections with a translation older than its source, each with the day since when."""
    found: dict[str, datetime.date | None] = {}
    for section, wording in _worded(document):
        if wording.is_outdated:
            days = (day for day in (found.get(section), wording.since) if day is not None)
            found[section] = min(days, default=None)
    if not found:
        return
    lines: list[Phrase] = []
    for section, since in found.items():
        title = book.plain(section or document.title.text, "notice")
        if since is None:
            lines.append((title,))
        else:
            said = book.filled("translation.since", date=book.say.date(since))
            lines.append((title, book.sign[" ("], said, book.sign[")"]))
    yield TranslationNote(_with_original(document, book, book.word["translation.outdated"]), tuple(lines))


def _worded(document: Document) -> Iterator[tuple[str, Wording]]:
    """All words with the title of their section, those above the sections last."""
    for section in document.sections:
        title = " ".join(section.title.text.split())
        for wording in wordings(section):
            yield title, wording
    for wording in wordings((document.title, document.summary, document.dates)):
        yield "", wording


def _with_original(document: Document, book: Phrasebook, said: Wording) -> Sentence:
    version = document.version.isoformat() if document.version else ""
    page: PageKey = ("version" if version else "notice", document.notice, version)
    link = PageLink((book.word["translation.original"],), page, language=document.source_language)
    return Sentence("translation", (said, book.sign[" "], link), document.source_language)
