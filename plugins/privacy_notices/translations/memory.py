"""What each text was translated from: the memory of one words file, and the state that follows from it.

The memory is a file beside the words (`_translations.<language>.yml`), written by the tool and committed with them.
A text is current on three kinds of evidence and on nothing else:

1. The pair of source and translation as they are was confirmed: by `accept`, by an import, or by an earlier run.
2. A note of the tool stands above the text in the words file, names the source as it is now, and the text has been
   changed since the note was written (or somebody wrote `ok` into the note). See `notes`.
3. The tool knows one source only, the one of today, and the translation was written or changed after it saw that. (A
   text that is identical to its source is as a rule a copy still to be translated, so here it counts for nothing.)

Files are merged by people and by git, each on its own, so the memory of one side may meet the words of another. Hence
evidence 2 lies in the words file itself, next to the text, where a merge either keeps both together or stops, and
evidence 3 ends for good with the first change of the source that the tool sees. What remains unknown is called
unconfirmed. What files cannot tell: that a source text was changed and changed back while the tool never ran, or on one
of two branches; and what the source was on a branch that began before the tool had seen it.
No input or output.
"""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from privacy_notices.translations.notes import Note, notes
from privacy_notices.translations.texts import Bundle


class State(StrEnum):
    """How a translation stands to its source."""

    MISSING = "missing"
    """There is no translation."""
    CURRENT = "current"
    """It says what the source says, as far as people have said so."""
    OUTDATED = "outdated"
    """The source has changed since, the translation has not."""
    UNCONFIRMED = "unconfirmed"
    """Both have changed and nobody knows in which order, or nothing is remembered."""
    ORPHANED = "orphaned"
    """There is a translation and no source."""


@lru_cache(maxsize=1024)
def fingerprint(text: str) -> str:
    """What the memory keeps of a text: 16 hexadecimal digits of SHA-256 over its NFC form.

    Remembered while a text is compared with the memory and with each of its languages.
    """
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:16]


class Record(NamedTuple):
    """What is remembered of one text. Every value but `text` and `since` is a `fingerprint`."""

    source: str | None
    """The source of the pair that was confirmed last."""
    target: str | None
    """The translation of that pair."""
    seen: str
    """The newest source that the tool has seen."""
    was: str | None
    """The translation when it saw that source first; None where there was none."""
    only: str | None
    """The one source that the tool has ever seen; None once there have been two, or when it cannot be known."""
    since: datetime.date | None = None
    """The day the tool first saw a source other than that of the pair."""
    text: str | None = None
    """The source of the pair in words, to show what has changed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one words file."""

    records: Mapping[str, Record] = field(default_factory=dict)
    """By key. Records of texts that are gone stay, so that an old branch cannot pass for a new one."""
    has_lost: bool = False
    """The file was damaged: what has no record now may have had one."""


def state_of(source: str | None, target: str | None, record: Record | None, note: Note | None) -> State:
    """The state of one text from the fingerprints of source and translation."""
    if target is None:
        return State.MISSING
    if source is None:
        return State.ORPHANED
    if _is_current(source, target, record, note):
        return State.CURRENT
    is_known_old = record is not None and record.target == target and record.source not in (None, source)
    return State.OUTDATED if is_known_old else State.UNCONFIRMED


def _is_current(source: str, target: str, record: Record | None, note: Note | None) -> bool:
    """Whether one of the three kinds of evidence is there; a note, where there is one, leaves no room for the third."""
    if record is not None and (record.source, record.target) == (source, target):
        return True
    if note is not None:
        return note.confirms(source, target, is_known_old=record is not None and record.target == target)
    if record is None or not record.seen == record.only == source:
        return False
    return target not in (source, record.was, record.target)


def states(bundle: Bundle, language: str, memory: Memory) -> Mapping[str, State]:
    """The state of every text of one language: those of the source in its order, then what has none."""
    return {
        key: state_of(source, target, memory.records.get(key), note)
        for key, source, target, note in _sides(bundle, language)
        if source is not None or target is not None
    }


def _sides(bundle: Bundle, language: str) -> Iterator[tuple[str, str | None, str | None, Note | None]]:
    targets = bundle.texts.get(language, {})
    found = notes(targets.values())
    for key in dict.fromkeys((*bundle.source, *targets)):
        source, target = bundle.source.get(key), targets.get(key)
        yield (
            key,
            None if source is None else fingerprint(source.value),
            None if target is None else fingerprint(target.value),
            found.get(key),
        )


def remember(bundle: Bundle, language: str, memory: Memory, today: datetime.date) -> Memory:
    """The memory after a look at the texts as they are: pairs that became current, and sources that are new.

    Looking twice changes nothing more. A file that cannot be read leaves the memory as it is.
    """
    if language in bundle.documents and not bundle.is_readable(language):
        return memory
    records = dict(memory.records)
    for key, source, target, note in _sides(bundle, language):
        if source is None:
            continue
        record = records.get(key)
        if record is None:
            record = Record(None, None, source, target, None if memory.has_lost else source)
        if state_of(source, target, record, note) is State.CURRENT:
            record = _confirmed(record, source, target, bundle.source[key].value)
        elif record.seen != source:
            record = record._replace(seen=source, was=target, only=None)
        if record.source in (None, source):
            since = None
        else:
            since = record.since or today
        records[key] = record._replace(since=since)
    return Memory(records)


def accept(bundle: Bundle, language: str, memory: Memory, keys: Iterable[str], today: datetime.date) -> Memory:
    """The memory after somebody has read the texts with these keys and found that they say what the source says.

    Keys without source or translation are passed over.
    """
    records = dict(remember(bundle, language, memory, today).records)
    wanted = frozenset(keys)
    for key, source, target, _ in _sides(bundle, language):
        if key in wanted and source is not None and target is not None:
            records[key] = _confirmed(records[key], source, target, bundle.source[key].value)
    return Memory(records)


def translated(record: Record, source: str, text: str, today: datetime.date) -> Record:
    """The record after `text` was written as the translation of the words `source`, be they old or new."""
    made_from, target = fingerprint(source), fingerprint(text)
    if made_from == record.seen:
        return _confirmed(record, made_from, target, source)
    return Record(made_from, target, record.seen, target, None, record.since or today, source)


def _confirmed(record: Record, source: str, target: str | None, text: str) -> Record:
    return Record(source, target, source, target, source if record.only == source else None, None, text)
