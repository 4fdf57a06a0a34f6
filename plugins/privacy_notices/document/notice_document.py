"""A whole notice in one language, and how to walk through it. No format, no input."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from privacy_notices.document.blocks import Block, LabelledFact, Prose, Sentence
from privacy_notices.document.words import Datum, Phrase, Series, Wording

EDITION: Final = 1
"""Edition of the form. It changes when a value of an earlier edition can no longer be read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a notice."""

    id: str
    """What links lead to: `retention`."""
    title: Wording
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """What is said above a notice about its words: a translation that is missing or old, the language that prevails."""

    sentence: Sentence
    sections: tuple[Phrase, ...] = ()
    """Titles of the sections that it is about."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a notice says in one language, as it is told. A reader of it needs nothing else."""

    notice: str
    """Id of the notice."""
    language: str
    source_language: str
    """The language that the notice was written in first."""
    is_translated: bool
    """False where the notice has no words in the language, and those of the source language stand in."""
    title: Wording
    controllers: Series
    dates: tuple[LabelledFact, ...]
    """When it was published, is effective from, was reviewed."""
    sections: tuple[Section, ...]
    summary: Prose | None = None
    version: datetime.date | None = None
    """The day that an earlier version is known by; None for the one in force."""
    notes: tuple[TranslationNote, ...] = ()
    attachments: tuple[tuple[str, int], ...] = ()
    """The files that its texts link to, by name, with their bytes. They stand under the address of its page."""
    edition: int = EDITION


def wordings(value: object) -> Iterator[Wording]:
    """All words of a document or a part of it, in reading order."""
    due = [value]
    while due:
        item = due.pop()
        if isinstance(item, Wording):
            yield item
        elif isinstance(item, tuple):
            due.extend(item[::-1])
        else:
            kind: type = type(item)
            due.extend(filter(None, [getattr(item, name) for name in _parts(kind)]))


@functools.cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a class that may have words in them, the last first."""
    plain = (
        "str",
        "int",
        "bool",
        "Datum",
        "datetime.date",
        "datetime.date | None",
        "tuple[str, ...]",
        "tuple[tuple[str, int], ...]",
        "Origin",
    )
    names = [field.name for field in fields(kind) if field.type not in plain] if is_dataclass(kind) else []
    return tuple(reversed(names))


def told(value: object) -> Iterator[tuple[str, Datum]]:
    """Every key in a document or a part of it with its fact, in reading order."""
    if type(value) is tuple:
        for item in value:
            yield from told(item)
    elif is_dataclass(value) and not isinstance(value, type):
        if (key := getattr(value, "key", None)) is not None:
            yield key, getattr(value, "fact", None)
        kind: type = type(value)
        for name in reversed(_parts(kind)):
            yield from told(getattr(value, name))
