"""Findings as annotations of GitHub Actions, which stand beside the line in a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.report.voice import Voice

_KINDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""Names of workflow commands, by severity."""


def to_github(found: Iterable[Diagnostic], voice: Voice) -> str:
    """Findings as workflow commands (docs.github.com, "Workflow commands for GitHub Actions")."""
    return "".join(_command(item, voice) for item in found)


def _command(item: Diagnostic, voice: Voice) -> str:
    mark, told = item.mark, voice.tell(item)
    title = f"{item.code} ({voice.cite(item.article)})" if item.article else item.code
    properties = f"file={_property(mark.file)},line={mark.line},col={mark.column},title={_property(title)}"
    message = "\n".join(part for part in (told.message, told.hint, voice.see(item)) if part)
    return f"::{_KINDS[item.severity]} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    """Escaped as the toolkit of GitHub Actions does (`core.escapeData`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
