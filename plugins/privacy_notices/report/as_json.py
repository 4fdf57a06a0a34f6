"""Findings for programs: a JSON list. The keys are a promise."""

from __future__ import annotations

import json
from collections.abc import Iterable

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.report.voice import Voice


def to_json(found: Iterable[Diagnostic], voice: Voice) -> str:
    """Findings as a JSON list of objects, with the words in the language of the run.

    `url` is empty unless somebody has named the address of a handbook.
    """
    return json.dumps([_object(item, voice) for item in found], ensure_ascii=False, indent=2) + "\n"


def _object(item: Diagnostic, voice: Voice) -> dict[str, str | int]:
    told = voice.tell(item)
    return {
        "code": item.code,
        "severity": str(item.severity),
        "file": item.mark.file,
        "line": item.mark.line,
        "column": item.mark.column,
        "message": told.message,
        "hint": told.hint,
        "article": item.article,
        "url": voice.url(item.code),
    }
