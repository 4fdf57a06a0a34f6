"""What an author can get wrong, as values. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

HANDBOOK: Final = "https://mkdocs-privacy-notices.example/handbook/rules/"
"""Where each code has its page; the code is appended."""


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


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault at one place. Sorting puts diagnostics in reading order."""

    mark: Mark
    code: str
    """One letter for the stage and three digits: L load, S schema, N notice (the law), T translation, P pages."""
    message: str
    """What is wrong: lower case, no full stop, names in backticks, no remedy."""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    hint: str = field(default="", compare=False)
    """What to do."""
    article: str = field(default="", compare=False)
    """The provision that asks for it, e.g. `GDPR Art. 13(1)(c)`; empty when none does."""

    @property
    def url(self) -> str:
        """The page of the handbook that explains the code."""
        return f"{HANDBOOK}{self.code}/"
