"""Findings for code scanning: SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from privacy_notices import __version__
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.report.voice import Ignored, Voice

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(
    found: Sequence[Diagnostic],
    voice: Voice,
    ignored: Sequence[Ignored] = (),
    names: Callable[[str], str | None] = lambda code: None,
) -> str:
    """Findings as SARIF; what an author ignores is a suppressed result with its justification.

    `names`: from a code to the name of the fault.
    """
    results = [*((item, None) for item in found), *((item.diagnostic, item.reason) for item in ignored)]
    codes = sorted({item.code for item, _ in results})
    driver = {
        "name": "mkdocs-privacy-notices",
        "version": __version__,
        **({"informationUri": voice.handbook} if voice.handbook else {}),
        "rules": [_rule(code, names(code), voice) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": voice.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, reason, codes, voice) for item, reason in results],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, name: str | None, voice: Voice) -> Mapping[str, str]:
    possible = {"id": code, "name": name, "helpUri": voice.url(code)}
    return {key: value for key, value in possible.items() if value}


def _result(item: Diagnostic, reason: str | None, codes: Sequence[str], voice: Voice) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": _LEVELS[item.severity],
        "message": {"text": _sentences(item, voice)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(item.mark.file)},
                    "region": {"startLine": item.mark.line, "startColumn": item.mark.column},
                }
            }
        ],
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _sentences(item: Diagnostic, voice: Voice) -> str:
    """The finding as running text: SARIF has no place of its own for a hint."""
    message, hint = voice.tell(item)
    more = (
        voice.word("report.sentence.help", hint=hint) if hint else "",
        voice.word("report.sentence.law", article=item.article) if item.article else "",
    )
    return " ".join(filter(None, (f"{message}.", *more)))
