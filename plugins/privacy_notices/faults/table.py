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
    # a file and its YAML
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
    # files that are not read
    Fault("L101", "unreadable-catalog"),
    Fault("L102", "link-out-of-the-folder"),
    Fault("L103", "unreadable-file"),
    Fault("L104", "name-that-cannot-be-shown"),
    # the form of a file
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
    Fault("S127", "address-read-as-a-setting"),
    Fault("S128", "name-not-for-every-system"),
    Fault("S129", "address-among-files-of-the-site"),
    Fault("S130", "unknown-edition"),
    Fault("S140", "transfer-without-destination"),
    Fault("S141", "said-of-no-adequacy-decision"),
    Fault("S150", "not-a-section-number"),
    Fault("S151", "section-unclear"),
    Fault("S401", "not-a-picture-of-the-site"),
    # what texts have in them
    Fault("S402", "unknown-markup", Severity.WARNING),
    Fault("S403", "link-not-shown", Severity.WARNING),
    Fault("S404", "attachment-missing"),
    Fault("S405", "attachment-too-large"),
    # what refers to what
    Fault("S201", "unknown-reference"),
    Fault("S202", "words-without-fact", Severity.WARNING),
    Fault("S203", "text-missing-from-source-language"),
    # which files there are
    Fault("S301", "missing-file"),
    Fault("S302", "portal-words-missing", Severity.WARNING),
    Fault("S303", "source-words-missing"),
    Fault("S304", "file-not-read", Severity.WARNING),
    # of the law, beside its rules
    Fault("N901", "ignore-without-effect", Severity.INFO),
    # how translations stand to their sources
    Fault("T101", "text-not-translated", Severity.INFO),
    Fault("T102", "translation-outdated", Severity.WARNING),
    Fault("T103", "translation-unconfirmed", Severity.INFO),
    Fault("T104", "translation-without-source", Severity.INFO),
    Fault("T105", "damaged-memory", Severity.WARNING),
    Fault("T106", "language-of-a-bilingual-authority-missing", Severity.ERROR, "Language Act (423/2003), section 32"),
    # what translations say
    Fault("T201", "links-differ", Severity.WARNING),
    Fault("T202", "numbers-differ", Severity.WARNING),
    Fault("T203", "dates-differ", Severity.WARNING),
    Fault("T204", "placeholders-differ", Severity.WARNING),
    Fault("T205", "emphasis-differs", Severity.WARNING),
    Fault("T206", "lists-differ", Severity.WARNING),
    Fault("T207", "term-differs", Severity.WARNING),
    Fault("T208", "translation-same-as-source", Severity.WARNING),
    Fault("T209", "wrong-language", Severity.WARNING),
    # what translators' tools bring
    Fault("T301", "exchange-file-unreadable"),
    Fault("T302", "exchange-file-of-another-portal"),
    Fault("T303", "translated-from-older-source", Severity.WARNING),
    Fault("T304", "changed-on-both-sides", Severity.WARNING),
    Fault("T305", "unknown-text", Severity.WARNING),
    Fault("T306", "translation-not-taken", Severity.WARNING),
    Fault("T307", "language-not-in-portal"),
    Fault("T308", "words-file-not-written"),
    Fault("T309", "marked-as-needing-work", Severity.INFO),
    # what translators do to keys
    Fault("T401", "key-translated"),
    Fault("T402", "fact-in-words-file"),
    # pages, addresses and the policy of a site
    Fault("P101", "address-taken"),
    Fault("P102", "slug-not-an-address", Severity.WARNING),
    Fault("P103", "old-address-taken"),
    Fault("P104", "address-written-by-hand"),
    Fault("P105", "brand-colour-unreadable", Severity.WARNING, "WCAG 2.2, 1.4.3"),
    Fault("P110", "script-in-text"),
    Fault("P111", "stopped-by-policy", Severity.WARNING),
    Fault("P112", "policy-too-long", Severity.WARNING),
    Fault("P120", "file-in-the-way"),
    Fault("P121", "header-set-by-hand", Severity.INFO),
    Fault("P122", "script-of-a-plugin", Severity.WARNING),
    Fault("P123", "file-of-a-plugin-in-the-way"),
)
"""Every fault but those of the law, in the order of the codes."""

_BY_CODE: Final[Mapping[str, Fault]] = {fault.code: fault for fault in FAULTS}


def found(
    mark: Mark, fault: str, /, *, severity: Severity | None = None, article: str = "", **values: Parameter
) -> Diagnostic:
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
