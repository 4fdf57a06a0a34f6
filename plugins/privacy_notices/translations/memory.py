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
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.translations.notes import Note, notes
from privacy_notices.translations.texts import Bundle

HEADER: Final = """\
# Written by `privacy-notices translations`: which source each text was translated from. Commit it, do not edit it.
# After a merge conflict keep either side: what is lost here is only called unconfirmed until somebody accepts it.
"""


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
    if record and (record.source, record.target) == (source, target):
        return State.CURRENT
    is_known_old = record is not None and record.target == target
    if note:
        if note.confirms(source, target, is_known_old=is_known_old):
            return State.CURRENT
    elif record and record.seen == record.only == source and target not in (source, record.was, record.target):
        return State.CURRENT
    if record and is_known_old and record.source not in (None, source):
        return State.OUTDATED
    return State.UNCONFIRMED


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


# --- the file --------------------------------------------------------------------------------------------------------

_KEY: Final = re.compile(r"[^\s:#'\"\[\]{}<>=|][^\s:]*:")
_OR_NULL: Final = '(?:null|"([0-9a-f]{16})")'
_FIELDS: Final = {
    "source": _OR_NULL, "target": _OR_NULL, "seen": '"([0-9a-f]{16})"', "was": _OR_NULL, "only": _OR_NULL,
    "since": '(?:null|"([^"]*)")', "text": '(?:null|(".*"))',
}  # fmt: skip
_RECORD: Final = re.compile(
    "  { *" + " *, *".join(f'"{name}" *: *{value}' for name, value in _FIELDS.items()) + " *} *"
)
"""A line of JSON as `write_memory` writes it, spaces apart. Anything else is damage, and so is a text without its
fingerprint."""


def write_memory(memory: Memory) -> bytes:
    """The file: YAML, sorted by key, each record on a line of its own below its key.

    A record is one line, so that a merge takes all of it from one side; the line of the key between two records never
    changes, so that git merges changes of neighbours without asking.
    """
    lines = [HEADER]
    for key in sorted(memory.records):
        record = memory.records[key]
        values = {
            "source": record.source, "target": record.target, "seen": record.seen, "was": record.was,
            "only": record.only, "since": record.since and record.since.isoformat(), "text": record.text,
        }  # fmt: skip
        lines.append(f"{key}:\n  {json.dumps(values, ensure_ascii=False)}\n")
    return "".join(lines).encode()


def read_memory(data: bytes | None, file: str) -> tuple[Memory, tuple[Diagnostic, ...]]:
    """The memory that a file says; None stands for a file that does not exist.

    Each record is believed or not on its own: one that a merge has damaged or doubled is as if it had never been.
    """
    if data is None:
        return Memory(), ()
    records: dict[str, Record] = {}
    damaged: set[str] = set()
    first_fault = 0
    key: str | None = None
    is_conflict = False
    for number, line in enumerate(data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            is_conflict = line.startswith("<")
        if not line.strip() or line.startswith("#"):
            continue
        record = _record(line) if key is not None and not is_conflict else None
        if key is not None and record is not None and key not in records and key not in damaged:
            records[key], key = record, None
            continue
        name = line[:-1] if _KEY.fullmatch(line) else None
        if key is not None or name is None or is_conflict:
            first_fault = first_fault or number
            damaged.update(item for item in (key, name) if item is not None)
        key = name
    if key is not None:
        damaged.add(key)
        first_fault = first_fault or number
    for item in damaged:
        records.pop(item, None)
    if not first_fault:
        return Memory(records), ()
    lost = f"; lost: {', '.join(f'`{item}`' for item in sorted(damaged))}" if damaged else ""
    hint = "run `privacy-notices translations status --record` to write it anew, then accept what is still right"
    return Memory(records, has_lost=True), (
        Diagnostic(
            Mark(file, first_fault), "T105", f"the memory of the translations is damaged{lost}", Severity.WARNING, hint
        ),
    )


def _record(line: str) -> Record | None:
    match = _RECORD.fullmatch(line)
    if not match:
        return None
    source, target, seen, was, only, since, written = match.groups()
    try:
        day = datetime.date.fromisoformat(since) if since else None
        text = None if written is None else json.loads(written) if "\\" in written else written[1:-1]
    except ValueError:
        return None
    if text is not None and fingerprint(text) != source:
        return None
    return Record(source, target, seen, was, only, day, text)
