"""Findings for people: on a terminal with the line they are on, or in a few lines of a log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.report.voice import Ignored, Voice

SourceText: TypeAlias = Callable[[str], str | None]
"""From the file of a mark to its text; None when there is none."""

MAX_LINE: Final = 110
"""Characters of a source line that are shown around the place."""

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal would obey or could not show; a source file must not write to the screen."""


def to_lines(diagnostic: Diagnostic, voice: Voice) -> str:
    """One finding in a few lines without the source, for a log."""
    head = f"{_place(diagnostic)} {_kind(diagnostic, voice)} {voice.tell(diagnostic).message}"
    return shown("\n".join((head, *_notes(diagnostic, voice))))


def to_text(
    found: Sequence[Diagnostic],
    voice: Voice,
    source: SourceText,
    ignored: Sequence[Ignored] = (),
    *,
    color: bool = False,
) -> str:
    """Findings for a terminal: the line with a caret, what to do, the provision and where to read on; then what was
    ignored and a sum."""
    blocks = [_block(diagnostic, voice, source(diagnostic.mark.file), color=color) for diagnostic in found]
    if ignored:
        blocks.append(shown("\n".join((voice.word("report.ignored"), *_ignored(ignored, voice)))))
    return "\n\n".join((*blocks, summary(found, voice))) + "\n"


def summary(found: Sequence[Diagnostic], voice: Voice) -> str:
    """How many findings there are of each severity, in how many files."""
    if not found:
        return voice.word("report.nothing")
    numbers = Counter(diagnostic.severity for diagnostic in found)
    counted = [
        voice.word(f"report.number.{severity}", n=numbers[severity])
        for severity in sorted(Severity, reverse=True)
        if numbers[severity]
    ]
    files = voice.word("report.number.files", n=len({diagnostic.mark.file for diagnostic in found}))
    return voice.word("report.sum", findings=", ".join(counted), files=files)


def shown(text: str) -> str:
    """A text that is safe to show on a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> str:
    """JSON that is safe to show on a terminal, with the same values."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _block(diagnostic: Diagnostic, voice: Voice, source: str | None, *, color: bool) -> str:
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    kind = paint(_kind(diagnostic, voice), f"1;{_COLOURS[diagnostic.severity]}")
    head = f"{paint(shown(_place(diagnostic)), '1')} {kind} {shown(voice.tell(diagnostic).message)}"
    excerpt = _excerpt(source, diagnostic) if source else []
    return "\n".join((head, *map(shown, excerpt), *map(shown, _notes(diagnostic, voice))))


def _place(diagnostic: Diagnostic) -> str:
    mark = diagnostic.mark
    return f"{mark.file}:{mark.line}:{mark.column}:"


def _kind(diagnostic: Diagnostic, voice: Voice) -> str:
    return f"{voice.word(f'report.severity.{diagnostic.severity}')}[{diagnostic.code}]"


def _notes(diagnostic: Diagnostic, voice: Voice) -> Iterator[str]:
    return (f"  {note}" for note in voice.notes(diagnostic))


def _ignored(ignored: Iterable[Ignored], voice: Voice) -> Iterator[str]:
    for item in ignored:
        yield f"  {_place(item.diagnostic)} {item.diagnostic.code} {voice.tell(item.diagnostic).message}"
        yield f"    {voice.word('report.reason', reason=item.reason)}"


def _excerpt(text: str, diagnostic: Diagnostic) -> list[str]:
    """The line of the finding with a caret below its place; a long line is cut around it."""
    lines = text.split("\n")
    number, column = diagnostic.mark.line, diagnostic.mark.column
    if number > len(lines) or not lines[number - 1].strip():
        return []
    line = lines[number - 1].replace("\t", " ")
    begin = max(0, column - MAX_LINE // 2) if len(line) > MAX_LINE else 0
    cut = line[begin : begin + MAX_LINE].rstrip()
    excerpt = ("…" if begin else "") + cut + ("…" if begin + MAX_LINE < len(line) else "")
    caret = " " * (column - 1 - begin + (1 if begin else 0)) + "^"
    gutter = f"{number:>5} | "
    return [f"{gutter}{excerpt}", f"{' ' * (len(gutter) - 2)}| {caret}"]
