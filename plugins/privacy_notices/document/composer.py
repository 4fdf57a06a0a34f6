"""The words of one notice in one language, with their fallbacks: what the sections are made from. No format, no input."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from privacy_notices.document.blocks import LabelledFact, Prose, RetentionTerm, RetentionTerms
from privacy_notices.document.phrasebook import Phrasebook, period_fact
from privacy_notices.document.words import Datum, InlineMarkdown, PageLink, Phrase, Series, Wording, record
from privacy_notices.markdown.tree import shorter, to_plain
from privacy_notices.model.controllership import are_all_joint
from privacy_notices.model.notice import Notice
from privacy_notices.model.rights import RightStatus, direct_marketing, may_object, rights_of
from privacy_notices.schema.notice_form import NoticeFacts, Retention
from privacy_notices.schema.portal_form import TranslationPolicy

MAX_NAME: Final = 120
"""Characters of a purpose's name that is taken from its text."""

_END_OF_SENTENCE: Final = re.compile(r"(?<=[^\W\d][.!?])\s")
"""A full stop after a number ("1. toukokuuta") ends no sentence."""


Deciding: TypeAlias = Literal["one", "joint", "several"]
"""How a notice's controllers decide: one alone, all together for everything, or several in other ways."""

SHORT_OF: Final[Mapping[Deciding, str]] = {
    "one": "short.controller",
    "joint": "short.controllers",
    "several": "short.controllers-several",
}
"""What the controllers are called on a line, by how they decide."""


class Composer:
    """Says what one notice has to say, in one language."""

    def __init__(self, notice: Notice, book: Phrasebook, outdated: Mapping[str, datetime.date | None]) -> None:
        """`outdated`: keys of texts whose source has changed since they were translated, with the day since when."""
        self.notice = notice
        self.facts: NoticeFacts = notice.facts
        self.book = book
        self.project = book.project
        self.portal = book.project.portal
        self.language = book.language
        self._outdated = outdated
        self._policy = self.portal.translations.get(self.language, TranslationPolicy())
        self._names: dict[str, Wording] = {}
        self._retentions: dict[str, RetentionTerms] = {}
        self._is_mixed = False
        self.rights: tuple[RightStatus, ...] = rights_of(notice.facts, self.project.vocabulary)
        self.objections = may_object(notice.facts)
        """Purposes that one may object to."""
        self.marketing = direct_marketing(notice.facts)
        """Purposes that one may refuse."""
        joint: Deciding = "joint" if are_all_joint(notice.facts) else "several"
        self.deciding: Deciding = "one" if len(notice.facts.controllers) == 1 else joint

    # --- words of the notice ---------------------------------------------------------------------------------------

    def wording(self, *path: str) -> Wording | None:
        """A text of the notice in the language, or in its source language, or None."""
        own, source = self.language, self.notice.source_language
        key = ".".join(path) if self._outdated else ""
        is_outdated = key in self._outdated
        for language in (own,) if own == source else (own, source):
            is_old = is_outdated and language == own
            if is_old and self._policy.outdated == "source":
                continue
            if language in self.notice.words:
                value: object = self.notice.words[language]
                for step in path:
                    value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
                if isinstance(value, str):
                    self._is_mixed |= is_old or language != own
                    return Wording(value, language, "notice", is_old, self._outdated[key] if is_old else None)
        return None

    @property
    def is_mixed(self) -> bool:
        """Whether words in another language, or older than their source, may have been said so far."""
        return self._is_mixed or self.book.has_foreign

    def prose(self, *path: str) -> Prose | None:
        """A text of the notice as a block; None where there is none. Its key is the path in a words file."""
        wording = self.wording(*path)
        return None if wording is None else Prose(".".join(path), wording)

    def proses(self, *path: str) -> tuple[Prose, ...]:
        """`prose` as blocks."""
        found = self.prose(*path)
        return () if found is None else (found,)

    def ids_of(self, name: str) -> list[str]:
        """What the notice has `sections` or `changes` on, in its source language or in this one."""
        source, own = self.notice.text(self.notice.source_language), self.notice.text(self.language)
        return list(dict.fromkeys((*getattr(source, name), *getattr(own, name))))

    def name(self, key: str) -> Wording:
        """The short name of a purpose: its own, or the first sentence of its text."""
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = self._name(key)
        return found

    def _name(self, key: str) -> Wording:
        name, text = self.wording("purposes", key, "name"), self.wording("purposes", key, "text")
        if name is not None and (text is None or name.language == self.language or text.language != self.language):
            return name
        assert text is not None, "a notice without the text of a purpose is not read"
        first = _END_OF_SENTENCE.split(to_plain(text.text), maxsplit=1)[0].rstrip(".")
        return Wording(shorter(first, MAX_NAME), text.language, "notice", text.is_outdated, text.since)

    def names(self, keys: Iterable[str]) -> tuple[Wording, ...]:
        """The short names of some purposes."""
        return tuple(self.name(key) for key in keys)

    def purposes(self, keys: Iterable[str]) -> Series:
        """The short names of some purposes on a line; a name may be a sentence with commas of its own."""
        names = tuple((name,) for name in self.names(keys))
        return Series(names, ("; ",) * (len(names) - 1))

    def controllers(self) -> list[str]:
        """The names of the controllers."""
        return [self.book.say.name(one.name) for one in self.project.controllers(self.notice)]

    # --- facts in words --------------------------------------------------------------------------------------------

    def labelled(self, key: str, label: str, phrase: Phrase, fact: Datum = None) -> LabelledFact:
        """A fact with a word of the catalogs as its label."""
        return LabelledFact(key, (self.book.word[label],), fact, phrase)

    def retention(self, key: str, part: Retention) -> RetentionTerm:
        """How long, as a phrase without a verb: `2 vuotta sopimuksen päättymisestä`."""
        data = self.book.list_of_words("data", part.data) if part.data else None
        if part.period is not None:
            fact = record(period=period_fact(part.period), after=part.after, data=part.data)
            return RetentionTerm(self.book.period(part.period, part.after), data, fact)
        if part.until is not None:
            words = (self.book.word[f"retention.until.{part.until}"],)
            return RetentionTerm(words, data, record(until=part.until, data=part.data))
        if part.criterion == "not-stored":
            words = (self.book.word["retention.not-stored"],)
            return RetentionTerm(words, data, record(criterion=part.criterion, data=part.data))
        said = self.wording("retention_criteria", key)
        phrase = () if said is None else (InlineMarkdown(said),)
        return RetentionTerm(phrase, data, record(criterion=part.criterion, data=part.data))

    def retentions(self, key: str) -> RetentionTerms:
        """How long the data of a purpose are kept."""
        found = self._retentions.get(key)
        if found is None:
            parts = self.facts.purposes[key].retention or ()
            terms = tuple(self.retention(key, part) for part in parts)
            found = self._retentions[key] = RetentionTerms(f"purposes.{key}.retention", terms)
        return found

    def anchor(self, section: str, label: str) -> PageLink:
        """A link to another section."""
        return PageLink((self.book.word[label],), anchor=section)
