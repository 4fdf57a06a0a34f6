"""Diagnostics in words, for tests that read them."""

from __future__ import annotations

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.telling import teller


def message(diagnostic: Diagnostic, language: str = "en") -> str:
    return teller(language).tell(diagnostic).message


def hint(diagnostic: Diagnostic, language: str = "en") -> str:
    return teller(language).tell(diagnostic).hint
