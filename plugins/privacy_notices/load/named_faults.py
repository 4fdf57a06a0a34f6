"""Faults of the loader by name: its code says what it found, and the table of faults knows the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter
from privacy_notices.faults.table import FAULTS, found

CODES: Final[Mapping[str, str]] = {fault.name: fault.code for fault in FAULTS if fault.code.startswith("L")}
"""The codes of the loader by the names of their faults."""


def named(name: str, mark: Mark, **values: Parameter) -> Diagnostic:
    """A fault of the loader at a place; the values are what its words name. Errors: KeyError."""
    named_values: Mapping[str, Any] = values  # by names that are none of `found`'s own
    return found(mark, CODES[name], **named_values)


def at_offset(file: str, text: str, offset: int) -> Mark:
    """The place of a character of a text, counted from 0."""
    return Mark(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
