"""The table of faults: every code but those of the law (`check.editions`) with its name and severity.

The words for each stand in the catalogs of faults (`languages/faults/<language>.po`), under `<fault>.message`,
`<fault>.hint` and `<code>.why`. A fault that one code shares with others has a name behind the code: `S103.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Severity, parameters


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault."""

    code: str
    """A letter for the stage and three digits, never used twice."""
    name: str
    """Reads after "ignore": `unknown-key`."""
    severity: Severity = Severity.ERROR
    article: str = ""
    """The provision that asks for it; empty when none does."""


FAULTS: Final[tuple[Fault, ...]] = (
    # --- addresses of pages ------------------------------------------------------------------------------------------
    Fault("P101", "address-taken"),
    Fault("P102", "slug-not-an-address", Severity.WARNING),
    Fault("P103", "old-address-taken"),
    Fault("P104", "address-written-by-hand"),
)

_BY_CODE: Final[Mapping[str, Fault]] = {fault.code: fault for fault in FAULTS}


def found(mark: Mark, fault: str, /, *, severity: Severity | None = None, article: str = "", **values: Parameter) -> Diagnostic:  # fmt: skip
    """A fault at a place.

    `fault`: a code of the table, with what it says behind a point where it says several things; `severity` and
    `article`: where they are others than the table's; the other values are what the words name in braces. `nearest`,
    where it is given and not empty, is asked for before the hint: "did you mean `x`?". Errors: KeyError.
    """
    entry = _BY_CODE[fault.partition(".")[0]]
    return Diagnostic(
        mark,
        fault,
        severity=entry.severity if severity is None else severity,
        article=article or entry.article,
        parameters=parameters(values),
    )
