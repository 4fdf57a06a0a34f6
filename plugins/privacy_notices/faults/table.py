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
    # The stage of translations (T).
    Fault("T101", "text-not-translated", Severity.INFO),
    Fault("T102", "translation-outdated", Severity.WARNING),
    Fault("T103", "translation-unconfirmed", Severity.INFO),
    Fault("T104", "translation-without-source", Severity.INFO),
    Fault("T105", "damaged-memory", Severity.WARNING),
    Fault("T106", "language-of-a-bilingual-authority-missing", Severity.ERROR, "Language Act (423/2003), section 32"),
    Fault("T201", "links-differ", Severity.WARNING),
    Fault("T202", "numbers-differ", Severity.WARNING),
    Fault("T203", "dates-differ", Severity.WARNING),
    Fault("T204", "placeholders-differ", Severity.WARNING),
    Fault("T205", "emphasis-differs", Severity.WARNING),
    Fault("T206", "lists-differ", Severity.WARNING),
    Fault("T207", "term-differs", Severity.WARNING),
    Fault("T208", "translation-same-as-source", Severity.WARNING),
    Fault("T209", "wrong-language", Severity.WARNING),
    Fault("T301", "exchange-file-unreadable"),
    Fault("T302", "exchange-file-of-another-portal"),
    Fault("T303", "translated-from-older-source", Severity.WARNING),
    Fault("T304", "changed-on-both-sides", Severity.WARNING),
    Fault("T305", "unknown-text", Severity.WARNING),
    Fault("T306", "translation-not-taken", Severity.WARNING),
    Fault("T307", "language-not-in-portal"),
    Fault("T308", "words-file-not-written"),
    Fault("T309", "marked-as-needing-work", Severity.INFO),
    Fault("T401", "key-translated"),
    Fault("T402", "fact-in-words-file"),
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
