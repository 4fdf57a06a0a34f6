"""Words that rules look for in texts, from `patterns.yml`: what to look for is data, what it means is a rule."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from pydantic import TypeAdapter

from privacy_notices.load import load
from privacy_notices.vocabulary import data_file

EVERY_LANGUAGE: Final = "any"


class Words(Protocol):
    """A text in a language."""

    @property
    def language(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Patterns:
    """Regular expressions by subject, then language. Upper and lower case are the same; a match begins a word."""

    sources: Mapping[str, Mapping[str, tuple[str, ...]]]
    _compiled: dict[tuple[str, str], re.Pattern[str] | None] = field(default_factory=dict, compare=False, repr=False)

    def get(self, subject: str, language: str) -> re.Pattern[str] | None:
        """What to look for in texts of a language; None when nothing is known of it."""
        key = (subject, language.split("-")[0])
        if key not in self._compiled:
            sources = (*self.sources[subject].get(key[1], ()), *self.sources[subject].get(EVERY_LANGUAGE, ()))
            self._compiled[key] = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(sources)})") if sources else None
        return self._compiled[key]

    def search(self, subject: str, words: Words) -> re.Match[str] | None:
        """The first match in a text."""
        pattern = self.get(subject, words.language)
        return pattern.search(words.text) if pattern else None

    def each(self, subject: str, words: Words) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        pattern = self.get(subject, words.language)
        return pattern.finditer(words.text) if pattern else iter(())

    def consists_of(self, subject: str, words: Words) -> bool:
        """Whether every word of a text begins like one of the subject's."""
        pattern = self.get(subject, words.language)
        return pattern is not None and all(pattern.match(word) for word in re.findall(r"\w+", words.text))


@functools.cache
def patterns() -> Patterns:
    """The patterns of the package."""
    document = load(data_file("rules/patterns.yml"), "patterns.yml")
    if document.value is None:
        raise ValueError(f"patterns.yml: {document.diagnostics}")
    return Patterns(TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(document.value))
