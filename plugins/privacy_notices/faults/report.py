"""Findings in the forms that people and programs read. Renderers add no facts, read no files and print nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias
from urllib.parse import quote

from privacy_notices import __version__
from privacy_notices.check.check import Silenced
from privacy_notices.faults.diagnostic import HANDBOOK, Diagnostic, Severity
from privacy_notices.languages.telling import teller

Source: TypeAlias = Callable[[str], str | None]
"""From the file of a mark to its text; None when there is none."""

MAX_LINE: Final = 110
"""Characters of a source line that are shown around the place."""

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey or could not show; a source file must not write to the screen."""


def to_lines(diagnostic: Diagnostic) -> str:
    """One finding in a few lines without the source, for a log."""
    diagnostic = _in_words(diagnostic)
    return _shown(
        "\n".join(
            (
                f"{_place(diagnostic)} {diagnostic.severity}[{diagnostic.code}] {diagnostic.message}",
                *_notes(diagnostic),
            )
        )
    )


def to_text(
    found: Sequence[Diagnostic], source: Source, silenced: Sequence[Silenced] = (), *, color: bool = False
) -> str:
    """Findings for a terminal: the line with a caret, what to do, the provision and a link; then what was ignored and a sum."""

    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    blocks = []
    for diagnostic in map(_in_words, found):
        kind = paint(f"{diagnostic.severity}[{diagnostic.code}]", f"1;{_COLOURS[diagnostic.severity]}")
        head = f"{paint(_shown(_place(diagnostic)), '1')} {kind} {_shown(diagnostic.message)}"
        text = source(diagnostic.mark.file)
        excerpt = _excerpt(text, diagnostic) if text else []
        blocks.append(
            "\n".join((head, *(_shown(line) for line in excerpt), *(_shown(line) for line in _notes(diagnostic))))
        )
    parts = blocks
    if silenced:
        lines = [
            f"  {_place(item.diagnostic)} {item.diagnostic.code} {_in_words(item.diagnostic).message}\n    reason: {item.reason}"
            for item in silenced
        ]
        parts = [*blocks, _shown("\n".join(("ignored, with the reason given in notice.yml:", *lines)))]
    return "\n\n".join((*parts, summary(found))) + "\n"


def summary(found: Sequence[Diagnostic]) -> str:
    """How many findings there are of each severity, in how many files."""
    if not found:
        return "nothing found"
    numbers = Counter(diagnostic.severity for diagnostic in found)
    counted = [
        _number(numbers[severity], str(severity) if severity is not Severity.INFO else "note")
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if numbers[severity]
    ]
    files = len({diagnostic.mark.file for diagnostic in found})
    return f"{', '.join(counted)} in {_number(files, 'file')}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(diagnostic: Diagnostic) -> str:
    mark = diagnostic.mark
    return f"{mark.file}:{mark.line}:{mark.column}:"


def _in_words(diagnostic: Diagnostic) -> Diagnostic:  # to go with `Diagnostic.message`
    told = teller("en").tell(diagnostic)
    return replace(diagnostic, message=told.message, hint=told.hint)


def _notes(diagnostic: Diagnostic) -> list[str]:
    lines = [f"  help: {diagnostic.hint}"] if diagnostic.hint else []
    if diagnostic.article:
        lines.append(f"  law: {diagnostic.article}")
    return [*lines, f"  see: {diagnostic.url}"]


def _shown(text: str) -> str:
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _excerpt(text: str, diagnostic: Diagnostic) -> list[str]:
    """The line of the finding with a caret below its place; a long line is cut around it."""
    lines = text.split("\n")
    number, column = diagnostic.mark.line, diagnostic.mark.column
    if number > len(lines) or not lines[number - 1].strip():
        return []
    line = lines[number - 1].replace("\t", " ")
    begin = max(0, column - MAX_LINE // 2) if len(line) > MAX_LINE else 0
    shown = (
        ("…" if begin else "") + line[begin : begin + MAX_LINE].rstrip() + ("…" if begin + MAX_LINE < len(line) else "")
    )
    caret = " " * (column - 1 - begin + (1 if begin else 0)) + "^"
    gutter = f"{number:>5} | "
    return [f"{gutter}{shown}", f"{' ' * (len(gutter) - 2)}| {caret}"]


def to_json(found: Iterable[Diagnostic]) -> str:
    """Findings as a JSON list of objects. The keys are a promise."""
    values = [
        {
            "code": item.code,
            "severity": str(item.severity),
            "file": item.mark.file,
            "line": item.mark.line,
            "column": item.mark.column,
            "message": item.message,
            "hint": item.hint,
            "article": item.article,
            "url": item.url,
        }
        for item in map(_in_words, found)
    ]
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def to_github(found: Iterable[Diagnostic]) -> str:
    """Findings as workflow commands of GitHub Actions, which show them beside the line in a pull request."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for item in map(_in_words, found):
        mark = item.mark
        title = f"{item.code} ({item.article})" if item.article else item.code
        properties = f"file={_property(mark.file)},line={mark.line},col={mark.column},title={_property(title)}"
        message = "\n".join(part for part in (item.message, item.hint, item.url) if part)
        lines.append(f"::{kinds[item.severity]} {properties}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    """Escaped as the toolkit of GitHub Actions does (`core.escapeData`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(
    found: Sequence[Diagnostic],
    silenced: Sequence[Silenced] = (),
    names: Callable[[str], str | None] = lambda code: None,
) -> str:
    """Findings as SARIF 2.1.0 (OASIS); what an author ignores is a suppressed result with its justification.

    `names`: from a code to the name of the fault.
    """
    results = [*((item, None) for item in found), *((item.diagnostic, item.reason) for item in silenced)]
    codes = sorted({item.code for item, _ in results})
    rules = [
        {"id": code, **({"name": name} if (name := names(code)) else {}), "helpUri": f"{HANDBOOK}{code}/"}
        for code in codes
    ]
    run = {
        "tool": {
            "driver": {
                "name": "mkdocs-privacy-notices",
                "version": __version__,
                "informationUri": HANDBOOK.removesuffix("rules/"),
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, reason, codes) for item, reason in results],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(item: Diagnostic, reason: str | None, codes: Sequence[str]) -> dict[str, object]:
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    item = _in_words(item)
    text = f"{item.message}. Help: {item.hint}." if item.hint else f"{item.message}."
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": levels[item.severity],
        "message": {"text": f"{text} Law: {item.article}." if item.article else text},
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
