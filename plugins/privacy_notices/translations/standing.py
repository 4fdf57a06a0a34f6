"""Where a portal's translations stand: a row for each text, and counts. No input or output."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from privacy_notices.translations.difference import Run, word_difference
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.memory import Memory, Record, State, fingerprint, states
from privacy_notices.translations.texts import Bundle, KeyedText


class Row(NamedTuple):
    """One text in one language."""

    notice: str
    """Id of the notice, or `PORTAL`."""
    language: str
    key: str
    state: State
    source_changed: datetime.date | None
    """The day the tool first saw that the source is another than the one that was translated; None when it is not, or
    when nobody has looked."""
    source: KeyedText | None
    target: KeyedText | None
    translated_from: str | None
    """The source that the translation was made from, where it is known and another than today's."""

    @property
    def change(self) -> tuple[Run, ...]:
        """What changed in the source since the translation; empty where nothing is known of it."""
        if self.source is None or self.translated_from is None:
            return ()
        return word_difference(self.translated_from, self.source.value)


@dataclass(frozen=True, slots=True)
class Count:
    """One notice in one language."""

    notice: str
    language: str
    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """Texts that there are to translate."""
        return sum(self.states.values()) - self.states.get(State.ORPHANED, 0)

    @property
    def percent(self) -> int:
        """Current texts of a hundred, rounded down, so that 100 means all."""
        return 100 * self.states.get(State.CURRENT, 0) // self.total if self.total else 100


def rows_of(bundle: Bundle, memories: Memories) -> Iterator[Row]:
    """Every text of a bundle in every language but its own, by language."""
    for language in bundle.targets:
        yield from rows_in(bundle, language, memories.get((bundle.id, language), Memory()))


def rows_in(bundle: Bundle, language: str, memory: Memory) -> Iterator[Row]:
    """Every text of a bundle in one language: those of the source in its order, then what has none."""
    targets = bundle.texts.get(language, {})
    for key, state in states(bundle, language, memory).items():
        record, source = memory.records.get(key), bundle.source.get(key)
        is_behind = state in (State.OUTDATED, State.UNCONFIRMED) and _is_from_older(record, source)
        yield Row(
            bundle.id,
            language,
            key,
            state,
            record.since if record and is_behind else None,
            source,
            targets.get(key),
            record.text if record and is_behind else None,
        )


def _is_from_older(record: Record | None, source: KeyedText | None) -> bool:
    known = record.source if record and source else None
    return known is not None and source is not None and known != fingerprint(source.value)


def counts(found: Iterable[Row]) -> tuple[Count, ...]:
    """How many texts are in each state, by notice and language."""
    totals: dict[tuple[str, str], Counter[State]] = {}
    for row in found:
        totals.setdefault((row.notice, row.language), Counter())[row.state] += 1
    return tuple(Count(notice, language, total) for (notice, language), total in totals.items())


def outdated_texts(rows: Iterable[Row]) -> Mapping[tuple[str, str], Mapping[str, datetime.date | None]]:
    """Texts whose source has changed since they were translated, by notice and language, with the day since when."""
    found: dict[tuple[str, str], dict[str, datetime.date | None]] = {}
    for row in rows:
        if row.state == "outdated":
            found.setdefault((row.notice, row.language), {})[row.key] = row.source_changed
    return found
