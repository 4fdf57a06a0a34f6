"""The smallest portal that has a translation: one notice with one text, as files that can be edited and merged."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, replace

from privacy_notices.load.yaml_file import SourceFile, load
from privacy_notices.translations.annotate import annotated
from privacy_notices.translations.memory import (
    Memory,
    State,
    accept,
    fingerprint,
    remember,
    states,
    translated,
)
from privacy_notices.translations.memory_format import read_memory, write_memory
from privacy_notices.translations.texts import Bundle, KeyedText

MEMORY = "notices/shop/_translations.sv.yml"


@dataclass
class OneText:
    """What stands in `fi.yml`, `sv.yml` and the memory beside it."""

    source: str
    target: str | None = None
    note: str | None = None
    """The comment above the translation."""
    memory: bytes | None = None
    before: str | None = None
    """The source before the last change, which somebody may put back."""

    def copy(self) -> OneText:
        return replace(self)

    @property
    def words(self) -> bytes:
        """`sv.yml`. The key `summary` is always there, so that the file can be read without a title."""
        lines = [] if self.target is None else [*filter(None, [self.note]), f"title: {json.dumps(self.target)}"]
        return "\n".join([*lines, "summary: {}", ""]).encode()

    @property
    def bundle(self) -> Bundle:
        source = load(f"title: {json.dumps(self.source)}\n".encode(), "notices/shop/fi.yml")
        target = load(self.words, "notices/shop/sv.yml")
        texts = {"fi": _texts(source, self.source), "sv": _texts(target, self.target)}
        return Bundle("shop", self.source, "fi", ("fi", "sv"), texts, {"fi": source, "sv": target}, "notices", None)

    @property
    def remembered(self) -> Memory:
        return read_memory(self.memory, MEMORY)[0]

    @property
    def state(self) -> State:
        return states(self.bundle, "sv", self.remembered)["title"]

    @property
    def source_in_note(self) -> str | None:
        """The fingerprint that the note names, found among the sources there can be; None without a note."""
        match = re.search(r"([0-9a-f]{12})/", self.note or "")
        known = (f"Lähde {number}." for number in range(60))
        return next((text for text in known if match and fingerprint(text).startswith(match[1])), None)

    def run(self, today: datetime.date, *, with_notes: bool = False) -> None:
        bundle = self.bundle
        after = remember(bundle, "sv", self.remembered, today)
        self.memory = write_memory(after)
        if with_notes and self.target is not None:
            self.read(annotated(bundle, "sv", after, self.words))

    def read(self, words: bytes) -> None:
        """Take over a words file that the tool has written."""
        above, _, _ = words.decode().partition("title:")
        self.note = above.strip() or None

    def accept(self, today: datetime.date) -> None:
        self.memory = write_memory(accept(self.bundle, "sv", self.remembered, ["title"], today))

    def take(self, source: str, text: str, today: datetime.date) -> None:
        """Import a translation of `source`."""
        after = remember(self.bundle, "sv", self.remembered, today)
        records = {**after.records, "title": translated(after.records["title"], source, text, today)}
        self.memory = write_memory(Memory(records))
        self.target = text
        self.run(today, with_notes=True)


def _texts(document: SourceFile, value: str | None) -> dict[str, KeyedText]:
    return {} if value is None else {"title": KeyedText("title", ("title",), value, "", "", True, document)}
