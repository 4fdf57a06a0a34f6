"""Codes that the table of faults does not have yet, with their words. To go when every stage has its rows there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from privacy_notices.faults.diagnostic import Severity
from privacy_notices.faults.table import Fault

_NOTED: Final = """
L101 unreadable-catalog error
L102 link-out-of-the-folder error
L103 unreadable-file error
S116 value-not-accepted error
S201 unknown-reference error
S202 words-without-fact warning
S203 text-missing-from-source-language error
S301 missing-file error
S302 portal-words-missing warning
S303 source-words-missing error
S304 file-not-read warning
P101 address-taken error
P102 slug-not-an-address warning
P103 old-address-taken error
P104 address-written-by-hand error
P105 brand-colour-unreadable warning
P110 script-in-text error
P111 stopped-by-policy warning
P112 policy-too-long warning
T101 text-not-translated info
T102 translation-outdated warning
T103 translation-unconfirmed info
T104 translation-without-source info
T105 damaged-memory warning
T106 language-of-a-bilingual-authority-missing error
T201 links-differ warning
T202 numbers-differ warning
T203 dates-differ warning
T204 placeholders-differ warning
T205 emphasis-differs warning
T206 lists-differ warning
T207 term-differs warning
T208 translation-same-as-source warning
T209 wrong-language warning
T301 exchange-file-unreadable error
T302 exchange-file-of-another-portal error
T303 translated-from-older-source warning
T304 changed-on-both-sides warning
T305 unknown-text warning
T306 translation-not-taken warning
T307 language-not-in-portal error
T308 words-file-not-written error
T309 marked-as-needing-work info
T401 key-translated error
T402 fact-in-words-file error
"""


def rows() -> Iterator[Fault]:
    """What the rows of the table would be."""
    for line in _NOTED.split("\n"):
        if line:
            code, name, severity = line.split()
            yield Fault(code, name, Severity[severity.upper()])
    for fault in _of_files().values():
        yield Fault(fault.code, fault.name, fault.severity)
    for fault in _of_forms().values():
        yield Fault(fault.code, fault.name)


def words() -> Mapping[str, str]:
    """What the English catalog would have: templates by id."""
    found: dict[str, str] = {}
    for fault in _of_files().values():
        found |= {
            f"{fault.code}.message": fault.message,
            f"{fault.code}.hint": fault.hint,
            f"{fault.code}.why": fault.why,
        }
    faults = _of_forms()
    codes = [fault.code for fault in faults.values()]
    for kind, fault in faults.items():
        name = fault.code if codes.count(fault.code) == 1 else f"{fault.code}.{kind}"
        found |= {f"{name}.message": fault.message, f"{name}.hint": fault.hint}
    return found


def examples() -> Mapping[str, tuple[str, str]]:
    """By code what does not pass and what does."""
    return {code: (fault.fails, fault.passes) for code, fault in _of_files().items() if fault.fails}


def _of_files() -> Mapping[str, Any]:
    return getattr(import_module("privacy_notices.load.yaml_file"), "CODES", {})


def _of_forms() -> Mapping[str, Any]:
    return getattr(import_module("privacy_notices.schema.forms"), "FAULTS", {})
