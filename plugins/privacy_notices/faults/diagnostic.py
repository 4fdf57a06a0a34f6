"""What an author can get wrong, as values. No words, no input, no output.

A diagnostic is a place, a fault and parameters. It is put into words last, in the language asked for, by
`languages.telling`; so a stage that finds a fault knows no language, and no text of a diagnostic is ever parsed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple, TypeAlias


class Severity(IntEnum):
    """How bad a finding is. A rule that cites no source is never an `ERROR`."""

    INFO = 10
    """Worth knowing."""
    WARNING = 20
    """Very likely wrong."""
    ERROR = 30
    """Published like this the notice breaks a cited duty or cannot be read."""

    def __str__(self) -> str:
        return self.name.lower()


class Mark(NamedTuple):
    """A place in a source file, as editors show it."""

    file: str
    """Path relative to the project root, always with `/`."""
    line: int = 1
    """Counted from 1. (libyaml counts from 0; `load` is the one place that converts.)"""
    column: int = 1
    """In characters, not bytes, counted from 1."""


class Term(NamedTuple):
    """A word of the catalogs inside a message: what was found instead of a text may be `a list` or `luettelo`."""

    key: str
    """Id of the word in the catalogs of faults, e.g. `found.list`."""


Parameter: TypeAlias = "str | int | Decimal | datetime.date | Term | tuple[str, ...]"
"""What a message names: what the author wrote, a number, one with the decimals it is shown with, a day, a word of the catalogs, or several ids."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault at one place. Sorting puts diagnostics in reading order."""

    mark: Mark
    fault: str
    """The code, or with what it says here where one code says several things: `N103`, `S103.text`."""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    article: str = field(default="", compare=False)
    """The provision that asks for it, e.g. `GDPR Art. 13(1)(c)`; empty when none does."""
    parameters: tuple[tuple[str, Parameter], ...] = ()
    """What the words name, by name, in the order of the names."""

    @property
    def code(self) -> str:
        """One letter for the stage and three digits: L load, S schema, N notice (the law), T translation, P pages."""
        return self.fault.partition(".")[0]

    @property
    def values(self) -> Mapping[str, Parameter]:
        """The parameters by name."""
        return dict(self.parameters)

    def __lt__(self, other: Diagnostic) -> bool:
        return self.place < other.place

    @property
    def place(self) -> tuple[Mark, str, str]:
        """Where it stands in reading order; of those at one mark, in an order that is always the same."""
        return self.mark, self.fault, repr(self.parameters)


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, file by file and line by line. For many of them far faster than `sorted`."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.place))


def parameters(values: Mapping[str, Parameter]) -> tuple[tuple[str, Parameter], ...]:
    """Values by name as a diagnostic has them."""
    return tuple(sorted(values.items()))


def listed(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids as a parameter: each is shown in backticks, with commas between."""
    return tuple(ids)
