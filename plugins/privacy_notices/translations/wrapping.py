"""Line breaks that mean nothing: Markdown reads the lines of a paragraph as one. No input or output.

Writers break lines as their editor likes. Neither a change of that nor a tool that knows no such lines may make a
translation look changed, so texts are compared and exchanged with each paragraph and each item of a list on one line.
"""

from __future__ import annotations

import re
from typing import Final

WIDTH: Final = 110
"""Where `wrapped` breaks lines, in characters."""

_ITEM: Final = re.compile(r"(?P<marker>[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\S")
_CELLS: Final = "|"
"""Stands between the cells of a table, whose rows are lines."""
_BREAK: Final = re.compile(r"(?: {2}|\\)\Z")


def unwrapped(text: str) -> str:
    """The text without line breaks inside paragraphs. Breaks that Markdown shows stay: list items, rows of tables, empty
    lines, and lines that end with two spaces or a backslash."""
    if "\n" not in text or not any("\n" in part or part.isspace() for part in text.split("\n\n")):
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        is_row = bool(lines) and (_CELLS in line or _CELLS in lines[-1])
        is_more = (
            lines
            and lines[-1].strip()
            and line.strip()
            and not is_row
            and not _ITEM.match(line)
            and not _BREAK.search(lines[-1])
        )
        if is_more:
            lines[-1] = f"{lines[-1].rstrip(' ')} {line.lstrip(' ')}"
        else:
            lines.append(line if line.strip() else "")
    return "\n".join(lines)


def wrapped(text: str) -> str:
    """The text with its long lines broken; `text` itself where breaking would change what it says."""
    lines = [piece for line in text.split("\n") for piece in _pieces(line)]
    broken = "\n".join(lines)
    return broken if unwrapped(broken) == text else text


def _pieces(line: str) -> list[str]:
    if len(line) <= WIDTH or _CELLS in line:
        return [line]
    item = _ITEM.match(line)
    indentation = " " * len(item["marker"] if item else line[: len(line) - len(line.lstrip(" "))])
    pieces: list[str] = []
    for word in re.split(r"(?<=\S) (?=\S)", line):
        if pieces and len(pieces[-1]) + 1 + len(word) <= WIDTH:
            pieces[-1] += f" {word}"
        else:
            pieces.append(indentation + word if pieces else word)
    return pieces
