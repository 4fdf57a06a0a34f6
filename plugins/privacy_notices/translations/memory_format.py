"""The file that remembers translations, as it is written and read: YAML with a line of JSON a record. No input or output.

A record is believed or not on its own: one that a merge has damaged or doubled is as if it had never been, and what
stands around it keeps its worth.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias, cast

from privacy_notices.faults.diagnostic import Diagnostic, Mark, listed
from privacy_notices.faults.table import found
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.memory import Memory, Record, fingerprint
from privacy_notices.translations.texts import Bundle

HEADER: Final = """\
# Written by `privacy-notices translations`: which source each text was translated from. Commit it, do not edit it.
# After a merge conflict keep either side: what is lost here is only called unconfirmed until somebody accepts it.
"""


def write_memory(memory: Memory) -> bytes:
    """The file: YAML, sorted by key, each record on a line of its own below its key.

    A record is one line, so that a merge takes all of it from one side; the line of the key between two records never
    changes, so that git merges changes of neighbours without asking.
    """
    lines = [HEADER]
    for key in sorted(memory.records):
        record = memory.records[key]
        values = record._asdict() | {"since": record.since and record.since.isoformat()}
        lines.append(f"{key}:\n  {json.dumps(values, ensure_ascii=False)}\n")
    return "".join(lines).encode()


def read_memory(data: bytes | None, file: str) -> tuple[Memory, tuple[Diagnostic, ...]]:
    """The memory that a file says, and whether it is damaged; None stands for a file that does not exist."""
    if data is None:
        return Memory(), ()
    reader = _RecordReader()
    for number, line, is_conflict in _lines(data):
        reader.read(number, line, is_conflict=is_conflict)
    reader.end()
    records = {key: record for key, record in reader.records.items() if key not in reader.damaged}
    if not reader.first_fault:
        return Memory(records), ()
    mark = Mark(file, reader.first_fault)
    lost = listed(sorted(reader.damaged))
    fault = found(mark, "T105.lost", keys=lost) if lost else found(mark, "T105.damaged")
    return Memory(records, has_lost=True), (fault,)


def _lines(data: bytes) -> Iterator[tuple[int, str, bool]]:
    """The lines that say something, by number, and whether each is one of two sides of a conflict."""
    is_conflict = False
    for number, line in enumerate(data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            is_conflict = line.startswith("<")
        if line.strip() and not line.startswith("#"):
            yield number, line, is_conflict


class _RecordReader:
    """Reads line by line: a key, then its record."""

    __slots__ = ("_key", "_line", "damaged", "first_fault", "records")

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.damaged: set[str] = set()
        self.first_fault = 0
        """The number of the first line that is not as it was written; 0 when all are."""
        self._key: str | None = None
        """The key whose record must come next."""
        self._line = 0
        """The number of its line."""

    def read(self, number: int, line: str, *, is_conflict: bool) -> None:
        """Take a line; on one of two sides of a conflict nothing is believed."""
        key, self._key = self._key, None
        record = _record(line) if key is not None and not is_conflict else None
        if key is not None and record is not None and key not in self.records:
            self.records[key] = record
            return
        self._key, self._line = line[:-1] if _KEY.fullmatch(line) else None, number
        if key is not None or self._key is None:
            self._damage(number, key, self._key)

    def end(self) -> None:
        """The file is at its end; a key that waits for its record has lost it."""
        if self._key is not None:
            self._damage(self._line, self._key)

    def _damage(self, number: int, *keys: str | None) -> None:
        self.first_fault = self.first_fault or number
        self.damaged.update(key for key in keys if key is not None)


# --- a record --------------------------------------------------------------------------------------------------------

_KEY: Final = re.compile(r"[^\s:#'\"\[\]{}<>=|][^\s:]*:")
_LENGTH: Final = 16
_DIGITS: Final = "0123456789abcdef"
"""How many digits a fingerprint has, and which there are."""
_NOTHING: Final = frozenset({None})
_Values: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None, str | None, str | None]
"""What a record should hold; whether it does is found out."""
_FIELDS: Final = ("source", "target", "seen", "was", "only", "since", "text")
"""The names in a record, in their order."""


def _record(line: str) -> Record | None:
    """What a line says, as `write_memory` writes it, spaces apart; None where it is damaged."""
    if not line.startswith("  {"):
        return None
    try:
        values, end = _DECODER.raw_decode(line[2:])
        return None if line[end + 2 :].strip() else _checked(values)
    except (ValueError, TypeError, RecursionError):  # no JSON, other fields or values, brackets without end
        return None


def _fields(pairs: Sequence[tuple[str, object]]) -> Sequence[object]:
    names, values = zip(*pairs, strict=True)
    if names != _FIELDS:
        raise ValueError  # A field is missing, doubled or unknown.
    return cast("Sequence[object]", values)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_fields)


def _checked(values: Sequence[object]) -> Record:
    """The values of a record; ValueError where one is not what its field holds, TypeError where it is of no such kind."""
    source, target, seen, was, only, since, text = cast("_Values", values)
    # Most are the same twice or thrice; what is neither a text nor nothing has no place in a set, or no such length.
    for value in cast("set[str]", {source, target, seen, was, only} - _NOTHING):
        if len(value) != _LENGTH or value.strip(_DIGITS):
            raise ValueError
    if seen is None or (text is not None and fingerprint(text) != source):
        raise ValueError  # A text counts for nothing without its fingerprint.
    day = None if since is None else datetime.date.fromisoformat(since)
    return Record(source, target, seen, was, only, day, text)


def memories_of(bundle: Bundle, files: Mapping[str, bytes]) -> tuple[Memories, tuple[Diagnostic, ...]]:
    """What the memory files of a bundle, by language, say, and what is damaged in them."""
    read = {
        language: read_memory(files.get(language), f"{bundle.folder}/{bundle.memory_file(language)}")
        for language in bundle.targets
    }
    memories = {(bundle.id, language): memory for language, (memory, _) in read.items()}
    return memories, tuple(fault for _, faults in read.values() for fault in faults)
