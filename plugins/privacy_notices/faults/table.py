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
    # L: a file and its YAML
    Fault("L001", "file-too-large"),
    Fault("L002", "not-a-text-file"),
    Fault("L003", "utf-16"),
    Fault("L004", "windows-1252"),
    Fault("L005", "not-utf-8"),
    Fault("L010", "control-character"),
    Fault("L011", "bidi-character"),
    Fault("L012", "invisible-character"),
    Fault("L013", "noncharacter"),
    Fault("L014", "private-use-character", Severity.WARNING),
    Fault("L015", "replacement-character", Severity.WARNING),
    Fault("L020", "anchor"),
    Fault("L021", "alias"),
    Fault("L022", "tag"),
    Fault("L023", "directive"),
    Fault("L024", "several-documents"),
    Fault("L025", "merge-key"),
    Fault("L026", "non-scalar-key"),
    Fault("L027", "duplicate-key"),
    Fault("L028", "empty-key"),
    Fault("L029", "too-deep"),
    Fault("L030", "too-many-values"),
    Fault("L031", "top-level-list"),
    Fault("L032", "empty-file"),
    Fault("L033", "too-many-faults"),
    Fault("L040", "syntax"),
    Fault("L041", "colon-in-text"),
    Fault("L042", "no-space-after-colon"),
    Fault("L043", "no-break-space"),
    Fault("L044", "tab-indentation"),
    Fault("L045", "wrong-indentation"),
    Fault("L046", "line-without-key"),
    Fault("L047", "special-first-character"),
    Fault("L048", "list-beside-key"),
    Fault("L049", "list-item-among-keys"),
    Fault("L050", "key-among-list-items"),
    Fault("L051", "unclosed-quote"),
    Fault("L052", "text-after-quote"),
    Fault("L053", "unclosed-bracket"),
    Fault("L054", "wrong-escape"),
    Fault("L055", "comment-inside-text"),
    Fault("L060", "comment-after-text", Severity.WARNING),
    Fault("L061", "curly-quotes", Severity.WARNING),
    Fault("L062", "list-joined-to-text", Severity.WARNING),
    Fault("L101", "unreadable-catalog"),
    Fault("L102", "link-out-of-the-folder"),
    Fault("L103", "unreadable-file"),
    # S1: the form of a file
    Fault("S101", "unknown-key"),
    Fault("S102", "missing-key"),
    Fault("S103", "wrong-kind-of-value"),
    Fault("S104", "value-not-in-list"),
    Fault("S105", "not-a-date"),
    Fault("S106", "not-a-period"),
    Fault("S107", "not-an-id"),
    Fault("S108", "business-id-check-digit"),
    Fault("S109", "not-a-phone-number"),
    Fault("S110", "not-an-email-address"),
    Fault("S111", "not-a-web-address"),
    Fault("S112", "not-a-country-code"),
    Fault("S113", "text-too-long"),
    Fault("S114", "empty-text"),
    Fault("S115", "not-a-language-code"),
    Fault("S116", "value-not-accepted"),
    Fault("S117", "more-than-one-line"),
    Fault("S118", "listed-twice"),
    Fault("S119", "contact-unreachable"),
    Fault("S120", "retention-unclear"),
    Fault("S121", "after-without-period"),
    Fault("S122", "not-an-address-of-the-site"),
    Fault("S123", "not-a-colour"),
    Fault("S124", "language-not-declared"),
    Fault("S125", "not-a-code"),
    Fault("S126", "nothing-listed"),
)
"""Every fault but those of the law, in the order of the codes."""

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
